"""Every place that could be a talk: headings, list items, table rows, lines with a title in quotes, lone decks.

Belongs here: finding such places, what each covers and what its text parts into. Does not belong here: whether it is
a talk (`features` measures, `judge` decides), who gave it where its words do not say (`speakers`), what a table's
columns hold (`tables`), and joining several places of one talk (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Literal

from pipeline.reports import words
from pipeline.reports.blocks import Block, Line, Link
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import MARKED, read_people
from pipeline.reports.prose import ENGLISH_SPEAKER, NOT_NAMES
from pipeline.reports.recurring import forms_of, loose_forms
from pipeline.reports.sections import Text
from pipeline.reports.signed import is_voice
from pipeline.reports.split import Split
from pipeline.reports.splitting import LONGEST_TOLD, split_line
from pipeline.reports.tables import columns_of, listed_in, read_row
from pipeline.reports.titles import clean_title, only_leads

CandidateKind = Literal["heading", "item", "row", "line", "deck"]
MOST = 1200  # candidates of one kind in one post; the fullest real one has a third of it


@dataclass(slots=True)
class Candidate:
    """A place that could be a talk; `start:stop` are the blocks that it covers."""

    kind: CandidateKind
    block: int
    line: Line
    split: Split
    start: int
    stop: int
    group: int  # candidates of one group stand beside each other: sibling headings, items of one list, rows of a table
    level: int = 0  # of the heading or item; 0 for others
    speakers: tuple[str, ...] = ()
    speaker_line: Line | None = None
    links: list[Link] = field(default_factory=list)  # of rows and lines, whose links are no block's
    sure: list[Link] = field(
        default_factory=list
    )  # links that are its material whatever they look like: a column of slides
    score: float = 0.0
    why: tuple[str, ...] = ()
    features: dict[str, float] = field(default_factory=dict)


def heading_candidates(text: Text) -> list[Candidate]:
    """One candidate per heading; siblings are split together, so that a form that recurs is believed."""
    made: list[Candidate] = []
    for parent, headings in text.children.items():
        by_level: dict[int, list[int]] = {}
        for at in headings:
            by_level.setdefault(text.blocks[at].level, []).append(at)
        for level, members in by_level.items():
            if len(made) >= MOST:
                break
            members = members[:MOST]
            lines = [text.blocks[at].lines[0] for at in members]
            splits = split_group(lines, text.known)
            for at, line, split in zip(members, lines, splits, strict=True):
                made.append(
                    Candidate(
                        "heading", at, line, split, at, text.whole_end[at], group=(parent + 2) * 10 + level, level=level
                    )
                )
    made.sort(key=lambda c: c.block)
    return made


def split_group(lines: Sequence[Line], names: frozenset[str] = frozenset()) -> list[Split]:
    """Split sibling lines, twice: what two siblings share is believed of the others too."""
    loose = loose_forms(list(lines))
    splits = [split_line(line, loose, names) for line in lines]
    shared = forms_of(splits) | loose
    if shared != loose:
        splits = [
            split if split.speakers else split_line(line, shared, names)
            for line, split in zip(lines, splits, strict=True)
        ]
    return splits


def item_candidates(text: Text) -> list[Candidate]:
    """One candidate per list item that is short enough to be a title."""
    lists: dict[tuple[int, int, int], list[int]] = {}
    previous = -1
    run = 0
    for at, block in enumerate(text.blocks):
        if block.kind != "item" or not block.lines or (is_note(block.lines[0]) and not has_parts(text, at)):
            continue
        if is_voice(text, at) or words.OTHER_ARTICLE.match(block.lines[0].text):
            continue
        place = text.places[at]
        if previous >= 0 and block.level == 1 and not only_addresses(text, text.whole_end[previous], at):
            run += 1
        previous = at if block.level == 1 else previous
        lists.setdefault((place.heading, place.item, run if block.level == 1 else -1), []).append(at)
    made: list[Candidate] = []
    for number, members in enumerate(lists.values()):
        if len(made) >= MOST:
            break
        members = members[:MOST]
        lines = [text.blocks[at].lines[0] for at in members]
        splits = split_group(lines, text.known)
        for at, line, split in zip(members, lines, splits, strict=True):
            if len(line.text) <= LONGEST_ITEM or tells_of(line, split):
                stop = text.whole_end[at]
                while stop < len(text.blocks) and only_addresses(text, stop, stop + 1):
                    stop += 1
                made.append(
                    Candidate("item", at, line, split, at, stop, group=1_000_000 + number, level=text.blocks[at].level)
                )
    made.sort(key=lambda c: c.block)
    return made


LONGEST_ITEM = 200  # characters of an item that is a title and who gave it


def tells_of(line: Line, split: Split) -> bool:
    """Whether a longer item begins with a title that its markup sets apart, and then tells of the talk."""
    return len(line.text) <= LONGEST_TOLD and (
        split.form == "markup" or bool(line.links and line.links[0].start <= 2 and line.links[0].text == split.title)
    )


PART_OF_TALK = re.compile(
    r"\s*(?:発表者?|登壇者?|講演者?|話者|講師|スピーカー|資料|スライド|動画|speakers?|presenters?|slides?|video)\s*[:：]",
    re.I,
)


def is_note(line: Line) -> bool:
    """Whether an item is plainly a sentence of notes: no link, nobody named, and the end of a sentence or great length."""
    content = line.text.rstrip()
    if line.links or MARKED.search(content):
        return False
    return len(content) > 120 or content.endswith(
        ("。", "です", "ます", "ました", "った", "いる", "する", "ない", "こと", ".")
    )


def has_parts(text: Text, at: int) -> bool:
    """Whether an item of moderate length stands over items that say "発表者: ..." or "Slides: ..."."""
    below = text.blocks[at + 1 : text.whole_end[at]]
    return len(text.blocks[at].lines[0].text) <= 90 and any(
        block.kind == "item" and PART_OF_TALK.match(line.text) for block in below[:6] for line in block.lines[:1]
    )


def only_addresses(text: Text, start: int, stop: int) -> bool:
    """Whether blocks [start, stop) are paragraphs of nothing but addresses and embeds: cards of the item above them."""
    return all(
        block.kind == "paragraph"
        and not block.level
        and bool(block.lines)
        and all(only_leads(line) for line in block.lines)
        for block in text.blocks[start:stop]
    )


# -- tables ---------------------------------------------------------------------------------------------------------


def row_candidates(text: Text) -> list[Candidate]:
    """One candidate per row of each table that has a column of titles or of speakers."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "table" or len(block.rows) < 2 or len(made) >= MOST:
            continue
        columns = columns_of(
            [[cell.line.text.strip() for cell in row] for row in block.rows],
            block.rows[0][0].is_header if block.rows[0] else False,
        )
        if columns is None:
            continue
        for position, row in enumerate(block.rows[:MOST]):
            if position == 0 and columns["header"]:
                continue
            at_title = columns.get("title", -1)
            listed = listed_in(row[at_title].line) if 0 <= at_title < len(row) else []
            made += [row_of(at, row[at_title].line, split) for split in listed]
            found = read_row(row, columns) if not listed else None
            if found is None:
                continue
            line, split, links = found
            at_slides = columns.get("material", -1)
            shown = row[at_slides].line.links if 0 <= at_slides < len(row) else []
            made.append(
                Candidate(
                    "row", at, line, split, at, at + 1, group=2_000_000 + at, speakers=split.speakers,
                    speaker_line=line if split.speakers else None, links=links,
                    sure=[k for k in shown if kind_of(k.url) not in NO_SLIDES or SLIDES_IN_PATH.search(k.url)],
                )
            )  # fmt: skip
    return made


