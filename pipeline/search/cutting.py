"""Long texts to pieces of about a paragraph, cut where a paragraph, a line, a sentence or a word ends.

Knows Japanese (。！？ end a sentence without a space after them) and English. What a piece becomes says `passages`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

TARGET = 400
LIMIT = 600
# a last piece shorter than this goes with the one before it, if both fit the limit
SHORT = 80

_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")
_LINE = re.compile(r"\n+")
_SENTENCE = re.compile(r"(?<=[。！？｡])(?![。！？｡」』）)])|(?<=[.!?])\s+")
_CLAUSE = re.compile(r"(?<=[、，；])|\s+")


def cut(text: str, target: int = TARGET, limit: int = LIMIT) -> list[str]:
    """The pieces of `text` in order, each of at most `limit` characters, most near `target`; none is empty.

    No character but white space is lost.
    """
    text = text.strip()
    if len(text) <= limit:
        return [text] if text else []
    pieces: list[str] = []
    current = ""
    for unit, joint in _units(text, target):
        if current and len(current) + len(joint) + len(unit) > target:
            pieces.append(current)
            current = unit
        else:
            current = f"{current}{joint}{unit}" if current else unit
    if current:
        if pieces and len(current) < SHORT and len(pieces[-1]) + 1 + len(current) <= limit:
            pieces[-1] += "\n" + current
        else:
            pieces.append(current)
    return pieces


def _units(text: str, target: int) -> Iterator[tuple[str, str]]:
    """The smallest parts that need not be cut, none longer than `target`, each with what joins it to the one before."""
    levels = ((_PARAGRAPH, "\n\n"), (_LINE, "\n"), (_SENTENCE, ""), (_CLAUSE, ""))

    def parted(part: str, level: int, joint: str) -> Iterator[tuple[str, str]]:
        if len(part) <= target:
            yield part, joint
        elif level == len(levels):
            for at in range(0, len(part), target):
                yield part[at : at + target], "" if at else joint
        else:
            pattern, own = levels[level]
            for number, inner in enumerate(p for p in pattern.split(part) if p and p.strip()):
                between = (own or (" " if inner[:1].isascii() else "")) if number else joint
                yield from parted(inner, level + 1, between)

    yield from parted(text, 0, "\n\n")
