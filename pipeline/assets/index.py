"""The search index: tables -> passages -> passage_vectors and search_index.

A text is embedded once per model; the index is made whole on every build, so it cannot drift from the rows.
"""

from __future__ import annotations

import dagster as dg

from pipeline.assets.tables import column_schema
from pipeline.stages.workspace import NORMALISED_TABLES, Workspace

GROUP = "search"


@dg.asset(
    group_name=GROUP,
    kinds={"parquet"},
    deps=[dg.AssetKey(["corpus", name]) for name in NORMALISED_TABLES],
    metadata={"dagster/column_schema": column_schema("passages")},
)
def passages(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """The units of search: stretches of slides, articles, reports and remarks, each with the link that lands on it."""
    return dg.MaterializeResult(metadata={"dagster/row_count": workspace.cut_passages()})


@dg.asset(
    group_name=GROUP, kinds={"parquet"}, deps=[passages], metadata={"dagster/column_schema": column_schema("vectors")}
)
def passage_vectors(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """The passages' embeddings, L2-normalised."""
    count, model = workspace.embed_passages()
    return dg.MaterializeResult(metadata={"dagster/row_count": count, "model": model})


@dg.asset(
    group_name=GROUP, kinds={"parquet"}, deps=[passages], metadata={"dagster/column_schema": column_schema("postings")}
)
def search_index(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """Terms and postings with BM25 weights worked out."""
    terms, postings = workspace.index_passages()
    return dg.MaterializeResult(metadata={"dagster/row_count": postings, "terms": terms})
