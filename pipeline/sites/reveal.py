"""Decks that are HTML pages: reveal.js (slides.com and any page), Marp's export, remark.js; and the site slides.com.

What tells a deck is the page's own build, wherever it lies: `div.reveal .slides > section`, `svg[data-marpit-svg]`,
`textarea#source` with remark's script. Neighbours: `markdown_deck` cuts Markdown, `web` asks here for every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from textwrap import dedent

from pipeline.sites.document import About, Document, DocumentPage
from pipeline.sites.glyphs import repair
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.markdown_deck import MOST_SLIDES, cut_at_lines, cut_slides, place, slide_pages
from pipeline.sites.metas import primary_language, without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import plain_text
from pipeline.sites.tree import Element, attribute, by_class, find, find_all, script_text, words
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify, join, request_url

_MOST_FILES = 5  # of slides beside the page
_HEADING = ".//*[self::h1 or self::h2 or self::h3]"
_SEPARATOR = re.compile(r"\\r|\\n|[\^$?()\r\n:]")  # what stands around the sign in `data-separator`
_PLAIN_SIGN = re.compile(r"[-=*_+~<>! a-zA-Z]{2,20}")


def read_html_deck(url: str, page: Page, files: Mapping[str, str] | None = None) -> Document | None:
    """The slides of the page, or None where it is no deck. The tree is not changed.

    `files` are the texts of `outside_files`, by address.
    """
    readers = (("reveal", partial(_reveal, files=files or {})), ("marp", _marp), ("remark", _remark))
    for layer, reader in readers:
        pages, notes = reader(page)
        if pages or notes:
            title = "" if pages else page.metas.title
            return draft(url, "deck", layer, title=title, page_count=len(pages) or None, pages=pages, notes=notes)
    return None


def outside_files(page: Page) -> tuple[str, ...]:
    """The addresses of the Markdown files from which a deck of reveal.js takes its slides: `data-markdown="talk.md"`."""
    base = page.answer.final_url or page.answer.url
    named = (_outside(section, base) for section in find_all(page.root, ".//section[@data-markdown]"))
    return tuple(dict.fromkeys(filter(None, named)))[:_MOST_FILES]


def _outside(section: Element, base: str) -> str:
    named = attribute(section, "data-markdown")
    return request_url(join(base, named)) if named and not words(section) else ""


def head_of_deck(url: str, page: Page, *suffixes: str) -> Document:
    """What the head of a deck's page says: title, author, description, picture."""
    metas = page.metas
    description = metas.text("og:description", "description")
    return draft(
        url,
        "deck",
        "og",
        title=without_suffix(metas.first("og:title", "twitter:title") or metas.title, *suffixes),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=metas.first("author", "og:author"),
        language=primary_language(metas.language),
        published_at=moment(metas.first("article:published_time", "date")),
        thumbnail_url=metas.first("og:image", "twitter:image"),
    )


_Found = tuple[tuple[DocumentPage, ...], tuple[str, ...]]


def _reveal(page: Page, files: Mapping[str, str]) -> _Found:
    """reveal.js: a section inside a section lies below it; `#/3/1` counts both from 0, `#/name` is a section's own id."""
    root = find(
        page.root,
        ".//*[contains(concat(' ', normalize-space(@class), ' '), ' reveal ')]"
        "//*[contains(concat(' ', normalize-space(@class), ' '), ' slides ')][section]",
    )
    if root is None:
        return (), ()
    base = page.answer.final_url or page.answer.url
    pages: list[DocumentPage] = []
    notes: list[str] = []
    column = 0
    for top in find_all(root, "./section"):
        if len(pages) >= MOST_SLIDES:
            break
        if top.get("data-visibility") == "hidden":
            continue
        stack = find_all(top, "./section") or [top]
        row = 0
        columns = 1
        for section in stack:
            outside = _outside(section, base)
            if outside and outside not in files:
                notes.append(f"slides lie in a file of their own: {outside}")
                continue
            if section.get("data-markdown") is None:
                pages.append(_section(section, len(pages) + 1, place(column, row), base))
                row += 1
                continue
            cut = cut_at_lines(
                files[outside] if outside else _markdown_in(section),
                _sign(section, "data-separator", "---"),
                _sign(section, "data-separator-vertical", ""),
            )
            nested = len(stack) > 1
            for one, slide in zip(slide_pages(cut, anchored=False), cut, strict=True):
                # inside a stack every slide lies below the last
                at = (column, row) if nested else (column + slide.column, slide.row)
                pages.append(_numbered(one, len(pages) + 1, place(*at)))
                row += 1
            if cut and not nested:
                columns = cut[-1].column + 1
        column += columns
    return tuple(pages[:MOST_SLIDES]), tuple(dict.fromkeys(notes))


