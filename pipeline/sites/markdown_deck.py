"""Decks written in Markdown: Marp, Slidev, reveal.js, and files that only part their slides by `---`.

`read_markdown_deck` tells whether a text is a deck and cuts it; an article with a rule here and there is none and is left
to `sections`. Rules are those of the tools: Marp parts at every horizontal rule and at headings where `headingDivider` says
so, Slidev lets a block of YAML follow the rule, reveal.js has `----` for slides below one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from markdown_it.token import Token

from pipeline.sites.document import Document, DocumentPage
from pipeline.sites.fields import clean, line_at
from pipeline.sites.frontmatter import cut_front_matter
from pipeline.sites.glyphs import repair
from pipeline.sites.layers import draft
from pipeline.sites.moments import moment
from pipeline.sites.sections import markdown_sections, markdown_tokens, token_sections

Dialect = Literal["marp", "slidev", "reveal", "plain"]

MOST_SLIDES = 1000
_LIMIT = 400_000  # characters; what is longer is a book
_SLIDEV = frozenset(
    [
        "transition",
        "drawings",
        "highlighter",
        "lineNumbers",
        "colorSchema",
        "canvasWidth",
        "aspectRatio",
        "routerMode",
        "routeAlias",
        "mdc",
        "monaco",
        "exportFilename",
        "selectable",
        "presenter",
        "twoslash",
    ]
)
_REVEAL = frozenset(("slideOptions", "revealOptions", "slidenumbers", "autoscale"))
_OLD_MARP = re.compile(r"<!--\s*(?:\$(?:theme|size|page_number|width)|marp)\s*:")
_DECK_NAME = re.compile(r"slide|deck|presentation|keynote|スライド|発表資料", re.I)
_NOTES = re.compile(r"^(?:notes?|speaker ?notes?):.*", re.I | re.M | re.S)
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
# rows of YAML; no row fits two of the forms, so that matching takes time in proportion
_PAIRS = re.compile(r"(?:[ \t]*\n|#.*\n|[A-Za-z_][\w-]*[ \t]*:.*\n|[ \t]+\S.*\n|-[ \t].*\n)*")
_LONG = 1500  # characters; what is longer is a chapter, no slide


@dataclass(frozen=True)
class Slide:
    """A slide's Markdown and where it lies: column and row, both from 0. `tokens`: the Markdown parsed, where that was done."""

    markdown: str
    column: int
    row: int = 0
    tokens: Sequence[Token] | None = field(default=None, compare=False, repr=False)


def read_markdown_deck(url: str, text: str, *, is_deck: bool = False) -> Document | None:
    """The deck that `text` writes, or None where it writes none. With `is_deck` the address has told so already."""
    if len(text) > _LIMIT and not is_deck:
        return None
    text = clean(text[:_LIMIT])
    matter, body = cut_front_matter(text)
    if not matter:
        body = text  # what stands between the first rules is a slide, no front matter
    dialect = _dialect(matter, body, url) or ("reveal" if is_deck else None)
    if dialect is None:
        return None
    slides = cut_slides(text if dialect == "slidev" else body, dialect, matter)
    pages = slide_pages(slides, anchored=dialect == "reveal")
    title = line_at(matter, "title") or next((page.heading for page in pages if page.heading), "")
    return draft(
        url,
        "deck",
        "markdown",
        title=title,
        author_name=line_at(matter, "author"),
        description=line_at(matter, "description"),
        published_at=moment(line_at(matter, "date")),
        page_count=len(pages),
        pages=pages,
    )


def _dialect(matter: dict[str, Any], body: str, url: str) -> Dialect | None:
    if line_at(matter, "marp").lower() == "true" or _OLD_MARP.search(body[:2000]):
        return "marp"
    if line_at(matter, "type").lower() == "slide" or not _REVEAL.isdisjoint(matter):
        return "reveal"
    if not _SLIDEV.isdisjoint(matter):
        return "slidev"
    if _DECK_NAME.search(unquote(urlsplit(url).path.rpartition("/")[2])):
        slides = cut_slides(body, "plain", matter)
        short = sum(1 for slide in slides if len(slide.markdown) <= _LONG)
        if len(slides) >= 3 and short >= 0.8 * len(slides):
            return (
                "slidev" if "theme" in matter or re.search(r"^---\n\w+:.*\n(?:\w+:.*\n)*---$", body, re.M) else "plain"
            )
    return None


def cut_slides(text: str, dialect: Dialect, matter: dict[str, Any] | None = None) -> list[Slide]:
    """The slides of a deck's Markdown, its front matter cut off (but for Slidev, whose first slide has one as others)."""
    if dialect == "reveal":
        return cut_at_lines(text)
    cut = [(part, None) for part in _slidev(text)] if dialect == "slidev" else _at_rules(text, _dividers(matter or {}))
    kept = [(part, tokens) for part, tokens in cut if part.strip()]
    return [Slide(part, index, tokens=tokens) for index, (part, tokens) in enumerate(kept[:MOST_SLIDES])]


