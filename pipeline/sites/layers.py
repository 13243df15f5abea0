"""Several layers, one document: every answer is read by all layers that it can feed, the most trusted says each fact.

A layer's reading is a `Document` with that one layer's name and only what the layer says. Which layers there are, and
their order, is a site's own knowledge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from pipeline.sites.document import Document, DocumentKind, Unreadable
from pipeline.sites.walls import check_empty
from pipeline.web.answers import Answer, Outcome
from pipeline.web.urls import identify

MAX_BYTES = 16_000_000  # of one answer's text; PDFs have their own limit

_TOGETHER = frozenset(("key", "url", "site", "kind", "text", "text_format", "pages", "aliases", "layers", "notes"))
_SINGLE = tuple(f.name for f in fields(Document) if f.name not in _TOGETHER)


def draft(url: str, kind: DocumentKind, layer: str, **facts: Any) -> Document:
    """A layer's reading of the page at `url`: a Document with identity and the facts that this layer knows."""
    identity = identify(url)
    return Document(identity.key, identity.url, identity.site, kind, layers=(layer,), **facts)


def read_layers(
    answers: Iterable[Answer], read: Callable[[Answer], Iterable[Document | None]], trust: Sequence[str]
) -> Document | None:
    """The document that all layers of all answers make together; None where none says anything.

    `trust` names the layers, the most trusted first. Where no layer could be read, the first Unreadable is raised.
    """
    readings: list[Document] = []
    refused: Unreadable | None = None
    for answer in answers:
        try:
            check_empty(answer)
            _check_size(answer)
            readings += [reading for reading in read(answer) if reading is not None and says_something(reading)]
        except Unreadable as why:
            refused = refused or why
    if readings:
        return merge(sorted(readings, key=lambda reading: trust.index(reading.layers[0])))
    if refused is not None:
        raise refused
    return None


def _check_size(answer: Answer) -> None:
    if len(answer.body) > MAX_BYTES and b"%PDF-" not in answer.body[:1024]:
        raise Unreadable(Outcome.TOO_BIG, f"a text of more than {MAX_BYTES:,} bytes is not read")


def says_something(document: Document) -> bool:
    """Whether a reading has more than its address."""
    return bool(document.title or document.text or document.pages)


def merge(readings: Sequence[Document]) -> Document:
    """One document from readings in the order of trust: each fact from the first that states it."""
    first = readings[0]
    facts: dict[str, Any] = {
        name: next((value for r in readings if (value := getattr(r, name)) not in (None, "", ())), getattr(first, name))
        for name in _SINGLE
    }
    written = next((r for r in readings if r.text), first)
    paged = next((r for r in readings if r.pages), first)
    return replace(
        first,
        **facts,
        text=written.text,
        text_format=written.text_format,
        pages=paged.pages,
        aliases=_each_once((alias for r in readings for alias in r.aliases), leave_out=first.key),
        layers=_each_once(layer for r in readings for layer in r.layers),
        notes=_each_once(note for r in readings for note in r.notes),
    )


def _each_once(values: Iterable[str], leave_out: str = "") -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value and value != leave_out))
