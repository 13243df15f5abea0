"""This project's own search behind the same interface: the tables, the vectors and the fusion that the app uses."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.peers.engine import Collection, Question
from pipeline.config import Search
from pipeline.search.bench import build_file, passage_of
from pipeline.search.embedding import Embedder
from pipeline.search.hits import Mode
from pipeline.search.ranking import rank
from pipeline.search.shelf import load_shelf


class Own:
    """A DuckDB file as the corpus has it. A query's cutting and embedding are part of its time, which its peers are spared."""

    needs = ""

    def __init__(self, embedder: Embedder, mode: Mode) -> None:
        self.name = f"Talk Corpus, {mode}"
        self.embedder = embedder
        self.mode: Mode = mode
        self.settings = Search.model_validate({})
        self.cursor: Any = None
        self.shelf: Any = None

    def build(self, collection: Collection, folder: Path) -> None:
        rows = [passage_of(number, {"text": text}) for number, text in enumerate(collection.texts)]
        target = folder / "corpus.duckdb"
        with tempfile.TemporaryDirectory(prefix="talks-vectors-") as cache:
            build_file(rows, self.embedder, target, Path(cache))
        self.cursor = duckdb.connect(str(target), read_only=True).cursor()
        self.shelf = load_shelf(self.cursor)

    def search(self, question: Question, limit: int) -> list[int]:
        weight = self.settings.words_weight
        found = rank(self.cursor, question.text, self.embedder, mode=self.mode, words_weight=weight, shelf=self.shelf)
        return [ranked.passage_id for ranked in found[:limit]]
