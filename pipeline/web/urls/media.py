"""The address rules of the sites that hold articles and recordings.

One function per site, as in `decks`. Sources: the sites' own pages and embeds, zenn-editor's and yt-dlp's URL patterns.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from pipeline.web.urls.rule import Identity, Link, Locator, Rule, clock

_QIITA_ID = re.compile(r"([0-9a-f]{20})(?:\.md)?(?![0-9A-Za-z])", re.I)
_ZENN_SLUG = re.compile(r"[0-9a-z_-]{8,64}")
_SCRAP = re.compile(r"[0-9a-z]{8,20}")
_VIDEO = re.compile(r"([0-9A-Za-z_-]{11})(?![0-9A-Za-z_-])")
_PLAYERS = ("videoseries", "live_stream")  # of a list, of a channel's broadcast: as long as an id, and none
_LIST = re.compile(r"[0-9A-Za-z_-]{10,64}")
_NOTE = re.compile(r"n[0-9a-f]{11,13}")
_MEDIUM = re.compile(r"(?:.*-)?([0-9a-f]{10,12})", re.I)
_HEX32 = re.compile(r"(?:.*-)?([0-9a-f]{32})", re.I)
_NUMBER = re.compile(r"\d{1,12}")


def _qiita(link: Link) -> Identity | None:
    s = link.segments
    if len(s) >= 3 and s[1] in ("items", "private"):
        found = _QIITA_ID.match(s[2])
        user, folder = s[0], s[1]
    elif len(s) >= 2 and s[0] == "items":
        found, user, folder = _QIITA_ID.match(s[1]), "", "items"
    else:
        return None
    if not found:
        return None
    item = found[1].lower()
    url = f"https://qiita.com/{user}/{folder}/{item}" if user else f"https://qiita.com/items/{item}"
    return Identity(f"qiita:{item}", url, "qiita", Locator(anchor=link.fragment), "article")


def _zenn(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 3:
        return None
    owner, folder, slug = s[0], s[1], s[2]
    here = Locator(anchor=link.fragment)
    if folder == "articles" and _ZENN_SLUG.fullmatch(slug):
        return Identity(f"zenn:{slug}", f"https://zenn.dev/{owner}/articles/{slug}", "zenn", here, "article")
    if folder == "books" and _ZENN_SLUG.fullmatch(slug):
        book = f"https://zenn.dev/{owner}/books/{slug}"
        if len(s) >= 5 and s[3] == "viewer":
            return Identity(f"zenn:books/{slug}/{s[4]}", f"{book}/viewer/{s[4]}", "zenn", here, "article")
        return Identity(f"zenn:books/{slug}", book, "zenn", here, "article")
    if folder == "scraps" and _SCRAP.fullmatch(slug):
        return Identity(f"zenn:scraps/{slug}", f"https://zenn.dev/{owner}/scraps/{slug}", "zenn", here, "article")
    return None


def _note(link: Link) -> Identity | None:
    s = link.segments
    if "notes" in s[:2] and _NOTE.fullmatch(s[-1]):  # the card that other sites show, `/embed/notes/ID`
        url = f"https://note.com/n/{s[-1]}"
        return Identity(f"note:{s[-1]}", url, "note", Locator(anchor=link.fragment), "article")
    for index, segment in enumerate(s[:-1]):
        if segment == "n" and index <= 1 and _NOTE.fullmatch(s[index + 1]):
            owner = f"{s[0]}/" if index else ""
            url = f"https://note.com/{owner}n/{s[index + 1]}"
            return Identity(f"note:{s[index + 1]}", url, "note", Locator(anchor=link.fragment), "article")
    return None


def _medium(link: Link) -> Identity | None:
    s = link.segments
    found = _MEDIUM.fullmatch(s[-1]) if s else None
    if not found or s[0] in ("tag", "m", "me") or "list" in s[:-1]:
        return None
    url = f"https://{link.host}/{'/'.join(s)}"
    return Identity(f"medium:{found[1].lower()}", url, "medium", Locator(anchor=link.fragment), "article")


_DEVTO_PAGES = frozenset(
    ("t", "p", "api", "embed", "search", "settings", "listings", "connect", "admin", "videos", "tags")
)


def _devto(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0] in _DEVTO_PAGES or s[1] in ("series", "comment") or (len(s) > 2 and s[2] != "comments"):
        return None
    key = f"devto:{s[0]}/{s[1]}".lower()
    return Identity(key, f"https://dev.to/{s[0]}/{s[1]}", "devto", Locator(anchor=link.fragment), "article")


def _notion(link: Link) -> Identity | None:
    found = _HEX32.fullmatch(link.segments[-1]) if link.segments else None
    if not found:
        return None
    url = f"https://{link.host}/{'/'.join(link.segments)}"
    return Identity(f"notion:{found[1].lower()}", url, "notion", Locator(anchor=link.fragment), "page")


def _youtube(link: Link) -> Identity | None:
    s = link.segments
    video = _VIDEO.match(link.param("v"))
    first = s[0] if s else ""
    if link.host == "youtu.be":
        video = _VIDEO.match(first) or video
    elif first in ("embed", "v", "e", "shorts", "live", "watch") and len(s) >= 2:
        video = (_VIDEO.match(s[1]) if s[1] not in _PLAYERS else None) or video
    elif first == "attribution_link":
        video = _VIDEO.match(unquote(link.param("u")).partition("v=")[2])
    elif first not in ("watch", "watch_popup", "ytscreeningroom"):
        video = None
    if video:
        start = link.param("t", "start", "time_continue") or _glued_time(link.parts.path)
        if not start and link.fragment.startswith("t="):
            start = link.fragment[2:]
        url = f"https://www.youtube.com/watch?v={video[1]}"
        return Identity(f"youtube:{video[1]}", url, "youtube", Locator(seconds=clock(start)), "recording")
    playlist = link.param("list")
    if _LIST.fullmatch(playlist) and first in ("playlist", "watch", "embed", "view_play_list"):
        url = f"https://www.youtube.com/playlist?list={playlist}"
        return Identity(f"youtube:list/{playlist}", url, "youtube", Locator(), "recording")
    return None


def _glued_time(path: str) -> str:
    """The time of `youtu.be/ID&t=461`, where people put `&` for `?`."""
    found = re.search(r"&(?:t|start)=([0-9hms]+)", path)
    return found[1] if found else ""


def _vimeo(link: Link) -> Identity | None:
    s = link.segments
    numbers = [i for i, segment in enumerate(s) if _NUMBER.fullmatch(segment) and len(segment) >= 5]
    if numbers and s[0] == "event":  # a broadcast that comes again; its numbers are not those of videos
        name = s[numbers[0]]
        return Identity(f"vimeo:event/{name}", f"https://vimeo.com/event/{name}", "vimeo", Locator(), "recording")
    # a showcase has a number of its own before the video's
    digits = next((i for i in numbers if s[0] not in ("user", "groups", "album", "showcase") or i > 2), None)
    if digits is None:
        return None
    secret = link.param("h") or (s[digits + 1] if digits + 1 < len(s) else "")
    secret = secret if re.fullmatch(r"[0-9a-f]{8,12}", secret) else ""
    start = link.fragment[2:] if link.fragment.startswith("t=") else ""
    url = f"https://vimeo.com/{s[digits]}" + (f"/{secret}" if secret else "")
    return Identity(f"vimeo:{s[digits]}", url, "vimeo", Locator(seconds=clock(start)), "recording")


def _nicovideo(link: Link) -> Identity | None:
    s = link.segments
    views = ("watch", "thumb", "thumb_watch", "gate")
    name = s[1] if len(s) >= 2 and s[0] in views else s[0] if s and link.host == "nico.ms" else ""
    if not re.fullmatch(r"[a-z]{2}\d{1,12}|\d{4,12}", name):
        return None
    start = link.param("from")
    # lv: a live broadcast; kn: a deck of the slide service that closed in 2020
    host = {"lv": "live.nicovideo.jp", "kn": "niconare.nicovideo.jp"}.get(name[:2], "www.nicovideo.jp")
    url = f"https://{host}/watch/{name}"
    if name.startswith("kn"):
        return Identity(f"nicovideo:{name}", url, "nicovideo", Locator(), "deck")
    return Identity(f"nicovideo:{name}", url, "nicovideo", Locator(seconds=clock(start)), "recording")


RULES: dict[str, Rule] = {
    "qiita.com": _qiita,
    "www.qiita.com": _qiita,
    "zenn.dev": _zenn,
    "www.zenn.dev": _zenn,
    "youtu.be": _youtube,
    "nico.ms": _nicovideo,
    "note.com": _note,
    "note.mu": _note,
    "dev.to": _devto,
    "www.dev.to": _devto,
    "vimeo.com": _vimeo,
    "www.vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
}

# the domain itself and every host beneath it
DOMAIN_RULES: dict[str, Rule] = {
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "nicovideo.jp": _nicovideo,
    "medium.com": _medium,
    "notion.site": _notion,
    "notion.so": _notion,
}
