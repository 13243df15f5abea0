"""Doorkeeper: an event from its API where there is a key for it, else from the JSON-LD of its page.

The API tells times in UTC (SEEN); they are brought to Japan's time where the event is in Japan. Its answer for one event is
`{"event": {...}}`, for several a list of these.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from pipeline.sites import events
from pipeline.sites.document import About, Document
from pipeline.sites.event_page import EventPages
from pipeline.sites.fields import at, line_at, text_at
from pipeline.sites.layers import draft
from pipeline.sites.moments import moment
from pipeline.web.answers import Request
from pipeline.web.urls import identify


class DoorkeeperSite(EventPages):
    """Events of GROUP.doorkeeper.jp. `has_key` says whether there is a key for an API address."""

    name = "doorkeeper"
    about = About(
        title="Doorkeeper",
        forms=("https://GROUP.doorkeeper.jp/events/12345",),
        layers=("api", "json-ld", "html", "og"),
        reads="event: title, start, place, announcement",
        without_key="the event's page instead of the API (`DOORKEEPER_TOKEN`)",
    )
    titles = ("Doorkeeper",)

    def __init__(self, has_key: Callable[[str], bool]) -> None:
        self._has_key = has_key

    def requests(self, url: str) -> Sequence[Request]:
        api = f"https://api.doorkeeper.jp/events/{_number(url)}?locale=ja"
        asked = (Request(api, accept="application/json", layer="api"),) if self._has_key(api) else ()
        return (*asked, Request(url))

    def from_api(self, url: str, value: Any) -> Document | None:
        listed = value if isinstance(value, list) else [value]
        found = (at(one, "event") or one for one in listed)
        event = next((one for one in found if line_at(one, "id") == _number(url)), None)
        if event is None:
            return None
        place, address = line_at(event, "venue_name"), line_at(event, "address")
        title, description = line_at(event, "title"), text_at(event, "description")
        group = at(event, "group")
        return draft(
            url,
            "event",
            "api",
            title=title,
            text=description,
            text_format="html" if description else "none",
            published_at=moment(line_at(event, "published_at")),
            updated_at=moment(line_at(event, "updated_at")),
            thumbnail_url=text_at(event, "banner"),
            starts_at=events.local(
                moment(line_at(event, "starts_at")),
                place,
                address,
                title,
                latitude=events.degrees_at(event, "lat"),
                longitude=events.degrees_at(event, "long"),
            ),
            place=place or address,
            is_online=events.is_online(place, address),
            group_name=line_at(group, "name"),
            group_url=text_at(group, "public_url"),
        )


def _number(url: str) -> str:
    return identify(url).key.removeprefix("doorkeeper:")
