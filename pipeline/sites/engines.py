"""Pages of blog services, told by what the service puts into them: Hatena Blog, note, Medium, Forem (dev.to).

One layer, `engine`: title, author, day, tags and the text where the service marks them, also on a blog's own domain, where
the address does not tell. Which addresses are a service's is in `blogs`; what any page's head says, in `web`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote, urlsplit

from pipeline.sites.document import Document
from pipeline.sites.fields import line
from pipeline.sites.layers import draft
from pipeline.sites.main_text import without_frame
from pipeline.sites.moments import JST, moment
from pipeline.sites.page import Page
from pipeline.sites.sections import html_sections
from pipeline.sites.tree import Element, attribute, by_class, find, find_all, inner_html, words
from pipeline.web.urls import host_of


def read_engine(url: str, page: Page) -> Document | None:
    """The article as its service marks it; None where no service is known by its marks, or the page is no single post."""
    return next((found for read in _ENGINES if (found := read(url, page)) is not None), None)


def _article(url: str, body: Element, **facts: Any) -> Document:
    body = without_frame(body)
    return draft(
        url, "article", "engine", text=inner_html(body), text_format="html", pages=html_sections(body), **facts
    )


def _only(elements: list[Element]) -> Element | None:
    """The one element there is; a front page has several posts, and none of them is the page."""
    return elements[0] if len(elements) == 1 else None


def _hatena(url: str, page: Page) -> Document | None:
    """`.entry-content` (SEEN), `a.entry-title-link` (SEEN); date, categories and author's id RECALLED from its themes."""
    root = page.root
    marked = page.metas.first("generator").lower().startswith("hatena") or "hatena" in attribute(
        root, "data-admin-domain"
    )
    body = _only(by_class(root, "entry-content")) if marked else None
    if body is None:
        return None
    title = find(root, ".//*[contains(@class, 'entry-title-link')]")
    heading = title if title is not None else next(iter(by_class(root, "entry-title")), None)
    handle = attribute(find(root, ".//*[contains(@class, 'author')]//@data-user-name/.."), "data-user-name")
    handle = handle or attribute(root, "data-author")
    dated = find(root, ".//*[contains(@class, 'entry-date')]//time[@datetime]")
    day = dated if dated is not None else find(root, ".//header//time[@datetime]")
    return _article(
        url,
        body,
        title=words(heading),
        author_handle=handle,
        author_name=handle,
        author_url=f"https://profile.hatena.ne.jp/{handle}/" if handle else "",
        published_at=moment(attribute(day, "datetime"), JST),
        tags=_tags(find_all(root, ".//*[contains(@class, 'categories')]//a")),
    )


def _note(url: str, page: Page) -> Document | None:
    """`div.note-common-styles__textnote-body` (SEEN-INDIRECT); its header RECALLED."""
    root = page.root
    body = _only(by_class(root, "note-common-styles__textnote-body"))
    if body is None:
        return None
    path = [part for part in urlsplit(page.metas.canonical or url).path.split("/") if part]
    handle = path[0] if host_of(page.metas.canonical or url) == "note.com" and len(path) == 3 else ""
    paid = find(root, ".//*[contains(@class, 'paywall') or contains(@class, 'Paywall')]") is not None
    return _article(
        url,
        body,
        title=words(find(root, ".//h1")),
        author_handle=handle,
        author_name=words(find(root, ".//*[contains(@class, 'o-noteContentHeader__name')]//a")),
        author_url=f"https://note.com/{handle}" if handle else "",
        published_at=moment(attribute(find(root, ".//time[@datetime]"), "datetime"), JST),
        tags=_tags(find_all(root, ".//a[contains(@href, '/hashtag/')]")),
        notes=("only the free part of a paid note",) if paid else (),
    )


def _medium(url: str, page: Page) -> Document | None:
    """`article section`, and the head that Medium gives to every host of its own (RECALLED)."""
    metas = page.metas
    if "Medium" not in (metas.first("al:ios:app_name"), metas.first("og:site_name"), metas.first("generator")):
        return None
    article = _only(find_all(page.root, ".//article[not(ancestor::article)]"))
    if article is None:
        return None
    parts = find_all(article, ".//section")
    author = metas.first("article:author")
    name = urlsplit(author).path.strip("/") if author.startswith("https://") else ""
    return _article(
        url,
        parts[0] if len(parts) == 1 else article,
        title=words(find(article, ".//h1")),
        author_name=metas.first("author"),
        author_handle=unquote(name[1:]) if name.startswith("@") else "",
        author_url=author if name else "",
        published_at=moment(metas.first("article:published_time")),
    )


def _forem(url: str, page: Page) -> Document | None:
    """`#article-body` of dev.to and other communities of Forem (its source is public; RECALLED)."""
    body = find(page.root, ".//*[@id='article-body' and contains(@class, 'crayons-article__body')]")
    if body is None:
        return None
    path = [part for part in urlsplit(url).path.split("/") if part]
    handle = path[0] if len(path) == 2 else ""
    named = find(page.root, ".//*[contains(@class, 'crayons-article__header')]//a[contains(@class, 'crayons-link')]")
    day = find(page.root, ".//*[contains(@class, 'crayons-article__header')]//time[@datetime]")
    return _article(
        url,
        body,
        title=words(find(page.root, ".//h1")),
        author_handle=handle,
        author_name=words(named),
        author_url=f"https://{host_of(url)}/{handle}" if handle else "",
        published_at=moment(attribute(day, "datetime")),
        tags=_tags(find_all(page.root, ".//a[contains(@class, 'crayons-tag')]")),
    )


def _tags(links: list[Element]) -> tuple[str, ...]:
    named = (line(words(link)).lstrip("#＃ ") for link in links)
    return tuple(dict.fromkeys(tag for tag in named if tag))[:50]


_ENGINES: tuple[Callable[[str, Page], Document | None], ...] = (_hatena, _note, _medium, _forem)
