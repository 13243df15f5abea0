"""HTML to blocks: fragments inside Markdown by a scan over the tags, one tag after the other.

Belongs here: which elements make headings, paragraphs, items, tables, quotes, tweets. Does not belong here: inline marks
(`inline`), Markdown (`outline`), whole pages (`page`).
"""

from __future__ import annotations

import html
import re

from pipeline.reports.blocks import Block, BlockKind, Cell, Line, Tweet
from pipeline.reports.embeds import attributes
from pipeline.reports.inline import TAG, Scanner

BREAKING = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "figure",
        "figcaption",
        "details",
        "summary",
        "center",
        "dl",
        "dt",
        "dd",
        "address",
        "nav",
        "form",
        "fieldset",
        "aside",
        "ul",
        "ol",
        "table",
        "tr",
        "tbody",
        "thead",
        "tfoot",
        "caption",
    ]
)
SILENT = frozenset(["style", "template", "noscript", "svg", "math", "head", "title", "button", "select", "option"])
IN_CELL = frozenset(
    [
        "p",
        "div",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "pre",
        "table",
        "section",
        "details",
        "summary",
    ]
)
HEADINGS = {f"h{n}": n for n in range(1, 7)}
DEFINED = {"dt": 1, "dd": 2}  # what a list of definitions tells of each: an item in an item
CARD_CLASSES = ("instagram-media", "reddit-card", "tiktok-embed", "bluesky-embed")


BLANKS = re.compile(r"[ \t\r\n\f]+")  # what HTML folds into one space; an ideographic space stays


