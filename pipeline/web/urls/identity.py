"""What an address stands for: `identify` gives its key, canonical address, locator and what kind of thing it may be.

Here is the general rule (any page) and the dispatch; each site's own rule is in `decks`, `media` or `platforms`.
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.web.urls import decks, hosts, media, platforms
from pipeline.web.urls.parts import Parts, parse, plain
from pipeline.web.urls.rule import (
    TRACKERS,
    Identity,
    KindHint,
    Link,
    Locator,
    Rule,
    fragment_locator,
    is_tracker,
)

__all__ = ["Identity", "KindHint", "Locator", "canonical", "identify", "is_shortener"]

# hosts that only send on to another address
SHORTENERS = frozenset(
    [
        "t.co",
        "bit.ly",
        "j.mp",
        "tinyurl.com",
        "goo.gl",
        "buff.ly",
        "ow.ly",
        "share.google",
        "is.gd",
        "dlvr.it",
        "ift.tt",
        "htn.to",
        "amzn.to",
        "amzn.asia",
        "lnkd.in",
        "canva.link",
        "slidesha.re",
        "ptix.at",
        "meetu.ps",
        "link.medium.com",
        "git.io",
        "forms.gle",
        "maps.app.goo.gl",
        "youtube.app.goo.gl",
        "bitly.com",
        "x.gd",
        "onl.tw",
        "onl.sc",
        "trib.al",
        "fb.me",
        "aka.ms",
        "wp.me",
        "ux.nu",
        "urx.space",
        "urx.blue",
        "u0u1.net",
        "r10.to",
        "lin.ee",
        "q.gs",
        "1drv.ms",
    ]
)

_RULES: dict[str, Rule] = {**decks.RULES, **media.RULES, **platforms.RULES}
_DOMAIN_RULES: dict[str, Rule] = {**decks.DOMAIN_RULES, **media.DOMAIN_RULES, **platforms.DOMAIN_RULES}
_MOST_WRAPPERS = 4  # a redirect inside a redirect happens; more is a trap
_DECK_FILES = (".pdf", ".pptx", ".ppt", ".key", ".odp", ".slide")


def canonical(url: str) -> str:
    """The one address of the thing that `url` leads to, without locator and trackers. Idempotent; never raises.

    What is no http(s) address comes back stripped of surrounding space.
    """
    return identify(url).url


@lru_cache(maxsize=65536)
def identify(url: str) -> Identity:
    """Key, canonical address, site, locator and kind of `url`, by the address alone. Never raises.

    All forms of one thing share the key; a key is `site:…` for a site that is known, else `web:host/path?query`.
    """
    parts = parse(url)
    if parts is None:
        text = plain(url)
        return Identity(f"web:<{text}>", text, "web", Locator(), "")
    parts = _unwrap(parts)
    return _by_rule(parts) or _any_page(parts)


def _unwrap(parts: Parts) -> Parts:
    """The address inside redirects that only carry it; `parts` itself where there is none, or no end to them."""
    inside = parts
    for _ in range(_MOST_WRAPPERS):
        inner = hosts.unwrapped(inside)
        there = parse(inner) if inner is not None else None
        if there is None:
            return inside
        inside = there
    return parts


def _by_rule(parts: Parts) -> Identity | None:
    if parts.port:
        return None
    rule = _RULES.get(parts.host)
    if rule is None:
        labels = parts.host.split(".")
        for count in (2, 3):
            domain = ".".join(labels[-count:])
            rule = _DOMAIN_RULES.get(domain)
            if rule is not None:
                break
        else:
            return None
    return rule(Link.of(parts))


def _any_page(parts: Parts) -> Identity:
    """The general rule: trackers dropped, the fragment is a locator, scheme and `www.` do not count in the key."""
    path, host = parts.path, parts.host
    site = hosts.site_name(host)
    pairs = [p for p in parts.query.split("&") if p] if parts.query else []
    if pairs:
        drop = TRACKERS | hosts.TRACKERS_OF.get(site, frozenset())
        pairs = [p for p in pairs if not is_tracker(p.partition("=")[0], drop)]
    locator, routed = fragment_locator(path, parts.fragment)
    scheme = "https" if site != "web" or host in SHORTENERS else parts.scheme
    tail = f"#{routed}" if routed else ""
    query = f"?{'&'.join(pairs)}" if pairs else ""
    in_key = f"?{'&'.join(sorted(pairs, key=_name))}" if pairs else ""
    bare = path.rstrip("/") or "/"
    named = parts.netloc.removeprefix("www.")
    lowered = path.lower()
    kind: KindHint = "deck" if lowered.endswith(_DECK_FILES) else hosts.kind_of(site, host, path)
    return Identity(
        f"web:{named}{bare}{in_key}{tail}", f"{scheme}://{parts.netloc}{path}{query}{tail}", site, locator, kind
    )


def _name(pair: str) -> str:
    return pair.partition("=")[0]


def is_shortener(url: str) -> bool:
    """Whether the address only stands for another one, which must be asked for to be hosts."""
    parts = parse(url)
    return parts is not None and parts.host.removeprefix("www.") in SHORTENERS
