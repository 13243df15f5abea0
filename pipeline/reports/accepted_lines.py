"""Which talks told in running text stand beside the headings and items that are talks, and which give way to them.

Belongs here: lines and sentences against headings and items. Does not belong here: headings and items among each other
(`talks`) and what a line tells (`told`, `line_candidates`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reports import words
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import needs_title
from pipeline.reports.features import bare_heading
from pipeline.reports.names import HONORIFIC
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.titles import clean_title


def over_told(text: Text, heading: Candidate, lines: Sequence[Candidate]) -> bool:
    """Whether a heading that only says "talks" stands over sentences of which two or more each tell of a talk and its
    speaker."""
    if heading.split.speakers or not words.LISTS_TALKS.fullmatch(bare_heading(heading.line.text)):
        return False
    told = {line.block for line in lines if heading.start < line.block < text.own_end[heading.block] and line.speakers}
    return len(told) >= 2


def accept_lines(
    text: Text, candidates: Sequence[Candidate], headings: Sequence[Candidate], items: Sequence[Candidate]
) -> list[Candidate]:
    """Titles in running text, where no heading or item around them is a talk already; else they lend it their title."""
    kept: list[Candidate] = []
    by_block = {item.block: item for item in items}
    for line in (c for c in candidates if c.kind == "line"):
        if line.split.form == "opens" and (item := by_block.get(line.block)) is not None:
            if not item.split.speakers:  # the item is a talk already: the sentence is no title of it
                item.split, item.speakers, item.speaker_line = line.split, line.speakers, line.line
            continue
        if line.block in by_block and by_block[line.block].split.title:
            continue  # the item as a whole is the talk
        around = [h for h in headings if h.start < line.block < h.stop] + [
            i for i in items if i.start < line.block < i.stop
        ]
        if around:
            inner = max(around, key=lambda c: c.start)
            if line.split.title and (needs_title(inner) or speaks_of_person(inner, line) or is_topic(inner, line)):
                inner.split = type(inner.split)(
                    line.split.title,
                    inner.split.speakers or line.split.speakers,
                    "said" if inner.split.form == "name" else inner.split.form,
                    0.6,
                    inner.split.label,
                )
                inner.speakers = inner.speakers or line.speakers
            continue
        if under_not(text, line.block) and not (line.links and line.speakers):
            continue
        kept.append(line)
    return kept


def is_topic(heading: Candidate, line: Candidate) -> bool:
    """Whether a heading of a word or two is what a talk is about, whose section says what it was called: "LTのテーマは「…」です"."""
    return (
        heading.kind == "heading"
        and heading.split.form == "plain"
        and len(heading.split.title) <= LONGEST_TOPIC
        and CALLED in line.why
        and not heading.features["heading deck"]
    )


LONGEST_TOPIC = 12  # characters
CALLED = "called a talk"


def speaks_of_person(heading: Candidate, line: Candidate) -> bool:
    """Whether a heading only says something of the person whose talk a line of its section gives: "○○さんとの再会" over
    "○○さんのセッション「…」では"."""
    return (
        heading.kind == "heading"
        and heading.split.form == "plain"
        and not heading.features["heading deck"]
        and any(
            re.search(rf"{re.escape(part)}\s?{HONORIFIC}", heading.line.text)
            for name in line.speakers
            for part in name.split("|")
            if len(part) >= 2
        )
    )


def under_not(text: Text, at: int) -> bool:
    """Whether a block stands under a heading under which nothing is a talk of this event."""
    parents = [text.heading_text(h) for h in text.parents(at)]
    return any(words.NOT_CONTAINER.search(p) and len(p) < 20 and not words.LIGHTNING.search(p) for p in parents[:2])


def in_turn(talks: Sequence[Candidate], lines: list[Candidate]) -> list[Candidate]:
    """Titles listed without their speakers, and below them as many sentences that only say who spoke: each in turn gave one.
    Returns the lines that are left."""
    told = [line for line in lines if line.split.form == "told" and not line.split.title and line.speakers]
    if len(talks) < 2 or len(told) != len(talks) or any(talk.speakers for talk in talks):
        return lines
    if told[0].block < talks[-1].block:
        return lines
    for talk, line in zip(talks, told, strict=True):
        talk.speakers, talk.speaker_line = line.speakers, line.line
    return [line for line in lines if line not in told]


def under_siblings(
    text: Text, headings: Sequence[Candidate], chosen: list[Candidate], lines: list[Candidate]
) -> tuple[list[Candidate], list[Candidate]]:
    """A sentence that only says who spoke, alone under a heading that two siblings of talks stand beside, gives way to the
    heading: that is its talk's title, however short."""
    by_block = {heading.block: heading for heading in headings}
    siblings = Counter(heading.group for heading in chosen)
    alone = Counter(text.places[line.block].heading for line in lines)
    kept = []
    for line in lines:
        above = by_block.get(text.places[line.block].heading)
        if (
            above is None
            or line.split.title
            or alone[above.block] > 1
            or siblings[above.group] < 2
            or any(above.features[name] for name in ("generic", "is day", "container words", "event words", "is empty"))
        ):
            kept.append(line)
            continue
        above.speakers, above.speaker_line = line.speakers, line.line
        if above.split.form == "name":
            above.split = Split(clean_title(above.line.text))
        chosen = [*chosen, above]
    return chosen, kept
