from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest

from pipeline.corpus.inputs import Row
from pipeline.search import vectors
from pipeline.search.embedding.embedder import Vectors
from pipeline.search.vectors import embed_passages


class Counting:
    """An embedder that says how long a text is and remembers what it was given; it fails after `limit` texts."""

    dimensions = 2

    def __init__(self, name: str = "counting", limit: int = 10**9) -> None:
        self.name = name
        self.limit = limit
        self.seen: list[str] = []

    def encode_queries(self, texts: Sequence[str], word_weights: Mapping[str, float] | None = None) -> Vectors:
        return self.encode_documents(texts)

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        if len(self.seen) + len(texts) > self.limit:
            raise KeyboardInterrupt
        self.seen += texts
        return np.array([[0, 0] if t == "!" else [0.6, len(t)] for t in texts], dtype=np.float32)


def _passages(*texts: str) -> list[Row]:
    return [
        {"passage_id": n, "title": None, "heading": None, "text": text, "text_hash": f"hash of {text}"}
        for n, text in enumerate(texts, 1)
    ]


def test_each_passage_has_its_texts_vector(tmp_path: Path) -> None:
    table = embed_passages(_passages("温泉", "牛乳瓶", "温泉"), Counting(), tmp_path)
    assert table["passage_id"].to_pylist() == [1, 2, 3]
    assert [row[1] for row in table["vector"].to_pylist()] == [2, 3, 2]


def test_a_text_without_known_token_is_null(tmp_path: Path) -> None:
    assert embed_passages(_passages("!", "温泉"), Counting(), tmp_path)["vector"].to_pylist()[0] is None


def test_nothing_is_embedded_twice(tmp_path: Path) -> None:
    embed_passages(_passages("温泉", "牛乳", "温泉"), Counting(), tmp_path)
    again = Counting()
    embed_passages(_passages("牛乳", "銭湯", "温泉"), again, tmp_path)
    assert again.seen == ["銭湯"]


def test_going_back_to_another_model_embeds_nothing_again(tmp_path: Path) -> None:
    for name in ("one", "other"):
        embed_passages(_passages("温泉"), Counting(name), tmp_path)
    back = Counting("one")
    embed_passages(_passages("温泉"), back, tmp_path)
    assert back.seen == []


def test_an_interrupted_run_goes_on_where_it_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PART", 2)
    passages = _passages("1234", "123", "12", "1", "")
    with pytest.raises(KeyboardInterrupt):
        embed_passages(passages, Counting(limit=3), tmp_path)
    second = Counting()
    table = embed_passages(passages, second, tmp_path)
    assert second.seen == ["12", "1", ""]
    assert [row[1] for row in table["vector"].to_pylist()] == [4, 3, 2, 1, 0]


def test_many_parts_become_one_and_lose_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PART", 1)
    passages = _passages(*(f"湯{n}" for n in range(30)))
    embed_passages(passages, Counting(), tmp_path)
    assert len(list(tmp_path.glob("*/*.parquet"))) == 1
    again = Counting()
    embed_passages(passages, again, tmp_path)
    assert again.seen == []


def test_a_part_that_cannot_be_read_is_made_again(tmp_path: Path) -> None:
    embed_passages(_passages("温泉"), Counting(), tmp_path)
    (part,) = tmp_path.glob("*/*.parquet")
    part.write_bytes(b"half a file")
    again = Counting()
    embed_passages(_passages("温泉"), again, tmp_path)
    assert again.seen == ["温泉"]


def test_progress_tells_what_is_done_of_what_must_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "PART", 2)
    told: list[tuple[int, int]] = []
    embed_passages(_passages("a", "b", "c"), Counting(), tmp_path, lambda *done: told.append(done))
    assert told == [(2, 3), (3, 3)]


def test_no_passage_at_all_gives_an_empty_table(tmp_path: Path) -> None:
    assert len(embed_passages([], Counting(), tmp_path)) == 0
