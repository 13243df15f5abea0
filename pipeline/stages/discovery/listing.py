"""What all sources share that list posts of all sorts: asking for a list's pages, and sifting what they list."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.config import ListingSource
from pipeline.sites.feeds import FeedEntry, read_feed
from pipeline.sites.fields import load_json
from pipeline.stages.discovery.found import Finds, Found, passed_over, state_of
from pipeline.stages.discovery.likely import looks_like_report
from pipeline.web.answers import Answer, Outcome, Request, variant_of
from pipeline.web.archive import Archive
from pipeline.web.charset import text_of
from pipeline.web.client import Client
from pipeline.web.urls import canonical, identify

FEED_TYPES = "application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"
JSON_TYPES = "application/json"
MAX_BYTES = 40_000_000  # of one page of a list: some hold the posts themselves
MOST_PAGES = 100  # of one list
UNLIKELY = "neither title nor tags look like an event report; 'force' takes it in all the same"
NO_ENTRY = "no entry in the feed"
NO_REPORT = "was read and is no event report; 'force' takes it in all the same"


@dataclass(frozen=True)
class Entry:
    """A post as a list names it; `vouched`: where it is listed says that it tells of an event."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    vouched: bool = False


@dataclass(frozen=True)
class Asked:
    """An address of a list, its answer of today, and the page to read: today's, else the last that could be read."""

    url: str
    answer: Answer | None  # None: not asked for, see `Lists.pages`
    kept: Answer | None
    value: Any = None  # of JSON
    listed: int = 0  # of a feed: entries that can be read in today's answer
    is_new: bool = False  # of JSON: the answer came just now, its headers tell of today; not so after a 304

    @property
    def trouble(self) -> str:
        """Why there is no page of today; empty where there is one, or it was not asked for."""
        if self.answer is None or self.answer.outcome.has_body:
            return ""
        return self.answer.reason or self.answer.outcome.value


class Lists:
    """Asks for the pages of lists; each is archived, and asked for conditionally the next time."""

    def __init__(self, client: Client, archive: Archive) -> None:
        self._client = client
        self._archive = archive

    async def json(self, url: str) -> Asked:
        """A page of JSON: today's, else the last that could be read."""
        before = self._client.now()
        answer = await self._client.fetch(Request(url, accept=JSON_TYPES, layer="list", max_bytes=MAX_BYTES))
        return self._page(url, answer, is_new=answer.fetched_at >= before)

    async def pages(
        self, first: str, following: Callable[[Asked], str], allows: Callable[[Asked], bool] = lambda _: True
    ) -> AsyncIterator[Asked]:
        """The pages of a list of JSON, one after another; `following` tells the next one's address, "" to end.

        Once a page cannot be had, or does not allow that more is asked for, the further ones are those that could be
        read before, so that a bad day makes no post disappear.
        """
        url, seen, asks = first, set[str](), True
        while url and url not in seen and len(seen) < MOST_PAGES:
            seen.add(url)
            page = await self.json(url) if asks else self._page(url, None)
            if page.answer is None and page.kept is None:
                return
            yield page
            url = following(page)
            asks = asks and not page.trouble and allows(page)

    async def feed(self, url: str, newest: int | None = None) -> tuple[Asked, list[Entry]]:
        """A feed, and the entries that it ever named, of each answer its `newest`."""
        answer = await self._client.fetch(Request(url, accept=FEED_TYPES, layer="feed"))
        kept = answer if answer.outcome.has_body else self._archive.latest_readable(url, variant_of(FEED_TYPES))
        listed = len(read_feed(answer.body)) if answer.outcome.has_body else 0
        entries = [Entry(one.url, one.title) for one in entries_ever(self._archive, url, newest)]
        return Asked(url, answer, kept, listed=listed), entries

    def _page(self, url: str, answer: Answer | None, *, is_new: bool = False) -> Asked:
        came = answer is not None and answer.outcome.has_body
        kept = answer if came else self._archive.latest_readable(url, variant_of(JSON_TYPES))
        return Asked(url, answer, kept, load_json(text_of(kept)) if kept is not None else None, is_new=is_new)


def entries_ever(archive: Archive, url: str, newest: int | None = None) -> list[FeedEntry]:
    """What a feed named in any of its archived answers (of each its `newest` entries), each post once, newest first.

    A feed drops a post after a while, or cannot be had today; the corpus keeps what it named.
    """
    entries: dict[str, FeedEntry] = {}
    for body in archive.readable_bodies(url, variant_of(FEED_TYPES)):
        for entry in read_feed(body)[:newest]:
            entries.setdefault(entry.url, entry)
    return list(entries.values())


def sift(source: ListingSource, entries: Iterable[Entry]) -> Finds:
    """The posts among `entries` that may tell of events, at most `source.limit`, and those that are passed over.

    `source.force` are taken in whatever they are called, listed or not.
    """
    finds = Finds()
    forced = {identify(url).key: canonical(url) for url in source.force}
    finds.found += [Found(source.name, url=url) for url in forced.values()]
    seen = set(forced)
    for entry in entries:
        identity = identify(entry.url)
        if identity.key in seen or not identity.url.startswith(("http://", "https://")):
            continue
        seen.add(identity.key)
        if entry.vouched or looks_like_report(entry.title, entry.tags):
            finds.found.append(Found(source.name, url=identity.url, sifted=True))
        else:
            finds.states.append(passed_over(source.name, identity.url, UNLIKELY))
    return finds


def told(source: ListingSource, asked: Sequence[Asked], finds: Finds, listed: int | None, note: str = "") -> Finds:
    """`finds` with how asking went: one state for the list, by its first address, with the first thing that went wrong.

    `listed`: the entries that could be read in today's pages, None where not all pages were asked for.
    """
    first = asked[0] if asked else None
    bad = next((one for one in asked if one.trouble), None)
    status = bad.answer.outcome if bad is not None and bad.answer is not None else Outcome.OK
    reason = "; ".join(part for part in (f"{bad.trouble} ({bad.url})" if bad else "", note) if part)
    if not reason and not finds.found and not finds.states:
        reason = "nothing is listed there"
    url = first.url if first else ""
    count = len(finds.found)
    today = listed if all(one.answer is not None and not one.trouble for one in asked) else None
    finds.states.insert(0, state_of(source.name, source.kind, url, status.value, reason, count, today))
    return finds
