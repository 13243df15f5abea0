"""Sources whose posts are taken as they are named: `pages`, `feed` and `files`."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import FeedSource, FilesSource, PagesSource
from pipeline.stages.discovery.found import Finds, Found, state_of
from pipeline.stages.discovery.listing import NO_ENTRY, Lists
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.urls import canonical

SUFFIXES = (".md", ".markdown", ".mdx", ".html", ".htm")


def of_pages(source: PagesSource) -> Finds:
    """The addresses of a list in corpus.toml."""
    found = [Found(source.name, url=canonical(url)) for url in source.urls]
    return Finds(found, [state_of(source.name, "pages", "", "ok", "", len(found))])


async def of_feed(source: FeedSource, client: Client, archive: Archive) -> Finds:
    """The newest entries of a feed, and those that it named before."""
    page, entries = await Lists(client, archive).feed(source.url, source.limit)
    assert page.answer is not None  # a feed is always asked for
    found = [Found(source.name, url=entry.url) for entry in entries]
    reason = page.answer.reason or ("" if page.listed else NO_ENTRY)
    listed = None if page.trouble else page.listed
    status = page.answer.outcome.value
    return Finds(found, [state_of(source.name, "feed", source.url, status, reason, len(found), listed)])


def of_files(source: FilesSource) -> Finds:
    """The posts below a folder."""
    root = source.path
    if not root.is_dir():
        reason = f"{root} is not a folder; correct 'path' of source {source.name!r} in corpus.toml"
        return Finds([], [state_of(source.name, "files", "", "error", reason, 0)])
    template = source.url or ""
    found = [
        Found(source.name, "", str(path), path.relative_to(root).as_posix(), template, source.author)
        for path in _posts_below(root, source.glob)
    ]
    reason = "" if found else f"no {', '.join(SUFFIXES)} file below {root}"
    return Finds(found, [state_of(source.name, "files", "", "ok", reason, len(found))])


def _posts_below(root: Path, glob: str) -> list[Path]:
    """Posts in a stable order; what lies in hidden folders (.git) is none of them."""
    return sorted(
        path
        for path in root.glob(glob)
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and path.is_file()
    )
