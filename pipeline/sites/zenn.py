"""Zenn: articles, book chapters and scraps, from its JSON API or from its HTML pages.

Order of trust: `api` (`/api/articles/SLUG`; no key, no promise; SEEN through several readers), `next-data` (the page's
own data, camelCase; RECALLED), `html` (the body `.znc`, SEEN in zenn-editor), `og`. A book is its description
and its chapters, whose pages are asked for one by one, at most `_MOST_CHAPTERS`, of a book that is sold the free ones
alone (`chapters[].slug`, `.free` and `price` are RECALLED); a scrap has its comments' sections. Zenn CLI's Markdown files are read by `pipeline.reports.files`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, DocumentPage, Unreadable
from pipeline.sites.fields import at, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import html_to_text
from pipeline.sites.sections import MOST_SECTIONS, html_sections
from pipeline.sites.tree import by_class, find, inner_html, load, script_text
from pipeline.sites.walls import refuse_error
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify
from pipeline.web.urls.anchors import encode

_TRUST = ("api", "next-data", "html", "og", "chapter")
_KINDS = ("article", "chapter", "book", "scrap")
_MOST_COMMENTS = 1000
_MOST_CHAPTERS = 30  # of a book, so that one link does not ask for a hundred pages
_CHAPTER = re.compile(r"[0-9A-Za-z_-]{1,100}")


class ZennSite:
    """Articles, books and scraps of zenn.dev."""

    name = "zenn"
    about = About(
        title="Zenn",
        forms=(
            "https://zenn.dev/USER/articles/some-article-slug",
            "https://zenn.dev/USER/books/some-book-slug/viewer/chapter",
            "https://zenn.dev/USER/scraps/0123456789abcd",
        ),
        layers=_TRUST,
        reads="articles, chapters of books and scraps, in sections with anchors; of a book the free chapters, and what the others are called",
        politeness=f"of a book at most {_MOST_CHAPTERS} chapters are asked for",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("zenn:")

    def requests(self, url: str) -> Sequence[Request]:
        name = identify(url).key.removeprefix("zenn:")
        folder, _, slug = name.rpartition("/")
        page = Request(url)
        if folder in ("", "books", "scraps"):
            address = f"https://zenn.dev/api/{folder or 'articles'}/{slug}"
            return (Request(address, accept="application/json", layer="api"), page)
        return (page,)  # a chapter: the API names it by number, not by slug

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        parts = {answer.url: answer for answer in answers if _is_part(url, answer.url)}
        own = (answer for answer in answers if answer.url not in parts)
        document = read_layers(own, lambda answer: self._read(url, answer), _TRUST)
        return self._with_chapters(document, parts) if document is not None and parts else document

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """The pages of a book's chapters, as far as they are free."""
        if not identify(url).key.startswith("zenn:books/"):
            return ()
        try:
            document = self.read(url, [answer for answer in answers if not _is_part(url, answer.url)])
        except Unreadable:
            return ()
        pages = document.pages if document is not None else ()
        return tuple(Request(page.url, layer="chapter") for page in pages if _is_part(url, page.url))[:_MOST_CHAPTERS]

    def _with_chapters(self, book: Document, parts: Mapping[str, Answer]) -> Document:
        """`book` with the sections of the chapters that came, each section with its chapter's address."""
        pages: list[DocumentPage] = []
        for title in book.pages:
            sections = self._sections(title.url, parts[title.url]) if title.url in parts else ()
            if not sections or sections[0].heading:
                pages.append(title)
            else:
                sections = (replace(sections[0], heading=title.heading), *sections[1:])
            pages += (replace(section, url=title.url) for section in sections)
        numbered = tuple(replace(page, number=number) for number, page in enumerate(pages[:MOST_SECTIONS], 1))
        return replace(book, pages=numbered, layers=(*book.layers, "chapter"))

    def _sections(self, url: str, answer: Answer) -> tuple[DocumentPage, ...]:
        try:
            chapter = read_layers((answer,), lambda one: self._read(url, one), _TRUST)
        except Unreadable:
            return ()
        return chapter.pages if chapter is not None else ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title and (document.text or document.page_count))

    def _read(self, url: str, answer: Answer) -> list[Document | None]:
        text = text_of(answer)
        if text.lstrip().startswith("{"):
            value = load_json(text)
            refuse_error(value)
            return [_from_data(url, value, at(value, "user"), "api")]
        page = load_page(text, answer)
        if page is None:
            return []
        return [_from_next_data(url, page), _from_body(url, page), _from_metas(url, page)]


def _from_next_data(url: str, page: Page) -> Document | None:
    script = find(page.root, ".//script[@id='__NEXT_DATA__']")
    props = at(load_json(script_text(script)), "props", "pageProps") if script is not None else None
    return _from_data(url, _snake(props), _snake(at(props, "user")), "next-data")


