"""Pieces of a line that may be the title of a talk, and what was read around one of them.

Belongs here: the shapes that the readers of sentences share (`told_japanese`, `told_english`), and the score that is enough.
Does not belong here: the words of either language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.reports.blocks import Line, Link
from pipeline.reports.candidates import quotes_in
from pipeline.reports.hosts import kind_of
from pipeline.reports.name_only import is_full_name
from pipeline.reports.patterns import quick
from pipeline.reports.split import Split

ENOUGH = 3.0  # how much must speak for a title in a sentence
LONGEST = 800  # characters of a line that are looked at
BY_SOMEBODY = re.compile(r"[”\"*_]{0,3},? (?:given |presented )?by (?:Dr\.? )?[A-Z@]\w+")
ENGLISH_QUOTE = quick(r"“[^“”]{3,120}”|(?<!\w)\"[^\"]{3,120}\"(?!\w)")


@dataclass(frozen=True)
class Span:
    """A piece of a line that may be a title: in quotes, bold, or the text of a link."""

    start: int
    stop: int
    title: str
    quoted: bool
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Found:
    """A talk told in a line: where its title (or the sentence) begins, what was read, and why it is believed."""

    start: int
    split: Split
    links: tuple[Link, ...]
    score: float
    why: tuple[str, ...]


def spans_of(line: Line, content: str, english: bool) -> list[Span]:
    """The pieces of a line that may be titles, left to right, none inside another."""
    pieces: list[tuple[int, int, int, int, bool]] = []
    if english:
        pieces += [(m.start(), m.end(), m.start() + 1, m.end() - 1, True) for m in ENGLISH_QUOTE.finditer(content)]
    else:
        pieces += [(start, stop + 1, start + 1, stop, True) for start, stop in quotes_in(content)]
    if english:
        quotes = list(pieces)
        pieces += [
            (start, stop, start, stop, False)
            for start, stop in (*line.strong, *line.italic)
            if stop <= len(content)
            and not any(start + 4 < q[0] and q[1] <= stop for q in quotes)
            and not is_full_name(content[start:stop])
        ]  # bold words around a quote are a speaker and the title
    for link in line.links:
        if (
            link.form == "link"
            and link.end <= len(content)
            and (
                kind_of(link.url) in ("deck", "video", "article", "session")
                or (english and BY_SOMEBODY.match(content, link.end))
            )
        ):
            pieces.append((link.start, link.end, link.start, link.end, False))
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    made: list[Span] = []
    end = -1
    for start, stop, inner_start, inner_stop, quoted in pieces:
        if start < end:
            continue
        end = stop
        title = content[inner_start:inner_stop].strip(' \t\u3000「」『』“”"')
        links = tuple(k for k in line.links if k.form == "link" and k.start >= start - 1 and k.end <= stop + 1)
        made.append(Span(start, stop, title, quoted, links))
    return made


def inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start < at <= span.stop - 1 for span in spans)


def mask(content: str, start: int, stop: int, spans: Sequence[Span]) -> str:
    """A stretch of the line without the titles in it, whose words say nothing of the sentence."""
    parts, at = [], start
    for span in spans:
        if span.start >= start and span.stop <= stop:
            parts.append(content[at : span.start])
            at = span.stop
    return " ".join([*parts, content[at:stop]])


def confidence(score: float) -> float:
    """How sure a talk told in prose is: 0.6 at the least that is enough, never more than 0.85."""
    return min(0.85, 0.6 + 0.08 * (score - ENOUGH))
