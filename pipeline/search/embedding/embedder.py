"""The protocol of an embedder, and what both kinds need: normalising rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class Embedder(Protocol):
    """Texts to vectors of one length. Rows are L2-normalised; a row of zeros stands for a text of which nothing is known."""

    @property
    def name(self) -> str:
        """Which model with which settings: vectors of the same name may stand side by side."""

    @property
    def dimensions(self) -> int:
        """Length of the vectors."""

    def encode_queries(self, texts: Sequence[str], word_weights: Mapping[str, float] | None = None) -> Vectors:
        """float32 [len(texts), dimensions].

        `word_weights`: how much each word (a term of `analysis`) tells in the corpus that is searched. A model that
        reads whole sentences judges that for itself and takes no notice.
        """

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """float32 [len(texts), dimensions]."""


@runtime_checkable
class ReadsWords(Protocol):
    """An embedder whose vectors rest on a text's words alone, so that texts cut before need not be cut again."""

    def encode_words(
        self, vocabulary: Sequence[str], words: npt.NDArray[np.int32], starts: npt.NDArray[np.int64]
    ) -> Vectors:
        """float32 [len(starts) - 1, dimensions]. Text i has the words `vocabulary[w]` for w in `words[starts[i] : starts[i + 1]]`,
        in order: what `analysis.plain_words` gives. The rows are those of `encode_documents`."""


def normalised(rows: Vectors) -> Vectors:
    """`rows` scaled to length 1; rows of zeros, or with anything not finite, become zeros."""
    rows = np.ascontiguousarray(rows, dtype=np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    usable = np.isfinite(lengths) & (lengths > 1e-12)
    return np.where(usable, rows / np.where(usable, lengths, 1), 0).astype(np.float32)
