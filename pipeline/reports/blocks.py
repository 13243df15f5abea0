"""The outline of a report: blocks in reading order, each made of lines with their links, images and mentions.

Belongs here: the data that `outline` makes and everything else reads, and small questions asked of it.
Does not belong here: making it (`outline`, `inline`, `markup`) or judging it (`understand` and its neighbours).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

LinkForm = Literal["link", "bare", "embed", "card", "image", "footnote"]
BlockKind = Literal["heading", "paragraph", "item", "table", "quote", "code", "tweet", "rule", "footnote"]


PSEUDO_LEVEL = 7  # of a line that stands as a heading without being marked up as one


@dataclass(slots=True)
class Link:
    """An address that the report gives, with the range of its text in the line."""

    url: str
    text: str
    start: int
    end: int
    form: LinkForm
    line: int
    title: str = ""  # title attribute of an iframe


@dataclass(slots=True)
class Image:
    url: str
    alt: str
    line: int


@dataclass(slots=True)
class Mention:
    handle: str  # without @
    start: int
    end: int


@dataclass(slots=True)
class Line:
    """One line as a reader sees it: markup taken away, `number` being its 1-based line in the source."""

    number: int
    text: str
    links: list[Link] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    strong: list[tuple[int, int]] = field(default_factory=list)
    italic: list[tuple[int, int]] = field(default_factory=list)

    def cut(self, stop: int) -> None:
        """Ends the line at `stop`; ranges end with it."""
        self.text = self.text[:stop]
        self.links = [link for link in self.links if link.end <= stop]
        self.mentions = [mention for mention in self.mentions if mention.end <= stop]
        self.strong = [(start, min(end, stop)) for start, end in self.strong if start < stop]
        self.italic = [(start, min(end, stop)) for start, end in self.italic if start < stop]

    def skip(self, start: int) -> None:
        """Begins the line at `start`; ranges move along."""
        self.text = self.text[start:]
        for link in self.links:
            link.start, link.end = max(0, link.start - start), max(0, link.end - start)
        for mention in self.mentions:
            mention.start, mention.end = max(0, mention.start - start), max(0, mention.end - start)
        self.strong = [(max(0, begin - start), end - start) for begin, end in self.strong if end > start]
        self.italic = [(max(0, begin - start), end - start) for begin, end in self.italic if end > start]

    @property
    def is_strong(self) -> bool:
        """Whether the whole line is set bold."""
        if not self.strong:
            return False
        bold = sum(end - start for start, end in self.strong)
        return bold >= len(self.text.strip()) - 2 > 0

    @property
    def bare(self) -> bool:
        """Whether the line is nothing but one address or embed."""
        if len(self.links) != 1:
            return False
        link = self.links[0]
        if link.form == "link" and not link.text and not self.text.strip():
            return True  # a picture that leads there
        return link.form in ("bare", "embed", "card") and not (self.text[: link.start] + self.text[link.end :]).strip(
            " \t　*・-:：<>()"
        )


@dataclass(slots=True)
class Cell:
    """A cell of a table; a line of its own."""

    line: Line
    is_header: bool = False


@dataclass(slots=True)
class Tweet:
    author: str
    handle: str
    text: str
    url: str
    date: str  # as written


@dataclass(slots=True)
class Block:
    kind: BlockKind
    first_line: int
    last_line: int
    lines: list[Line] = field(default_factory=list)
    level: int = 0  # of a heading: 1..6, and 7 for a line that only looks like one; of an item: its depth, from 1
    ordinal: int | None = None  # number of an ordered item
    anchor: str = ""
    rows: list[list[Cell]] = field(default_factory=list)
    tweet: Tweet | None = None
    text: str = ""  # of code

    @property
    def first(self) -> Line | None:
        return self.lines[0] if self.lines else None

    def all_lines(self) -> Sequence[Line]:
        """The lines, and of a table its cells; the block's own list where it has no rows, so not to be changed."""
        return [*self.lines, *(cell.line for row in self.rows for cell in row)] if self.rows else self.lines

    def links(self) -> list[Link]:
        return [link for line in self.all_lines() for link in line.links]

    def images(self) -> list[Image]:
        return [image for line in self.all_lines() for image in line.images]

    def plain(self) -> str:
        """The block's words."""
        if self.tweet is not None:
            return self.tweet.text
        if self.kind == "code":
            return self.text
        if self.rows:
            return "\n".join(" | ".join(cell.line.text.strip() for cell in row) for row in self.rows)
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Outline:
    """A report's blocks in order."""

    blocks: Sequence[Block]
    notes: tuple[str, ...] = ()
    head: Mapping[str, object] = field(
        default_factory=dict
    )  # what a page says of its post, by the keys of front matter


def line_of(text: str, number: int) -> Line:
    """A line without any markup."""
    return Line(number, text)
