"""Decks whose pages are drawn by script and show nothing without it: Canva, Figma, Prezi, read by oEmbed.

oEmbed tells title, author and picture, no text of slides. The endpoints stand in the registry of oembed.com (SEEN).
The head of the page is the second layer.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlsplit

from pipeline.sites.document import About, Document, DocumentKind
from pipeline.sites.fields import load_json, number_at, text_at
from pipeline.sites.layers import read_layers
from pipeline.sites.oembed import from_oembed
from pipeline.sites.page import load_page
from pipeline.sites.reveal import head_of_deck
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

# site: (endpoint up to the address, name behind the title of its pages)
ENDPOINTS = {
    "canva": ("https://www.canva.com/_oembed?url=", "Canva"),
    "figma": ("https://www.figma.com/api/oembed?url=", "Figma"),
    "prezi": ("https://prezi.com/v/oembed/?format=json&url=", "Prezi"),
}
_FORMS = {
    "canva": "https://www.canva.com/design/DAFabcdefgh/view",
    "figma": "https://www.figma.com/slides/AbCdEfGhIjKlMnOpQrStUv/title",
    "prezi": "https://prezi.com/v/abcdefgh0123/",
}


class OembedSite:
    """One of the sites of ENDPOINTS."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._endpoint, self._suffix = ENDPOINTS[name]
        self.about = About(
            self._suffix, (_FORMS[name],), ("oembed", "og"), "title, author and picture; no text of slides"
        )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith(f"{self.name}:")

    def requests(self, url: str) -> Sequence[Request]:
        if self.name == "prezi" and not urlsplit(url).path.startswith("/v/"):
            return (Request(url),)  # the registry knows Prezi Video alone
        oembed = Request(self._endpoint + quote(_embeddable(url), safe=""), accept="application/json", layer="oembed")
        return (oembed, Request(url))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: self._read(url, answer), ("oembed", "og"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)

    def _read(self, url: str, answer: Answer) -> list[Document | None]:
        text = text_of(answer)
        if text.lstrip().startswith("{"):
            value = load_json(text)
            seconds, description = number_at(value, "duration"), text_at(value, "description")
            return [from_oembed(url, _kind(url), value, description=description, duration_seconds=seconds)]
        page = load_page(text, answer)
        return [] if page is None else [head_of_deck(url, page, self._suffix)]


def _embeddable(url: str) -> str:
    """The registry's form for Canva has no token: `/design/ID/view` (SEEN); others are asked for as they are."""
    path = urlsplit(url).path.split("/")
    return f"https://www.canva.com/design/{path[2]}/view" if "canva.com/design/" in url and len(path) > 2 else url


def _kind(url: str) -> DocumentKind:
    return identify(url).kind_hint or "deck"
