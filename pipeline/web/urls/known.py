"""The address rules of the sites that hold talks' materials: decks, articles, recordings.

One function per site, each a table of that site's URL forms; it answers None for a page that is no such thing (a user's
page, a search), which then falls under the general rule. Event platforms, code and social sites are in `platforms`.
Sources: the sites' own pages and embeds, yt-dlp's and zenn-editor's URL patterns.
"""

from __future__ import annotations

import re
from urllib.parse import unquote

from pipeline.web.urls.parts import Parts
from pipeline.web.urls.rule import Identity, KindHint, Link, Locator, Rule, clock, number, reveal_slide

_QIITA_ID = re.compile(r"([0-9a-f]{20})(?:\.md)?(?![0-9A-Za-z])", re.I)
_ZENN_SLUG = re.compile(r"[0-9a-z_-]{8,64}")
_SCRAP = re.compile(r"[0-9a-z]{8,20}")
_HASH = re.compile(r"([0-9a-f]{24,32})(?![0-9A-Za-z])", re.I)
_SLUG = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*")
_DOCSWELL_KEY = re.compile(r"([0-9A-Z]{6})(?![0-9A-Za-z])(?:-([A-Za-z0-9_.~%-]*))?", re.I)
_DOCSWELL_PAGE = re.compile(r"p?(\d{1,4})", re.I)
_VIDEO = re.compile(r"([0-9A-Za-z_-]{11})(?![0-9A-Za-z_-])")
_LIST = re.compile(r"[0-9A-Za-z_-]{10,64}")
_GOOGLE_ID = re.compile(r"[0-9A-Za-z_-]{16,128}")
_NOTE = re.compile(r"n[0-9a-f]{11,13}")
_MEDIUM = re.compile(r"(?:.*-)?([0-9a-f]{10,12})", re.I)
_HEX32 = re.compile(r"(?:.*-)?([0-9a-f]{32})", re.I)
_HACKMD = re.compile(r"[0-9A-Za-z_-]{6,40}")
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


_SPEAKERDECK_PAGES = frozenset(
    [
        "player",
        "p",
        "c",
        "search",
        "signin",
        "sign_in",
        "signup",
        "sign_up",
        "features",
        "pro",
        "assets",
        "session",
        "sessions",
        "users",
        "about",
        "help",
        "explore",
        "oembed.json",
        "tags",
        "account",
        "uploads",
        "presentations",
        "your-decks",
    ]
)
_SPEAKERDECK_USER_PAGES = frozenset(("stars", "following", "followers", "edit"))


def _speakerdeck(link: Link) -> Identity | None:
    s = link.segments
    slide = number(link.param("slide")) or number(link.fragment.removeprefix("slide="))
    here = Locator(slide=slide) if slide else Locator()
    if len(s) == 2 and s[0] == "player":
        found = _HASH.match(s[1])
        if not found:
            return None
        deck = found[1].lower()
        url = f"https://speakerdeck.com/player/{deck}"
        return Identity(f"speakerdeck:player/{deck}", url, "speakerdeck", here, "deck")
    if s and s[0] == "u":  # the addresses of before 2013
        s = s[1:]
    if len(s) == 3 and s[1] == "p":
        s = (s[0], s[2])
    if len(s) != 2 or s[0].lower() in _SPEAKERDECK_PAGES or s[1].lower() in _SPEAKERDECK_USER_PAGES:
        return None
    user, slug = _SLUG.fullmatch(s[0]), _SLUG.match(s[1])
    if not user or not slug:
        return None
    key = f"speakerdeck:{user[0]}/{slug[0]}".lower()
    return Identity(key, f"https://speakerdeck.com/{user[0]}/{slug[0]}", "speakerdeck", here, "deck")


def _speakerdeck_files(link: Link) -> Identity | None:
    s = link.segments
    if len(s) == 3 and s[0] == "presentations" and s[2].lower().endswith(".pdf"):
        found = _HASH.fullmatch(s[1])
        if found:
            deck = found[1].lower()
            slide = number(link.fragment.removeprefix("page="))
            url = f"https://speakerdeck.com/player/{deck}"
            return Identity(f"speakerdeck:player/{deck}", url, "speakerdeck", Locator(slide=slide), "deck")
    return None