class Builder:
    """Blocks out of a stream of tags and words."""

    def __init__(self, scanner: Scanner) -> None:
        self.scanner = scanner
        self.blocks: list[Block] = []
        self.kind: BlockKind = "paragraph"
        self.level = 0
        self.anchor = ""
        self.start_line = 1
        self.list_depth = 0
        self.quote_depth = 0
        self.ordinals: list[int | None] = []
        self.ordinal: int | None = None
        self.table: Block | None = None
        self.in_cell = False
        self.table_depth = 0  # tables inside a cell are read as its lines
        self.cell_header = False
        self.tweet: list[str] | None = None
        self.tweet_links: list[tuple[str, int]] = []
        self.tweet_line = 1
        self.silent = 0
        self.code = 0

    def words(self, text: str, line: int) -> int:
        """Running text; returns the line on which it ends."""
        after = line + text.count("\n")
        if self.silent:
            return after
        if self.tweet is not None:
            self.tweet.append(html.unescape(text))
            return after
        if self.code:
            self.scanner.put(text.replace("\n", " "))
            return after
        if not self.scanner.length:
            self.start_line = line + (len(text) - len(text.lstrip("\n")))
            text = text.lstrip()
            line = self.start_line
        if not self.scanner.markdown:
            if self.scanner.out and self.scanner.out[-1] == "\n":
                begins = text.lstrip(" \t\r\n\f")
                self.scanner.starts_on(line + text.count("\n", 0, len(text) - len(begins)))
                text = begins
            text = BLANKS.sub(" ", text)
        if text:
            self.scanner.scan(text, line)
        return after

    def flush(self, line: int) -> None:
        """End the block that is being gathered."""
        if not (self.scanner.length or self.scanner.links or self.scanner.images):
            return
        lines = self.scanner.take(self.start_line)
        self.start_line = line
        if not lines:
            return
        if self.in_cell and self.table is not None:
            joined = merge_lines(lines)
            if not self.table.rows:
                self.table.rows.append([])
            self.table.rows[-1].append(Cell(joined, self.cell_header))
            return
        kind = self.kind
        if kind == "paragraph" and self.quote_depth:
            kind = "quote"
        self.blocks.append(Block(kind, lines[0].number, lines[-1].number, lines, self.level, self.ordinal, self.anchor))
        if kind == "item":
            self.kind = "paragraph"  # what follows in the same item is a paragraph of it
            self.ordinal = None

    def start(self, name: str, raw: str, line: int) -> None:
        if self.silent:
            if name in SILENT:
                self.silent += 1
            return
        if name in SILENT:
            self.silent = 1
            return
        if name == "blockquote":
            classes = attributes(raw).get("class", "")
            self.flush(line)
            if "twitter-tweet" in classes or "twitter-video" in classes or any(c in classes for c in CARD_CLASSES):
                self.tweet, self.tweet_line, self.tweet_links = [], line, []
                return
            self.quote_depth += 1
            return
        if self.tweet is not None:
            if name == "a":
                href = attributes(raw).get("href", "")
                self.tweet_links.append((href, len(self.tweet)))
            elif name == "br":
                self.tweet.append("\n")
            elif name == "p" and self.tweet:
                self.tweet.append("\x01")
            return
        if self.in_cell and name in IN_CELL:
            self.scanner.newline(line)
            self.table_depth += name == "table"
            return
        if name in HEADINGS:
            self.flush(line)
            self.kind, self.level, self.start_line = "heading", HEADINGS[name], line
            self.anchor = attributes(raw).get("id", "") if raw else ""
            return
        if name in ("ul", "ol"):
            self.flush(line)
            self.list_depth += 1
            self.ordinals.append(1 if name == "ol" else None)
            return
        if name == "li":
            self.flush(line)
            self.kind, self.level = "item", max(self.list_depth, 1)
            self.ordinal = self.ordinals[-1] if self.ordinals else None
            if self.ordinals and self.ordinal is not None:
                self.ordinals[-1] = self.ordinal + 1
            return
        if name in DEFINED:
            self.flush(line)
            self.kind, self.level, self.ordinal = "item", self.list_depth + DEFINED[name], None
            return
        if name == "table":
            self.flush(line)
            self.table = Block("table", line, line)
            return
        if name == "tr" and self.table is not None:
            self.flush(line)
            self.table.rows.append([])
            return
        if name in ("td", "th") and self.table is not None:
            self.flush(line)
            self.in_cell, self.cell_header, self.start_line = True, name == "th", line
            return
        if name == "pre":
            self.flush(line)
            self.code += 1
            return
        if name == "hr":
            self.flush(line)
            self.blocks.append(Block("rule", line, line))
            return
        if name in BREAKING:
            self.flush(line)
            self.start_line = line
            if name == "figure" and (shown := attributes(raw).get("data-src", "")).startswith("http"):
                self.scanner.link(shown, self.scanner.length, "embed", line)  # note's embeds
            return
        if name == "a" and self.kind == "heading" and not self.anchor:
            given = attributes(raw)
            self.anchor = given.get("name") or given.get("id") or ""
        if name == "script" and not raw:
            self.silent = 1
            return
        self.scanner.tag(False, name, raw, line)

    def end(self, name: str, line: int) -> None:
        if self.silent:
            if name in SILENT or name == "script":
                self.silent -= 1
            return
        if name == "blockquote":
            if self.tweet is not None:
                self._end_tweet(line)
                return
            self.flush(line)
            self.quote_depth = max(0, self.quote_depth - 1)
            return
        if self.tweet is not None:
            if name == "p":
                self.tweet.append("\x01")
            return
        if self.in_cell and (name in IN_CELL - {"table", "tr"} or self.table_depth):
            self.scanner.newline(line)
            self.table_depth -= name == "table"
            return
        if name in HEADINGS:
            self.flush(line)
            self.kind, self.level, self.anchor = "paragraph", 0, ""
            return
        if name in ("ul", "ol"):
            self.flush(line)
            self.list_depth = max(0, self.list_depth - 1)
            if self.ordinals:
                self.ordinals.pop()
            self.kind, self.level = "paragraph", self.list_depth
            return
        if name == "li" or name in DEFINED:
            self.flush(line)
            self.kind, self.level = "paragraph", self.level if name == "li" else 0
            return
        if name in ("td", "th"):
            if self.in_cell and self.table is not None:
                before = sum(map(len, self.table.rows[-1:]))
                self.flush(line)
                if self.table.rows and sum(map(len, self.table.rows[-1:])) == before:
                    self.table.rows[-1].append(Cell(Line(line, ""), self.cell_header))
            self.in_cell = False
            return
        if name == "table":
            self.flush(line)
            if self.table is not None and self.table.rows:
                self.table.last_line = line
                self.table.rows = [row for row in self.table.rows if row]
                self.blocks.append(self.table)
            self.table, self.in_cell = None, False
            return
        if name == "pre":
            self.code = max(0, self.code - 1)
            lines = self.scanner.take(line)
            text = "\n".join(part.text for part in lines)
            self.blocks.append(Block("code", line, line, text=text))
            return
        if name in BREAKING:
            self.flush(line)
            return
        self.scanner.tag(True, name, "", line)

    def _end_tweet(self, line: int) -> None:
        parts, self.tweet = self.tweet or [], None
        read = read_tweet("".join(parts), [href for href, _ in self.tweet_links])
        if read is not None:
            block = Block("tweet", self.tweet_line, line, tweet=read)
            self.blocks.append(block)

    def finish(self, line: int) -> list[Block]:
        if self.tweet is not None:
            self._end_tweet(line)
        self.flush(line)
        if self.table is not None:
            self.end("table", line)
        return self.blocks


