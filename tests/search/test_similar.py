from __future__ import annotations

import pytest

from pipeline.errors import QueryError
from pipeline.search.hits import Filters
from tests.search.conftest import BOARD, LIVEBOOK, OWNERSHIP, PICKLES, QUIET, SERVER, Evening


@pytest.mark.parametrize(("talk", "likest"), [(SERVER, OWNERSHIP), (OWNERSHIP, SERVER)])
def test_talks_of_one_subject_are_alike(onsen: Evening, talk: str, likest: str) -> None:
    # of QUIET nothing is known but its event, which makes it like each talk of that evening
    found = [hit.talk_id for hit in onsen.searcher.similar(talk) if hit.talk_id != QUIET]
    assert found[0] == likest


@pytest.mark.parametrize("talk", [LIVEBOOK, BOARD, PICKLES, SERVER, OWNERSHIP])
def test_a_talk_is_not_like_itself_and_only_talks_are_like_it(onsen: Evening, talk: str) -> None:
    found = [hit.talk_id for hit in onsen.searcher.similar(talk, limit=20)]
    assert found
    assert talk not in found
    assert None not in found


def test_likeness_can_be_narrowed_and_explained(onsen: Evening) -> None:
    hits = onsen.searcher.similar(SERVER, filters=Filters(year=2022), explain=True)
    assert {hit.talk_id for hit in hits} <= {LIVEBOOK, BOARD, PICKLES}
    parts = hits[0].matches[0].parts
    assert parts is not None
    assert parts.each_word


def test_more_like_a_passage_leaves_its_own_talk_out(onsen: Evening) -> None:
    match = onsen.searcher.search("ResNet50 Bumblebee")[0].matches[0]
    found = onsen.searcher.more_like(match.key)
    assert found
    assert LIVEBOOK not in [hit.talk_id for hit in found]


def test_an_answer_about_likeness_is_the_same_with_what_is_kept_in_memory(onsen: Evening) -> None:
    assert len({str([hit.talk_id for hit in onsen.searcher.similar(BOARD)]) for _ in range(3)}) == 1


@pytest.mark.parametrize("talk", ["", "connpass:1/nobody", "' OR 1=1"])
def test_a_talk_that_is_not_there_is_one_line(onsen: Evening, talk: str) -> None:
    with pytest.raises(QueryError, match=r"^similar: must be a talk of the corpus") as raised:
        onsen.searcher.similar(talk)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("key", ["", "00", "0000000000000000"])
def test_a_key_that_no_passage_has_is_one_line(onsen: Evening, key: str) -> None:
    with pytest.raises(QueryError, match=r"^more like: must be the key of a passage"):
        onsen.searcher.more_like(key)
