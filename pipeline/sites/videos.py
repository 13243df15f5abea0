"""Recordings of Vimeo and Nico Nico by what these give to others: Vimeo's oEmbed, Nico Nico's `getthumbinfo`.

Neither needs a key. Vimeo's oEmbed (documented by Vimeo; endpoint SEEN in the registry of oembed.com) tells description,
length and day; a description may list chapters. Nico Nico's `getthumbinfo` is XML (RECALLED); its oEmbed and the head of
the page are the further layers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from pipeline.sites.chapters import chapters
from pipeline.sites.document import About, Document, Unreadable
from pipeline.sites.fields import clean, line, line_at, load_json, number_at, text_at
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.oembed import from_oembed
from pipeline.sites.page import Page, load_page
from pipeline.sites.plain import html_to_text
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,4}):(\d{2})")


class _VideoSite:
    """What both have in common: a first layer of their own, then oEmbed or the head of the page."""

    name = ""

    def owns(self, url: str) -> bool:
        identity = identify(url)
        return identity.key.startswith(f"{self.name}:") and identity.kind_hint == "recording"

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: _read(url, answer), ("thumb-info", "oembed", "og"))

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)


class VimeoSite(_VideoSite):
    """Videos of vimeo.com, also those that only their link with a hash opens."""

    name = "vimeo"
    about = About(
        title="Vimeo",
        forms=("https://vimeo.com/123456789",),
        layers=("oembed",),
        reads="title, day, length, chapters of the description",
    )

    def requests(self, url: str) -> Sequence[Request]:
        oembed = f"https://vimeo.com/api/oembed.json?url={quote(url, safe='')}"
        return (Request(oembed, accept="application/json", layer="oembed"),)


class NicoVideoSite(_VideoSite):
    """Videos and live broadcasts of nicovideo.jp."""

    name = "nicovideo"
    about = About(
        title="Nico Nico",
        forms=("https://www.nicovideo.jp/watch/sm1234567",),
        layers=("thumb-info", "oembed", "og"),
        reads="title, day, length",
    )

    def requests(self, url: str) -> Sequence[Request]:
        number = identify(url).key.removeprefix("nicovideo:")
        page = Request(url)
        if number.startswith("lv"):
            return (page,)  # broadcasts have neither of the two
        info = f"https://ext.nicovideo.jp/api/getthumbinfo/{number}"
        oembed = f"https://ext.nicovideo.jp/oembed?url={quote(url, safe='')}&format=json"
        return (
            Request(info, accept="application/xml", layer="thumb-info"),
            Request(oembed, accept="application/json", layer="oembed"),
            page,
        )


def _read(url: str, answer: Answer) -> list[Document | None]:
    text = text_of(answer).lstrip("\ufeff").lstrip()
    if text.startswith("{"):
        return [_from_oembed(url, load_json(text))]
    if urlsplit(answer.url).path.startswith("/api/getthumbinfo/"):
        return [_from_thumb_info(url, text)]
    page = load_page(text, answer)
    return [] if page is None else [_from_metas(url, page)]


def _from_oembed(url: str, value: Any) -> Document | None:
    """description, duration and upload_date are Vimeo's own additions."""
    description = text_at(value, "description")
    seconds = number_at(value, "duration") or None
    return from_oembed(
        url,
        "recording",
        value,
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_handle=_handle(text_at(value, "author_url")),
        published_at=moment(line_at(value, "upload_date")),
        duration_seconds=seconds,
        pages=chapters(description, seconds),
    )


def _handle(url: str) -> str:
    """The handle of a Vimeo profile `/name`; empty for the numbered ones and for other sites' addresses."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    name = parts.path.strip("/")
    numbered = re.fullmatch(r"user\d+", name)
    return name if parts.hostname == "vimeo.com" and name and "/" not in name and not numbered else ""


def _from_thumb_info(url: str, text: str) -> Document | None:
    """`<nicovideo_thumb_response status="ok"><thumb>…`; status "fail" carries `<error><code>`."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(clean(text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None or root.tag != "nicovideo_thumb_response":
        raise Unreadable(Outcome.ERROR, "the answer is no getthumbinfo")
    code = line(root.findtext(".//error/code") or "")
    if code:
        gone = code in ("NOT_FOUND", "DELETED")
        raise Unreadable(Outcome.GONE if gone else Outcome.PRIVATE, f"Nico Nico says: {code[:40]}")

    def said(name: str) -> str:
        return clean(root.findtext(f"./thumb/{name}") or "").strip()

    description = html_to_text(said("description").replace("\n", "<br>"))
    seconds = _seconds(said("length"))
    user, channel = said("user_id"), said("ch_id")
    home = f"https://www.nicovideo.jp/user/{user}" if user.isdigit() else ""
    return draft(
        url,
        "recording",
        "thumb-info",
        title=line(said("title")),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=line(said("user_nickname") or said("ch_name")),
        author_handle=user or channel,
        author_url=home,
        tags=tuple(tag for e in root.iterfind("./thumb/tags/tag") if (tag := line(e.text or "")))[:50],
        published_at=moment(said("first_retrieve"), JST),
        thumbnail_url=said("thumbnail_url"),
        duration_seconds=seconds,
        pages=chapters(description, seconds),
    )


def _seconds(clock: str) -> int | None:
    """Seconds of `62:03` or `1:02:03`."""
    found = _CLOCK.fullmatch(clock)
    return int(found[1] or 0) * 3600 + int(found[2]) * 60 + int(found[3]) if found else None


def _from_metas(url: str, page: Page) -> Document | None:
    metas = page.metas
    description = metas.text("og:description", "description")
    return draft(
        url,
        "recording",
        "og",
        title=without_suffix(metas.first("og:title", "twitter:title") or metas.title, "ニコニコ動画", "ニコニコ生放送"),
        description=description,
        thumbnail_url=metas.first("og:image"),
    )
