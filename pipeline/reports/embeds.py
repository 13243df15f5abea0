"""The addresses that embeds give: attributes of elements, shortcodes of site generators, what redirects carry.

Belongs here: from the text of one tag or shortcode to the address that a reader is shown. Does not belong here: finding
tags and shortcodes in running text (`inline`, `markup`) and what an address is (`hosts`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from urllib.parse import unquote

from pipeline.web.urls.hosts import unwrapped
from pipeline.web.urls.parts import parse
from pipeline.web.urls.text import WHOLE_ID

ATTRIBUTE = re.compile(r"([a-zA-Z_:][\w:.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
URL = re.compile(r"https?://[^\s<>\"`（）「」『』【】、。！？｜\u3000]+")
QUOTED = re.compile(r"[\"“]([^\"”]+)[\"”]|'([^']+)'|(\S+)")

EMBED_HOSTS = {
    "speakerdeck": "https://speakerdeck.com/player/{}",
    "slideshare": "https://www.slideshare.net/slideshow/embed_code/key/{}",
    "docswell": "https://www.docswell.com/slide/{}/embed",
    "youtube": "https://www.youtube.com/watch?v={}",
    "vimeo": "https://vimeo.com/{}",
    "tweet": "https://twitter.com/i/status/{}",
    "twitter": "https://twitter.com/i/status/{}",
    "niconare": "https://niconare.nicovideo.jp/watch/{}",
    "googleslide": "https://docs.google.com/presentation/d/{}",
    "gslide": "https://docs.google.com/presentation/d/{}",
    "gist": "https://gist.github.com/{}",
}


def attributes(raw: str) -> dict[str, str]:
    """The attributes of a tag, names in lower case, entities resolved."""
    return {
        found[1].lower(): html.unescape(found[2] or found[3] or found[4] or "") for found in ATTRIBUTE.finditer(raw)
    }


def whole_url(url: str) -> str:
    """A protocol-relative address gets https; everything else stays as written."""
    return "https:" + url if url.startswith("//") else url


def carried(url: str) -> str:
    """The address that a redirect of a search engine or an app carries; any other address as it is."""
    parts = parse(url)
    return (unwrapped(parts) if parts is not None else None) or url


# "https://a.example/event/12を見て", "…/12に参加": no word of an address goes on so
SENTENCE_BEHIND = re.compile(
    r"(?:(?<=[A-Za-z0-9/])を|(?<=[0-9])(?:[にでのはがとへも]|から|まで|より)|(?<=[A-Za-z0-9/_-])(?:で(?=公開|配布|見[るらて]|閲覧|参照|確認|読め)|に(?=あり|あげ|上げ|アップ|置|公開|まとめ)|です$))(?=[ぁ-ん一-龥ァ-ヶー]*$)"
)


def trim_url(url: str) -> str:
    """The address without the punctuation and the Japanese that running text puts behind it."""
    if not url.isascii() and (goes_on := SENTENCE_BEHIND.search(url)):
        url = url[: goes_on.start()]
    while url:
        last = url[-1]
        if (last in "*_.,;:!?'~|\\" and not url.endswith("_" * 3)) or (last == ")" and url.count("(") < url.count(")")):
            if last == "_" and (re.search(r"/[\w-]+_$", url) or WHOLE_ID.search(url)):
                break
            url = url[:-1]
        elif last in "]}" and url.count("[" if last == "]" else "{") < url.count(last):
            url = url[:-1]
        else:
            break
    return url


def tag_link(name: str, given: Mapping[str, str]) -> tuple[str, str] | None:
    """The address that an embedding element shows, and its title; None where it shows none that matters."""
    if name == "iframe":
        source = given.get("src") or given.get("data-src") or given.get("data-lazy-src") or ""
        if "hatenablog-parts.com/embed" in source or "iframely" in source or "embedly.com" in source:
            inner = re.search(r"[?&](?:url|src)=([^&]+)", source)
            if inner:
                source = unquote(inner[1])
        elif (shown := unquote(given.get("data-content", ""))).startswith("http"):
            source = shown  # Zenn's cards and players give the address that they show beside their own
        return (whole_url(source), given.get("title", "")) if source and not source.startswith("about:") else None
    if name == "script":
        if "speakerdeck" in given.get("class", "") + given.get("src", "") and given.get("data-id"):
            return f"https://speakerdeck.com/player/{given['data-id']}", ""
        if given.get("data-src", "").startswith(("http", "//")):
            return whole_url(given["data-src"]), ""
        return None
    if name in ("embed", "video", "audio", "source") and given.get("src", "").startswith(("http", "//")):
        return whole_url(given["src"]), given.get("title", "")
    return None


# what HTML and SVG have elements for; any other tag is a component of the site
ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "acronym",
        "address",
        "applet",
        "area",
        "article",
        "aside",
        "audio",
        "b",
        "base",
        "basefont",
        "bdi",
        "bdo",
        "bgsound",
        "big",
        "blink",
        "blockquote",
        "body",
        "br",
        "button",
        "canvas",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "data",
        "datalist",
        "dd",
        "del",
        "details",
        "dfn",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "fieldset",
        "figcaption",
        "figure",
        "font",
        "footer",
        "form",
        "frame",
        "frameset",
        "g",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "header",
        "hgroup",
        "hr",
        "html",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "kbd",
        "label",
        "legend",
        "li",
        "link",
        "main",
        "map",
        "mark",
        "marquee",
        "math",
        "menu",
        "meta",
        "meter",
        "nav",
        "nobr",
        "noframes",
        "noscript",
        "object",
        "ol",
        "optgroup",
        "option",
        "output",
        "p",
        "param",
        "path",
        "picture",
        "plaintext",
        "pre",
        "progress",
        "q",
        "rb",
        "rp",
        "rt",
        "rtc",
        "ruby",
        "s",
        "samp",
        "script",
        "search",
        "section",
        "select",
        "slot",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "summary",
        "sup",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "track",
        "tt",
        "u",
        "ul",
        "use",
        "var",
        "video",
        "wbr",
        "xmp",
    ]
)
SHOWS = ("url", "href", "src", "link", "data-url", "data-href", "data-src", "cite")
IDENTIFIES = ("id", "videoid", "video-id", "data-id", "data-videoid", "deckid", "slideid", "slug")


def component_link(name: str, given: Mapping[str, str]) -> str | None:
    """The address that a site's own component shows (`<link-card url="…">`, `<YouTube id="…" />`); None where it shows none."""
    if re.search(r"img|image|photo|picture|icon|avatar", name):
        return None
    shown = next((given[key] for key in SHOWS if given.get(key, "").startswith(("http://", "https://", "//"))), None)
    if shown:
        return whole_url(shown)
    plain = re.sub(r"[_-]", "", name.lower())
    site = next((site for site in EMBED_HOSTS if site in plain), None)
    value = next((given[key] for key in IDENTIFIES if re.fullmatch(r"[\w/-]{5,80}", given.get(key, ""))), None)
    return EMBED_HOSTS[site].format(value) if site and value else None