def _section(section: Element, number: int, fragment: str, base: str) -> DocumentPage:
    name = attribute(section, "id")
    heading = find(section, _HEADING)
    picture = attribute(section, "data-background-image") or attribute(section, "data-background")
    is_picture = bool(picture) and bool(re.search(r"\.(?:png|jpe?g|webp|gif|svg)(?:[?#]|$)", picture, re.I))
    return DocumentPage(
        number,
        repair(_slide_text(section)),
        words(heading),
        image_url=join(base, picture) if is_picture and not words(section) else "",
        anchor=f"/{name}" if name and " " not in name else fragment,
    )


def _slide_text(section: Element) -> str:
    """What a slide shows: `aside.notes` are the speaker's, and are left out (their text, not what follows them)."""
    hidden = by_class(section, "notes", "aside")
    for aside in hidden:
        aside.set("hidden", "")
    text = plain_text(section)
    for aside in hidden:
        aside.attrib.pop("hidden", None)
    return text


def _numbered(page: DocumentPage, number: int, fragment: str) -> DocumentPage:
    return DocumentPage(number, page.text, page.heading, anchor=fragment)


def _markdown_in(section: Element) -> str:
    """The Markdown of `section[data-markdown]`: in a `textarea`, in `script[type=text/template]`, or bare."""
    holder = find(section, ".//textarea | .//script")
    text = script_text(holder if holder is not None else section)
    first, _, rest = text.partition("\n")  # the first line is stripped already
    return f"{first}\n{dedent(rest)}"


def _sign(section: Element, name: str, otherwise: str) -> str:
    """The line that parts slides. The attribute is a regular expression, of which only plain signs are taken."""
    written = section.get(name)
    if not written:
        return otherwise
    sign = _SEPARATOR.sub("", written).strip()
    return sign if _PLAIN_SIGN.fullmatch(sign) else otherwise


def _marp(page: Page) -> _Found:
    """Marp's export: one `svg[data-marpit-svg]` a slide, backgrounds in further sections of it; or `div.marpit > section`."""
    pages: list[DocumentPage] = []
    for holder in _marp_slides(page.root):
        sections = find_all(holder, "./self::section | .//section[not(ancestor::section)]")
        sections = [s for s in sections if s.get("data-marpit-advanced-background") in (None, "content")]
        if not sections or len(pages) >= MOST_SLIDES:
            continue
        number = len(pages) + 1
        name = attribute(sections[0], "id")
        text = "\n".join(filter(None, (plain_text(section) for section in sections)))
        heading = words(find(sections[0], _HEADING))
        pages.append(DocumentPage(number, repair(text), heading, anchor=name if name.isdigit() else str(number)))
    return tuple(pages), ()


def _marp_slides(root: Element) -> Iterator[Element]:
    slides = find_all(root, ".//svg[@data-marpit-svg]")
    yield from slides or (
        section for holder in by_class(root, "marpit") for section in find_all(holder, "./section[not(@hidden)]")
    )


def _remark(page: Page) -> _Found:
    """remark.js: the whole Markdown in `textarea#source`; `--` parts steps of one slide, `???` begins the speaker's notes."""
    source = find(page.root, ".//textarea[@id='source']")
    if source is None or find(page.root, ".//script[contains(., 'remark.create') or contains(@src, 'remark')]") is None:
        return (), ()
    text = re.sub(r"^--[ \t]*$", "", script_text(source), flags=re.M)
    text = re.sub(r"^\?\?\?[ \t]*\n(?:(?!---[ \t]*$).*\n?)*", "", text, flags=re.M)
    text = re.sub(
        r"^[ \t]*(?:class|name|layout|template|background-\w+|count|exclude|title)\s*:.*$", "", text, flags=re.M
    )
    slides = cut_slides(text, "plain")
    pages = slide_pages(slides, anchored=False)
    return tuple(DocumentPage(p.number, p.text, p.heading, anchor=str(p.number)) for p in pages), ()


class SlidesComSite:
    """Decks of slides.com: reveal.js pages that the site itself serves whole."""

    name = "slides"
    about = About(
        title="slides.com",
        forms=("https://slides.com/USER/DECK",),
        layers=("reveal", "og"),
        reads="decks slide by slide (reveal.js)",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("slides:")

    def requests(self, url: str) -> Sequence[Request]:
        return (Request(url), Request(f"{url}/embed", layer="embed"))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: _read(url, answer), ("reveal", "marp", "remark", "og"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.pages)


def _read(url: str, answer: Answer) -> list[Document | None]:
    page = load_page(text_of(answer), answer)
    return [] if page is None else [read_html_deck(url, page), head_of_deck(url, page, "Slides")]
