"""Peatix: events by the JSON-LD of their pages (RECALLED), else by their head. Its wall against robots is respected."""

from __future__ import annotations

from pipeline.sites.document import About
from pipeline.sites.event_page import EventPages


class PeatixSite(EventPages):
    """Events of peatix.com and its groups' hosts."""

    name = "peatix"
    about = About(
        title="Peatix",
        forms=("https://peatix.com/event/1234567",),
        layers=("json-ld", "html", "og"),
        reads="event: title, start, place",
        politeness="its wall against robots ends asking for the run",
    )
    titles = ("Peatix",)
