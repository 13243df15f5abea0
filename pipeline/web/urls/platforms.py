"""The address rules of event platforms, code hosts and social sites: where talks are announced and talked about.

Neighbours: `decks` and `media` hold the sites of the materials themselves.
"""

from __future__ import annotations

import re

from pipeline.web.urls.rule import Identity, KindHint, Link, Locator, Rule

_NUMBER = re.compile(r"(\d{1,12})(?![0-9A-Za-z])")
_TWEET = re.compile(r"(\d{1,20})(?![0-9A-Za-z])")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_NAME = re.compile(r"[A-Za-z0-9_.-]+")
_LOCALE = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2})?")


def _connpass(link: Link) -> Identity | None:
    s = link.segments
    found = _NUMBER.match(s[1]) if len(s) >= 2 and s[0] == "event" else None
    if not found:
        return None
    host = link.host.removeprefix("www.")
    url = f"https://{host}/event/{found[1]}/"
    return Identity(f"connpass:{int(found[1])}", url, "connpass", Locator(anchor=link.fragment), "event")


def _doorkeeper(link: Link) -> Identity | None:
    s = link.segments
    if s and _LOCALE.fullmatch(s[0]):
        s = s[1:]
    found = _NUMBER.match(s[1]) if len(s) >= 2 and s[0] == "events" else None
    if not found:
        return None
    url = f"https://{link.host}/events/{found[1]}"
    return Identity(f"doorkeeper:{int(found[1])}", url, "doorkeeper", Locator(), "event")


def _techplay(link: Link) -> Identity | None:
    s = link.segments
    found = _NUMBER.match(s[1]) if len(s) >= 2 and s[0] == "event" else None
    if not found:
        return None
    return Identity(
        f"techplay:{int(found[1])}", f"https://techplay.jp/event/{found[1]}", "techplay", Locator(), "event"
    )


def _peatix(link: Link) -> Identity | None:
    s = link.segments
    if s and s[0] == "sales":  # where its tickets are sold
        s = s[1:]
    found = _NUMBER.match(s[1]) if len(s) >= 2 and s[0] == "event" else None
    if not found:
        return None
    return Identity(f"peatix:{int(found[1])}", f"https://peatix.com/event/{found[1]}", "peatix", Locator(), "event")


def _meetup(link: Link) -> Identity | None:
    s = link.segments
    if s and re.fullmatch(r"[a-z]{2}(?:-[A-Z]{2})?", s[0]) and len(s) >= 4:
        s = s[1:]
    if len(s) < 3 or s[1] != "events" or not re.fullmatch(r"[A-Za-z0-9!+_-]{5,40}", s[2]):
        return None
    if s[2] in ("past", "calendar", "create"):
        return None
    url = f"https://www.meetup.com/{s[0]}/events/{s[2]}/"
    return Identity(f"meetup:{s[2]}", url, "meetup", Locator(), "event")


_LUMA_PAGES = frozenset(
    [
        "discover",
        "signin",
        "signup",
        "home",
        "create",
        "explore",
        "pricing",
        "event",
        "user",
        "calendar",
        "settings",
        "ios",
        "terms",
        "privacy-policy",
    ]
)


def _luma(link: Link) -> Identity | None:
    s = link.segments
    if len(s) >= 3 and s[:2] == ("embed", "event"):
        s = s[1:3]
    name = s[1] if len(s) == 2 and s[0] == "event" else s[0] if len(s) == 1 else ""
    if not _WORD.fullmatch(name) or name in _LUMA_PAGES:
        return None
    prefix = "event/" if len(s) == 2 else ""
    return Identity(f"luma:{name}", f"https://luma.com/{prefix}{name}", "luma", Locator(), "event")


def _twitter(link: Link) -> Identity | None:
    s = link.segments
    for index, segment in enumerate(s[:-1]):
        if segment in ("status", "statuses"):
            found = _TWEET.match(s[index + 1])
            if found:
                user = "/".join(s[:index]) or "i/web"
                return Identity(
                    f"twitter:{found[1]}", f"https://x.com/{user}/status/{found[1]}", "twitter", Locator(), "page"
                )
    return None


