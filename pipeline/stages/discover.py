"""Discover: from the sources of corpus.toml to the posts they name, each with the source that led to it.

One function a kind of source. Whether a post tells of an event is decided later, by `pipeline.reports`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.config import FeedSource, FilesSource, PagesSource, Settings
from pipeline.corpus.inputs import SourceState
from pipeline.sites.feeds import read_feed
from pipeline.web.answers import Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.urls import canonical

SUFFIXES = (".md", ".markdown", ".mdx", ".html", ".htm")
FEED_TYPES = "application/atom+xml,application/rss+xml,application/xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True)
class Found:
    """A post that a source names: either a public address or a file on disk."""

    source_name: str
    url: str = ""  # canonical; empty for a file
    path: str = ""  # of a file, absolute
    relative_path: str = ""  # of a file, below its source's folder
    url_template: str = ""  # of a file: its public address, see config.FilesSource.url
    author: str = ""  # of a file: who wrote it, where the source says so


async def discover(settings: Settings, client: Client, archive: Archive) -> tuple[list[Found], list[SourceState]]:
    """All posts of all sources, each address once (the first source that names it counts), and how each source did."""
    found: dict[str, Found] = {}
    states: list[SourceState] = []
    for source in settings.source:
        match source:
            case PagesSource():
                named, told = _pages(source)
            case FeedSource():
                named, told = await _feed(source, client, archive)
            case FilesSource():
                named, told = _files(source)
        for post in named:
            found.setdefault(post.url or post.path, post)
        states.extend(told)
    return list(found.values()), states


def _pages(source: PagesSource) -> tuple[list[Found], list[SourceState]]:
    found = [Found(source.name, url=canonical(url)) for url in source.urls]
    state = _state(source.name, "pages", "", "ok", "", len(found))
    return found, [state]


async def _feed(source: FeedSource, client: Client, archive: Archive) -> tuple[list[Found], list[SourceState]]:
    answer = await client.fetch(Request(source.url, accept=FEED_TYPES, layer="feed"))
    # a feed that cannot be had today still names the posts it named before
    kept = answer if answer.outcome.has_body else archive.latest_readable(answer.url)
    entries = read_feed(kept.body)[: source.limit] if kept else []
    reason = answer.reason or ("" if entries else "no entry in the feed")
    found = [Found(source.name, url=entry.url) for entry in entries]
    return found, [_state(source.name, "feed", source.url, answer.outcome.value, reason, len(found))]


def _files(source: FilesSource) -> tuple[list[Found], list[SourceState]]:
    root = source.path
    if not root.is_dir():
        reason = f"{root} is not a folder; correct 'path' of source {source.name!r} in corpus.toml"
        return [], [_state(source.name, "files", "", "error", reason, 0)]
    template = source.url or ""
    found = [
        Found(source.name, "", str(path), path.relative_to(root).as_posix(), template, source.author)
        for path in _posts_below(root, source.glob)
    ]
    reason = "" if found else f"no {', '.join(SUFFIXES)} file below {root}"
    return found, [_state(source.name, "files", "", "ok", reason, len(found))]


def _posts_below(root: Path, glob: str) -> list[Path]:
    """Posts in a stable order; what lies in hidden folders (.git) is none of them."""
    return sorted(
        path
        for path in root.glob(glob)
        if path.suffix.lower() in SUFFIXES
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
        and path.is_file()
    )


def _state(name: str, kind: str, url: str, status: str, reason: str, count: int) -> SourceState:
    source_id = f"{name}:{url}" if url else name
    return SourceState(source_id, name, kind, url, status, reason, count, datetime.now(UTC))
