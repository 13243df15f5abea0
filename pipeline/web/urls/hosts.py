"""What holds for a whole host, whatever its page: the site's name, its trackers, whose it is, what it only carries.

Neighbours: `decks`, `media` and `platforms` know the single pages.
"""

from __future__ import annotations

from urllib.parse import unquote

from pipeline.web.urls.parts import Parts
from pipeline.web.urls.rule import KindHint

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
    "dropbox.com": "dropbox",
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
    "twitter": frozenset(("s", "t", "lang", "src")),
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
    if host.removeprefix("www.") in _EVENT_HOSTS:
        return "event"
    return "page" if site != "web" else ""


# addresses that only carry another one: (paths, parameters)
_WRAPPERS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "www.google.com": (("/url",), ("q", "url")),
    "google.com": (("/url",), ("q", "url")),
    "www.google.co.jp": (("/url",), ("q", "url")),
    "docs.google.com": (("/viewer", "/gview"), ("url",)),
    "drive.google.com": (("/viewer", "/viewerng/viewer"), ("url",)),
    "view.officeapps.live.com": (("/op/embed.aspx", "/op/view.aspx"), ("src",)),
    "www.youtube.com": (("/redirect",), ("q",)),
    "l.facebook.com": (("/l.php",), ("u",)),
    "www.figma.com": (("/embed",), ("url",)),
    "slack-redir.net": (("/link",), ("url",)),
    "hatenablog-parts.com": (("/embed",), ("url",)),
    "cdn.embedly.com": (("/widgets/media.html",), ("url",)),
}


def unwrapped(parts: Parts) -> str | None:
    """The address inside one that only carries it (a search engine's or an app's own redirect, a viewer of files), or None."""
    rule = _WRAPPERS.get(parts.host)
    if rule is None or parts.path not in rule[0]:
        return None
    pairs = dict(p.partition("=")[::2] for p in parts.query.split("&"))
    inner = next((unquote(pairs[name]) for name in rule[1] if pairs.get(name)), "")
    return inner if inner.lower().startswith(("http://", "https://")) else None
