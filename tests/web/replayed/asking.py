"""Asking for a row's address as a run does: by the site's layers, through the real client, then read from the archive alone."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.config import Crawl
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.pages import Page, PageReader
from pipeline.stages.progress import Progress
from pipeline.web.answers import FetchLogEntry
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.tokens import KEYS
from pipeline.web.urls import canonical
from tests.web.conftest import QuickClock
from tests.web.replayed.table import Case
from tests.web.server import LoopbackWeb

SETTINGS = {"recheck_hours": 0, "recheck_gone_days": 0, "timeout_seconds": 5, "retries": 0}


@dataclass(frozen=True)
class Asked:
    """What came of asking for one row's address."""

    page: Page
    requests: list[str]
    lines: list[str]
    log: list[FetchLogEntry]


def ask(case: Case, web: LoopbackWeb, folder: Path, patch: pytest.MonkeyPatch) -> Asked:
    """Ask for the row's address as a run does, then read it from the archive alone."""
    for key in KEYS:
        patch.delenv(key.variable, raising=False)
    for name, value in case.keys.items():
        patch.setenv(name, value)
    progress, log = Progress(), list[FetchLogEntry]()
    address = canonical(case.url)
    with Archive(folder / "archive.sqlite") as archive:

        async def work() -> None:
            crawl = Crawl.model_validate({**SETTINGS, **case.crawl})
            async with Client(
                archive, crawl, transport=web.transport(), on_entry=log.append, clock=QuickClock()
            ) as client:
                await fetch_pages([address], client, archive, progress)

        asyncio.run(work())
        page = PageReader(archive, folder / "pages.parquet").page(address)
        for url, outcome in case.kept.items():
            kept = archive.last_attempt(url)
            assert kept is not None, url
            assert kept.outcome.value == outcome, (url, kept.reason)
    return Asked(page, web.asked(), progress.problems, log)
