"""What is read of running text on its way to lines: characters, links, images, mentions, bold, italics, line breaks.

Belongs here: gathering them with their ranges, elements that stand in running text, handing out lines. Does not belong
here: finding marks in the text (`inline`) and which elements make blocks (`markup`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Mapping
from itertools import accumulate

from pipeline.reports.blocks import Image, Line, Link, LinkForm, Mention
from pipeline.reports.embeds import ELEMENTS, attributes, carried, component_link, tag_link, whole_url

TAKEN = "\x00"  # stands where a bracket was taken back, until the lines are handed out
LATEX = re.compile(r"\$\\[a-zA-Z]+\{(.{0,200}?)\}\$")


SCHEME = re.compile(r"(?:https?:)?//")
CUT = re.compile(r"(?:…|\.\.\.)?/?$")


def shows_address(words: str, url: str) -> bool:
    """Whether a link's text is its own address, whole or cut short."""
    if "/" not in words or " " in words:
        return False
    shown, cut = SCHEME.sub("", words, count=1), CUT.search(words)
    whole = SCHEME.sub("", url.strip(), count=1)
    if cut and cut[0].strip("/"):
        return len(shown) > len(cut[0]) and whole.startswith(shown[: -len(cut[0])])
    return shown.rstrip("/") == whole.rstrip("/")


