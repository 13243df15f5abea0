"""kind = "qiita": the posts of a user, tag, organization or search, by API v2; by feed where the API gives nothing.

The API pages by `Link: <...>; rel="next"` (at most 100 pages) and tells in `Rate-Remaining` how many requests are left this
hour: 60 without a token, 1,000 with QIITA_TOKEN. Asking ends before the last one is used, so that the posts themselves can
still be read; pages that were read on an earlier day are read again. SEEN in Qiita's OpenAPI description; that an
organization's posts are found by `org:` is RECALLED.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote, urlencode

from pipeline.config import QiitaSource
from pipeline.sites.fields import at, line_at, list_at, text_at
from pipeline.stages.discovery.found import Finds
from pipeline.stages.discovery.listing import Asked, Entry, Lists, sift, told
from pipeline.web.urls import identify

API = "https://qiita.com/api/v2"
PER_PAGE = 50
_NEXT = re.compile(r"<([^<>]+)>\s*;[^,]*\brel=\"?next\"?")


async def discover_qiita(source: QiitaSource, lists: Lists) -> Finds:
    """The posts that may tell of events, and how asking went."""
    asked: list[Asked] = []
    entries: list[Entry] = []
    note = ""
    async for page in lists.pages(_first_page(source), _next, _allows):
        asked.append(page)
        items = page.value if isinstance(page.value, list) else []
        entries += [entry for item in items if (entry := _entry(item)) is not None]
        if len(entries) >= source.limit:
            break
        if not note and _next(page) and not _allows(page):
            note = f"stopped after {len(asked)} pages: Qiita's allowance of requests for this hour is used up"
    listed = None if note else len(entries)
    feed = _feed(source)
    if not entries and feed:
        page, entries = await lists.feed(feed)
        asked.append(page)
        listed = page.listed
        note = f"{len(entries)} newest posts by the feed, for the API gave none" if entries else note
    return told(source, asked, sift(source, entries[: source.limit]), listed, note)


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


def _next(page: Asked) -> str:
    """The following page, by the header Link (RFC 8288); only the API's own addresses are followed."""
    found = _NEXT.search(page.kept.headers.get("link", "")) if page.kept is not None else None
    return found[1] if found and found[1].startswith(f"{API}/") else ""


def _allows(page: Asked) -> bool:
    """Whether the allowance of this hour leaves one more request for the list; an answer of an earlier hour does not tell."""
    if page.answer is None or not page.is_new:
        return True
    return page.answer.headers.get("rate-remaining", "").strip() not in ("0", "1")
