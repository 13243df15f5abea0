"""Every row of the replayed web, through a real server and the real client to the document and its outcome."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.config import Crawl
from pipeline.reports.understand import understand
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.pages import Page, PageReader
from pipeline.stages.posts import source_of
from pipeline.stages.progress import Progress
from pipeline.web.answers import FetchLogEntry
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.tokens import KEYS
from pipeline.web.urls import canonical, identify, request_url
from tests.web.conftest import QuickClock
from tests.web.replayed import articles, decks, events, files, recordings, wire
from tests.web.replayed.table import CHECKLIST, Case
from tests.web.server import LoopbackWeb

CASES: tuple[Case, ...] = (*articles.CASES, *decks.CASES, *recordings.CASES, *events.CASES, *files.CASES, *wire.CASES)
# cases of the checklist that are lists or take two runs: `test_replayed_lists` and `test_replayed_runs` hold them
ELSEWHERE = {
    "qiita: a feed with a bare <link>",
    "qiita: API pages with Link, Total-Count and Rate headers, and a 403 run-out",
    "zenn: paging by next_page",
    "304",
}
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_row_of_the_replayed_web(case: Case, web: LoopbackWeb, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for served in case.served:
        served.put(web)
    got = ask(case, web, folder, monkeypatch)
    document = got.page.document
    assert (got.page.status, document.layers if document else ()) == (case.outcome, case.layers)
    assert case.says in got.page.reason
    wanted = (served.url for served in case.served) if case.asked is None else case.asked
    assert list(dict.fromkeys(got.requests)) == list(dict.fromkeys(request_url(url) for url in wanted))
    assert bool(got.lines) == (document is None and case.outcome != "")
    if document is None:
        return
    assert document.title == case.title
    assert len(document.pages) == case.pages
    by_number = {one.number: one.text for one in document.pages}
    for number, words in case.texts.items():
        assert words in by_number[number]
    for name, value in case.facts.items():
        assert getattr(document, name) == value
    said = "\n".join([document.title, document.description, *by_number.values()])
    assert not [words for words in case.not_said if words in said]
    if case.links:
        found = [identify(link.url).url for link in understand(source_of(document)).links]
        assert [url for url in case.links if url not in found] == []


def test_every_case_of_the_checklist_is_a_row() -> None:
    proven = {entry for case in CASES for entry in case.proves}
    assert proven - set(CHECKLIST) == set()
    assert [entry for entry in CHECKLIST if entry not in proven | ELSEWHERE] == []