class Gathered:
    """Gathers characters, links, images, mentions, bold and italic ranges; `take` hands them out as lines.

    `markdown` says whether Markdown's own marks are read too (not so in pages that are HTML throughout).
    """

    def __init__(self, references: Mapping[str, str] | None = None, *, markdown: bool = True) -> None:
        self.markdown = markdown
        self.references = references or {}
        self.clear()

    def clear(self) -> None:
        self.out: list[str] = []
        self.length = 0
        self.links: list[Link] = []
        self.images: list[Image] = []
        self.mentions: list[Mention] = []
        self.strong: list[tuple[int, int]] = []
        self.breaks: list[tuple[int, int]] = []  # (offset of the newline, number of the line that follows)
        self.brackets: list[tuple[int, int, str]] = []  # (index in out, offset, "[" or "!" or "^")
        self.anchors: list[tuple[int, int, str]] = []  # (index in out, offset, address)
        self.bold_from: int | None = None
        self.italic: list[tuple[int, int]] = []
        self.italic_from: int | None = None
        self.footnote = 0

    # -- what both the scan and a reader of tags call -------------------------------------------------------------

    def put(self, text: str) -> None:
        self.out.append(text)
        self.length += len(text)

    def newline(self, line: int) -> None:
        self.breaks.append((self.length, line))
        self.put("\n")

    def starts_on(self, line: int) -> None:
        """Says on which line of the source the words after the last newline begin."""
        self.breaks[-1] = (self.breaks[-1][0], line)

    def bold(self, *, opens: bool) -> None:
        if opens and self.bold_from is None:
            self.bold_from = self.length
        elif not opens and self.bold_from is not None:
            self.strong.append((self.bold_from, self.length))
            self.bold_from = None

    def slanted(self, *, opens: bool) -> None:
        if opens and self.italic_from is None:
            self.italic_from = self.length
        elif not opens and self.italic_from is not None:
            self.italic.append((self.italic_from, self.length))
            self.italic_from = None

    def link(self, url: str, start: int, form: LinkForm, line: int, title: str = "", text: str = "") -> None:
        url = whole_url(url.strip())
        if not url or url.startswith(("javascript:", "data:", "mailto:", "tel:")):
            return
        if "?" in url:
            url = carried(url)
        self.links.append(Link(url, text, start, self.length, "footnote" if self.footnote else form, line, title))

    def _link_since(self, url: str, index: int, start: int, line: int) -> None:
        """A link whose text is all that was put since `index`."""
        words = "".join(self.out[index:]).replace(TAKEN, "").strip()
        kept: list[Link] = []
        # an address inside the text of a link is that link's text, not a link of its own
        while self.links and self.links[-1].start >= start:
            inner = self.links.pop()
            if inner.form in ("embed", "footnote"):
                kept.append(inner)
        self.links.extend(reversed(kept))
        if shows_address(words, url):
            self.link(url, start, "bare", line)
            return
        shown = "" if words else next((image.alt for image in self.images[-1:] if image.line == line), "")
        self.link(url, start, "link", line, title=shown, text=words)

    def tag(self, closes: bool, name: str, raw: str, line: int) -> None:
        """An inline element; unknown ones vanish, their words stay."""
        name = name.lower()
        if name == "a":
            if closes:
                if self.anchors:
                    index, start, url = self.anchors.pop()
                    self._link_since(url, index, start, line)
            else:
                href = attributes(raw).get("href", "")
                if href and not href.startswith("#"):
                    self.anchors.append((len(self.out), self.length, href))
        elif name in ("b", "strong"):
            self.bold(opens=not closes)
        elif name in ("em", "i", "cite"):
            self.slanted(opens=not closes)
        elif name == "br" and not closes:
            self.newline(line)
        elif name == "img" and not closes:
            given = attributes(raw)
            source = given.get("src") or given.get("data-src") or ""
            if "emoji" in given.get("class", ""):
                return
            if source:
                self.images.append(Image(whole_url(source), given.get("alt", ""), line))
        elif not closes and name in ("iframe", "script", "embed", "video", "audio", "source"):
            found = tag_link(name, attributes(raw))
            if found:
                self.link(found[0], self.length, "embed", line, found[1])
        elif not closes and raw and name not in ELEMENTS:
            shown = component_link(name, attributes(raw))
            if shown:
                self.link(shown, self.length, "embed", line)

    # -- handing out ------------------------------------------------------------------------------------------------

    def take(self, first: int) -> list[Line]:
        """The lines gathered so far, empty ones left out; `first` is the number of the first. Clears."""
        while self.anchors:
            index, start, url = self.anchors.pop()
            self._link_since(url, index, start, first)
        if self.bold_from is not None:
            self.bold(opens=False)
        text = "".join(self.out)
        if TAKEN in text or "$\\" in text:
            text = self._without_marks(text)
        if not self.breaks:
            return self._one_line(text, first)
        bounds = [(0, first)] + [(offset + 1, number) for offset, number in self.breaks]
        stops = [offset for offset, _ in self.breaks] + [len(text)]
        lines: list[Line] = []
        links, mentions = iter(sorted(self.links, key=lambda k: k.start)), iter(self.mentions)
        link, mention = next(links, None), next(mentions, None)
        images = sorted(self.images, key=lambda i: i.line)
        image_at = 0
        strong_at = 0
        for position, ((start, number), stop) in enumerate(zip(bounds, stops, strict=True)):
            line = Line(number, text[start:stop])
            while link is not None and (link.start <= stop):
                link.start, link.end = link.start - start, min(link.end, stop) - start
                line.links.append(link)
                link = next(links, None)
            while mention is not None and mention.start <= stop:
                mention.start, mention.end = mention.start - start, mention.end - start
                line.mentions.append(mention)
                mention = next(mentions, None)
            following = bounds[position + 1][1] if position + 1 < len(bounds) else None
            while image_at < len(images) and (following is None or images[image_at].line < following):
                line.images.append(images[image_at])
                image_at += 1
            line.italic = (
                [(max(s, start) - start, min(e, stop) - start) for s, e in self.italic if start <= s < stop]
                if self.italic
                else []
            )
            while strong_at < len(self.strong) and self.strong[strong_at][0] < stop:
                s, e = self.strong[strong_at]
                if e >= start:
                    line.strong.append((max(s, start) - start, min(e, stop) - start))
                strong_at += 1
            if line.text.strip() or line.links or line.images:
                lines.append(line)
        self.clear()
        return lines

    def _one_line(self, text: str, number: int) -> list[Line]:
        """The only line gathered, as most are. Clears."""
        line = Line(number, text)
        stop = len(text)
        line.links = sorted(self.links, key=lambda k: k.start) if len(self.links) > 1 else self.links
        for link in line.links:
            link.end = min(link.end, stop)
        line.mentions, line.images = self.mentions, sorted(self.images, key=lambda i: i.line)
        line.strong = [(s, min(e, stop)) for s, e in self.strong if s < stop]
        line.italic = [(s, min(e, stop)) for s, e in self.italic if s < stop]
        self.clear()
        return [line] if line.text.strip() or line.links or line.images else []

    def _without_marks(self, text: str) -> str:
        """The text without brackets that were taken back and without the commands of formulas that only set words
        larger; every offset moves along."""
        if "$\\" in text:
            text = self._without_formulas(text)
        gone = [found.start() for found in re.finditer(TAKEN, text)]
        if not gone:
            return text
        self._move(lambda offset: offset - bisect_left(gone, offset))
        return text.replace(TAKEN, "")

    def _without_formulas(self, text: str) -> str:
        gone = [each for f in LATEX.finditer(text) for each in ((f.start(), f.start(1)), (f.end(1), f.end()))]
        starts = [start for start, _ in gone]
        before = list(accumulate((stop - start for start, stop in gone), initial=0))

        def moved(offset: int) -> int:
            at = bisect_left(starts, offset)
            return offset - before[at] + (max(0, gone[at - 1][1] - offset) if at else 0)

        self._move(moved)
        kept = zip([0, *(stop for _, stop in gone)], [*starts, len(text)], strict=True)
        return "".join(text[start:stop] for start, stop in kept)

    def _move(self, moved: Callable[[int], int]) -> None:
        """Moves every offset."""
        for link in self.links:
            link.start, link.end = moved(link.start), moved(link.end)
        for mention in self.mentions:
            mention.start, mention.end = moved(mention.start), moved(mention.end)
        self.strong = [(moved(start), moved(end)) for start, end in self.strong]
        self.italic = [(moved(start), moved(end)) for start, end in self.italic]
        self.breaks = [(moved(offset), number) for offset, number in self.breaks]
