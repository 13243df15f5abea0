"""docs/dictionary.md: every table, column, view and macro of talks.duckdb, told from the schema and the SQL files.

`python -m pipeline.corpus.dictionary > docs/dictionary.md` writes it; a test fails where it lags behind.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from pipeline.corpus import ddl
from pipeline.corpus.build import define_views
from pipeline.corpus.schema import FIELDS, TABLES

SEARCH_MACROS = Path(__file__).parent.parent / "search" / "macros.sql"
DIMENSIONS = 256  # only to show a vector's type; the file's own length stands in `builds`

HEAD = """# The data dictionary

Made by `python -m pipeline.corpus.dictionary > docs/dictionary.md`; do not edit. The same words stand in the file
itself: `SELECT * FROM duckdb_columns() WHERE NOT internal`. A client that attaches the file under a name must `USE` that
name before it calls a macro.
"""


def dictionary(scripts: Sequence[Path] | None = None) -> str:
    """The whole document. `scripts` are the SQL files after views.sql; by default the search macros, if there."""
    if scripts is None:
        scripts = [SEARCH_MACROS] if SEARCH_MACROS.is_file() else []
    with duckdb.connect() as connection:
        for table in TABLES.values():
            connection.execute(ddl.create_table(table, DIMENSIONS))
        if failures := define_views(connection, scripts):
            raise RuntimeError(f"SQL that the build would not take either: {failures}")
        return "\n".join([HEAD, *_contents(), *_tables(), *_views(connection), *_macros(connection)])


def _contents() -> Iterator[str]:
    yield "| table | a row is |"
    yield "| --- | --- |"
    for table in TABLES.values():
        yield f"| [`{table.name}`](#{table.name}) | {_cell(table.row)} |"
    yield ""


def _tables() -> Iterator[str]:
    for table in TABLES.values():
        yield f"## {table.name}\n"
        yield f"{ddl.table_comment(table)}\n"
        yield "| column | type | filled | what it holds |"
        yield "| --- | --- | --- | --- |"
        solid = {*table.key, *table.required}
        for column in table.columns:
            kind = "FLOAT[n]" if "{" in FIELDS[column].type else FIELDS[column].type
            filled = "key" if column in table.key else "always" if column in solid else ""
            meaning = ddl.column_comment(table, column)
            yield f"| `{column}` | {kind} | {filled} | {_cell(meaning)} |"
        yield ""


def _views(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    yield "# Views\n"
    rows = connection.execute("SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL")
    for view, comment in rows.fetchall():
        yield f"## {view}\n"
        yield f"{comment}\n"
        yield "| column | type | what it holds |"
        yield "| --- | --- | --- |"
        columns = connection.execute(
            "SELECT column_name, data_type, comment FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index",
            [view],
        )
        for column, kind, meaning in columns.fetchall():
            shown = kind.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
            yield f"| `{column}` | {shown} | {_cell(meaning or '')} |"
        yield ""


def _macros(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    macros = connection.execute(
        "SELECT function_name, parameters, function_type, comment FROM duckdb_functions()"
        " WHERE NOT internal ORDER BY ALL"
    ).fetchall()
    if macros:
        yield "# Macros\n"
    for macro, parameters, kind, comment in macros:
        call = f"{macro}({', '.join(parameters)})"
        yield f"- `{'FROM ' if kind == 'table_macro' else ''}{call}`: {comment or ''}"
    if macros:
        yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(dictionary())
