"""What the sites' rules are made of: `Identity`, `Locator`, the `Link` a rule is given, and reading locators.

Neighbours: `decks`, `media` and `platforms` hold the rules, `identity` picks one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from pipeline.web.urls.parts import Parts

KindHint = Literal["article", "deck", "recording", "event", "repository", "page", ""]

# parameters that only tell where a reader came from, on any host
TRACKERS = frozenset(
    [
        "fbclid",
        "gclid",
        "gclsrc",
        "dclid",
        "gbraid",
        "wbraid",
        "yclid",
        "msclkid",
        "twclid",
        "ttclid",
        "igshid",
        "igsh",
        "mc_cid",
        "mc_eid",
        "_ga",
        "_gl",
        "_hsenc",
        "_hsmi",
        "mkt_tok",
        "ref_src",
        "ref_url",
        "oly_anon_id",
        "oly_enc_id",
        "vero_id",
        "wickedid",
    ]
)

_CLOCK = re.compile(r"(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,7})(?:\.\d*)?s?)?", re.I)
_COLONS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{2})")
_REVEAL = re.compile(r"/(\d{1,4})(?:/\d{1,4})*/?")
_PDF_PAGE = re.compile(r"(?:.*&)?page=(\d{1,5})(?:&.*)?", re.I)


@dataclass(frozen=True, slots=True)
class Locator:
    """The place inside a thing to which an address points."""

    slide: int | None = None  # 1-based slide or page
    seconds: int | None = None  # from the start of a recording
    anchor: str = ""  # fragment without "#", percent-encoded

    def __bool__(self) -> bool:
        return self.slide is not None or self.seconds is not None or bool(self.anchor)


@dataclass(frozen=True, slots=True)
class Identity:
    """What an address stands for."""

    key: str  # one per thing, readable and stable
    url: str  # canonical, without locator
    site: str  # "web" where no site is known
    locator: Locator
    kind_hint: KindHint  # by the address alone; empty where it does not tell


@dataclass(frozen=True, slots=True)
class Link:
    """What a rule looks at: the host, the path's segments without empty ones, the parameters, the fragment."""

    parts: Parts
    host: str
    segments: tuple[str, ...]
    fragment: str

    @classmethod
    def of(cls, parts: Parts) -> Link:
        fragment = parts.fragment
        if ":~:" in fragment:  # a text fragment is a reader's highlight, not a place
            fragment = fragment.partition(":~:")[0]
        return cls(parts, parts.host, tuple(s for s in parts.path.split("/") if s), fragment)

    def param(self, *names: str) -> str:
        """The first value of the first of `names` that has one; empty where none has."""
        if not self.parts.query:
            return ""
        pairs = [p.partition("=") for p in self.parts.query.split("&")]
        for name in names:
            for key, _, value in pairs:
                if key == name and value:
                    return value
        return ""

    def at(self, index: int) -> str:
        """The segment at `index`; empty where there is none."""
        return self.segments[index] if index < len(self.segments) else ""


Rule = Callable[[Link], Identity | None]


def is_tracker(name: str, names: frozenset[str]) -> bool:
    """Whether the parameter `name` only tells where a reader came from."""
    return name.startswith("utm_") or name in names


def number(text: str, *, most: int = 99999) -> int | None:
    """A 1-based number written in ASCII digits, or None."""
    if text.isascii() and text.isdigit() and len(text) <= 6:
        value = int(text)
        return value if 0 < value <= most else None
    return None


def clock(text: str) -> int | None:
    """Seconds of `461`, `40s`, `1h2m3s`, `12:34` or `1:02:03`; None where it is none of these."""
    if not text or not text.isascii():
        return None
    found = _CLOCK.fullmatch(text)
    if found and any(found.groups()):
        hours, minutes, seconds = (int(g or 0) for g in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    found = _COLONS.fullmatch(text)
    if found:
        hours, minutes, seconds = (int(g or 0) for g in found.groups())
        return hours * 3600 + minutes * 60 + seconds
    return None


def reveal_slide(fragment: str) -> int | None:
    """The slide of a reveal.js address `#/3`, whose count starts at 0; None for `#/3/1` and other fragments."""
    found = _REVEAL.fullmatch(fragment)
    return int(found[1]) + 1 if found and fragment.strip("/").isdigit() else None


def fragment_locator(path: str, fragment: str) -> tuple[Locator, str]:
    """(locator, the part that is a route and belongs to the identity) of any page's fragment.

    `#/guide` and `#!/guide` are pages of their own on a site that is drawn by script; `#/3` is a slide of one deck.
    """
    if not fragment:
        return Locator(), ""
    if ":~:" in fragment:
        fragment = fragment.partition(":~:")[0]
    if fragment.startswith(("/", "!/")) and not _REVEAL.fullmatch(fragment) and len(fragment.strip("!/")) > 0:
        return Locator(), fragment
    if path.lower().endswith(".pdf"):
        page = _PDF_PAGE.fullmatch(fragment)
        if page:
            return Locator(slide=int(page[1]) or None), ""
    return Locator(anchor=fragment), ""
