"""The comparison with other engines compares what it says: every engine finds the plain thing, and is measured on it."""

from __future__ import annotations

import json

import numpy as np
import pytest

from benchmarks import search_peers
from benchmarks.peers.engine import Collection, Question, bytes_under, cut, grams, is_there
from pipeline.config import Search
from pipeline.search.embedding import load_embedder

TEXTS = [
    "灯台の電球をESP32で点ける話。電池は三日もった。",
    "Kubernetes operators written in Rust, and why the harbour office kept them.",
    "勉強会の受付を全部Livebookに置き換えた。名札の印刷もできる。",
    "Postgres の全文検索で俳句を探す。",
]
EMBEDDER = load_embedder(Search.model_validate({}))
ENGINES = search_peers.engines(EMBEDDER)


@pytest.fixture(scope="module")
def collection() -> Collection:
    return Collection(TEXTS, [" ".join(cut(t)) for t in TEXTS], EMBEDDER.encode_documents(TEXTS))


@pytest.mark.parametrize("engine", ENGINES, ids=lambda engine: engine.name)
def test_every_engine_finds_the_passage_with_the_words_of_the_query_and_keeps_something_on_disk(
    engine, collection, tmp_path
):
    if not is_there(engine):
        pytest.skip(f"{engine.needs} is not installed")
    engine.build(collection, tmp_path)
    text = "Livebookで受付の名札を印刷"
    question = Question(text, cut(text), np.asarray(EMBEDDER.encode_queries([text])[0]))
    assert engine.search(question, 3)[0] == 2
    assert bytes_under(tmp_path) > 0


def test_words_are_cut_as_a_user_of_those_engines_would_cut_them():
    assert cut("勉強会の受付はＬＩＶＥＢＯＯＫだ") == ["勉強", "会", "受け付け", "livebook"]


def test_grams_are_of_one_length_and_do_not_cross_blanks():
    assert grams("Ab cdé f", 2) == ["ab", "cd", "dé"]


def test_the_table_has_a_line_for_each_engine_that_is_there(tmp_path, capsys, monkeypatch):
    folder = tmp_path / "harbour"
    (folder / "qrels").mkdir(parents=True)
    rows = [json.dumps({"_id": str(n), "title": "", "text": text}, ensure_ascii=False) for n, text in enumerate(TEXTS)]
    (folder / "corpus.jsonl").write_text("\n".join(rows), encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "全文検索で俳句"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\nq\t3\t1\n", encoding="utf-8")
    monkeypatch.setattr("sys.argv", ["search_peers", "--markdown", str(folder)])
    assert search_peers.main() == 0
    table = capsys.readouterr().out
    for engine in ENGINES:
        assert (f"| {engine.name} | 1.000 |" in table) == is_there(engine), engine.name
