"""A page of an event platform: JSON-LD, then what only that platform's pages hold, then main text and head.

Each platform's module says what is its own; what all share stands here. The order of trust is `api`, `page-data` (what the
page's scripts are fed with), `json-ld`, `html` (the announcement's text), `og`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.sites import events
from pipeline.sites.document import Document
from pipeline.sites.fields import load_json
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.main_text import main_element
from pipeline.sites.metas import primary_language, without_suffix
from pipeline.sites.page import Page, load_page
from pipeline.sites.sections import html_sections
from pipeline.sites.tree import inner_html
from pipeline.sites.walls import refuse_error
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("api", "page-data", "json-ld", "html", "og")


class EventPages:
    """The events of one platform, read from their pages; a platform with an API or page data overrides `from_...`."""

    name = ""
    titles: tuple[str, ...] = ()  # what the platform puts behind the titles of its pages

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith(f"{self.name}:")

    def requests(self, url: str) -> Sequence[Request]:
        return (Request(url),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: self._read(url, answer), _TRUST)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title and document.starts_at)

    def from_api(self, url: str, value: object) -> Document | None:
        """What a JSON answer says; None where it does not speak of the event."""
        return None

    def from_page_data(self, url: str, page: Page) -> Document | None:
        """What the page's own data say."""
        return None

    def _read(self, url: str, answer: Answer) -> Iterable[Document | None]:
        text = text_of(answer)
        if text.lstrip()[:1] in ("{", "["):
            value = load_json(text)
            refuse_error(value)
            return (self.from_api(url, value),)
        page = load_page(text, answer)
        if page is None:
            return ()
        head = self._from_metas(url, page)  # before the body is taken out of the tree
        described = events.from_json_ld(url, page.json_ld)
        if described is not None:
            when = events.local(described.starts_at, described.place, described.title)
            described = replace(described, starts_at=when)
        data = self.from_page_data(url, page)
        return (data, described, _from_body(url, page), head)

    def _from_metas(self, url: str, page: Page) -> Document | None:
        metas = page.metas
        title = metas.first("og:title", "twitter:title") or metas.title
        return draft(
            url,
            "event",
            "og",
            title=without_suffix(title, metas.first("og:site_name"), *self.titles),
            description=metas.text("og:description", "description"),
            language=primary_language(metas.language or metas.first("og:locale")),
            thumbnail_url=metas.first("og:image"),
            notes=page.json_ld.notes,
        )


def _from_body(url: str, page: Page) -> Document | None:
    body = main_element(page.root)
    text = inner_html(body) if body is not None else ""
    if body is None or not text:
        return None
    return draft(url, "event", "html", text=text, text_format="html", pages=html_sections(body))
