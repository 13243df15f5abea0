"""TECH PLAY: events by the JSON-LD of their pages (SEEN through a reader of them: name, dates with offset, place)."""

from __future__ import annotations

from pipeline.sites.event_page import EventPages


class TechPlaySite(EventPages):
    """Events of techplay.jp."""

    name = "techplay"
    titles = ("TECH PLAY", "TECH PLAY [テックプレイ]")
