"""SlideShare: a deck from the data its page carries, or from the page's own elements.

Order of trust: `next-data` (`script#__NEXT_DATA__`, `slideshow.transcript`: a list of strings with HTML entities since 2023-11,
`{html: […]}` before; both SEEN-INDIRECT), `json-ld`, `pictures` (`img.slide-image`), `og`. oEmbed is not asked for: robots.txt
closes `/api/`, and `/slideshow/embed_code/`, where embeds lead: an embed's key is known for a deck's where the deck's own
page names it (`twitter:player`, RECALLED), and ends as `robots` where nothing else leads to the deck. A deck that is private
or removed may come with 200: `isViewable: false`, `slideshow: null`.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote

from pipeline.sites import jsonld
from pipeline.sites.document import About, Document, DocumentPage, Unreadable
from pipeline.sites.fields import at, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.glyphs import is_garbled, repair
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import html_to_text
from pipeline.sites.tree import attribute, by_class, find, script_text
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("next-data", "json-ld", "pictures", "og")
_PICTURE = re.compile(r"https?://image\.slidesharecdn\.com/[^\s\"'?]+?-(\d{1,4})-(?:\d{2,4})\.(?:jpg|png|webp)")
_MARKUP = re.compile(r"<(?:p|br|div|span|li|ul|h[1-6])(?:\s[^<>]*)?/?>", re.I)
_MOST_SLIDES = 3000
_FILE_KINDS = ("PPT", "PDF", "PPTX", "DOCX", "DOC", "ODP", "KEY", "SlideShare", "Slideshare")


class SlideShareSite:
    """Decks of slideshare.net."""

    name = "slideshare"
    about = About(
        title="SlideShare",
        forms=(
            "https://www.slideshare.net/USER/title-12345678",
            "https://www.slideshare.net/slideshow/embed_code/key/AbCdEfGhIjKlMn",
        ),
        layers=_TRUST,
        reads="decks slide by slide, with pictures",
        politeness="oEmbed and embeds are closed by robots.txt; its wall against robots ends asking for the run",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("slideshare:")

    def requests(self, url: str) -> Sequence[Request]:
        # robots.txt closes /slideshow/embed_code/; the client then says so
        return (Request(url),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        document = read_layers(answers, lambda answer: _read(url, answer), _TRUST)
        if document is None:
            return None
        asked = identify(url).key
        aliases = [alias for alias in (*document.aliases, asked) if alias != document.key]
        return replace(document, aliases=tuple(dict.fromkeys(aliases)))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)


def _read(url: str, answer: Answer) -> list[Document | None]:
    page = load_page(text_of(answer), answer)
    if page is None:
        return []
    data = (
        load_json(script_text(script))
        if (script := find(page.root, ".//script[@id='__NEXT_DATA__']")) is not None
        else None
    )
    props = at(data, "props", "pageProps")
    show = at(props, "slideshow")
    if isinstance(props, dict) and "slideshow" in props and not isinstance(show, dict):
        raise Unreadable(Outcome.GONE, "the page has no slideshow any more")
    if isinstance(show, dict) and (show.get("isPrivate") is True or show.get("isViewable") is False):
        raise Unreadable(Outcome.PRIVATE, "the slideshow is private or may not be viewed")
    address = _address(url, page, text_at(show, "canonicalUrl"))
    return [
        _from_data(address, show),
        _from_json_ld(address, page),
        _from_pictures(address, page),
        _from_metas(address, page),
    ]


def _address(url: str, page: Page, stated: str) -> str:
    """The deck's own address: old ones lead to `/slideshow/SLUG/ID`, which the page itself states."""
    candidates = (stated, page.metas.canonical, page.answer.final_url)
    return next((address for address in candidates if identify(address).key.startswith("slideshare:")), url)


def _from_data(address: str, show: Any) -> Document | None:
    if not isinstance(show, dict):
        return None
    texts, notes = _transcript(show)
    count = min(number_at(show, "totalSlides") or len(texts), _MOST_SLIDES)
    picture = _picture_of(show)
    pages = tuple(
        DocumentPage(number, texts[number - 1] if number <= len(texts) else "", image_url=picture.format(n=number))
        for number in range(1, max(count, len(texts)) + 1)
    )
    description = text_at(show, "description")
    handle = line_at(show, "user", "login") or line_at(show, "username")
    return draft(
        address,
        "deck",
        "next-data",
        title=_plain(line_at(show, "title")),
        text=_plain(description),
        text_format="text" if description else "none",
        description=_plain(description),
        author_name=_plain(line_at(show, "user", "name")) or handle,
        author_handle=handle,
        author_url=f"https://www.slideshare.net/{quote(handle)}" if handle else "",
        published_at=moment(line_at(show, "createdAt")),
        thumbnail_url=text_at(show, "thumbnail"),
        page_count=number_at(show, "totalSlides") or len(texts) or None,
        pages=pages,
        notes=tuple(notes),
    )


