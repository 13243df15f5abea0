"""Posts that lie on disk: a Markdown file (Qiita CLI, Zenn CLI, Hugo, Jekyll, Hatena, plain) or an HTML page.

Belongs here: bytes to text, text to `Source` with what front matter says. Does not belong here: understanding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Literal

from pipeline.errors import ReadError, one_line
from pipeline.reports.frontmatter import FrontMatter, cut_front_matter
from pipeline.reports.report import Source

MAX_BYTES = 60_000_000
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ""})
PAGES = frozenset({".html", ".htm", ".xhtml"})
TITLE_KEYS = ("title", "Title")
AUTHOR_KEYS = ("author", "Author", "authors", "postedBy", "user")
PUBLISHED_KEYS = ("published_at", "date", "Date", "created_at", "created", "publishDate", "pubDate", "published")
HELD_KEYS = ("eventDate", "event_date", "eventdate", "event-date")
SUMMARY_KEYS = ("description", "summary", "excerpt", "Summary")
UPDATED_KEYS = ("updated_at", "lastmod", "updated", "last_modified_at", "modified")
TAG_KEYS = ("tags", "topics", "categories", "Category")
LOOKS_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def load_post(path: Path, content: str | bytes | None = None, *, name: str | None = None, url: str = "") -> Source:
    """The post at `path` (or in `content`, where that was read already), ready to be understood.

    `name` comes back as "file"; it is the path as given where not said. Raises ReadError (one line) for a file that
    is not there, is empty, is too big or is no text.
    """
    shown = name if name is not None else str(path)
    if content is None:
        content = read_bytes(path, shown)
    text = decode(content, shown) if isinstance(content, bytes) else content
    if not text.strip():
        raise ReadError(one_line(shown, "a post has text", "an empty file", "leave it out or write it"))
    suffix = path.suffix.lower()
    if suffix not in MARKDOWN | PAGES and "\x00" in text[:4000]:
        raise ReadError(one_line(shown, "a post is Markdown or HTML", suffix, "name a text file"))
    return source_of(shown, text, url=url, suffix=suffix)


def source_of(name: str, text: str, *, url: str = "", suffix: str = ".md") -> Source:
    """The Source of a text: front matter gives title, dates, tags and, in Qiita's files, the address."""
    is_page = suffix in PAGES or bool(LOOKS_HTML.match(text[:4000]))
    text_format: Literal["markdown", "html"] = "html" if is_page else "markdown"
    matter = FrontMatter() if text_format == "html" and LOOKS_HTML.match(text[:4000]) else cut_front_matter(text)
    return completed(Source(name=name, text=text, text_format=text_format, url=url), matter)


def completed(source: Source, matter: FrontMatter) -> Source:
    """The source with what its front matter, or a page's head, says of it, where nothing is known yet."""
    if not matter.values:
        return source
    held = matter.moment(*HELD_KEYS)
    address = matter.text("url", "URL", "canonical_url")
    return replace(
        source,
        url=source.url or (address if address.startswith("http") else ""),
        title=source.title or matter.text(*TITLE_KEYS),
        author=source.author or author_of(matter),
        published_at=source.published_at or matter.moment(*PUBLISHED_KEYS),
        updated_at=source.updated_at or matter.moment(*UPDATED_KEYS),
        tags=source.tags or matter.words(*TAG_KEYS),
        summary=source.summary or matter.text(*SUMMARY_KEYS),
        held_on=source.held_on or (held.date() if held else None),
    )


def author_of(matter: FrontMatter) -> str:
    """The author as front matter names them, without markup."""
    named = matter.text(*AUTHOR_KEYS) or ", ".join(matter.words(*AUTHOR_KEYS))
    return re.sub(r"<[^>]*>", "", named).strip()


def read_bytes(path: Path, shown: str) -> bytes:
    """The file's bytes, or a ReadError that says why not."""
    try:
        if path.is_dir():
            raise ReadError(one_line(shown, "a post is a file", "a directory", "name the files in it"))
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise ReadError(one_line(shown, f"a post has at most {MAX_BYTES:,} bytes", size, "leave it out"))
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(
            one_line(shown, "the file can be read", reason, "check the path and its permissions")
        ) from error


def decode(data: bytes, shown: str) -> str:
    """Text of the bytes: UTF-8, a declared or usual Japanese encoding, else UTF-8 with replacements."""
    if b"\x00" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ReadError(one_line(shown, "a post is text", "binary data", "name a Markdown or HTML file"))
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    declared = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:2000])
    for encoding in ([declared[1].decode("ascii")] if declared else []) + ["cp932", "euc_jp"]:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("utf-8", errors="replace")
