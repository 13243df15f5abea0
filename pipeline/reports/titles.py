"""A title out of a heading, list item or line: what stands before, behind and around it is taken away.

Belongs here: numbering, times, labels, quotes, marks, links that only point to something. Does not belong here: parting a
title from its speaker (`splitting`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.reports.blocks import Line
from pipeline.reports.patterns import quick

# (a circle or cross before a gap says whether the slides are public)
MARKS = re.compile(r"^(?:[〇×✕✗△？](?=[\s\u3000])|[\s\u3000■◆●▼▲★☆◇□○◎▶►➤→⇒♦・※✅🔹🔸📌🎤👉✔✨#>|*~–—-])+")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d\U0001f1e6-\U0001f1ff\u2b50\u2b55\u231a-\u23ff]+")
EMOJI_END = quick(rf"(?:{EMOJI.pattern}|\s)+$")
AM_PM = r"(?:\s?[AaPp]\.?[Mm]\b\.?)?"
TIME = re.compile(
    rf"^[\[(（【]?\s*(?:[01]?\d|2[0-3])\s*[:：時]\s*[0-5]?\d\s*分?{AM_PM}\s*(?:[-~〜～–—ー→]|から|to)?\s*(?:(?:[01]?\d|2[0-3])\s*[:：時]\s*[0-5]?\d\s*分?{AM_PM}\s*|頃|\+)?\s*[\])）】]?\s*(?:[-:：|]\s*)?"
)
DURATION = re.compile(
    r"\s*[\[(（【]\s*(?:約?\d{1,3}\s*(?:分|min(?:utes?)?|mins?)\.?(?:間)?|\d{1,2}[:：]\d{2}[:：]\d{2}|\d{1,2}[:：]\d{2}\s*[-~〜～–]\s*(?:\d{1,2}[:：]\d{2})?|動画あり|資料なし|スライドなし|オンライン|online|録画)\s*[\])）】]\s*(?:[Dd]ay (?:\d|[Oo]ne|[Tt]wo|[Tt]hree)$)?"
)
NUMBER = re.compile(
    r"^(?:(?:前半|後半|午前の部|午後の部)\s*[:：]\s*|[【\[](?:前半|後半|午前|午後|AM|PM)(?:の部)?[】\]]\s*(?=\S)|[(（]?\d{1,2}[)）]\s*|\d{1,2}\s*[.．、:：]\s+|\d{1,2}[．、]\s*|\d{1,2}\.(?=\D)\s*|[①-⑳]\s*|[#＃]\s?\d{1,2}\s*[.:：-]?\s+|No\.?\s?\d{1,2}[.:：]?\s*|第\s?[\d一二三四五六七八九十]+\s?(?:部|回)?\s*[:：]\s*|[\d一二三四五六七八九十]+\s?(?:人目|番目|つ目|本目|日目|席目|組目|枠目|コマ目|限目)(?:の(?:LT|発表|セッション)は?)?\s*[:：、]?\s*|第\s?[\d一二三四五六七八九十]+\s?(?:講|幕|席|話|限|コマ)\s*[:：]?\s*(?=[「『\s]))",
    re.I,
)
LABEL_WORDS = (
    r"(?:(?:スポンサー|招待|基調|特別|一般|公募|ゲスト|飛び込み|飛込み|ショート|ロング|メイン|オープニング|クロージング|プラチナ|ゴールド|シルバー|企業|学生|Short|Long|Sponsor(?:ed)?|Invited|Guest|Opening|Closing|Main|Lightning|Regular|Special)?[\s]?"
    r"(?:セッション|講演|発表|登壇|トーク|LTs?|ＬＴ|キーノート|key ?notes?|talks?|sessions?|presentation|パネル(?:ディスカッション|トーク)?|panel(?: discussion)?|fireside(?: chat)?|debate|対談|鼎談|ワークショップ|workshop|ハンズオン|hands-?on|tutorial|座談会|ライトニングトーク|プレゼン))"
)
LABEL = re.compile(
    rf"^(?:[\[(（【〈《<]\s*({LABEL_WORDS}[^\])）】〉》>]{{0,12}})\s*[\])）】〉》>]\s*[:：]?\s*|({LABEL_WORDS})\s?[-–#＃]?\s?[\d①-⑳０-９一二三四五六七八九十A-Z]{{0,2}}\s*(?:[:：・|｜/／]|\s[-–—~]\s|[-–—]\s?(?=[「『])|\s+(?=[「『])|(?<=[\d①-⑳])\s+(?=\S)|(?<=\d)[.．]\s*|】)\s*|({LABEL_WORDS})[\d①-⑳]{{0,2}}(?=[「『]))",
    re.I,
)
# the kind of place that somebody had in the programme: "スポンサー枠 Jane Doe: title", "[一般枠] title"
SLOT = re.compile(r"[\[(（【〈《<]?([^\s\[\](){}（）【】「」:：]{1,14}枠)(?:\s*[\])）】〉》>:：]\s*|\s+)(?=\S)")
TRAILER = quick(
    r"\s*(?:[\[(（【<]\s*(?:LT|ＬＴ|資料|スライド|発表資料|slides?|video|動画|link|リンク|pdf|講演|セッション|招待講演|基調講演|keynote|talk|speaker ?deck|qiita|zenn|youtube|ブログ|blog|記事|デモ|demo|飛び込みLT|\d+分)\s*[\])）】>]|#\w*|\s#|🔗|¶)\s*$",
    re.I,
)
# what is said of the material and not of the talk: "（スライドなし）", "資料は非公開"
NO_MATERIAL = quick(
    r"\s*[(（\[【、,]?\s*(?:発表|登壇|投影)?(?:資料|スライド|動画|録画|slides?|recording|video)(?:は|も|が|：|:| )?\s?(?:なし|無し|ナシ|非公開|未公開|後日|公開なし|公開予定|見つからず|見当たらず|ありません|準備中|not (?:available|online|yet)[^()]*|tba|n/a|none|coming soon)[^()（）\[\]]{0,12}[)）\]】]?",
    re.I,
)
MARKS_BEHIND = re.compile(r"[\s\u3000]*[:：|｜/／=→>–—]+[\s\u3000]*$")
SET_OFF = re.compile(
    r"\S\s*([-~〜～–—])\s*[^-~〜～–—]{2,60}\1$"
)  # "title 〜subtitle〜": the mark at the end closes a pair
DASH_BEHIND = re.compile(r"\s+[-~〜]\s*$")
# a page's name behind a title: "… by X | Conf 2025 - fortee.jp", "… - Speaker Deck", "… | Docswell"
PAGE_TAIL = re.compile(
    r"(?:\s+[|｜]\s+[^|｜]{2,40})?\s+(?:-|–|\||｜)\s+(?:fortee(?:\.jp)?|speaker ?deck|slideshare|docswell|ドクセル|youtube|google (?:slides|スライド|ドライブ)|qiita|zenn|note|sessionize)\s*$",
    re.I,
)
ADDRESS = re.compile(r"[<(（]?https?://[^\s()（）<>]+[>)）]?")
# a heading over what is said of the talk that it names
ABOUT_QUOTED = re.compile(
    r"([「『][^「」『』]{4,120}[」』])の?(?:セッション|発表|講演)?の?(?:概要|内容|紹介|感想|まとめ|メモ|レポート|要約)"
)
MAX_TITLE = 1_000  # characters: what is longer is prose, and marks are taken off one by one


@lru_cache(maxsize=20_000)  # a line is parted in several ways, a heading asked for by everything below it
def clean_title(text: str) -> str:
    """A title without marks, emoji at its ends, quotes around it and trailers such as (スライド)."""
    text = text.strip()[:MAX_TITLE]
    before = None
    while before != text:
        before = text
        if not is_letter(text[:1]):
            text = MARKS.sub("", text)
            lead = EMOJI.match(text)
            if lead:
                text = text[lead.end() :]
        if not is_letter(text[-1:]):
            text = TRAILER.sub("", EMOJI_END.sub("", text))
            text = text if SET_OFF.search(text) else DASH_BEHIND.sub("", MARKS_BEHIND.sub("", text))
        elif "#" in text:
            text = TRAILER.sub("", text)
        text = text.strip(" \t\u3000\u00a0")
    if "://" in text:
        text = ADDRESS.sub(" ", text).strip()
    about = ABOUT_QUOTED.fullmatch(text)
    if about:
        text = about[1]
    if len(text) > 2 and text[0] in '「『“"' and text[-1] in '」』”"' and "\n" not in text and balanced(text[1:-1]):
        text = text[1:-1].strip()
    for opening, closing in PAIRS:
        if text.find(opening) > 0 and text.count(opening) == text.count(closing) + 1:
            text += closing  # of quotes in quotes the inner one's end was taken for the outer one's
    return text.rstrip(",、") if text[-1:] in ",、" else text


PAIRS = (("「", "」"), ("『", "』"), ("“", "”"))


def is_letter(char: str) -> bool:
    """Whether a character is one of words and plain numbers, and so no mark and no picture (as ❶ and 〇 are)."""
    return char.isalnum() and not "\u2460" <= char <= "\u3007"


def balanced(text: str) -> bool:
    """Whether quotes inside open before they close (so that the outer pair is one pair)."""
    depth = 0
    for char in text:
        if char in "「『":
            depth += 1
        elif char in "」』":
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


@lru_cache(maxsize=20_000)
def strip_prefix(text: str) -> tuple[str, str, bool, bool]:
    """The text without time, number and label: (text, label, had a time, had a number)."""
    label, has_time, has_number = "", False, False
    for _ in range(6):
        before = text
        if not is_letter(text[:1]):
            text = MARKS.sub("", text)
            lead = EMOJI.match(text)
            if lead:
                text = text[lead.end() :].lstrip()
        found = TIME.match(text)
        if found and found.end() < len(text):
            text, has_time = text[found.end() :].lstrip(), True
        found = NUMBER.match(text)
        if found and found.end() < len(text) and text[found.end()] != "の":  # "1日目の基調講演" is called so
            text, has_number = text[found.end() :], True
        found = LABEL.match(text) or SLOT.match(text)
        if found and found.end() < len(text.rstrip()):
            label = label or next(filter(None, found.groups()), "")
            has_number = has_number or bool(re.search(r"\d\W*$", found[0]))
            text = text[found.end() :]
        if text == before:
            break
    has_time = has_time or bool(TIME_BEHIND.search(text))
    if "(" in text or "（" in text or "[" in text or "【" in text:
        text = DURATION.sub(" ", text)
    return text.strip(), label, has_time, has_number


TIME_BEHIND = re.compile(r"[(（]\s*\d{1,2}[:：]\d{2}\s*[-~〜～–]\s*\d{1,2}[:：]\d{2}\s*[)）]\s*$")


STRAIGHT = quick(r"(?:^|(?<=[\s(—–:-]))\"([^\"]{4,160})\"(?=$|[\s,.;:)!?—–-])")


def outer_quote(text: str) -> tuple[int, int] | None:
    """The outermost pair of quotes, Japanese, curly or straight: (index of the opening, index of the closing)."""
    start = min((i for i in map(text.find, "「『“") if i >= 0), default=-1)
    if start < 0:
        straight = STRAIGHT.search(text)
        return (straight.start(1) - 1, straight.end(1)) if straight else None
    opening = text[start]
    closing = {"「": "」", "『": "』", "“": "”"}[opening]
    depth = 0
    for at in range(start, len(text)):
        if text[at] == opening:
            depth += 1
        elif text[at] == closing:
            depth -= 1
            if depth == 0:
                return start, at
    return None


POINTING = quick(
    r"\s*(?:(?:発表|講演|登壇)?(?:スライド|資料|動画|録画|アーカイブ|記事|ブログ|リンク|ソース(?:コード)?|リポジトリ|デモ|詳細)|slides?|slide ?deck|deck|videos?|recording|link|pdf|code|source|repo(?:sitory)?|github|youtube|speaker ?deck|slideshare|docswell|speakerdeck\.com|(?:www\.)?slideshare\.net|(?:www\.)?docswell\.com|qiita|zenn|こちら|コチラ|サンプル(?:コード)?|abstract|notes?|transcript|demo|blog(?: post)?|proposal|x|twitter|here)(?:は?こちら(?:です|から)?|はここ(?:です|から|に(?:あります|ある(?:らしい|よう|みたい)?(?:です)?|置いて\S{1,8}))?|へのリンク|[でを](?:見る|読む|開く|視聴(?:する)?))?\s*",
    re.I,
)


def only_leads(line: Line) -> bool:
    """Whether a line is nothing but an address, or a link that says what it leads to: [スライド](…), 資料: https://…"""
    if line.bare:
        return True
    if len(line.links) != 1 or len(line.text) > LONGEST_POINTER + line.links[0].end - line.links[0].start:
        return False
    link = line.links[0]
    shown = "" if link.form in ("bare", "embed", "card") else line.text[link.start : link.end]
    words = [piece.strip(AROUND_POINTER) for piece in (line.text[: link.start], shown, line.text[link.end :])]
    return all(not piece or POINTING.fullmatch(piece) for piece in words)


