"""An event's facts from schema.org's Event (JSON-LD), and what all event platforms share: online or not, local time.

Neighbours: `event_page` reads a platform's page with this, `presentations` its list of materials.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from pipeline.sites import jsonld
from pipeline.sites.document import Document
from pipeline.sites.fields import at, line_at, text_at
from pipeline.sites.layers import draft
from pipeline.sites.moments import JST, moment
from pipeline.sites.plain import html_to_text

EVENT_TYPES = ("Event", "EducationEvent", "BusinessEvent", "SocialEvent", "ScreeningEvent", "Hackathon", "EventSeries")
_ONLINE = re.compile(
    r"オンライン|online|リモート|remote|zoom|youtube|webinar|ウェビナー|discord|google\s?meet|\bteams\b|配信", re.I
)
_JAPANESE = re.compile(r"[\u3040-\u30ff]|東京|大阪|[都道府県市区町村]")


def from_json_ld(url: str, scan: jsonld.Scan, zone: timezone = JST) -> Document | None:
    """The first Event that a page's JSON-LD describes; None where there is none."""
    event = scan.of_type(*EVENT_TYPES)
    if event is None:
        return None
    place, online = _place(event)
    mode = jsonld.url_of(event, "eventAttendanceMode").rpartition("/")[2]
    if mode.startswith("Online"):
        online = True
    elif mode.startswith(("Offline", "Mixed")):
        online = False
    return draft(
        url,
        "event",
        "json-ld",
        title=line_at(event, "name"),
        description=html_to_text(text_at(event, "description")),
        starts_at=moment(line_at(event, "startDate"), zone),
        place=place,
        is_online=online,
        group_name=jsonld.name_of(event, "organizer"),
        group_url=jsonld.url_of(event, "organizer"),
        thumbnail_url=jsonld.url_of(event, "image"),
        notes=scan.notes,
    )


def _place(event: dict[str, Any]) -> tuple[str, bool | None]:
    location = at(event, "location")
    if isinstance(location, list):
        location = location[0] if location else None
    if isinstance(location, dict) and "VirtualLocation" in jsonld.types_of(location):
        return line_at(location, "name"), True
    name = jsonld.name_of(location)
    address = at(location, "address")
    where = line_at(address) or " ".join(
        part for key in ("addressRegion", "addressLocality", "streetAddress") if (part := line_at(address, key))
    )
    place = name or where
    return place, is_online(name, where)


def is_online(place: str, address: str) -> bool | None:
    """Whether an event is held online, as its place and address say; None where they do not."""
    if _ONLINE.search(place) or _ONLINE.search(address):
        return True
    return False if place or address else None


def local(
    when: datetime | None, *words: str, latitude: float | None = None, longitude: float | None = None
) -> datetime | None:
    """A moment that a platform tells in UTC, in Japan's time where coordinates or `words` (place, title) are Japan's.

    A moment with an offset of its own stays as it is, as does one of an event elsewhere. None stays None.
    """
    if when is None or when.utcoffset() != timedelta(0):
        return when
    if latitude is not None and longitude is not None:
        in_japan = 20 <= latitude <= 46 and 122 <= longitude <= 154 and not _in_korea(latitude, longitude)
    else:
        in_japan = any(_JAPANESE.search(text) for text in words)
    return when.astimezone(JST) if in_japan else when.astimezone(UTC)


def _in_korea(latitude: float, longitude: float) -> bool:
    """The peninsula lies within the same degrees."""
    return latitude > 34.5 and longitude < 129.0


def degrees_at(value: Any, *path: str | int) -> float | None:
    """A latitude or longitude at `path`, a number or a string; None where there is none or it is 0 (not set)."""
    found = at(value, *path)
    if isinstance(found, str):
        try:
            found = float(found)
        except ValueError:
            return None
    if isinstance(found, bool) or not isinstance(found, (int, float)) or not -180 <= found <= 180 or found == 0:
        return None
    return float(found)
