"""A line parted: what it says of a talk, and the plainest parting, by the line's own markup.

Belongs here: the shape of a parted line, and lines whose links or bold words say where the title ends. Does not belong here:
the forms that are written in marks and words (`splitting`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import kind_of
from pipeline.reports.likeness import PARTICLE
from pipeline.reports.names import MARKED, People

Reader = Callable[[str], People]
BESIDE = " \t\u3000:：/／|｜・,、-–—―─~〜()（）[]【】*"


class Split(NamedTuple):
    """What a line says of a talk. `form` names the way it is written; `likeness` is how sure its speakers are people."""

    title: str
    speakers: tuple[str, ...] = ()
    form: str = "plain"
    likeness: float = 0.0
    label: str = ""  # "LT", "基調講演", ...
    has_time: bool = False
    has_number: bool = False
    quoted: bool = False


def by_markup(text: str, line: Line, forms: frozenset[str], reader: Reader) -> Split | None:
    """ "[title](address) speaker", "**title**, speaker": the markup says where the title ends, people stand beside it."""
    spans = [
        link.text.strip()
        for link in line.links
        if link.form == "link" and kind_of(link.url) != "profile" and len(link.text.strip()) >= 4
    ]
    spans += [line.text[start:stop].strip() for start, stop in line.strong]
    for title in sorted(spans, key=len, reverse=True)[:3]:
        at = text.find(title)
        if at < 0 or len(title) < 5 or len(title) >= len(text) - 1:
            continue
        before, after = text[:at].strip(BESIDE), text[at + len(title) :].strip(BESIDE)
        if (before and after) or len(before + after) > 60 or re.match(r"[「『]", text[at - 1 : at]):
            continue
        beside = re.sub(r"^by\s+|による$", "", before or after, flags=re.I)
        people = reader(beside)
        mine = reader(title)
        if (
            not people.names
            or mine.likeness >= people.likeness
            or (PARTICLE.search(beside) and not MARKED.search(beside))
        ):
            continue
        needed = 0.4 if MARKED.search(beside) else (0.35 if "markup" in forms else 0.55)
        if people.likeness >= needed:
            return Split(title, people.names, "markup", max(people.likeness, 0.6))
    return None
