from __future__ import annotations

import numpy as np
import pytest

from pipeline.search import ranking
from pipeline.search import shelf as shelf_module
from pipeline.search.analysis import tokens
from pipeline.search.embedding import load_embedder
from pipeline.search.fusion import fuse
from pipeline.search.ranking import Scope, coverage_factor, look_up, rank
from pipeline.search.shelf import load_shelf
from tests.search.conftest import Evening, settings

QUERIES = ["livebook で画像分類", "温泉 温泉 Rust", "dog photos", "C++ zzz", "zzz"]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("mode", ["words", "meaning", "hybrid"])
@pytest.mark.parametrize("depth", [2, 400])
@pytest.mark.parametrize("scope", [None, Scope("SELECT passage_id FROM passages WHERE kind <> 'talk'")])
def test_what_is_kept_in_memory_changes_no_answer(
    onsen: Evening, query: str, mode: str, depth: int, scope: Scope | None
) -> None:
    cursor = onsen.corpus.cursor()
    embedder = load_embedder(settings())
    plain = rank(cursor, query, embedder, mode=mode, depth=depth, scope=scope)  # type: ignore[arg-type]
    kept = rank(cursor, query, embedder, mode=mode, depth=depth, scope=scope, shelf=load_shelf(cursor))  # type: ignore[arg-type]
    assert [p.passage_id for p in plain] == [p.passage_id for p in kept]
    assert np.allclose([p.score for p in plain], [p.score for p in kept], atol=1e-5)


def test_a_passage_that_only_one_list_brought_up_has_both_scores(onsen: Evening) -> None:
    cursor = onsen.corpus.cursor()
    whole = {p.passage_id: p for p in rank(cursor, "画像分類 Nerves", load_embedder(settings()))}
    for passage in rank(cursor, "画像分類 Nerves", load_embedder(settings()), depth=1):
        other = whole[passage.passage_id]
        assert passage.words_score == pytest.approx(other.words_score)
        assert passage.meaning_score == pytest.approx(other.meaning_score, abs=1e-5)


def test_a_term_of_the_query_that_is_nowhere_weighs_most(onsen: Evening) -> None:
    asked = look_up(onsen.corpus.cursor(), tokens("温泉 zzz zzz"))
    assert [(term.term, term.times, term.term_id is None) for term in asked] == [("zzz", 2, True), ("温泉", 1, False)]


def test_a_word_asked_twice_counts_twice(onsen: Evening) -> None:
    cursor = onsen.corpus.cursor()
    once, twice = (rank(cursor, query, None, mode="words") for query in ("温泉", "温泉 温泉"))
    assert [p.words_score for p in twice] == pytest.approx([2 * p.words_score for p in once], rel=1e-5)


def test_the_meaning_leads_where_words_are_thin() -> None:
    words = np.array([1.0, 0.0], dtype=np.float32)
    meaning = np.array([0.1, 0.9], dtype=np.float32)
    assert fuse(words, meaning, ideal_words=40.0, words_weight=0.8).argmax() == 1
    assert fuse(words, meaning, ideal_words=1.2, words_weight=0.8).argmax() == 0


def test_without_meaning_the_words_stand_alone() -> None:
    words = np.array([1.0, 2.0], dtype=np.float32)
    assert fuse(words, np.zeros(2, dtype=np.float32), 4.0, 0.8, has_meaning=False).tolist() == [0.25, 0.5]


def test_a_passage_that_has_more_of_the_query_ranks_above_one_that_says_a_word_more_often(onsen: Evening) -> None:
    cursor = onsen.corpus.cursor()
    both = {p.passage_id: p for p in rank(cursor, "温泉 Bumblebee", None, mode="words")}
    alone = {p.passage_id: p for p in rank(cursor, "温泉", None, mode="words")}
    asked = {term.term: term.idf for term in look_up(cursor, tokens("温泉 Bumblebee"))}
    share = asked["温泉"] / sum(asked.values())
    only = [n for n in alone if both[n].words_score < alone[n].words_score]
    assert only
    for number in only:
        assert both[number].words_score == pytest.approx(alone[number].words_score * coverage_factor(share), rel=1e-4)


@pytest.mark.parametrize("in_memory", [False, True])
def test_frequent_words_count_for_the_passages_that_rarer_ones_bring_up(
    onsen: Evening, monkeypatch: pytest.MonkeyPatch, in_memory: bool
) -> None:
    cursor = onsen.corpus.cursor()
    shelf = load_shelf(cursor) if in_memory else None
    query = "Bumblebee 画像 温泉"
    whole = {p.passage_id: p.words_score for p in rank(cursor, query, None, mode="words", shelf=shelf)}
    rarest = {p.passage_id for p in rank(cursor, "Bumblebee", None, mode="words")}
    monkeypatch.setattr(ranking, "POSTINGS_LIMIT", 1)
    pruned = {p.passage_id: p.words_score for p in rank(cursor, query, None, mode="words", shelf=shelf)}
    assert pruned.keys() == rarest
    assert pruned == {number: pytest.approx(whole[number], rel=1e-5) for number in rarest}


@pytest.mark.parametrize("block", [1, 3, 65_536])
def test_the_nearest_are_the_same_whoever_looks_for_them_and_in_whatever_blocks(
    onsen: Evening, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    kept = load_shelf(onsen.corpus.cursor())
    assert kept.vectors is not None
    vector = kept.vectors[3]
    all_of_them = dict(zip(*(column.tolist() for column in kept.cosines(vector, kept.passage_ids)), strict=True))
    assert all_of_them == {
        int(n): pytest.approx(float(row @ vector), abs=1e-6)
        for n, row in zip(kept.passage_ids, kept.vectors, strict=True)
    }
    monkeypatch.setattr(shelf_module, "MANY_ROWS", 2)
    monkeypatch.setattr(shelf_module, "BLOCK", block)
    nearest = dict(zip(*(column.tolist() for column in kept.nearest(vector, 3)), strict=True))
    best = sorted(all_of_them.values(), reverse=True)[:3]
    assert sorted(nearest.values(), reverse=True)[:3] == pytest.approx(best, abs=2e-6)
    assert int(kept.passage_ids[3]) in nearest


def test_cosines_are_of_those_passages_only_that_have_a_vector(onsen: Evening) -> None:
    kept = load_shelf(onsen.corpus.cursor())
    assert kept.vectors is not None
    last = int(kept.passage_ids[-1])
    found, cosines = kept.cosines(kept.vectors[0], np.array([last + 7, last, 0, last]))
    assert (found.tolist(), cosines.shape) == ([last], (1,))
    assert kept.cosines(kept.vectors[0], np.empty(0, dtype=np.int64))[0].tolist() == []


def test_vectors_are_read_in_stretches_of_any_length(onsen: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = load_shelf(onsen.corpus.cursor())
    monkeypatch.setattr(shelf_module, "STRETCH", 3)
    parts = load_shelf(onsen.corpus.cursor())
    assert whole.vectors is not None
    assert parts.vectors is not None
    assert (parts.passage_ids.tolist(), parts.vectors.tolist()) == (whole.passage_ids.tolist(), whole.vectors.tolist())
