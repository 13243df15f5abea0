"""Talks told by labelled lines without a heading: "タイトル：…" beside "発表者：…", "Title: …" beside "Speaker: …".

Belongs here: such lines in paragraphs and lists. Does not belong here: headings that are titles (`candidates`) and labels inside
their sections (`drafts`, `speakers`).
"""

from __future__ import annotations

import re
from itertools import islice

from pipeline.reports.blocks import Line
from pipeline.reports.candidates import MOST, Candidate, told
from pipeline.reports.names import read_people
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.titles import clean_title

_MARKS = r"[\s\u3000・\-*■◆●○▼【\[(（]*"
TITLE = re.compile(
    rf"{_MARKS}(?:発表|講演|セッション|登壇|LT)?(?:タイトル|題名|題目|演題|テーマ|(?:(?:talk|session|presentation) )?(?:title|name)|talk|presentation|topic)[】\])）]?\s*[:：]\s*(\S.{{2,140}})$",
    re.I,
)
SPEAKER = re.compile(
    rf"{_MARKS}(?:発表者|登壇者|講演者|講師|話者|話し手|スピーカー|speakers?|presenters?|presented by)[】\])）]?\s*[:：]\s*(\S.{{0,120}})$",
    re.I,
)
REACH = 4  # lines between a title's line and its speaker's


def title_below(text: Text, heading: int) -> bool:
    """Whether the section of a heading gives a title by its label in its first lines."""
    lines = (line for block in text.blocks[heading + 1 : text.own_end[heading]] for line in block.lines)
    return any(TITLE.match(line.text) for line in islice(lines, REACH))


def labelled_talks(text: Text) -> list[Candidate]:
    """One candidate per line that gives a title by its label, with the speaker whose label stands next to it."""
    place: dict[int, int] = {}  # number of a line -> its block
    titles: list[tuple[int, Line, str]] = []
    people: list[tuple[int, Line, str]] = []
    order = 0
    for at, block in enumerate(text.blocks):
        if block.kind not in ("paragraph", "item"):
            order += REACH + 1
            continue
        for line in block.lines:
            order += 1
            content = line.text
            if ":" not in content and "：" not in content:
                continue
            if found := TITLE.match(content):
                titles.append((order, line, found[1]))
            elif found := SPEAKER.match(content):
                people.append((order, line, found[1]))
            else:
                continue
            place[line.number] = at
    made: list[Candidate] = []
    for number, (order, line, title) in enumerate(titles[:MOST]):
        until = titles[number + 1][0] if number + 1 < len(titles) else order + REACH + 1
        near = [p for p in people if order < p[0] <= min(order + REACH, until - 1)]
        before = [
            p for p in people if order - REACH <= p[0] < order and (not made or p[1] is not made[-1].speaker_line)
        ]
        for _, beside, words in near[:1] or before[-1:]:
            found_people = read_people(words)
            if found_people.names and found_people.likeness >= 0.5:
                split = Split(clean_title(title), found_people.names, "labelled", found_people.likeness)
                made.append(told(place[line.number], line, split, list(line.links)))
                made[-1].speaker_line = beside
    return made
