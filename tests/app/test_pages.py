"""The pages, run by Streamlit's own test harness on a small corpus."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
import streamlit
from streamlit.testing.v1 import AppTest

from app.connection import Place
from pipeline.paths import CHECKOUT
from tests.app.conftest import ARTICLE, Publish
from tests.app.test_marking import Tags

MAIN = CHECKOUT / "app" / "main.py"
SECONDS = 30


@pytest.fixture(autouse=True)
def afresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No data folder of the user's, and no memory of the last test's."""
    monkeypatch.delenv("TALKS_CONFIG", raising=False)
    monkeypatch.setattr("sys.argv", ["main.py"])
    yield
    streamlit.cache_data.clear()
    streamlit.cache_resource.clear()


def open_app(data: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    monkeypatch.setenv("TALKS_DATA", str(data))
    page = AppTest.from_file(str(MAIN), default_timeout=SECONDS)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def open_talk(data: Path, monkeypatch: pytest.MonkeyPatch, **parameters: str) -> AppTest:
    """The talk's page by itself: the harness knows no pages that are functions."""

    def script() -> None:
        from app.connection import Place, reader
        from app.views import talk

        talk.draw(reader(Place.resolve([])))

    monkeypatch.setenv("TALKS_DATA", str(data))
    page = AppTest.from_function(script, default_timeout=SECONDS)
    for name, value in parameters.items():
        page.query_params[name] = value
    return page.run()


def markup(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(element.proto.body for element in page.get("html") if "<style>" not in element.proto.body)


def text(page: AppTest) -> str:
    return Tags(markup(page)).text


def test_the_empty_page_shows_facts_examples_and_the_latest_talks(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_app(published(), monkeypatch)
    assert "5 talks · 3 events · 2 with slides · 1 with video · built 2026-03-01" in text(page)
    assert 'href="./?q=%E9%9F%B3%E7%84%A1%E3%81%97%E3%81%9A%E3%81%8B"' in markup(page)
    assert "Latest talks" in text(page)
    assert "<img src=x onerror=alert(1)>" in text(page)


def test_a_japanese_question_finds_the_slide(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(), monkeypatch)
    page.text_input[0].set_value("画像分類").run()
    assert "Livebook とカメラで<mark>画像分類</mark>をする" in markup(page)
    assert "Slide 2" in text(page)
    assert "&lt;mark&gt;うそ&lt;/mark&gt;" in markup(page)
    assert "<img" not in markup(page)


def test_the_address_brings_question_filters_and_mode(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(
        published(), monkeypatch, q="DuckDB", year="2025", series="Harbour Data Night", language="English", mode="Words"
    )
    assert page.text_input[0].value == "DuckDB"
    assert {box.label: box.value for box in page.selectbox} == {
        "Year": 2025,
        "Language": "en",
        "Series": "harbour",
    }
    assert page.segmented_control[0].value == "words"
    assert "Ten thousand Parquet files, one <mark>DuckDB</mark>" in markup(page)
    assert f"{ARTICLE}#why-one-file" in markup(page)


def test_an_address_with_values_that_the_corpus_has_not_is_read_as_any(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_app(published(), monkeypatch, q="DuckDB", year="1999", series="<b>", mode="magic", slides="perhaps")
    assert [box.value for box in page.selectbox] == [None, None, None]
    assert "Ten thousand Parquet files" in text(page)


def test_filters_narrow_the_search(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(), monkeypatch, q="画像分類", mode="Words", year="2025")
    assert "Nothing found for “画像分類”" in text(page)
    assert "search without filters" in text(page)
    page.selectbox[0].set_value(None).run()
    assert "Livebook" in text(page)
    with_slides = next(toggle for toggle in page.toggle if toggle.label == "With slides")
    with_slides.set_value(True).run()
    assert "Livebook" in text(page)


def test_pictures_come_from_outside_only_when_asked_for(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(), monkeypatch, q="画像分類", pictures="true")
    assert '<img src="https://files.speakerdeck.com/presentations/1/slide_1.jpg"' in markup(page)


def test_a_long_list_is_shown_in_pages(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(extra_talks=30), monkeypatch, q="お茶", mode="Words")
    assert "First 20" in text(page)
    assert markup(page).count("<article") == 20
    page.button[0].click().run()
    assert "30 results" in text(page)
    page.text_input[0].set_value("温度").run()
    assert "First 20" in text(page)


def test_a_query_without_words_is_one_line(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(), monkeypatch, q="!?")
    assert 'role="alert">query: must have a word' in markup(page)


def test_without_a_corpus_the_page_says_which_command_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(tmp_path, monkeypatch)
    assert "No corpus yet" in text(page)
    assert [code.value for code in page.code] == ["make demo\nmake app", f"talks run --data {tmp_path}"]


@pytest.mark.parametrize(
    ("make", "told"),
    [(lambda path: path.write_bytes(b"not a database" * 400), "must be a corpus that this DuckDB reads")],
)
def test_a_broken_corpus_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: object, told: str) -> None:
    make(tmp_path / "talks.duckdb")  # type: ignore[operator]
    page = open_app(tmp_path, monkeypatch)
    assert told in text(page)
    assert "\n" not in markup(page)


def test_a_corpus_of_a_newer_version_is_one_line(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published()
    monkeypatch.setattr("pipeline.corpus.open.SCHEMA_VERSION", 0)
    page = open_app(data, monkeypatch)
    assert "must have schema version 0" in text(page)
    assert "upgrade talk-corpus" in text(page)


def test_settings_that_cannot_be_read_are_one_line(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published()
    (data / "corpus.toml").write_text("[search]\nwords_weight = 7\n", encoding="utf-8")
    page = open_app(data, monkeypatch)
    assert "words_weight" in text(page)
    (data / "corpus.toml").write_text("[search]\nwords_weight = 0.5\n", encoding="utf-8")
    os.utime(data / "corpus.toml", ns=(1, 1))
    assert "Latest talks" in text(page.run())


def test_a_fresh_corpus_is_seen_by_the_next_search(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_app(published(), monkeypatch, q="お茶の温度", mode="Words")
    assert "Nothing found" in text(page)
    published(extra_talks=1)
    page.run()
    assert "お茶の温度を測る会 その1" in text(page)
    assert "6 talks" in text(page)


def test_a_corpus_that_comes_later_needs_no_restart(
    published: Publish, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_app(tmp_path / "data", monkeypatch)
    assert "No corpus yet" in text(page)
    published()
    assert "Latest talks" in text(page.run())


def test_the_page_of_a_talk_shows_everything_and_where_it_was_read(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_talk(published(), monkeypatch, talk="connpass:101/livebook", q="画像")
    said = text(page)
    for words in (
        "Livebook とカメラで画像分類をする",
        "さざんか (qiita)",
        "会場が沸きました。",
        "from 12:34 · 1:30:00",
        "カメラの映像を 1 秒ごとに推論する",
        "推論は何ミリ秒かかりますか？",
        "lines 12-14 · LT — heading-with-speaker, 93% sure",
        "森の Elixir #7 に行ってきた, yuki_logs",
    ):
        assert words in said
    assert 'href="./?q=%E7%94%BB%E5%83%8F"' in markup(page)
    assert "<img" not in markup(page)
    page.toggle[0].set_value(True).run()
    assert markup(page).count("<img") == 3


def test_a_material_that_has_died_says_since_when(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_talk(published(), monkeypatch, talk="connpass:101/nerves")
    assert "no longer online (asked 2026-01-05)" in text(page)


def test_a_hostile_talk_is_only_text(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    page = open_talk(published(), monkeypatch, talk="connpass:102/hostile")
    assert "<img src=x onerror=alert(1)>" in text(page)
    assert not any(tag in ("img", "script") for tag, _ in Tags(markup(page)).tags)
    assert "javascript:" not in markup(page)


@pytest.mark.parametrize(
    ("parameters", "told"), [({"talk": "<i>x</i>"}, "There is no talk <i>x</i>"), ({}, "names no talk")]
)
def test_an_address_that_names_no_talk_says_so(
    published: Publish, monkeypatch: pytest.MonkeyPatch, parameters: dict[str, str], told: str
) -> None:
    assert told in text(open_talk(published(), monkeypatch, **parameters))


def test_the_data_folder_comes_from_the_command_line_or_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALKS_DATA", str(tmp_path / "a"))
    monkeypatch.setenv("TALKS_CONFIG", str(tmp_path / "c.toml"))
    assert Place.resolve([]).paths.root == tmp_path / "a"
    assert Place.resolve([]).config == tmp_path / "c.toml"
    given = Place.resolve(["--data", str(tmp_path / "b"), "--config", str(tmp_path / "d.toml"), "--else"])
    assert (given.paths.root, given.config) == (tmp_path / "b", tmp_path / "d.toml")


def test_a_mistyped_word_is_read_as_the_one_meant_and_the_page_says_so(
    published: Publish, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = open_app(published(), monkeypatch)
    page.text_input[0].set_value("livebok").run()
    assert "Nothing has “livebok”: it was read as livebook." in text(page)
    assert "Livebook とカメラで" in text(page)


def test_results_say_why_where_that_is_asked_for(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published()
    assert "Why: score" not in text(open_app(data, monkeypatch, q="Livebook"))
    told = text(open_app(data, monkeypatch, q="Livebook", why="true"))
    assert "Why: score" in told
    assert "livebook" in told.partition("Why: score")[2]
    assert "idf" in told


def test_newness_counts_where_that_is_asked_for(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "for its age" in text(open_app(published(), monkeypatch, q="Livebook", why="true", recent="true"))


def test_a_match_leads_to_more_like_it(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published()
    found = markup(open_app(data, monkeypatch, q="画像分類"))
    key = found.partition("like=")[2][:16]
    page = open_app(data, monkeypatch, like=key)
    assert "Passages like the one you chose." in text(page)
    assert "no. 1 by meaning" in markup(page)


def test_a_passage_that_is_gone_is_one_line(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "more like: must be the key of a passage" in text(open_app(published(), monkeypatch, like="0" * 16))


def test_a_talks_page_shows_similar_talks(published: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    data = published()
    found = markup(open_app(data, monkeypatch, q="画像分類"))
    talk_id = unquote(found.partition("talk?talk=")[2].partition("&")[0].partition('"')[0])
    page = markup(open_talk(data, monkeypatch, talk=talk_id))
    alike = page.partition("Similar talks")[2]
    assert "talk?talk=" in alike
    assert f"talk?talk={quote(talk_id, safe='')}" not in alike
