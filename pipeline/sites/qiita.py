"""Qiita: an article from its Markdown answer, from API v2, or from its HTML page.

Order of trust: `markdown` (`ITEM.md` with `Accept: text/markdown`: title and tags in front matter, the body as written),
`api` (`/api/v2/items/ID`: everything, but 60 requests an hour without a token), `html` (the body as rendered), `og`.
Only items are read here; users, tags and calendars are any page. Limited-share items (`/private/`) are reachable by link
alone and are not asked for. Neighbour: `feeds` reads Qiita's feeds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from pipeline.sites.document import About, Document, Unreadable
from pipeline.sites.fields import at, line, line_at, list_at, load_json, text_at
from pipeline.sites.frontmatter import cut_front_matter
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.sections import html_sections, markdown_sections
from pipeline.sites.tree import Element, attribute, find, find_all, inner_html, load, words
from pipeline.sites.walls import refuse_error
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("markdown", "api", "html", "og")
# SEEN-INDIRECT: the ids and classes that scrapers of the live page use; `css-…` classes are build hashes
_BODIES = (
    ".//*[@id='personal-public-article-body']//*[contains(concat(' ', normalize-space(@class), ' '), ' mdContent-inner ')]",
    ".//*[@id='personal-public-article-body']",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' it-MdContent ')]",
    ".//*[contains(concat(' ', normalize-space(@class), ' '), ' mdContent-inner ')]",
    ".//*[@itemprop='articleBody']",
)
_LOOKS_HTML = re.compile(r"\s*<(?:!doctype|html|head|body)\b", re.I)


class QiitaSite:
    """Items of qiita.com."""

    name = "qiita"
    about = About(
        title="Qiita",
        forms=("https://qiita.com/USER/items/0123456789abcdef0123",),
        layers=_TRUST,
        reads="articles in sections with anchors",
        politeness="limited-share items (`/private/`) are not asked for; the API is asked where the Markdown does not come",
        without_key="60 requests of the API an hour instead of 1,000 (`QIITA_TOKEN`)",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("qiita:")

    def requests(self, url: str) -> Sequence[Request]:
        user, item = _user_and_item(url)
        if not item or "/private/" in url:
            return ()
        api = Request(f"https://qiita.com/api/v2/items/{item}", accept="application/json", layer="api")
        if not user:
            return (api, Request(url))
        return (Request(f"{url}.md", accept="text/markdown", layer="markdown"), api, Request(url))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: self._read(url, answer), _TRUST)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        dated = document.published_at or document.updated_at
        return bool(
            document.title and document.text and (dated or "api" in document.layers or "html" in document.layers)
        )

    def _read(self, url: str, answer: Answer) -> list[Document | None]:
        text = text_of(answer)
        if text.lstrip().startswith("{"):
            value = load_json(text)
            refuse_error(value)
            return [_from_api(url, value)]
        if answer.layer == "markdown" and not _LOOKS_HTML.match(text):
            return [_from_markdown(url, text)]
        page = load_page(text, answer)
        return [_from_page(url, page), _from_metas(url, page)] if page else []


def _from_markdown(url: str, text: str) -> Document | None:
    """The `.md` answer. SEEN: `title` only in front matter; the other keys are RECALLED and may be missing."""
    matter, body = cut_front_matter(text)
    user, _ = _user_and_item(url)
    author = line_at(matter, "author") or user
    if not matter and not body.strip():
        return None
    return draft(
        url,
        "article",
        "markdown",
        title=line_at(matter, "title"),
        text=body.strip(),
        text_format="markdown",
        author_handle=author,
        author_url=f"https://qiita.com/{author}" if author else "",
        tags=_tags(matter.get("tags")),
        published_at=moment(line_at(matter, "created_at") or line_at(matter, "published_at"), JST),
        updated_at=moment(line_at(matter, "updated_at"), JST),
        pages=markdown_sections(body),
    )


def _from_api(url: str, value: object) -> Document | None:
    """API v2's item object (SEEN 2021, and the OpenAPI description)."""
    if not isinstance(value, dict) or not (text_at(value, "body") or text_at(value, "rendered_body")):
        return None
    if at(value, "private") is True:
        raise Unreadable(Outcome.PRIVATE, "a limited-share item, reachable by link alone")
    markdown = text_at(value, "body")
    rendered = text_at(value, "rendered_body")
    handle = line_at(value, "user", "id")
    return draft(
        url,
        "article",
        "api",
        title=line_at(value, "title"),
        text=markdown or rendered,
        text_format="markdown" if markdown else "html",
        author_handle=handle,
        author_name=line_at(value, "user", "name"),
        author_url=f"https://qiita.com/{handle}" if handle else "",
        tags=_tags([at(tag, "name") for tag in list_at(value, "tags")]),
        published_at=moment(line_at(value, "created_at"), JST),
        updated_at=moment(line_at(value, "updated_at"), JST),
        # the rendering has the headings' own fragments
        pages=html_sections(load(rendered)) if rendered else markdown_sections(markdown),
    )


def _from_page(url: str, page: Page) -> Document | None:
    body = next((found for path in _BODIES if (found := find(page.root, path)) is not None), None)
    if body is None:
        return None
    times = _times(page.root, body)
    return draft(
        url,
        "article",
        "html",
        title=words(find(page.root, ".//h1")),
        text=inner_html(body),
        text_format="html",
        published_at=times[0],
        updated_at=times[1],
        tags=_tags([words(link) for link in find_all(page.root, ".//a[starts-with(@href, '/tags/')]")]),
        pages=html_sections(body),
    )


def _times(root: Element, body: Element) -> tuple[object, object]:
    """(published, updated) from the `<time>`s beside the title (RECALLED): the earlier one is the publication."""
    inside = set(find_all(body, ".//time"))
    named = [t for t in find_all(root, ".//time[@datetime]") if t not in inside][:2]
    moments = sorted(m for t in named if (m := moment(attribute(t, "datetime"), JST)))
    return (moments[0], moments[-1]) if moments else (None, None)


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    user, _ = _user_and_item(url)
    title = without_suffix(metas.first("og:title", "twitter:title") or metas.title, "Qiita")
    return draft(
        url,
        "article",
        "og",
        title=title,
        description=metas.first("og:description", "description"),
        author_handle=user,
        author_name=metas.first("author"),
        author_url=f"https://qiita.com/{user}" if user else "",
        published_at=moment(metas.first("article:published_time"), JST),
        updated_at=moment(metas.first("article:modified_time"), JST),
        thumbnail_url=metas.first("og:image"),
    )


def _user_and_item(url: str) -> tuple[str, str]:
    """(user, item id) of an item's address; the user is empty in the short form `/items/ID`."""
    identity = identify(url)
    segments = [s for s in urlsplit(identity.url).path.split("/") if s]
    user = segments[0] if len(segments) == 3 else ""
    return user, identity.key.removeprefix("qiita:") if identity.key.startswith("qiita:") else ""


def _tags(value: object) -> tuple[str, ...]:
    """Tags of a list, or of a text where spaces or commas part them."""
    named = value if isinstance(value, list) else re.split(r"[,\s]+", value) if isinstance(value, str) else []
    return tuple(dict.fromkeys(tag for item in named if isinstance(item, str) and (tag := line(item))))[:50]
