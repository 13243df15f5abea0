"""The list of what was shown at an event, as its platform has it: what each entry is, by its address.

The platforms' own types are not to be relied on: connpass types many Speaker Deck and Docswell links "blog" (SEEN), so the
host decides, and the type only where the host says nothing. Neighbours: `connpass` reads its API's and pages' lists.
"""

from __future__ import annotations

from typing import Literal

from pipeline.sites.document import DocumentKind, Presentation
from pipeline.sites.fields import line
from pipeline.web.urls import identify

MOST = 1000  # entries of one event
_BY_TYPE: dict[str, DocumentKind] = {"slide": "deck", "movie": "recording", "blog": "article"}
# services that show decks or videos alone, whatever the form of the address
_BY_SERVICE: dict[str, DocumentKind] = {
    "slideshare": "deck",
    "speaker_deck": "deck",
    "docswell": "deck",
    "youtube": "recording",
    "vimeo": "recording",
}


def presentation(title: str, url: str, told: str, handle: str = "", name: str = "") -> Presentation | None:
    """One entry; None where `url` is no web address. `told` is the platform's type or service of it."""
    url = url.strip()
    if url.startswith("//"):
        url = f"https:{url}"
    if not url.lower().startswith(("http://", "https://")):
        return None
    return Presentation(line(title), url, line(handle), line(name), kind_of(url, told))


def kind_of(url: str, told: str = "") -> DocumentKind | Literal[""]:
    """What the address leads to: by its host and form, else by what the platform calls it."""
    hint = identify(url).kind_hint
    told = told.strip().lower()
    known = hint or _BY_TYPE.get(told) or _BY_SERVICE.get(told)
    return known or ""
