"""Discover: from the sources of corpus.toml to the posts they name, each with the source that led to it.

Each kind of source has its module in `discovery`. Whether a post tells of an event is decided later, by `pipeline.reports`;
of lists that hold all sorts of posts only what looks like it is taken, and what is passed over is told.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from pipeline.config import (
    ConnpassSource,
    FeedSource,
    FilesSource,
    HatenaBookmarkSource,
    PagesSource,
    QiitaSource,
    Settings,
    Source,
    ZennSource,
)
from pipeline.corpus.inputs import SourceState
from pipeline.stages.discovery.connpass import discover_connpass
from pipeline.stages.discovery.found import Finds, Found
from pipeline.stages.discovery.given import of_feed, of_files, of_pages
from pipeline.stages.discovery.hatena import discover_hatena
from pipeline.stages.discovery.listing import Lists
from pipeline.stages.discovery.qiita import discover_qiita
from pipeline.stages.discovery.zenn import discover_zenn
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.urls import identify

__all__ = ["Found", "discover"]


async def discover(settings: Settings, client: Client, archive: Archive) -> tuple[list[Found], list[SourceState]]:
    """All posts of all sources, each once, and how each source did.

    The first source that names a post counts; but one that takes it as it is goes before one that sifts.
    """
    found: dict[str, Found] = {}
    states: list[SourceState] = []
    for finds in await asyncio.gather(*(_of(source, client, archive) for source in settings.source)):
        for post in finds.found:
            key = identify(post.url).key if post.url else post.path
            if key not in found or (found[key].sifted and not post.sifted):
                found[key] = post
        states.extend(finds.states)
    return list(found.values()), [state for state in states if not _is_taken(state, found)]


async def _of(source: Source, client: Client, archive: Archive) -> Finds:
    lists = Lists(client, archive)
    match source:
        case PagesSource():
            return of_pages(source)
        case FeedSource():
            return await of_feed(source, client, archive)
        case FilesSource():
            return of_files(source)
        case QiitaSource():
            return await discover_qiita(source, lists)
        case ZennSource():
            return await discover_zenn(source, lists)
        case ConnpassSource():
            return await discover_connpass(source, lists)
        case HatenaBookmarkSource():
            return await discover_hatena(source, lists)


def _is_taken(state: SourceState, found: Mapping[str, Found]) -> bool:
    """Whether a post that one source passed over is another's."""
    return state.kind == "post" and identify(state.url).key in found
