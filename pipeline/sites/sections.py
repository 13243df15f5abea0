"""Articles cut into sections, one `DocumentPage` a heading, shared by all sites of articles.

A section's text is plain: what a reader sees, without markup and without lines that are only a URL. What stands before
the first heading is a section without one. Texts of decks and recordings are cut by their sites.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.sites.document import DocumentPage
from pipeline.sites.fields import clean, line
from pipeline.sites.plain import collect, finish, html_to_text
from pipeline.sites.tree import Element, attribute, find, find_all
from pipeline.web.urls.anchors import encode, heading_anchor

MOST_SECTIONS = 2000
MARKDOWN_LIMIT = 2_000_000  # characters that are cut into sections; parsing takes about a second for each million
_DIRECTIVE = re.compile(r"^[ \t]{0,3}:{3,}.*$", re.M)  # :::note of Qiita, :::message of Zenn
_CARD = re.compile(r"^[ \t]{0,3}@\[[^\]\n]{0,40}\]\([^)\n]*\)[ \t]*$", re.M)  # @[card](url) of Zenn
_FOOTNOTE = re.compile(r"\[\^[^\]\s]{1,60}\]:?")
_SIGNS = re.compile(r"^[\s#¶§🔗]+|[\s#¶§🔗]+$")  # what themes put beside a heading to link it


class _Cutter:
    """Collects text, starting a new section at every heading."""

    def __init__(self) -> None:
        self._pages: list[DocumentPage] = []
        self._heading = self._anchor = ""
        self._pieces: list[str] = []

    def add(self, text: str) -> None:
        self._pieces.append(text)

    @property
    def is_full(self) -> bool:
        return len(self._pages) + 1 >= MOST_SECTIONS

    def head(self, heading: str, anchor: str) -> None:
        if self.is_full:
            self._pieces.append(f"\n{heading}\n")
            return
        self._close()
        self._heading, self._anchor = heading, anchor

    def pages(self) -> tuple[DocumentPage, ...]:
        self._close()
        return tuple(self._pages)

    def _close(self) -> None:
        text = finish(self._pieces)
        if text or self._heading:
            self._pages.append(DocumentPage(len(self._pages) + 1, text, self._heading, anchor=self._anchor))
        self._pieces = []
        self._heading = self._anchor = ""


def html_sections(root: Element | None) -> tuple[DocumentPage, ...]:
    """The sections of an article's body; anchors are the headings' own, empty where they have none."""
    if root is None:
        return ()
    cutter = _Cutter()

    def on_heading(element: Element) -> None:
        pieces: list[str] = []
        for child in (element.text or "", *element):
            if isinstance(child, str):
                pieces.append(child)
            else:
                collect(child, pieces.append)
                pieces.append(child.tail or "")
        heading = _SIGNS.sub("", line("".join(pieces)))
        if heading:
            cutter.head(heading, "" if cutter.is_full else _anchor_of(element))

    collect(root, cutter.add, on_heading)
    return cutter.pages()


def _anchor_of(heading: Element) -> str:
    """The fragment by which a page links its own heading.

    SEEN: `<h2 id>`; Qiita's older `<span id class="fragment">` inside; a link to the heading inside it.
    """
    own = attribute(heading, "id")
    if not own and len(heading):
        own = next(
            (found for e in find_all(heading, ".//*[@id or @name]") if (found := e.get("id") or e.get("name"))), ""
        )
    if not own and len(heading):
        own = attribute(find(heading, ".//a[starts-with(@href, '#')]"), "href").removeprefix("#")
    return encode(clean(own))


def markdown_sections(text: str) -> tuple[DocumentPage, ...]:
    """The sections of a Markdown text (CommonMark with tables), its front matter cut off before."""
    return token_sections(markdown_tokens(text))


def markdown_tokens(text: str) -> Sequence[Token]:
    """A Markdown text parsed, without the directives and cards of sites of articles; `map` counts lines that stay the same."""
    return _parser().parse(_CARD.sub("", _DIRECTIVE.sub("", text[:MARKDOWN_LIMIT])))


def token_sections(tokens: Sequence[Token]) -> tuple[DocumentPage, ...]:
    """The sections of a parsed Markdown text, or of a part of one."""
    cutter = _Cutter()
    seen: Counter[str] = Counter()
    quiet = False
    for index, token in enumerate(tokens):
        match token.type:
            case "heading_open":
                heading = _SIGNS.sub("", line(_inline_text(tokens[index + 1])))
                if heading:
                    cutter.head(heading, heading_anchor(heading, seen))
                quiet = True
            case "heading_close":
                quiet = False
            case "inline" if not quiet:
                cutter.add(_FOOTNOTE.sub("", _inline_text(token)))
            case "fence" | "code_block":
                cutter.add(f"\n{token.content}\n")
            case "html_block":
                cutter.add(f"\n{html_to_text(token.content)}\n")
            case "td_open" | "th_open":
                cutter.add("  ")
            case "td_close" | "th_close":
                pass
            case _ if token.block:
                cutter.add("\n")
    return cutter.pages()


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])


def _inline_text(token: Token) -> str:
    pieces = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n")
        elif child.type == "image":
            pieces.append("" if re.fullmatch(r"[\w .()-]*\.\w{3,4}|:\w*:", child.content) else child.content)
        elif child.type == "html_inline" and child.content.lower().startswith("<br"):
            pieces.append("\n")
    return "".join(pieces)
