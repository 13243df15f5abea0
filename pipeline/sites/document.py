"""What any page says, in one shape: `Document` and its pages; and the protocol `Site` that a site's module fulfils.

Neighbours: `registry` picks the site of a URL; every other module here is one site.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from pipeline.web.answers import Answer, Outcome, Request

DocumentKind = Literal["article", "deck", "recording", "event", "repository", "page"]
TextFormat = Literal["markdown", "html", "text", "none"]


@dataclass(frozen=True)
class DocumentPage:
    """A slide of a deck, a section of an article, a chapter of a recording. `number` is 1-based."""

    number: int
    text: str
    heading: str = ""
    image_url: str = ""
    url: str = ""  # of the page where the part stands, canonical; "" where it is the document's own
    anchor: str = ""  # fragment without '#', percent-encoded as in the page's own links
    start_seconds: int | None = None
    end_seconds: int | None = None


@dataclass(frozen=True)
class Presentation:
    """What an event's page lists as shown there: slides, a recording, or a post about it. `kind` is "" where unknown."""

    title: str
    url: str  # as listed
    presenter_handle: str = ""  # on the event's platform
    presenter_name: str = ""
    kind: DocumentKind | Literal[""] = ""


@dataclass(frozen=True)
class Document:
    """One page or post, read. Empty strings stand for what the page does not say; nothing is guessed."""

    key: str  # identity, see pipeline.web.urls
    url: str  # canonical
    site: str
    kind: DocumentKind
    title: str = ""
    text: str = ""  # the whole post, in `text_format`; for a deck its description
    text_format: TextFormat = "none"
    author_name: str = ""
    author_handle: str = ""
    author_url: str = ""
    description: str = ""
    language: str = ""  # BCP 47 primary subtag; empty where unknown
    tags: tuple[str, ...] = ()
    published_at: datetime | None = None  # with zone
    updated_at: datetime | None = None  # with zone
    thumbnail_url: str = ""
    duration_seconds: int | None = None
    page_count: int | None = None  # as the site says, also where no page text could be read
    pages: tuple[DocumentPage, ...] = ()
    aliases: tuple[str, ...] = ()  # further identity keys of the same thing (player id of a deck)
    layers: tuple[str, ...] = ()  # which layers answered, in the order of trust
    # an event page's own facts
    starts_at: datetime | None = None
    place: str = ""
    is_online: bool | None = None
    hashtag: str = ""
    group_name: str = ""
    group_url: str = ""
    presentations: tuple[Presentation, ...] = ()
    notes: tuple[str, ...] = ()  # what on the page could not be read, a line each


class Unreadable(Exception):
    """A page that came with 200 but is no page: gone, private or a bot wall. Carries the true outcome and the reason."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason


@dataclass(frozen=True)
class About:
    """What a person wants to know of a site's reader; `docs/sites.md` is made of these."""

    title: str  # the site's own name
    forms: tuple[str, ...]  # an address of each form that the reader owns, with invented ids
    layers: tuple[str, ...]  # in the order of trust
    reads: str
    politeness: str = ""  # beyond what is kept to everywhere
    without_key: str = ""  # what is different without a key, and the key's variable; "" where there is no key


class Site(Protocol):
    """One site's reader."""

    name: str  # as in identity keys and in the table column `site`
    about: About

    def owns(self, url: str) -> bool:
        """Whether this site's module reads the canonical `url`."""

    def requests(self, url: str) -> Sequence[Request]:
        """What to ask for, the most reliable layer first. The fetcher stops at the first that `is_enough`."""

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        """The document from all answers there are (those with a body), or None where none could be read.

        Raises Unreadable where the answers show that the page is gone, private or walled.
        """

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """What to ask for besides, now that `answers` tell of it: the deck that a player shows, the page behind a
        shortener. `read` then takes these answers together with the first ones.
        """

    def is_enough(self, document: Document) -> bool:
        """Whether no further layer need be asked."""
