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
from bs4.exceptions import ParserRejectedMarkup

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


Head = dict[str, object]


def tree_of(source: str) -> BeautifulSoup:
    """The page as a tree. html.parser knows the line of every tag, which Beautiful Soup over lxml does not; lxml takes what
    html.parser refuses, such as a declaration that never ends."""
    whole = source + "<!-- -->"  # keeps Beautiful Soup from taking a text that is a lone address for a mistake
    try:
        return BeautifulSoup(whole, "html.parser")
    except ParserRejectedMarkup:
        return BeautifulSoup(whole.encode("utf-8", errors="replace"), "lxml", from_encoding="utf-8")


def read_page(source: str) -> tuple[list[Block], Head]:
    """The blocks of the post in a whole page, and what the page says of it, by the keys of front matter: title, date (ISO),
    author, tags."""
    soup = tree_of(source)
    head: Head = {
        "title": page_title(soup),
        "date": page_date(soup),
        "author": page_author(soup),
        "tags": page_tags(soup),
    }
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
            line = builder.words(html.escape(str(node), quote=False), line)
    return builder.finish(line), head


HEADINGS = 6  # at the top of a page, of which one may be the post's title


def page_title(soup: BeautifulSoup) -> str:
    """og:title, else the heading with which the title element begins (the site's name follows it there), else the title
    element, else the first h1."""
    meta = soup.select_one("meta[property='og:title'], meta[name='twitter:title']")
    if meta and meta.get("content"):
        return str(meta["content"]).strip()
    named = words_of(soup.select_one("head > title") or soup.select_one("title"))
    headings = [words for tag in soup.select("h1, h2, h3", limit=HEADINGS) if (words := words_of(tag))]
    told = max((words for words in headings if named.startswith(words)), key=len, default="")
    first = soup.select_one("h1")
    return told or named or (words_of(first) if first else "")


def words_of(tag: Tag | None) -> str:
    """An element's words, spaces folded."""
    return " ".join(tag.get_text().split()) if tag is not None else ""


def page_author(soup: BeautifulSoup) -> str:
    """The author as the page's metadata or a link to them names them; empty for an address."""
    meta = soup.select_one("meta[name=author], meta[property='article:author']")
    named = str(meta.get("content", "")).strip() if meta else words_of(soup.select_one("[rel~=author]"))
    return "" if "://" in named else named


MOST_TAGS = 20


def page_tags(soup: BeautifulSoup) -> list[str]:
    """What a page is filed under: the metadata of articles, else links marked as tags."""
    given = [str(meta.get("content", "")) for meta in soup.select("meta[property='article:tag']", limit=MOST_TAGS)]
    given = given or [words_of(link) for link in soup.select("a[rel~=tag]", limit=MOST_TAGS)]
    return list(dict.fromkeys(tag.strip().removeprefix("#") for tag in given if tag.strip()))


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
