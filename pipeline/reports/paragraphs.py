"""Talks told one a line in paragraphs, as a list without its marks: "title（speaker）", "title / speaker" over an address.

Belongs here: sections whose lines share a form of naming title and speaker. Does not belong here: items and headings
(`candidates`), sentences (`told`), labelled lines (`labelled`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports.blocks import Line, Link
from pipeline.reports.candidates import MOST, Candidate, split_group, told
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import People, read_people
from pipeline.reports.recurring import forms_of
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.splitting import split_line
from pipeline.reports.titles import clean_title, written_as_said

ALIKE, FEWER = (
    3,
    2,
)  # so many lines of one form show that a section lists talks; so many, where another section of the post does in their form
SHARE = 0.6  # of the section's lines that are no address and no label
LENGTH = range(6, 121)  # characters of such a line
ENDS_SENTENCE = re.compile(r"(?:[。！!？?]|です|ます|した|[:：])$")
BESIDE = re.compile(
    r"\s*(?:[:：・>→⇒-]|https?://|\S{1,12}\s*[:：]\s*https?://)"
)  # an address, or what belongs to the line above
FORMS = frozenset(("paren", "slash>", "bar>", "at>", "by", "dash>", "quote", "behind", "before"))


Section = list[tuple[int, Line, list[Link]]]  # block, line, and the links of the line and of what belongs to it


def listed_lines(text: Text) -> list[Candidate]:
    """One candidate per line of each section whose lines are talks in one form."""
    found: dict[int, list[tuple[tuple[int, Line, list[Link]], Split]]] = {}
    sections = sections_of(text)
    for number, section in enumerate(sections):
        if talks := talks_of(text, section, ALIKE):
            found[number] = talks
    known = frozenset(split.form for talks in found.values() for _, split in talks)
    for number, section in enumerate(sections):
        if known and number not in found:  # a shorter section of the same form
            found[number] = talks_of(text, section, FEWER, known)
    made = []
    for number in sorted(found):
        for (at, line, links), split in found[number]:
            made.append(told(at, line, split, links))
            made[-1].sure = [link for link in links if kind_of(link.url) == "deck"]
    return [*made, *(c for n, section in enumerate(sections) if n not in found for c in pairs_of(section))][:MOST]


PAIRS = 3  # so many people, each beside a title on a line of its own, show that a section lists talks
PERSON, SURELY = 0.6, 0.8  # likeness: of each, and of most


def pairs_of(section: Section) -> list[Candidate]:
    """Talks of two lines each: whoever gave it ("Jane Doe (ACME)") and the title below, or the other way round."""
    if len(section) < 2 * PAIRS:
        return []
    likely = [len(line.text) <= LONGEST_PERSON and bool(NAMED.match(line.text)) for _, line, _ in section]
    if sum(likely) < PAIRS:  # as in nearly every section
        return []
    people = [
        read_people(ORDERED.sub("", line.text).replace("＠", "@")) if is_likely else NOBODY
        for is_likely, (_, line, _) in zip(likely, section, strict=True)
    ]
    who = [bool(each.names) and each.likeness >= PERSON for each in people]
    if sum(who) < PAIRS or 2 * sum(each.likeness >= SURELY for each in people) < sum(who):
        return []
    pairs = max((pairs_by(section, who, step) for step in (1, -1)), key=len)
    numbered = all(ORDERED.match(section[at][1].text) for at, _ in pairs)  # "1. ○○さん": notes may stand between
    if len(pairs) < PAIRS or (2 * len(pairs) < SHARE * len(section) and not numbered):
        return []
    made = []
    for at, beside in pairs:
        block, line, links = section[beside]
        split = Split(clean_title(line.text), people[at].names, "pair", people[at].likeness)
        made.append(told(block, line, split, [*section[at][2], *links]))
        made[-1].speaker_line = section[at][1]
    return made


def pairs_by(section: Section, who: Sequence[bool], step: int) -> list[tuple[int, int]]:
    """Where people stand and where the title of each does, in the same paragraph; `step` says on which side."""
    pairs = []
    for at, is_person in enumerate(who):
        beside = at + step
        if not is_person or not 0 <= beside < len(section) or who[beside] or section[at][0] != section[beside][0]:
            continue
        title = section[beside][1].text
        if len(title) in LENGTH and not ENDS_TOLD.search(title.strip()):
            pairs.append((at, beside))
    return pairs


ENDS_TOLD = re.compile(r"(?:。|です|ます|した|[:：])$")  # a title may ask


# what a line that names somebody begins with or holds: a numbered or bracketed name, two words in capitals, a handle, さん
NAMED = re.compile(
    r"\s*(?:[A-ZÀ-Þ][\w’'-]+ (?:[a-z]{2,3} )?[A-ZÀ-Þ]|[^\s（(。]{2,24}(?: [^\s（(。]{1,20})?\s?[（(]|[^。]{0,48}(?:[@＠]\w|さん|氏))"
)
ORDERED = re.compile(r"^\s*\d{1,2}[.．)）、]\s*")
LONGEST_PERSON = 60  # characters
NOBODY = People((), 0.0)


def sections_of(text: Text) -> list[Section]:
    """The lines of the paragraphs under each heading, each with the addresses that stand below it."""
    sections: list[Section] = [[]]
    heading = -1
    for at, block in enumerate(text.blocks):
        if block.kind == "heading" or text.places[at].heading != heading:
            heading = at if block.kind == "heading" else text.places[at].heading
            sections.append([])
        if block.kind != "paragraph" or block.level:
            continue
        for line in block.lines:
            if line.bare or BESIDE.match(line.text):
                if sections[-1]:
                    sections[-1][-1][2].extend(line.links)
            elif len(sections[-1]) < MOST:
                sections[-1].append((at, line, list(line.links)))
    return sections


def talks_of(
    text: Text, section: Section, needed: int, known: frozenset[str] = frozenset()
) -> list[tuple[tuple[int, Line, list[Link]], Split]]:
    """The lines of one section as talks, where enough of them have one form, or one of those `known` of other sections."""
    likely = [
        each for each in section if len(each[1].text) in LENGTH and not ENDS_SENTENCE.search(each[1].text.strip())
    ]
    if len(likely) < max(needed, SHARE * len(section)):
        return []
    lines = [line for _, line, _ in likely]
    splits = [split_line(line, known, text.known) for line in lines] if known else split_group(lines, text.known)
    shared = (known or forms_of(splits)) & FORMS
    found = [
        (each, split)
        for each, split in zip(likely, splits, strict=True)
        if split.form in shared and split.title and split.speakers and not is_saying(each[1], split)
    ]
    return found if len(found) >= max(needed, SHARE * len(section)) else []


def is_saying(line: Line, split: Split) -> bool:
    """Whether a line is what somebody once said, in quotation marks, and who."""
    return line.text.lstrip()[:1] in '"“' and split.title.isascii() and written_as_said(split.title.split())
