"""JSON-LD (schema.org) of a page: every block, arrays and `@graph` flattened; a broken block is skipped with a note.

Only finding belongs here; what a `PresentationDigitalDocument` or an `Event` says is read by the sites.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import Any

from pipeline.sites.fields import at, line_at, load_json, text_at
from pipeline.sites.tree import Element, find_all, script_text

_MOST = 500  # things of one page
_WRAPPING = re.compile(r"^\s*(?://\s*)?(?:<!\[CDATA\[|<!--)|(?://\s*)?(?:\]\]>|-->)\s*;?\s*$")


@dataclass(frozen=True)
class Scan:
    """All things that a page's JSON-LD describes, and a note for each block that could not be read."""

    things: tuple[dict[str, Any], ...] = ()
    notes: tuple[str, ...] = ()

    def of_type(self, *types: str) -> dict[str, Any] | None:
        """The first thing whose `@type` is one of `types` (without the schema's address), or None."""
        return next((thing for thing in self.things if not types_of(thing).isdisjoint(types)), None)


def types_of(thing: Any) -> frozenset[str]:
    """The `@type`s of a thing, without the schema's address."""
    found = at(thing, "@type")
    named = found if isinstance(found, list) else [found]
    return frozenset(name.rstrip("/").rpartition("/")[2] for name in named if isinstance(name, str))


def scan(root: Element) -> Scan:
    """What all `application/ld+json` blocks of a page say."""
    things: list[dict[str, Any]] = []
    notes: list[str] = []
    for number, script in enumerate(find_all(root, ".//script[contains(@type, 'ld+json')]"), 1):
        text = script_text(script)
        if not text:
            continue
        value = load_json(text)
        if value is None:
            value = load_json(html.unescape(_WRAPPING.sub("", text)))
        if value is None:
            notes.append(f"JSON-LD block {number} is not JSON")
            continue
        _flatten(value, things)
    return Scan(tuple(things), tuple(notes))


def _flatten(value: Any, things: list[dict[str, Any]]) -> None:
    waiting = [value]
    while waiting and len(things) < _MOST:
        one = waiting.pop(0)
        if isinstance(one, list):
            waiting[:0] = one[:_MOST]
        elif isinstance(one, dict):
            things.append(one)
            graph = one.get("@graph")
            if isinstance(graph, (list, dict)):
                waiting.insert(0, graph)


def name_of(thing: Any, *path: str) -> str:
    """The name of a person, organisation or place at `path`, also where only a string stands there."""
    found = at(thing, *path)
    if isinstance(found, list):
        found = found[0] if found else None
    return line_at(found, "name") if isinstance(found, dict) else line_at(found)


def url_of(thing: Any, *path: str) -> str:
    """The address at `path`: a string, or a thing's `url`, `contentUrl` or `@id`."""
    found = at(thing, *path)
    if isinstance(found, list):
        found = found[0] if found else None
    if isinstance(found, dict):
        return text_at(found, "url") or text_at(found, "contentUrl") or text_at(found, "@id")
    return text_at(found)
