"""What several pages, and several runs, have to do with each other: through a real server, from the client to the documents."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.config import Crawl
from pipeline.corpus.inputs import Material
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.materials import read_materials
from pipeline.stages.pages import Page, PageReader
from pipeline.stages.progress import Progress
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from tests.web.conftest import QuickClock
from tests.web.replayed.decks import DECK as DECK_URL
from tests.web.replayed.decks import EMBED_KEY, TIDES, deck_page, show, slideshare
from tests.web.replayed.events import API, EVENT, KEY, shown, told
from tests.web.replayed.table import CHALLENGE, NOT_FOUND
from tests.web.replayed.wire import ARTICLE, BLOG
from tests.web.server import LoopbackWeb

OTHER_TIDES = "https://www.slideshare.net/slideshow/other-tides/99010204"
OEMBED = "https://speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fukai_wataru%2Fownership-and-sluices"


@dataclass
class Runs:
    """Runs on one archive, one after the other; every run has its own client, hosts left alone and log."""

    web: LoopbackWeb
    folder: Path
    clock: QuickClock

    def ask(
        self, *urls: str, left_alone: dict[str, str] | None = None, **crawl: Any
    ) -> tuple[dict[str, Page], list[str]]:
        """(what each address reads as afterwards, the lines of this run); clients of one run share `left_alone`."""
        progress = Progress()
        settings = Crawl.model_validate({"recheck_hours": 0, "recheck_gone_days": 0, "retries": 0, **crawl})
        with Archive(self.folder / "archive.sqlite") as archive:

            async def work() -> None:
                transport = self.web.transport()
                async with Client(
                    archive, settings, transport=transport, clock=self.clock, left_alone=left_alone
                ) as client:
                    await fetch_pages(urls, client, archive, progress)

            asyncio.run(work())
            reader = PageReader(archive, self.folder / "pages.parquet")
            pages = {url: reader.page(url) for url in urls}
            reader.save()
        self.clock.passed += 86_400
        return pages, progress.problems

    def materials(self, urls: Sequence[str]) -> dict[str, Material]:
        with Archive(self.folder / "archive.sqlite") as archive:
            return read_materials(urls, [], PageReader(archive, self.folder / "pages.parquet"), Progress())


@pytest.fixture
def runs(web: LoopbackWeb, folder: Path, clock: QuickClock) -> Runs:
    return Runs(web, folder, clock)


def words(page: Page) -> str:
    assert page.document is not None
    return "\n".join(one.text for one in page.document.pages)


def test_what_did_not_change_is_confirmed_by_304_and_read_once(runs: Runs, web: LoopbackWeb) -> None:
    web.page(BLOG, ARTICLE)
    (first, _), (again, lines) = runs.ask(BLOG), runs.ask(BLOG)
    assert web.requests[-1].headers["if-none-match"]
    assert again[BLOG].document == first[BLOG].document
    assert again[BLOG].fetched_at == first[BLOG].fetched_at
    assert again[BLOG].checked_at is not None
    assert first[BLOG].checked_at is not None
    assert (again[BLOG].checked_at - first[BLOG].checked_at).days == 1
    assert lines == []


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [(404, NOT_FOUND, "gone"), (200, "<title>404 Not Found</title>", "gone"), (403, "", "private"), (500, "", "error")],
)
def test_what_is_gone_keeps_the_text_that_was_read_before(
    runs: Runs, web: LoopbackWeb, status: int, body: str, outcome: str
) -> None:
    web.page(DECK_URL, deck_page())
    web.page(DECK_URL, body, status=status)
    web.page(OEMBED, status=status if status != 200 else 404)
    (before, _), (after, _) = runs.ask(DECK_URL), runs.ask(DECK_URL)
    assert (before[DECK_URL].status, after[DECK_URL].status) == ("ok", outcome)
    assert words(after[DECK_URL]) == words(before[DECK_URL]) != ""
    assert after[DECK_URL].fetched_at == before[DECK_URL].fetched_at
    (third, _) = runs.ask(DECK_URL)
    assert words(third[DECK_URL]) == words(before[DECK_URL]), "and in every run after that"


def test_a_host_that_blocks_is_left_alone_for_the_rest_of_the_run_and_asked_again_in_the_next(
    runs: Runs, web: LoopbackWeb
) -> None:
    web.page(TIDES, CHALLENGE)
    web.page(TIDES, slideshare(show(transcript=["Tides", "Boats"])))
    web.page(OTHER_TIDES, slideshare(show(title="Other", canonicalUrl=OTHER_TIDES)))
    web.page(BLOG, ARTICLE)
    pages, lines = runs.ask(TIDES, OTHER_TIDES, BLOG)
    assert [pages[url].status for url in (TIDES, OTHER_TIDES, BLOG)] == ["blocked", "blocked", "ok"]
    assert web.asked().count(TIDES) == 1
    assert OTHER_TIDES not in web.asked()
    assert len(lines) == 2
    assert lines[0].startswith(f"blocked: {TIDES}: bot wall")
    assert lines[1].startswith(f"blocked: {OTHER_TIDES}: left alone: bot wall")
    pages, lines = runs.ask(TIDES, OTHER_TIDES)
    assert [page.status for page in pages.values()] == ["ok", "ok"]
    assert lines == []


def test_a_wall_that_only_the_sites_reader_knows_blocks_its_host_too(runs: Runs, web: LoopbackWeb) -> None:
    first, second = (f"https://www.youtube.com/watch?v=N4g1Rust4_{n}" for n in (0, 1))
    for url in (first, second):
        web.page(f"https://www.youtube.com/oembed?url={quote(url, safe='')}&format=json", status=400)
        web.page(url, "<form action='/das_captcha'></form>" + "word " * 2000)
    left_alone: dict[str, str] = {}  # as the stages of one run share it
    for url in (first, second):
        pages, lines = runs.ask(url, left_alone=left_alone, youtube_watch_pages=True)
        assert pages[url].status == "blocked"
        assert "a captcha instead of the video" in lines[0]
    watched = [url for url in web.asked() if "/watch" in url.partition("?")[0]]
    assert len(watched) == 1


def test_many_pages_of_one_blocking_host_are_one_line(runs: Runs, web: LoopbackWeb) -> None:
    web.page(TIDES, CHALLENGE)
    others = [f"https://www.slideshare.net/slideshow/deck/{99010300 + n}" for n in range(5)]
    _, lines = runs.ask(TIDES, *others)
    assert [line.partition(": left alone")[0] for line in lines[1:]] == [f"blocked: {others[0]} and 4 more"]


def test_a_text_read_before_survives_the_walls_of_later_runs(runs: Runs, web: LoopbackWeb) -> None:
    web.page(TIDES, slideshare(show(transcript=["Tides", "Boats"])))
    web.page(TIDES, CHALLENGE)
    (before, _), (after, _) = runs.ask(TIDES), runs.ask(TIDES)
    assert after[TIDES].status == "blocked"
    assert words(after[TIDES]) == words(before[TIDES]) == "Tides\nBoats"


def test_events_of_a_key_that_is_not_taken_are_one_line_and_come_back_with_the_key(
    runs: Runs, web: LoopbackWeb, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in KEY.items():
        monkeypatch.setenv(name, value)
    events = [EVENT, EVENT.replace("990101", "990102"), EVENT.replace("990101", "990103")]
    web.page(f"{API}/events/?event_id=990101", status=404)
    for number in ("990101", "990102", "990103"):
        url = EVENT.replace("990101", number)
        web.page(f"{API}/events/?event_id={number}", told(id=int(number), url=url), content_type="application/json")
        web.page(f"{API}/events/{number}/presentations/?start=1&count=100", shown(), content_type="application/json")
    pages, lines = runs.ask(*events, recheck_gone_days=30)
    assert {page.status for page in pages.values()} == {"private"}
    assert len(web.asked()) == 1
    assert [line.count("does not take the key in CONNPASS_API_KEY") for line in lines] == [1, 1]
    pages, lines = runs.ask(*events, recheck_gone_days=30)
    assert {page.status for page in pages.values()} == {"ok"}
    assert lines == []


def test_an_embeds_key_that_robots_closes_is_the_deck_that_names_it(runs: Runs, web: LoopbackWeb) -> None:
    web.page(
        "https://www.slideshare.net/robots.txt",
        "User-agent: *\nDisallow: /slideshow/embed_code/",
        content_type="text/plain",
    )
    web.page(TIDES, slideshare(show(transcript=["Tides", "Boats"])))
    pages, lines = runs.ask(EMBED_KEY, TIDES)
    assert [page.status for page in pages.values()] == ["robots", "ok"]
    assert len(lines) == 1
    deck = pages[TIDES].document
    assert deck is not None
    assert deck.aliases == ("slideshare:key/NaGi4aSyNc",)


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_addresses_of_one_deck_the_one_that_can_be_read_counts(runs: Runs, web: LoopbackWeb, order: int) -> None:
    closed = "https://www.slideshare.net/slideshow/embed_code/99010203"
    web.page(
        "https://www.slideshare.net/robots.txt",
        "User-agent: *\nDisallow: /slideshow/embed_code/",
        content_type="text/plain",
    )
    web.page(TIDES, slideshare(show(transcript=["Tides", "Boats"])))
    urls = [TIDES, closed][::order]
    runs.ask(*urls)
    (material,) = runs.materials(urls).values()
    assert (material.key, material.status) == ("slideshare:99010203", "ok")
    assert material.document is not None
