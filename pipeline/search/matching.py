"""What of a text answers a query: the places of its words, in characters of the text as it is shown.

Which words count is `analysis`' matter; a passage's best lines are `snippets`'.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.search.analysis import analyse, fold, tokens

# a character with the marks that compose onto it: combining ones, and the half-width (han)dakuten; Hangul jamo as one
_COMPOSED = re.compile(
    "[\u1100-\u11ff]+|.[\u0300-\u036f\u0591-\u06ed\u0900-\u0dff\u0e31-\u0eff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\uff9e\uff9f]*",
    re.DOTALL,
)


def matching_words(text: str, query_tokens: Sequence[str] | frozenset[str]) -> list[tuple[int, int, str]]:
    """Where words of `text` answer the query: (start, end, surface) in characters of `text` itself, in order, not overlapping.

    An identifier that answers as a whole is one word; neighbouring characters are never cut from one word.
    """
    wanted = frozenset(query_tokens)
    folded = fold(text)
    spots: list[tuple[int, int]] = []
    for token in analyse(text):
        if token.term in wanted and (not spots or token.start >= spots[-1][1]):
            spots.append((token.start, token.end))
    if not spots:
        return []
    if folded == text:
        return [(begin, end, text[begin:end]) for begin, end in spots]
    starts, ends = _offsets(text, folded)
    places: list[tuple[int, int, str]] = []
    for begin, end in spots:
        first, last = starts[begin], ends[end - 1]
        if not places or first >= places[-1][1]:
            places.append((first, last, text[first:last]))
    return places


# words that a text needs for its grammar: they count when one searches, but no one looks for them with the eye
_FUNCTION_WORDS = (
    "する ある いる なる できる こと もの ため よう これ それ この その あの どう いう ところ とき くる いく しまう くださる もらう くれる"
    " 何 ない いい お ご さん 的 "
    "on for from it as or do does did how what when which who can i my me not if then there where why has have was were will would should"
)


@lru_cache(maxsize=1)
def function_terms() -> frozenset[str]:
    """The terms of words that stand for grammar alone; such a word is not shown as one that matched."""
    return frozenset(term for word in _FUNCTION_WORDS.split() for term in tokens(word))


def _offsets(text: str, folded: str) -> tuple[list[int], list[int]]:
    """For each character of `folded` = fold(text): where the characters of `text` that it came from begin and end."""
    starts: list[int] = []
    ends: list[int] = []
    for match in _COMPOSED.finditer(text):
        for _ in fold(match.group()):
            starts.append(match.start())
            ends.append(match.end())
    if len(starts) != len(folded):
        # characters of a script that composes across what _COMPOSED holds together: the places are near, not exact
        scale = len(text) / max(len(folded), 1)
        starts = [min(int(i * scale), len(text) - 1) for i in range(len(folded))]
        ends = [min(at + 1, len(text)) for at in starts]
    return starts, ends
