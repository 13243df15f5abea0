"""Titles and speakers that stand beside each other with nothing but a space or a verb between them.

Belongs here: "title 大西航平", "大西航平 title", "Jane Doe on Keeping Queues Short". Does not belong here: forms in which a mark,
a quote, brackets or an honorific parts the two (`splitting`). Without a mark only a name that is one beyond doubt is
believed, or one written as the siblings' are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from pipeline.reports.likeness import JA_NAME, ORGANISATION
from pipeline.reports.names import People, read_people
from pipeline.reports.words import JAPANESE

SURE = 0.9  # how much a name must look like one
AMONG_SIBLINGS = 0.5  # and where siblings are written alike
SHORTEST = 8  # characters of a title
FORM = "gap>"

BEHIND = re.compile(rf"^(.*\S)[ \u3000]+({JA_NAME})$")
BEFORE = re.compile(rf"^({JA_NAME})[ \u3000]+(\S.*)$")
SAYS = re.compile(
    r"^([A-Z@][\w’'.@, &-]{2,60}?) (?:on|presents?|presented|about|talks? about|talked about|speaks? (?:on|about)|spoke (?:on|about)|showed(?: us)?|introduced|introduces) ([A-Z“\"`].{6,}|(?<=, on )\S.{4,})$"
)
AGAIN = re.compile(r"(?: again| too)?,?$")
TELLS_ON = re.compile(r"[をがはにで]$|[。！!]$")


def unmarked(text: str, forms: frozenset[str], reader: Callable[[str], People]) -> tuple[str, People, str] | None:
    """The title, the people and the form of a line that is written so; None for any other."""
    if " " not in text and "\u3000" not in text:
        return None
    needed = AMONG_SIBLINGS if FORM in forms else SURE
    for found, title_at, name_at, form in ((BEHIND.match(text), 1, 2, FORM), (BEFORE.match(text), 2, 1, "gap<")):
        if found is None:
            continue
        title, people = found[title_at].strip(), reader(found[name_at])
        if people.likeness < (needed if form == FORM else SURE) or len(title) < SHORTEST:
            continue
        if JAPANESE.search(title) and not ORGANISATION.search(title) and not TELLS_ON.search(title):
            return title, people, form
    if text.isascii() and (says := SAYS.match(text)) and not text.endswith("."):
        people = reader(AGAIN.sub("", says[1]))
        if people.names and people.likeness >= (0.45 if "says" in forms else 0.85):
            return says[2], people, "says"
    return None


def said_alike(bodies: Sequence[str]) -> bool:
    """Whether most of some sibling lines say who spoke on what: "Jane, on lamps"."""
    found = [read_people(AGAIN.sub("", says[1])).likeness for body in bodies if (says := SAYS.match(body))]
    return len(found) >= max(3, 0.6 * len(bodies)) and sum(found) >= 0.4 * len(found)


def written_alike(bodies: Sequence[str]) -> bool:
    """Whether most of some sibling lines end in what could be a name behind a space."""
    found = [read_people(behind[2]).likeness for body in bodies if (behind := BEHIND.match(body))]
    return len(found) >= max(3, 0.6 * len(bodies)) and sum(found) >= 0.55 * len(found)
