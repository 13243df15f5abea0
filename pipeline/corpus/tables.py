"""Rows to Parquet: one part file per table, with the schema's exact types.

Here: the Arrow schema of a table and the writing of its part. Not here: what the rows say (`normalise`), and the one
file that is made of the parts (`build`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpus.inputs import Row
from pipeline.corpus.schema import FIELDS, SCHEMA_VERSION, TABLES, VECTOR_COLUMN, Table
from pipeline.errors import BuildError, one_line

_ARROW = {
    "VARCHAR": pa.string(),
    "INTEGER": pa.int32(),
    "FLOAT": pa.float32(),
    "BOOLEAN": pa.bool_(),
    "DATE": pa.date32(),
    "TIMESTAMPTZ": pa.timestamp("us", tz="UTC"),
}

# Filled in where a row does not say it: what only this package can know.
_CONSTANT = {"schema_version": SCHEMA_VERSION}

Part: TypeAlias = Sequence[Row] | pa.Table


def part_path(folder: Path, table: str) -> Path:
    """Where the part of `table` lies in `folder`."""
    return folder / f"{table}.parquet"


def arrow_schema(table: Table, dimensions: int = 0) -> pa.Schema:
    """The Arrow schema of `table`: its columns in order, keys and required columns not nullable."""
    solid = {*table.key, *table.required}
    fields = []
    for column in table.columns:
        kind = pa.list_(pa.float32(), dimensions) if column == VECTOR_COLUMN else _ARROW[FIELDS[column].type]
        fields.append(pa.field(column, kind, nullable=column not in solid))
    return pa.schema(fields)


def to_arrow(name: str, part: Part, dimensions: int = 0) -> pa.Table:
    """`part` as an Arrow table in the schema's types and column order; a column that a row lacks is NULL.

    `dimensions` is needed only for vectors given as rows. Raises BuildError where a column is unknown or a value
    does not fit its type.
    """
    table = TABLES[name]
    given = set(part.column_names) if isinstance(part, pa.Table) else {key for row in part for key in row}
    if unknown := sorted(given - set(table.columns)):
        raise BuildError(
            one_line(f"table {name}", "takes only the schema's columns", unknown, "mend the code that made it")
        )
    if isinstance(part, pa.Table) and VECTOR_COLUMN in given and not dimensions:
        kind = part.schema.field(VECTOR_COLUMN).type
        dimensions = kind.list_size if pa.types.is_fixed_size_list(kind) else 0
    schema = arrow_schema(table, dimensions)
    try:
        if isinstance(part, pa.Table):
            columns = [
                part.column(field.name).cast(field.type) if field.name in given else pa.nulls(part.num_rows, field.type)
                for field in schema
            ]
            return _solid(name, pa.table(columns, schema=schema))
        arrays = []
        for field in schema:
            try:
                default = _CONSTANT.get(field.name)
                arrays.append(pa.array([row.get(field.name, default) for row in part], field.type))
            except (pa.ArrowException, TypeError, ValueError, OverflowError) as error:
                rule = f"column {field.name} must hold {field.type}"
                raise BuildError(one_line(f"table {name}", rule, str(error), "mend the code that made it")) from None
        return _solid(name, pa.table(arrays, schema=schema))
    except pa.ArrowException as error:
        raise BuildError(
            one_line(f"table {name}", "must fit the schema", str(error), "mend the code that made it")
        ) from None


def _solid(name: str, table: pa.Table) -> pa.Table:
    """`table`, if no key and no required column is NULL. Raises BuildError."""
    gaps = [f.name for f in table.schema if not f.nullable and table.column(f.name).null_count]
    if gaps:
        raise BuildError(one_line(f"table {name}", "must fill these in every row", gaps, "mend the code that made it"))
    return table


def write_part(name: str, part: Part, folder: Path, dimensions: int = 0) -> Path:
    """Write one table's part file into `folder`; a half-written file never has the part's name."""
    folder.mkdir(parents=True, exist_ok=True)
    path = part_path(folder, name)
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        pq.write_table(to_arrow(name, part, dimensions), draft, compression="zstd")
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path


def write_tables(rows: Mapping[str, Part], folder: Path, dimensions: int = 0) -> dict[str, Path]:
    """Write a part for every table in `rows` (lists of rows or Arrow tables); returns where each lies.

    Raises BuildError, naming every table that failed; the others are written.
    """
    written: dict[str, Path] = {}
    failed: list[str] = []
    for name in rows:
        if name not in TABLES:
            failed.append(one_line(f"table {name}", "must be a table of the schema", name, "mend the caller"))
            continue
        try:
            written[name] = write_part(name, rows[name], folder, dimensions)
        except BuildError as error:
            failed.append(str(error))
    if failed:
        raise BuildError(" | ".join(failed))
    return written
