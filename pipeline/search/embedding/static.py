"""The embedded model: a vector per token of the vocabulary, averaged over a text. numpy and tokenizers, nothing else.

A text is cut by `analysis.plain_words`, the words are joined by spaces and cut into the vocabulary's tokens, the tokens'
rows are averaged and the mean is scaled to length 1. The model lies in a directory with `tokenizer.json` (Hugging Face
tokenizers) and `vectors-int8.npz` (`q`: int8 [tokens, dimensions]; `s`: float16 scale of each row). sentence-transformers'
StaticEmbedding over the same tokenizer and weights gives the same vectors (tests/search/test_static.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.errors import ConfigError, one_line
from pipeline.paths import bundled_model
from pipeline.search.analysis import plain_words
from pipeline.search.embedding.embedder import Vectors, normalised

UNKNOWN = ("[PAD]", "[UNK]")
BATCH = 4_096


class StaticEmbedder:
    """An embedder over a directory with tokenizer and int8 rows; the same for queries and documents."""

    def __init__(self, directory: Path, dimensions: int | None = None) -> None:
        try:
            self.tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
            with np.load(directory / "vectors-int8.npz") as stored:
                self._quantised: npt.NDArray[np.int8] = stored["q"]
                self._scales: npt.NDArray[np.float32] = stored["s"].astype(np.float32).reshape(-1)
        except Exception as error:  # noqa: BLE001 - tokenizers raises plain Exception for a missing or broken file
            raise ConfigError(
                one_line(str(directory), "must hold the embedded model", str(error), "restore data/model from git")
            ) from None
        full = self._quantised.shape[1]
        if dimensions is not None and dimensions > full:
            raise ConfigError(
                one_line("[search] dimensions", f"the embedded model has {full}", dimensions, f"give at most {full}")
            )
        self._dimensions = dimensions or full
        for word in UNKNOWN:
            number = self.tokenizer.token_to_id(word)
            if number is not None:
                self._scales[number] = 0
        digest = hashlib.sha256(self._quantised.tobytes() + self._scales.tobytes()).hexdigest()[:8]
        self._name = f"embedded-{digest}-{self._dimensions}"

    @property
    def name(self) -> str:
        return self._name

    @property
    def dimensions(self) -> int:
        return self._dimensions

    def weights(self) -> Vectors:
        """All rows as float32 [tokens, dimensions]; rows of unknown tokens are zeros."""
        return self._quantised[:, : self._dimensions] * self._scales[:, None]

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        return self.encode_documents(texts)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        batches = [self._encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self._dimensions), dtype=np.float32)

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encoded = self.tokenizer.encode_batch([" ".join(plain_words(t)) for t in texts], add_special_tokens=False)
        sums = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, encoding in enumerate(encoded):
            if encoding.ids:
                ids = np.asarray(encoding.ids)
                sums[row] = self._scales[ids] @ self._quantised[ids, : self._dimensions].astype(np.float32)
        return normalised(sums)


@lru_cache(maxsize=2)
def bundled_embedder(dimensions: int | None = None) -> StaticEmbedder:
    """The model that ships with the project, loaded once per process."""
    return StaticEmbedder(bundled_model(), dimensions)
