from __future__ import annotations

import json
from math import log2
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.search.bench import bench_collection, measures, ndcg

DOCUMENTS = {"onsen": "温泉に入って肩の力を抜く", "milk": "牛乳は瓶で飲む", "server": "Webサーバーの起動を速くする"}


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """Three documents, two judged queries and one that nobody judged."""
    (tmp_path / "qrels").mkdir()
    lines = [json.dumps({"_id": name, "title": "", "text": text}) for name, text in DOCUMENTS.items()]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    queries = {"q1": "温泉で肩", "q2": "瓶の牛乳", "q3": "紅茶"}
    lines = [json.dumps({"_id": name, "text": text}) for name, text in queries.items()]
    (tmp_path / "queries.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\tonsen\t1\nq2\tmilk\t2\nq2\tonsen\t0\n"
    )
    return tmp_path


def test_ndcg_is_as_worked_out_by_hand() -> None:
    gains = {"a": 2, "b": 1}
    assert ndcg(["b", "x", "a"], gains) == pytest.approx((1 / log2(2) + 2 / log2(4)) / (2 / log2(2) + 1 / log2(3)))
    assert ndcg(["a", "b"], gains) == 1
    assert ndcg(["x"], gains) == 0


def test_measures_are_means_over_the_judged_queries() -> None:
    found = {"q1": ["x", "a"], "q2": ["b"], "nobody judged": ["a"]}
    assert measures(found, {"q1": {"a": 1, "c": 1}, "q2": {"b": 1}}) == {
        "ndcg@10": pytest.approx((1 / log2(3) / (1 + 1 / log2(3)) + 1) / 2, abs=1e-6),
        "recall@10": 0.75,
        "mrr@10": 0.75,
    }


def test_a_collection_is_indexed_and_searched_in_every_mode(collection: Path) -> None:
    result = bench_collection(collection)
    for mode in ("words", "meaning", "hybrid"):
        assert set(result[mode]) == {"ndcg@10", "recall@10", "mrr@10", "p50_ms", "p95_ms"}
    assert result["words"]["ndcg@10"] == result["hybrid"]["ndcg@10"] == 1
    assert result["build_seconds"] > 0 and result["bytes"] > 0
    json.dumps(result)


def test_a_title_is_searched_too(collection: Path) -> None:
    with (collection / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"_id": "tea", "title": "紅茶", "text": "葉を蒸らす"}))
    with (collection / "qrels" / "test.tsv").open("a") as file:
        file.write("q3\ttea\t1\n")
    assert bench_collection(collection)["words"]["recall@10"] == 1


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("corpus.jsonl", '{"_id": "a"}', r"corpus.jsonl:1: must have _id and text"),
        ("corpus.jsonl", "[1", r"corpus.jsonl:1: must be a JSON object"),
        ("corpus.jsonl", "", r"must have documents and judged queries"),
        ("qrels/test.tsv", "head\tline\tscore\nq1\tonsen", r"test.tsv:2: must be query, document and a whole number"),
        ("qrels/test.tsv", None, r"test.tsv: must be a readable UTF-8 file"),
    ],
)
def test_a_collection_out_of_form_is_one_line(collection: Path, name: str, text: str | None, says: str) -> None:
    if text is None:
        (collection / name).unlink()
    else:
        (collection / name).write_text(text)
    with pytest.raises(ReadError, match=says) as raised:
        bench_collection(collection)
    assert "\n" not in str(raised.value)
