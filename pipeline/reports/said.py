"""What the words around a link say that it is: somebody's slides, code, text or recording, or a mere reference.

Belongs here: labels (資料：, Slides:, 🎥), links whose text is such a word (slides, デモのリポジトリ), and a sentence or line
right before that announces the address. Does not belong here: what the address looks like (`hosts`) and what becomes of
the link (`roles`, `videos`). Nothing here asks for a particular host: a speaker's deck may lie anywhere.
"""

from __future__ import annotations

import re
from typing import Literal

from pipeline.reports.blocks import Line, Link
from pipeline.reports.patterns import quick

Thing = Literal["deck", "code", "text", "video", "reference"]

_OF = r"(?:(?:当日|発表|登壇|講演|LT|今回|本日|セッション|トーク|デモ|計測|比較|検証|実験)(?:時)?(?:に(?:使った|使用した|用いた))?の?|(?:使った|使用した|紹介した|見せた|(?:ご?紹介|公開|共有)され(?:た|てた|ていた))|(?:the|her|his|their|my|our|talk'?s?|demo|sample|example|source)\s)"
_DO = r"(?:download|view|see|get|grab|find|browse|watch|read)\s+"
_DECK = (
    r"スライド(?:資料)?|資料|プレゼン(?:テーション)?(?:資料)?|ハンドアウト|配布物|投影資料|(?:speaker ?)?slides?(?: ?deck)?|slideware|decks?|presentation"
    r"|handouts?|pdf|発표자료|발표 ?자료|슬라이드|簡報|投影片|講義"
)
_CODE = (
    r"(?:サンプル|ソース|デモ)?コード|ソース|(?:デモ|サンプル|実装)(?:アプリ|サイト|ページ)?(?:の?(?:リポジトリ|レポジトリ))?|リポジトリ|レポジトリ|実装"
    r"|(?:source |sample |demo |example )?code|repo(?:sitory)?|demo(?: app| site| repo)?|sample|exercises|tooling|notebook|playground|source"
)
_TEXT = r"元ネタ|元(?:に|と)なった(?:記事|ブログ|話)|(?:詳しい|詳細な?|解説|本人の|ご?自身の)?(?:ブログ)?(?:記事|原稿|書き起こし)|(?:ハンズオン|ワークショップ)?(?:教材|手順書?|テキスト|お題)|notes|write-?up|(?:blog ?)?post|transcript|article|text(?: version)?|paper|essay|handwritten notes"
_VIDEO = r"(?:発表|登壇|セッション|アーカイブ|配信|録画|講演|当日の?)?(?:動画|録画|映像|ビデオ)|アーカイブ(?:配信|動画)?|(?:session |talk )?(?:video|recording|rec|youtube|watch)|録影|영상"
# before an address that stands in the sentence itself: 資料は https://… で公開されています
_BARE = quick(rf"(?:{_OF}){{0,2}}(?:{_DECK}|{_CODE}|{_TEXT})(?:は|も|が|を)\s*$")
_TAIL = r"(?:\s*(?:は(?:こちら|こ(?:ちら)?|コチラ|これ)|はこちらです|です|(?:へ)?の?リンク|(?:\s*(?:is|are))?\s*(?:online|here|up|available))){0,2}"
_ASIDE = r"(?:\s*[(（][^()（）]{0,24}[)）])?"

