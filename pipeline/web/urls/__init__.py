"""The identity of a web address, in one place: canonical form, key, locator, deep link, and cutting addresses out of text.

`canonical` and `identify` say what an address *is* (one deck has many addresses); `request_url` only writes an address
properly, so that API and raw forms stay what a site asked for. Everything is a pure function of the text and never raises.
Inside: `parts` (RFC 3986 syntax), `decks`, `media`, `platforms` and `hosts` (the rules of each site), `links` (deep links), `text` (cutting), `anchors` (fragments of headings).
What does not belong here: asking the web (`pipeline.web.client`) and reading pages (`pipeline.sites`).
"""

from __future__ import annotations

from pipeline.web.urls.identity import Identity, KindHint, Locator, canonical, identify, is_shortener
from pipeline.web.urls.links import deep_link
from pipeline.web.urls.parts import host_of, join, request_url
from pipeline.web.urls.text import CutUrl, cut_urls

__all__ = [
    "CutUrl",
    "Identity",
    "KindHint",
    "Locator",
    "canonical",
    "cut_urls",
    "deep_link",
    "host_of",
    "identify",
    "is_shortener",
    "join",
    "request_url",
]
