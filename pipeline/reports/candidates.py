"""Every place that could be a talk: headings, list items, table rows; lines are found by `line_candidates` and `told`.

Belongs here: finding such places, what each covers and what its text parts into. Does not belong here: whether it is
a talk (`features` measures, `judge` decides), who gave it where its words do not say (`speakers`), what a table's
columns hold (`tables`), and joining several places of one talk (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.hosts import kind_of
from pipeline.reports.name_only import is_full_name
from pipeline.reports.names import is_marked
from pipeline.reports.recurring import forms_of, loose_forms
from pipeline.reports.sections import Text
from pipeline.reports.signed import is_voice
from pipeline.reports.split import Split
from pipeline.reports.splitting import LONGEST_TOLD, split_line
from pipeline.reports.tables import columns_of, listed_in, read_row
from pipeline.reports.titles import only_leads

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
    if line.links or is_marked(content):
        return False
    if (
        line.strong
        and line.strong[0][0] <= 2
        and is_full_name(content[slice(*line.strong[0])].strip(" :").split(" and ")[0])
    ):
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
        block.kind in ("paragraph", "quote")
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