_GITHUB_PAGES = frozenset(
    [
        "features",
        "orgs",
        "topics",
        "sponsors",
        "marketplace",
        "settings",
        "about",
        "apps",
        "login",
        "search",
        "explore",
        "trending",
        "collections",
        "events",
        "notifications",
        "new",
        "join",
        "pricing",
        "site",
        "security",
        "enterprise",
        "customer-stories",
        "readme",
        "users",
        "account",
        "stars",
        "issues",
        "pulls",
        "dashboard",
        "codespaces",
        "organizations",
        "team",
    ]
)
_DECK = (".pdf", ".pptx", ".ppt", ".key", ".odp")


def _github(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 2 or s[0].lower() in _GITHUB_PAGES or not (_NAME.fullmatch(s[0]) and _NAME.fullmatch(s[1])):
        return None
    owner, repo = s[0], s[1].removesuffix(".git")
    if not repo or repo in (".", ".."):
        return None
    rest = s[2:]
    if len(rest) >= 3 and rest[0] in ("blob", "raw", "blame"):
        return _github_file(link, owner, repo, rest[1:])
    here = Locator(anchor=link.fragment)
    key, url = f"github:{owner}/{repo}".lower(), f"https://github.com/{owner}/{repo}"
    if rest:
        tail = "/".join(rest)
        query = f"?{link.parts.query}" if link.parts.query and rest[0] in ("issues", "pulls", "search") else ""
        return Identity(f"{key}/{tail}{query}", f"{url}/{tail}{query}", "github", here, "page")
    return Identity(key, url, "github", here, "repository")


def _github_raw(link: Link) -> Identity | None:
    s = link.segments
    if len(s) < 4 or s[0].lower() in _GITHUB_PAGES or not (_NAME.fullmatch(s[0]) and _NAME.fullmatch(s[1])):
        return None
    repo = s[1].removesuffix(".git")
    return _github_file(link, s[0], repo, s[2:]) if repo else None


def _github_file(link: Link, owner: str, repo: str, rest: tuple[str, ...]) -> Identity | None:
    """A file at a branch, tag or commit; `refs/heads/main` and `main` are one name."""
    while len(rest) >= 4 and rest[0] == "refs" and rest[1] in ("heads", "tags"):
        rest = rest[2:]
    tail = "/".join(rest)
    kind: KindHint = "deck" if tail.lower().endswith(_DECK) else "page"
    page = re.fullmatch(r"page=(\d{1,5})", link.fragment) if kind == "deck" else None
    here = Locator(slide=int(page[1]) or None) if page else Locator(anchor=link.fragment)
    key = f"github:{owner.lower()}/{repo.lower()}/blob/{tail}"
    return Identity(key, f"https://github.com/{owner}/{repo}/blob/{tail}", "github", here, kind)


def _gist(link: Link) -> Identity | None:
    s = link.segments
    name = s[1] if len(s) >= 2 else s[0] if s else ""
    name = name.removesuffix(".js").removesuffix(".git")
    if not re.fullmatch(r"[0-9a-f]{5,40}", name):
        return None
    owner = f"{s[0]}/" if len(s) >= 2 else ""
    url = f"https://gist.github.com/{owner}{name}"
    return Identity(f"gist:{name}", url, "gist", Locator(anchor=link.fragment), "page")


def _togetter(link: Link) -> Identity | None:
    s = link.segments
    found = _NUMBER.match(s[1]) if len(s) >= 2 and s[0] == "li" else None
    if not found:
        return None
    url = f"https://togetter.com/li/{found[1]}"
    return Identity(f"togetter:{int(found[1])}", url, "togetter", Locator(), "page")


RULES: dict[str, Rule] = {
    "techplay.jp": _techplay,
    "www.techplay.jp": _techplay,
    "lu.ma": _luma,
    "www.lu.ma": _luma,
    "luma.com": _luma,
    "www.luma.com": _luma,
    "meetup.com": _meetup,
    "www.meetup.com": _meetup,
    "twitter.com": _twitter,
    "www.twitter.com": _twitter,
    "mobile.twitter.com": _twitter,
    "x.com": _twitter,
    "www.x.com": _twitter,
    "mobile.x.com": _twitter,
    "github.com": _github,
    "www.github.com": _github,
    "raw.githubusercontent.com": _github_raw,
    "gist.github.com": _gist,
    "togetter.com": _togetter,
    "www.togetter.com": _togetter,
}

DOMAIN_RULES: dict[str, Rule] = {
    "connpass.com": _connpass,
    "doorkeeper.jp": _doorkeeper,
    "peatix.com": _peatix,
}
