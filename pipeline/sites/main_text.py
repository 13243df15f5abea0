"""The element that holds a page's own text: where the page marks it, else the one that trafilatura's text lies in.

The element rather than trafilatura's text, because a report's embeds (slides are iframes and scripts), its links and its
headings' fragments are needed. What frames the text is taken out of the tree: navigation, related posts, comments.
"""

from __future__ import annotations

import re
from copy import deepcopy

from pipeline.sites.plain import BLOCKS
from pipeline.sites.tree import Element, ancestors, find_all, words

# how blogs mark their text, the surest first: microformats, then Hatena and WordPress, note, dev.to, themes, GitHub, Medium
_CLASSES = (
    "e-content",
    "entry-content",
    "note-common-styles__textnote-body",
    "crayons-article__main",
    "post-content",
    "article-content",
    "article-body",
    "post-body",
    "entry-body",
    "markdown-body",
    "postArticle-content",
    "blog-post-content",
)
_MARKED = ".//*[@itemprop='articleBody' or {}]".format(" or ".join(f"contains(@class, '{name}')" for name in _CLASSES))
_FRAME = (
    ".//nav | .//aside[not(ancestor::article) or contains(@class, 'related')] | .//form | .//footer | .//noscript | .//style"
    " | .//template | .//dialog | .//*[@role='navigation' or @role='complementary' or @role='contentinfo'"
    " or @role='search' or @aria-hidden='true' and not(self::a) and not(self::i) and not(self::span)]"
    " | .//*[@id='comments' or @id='disqus_thread']"
    " | .//script[not(@data-id) and not(@data-src) and not(contains(@class, 'embed'))]"
)
_LEAST = 80  # characters of a text worth the name
_ENOUGH = 0.85  # share of trafilatura's text that the element must hold
_LISTS_OF_LINKS = ".//ul[count(.//a) > 4] | .//ol[count(.//a) > 4]"
_ALL_LINKED = 0.9  # share of a list's words that stand in links
_NO_LETTER = re.compile(r"[\W_]+")
_LARGE = 20_000  # elements; beyond, trafilatura would take many seconds


def main_element(root: Element) -> Element | None:
    """The element with the page's main text, framing taken out; None where the page has no text.

    The tree is changed: what was asked of it before (metas, JSON-LD) must have been read.
    """
    marked = _marked(root)
    if marked is not None:
        return without_frame(marked)
    articles = [e for e in find_all(root, ".//article[not(ancestor::article)]") if len(words(e)) >= _LEAST]
    if len(articles) == 1:
        return without_frame(articles[0])
    found = _by_trafilatura(root)
    if found is not None:
        return without_frame(found)
    body = next(iter(find_all(root, ".//main") or find_all(root, ".//body")), None)
    if body is None:
        return None
    body = without_frame(body)
    return body if words(body) else None


def _marked(root: Element) -> Element | None:
    """The one element that the page marks as its text; None where it marks several, as a list of posts does."""
    by_mark: dict[str, list[Element]] = {}
    for element in find_all(root, _MARKED):
        names = ("articleBody",) if element.get("itemprop") == "articleBody" else (element.get("class") or "").split()
        for name in names:
            by_mark.setdefault(name, []).append(element)
    for name in ("articleBody", *_CLASSES):
        found = [e for e in by_mark.get(name, ())[:50] if len(words(e)) >= _LEAST]
        if found and all(e is found[0] or found[0] in ancestors(e) for e in found):
            return found[0]
    return None


def without_frame(element: Element) -> Element:
    """`element` with what only frames a text taken out of it: navigation, related posts, comments, styles."""
    for part in find_all(element, _FRAME):
        parent = part.getparent()
        if parent is not None and part is not element:
            part.drop_tree()
    return element


def _by_trafilatura(root: Element) -> Element | None:
    """The smallest element that holds most of what trafilatura takes for the main text."""
    if len(find_all(root, f"(.//*)[{_LARGE}]")) or len(words(root)) < _LEAST:
        return None
    import trafilatura  # a quarter of a second, which only pages that need it pay

    read = trafilatura.bare_extraction(
        _without_lists_of_links(root), fast=True, include_comments=False, include_tables=True, with_metadata=False
    )
    text = getattr(read, "text", None) or ""
    wanted = {key for row in text.split("\n") if len(key := _key(row)) >= 8}
    if not wanted:
        return None
    return _smallest_with(root, wanted)


def _without_lists_of_links(root: Element) -> Element:
    """A copy of the page without lists that hold links alone: trafilatura leaves them out too, at four times the cost."""
    slim = deepcopy(root)
    for links in find_all(slim, _LISTS_OF_LINKS):
        if links.getparent() is not None and not find_all(links, ".//iframe | .//pre | .//p[not(.//a)]"):
            linked = sum(len(words(a)) for a in links.iter("a"))
            if linked >= _ALL_LINKED * len(words(links)):
                links.drop_tree()
    return slim


def _smallest_with(root: Element, wanted: set[str]) -> Element | None:
    held: dict[Element, int] = {}
    total = 0
    for block in root.iter(*BLOCKS):
        row = _key(_own_words(block))
        if len(row) < 8 or row not in wanted:
            continue
        wanted.discard(row)
        total += len(row)
        for element in (block, *ancestors(block)):
            held[element] = held.get(element, 0) + len(row)
    if total < _LEAST:
        return None
    enough = [element for element, size in held.items() if size >= total * _ENOUGH]
    # of nested elements that hold enough, the innermost one has the most ancestors
    chosen = max(enough, key=lambda e: sum(1 for _ in ancestors(e)), default=None)
    while chosen is not None and chosen.tag in ("p", "li", "td", "tr", "tbody", "table", "ul", "ol", "pre", "h1", "h2"):
        chosen = chosen.getparent()
    return chosen


def _own_words(element: Element) -> str:
    """The words of a block that stand in no block inside it, in no order."""
    pieces = [element.text or ""]
    for child in element:
        pieces.append(child.tail or "")
        if child.tag not in BLOCKS:
            pieces.append(_own_words(child))
    return "".join(pieces)


def _key(text: str) -> str:
    """Text for comparison: its letters in a bag, since order, space and list marks differ between readers."""
    return "".join(sorted(_NO_LETTER.sub("", text)))
