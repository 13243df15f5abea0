"""The people of one report, by whom first or family names used later are completed.

Belongs here: which person a short name can mean. Does not belong here: what a name is (`names`, `likeness`) and who said what
(`quotes`, `signed`, `remarks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipeline.reports.likeness import KANJI

JAPANESE = re.compile(rf"{KANJI}|[ぁ-んァ-ヶ]")


class Roster:
    """The people whom a report names in full, to complete a first or family name used later; `others` are names that it
    gives to somebody beyond doubt and that complete nothing."""

    def __init__(self, people: Sequence[str], others: Iterable[str] = ()) -> None:
        self._by_part: dict[str, set[str]] = {}
        self._others = frozenset(name.lower() for name in others)
        for person in dict.fromkeys(people):
            for part in person.split("|"):
                for known in {part, *part.split()[:1], *part.split()[-1:]} | {
                    part[:size] for size in (2, 3, 4) if len(part) > size and JAPANESE.match(part)
                }:
                    if known:
                        self._by_part.setdefault(known.lower(), set()).add(person)

    def full(self, name: str) -> str:
        """The one person of the report whom `name` can mean; else `name` as it is."""
        if "|" in name:
            return name
        known = self._by_part.get(name.lower(), set())
        if len(known) != 1:
            return name
        person = next(iter(known))
        if "|" in person or person.lower() == name.lower():
            return person
        return f"{name}|{person}"

    def knows(self, name: str) -> bool:
        return any(part.lower() in self._by_part or part.lower() in self._others for part in name.split("|"))
