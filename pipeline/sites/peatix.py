"""Peatix: events by the JSON-LD of their pages (RECALLED), else by their head. Its wall against robots is respected."""

from __future__ import annotations

from pipeline.sites.event_page import EventPages


class PeatixSite(EventPages):
    """Events of peatix.com and its groups' hosts."""

    name = "peatix"
    titles = ("Peatix",)
