from __future__ import annotations

from typing import Any

import duckdb
import pytest

from pipeline.search.hits import Reading
from pipeline.search.index import make_index
from pipeline.search.ranking import rank
from pipeline.search.shelf import load_shelf
from pipeline.search.spelling import mend
from tests.search.conftest import BOARD, LIVEBOOK, Evening


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("livebok", "livebook"),
        ("liveboook", "livebook"),
        ("lievbook", "livebook"),
        ("livebo", "livebook"),
        ("bumblebe", "bumblebee"),
        ("Bumblebeee", "bumblebee"),
        ("エリクサ", "エリクサー"),
    ],
)
@pytest.mark.parametrize("in_memory", [False, True])
def test_a_mistyped_or_half_typed_word_is_read_as_the_one_meant(
    onsen: Evening, typed: str, read: str, in_memory: bool
) -> None:
    cursor = onsen.corpus.cursor()
    mended = mend(cursor, f"{typed} の話", shelf=load_shelf(cursor) if in_memory else None)
    assert mended.readings == (Reading(typed, read),)
    assert mended.text == f"{read} の話"


@pytest.mark.parametrize(
    "query",
    [
        "livebook",  # known
        "server",  # known by its dictionary form
        "zzzzqq",  # near nothing
        "serve",  # near `server`, but a word of its own
        "スーパー",  # the same in katakana
        "abc123d",  # a name with digits has no slips
        "rus",  # too short to tell
        "phx.gen.aut",  # an identifier is typed on purpose
        "漬物",  # not of a script in which slips of the hand look like this
        "livebok bumblebe resnt5 nervez",  # more unknown words than slips
    ],
)
def test_other_words_stay_as_typed(onsen: Evening, query: str) -> None:
    mended = mend(onsen.corpus.cursor(), query)
    assert (mended.text, mended.readings) == (query, ())


def test_a_quoted_word_stays_as_typed(onsen: Evening) -> None:
    assert onsen.searcher.search('"livebok"', mode="words") == []
    assert mend(onsen.corpus.cursor(), "livebok", phrases=["livebok"]).readings == ()


@pytest.mark.parametrize("mode", ["words", "hybrid"])
def test_the_hit_says_what_was_read_as_what(onsen: Evening, mode: str) -> None:
    hit = onsen.searcher.search("livebok で画像分類", mode=mode)[0]  # type: ignore[arg-type]
    assert (hit.talk_id, hit.readings) == (LIVEBOOK, (Reading("livebok", "livebook"),))
    assert hit.to_json(explain=True)["why"]["readings"] == [{"typed": "livebok", "read": "livebook"}]
    assert onsen.searcher.search("LiveView", mode=mode)[0].readings == ()  # type: ignore[arg-type]


def test_a_half_typed_word_finds_its_talk(onsen: Evening) -> None:
    assert onsen.searcher.search("livevi", mode="words")[0].talk_id == BOARD


def _tables(*texts: str) -> Any:
    """A cursor on a file in memory with passages of these texts, and their index."""
    rows = [{"passage_id": n, "title": None, "heading": None, "text": text} for n, text in enumerate(texts, 1)]
    terms, postings = make_index(rows)
    connection = duckdb.connect()
    connection.execute("CREATE TABLE passages (passage_id INTEGER, title VARCHAR, heading VARCHAR, text VARCHAR)")
    connection.executemany("INSERT INTO passages VALUES (?, ?, ?, ?)", [list(row.values()) for row in rows])
    for name, table in (("terms", terms), ("postings", postings)):
        connection.register("made", table)
        connection.execute(f"CREATE TABLE {name} AS FROM made")
    return connection.cursor()


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("kubernets", "kubernetes"),  # whose term is a singular that nobody writes
        ("kuberne", "kubernetes"),
        ("phoenx", "phoenix"),  # which the dictionary has in katakana
        ("Elixr", "elixir"),
        ("フェニックズ", "フェニックス"),
    ],
)
def test_a_word_is_read_as_the_corpus_writes_it(typed: str, read: str) -> None:
    cursor = _tables("Kubernetes の上で Elixir と Phoenix を動かす", "Elixir の話、フェニックスの話", "手で運ぶ")
    mended = mend(cursor, f"{typed} 運用")
    assert (mended.text, mended.readings) == (f"{read} 運用", (Reading(typed, read),))


@pytest.mark.parametrize("typed", ["live view", "LiveView", "liveview", "ライブビュー", "LIVE VIEW"])
def test_spacing_and_script_do_not_hide_an_identifier(typed: str) -> None:
    cursor = _tables("Phoenix LiveView で画面を作る", "ぬか床の話", "温泉の話")
    best = rank(cursor, mend(cursor, typed).text, None, mode="words")
    assert [ranked.passage_id for ranked in best[:1]] == [1]
