"""HTML to a tree, within limits, and the few questions that readers ask of it. Nothing here raises on broken HTML.

The tree is lxml's own: beautifulsoup4 over the same parser takes 28 ms for a page that lxml reads in 1 ms, and every deck
and article passes here (reports, which need line numbers, are read with beautifulsoup4 in `pipeline.reports`).
Limits: `MAX_CHARACTERS` of a page; libxml2's own 256 levels of nesting; `_MOST_ATTRIBUTES` of a tag, because libxml2
compares each attribute with all before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, TypeAlias

import lxml.html  # type: ignore[import-untyped]
from lxml import etree

from pipeline.sites.document import Unreadable
from pipeline.sites.fields import clean, line
from pipeline.web.answers import Outcome

Element: TypeAlias = Any  # lxml.html.HtmlElement; lxml has no types of its own

MAX_CHARACTERS = 8_000_000
_MOST_ATTRIBUTES = 1000
_CROWDED_FROM = 100_000  # characters; a smaller page cannot be slow
_CROWDED = re.compile(
    r"<[A-Za-z][^\s/>]*+(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>\"']*+))?+)"
    rf"{{{_MOST_ATTRIBUTES},}}+"
)


def load(markup: str) -> Element | None:
    """The root of the page or fragment `markup`, or None where there is nothing to read.

    Raises Unreadable (too_big) beyond MAX_CHARACTERS.
    """
    if len(markup) > MAX_CHARACTERS:
        raise Unreadable(Outcome.TOO_BIG, f"a page of more than {MAX_CHARACTERS:,} characters is not read")
    markup = clean(markup)
    if not markup.strip():
        return None
    if len(markup) > _CROWDED_FROM:
        markup = _CROWDED.sub("<x-crowded", markup)
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml.html.document_fromstring(markup.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return None


@lru_cache(maxsize=256)
def _path(expression: str) -> Any:
    return etree.XPath(expression)


def find_all(root: Element, expression: str, **variables: str) -> list[Element]:
    """The elements (or strings) that an XPath expression names, in the order of the page."""
    found = _path(expression)(root, **variables)
    return found if isinstance(found, list) else []


def find(root: Element, expression: str, **variables: str) -> Element | None:
    """The first of `find_all`, or None."""
    found = find_all(root, expression, **variables)
    return found[0] if found else None


def by_class(root: Element, name: str, tag: str = "*") -> list[Element]:
    """The elements below `root` that have the class `name`."""
    return find_all(root, f".//{tag}[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} ")


def attribute(element: Element | None, name: str) -> str:
    """An attribute's value, cleaned and stripped; empty where there is none."""
    value = element.get(name) if element is not None else None
    return clean(value).strip() if value else ""


def words(element: Element | None) -> str:
    """All text of an element as one line."""
    return line("".join(element.itertext())) if element is not None else ""


def script_text(element: Element) -> str:
    """What stands inside a script, cleaned."""
    return clean("".join(element.itertext())).strip()


def inner_html(element: Element) -> str:
    """The HTML inside an element, scripts included: embeds of slides are scripts."""
    parts = [clean(element.text or "").replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")]
    parts += (etree.tostring(child, encoding="unicode", method="html") for child in element)
    return "".join(parts).strip()


def ancestors(element: Element) -> Iterator[Element]:
    """The element's parents, nearest first."""
    found: Iterator[Element] = element.iterancestors()
    return found
