"""The demo's recorded web, asked once, through the client and the stages that a run uses."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.config import load_settings
from pipeline.paths import CHECKOUT
from pipeline.stages.discover import discover
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.pages import Page, PageReader
from pipeline.stages.progress import Progress
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.replay import ReplayTransport
from pipeline.web.urls import identify

DEMO = CHECKOUT / "data" / "demo"


class DemoWeb:
    """Pages of the recorded web, each asked for when it is first wanted."""

    def __init__(self, folder: Path) -> None:
        self.settings = load_settings(DEMO / "corpus.toml")
        self.transport = ReplayTransport(DEMO / "web")
        self.archive = Archive(folder / "archive.sqlite")
        self.asked: set[str] = set()
        self._reader = PageReader(self.archive, folder / "pages.parquet")

    def found(self) -> list[str]:
        """Addresses of the posts that the demo's sources name."""

        async def work() -> list[str]:
            async with Client(self.archive, self.settings.crawl, transport=self.transport) as client:
                found, _ = await discover(self.settings, client, self.archive)
            return [post.url for post in found]

        return asyncio.run(work())

    def page(self, url: str) -> Page:
        """The page at `url`, asked for and read."""
        address = identify(url).url

        async def work() -> None:
            async with Client(self.archive, self.settings.crawl, transport=self.transport) as client:
                await fetch_pages([address], client, self.archive, Progress())

        if address not in self.asked:
            self.asked.add(address)
            asyncio.run(work())
        return self._reader.page(address)


@pytest.fixture(scope="package")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoWeb]:
    """The demo's web, with an archive of its own."""
    web = DemoWeb(tmp_path_factory.mktemp("demo"))
    yield web
    web.archive.close()
