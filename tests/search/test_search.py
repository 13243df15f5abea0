from __future__ import annotations

import duckdb
import pytest

from pipeline.errors import ConfigError, QueryError
from pipeline.search.hits import Filters
from pipeline.search.search import Searcher
from tests.search.conftest import (
    BATH,
    BOARD,
    DECK_URL,
    EVENING,
    LIVEBOOK,
    OWNERSHIP,
    PICKLES,
    SERVER,
    Evening,
    settings,
)


def _found(onsen: Evening, query: str, **more: object) -> list[str | None]:
    return [hit.talk_id for hit in onsen.searcher.search(query, **more)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "talk"),
    [
        ("livebook で画像分類", LIVEBOOK),
        ("Ｌｉｖｅｂｏｏｋ", LIVEBOOK),
        ("phx.gen.auth", BOARD),
        ("C++", BOARD),
        ("webサーバ", SERVER),
        ("pickle jar", PICKLES),
        ("借用チェッカー", OWNERSHIP),
        ("ぬか床の温度", PICKLES),
    ],
)
@pytest.mark.parametrize("mode", ["words", "hybrid"])
def test_a_talk_is_found_by_the_words_of_any_of_its_sources(onsen: Evening, query: str, talk: str, mode: str) -> None:
    assert _found(onsen, query, mode=mode)[0] == talk


@pytest.mark.parametrize("mode", ["meaning", "hybrid"])
def test_english_finds_the_japanese_talk_that_shares_no_word(onsen: Evening, mode: str) -> None:
    assert _found(onsen, "classify photos of dogs", mode=mode)[0] == LIVEBOOK


def test_a_hit_says_who_when_where_and_which_words(onsen: Evening) -> None:
    hit = onsen.searcher.search("Bumblebee ResNet50")[0]
    assert (hit.title, hit.event, hit.date, hit.speakers) == (
        "Livebookで画像分類", "エリクサー温泉 #7", "2022-11-24", ("Ada Sakura",)
    )  # fmt: skip
    best = hit.matches[0]
    assert (best.kind, best.page_number, best.words) == ("slide", 2, ("ResNet50", "Bumblebee"))
    assert (hit.url, best.words_rank) == (f"{DECK_URL}?slide=2", 1)
    assert hit.to_json()["matches"][0]["words"] == ["ResNet50", "Bumblebee"]


def test_a_hit_is_listed_once_with_its_best_passages(onsen: Evening) -> None:
    found = onsen.searcher.search("エリクサー温泉")
    assert len({hit.talk_id for hit in found}) == len(found)
    assert all(len(hit.matches) <= 3 for hit in found)


def test_an_events_report_is_a_hit_where_no_talk_of_the_event_ranks_above_it(onsen: Evening) -> None:
    bathhouse = onsen.searcher.search("銭湯の二階で牛乳")[0]
    assert (bathhouse.talk_id, bathhouse.event_id, bathhouse.event) == (None, EVENING, "エリクサー温泉 #7")
    after_talks = onsen.searcher.search("借用チェッカー 開会")
    assert [hit.event_id for hit in after_talks if hit.talk_id is None] in ([], [BATH])


@pytest.mark.parametrize(
    ("filters", "talks"),
    [
        (Filters(year=2024), {SERVER, OWNERSHIP, f"{BATH}/quiet"}),
        (Filters(series_id="elixir-onsen"), {LIVEBOOK, BOARD, PICKLES}),
        (Filters(language="en"), {PICKLES, OWNERSHIP}),
        (Filters(has_slides=True), {LIVEBOOK, SERVER}),
        (Filters(talk_ids=(BOARD,)), {BOARD}),
        (Filters(year=2022, language="en"), {PICKLES}),
        (Filters(year=1999), set()),
    ],
)
@pytest.mark.parametrize("mode", ["words", "meaning"])
def test_filters_let_through_what_they_say(onsen: Evening, filters: Filters, talks: set[str], mode: str) -> None:
    query = "Livebook 掲示板 pickles サーバー ownership 温泉 bath"
    found = {talk for talk in _found(onsen, query, filters=filters, mode=mode) if talk}
    assert found <= talks
    if mode == "words":
        assert found == talks


def test_a_query_of_unknown_words_has_no_hit_by_words_but_may_by_meaning(onsen: Evening) -> None:
    assert _found(onsen, "所有権", mode="words") == []
    assert _found(onsen, "所有権", mode="hybrid")[0] == OWNERSHIP


@pytest.mark.parametrize("query", ["", "   ", "!?。", "🎉", "\u3000\n"])
def test_a_query_without_a_word_is_one_line(onsen: Evening, query: str) -> None:
    with pytest.raises(QueryError, match=r"^query: must have a word") as raised:
        onsen.searcher.search(query)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("query", ["'; DROP TABLE talks; --", "100%_'", "温泉" * 5000, "\ud800a", "a\x00b", "the of"])
@pytest.mark.parametrize("mode", ["hybrid", "words", "meaning"])
def test_no_query_breaks_the_search(onsen: Evening, query: str, mode: str) -> None:
    onsen.searcher.search(query, mode=mode)  # type: ignore[arg-type]


def test_a_limit_is_kept(onsen: Evening) -> None:
    assert len(_found(onsen, "温泉 bath talk", limit=2)) == 2


def test_another_model_than_the_corpuss_is_one_line(onsen: Evening) -> None:
    other = Searcher(onsen.corpus, settings(dimensions=64))
    with pytest.raises(ConfigError, match=r"^\[search\] model: must be the one of the corpus.*talks run") as raised:
        other.search("温泉")
    assert "\n" not in str(raised.value)
    assert other.search("温泉", mode="words")


@pytest.mark.parametrize(
    ("query", "talk"),
    [
        ("livebook で画像分類", LIVEBOOK),
        ("Ｌｉｖｅｂｏｏｋ", LIVEBOOK),
        ("phx.gen.auth", BOARD),
        ("Ownership", OWNERSHIP),
        ("server", SERVER),
        ("掲示板", BOARD),
    ],
)
def test_plain_sql_finds_talks_in_a_stock_client(onsen: Evening, query: str, talk: str) -> None:
    with duckdb.connect(str(onsen.path), read_only=True) as stock:
        rows = stock.execute("SELECT talk_id, deep_link, score FROM search(?)", [query]).fetchall()
    assert rows[0][0] == talk
    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)


@pytest.mark.parametrize("query", ["", "?!", "zzz", "ownershi", "'"])
def test_plain_sql_finds_nothing_where_no_word_is_known(onsen: Evening, query: str) -> None:
    with duckdb.connect(str(onsen.path), read_only=True) as stock:
        assert stock.execute("FROM search(?)", [query]).fetchall() == []


def test_the_macro_says_what_it_is_for(onsen: Evening) -> None:
    with duckdb.connect(str(onsen.path), read_only=True) as stock:
        rows = stock.execute("SELECT comment FROM duckdb_functions() WHERE function_name = 'search'").fetchall()
    assert "FROM search(" in rows[0][0]


@pytest.mark.parametrize("mode", ["words", "hybrid"])
def test_the_same_query_gives_the_same_hits(onsen: Evening, mode: str) -> None:
    assert len({str(onsen.searcher.search("温泉 Rust サーバー", mode=mode)) for _ in range(5)}) == 1  # type: ignore[arg-type]