def merge_lines(lines: list[Line]) -> Line:
    """One line out of several, joined by spaces."""
    if len(lines) == 1:
        return lines[0]
    merged = Line(lines[0].number, "")
    for line in lines:
        shift = len(merged.text) + (1 if merged.text else 0)
        merged.text += (" " if merged.text else "") + line.text
        for link in line.links:
            link.start, link.end = link.start + shift, link.end + shift
        for mention in line.mentions:
            mention.start, mention.end = mention.start + shift, mention.end + shift
        merged.links += line.links
        merged.images += line.images
        merged.mentions += line.mentions
        merged.strong += [(s + shift, e + shift) for s, e in line.strong]
        merged.italic += [(s + shift, e + shift) for s, e in line.italic]
    return merged


SIGNED = re.compile(r"[—–-]{1,2}\s*([^\x01]*?)\s*\(@([A-Za-z0-9_]{1,30})\)\s*(.*)$", re.DOTALL)
STATUS = re.compile(r"https?://(?:mobile\.)?(?:twitter|x)\.com/([A-Za-z0-9_]+)/status(?:es)?/\d+")


def read_tweet(text: str, links: list[str]) -> Tweet | None:
    """An embedded tweet's words, author and date; None where the quote is no tweet with words."""
    body, _, rest = text.strip().strip("\x01").partition("\x01")
    signed = None
    for found in SIGNED.finditer(text[-400:]):
        signed = found
    own = [status for link in links if (status := STATUS.match(link))]
    url = own[-1][0] if own else ""
    if signed is None:
        if not own:
            return None
        return Tweet("", own[-1][1], body.replace("\x01", "\n").strip(), url, rest.strip(" \x01—-"))
    if not body or SIGNED.match(body):
        return None
    return Tweet(
        " ".join(signed[1].split()), signed[2], body.replace("\x01", "\n").strip(), url, signed[3].strip(" \x01\n")
    )


CLOSING_SCRIPT = re.compile(r"</script\s*>", re.IGNORECASE)


def read_fragment(text: str, line: int, scanner: Scanner, *, list_depth: int = 0) -> list[Block]:
    """The blocks of a piece of HTML whose first line is `line` of the source."""
    builder = Builder(scanner)
    if list_depth:
        builder.level = list_depth
    at, end = 0, len(text)
    builder.start_line = line
    while at < end:
        opening = text.find("<", at)
        if opening < 0:
            line = builder.words(text[at:], line)
            break
        if opening > at:
            line = builder.words(text[at:opening], line)
        if text.startswith("<!--", opening):
            close = text.find("-->", opening)
            stop = end if close < 0 else close + 3
            line += text.count("\n", opening, stop)
            at = stop
            continue
        tag = TAG.match(text, opening)
        if tag is None:
            auto = re.compile(r"<(https?://[^\s<>]{1,2000})>").match(text, opening)
            piece = auto[0] if auto else "<"
            line = builder.words(piece, line)
            at = opening + len(piece)
            continue
        name = tag[2].lower()
        if tag[1]:
            builder.end(name, line)
        else:
            builder.start(name, tag[3], line)
        line += tag[0].count("\n")
        at = tag.end()
        if name == "script" and not tag[1]:
            builder.silent = 0
            ended = CLOSING_SCRIPT.search(text, at)
            if ended:
                line += text.count("\n", at, ended.end())
                at = ended.end()
    return builder.finish(line)
