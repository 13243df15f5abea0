"""Luma: an event from the page's own data (`__NEXT_DATA__`, SEEN through readers of it), else from its JSON-LD.

Times are UTC beside the name of the event's zone; the announcement is a tree of nodes (`description_mirror`, RECALLED).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pipeline.sites import events
from pipeline.sites.document import About, Document
from pipeline.sites.event_page import EventPages
from pipeline.sites.fields import at, clean, line_at, list_at, load_json, text_at
from pipeline.sites.layers import draft
from pipeline.sites.moments import moment
from pipeline.sites.page import Page
from pipeline.sites.tree import find, script_text
from pipeline.web.urls import identify

_MOST_NODES = 20_000
_BLOCKS = ("paragraph", "heading", "list_item", "blockquote", "horizontal_rule", "code_block")


class LumaSite(EventPages):
    """Events of luma.com and lu.ma."""

    name = "luma"
    about = About(
        title="Luma",
        forms=(
            "https://luma.com/abcd1234",
            "https://lu.ma/abcd1234",
        ),
        layers=("page-data", "json-ld", "html", "og"),
        reads="event: title, start, place, group, announcement",
    )
    titles = ("Luma", "lu.ma")

    def from_page_data(self, url: str, page: Page) -> Document | None:
        script = find(page.root, ".//script[@id='__NEXT_DATA__']")
        data = (
            at(load_json(script_text(script)), "props", "pageProps", "initialData", "data")
            if script is not None
            else None
        )
        event = at(data, "event")
        if not isinstance(event, dict) or not _is_asked_for(event, url):
            return None
        where = at(event, "geo_address_info")
        short = line_at(where, "address") or line_at(where, "city_state") or line_at(where, "city")
        full = line_at(where, "full_address")
        kind = line_at(event, "location_type")
        online = True if kind in ("online", "zoom", "meet", "teams") else events.is_online(short, full)
        calendar, host = at(data, "calendar"), at(data, "hosts", 0)
        slug = line_at(calendar, "slug")
        text = _words(at(data, "description_mirror"))
        title = line_at(event, "name")
        return draft(
            url,
            "event",
            "page-data",
            title=title,
            text=text,
            text_format="text" if text else "none",
            starts_at=_in_zone(
                events.local(moment(line_at(event, "start_at")), short, full, title), line_at(event, "timezone")
            ),
            place=short or full,
            is_online=online,
            group_name=line_at(calendar, "name") or line_at(host, "name"),
            group_url=f"https://luma.com/{slug}" if slug else "",
            thumbnail_url=text_at(event, "cover_url"),
        )


def _is_asked_for(event: dict[str, Any], url: str) -> bool:
    """Whether the data are the asked event's: by its slug or id; a page without either is taken at its word."""
    wanted = identify(url).key.removeprefix("luma:")
    names = {line_at(event, "url").rpartition("/")[2], line_at(event, "api_id")} - {""}
    return not names or wanted in names or "evt-" in wanted


def _in_zone(when: datetime | None, zone: str) -> datetime | None:
    try:
        return when.astimezone(ZoneInfo(zone)) if when is not None and zone else when
    except (KeyError, ValueError, OSError, OverflowError):
        return when


def _words(root: Any) -> str:
    """The text of a tree of nodes, `{"type": ..., "content": [...]}` or `{"type": "text", "text": ...}`, a block a line."""
    pieces: list[str] = []
    waiting = [root]
    for _ in range(_MOST_NODES):
        if not waiting:
            break
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        words = text_at(node, "text") if at(node, "type") == "text" else ""
        if words:
            pieces.append(clean(str(at(node, "text"))))
        if at(node, "type") in _BLOCKS:
            waiting.append("\n")
        waiting.extend(reversed(list_at(node, "content")))
    lines = (" ".join(part.split()) for part in "".join(pieces).split("\n"))
    return "\n".join(part for part in lines if part)
