"""What the corpus is made from: posts that were understood, materials that were read, sources that were asked.

`pipeline.stages` makes these, `normalise` turns them into rows, `pipeline.search.passages` cuts their texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pipeline.reports.report import Report
from pipeline.sites.document import Document

Row = dict[str, Any]


@dataclass(frozen=True)
class Post:
    """A post of a source, understood. `status` is an Outcome's value, or "" for a file that was read from disk."""

    report_id: str
    source_name: str
    site: str
    report: Report
    content_hash: str
    status: str = "ok"
    status_reason: str = ""
    layers: tuple[str, ...] = ()
    fetched_at: datetime | None = None
    checked_at: datetime | None = None


@dataclass(frozen=True)
class Material:
    """What a report links to, as far as it could be fetched and read."""

    key: str
    url: str  # canonical
    site: str
    document: Document | None
    status: str = ""  # "" where it was not asked for
    status_reason: str = ""
    fetched_at: datetime | None = None
    checked_at: datetime | None = None
    refused_at: datetime | None = None  # since when what came with 2xx is taken for no page; None where it is read


@dataclass(frozen=True)
class SourceState:
    """One address or file of a source in corpus.toml, and how asking for it went."""

    source_id: str
    source_name: str
    kind: str
    url: str
    status: str
    status_reason: str
    item_count: int
    checked_at: datetime | None
    refused_at: datetime | None = None  # of a post, as `Material.refused_at`
    listed: int | None = None  # of a list that came today: the entries that can be read in it, whether taken in or not


@dataclass(frozen=True)
class Normalised:
    """Rows per public table (names and columns of `schema.TABLES`), and which talk of a report became which row."""

    rows: Mapping[str, list[Row]]
    # report_id -> talk_id of report.talks[i]; "" for a talk that a correction dropped
    talk_ids: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()  # corrections that fit nothing, a line each
