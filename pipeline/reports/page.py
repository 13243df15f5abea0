"""Whole pages to blocks: finding the post in a page, its title and date, by a walk over Beautiful Soup's tree.

Belongs here: what a page is around its post. Does not belong here: which elements make blocks (`markup`) and what the
reports of one site hold (`pipeline.sites`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup
from bs4.element import Comment, Doctype, NavigableString, PageElement, Tag

from pipeline.reports.blocks import Block
from pipeline.reports.inline import Scanner
from pipeline.reports.markup import Builder

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
# a box inside the text, as Zenn's aside.msg, is the author's; other asides are the site's
CHROME = (
    "aside:not([class*=msg], [class*=message], [class*=note], [class*=callout], [class*=admonition], [class*=alert], [class*=notice], [class*=warning]), "
    ".msg-symbol, nav, footer, style, template, noscript, svg, form, button, "
    "[role=navigation], .sidebar, .share, .sns, .related, .comments, #comments, .table-of-contents, #toc, .toc"
)


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
