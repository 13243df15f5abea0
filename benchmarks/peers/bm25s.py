"""bm25s (weights worked out beforehand in a sparse matrix), with text cut beforehand: Lucene's BM25, k1 1.2, b 0.75.

This is also the plain BM25 over Sudachi's words that the project's own ranking is held against.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.peers.engine import Collection, Question


class Bm25s:
    """A matrix in memory, saved to disk for its size."""

    needs = "bm25s"
    name = "bm25s, pre-cut"

    def __init__(self) -> None:
        self.index: Any = None
        self.size = 0

    def build(self, collection: Collection, folder: Path) -> None:
        import bm25s

        self.index = bm25s.BM25(method="lucene", k1=1.2, b=0.75)
        self.index.index([words.split() for words in collection.words], show_progress=False)
        self.index.save(folder)
        self.size = len(collection.words)

    def search(self, question: Question, limit: int) -> list[int]:
        known = [word for word in dict.fromkeys(question.words) if word in self.index.vocab_dict]
        if not known:
            return []
        numbers, scores = self.index.retrieve([known], k=min(limit, self.size), show_progress=False)
        return [int(number) for number, score in zip(numbers[0], scores[0], strict=True) if score > 0]
