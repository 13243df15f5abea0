"""Docswell: a deck from its page, from its embed view, or from oEmbed.

Order of trust: `json-ld` (title, author, dates; SEEN), `text` (what stands under 各ページのテキスト, one block a page; SEEN
2023–25, absent on decks SEEN in 2026), `og`, `embed` (a picture of every page), `oembed`. The deck page shows the pictures of the
first pages alone, and pages' pictures have names without order: all of them come from the embed view. Where a deck has no
text the description is all there is. `/slide/KEY/download` is closed by robots.txt and never asked for.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from urllib.parse import quote, urlsplit

from pipeline.sites import jsonld
from pipeline.sites.document import About, Document, DocumentPage, Unreadable
from pipeline.sites.fields import line_at, load_json, text_at
from pipeline.sites.glyphs import is_garbled, repair
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.oembed import from_oembed
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import plain_text
from pipeline.sites.tree import Element, attribute, by_class, find_all, words
from pipeline.web.answers import Answer, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify, join

_TRUST = ("json-ld", "text", "og", "embed", "oembed")
_PICTURE = re.compile(r"https?://[\w.-]*docswell\.com/page/[0-9A-Za-z]{6,20}\.(?:jpg|png|webp)", re.I)
_TEXT_HEADING = re.compile(r"(?:各ページのテキスト|text of each page|page text)", re.I)
_NUMBERED = re.compile(r"(?:p(?:age)?\.?\s*|#)?(\d{1,4})(?:\s*[.:/)]|ページ|枚目)?", re.I)
_PAGE_LINK = re.compile(r"(?:/s/[^/?#]+/[^/?#]+/|#p)(\d{1,4})(?:[?#].*)?$")
_MOST_SLIDES = 2000


class DocswellSite:
    """Decks of docswell.com."""

    name = "docswell"
    about = About(
        title="Docswell",
        forms=(
            "https://www.docswell.com/s/USER/ABC123-title",
            "https://www.docswell.com/slide/ABC123/embed",
        ),
        layers=_TRUST,
        reads="decks page by page where the site shows their text, with pictures",
        politeness="`/slide/KEY/download` is closed by robots.txt and not asked for",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("docswell:")

    def requests(self, url: str) -> Sequence[Request]:
        embed = Request(f"https://www.docswell.com/slide/{_key(url)}/embed", layer="embed")
        oembed = f"https://www.docswell.com/service/oembed?url={quote(url, safe='')}"
        pages = (embed,) if url == embed.url else (Request(url), embed)
        return (*pages, Request(oembed, accept="application/json", layer="oembed"))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        document = read_layers(answers, lambda answer: _read(url, answer), _TRUST)
        return _with_pictures(document, _pictures_of(answers)) if document is not None else None

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """The deck's own page, where only its embed view was linked."""
        if "/embed" not in url:
            return ()
        for answer in answers:
            found = re.search(rf"/s/[A-Za-z0-9_.~-]+/{_key(url)}(?:-[A-Za-z0-9_.~%-]*)?", text_of(answer))
            if found:
                return (Request(f"https://www.docswell.com{found[0]}"),)
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title and document.pages) and all(page.image_url for page in document.pages)


def _key(url: str) -> str:
    return identify(url).key.partition(":")[2]


def _is_embed(answer: Answer) -> bool:
    return "/slide/" in urlsplit(answer.final_url or answer.url).path


def _read(url: str, answer: Answer) -> list[Document | None]:
    text = text_of(answer)
    if text.lstrip().startswith("{"):
        value = load_json(text)
        return [from_oembed(url, "deck", value, **_author(url, text_at(value, "author_url")))]
    page = load_page(text, answer)
    if page is None:
        return []
    if _is_embed(answer):
        return [_from_embed(url, page)]
    return [_from_json_ld(url, page), _from_text(url, page), _from_metas(url, page)]


