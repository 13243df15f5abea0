"""Which material an address means: keys, aliases and redirects brought to one identity.

Here: looking up what was read. Not here: rows (`materials`), the identity of an address by itself
(`pipeline.web.urls`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.corpus.inputs import Material
from pipeline.sites.document import Document
from pipeline.web.urls import Locator, identify


@dataclass(frozen=True)
class Reference:
    """An address as a report gives it, and the material that it means."""

    material_id: str
    url: str  # canonical, of the material itself
    site: str
    kind: str  # "" where neither page nor address tells
    locator: Locator


class Shelf:
    """The materials, found by any address or alias of theirs."""

    def __init__(self, materials: Mapping[str, Material]) -> None:
        self._by_key = dict(materials)
        self._aliases: dict[str, str] = {}
        self._asked: dict[str, str] = {}  # document key -> the first address whose answer reads as it
        claims: dict[str, set[str]] = {}
        for asked in sorted(self._by_key):
            document = self._by_key[asked].document
            if document is None:
                continue
            self._asked.setdefault(document.key, asked)
            for alias in (asked, *document.aliases):
                if alias != document.key:
                    claims.setdefault(alias, set()).add(document.key)
        for alias, keys in claims.items():
            own = self._by_key.get(alias)
            if own is not None and own.document is not None and own.document.key != alias:
                self._aliases[alias] = own.document.key  # its own answer says where it leads
            elif len(keys) == 1:
                self._aliases[alias] = next(iter(keys))  # an alias that two pages claim is nobody's

    def refer(self, url: str) -> Reference:
        """What `url` means; a material that was never read is known by its address alone."""
        identity = identify(url)
        material_id = self.resolve(identity.key)
        document = self.document(material_id)
        if document is not None:
            return Reference(material_id, document.url, document.site, document.kind, identity.locator)
        material = self._by_key.get(material_id)
        address = material.url if material else identity.url
        return Reference(material_id, address, identity.site, identity.kind_hint, identity.locator)

    def resolve(self, key: str) -> str:
        """The identity that `key` comes down to."""
        seen = [key]
        while (following := self._aliases.get(seen[-1])) is not None:
            if following in seen:  # pages that each call the other an alias
                return min(seen[seen.index(following) :])
            seen.append(following)
        return seen[-1]

    def material(self, material_id: str) -> Material | None:
        """The best answer there is for `material_id`: asked under its own address, else under an alias."""
        own = self._by_key.get(material_id)
        if own is not None and own.document is not None:
            return own
        asked = self._asked.get(material_id)
        return self._by_key[asked] if asked is not None else own

    def documents(self) -> Iterator[tuple[str, Document]]:
        """Every page that was read, by its identity, each once."""
        for material_id in sorted({self.resolve(key) for key in self._by_key}):
            document = self.document(material_id)
            if document is not None:
                yield material_id, document

    def document(self, material_id: str) -> Document | None:
        """What the page of `material_id` says, where it was read."""
        material = self.material(material_id)
        return material.document if material else None