def _docswell(link: Link) -> Identity | None:
    s = link.segments
    page = _DOCSWELL_PAGE.fullmatch(link.fragment)
    slide = int(page[1]) or None if page else None
    if len(s) >= 2 and s[0] == "slide":
        found = _DOCSWELL_KEY.match(s[1])
        if not found:
            return None
        key = found[1].upper()
        url = f"https://www.docswell.com/slide/{key}/embed"
    elif len(s) >= 3 and s[0] == "s":
        found = _DOCSWELL_KEY.match(s[2])
        if not found:
            return None
        key = found[1].upper()
        slug = f"-{found[2]}" if found[2] else ""
        url = f"https://www.docswell.com/s/{s[1]}/{key}{slug}"
        if slide is None:
            slide = number(link.at(3))
    else:
        return None
    return Identity(f"docswell:{key}", url, "docswell", Locator(slide=slide), "deck")


_SLIDESHARE_PAGES = frozenset(
    [
        "search",
        "explore",
        "login",
        "signup",
        "about",
        "terms",
        "privacy",
        "category",
        "categories",
        "tag",
        "tags",
        "featured",
        "upload",
        "rss",
        "api",
        "main",
        "widget",
        "saved_slideshows",
    ]
)
_SLIDESHARE_USER_PAGES = frozenset(
    ("presentations", "documents", "videos", "infographics", "followers", "following", "clipboards", "likes")
)


def _slideshare(link: Link) -> Identity | None:
    s = link.segments
    slide = number(link.fragment.removeprefix("slide")) or number(link.param("slide"))
    here = Locator(slide=slide)
    base = "https://www.slideshare.net"
    if s and s[0] == "mobile":
        s = s[1:]
    if len(s) >= 2 and s[0] == "slideshow" and s[1] == "embed_code":
        if len(s) >= 4 and s[2] == "key" and _SLUG.fullmatch(s[3]):
            return Identity(
                f"slideshare:key/{s[3]}", f"{base}/slideshow/embed_code/key/{s[3]}", "slideshare", here, "deck"
            )
        if len(s) >= 3 and _NUMBER.fullmatch(s[2]):
            return Identity(f"slideshare:{s[2]}", f"{base}/slideshow/embed_code/{s[2]}", "slideshare", here, "deck")
        return None
    if len(s) >= 3 and s[0] == "slideshow" and _NUMBER.fullmatch(s[2]):
        here = Locator(slide=slide or number(s[3] if len(s) > 3 else ""))
        return Identity(f"slideshare:{s[2]}", f"{base}/slideshow/{s[1]}/{s[2]}", "slideshare", here, "deck")
    if len(s) == 2 and s[0] == "secret":
        return Identity(f"slideshare:secret/{s[1]}", f"{base}/secret/{s[1]}", "slideshare", here, "deck")
    if len(s) < 2 or s[0].lower() in _SLIDESHARE_PAGES | {"slideshow"} or s[1] in _SLIDESHARE_USER_PAGES:
        return None
    if len(s) > 2 and number(s[2]) is None:
        return None
    here = Locator(slide=slide or number(s[2] if len(s) > 2 else ""))
    key = f"slideshare:user/{s[0]}/{s[1]}".lower()
    return Identity(key, f"{base}/{s[0]}/{s[1]}", "slideshare", here, "deck")


def _google_docs(link: Link) -> Identity | None:
    s = link.segments
    kind = next((name for name in ("presentation", "document", "spreadsheets", "forms") if name in s), "")
    if not kind or "d" not in s:
        return None
    rest = s[s.index("d") + 1 :]
    published = bool(rest) and rest[0] == "e"
    if published:
        rest = rest[1:]
    if not rest or not _GOOGLE_ID.fullmatch(rest[0]):
        return None
    doc = rest[0]
    key = link.param("resourcekey")
    query = f"?resourcekey={key}" if key else ""
    base = f"https://docs.google.com/{kind}/d/{'e/' if published else ''}{doc}"
    if kind != "presentation":
        view = "/edit" if not published else "/viewform" if kind == "forms" else "/pub"
        name = {"document": "gdocs", "spreadsheets": "gsheets", "forms": "gforms"}[kind]
        return Identity(f"{name}:{doc}", base + view + query, name, Locator(anchor=link.fragment), "page")
    here = Locator(anchor=_google_slide(link))
    view = "/pub" if published else "/preview"
    return Identity(f"gslides:{doc}", f"{base}{view}{query}", "gslides", here, "deck")


def _google_slide(link: Link) -> str:
    """`slide=id.gX` wherever the address names a slide; Google Slides has ids, no numbers."""
    name = link.fragment.removeprefix("slide=") if link.fragment.startswith("slide=") else link.param("slide")
    return f"slide={name}" if name else ""