def _from_json_ld(url: str, page: Page) -> Document | None:
    thing = page.json_ld.of_type("Article", "PresentationDigitalDocument", "CreativeWork")
    if thing is None:
        return None
    description = text_at(thing, "description")
    author_url = jsonld.url_of(thing, "author")
    return draft(
        url,
        "deck",
        "json-ld",
        title=line_at(thing, "headline") or line_at(thing, "name"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=jsonld.name_of(thing, "author"),
        published_at=moment(line_at(thing, "datePublished"), JST),
        updated_at=moment(line_at(thing, "dateModified"), JST),
        thumbnail_url=jsonld.url_of(thing, "image"),
        notes=page.json_ld.notes,
        **_author(url, author_url),
    )


def _from_text(url: str, page: Page) -> Document | None:
    """The text of every page, in the blocks that follow the heading 各ページのテキスト."""
    texts: dict[int, str] = {}
    notes: list[str] = []
    for index, block in enumerate(_text_blocks(page.root)[:_MOST_SLIDES], 1):
        number, text = _numbered_text(block)
        if is_garbled(text):
            notes.append(f"fonts without a usable map, text left out on page {number or index}")
            text = ""
        texts.setdefault(number or index, repair(text))
    if not any(texts.values()):
        return None
    count = min(max(texts), _MOST_SLIDES)
    pages = tuple(DocumentPage(number, texts.get(number, "")) for number in range(1, count + 1))
    return draft(url, "deck", "text", pages=pages, page_count=count, notes=tuple(notes[:10]))


def _text_blocks(root: Element) -> list[Element]:
    headings = (e for e in find_all(root, ".//*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5]"))
    heading = next((e for e in headings if _TEXT_HEADING.fullmatch(words(e))), None)
    while heading is not None and heading.tag != "body":
        blocks = []
        for sibling in heading.itersiblings():
            if sibling.tag in ("h1", "h2", "h3", "h4", "h5", "section", "footer"):
                break
            if sibling.tag in ("div", "ol", "ul") and find_all(sibling, ".//p | .//li"):
                blocks.append(sibling)
        if len(blocks) == 1:  # all pages in one block
            inner = find_all(blocks[0], "./div[.//p]") or find_all(blocks[0], "./li") or find_all(blocks[0], "./p")
            return inner or blocks
        if blocks:
            return blocks
        heading = heading.getparent()
    return []


def _numbered_text(block: Element) -> tuple[int | None, str]:
    """(page number, text): the link to the page says its number and is no text of it."""
    text = plain_text(block)
    for link in find_all(block, ".//a[@href]"):
        found = _PAGE_LINK.search(attribute(link, "href"))
        if found is None or not 0 < int(found[1]) <= _MOST_SLIDES:
            continue
        shown = words(link)
        if _NUMBERED.fullmatch(shown):
            first, _, rest = text.partition("\n")
            text = f"{first.strip().removeprefix(shown).lstrip()}\n{rest}"
        return int(found[1]), text.strip()
    return None, text


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    description = metas.text("og:description", "description")
    return draft(
        url,
        "deck",
        "og",
        title=without_suffix(metas.first("og:title", "twitter:title") or metas.title, "ドクセル", "Docswell"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=metas.first("author", "og:author"),
        thumbnail_url=metas.first("og:image"),
        **_author(url, ""),
    )


def _from_embed(url: str, page: Page) -> Document | None:
    pages = tuple(DocumentPage(number, "", image_url=src) for number, src in enumerate(_pictures(page.root), 1))
    title = without_suffix(page.metas.first("og:title") or page.metas.title, "ドクセル", "Docswell")
    return draft(url, "deck", "embed", title=title, pages=pages, page_count=len(pages) or None)


def _pictures(root: Element) -> list[str]:
    """The pictures of all pages, in order: the first list of the embed view; its thumbnails are a second one."""
    holders = by_class(root, "splide__list", "ul")
    images = find_all(holders[0] if holders else root, ".//img[@data-splide-lazy]")
    found = (_PICTURE.match(attribute(image, "data-splide-lazy")) for image in images)
    return list(dict.fromkeys(match[0] for match in found if match))[:_MOST_SLIDES]


def _pictures_of(answers: Sequence[Answer]) -> list[str]:
    for answer in answers:
        if _is_embed(answer) and not text_of(answer).lstrip().startswith("{"):
            try:
                page = load_page(text_of(answer), answer)
            except Unreadable:
                continue
            if page is not None and (pictures := _pictures(page.root)):
                return pictures
    return []


def _with_pictures(document: Document, pictures: Sequence[str]) -> Document:
    """The pages with their pictures; where pages have no text, a note says that the description is all there is."""
    pages = tuple(
        replace(page, image_url=pictures[page.number - 1]) if page.number <= len(pictures) else page
        for page in document.pages
    )
    pages += tuple(DocumentPage(n, "", image_url=pictures[n - 1]) for n in range(len(pages) + 1, len(pictures) + 1))
    notes = (
        document.notes
        if any(page.text for page in pages)
        else (*document.notes, "the site gives no text of the slides")
    )
    return replace(document, pages=pages, page_count=len(pages) or document.page_count, notes=notes)


def _author(url: str, author_url: str) -> dict[str, str]:
    """The author's handle and address, as the deck's address or a given one tells them."""
    path = urlsplit(author_url).path.split("/") if "docswell.com/" in author_url else []
    handle = path[2] if len(path) >= 3 and path[1] == "user" else ""
    own = urlsplit(identify(url).url).path.split("/")
    handle = handle or (own[2] if len(own) >= 4 and own[1] == "s" else "")
    address = author_url or (f"https://www.docswell.com/user/{handle}" if handle else "")
    return {"author_handle": handle, "author_url": join("https://www.docswell.com/", address) if address else ""}
