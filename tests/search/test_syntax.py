from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import QueryError
from pipeline.search.syntax import Query, parse
from tests.search.conftest import (
    BATH,
    BOARD,
    DECK_URL,
    EVENING,
    LIVEBOOK,
    OWNERSHIP,
    PICKLES,
    QUIET,
    SERVER,
    Evening,
)


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("livebook で画像分類", Query("livebook で画像分類")),
        ('"画像分類" livebook', Query("画像分類 livebook", phrases=("画像分類",))),
        ('＂画像　分類＂', Query("画像 分類", phrases=("画像 分類",))),
        ("rust -tokio", Query("rust", without=("tokio",))),
        ('rust -"web server"', Query("rust", without=("web server",))),
        ("speaker:Ada 温泉", Query("温泉", speakers=("ada",))),
        ('speaker:"Ada Sakura"', Query("", speakers=("ada sakura",))),
        ("event:温泉 year:2022", Query("", events=("温泉",), years=(2022, 2022))),
        ("YEAR:2022..2024", Query("", years=(2022, 2024))),
        ("year:2024..2022", Query("", years=(2022, 2024))),
        ("year:..2022", Query("", years=(None, 2022))),
        ("lang:ja has:slides has:video", Query("", languages=("ja",), roles=(("slides",), ("recording", "event_recording")))),
        ("std::vector Note: C++ -1 --live a-b", Query("std::vector Note: C++ -1 --live a-b")),
        ("year:2022..", Query("", years=(2022, None))),
        ("year:２０２２", Query("", years=(2022, 2022))),
        ("C++ -C#", Query("C++", without=("C#",))),
        ('unclosed "quote', Query('unclosed "quote')),
    ],
)  # fmt: skip
def test_a_query_is_taken_apart(typed: str, asked: Query) -> None:
    assert parse(typed) == asked


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("year:soon", r"^query: year: takes a year or a span \(found 'soon'\); write year:2022"),
        ("year:..", r"^query: must have a word"),
        ("has:cake", r"^query: has: takes one of slides, article"),
        ("lang:japanese", r"^query: lang: takes a language's code"),
        ("-rust", r"^query: must have a word"),
        ("温泉 -speaker:ada", r"^query: - leaves out words.*\(found '-speaker:ada'\); write speaker: without the -"),
        ("year:20", r"^query: year: takes a year or a span \(found '20'\); write year:2022"),
        (
            "温泉 year:2022 year:2024",
            r"^query: year: is asked for once \(found 'year:2024'\); write a span, as year:2022..2024",
        ),
        ('""', r"^query: must have a word"),
    ],
)
def test_what_cannot_be_asked_is_one_line(typed: str, says: str) -> None:
    with pytest.raises(QueryError, match=says) as raised:
        parse(typed)
    assert "\n" not in str(raised.value)


@given(st.text(alphabet=st.sampled_from('ab温 "-:.year:2022has'), max_size=40))
def test_any_text_is_taken_apart_or_refused_in_one_line(typed: str) -> None:
    try:
        parse(typed)
    except QueryError as error:
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    ("typed", "talks"),
    [
        ('"画像分類のデモ"', {LIVEBOOK}),
        ('"ＬＩＶＥＶＩＥＷで"', {BOARD}),
        ('"分類画像"', set()),
        ("Rust -tokio -借用", {f"{BATH}/quiet"}),
        ("speaker:sakura", {LIVEBOOK, OWNERSHIP}),
        ("speaker:湯川 year:2024", {SERVER}),
        ("event:エリクサー lang:en", {PICKLES}),
        ("series:bath has:slides", {SERVER}),
        ("has:video", {SERVER, OWNERSHIP}),
        ("year:2023..", {SERVER, OWNERSHIP, QUIET}),
        (f"{DECK_URL}?slide=2", {LIVEBOOK}),
        ("https://speakerdeck.com/mika/server", {SERVER}),
        ("https://connpass.com/event/1/", {LIVEBOOK, BOARD, PICKLES}),
        ("https://example.com/unknown", set()),
    ],
)
@pytest.mark.parametrize("mode", ["words", "hybrid"])
def test_each_part_finds_what_a_person_expects(onsen: Evening, typed: str, talks: set[str], mode: str) -> None:
    found = onsen.searcher.search(typed, mode=mode)  # type: ignore[arg-type]
    assert {hit.talk_id for hit in found if hit.talk_id} == talks


def test_talks_are_listed_newest_first_where_there_are_no_words(onsen: Evening) -> None:
    assert [hit.talk_id for hit in onsen.searcher.search("speaker:ada")] == [OWNERSHIP, LIVEBOOK]
    assert len(onsen.searcher.search("year:2000..", limit=2)) == 2


def test_an_address_of_a_slide_lands_on_that_slide(onsen: Evening) -> None:
    assert onsen.searcher.search(f"{DECK_URL}?slide=2")[0].matches[0].page_number == 2


def test_an_excluded_word_takes_out_what_is_told_of_the_event_too(onsen: Evening) -> None:
    assert all(hit.event_id != EVENING or hit.talk_id for hit in onsen.searcher.search("温泉 -銭湯"))
