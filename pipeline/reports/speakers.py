"""Who gave a talk, where the words of its title do not say: the lines of its section, a label, a picture, running text.

Belongs here: finding the piece of a section that names the speakers. Does not belong here: reading names out of a piece
(`names`), sentences (`prose`), parting a title from its speaker (`titles`), and tables of talks (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reports.blocks import Block, Line
from pipeline.reports.hosts import account_of, hosts_a_deck, kind_of
from pipeline.reports.likeness import NOT_A_PERSON, PARTICLE
from pipeline.reports.names import ROLE, People, is_marked, known, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.prose import speaker_of_prose
from pipeline.reports.sections import Text

HEAD_LINES = 4  # how many lines under a heading may still name the speaker
SECTION_LINES = 14  # how many may do so after a label
MOST_PEOPLE = 12  # of one talk, each on a line of their own

BRACKETS = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")
LABELLED_LINE = re.compile(
    rf"^[\W_]*(?:{ROLE}|発表|登壇|講演|氏名|名前)(?:さん|の方|名|\(s\)|[\d①-⑳])?\s*(?:[】\])）>〉》]\s*[:：]?|[:：｜|])\s*(.{{0,160}})$",
    re.I,
)
LABEL_HEADING = re.compile(rf"[\W\d_]*(?:{ROLE})", re.I)
SHORT_LABEL = re.compile(rf"^[\W_]*(?:{ROLE})[\W_]*$", re.I)
FACT = re.compile(r"[:：]\s*\S")
ADDRESS = re.compile(r"https?://\S+")
POINTS = quick(r"こちら|コチラ|ここ|はじめ|スライド|資料|動画|リンク|here|slides?|video|link|http", re.I)

Named = tuple[tuple[str, ...], Line | None]
NOBODY: Named = ((), None)


@dataclass(slots=True)
class Head:
    """A line at the beginning of a section; `seen` counts the lines up to it since the heading or a label's heading."""

    block: Block
    line: Line
    seen: int

    @property
    def content(self) -> str:
        return self.line.text.strip()


def speaker_of_section(text: Text, start: int, stop: int) -> Named:
    """Who gave the talk that blocks [start, stop) tell of: a label, a line that only names people, prose, a picture."""
    heads: list[Head] = []
    seen = 0
    for at in range(start, stop):
        block = text.blocks[at]
        if block.kind in ("code", "footnote", "tweet", "rule"):
            continue
        if block.kind == "heading":
            if LABEL_HEADING.match(text.heading_text(at)):
                seen = 0
            continue
        if block.kind == "table":
            named = speaker_of_table(block.rows)
            if named and not any(by_name(head, text.known) for head in heads):
                return named, block.rows[0][0].line
            continue
        for line in block.lines:
            if not line.text.strip() or line.bare:
                continue
            seen += 1
            heads.append(Head(block, line, seen))
        if len(heads) >= SECTION_LINES:
            heads = heads[:SECTION_LINES]
            break
    lines = by_label(heads, text.known) or by_lines(heads, text.known)
    if lines is not None:  # a sentence before it says more: a caption or an aside names whom it has introduced
        before = [head.line for head in heads if lines[1] is not None and head.line.number < lines[1].number]
        return (found(speaker_of_prose(before[:1])) if before else None) or lines
    return found(speaker_of_prose([head.line for head in heads])) or by_picture(text, start, stop) or NOBODY


def found(named: Named) -> Named | None:
    return named if named[0] else None


# -- labels ---------------------------------------------------------------------------------------------------------------


def by_label(heads: Sequence[Head], names: frozenset[str]) -> Named | None:
    """ "発表者: ○○", "Speakers: …", "モデレーター：○○" and "パネリスト：○○、○○" on neighbouring lines."""
    people: list[str] = []
    first: Line | None = None
    last = -1
    for at, head in enumerate(heads):
        if first is not None and at > last + 2:
            break
        label = LABELLED_LINE.match(head.content) or SHORT_LABEL.match(head.content)
        if label is None or len(head.content) > 200:
            continue
        rest = (label[1] if label.re is LABELLED_LINE else "").strip()
        told: list[str] = []
        if rest:
            read = known(read_people(ADDRESS.sub("", rest)), names)
            if read.likeness >= 0.2:
                told, last = list(read.names), at
        else:
            for below in heads[at + 1 : at + 1 + MOST_PEOPLE]:
                read = known(read_people(below.content), names)
                if not read.names or read.likeness < 0.5 or len(below.content) > 80:
                    break
                told += read.names
                last += 1
            last = at + len(told)
        if told:
            people += told
            first = first or head.line
    return (tuple(dict.fromkeys(people)), first) if first is not None else None


