"""LanceDB's hybrid search: its own full-text index over text cut beforehand, exact vectors, its reciprocal rank fusion."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from benchmarks.peers.engine import Collection, Question


class Lance:
    """A table on disk, searched by words and vectors at once."""

    needs = "lancedb"
    name = "LanceDB hybrid, pre-cut"

    def __init__(self) -> None:
        self.table: Any = None
        self.fusion: Any = None

    def build(self, collection: Collection, folder: Path) -> None:
        os.environ.setdefault("LANCEDB_LOG", "error")  # it warns on every query of a change to come
        import lancedb
        import pyarrow as pa
        from lancedb.rerankers import RRFReranker

        size = collection.vectors.shape[1]
        vectors = pa.FixedSizeListArray.from_arrays(pa.array(collection.vectors.ravel()), size)
        numbers = pa.array(range(len(collection.words)), pa.int64())
        rows = pa.table({"number": numbers, "words": pa.array(list(collection.words)), "vector": vectors})
        self.table = lancedb.connect(str(folder)).create_table("passages", rows)
        self.table.create_fts_index(
            "words", base_tokenizer="whitespace", stem=False, remove_stop_words=False, ascii_folding=False
        )
        self.fusion = RRFReranker()

    def search(self, question: Question, limit: int) -> list[int]:
        if not question.words:
            return []
        query = self.table.search(query_type="hybrid").vector(question.vector).text(" ".join(question.words))
        found = query.rerank(self.fusion).limit(limit).select(["number"]).to_arrow()
        return [int(number) for number in found["number"].to_pylist()]
