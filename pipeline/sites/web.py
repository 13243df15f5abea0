"""Any other page: its main text, and what its head says. Also where a shortener or a moved page leads to a known site.

Order of trust: `engine` (a blog service's own marks, by `engines`), `json-ld` (title, author, dates; an Event's facts), `html` (the main text where the page marks it, by
`main_text`), `og`. Slides, recordings and events of platforms without a module of their own get title, description and
picture here, no text. A deck is told by its content (`pdf`, `reveal`, `markdown_deck`). What is neither is unsupported,
and so is a page without words that a script would draw.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from pipeline.sites import events, jsonld
from pipeline.sites.document import About, Document, DocumentKind, Site, Unreadable
from pipeline.sites.engines import read_engine
from pipeline.sites.fields import line, line_at, list_at
from pipeline.sites.frontmatter import cut_front_matter
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.main_text import main_element
from pipeline.sites.markdown_deck import read_markdown_deck
from pipeline.sites.metas import primary_language, without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.pdf import is_pdf, read_pdf
from pipeline.sites.plain import plain_text
from pipeline.sites.reveal import outside_files, read_html_deck
from pipeline.sites.sections import html_sections, markdown_sections
from pipeline.sites.tree import find, inner_html
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import canonical, host_of, identify, join

_TRUST = ("pdf", "reveal", "marp", "remark", "engine", "json-ld", "html", "markdown", "text", "og")
_ARTICLES = ("BlogPosting", "Article", "NewsArticle", "TechArticle", "SocialMediaPosting", "Report", "ScholarlyArticle")
_API_ALONE = ("connpass.com",)  # see `connpass`; a shortener that leads there tells of the event by its address
_PICTURED: frozenset[str] = frozenset(("deck", "recording", "event"))  # kinds whose page is no text to read
_BINARY = {
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"PK\x03\x04": "ZIP",
    b"\x1f\x8b": "gzip",
    b"\xd0\xcf\x11\xe0": "Office",
    b"ID3": "MP3",
}
_LEAST_WORDS = 80  # characters that a page shows without its scripts; every page with a text has more
_UNREAD_TYPES = ("image/", "video/", "audio/", "font/", "application/pdf", "application/zip", "application/vnd.")


class WebSite:
    """Every address that no other module owns. `known` are those modules, for pages that lead to one of theirs."""

    name = "web"
    about = About(
        title="any other page",
        forms=("https://example.com/talks/deck.pdf", "https://example.com/blog/a-post"),
        layers=_TRUST,
        reads="PDFs, reveal.js, Marp, remark and Markdown decks page by page; articles in sections; title and picture of the rest",
        politeness="shorteners are followed to the page behind them",
    )

    def __init__(self, known: Sequence[Site] = ()) -> None:
        self._known = tuple(known)

    def owns(self, url: str) -> bool:
        return True

    def requests(self, url: str) -> Sequence[Request]:
        return (Request(url, stops_at=_API_ALONE),) if url.lower().startswith(("http://", "https://")) else ()

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        led = self._led_to(url, answers)
        if led is not None:
            site, target = led
            # of a site whose pages are not asked for, the redirect has come alone, without a body
            document = site.read(target, [answer for answer in answers if answer.body or answer.outcome is Outcome.OK])
            alias = identify(url).key
            if document is None or alias == document.key or alias in document.aliases:
                return document
            return replace(document, aliases=(*document.aliases, alias))
        # what `further` asked for besides the page are files of slides
        files = {answer.url: text_of(answer) for answer in answers[1:]}
        return read_layers(answers[:1], lambda answer: _read(url, answer, files), _TRUST)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """Behind a shortener: what the site to which it leads wants to be asked. Beside a deck: files of its slides."""
        led = self._led_to(url, answers)
        if led is None:
            return tuple(Request(file, accept="text/markdown,*/*;q=0.5", layer="slides") for file in _files(answers))
        site, target = led
        asked = {answer.final_url for answer in answers}
        return tuple(request for request in site.requests(target) if request.url not in asked)

    def is_enough(self, document: Document) -> bool:
        return True

    def _led_to(self, url: str, answers: Sequence[Answer]) -> tuple[Site, str] | None:
        """The known site, and its address, to which the asked address was redirected."""
        for answer in answers:
            if answer.final_url and answer.final_url != answer.url:
                target = canonical(answer.final_url)
                site = next((site for site in self._known if site.owns(target)), None)
                if site is not None and identify(target).key != identify(url).key:
                    return site, target
        return None


def _files(answers: Sequence[Answer]) -> tuple[str, ...]:
    if not answers or b"data-markdown" not in answers[0].body:
        return ()
    try:
        page = load_page(text_of(answers[0]), answers[0])
    except Unreadable:
        return ()
    return outside_files(page) if page is not None else ()


def _read(url: str, answer: Answer, files: Mapping[str, str]) -> list[Document | None]:
    if is_pdf(answer):
        return [read_pdf(url, answer)]
    _refuse_binary(answer)
    text = text_of(answer)
    if answer.content_type in ("text/markdown", "text/x-markdown") or (
        answer.content_type == "text/plain" and url.lower().endswith((".md", ".markdown"))
    ):
        return [read_markdown_deck(url, text) or _from_markdown(url, text)]
    if answer.content_type == "text/plain":
        return [draft(url, _kind(url), "text", text=text.strip(), text_format="text")]
    if "<" not in text[:100_000]:
        raise Unreadable(Outcome.UNSUPPORTED, f"no page: {answer.content_type or 'content of unknown type'}")
    page = load_page(text, answer)
    if page is None:
        return []
    aliases = _aliases(url, page)
    deck = read_html_deck(url, page, files)
    if deck is None:
        _refuse_drawn(url, page)
    head = [_from_json_ld(url, page), _from_metas(url, page)]
    body = None if deck is not None else read_engine(url, page) or _from_body(url, page)
    readings = [deck, *head, body]
    return [replace(r, aliases=aliases) if r else None for r in readings]


def _refuse_binary(answer: Answer) -> None:
    start = answer.body[:1024].lstrip()
    kind = next((name for sign, name in _BINARY.items() if start.startswith(sign)), "")
    kind = kind or (answer.content_type if answer.content_type.startswith(_UNREAD_TYPES) else "")
    if not kind and b"\x00" in answer.body[:2000] and answer.body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        kind = answer.content_type or "binary data"
    if kind:
        raise Unreadable(Outcome.UNSUPPORTED, f"{kind} is not read yet")


def _refuse_drawn(url: str, page: Page) -> None:
    """Raise Unreadable where an article's page comes without words, for a script to draw them (Notion, X, apps of one page).

    A deck, recording or event without words is still worth its title and picture.
    """
    if (
        _kind(url, page) not in ("page", "article")
        or find(page.root, ".//script[not(@type) or contains(@type, 'script') or @type='module']") is None
    ):
        return
    if page.json_ld.of_type(*_ARTICLES) is None and len(plain_text(page.root)) < _LEAST_WORDS:
        raise Unreadable(Outcome.UNSUPPORTED, "the page is drawn by a script: no text came")


def _kind(url: str, page: Page | None = None) -> DocumentKind:
    """What the address says it is, else what the page says of itself, else a page."""
    hint = identify(url).kind_hint
    if hint and hint != "page":
        return hint
    if page is not None:
        if page.json_ld.of_type(*events.EVENT_TYPES):
            return "event"
        if page.metas.first("og:type").lower() in ("article", "blog") or page.json_ld.of_type(*_ARTICLES):
            return "article"
    return "page"


def _aliases(url: str, page: Page) -> tuple[str, ...]:
    """Further keys of the page: where it moved to, and what it says of itself. A front page is no name of an article."""
    own = identify(url)
    names = []
    for address in (page.answer.final_url, page.metas.canonical):
        other = identify(join(page.answer.final_url or url, address)) if address else own
        if not other.url.startswith(("http://", "https://")) or other.key == own.key:
            continue
        is_front = other.url.rstrip("/").count("/") <= 2 and "?" not in other.url
        if not is_front and (
            host_of(other.url) == host_of(own.url) or other.site != "web" or address == page.answer.final_url
        ):
            names.append(other.key)
    return tuple(dict.fromkeys(names))


def _from_json_ld(url: str, page: Page) -> Document | None:
    kind = _kind(url, page)
    if kind == "event":
        return events.from_json_ld(url, page.json_ld)
    thing = page.json_ld.of_type(
        *_ARTICLES, "VideoObject", "PresentationDigitalDocument", "SoftwareSourceCode", "CreativeWork"
    )
    if thing is None:
        return None
    tags = [part for k in list_at(thing, "keywords") if isinstance(k, str) for part in k.split(",")]
    return draft(
        url,
        kind,
        "json-ld",
        title=line_at(thing, "headline") or line_at(thing, "name"),
        description=line_at(thing, "description"),
        author_name=jsonld.name_of(thing, "author"),
        author_url=jsonld.url_of(thing, "author"),
        language=primary_language(line_at(thing, "inLanguage")),
        tags=tuple(dict.fromkeys(tag for part in tags if (tag := line(part))))[:50],
        published_at=moment(line_at(thing, "datePublished") or line_at(thing, "uploadDate")),
        updated_at=moment(line_at(thing, "dateModified")),
        thumbnail_url=jsonld.url_of(thing, "image") or jsonld.url_of(thing, "thumbnailUrl"),
        notes=page.json_ld.notes,
    )


def _from_body(url: str, page: Page) -> Document | None:
    kind = _kind(url, page)
    if kind in _PICTURED and kind != "event":
        return None
    body = main_element(page.root)
    if body is None:
        return None
    text = inner_html(body)
    return draft(url, kind, "html", text=text, text_format="html" if text else "none", pages=html_sections(body))


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    description = metas.text("og:description", "description", "twitter:description")
    kind = _kind(url, page)
    facts: dict[str, Any] = {}
    if kind in _PICTURED and description:
        facts = {"text": description, "text_format": "text"}
    title = metas.first("og:title", "twitter:title") or metas.title
    site_name = metas.first("og:site_name")
    return draft(
        url,
        kind,
        "og",
        title=without_suffix(title, site_name).removeprefix("GitHub - "),
        description=description,
        author_name=metas.first("author", "article:author", "twitter:data1", "dc.creator"),
        language=primary_language(metas.language or metas.first("og:locale")),
        tags=tuple(dict.fromkeys(metas.all("article:tag")))[:50],
        published_at=moment(metas.first("article:published_time", "datepublished", "date", "dc.date")),
        updated_at=moment(metas.first("article:modified_time", "og:updated_time", "datemodified")),
        thumbnail_url=metas.first("og:image", "og:image:url", "twitter:image"),
        notes=page.json_ld.notes,
        **facts,
    )


def _from_markdown(url: str, text: str) -> Document | None:
    matter, body = cut_front_matter(text)
    pages = markdown_sections(body)
    title = line_at(matter, "title") or next((p.heading for p in pages if p.heading), "")
    return draft(
        url,
        _kind(url) if _kind(url) != "page" else "article",
        "markdown",
        title=title,
        text=body.strip(),
        text_format="markdown",
        author_name=line_at(matter, "author"),
        published_at=moment(line_at(matter, "published_at") or line_at(matter, "date")),
        pages=pages,
    )
