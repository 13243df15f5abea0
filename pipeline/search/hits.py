"""What a search gives back: `Hit`s, each a talk with the `Match`es that brought it up; and their JSON (contract 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

Mode = Literal["hybrid", "words", "meaning"]
# of a passage's text hash: as much as tells the passages of one corpus apart
KEY_LENGTH = 16


@dataclass(frozen=True)
class Reading:
    """A word of the query that no passage has, and the one as which it was read."""

    typed: str
    read: str


@dataclass(frozen=True)
class WordPart:
    """A word of the query and what it adds to a passage's score by words."""

    term: str
    weight: float  # what the word tells in this corpus: its idf, as often as it was asked
    score: float  # its part of the passage's BM25 score; 0 where the passage does not have it


@dataclass(frozen=True)
class Parts:
    """Why a passage has its score: the two parts of which it is the sum, and the words behind the first."""

    words: float
    meaning: float
    bm25: float  # discounted where the passage lacks words of the query
    cosine: float
    each_word: tuple[WordPart, ...] = ()  # the most telling first; empty where that was not asked for

    @property
    def coverage(self) -> float | None:
        """Which share of the query, by its words' weights, the passage has; None where the words are not known."""
        whole = sum(word.weight for word in self.each_word)
        return sum(word.weight for word in self.each_word if word.score > 0) / whole if whole else None

    def to_json(self) -> dict[str, Any]:
        rounded = {name: round(getattr(self, name), 6) for name in ("words", "meaning", "bm25", "cosine")}
        each = [{"word": w.term, "weight": round(w.weight, 4), "bm25": round(w.score, 4)} for w in self.each_word]
        return rounded | {"coverage": self.coverage, "each_word": each}


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
    key: str = ""  # names the passage in every build that has its text: for `Searcher.more_like`
    parts: Parts | None = None

    def why(self) -> dict[str, Any]:
        """Why the passage stands where it does, for JSON."""
        ranks = {"score": round(self.score, 6), "words_rank": self.words_rank, "meaning_rank": self.meaning_rank}
        return ranks | (self.parts.to_json() if self.parts else {})


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
    readings: tuple[Reading, ...] = ()  # words of the query that were read as others
    newness: float | None = None  # what the score was multiplied by, where the newer was asked for; at most 1

    def to_json(self, *, explain: bool = False) -> dict[str, Any]:
        """The object of contract 3; with `explain`, one more key, `why`."""
        shown = {
            "talk_id": self.talk_id,
            "title": self.title,
            "event": self.event,
            "date": self.date,
            "speakers": list(self.speakers),
            "url": self.url,
            "score": round(self.score, 6),
            "matches": [{"kind": m.kind, "text": m.text, "url": m.url, "words": list(m.words)} for m in self.matches],
        }
        return shown | {"why": self.why()} if explain else shown

    def why(self) -> dict[str, Any]:
        """Why the hit stands where it does: what was read anew, what newness did, and each match's parts."""
        return {
            "readings": [{"typed": r.typed, "read": r.read} for r in self.readings],
            "newness": self.newness,
            "matches": [match.why() for match in self.matches],
        }


@dataclass(frozen=True)
class Filters:
    """What a search is narrowed to; None or empty: not narrowed."""

    year: int | None = None
    series_id: str | None = None
    language: str | None = None
    has_slides: bool = False
    talk_ids: tuple[str, ...] = ()