THINGS: tuple[tuple[Thing, str], ...] = (("video", _VIDEO), ("deck", _DECK), ("code", _CODE), ("text", _TEXT))
# the whole text of a link: "slides", "デモのリポジトリ", "スライドはこちら"
AS_TEXT = {
    thing: re.compile(rf"[\W_]*(?:{_DO})?(?:{_OF}){{0,2}}(?:{words}){_ASIDE}{_TAIL}[\W_]*", re.I)
    for thing, words in THINGS
}
# a link that says of what the talk showed that it is here: 紹介しているツールのソースコードはこちら
SHOWN = {
    thing: re.compile(
        rf"[^。、]{{0,24}}(?:紹介|発表|登壇|講演|セッション|デモ|使用|使わ|説明|実演|利用)[^。、]{{0,20}}(?:{words}){_ASIDE}\s*(?:は|も|が)?\s*(?:こちら|コチラ|ここ|これ|以下)[^。、]{{0,6}}"
    )
    for thing, words in THINGS
}
# what a workshop was held with: ○○ハンズオンチュートリアル Part 1, Workshop materials
EXERCISE = quick(
    r"(?:ハンズオン|ワークショップ|演習|hands?-?on|workshop|lab)(?:の|用|で使った|\s)*(?:チュートリアル|資料|教材|手順書?|手引き?|テキスト|リポジトリ|レポジトリ|問題|課題|コンテンツ|tutorials?|materials?|guide|repo(?:sitory)?|instructions|exercises|docs)",
    re.I,
)
# what stands right before an address: "資料：", "Slides →", "スライドはこちら（"
AS_LABEL = {
    thing: re.compile(
        rf"(?:^|[\s\W_])(?:{_OF}){{0,2}}(?:{words}){_ASIDE}\s*(?:[:：→⇒➡=＝▶👉]️?|-+>|(?:[:：]\s*)?$|(?:を|も)公開\s*[:：→⇒]|は(?:こちら|コチラ|これ|以下)(?:です|から)?\s*[(（:：→]?)\s*[<(（\[「]?\s*$",
        re.I,
    )
    for thing, words in THINGS
}
MARKS: dict[str, Thing] = {
    "📄": "deck",
    "📑": "deck",
    "📊": "deck",
    "📽": "deck",
    "🎥": "video",
    "📹": "video",
    "🎬": "video",
    "📺": "video",
    "▶": "video",
    "💻": "code",
}
# words of a link that say only where the thing lies, and what stands before them: The code is on [GitHub], スライドは[こちら]
PLACE = re.compile(
    r"\W*(?:(?:(?:on|at) )?(?:her|his|their|the|my|our) (?:site|blog|website|page|repo(?:sitory)?)|(?:on |at )?(?:github|gitlab|gist|speaker ?deck|slideshare"
    r"|docswell|zenn|qiita|note|youtube|vimeo|google (?:drive|slides|docs|スライド|ドライブ)|drive|notion|figma)|here|online|こちら|コチラ|ここ|これ)\W*",
    re.I,
)
BEFORE_PLACE = {
    thing: re.compile(
        rf"(?:^|[\s\W_])(?:{_OF}){{0,2}}(?:{words}){_ASIDE}\s*(?:(?:is|are|was|were|can be found|lives?)\b|は|が|も|を)?\s*(?:(?:also|now|already)\s+)?(?:(?:up|available|online)\s+)?(?:on|at)?\s*[(（]?\s*$",
        re.I,
    )
    for thing, words in THINGS
}
# a sentence, or a line of its own, after which an address stands by itself: コードも公開されています。 Slides are up:
ANNOUNCED = {
    thing: re.compile(
        rf"(?:{words})(?:{_ASIDE})[^。.!！?？]{{0,24}}?(?:公開|あります|こちら|コチラ|これ|以下|置いて|上が|あがって|共有|online|\bup\b|here|available|on github|[:：→])(?:され(?:てい)?ま(?:す|した))?[^。.!！?？]{{0,6}}[。.!！:：→]?$",
        re.I,
    )
    for thing, words in THINGS
}
LONGEST_LABEL = 40
NOT_OF_TALK = quick(
    r"参考|参照|関連|公式|ドキュメント|(?<![a-z])docs?(?![a-z])|documentation|official|related|see also|further|references?|(?<![a-z])refs?(?![a-z])|前回|過去|昨年|以前|別の|会社|採用|自己紹介|テンプレート|template|共同|共筆|みんなの",
    re.I,
)
LABELLED = re.compile(r"[:：→⇒]\s*[<(（]?\s*$")


def names_thing(text: str) -> bool:
    """Whether a line is no more than the name of what follows it: ▼発表資料はこちら."""
    return len(text) <= LONGEST_LABEL and any(form.fullmatch(text) for form in AS_TEXT.values())


def said_of(link: Link, line: Line, since: int = 0, before: Line | None = None) -> Thing | None:
    """What the words at a link say that it is; None where they say nothing, or that it is a reference.

    `since` is where the link before it on the line ends; `before` is the line right before the link's own, for
    addresses that stand by themselves.
    """
    words = link.text.strip()
    own = bool(words) and not words.startswith("http") and link.form == "link"
    if own and len(words) <= LONGEST_LABEL and not NOT_OF_TALK.search(words):
        if words.rstrip("\ufe0f") in MARKS:
            return MARKS[words.rstrip("\ufe0f")]
        if EXERCISE.search(words):
            return "text"
        for thing, form in AS_TEXT.items():
            if form.fullmatch(words) or SHOWN[thing].fullmatch(words):
                return thing
    lead = line.text[max(since, link.start - 48) : link.start]
    if lead.strip():
        if NOT_OF_TALK.search(lead[-24:]):
            return "reference" if LABELLED.search(lead) else None
        if (mark := lead.strip().rstrip("\ufe0f")[-1:]) in MARKS:
            return MARKS[mark]
        if not own and (link.form == "bare" or words.startswith("http")) and _BARE.search(lead):
            return next(thing for thing, form in THINGS[1:] if re.search(rf"(?:{form})\S?\s*$", lead, re.I))
        placed = own and PLACE.fullmatch(words)
        return next(
            (t for t, form in AS_LABEL.items() if form.search(lead) or (placed and BEFORE_PLACE[t].search(lead))), None
        )
    if before is not None and not own and not before.links:
        told = before.text.strip()
        if len(told) <= 60 and not NOT_OF_TALK.search(told):
            for thing, form in ANNOUNCED.items():
                if form.search(told) or AS_TEXT[thing].fullmatch(told):
                    return thing
    return None