LONGEST_POINTER = 24  # characters beside the link
AROUND_POINTER = " \t\u3000:：→⇒-–—・*()（）[]【】<>▼▶📄🔗"


def without_pointers(line: Line) -> str:
    """The line's text without links that only point to something ("(slides)", "[スライド]") and what bracketed them."""
    text = line.text
    for link in reversed(line.links):
        if (link.form == "link" and link.start > 0 and POINTING.fullmatch(text[link.start : link.end] or "x")) or (
            link.form in ("bare", "embed", "card") and link.start > 0 and text[link.start : link.end].startswith("http")
        ):
            text = text[: link.start] + "\x02" + text[link.end :]
    if "\x02" in text:
        text = re.sub(r"\s*[(（\[【][^()（）\[\]\w]*\x02(?:[^()（）\[\]\w]|\x02)*[)）\]】]", " ", text)
        text = re.sub(r"\s*(?:[-–—|/／:：、,=>→]\s*)*\x02(?:\s*[|/／、,]?\s*\x02)*", " ", text)
    return (re.sub(r" {2,}", " ", text) if "  " in text else text).strip()


FEWEST_SAID = 6  # words


def written_as_said(words: Sequence[str]) -> bool:
    """Whether English words are written as a sentence is, not as a title: many, and nearly all in lower case."""
    low = sum(word[:1].islower() for word in words[1:])
    return len(words) >= FEWEST_SAID and low >= 0.7 * (len(words) - 1)
