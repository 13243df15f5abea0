"""Addresses: of this app's own pages, and which addresses of the web may become a link at all.

The search page's parameters are named here once; its widgets are bound to them (`app.views.search`). What does not
belong here: addresses that land on a slide or second (they are in the corpus, made by `pipeline.web.urls`).
"""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode, urlsplit

QUERY, MODE, YEAR, SERIES, LANGUAGE, SLIDES, PICTURES = "q", "mode", "year", "series", "language", "slides", "pictures"
RECENT, WHY = "recent", "why"
LIKE = "like"  # a passage, by its key: the page shows what is like it
SEARCH_PARAMETERS = (QUERY, MODE, YEAR, SERIES, LANGUAGE, SLIDES, PICTURES, RECENT, WHY, LIKE)
TALK = "talk"
TALK_PATH = "talk"  # the page of one talk lies at /talk, beside the search at /


def search_address(parameters: Mapping[str, str]) -> str:
    """The search page asking for `parameters`, relative to any page of the app; empty and foreign ones are left out."""
    kept = {name: parameters[name] for name in SEARCH_PARAMETERS if parameters.get(name)}
    return "./" + (f"?{urlencode(kept)}" if kept else "")


def like_address(key: str, parameters: Mapping[str, str]) -> str:
    """The search page with what is like the passage of `key`, narrowed as `parameters` narrow."""
    return search_address(dict(parameters) | {LIKE: key, QUERY: "", MODE: ""})


def talk_address(talk_id: str, search: Mapping[str, str] | None = None) -> str:
    """The page of one talk; `search` is the search it was found by, so that the page can lead back to it."""
    kept = {name: value for name, value in (search or {}).items() if name in SEARCH_PARAMETERS and value}
    return f"{TALK_PATH}?{urlencode({TALK: talk_id} | kept)}"


def web_address(url: str | None) -> str | None:
    """`url` if a reader may be sent there: an absolute http or https address; else None (javascript:, file:, text)."""
    if not url or url != url.strip() or any(ord(letter) < 0x20 for letter in url):
        return None  # browsers drop tabs and line breaks inside a scheme (URL standard, section 4.4)
    try:
        parts = urlsplit(url)
        return url if parts.scheme.lower() in ("http", "https") and parts.hostname else None
    except ValueError:
        return None


def host(url: str) -> str:
    """The host of a web address as a reader knows it: without www."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
