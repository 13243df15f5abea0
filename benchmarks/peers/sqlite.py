"""SQLite's FTS5: with its trigram tokenizer, and with text cut beforehand. bm25() as it comes (k1 1.2, b 0.75)."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from benchmarks.peers.engine import Collection, Question, grams


class SqliteFts:
    """FTS5 in a file; `trigram` says whether it cuts by itself."""

    needs = ""

    def __init__(self, *, trigram: bool) -> None:
        self.trigram = trigram
        self.name = "SQLite FTS5, trigram" if trigram else "SQLite FTS5, pre-cut"
        self.connection = sqlite3.connect(":memory:")

    def build(self, collection: Collection, folder: Path) -> None:
        self.connection = sqlite3.connect(folder / "fts.sqlite")
        tokenizer = "trigram" if self.trigram else "unicode61"
        self.connection.execute(f"CREATE VIRTUAL TABLE passages USING fts5(text, tokenize='{tokenizer}', content='')")
        rows = enumerate(collection.texts if self.trigram else collection.words)
        self.connection.executemany("INSERT INTO passages(rowid, text) VALUES (?, ?)", rows)
        self.connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        self.connection.commit()
        self.connection.execute("VACUUM")

    def search(self, question: Question, limit: int) -> list[int]:
        words = grams(question.text, 3) if self.trigram else question.words
        if not words:
            return []
        match = " OR ".join('"' + word.replace('"', '""') + '"' for word in dict.fromkeys(words))
        sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self.connection.execute(sql, (match, limit))]
