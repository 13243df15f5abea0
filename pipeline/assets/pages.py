"""Getting and reading: sources -> report_pages -> reports -> material_pages -> materials.

Only `report_pages` and `material_pages` ask the web; what comes back is kept in archive.sqlite, and the other two read
from there alone. Schedule: with the job of `pipeline.definitions`.
"""

from __future__ import annotations

from collections import Counter

import dagster as dg

from pipeline.stages.site_figures import as_markdown
from pipeline.stages.workspace import Workspace

GROUP = "pages"


@dg.asset(group_name=GROUP, kinds={"sqlite"})
def report_pages(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """The posts that the sources of corpus.toml name, asked for politely and archived."""
    found = workspace.fetch_report_pages()
    outcomes = dict(sorted(workspace.progress.outcomes.items()))
    return dg.MaterializeResult(metadata={"posts": found, "outcomes": dg.MetadataValue.json(outcomes)})


@dg.asset(group_name=GROUP, kinds={"parquet"}, deps=[report_pages])
def reports(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """The posts, read and understood: event, talks, remarks, links, each with evidence."""
    posts = workspace.read_reports()
    kinds = dict(Counter(str(post.report.kind) for post in posts))
    talks = sum(len(post.report.talks) for post in posts)
    return dg.MaterializeResult(
        metadata={"dagster/row_count": len(posts), "kinds": dg.MetadataValue.json(kinds), "talks": talks}
    )


@dg.asset(group_name=GROUP, kinds={"sqlite"}, deps=[reports])
def material_pages(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """The decks, articles, recordings and event pages that the reports link to, asked for and archived."""
    asked = workspace.fetch_material_pages()
    outcomes = dict(sorted(workspace.progress.outcomes.items()))
    return dg.MaterializeResult(metadata={"addresses": asked, "outcomes": dg.MetadataValue.json(outcomes)})


@dg.asset(group_name=GROUP, kinds={"parquet"}, deps=[material_pages])
def materials(workspace: dg.ResourceParam[Workspace]) -> dg.MaterializeResult[None]:
    """What the linked pages say: slides page by page, sections of articles, recordings."""
    read = workspace.read_materials()
    by_site = dict(Counter(m.site for m in read.values() if m.document))
    layers = dict(
        Counter(f"{m.site}: {m.document.layers[0]}" for m in read.values() if m.document and m.document.layers)
    )
    return dg.MaterializeResult(
        metadata={
            "dagster/row_count": len(read),
            "read_by_site": dg.MetadataValue.json(by_site),
            "read_by_layer": dg.MetadataValue.json(layers),
            "outcomes": dg.MetadataValue.json(dict(Counter(m.status or "not asked" for m in read.values()))),
            "sites": dg.MetadataValue.md(as_markdown(workspace.site_figures())),
        }
    )
