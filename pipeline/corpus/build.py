"""Parts to one file: the DuckDB file of all tables, comments, views and macros, made whole beside its place.

Here: the order of building, and the report of everything that failed. Not here: the rows (`normalise`,
`pipeline.search`), their Parquet (`tables`), the checks (`checks`), the swap (`publish`).
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpus import ddl
from pipeline.corpus.lock import one_builder
from pipeline.corpus.publish import sync_file, sync_folder
from pipeline.corpus.schema import TABLES, VECTOR_COLUMN, Table
from pipeline.corpus.tables import part_path, write_tables
from pipeline.errors import BuildError, one_line

__all__ = ["TablesError", "build_corpus", "define_views", "write_tables"]

# The oldest format in which DuckDB 2.0 keeps everything used here; clients from 1.5 on open it.
STORAGE_VERSION = "v1.5.0"
VIEWS = Path(__file__).with_name("views.sql")
DRAFT = ".draft"  # the file being built: TARGET.PID.draft


class TablesError(BuildError):
    """Some tables, views or macros could not be built; `failures` says which and why."""

    def __init__(self, target: Path, failures: Mapping[str, str]) -> None:
        self.failures = dict(failures)
        told = "; ".join(f"{name}: {why}" for name, why in self.failures.items())
        remedy = "run the stages that make these parts again"
        super().__init__(" ".join(f"{target}: {len(self.failures)} parts failed ({told}); {remedy}".split()))


def build_corpus(folder: Path, target: Path, scripts: Sequence[Path] = ()) -> dict[str, int]:
    """Make the DuckDB file `target` from the part files in `folder`; returns rows per table.

    `scripts` are SQL files run after the tables and `views.sql`, in order: views and macros of other rooms. The file
    is built under another name and renamed when it is whole, checkpointed and on the disk; a build that fails or is
    killed leaves `target` as it was. Raises TablesError, naming every part that failed, not only the first; and
    BuildError where another build is running.
    """
    with one_builder(target.parent):
        sweep_drafts(target)
        draft = target.with_name(f"{target.name}.{os.getpid()}{DRAFT}")
        try:
            counts = _fill(folder, draft, scripts, target)
            sync_file(draft)
            Path(f"{target}.wal").unlink(missing_ok=True)
            draft.replace(target)
            sync_folder(target.parent)
        finally:
            sweep_drafts(target)
    return counts


def sweep_drafts(target: Path) -> list[Path]:
    """Delete what builds of `target` that did not end well have left; returns what it deleted. Hold the lock."""
    swept = sorted(target.parent.glob(f"{target.name}.*{DRAFT}*"))
    for leftover in swept:
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink(missing_ok=True)
    return swept


def _fill(folder: Path, draft: Path, scripts: Sequence[Path], target: Path) -> dict[str, int]:
    """Create `draft` with everything in it, checkpointed and closed."""
    failures: dict[str, str] = {}
    counts: dict[str, int] = {}
    dimensions = _dimensions(folder, failures)
    with duckdb.connect() as connection:
        # Where sorting spills to; by default DuckDB makes .tmp in the working directory.
        connection.execute("SET temp_directory = ?", [f"{draft}.spill"])
        connection.execute(f"ATTACH {ddl.quote(str(draft))} AS corpus (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE corpus")
        for table in TABLES.values():
            if table.name in failures:
                continue
            try:
                counts[table.name] = _fill_table(connection, table, part_path(folder, table.name), dimensions)
            except (duckdb.Error, BuildError) as error:
                failures[table.name] = _first_line(error)
        if not failures:
            # Views over tables that are missing would fail in the wake of them, and tell nothing new.
            failures.update(define_views(connection, scripts))
        if failures:
            raise TablesError(target, failures)
        connection.execute("USE memory")
        connection.execute("CHECKPOINT corpus")
        connection.execute("DETACH corpus")
    return counts


def define_views(connection: duckdb.DuckDBPyConnection, scripts: Sequence[Path] = ()) -> dict[str, str]:
    """Run `views.sql` and `scripts` on the current database and comment every view's columns.

    The tables must stand. Returns what failed, by file name.
    """
    failures: dict[str, str] = {}
    for script in (VIEWS, *scripts):
        try:
            connection.execute(script.read_text(encoding="utf-8"))
        except (duckdb.Error, OSError) as error:
            failures[script.name] = _first_line(error)
    said: dict[str, dict[str, str | None]] = {}
    for view, column, comment in connection.execute(
        "SELECT c.table_name, c.column_name, c.comment FROM duckdb_columns() AS c JOIN duckdb_views() AS v"
        " ON v.view_name = c.table_name AND v.database_name = c.database_name"
        " WHERE NOT v.internal AND c.database_name = current_database() ORDER BY ALL"
    ).fetchall():
        said.setdefault(view, {})[column] = comment
    connection.execute(";\n".join(["BEGIN", *ddl.view_comments(said), "COMMIT"]))
    return failures


def _dimensions(folder: Path, failures: dict[str, str]) -> int:
    """The length of the vectors, from the type of their part; 1 where it cannot be told (then `failures` says so)."""
    path = part_path(folder, "vectors")
    if not path.is_file():
        failures["vectors"] = f"no part file {path.name}"
        return 1
    try:
        schema = pq.read_schema(path)
        kind = schema.field(VECTOR_COLUMN).type
    except (pa.ArrowException, KeyError, OSError) as error:
        failures["vectors"] = _first_line(error)
        return 1
    if not pa.types.is_fixed_size_list(kind):
        failures["vectors"] = f"column {VECTOR_COLUMN} must be a list of fixed size, not {kind}"
        return 1
    return int(kind.list_size)


def _fill_table(connection: duckdb.DuckDBPyConnection, table: Table, part: Path, dimensions: int) -> int:
    """Create and fill one table; the number of its rows. Raises BuildError or duckdb.Error."""
    if not part.is_file():
        raise BuildError(f"no part file {part.name}")
    try:
        found = set(pq.read_schema(part).names)
    except (pa.ArrowException, OSError) as error:
        raise BuildError(f"{part.name} is no Parquet file: {_first_line(error)}") from None
    wanted = set(table.columns)
    if found != wanted:
        raise BuildError(one_line(part.name, "must have the schema's columns", sorted(found ^ wanted), "make it again"))
    connection.execute(ddl.create_table(table, dimensions))
    columns = ", ".join(ddl.name(column) for column in table.columns)
    values = ", ".join(f"{ddl.name(column)}::{ddl.column_type(column, dimensions)}" for column in table.columns)
    order = f" ORDER BY {', '.join(ddl.name(c) for c in table.order_by)}" if table.order_by else ""
    connection.execute(
        f"INSERT INTO {ddl.name(table.name)} ({columns}) SELECT {values} FROM read_parquet(?){order}", [str(part)]
    )
    # In one transaction: each commit of its own costs a sync of the log.
    connection.execute(";\n".join(["BEGIN", *ddl.comments(table), "COMMIT"]))
    count = connection.execute(f"SELECT count(*) FROM {ddl.name(table.name)}").fetchone()
    return int(count[0]) if count else 0


def _first_line(error: Exception) -> str:
    """The telling line of an error's text."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
