from __future__ import annotations

import hashlib

from pipeline.corpus.inputs import Row
from pipeline.corpus.schema import TABLES
from pipeline.search.passages import embedded_text, make_passages
from tests.search.conftest import (
    BATH,
    BOARD,
    DECK_URL,
    EVENING,
    LIVEBOOK,
    OWNERSHIP,
    PICKLES,
    QUIET,
    REPORT_URL,
    evening,
    posts,
)


def _passages(**wanted: object) -> list[Row]:
    return [
        row for row in make_passages(evening(), posts()) if all(row[name] == value for name, value in wanted.items())
    ]


def test_rows_have_the_columns_of_the_table_and_are_numbered_from_one() -> None:
    rows = _passages()
    assert [row["passage_id"] for row in rows] == list(range(1, len(rows) + 1))
    assert all(set(row) == set(TABLES["passages"].columns) for row in rows)
    assert all(row[name] is not None for row in rows for name in TABLES["passages"].required)


def test_every_talk_has_a_passage_with_its_title_speakers_and_event() -> None:
    talks = {row["talk_id"]: row for row in _passages(kind="talk")}
    assert set(talks) == {row["talk_id"] for row in evening().rows["talks"]}
    assert talks[LIVEBOOK]["text"].splitlines()[:1] == ["Livebookで画像分類"]
    assert "Ada Sakura" in talks[LIVEBOOK]["text"]
    assert "エリクサー温泉 #7" in talks[LIVEBOOK]["text"]
    assert talks[LIVEBOOK]["deep_link"] == DECK_URL


def test_a_talk_without_a_title_is_called_after_its_speaker() -> None:
    assert _passages(kind="talk", talk_id=QUIET)[0]["title"] == "bo, Bo Pickle"


def test_a_slide_lands_on_its_page() -> None:
    slide = _passages(kind="slide", talk_id=LIVEBOOK, page_number=2)[0]
    assert slide["deep_link"] == f"{DECK_URL}?slide=2"
    assert slide["title"] == "Livebookで画像分類"


def test_the_sections_of_a_talks_article_are_its_passages() -> None:
    (section,) = _passages(kind="section")
    assert (section["talk_id"], section["heading"]) == (BOARD, "認証")


def test_a_chapter_belongs_to_the_talk_that_had_begun() -> None:
    opening, borrow = _passages(kind="chapter")
    assert {opening["talk_id"], borrow["talk_id"]} == {None, OWNERSHIP}
    assert {opening["event_id"], borrow["event_id"]} == {BATH}


def test_what_a_report_tells_of_a_talk_is_a_summary_that_lands_on_its_heading() -> None:
    told = [row for row in _passages(kind="summary", talk_id=LIVEBOOK) if row["report_id"]]
    assert [row["deep_link"] for row in told] == [f"{REPORT_URL}#livebook"]
    assert _passages(kind="summary", talk_id=BOARD)[0]["text"] == "掲示板をその場で作ってくれました。"


def test_what_stands_under_no_talk_belongs_to_the_event() -> None:
    (report,) = _passages(kind="report")
    assert (report["talk_id"], report["event_id"]) == (None, EVENING)


def test_a_remark_is_a_passage_of_the_talk_under_which_it_was_made() -> None:
    (remark,) = _passages(kind="remark")
    assert (remark["talk_id"], remark["heading"]) == (PICKLES, "mika")


def test_a_post_that_is_no_report_is_no_passage() -> None:
    assert not any("納豆" in row["text"] for row in _passages())


def test_the_hash_is_of_the_text_that_is_embedded() -> None:
    for row in _passages():
        assert row["text_hash"] == hashlib.sha256(embedded_text(row).encode()).hexdigest()


def test_the_title_is_not_embedded_twice() -> None:
    row = _passages(kind="talk", talk_id=LIVEBOOK)[0]
    assert embedded_text(row).count("Livebookで画像分類") == 1


def test_the_same_rows_come_from_the_same_input() -> None:
    assert make_passages(evening(), posts()) == make_passages(evening(), posts())
