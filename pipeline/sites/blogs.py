"""Articles of note, Hatena Blog, Medium and dev.to: which addresses are theirs, and what is asked for.

Their pages are read as any page is, with the layer of `engines` before the rest. Of note only pages are asked for: its
robots.txt bars `/api/` (SEEN-INDIRECT). dev.to has a public API (Forem API, documented; no key), which comes first.
Blogs of these services on a domain of their own are any page, and read alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, Site
from pipeline.sites.fields import line, line_at, list_at, load_json, text_at
from pipeline.sites.layers import draft, merge
from pipeline.sites.moments import moment
from pipeline.sites.sections import html_sections, markdown_sections
from pipeline.sites.tree import load
from pipeline.sites.walls import check_empty, refuse_error
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

NAMES = ("note", "hatena", "medium")
_ABOUT = {
    "note": ("note", ("https://note.com/USER/n/n0123456789ab",), "`/api/` is closed by robots.txt and not asked for"),
    "hatena": ("Hatena Blog", ("https://USER.hatenablog.com/entry/2026/05/01/120000",), ""),
    "medium": ("Medium", ("https://medium.com/@USER/some-title-0123456789ab",), ""),
    "devto": ("dev.to", ("https://dev.to/USER/some-title-1abc",), ""),
}
_LAYERS = ("engine", "json-ld", "html", "og")


class BlogSite:
    """Articles of one of NAMES, read from their pages by `reader`."""

    def __init__(self, name: str, reader: Site) -> None:
        self.name = name
        title, forms, politeness = _ABOUT[name]
        layers = ("api", *_LAYERS) if name == "devto" else _LAYERS
        self.about = About(title, forms, layers, "articles in sections with anchors", politeness)
        self._reader = reader

    def owns(self, url: str) -> bool:
        identity = identify(url)
        return identity.site == self.name and identity.kind_hint == "article"

    def requests(self, url: str) -> Sequence[Request]:
        return self._reader.requests(url)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return self._reader.read(url, answers)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return True


class DevToSite(BlogSite):
    """Articles of dev.to, from its API, else from their pages."""

    def __init__(self, reader: Site) -> None:
        super().__init__("devto", reader)

    def requests(self, url: str) -> Sequence[Request]:
        user, slug = urlsplit(url).path.strip("/").split("/")[:2]
        api = f"https://dev.to/api/articles/{user}/{slug}"
        return (Request(api, accept="application/json", layer="api"), *super().requests(url))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        asked = [answer for answer in answers if urlsplit(answer.url).path.startswith("/api/")]
        pages = [answer for answer in answers if answer not in asked]
        readings = [_from_api(url, answer) for answer in asked]
        if pages:
            readings.append(super().read(url, pages))
        found = [reading for reading in readings if reading is not None]
        return merge(found) if found else None

    def is_enough(self, document: Document) -> bool:
        return bool(document.title and document.text)


def _from_api(url: str, answer: Answer) -> Document | None:
    """`GET /api/articles/{username}/{slug}` of the Forem API v1. Raises Unreadable where it says that there is none."""
    check_empty(answer)
    value: Any = load_json(text_of(answer))
    refuse_error({"message": line_at(value, "error"), "type": ""} if line_at(value, "error") else value)
    markdown, rendered = text_at(value, "body_markdown"), text_at(value, "body_html")
    if not line_at(value, "title") or not (markdown or rendered):
        return None
    handle = line_at(value, "user", "username")
    tags = list_at(value, "tags") if isinstance(value.get("tags"), list) else line_at(value, "tags").split(",")
    return draft(
        url,
        "article",
        "api",
        title=line_at(value, "title"),
        text=rendered or markdown,
        text_format="html" if rendered else "markdown",
        description=line_at(value, "description"),
        author_handle=handle,
        author_name=line_at(value, "user", "name"),
        author_url=f"https://dev.to/{handle}" if handle else "",
        tags=tuple(dict.fromkeys(tag for t in tags if isinstance(t, str) and (tag := line(t))))[:50],
        published_at=moment(line_at(value, "published_at")),
        updated_at=moment(line_at(value, "edited_at")),
        thumbnail_url=text_at(value, "cover_image") or text_at(value, "social_image"),
        # the rendering has the headings' own fragments
        pages=html_sections(load(rendered)) if rendered else markdown_sections(markdown),
    )
