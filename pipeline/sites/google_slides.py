"""Google Slides: a deck's text from its PDF export, its slides' own names from the plain view, its title from either.

Link-shared decks (`/d/ID`) give `/export/pdf` (unless the owner forbids it) and `/htmlpresent`, a page with one picture a
slide in the deck's order; published ones (`/d/e/ID`) only `/pub` and `/htmlpresent`. `#slide=id.X` opens a slide by its name,
which only `/htmlpresent` tells. Order of trust: `og` (`/preview`, `/pub`: title; the body is drawn by script), `htmlpresent`,
`pdf`. Pictures' addresses on the page are signed and expire; those kept go by the slide's name. A `resourcekey` is kept: files
shared before 2021 open only with it. SEEN in part, see the tests.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, DocumentPage, Unreadable
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.page import Page, load_page
from pipeline.sites.pdf import is_pdf, read_pdf
from pipeline.sites.plain import plain_text
from pipeline.sites.tree import attribute, find_all, words
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import host_of, identify

_TRUST = ("og", "htmlpresent", "pdf")
_PAGE_ID = re.compile(r"[?&]pageid=([A-Za-z0-9_.-]{1,100})")
_SUFFIXES = ("Google Slides", "Google スライド", "Google Presentations")
_REFUSED = re.compile(
    r"unable to open the file|you need (?:access|permission)|request access|アクセス権が必要|アクセスをリクエスト"
    r"|現在、ファイルを開くことができません",
    re.I,
)
_GONE = re.compile(r"file you have requested does not exist|file has been deleted|ファイルは存在しません", re.I)
_MOST_SLIDES = 2000


class GoogleSlidesSite:
    """Decks of docs.google.com/presentation."""

    name = "gslides"
    about = About(
        title="Google Slides",
        forms=(
            "https://docs.google.com/presentation/d/1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/edit",
            "https://docs.google.com/presentation/d/e/2PACX-1aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789/pub",
        ),
        layers=_TRUST,
        reads="link-shared and published decks slide by slide",
        politeness="a deck behind a login is marked private",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("gslides:")

    def requests(self, url: str) -> Sequence[Request]:
        base, view, query = _parts(url)
        page = Request(f"{base}/{view}{query}")
        present = Request(f"{base}/htmlpresent{query}", layer="htmlpresent")
        if view == "pub":
            return (present, page)
        return (Request(f"{base}/export/pdf{query}", accept="application/pdf", layer="pdf"), present, page)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        readings: list[Document] = []

        def read(answer: Answer) -> list[Document | None]:
            found = _read(url, answer)
            readings.extend(found)
            return list(found)

        document = read_layers(answers, read, _TRUST)
        return replace(document, pages=_together(readings)) if document is not None else None

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        named = all(page.anchor for page in document.pages)
        return bool(document.title and document.pages and named)


def _parts(url: str) -> tuple[str, str, str]:
    """(the address up to the view, the view, the query with its `?`)."""
    split = urlsplit(identify(url).url)
    path, _, view = split.path.rpartition("/")
    return f"https://docs.google.com{path}", view, f"?{split.query}" if split.query else ""


def _read(url: str, answer: Answer) -> list[Document]:
    if is_pdf(answer):
        return [_from_pdf(url, answer)]
    page = load_page(text_of(answer), answer)
    if page is None:
        return []
    _refuse(page)
    if urlsplit(answer.final_url or answer.url).path.endswith("/htmlpresent"):
        return [_from_plain_view(url, page)]
    return [_from_metas(url, page)]


def _refuse(page: Page) -> None:
    """Raise Unreadable where the page only says that the file may not be opened."""
    if host_of(page.answer.final_url or page.answer.url) == "accounts.google.com":
        raise Unreadable(Outcome.PRIVATE, "sent to the login page of accounts.google.com")
    said = f"{page.metas.title} {words(page.root)[:2000]}" if len(page.answer.body) < 60_000 else page.metas.title
    if page.metas.first("og:title"):
        return
    if _REFUSED.search(said):
        raise Unreadable(Outcome.PRIVATE, "the owner has not shared the deck")
    if _GONE.search(said):
        raise Unreadable(Outcome.GONE, "the deck does not exist any more")


def _from_pdf(url: str, answer: Answer) -> Document:
    found = read_pdf(url, answer)
    # the date is when the export was made, and the place in a PDF that no one else has is none in the deck
    return replace(found, published_at=None, author_name="", pages=tuple(replace(p, anchor="") for p in found.pages))


def _from_plain_view(url: str, page: Page) -> Document:
    """`div.slide` with a picture whose address has the slide's name; shown pages only, each once."""
    pages: list[DocumentPage] = []
    base, view, _ = _parts(url)
    seen: set[str] = set()
    for slide in find_all(
        page.root, ".//*[@style and contains(@style, 'pageid=')] | .//img[contains(@src, 'pageid=')]"
    ):
        found = _PAGE_ID.search(attribute(slide, "style") or attribute(slide, "src"))
        if found is None or found[1] in seen or len(pages) >= _MOST_SLIDES:
            continue
        name = found[1]
        seen.add(name)
        ours = f"{base}/export/png?id={base.rpartition('/')[2]}&pageid={name}" if view != "pub" else ""
        pages.append(DocumentPage(len(pages) + 1, plain_text(slide), image_url=ours, anchor=f"slide=id.{name}"))
    title = without_suffix(page.metas.first("og:title") or page.metas.title, *_SUFFIXES)
    return draft(url, "deck", "htmlpresent", title=title, pages=tuple(pages), page_count=len(pages) or None)


def _from_metas(url: str, page: Page) -> Document:
    """`/preview` and `/pub`: og:title; og:description is the first slide's text (SEEN)."""
    metas = page.metas
    description = metas.text("og:description", "description")
    return draft(
        url,
        "deck",
        "og",
        title=without_suffix(metas.first("og:title") or metas.title, *_SUFFIXES),
        text=description,
        text_format="text" if description else "none",
        description=description,
        thumbnail_url=metas.first("og:image"),
    )


def _together(readings: Sequence[Document]) -> tuple[DocumentPage, ...]:
    """The PDF's texts with the slides' names and pictures, where both count the same slides; else what there is."""
    by_layer = {reading.layers[0]: reading.pages for reading in readings if reading.pages}
    texts, named = by_layer.get("pdf", ()), by_layer.get("htmlpresent", ())
    if not texts or not named:
        return texts or named
    if len(texts) != len(named):
        return texts
    return tuple(
        replace(name, text=text.text or name.text, heading=text.heading)
        for text, name in zip(texts, named, strict=True)
    )
