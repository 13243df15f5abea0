"""What an address is by its look alone: deck, video, event page, profile, article, repository, tweet, or something else.

Belongs here: the kinds of hosts that reports link to. Does not belong here: identity and canonical form of an address
(`pipeline.web.urls`), and what role a link plays in a report (`roles`), which also depends on where it stands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

from pipeline.reports.patterns import quick
from pipeline.web.urls import identify

AddressKind = Literal[
    "deck",
    "video",
    "playlist",
    "event",
    "session",
    "profile",
    "article",
    "repository",
    "tweet",
    "shop",
    "image",
    "page",
]

DECK_HOSTS = re.compile(
    r"(^|\.)(speakerdeck\.com|slideshare\.net|docswell\.com|slides\.com|slid\.es|noti\.st|beautiful\.ai|emaze\.com|presentations\.ai|prezi\.com|gitpitch\.com"
    r"|slideship\.com|slide\.rabbit-shocker\.org|scribd\.com|sway\.(com|office\.com|cloud\.microsoft)|haikudeck\.com"
    r"|talks\.golang\.org|go-talks\.appspot\.com|go-talks\.appspot\.io|slidr\.io|present\.do|slideslive\.com|pitch\.com|deck\.gallery|tome\.app|gamma\.app"
    r"|assets\.adobe\.com|shared-assets\.adobe\.com|canva\.com|canva\.link|niconare\.nicovideo\.jp|fliphtml5\.com)$"
)
VIDEO_HOSTS = re.compile(
    r"(^|\.)(youtube\.com|youtube-nocookie\.com|youtu\.be|vimeo\.com|(?<!niconare\.)nicovideo\.jp|nico\.ms|twitch\.tv|freshlive\.tv"
    r"|ustream\.tv|crowdcast\.io|bilibili\.com|dailymotion\.com|abema\.tv|infoq\.com|media\.ccc\.de|channel9\.msdn\.com"
    r"|confreaks\.(tv|com)|streamyard\.com|wistia\.com|tver\.jp|microsoftstream\.com|openrec\.tv|streamable\.com|loom\.com|peertube\.tv)$"
)
EVENT = quick(
    r"connpass\.com/(event|series)/\d|doorkeeper\.jp/events/|techplay\.jp/event/|peatix\.com/(event|view)|peatix\.com/?$|meetup\.com/[^/]+/(ja-JP/)?events?/"
    r"|(lu\.ma|luma\.com)/\w|eventbrite\.[\w.]+/e/|eventdots\.jp/event|atnd\.org/events?/|zusaar\.com/event|eventregist\.com/e/"
    r"|dots\.tech/event|supporterz\.jp/|kokucheese\.com/event|bevy\.com/events|community\.cncf\.io/events|gdg\.community\.dev/events"
    r"|everevo\.com/event|partake\.in/events|facebook\.com/events/\d|ti\.to/|festa\.io/events|qiita\.com/official-events|findy-tools\.io/events"
)
SESSION = re.compile(
    r"fortee\.jp/[^/]+/(proposal|speaker)|/(sessions?|talks?|proposals?|schedule|timetable|program|programs|speakers?|presentations?)/[\w%~.-]{2,}|/timetable|sessionize\.com|sched\.com/event"
)
SESSION_BELOW = re.compile(r"#/?(?:sessions?|talks?|proposals?)[-_/=]\w")  # one of a page's
ARTICLE = re.compile(
    r"qiita\.com/[^/]+/items/|zenn\.dev/[^/]+/(articles|scraps|books)/|note\.com/[^/]+/n/|note\.mu/[^/]+/n/|hatenablog\.(com|jp)/entry|hatenadiary\.(com|jp|org)/entry|hateblo\.jp/entry"
    r"|hatena\.ne\.jp/[^/]+/\d{8}|medium\.com/|dev\.to/[^/]+/|scrapbox\.io/|hackmd\.io/|fanbox\.cc/posts|sizu\.me/|crieit\.net|blog\.|/blog/|/entry/|/posts?/|tech\.[\w-]+\.(com|co\.jp|jp)/|developers\.[\w-]+\.\w+/blog|engineering\.|logmi\.jp/tech"
)
PROFILE_HOSTS = frozenset(
    [
        "twitter.com",
        "x.com",
        "github.com",
        "qiita.com",
        "zenn.dev",
        "facebook.com",
        "linkedin.com",
        "instagram.com",
        "mixi.jp",
        "keybase.io",
        "note.com",
        "note.mu",
        "bsky.app",
        "mstdn.jp",
        "threads.net",
        "about.me",
        "lit.link",
        "wantedly.com",
        "lapras.com",
        "medium.com",
        "speakerdeck.com",
        "slideshare.net",
        "connpass.com",
        "dev.to",
        "youtrust.jp",
        "sessionize.com",
        "plus.google.com",
        "gravatar.com",
    ]
)
NO_PROFILE = frozenset(
    [
        "hashtag",
        "search",
        "i",
        "intent",
        "home",
        "share",
        "explore",
        "topics",
        "articles",
        "items",
        "tags",
        "advent-calendar",
        "organizations",
        "about",
        "p",
        "trending",
        "marketplace",
        "features",
        "sponsors",
        "login",
        "watch",
        "playlist",
    ]
)
SHOPS = re.compile(
    r"(^|\.)(amazon\.(co\.jp|com|jp)|amzn\.(to|asia)|oreilly\.(co\.jp|com)|booth\.pm|rakuten\.co\.jp|techbookfest\.org|gihyo\.jp|leanpub\.com|manning\.com)$"
)
PICTURE = re.compile(r"\.(png|jpe?g|gif|webp|svg|ico)$", re.I)
DECK_PATH = re.compile(
    r"(^|[/_.-])(slides?|decks?|presentations?|preso|keynote|lt|talks?|reveal|remark|marp|slidev)([/_.-]|\d|$)", re.I
)


MIRROR = re.compile(r"^(www\d?|m|mobile|ja)\.")


NOTES_FILE = re.compile(
    r"(?!\w+://)(?:\.{1,2}/)*[\w-]+(?:/[\w%~-]+)*(?:/[\w%~-]+|\.(?:md|markdown|txt|html?|rst|adoc))(?:#.*)?"
)
SLIDES_FILE = re.compile(r"\.(?:pdf|pptx?|key|odp|slide)(?:[?#].*)?$", re.I)


def is_note(url: str) -> bool:
    """Whether an address is a text beside the post's own, such as talks/habitat.md, and no deck."""
    return bool(NOTES_FILE.fullmatch(url)) and not SLIDES_FILE.search(url)