# of a Jekyll include that shows one talk's places side by side: speakerdeck="owner/deck" github="owner/repository"
INCLUDED = {
    "speakerdeck": "https://speakerdeck.com/{}",
    "slideshare": "https://www.slideshare.net/{}",
    "github": "https://github.com/{}",
}
OWNED = re.compile(r"[\w-]+/[\w.-]+")


def shortcode_links(name: str, rest: str) -> list[str]:
    """The addresses in a Hugo or Jekyll tag, best first; an include may name the same talk's place on several sites."""
    if name.lower() == "include" and "=" in rest:
        given = attributes(rest)
        named = [
            address.format(given[site]) for site, address in INCLUDED.items() if OWNED.fullmatch(given.get(site, ""))
        ]
        if named:
            return named
    url = shortcode_link(name, rest)
    return [url] if url else []


def shortcode_link(name: str, rest: str) -> str | None:
    """The address in a Hugo or Jekyll tag: spelt out, or an id beside a site's name."""
    url = URL.search(rest)
    if url:
        return trim_url(url[0].rstrip("\"'”"))
    plain = re.sub(r"[_-]", "", name.lower())
    site = next((s for s in EMBED_HOSTS if s in plain), None)
    if site is None:
        deck = re.search(r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", rest)
        if deck and not re.search(r"img|image|figure|gist", plain):
            return EMBED_HOSTS["speakerdeck"].format(deck[0])  # only Speaker Deck's ids look so
    values = [a or b or c for a, b, c in QUOTED.findall(rest)]
    if site is None and name.lower() == "include" and values:
        site = next((s for s in EMBED_HOSTS if s in values[0].lower()), None)
        values = values[1:]
    for value in values:
        value = value.rpartition("=")[2].strip("\"'“”")
        if site and re.fullmatch(r"[\w/-]{5,80}", value):
            return EMBED_HOSTS[site].format(value)
    return None
