"""What a post says of a talk in another place: a programme, a list or a sentence that names its title beside a person.

Belongs here: lending speakers to a talk whose own section names none. Does not belong here: reading the section
(`speakers`) and deciding that two places are one talk (`talks`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports.blocks import Block, Line
from pipeline.reports.drafts import Draft
from pipeline.reports.names import known, read_people
from pipeline.reports.prose import japanese_speaker
from pipeline.reports.sections import Text
from pipeline.reports.splitting import split_line

SHORTEST = 7  # characters of a title by which a line may be known to speak of it
LONGEST_REST = 70  # characters beside the title in a line that names its speaker
LINES = 4000  # of a post that are looked through
BETWEEN = re.compile(r"^[\s\d:：.．〜~–-]*|[\s「」『』“”\"'|｜/／:：（）()\[\]【】,、–—―-]+$")


def lend_speakers(text: Text, talks: Sequence[Draft]) -> None:
    """Give each talk without speakers those whom another line of the post names beside its whole title."""
    wanting = [talk for talk in talks if not talk.speakers and talk.title and len(talk.title) >= SHORTEST]
    if not wanting:
        return
    seen = 0
    for block in text.blocks:
        if block.kind in ("code", "tweet", "footnote"):
            continue
        seen += len(block.lines) + len(block.rows)
        if seen > LINES or not wanting:
            return
        for talk in list(wanting):
            names = named_in(text, block, talk)
            if names:
                talk.speakers = list(names)
                wanting.remove(talk)


def named_in(text: Text, block: Block, talk: Draft) -> tuple[str, ...]:
    """Who stands beside the talk's title in a block."""
    title = talk.title or ""
    for row in block.rows:
        cells = [cell.line for cell in row]
        if any(title in cell.text for cell in cells):
            others = [cell for cell in cells if title not in cell.text and 1 < len(cell.text.strip()) <= LONGEST_REST]
            best = max(
                (known(read_people(cell.text), text.known) for cell in others), key=lambda p: p.likeness, default=None
            )
            if best is not None and best.likeness >= 0.6:
                return best.names
    for line in block.lines:
        if title in line.text and line.number not in talk.own_lines:
            names = beside(text, line, title)
            if names:
                return names
    return ()


def beside(text: Text, line: Line, title: str) -> tuple[str, ...]:
    """Who stands beside the title in a line."""
    if len(line.text) <= len(title) + LONGEST_REST:
        split = split_line(line, names=text.known)
        if split.speakers and split.form != "name" and title in (split.title, split.title.strip("「」『』")):
            return split.speakers
        before, _, after = line.text.partition(title)
        for rest in (before, after):
            people = known(read_people(BETWEEN.sub("", BETWEEN.sub("", rest)).strip()), text.known)
            if people.names and people.likeness >= 0.8:
                return people.names
    at = line.text.find(title)
    if line.text[max(0, at - 1) : at] in ("「", "『"):
        return japanese_speaker(line.text[max(0, at - 40) : at - 1] + "話")
    return ()
