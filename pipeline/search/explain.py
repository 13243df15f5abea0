"""Why a hit stands where it does, in lines of plain text, for a terminal. As JSON: `hits.Hit.why`; on screen: `app`."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.search.hits import Hit, Match, Reading

# words told per match, the ones that gave most
WORDS = 6


def read_anew(readings: Sequence[Reading]) -> str:
    """`"livebok" was read as "livebook"`, for all words that were read anew; empty where none was."""
    return ", ".join(f'"{reading.typed}" was read as "{reading.read}"' for reading in readings)


def newness(hit: Hit) -> str:
    """What being new did to the score; empty where that was not asked for."""
    return "" if hit.newness is None else f"times {hit.newness:.2f} for its age"


def places(match: Match) -> str:
    """`no. 1 by words, no. 3 by meaning`: where the passage stands in both lists."""
    ranks = [("words", match.words_rank), ("meaning", match.meaning_rank)]
    return ", ".join(f"no. {rank} by {name}" for name, rank in ranks if rank is not None)


def score(match: Match) -> str:
    """`0.512 = 0.401 words (BM25 12.30) + 0.111 meaning (cosine 0.555)`; empty where nothing was ranked."""
    parts = match.parts
    if parts is None or (parts.words == 0 and parts.meaning == 0):
        return ""
    return (
        f"{match.score:.3f} = {parts.words:.3f} words (BM25 {parts.bm25:.2f})"
        f" + {parts.meaning:.3f} meaning (cosine {parts.cosine:.3f})"
    )


def words(match: Match) -> str:
    """`livebook 5.10 (idf 4.20), ...`: the words that gave most; then those that the passage does not have, and what share of the
    query those are that it has, by which the sum is discounted."""
    each = match.parts.each_word if match.parts else ()
    there = sorted((word for word in each if word.score > 0), key=lambda word: -word.score)
    told = [f"{word.term} {word.score:.2f} (idf {word.weight:.2f})" for word in there[:WORDS]]
    missing = [word.term for word in each if word.score == 0][:WORDS]
    coverage = match.parts.coverage if match.parts else None
    lacking = f"not here: {', '.join(missing)} (has {coverage or 0:.0%} of what was asked)" if missing else ""
    return "; ".join(part for part in (", ".join(told), lacking) if part)


def lines(match: Match) -> list[str]:
    """All of it, a line each."""
    return [line for line in (places(match), score(match), words(match)) if line]
