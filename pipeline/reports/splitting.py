"""A heading, list item or line to title and speakers: the forms in which reports write a talk.

Belongs here: parting a title from its speaker. Does not belong here: cleaning a title (`titles`), deciding whether the
line is a talk at all (`judge`), and who people are (`names`).

The forms: "title by speaker", "title / speaker", "title（speaker）", "title - speaker", "speaker: title",
"speaker「title」", "「title」 speaker", "title @ speaker", "speakerさんの「title」", "[title](address) speaker",
"【speaker】title", with numbers, times and labels before.
"""

from __future__ import annotations

import re

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.by_quote import BRACKETED, LABEL_ONLY, by_quote, set_apart
from pipeline.reports.ending import GOES_ON, by_its_end
from pipeline.reports.given import GIVEN_NAMES
from pipeline.reports.likeness import COMMON_JA, HANDLE, PARTICLE
from pipeline.reports.name_only import TITLE_WORD, is_name_only
from pipeline.reports.names import (
    HONORIFIC,
    HONOURED,
    People,
    is_marked,
    known,
    read_people,
)
from pipeline.reports.patterns import quick
from pipeline.reports.sides import opens_bracket, sides_of, sure_behind
from pipeline.reports.split import Reader, Split, by_markup
from pipeline.reports.surnames import SURNAMES
from pipeline.reports.titles import (
    NO_MATERIAL,
    PAGE_TAIL,
    SET_OFF,
    clean_title,
    outer_quote,
    strip_prefix,
    without_pointers,
)
from pipeline.reports.unmarked import unmarked

