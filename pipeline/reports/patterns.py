"""Long lists of words as patterns that are quick to search for.

Belongs here: how such a pattern is compiled. Does not belong here: any words (`words`, and each module's own).
"""

from __future__ import annotations

import re
from functools import cache
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as sre_parse  # type: ignore[attr-defined]
from typing import Any


def quick(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, tried only where a character stands with which one of its matches may begin.

    The engine finds these characters out by itself (`re._compiler._get_charset_prefix`), but not where case is ignored
    or an alternative begins with `\\b` or a group: then each of a hundred alternatives is tried at each character of the
    text. A lookahead that names the characters, and alternatives put together by the letter with which they begin, find the
    same matches in a third to a seventh of the time. A pattern that may match nothing, or that may begin with any character, is
    compiled as it is. What a pattern begins with is read by the engine's own parser, whose output has kept its shape
    since Python 2 (other readers of patterns use it too).
    """
    parsed = sre_parse.parse(pattern, flags)
    first = beginnings(parsed)
    if first is None or may_be_empty(parsed):
        return re.compile(pattern, flags)
    return re.compile(f"(?={one_of(first, flags)})(?:{by_letter(pattern, flags)})", flags)


def one_of(members: set[str], flags: int) -> str:
    """A class that holds these members. Where case is ignored it names each in all its cases (of a range, whatever may
    be one of its letters), which are then not looked up as the text is searched."""
    if not flags & re.I:
        return f"[{''.join(sorted(members))}]"
    named: set[str] = set()
    for member in members:
        if member in CATEGORIES.values() or (len(member) == 3 and member[0] >= CASELESS):
            named.add(member)
        elif len(member) <= 2:
            named.update(map(re.escape, cases(member[-1])))
        elif member.isascii():
            named.update((member.lower(), member.upper(), *RARE_CASES))
        else:
            return f"[{''.join(sorted(members))}]"
    return f"(?-i:[{''.join(sorted(named))}])"


CASELESS = "\u2e80"  # from here on nearly all is Chinese, Japanese and Korean
RARE_CASES = (
    "\u0130\u0131\u017f\u1e9e\u212a\u2126\u212b\u00b5"  # of one letter with others: dotless i, long s, Kelvin, ...
)


@cache
def cases(letter: str) -> tuple[str, ...]:
    """The letters that the engine takes for this one where case is ignored."""
    if letter.lower() == letter.upper():
        return (letter,)
    same = re.compile(re.escape(letter), re.I)
    maybe = {letter, letter.lower(), letter.upper(), *RARE_CASES}
    return tuple(sorted(case for case in maybe if len(case) == 1 and same.fullmatch(case)))


def by_letter(pattern: str, flags: int) -> str:
    """The pattern's alternatives, those that begin with one letter put together: "talk|at|\\btip" as "t(?:alk|(?<=\\bt)ip)|at".

    Which alternative is found first stays: one moves up to others of its letter only past such as cannot begin with it.
    """
    parts: list[tuple[str, list[str]]] = []  # the letter (empty: an alternative that is left as it is), what follows it
    for alternative in alternatives_of(pattern):
        bounded = alternative.startswith(r"\b")
        rest = alternative[2:] if bounded else alternative
        if not rest or rest[0] in SPECIAL or rest[1:2] in ("*", "+", "?", "{"):
            parts.append(("", [alternative]))
            continue
        letter = rest[0].lower() if flags & re.I else rest[0]
        lead = lead_of(letter, flags)
        rest = f"(?<=\\b{lead}){rest[1:]}" if bounded else rest[1:]
        for known, following in reversed(parts):
            if known == letter:
                following.append(rest)
                break
            if not known and may_begin(following[0], letter, flags):
                parts.append((letter, [rest]))
                break
        else:
            parts.append((letter, [rest]))
    return "|".join(
        following[0]
        if not letter
        else lead_of(letter, flags) + (f"(?:{'|'.join(following)})" if len(following) > 1 else following[0])
        for letter, following in parts
    )


def lead_of(letter: str, flags: int) -> str:
    return one_of({re.escape(letter)}, flags) if flags & re.I and len(cases(letter)) > 1 else re.escape(letter)


def may_begin(alternative: str, letter: str, flags: int) -> bool:
    """Whether a match of the alternative may begin with this letter."""
    first = first_of(alternative, flags)
    return first is None or bool(first.fullmatch(letter))


@cache
def first_of(alternative: str, flags: int) -> re.Pattern[str] | None:
    """What stands at the beginning of any match; None where it cannot be told."""
    members = beginnings(sre_parse.parse(alternative, flags))
    return None if members is None else re.compile(f"[{''.join(members)}]", flags)


SPECIAL = frozenset(".^$*+?{}[]\\|()")


def alternatives_of(pattern: str) -> list[str]:
    """The text of a pattern cut at the bars that stand in no bracket."""
    found = [""]
    depth = 0
    for token in re.findall(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|.", pattern, re.S):
        depth += (token == "(") - (token == ")")
        if token == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += token
    return found


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
