"""Long lists of words as patterns that are quick to search for.

Belongs here: how such a pattern is compiled. Does not belong here: any words (`words`, and each module's own).
"""

from __future__ import annotations

import re
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, tried only where a character stands with which one of its matches may begin.

    The engine finds these characters out by itself (`re._compiler._get_charset_prefix`), but not where case is ignored
    or an alternative begins with `\\b` or a group: then each of a hundred alternatives is tried at each character of the
    text. A lookahead that names the characters finds the same matches in a third to a seventh of the time. A pattern that may
    match nothing, or that may begin with any character, is compiled as it is. What a pattern begins with is read by the
    engine's own parser, whose output has kept its shape since Python 2 (other readers of patterns use it too).
    """
    parsed = sre_parse.parse(pattern, flags)
    first = beginnings(parsed)
    if first is None or may_be_empty(parsed):
        return re.compile(pattern, flags)
    return re.compile(f"(?=[{''.join(sorted(first))}])(?:{pattern})", flags)


def beginnings(sequence: Any) -> set[str] | None:
    """The members of a character class in which every match of a parsed sequence begins; None where they cannot be told."""
    found: set[str] = set()
    for operation, value in sequence:
        if operation in (sre.AT, sre.ASSERT, sre.ASSERT_NOT):
            continue  # of no width: a match begins with what follows
        if operation is sre.LITERAL:
            return found | {re.escape(chr(value))}
        if operation is sre.IN:
            members = class_members(value)
            return None if members is None else found | members
        if operation is sre.SUBPATTERN:
            inner = [value[3]]
        elif operation is sre.BRANCH:
            inner = value[1]
        elif operation in (sre.MAX_REPEAT, sre.MIN_REPEAT):
            inner = [value[2]]
        else:
            return None
        for alternative in inner:
            members = beginnings(alternative)
            if members is None:
                return None
            found |= members
        optional = operation in (sre.MAX_REPEAT, sre.MIN_REPEAT) and value[0] == 0
        if not optional and not any(may_be_empty(alternative) for alternative in inner):
            return found
    return found


CATEGORIES = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}


def class_members(items: Any) -> set[str] | None:
    """A parsed character class as members of another; None for one that is negated."""
    members: set[str] = set()
    for operation, value in items:
        if operation is sre.LITERAL:
            members.add(re.escape(chr(value)))
        elif operation is sre.RANGE:
            members.add(f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}")
        elif operation is sre.CATEGORY and value in CATEGORIES:
            members.add(CATEGORIES[value])
        else:
            return None
    return members


def may_be_empty(sequence: Any) -> bool:
    """Whether a parsed sequence can match no character at all."""
    return bool(sequence.getwidth()[0] == 0)
