"""txtai's hybrid search: its own BM25 over text cut beforehand, faiss over the given vectors, its weighted sum (half and half)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.peers.engine import Collection, Question


class Txtai:
    """An index in memory, saved to disk for its size. It asks for vectors by text: they are looked up by the cut text."""

    needs = "txtai"
    name = "txtai hybrid, pre-cut"

    def __init__(self) -> None:
        self.index: Any = None
        self.vectors: dict[str, npt.NDArray[np.float32]] = {}

    def build(self, collection: Collection, folder: Path) -> None:
        import txtai

        self.vectors = dict(zip(collection.words, collection.vectors, strict=True))

        def look_up(texts: Sequence[str]) -> npt.NDArray[np.float32]:
            return np.stack([self.vectors[text] for text in texts])  # of cut texts; txtai takes no method here

        self.index = txtai.Embeddings(
            method="external",
            transform=look_up,
            hybrid=True,
            scoring={
                "method": "bm25",
                "terms": True,
                "normalize": True,
                "tokenizer": {"alphanum": False, "stopwords": False},
            },
        )
        self.index.index((number, words, None) for number, words in enumerate(collection.words))
        self.index.save(str(folder / "index"))

    def search(self, question: Question, limit: int) -> list[int]:
        words = " ".join(question.words)
        if not words:
            return []
        self.vectors[words] = question.vector
        return [int(number) for number, _ in self.index.search(words, limit)]
