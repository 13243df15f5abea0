"""What is understood of one report: frozen dataclasses, and their JSON in the shape of contract 2 (`talks read --json`).

Neighbours: `outline` makes blocks of a text, `understand` makes a `Report` of an outline.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

ReportKind = Literal["report", "no-talk-report", "not-a-report"]
TalkKind = Literal["lt", "talk", "keynote", "panel", "workshop", "other"]
LinkRole = Literal["material", "video", "recording", "event", "next_event", "profile", "reference", "other"]
RemarkKind = Literal["question", "answer", "comment"]


@dataclass(frozen=True)
class Source:
    """A post to be understood: its text and what is known of it from outside the text."""

    name: str  # the path as given, or the URL; comes back as "file"
    text: str
    text_format: Literal["markdown", "html"]
    url: str = ""  # public address, where known
    title: str = ""  # where the text itself has none (an API answer)
    author: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    tags: tuple[str, ...] = ()
    held_on: date | None = None  # the event's day, where front matter has a key for it
    summary: str = ""  # what front matter, or a page's head, says of the post in a sentence


@dataclass(frozen=True)
class Evidence:
    """Where and why something was read: lines are 1-based in the source text, both ends included."""

    first_line: int
    last_line: int
    words: str  # the words it was read from, at most 200 characters
    rule: str  # name of the rule or model that decided
    confidence: float  # 0..1
    heading_path: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReadEvent:
    title: str | None = None
    held_on: date | None = None  # first day, local
    url: str | None = None
    series: str | None = None
    edition: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ReadTalk:
    title: str | None
    speakers: tuple[str, ...]  # as written, "handle|real name" where both are given
    kind: TalkKind
    materials: tuple[str, ...]
    videos: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()
    summary: str = ""  # what the report tells of it, plain text, paragraphs parted by blank lines


@dataclass(frozen=True)
class ReadRemark:
    speaker: str
    talk: int | None  # index into Report.talks
    text: str
    kind: RemarkKind = "comment"
    via: str = ""  # "tweet" for an embedded tweet
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class ReadImage:
    url: str
    alt: str
    talk: int | None
    line: int


@dataclass(frozen=True)
class ReadLink:
    url: str
    text: str
    role: LinkRole
    talk: int | None
    line: int
    why: str = ""


@dataclass(frozen=True)
class ReadSection:
    """A stretch of the report under one heading: the unit from which passages are cut. Plain text."""

    heading_path: tuple[str, ...]
    anchor: str  # the fragment that the site gives the heading; empty where unknown
    text: str
    talk: int | None
    first_line: int


@dataclass(frozen=True)
class NextEvent:
    url: str | None = None
    held_on: date | None = None


@dataclass(frozen=True)
class Report:
    """One post, understood."""

    file: str
    kind: ReportKind
    language: str
    title: str = ""
    url: str = ""
    author: str = ""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    event: ReadEvent | None = None
    talks: tuple[ReadTalk, ...] = ()
    recordings: tuple[str, ...] = ()
    next_event: NextEvent | None = None
    remarks: tuple[ReadRemark, ...] = ()
    images: tuple[ReadImage, ...] = ()
    links: tuple[ReadLink, ...] = ()
    sections: tuple[ReadSection, ...] = ()
    notes: tuple[str, ...] = ()
    kind_evidence: tuple[Evidence, ...] = field(default=())

    def to_label(self) -> dict[str, Any]:
        """The JSON object of contract 2: the shape of the labels, no more than what the text says."""
        event, following = self.event, self.next_event
        return {
            "file": self.file,
            "kind": self.kind,
            "language": self.language,
            "event": None
            if event is None
            else {
                "title": event.title,
                "date": event.held_on.isoformat() if event.held_on else None,
                "url": event.url,
                "series": event.series,
                "edition": event.edition,
            },
            "talks": [
                {
                    "title": t.title,
                    "speakers": list(t.speakers),
                    "kind": t.kind,
                    "materials": list(t.materials),
                    "videos": list(t.videos),
                }
                for t in self.talks
            ],
            "recordings": list(self.recordings),
            "next_event": None
            if following is None
            else {
                "url": following.url,
                "date": following.held_on.isoformat() if following.held_on else None,
            },
            "remarks": [
                {"speaker": r.speaker, "talk": r.talk, "text": r.text, "kind": r.kind}
                | ({"via": r.via} if r.via else {})
                for r in self.remarks
            ],
            "notes": "; ".join(self.notes),
        }
