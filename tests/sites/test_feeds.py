"""Feeds as they are served."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from pipeline.sites.feeds import read_feed
from tests.sites.answers import PAGES


def test_qiitas_feed_is_read_in_spite_of_its_bare_links() -> None:
    entries = read_feed((PAGES / "feeds" / "qiita_tag.atom").read_bytes())
    assert [e.url for e in entries] == [
        "https://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a",
        "https://qiita.com/tsuki_no_usagi/items/b1b2c3d4e5f60718293b",
    ]
    assert entries[0].published_at == datetime(2024, 5, 18, 14, 10, tzinfo=UTC)
    assert (entries[0].title, entries[0].author) == ("夜行列車で学ぶGenServer: 3号車の話", "yako_densha")


def test_rss_is_read_and_entries_without_an_address_are_left_out() -> None:
    (entry,) = read_feed((PAGES / "feeds" / "tidelog.rss").read_bytes())
    assert entry.url == "https://saltmarsh.example/notes/tide-tables"
    assert entry.published_at == datetime(2026, 1, 12, 21, tzinfo=UTC)
    assert entry.author == "Oriel Penhaligon"


def test_what_is_no_feed_has_no_entries() -> None:
    assert read_feed(b"") == []
    assert read_feed(b"<html><body>404</body></html>") == []
    assert read_feed(b'{"version": "https://jsonfeed.org/version/1"}') == []


@given(st.binary(max_size=300), st.integers(0, 2000), st.integers(0, 60))
def test_a_damaged_feed_never_raises(noise: bytes, at: int, drop: int) -> None:
    feed = (PAGES / "feeds" / "qiita_tag.atom").read_bytes()
    read_feed(feed[:at] + noise + feed[at + drop :])
