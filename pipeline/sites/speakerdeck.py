"""Speaker Deck: a deck from its page (JSON-LD, transcript, metas), its player, or oEmbed.

Order of trust: `json-ld` (`hasPart`, the text of every slide), `transcript` (`.slide-transcript`), `og` and `player`
(pictures of the slides), `oembed` (title and author). What the page looks like is SEEN-INDIRECT; each layer alone is enough
for a document. A deck has two names, `user/slug` and the hash of its player: whichever was asked for, the other becomes an
alias, and the deck page is asked for when a player was. `?slide=` counts from 1, `slide_N.jpg` from 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pipeline.sites import jsonld
from pipeline.sites.document import About, Document, DocumentPage, Unreadable
from pipeline.sites.fields import line_at, list_at, load_json, number_at, text_at
from pipeline.sites.glyphs import is_garbled, repair
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.oembed import from_oembed
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import plain_text
from pipeline.sites.tree import Element, attribute, by_class, find, find_all, words
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("json-ld", "transcript", "og", "player", "oembed")
_HASH = re.compile(r"/(?:presentations|player)/([0-9a-f]{24,32})(?![0-9a-f])", re.I)
_PICTURE = re.compile(r"/presentations/([0-9a-f]{24,32})/(?:preview_|thumb_)?slide_(\d{1,4})\.jpg", re.I)
_NUMBERED = re.compile(r"(?:slide|page|no\.?)?\s*\d*", re.I)
_MOST_SLIDES = 3000
_PLAYER = "speakerdeck:player/"


class SpeakerDeckSite:
    """Decks and players of speakerdeck.com."""

    name = "speakerdeck"
    about = About(
        title="Speaker Deck",
        forms=(
            "https://speakerdeck.com/USER/DECK?slide=3",
            "https://speakerdeck.com/player/0123456789abcdef0123456789abcdef",
        ),
        layers=_TRUST,
        reads="decks slide by slide, with pictures; a player's deck by its page",
    )

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("speakerdeck:")

    def requests(self, url: str) -> Sequence[Request]:
        if identify(url).key.startswith(_PLAYER):
            return (Request(url),)
        oembed = f"https://speakerdeck.com/oembed.json?url={quote(url, safe='')}"
        return (Request(url), Request(oembed, accept="application/json", layer="oembed"))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        document = read_layers(answers, _read, _TRUST)
        if document is None:
            return None
        # whichever of its names was asked for, the deck is the one that has a page of its own
        names = [document.key, *document.aliases, identify(url).key]
        aliases = tuple(dict.fromkeys(name for name in names if name and name != document.key))
        return replace(document, aliases=aliases)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """The page of the deck that a player shows."""
        if not identify(url).key.startswith(_PLAYER):
            return ()
        try:
            document = read_layers(answers, _read, _TRUST)
        except Unreadable:
            return ()
        if document is None or document.key.startswith(_PLAYER):
            return ()
        return self.requests(document.url)[:1]

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)


class _Deck:
    """What one page shows of its own deck, found once for all layers."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.here = page.answer.final_url or page.answer.url

    @cached_property
    def data(self) -> dict[str, Any] | None:
        return self.page.json_ld.of_type("PresentationDigitalDocument")

    @cached_property
    def address(self) -> str:
        """The deck's own address: what the page says of itself, else where it was found."""
        stated = self.page.metas.canonical
        return stated if identify(stated).key.startswith("speakerdeck:") else self.here

    @cached_property
    def embed(self) -> Element | None:
        return next((e for e in by_class(self.page.root, "speakerdeck-embed") if e.get("data-id")), None)

    @cached_property
    def own(self) -> str:
        """The deck's hash. A deck's page shows some thirty others: only their own place tells them apart."""
        candidates = (
            f"/player/{attribute(self.embed, 'data-id')}",
            jsonld.url_of(self.data, "associatedMedia"),
            jsonld.url_of(self.data, "thumbnailUrl"),
            self.page.metas.first("og:image", "twitter:image"),
            self.here,
            attribute(next(iter(by_class(self.page.root, "js-sd-slide")), None), "data-url"),
        )
        return next((found[1].lower() for text in candidates if (found := _HASH.search(text))), "")

    @cached_property
    def count(self) -> int:
        """How many slides the page shows of its own deck: the highest picture's number (they count from 0)."""
        if not self.own:
            return 0
        shown = find_all(
            self.page.root,
            ".//@*[contains(., 'slide_') and (name()='href' or name()='src' or starts-with(name(), 'data-'))]",
        )
        pictures = (found for value in shown if (found := _PICTURE.search(value)))
        numbers = {int(found[2]) + 1 for found in pictures if found[1].lower() == self.own}
        listed = by_class(self.page.root, "slide-transcript") or by_class(self.page.root, "js-sd-slide")
        # a preview of the first slide alone does not tell how many there are
        return max(numbers) if len(numbers) > 1 or (numbers and listed) else 0

    def pages(self, texts: dict[int, str]) -> tuple[DocumentPage, ...]:
        """All slides, with the text there is; a deck of pictures has slides without text."""
        count = min(max(self.count, max(texts, default=0)), _MOST_SLIDES)
        base = f"https://files.speakerdeck.com/presentations/{self.own}" if self.own else ""
        return tuple(
            DocumentPage(number, texts.get(number, ""), image_url=f"{base}/slide_{number - 1}.jpg" if base else "")
            for number in range(1, count + 1)
        )


