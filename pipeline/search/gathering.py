"""Passages to talks: gathered under the talk whose they are, with the facts and snippets that make them hits.

How passages are ranked says `ranking`; what a snippet is, `snippets`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.search.hits import KEY_LENGTH, Hit, Match, Parts, Reading, WordPart
from pipeline.search.parameters import HALF_LIFE, REST_SHARE
from pipeline.search.ranking import Ranked, Term
from pipeline.search.snippets import snippet

if TYPE_CHECKING:
    import duckdb

# passages shown with a hit
MATCHES = 3
Key = tuple[str, str]  # ("talk", talk_id), ("event", event_id) or ("report", report_id)


@dataclass
class Gathered:
    """A talk, or an event told of in reports, with its passages, best first."""

    key: Key
    event_id: str | None
    passages: list[Ranked] = field(default_factory=list)
    newness: float | None = None  # see `newest_first`

    @property
    def score(self) -> float:
        """The best passage's, and a share of the rest, each half of the one before: many good pages beat one."""
        rest = sum(p.score * 0.5**n for n, p in enumerate(self.passages[1:8], 1) if p.score > 0)
        return (self.passages[0].score + REST_SHARE * rest) * (1.0 if self.newness is None else self.newness)


def gather(cursor: duckdb.DuckDBPyConnection, ranked: Sequence[Ranked]) -> list[Gathered]:
    """The passages under the talks whose they are, best first.

    An event's report is a hit of its own only where it ranks above every talk of that event: who asks for a talk wants the talk.
    """
    if not ranked:
        return []
    owners = {
        int(row[0]): row[1:] for row in cursor.execute(_sql("owners"), [[r.passage_id for r in ranked]]).fetchall()
    }
    groups: dict[Key, Gathered] = {}
    for passage in ranked:
        talk_id, event_id, report_id, material_id = owners[passage.passage_id]
        kind, name = next(
            (kind, name)
            for kind, name in (
                ("talk", talk_id),
                ("event", event_id),
                ("report", report_id),
                ("material", material_id),
                ("", ""),
            )
            if name is not None
        )
        groups.setdefault((kind, name), Gathered((kind, name), event_id)).passages.append(passage)
    ordered = sorted(groups.values(), key=lambda g: (-g.score, g.key))
    shown: list[Gathered] = []
    told: set[str] = set()
    for group in ordered:
        if group.key[0] == "talk" or group.event_id not in told:
            shown.append(group)
        if group.key[0] == "talk" and group.event_id:
            told.add(group.event_id)
    return shown


def newest_first(cursor: duckdb.DuckDBPyConnection, groups: Sequence[Gathered], recency: float) -> list[Gathered]:
    """The same groups, the older ones discounted: a score is multiplied by 1 - recency + recency * 0.5 ** (age / HALF_LIFE).

    The age is counted in years from the corpus's newest talk, so that the answer is the same on any day. A talk without a
    date counts as the oldest.
    """
    talk_ids = [group.key[1] for group in groups if group.key[0] == "talk"]
    event_ids = [group.event_id for group in groups if group.event_id]
    rows = cursor.execute(_sql("ages"), [talk_ids, event_ids]).fetchall()
    years = {(str(kind), str(name)): float(age) for kind, name, age in rows if age is not None}
    for group in groups:
        age = years.get(group.key, years.get(("event", group.event_id or "")))
        freshness = 0.0 if age is None else 0.5 ** (max(age, 0.0) / HALF_LIFE)
        group.newness = 1 - recency + recency * freshness
    return sorted(groups, key=lambda g: (-g.score, g.key))


def make_hits(
    cursor: duckdb.DuckDBPyConnection,
    groups: Sequence[Gathered],
    weights: Mapping[str, float],
    *,
    readings: tuple[Reading, ...] = (),
    terms: Sequence[Term] = (),
) -> list[Hit]:
    """The gathered passages as hits: facts of the talks and events, snippets of the passages.

    `weights`: the query's words and what each tells, by which snippets are cut; `terms`: where given, every match says what
    each of them gave to its score.
    """
    if not groups:
        return []
    numbers = [p.passage_id for group in groups for p in group.passages[:MATCHES]]
    passages = {int(row["passage_id"]): row for row in _rows(cursor.execute(_sql("texts"), [numbers]))}
    talk_ids = [group.key[1] for group in groups if group.key[0] == "talk"]
    talks = {row["talk_id"]: row for row in _rows(cursor.execute(_sql("talks"), [talk_ids]))} if talk_ids else {}
    event_ids = [group.event_id for group in groups if group.event_id and group.key[0] != "talk"]
    events = {row["event_id"]: row for row in _rows(cursor.execute(_sql("events"), [event_ids]))} if event_ids else {}
    each = _each_word(cursor, numbers, terms)
    hits: list[Hit] = []
    for group in groups:
        matches = tuple(
            _match(ranked, passages[ranked.passage_id], weights, each.get(ranked.passage_id, ()))
            for ranked in group.passages[:MATCHES]
        )
        first = passages[group.passages[0].passage_id]
        talk = talks.get(group.key[1]) if group.key[0] == "talk" else None
        event = talk or events.get(group.event_id or "") or {}
        date = event.get("date")
        hits.append(
            Hit(
                talk_id=talk["talk_id"] if talk else None,
                title=str((talk or {}).get("title") or first["title"] or event.get("event") or ""),
                event=str(event.get("event") or ""),
                date=date.isoformat() if date else None,
                speakers=tuple((talk or {}).get("speakers") or ()),
                url=next((m.url for m in matches if m.url), "") or str(event.get("url") or ""),
                score=group.score,
                matches=matches,
                event_id=group.event_id,
                readings=readings,
                newness=group.newness,
            )
        )
    return hits


def _each_word(
    cursor: duckdb.DuckDBPyConnection, numbers: Sequence[int], terms: Sequence[Term]
) -> dict[int, tuple[WordPart, ...]]:
    """What each of `terms` gave to the passages' scores, the most telling first."""
    if not terms:
        return {}
    known = [term.term_id for term in terms if term.term_id is not None]
    rows = cursor.execute(_sql("each_word"), [known, numbers]).fetchall() if known else []
    given = {(int(passage_id), int(term_id)): float(weight) for passage_id, term_id, weight in rows}
    return {
        number: tuple(
            WordPart(
                t.term, t.times * t.idf, t.times * given.get((number, t.term_id if t.term_id is not None else -1), 0.0)
            )
            for t in terms
        )
        for number in numbers
    }


def _match(
    ranked: Ranked, row: Mapping[str, Any], weights: Mapping[str, float], each_word: tuple[WordPart, ...]
) -> Match:
    text, words = snippet(str(row["text"]), weights)
    return Match(
        kind=str(row["kind"]),
        text=text,
        url=str(row["deep_link"] or ""),
        words=words,
        heading=str(row["heading"] or ""),
        page_number=row["page_number"],
        score=ranked.score,
        words_rank=ranked.words_rank,
        meaning_rank=ranked.meaning_rank,
        key=str(row["text_hash"] or "")[:KEY_LENGTH],
        parts=Parts(ranked.words_part, ranked.meaning_part, ranked.words_score, ranked.meaning_score, each_word),
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