def _google_drive(link: Link) -> Identity | None:
    s = link.segments
    if "d" in s and "file" in s:
        rest = s[s.index("d") + 1 :]
        doc = rest[0] if rest else ""
    elif s and s[0] in ("open", "uc"):
        doc = link.param("id")
    else:
        return None
    if not _GOOGLE_ID.fullmatch(doc):
        return None
    key = link.param("resourcekey")
    query = f"?resourcekey={key}" if key else ""
    return Identity(f"gdrive:{doc}", f"https://drive.google.com/file/d/{doc}/view{query}", "gdrive", Locator(), "")


def _youtube(link: Link) -> Identity | None:
    s = link.segments
    video = _VIDEO.match(link.param("v"))
    first = s[0] if s else ""
    if link.host == "youtu.be":
        video = _VIDEO.match(first) or video
    elif first in ("embed", "v", "e", "shorts", "live", "watch") and len(s) >= 2:
        video = (_VIDEO.match(s[1]) if s[1] != "videoseries" else None) or video
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
    digits = next((i for i, segment in enumerate(s) if _NUMBER.fullmatch(segment) and len(segment) >= 5), None)
    if digits is None or (s and s[0] in ("user", "groups", "album", "showcase") and digits < 2):
        return None
    secret = link.param("h") or (s[digits + 1] if digits + 1 < len(s) else "")
    secret = secret if re.fullmatch(r"[0-9a-f]{8,12}", secret) else ""
    start = link.fragment[2:] if link.fragment.startswith("t=") else ""
    url = f"https://vimeo.com/{s[digits]}" + (f"/{secret}" if secret else "")
    return Identity(f"vimeo:{s[digits]}", url, "vimeo", Locator(seconds=clock(start)), "recording")


def _nicovideo(link: Link) -> Identity | None:
    s = link.segments
    name = s[1] if len(s) >= 2 and s[0] == "watch" else s[0] if s and link.host == "nico.ms" else ""
    if not re.fullmatch(r"(?:[a-z]{2})?\d{4,12}", name):
        return None
    start = link.param("from")
    live = name.startswith("lv")
    host = "live.nicovideo.jp" if live else "www.nicovideo.jp"
    url = f"https://{host}/watch/{name}"
    return Identity(f"nicovideo:{name}", url, "nicovideo", Locator(seconds=clock(start)), "recording")


def _note(link: Link) -> Identity | None:
    s = link.segments
    for index, segment in enumerate(s[:-1]):
        if segment == "n" and index <= 1 and _NOTE.fullmatch(s[index + 1]):
            owner = f"{s[0]}/" if index else ""
            url = f"https://note.com/{owner}n/{s[index + 1]}"
            return Identity(f"note:{s[index + 1]}", url, "note", Locator(anchor=link.fragment), "article")
    return None


def _medium(link: Link) -> Identity | None:
    s = link.segments
    found = _MEDIUM.fullmatch(s[-1]) if s else None
    if not found or (s[0] in ("tag", "m", "me") and s[0] != "p"):
        return None
    url = f"https://{link.host}/{'/'.join(s)}"
    return Identity(f"medium:{found[1].lower()}", url, "medium", Locator(anchor=link.fragment), "article")


def _slides_com(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0] in ("explore", "pricing", "users", "features", "help", "about", "templates", "blog"):
        return None
    slide = reveal_slide(link.fragment)
    anchor = "" if slide else link.fragment
    user, slug = s[0], s[1]
    return Identity(
        f"slides:{user}/{slug}".lower(),
        f"https://slides.com/{user}/{slug}",
        "slides",
        Locator(slide=slide, anchor=anchor),
        "deck",
    )


def _hackmd(link: Link) -> Identity | None:
    s = link.segments
    kind: KindHint = "article"
    if len(s) >= 2 and s[0].startswith("@"):
        name, url = f"{s[0]}/{s[1]}", f"https://hackmd.io/{s[0]}/{s[1]}"
    elif len(s) >= 2 and s[0] in ("p", "s") and _HACKMD.fullmatch(s[1]):
        name, url = s[1], f"https://hackmd.io/{s[0]}/{s[1]}"
        kind = "deck" if s[0] == "p" else "article"
    elif len(s) >= 1 and len(s[0]) == 22 and _HACKMD.fullmatch(s[0]):
        name, url = s[0], f"https://hackmd.io/{s[0]}"
    else:
        return None
    slide = reveal_slide(link.fragment)
    here = Locator(slide=slide, anchor="" if slide else link.fragment)
    return Identity(f"hackmd:{name}", url, "hackmd", here, kind)


