"""What the pages ask of the corpus, asked of a small one."""

from collections.abc import Iterator

import duckdb
import pytest

from app import lookup
from pipeline.corpus.open import open_corpus
from tests.app.conftest import DECK, HOSTILE, REPORT, VIDEO, Publish


@pytest.fixture
def cursor(published: Publish) -> Iterator[duckdb.DuckDBPyConnection]:
    with open_corpus(published() / "talks.duckdb") as corpus:
        yield corpus.cursor()


def test_facts_count_what_is_there(cursor: duckdb.DuckDBPyConnection) -> None:
    facts = lookup.facts(cursor)
    assert (facts.talks, facts.events, facts.with_slides, facts.with_video) == (5, 3, 2, 1)
    assert facts.built_at.isoformat().startswith("2026-03-01T")


def test_choices_are_what_the_talks_have(cursor: duckdb.DuckDBPyConnection) -> None:
    choices = lookup.choices(cursor)
    assert choices.years == (2025, 2024)
    assert dict(choices.series) == {"mori": "森の Elixir", "harbour": "Harbour Data Night"}
    assert choices.languages == ("ja", "en")


def test_two_series_of_one_name_can_be_told_apart(published: Publish) -> None:
    def rename(rows: dict[str, list[dict[str, object]]]) -> None:
        rows["series"][1]["name"] = "森の Elixir"

    with open_corpus(published(change=rename) / "talks.duckdb") as corpus:
        assert sorted(lookup.choices(corpus.cursor()).series.values()) == ["森の Elixir", "森の Elixir (harbour)"]


def test_examples_are_short_titles_and_names_of_this_corpus(cursor: duckdb.DuckDBPyConnection) -> None:
    examples = lookup.examples(cursor)
    assert "Livebook とカメラで画像分類をする" in examples
    assert "音無しずか" in examples
    assert all(len(question) <= 40 for question in examples)


def test_the_latest_talks_come_first_and_untitled_ones_not_at_all(cursor: duckdb.DuckDBPyConnection) -> None:
    assert [talk.talk_id for talk in lookup.recent(cursor, 3)] == [
        "harbour-3/duckdb",
        "connpass:102/hostile",
        "connpass:101/livebook",
    ]


def test_a_card_has_the_links_of_its_talk(cursor: duckdb.DuckDBPyConnection) -> None:
    talks, events = lookup.cards(cursor, ["connpass:101/livebook", "no such talk"], ["connpass:101"])
    card = talks["connpass:101/livebook"]
    assert (card.deck_url, card.video_url, card.slide_count) == (DECK, f"{VIDEO}&t=754s", 3)
    assert card.report_urls == (REPORT,)
    assert list(talks) == ["connpass:101/livebook"]
    assert events["connpass:101"].report_urls == (REPORT,)


def test_pictures_are_found_by_the_deep_link(cursor: duckdb.DuckDBPyConnection) -> None:
    assert lookup.pictures(cursor, [f"{DECK}?slide=2", "https://other/"]) == {
        f"{DECK}?slide=2": "https://files.speakerdeck.com/presentations/1/slide_1.jpg"
    }
    assert lookup.pictures(cursor, []) == {}


def test_a_talk_brings_everything_that_is_known_of_it(cursor: duckdb.DuckDBPyConnection) -> None:
    talk = lookup.talk(cursor, "connpass:101/livebook")
    assert talk is not None
    assert talk.speakers[0]["accounts"] == [{"site": "qiita", "handle": "sazanka", "url": "https://qiita.com/sazanka"}]
    assert [row["role"] for row in talk.materials] == ["slides", "recording"]
    assert [page["page_number"] for page in talk.pages["speakerdeck:sazanka/livebook-camera"]] == [1, 2, 3]
    assert [row["name"] for row in talk.remarks] == ["音無しずか"]
    assert [(row["entity"], row["first_line"]) for row in talk.evidence] == [("talks", 12), ("talk_materials", 16)]


def test_a_talk_of_which_little_is_known_is_a_talk_as_well(cursor: duckdb.DuckDBPyConnection) -> None:
    talk = lookup.talk(cursor, "harbour-3/open")
    assert talk is not None
    assert (talk.row["title"], talk.speakers, talk.materials, talk.evidence) == (None, [], [], [])
    hostile = lookup.talk(cursor, "connpass:102/hostile")
    assert hostile is not None
    assert hostile.row["title"] == HOSTILE


def test_there_is_no_talk_of_an_unknown_identity(cursor: duckdb.DuckDBPyConnection) -> None:
    assert lookup.talk(cursor, "' OR 1=1 --") is None


def test_the_latest_talks_tell_of_more_than_one_evening(published: Publish) -> None:
    with open_corpus(published(extra_talks=9) / "talks.duckdb") as corpus:
        events = [talk.event for talk in lookup.recent(corpus.cursor(), 5)]
    assert max(events.count(event) for event in events) == 2
