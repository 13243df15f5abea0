"""The embedded model: a vector per token of the vocabulary, averaged over a text. numpy and tokenizers, nothing else.

A text is cut by `analysis.plain_words`, the words are joined by spaces and cut into the vocabulary's tokens, the tokens'
rows are summed, each weighed by how often the token comes (`damped`), and the sum is scaled to length 1. A query's words
may also be weighed by what they tell in the corpus. How the model is trained says `pipeline.search.training`. It lies in a
directory with `tokenizer.json` (Hugging Face tokenizers) and `vectors-int8.npz` (`q`: int8 [tokens, dimensions]; `s`: float16 scale of each row). sentence-transformers'
StaticEmbedding over the same tokenizer and weights gives the same vectors to texts in which no token comes twice
(tests/search/test_static.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from pipeline.errors import ConfigError, one_line
from pipeline.paths import bundled_model
from pipeline.search.analysis import plain_words
from pipeline.search.embedding.embedder import Vectors, normalised

Ids = npt.NDArray[np.integer[Any]]

UNKNOWN = ("[PAD]", "[UNK]")
BATCH = 4_096
# of a query's words' weights (their idf); measured with `python -m benchmarks.search`
WEIGHT_POWER = 1.5


class StaticEmbedder:
    """An embedder over a directory with tokenizer and int8 rows; the same for queries and documents."""

    def __init__(self, directory: Path, dimensions: int | None = None) -> None:
        try:
            vocabulary = (directory / "tokenizer.json").read_bytes()
            self.tokenizer = Tokenizer.from_buffer(vocabulary)
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
        digest = hashlib.sha256(vocabulary + self._quantised.tobytes() + self._scales.tobytes()).hexdigest()[:8]
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

    def encode_queries(self, texts: Sequence[str], word_weights: Mapping[str, float] | None = None) -> Vectors:
        """As documents; with `word_weights`, each word's tokens count with its weight to the power WEIGHT_POWER, and
        words without one not at all."""
        if word_weights is None:
            return self.encode_documents(texts)
        rows = [self._weighed(plain_words(text), word_weights) for text in texts]
        return normalised(np.array(rows, dtype=np.float32).reshape(len(texts), self._dimensions))

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        batches = [self._encode(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return np.concatenate(batches) if batches else np.zeros((0, self._dimensions), dtype=np.float32)

    def encode_words(self, vocabulary: Sequence[str], words: Ids, starts: npt.NDArray[np.int64]) -> Vectors:
        """As `encode_documents`, of texts that were cut before (`ReadsWords`): each word of the vocabulary is read once."""
        used = np.flatnonzero(np.bincount(words, minlength=len(vocabulary)))
        place = np.zeros(len(vocabulary), dtype=np.int64)
        place[used] = np.arange(len(used))
        place = place[words]
        pieces = [
            e.ids for e in self.tokenizer.encode_batch([vocabulary[w] for w in used.tolist()], add_special_tokens=False)
        ]
        lengths = np.array([len(ids) for ids in pieces], dtype=np.int64)
        flat = np.array([token for ids in pieces for token in ids], dtype=np.int32)
        begins, many = (np.cumsum(lengths) - lengths)[place], lengths[place]
        ends = np.cumsum(many)
        ids: Ids = flat[np.arange(ends[-1] if len(ends) else 0) + np.repeat(begins - (ends - many), many)]
        texts = np.repeat(np.arange(len(starts) - 1), np.diff(np.concatenate([[0], ends])[starts]))
        # tokens of all texts at once, each numbered with its text's number
        size = len(self._scales)
        pairs, weights = damped(texts * size + ids)
        ids = pairs % size
        weights = weights * self._scales[ids]
        bounds = np.searchsorted(pairs // size, np.arange(len(starts))).tolist()
        sums = np.zeros((len(starts) - 1, self._dimensions), dtype=np.float32)
        rows = self._quantised[:, : self._dimensions].astype(np.float32)
        for number, (begin, end) in enumerate(pairwise(bounds)):
            if end > begin:
                np.dot(weights[begin:end], rows.take(ids[begin:end], axis=0), out=sums[number])
        return normalised(sums)

    def _weighed(self, words: Sequence[str], word_weights: Mapping[str, float]) -> Vectors:
        encoded = self.tokenizer.encode_batch(list(words), add_special_tokens=False)
        weights = [word_weights.get(word, 0.0) ** WEIGHT_POWER for word in words]
        ids = np.array([token for encoding in encoded for token in encoding.ids], dtype=np.int32)
        counts = np.repeat(np.array(weights, dtype=np.float32), [len(encoding.ids) for encoding in encoded])
        return np.asarray((counts * self._scales[ids]) @ self._quantised[ids, : self._dimensions].astype(np.float32))

    def _encode(self, texts: Sequence[str]) -> Vectors:
        encoded = self.tokenizer.encode_batch([" ".join(plain_words(t)) for t in texts], add_special_tokens=False)
        sums = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, encoding in enumerate(encoded):
            if encoding.ids:
                ids, weights = damped(np.asarray(encoding.ids, dtype=np.int32))
                sums[row] = (weights * self._scales[ids]) @ self._quantised[ids, : self._dimensions].astype(np.float32)
        return normalised(sums)


def damped(ids: Ids) -> tuple[Ids, npt.NDArray[np.float32]]:
    """Each token of a text once, ascending, and its weight: 1 + ln(how often it is there), as the word's weight in
    Salton & Buckley (1988). A word said ten times does not say ten times as much.
    """
    found, times = np.unique(ids, return_counts=True)
    return found, (1 + np.log(times)).astype(np.float32)


@lru_cache(maxsize=2)
def bundled_embedder(dimensions: int | None = None) -> StaticEmbedder:
    """The model that ships with the project, loaded once per process."""
    return StaticEmbedder(bundled_model(), dimensions)
