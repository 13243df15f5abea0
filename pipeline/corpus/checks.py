"""What a corpus must fulfil before it is published; most of it follows from the schema.

Here: reading a finished file and saying what is wrong with it. Not here: mending it, and what a failed check stops
(`pipeline.assets`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from pipeline.corpus import ddl
from pipeline.corpus.schema import SCHEMA_VERSION, TABLES, VECTOR_COLUMN
from pipeline.errors import BuildError, one_line

KEPT_SHARE = 0.5  # of the published corpus's talks, from sources that are still asked
FEW_TALKS = 4  # below this, half is no sign of anything
Facts = dict[str, Any]


@dataclass(frozen=True)
class CheckResult:
    """How one check ended; `facts` say what was wrong, by table or column, and are JSON."""

    name: str
    passed: bool
    description: str
    facts: Mapping[str, Any] = field(default_factory=dict)


def check_corpus(path: Path, published: Path | None = None) -> list[CheckResult]:
    """All checks of `CHECKS` on the file at `path`, in that order.

    `published` is the corpus that it would replace, to compare with; None or a missing file: there is none. Raises
    BuildError where `path` is no DuckDB file.
    """
    with duckdb.connect() as connection:
        try:
            connection.execute(f"ATTACH {ddl.quote(str(path))} AS corpus (READ_ONLY)")
        except duckdb.Error as error:
            raise BuildError(one_line(str(path), "must be a DuckDB file", str(error), "build it again")) from None
        connection.execute("USE corpus")
        has_old = published is not None and published.is_file() and _attach_old(connection, published)
        results = []
        for name, (description, check) in _CHECKS.items():
            try:
                wrong, told = check(_Files(connection, has_old))
            except duckdb.Error as error:
                # A missing table fails the checks that look into it as well as its own.
                wrong, told = {"error": str(error).strip().partition("\n")[0]}, {}
            results.append(CheckResult(name, not wrong, description, {**told, **wrong}))
        return results


@dataclass(frozen=True)
class _Files:
    """The file under check is the current database; the published one is attached as `old` if `has_old`."""

    connection: duckdb.DuckDBPyConnection
    has_old: bool

    def all(self, query: str, *parameters: object) -> list[tuple[Any, ...]]:
        return self.connection.execute(query, list(parameters)).fetchall()

    def number(self, query: str, *parameters: object) -> int:
        return int(self.all(query, *parameters)[0][0])


def _attach_old(connection: duckdb.DuckDBPyConnection, published: Path) -> bool:
    """Whether the published file can be compared with: one that cannot be read has nothing to lose."""
    try:
        connection.execute(f"ATTACH {ddl.quote(str(published))} AS old (READ_ONLY)")
    except duckdb.Error:
        return False
    return True


def _tables_stand(files: _Files) -> tuple[Facts, Facts]:
    dimensions = files.all("SELECT max(dimensions) FROM builds")[0][0] or 1
    found: dict[str, list[tuple[str, str]]] = {}
    for table, column, kind in files.all(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = 'corpus' ORDER BY table_name, column_index"
    ):
        found.setdefault(table, []).append((column, kind))
    wrong: Facts = {}
    for table in TABLES.values():
        wanted = [
            (c, ddl.column_type(c, dimensions).replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE"))
            for c in table.columns
        ]
        if table.name not in found:
            wrong[table.name] = "missing"
        elif found[table.name] != wanted:
            wrong[table.name] = sorted(f"{c} {t}" for c, t in set(found[table.name]) ^ set(wanted))
    return wrong, {}


def _everything_is_explained(files: _Files) -> tuple[Facts, Facts]:
    silent = files.all(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'corpus' AND coalesce(comment, '') = ''"
        " UNION ALL SELECT view_name FROM duckdb_views()"
        " WHERE database_name = 'corpus' AND NOT internal AND coalesce(comment, '') = ''"
        " UNION ALL SELECT table_name || '.' || column_name FROM duckdb_columns()"
        " WHERE database_name = 'corpus' AND NOT internal AND coalesce(comment, '') = ''"
        " UNION ALL SELECT function_name FROM duckdb_functions()"
        " WHERE database_name = 'corpus' AND NOT internal AND coalesce(comment, '') = '' ORDER BY ALL"
    )
    return ({"without_comment": [name for (name,) in silent]} if silent else {}), {}


def _keys_are_unique(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    for table in TABLES.values():
        key = ", ".join(map(ddl.name, table.key))
        twice = files.all(
            f"SELECT {key} FROM {ddl.name(table.name)} GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 3"
        )
        if twice:
            wrong[table.name] = ["|".join(map(str, row)) for row in twice]
    return wrong, {}


def _required_is_filled(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    for table in TABLES.values():
        solid = (*table.key, *table.required)
        counts = ", ".join(f"count(*) - count({ddl.name(column)})" for column in solid)
        (missing,) = files.all(f"SELECT {counts} FROM {ddl.name(table.name)}")
        wrong |= {f"{table.name}.{c}": n for c, n in zip(solid, missing, strict=True) if n}
    return wrong, {}


def _references_resolve(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    for table in TABLES.values():
        for column, target in table.references.items():
            key = TABLES[target].key[0]
            lost = files.all(
                f"SELECT DISTINCT a.{ddl.name(column)} FROM {ddl.name(table.name)} AS a"
                f" ANTI JOIN {ddl.name(target)} AS b ON a.{ddl.name(column)} = b.{ddl.name(key)}"
                f" WHERE a.{ddl.name(column)} IS NOT NULL ORDER BY ALL LIMIT 3"
            )
            if lost:
                wrong[f"{table.name}.{column}"] = [str(value) for (value,) in lost]
    return wrong, {}


def _evidence_resolves(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    for (entity,) in files.all("SELECT DISTINCT entity FROM evidence ORDER BY ALL"):
        if entity not in TABLES:
            wrong[entity] = "no such table"
            continue
        key = " || ' ' || ".join(f"{ddl.name(column)}::VARCHAR" for column in TABLES[entity].key)
        lost = files.all(
            f"SELECT DISTINCT entity_id FROM evidence WHERE entity = ? AND entity_id NOT IN"
            f" (SELECT {key} FROM {ddl.name(entity)}) ORDER BY ALL LIMIT 3",
            entity,
        )
        if lost:
            wrong[entity] = [value for (value,) in lost]
    return wrong, {}


def _build_is_told(files: _Files) -> tuple[Facts, Facts]:
    rows = files.all("SELECT build_id, schema_version FROM builds")
    if len(rows) != 1:
        return {"rows": len(rows)}, {}
    return ({"schema_version": rows[0][1]} if rows[0][1] != SCHEMA_VERSION else {}), {}


def _vectors_fit(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    passages = files.number("SELECT count(*) FROM passages")
    rows = files.number("SELECT count(*) FROM vectors")
    filled = files.number(f"SELECT count({VECTOR_COLUMN}) FROM vectors")
    if rows != passages:
        wrong["rows"] = f"{rows} vectors for {passages} passages"
    if passages and not filled:
        wrong["empty"] = "no passage has a vector"
    off = files.number(
        f"SELECT count(*) FROM vectors WHERE {VECTOR_COLUMN} IS NOT NULL"
        f" AND NOT abs(array_inner_product({VECTOR_COLUMN}, {VECTOR_COLUMN}) - 1) < 1e-3"
    )
    if off:
        wrong["not_normalised"] = off
    return wrong, {"vectors": filled, "passages": passages}


def _index_fits(files: _Files) -> tuple[Facts, Facts]:
    wrong: Facts = {}
    unlisted = files.number(
        "SELECT count(*) FROM passages AS p ANTI JOIN postings AS q USING (passage_id) WHERE p.token_count > 0"
    )
    if unlisted:
        wrong["passages_without_postings"] = unlisted
    miscounted = files.number(
        "SELECT count(*) FROM terms AS t LEFT JOIN"
        " (SELECT term_id, count(*) AS n FROM postings GROUP BY term_id) AS p USING (term_id)"
        " WHERE t.document_frequency IS DISTINCT FROM coalesce(p.n, 0)"
    )
    if miscounted:
        wrong["terms_with_wrong_frequency"] = miscounted
    return wrong, {"postings": files.number("SELECT count(*) FROM postings")}


def _talks_are_kept(files: _Files) -> tuple[Facts, Facts]:
    if not files.has_old:
        return {}, {"compared_with": "nothing: no corpus is published"}
    # A source that was taken out of corpus.toml takes its talks with it: that is a reason. So is a former file that
    # has not these columns.
    count = (
        "SELECT count(DISTINCT e.entity_id) FROM {0}.evidence AS e JOIN {0}.reports AS r USING (report_id)"
        " WHERE e.entity = 'talks' AND r.source_name IN (SELECT source_name FROM corpus.sources)"
    )
    try:
        before = files.number(count.format("old"))
    except duckdb.Error:
        return {}, {"compared_with": "nothing: the published corpus has another shape"}
    now = files.number(count.format("corpus"))
    told = {"talks_now": now, "talks_published": before}
    if before >= FEW_TALKS and now < before * KEPT_SHARE:
        return {"remedy": "look at `sources`; if it is right, delete the published file and run again"}, told
    return {}, told


# Each check returns what is wrong (empty: passed) and what is worth telling anyway.
_CHECKS: dict[str, tuple[str, Callable[[_Files], tuple[Facts, Facts]]]] = {
    "tables_stand": ("Every table of the schema is there with its columns and types.", _tables_stand),
    "everything_is_explained": (
        "Every table, column, view and macro has a comment.",
        _everything_is_explained,
    ),
    "keys_are_unique": ("No two rows of a table have the same key.", _keys_are_unique),
    "required_is_filled": ("No key and no required column is NULL.", _required_is_filled),
    "references_resolve": ("What a row points at is there.", _references_resolve),
    "evidence_resolves": ("Evidence is evidence for a row that is there.", _evidence_resolves),
    "build_is_told": ("The file says once which build it is, in this schema's version.", _build_is_told),
    "vectors_fit": ("Every passage has its row of vectors, of length 1 where not NULL.", _vectors_fit),
    "index_fits": ("Every passage with words stands in the index, and terms are counted right.", _index_fits),
    "talks_are_kept": (
        "At least half of the published corpus's talks are there, of the sources that are still asked.",
        _talks_are_kept,
    ),
}
CHECKS: dict[str, str] = {name: description for name, (description, _) in _CHECKS.items()}
