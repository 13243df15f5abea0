"""The address rules of the sites that hold slides.

One function per site, each a table of that site's URL forms; it answers None for a page that is no such thing (a user's
page, a search), which then falls under the general rule. Neighbours: `media` has articles and recordings, `platforms` events,
code and social sites, `hosts` what holds for a whole host. Sources: the sites' own pages and embeds.
"""

from __future__ import annotations

import re

from pipeline.web.urls.rule import Identity, KindHint, Link, Locator, Rule, number, reveal_slide

_HASH = re.compile(r"([0-9a-f]{24,32})(?![0-9A-Za-z])", re.I)
_SLUG = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*")
_DOCSWELL_KEY = re.compile(r"([0-9A-Z]{6})(?![0-9A-Za-z])(?:-([A-Za-z0-9_.~%-]*))?", re.I)
_DOCSWELL_PAGE = re.compile(r"p?(\d{1,4})", re.I)
_GOOGLE_ID = re.compile(r"[0-9A-Za-z_-]{16,128}")
_HACKMD = re.compile(r"[0-9A-Za-z_-]{6,40}")
_NUMBER = re.compile(r"\d{1,12}")
_PREZI = re.compile(r"[0-9A-Za-z_-]{8,24}")
_PREZI_OLD = re.compile(r"[0-9a-z_-]{12}")
_SLIDE_FILES = (".pdf", ".pptx", ".ppt", ".key", ".odp")


_SPEAKERDECK_PAGES = frozenset(
    [
        "player",
        "embed",
        "u",
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
    if len(s) == 2 and s[0] in ("player", "embed"):
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
        "mobile",
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
    slide = number(link.fragment.removeprefix("slide")) or number(link.param("slide", "startSlide"))
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
    # as Drive's files were called before 2013, and are still linked
    if "file" in s[:4] or s[:1] in (("open",), ("uc",)):
        return _google_drive(link)
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
    elif s and s[0] in ("open", "uc", "download"):
        doc = link.param("id")
    else:
        return None
    if not _GOOGLE_ID.fullmatch(doc):
        return None
    key = link.param("resourcekey")
    query = f"?resourcekey={key}" if key else ""
    return Identity(f"gdrive:{doc}", f"https://drive.google.com/file/d/{doc}/view{query}", "gdrive", Locator(), "")


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
    # `/embed/ID`, `/p/edit/ID` and `/v/view/ID` are views of `/ID`, `/p/ID` and `/v/ID`
    s = tuple(segment for segment in link.segments if segment not in ("edit", "embed", "present"))
    if len(s) >= 3 and s[1] == "view":
        s = (s[0], *s[2:])
    if len(s) >= 2 and s[0] in ("v", "view", "p", "i") and _PREZI.fullmatch(s[1]):
        name, url = s[1], f"https://prezi.com/{s[0]}/{s[1]}/"
    elif s and _PREZI_OLD.fullmatch(s[0]):
        name, url = s[0], f"https://prezi.com/{s[0]}/"
    else:
        return None
    return Identity(f"prezi:{name}", url, "prezi", Locator(), "deck")


def _dropbox(link: Link) -> Identity | None:
    """A shared file: `/s/ID/NAME`, or `/scl/fi/ID/NAME` with the `rlkey` that opens it; `dl` and `raw` only say how."""
    s = link.segments
    if len(s) >= 3 and s[0] == "s":
        name, path, query = s[1], f"s/{s[1]}/{s[2]}", ""
    elif len(s) >= 4 and s[:2] == ("scl", "fi"):
        key = link.param("rlkey")
        name, path, query = f"scl/{s[2]}", f"scl/fi/{s[2]}/{s[3]}", f"?rlkey={key}" if key else ""
    else:
        return None
    kind: KindHint = "deck" if path.lower().endswith(_SLIDE_FILES) else ""
    page = number(link.fragment.removeprefix("page=")) if path.lower().endswith(".pdf") else None
    return Identity(f"dropbox:{name}", f"https://www.dropbox.com/{path}{query}", "dropbox", Locator(slide=page), kind)


def _rabbit(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 3 or s[0] != "authors":
        return None
    url = f"https://slide.rabbit-shocker.org/authors/{s[1]}/{s[2]}/"
    return Identity(
        f"rabbit:{s[1]}/{s[2]}", url, "rabbit", Locator(slide=number(link.param("page")) or number(link.at(3))), "deck"
    )


def _scribd(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0] not in ("document", "doc", "presentation") or not _NUMBER.fullmatch(s[1]):
        return None
    kind: KindHint = "deck" if s[0] == "presentation" else ""
    return Identity(f"scribd:{s[1]}", f"https://www.scribd.com/{s[0]}/{s[1]}", "scribd", Locator(), kind)


RULES: dict[str, Rule] = {
    "speakerdeck.com": _speakerdeck,
    "www.speakerdeck.com": _speakerdeck,
    "files.speakerdeck.com": _speakerdeck_files,
    "speakerd.s3.amazonaws.com": _speakerdeck_files,
    "docswell.com": _docswell,
    "www.docswell.com": _docswell,
    "docs.google.com": _google_docs,
    "drive.google.com": _google_drive,
    "drive.usercontent.google.com": _google_drive,
    "dropbox.com": _dropbox,
    "www.dropbox.com": _dropbox,
    "dl.dropbox.com": _dropbox,
    "dl.dropboxusercontent.com": _dropbox,
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
}

# the domain itself and every host beneath it
DOMAIN_RULES: dict[str, Rule] = {
    "slideshare.net": _slideshare,
    "figma.com": _figma,
}
