"""What is asked of the web and what comes back: `Request`, `Outcome`, `Answer`. Plain data, no behaviour but helpers.

Neighbours: `client` makes answers, `archive` keeps them, `pipeline.sites` reads them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Outcome(StrEnum):
    """How asking for a page ended. `ok` and `moved` have a body to read; the others say why there is none."""

    OK = "ok"
    MOVED = "moved"  # ok, but under another address than the one asked (the redirects are kept)
    GONE = "gone"  # 404, 410, or a 200 that says so
    PRIVATE = "private"  # 401, 403, or sent to a login page
    BLOCKED = "blocked"  # 429 that would not end, a bot wall
    ROBOTS = "robots"  # robots.txt says no (RFC 9309)
    TOO_BIG = "too_big"  # over the size limit
    UNSUPPORTED = "unsupported"  # not a public http(s) address, or a kind of content nobody here reads
    ERROR = "error"  # network, DNS, timeout, 5xx, endless redirect

    @property
    def has_body(self) -> bool:
        """Whether the answer's body is the page that was asked for."""
        return self in (Outcome.OK, Outcome.MOVED)


def variant_of(accept: str) -> str:
    """The media type that an Accept header names first: two answers of one address that differ in it are two pages.

    RFC 9110, section 12.1: a server may give HTML or JSON under one address. Only the first is looked at, so that a
    change of the further types, or of their weights, does not make what is archived be asked for again.
    """
    return accept.partition(",")[0].partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Request:
    """One GET: the URL, what to accept, further headers (an API token is added by the client, never kept)."""

    url: str
    accept: str = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5"
    layer: str = "html"  # the name of the layer that reads the answer: "markdown", "api", "html", "oembed"
    max_bytes: int | None = None  # None: the limit of [crawl]
    needs: str = ""  # the key of [crawl] that must be true for it to be asked; "" for what always may be
    stops_at: tuple[str, ...] = ()  # domains whose pages are not asked for: a redirect that leads there ends there

    @property
    def variant(self) -> str:
        """Which of the answers that one address can have is wanted: see `variant_of`."""
        return variant_of(self.accept)


@dataclass(frozen=True)
class Answer:
    """One answer, as kept in the archive. `body` is decoded from its transfer and content encodings, else as sent."""

    url: str  # as asked, canonical
    final_url: str  # after redirects
    status: int  # HTTP status; 0 where no answer came
    outcome: Outcome
    reason: str  # one line; empty when ok
    headers: Mapping[str, str]  # names in lower case
    body: bytes
    fetched_at: datetime  # with zone: when this body came
    checked_at: datetime  # with zone: when it was last asked for (a 304 moves only this)
    redirects: tuple[str, ...] = ()
    layer: str = "html"
    variant: str = ""  # see `variant_of`; "" where it was not kept (an answer from before it was)

    @property
    def body_hash(self) -> str:
        """SHA-256 of the body, hex."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower case; empty where none was sent."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class FetchLogEntry:
    """A line of a run's log: what was asked, how it ended, how long it took."""

    url: str
    outcome: Outcome
    reason: str
    status: int
    seconds: float
    bytes: int
    from_archive: bool = False  # True for a 304 or a page that was fresh enough not to be asked for
    layer: str = "html"
    context: Mapping[str, str] = field(default_factory=dict)
