"""A report's blocks with their place: which section each stands in, which headings enclose it, what a heading covers.

Belongs here: the tree of headings and lists over the flat outline. Does not belong here: judgement.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from pipeline.reports.blocks import Block, Line, Link, Outline
from pipeline.reports.report import Source

PART = re.compile(
    r"[\W\d_]*(?:発表|登壇|セッション|講演|トーク|LT)?(?:の)?(?:資料|スライド|動画|アーカイブ|概要|内容|要約|感想|所感|雑感|メモ|まとめ|ポイント|学び|気づき|質疑応答|質疑|質問|q ?& ?a|qa|登壇者|発表者|スピーカー|講演者|話者|"
    r"slides?|deck|video|notes?|memo|summary|abstract|speakers?|takeaways?|thoughts?|questions?|impressions?|背景|参考(?:資料|リンク)?|リンク|links?|references?|twitter|ツイート|実況)(?:\s*[&・/、と]\s*\S{1,8})?[\W_]*$",
    re.I,
)


@dataclass(slots=True)
class Place:
    """Where a block stands."""

    heading: int  # index of the nearest heading above it (itself for a heading's own parent); -1 before the first
    item: int  # index of the item it belongs to or is nested in; -1 outside lists


@dataclass
class Text:
    """A report ready to be judged: outline, places, and what is known from outside the text."""

    source: Source
    outline: Outline
    title: str
    language: str
    blocks: list[Block] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    own_end: list[int] = field(default_factory=list)  # per block: for a heading, where the next heading stands that is
    # not merely a part of it (資料, 感想, Slides, ...)
    whole_end: list[int] = field(default_factory=list)  # for a heading or item: where what it covers ends
    children: dict[int, list[int]] = field(default_factory=dict)  # heading -> headings right below it; -1 is the top
    known: frozenset[str] = frozenset()  # names and handles of whom the post names beyond doubt (`speakers`)
    series: frozenset[int] = frozenset()  # headings whose sentences tell one after the other who spoke (`told`)
    pictured: frozenset[str] = frozenset()  # handles that are the alternative texts of pictures (`speakers`)

    @classmethod
    def of(cls, source: Source, outline: Outline, title: str, language: str) -> Text:
        text = cls(source, outline, title, language, list(outline.blocks))
        text._place()
        text._join_parts()
        return text

    def _place(self) -> None:
        count = len(self.blocks)
        self.own_end = [count] * count
        self.whole_end = [count] * count
        open_headings: list[int] = []
        open_items: list[int] = []
        last_heading = -1
        for at, block in enumerate(self.blocks):
            if block.kind == "heading":
                while open_items:
                    self.whole_end[open_items.pop()] = at
                if last_heading >= 0:
                    self.own_end[last_heading] = at
                while open_headings and self.blocks[open_headings[-1]].level >= block.level:
                    self.whole_end[open_headings.pop()] = at
                parent = open_headings[-1] if open_headings else -1
                self.places.append(Place(parent, -1))
                self.children.setdefault(parent, []).append(at)
                open_headings.append(at)
                last_heading = at
                continue
            if block.kind == "item":
                while open_items and self.blocks[open_items[-1]].level >= block.level:
                    self.whole_end[open_items.pop()] = at
                self.places.append(Place(last_heading, open_items[-1] if open_items else -1))
                open_items.append(at)
                continue
            while open_items and (block.level < self.blocks[open_items[-1]].level or block.level == 0):
                if block.kind in ("table", "tweet", "code") and block.level == 0:
                    break
                self.whole_end[open_items.pop()] = at
            self.places.append(Place(last_heading, open_items[-1] if open_items else -1))

    def _join_parts(self) -> None:
        """A heading owns the sections below it that only name a part of it: 資料, 感想, 質疑応答, Slides, Notes, and
        whatever else stands in the same words under several headings."""
        headings = [at for at, block in enumerate(self.blocks) if block.kind == "heading"]
        under: dict[str, set[int]] = {}
        for at in headings:
            under.setdefault(self.heading_text(at).casefold(), set()).add(self.places[at].heading)
        repeated = {words for words, parents in under.items() if len(parents) >= 2 and len(words) <= 24}
        following = dict(zip(headings, [*headings[1:], len(self.blocks)], strict=False))
        for at in headings:
            end = following[at]
            steps = 0
            while end < len(self.blocks) and self.blocks[end].level > self.blocks[at].level and steps < 12:
                words = self.heading_text(end)
                if not PART.match(words) and words.casefold() not in repeated:
                    break
                end = following[end]
                steps += 1
            self.own_end[at] = end

    def heading_path(self, at: int) -> tuple[str, ...]:
        """The texts of the headings around a block, outermost first; a heading's own text comes last."""
        path: list[str] = []
        cursor = at if at >= 0 and self.blocks[at].kind == "heading" else (self.places[at].heading if at >= 0 else -1)
        while cursor >= 0:
            first = self.blocks[cursor].first
            path.append(first.text.strip() if first else "")
            cursor = self.places[cursor].heading
        return tuple(reversed(path))

    def parents(self, at: int) -> Iterator[int]:
        """The headings around a block, innermost first."""
        cursor = self.places[at].heading
        while cursor >= 0:
            yield cursor
            cursor = self.places[cursor].heading

    def heading_text(self, at: int) -> str:
        first = self.blocks[at].first if at >= 0 else None
        return first.text.strip() if first else ""

    def lines(self, start: int, stop: int, *, tweets: bool = False) -> Iterator[Line]:
        """The lines of blocks [start, stop), without footnotes and code."""
        for block in self.blocks[start:stop]:
            if block.kind in ("footnote", "code") or (block.kind == "tweet" and not tweets):
                continue
            yield from block.all_lines()

    def links(self, start: int, stop: int) -> Iterator[Link]:
        """The links of blocks [start, stop), without footnotes, code and tweets."""
        return chain.from_iterable(self._links[start:stop])

    def count(self, start: int, stop: int) -> tuple[int, int, int]:
        """(images, tweets, headings) among the blocks [start, stop)."""
        if stop <= start:
            return (0, 0, 0)
        before, after = self._counts[start], self._counts[stop]
        return (after[0] - before[0], after[1] - before[1], after[2] - before[2])

    @cached_property
    def lines_with_block(self) -> list[tuple[int, Line]]:
        """What `lines_in_order` gives, which many steps ask for."""
        return [
            (at, line)
            for at, block in enumerate(self.blocks)
            if block.kind not in ("code", "footnote", "tweet")
            for line in block.all_lines()
        ]

    @cached_property
    def _links(self) -> list[list[Link]]:
        return [[link for line in self.lines(at, at + 1) for link in line.links] for at in range(len(self.blocks))]

    @cached_property
    def _counts(self) -> list[tuple[int, int, int]]:
        images = tweets = headings = 0
        counts = [(0, 0, 0)]
        for block in self.blocks:
            images += sum(len(line.images) for line in block.all_lines())
            tweets += block.tweet is not None
            headings += block.kind == "heading"
            counts.append((images, tweets, headings))
        return counts


def lines_in_order(text: Text) -> Iterator[tuple[int, Line]]:
    """All lines with the index of their block; code, footnotes and tweets left out."""
    return iter(text.lines_with_block)
