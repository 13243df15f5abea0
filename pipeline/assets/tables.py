"""Rows: reports and materials -> one asset per public table, from one normalising pass.

The tables' columns, their types and meanings come from `pipeline.corpus.schema`; the search index's own tables are made
in `index`.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.pages import materials, reports
from pipeline.corpus.schema import FIELDS, TABLES
from pipeline.stages.workspace import NORMALISED_TABLES, Workspace

GROUP = "corpus"


def column_schema(table: str) -> dg.TableSchema:
    """A table's columns as Dagster shows them."""
    shape = TABLES[table]
    return dg.TableSchema(
        columns=[
            dg.TableColumn(
                name=column,
                type=FIELDS[column].type,
                description=shape.notes.get(column) or FIELDS[column].meaning,
                constraints=dg.TableColumnConstraints(nullable=column not in (*shape.key, *shape.required)),
            )
            for column in shape.columns
        ]
    )


@dg.multi_asset(
    specs=[
        dg.AssetSpec(
            ["corpus", name],
            deps=[reports, materials],
            description=f"A row is {TABLES[name].row}.",
            metadata={"dagster/column_schema": column_schema(name)},
            group_name=GROUP,
            kinds={"parquet", "table"},
        )
        for name in NORMALISED_TABLES
    ]
)
def normalised_tables(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.MaterializeResult[None]]:
    """The public tables but for the search index."""
    for name, count in workspace.normalise().items():
        yield dg.MaterializeResult(asset_key=["corpus", name], metadata={"dagster/row_count": count})
