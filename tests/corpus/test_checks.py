"""What a corpus must fulfil; each check fails for what it is there to find."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.corpus import ddl
from pipeline.corpus.build import build_corpus
from pipeline.corpus.checks import CHECKS, check_corpus
from pipeline.errors import BuildError

Parts = Callable[..., Path]
Tables = dict[str, Any]


def failed(path: Path, published: Path | None = None) -> dict[str, Any]:
    return {r.name: dict(r.facts) for r in check_corpus(path, published) if not r.passed}


def edit(path: Path, statement: str) -> None:
    with duckdb.connect() as editor:
        editor.execute(f"ATTACH {ddl.quote(str(path))} AS c")
        editor.execute("USE c")
        editor.execute(statement)


def test_a_sound_corpus_passes_every_check(built: Path) -> None:
    results = check_corpus(built)
    assert [r.name for r in results] == list(CHECKS)
    assert all(r.passed for r in results)


def twice(tables: Tables) -> None:
    tables["people"].append({"person_id": "qiita:ada", "name": "Another"})


def lost_event(tables: Tables) -> None:
    tables["talks"][0]["event_id"] = "connpass:404"


def lost_evidence(tables: Tables) -> None:
    tables["evidence"][0]["entity_id"] = "connpass:1/nobody"


def lost_posting(tables: Tables) -> None:
    tables["postings"].pop()


def two_builds(tables: Tables) -> None:
    tables["builds"].append({**tables["builds"][0], "build_id": "another"})


@pytest.mark.parametrize(
    ("change", "facts"),
    [
        (twice, {"keys_are_unique": {"people": ["qiita:ada"]}}),
        (lost_event, {"references_resolve": {"talks.event_id": ["connpass:404"]}}),
        (lost_evidence, {"evidence_resolves": {"talks": ["connpass:1/nobody"]}}),
        (
            lost_posting,
            {"index_fits": {"postings": 1, "passages_without_postings": 1, "terms_with_wrong_frequency": 1}},
        ),
        (two_builds, {"build_is_told": {"rows": 2}}),
    ],
)
def test_a_flaw_in_the_rows_is_found_by_its_check(
    parts: Parts, tmp_path: Path, change: Callable[[Tables], None], facts: dict[str, Any]
) -> None:
    build_corpus(parts(change=change), tmp_path / "new")
    assert failed(tmp_path / "new") == facts


@pytest.mark.parametrize(
    ("statement", "check", "fact"),
    [
        (
            "ALTER TABLE talks ADD COLUMN mood VARCHAR; COMMENT ON COLUMN talks.mood IS 'Glad.'",
            "tables_stand",
            {"talks": ["mood VARCHAR"]},
        ),
        ("COMMENT ON COLUMN talks.title IS NULL", "everything_is_explained", {"without_comment": ["talks.title"]}),
        ("CREATE VIEW odd AS SELECT 1 AS n", "everything_is_explained", {"without_comment": ["odd", "odd.n"]}),
        (
            "UPDATE vectors SET vector = [3, 4]::FLOAT[2] WHERE passage_id = 1",
            "vectors_fit",
            {"not_normalised": 1},
        ),
        ("DELETE FROM vectors WHERE passage_id = 2", "vectors_fit", {"rows": "1 vectors for 2 passages"}),
        (
            "ALTER TABLE talks ALTER kind DROP NOT NULL; UPDATE talks SET kind = NULL",
            "required_is_filled",
            {"talks.kind": 2},
        ),
    ],
)
def test_a_flaw_in_the_file_is_found_by_its_check(
    built: Path, statement: str, check: str, fact: dict[str, Any]
) -> None:
    edit(built, statement)
    found = failed(built)
    assert set(found) == {check}
    assert found[check].items() >= fact.items()


def test_a_missing_table_fails_without_a_traceback(built: Path) -> None:
    edit(built, "DROP VIEW coverage; DROP VIEW talk_cards; DROP TABLE images")
    assert failed(built)["tables_stand"] == {"images": "missing"}


def test_half_of_the_talks_may_not_go_missing_without_a_reason(parts: Parts, tmp_path: Path) -> None:
    build_corpus(parts(8), tmp_path / "published")
    build_corpus(parts(3), tmp_path / "new")
    found = failed(tmp_path / "new", tmp_path / "published")
    assert set(found) == {"talks_are_kept"}
    assert found["talks_are_kept"].items() >= {"talks_now": 3, "talks_published": 8}.items()


def test_talks_that_go_with_their_source_are_not_missed(parts: Parts, tmp_path: Path) -> None:
    def another_source(tables: Tables) -> None:
        tables["sources"][0] |= {"source_id": "other/b", "source_name": "other"}
        tables["reports"][0]["source_name"] = "other"

    build_corpus(parts(8), tmp_path / "published")
    build_corpus(parts(3, another_source), tmp_path / "new")
    assert failed(tmp_path / "new", tmp_path / "published") == {}


def test_an_unreadable_published_file_is_nothing_to_compare_with(built: Path, tmp_path: Path) -> None:
    broken = tmp_path / "published"
    broken.write_bytes(b"broken")
    assert failed(built, broken) == {}


def test_what_is_no_database_cannot_be_checked(tmp_path: Path) -> None:
    path = tmp_path / "new"
    path.write_bytes(b"no database")
    with pytest.raises(BuildError, match="must be a DuckDB file"):
        check_corpus(path)


def test_dates_of_any_year_are_no_flaw(parts: Parts, tmp_path: Path) -> None:
    build_corpus(parts(change=lambda t: t["events"][0].update(starts_on=date(1998, 12, 31))), tmp_path / "new")
    assert failed(tmp_path / "new") == {}


def test_a_corpus_without_any_talk_is_sound(parts: Parts, tmp_path: Path) -> None:
    def empty(tables: Tables) -> None:
        for name in tables.keys() - {"builds", "vectors"}:
            tables[name] = []
        tables["vectors"] = tables["vectors"].slice(0, 0)

    build_corpus(parts(change=empty), tmp_path / "new")
    assert failed(tmp_path / "new") == {}
