"""One post, from a path or an address, for `talks read`: no other page is fetched, nothing is kept but the archive's answer."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.config import Crawl
from pipeline.errors import ReadError, one_line
from pipeline.paths import DataPaths
from pipeline.reports.files import load_post
from pipeline.reports.report import Source
from pipeline.web.urls import canonical


def source_at(name: str, crawl: Callable[[], Crawl], paths: DataPaths) -> Source:
    """The post at `name`; its source's name is `name` as given. Raises ReadError."""
    if name.lower().startswith(("http://", "https://")):
        return replace(_from_web(name, crawl(), paths), name=name)
    return replace(load_post(Path(name)), name=name)


def _from_web(name: str, crawl: Crawl, paths: DataPaths) -> Source:
    # fetching machinery only where it is needed: reading files starts faster without it
    from pipeline.stages.fetch import fetch_pages
    from pipeline.stages.pages import PageReader
    from pipeline.stages.posts import source_of
    from pipeline.stages.progress import Progress
    from pipeline.web.archive import Archive
    from pipeline.web.client import Client

    url = canonical(name)
    paths.root.mkdir(parents=True, exist_ok=True)
    with Archive(paths.archive) as archive:

        async def work() -> None:
            async with Client(archive, crawl) as client:
                await fetch_pages([url], client, archive, Progress())

        asyncio.run(work())
        page = PageReader(archive, paths.stages / "single.parquet").page(url)
    if page.document is None or page.document.text_format == "none":
        why = f"{page.status or 'not asked'}: {page.reason or 'no text'}"
        raise ReadError(one_line(name, "must be a page with text", why, "check the address, or give a file"))
    return source_of(page.document)
