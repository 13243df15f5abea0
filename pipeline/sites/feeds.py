"""Atom and RSS feeds: their entries, newest first as the feed has them. Nothing raises.

feedparser reads bytes, and is as tolerant as feeds need: Qiita's user and tag feeds hold a bare `<link>` and `<url>`, which
no Atom parser accepts (SEEN). An entry's `<id>` there is not the item's; the address is `link[rel=alternate]`.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import feedparser

from pipeline.sites.fields import line
from pipeline.sites.moments import moment
from pipeline.web.urls import canonical

MAX_BYTES = 10_000_000
_MOST_ENTRIES = 2000


@dataclass(frozen=True)
class FeedEntry:
    """One entry: `url` is canonical, without the feed's tracking parameters."""

    url: str
    title: str = ""
    published_at: datetime | None = None  # with zone; the update's time where no other is given
    author: str = ""
    summary: str = ""  # an excerpt, plain or with markup, as the feed has it


def read_feed(body: bytes) -> list[FeedEntry]:
    """The entries of a feed, each address once; empty where `body` is no feed."""
    if not body.strip() or len(body) > MAX_BYTES:
        return []
    # a str would be taken for an address to fetch, bytes are parsed as they are
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    entries: dict[str, FeedEntry] = {}
    for entry in parsed.get("entries", [])[:_MOST_ENTRIES]:
        url = _address(entry)
        if url:
            entries.setdefault(url, _entry(url, entry))
    return list(entries.values())


def _address(entry: Any) -> str:
    """The entry's page: its alternate link, else its link, its `<url>`, or an id that is an address."""
    alternate = (link.get("href", "") for link in entry.get("links", []) if link.get("rel") == "alternate")
    for found in (*alternate, entry.get("link", ""), entry.get("url", ""), entry.get("id", "")):
        if isinstance(found, str) and found.strip().lower().startswith(("http://", "https://")):
            return canonical(found)
    return ""


def _entry(url: str, entry: Any) -> FeedEntry:
    return FeedEntry(
        url,
        title=line(_text(entry.get("title"))),
        published_at=_when(entry, "published") or _when(entry, "updated"),
        author=line(_text(entry.get("author"))),
        summary=_text(entry.get("summary"))[:20_000],
    )


def _when(entry: Any, name: str) -> datetime | None:
    """feedparser's own reading (UTC); it misses some forms that `moment` knows."""
    parsed = entry.get(f"{name}_parsed")
    if parsed is not None:
        try:
            return datetime.fromtimestamp(calendar.timegm(parsed), UTC)
        except (ValueError, OverflowError, OSError, TypeError):
            pass
    return moment(_text(entry.get(name)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