def _transcript(show: dict[str, Any]) -> tuple[list[str], list[str]]:
    """(the text of every slide, notes), of both shapes."""
    value = show.get("transcript")
    rows = list_at(value, "html") if isinstance(value, dict) else value if isinstance(value, list) else []
    texts: list[str] = []
    notes: list[str] = []
    for number, row in enumerate(rows[:_MOST_SLIDES], 1):
        text = _without_entities(row) if isinstance(row, str) else ""
        if is_garbled(text):
            notes.append(f"fonts without a usable map, text left out on page {number}")
            text = ""
        texts.append(repair(text))
    return texts, notes[:10]


def _without_entities(text: str) -> str:
    """A slide's text, which the older shape writes as HTML; what only looks like a tag (`List<Int>`) stays."""
    if _MARKUP.search(text):
        return html_to_text(text)
    text = _plain(text)
    return html_to_text(text) if _MARKUP.search(text) else text


def _plain(text: str) -> str:
    return html.unescape(text)


def _picture_of(show: dict[str, Any]) -> str:
    """The address of a slide's picture with `{n}` for its number from 1; empty where the data does not tell it."""
    host, place, title = (text_at(show, "slides", name) for name in ("host", "imageLocation", "title"))
    if not (host and place and title):
        return ""
    host = host if host.startswith(("http://", "https://")) else f"https://{host.lstrip('/')}"
    made = f"{host.rstrip('/')}/{place.strip('/')}/95/{quote(title)}-"
    return made.replace("{", "%7B").replace("}", "%7D") + "{n}-1024.jpg"


def _from_json_ld(address: str, page: Page) -> Document | None:
    thing = page.json_ld.of_type("PresentationDigitalDocument", "CreativeWork", "DigitalDocument", "Article")
    if thing is None:
        return None
    description = text_at(thing, "description")
    return draft(
        address,
        "deck",
        "json-ld",
        title=line_at(thing, "name") or line_at(thing, "headline"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=jsonld.name_of(thing, "author"),
        author_url=jsonld.url_of(thing, "author"),
        published_at=moment(line_at(thing, "datePublished")),
        thumbnail_url=jsonld.url_of(thing, "image") or jsonld.url_of(thing, "thumbnailUrl"),
        notes=page.json_ld.notes,
    )


def _from_pictures(address: str, page: Page) -> Document | None:
    """The pictures that the page shows (SEEN in a replica): `img.slide-image[data-src]`, the number in the file's name."""
    shown: dict[int, str] = {}
    for image in by_class(page.root, "slide-image", "img"):
        for name in ("data-src", "src", "srcset"):
            found = _PICTURE.search(attribute(image, name))
            if found and 0 < int(found[1]) <= _MOST_SLIDES:
                shown.setdefault(int(found[1]), found[0])
    pages = tuple(DocumentPage(n, "", image_url=shown.get(n, "")) for n in range(1, max(shown, default=0) + 1))
    return draft(address, "deck", "pictures", pages=pages, page_count=len(pages) or None)


def _from_metas(address: str, page: Page) -> Document | None:
    metas = page.metas
    description = metas.text("og:description", "description")
    return draft(
        address,
        "deck",
        "og",
        title=without_suffix(metas.first("og:title", "twitter:title") or metas.title, *_FILE_KINDS),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=metas.first("author", "slideshare:author"),
        thumbnail_url=metas.first("og:image", "twitter:image"),
        aliases=_embed_names(page),
    )


def _embed_names(page: Page) -> tuple[str, ...]:
    """The key under which the deck is embedded elsewhere, where the page names its player."""
    thing = page.json_ld.of_type("PresentationDigitalDocument", "CreativeWork", "DigitalDocument", "Article")
    players = [page.metas.first("twitter:player"), page.metas.first("og:video", "og:video:url")]
    players.append(jsonld.url_of(thing, "embedUrl"))
    keys = (identify(player).key for player in players if player)
    return tuple(dict.fromkeys(key for key in keys if key.startswith("slideshare:key/")))
