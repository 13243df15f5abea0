"""The forms of writing a talk that siblings share: what recurs is believed of a line that by itself would not show it.

Belongs here: which forms a group of lines has. Does not belong here: parting one line (`splitting`) and which lines are siblings
(`candidates`).
"""

from __future__ import annotations

import re

from pipeline.reports.blocks import Line
from pipeline.reports.names import read_people
from pipeline.reports.split import Split
from pipeline.reports.splitting import IN_FRONT, SEPARATORS
from pipeline.reports.titles import strip_prefix
from pipeline.reports.unmarked import FORM, said_alike, written_alike

IN_PARENTHESES = re.compile(r"[(（]([^()（）]{1,40})[)）]\s*$")

# one account or several, without the @
_ACCOUNT = r"(?![A-Za-z]{0,3}\.?\d+\b)[A-Za-z0-9_.-]{2,24}"  # no page (P26), no version
HANDLES_ALONE = re.compile(rf"\s*{_ACCOUNT}(?:[、,&\s]+{_ACCOUNT}){{0,5}}\s*")


def piece_of(body: str, mark: str, *, last: bool) -> str:
    """What stands behind the last mark of a line, or before its first."""
    return body.rpartition(mark)[2] if last else body.partition(mark)[0]


def forms_of(splits: list[Split]) -> frozenset[str]:
    """The forms that at least two of the siblings use."""
    count: dict[str, int] = {}
    for split in splits:
        if split.speakers:
            count[split.form] = count.get(split.form, 0) + 1
    return frozenset(form for form, number in count.items() if number >= 2)


def led_alike(lines: list[Line]) -> bool:
    """Whether most siblings begin with words set bold that look like people, and go on: "**○○** title"."""
    led = [(line.text[: line.strong[0][1]], line.text[line.strong[0][1] :]) for line in lines if begins_bold(line)]
    if len(led) < max(min(3, len(lines)), len(lines) * 0.6):
        return False
    names = sum(read_people(name).likeness for name, _ in led) / len(led)
    rests = sum(read_people(rest).likeness for _, rest in led) / len(led)
    return names >= 0.38 and names > rests + 0.1


def begins_bold(line: Line) -> bool:
    """Whether a line begins with words set bold, and says more."""
    return bool(line.strong) and line.strong[0][0] <= 2 and len(line.text) > line.strong[0][1] + 3


WITH_WHOM = re.compile(r" with ([A-Z@][^()]{3,60})$")


def loose_forms(lines: list[Line]) -> frozenset[str]:
    """Forms that most siblings share and whose one side looks at all like names: believed because they recur."""
    if len(lines) < 2:
        return frozenset()
    few = 0.2 if len(lines) == 2 else 0.0  # two lines that look alike may do so by chance
    bodies = [strip_prefix(line.text.strip())[0] for line in lines]
    found: set[str] = set()
    needed = max(min(3, len(bodies)), len(bodies) * 0.6)
    together = "\n".join(bodies)
    for mark, name in SEPARATORS:
        if name == "space" or together.count(mark) < needed:  # as of most marks
            continue
        having = [body for body in bodies if mark in body]
        if len(having) < needed:
            continue
        lasts = [read_people(body.rpartition(mark)[2]).likeness for body in having]
        firsts = [read_people(body.partition(mark)[0]).likeness for body in having]
        last, first = sum(lasts) / len(lasts), sum(firsts) / len(firsts)
        handles = all(HANDLES_ALONE.fullmatch(piece_of(body, mark, last=last >= first)) for body in having)
        if name == "comma" and (mark != ", " or len(having) < 3 or max(last, first) < 0.7 or min(last, first) >= 0.5):
            continue  # commas stand in titles and between names too
        if max(last, first) >= (0.27 if handles else 0.38) + few:
            found.add(name + (">" if last >= first else "<"))
    parens = [m for body in bodies if (m := IN_PARENTHESES.search(body))]
    if len(parens) >= needed:
        likeness = [read_people(m[1]).likeness for m in parens]
        handles = all(HANDLES_ALONE.fullmatch(m[1]) for m in parens)
        if sum(likeness) / len(likeness) >= (0.27 if handles else 0.38) + few:
            found.add("paren")
    fronts = [read_people(m[1]).likeness for body in bodies if (m := IN_FRONT.match(body))]
    if len(fronts) >= needed and sum(fronts) >= (0.38 + few) * len(fronts):
        found.add("front")
    guests = [read_people(m[1]).likeness for body in bodies if (m := WITH_WHOM.search(body))]
    if len(guests) >= needed and sum(guests) >= 0.6 * len(guests):
        found.add("with")
    if led_alike(lines):
        found.add("led")
    if said_alike(bodies):
        found.add("says")
    if written_alike(bodies):
        found.add(FORM)
    return frozenset(found)
