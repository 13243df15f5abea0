"""Sources whose posts are taken as they are named: `pages`, `feed` and `files`."""

from __future__ import annotations

from pathlib import Path

from pipeline.config import FeedSource, FilesSource, PagesSource
from pipeline.sites.feeds import read_feed
from pipeline.stages.discovery.found import Finds, Found, state_of
from pipeline.stages.discovery.listing import FEED_TYPES, NO_ENTRY, entries_ever
from pipeline.web.answers import Request
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
    answer = await client.fetch(Request(source.url, accept=FEED_TYPES, layer="feed"))
    entries = entries_ever(archive, source.url, source.limit)
    listed = len(read_feed(answer.body)) if answer.outcome.has_body else None
    reason = answer.reason or ("" if listed else NO_ENTRY)
    found = [Found(source.name, url=entry.url) for entry in entries]
    return Finds(found, [state_of(source.name, "feed", source.url, answer.outcome.value, reason, len(found), listed)])


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
