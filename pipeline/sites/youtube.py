"""YouTube: a recording from oEmbed; from the Data API with a key; from the watch page and captions where settings allow.

oEmbed is always asked: it needs no key, and tells title and channel, no date, length or chapters. YouTube's terms forbid
reading its pages by program (RECALLED), so the watch page is marked as needing `[crawl] youtube_watch_pages`, its captions
as needing `[crawl] captions`. Its robots.txt bars `/api/` (RECALLED), where captions lie: they then end as `robots`.
Order of trust: `data-api` (`videos.list`, documented), `player-data` (`videoDetails`, SEEN 2026), `microdata` and metas
of the watch page, `oembed`. Neighbours: `chapters` cuts by the description, `captions` reads what was said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from pipeline.sites import captions
from pipeline.sites.chapters import chapters, with_words
from pipeline.sites.document import About, Document, Unreadable
from pipeline.sites.fields import at, duration, line, line_at, list_at, load_json, number_at, text_at
from pipeline.sites.layers import draft, read_layers
from pipeline.sites.metas import primary_language, without_suffix
from pipeline.sites.moments import moment
from pipeline.sites.oembed import from_oembed
from pipeline.sites.page import Page, load_page
from pipeline.sites.tree import Element, attribute, find, find_all, load
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.charset import text_of
from pipeline.web.urls import identify

_TRUST = ("data-api", "player-data", "microdata", "oembed")
_FIRST_DATA = re.compile(r"ytInitialPlayerResponse\s*=\s*(?=\{)")


class YouTubeSite:
    """Videos and playlists of youtube.com and its other hosts.

    `has_key` tells whether an address is the Data API's and a key for it is set.
    """

    name = "youtube"
    about = About(
        title="YouTube",
        forms=(
            "https://www.youtube.com/watch?v=AbCdEfGhIjK",
            "https://youtu.be/AbCdEfGhIjK?t=90",
            "https://www.youtube.com/embed/AbCdEfGhIjK",
        ),
        layers=(*_TRUST, "captions"),
        reads="title and channel; length, day and chapters; what was said, with times",
        politeness="the watch page and captions are asked for only where `[crawl] youtube_watch_pages` and `captions` say so",
        without_key="oEmbed alone: title and channel (`YOUTUBE_API_KEY`)",
    )

    def __init__(self, has_key: Callable[[str], bool] = lambda url: False) -> None:
        self._has_key = has_key

    def owns(self, url: str) -> bool:
        return identify(url).key.startswith("youtube:")

    def requests(self, url: str) -> Sequence[Request]:
        oembed = f"https://www.youtube.com/oembed?url={quote(url, safe='')}&format=json"
        asked = [Request(oembed, accept="application/json", layer="oembed")]
        video = identify(url).key.removeprefix("youtube:")
        if video.startswith("list/"):
            return asked
        api = f"https://www.googleapis.com/youtube/v3/videos?part=snippet,contentDetails&id={video}"
        if self._has_key(api):
            asked.insert(0, Request(api, accept="application/json", layer="data-api"))
        return (*asked, Request(url, needs="youtube_watch_pages"))

    def read(self, url: str, answers: Sequence[Answer]) -> Document | None:
        spoken = [answer for answer in answers if captions.is_captions(answer)]
        document = read_layers((a for a in answers if a not in spoken), lambda answer: _read(url, answer), _TRUST)
        return _with_captions(document, spoken) if document is not None else None

    def further(self, url: str, answers: Sequence[Answer]) -> Sequence[Request]:
        """The captions that the watch page names."""
        for answer in answers:
            if answer.layer == "html" and not captions.is_captions(answer):
                root = load(text_of(answer))
                track = captions.best(captions.tracks(_player_data(root))) if root is not None else None
                if track is not None:
                    return (Request(track.url, accept="*/*", layer="captions", needs="captions"),)
        return ()

    def is_enough(self, document: Document) -> bool:
        return bool(document.title and {"data-api", "player-data"} & {*document.layers})


def _with_captions(document: Document, answers: Sequence[Answer]) -> Document:
    """`document` with what was said, in the language in which it came; a note where nothing did."""
    notes = list(document.notes)
    for answer in answers:
        try:
            cues = captions.read_captions(answer)
        except Unreadable as why:
            notes.append(why.reason)
            continue
        if cues:
            return replace(
                document,
                pages=with_words(document.pages, cues, document.duration_seconds),
                language=captions.language_of(answer) or document.language,
                layers=(*document.layers, "captions"),
                notes=tuple(notes),
            )
        notes.append(captions.EMPTY)
    return replace(document, notes=tuple(notes))


def _read(url: str, answer: Answer) -> list[Document | None]:
    text = text_of(answer)
    if text.lstrip().startswith("{"):
        value = load_json(text)
        if at(value, "videoDetails") or at(value, "playabilityStatus"):
            return [_from_player(url, value)]
        if at(value, "items") is not None or at(value, "error") is not None:
            return [_from_data_api(url, value)]
        return [from_oembed(url, "recording", value, author_handle=_handle(text_at(value, "author_url")))]
    page = load_page(text, answer)
    if page is None:
        return []
    _refuse_walls(page)
    return [_from_player(url, _player_data(page.root)), _from_microdata(url, page)]


def _refuse_walls(page: Page) -> None:
    """SEEN: the consent page of consent.youtube.com, and the page with a captcha that comes with 429.

    Consent is asked of every visitor of some countries, so it is no reason to leave oEmbed alone, as a captcha is.
    """
    if find(page.root, ".//form[contains(@action, '/das_captcha')]") is not None:
        raise Unreadable(Outcome.BLOCKED, "a captcha instead of the video")
    if find(page.root, ".//form[contains(@action, 'consent.youtube.com')]") is not None:
        raise Unreadable(Outcome.PRIVATE, "a page that asks for consent instead of the video")


def _player_data(root: Element) -> Any:
    for script in find_all(root, ".//script[contains(., 'ytInitialPlayerResponse')]"):
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
        notes=_caption_notes(data),
    )


def _caption_notes(data: Any) -> tuple[str, ...]:
    offered = captions.tracks(data)
    return (captions.NEEDS_TOKEN,) if offered and captions.best(offered) is None else ()


def _from_data_api(url: str, value: Any) -> Document | None:
    """`videos.list` of the Data API v3 with parts snippet and contentDetails, as Google documents it."""
    if at(value, "error") is not None:
        told = f"the API says: {line_at(value, 'error', 'message')[:80] or line_at(value, 'error', 'code')}"
        limited = line_at(value, "error", "code") == "429" or "quota" in told.lower()
        raise Unreadable(Outcome.BLOCKED if limited else Outcome.ERROR, told)
    item = next((i for i in list_at(value, "items") if f"youtube:{line_at(i, 'id')}" == identify(url).key), None)
    snippet = at(item, "snippet")
    if not isinstance(snippet, dict):
        raise Unreadable(Outcome.GONE, "the API knows no such public video")
    description = text_at(snippet, "description")
    seconds = duration(text_at(item, "contentDetails", "duration")) or None
    channel = line_at(snippet, "channelId")
    pictures = [p for size in ("maxres", "high", "default") if (p := text_at(snippet, "thumbnails", size, "url"))]
    return draft(
        url,
        "recording",
        "data-api",
        title=line_at(snippet, "title"),
        text=description,
        text_format="text" if description else "none",
        description=description,
        author_name=line_at(snippet, "channelTitle"),
        author_url=f"https://www.youtube.com/channel/{channel}" if channel else "",
        language=primary_language(line_at(snippet, "defaultAudioLanguage") or line_at(snippet, "defaultLanguage")),
        tags=tuple(tag for k in list_at(snippet, "tags")[:50] if isinstance(k, str) and (tag := line(k))),
        published_at=moment(line_at(snippet, "publishedAt")),
        thumbnail_url=pictures[0] if pictures else "",
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
    if name == "LOGIN_REQUIRED" and "not a bot" in json.dumps(status, ensure_ascii=False)[:20_000]:
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
    titled = without_suffix(metas.title, "YouTube")
    name = attribute(find(page.root, ".//*[@itemprop='author']//link[@itemprop='name']"), "content")
    owner = attribute(find(page.root, ".//*[@itemprop='author']//link[@itemprop='url']"), "href")
    return draft(
        url,
        "recording",
        "microdata",
        title=metas.first("og:title", "title") or (titled if titled not in ("YouTube", "- YouTube") else ""),
        description=metas.first("og:description", "description"),
        author_name=line(name),
        author_url=owner.replace("http://", "https://"),
        author_handle=_handle(owner),
        published_at=moment(metas.first("datepublished", "uploaddate")),
        duration_seconds=duration(metas.first("duration")),
        thumbnail_url=metas.first("og:image"),
    )


def _handle(url: str) -> str:
    """The handle of a channel's address `/@name`; empty for older forms."""
    try:
        first = urlsplit(url).path.strip("/").partition("/")[0]
    except ValueError:
        return ""
    return unquote(first[1:]) if first.startswith("@") else ""
