"""A small corpus in parts: one event, two talks, a deck of two slides, one remark."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from pipeline.corpus.build import build_corpus
from pipeline.corpus.inputs import Row
from pipeline.corpus.schema import TABLES
from pipeline.corpus.tables import write_tables

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def example_rows(talks: int = 2) -> dict[str, list[Row]]:
    """Rows of every table but the vectors; `talks` talks by one speaker."""
    rows: dict[str, list[Row]] = {name: [] for name in TABLES if name != "vectors"}
    rows["sources"] = [{"source_id": "blog/a", "source_name": "blog", "kind": "pages", "status": "ok"}]
    rows["series"] = [{"series_id": "tea", "name": "Tea and Types", "event_count": 1}]
    rows["events"] = [
        {
            "event_id": "connpass:1",
            "title": "Tea and Types #1",
            "series_id": "tea",
            "starts_on": date(2026, 2, 1),
        }
    ]
    rows["reports"] = [
        {
            "report_id": "qiita:1",
            "title": "An evening",
            "kind": "report",
            "source_name": "blog",
            "event_id": "connpass:1",
        }
    ]
    rows["people"] = [{"person_id": "qiita:ada", "name": "Ada"}]
    rows["materials"] = [
        {
            "material_id": "speakerdeck:ada/types",
            "url": "https://speakerdeck.com/ada/types",
            "site": "speakerdeck",
            "kind": "deck",
            "status": "ok",
            "page_count": 2,
        }
    ]
    for number in range(1, talks + 1):
        talk_id = f"connpass:1/talk-{number}"
        rows["talks"].append(
            {
                "talk_id": talk_id,
                "event_id": "connpass:1",
                "position": number,
                "kind": "lt",
                "title": f"Types {number}",
            }
        )
        rows["talk_speakers"].append(
            {"talk_id": talk_id, "position": 1, "person_id": "qiita:ada", "name_as_written": "ada"}
        )
        rows["evidence"].append(
            {
                "evidence_id": f"e{number}",
                "entity": "talks",
                "entity_id": talk_id,
                "report_id": "qiita:1",
                "rule": "heading",
            }
        )
        rows["passages"].append(
            {
                "passage_id": number,
                "kind": "talk",
                "talk_id": talk_id,
                "text": "types",
                "text_hash": "0",
                "token_count": 1,
            }
        )
        rows["postings"].append({"term_id": 1, "passage_id": number, "weight": 1.0})
    rows["talk_materials"] = [
        {
            "talk_id": "connpass:1/talk-1",
            "material_id": "speakerdeck:ada/types",
            "role": "slides",
            "deep_link": "https://speakerdeck.com/ada/types",
        }
    ]
    rows["terms"] = [{"term_id": 1, "term": "types", "document_frequency": talks, "idf": 0.2}]
    rows["builds"] = [
        {
            "build_id": "20260301T120000Z",
            "built_at": NOON,
            "software_version": "0",
            "model": "tiny",
            "dimensions": 2,
        }
    ]
    return rows


def example_vectors(talks: int = 2) -> pa.Table:
    return pa.table(
        {
            "passage_id": pa.array(range(1, talks + 1), pa.int32()),
            "vector": pa.array([[0.6, 0.8]] * (talks - 1) + [None], pa.list_(pa.float32(), 2)),
        }
    )


@pytest.fixture
def parts(tmp_path: Path) -> Callable[..., Path]:
    """Writes the parts of a corpus with so many talks, changed by `change`; the folder they lie in."""

    def write(talks: int = 2, change: Callable[[dict[str, Any]], None] | None = None) -> Path:
        tables: dict[str, Any] = {**example_rows(talks), "vectors": example_vectors(talks)}
        if change is not None:
            change(tables)
        folder = tmp_path / "parts"
        write_tables(tables, folder)
        return folder

    return write


@pytest.fixture
def built(parts: Callable[..., Path], tmp_path: Path) -> Path:
    """A built corpus, not yet published."""
    target = tmp_path / "data" / "talks.duckdb.new"
    build_corpus(parts(), target)
    return target
