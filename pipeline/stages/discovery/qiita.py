"""kind = "qiita": the posts of a user, tag, organization or search, by API v2; by feed where the API gives nothing.

The API pages by `Link: <...>; rel="next"` (at most 100 pages) and tells in `Rate-Remaining` how many requests are left this
hour: 60 without a token, 1,000 with QIITA_TOKEN. Asking ends before the last one is used, so that the posts themselves can
still be read. SEEN in Qiita's OpenAPI description; that an organization's posts are found by `org:` is RECALLED.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from pipeline.config import QiitaSource
from pipeline.sites.fields import at, line_at, list_at, text_at
from pipeline.stages.discovery.found import Finds
from pipeline.stages.discovery.listing import Asked, Entry, Lists, sift, told
from pipeline.web.urls import identify

API = "https://qiita.com/api/v2"
PER_PAGE = 50
MOST_PAGES = 100
_NEXT = re.compile(r"<([^<>]+)>\s*;[^,]*\brel=\"?next\"?")


async def discover_qiita(source: QiitaSource, lists: Lists) -> Finds:
    """The posts that may tell of events, and how asking went."""
    asked: list[Asked] = []
    entries: list[Entry] = []
    note = ""
    url = _first_page(source)
    while url and len(asked) < MOST_PAGES and len(entries) < source.limit:
        page = await lists.json(url)
        asked.append(page)
        if not isinstance(page.value, list):
            break
        entries += [entry for item in page.value if (entry := _entry(item)) is not None]
        url = _next(page.answer.headers) if page.answer.outcome.has_body else ""
        if url and page.answer.headers.get("rate-remaining", "").strip() in ("0", "1") and len(entries) < source.limit:
            note = f"stopped after {len(asked)} pages: Qiita's allowance of requests for this hour is used up"
            break
    feed = _feed(source)
    if not entries and feed:
        page, entries = await lists.feed(feed)
        asked.append(page)
        note = f"{len(entries)} newest posts by the feed, for the API gave none" if entries else note
    return told(source, asked, sift(source, entries[: source.limit]), note)


def _first_page(source: QiitaSource) -> str:
    paging = f"page=1&per_page={PER_PAGE}"
    if source.user:
        return f"{API}/users/{quote(source.user, safe='')}/items?{paging}"
    if source.tag:
        return f"{API}/tags/{quote(source.tag, safe='')}/items?{paging}"
    query = f"org:{source.organization}" if source.organization else source.query or ""
    return f"{API}/items?{paging}&{urlencode({'query': query})}"


def _feed(source: QiitaSource) -> str:
    if source.user:
        return f"https://qiita.com/{quote(source.user, safe='')}/feed.atom"
    if source.tag:
        return f"https://qiita.com/tags/{quote(source.tag, safe='')}/feed.atom"
    if source.organization:
        return f"https://qiita.com/organizations/{quote(source.organization, safe='')}/activities.atom"
    return ""


def _entry(item: Any) -> Entry | None:
    url = text_at(item, "url")
    if not identify(url).key.startswith("qiita:") or at(item, "private") is True:
        return None
    tags = tuple(name for tag in list_at(item, "tags") if (name := line_at(tag, "name")))
    return Entry(url, line_at(item, "title"), tags)


def _next(headers: Mapping[str, str]) -> str:
    """The following page, by the header Link (RFC 8288); only the API's own addresses are followed."""
    found = _NEXT.search(headers.get("link", ""))
    return found[1] if found and found[1].startswith(f"{API}/") else ""