def _from_data(url: str, value: Any, user: Any, layer: str) -> Document | None:
    """The first of article, chapter, book and scrap that `value` holds; `user` is who wrote it where it does not say."""
    kind = next((k for k in _KINDS if isinstance(at(value, k), dict)), "")
    item = _snake(at(value, kind)) if kind else None
    if not isinstance(item, dict):
        return None
    if item.get("is_suspending_private") is True:
        raise Unreadable(Outcome.PRIVATE, "the author took the article back")
    author = _snake(item.get("user")) or user
    handle = line_at(author, "username") or _owner(url)
    comments = _comments(item) if kind == "scrap" else []
    body = "\n".join(text for text, _ in comments) if kind == "scrap" else text_at(item, "body_html")
    chapters = list_at(item, "chapters") if kind == "book" else []
    return draft(
        url,
        "article",
        layer,
        title=line_at(item, "title"),
        text=body,
        text_format="html" if body else "none",
        description=html_to_text(text_at(item, "summary")) if kind == "book" else "",
        author_handle=handle,
        author_name=line_at(author, "name"),
        author_url=f"https://zenn.dev/{handle}" if handle else "",
        tags=_topics(item),
        published_at=moment(line_at(item, "published_at") or line_at(item, "created_at"), JST),
        updated_at=moment(line_at(item, "body_updated_at") or line_at(item, "updated_at"), JST),
        thumbnail_url=text_at(item, "og_image_url"),
        page_count=len(chapters) or number_at(item, "chapters_count") or None,
        pages=_comment_pages(comments)
        or _chapter_pages(url, item, chapters)
        or (html_sections(load(body)) if body else ()),
    )


def _comments(scrap: dict[str, Any]) -> list[tuple[str, str]]:
    """(HTML, slug) of the comments of a scrap and their replies, in order.

    RECALLED: `comments[].body_html`, `.slug`, `.children[]`.
    """
    waiting = list_at(scrap, "comments")
    bodies: list[tuple[str, str]] = []
    while waiting and len(bodies) < _MOST_COMMENTS:
        comment = _snake(waiting.pop(0))
        bodies.append((text_at(comment, "body_html"), line_at(comment, "slug")))
        waiting[:0] = list_at(comment, "children")[:_MOST_COMMENTS]
    return [body for body in bodies if body[0]]


def _comment_pages(comments: Sequence[tuple[str, str]]) -> tuple[DocumentPage, ...]:
    """The sections of every comment; what has no heading of its own is found by the comment's fragment (RECALLED)."""
    found: list[DocumentPage] = []
    for body, slug in comments:
        anchor = encode(f"comment-{slug}") if slug else ""
        found += [replace(page, anchor=page.anchor or anchor) for page in html_sections(load(body))]
    return tuple(replace(page, number=number) for number, page in enumerate(found[:MOST_SECTIONS], 1))


def _chapter_pages(url: str, book: dict[str, Any], chapters: Sequence[Any]) -> tuple[DocumentPage, ...]:
    """What a book's chapters are called, with the address of the page where the text of a free one stands."""
    is_sold = bool(number_at(book, "price"))
    pages: list[DocumentPage] = []
    for one in map(_snake, chapters[:MOST_SECTIONS]):
        title, slug = line_at(one, "title"), line_at(one, "slug")
        is_open = not is_sold or at(one, "free") is True or at(one, "is_free") is True
        address = f"{identify(url).url}/viewer/{slug}" if is_open and _CHAPTER.fullmatch(slug) else ""
        if title:
            pages.append(DocumentPage(len(pages) + 1, "", title, url=address))
    return tuple(pages)


def _is_part(book: str, url: str) -> bool:
    """Whether `url` is a chapter's page of the book at `book`."""
    return identify(url).key.startswith(f"{identify(book).key}/") and identify(book).key.count("/") == 1


def _from_body(url: str, page: Page) -> Document | None:
    bodies = by_class(page.root, "znc")
    if not bodies:
        return None
    # a scrap's page has one body a comment
    body = "\n".join(inner_html(b) for b in bodies[:_MOST_COMMENTS])
    whole = bodies[0] if len(bodies) == 1 else load(body)
    return draft(url, "article", "html", text=body, text_format="html", pages=html_sections(whole))


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    handle = _owner(url)
    return draft(
        url,
        "article",
        "og",
        title=without_suffix(metas.first("og:title", "twitter:title") or metas.title, "Zenn"),
        description=metas.first("og:description", "description"),
        author_handle=handle,
        author_url=f"https://zenn.dev/{handle}" if handle else "",
        published_at=moment(metas.first("article:published_time"), JST),
        updated_at=moment(metas.first("article:modified_time"), JST),
        thumbnail_url=metas.first("og:image"),
    )


def _topics(item: dict[str, Any]) -> tuple[str, ...]:
    named = (line_at(_snake(t), "display_name") or line_at(t, "name") or line_at(t) for t in list_at(item, "topics"))
    return tuple(dict.fromkeys(tag for tag in named if tag))[:50]


def _owner(url: str) -> str:
    """The user or publication under which the address stands."""
    first = urlsplit(url).path.strip("/").partition("/")[0]
    return "" if first in ("", "p", "articles", "books", "scraps") else first


def _snake(value: Any) -> Any:
    """A dict with its own keys in the API's snake_case, as the page's data has them in camelCase."""
    if not isinstance(value, dict):
        return value
    return {
        "".join(f"_{c.lower()}" if c.isascii() and c.isupper() else c for c in key).lstrip("_"): inner
        for key, inner in value.items()
        if isinstance(key, str)
    }