@lru_cache(maxsize=20_000)
def kind_of(url: str) -> AddressKind:
    """What the address is, by host and path."""
    try:
        parts = urlsplit(url if "://" in url else "https://" + url.lstrip("/"))
        host = (parts.hostname or "").lower()
    except ValueError:
        return "page"
    host = MIRROR.sub("", host)
    path = parts.path
    steps = [step for step in path.split("/") if step]
    if host in ("twitter.com", "x.com") and "status" in [*steps[1:3], "" if len(steps) < 2 else steps[1]]:
        return "tweet"
    if EVENT.search(host + path):
        return "session" if re.search(r"/presentation/?$", path) else "event"
    if PICTURE.search(path):
        return "image"
    if host == "docs.google.com":
        return "deck" if "/presentation/" in path else "page"
    if VIDEO_HOSTS.search(host):
        return video_kind(host, steps, parts.query)
    if DECK_HOSTS.search(host):
        if host == "speakerdeck.com" and len(steps) < 2:
            return "profile"
        if host in ("slideshare.net", "docswell.com") and len(steps) < 2:
            return "profile"
        if host == "canva.com" and "design" not in steps:
            return "page"
        return "deck"
    if SHOPS.search(host):
        return "shop"
    if len(steps) == 1 and host in PROFILE_HOSTS and steps[0].lower() not in NO_PROFILE:
        return "profile"
    if host == "facebook.com" or (host == "linkedin.com" and steps[:1] == ["in"]):
        return "profile"
    if path.lower().endswith((".mp4", ".webm", ".ogv", ".m4v")):
        return "video"
    if path.lower().endswith((".pdf", ".pptx", ".ppt", ".key", ".odp")):
        return "deck"
    if host in ("drive.google.com", "dropbox.com", "1drv.ms", "onedrive.live.com"):
        return "deck"
    if host == "figma.com":
        return "deck" if steps[:1] in (["slides"], ["deck"], ["proto"]) else "page"
    if (SESSION.search(host + path) and not host.endswith("github.io")) or SESSION_BELOW.search(url):
        return "session"
    if host.startswith(("slides.", "slide.", "deck.", "talks.", "talk.", "presentation.", "preso.")):
        return "deck"
    if host == "github.com" or host == "gist.github.com" or host == "gitlab.com" or host == "bitbucket.org":
        if len(steps) >= 2 and re.search(r"(slides?|presentation|preso)\b|/(talks?)/", path, re.I):
            return "deck" if "blob" in steps or "tree" in steps else "repository"
        return "repository" if len(steps) >= 2 or host.startswith("gist") else "page"
    if ARTICLE.search(host + path):
        return "article"
    if DECK_PATH.search(unquote(host.split(".")[0] + path)) or (
        re.search(r"#/?\d*$", url) and host.endswith("github.io")
    ):
        return "deck"
    return "page"