def _notion(link: Link) -> Identity | None:
    found = _HEX32.fullmatch(link.segments[-1]) if link.segments else None
    if not found:
        return None
    url = f"https://{link.host}/{'/'.join(link.segments)}"
    return Identity(f"notion:{found[1].lower()}", url, "notion", Locator(anchor=link.fragment), "page")


def _canva(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0] != "design" or not _SLUG.fullmatch(s[1]):
        return None
    token = f"/{s[2]}" if len(s) >= 3 and s[2] not in ("view", "edit", "watch") else ""
    slide = number(link.fragment)
    url = f"https://www.canva.com/design/{s[1]}{token}/view"
    return Identity(f"canva:{s[1]}", url, "canva", Locator(slide=slide), "deck")


def _figma(link: Link) -> Identity | None:
    s = link.segments
    if s and s[0] == "embed" and link.param("url"):
        return None
    if len(s) < 2 or s[0] not in ("file", "design", "board", "slides", "deck", "proto", "community"):
        return None
    if s[0] == "community" or not re.fullmatch(r"[0-9A-Za-z]{15,128}", s[1]):
        return None
    node = link.param("node-id")
    kind: KindHint = "deck" if s[0] in ("slides", "deck", "proto") else "page"
    here = Locator(anchor=f"node-id={node}" if node else "")
    return Identity(f"figma:{s[1]}", f"https://www.figma.com/{s[0]}/{s[1]}", "figma", here, kind)


def _prezi(link: Link) -> Identity | None:
    s = link.segments
    if len(s) >= 2 and s[0] in ("v", "view", "p", "i"):
        name, url = s[1], f"https://prezi.com/{s[0]}/{s[1]}/"
    elif s and re.fullmatch(r"[0-9a-z_-]{12}", s[0]):
        name, url = s[0], f"https://prezi.com/{s[0]}/"
    else:
        return None
    return Identity(f"prezi:{name}", url, "prezi", Locator(), "deck")


