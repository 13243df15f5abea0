"""Who stands below a heading: a subheading or a first line that is nothing but a name.

Belongs here: names that are believed because of where they stand, or because sibling sections begin alike. Does not belong
here: what the words of a section say of its speaker (`speakers`) and whether a heading is a talk (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.candidates import Candidate
from pipeline.reports.labelled import title_below
from pipeline.reports.likeness import PARTICLE
from pipeline.reports.names import People, read_people
from pipeline.reports.sections import Text

SEVERAL = 3  # headings
BY_HEADING = re.compile(
    r"(?:(?:presented|given|held) )?by\s+(\S.{2,60})|(?:speakers?|presenters?)\s*:\s*(\S.{2,60})|(?:登壇者|発表者|話者|講師)\s*[:：]\s*(\S.{1,60})",
    re.I,
)


def name_below(text: Text, headings: Sequence[Candidate]) -> None:
    """A title whose first subheading names a person and nothing else, with nothing between: the person gave it; and a
    person whose one subheading is a title."""
    below = [
        inner
        for outer, inner in pairwise(headings)
        if inner.block == outer.block + 1
        and text.blocks[inner.block].level > text.blocks[outer.block].level
        and len(text.children.get(outer.block, ())) == 1
        and not outer.split.speakers
    ]
    told = {id(inner): people_below(inner) for inner in below}
    if sum(map(bool, told.values())) >= max(2, 0.6 * len(below)):
        # several titles with a name under each: names that would not do by themselves
        for inner in below:
            people = told[id(inner)]
            if inner.split.form != "name" and people is not None:
                inner.split = inner.split._replace(title="", speakers=people.names, form="name", likeness=0.6)
    above = [
        (outer, people_below(outer))
        for outer, inner in pairwise(headings)
        if inner.block == outer.block + 1
        and text.blocks[inner.block].level > text.blocks[outer.block].level
        and len(text.children.get(outer.block, ())) == 1
        and people_below(inner) is None
    ]
    if sum(people is not None for _, people in above) >= max(SEVERAL, 0.6 * len(above)):
        # several people with a title under each
        for outer, people in above:
            if outer.split.form == "plain" and people is not None:
                outer.split = outer.split._replace(title="", speakers=people.names, form="name", likeness=0.6)
    by_block = {heading.block: heading for heading in headings}
    for heading in headings:  # "##### by Jane Doe" somewhere below
        told_by = BY_HEADING.fullmatch(heading.line.text.strip())
        parent = by_block.get(text.places[heading.block].heading) if told_by else None
        if told_by is None or parent is None or parent.split.speakers or not parent.split.title:
            continue
        people = read_people(next(filter(None, told_by.groups())))
        if people.names and people.likeness >= 0.5:
            parent.split = parent.split._replace(speakers=people.names, form="below", likeness=people.likeness)
            heading.split = heading.split._replace(title="", speakers=people.names, form="name")
    for heading in headings:  # "Talk: …" below: who stands above gave it
        if heading.split.form == "plain" and title_below(text, heading.block) and (people := people_below(heading)):
            heading.split = heading.split._replace(title="", speakers=people.names, form="name", likeness=0.6)
    for outer, inner in pairwise(headings):
        if inner.block != outer.block + 1 or text.blocks[inner.block].level <= text.blocks[outer.block].level:
            continue
        if inner.split.form == "name" and not outer.split.speakers and outer.split.title:
            text.own_end[outer.block] = max(text.own_end[outer.block], text.own_end[inner.block])
            outer.split = outer.split._replace(
                speakers=inner.split.speakers, form="below", likeness=inner.split.likeness
            )
        elif (
            outer.split.form == "name"
            and not inner.split.speakers
            and len(text.children.get(outer.block, ())) == 1
            and len(inner.split.title) >= 4
            and not words.NOT_TALK.match(inner.split.title)
        ):
            inner.split = inner.split._replace(
                speakers=outer.split.speakers, form="above", likeness=outer.split.likeness
            )


def named_at_once(text: Text, headings: Sequence[Candidate]) -> None:
    """Where two sections and more of a group begin with a line that only names who spoke, a nickname alone in the first
    line of another section is one, too."""
    groups: dict[int, list[Candidate]] = {}
    for heading in headings:
        if not heading.split.speakers:
            groups.setdefault(heading.group, []).append(heading)
    for members in groups.values():
        firsts = [first_line(text, each) for each in members]
        named = [each for each, line in zip(members, firsts, strict=True) if line and each.speaker_line is line]
        if len(named) < 2:
            continue
        for each, line in zip(members, firsts, strict=True):
            if each.speakers or line is None or line.links or not 2 <= len(line.text.strip()) <= 16:
                continue
            people = read_people(line.text)
            plain = not PARTICLE.search(line.text) and not words.NOT_TALK.match(line.text.strip())
            if plain and len(people.names) == 1 and people.likeness >= 0.35:
                each.speakers, each.speaker_line = people.names, line


def first_line(text: Text, heading: Candidate) -> Line | None:
    """The first line under a heading, before any other heading."""
    at = heading.block + 1
    if at >= len(text.blocks) or text.blocks[at].kind not in ("paragraph", "item") or not text.blocks[at].lines:
        return None
    return text.blocks[at].lines[0]


def people_below(heading: Candidate) -> People | None:
    """The people of a heading that may name people and nothing else: "Jane Doe, ACME", "大西航平（みなと）"."""
    content = heading.line.text.strip()
    people = read_people(content) if len(content) <= 60 and not words.NOT_TALK.match(content) else None
    return people if people is not None and people.names and people.likeness >= 0.6 else None
