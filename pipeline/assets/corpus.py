"""The file: everything -> unpublished_corpus -> checks -> talk_corpus.

The new file is built beside the published one; blocking checks stand between it and the swap, so readers only ever see a
file that passed them.
"""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipeline.assets.index import passage_vectors, passages, search_index
from pipeline.corpus.checks import CHECKS
from pipeline.stages import alarm
from pipeline.stages.workspace import NORMALISED_TABLES, Workspace

GROUP = "corpus"


@dg.asset(
    group_name=GROUP,
    kinds={"duckdb"},
    deps=[passages, passage_vectors, search_index, *(dg.AssetKey(["corpus", name]) for name in NORMALISED_TABLES)],
)
def unpublished_corpus(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """talks.duckdb.new: all tables, views and macros, with comments."""
    rows = workspace.build()
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": sum(rows.values()),
            "rows": dg.MetadataValue.json(rows),
            "bytes": workspace.paths.corpus_new.stat().st_size,
        }
    )


@dg.multi_asset_check(
    specs=[
        dg.AssetCheckSpec(name, asset=unpublished_corpus, description=description, blocking=True)
        for name, description in (CHECKS | {alarm.NAME: alarm.DESCRIPTION}).items()
    ]
)
def corpus_checks(workspace: dg.ResourceParam[Workspace]) -> Iterator[dg.AssetCheckResult]:
    """What a corpus must fulfil before it is published."""
    for result in workspace.check():
        yield dg.AssetCheckResult(
            check_name=result.name,
            asset_key=unpublished_corpus.key,
            passed=result.passed,
            metadata={"facts": dg.MetadataValue.json(dict(result.facts))},
        )


@dg.asset(group_name=GROUP, kinds={"duckdb"}, deps=[unpublished_corpus])
def talk_corpus(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """data/talks.duckdb, swapped in whole."""
    path = workspace.publish()
    return dg.MaterializeResult(metadata={"path": dg.MetadataValue.path(str(path)), "bytes": path.stat().st_size})
