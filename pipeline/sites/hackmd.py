"""HackMD: notes and slides from their Markdown (`/ID/download`), else what the page's head says.

A note is a deck where its address is the slide mode's (`/p/ID`) or its front matter says `type: slide`; slides are reveal.js'.
RECALLED, not seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document
from pipeline.sites.fields import line_at
from pipeline.sites.frontmatter import cut_front_matter
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.markdown_deck import read_markdown_deck
from pipeline.sites.page import load_page
from pipeline.sites.reveal import head_of_deck
from pipeline.sites.sections import markdown_sections
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_LOOKS_HTML = re.compile(r"\s*<(?:!doctype|html|head)\b", re.I)


class HackMdSite:
    """Notes and slides of hackmd.io."""

    name = "hackmd"
    about = About(
        title="HackMD",
        forms=(
            "https://hackmd.io/@USER/NOTE",
            "https://hackmd.io/p/0123456789",
        ),
        layers=("markdown", "og"),
        reads="notes in sections, slide mode slide by slide",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("hackmd:")

    def requests(self, url: str) -> Sequence[Request]:
        path = re.sub(r"^/[ps]/", "/", urlsplit(url).path)
        download = Request(f"https://hackmd.io{path}/download", accept="text/markdown", layer="markdown")
        return (download, Request(url))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: _read(url, answer), ("markdown", "og"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.pages)


def _read(url: str, answer: Answer) -> list[Document | None]:
    text = text_of(answer)
    if not _LOOKS_HTML.match(text):
        return [_from_markdown(url, text)]
    page = load_page(text, answer)
    return [] if page is None else [head_of_deck(url, page, "HackMD")]


def _from_markdown(url: str, text: str) -> Document:
    deck = read_markdown_deck(url, text, is_deck=identify(url).kind_hint == "deck")
    if deck is not None:
        return deck
    matter, body = cut_front_matter(text)
    pages = markdown_sections(body)
    title = line_at(matter, "title") or next((p.heading for p in pages if p.heading), "")
    return draft(url, "article", "markdown", title=title, text=body.strip(), text_format="markdown", pages=pages)
