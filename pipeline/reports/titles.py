"""A heading, list item or line to title, speakers and label: the forms in which reports write a talk.

Belongs here: cleaning a title (numbering, time, labels, quotes) and parting it from the speaker. Does not belong here:
deciding whether the line is a talk at all (`judge`), or who people are (`names`).

The forms: "title by speaker", "title / speaker", "title（speaker）", "title - speaker", "speaker: title",
"speaker「title」", "「title」 speaker", "title @ speaker", "speakerさんの「title」", with numbers, times and labels before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.likeness import HANDLE, HANDLES, ORGANISATION, name_likeness
from pipeline.reports.names import HONORIFIC, MARKED, People, read_people, tidy

MARKS = re.compile(r"^[\s\u3000■◆●▼▲★☆◇□○◎▶►➤→⇒♦・※✅🔹🔸📌🎤👉✔✨#>|*~–—-]+")
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f\u200d\U0001f1e6-\U0001f1ff\u2b50\u2b55\u231a-\u23ff]+")
EMOJI_END = re.compile(rf"(?:{EMOJI.pattern}|\s)+$")
TIME = re.compile(
    r"^[\[(（【]?\s*(?:[01]?\d|2[0-3])\s*[:：時]\s*[0-5]?\d\s*分?\s*(?:[-~〜～–—ー→]|から|to)?\s*(?:(?:[01]?\d|2[0-3])\s*[:：時]\s*[0-5]?\d\s*分?|頃|\+)?\s*[\])）】]?\s*(?:[-:：|]\s*)?"
)
DURATION = re.compile(
    r"\s*[\[(（【]\s*(?:約?\d{1,3}\s*(?:分|min(?:utes?)?|mins?)\.?(?:間)?|\d{1,2}[:：]\d{2}\s*[-~〜～–]\s*(?:\d{1,2}[:：]\d{2})?|動画あり|資料なし|スライドなし|オンライン|online|録画)\s*[\])）】]\s*"
)
NUMBER = re.compile(
    r"^(?:[(（]?\d{1,2}[)）]\s*|\d{1,2}\s*[.．、:：]\s+|\d{1,2}[．、]\s*|\d{1,2}\.(?=\D)\s*|[①-⑳]\s*|[#＃]\s?\d{1,2}\s*[.:：-]?\s+|No\.?\s?\d{1,2}[.:：]?\s*|第\s?[\d一二三四五六七八九十]+\s?(?:部|回)?\s*[:：]\s*|[\d一二三四五六七八九十]+\s?(?:人目|番目|つ目|本目|日目)(?:の(?:LT|発表|セッション)は?)?\s*[:：、]?\s*)",
    re.I,
)
LABEL_WORDS = (
    r"(?:(?:スポンサー|招待|基調|特別|一般|公募|ゲスト|飛び込み|飛込み|ショート|ロング|メイン|オープニング|クロージング|プラチナ|ゴールド|シルバー|企業|学生|Short|Long|Sponsor(?:ed)?|Invited|Guest|Opening|Closing|Main|Lightning|Regular|Special)?[\s]?"
    r"(?:セッション|講演|発表|登壇|トーク|LTs?|ＬＴ|キーノート|key ?notes?|talks?|sessions?|presentation|パネル(?:ディスカッション|トーク)?|panel(?: discussion)?|ワークショップ|workshop|ハンズオン|hands-?on|tutorial|座談会|ライトニングトーク|プレゼン))"
)
LABEL = re.compile(
    rf"^(?:[\[(（【〈《<]\s*({LABEL_WORDS}[^\])）】〉》>]{{0,12}})\s*[\])）】〉》>]\s*[:：]?\s*|({LABEL_WORDS})\s?[-–#＃]?\s?[\d①-⑳０-９一二三四五六七八九十A-Z]{{0,2}}\s*(?:[:：・|｜/／]|\s[-–—~]\s|[-–—]\s?(?=[「『])|\s+(?=[「『])|(?<=[\d①-⑳])\s+(?=\S)|(?<=\d)[.．]\s*|】)\s*|({LABEL_WORDS})[\d①-⑳]{{0,2}}(?=[「『]))",
    re.I,
)
BRACKET_LABEL = re.compile(r"^[【\[〔]([^】\]〕]{1,24})[】\]〕]\s*")
TRAILER = re.compile(
    r"\s*(?:[\[(（【<]\s*(?:LT|ＬＴ|資料|スライド|発表資料|slides?|video|動画|link|リンク|pdf|講演|セッション|招待講演|基調講演|keynote|talk|speaker ?deck|qiita|zenn|youtube|ブログ|blog|記事|デモ|demo|飛び込みLT|\d+分)\s*[\])）】>]|#\w*|\s#|🔗|¶)\s*$",
    re.I,
)
QUOTED = re.compile(r"[「『“](.+)[」』”]")
BY = re.compile(
    r"(?:^|\s|(?<=[」』）)】!！?？。〜～]))(?:[-–—―/]\s*)?(?:by|BY|By|presented by|Presented by)\s*[:：]?\s+(?=\S)|\s+(?:by|By)(?=[@「（(])|(?<=[一-龥ぁ-んァ-ヶー」』])by\s+"
)
SEPARATORS = (
    (" / ", "slash"),
    ("／", "slash"),
    (" | ", "bar"),
    ("｜", "bar"),
    (" -- ", "dash"),
    (" - ", "dash"),
    (" – ", "dash"),
    (" — ", "dash"),
    (" ― ", "dash"),
    ("──", "dash"),
    (" @ ", "at"),
    (" ~ ", "tilde"),
    ("：", "colon"),
    (": ", "colon"),
    (":", "colon"),
    ("、", "comma"),
    (", ", "comma"),
    ("\u3000", "space"),
)


@dataclass(frozen=True)
class Split:
    """What a line says of a talk. `form` names the way it is written; `likeness` is how sure its speakers are people."""

    title: str
    speakers: tuple[str, ...] = ()
    form: str = "plain"
    likeness: float = 0.0
    label: str = ""  # "LT", "基調講演", ...
    has_time: bool = False
    has_number: bool = False
    quoted: bool = False


MAX_TITLE = 1_000  # characters: what is longer is prose, and marks are taken off one by one


def clean_title(text: str) -> str:
    """A title without marks, emoji at its ends, quotes around it and trailers such as (スライド)."""
    text = text.strip()[:MAX_TITLE]
    before = None
    while before != text:
        before = text
        text = MARKS.sub("", text)
        lead = EMOJI.match(text)
        if lead:
            text = text[lead.end() :]
        text = EMOJI_END.sub("", text)
        text = TRAILER.sub("", text)
        text = re.sub(r"[\s\u3000]*[:：|｜/／=→>–—]+[\s\u3000]*$", "", text)
        text = re.sub(r"\s+[-~〜]\s*$", "", text)
        text = text.strip(" \t\u3000\u00a0")
    whole = re.fullmatch(r"[「『“\"](.+)[」』”\"]", text)
    if whole and balanced(whole[1]):
        text = whole[1].strip()
    return text


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


def strip_prefix(text: str) -> tuple[str, str, bool, bool]:
    """The text without time, number and label: (text, label, had a time, had a number)."""
    label, has_time, has_number = "", False, False
    for _ in range(6):
        before = text
        text = MARKS.sub("", text)
        lead = EMOJI.match(text)
        if lead:
            text = text[lead.end() :].lstrip()
        found = TIME.match(text)
        if found and found.end() < len(text):
            text, has_time = text[found.end() :].lstrip(), True
        found = NUMBER.match(text)
        if found and found.end() < len(text):
            text, has_number = text[found.end() :], True
        found = LABEL.match(text)
        if found and found.end() < len(text.rstrip()):
            label = label or (found[1] or found[2] or found[3] or "")
            has_number = has_number or bool(re.search(r"\d\W*$", found[0]))
            text = text[found.end() :]
        if text == before:
            break
    text = DURATION.sub(" ", text).strip()
    return text, label, has_time, has_number


def split_line(line: Line, forms: frozenset[str] = frozenset()) -> Split:
    """Part a line into title and speakers. `forms` are forms that its siblings use (they need less to be believed)."""
    text = without_pointers(line)
    body, label, has_time, has_number = strip_prefix(text)
    split = part(body, line, forms)
    title = clean_title(split.title)
    return replace(split, title=title, label=label, has_time=has_time, has_number=has_number)


POINTING = re.compile(
    r"\s*(?:(?:発表|講演|登壇)?(?:スライド|資料|動画|録画|アーカイブ|記事|ブログ|リンク|ソース(?:コード)?|リポジトリ|デモ|詳細)|slides?|slide ?deck|deck|videos?|recording|link|pdf|code|source|repo(?:sitory)?|github|youtube|speaker ?deck|slideshare|docswell|speakerdeck\.com|(?:www\.)?slideshare\.net|(?:www\.)?docswell\.com|qiita|zenn|こちら|コチラ|abstract|notes?|transcript|demo|blog(?: post)?|proposal|x|twitter|here)(?:は?こちら|へのリンク)?\s*",
    re.I,
)


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
    return re.sub(r" {2,}", " ", text).strip()


TELLING = re.compile(rf"{MARKED.pattern}|[「『“(（\[【/／|｜–—―─@~：、\u3000-]|: |, | by | By |BY")
BEHIND = re.compile(
    rf"^(.*\S)[\s\u3000]+((?:[^\s\u3000]{{1,16}}[\s\u3000])?[^\s\u3000]{{1,24}}?{HONORIFIC}(?:\s*[(（][^()（）]*[)）])?|{HANDLE}(?:\s*{HONORIFIC})?)$"
)
BEFORE = re.compile(
    rf"^((?:[^\s\u3000「」]{{1,20}}[\s\u3000])?(?:[^\s\u3000「」:：]{{1,24}}?{HONORIFIC}|{HANDLE}(?:\s*{HONORIFIC})?)(?:\s*[(（][^()（）]*[)）])?)[\s\u3000]+(\S.*)$"
)
GIVEN_BY = re.compile(
    rf"^(.{{1,30}}?(?:{HONORIFIC}|{HANDLE}))(?:による|の(?:発表|LT|セッション|お?話|講演)[、:：]?|からの?)(.{{4,}})$"
)
IN_BRACKETS = re.compile(
    r"\s*[(（\[【]([^()（）\[\]【】]{1,60}(?:[(（][^()（）]{1,30}[)）])?[^()（）\[\]【】]{0,20})[)）\]】]\s*$"
)
PIECE_MARKED = re.compile(rf"{HONORIFIC}\s*(?:[(（][^()（）]*[)）])?$|{HANDLE}")
ONLY_HANDLES = re.compile(rf"\s*(?:{HANDLE}\s*(?:{HONORIFIC})?[\s、,・と&]*)+(?:[(（]\S{{1,30}}[)）])?\s*")
HONOURED_TOKEN = re.compile(rf"{HONORIFIC}(?=\s|$|[、,・/／&と])")
LABEL_ONLY = re.compile(words.TALK_LABEL.pattern, re.I)
LINK_PERSON = re.compile(r"^[@＠]|.*" + HONORIFIC + "$")


def part(text: str, line: Line, forms: frozenset[str]) -> Split:
    """The forms, the surest first."""
    text = text.strip()
    if not TELLING.search(text) or len(text) > 220:
        if len(text) <= 24:
            people = read_people(text)
            if people.names and is_name_only(text, people):
                return Split("", people.names, "name", people.likeness)
        return Split(text, (), "plain", 0.0)
    link_words = [
        link.text
        for link in line.links
        if link.form == "link" and len(link.text) >= 6 and not LINK_PERSON.match(link.text)
    ]
    whole = read_people(text)
    if whole.names and is_name_only(text, whole):
        return Split("", whole.names, "name", whole.likeness)
    # title by speaker
    for given in reversed(list(BY.finditer(text))):
        left, right = text[: given.start()], text[given.end() :]
        people = read_people(right)
        if people.names and (people.likeness >= 0.2 or len(right) < 30) and left.strip():
            return Split(left, people.names, "by", max(people.likeness, 0.6))
        if people.names and not left.strip():
            return Split("", people.names, "name", people.likeness)
    # 「title」 with people around it
    quoted = outer_quote(text)
    if quoted is not None:
        start, stop = quoted
        left, inner, right = text[:start].strip(), text[start + 1 : stop].strip(), text[stop + 1 :].strip()
        for piece in (left, right):
            piece_people = read_people(re.sub(r"(?:による|からの?|の|が)$", "", piece).strip(" :：/-–—（）()"))
            other = right if piece == left else left
            marked = bool(MARKED.search(piece))
            strong_enough = piece_people.likeness >= (0.35 if marked or "quote" in forms else 0.5)
            if len(re.sub(r"[\s:：・|/()（）。!！-]", "", other)) > 12 and not marked:
                continue
            if piece_people.names and strong_enough and len(piece) <= 70:
                return Split(inner, piece_people.names, "quote", piece_people.likeness, quoted=True)
        if not left and not right:
            return Split(inner, (), "plain", 0.0, quoted=True)
        if (not left and len(right) < 20) or (not right and LABEL_ONLY.fullmatch(left)):
            return Split(inner, (), "plain", 0.0, quoted=True)
    # title（speaker）
    found: re.Match[str] | None = IN_BRACKETS.search(text)
    if found and found.start() > 0:
        left, inner = text[: found.start()], found[1]
        people = read_people(inner)
        honoured = bool(MARKED.search(inner))
        needed = 0.3 if "paren" in forms or any(w == left.strip() for w in link_words) else 0.6
        if people.names and (honoured or people.likeness >= needed) and not words.NOT_TALK.match(inner):
            around = read_people(left)
            if around.names and is_name_only(left, around):
                merged = read_people(text)
                return Split("", merged.names, "name", merged.likeness)
            # the name may stand before the bracket: "title / name（@handle）"
            inner_split = by_separator(text, line, forms, link_words)
            if inner_split is not None and inner_split.likeness >= 0.5:
                return inner_split
            # "title speakerさん（company）"
            return Split(left, people.names, "paren", people.likeness)
    split = by_separator(text, line, forms, link_words)
    if split is not None:
        return split
    # "title speakerさん", "speakerさん title", "title @handle"
    found = BEHIND.match(text)
    if found and not re.search(r"(?:と|は|が|の|を|に|で)$", found[1]):
        people = read_people(found[2])
        if people.names and people.likeness >= 0.4:
            return Split(found[1], people.names, "behind", people.likeness)
    found = BEFORE.match(text)
    if found:
        people = read_people(found[1])
        if people.names and people.likeness >= 0.4 and len(found[2]) > 4:
            return Split(found[2], people.names, "before", people.likeness)
    found = GIVEN_BY.match(text)
    if found:
        people = read_people(found[1])
        if people.names and people.likeness >= 0.4:
            rest = outer_quote(found[2])
            title = found[2][rest[0] + 1 : rest[1]] if rest else found[2]
            return Split(title, people.names, "quote", people.likeness)
    if quoted is not None and not text[: quoted[0]].strip():
        return Split(text, (), "plain", 0.0, quoted=True)
    return Split(text, (), "plain", 0.0)


def by_separator(text: str, line: Line, forms: frozenset[str], link_words: list[str]) -> Split | None:
    """ "title / speaker", "speaker: title" and the like: the side that looks like people, if one does."""
    best: Split | None = None
    for mark, name in SEPARATORS:
        if mark not in text:
            continue
        # speaker last
        left, _, right = text.rpartition(mark)
        for piece, title, form, weight in (
            (right, left, name + ">", 0.0),
            (*text.partition(mark)[::2], name + "<", 0.05),
        ):
            if form.endswith("<"):
                piece, title = text.partition(mark)[0], text.partition(mark)[2]
            piece, title = piece.strip(), title.strip()
            if not piece or len(clean_title(title)) < 2 or len(piece) > 80:
                continue
            people = read_people(piece)
            if not people.names:
                continue
            marked = bool(PIECE_MARKED.search(piece))
            likeness = people.likeness
            if form in forms:
                likeness += 0.3
            elif name in ("comma", "space", "tilde") and not marked:
                continue
            if name == "colon" and form.endswith(">") and not marked:
                likeness -= 0.25
            if link_words and any(words_ in title for words_ in link_words) and not any(w in piece for w in link_words):
                likeness += 0.25
            if any(w in piece for w in link_words) and not marked:
                likeness -= 0.4
            needed = 0.45 if marked else (0.55 if form in forms or form in ("slash>", "bar>", "at>") else 0.62)
            title_like = read_people(title)
            if not marked and title_like.names and title_like.likeness >= people.likeness:
                likeness -= 0.25
            if likeness < needed:
                continue
            score = likeness - weight
            if best is None or score > best.likeness + 1e-9:
                best = Split(title, people.names, form, min(1.0, score))
    if best is not None and outer_quote(best.title) is not None:
        start, stop = outer_quote(best.title) or (0, 0)
        if stop - start > len(best.title) * 0.6:
            best = replace(best, title=best.title[start + 1 : stop], quoted=True)
    return best


def outer_quote(text: str) -> tuple[int, int] | None:
    """The outermost pair of Japanese or curly quotes: (index of the opening, index of the closing)."""
    start = min((i for i in (text.find("「"), text.find("『"), text.find("“")) if i >= 0), default=-1)
    if start < 0:
        return None
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


def is_name_only(text: str, people: People) -> bool:
    """Whether a line is people and nothing else ("@zacky1972 先生", "株式会社X 森國 泰平 / @morikuni")."""
    bare = text.strip().rstrip("：:。")
    if ONLY_HANDLES.fullmatch(bare):
        return True
    if people.likeness < 0.85 or len(bare) > 48 or re.search(r"[:：「『]", bare):
        return False
    outside = re.sub(r"[(（][^()（）]*[)）]", " ", bare)
    marked = bool(MARKED.search(outside))
    if not marked and re.search(rf"[(（][^()（）]*(?:{HONORIFIC})[^()（）]*[)）]", bare):
        return False
    rest = HANDLES.sub(" ", TOLD_TAIL.sub("", outside))
    rest = HONOURED_TOKEN.sub(" ", rest)
    tokens = [token for token in re.split(r"[\s\u3000/／、,&・|]+", rest) if token]
    names = {part_ for name in people.names for part_ in re.split(r"[| \u3000]", name)}
    return all(
        token in names or ORGANISATION.search(token) or (name_likeness(tidy(token)) >= 0.35 and len(tokens) <= 3)
        for token in tokens
    ) and not (len(tokens) == 1 and len(tokens[0]) > 14 and not marked)


TOLD_TAIL = re.compile(
    r"(?:の(?:発表|LT|お?話|講演|セッション|登壇|トーク|プレゼン|回|番)|による.*|から)(?:です|でした)?$"
)


def forms_of(splits: list[Split]) -> frozenset[str]:
    """The forms that at least two of the siblings use."""
    count: dict[str, int] = {}
    for split in splits:
        if split.speakers:
            count[split.form] = count.get(split.form, 0) + 1
    return frozenset(form for form, number in count.items() if number >= 2)


def loose_forms(lines: list[Line]) -> frozenset[str]:
    """Forms that most siblings share and whose one side looks at all like names: believed because they recur."""
    if len(lines) < 3:
        return frozenset()
    bodies = [strip_prefix(line.text.strip())[0] for line in lines]
    found: set[str] = set()
    for mark, name in SEPARATORS:
        if name in ("space", "comma"):
            continue
        having = [body for body in bodies if mark in body]
        if len(having) < max(3, len(bodies) * 0.6):
            continue
        lasts = [read_people(body.rpartition(mark)[2]).likeness for body in having]
        firsts = [read_people(body.partition(mark)[0]).likeness for body in having]
        last, first = sum(lasts) / len(lasts), sum(firsts) / len(firsts)
        if max(last, first) >= 0.38:
            found.add(name + (">" if last >= first else "<"))
    parens = [m for body in bodies if (m := re.search(r"[(（]([^()（）]{1,40})[)）]\s*$", body))]
    if len(parens) >= max(3, len(bodies) * 0.6):
        likeness = [read_people(m[1]).likeness for m in parens]
        handles = all(re.fullmatch(r"[A-Za-z0-9_.-]{2,24}", m[1].strip()) for m in parens)
        if sum(likeness) / len(likeness) >= (0.27 if handles else 0.38):
            found.add("paren")
    return frozenset(found)


__all__ = ["Split", "clean_title", "forms_of", "loose_forms", "name_likeness", "split_line", "strip_prefix", "tidy"]
