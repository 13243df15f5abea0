"""A query to talks: the passages that `ranking` finds, gathered into the talks whose they are, with what matched.

Here: what a query may be, filters as SQL, gathering, the facts of a hit. Not here: how passages are ranked (`ranking`), what
a snippet is (`snippets`), any drawing (`app`).
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.config import Search
from pipeline.errors import ConfigError, QueryError, one_line
from pipeline.search import ranking
from pipeline.search.analysis import fold, tokens
from pipeline.search.hits import Filters, Hit, Match, Mode
from pipeline.search.parameters import LEAST_SHARE, REST_SHARE
from pipeline.search.ranking import Ranked, Scope
from pipeline.search.snippets import snippet

if TYPE_CHECKING:
    import duckdb

    from pipeline.corpus.open import Corpus
    from pipeline.search.embedding import Embedder
    from pipeline.search.shelf import Shelf

# passages shown with a hit
MATCHES = 3
QUERY_LIMIT = 4_000
EVERYTHING = Filters()
Key = tuple[str, str]  # ("talk", talk_id), ("event", event_id) or ("report", report_id)


class Searcher:
    """Search over the corpus as it is published now. One object serves any number of threads."""

    def __init__(self, corpus: Corpus, settings: Search, embedder: Embedder | None = None) -> None:
        self._corpus = corpus
        self._settings = settings
        self._embedder = embedder
        self._lock = threading.Lock()
        self._shelf: tuple[str, Shelf | None] = ("", None)  # build_id, and what is kept of that build

    def search(self, query: str, *, limit: int = 10, mode: Mode = "hybrid", filters: Filters = EVERYTHING) -> list[Hit]:
        """At most `limit` hits, best first.

        Raises QueryError where the query has no word, ConfigError where the model that corpus.toml names is not the file's or
        cannot be loaded, NoCorpusError where there is no file.
        """
        text = usable(query)
        cursor = self._corpus.cursor()
        try:
            shelf = self._the_shelf(cursor)
            embedder = None if mode == "words" else self._the_embedder(cursor)
            ranked = ranking.rank(
                cursor,
                text,
                embedder,
                mode=mode,
                words_weight=self._settings.words_weight,
                depth=max(ranking.DEPTH, 8 * limit),
                scope=scope_of(filters),
                shelf=shelf,
            )
            chosen = gather(cursor, ranked)[:limit]
            if mode == "hybrid" and chosen:
                chosen = [group for group in chosen if group.score >= LEAST_SHARE * chosen[0].score]
            weights = {term.term: term.idf for term in ranking.look_up(cursor, tokens(text), shelf)}
            return _hits(cursor, chosen, weights)
        finally:
            cursor.close()

    def _the_shelf(self, cursor: duckdb.DuckDBPyConnection) -> Shelf | None:
        """What is kept in memory of the file that `cursor` reads: nothing for its first query, which must not wait for it."""
        build = str(cursor.execute("SELECT build_id FROM builds").fetchall()[0][0])
        with self._lock:
            if self._shelf[0] != build:
                self._shelf = (build, None)
            elif self._shelf[1] is None:
                from pipeline.search.shelf import load_shelf

                self._shelf = (build, load_shelf(cursor))
            return self._shelf[1]

    def _the_embedder(self, cursor: duckdb.DuckDBPyConnection) -> Embedder:
        with self._lock:
            if self._embedder is None:
                from pipeline.search.embedding import load_embedder

                self._embedder = load_embedder(self._settings)
        stored = cursor.execute("SELECT model FROM builds").fetchall()
        if stored and stored[0][0] not in (self._embedder.name, self._settings.model):
            raise ConfigError(
                one_line(
                    "[search] model",
                    f"must be the one of the corpus, {stored[0][0]!r}",
                    self._settings.model,
                    "run `talks run` to embed with it, or set the corpus's own",
                )
            )
        return self._embedder


def usable(query: str) -> str:
    """The query without white space around it. Raises QueryError where there is no letter or digit in it."""
    text = query.strip()
    if not any(character.isalnum() for character in fold(text)):
        raise QueryError(one_line("query", "must have a word", query, "type what the talk is about"))
    return text[:QUERY_LIMIT]


def scope_of(filters: Filters) -> Scope | None:
    """The passages that `filters` let through, as SQL; None where nothing is narrowed."""
    conditions: list[str] = []
    parameters: list[Any] = []
    if filters.year is not None:
        conditions.append("year(coalesce(t.given_on, e.starts_on)) = ?")
        parameters.append(filters.year)
    if filters.series_id:
        conditions.append("e.series_id = ?")
        parameters.append(filters.series_id)
    if filters.language:
        conditions.append("coalesce(t.language, p.language) = ?")
        parameters.append(filters.language)
    if filters.has_slides:
        conditions.append("p.talk_id IN (SELECT talk_id FROM talk_materials WHERE role = 'slides')")
    if filters.talk_ids:
        conditions.append("p.talk_id IN (SELECT unnest(?::VARCHAR[]))")
        parameters.append(list(filters.talk_ids))
    if not conditions:
        return None
    return Scope(_sql("scope").format(conditions=" AND ".join(conditions)), tuple(parameters))


@dataclass
class Gathered:
    """A talk, or an event told of in reports, with its passages, best first."""

    key: Key
    event_id: str | None
    passages: list[Ranked] = field(default_factory=list)

    @property
    def score(self) -> float:
        """The best passage's, and a share of the rest, each half of the one before: many good pages beat one."""
        rest = sum(p.score * 0.5**n for n, p in enumerate(self.passages[1:8], 1) if p.score > 0)
        return self.passages[0].score + REST_SHARE * rest


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


def _hits(cursor: duckdb.DuckDBPyConnection, groups: Sequence[Gathered], weights: Mapping[str, float]) -> list[Hit]:
    """The gathered passages as hits: facts of the talks and events, snippets of the passages."""
    if not groups:
        return []
    numbers = [p.passage_id for group in groups for p in group.passages[:MATCHES]]
    passages = {int(row["passage_id"]): row for row in _rows(cursor.execute(_sql("texts"), [numbers]))}
    talk_ids = [group.key[1] for group in groups if group.key[0] == "talk"]
    talks = {row["talk_id"]: row for row in _rows(cursor.execute(_sql("talks"), [talk_ids]))} if talk_ids else {}
    event_ids = [group.event_id for group in groups if group.event_id and group.key[0] != "talk"]
    events = {row["event_id"]: row for row in _rows(cursor.execute(_sql("events"), [event_ids]))} if event_ids else {}
    hits: list[Hit] = []
    for group in groups:
        matches = tuple(_match(ranked, passages[ranked.passage_id], weights) for ranked in group.passages[:MATCHES])
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
                url=next((m.url for m in matches if m.url), ""),
                score=group.score,
                matches=matches,
                event_id=group.event_id,
            )
        )
    return hits


def _match(ranked: Ranked, row: Mapping[str, Any], weights: Mapping[str, float]) -> Match:
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
    )


def _rows(found: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