def _read(answer: Answer) -> list[Document | None]:
    text = text_of(answer)
    if text.lstrip().startswith("{"):
        return [_from_oembed(answer, load_json(text))]
    page = load_page(text, answer)
    if page is None:
        return []
    if page.metas.first("stats-view_type") == "profile":
        # SEEN: `talk` on decks, `profile` on users' pages
        raise Unreadable(Outcome.GONE, "the deck's address leads to its author's page")
    deck = _Deck(page)
    if identify(deck.here).key.startswith(_PLAYER):
        return [_from_player(deck)]
    return [_from_json_ld(deck), _from_transcript(deck), _from_metas(deck)]


def _from_json_ld(deck: _Deck) -> Document | None:
    data = deck.data
    if data is None:
        return None
    texts: dict[int, str] = {}
    parts = list_at(data, "hasPart")[:_MOST_SLIDES]
    for index, part in enumerate(parts, 1):
        number = number_at(part, "position") or index  # counts from 1 and outranks the order of the list
        if number <= _MOST_SLIDES and not texts.get(number):
            texts[number] = _tidy(text_at(part, "text"))
    description = text_at(data, "description")
    return draft(
        deck.address,
        "deck",
        "json-ld",
        title=line_at(data, "name") or line_at(data, "headline"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=jsonld.name_of(data, "author"),
        published_at=moment(line_at(data, "datePublished")),
        updated_at=moment(line_at(data, "dateModified")),
        thumbnail_url=jsonld.url_of(data, "thumbnailUrl"),
        pages=deck.pages(texts) if any(texts.values()) else (),
        page_count=max(deck.count, len(parts)) or None,
        **_names(deck.address, deck.own),
    )


def _from_transcript(deck: _Deck) -> Document | None:
    """The page's elements (SEEN-INDIRECT): `.slide-transcript`, one a slide, each linking its slide's picture."""
    root = deck.page.root
    texts: dict[int, str] = {}
    for index, element in enumerate(by_class(root, "slide-transcript")[:_MOST_SLIDES], 1):
        number, text = _transcript(element, deck.own)
        texts.setdefault(number or index, text)
    description = plain_text(found[0]) if (found := by_class(root, "deck-description")) else ""
    return draft(
        deck.address,
        "deck",
        "transcript",
        title=attribute(deck.embed, "data-name") or words(find(root, ".//h1")),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=words(find(root, ".//*[contains(@class, 'deck-meta')]//a[starts-with(@href, '/')]/span")),
        published_at=moment(words(next(iter(by_class(root, "deck-date")), None))),
        pages=deck.pages(texts) if any(texts.values()) else (),
        page_count=deck.count or None,
        **_names(deck.address, deck.own),
    )


def _transcript(element: Element, own: str) -> tuple[int | None, str]:
    """(slide number, text) of one `.slide-transcript`; the link to the picture is no text of the slide."""
    number = None
    shown = ""
    for link in find_all(element, ".//a[contains(@href, 'slide_')]"):
        found = _PICTURE.search(attribute(link, "href"))
        if found and (not own or found[1].lower() == own):
            number = int(found[2]) + 1
            shown = shown or _tidy(plain_text(link))
    text = _tidy(plain_text(element))
    rest = text.removeprefix(shown).lstrip()
    # a link that holds more than "Slide 12" may be where the text is
    return number, rest or ("" if _NUMBERED.fullmatch(shown) else text)


def _from_metas(deck: _Deck) -> Document | None:
    metas = deck.page.metas
    description = metas.text("og:description", "description")
    return draft(
        deck.address,
        "deck",
        "og",
        title=without_suffix(metas.first("og:title") or metas.title, "Speaker Deck"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=metas.first("og:author", "twitter:data1", "author"),
        thumbnail_url=metas.first("og:image"),
        pages=deck.pages({}),
        page_count=deck.count or None,
        notes=deck.page.json_ld.notes,
        **_names(deck.address, deck.own),
    )


def _from_player(deck: _Deck) -> Document | None:
    """The player (SEEN in gallery-dl): `.js-sd-slide[data-url]`, one a slide; `link[rel=canonical]` is the deck."""
    metas = deck.page.metas
    return draft(
        deck.address,
        "deck",
        "player",
        title=without_suffix(metas.first("og:title") or metas.title, "Speaker Deck"),
        pages=deck.pages({}),
        page_count=deck.count or None,
        **_names(deck.address, deck.own),
    )


def _from_oembed(answer: Answer, value: Any) -> Document | None:
    """oEmbed (SEEN 2024). The address asked for is in the request's own parameter."""
    asked = re.search(r"[?&]url=([^&]+)", answer.url)
    if asked is None or not text_at(value, "html"):
        return None
    address = unquote(asked[1])
    found = _HASH.search(text_at(value, "html"))
    names = _names(address, found[1].lower() if found else "")
    author_url = text_at(value, "author_url")
    if author_url.startswith("https://speakerdeck.com/"):
        names |= {"author_url": author_url, "author_handle": urlsplit(author_url).path.strip("/")}
    return from_oembed(address, "deck", value, **names)


def _names(address: str, own: str) -> dict[str, Any]:
    """What the deck's address and hash tell: its author's handle and its other name."""
    identity = identify(address)
    handle = "" if identity.key.startswith(_PLAYER) else urlsplit(identity.url).path.strip("/").partition("/")[0]
    return {
        "author_handle": handle,
        "author_url": f"https://speakerdeck.com/{handle}" if handle else "",
        "aliases": (f"{_PLAYER}{own}",) if own else (),
    }


def _tidy(text: str) -> str:
    """A slide's text: lines without space at their ends, none empty; nothing where the PDF's fonts had no usable map."""
    return "" if is_garbled(text) else repair(text)
