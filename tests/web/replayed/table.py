"""The shape of a row of the replayed web, and the checklist that the rows fulfil together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.sites.answers import PAGES as SITE_PAGES
from tests.web.server import LoopbackWeb

PAGES = Path(__file__).parent / "pages"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
}

# what a fair test of the readers must hold, site by site
CHECKLIST: tuple[str, ...] = (
    "qiita: a feed with a bare <link>",
    "qiita: API pages with Link, Total-Count and Rate headers, and a 403 run-out",
    "qiita: the .md answer",
    "qiita: the item's page with script embeds and data islands",
    "qiita: 404 as JSON",
    "zenn: a card's iframe and its hidden link",
    "zenn: paging by next_page",
    "connpass: without a key",
    "connpass: with a key",
    "connpass: 429",
    "connpass: an event without a group",
    "connpass: a limit over any number",
    "connpass: slides typed as blog",
    "connpass: connpass.com and the group's host are one event (301)",
    "speakerdeck: JSON-LD with hasPart",
    "speakerdeck: a deck without a PDF link",
    "speakerdeck: a deck of images alone",
    "speakerdeck: a renamed slug is 404",
    "speakerdeck: recommended decks are noise",
    "speakerdeck: robots.txt wrapped in HTML",
    "docswell: with the text of every page",
    "docswell: without text",
    "docswell: JSON-LD as an array",
    "docswell: /N redirects",
    "slideshare: transcript as strings",
    "slideshare: transcript as {html: []}",
    "slideshare: 410",
    "slideshare: isViewable false",
    "slideshare: Client Challenge",
    "google: redirect to the login",
    "google: /pub",
    "google: export as PDF",
    "youtube: oEmbed 401",
    "youtube: oEmbed 404",
    "youtube: no captions",
    "youtube: an empty timedtext body",
    "youtube: the consent page",
    "youtube: 429",
    "a chain of redirects",
    "a shortener",
    "a wrong charset header",
    "gzip",
    "a slow body",
    "a truncated body",
    "an oversized PDF",
    "HTML with 200 that says not found",
    "304",
    "429 with Retry-After",
)


@dataclass(frozen=True)
class Served:
    """What one address answers; `how` are further fields of `tests.web.server.Page`. A Path is a file's content."""

    url: str
    body: str | bytes | Path = ""
    status: int = 200
    content_type: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    how: Mapping[str, Any] = field(default_factory=dict)

    def put(self, web: LoopbackWeb) -> None:
        """Have `web` serve it."""
        path = self.body if isinstance(self.body, Path) else None
        kind = self.content_type or _TYPES.get(path.suffix if path else ".html", "application/pdf")
        body = path.read_bytes() if path else self.body
        assert not isinstance(body, Path)
        web.page(self.url, body, status=self.status, content_type=kind, headers=self.headers, **self.how)


@dataclass(frozen=True)
class Case:
    """One row: an address, what the web answers, and what must come of it.

    `proves` are entries of CHECKLIST. `asked` are the addresses asked for, in order, robots.txt aside; None stands for those
    of `served`. `texts` holds words by the number of their page. `links` are found in the text by whoever reads reports.
    """

    name: str
    url: str
    served: tuple[Served, ...]
    proves: tuple[str, ...] = ()
    outcome: str = "ok"
    says: str = ""  # part of the reason
    tells: str = ""  # part of a line that a person must see although the page could be read
    layers: tuple[str, ...] = ()  # of the document; () where there is none
    title: str = ""
    pages: int = 0
    texts: Mapping[int, str] = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)  # further attributes of the document
    links: tuple[str, ...] = ()
    not_said: tuple[str, ...] = ()  # words that stand on the page and are none of the document's
    asked: tuple[str, ...] | None = None
    kept: Mapping[str, str] = field(default_factory=dict)  # address: outcome of its last answer in the archive
    crawl: Mapping[str, Any] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)  # environment


def page(name: str) -> Path:
    """A page of `pages/` here, else of those beside the tests of the readers."""
    own = PAGES / name
    return own if own.is_file() else SITE_PAGES / name


def moved(url: str, to: str, status: int = 301) -> Served:
    """A redirect."""
    return Served(url, status=status, headers={"location": to})


NOT_FOUND = "<!DOCTYPE html><html><head><title>404 Not Found</title></head><body><h1>Not Found</h1></body></html>"
LOGIN = "<!DOCTYPE html><html><head><title>Sign in</title></head><body><form action='/login'></form></body></html>"
CLOUDFLARE = (
    "<!DOCTYPE html><html lang='en-US'><head><title>Just a moment...</title></head><body>"
    "<script>window._cf_chl_opt={cvId:'3'}</script></body></html>"
)
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Client Challenge</title><link rel='stylesheet' href='/_fs-ch-1T1wmsGa/assets/styles.css'>"
    "</head><body><script src='/_fs-ch-1T1wmsGa/script.js'></script><noscript>JavaScript is disabled</noscript></body></html>"
)