# -- lines that only name people --------------------------------------------------------------------------------------------


def by_lines(heads: Sequence[Head], names: frozenset[str]) -> Named | None:
    """The first line that names people and nothing else, and its like below it."""
    for at, head in enumerate(heads):
        people = by_name(head, names)
        if not people:
            continue
        told = list(people)
        for below in heads[at + 1 : at + MOST_PEOPLE]:
            if below.block is not head.block and not (below.block.kind == head.block.kind == "item"):
                break
            more = known(read_people(below.content), names)
            if more.likeness < 0.85 or len(below.content) > 60 or below.content.endswith(("。", "！", "!")):
                break
            told += more.names
        return tuple(dict.fromkeys(told)), head.line
    return None


def by_name(head: Head, names: frozenset[str]) -> tuple[str, ...]:
    """The people of a line that names people and nothing else."""
    content, block, line, seen = head.content, head.block, head.line, head.seen
    if seen <= 2 and 90 < len(content) <= 300 and is_marked(content) and not content.endswith(("。", "！")):
        people = read_people(content[:200]) if len(content) <= 200 else read_people(BRACKETS.sub("", content)[:200])
        if len(people.names) >= 2 and people.likeness >= 0.7:
            return people.names
    if seen > HEAD_LINES or len(content) > 90 or (block.kind == "quote" and not is_marked(content)):
        return ()
    profile = lone_profile(line)
    if profile:
        return profile
    after = content.partition(":")[2].strip()
    fact = bool(FACT.search(content)) and not re.match(r"https?:", after) and block.kind != "item"
    if fact and not re.search(r"[(（/／]", content):
        return ()
    body = ADDRESS.sub("", content).strip()
    if body.endswith((":", "：")):
        return ()  # a label of an address
    people = known(read_people(body), names)
    if not people.names or body.endswith(("。", "！", "!")):
        return ()
    if POINTS.search(body) and any(hosts_a_deck(link.url) for link in line.links):
        return ()  # the words of a link to the deck: 資料のリンク
    marked = is_marked(body) or any(kind_of(k.url) == "profile" for k in line.links)
    alone = block.kind == "paragraph" and all(other is line or other.bare for other in block.lines)
    if alone and not marked and seen <= 1 and len(body) <= 16 and " " not in body and people.likeness >= 0.35:
        return people.names  # one word by itself right under a title: a nickname or handle
    if marked:
        needed = 0.45 if seen <= 2 else 0.6
    elif block.kind == "item":
        needed = 0.85
    else:
        short = len(BRACKETS.sub("", body)) < 24 * len(people.names)
        needed = 0.56 if seen <= 1 and short else 0.8
    return people.names if people.likeness >= needed else ()


ONLY_HONOURS = re.compile(r"[\W_]*(?:by\s?)?[\W_]*(?:さん|氏|先生|様|くん)[\W_]*")  # beside the address of a profile


def lone_profile(line: Line) -> tuple[str, ...]:
    """A line that is a link to somebody's profile and at most an honorific or a workplace: its words are the name."""
    if line.links and line.links[0].form == "bare" and kind_of(line.links[0].url) == "profile":
        rest = line.text[: line.links[0].start] + line.text[line.links[0].end :]
        account = account_of(line.links[0].url)
        return (account,) if account and ONLY_HONOURS.fullmatch(rest) else ()
    links = [link for link in line.links if link.form == "link" and link.text]
    if not links or kind_of(links[0].url) != "profile" or len(links) > 6:
        return ()
    told: list[str] = []
    rest = line.text
    for link in links:
        words = link.text.strip()
        if kind_of(link.url) != "profile" or len(words) > 30 or POINTS.search(words) or PARTICLE.search(words):
            return ()
        if NOT_A_PERSON.match(words):
            return ()
        rest = rest.replace(link.text, "", 1)
        told += read_people(words).names
    rest = BRACKETS.sub("", rest)
    rest = re.sub(r"さん|氏|先生|様|くん|\bby\b|\band\b|と|[\W_]", "", rest, flags=re.I)
    return tuple(dict.fromkeys(told)) if not rest else ()


