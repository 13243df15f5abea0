"""TECH PLAY: events by the JSON-LD of their pages (SEEN through a reader of them: name, dates with offset, place)."""

from __future__ import annotations

from pipeline.sites.document import About
from pipeline.sites.event_page import EventPages


class TechPlaySite(EventPages):
    """Events of techplay.jp."""

    name = "techplay"
    about = About(
        title="TECH PLAY",
        forms=("https://techplay.jp/event/123456",),
        layers=("json-ld", "html", "og"),
        reads="event: title, start, place, announcement",
    )
    titles = ("TECH PLAY", "TECH PLAY [テックプレイ]")
