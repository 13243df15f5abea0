"""Meetup: an event from the page's own data (`__APOLLO_STATE__`, SEEN through readers of it), else from its JSON-LD.

In the data, things point to each other by `__ref`; an event's venue and group stand beside it.
"""

from __future__ import annotations

from typing import Any

from pipeline.sites import events
from pipeline.sites.document import About, Document
from pipeline.sites.event_page import EventPages
from pipeline.sites.fields import at, line_at, load_json, text_at
from pipeline.sites.layers import draft
from pipeline.sites.moments import moment
from pipeline.sites.page import Page
from pipeline.sites.tree import find, script_text
from pipeline.web.urls import identify

_ONLINE = {"ONLINE": True, "PHYSICAL": False, "HYBRID": False}


class MeetupSite(EventPages):
    """Events of meetup.com."""

    name = "meetup"
    about = About(
        title="Meetup",
        forms=("https://www.meetup.com/GROUP/events/123456789/",),
        layers=("page-data", "json-ld", "html", "og"),
        reads="event: title, start, place, group, announcement",
    )
    titles = ("Meetup",)

    def from_page_data(self, url: str, page: Page) -> Document | None:
        script = find(page.root, ".//script[@id='__NEXT_DATA__']")
        props = at(load_json(script_text(script)), "props", "pageProps") if script is not None else None
        state = at(props, "__APOLLO_STATE__")
        wanted = identify(url).key.removeprefix("meetup:")
        event = at(state, f"Event:{wanted}") or at(props, "event")
        if not isinstance(event, dict) or line_at(event, "id") not in ("", wanted):
            return None
        venue, group = _follow(state, at(event, "venue")), _follow(state, at(event, "group"))
        parts = (line_at(venue, key) for key in ("address", "city", "state"))
        address = " ".join(dict.fromkeys(part for part in parts if part))
        name, title = line_at(venue, "name"), line_at(event, "title")
        description = text_at(event, "description")
        urlname = line_at(group, "urlname")
        online = _ONLINE.get(line_at(event, "eventType").upper())
        if online is None and isinstance(at(event, "isOnline"), bool):
            online = bool(at(event, "isOnline"))
        return draft(
            url,
            "event",
            "page-data",
            title=title,
            text=description,
            text_format="markdown" if description else "none",
            starts_at=events.local(moment(line_at(event, "dateTime")), name, address, title),
            place=name or address,
            is_online=events.is_online(name, address) if online is None else online,
            group_name=line_at(group, "name"),
            group_url=f"https://www.meetup.com/{urlname}/" if urlname else "",
        )


def _follow(state: Any, value: Any) -> Any:
    """What a `__ref` points to; any other value as it is."""
    target = at(value, "__ref")
    return at(state, target) if isinstance(target, str) else value
