"""What a page's head says: Open Graph, Twitter card, other metas, title, canonical address, feeds, oEmbed.

Neighbours: `jsonld` reads the data islands, sites' modules the body.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.sites.fields import line
from pipeline.sites.tree import Element, attribute, find, find_all, words
from pipeline.web.urls import join

FEED_TYPES = ("application/atom+xml", "application/rss+xml", "application/feed+json")


@dataclass(frozen=True)
class Link:
    """A `<link>` of the head, its address absolute."""

    rel: frozenset[str]
    url: str
    type: str
    title: str


@dataclass(frozen=True)
class Metas:
    """The head of one page."""

    title: str  # of the <title> element
    language: str  # of <html lang>, as written
    values: dict[str, list[str]]  # by property, name or itemprop, in lower case
    links: tuple[Link, ...]

    def first(self, *names: str) -> str:
        """The first value of the first of `names` that has one, as one line; empty where none has."""
        for name in names:
            for value in self.values.get(name, ()):
                if text := line(value):
                    return text
        return ""

    def text(self, *names: str) -> str:
        """As `first`, but with the line breaks that a description may have."""
        return next((v.strip() for name in names for v in self.values.get(name, ()) if v.strip()), "")

    def all(self, name: str) -> list[str]:
        """Every value of one meta, e.g. of `article:tag`."""
        return [text for value in self.values.get(name, ()) if (text := line(value))]

    @property
    def canonical(self) -> str:
        """The page's own word on its address; empty where it says nothing."""
        return next((link.url for link in self.links if "canonical" in link.rel), "") or self.first("og:url")

    @property
    def feeds(self) -> tuple[str, ...]:
        """The feeds that the page names."""
        return tuple(link.url for link in self.links if "alternate" in link.rel and link.type in FEED_TYPES)


def read_metas(root: Element, url: str) -> Metas:
    """The metas of a page; `url` is its address, from which its links are seen."""
    values: dict[str, list[str]] = {}
    for meta in find_all(root, ".//meta[@content]"):
        content = attribute(meta, "content")
        for kind in ("property", "name", "itemprop"):
            if name := meta.get(kind):
                values.setdefault(name.strip().lower(), []).append(content)
    links = [
        Link(
            frozenset(attribute(link, "rel").lower().split()),
            join(url, attribute(link, "href")),
            attribute(link, "type").lower().partition(";")[0].strip(),
            attribute(link, "title"),
        )
        for link in find_all(root, ".//link[@href and @rel]")
    ]
    title = (
        find(root, "./head/title")
        if find(root, "./head/title") is not None
        else find(root, ".//title[not(ancestor::*[local-name()='svg'])]")
    )
    language = attribute(root, "lang") or attribute(root, "xml:lang")
    return Metas(words(title), language, values, tuple(links))


def primary_language(tag: str) -> str:
    """The primary subtag of a language tag such as `ja-JP` or `en_US`; empty where it is none."""
    found = tag.replace("_", "-").partition("-")[0].strip().lower()
    return found if found.isascii() and found.isalpha() and 2 <= len(found) <= 3 else ""


def without_suffix(title: str, *suffixes: str) -> str:
    """`title` without the site's name behind it: `X - Qiita` is X."""
    for suffix in filter(None, suffixes):
        for mark in (" - ", " | ", " // ", "｜", " – ", " — ", " · ", "|"):
            if title.endswith(mark + suffix):
                return title.removesuffix(mark + suffix).rstrip()
    return title
