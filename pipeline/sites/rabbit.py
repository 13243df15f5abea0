"""Rabbit Slide Show (slide.rabbit-shocker.org): pages made from a template that is public, one `index.html` a deck.

SEEN (the site's own templates, 2012–26): `section.text .page pre` or, earlier, `section.transcript pre` hold each page's text;
`img.page-image[title]` each page's picture `N.png` (from 0) and its text again; `?page=N` opens page N (from 1). The deck of a
page that has neither is its PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, DocumentPage
from pipeline.sites.glyphs import repair
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import plain_text
from pipeline.sites.tree import attribute, by_class, find, find_all, words
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify, join

_IMAGE_NUMBER = re.compile(r"(?:^|/)(\d{1,4})\.png$")
_MOST_SLIDES = 3000


class RabbitSite:
    """Decks of slide.rabbit-shocker.org."""

    name = "rabbit"
    about = About(
        title="Rabbit Slide Show",
        forms=("https://slide.rabbit-shocker.org/authors/USER/DECK/",),
        layers=("html", "pdf"),
        reads="decks page by page, with pictures",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("rabbit:")

    def requests(self, url: str) -> Sequence[Request]:
        return (Request(url),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: _read(url, answer), ("html", "og"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)


def _read(url: str, answer: Answer) -> list[Document | None]:
    page = load_page(text_of(answer), answer)
    return [] if page is None else [_from_page(url, page), _from_metas(url, page)]


def _from_page(url: str, page: Page) -> Document | None:
    root = page.root
    base = identify(url).url
    blocks = find_all(
        root, ".//section[@class='text' or @class='transcript' or @id='text' or @id='transcript']//pre"
    ) or find_all(root, ".//*[@class='page']/pre")
    texts = {number: repair("".join(block.itertext())) for number, block in enumerate(blocks[:_MOST_SLIDES], 1)}
    pictures: dict[int, str] = {}
    for image in find_all(root, ".//img[starts-with(@id, 'page-') or contains(@class, 'page-image')]"):
        found = _IMAGE_NUMBER.search(attribute(image, "src"))
        if found and (number := int(found[1]) + 1) <= _MOST_SLIDES:
            pictures[number] = join(base, attribute(image, "src"))
            texts.setdefault(number, repair(attribute(image, "title")))
    count = max((*texts, *pictures), default=0)
    description = next(
        (plain_text(e) for e in find_all(root, ".//section[contains(@class, 'description')]/*[not(self::h2)]")), ""
    )
    dated = words(next(iter(by_class(root, "slide-presentation-date")), None))
    handle = urlsplit(base).path.split("/")[2]
    return draft(
        url,
        "deck",
        "html",
        title=words(find(root, ".//*[@id='slide-info']//h1")) or words(find(root, ".//h1")),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=words(next(iter(by_class(root, "author")), None)),
        author_handle=handle,
        author_url=join(base, "../"),
        published_at=moment(dated, JST),
        thumbnail_url=pictures.get(1, ""),
        page_count=count or None,
        pages=tuple(DocumentPage(n, texts.get(n, ""), image_url=pictures.get(n, "")) for n in range(1, count + 1)),
    )


def _from_metas(url: str, page: Page) -> Document | None:
    """The title of the page ends with the author and the site: `TITLE - AUTHOR - Rabbit Slide Show`."""
    metas = page.metas
    title = without_suffix(metas.first("og:title") or metas.title, "Rabbit Slide Show", "Rabbit Slide Share")
    found = draft(
        url, "deck", "og", title=title, description=metas.text("og:description"), thumbnail_url=metas.first("og:image")
    )
    if "logo" in found.thumbnail_url:
        return replace(found, thumbnail_url="")
    return found