# -- tables of facts, pictures ------------------------------------------------------------------------------------------------


def speaker_of_table(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """A two-column table of facts under a heading: the row that names the speaker."""
    for row in rows:
        cells = [cell.line.text.strip() for cell in row]  # type: ignore[attr-defined]
        if len(cells) == 2 and re.fullmatch(rf"(?:{ROLE}|発表|登壇|氏名|名前)(?:名|さん)?[:：]?", cells[0], re.I):
            return read_people(cells[1]).names
    return ()


NOT_ALT = re.compile(
    r"^(?:image|img|photo|picture|pic|screenshot|slide|deck|logo|icon|avatar|figure|fig|title|cover|banner|header|thumbnail|ogp|event|venue|demo|talk|speaker|keynote|code|graph|diagram|alt|png|jpg)s?[\d_-]*$",
    re.I,
)


def by_picture(text: Text, start: int, stop: int) -> Named | None:
    """A picture whose alternative text is a name or a handle: an avatar or a photo of the speaker."""
    for block in text.blocks[start:stop]:
        if block.kind in ("code", "tweet", "footnote"):
            continue
        for line in block.all_lines():
            for image in line.images:
                alt = image.alt.strip()
                if not 2 <= len(alt) <= 40 or NOT_ALT.match(alt):
                    continue
                people = known(read_people(alt), text.known | text.pictured)
                if people.names and people.likeness >= 0.85:
                    return people.names, line
    return None


def pictured(text: Text) -> frozenset[str]:
    """Words of one handle each that are the alternative texts of pictures in several sections: the people shown."""
    places: dict[str, set[int]] = {}
    for at, block in enumerate(text.blocks):
        for image in block.images():
            alt = image.alt.strip()
            if re.fullmatch(r"[A-Za-z][\w-]{2,20}", alt) and not NOT_ALT.match(alt):
                places.setdefault(alt, set()).add(text.places[at].heading)
    once = {alt: where for alt, where in places.items() if len(where) == 1}
    sections = {next(iter(where)) for where in once.values()}
    return frozenset(once) if len(once) >= 3 and len(sections) * 5 >= len(once) * 4 else frozenset()


# -- who is known in the post -----------------------------------------------------------------------------------------------


def people_known(text: Text) -> frozenset[str]:
    """Everybody whom the post anywhere names beyond doubt: by @handle, with an honorific, by a link to a profile."""
    names: set[str] = set()
    for block in text.blocks:
        if block.kind in ("code", "tweet", "footnote"):
            continue
        for line in block.all_lines():
            names.update(mention.handle for mention in line.mentions)
            for link in line.links:
                if link.form != "link" or not 2 <= len(link.text) <= 30 or kind_of(link.url) != "profile":
                    continue
                if not POINTS.search(link.text) and not PARTICLE.search(link.text):
                    names.update(parts_of(read_people(link.text)))
            if HONOURS.search(line.text):  # few lines do
                for match in HONOURED_NAME.finditer(line.text[:2000]):
                    if not NOT_A_PERSON.match(match[1]):
                        names.add(match[1].strip())
    return frozenset(names)


HONOURED_NAME = re.compile(
    r"(?:^|(?<=[\s、。「（(・の：:/／]))((?:[一-龥]{1,4}[ \u3000])?(?:[一-龥ァ-ヶー]{1,10}|[ぁ-んー]{2,6}|[A-Za-z][\w-]{1,20}))\s?(?:さん(?!ぽ)|氏(?!名)|先生)"
)
HONOURS = re.compile("さん|氏|先生")


def parts_of(people: People) -> list[str]:
    """Every handle and every name by itself."""
    return [part for name in people.names for part in name.split("|")]
