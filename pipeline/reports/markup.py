"""HTML to blocks: fragments inside Markdown by a scan over the tags, whole pages by a walk over Beautiful Soup's tree.

Belongs here: which elements make headings, paragraphs, items, tables, quotes, tweets; finding the post in a page.
Does not belong here: inline marks (`inline`) and Markdown (`outline`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, PageElement, Tag

from pipeline.reports.blocks import Block, BlockKind, Cell, Line, Tweet
from pipeline.reports.inline import TAG, Scanner, attributes

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
CARD_CLASSES = ("instagram-media", "reddit-card", "tiktok-embed", "bluesky-embed")

# where a post's own text stands, most particular first (SITES.md 1, 2, 9; the rest by common themes)
POSTS = (
    "#personal-public-article-body .mdContent-inner",
    "#personal-public-article-body",
    "section.it-MdContent",
    "div.znc",
    "div.note-common-styles__textnote-body",
    ".entry-content",
    ".post-content",
    ".post-body",
    ".article-body",
    ".markdown-body",
    "[itemprop=articleBody]",
    "article",
    "main",
)
CHROME = (
    "nav, aside, footer, style, template, noscript, svg, form, button, "
    "[role=navigation], .sidebar, .share, .sns, .related, .comments, #comments, .table-of-contents, #toc, .toc"
)


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
            text = re.sub(r"\s+", " ", text)
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
        if name == "li":
            self.flush(line)
            self.kind = "paragraph"
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


def raw_attributes(given: Mapping[str, object]) -> str:
    """A tag's attributes written out again, for the one reader of attributes there is."""
    parts = []
    for name, value in given.items():
        words = " ".join(map(str, value)) if isinstance(value, list) else str(value)
        parts.append(f'{name}="{html.escape(words, quote=True)}"')
    return " ".join(parts)


def read_page(source: str) -> tuple[list[Block], str, str]:
    """The blocks of the post in a whole page, the page's title and its date (ISO, or empty)."""
    # the comment keeps Beautiful Soup from taking a text that is a lone address for a mistake
    soup = BeautifulSoup((source + "<!-- -->").encode("utf-8", errors="replace"), "lxml", from_encoding="utf-8")
    title, published = page_title(soup), page_date(soup)
    root: Tag | None = None
    for selector in POSTS:
        found = soup.select(selector, limit=8)
        if found:
            root = max(found, key=lambda tag: len(tag.get_text()))
            if len(root.get_text(strip=True)) > 40:
                break
    root = root or soup.body or soup
    for tag in root.select(CHROME):
        tag.decompose()
    builder = Builder(Scanner(markdown=False))
    line = 1
    stack: list[tuple[PageElement | None, str | None]] = [(root, None)]
    while stack:
        node, closing = stack.pop()
        if closing is not None:
            builder.end(closing, line)
            continue
        if isinstance(node, Tag):
            line = node.sourceline or line
            name = node.name.lower()
            if name == "script":
                builder.scanner.tag(False, "script", raw_attributes(node.attrs), line)
                continue
            if name not in ("[document]", "html", "body"):
                builder.start(name, raw_attributes(node.attrs), line)
                stack.append((None, name))
            stack.extend((child, None) for child in reversed(node.contents))
        elif isinstance(node, NavigableString) and not isinstance(node, Comment | Doctype):
            builder.words(html.escape(str(node), quote=False), line)
    return builder.finish(line), title, published


def page_title(soup: BeautifulSoup) -> str:
    """og:title, else the first h1, else the title element."""
    meta = soup.select_one("meta[property='og:title'], meta[name='twitter:title']")
    if meta and meta.get("content"):
        return str(meta["content"]).strip()
    for selector in ("h1", "title"):
        tag = soup.select_one(selector)
        if tag and tag.get_text(strip=True):
            return " ".join(tag.get_text().split())
    return ""


POSTED = re.compile(r"(?:投稿|公開)(?:日時?)?\s*[:：]?\s*$|(?:posted|published)(?: on| at)?\s*:?\s*$", re.I)
POSTED_DAY = re.compile(r"(20\d{2})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})\s?日?\s?(?:に)?(?:公開|投稿)")
TIMES = 6  # elements of time at the top of a page that may be its own


def page_date(soup: BeautifulSoup) -> str:
    """The day of publication as the page's own metadata give it, else as its head says it; not that of the last change."""
    meta = soup.select_one("meta[property='article:published_time'], meta[itemprop=datePublished]")
    if meta and meta.get("content"):
        return str(meta["content"])
    times = soup.select("time[datetime]", limit=TIMES)
    for tag in times:
        before = tag.find_previous(string=True)
        if before is not None and POSTED.search(str(before)[-20:]):
            return str(tag["datetime"])
    if times:
        return str(times[0]["datetime"])
    said = soup.find(string=POSTED_DAY)
    found = POSTED_DAY.search(str(said)) if said else None
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else ""
