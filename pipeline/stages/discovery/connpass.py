"""kind = "connpass": the past events of a group or search, by API v2; what was presented there, and the reports.

Nothing is asked without CONNPASS_API_KEY. Of each event the list of presentations is asked for: posts about the event
become reports to be read, decks and recordings come with the event's page (`Found.role` is "event").
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from pipeline.config import ConnpassSource
from pipeline.sites.connpass import API, PER_PAGE, presentations_request, presented
from pipeline.sites.fields import line_at, list_at, number_at, text_at
from pipeline.sites.moments import JST, moment
from pipeline.sites.presentations import MOST
from pipeline.stages.discovery.found import Finds, Found, state_of
from pipeline.stages.discovery.listing import Asked, Entry, Lists, sift, told
from pipeline.web.tokens import key_headers
from pipeline.web.urls import identify

NO_KEY = "connpass is asked only with a key: set CONNPASS_API_KEY"
_NEWEST_FIRST = 2  # `order`: by start, the latest first


async def discover_connpass(source: ConnpassSource, lists: Lists) -> Finds:
    """Events, the reports that their pages list, and how asking went."""
    if not key_headers(f"{API}/events/"):
        finds = sift(source, ())
        finds.states.append(state_of(source.name, source.kind, "", "private", NO_KEY, len(finds.found)))
        return finds
    asked: list[Asked] = []
    events: list[str] = []

    def following(page: Asked) -> str:
        start = 1 + PER_PAGE * len(asked)
        is_there = start <= (number_at(page.value, "results_available") or 0) and list_at(page.value, "events")
        return _address(source, start) if is_there else ""

    async for page in lists.pages(_address(source, 1), following):
        asked.append(page)
        events += [url for event in list_at(page.value, "events") if (url := _past(event))]
        if len(events) >= source.limit:
            break
    events = list(dict.fromkeys(events))[: source.limit]
    entries: list[Entry] = []
    for url in events:
        for page in await _presentations(url, lists):
            if page.trouble and page.answer is not None and page.answer.status != 404:  # some events have no list
                asked.append(page)
            entries += [
                Entry(one.url, one.title, vouched=True)
                for one in presented(list_at(page.value, "presentations"))
                if one.kind == "article"
            ]
    finds = sift(source, entries)
    finds.found += [Found(source.name, url=url, role="event") for url in events]
    return told(source, asked, finds, len(events) + len(entries))


async def _presentations(url: str, lists: Lists) -> list[Asked]:
    """The pages of the list of what was presented at an event."""
    event = identify(url).key.removeprefix("connpass:")
    pages = [await lists.json(presentations_request(event).url)]
    available = min(number_at(pages[0].value, "results_available") or 0, MOST)
    for start in range(1 + PER_PAGE, available + 1, PER_PAGE):
        pages.append(await lists.json(presentations_request(event, start).url))
    return pages


def _address(source: ConnpassSource, start: int) -> str:
    wanted = {"subdomain": source.group} if source.group else {"keyword": source.keyword or ""}
    return f"{API}/events/?{urlencode({**wanted, 'order': _NEWEST_FIRST, 'start': start, 'count': PER_PAGE})}"


def _past(event: Any) -> str:
    """The canonical address of an event that has begun and was not called off; empty for any other."""
    identity = identify(text_at(event, "url"))
    begun = moment(line_at(event, "started_at"), JST)
    if not identity.key.startswith("connpass:") or line_at(event, "open_status") == "cancelled":
        return ""
    return identity.url if begun is not None and begun < datetime.now(UTC) else ""
