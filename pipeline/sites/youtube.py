"""YouTube: a recording from oEmbed; from the watch page or the player's data where such an answer is there.

By default only oEmbed is asked for: it needs no key, and YouTube's terms forbid reading its pages by program (RECALLED).
It tells title and channel, no date, length or chapters. Order of trust: `player-data` (`videoDetails`, SEEN 2026),
`microdata` and metas of the watch page, `oembed`. Chapters are the lines of the description that begin with a time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pipeline.sites.document import Document, DocumentPage, Unreadable
from pipeline.sites.fields import at, duration, line, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.page import Page, load_page
from pipeline.sites.tree import attribute, find, find_all
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("player-data", "microdata", "oembed")
_CHAPTER = re.compile(
    r"^[\s\-*•・▼■◆【\[(（]*(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?!\d)[\])）】]*(?:\s*[-~〜–—]\s*(?:\d{1,2}:)?\d{1,3}:\d{2})?"
    r"[\s\-~〜–—:：|｜.。]*(\S.*)$"
)
_FIRST_DATA = re.compile(r"ytInitialPlayerResponse\s*=\s*(?=\{)")
_MOST_CHAPTERS = 200


class YouTubeSite:
    """Videos and playlists of youtube.com and its other hosts."""

    name = "youtube"
    version = 1

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("youtube:")

    def requests(self, url: str) -> Sequence[Request]:
        oembed = f"https://www.youtube.com/oembed?url={quote(url, safe='')}&format=json"
        return (Request(oembed, accept="application/json", layer="oembed"),)

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        return read_layers(answers, lambda answer: _read(url, answer), _TRUST)

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title)


def _read(url: str, answer: Answer) -> list[Document | None]:
    text = text_of(answer)
    if text.lstrip().startswith("{"):
        value = load_json(text)
        if at(value, "videoDetails") or at(value, "playabilityStatus"):
            return [_from_player(url, value)]
        return [_from_oembed(url, value)]
    page = load_page(text, answer)
    if page is None:
        return []
    _refuse_walls(page)
    return [_from_player(url, _player_data(page)), _from_microdata(url, page)]


def _refuse_walls(page: Page) -> None:
    """SEEN: the consent page of consent.youtube.com and the page with a captcha that comes with 429."""
    if (
        find(page.root, ".//form[contains(@action, 'consent.youtube.com') or contains(@action, '/das_captcha')]")
        is not None
    ):
        raise Unreadable(Outcome.BLOCKED, "a consent or captcha page instead of the video")


def _player_data(page: Page) -> Any:
    for script in find_all(page.root, ".//script[contains(., 'ytInitialPlayerResponse')]"):
        text = script.text or ""
        if found := _FIRST_DATA.search(text):
            try:
                return json.JSONDecoder(strict=False).raw_decode(text, found.end())[0]
            except (ValueError, RecursionError):
                continue
    return None


def _from_player(url: str, data: Any) -> Document | None:
    details = at(data, "videoDetails")
    if not isinstance(details, dict):
        _refuse_status(at(data, "playabilityStatus"))
        return None
    known = at(data, "microformat", "playerMicroformatRenderer")
    owner = text_at(known, "ownerProfileUrl").replace("http://", "https://")
    description = text_at(details, "shortDescription")
    seconds = number_at(details, "lengthSeconds") or None
    pictures = [text_at(p, "url") for p in list_at(details, "thumbnail", "thumbnails")]
    return draft(
        url,
        "recording",
        "player-data",
        title=line_at(details, "title"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=line_at(details, "author"),
        author_handle=_handle(owner),
        author_url=owner,
        tags=tuple(tag for k in list_at(details, "keywords")[:50] if isinstance(k, str) and (tag := line(k))),
        published_at=moment(line_at(known, "publishDate") or line_at(known, "uploadDate")),
        thumbnail_url=pictures[-1] if pictures else "",
        duration_seconds=seconds,
        pages=chapters(description, seconds),
    )


def _refuse_status(status: Any) -> None:
    """Raise Unreadable for what the player says instead of details (SEEN: LOGIN_REQUIRED, ERROR, CUSTOM)."""
    if not isinstance(status, dict):
        return
    name = line_at(status, "status")
    told = line_at(status, "reason") or line_at(
        status, "errorScreen", "playerErrorMessageRenderer", "reason", "simpleText"
    )
    reason = f"the player says: {told or name}"[:120]
    word = told.lower().replace("’", "'")
    if "not a bot" in json.dumps(status, ensure_ascii=False).replace("’", "'")[:20_000]:
        raise Unreadable(Outcome.BLOCKED, reason)
    if name == "ERROR" or "unavailable" in word or "removed" in word or "deleted" in word:
        raise Unreadable(Outcome.GONE, reason)
    if name == "LOGIN_REQUIRED" or "private" in word:
        raise Unreadable(Outcome.PRIVATE, reason)
    if name and name != "OK":
        raise Unreadable(Outcome.UNSUPPORTED, reason)


def _from_microdata(url: str, page: Page) -> Document | None:
    """`itemprop`s and metas of the watch page (SEEN 2026)."""
    metas = page.metas
    name = attribute(find(page.root, ".//*[@itemprop='author']//link[@itemprop='name']"), "content")
    owner = attribute(find(page.root, ".//*[@itemprop='author']//link[@itemprop='url']"), "href")
    return draft(
        url,
        "recording",
        "microdata",
        title=metas.first("og:title", "title") or without_suffix(metas.title, "YouTube"),
        description=metas.first("og:description", "description"),
        author_name=line(name),
        author_url=owner.replace("http://", "https://"),
        author_handle=_handle(owner),
        published_at=moment(metas.first("datepublished", "uploaddate")),
        duration_seconds=duration(metas.first("duration")),
        thumbnail_url=metas.first("og:image"),
    )


def _from_oembed(url: str, value: Any) -> Document | None:
    if not text_at(value, "title"):
        return None
    author_url = text_at(value, "author_url")
    return draft(
        url,
        "recording",
        "oembed",
        title=line_at(value, "title"),
        author_name=line_at(value, "author_name"),
        author_handle=_handle(author_url),
        author_url=author_url,
        thumbnail_url=text_at(value, "thumbnail_url"),
    )


def _handle(url: str) -> str:
    """The handle of a channel's address `/@name`; empty for older forms."""
    try:
        first = urlsplit(url).path.strip("/").partition("/")[0]
    except ValueError:
        return ""
    return unquote(first[1:]) if first.startswith("@") else ""


def chapters(description: str, length: int | None = None) -> tuple[DocumentPage, ...]:
    """The chapters that a description lists: at least two lines that begin with rising times, each with words behind.

    The heading is the chapter's title; `end_seconds` is where the next one begins, or the recording's `length`.
    """
    found: list[tuple[int, str]] = []
    for row in description.split("\n")[:2000]:
        match = _CHAPTER.match(row[:300])
        if match is None:
            continue
        seconds = int(match[1] or 0) * 3600 + int(match[2]) * 60 + int(match[3])
        if not found or seconds > found[-1][0]:
            found.append((seconds, line(match[4])))
    if len(found) < 2:
        return ()
    found = found[:_MOST_CHAPTERS]
    ends: list[int | None] = [start for start, _ in found[1:]]
    ends.append(length if length and length > found[-1][0] else None)
    return tuple(
        DocumentPage(number, "", title, start_seconds=start, end_seconds=end)
        for number, ((start, title), end) in enumerate(zip(found, ends, strict=True), 1)
    )