NO_SLIDES = frozenset(
    ("session", "event", "profile", "video")
)  # what stands in a column of slides where there are none
SLIDES_IN_PATH = re.compile(r"^(?!.*connpass\.com).*/(?:slides?|presentations?|preso)/", re.I)


def row_of(at: int, line: Line, split: Split) -> Candidate:
    """One of several talks that a cell lists."""
    return Candidate(
        "row", at, line, split, at, at + 1, group=2_000_000 + at, speakers=split.speakers, speaker_line=line
    )


# -- lines ------------------------------------------------------------------------------------------------------------


def line_candidates(text: Text) -> list[Candidate]:
    """Lines such as "title by speaker" or "speaker: title" that lead to a deck."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "paragraph" or len(made) >= MOST:
            continue
        for position, line in enumerate(block.lines):
            content = line.text
            if len(content) > 600:
                content = content[:600]
            if len(content) <= 160 and position < 40:
                titled = any(
                    k.form == "link" and kind_of(k.url) in ("deck", "video", "article", "session") for k in line.links
                )
                if not titled or ends_sentence(line):
                    continue
                split = split_line(line, names=text.known)
                if split.title and split.speakers and split.form != "name":
                    made.append(
                        Candidate(
                            "line",
                            at,
                            line,
                            split,
                            at,
                            at + 1,
                            group=3_500_000 + at,
                            links=list(line.links),
                            speakers=split.speakers,
                            speaker_line=line,
                        )
                    )
    return made


FEWEST_SET_APART = 2


def set_apart_lines(text: Text) -> list[Candidate]:
    """Paragraphs that begin with a title set in bold and whoever gave it, "**title** ○○さん", in posts that have two such or
    more; the addresses that stand alone behind one are its own."""
    made: list[Candidate] = []
    for at, block in enumerate(text.blocks):
        if block.kind != "paragraph" or not block.lines or len(made) >= MOST:
            continue
        line = block.lines[0]
        if not line.strong or line.strong[0][0] > 2 or len(line.text) > LONGEST_ITEM or line.is_strong:
            continue
        split = split_line(line, names=text.known)
        start, stop = line.strong[0]
        if (
            split.form != "markup"
            or clean_title(line.text[start:stop]) != split.title
            or words.NOT_TALK.match(split.title)
        ):
            continue
        links = list(line.links)
        for following in islice(chain(block.lines[1:], following_lines(text, at)), 4):
            links += following.links if only_leads(following) else []
        candidate = told(at, line, split, links)
        candidate.why = ("title set in bold beside its speaker",)
        candidate.score = SET_APART
        made.append(candidate)
    return made if len(made) >= FEWEST_SET_APART else []


SET_APART = 0.7


def following_lines(text: Text, at: int) -> Iterator[Line]:
    """The lines of the paragraphs behind a block, up to one that begins in bold or is none."""
    for block in text.blocks[at + 1 :]:
        if block.kind != "paragraph" or not block.lines or block.lines[0].strong:
            return
        yield from block.lines


def ends_sentence(line: Line) -> bool:
    """Whether the line is Japanese prose to its end: no talk's name."""
    return line.text.rstrip().endswith(("。", "！"))


