"""Two scores to one: how much the words say and how much the meaning, for each passage of a query."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Scores = npt.NDArray[np.float32]


def fuse(
    words: Scores, meaning: Scores, ideal_words: float, words_weight: float, *, has_meaning: bool = True
) -> Scores:
    """The sum of the two `parts`."""
    by_words, by_meaning = parts(words, meaning, ideal_words, words_weight, has_meaning=has_meaning)
    return np.asarray(by_words + by_meaning, dtype=np.float32)


def parts(
    words: Scores, meaning: Scores, ideal_words: float, words_weight: float, *, has_meaning: bool = True
) -> tuple[Scores, Scores]:
    """What words and meaning give to the score: `words_weight` * words / ideal_words, (1 - words_weight) * meaning.

    `words`: BM25 scores, `meaning`: cosines, both [n]; `ideal_words`: the score of a passage that had every term of
    the query, those included that are nowhere. Dividing by it, and not by the best score that was reached, is what lets the meaning
    lead where words are thin: when few of the query's terms are anywhere, as in English over Japanese, no passage comes near it.
    Without meaning (no known token in the query) the words stand alone.
    """
    if ideal_words <= 0:
        return np.zeros_like(words), np.asarray(meaning, dtype=np.float32)
    if not has_meaning:
        return np.asarray(words / ideal_words, dtype=np.float32), np.zeros_like(meaning)
    by_words = np.asarray(words_weight / ideal_words * words, dtype=np.float32)
    return by_words, np.asarray((1 - words_weight) * meaning, dtype=np.float32)
