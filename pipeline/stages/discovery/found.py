"""What discovery brings: posts, and how each source did. Plain data."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from pipeline.corpus.inputs import SourceState


@dataclass(frozen=True)
class Found:
    """A post that a source names: either a public address or a file on disk. Or an event's page, with its materials."""

    source_name: str
    url: str = ""  # canonical; empty for a file
    path: str = ""  # of a file, absolute
    relative_path: str = ""  # of a file, below its source's folder
    url_template: str = ""  # of a file: its public address, see config.FilesSource.url
    author: str = ""  # of a file: who wrote it, where the source says so
    role: Literal["post", "event"] = "post"  # an event's page is no report, but may list materials
    sifted: bool = False  # out of a list of all sorts of posts: one that is no report is passed over


@dataclass
class Finds:
    """What one source brought."""

    found: list[Found] = field(default_factory=list)
    states: list[SourceState] = field(default_factory=list)


def state_of(
    name: str, kind: str, url: str, status: str, reason: str, count: int, listed: int | None = None
) -> SourceState:
    """How asking one address of a source went, now; `count` posts were found there, `listed`: see `SourceState`."""
    source_id = f"{name}:{url}" if url else name
    return SourceState(source_id, name, kind, url, status, reason, count, datetime.now(UTC), listed=listed)


def passed_over(name: str, url: str, reason: str) -> SourceState:
    """A post that a source lists and that is not taken in, and why."""
    return SourceState(f"{name}:{url}", name, "post", url, "", reason, 0, None)
