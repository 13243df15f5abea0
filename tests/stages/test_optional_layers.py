"""Layers that the settings must allow: asked for only then, and their refusals heard."""

import asyncio
from pathlib import Path

import pytest

from pipeline.config import Crawl
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.pages import PageReader
from pipeline.stages.progress import Progress
from pipeline.web.answers import Outcome
from pipeline.web.archive import Archive
from pipeline.web.client import Client

URL = "https://www.youtube.com/watch?v=H0sh1m1da1_"
OEMBED = "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DH0sh1m1da1_&format=json"
CAPTIONS = "https://www.youtube.com/api/timedtext?v=H0sh1m1da1_&opi=1&lang=ja"
PAGES = Path(__file__).parents[1] / "sites" / "pages" / "youtube"


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """A recorded web with a video's oEmbed, watch page and captions."""
    folder = tmp_path / "web"
    folder.mkdir()
    rows = []
    for url, name in ((OEMBED, "oembed.json"), (URL, "watch_captions.html"), (CAPTIONS, "captions.xml")):
        (folder / name).write_bytes((PAGES / name).read_bytes())
        rows.append(f'[[answer]]\nurl = "{url}"\nfile = "{name}"\n')
    (folder / "manifest.toml").write_text("\n".join(rows), encoding="utf-8")
    return folder


def fetched(web: Path, folder: Path, **allowed: bool) -> tuple[list[str], tuple[str, ...]]:
    """The addresses that were asked for, robots.txt aside, and the layers of what was then read."""
    crawl = Crawl(replay=web, seconds_between_requests=0, **allowed)
    with Archive(folder / "archive.sqlite") as archive:

        async def work() -> None:
            async with Client(archive, crawl) as client:
                await fetch_pages([URL], client, archive, Progress())

        asyncio.run(work())
        page = PageReader(archive, folder / "pages.parquet").page(URL)
        asked = [url for url in (OEMBED, URL, CAPTIONS) if archive.last_attempt(url) is not None]
    assert page.document is not None
    return asked, page.document.layers


@pytest.mark.parametrize(
    ("allowed", "asked", "layers"),
    [
        ({}, [OEMBED], ("oembed",)),
        ({"captions": True}, [OEMBED], ("oembed",)),
        ({"youtube_watch_pages": True}, [OEMBED, URL], ("player-data", "oembed")),
        (
            {"youtube_watch_pages": True, "captions": True},
            [OEMBED, URL, CAPTIONS],
            ("player-data", "oembed", "captions"),
        ),
    ],
)
def test_what_settings_do_not_allow_is_not_asked_for(
    web: Path, tmp_path: Path, allowed: dict[str, bool], asked: list[str], layers: tuple[str, ...]
) -> None:
    assert fetched(web, tmp_path, **allowed) == (asked, layers)


def test_a_page_that_asks_for_consent_is_no_answer_though_oembed_is(web: Path, tmp_path: Path) -> None:
    wall = '<form action="https://consent.youtube.com/save"><p>Before you continue</p></form>'
    (web / "watch_captions.html").write_text(wall, encoding="utf-8")
    assert fetched(web, tmp_path, youtube_watch_pages=True) == ([OEMBED, URL], ("oembed",))
    with Archive(tmp_path / "archive.sqlite") as archive:
        kept = archive.last_attempt(URL)
        assert kept is not None
        assert kept.outcome is Outcome.PRIVATE
