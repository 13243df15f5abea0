"""The sides of a mark that parts a line: which may be people and which the title.

Belongs here: cutting a line at " / ", ", " and the like, into two or three parts. Does not belong here: reading the people
of a side and choosing between sides (`splitting`).
"""

from __future__ import annotations

import re

from pipeline.reports.likeness import ORGANISATION, PARTICLE, name_likeness
from pipeline.reports.names import is_marked

IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
WORKPLACE = re.compile(r"[A-Z][A-Za-z0-9]{2,15}")


def sides_of(text: str, mark: str, name: str) -> list[tuple[str, str, str, float]]:
    """What may be people and what a title where a mark parts them: (piece, title, form, how much speaks against it). Of
    three parts two may be people, or a person and a workplace: "title / person / company"."""
    parts = text.split(mark)
    sides = [
        (parts[-1], mark.join(parts[:-1]), name + ">", 0.0),
        (parts[0], mark.join(parts[1:]), name + "<", 0.05),
    ]
    if len(parts) >= 3 and name in ("slash", "bar", "dash", "comma"):
        shown = mark if mark.startswith(" ") or name == "comma" else f" {mark} "
        sides += [
            (shown.join(two), mark.join(rest), name + form, weight)
            for two, rest, form, weight in (
                (parts[-2:], parts[:-2], ">", -0.04),
                (parts[:2], parts[2:], "<", 0.01),
            )
            if all(could_be_beside(part) for part in two)
        ]
    return sides


def sure_behind(piece: str, title: str, form: str, likeness: float) -> bool:
    """Whether a comma stands between a title of several words and a full name: "Keeping Queues Short, Jane Doe"."""
    return form == "comma>" and likeness >= 0.85 and piece[:1].isupper() and title.isascii() and title.count(" ") >= 2


def could_be_beside(part: str) -> bool:
    """Whether a piece may be a person or where they work."""
    bare = IN_BRACKETS.sub("", part).strip()
    return bool(
        is_marked(bare)
        or (ORGANISATION.search(bare) and len(bare) <= 24 and not PARTICLE.search(bare))
        or name_likeness(bare) >= 0.5
        or WORKPLACE.fullmatch(bare)
    )


def opens_bracket(piece: str, title: str) -> bool:
    """Whether a mark stands inside brackets, so that it parts nothing of the line."""
    return piece.count("(") + piece.count("（") != piece.count(")") + piece.count("）") and title.count(
        "("
    ) + title.count("（") != title.count(")") + title.count("）")