BY = quick(
    r"(?:^|\s|(?<=[」』）)】!！?？。〜～]))(?:[-–—―/]\s*)?(?:by|BY|By|presented by|Presented by)\s*[:：]?\s+(?=\S)|\s+(?:by|By)(?=[@「（(])|(?<=[一-龥ぁ-んァ-ヶー」』])by\s+"
)
BAR = re.compile(r"\s[|｜]\s")  # behind it the name of an event or site: "title by speaker | event - site"
SEPARATORS = (
    (" / ", "slash"),
    ("／", "slash"),
    (" // ", "slash"),
    (" | ", "bar"),
    ("｜", "bar"),
    (" -- ", "dash"),
    (" - ", "dash"),
    (" – ", "dash"),
    (" — ", "dash"),
    (" ― ", "dash"),
    (" ─ ", "dash"),
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


def split_line(line: Line, forms: frozenset[str] = frozenset(), names: frozenset[str] = frozenset()) -> Split:
    """Part a line into title and speakers. `forms` are forms that its siblings use, `names` are people whom the post
    names beyond doubt: both need less to be believed."""
    text = without_pointers(line).translate(DOUBLE_ANGLES)
    if "id:" in text:
        text = HATENA_ID.sub(r"@\1", text)
    if " さん" in text or "\u3000さん" in text:
        text = APART.sub("さん", text)
    if len(text) <= 300:
        if OF_MATERIAL.search(text):
            text = NO_MATERIAL.sub(" ", text).strip() or text
        if "-" in text or "|" in text or "–" in text or "｜" in text:
            text = PAGE_TAIL.sub("", text) or text
    body, label, has_time, has_number = strip_prefix(text)

    def reader(piece: str) -> People:
        return known(read_people(piece), names)

    whose = whose_talk(body.strip())
    people = reader(whose[1]) if whose else People((), 0.0)
    if people.names and people.likeness >= 0.5:
        return Split("", people.names, "name", people.likeness, label, has_time, has_number)
    split = part(body, line, forms, reader)
    if label and split.form == "plain" and words.KEYNOTE.search(label):
        people = reader(split.title)
        if people.likeness >= KEYNOTE_BY and FULL_NAME.fullmatch(split.title):
            return Split("", people.names, "name", people.likeness, label, has_time, has_number)
    title = "" if OF_WHOM.fullmatch(split.title.strip()) else clean_title(LEFT_OF_NAME.sub("", split.title))
    return Split(title, split.speakers, split.form, split.likeness, label, has_time, has_number, split.quoted)


FULL_NAME = re.compile(r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){1,2}|[一-龥々]{1,4}[ \u3000]?[一-龥々ぁ-んァ-ヶー]{1,5}")
KEYNOTE_BY = 0.4  # the likeness of whoever stands behind "Keynote - "
OF_MATERIAL = re.compile("資料|スライド|動画|録画|[sS][lL][iI][dD][eE]|[rR][eE][cC][oO][rR][dD]|[vV][iI][dD][eE][oO]")
APART = re.compile(r"(?<=[一-龥ぁ-んァ-ヶーA-Za-z0-9_])[ \u3000]さん(?=$|[\s\u3000(（、,/／])")
LEFT_OF_NAME = re.compile(r"^\s*(?:さん|氏|先生|様)(?:による|の|が)\s*(?=\S)")  # what a name leaves that was taken away
WHOSE_TALK = re.compile(rf"([^、。]{{1,30}}?{HONORIFIC})\s?の?\s?(?:ご?発表|LT|ご?講演|ご?登壇|セッション|トーク)")
TALKS_END = ("発表", "LT", "講演", "登壇", "セッション", "トーク")


def whose_talk(text: str) -> re.Match[str] | None:
    """The match of a line that says whose talk it is and nothing else, the person being its first group."""
    return WHOSE_TALK.fullmatch(text) if text.endswith(TALKS_END) else None


OF_WHOM = re.compile(r"(?:さん|氏|先生|様)\s?の?\s?(?:発表|登壇|講演|補足|LT)*(?:資料|スライド|動画|発表|LT)")
DOUBLE_ANGLES = str.maketrans("《》", "『』")  # quotes of titles, in Chinese and sometimes in Japanese
HATENA_ID = quick(r"(?<![\w/=])id:([A-Za-z][A-Za-z0-9_-]{2,31})(?![\w-])")
TELLING = quick(
    rf"{HANDLE}|{HONORIFIC}|[「『“\"(（\[【/／|｜–—―─@~：、\u3000-]|: |, | by | By |BY| with | featuring | feat\\. | ft\\. "
)
BEHIND = re.compile(
    rf"^(.*\S)[\s\u3000]+((?:[^\s\u3000]{{1,16}}[\s\u3000])?[^\s\u3000]{{1,24}}?{HONORIFIC}(?:\s*[(（][^()（）]*[)）])?|{HANDLE}(?:\s*{HONORIFIC})?)$"
)
BEFORE = re.compile(
    rf"^((?:[^\s\u3000「」]{{1,20}}[\s\u3000])?(?:[^\s\u3000「」:：]{{1,24}}?{HONORIFIC}|{HANDLE}(?:\s*{HONORIFIC})?)(?:\s*[(（][^()（）]*[)）])?)[\s\u3000]+(\S.*)$"
)
WITHOUT_FROM = re.compile(r"(?<=\S)\s+(?:w/?|from|with|feat\.?|ft\.?)$")  # between a title and who gave it
QUOTES = re.compile(r"\s*[「『“\"]")
VERSION = re.compile(r"(?:ver(?:sion)?\.?|v|rev\.?)\s?\d[\w.]*", re.I)  # behind a thing called ○○君
GIVEN_BY = re.compile(
    rf"^(.{{1,30}}?(?:{HONORIFIC}|{HANDLE}))(?:による|の(?:発表|LT|セッション|お?話|講演)[、:：]?|からの?)(.{{4,}})$"
)
IN_BRACKETS = re.compile(
    r"\s*[(（\[【]([^()（）\[\]【】]{1,60}(?:[(（][^()（）]{1,30}[)）])?[^()（）\[\]【】]{0,20})[)）\]】]\s*$"
)
PIECE_MARKED = quick(rf"{HONORIFIC}\s*(?:[(（][^()（）]*[)）])?$|{HANDLE}")
LINK_PERSON = re.compile(r"^[@＠]|.*" + HONORIFIC + "$")


# "title（speaker）: what the author says of it", which is no part of either
REMARKED = re.compile(r"^(.{4,}?[」』）)])(?<=[」』）)])\s*(?:(?:\s[-–—―]|[:：])\s+|[:：—―–])(\S.{3,})$")
IN_FRONT = re.compile(r"^[【\[〔]([^】\]〕]{2,40})[】\]〕]\s*(\S.{3,})$")
WITH = re.compile(r"(\S.{4,})[,:]? (?:with|w/|featuring|feat\.|ft\.) ([A-Z@].{3,80})")
LONGEST_TOLD = 800  # characters of a line whose markup sets its title apart, with what is told of the talk


def part(text: str, line: Line, forms: frozenset[str], reader: Reader) -> Split:
    """The forms, the surest first."""
    text = text.strip()
    if len(text) <= LONGEST_TOLD:
        marked_up = by_markup(text, line, forms, reader)
        if marked_up is not None:
            is_whole = bool(marked_up.speakers) or len(marked_up.title) >= len(text)
            return marked_up if is_whole else part(marked_up.title, line, forms, reader)
    if not TELLING.search(text) or len(text) > 220:
        if len(text) <= 24:
            people = reader(text)
            if people.names and is_name_only(text, people):
                return Split("", people.names, "name", people.likeness)
        return by_gap(text, forms, reader) or Split(text, (), "plain", 0.0)
    link_words = [
        link.text
        for link in line.links
        if link.form == "link"
        and len(link.text) >= 6
        and not LINK_PERSON.match(link.text)
        and read_people(link.text).likeness < 0.6
    ]
    whole = reader(text)
    if whole.names and is_name_only(text, whole) and not one_side_named(text, forms, reader):
        return Split("", whole.names, "name", whole.likeness)
    if text[-1:] not in "」』）)":
        remarked = REMARKED.match(text)
        if remarked:
            before = part(remarked[1], line, forms, reader)
            told = bool(before.speakers and before.title) and before.form in ("paren", "quote")
            if told and ends_a_sentence(remarked[2], reader):
                return before
    leading = IN_FRONT.match(text)
    if leading:
        people = reader(leading[1])
        if people.names and people.likeness >= (0.6 if is_marked(leading[1]) else 0.35 if "front" in forms else 0.85):
            return Split(leading[2], people.names, "front", people.likeness)
    # title by speaker
    for given in reversed(list(BY.finditer(text))):
        left, right = before_by(text, given), text[given.end() :]
        people = reader(BAR.split(right, maxsplit=1)[0])
        if people.names and (people.likeness >= 0.2 or len(right) < 30) and left.strip():
            return Split(left, people.names, "by", max(people.likeness, 0.6))
        if people.names and not left.strip():
            return Split("", people.names, "name", people.likeness)
    ended = by_its_end(text, reader, forms)
    if ended is not None:
        return ended
    by_quotes = by_quote(text, forms, reader)
    if by_quotes is not None:
        return by_quotes
    # 座談会（people）
    labelled = IN_BRACKETS.search(text)
    if labelled and LABEL_ONLY.fullmatch(text[: labelled.start()].strip()):
        people = reader(labelled[1])
        if people.names and people.likeness >= 0.3:
            return Split(text[: labelled.start()].strip(), people.names, "paren", people.likeness)
    # title（speaker）
    found: re.Match[str] | None = IN_BRACKETS.search(text)
    if found and found.start() > 0:
        left, inner = text[: found.start()], found[1]
        people = reader(inner)
        honoured = is_marked(inner)
        needed = 0.3 if "paren" in forms or any(w == left.strip() for w in link_words) else 0.6
        if people.names and (honoured or people.likeness >= needed) and not words.NOT_TALK.match(inner):
            around = reader(left)
            if around.names and is_name_only(left, around):
                merged = reader(text)
                return Split("", merged.names, "name", merged.likeness)
            # the name may stand before the bracket: "title / name（@handle）"
            inner_split = by_separator(text, line, forms, link_words, reader)
            if inner_split is not None and inner_split.likeness >= 0.5:
                if inner_split.form == "colon<" and HONOURED.search(inner) and not is_marked(left):
                    # "who of us heard it: title（speakerさん）"
                    title = IN_BRACKETS.sub("", inner_split.title)
                    return inner_split._replace(title=title, speakers=people.names, form="paren")
                return inner_split
            # "title speakerさん（company）"
            return Split(left, people.names, "paren", people.likeness)
    split = by_separator(text, line, forms, link_words, reader)
    if split is not None:
        return split
    # "title speakerさん", "speakerさん title", "title @handle"
    found = BEHIND.match(text)
    glued = GLUED.fullmatch(found[2]) if found else None
    if found and glued and glued[2] in SURNAMES and PARTICLE.search(glued[1]):
        return Split(f"{found[1]} {glued[1]}", reader(f"{glued[2]}{glued[3]}").names, "behind", 0.6)
    if found and not re.search(r"(?:と|は|が|の|を|に|で| with)$", found[1]):
        rest, name = whole_name(WITHOUT_FROM.sub("", found[1]), found[2])
        people = reader(name)
        if rest != found[1] and people.names and rest:
            return Split(rest, people.names, "behind", people.likeness)
        if people.names and people.likeness >= 0.4:
            return Split(found[1], people.names, "behind", people.likeness)
    glued = GLUED.fullmatch(text) if found is None else None
    if glued and glued[2] in SURNAMES and PARTICLE.search(glued[1]) and CLOSED.search(glued[1]):
        return Split(glued[1], reader(f"{glued[2]}{glued[3]}").names, "behind", 0.6)
    found = BEFORE.match(text)
    if found:
        people = reader(found[1])
        if people.names and people.likeness >= 0.4 and len(found[2]) > 4 and not VERSION.fullmatch(found[2]):
            return Split(found[2], people.names, "before", people.likeness)
    found = GIVEN_BY.match(text)
    if found:
        people = reader(found[1])
        if people.names and people.likeness >= 0.4:
            named = outer_quote(found[2])
            title = found[2][named[0] + 1 : named[1]] if named else found[2]
            return Split(title, people.names, "quote", people.likeness)
    found = WITH.fullmatch(text)
    if found:
        people = reader(found[2])
        if people.names and people.likeness >= (0.5 if "with" in forms else 0.85):
            return Split(found[1], people.names, "with", people.likeness)
    if (gap := by_gap(text, forms, reader)) is not None:
        return gap
    if QUOTES.match(text) and (quoted := set_apart(text, reader)) is not None and not text[: quoted[0]].strip():
        return Split(text, (), "plain", 0.0, quoted=True)
    return Split(text, (), "plain", 0.0)


# "… のどのあたりが良いか鵜飼さん": a title that goes right on into who gave it
GLUED = re.compile(rf"(.{{3,}}[ぁ-んァ-ヶー？?！!])([一-龥々]{{2,3}})({HONORIFIC})")


CLOSED = re.compile(
    r"(?:[かァ-ヶー？?！!]|とは|入門|[ぁ-ん]話)$"
)  # so ends no clause that says of somebody what they did


def before_by(text: str, given: re.Match[str]) -> str:
    """What stands before "by": without a dash between, unless that closes a pair ("title - subtitle - by Jane Doe")."""
    whole = (text[: given.start()] + given[0].rstrip().rstrip("byBYpresntdP:：").rstrip()).rstrip()
    return whole if SET_OFF.search(whole) else text[: given.start()].rstrip(" ,、")


FAMILY_NAME = re.compile(r"([\s\u3000]*[：:/／〜~|｜–—-][\s\u3000]*|[\s\u3000]+)([一-龥々]{1,4})$")
FIRST_NAME = re.compile(r"(?:\s*[：:/／〜~|｜–—-]\s*|\s+)([A-Z][A-Za-z’'-]+)$")
KANJI_NAME = re.compile(rf"[一-龥々]{{1,3}}{HONORIFIC}")
GIVEN_NAME = re.compile(rf"[一-龥々ぁ-んァ-ヶー]{{1,4}}{HONORIFIC}")


def whole_name(before: str, name: str) -> tuple[str, str]:
    """A name before an honorific with its other half, which stands behind the title: "Vanilla React Jane Doeさん",
    "クローラーで学ぶGo：川辺 勝也氏"."""
    family = FAMILY_NAME.search(before)
    if family and GIVEN_NAME.fullmatch(name) and not TITLE_WORD.search(family[2]):
        sure = family[2] in SURNAMES or (2 <= len(family[2]) <= 3 and (family[1].strip() or KANJI_NAME.match(name)))
        if sure and family[2] not in COMMON_JA:
            return before[: family.start()].rstrip(), f"{family[2]} {name}"
    first = FIRST_NAME.search(before)
    if first and re.match(r"[A-Z][a-z]", name) and " " not in name and first[1].lower() in GIVEN_NAMES:
        return before[: first.start()].rstrip(), f"{first[1]} {name}"
    return before, name


def by_gap(text: str, forms: frozenset[str], reader: Reader) -> Split | None:
    """Title and speaker with nothing but a space or a verb between them."""
    found = unmarked(text, forms, reader) if len(text) <= 160 else None
    return Split(found[0], found[1].names, found[2], min(found[1].likeness, 0.9)) if found else None


def one_side_named(text: str, forms: frozenset[str], reader: Reader) -> bool:
    """Whether a line that could be two people is a short title and a person, as its siblings are: "Nix / ○○さん"."""
    for mark, name in (" / ", "slash>"), ("／", "slash>"), (" | ", "bar>"), ("｜", "bar>"):
        if name in forms and mark in text:
            left, _, right = text.rpartition(mark)
            return reader(left).likeness + 0.2 < reader(right).likeness
    return False


def ends_a_sentence(note: str, reader: Reader) -> bool:
    """Whether words behind a speaker are the author's: a sentence, or at least nobody's name."""
    return note.endswith(("。", "！", "!", ".", "た", "す", "話")) or (len(note) > 10 and reader(note).likeness < 0.4)


def ends_title(piece: str) -> bool:
    """Whether a piece is the end of a title and then a person: of "A: B ○○さん" the "B ○○さん"."""
    before, _, _ = piece.replace("\u3000", " ").rpartition(" ")
    if not before or is_marked(before):
        return False
    return bool(TITLE_WORD.search(before) or PARTICLE.search(before)) or before.count(" ") >= LONG_WORKPLACE


LONG_WORKPLACE = 4  # words of a title rather than of a company


def by_separator(text: str, line: Line, forms: frozenset[str], link_words: list[str], reader: Reader) -> Split | None:
    """ "title / speaker", "speaker: title" and the like: the side that looks like people, if one does."""
    best: Split | None = None
    for mark, name in SEPARATORS:
        if mark not in text:
            continue
        # speaker last
        for piece, title, form, weight in sides_of(text, mark, name):
            piece, title = piece.strip(), title.strip()
            if not piece or len(clean_title(title)) < 2 or len(piece) > 80 or opens_bracket(piece, title):
                continue
            if mark == ", " and form in forms and mark in piece:
                continue  # of siblings that all are "name, title" the first comma parts the line
            people = reader(piece)
            if not people.names:
                continue
            marked = bool(PIECE_MARKED.search(piece))
            if marked and form.endswith(">") and ends_title(piece):
                continue
            likeness = people.likeness
            if form in forms:
                likeness += 0.3
            elif name in ("comma", "space", "tilde") and not marked and not sure_behind(piece, title, form, likeness):
                continue
            elif name == "comma" and reader(BRACKETED.sub("", piece)).likeness < 0.6:
                continue  # a handle in brackets behind a title with a comma marks no person before it
            if name == "colon" and form.endswith(">") and not marked:
                likeness -= 0.25
            if link_words and any(words_ in title for words_ in link_words) and not any(w in piece for w in link_words):
                likeness += 0.25
            if any(w in piece for w in link_words) and not marked:
                likeness -= 0.4
            needed = 0.45 if marked else (0.55 if form in forms or form in ("slash>", "bar>", "at>") else 0.62)
            title_like = reader(title)
            if not marked and title_like.names and title_like.likeness >= people.likeness:
                likeness -= 0.25
            if likeness < needed:
                continue
            score = likeness - weight
            if best is None or score > best.likeness + 1e-9:
                best = Split(title, people.names, form, min(1.0, score))
    if best is not None and outer_quote(best.title) is not None:
        start, stop = outer_quote(best.title) or (0, 0)
        goes_on = start and best.title[start - 1].isalnum() and GOES_ON.match(best.title[stop + 1 :])
        if stop - start > len(best.title) * 0.6 and not goes_on:
            best = best._replace(title=best.title[start + 1 : stop], quoted=True)
    return best
