"""Why a hit stands where it does: its words, its parts, newness; and that words of grammar are not shown as matches."""

from __future__ import annotations

import pytest

from pipeline.search.parameters import COVERAGE, RECENCY
from tests.search.conftest import BATH, EVENING, LIVEBOOK, Evening


def test_the_parts_are_the_score(onsen: Evening) -> None:
    for hit in onsen.searcher.search("livebook で画像分類", explain=True):
        for match in hit.matches:
            assert match.parts is not None
            assert match.score == pytest.approx(match.parts.words + match.parts.meaning, abs=1e-6)


@pytest.mark.parametrize("mode", ["words", "hybrid"])
def test_the_words_parts_are_the_bm25_score(onsen: Evening, mode: str) -> None:
    match = onsen.searcher.search("ResNet50 Bumblebee 温泉 zzz", mode=mode, explain=True)[0].matches[0]  # type: ignore[arg-type]
    assert match.parts is not None
    given = {word.term: word.score for word in match.parts.each_word}
    has = sum(w.weight for w in match.parts.each_word if w.score) / sum(w.weight for w in match.parts.each_word)
    assert 0 < has < 1
    assert match.parts.coverage == pytest.approx(has)
    assert sum(given.values()) * (1 - COVERAGE + COVERAGE * has) == pytest.approx(match.parts.bm25, rel=1e-4)
    assert (given["zzz"], given["bumblebee"] > 0) == (0, True)
    weights = [word.weight for word in match.parts.each_word]
    assert weights == sorted(weights, reverse=True)


def test_words_are_taken_apart_only_where_that_is_asked_for(onsen: Evening) -> None:
    match = onsen.searcher.search("温泉")[0].matches[0]
    assert match.parts is not None
    assert match.parts.each_word == ()


def test_why_is_one_more_key_of_the_json(onsen: Evening) -> None:
    hit = onsen.searcher.search("画像分類", explain=True)[0]
    plain, told = hit.to_json(), hit.to_json(explain=True)
    assert told.keys() - plain.keys() == {"why"}
    assert {name: value for name, value in told.items() if name != "why"} == plain
    assert told["why"]["matches"][0]["each_word"][0].keys() == {"word", "weight", "bm25"}


def test_words_of_grammar_are_not_shown_as_matches(onsen: Evening) -> None:
    shown = {
        word
        for hit in onsen.searcher.search("モデルを読み込みして分類する on the", limit=20)
        for m in hit.matches
        for word in m.words
    }
    assert shown
    assert not shown & {"し", "する", "on", "の", "を", "て"}


def test_the_newer_is_preferred_only_where_that_is_asked_for(onsen: Evening) -> None:
    query = "温泉 bath"
    plain = onsen.searcher.search(query, limit=20)
    newer = onsen.searcher.search(query, limit=20, recency=1.0)
    assert all(hit.newness is None for hit in plain)
    factors = {hit.event_id: hit.newness for hit in newer}
    assert factors[BATH] == pytest.approx(1.0)
    age = 443 / 365.25  # days between both events
    assert factors.get(EVENING, 0.5 ** (age / 2)) == pytest.approx(0.5 ** (age / 2))
    scores = {hit.talk_id: hit.score for hit in plain}
    mild = onsen.searcher.search(query, limit=20, recency=RECENCY)
    assert all(hit.score == pytest.approx(scores[hit.talk_id] * (hit.newness or 0)) for hit in mild if hit.talk_id)
    assert [hit.score for hit in mild] == sorted((hit.score for hit in mild), reverse=True)


def test_a_match_is_named_by_its_text(onsen: Evening) -> None:
    keys = [match.key for match in onsen.searcher.search("画像分類")[0].matches]
    assert all(len(key) == 16 for key in keys)
    assert len(set(keys)) == len(keys)
    assert onsen.searcher.search("画像分類")[0].talk_id == LIVEBOOK
