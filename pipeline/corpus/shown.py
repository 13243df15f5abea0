"""What an event's own page lists as shown there: which entries count, and what each leads to.

Here: the list by itself. Not here: which entry belongs to which talk (`platform`), reading the page (`pipeline.sites`).
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from pipeline.corpus.events import Event
from pipeline.corpus.folding import fold
from pipeline.corpus.shelf import Reference, Shelf
from pipeline.sites.document import Document, Presentation

PROFILES = {"connpass": "https://connpass.com/user/{}/"}
_HONORIFIC = re.compile(r"\s*(?:さん|氏|先生|様)$")


@dataclass(frozen=True)
class Shown:
    """An entry of the list that belongs to a talk, by which rule; `role` is "" where the material's kind tells it."""

    presentation: Presentation
    reference: Reference
    kind: str  # deck, recording, article, repository, page
    site: str  # of the list: the platform
    document: Document | None  # what was read at the address
    rule: str = ""
    role: str = ""

    @property
    def presenter(self) -> str:
        """Who is named as having spoken: the handle on the platform, else the name."""
        return self.presentation.presenter_handle or self.presentation.presenter_name

    @property
    def titles(self) -> list[str]:
        """What it is called: by the list, and by the page of the deck or recording itself."""
        own = self.document.title if self.document is not None else ""
        return [title for title in (self.presentation.title, own) if title]

    @property
    def names(self) -> set[str]:
        """Who may have given it, folded: the presenter, and a deck's author."""
        named = [self.presentation.presenter_handle, self.presentation.presenter_name]
        if self.document is not None and self.kind == "deck":
            named += [self.document.author_handle, self.document.author_name]
        return {fold(_HONORIFIC.sub("", name)) for name in named} - {""}


def shown_at(event: Event, shelf: Shelf, reports: AbstractSet[str]) -> list[Shown]:
    """The entries of the event's page, decks first, each thing once.

    `reports` are the posts that tell of events: these are often listed too, and are no materials of a talk. Neither are
    pages of events.
    """
    document = event.document
    found: dict[str, Shown] = {}
    for one in document.presentations if document is not None else ():
        reference = shelf.refer(one.url)
        known = reference.kind if reference.kind not in ("", "page") else ""
        kind = known or one.kind or reference.kind
        if reference.material_id in reports or kind == "event" or document is None:
            continue
        reference = replace(reference, kind=reference.kind or kind)
        there = shelf.document(reference.material_id)
        found.setdefault(reference.material_id, Shown(one, reference, kind, document.site, there))
    return sorted(found.values(), key=lambda shown: shown.kind != "deck")