def _rabbit(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 3 or s[0] != "authors":
        return None
    url = f"https://slide.rabbit-shocker.org/authors/{s[1]}/{s[2]}/"
    return Identity(f"rabbit:{s[1]}/{s[2]}", url, "rabbit", Locator(slide=number(link.at(3))), "deck")


def _scribd(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0] not in ("document", "doc", "presentation") or not _NUMBER.fullmatch(s[1]):
        return None
    kind: KindHint = "deck" if s[0] == "presentation" else ""
    return Identity(f"scribd:{s[1]}", f"https://www.scribd.com/{s[0]}/{s[1]}", "scribd", Locator(), kind)


RULES: dict[str, Rule] = {
    "qiita.com": _qiita,
    "www.qiita.com": _qiita,
    "zenn.dev": _zenn,
    "www.zenn.dev": _zenn,
    "speakerdeck.com": _speakerdeck,
    "www.speakerdeck.com": _speakerdeck,
    "files.speakerdeck.com": _speakerdeck_files,
    "docswell.com": _docswell,
    "www.docswell.com": _docswell,
    "docs.google.com": _google_docs,
    "drive.google.com": _google_drive,
    "youtu.be": _youtube,
    "nico.ms": _nicovideo,
    "note.com": _note,
    "note.mu": _note,
    "slides.com": _slides_com,
    "www.slides.com": _slides_com,
    "slid.es": _slides_com,
    "hackmd.io": _hackmd,
    "canva.com": _canva,
    "www.canva.com": _canva,
    "prezi.com": _prezi,
    "www.prezi.com": _prezi,
    "slide.rabbit-shocker.org": _rabbit,
    "scribd.com": _scribd,
    "www.scribd.com": _scribd,
    "vimeo.com": _vimeo,
    "www.vimeo.com": _vimeo,
    "player.vimeo.com": _vimeo,
}

# the domain itself and every host beneath it
DOMAIN_RULES: dict[str, Rule] = {
    "slideshare.net": _slideshare,
    "youtube.com": _youtube,
    "youtube-nocookie.com": _youtube,
    "nicovideo.jp": _nicovideo,
    "medium.com": _medium,
    "notion.site": _notion,
    "notion.so": _notion,
    "figma.com": _figma,
}

# hosts whose pages are all one site, whatever their rule says of the single page
_SITE_OF: dict[str, str] = {
    "qiita.com": "qiita",
    "zenn.dev": "zenn",
    "speakerdeck.com": "speakerdeck",
    "docswell.com": "docswell",
    "slideshare.net": "slideshare",
    "youtube.com": "youtube",
    "youtube-nocookie.com": "youtube",
    "nicovideo.jp": "nicovideo",
    "vimeo.com": "vimeo",
    "note.com": "note",
    "medium.com": "medium",
    "dev.to": "devto",
    "slides.com": "slides",
    "hackmd.io": "hackmd",
    "notion.site": "notion",
    "notion.so": "notion",
    "canva.com": "canva",
    "figma.com": "figma",
    "prezi.com": "prezi",
    "scribd.com": "scribd",
    "hatenablog.com": "hatena",
    "hatenablog.jp": "hatena",
    "hateblo.jp": "hatena",
    "hatenadiary.com": "hatena",
    "hatenadiary.jp": "hatena",
    "hatenadiary.org": "hatena",
    "connpass.com": "connpass",
    "doorkeeper.jp": "doorkeeper",
    "techplay.jp": "techplay",
    "peatix.com": "peatix",
    "meetup.com": "meetup",
    "lu.ma": "luma",
    "luma.com": "luma",
    "github.com": "github",
    "twitter.com": "twitter",
    "x.com": "twitter",
    "togetter.com": "togetter",
    "fortee.jp": "fortee",
}

TRACKERS_OF: dict[str, frozenset[str]] = {
    "youtube": frozenset(("si", "feature", "pp", "ab_channel", "app")),
    "twitter": frozenset(("s", "t", "lang")),
    "qiita": frozenset(("from", "ref")),
    "speakerdeck": frozenset(("ref",)),
    "slideshare": frozenset(("ref", "qid", "from_search", "related", "src")),
    "docswell": frozenset(("s",)),
    "medium": frozenset(("source",)),
    "note": frozenset(("magazine_key", "sub_rt", "from", "rt")),
    "connpass": frozenset(("ref", "from")),
    "doorkeeper": frozenset(("ref",)),
    "github": frozenset(("tab",)),
}

_EVENT_HOSTS = frozenset(
    [
        "atnd.org",
        "zusaar.com",
        "eventbrite.com",
        "eventbrite.jp",
        "eventregist.com",
        "everevo.com",
        "partake.in",
        "kokucheese.com",
        "event.ospn.jp",
        "supporterz.jp",
        "www.kokuchpro.com",
        "kokuchpro.com",
        "eventon.jp",
    ]
)


def shared_domain(host: str) -> str:
    """The domain under which one operator serves `host` beside others; empty where none is known."""
    domain = ".".join(host.rsplit(".", 2)[-2:])
    return domain if domain in _SITE_OF else ""


def site_name(host: str) -> str:
    """The site that a host belongs to; "web" where none is known."""
    name = _SITE_OF.get(host)
    if name is None and "." in host:
        name = _SITE_OF.get(".".join(host.rsplit(".", 2)[-2:]))
    return name or "web"


def kind_of(site: str, host: str, path: str) -> KindHint:
    """What a page under the general rule may be, by its host and path."""
    if site == "hatena":
        return "article" if path.startswith("/entry/") else "page"
    if site == "devto":
        return "article" if path.count("/") == 2 and not path.endswith("/") else "page"
    if host.removeprefix("www.") in _EVENT_HOSTS:
        return "event"
    return "page" if site != "web" else ""


# addresses that only carry another one: (path, parameter)
_WRAPPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "www.google.com": ("/url", ("q", "url")),
    "google.com": ("/url", ("q", "url")),
    "www.google.co.jp": ("/url", ("q", "url")),
    "www.youtube.com": ("/redirect", ("q",)),
    "l.facebook.com": ("/l.php", ("u",)),
    "www.figma.com": ("/embed", ("url",)),
    "slack-redir.net": ("/link", ("url",)),
}


def unwrapped(parts: Parts) -> str | None:
    """The address inside one that only carries it (a search engine's or an app's own redirect), or None."""
    rule = _WRAPPERS.get(parts.host)
    if rule is None or parts.path != rule[0]:
        return None
    pairs = dict(p.partition("=")[::2] for p in parts.query.split("&"))
    inner = next((unquote(pairs[name]) for name in rule[1] if pairs.get(name)), "")
    return inner if inner.lower().startswith(("http://", "https://")) else None
