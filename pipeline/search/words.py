"""Many texts to terms, each cut once: what index, embedding and the count of a passage's tokens share in one build.

Texts are cut by `workers` and kept as numbers of a common vocabulary. What a term weighs says `index`; what vector it has,
`embedding`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from pipeline.search.workers import Ints, cut_all

Places = npt.NDArray[np.int64]


class Words:
    """Texts as terms. `vocabulary` holds the terms by their numbers; `terms_of` gives the numbers of texts that were added."""

    def __init__(self) -> None:
        self.vocabulary: list[str] = []
        self._numbers: dict[str, int] = {}
        self._places: dict[str, int] = {}  # text -> its place in the order of being added
        self._parts: list[Ints] = []  # 2 * term number + whether it is a plain word
        self._lengths: list[Ints] = []
        self._whole: tuple[Ints, Places] = (np.empty(0, np.int32), np.zeros(1, np.int64))

    def add(self, texts: Iterable[str]) -> None:
        """Cut those of `texts` that were not added before."""
        new = [text for text in dict.fromkeys(texts) if text not in self._places]
        if not new:
            return
        for part, lengths, terms in cut_all(new):
            numbers = self._numbers
            common = np.fromiter((numbers.setdefault(term, len(numbers)) for term in terms), np.int32, len(terms))
            self._parts.append(common[part >> 1] * 2 + (part & 1) if len(part) else part)
            self._lengths.append(lengths)
        self.vocabulary = list(self._numbers)
        self._places.update((text, place) for place, text in enumerate(new, len(self._places)))

    def terms_of(self, texts: Sequence[str], *, plain: bool = False) -> tuple[Ints, Places]:
        """The terms of `texts`, one text after the other, and how many each has: what `analysis.document_terms` gives
        or, with `plain`, `analysis.plain_words`. Texts not added before are added."""
        self.add(texts)
        values, starts = self._gathered()
        place = np.fromiter((self._places[text] for text in texts), np.int64, len(texts))
        lengths = starts[place + 1] - starts[place]
        ends = np.cumsum(lengths)
        found = values[np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts[place] - (ends - lengths), lengths)]
        if not plain:
            return found >> 1, lengths
        is_plain = (found & 1).astype(bool)
        kept = np.concatenate([[0], np.cumsum(is_plain)])
        return found[is_plain] >> 1, kept[ends] - kept[ends - lengths]

    def _gathered(self) -> tuple[Ints, Places]:
        """All that was added in one array, and where each text begins in it (and the last one ends)."""
        if len(self._parts) > 1 or len(self._whole[1]) <= len(self._places):
            self._parts, self._lengths = [np.concatenate(self._parts)], [np.concatenate(self._lengths)]
            starts = np.concatenate([[0], np.cumsum(self._lengths[0], dtype=np.int64)])
            self._whole = self._parts[0], starts
        return self._whole