def video_kind(host: str, steps: list[str], query: str) -> AddressKind:
    """A recording, a playlist or a channel."""
    if host.endswith("youtube.com") or host.endswith("youtube-nocookie.com"):
        asked = parse_qs(query)
        if "v" in asked:
            return "video"
        if "list" in asked:
            return "playlist"
        if not steps or steps[0].startswith("@") or steps[0] in ("channel", "c", "user", "results", "feed", "hashtag"):
            return "profile"
        if steps[0] in ("embed", "live", "shorts", "v", "e") and len(steps) > 1:
            return "video"
        return "video" if re.fullmatch(r"[\w-]{11}", steps[-1]) else "profile"
    if host in ("infoq.com",) and "presentations" not in steps:
        return "article"
    return "video" if steps else "page"


@lru_cache(maxsize=20_000)
def hosts_a_deck(url: str) -> bool:
    """Whether the address is on a site that shows nothing but decks (a link to it is a deck wherever it stands)."""
    if kind_of(url) != "deck" or "://" not in url:  # an address that cannot be parsed is no deck
        return False
    host = re.sub(r"^(www\d?|m|mobile)\.", "", (urlsplit(url).hostname or "").lower())
    return bool(DECK_HOSTS.search(host) or host == "docs.google.com")


@lru_cache(maxsize=20_000)
def key_of(url: str) -> str:
    """The identity key of the address (`pipeline.web.urls`): equal for two addresses of one thing."""
    return identify(url).key


ACCOUNT_IN_PATH = re.compile(
    r"^(?:github\.com|gist\.github\.com|gitlab\.com|bitbucket\.org|qiita\.com|zenn\.dev|note\.com|note\.mu|speakerdeck\.com|slideshare\.net|medium\.com"
    r"|dev\.to|slides\.com|twitter\.com|x\.com|scrapbox\.io|sizu\.me|hackmd\.io|codepen\.io|observablehq\.com|huggingface\.co|kaggle\.com|bsky\.app|noti\.st)$"
)
ACCOUNT_IN_HOST = re.compile(
    r"^([\w-]+)\.(?:github\.io|gitlab\.io|hatenablog\.(?:com|jp)|hatenadiary\.(?:com|jp|org)|hateblo\.jp|netlify\.app|vercel\.app|pages\.dev|deno\.(?:net|dev)"
    r"|fly\.dev|web\.app|herokuapp\.com|medium\.com|substack\.com|blogspot\.com|wordpress\.com|tumblr\.com|bandcamp\.com|notion\.site)$"
)


@lru_cache(maxsize=20_000)
def account_of(url: str) -> str:
    """Whose account on its site the address belongs to (lower case, no @), or the name of a host that is somebody's own.

    Of a host that is no such site the first label that says anything: `talks.tanaka.dev` is tanaka's.
    """
    try:
        parts = urlsplit(url if "://" in url else "https://" + url.lstrip("/"))
        host = (parts.hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    steps = [step for step in unquote(parts.path).split("/") if step]
    if ACCOUNT_IN_PATH.match(host):
        return steps[0].lower().lstrip("@") if steps and steps[0] not in ("slideshow", "player", "p", "i") else ""
    if host == "docswell.com":
        return steps[1].lower() if len(steps) > 2 and steps[0] == "s" else ""
    if found := ACCOUNT_IN_HOST.match(host):
        return found[1]
    labels = host.split(".")
    return labels[-2] if len(labels) >= 2 else ""


NO_LETTERS = re.compile(r"[\W_]+")


@lru_cache(maxsize=20_000)
def names_in(url: str) -> frozenset[str]:
    """The steps of the address's path and the labels of its host, letters and digits only, lower case: among them stands
    the account on a site of which nothing is known (`papers.example.com/tanaka/12`)."""
    try:
        parts = urlsplit(url if "://" in url else "https://" + url.lstrip("/"))
        host = (parts.hostname or "").lower()
    except ValueError:
        return frozenset()
    pieces = [*host.split(".")[:-1], *unquote(parts.path).lower().split("/")[:-1]]
    return frozenset(filter(None, (NO_LETTERS.sub("", piece) for piece in pieces)))