def told_lines(text: Text) -> list[Candidate]:
    """Lines that name a talk by who gave it: "title / @speaker" over an address, "[Speaker](video) covers …" and a
    sentence such as "Jane Doe showed us …" beside an embedded video."""
    made: list[Candidate] = []
    videos = [at for at, block in enumerate(text.blocks) if is_video(block)]
    beside = set(videos)
    first_told: int | None = None
    for at, block in enumerate(text.blocks):
        if block.kind not in ("paragraph", "item") or not block.lines or at in beside or len(made) >= MOST:
            continue
        for line, following in zip(block.lines, [*block.lines[1:], None], strict=True):
            if (
                following is None
                or not only_leads(following)
                or not 6 <= len(line.text) <= 160
                or line.links
                or ends_sentence(line)
            ):
                continue
            if kind_of(following.links[0].url) not in ("deck", "article", "video", "tweet", "repository", "page"):
                continue
            split = split_line(line, names=text.known)
            if split.title and split.speakers and split.form != "name" and MARKED.search(line.text):
                made.append(told(at, line, split, [following.links[0]]))
                made[-1].sure = [link for link in made[-1].links if kind_of(link.url) != "video"]
        line = block.lines[0]
        lead = next((k for k in line.links if k.start <= 2 and k.form == "link"), None)
        if lead is not None and kind_of(lead.url) in ("video", "deck") and len(line.text) > len(lead.text) + 8:
            people = read_people(lead.text)
            if people.names and people.likeness >= 0.6:
                made.append(told(at, line, Split("", people.names, "name", people.likeness), [lead]))
                continue
        if block.kind != "paragraph" or not ({at - 1, at + 1} & beside):
            continue
        found = ENGLISH_SPEAKER.search(line.text[:220])
        if found is None or found[1].split()[0] in NOT_NAMES:
            continue
        people = read_people(found[1])
        if not people.names or people.likeness < 0.6:
            continue
        if first_told is None:
            first_told = at
        before = videos[0] < first_told
        chosen = at - 1 if (before and at - 1 in beside) or at + 1 not in beside else at + 1
        title = TITLED.search(line.text[found.end() - 12 : found.end() + 160])
        name = clean_title(next(group for group in title.groups() if group)) if title else ""
        links = [link for link in text.blocks[chosen].links() if kind_of(link.url) == "video"][:1]
        made.append(told(at, line, Split(name, people.names, "told", people.likeness), links))
    return made


TITLED = re.compile(
    r"[“\"]([^”\"]{4,100})[”\"]|(?:presented|presenting|keynote,|talk,|titled|called|entitled)\s+"
    r"((?:[A-Z0-9][\w’'.-]*|of|the|and|in|for|to|with|a|an|on)(?:\s(?:[A-Z0-9][\w’'-]*|of|the|and|in|for|to|with|a|an|on))*\s?[A-Z0-9][\w’'-]*)"
)


def is_video(block: Block) -> bool:
    """Whether a block is nothing but an embedded video."""
    return (
        block.kind == "paragraph"
        and len(block.lines) == 1
        and block.lines[0].bare
        and kind_of(block.lines[0].links[0].url) == "video"
    )


def told(at: int, line: Line, split: Split, links: list[Link]) -> Candidate:
    return Candidate(
        "line",
        at,
        line,
        split,
        at,
        at + 1,
        group=4_000_000 + at,
        links=links,
        speakers=split.speakers,
        speaker_line=line,
    )


def quotes_in(text: str) -> list[tuple[int, int]]:
    """Outermost pairs of 「」 and 『』 in a line: (index of the opening, index of the closing)."""
    pairs: list[tuple[int, int]] = []
    depth = 0
    opened = -1
    for at, char in enumerate(text):
        if char in "「『":
            if depth == 0:
                opened = at
            depth += 1
        elif char in "」』" and depth:
            depth -= 1
            if depth == 0:
                pairs.append((opened, at))
    return pairs
