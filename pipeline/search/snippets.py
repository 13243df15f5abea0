"""The stretch of a passage that answers a query, short enough to read at a glance."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pipeline.search.analysis import fold, tokens
from pipeline.search.matching import matching_words

LENGTH = 240
CUT = "…"
_HIRAGANA = re.compile("[\u3041-\u3096]")
_BREAK = re.compile(r"[。！？!?\n]|\.\s|\s")


def snippet(text: str, weights: Mapping[str, float], length: int = LENGTH) -> tuple[str, tuple[str, ...]]:
    """At most about `length` characters of `text` and the words in it that answer the query, each once, as they stand there.

    `weights`: the query's terms and what each is worth; the stretch is where the most worth stands together.
    """
    text = " ".join(text.split())
    spots = matching_words(text, frozenset(weights))
    if len(text) > length:
        begin, end = _stretch(text, spots, weights, length)
        shown = text[begin:end].strip()
        shown = f"{CUT if begin else ''}{shown}{CUT if end < len(text) else ''}"
        spots = matching_words(shown, frozenset(weights))
        text = shown
    # a single hiragana that answers stands for a word of grammar, whatever it was read as
    return text, tuple(dict.fromkeys(surface for _, _, surface in spots if not _HIRAGANA.fullmatch(surface)))


def _stretch(
    text: str, spots: list[tuple[int, int, str]], weights: Mapping[str, float], length: int
) -> tuple[int, int]:
    """Where to cut: the window of `length` with the most worth in it, begun where a sentence or word does."""
    if not spots:
        return 0, _end(text, length)
    worth = [max((weights.get(term, 0.0) for term in tokens(fold(surface))), default=0.0) for _, _, surface in spots]
    best, best_at = -1.0, 0
    for first in range(len(spots)):
        seen: set[str] = set()
        total = 0.0
        for (_, end, surface), value in zip(spots[first:], worth[first:], strict=True):
            if end - spots[first][0] > length * 3 // 4:
                break
            # the same word again says little more
            total += value * (0.1 if surface in seen else 1.0)
            seen.add(surface)
        if total > best:
            best, best_at = total, first
    lead = max(0, spots[best_at][0] - length // 4)
    begin = lead
    if lead:
        breaks = [m.end() for m in _BREAK.finditer(text, lead, spots[best_at][0])]
        begin = breaks[0] if breaks else lead
    return begin, _end(text, begin + length)


def _end(text: str, limit: int) -> int:
    """`limit`, or a little before it where a sentence or word ends."""
    if limit >= len(text):
        return len(text)
    breaks = [m.end() for m in _BREAK.finditer(text, max(0, limit - 40), limit)]
    return breaks[-1] if breaks else limit