def cut_at_lines(text: str, across: str = "---", below: str = "----", *, notes: bool = True) -> list[Slide]:
    """The slides of reveal.js' Markdown: parted by lines that are exactly `across`, or `below`, unless empty, for the next one down."""
    slides: list[Slide] = []
    column = row = 0
    rows: list[str] = []
    for outside, one in _lines(text):
        if outside and one.rstrip() and one.rstrip() in (across, below):
            slides.append(Slide("\n".join(rows), column, row))
            rows = []
            column, row = (column, row + 1) if one.rstrip() == below else (column + 1, 0)
        else:
            rows.append(one)
    slides.append(Slide("\n".join(rows), column, row))
    return [
        Slide(_NOTES.sub("", slide.markdown) if notes else slide.markdown, slide.column, slide.row)
        for slide in slides[:MOST_SLIDES]
        if slide.markdown.strip() or len(slides) > 1
    ]


def slide_pages(slides: list[Slide], *, anchored: bool) -> tuple[DocumentPage, ...]:
    """The slides as pages; `anchored` ones are opened by reveal.js' `#/column/row`."""
    return tuple(
        _page(number, slide, place(slide.column, slide.row) if anchored else "")
        for number, slide in enumerate(slides, 1)
    )


def place(column: int, row: int) -> str:
    """The fragment that opens a slide of reveal.js, both counts from 0."""
    return f"/{column}/{row}" if row else f"/{column}"


def _page(number: int, slide: Slide, anchor: str) -> DocumentPage:
    sections = markdown_sections(slide.markdown) if slide.tokens is None else token_sections(slide.tokens)
    heading = next((section.heading for section in sections if section.heading), "")
    text = "\n".join(part for section in sections for part in (section.heading, section.text) if part)
    return DocumentPage(number, repair(text), heading, anchor=anchor)


def _lines(text: str) -> Iterator[tuple[bool, str]]:
    """(whether it stands outside of fenced code, the line) of every line."""
    fence = ""
    for one in text.split("\n"):
        found = _FENCE.match(one)
        if fence:
            yield False, one
            if found and found[1][0] == fence[0] and len(found[1]) >= len(fence) and one.strip() == found[1]:
                fence = ""
        else:
            fence = found[1] if found else ""
            yield not found, one


def _dividers(matter: dict[str, Any]) -> frozenset[int]:
    """The levels of headings that begin a slide: `headingDivider: 2` means 1 and 2, a list just those (Marpit)."""
    value = matter.get("headingDivider")
    if isinstance(value, str) and value in ("1", "2", "3", "4", "5", "6"):
        return frozenset(range(1, int(value) + 1))
    if isinstance(value, list):
        return frozenset(int(v) for v in value if isinstance(v, str) and v in ("1", "2", "3", "4", "5", "6"))
    return frozenset()


def _at_rules(text: str, dividers: frozenset[int]) -> list[tuple[str, Sequence[Token] | None]]:
    """Marpit's rule: any horizontal rule of CommonMark at the top level parts slides (a line of `---` under text is none).

    The deck is parsed once, as a whole, as Marpit does: a link's address may stand on another slide.
    """
    rows = text.split("\n")
    tokens = markdown_tokens(text)
    parts: list[tuple[str, Sequence[Token] | None]] = []
    begin = first = 0
    for index, token in enumerate(tokens):
        if token.level or token.map is None:
            continue
        is_rule = token.type == "hr"
        if is_rule or (token.type == "heading_open" and int(token.tag[1]) in dividers and token.map[0] > begin):
            parts.append(("\n".join(rows[begin : token.map[0]]), tokens[first:index]))
            begin, first = (token.map[1], index + 1) if is_rule else (token.map[0], index)
    return [*parts, ("\n".join(rows[begin:]), tokens[first:])]


def _slidev(text: str) -> list[str]:
    """Slidev's rule: `---` parts slides; where YAML follows at once, it and its closing `---` are the slide's own."""
    rows = list(_lines(text))
    parts: list[list[str]] = [[]]
    index = 0
    while index < len(rows):
        outside, one = rows[index]
        index += 1
        if not (outside and re.fullmatch(r"-{3,}\s*", one)):
            parts[-1].append(one)
            continue
        parts.append([])
        if index < len(rows) and rows[index][1].strip():
            close = next((n for n in range(index, min(index + 60, len(rows))) if rows[n][1].rstrip() == "---"), None)
            if close is not None and _PAIRS.fullmatch("".join(f"{r}\n" for _, r in rows[index:close])):
                index = close + 1
    return ["\n".join(part) for part in parts]
