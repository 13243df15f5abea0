from __future__ import annotations

import math

import pytest

from pipeline.search.index import POSTINGS, TERMS, index_fields, make_index
from pipeline.search.parameters import K1, B
from pipeline.search.passages import make_passages
from tests.search.conftest import evening, posts


def _weights(documents: list[list[tuple[str, float]]]) -> dict[tuple[str, int], float]:
    terms, postings = index_fields(range(1, len(documents) + 1), documents)
    names = dict(zip(terms["term_id"].to_pylist(), terms["term"].to_pylist(), strict=True))
    return {
        (names[t], p): w
        for t, p, w in zip(*(postings[c].to_pylist() for c in ("term_id", "passage_id", "weight")), strict=True)
    }


def test_a_weight_is_bm25_worked_out_by_hand() -> None:
    weights = _weights([[("温泉 温泉 牛乳", 1.0)], [("牛乳", 1.0)]])
    idf = math.log(1 + (2 - 1 + 0.5) / (1 + 0.5))
    length = 3 / 2  # of the average of 3 and 1
    assert weights["温泉", 1] == pytest.approx(idf * 2 * (K1 + 1) / (2 + K1 * (1 - B + B * length)), rel=1e-6)
    assert ("温泉", 2) not in weights


def test_a_field_with_weight_two_counts_twice() -> None:
    assert _weights([[("温泉", 2.0)], [("牛乳", 1.0)]]) == pytest.approx(
        _weights([[("温泉 温泉", 1.0)], [("牛乳", 1.0)]]), rel=1e-6
    )


def test_both_tables_are_sorted_as_the_schema_says() -> None:
    terms, postings = make_index(make_passages(evening(), posts()))
    assert (terms.schema, postings.schema) == (TERMS, POSTINGS)
    names = terms["term"].to_pylist()
    assert names == sorted(names)
    assert terms["term_id"].to_pylist() == list(range(1, len(names) + 1))
    pairs = list(zip(postings["term_id"].to_pylist(), postings["passage_id"].to_pylist(), strict=True))
    assert pairs == sorted(set(pairs))


def test_the_document_frequency_counts_passages_across_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [[("温泉 牛乳 温泉", 1.0)]] * 7 + [[("牛乳", 1.0)]] * 3
    whole = _weights(documents)
    monkeypatch.setattr("pipeline.search.index.BATCH", 4)
    assert _weights(documents) == whole
    terms, _ = index_fields(range(10), documents)
    assert dict(zip(terms["term"].to_pylist(), terms["document_frequency"].to_pylist(), strict=True)) == {
        "温泉": 7,
        "牛乳": 10,
    }


@pytest.mark.parametrize("documents", [[], [[("", 1.0)]], [[("!?", 1.0)]]])
def test_nothing_to_index_gives_empty_tables(documents: list[list[tuple[str, float]]]) -> None:
    terms, postings = index_fields(range(len(documents)), documents)
    assert (len(terms), len(postings)) == (0, 0)
