"""Read pages from the archive alone: URL -> document, with how and when its answers came.

A page that is gone today is read from the last answer that had a body, and marked as gone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipeline.sites import document as shapes
from pipeline.sites.document import Document
from pipeline.sites.registry import site_of
from pipeline.stages.cache import Cache, code_version
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.archive import Archive, Attempt
from pipeline.web.urls import identify


@dataclass(frozen=True)
class Page:
    """A page as far as the archive knows it. `document` None: nothing that could be read ever came."""

    url: str
    document: Document | None = None
    status: str = ""  # an Outcome's value, moved counted as ok; "" where it was never asked for
    reason: str = ""
    content_hash: str = ""  # of all bodies read
    fetched_at: datetime | None = None
    checked_at: datetime | None = None
    refused_at: datetime | None = None  # since when what came with 2xx is taken for no page; None where it is read
    further: tuple[Request, ...] = ()  # what the first answers led to, see Site.further


def why_unread(answers: Iterable[Answer]) -> str:
    """Why answers with a body, of which no layer could be read, gave nothing."""
    return next((answer.reason for answer in answers if answer.reason), "none of the page's layers could be read")


class PageReader:
    """Reads pages from the archive, each again only when its bodies or the code of `pipeline.sites` changed."""

    def __init__(self, archive: Archive, cache: Path) -> None:
        self._archive = archive
        self._cache: Cache[Page] = Cache(cache, Page)
        self._version = code_version(Path(shapes.__file__).parent)
        self._read: dict[str, tuple[str, Page]] = {}  # as read from the bodies alone: what may be kept
        self._shown: dict[str, Page] = {}  # with how and when its answers came

    def page(self, url: str) -> Page:
        """The page of the canonical `url`."""
        if url in self._shown:
            return self._shown[url]
        first = site_of(url).requests(url)
        kept = self._cache.last(url)
        readable, fingerprint = self._bodies([*first, *(kept.further if kept else ())])
        page = self._cache.get(url, fingerprint) if readable else Page(url)
        if page is None:
            page = self._read_anew(url, first)
            readable, fingerprint = self._bodies([*first, *page.further])
        if readable:
            self._read[url] = (fingerprint, page)
        asked = (*first, *page.further)
        latest = [a for r in asked if (a := self._archive.last_attempt(r.url, r.variant)) is not None]
        content_hash = fingerprint.partition(":")[2] if readable else ""
        shown = _with_times(replace(page, content_hash=content_hash), latest, readable)
        shown = self._shown[url] = replace(shown, refused_at=self._refused_since(shown, asked, latest))
        return shown

    def _refused_since(self, page: Page, asked: Iterable[Request], latest: Iterable[Attempt]) -> datetime | None:
        """Since when the page comes and is taken for none: by a reader now, or when it was asked for."""
        if any(attempt.outcome.has_body for attempt in latest):
            is_refused = page.document is None and page.status not in ("", Outcome.OK.value, Outcome.BLOCKED.value)
            return page.fetched_at if is_refused else None
        times = [since for r in asked if (since := self._archive.refused_since(r.url, r.variant)) is not None]
        return min(times, default=None)

    def _bodies(self, asked: Iterable[Request]) -> tuple[list[Attempt], str]:
        """The readable answers for `asked`, and a fingerprint of their bodies and of the code that reads them."""
        readable = [a for r in asked if (a := self._archive.last_readable_attempt(r.url, r.variant)) is not None]
        content_hash = hashlib.sha256("".join(a.body_hash for a in readable).encode()).hexdigest()
        return readable, f"{self._version}:{content_hash}"

    def _read_anew(self, url: str, first: Iterable[Request]) -> Page:
        answers = self._answers(first)
        further = tuple(site_of(url).further(url, answers)) if answers else ()
        page = _read(url, answers + self._answers(further))
        return replace(page, further=further)

    def _answers(self, asked: Iterable[Request]) -> list[Answer]:
        return [answer for r in asked if (answer := self._archive.latest_readable(r.url, r.variant)) is not None]

    def save(self) -> None:
        """Keep what was read, for the next run."""
        self._cache.save((url, fingerprint, page) for url, (fingerprint, page) in self._read.items())


def _read(url: str, answers: list[Answer]) -> Page:
    try:
        document = site_of(url).read(url, answers)
    except shapes.Unreadable as why:
        return Page(url, status=why.outcome.value, reason=why.reason)
    if document is None:
        return Page(url, status=Outcome.UNSUPPORTED.value, reason=why_unread(answers))
    return Page(url, _under_its_address(document, url, answers))


def _under_its_address(document: Document, url: str, answers: list[Answer]) -> Document:
    """A page that was moved (301) is known by its new address; the old one becomes an alias."""
    moved = next((a for a in answers if a.outcome is Outcome.MOVED and a.url == url), None)
    if moved is None or document.key != identify(url).key:
        return document
    now = identify(moved.final_url)
    if now.site != document.site or now.key == document.key:
        return document
    return replace(document, key=now.key, url=now.url, aliases=(*document.aliases, document.key))


def _with_times(page: Page, latest: list[Attempt], readable: list[Attempt]) -> Page:
    """Status and times from the answers: readable now is ok; else what the first layer that tells of the page says."""
    if not latest:
        return page
    checked_at = max(a.checked_at for a in latest)
    fetched_at = max((a.fetched_at for a in readable), default=None)
    page = replace(page, fetched_at=fetched_at, checked_at=checked_at)
    if any(a.outcome.has_body for a in latest):
        return page if page.status else replace(page, status=Outcome.OK.value)
    # an error tells of the asking; that a page is gone or private, of the page
    telling = min(latest, key=lambda attempt: attempt.outcome is Outcome.ERROR)
    return replace(page, status=telling.outcome.value, reason=telling.reason)
