"""What the pages ask of the corpus, each question a file of `sql/`; the answers as plain dataclasses and rows.

Ranking is `pipeline.search`'s; how an answer looks is the pages'. Every function takes a cursor of the published file.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import duckdb

Row = Mapping[str, Any]
SQL = Path(__file__).parent / "sql"
SHORT = 5  # how many recent talks the empty page shows


@dataclass(frozen=True)
class Facts:
    """How much there is, and since when."""

    talks: int
    events: int
    with_slides: int
    with_video: int
    built_at: datetime


@dataclass(frozen=True)
class Choices:
    """What a search can be narrowed to, as far as the corpus has it. `series` maps series_id to its name on screen."""

    years: tuple[int, ...]
    series: Mapping[str, str]
    languages: tuple[str, ...]


@dataclass(frozen=True)
class Recent:
    """A talk in the list of the latest."""

    talk_id: str
    title: str
    speakers: tuple[str, ...]
    event: str
    given_on: date | None
    language: str | None


@dataclass(frozen=True)
class Card:
    """What a result shows besides the hit itself. Addresses are as the corpus has them, not yet checked for display."""

    kind: str = ""
    language: str | None = None
    deck_url: str | None = None
    deck_status: str | None = None
    slide_count: int | None = None
    article_url: str | None = None
    video_url: str | None = None
    event_url: str | None = None
    report_urls: tuple[str, ...] = ()
    remark_count: int = 0


@dataclass(frozen=True)
class Talk:
    """Everything about one talk; rows have the columns of the SQL file of their name."""

    row: Row
    speakers: Sequence[Row]
    materials: Sequence[Row]
    pages: Mapping[str, Sequence[Row]]  # material_id -> its pages, in order
    remarks: Sequence[Row]
    evidence: Sequence[Row]


def facts(cursor: duckdb.DuckDBPyConnection) -> Facts:
    return Facts(**_rows(cursor, "facts")[0])


def choices(cursor: duckdb.DuckDBPyConnection) -> Choices:
    row = _rows(cursor, "choices")[0]
    names: dict[str, str] = {}
    for series in row["series"] or []:
        taken = series["name"] in names.values()
        names[series["series_id"]] = f"{series['name']} ({series['series_id']})" if taken else series["name"]
    return Choices(tuple(row["years"] or ()), names, tuple(row["languages"] or ()))


def recent(cursor: duckdb.DuckDBPyConnection, limit: int = SHORT) -> list[Recent]:
    return [Recent(**row | {"speakers": tuple(row["speakers"])}) for row in _rows(cursor, "recent", [limit])]


def examples(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    """Questions that this corpus can answer."""
    return list(dict.fromkeys(" ".join(row["question"].split()) for row in _rows(cursor, "examples")))


def cards(
    cursor: duckdb.DuckDBPyConnection, talk_ids: Sequence[str], event_ids: Sequence[str]
) -> tuple[dict[str, Card], dict[str, Card]]:
    """Cards by talk_id, and by event_id for hits that are no talk; what is not in the corpus is not in the answer."""
    talks = {
        row["talk_id"]: Card(
            row["kind"],
            row["language"],
            row["deck_url"],
            row["deck_status"],
            row["slide_count"],
            row["article_url"],
            row["video_url"],
            row["event_url"],
            tuple(row["report_urls"]),
            row["remark_count"],
        )
        for row in (_rows(cursor, "cards", [list(talk_ids)]) if talk_ids else [])
    }
    events = {
        row["event_id"]: Card(
            language=row["language"], event_url=row["event_url"], report_urls=tuple(row["report_urls"] or ())
        )
        for row in (_rows(cursor, "reports", [list(event_ids)]) if event_ids else [])
    }
    return talks, events


def pictures(cursor: duckdb.DuckDBPyConnection, deep_links: Sequence[str]) -> dict[str, str]:
    """The picture of what each deep link lands on, where there is one."""
    if not deep_links:
        return {}
    return {row["deep_link"]: row["image_url"] for row in _rows(cursor, "pictures", [list(deep_links)])}


def talk(cursor: duckdb.DuckDBPyConnection, talk_id: str) -> Talk | None:
    """Everything about a talk; None where the corpus has none of that identity."""
    found = _rows(cursor, "talk", [talk_id])
    if not found:
        return None
    pages: dict[str, list[Row]] = {}
    for row in _rows(cursor, "pages", [talk_id]):
        pages.setdefault(row["material_id"], []).append(row)
    return Talk(
        found[0],
        _rows(cursor, "speakers", [talk_id]),
        _rows(cursor, "materials", [talk_id]),
        pages,
        _rows(cursor, "remarks", [talk_id]),
        _rows(cursor, "evidence", {"talk_id": talk_id}),
    )


@cache
def _sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")


def _rows(
    cursor: duckdb.DuckDBPyConnection, name: str, parameters: list[Any] | dict[str, Any] | None = None
) -> list[dict[str, Any]]:
    cursor.execute(_sql(name), parameters)
    names = [column[0] for column in cursor.description or []]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
