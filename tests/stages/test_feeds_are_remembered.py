"""A feed drops a post after a while; the corpus keeps what the feed ever named."""

from datetime import UTC, datetime
from pathlib import Path

from pipeline.config import Crawl, FeedSource
from pipeline.stages.discovery.given import of_feed
from pipeline.web.answers import Answer, Outcome
from pipeline.web.archive import Archive
from pipeline.web.client import Client

FEED = "https://kumiko.example/feed.atom"
ENTRY = '<entry><title>{0}</title><link rel="alternate" href="https://kumiko.example/posts/{0}"/><id>{0}</id></entry>'


def feed(*names: str) -> bytes:
    entries = "".join(ENTRY.format(name) for name in names)
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Kumiko</title>{entries}</feed>'.encode()


def answer(body: bytes, day: int) -> Answer:
    moment = datetime(2024, 4, day, tzinfo=UTC)
    return Answer(FEED, FEED, 200, Outcome.OK, "", {"content-type": "application/atom+xml"}, body, moment, moment)


async def test_what_a_feed_named_before_is_still_found_when_it_is_dropped_or_the_feed_is_gone(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "manifest.toml").touch()
    with Archive(tmp_path / "archive.sqlite") as archive:
        archive.put(answer(feed("spring", "winter"), 1))
        archive.put(answer(feed("summer", "spring"), 2))
        async with Client(archive, Crawl(replay=tmp_path / "web")) as client:
            finds = await of_feed(FeedSource(kind="feed", name="kumiko", url=FEED), client, archive)
    assert [found.url.rpartition("/")[2] for found in finds.found] == ["summer", "spring", "winter"]
    assert finds.states[0].status == "gone"


async def test_the_limit_counts_for_each_answer(tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    (tmp_path / "web" / "manifest.toml").touch()
    with Archive(tmp_path / "archive.sqlite") as archive:
        archive.put(answer(feed("spring", "winter"), 1))
        archive.put(answer(feed("summer", "spring"), 2))
        async with Client(archive, Crawl(replay=tmp_path / "web")) as client:
            finds = await of_feed(FeedSource(kind="feed", name="kumiko", url=FEED, limit=1), client, archive)
    assert [found.url.rpartition("/")[2] for found in finds.found] == ["summer", "spring"]
