"""What a search gives back: `Hit`s, each a talk with the `Match`es that brought it up; and their JSON (contract 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["hybrid", "words", "meaning"]


@dataclass(frozen=True)
class Match:
    """A passage that matched."""

    kind: str  # as in the table passages
    text: str  # a snippet around the matching words, at most about 240 characters
    url: str  # deep link
    words: tuple[str, ...]  # the words of `text` (as they stand there) that match the query
    heading: str = ""
    page_number: int | None = None
    score: float = 0.0
    words_rank: int | None = None  # rank of the passage among the words, from 1
    meaning_rank: int | None = None  # rank of the passage by meaning, from 1


@dataclass(frozen=True)
class Hit:
    """A talk (or, where `talk_id` is None, an event's report) that was found."""

    talk_id: str | None
    title: str
    event: str
    date: str | None  # ISO date
    speakers: tuple[str, ...]
    url: str  # the best address to open: the best match's deep link
    score: float
    matches: tuple[Match, ...]
    event_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The object of contract 3."""
        return {
            "talk_id": self.talk_id,
            "title": self.title,
            "event": self.event,
            "date": self.date,
            "speakers": list(self.speakers),
            "url": self.url,
            "score": round(self.score, 6),
            "matches": [{"kind": m.kind, "text": m.text, "url": m.url, "words": list(m.words)} for m in self.matches],
        }


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; None or empty: not narrowed."""

    year: int | None = None
    series_id: str | None = None
    language: str | None = None
    has_slides: bool = False
    talk_ids: tuple[str, ...] = ()
