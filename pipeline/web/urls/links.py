"""The deep link: the address that opens a thing at a slide, a second or a heading. The reverse of `Identity.locator`."""

from __future__ import annotations

from pipeline.web.urls.identity import identify
from pipeline.web.urls.parts import clean_query

# sites whose addresses have a place for a slide number, and how it is written after the canonical address
_SLIDE: dict[str, str] = {
    "speakerdeck": "?slide={n}",
    "docswell": "/{n}",
    "slideshare": "#{n}",
    "rabbit": "?page={n}",
    "canva": "#{n}",
}
_ZERO_BASED = {"slides": "#/{n}", "hackmd": "#/{n}"}  # reveal.js counts from 0
# an anchor that names the slide itself, more surely than its number: Google's `slide=id.X`, reveal.js' `/column/row`
_NAMED_SLIDE = ("slide=", "/")
_SECONDS: dict[str, str] = {"youtube": "&t={n}s", "vimeo": "#t={n}s", "nicovideo": "?from={n}"}


def deep_link(url: str, *, slide: int | None = None, seconds: int | None = None, anchor: str = "") -> str:
    """The address that lands on `slide` (1-based), at `seconds`, or at `anchor` (without "#") of the thing at `url`.

    Where the site has no way to say the place, the canonical address of the thing itself. Never raises.
    """
    thing = identify(url)
    site, base = thing.site, thing.url
    known = not thing.key.startswith("web:")
    if seconds is not None and seconds > 0 and known and site in _SECONDS and not thing.key.startswith("youtube:list/"):
        return base + _SECONDS[site].format(n=seconds)
    if slide is not None and slide > 0 and not anchor.startswith(_NAMED_SLIDE):
        linked = _slide_link(site, base, slide, known=known)
        if linked:
            return linked
    if anchor and "#" not in base and base.startswith(("http://", "https://")):
        fragment = clean_query(anchor.removeprefix("#"))
        if known and site == "figma" and fragment.startswith("node-id="):
            return f"{base}?{fragment}"
        return f"{base}#{fragment}" if fragment else base
    return base


def _slide_link(site: str, base: str, slide: int, *, known: bool) -> str:
    if known and site == "docswell" and base.endswith("/embed"):
        return f"{base}#p{slide}"
    if known and site in _SLIDE:
        return base + _SLIDE[site].format(n=slide)
    if known and site in _ZERO_BASED:
        return base + _ZERO_BASED[site].format(n=slide - 1)
    if known and site == "gslides":
        # imported decks name their slides p1, p2, …; on others this opens the first slide
        return f"{base}#slide=id.p{slide}"
    if base.partition("?")[0].lower().endswith(".pdf") and "#" not in base:
        return f"{base}#page={slide}"  # RFC 8118, section 3
    return ""
