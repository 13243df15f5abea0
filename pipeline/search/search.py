"""A query to hits: what is asked is taken apart, ranked, gathered into talks.

Here: the flow, and what a process keeps between queries. What a query may say stands in `syntax`, how mistyped words are read in
`spelling`, what it narrows in `scope`, what a talk or passage asks for that others are to be like in `similar`, how passages are ranked
in `ranking`, how they become hits in `gathering`; any drawing is `app`'s.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Search
from pipeline.errors import ConfigError, one_line
from pipeline.search import ranking
from pipeline.search.gathering import Gathered, gather, make_hits, newest_first
from pipeline.search.hits import Filters, Hit, Mode, Reading
from pipeline.search.matching import function_terms
from pipeline.search.parameters import LEAST_SHARE
from pipeline.search.ranking import Asked, Ranked, Scope
from pipeline.search.scope import in_all, scope_of
from pipeline.search.similar import like_passage, like_talk
from pipeline.search.spelling import mend
from pipeline.search.syntax import Query, parse

if TYPE_CHECKING:
    import duckdb

    from pipeline.corpus.open import Corpus
    from pipeline.search.embedding import Embedder
    from pipeline.search.shelf import Shelf

EVERYTHING = Filters()
EVERY_PASSAGE = "SELECT passage_id FROM passages"


class Searcher:
    """Search over the corpus as it is published now. One object serves any number of threads."""

    def __init__(self, corpus: Corpus, settings: Search, embedder: Embedder | None = None) -> None:
        self._corpus = corpus
        self._settings = settings
        self._embedder = embedder
        self._lock = threading.Lock()
        self._shelf: tuple[str, Shelf | None] = ("", None)  # build_id, and what is kept of that build

    def search(
        self,
        query: str,
        *,
        limit: int = 10,
        mode: Mode = "hybrid",
        filters: Filters = EVERYTHING,
        recency: float = 0.0,
        explain: bool = False,
    ) -> list[Hit]:
        """At most `limit` hits, best first; `query` as `syntax` says. A query that only narrows lists talks, newest first.

        `recency`: how much of a score being new decides, 0 to 1 (`gathering.newest_first`). `explain`: every match says what each
        word gave to its score. Raises QueryError where the query has no word or a part that cannot be, ConfigError where the
        model that corpus.toml names is not the file's or cannot be loaded, NoCorpusError where there is no file.
        """
        asked = parse(query)
        cursor = self._corpus.cursor()
        try:
            if asked.address:
                chosen = _at_address(cursor, asked.address, filters)
            elif not any(character.isalnum() for character in asked.text):
                chosen = _listed(cursor, asked, filters, limit)
            else:
                shelf = self._the_shelf(cursor)
                mended = mend(cursor, asked.text, asked.phrases, shelf)
                embedder = None if mode == "words" else self._the_embedder(cursor)
                scope = scope_of(filters, asked)
                wanted = ranking.ask(cursor, mended.text, embedder, shelf)
                groups = self._ranked(cursor, wanted, [scope] if scope else [], limit, shelf, mode, recency)
                return _hits(cursor, groups, wanted, explain, mended.readings)
            return make_hits(cursor, chosen[:limit], {})
        finally:
            cursor.close()

    def similar(
        self, talk_id: str, *, limit: int = 10, filters: Filters = EVERYTHING, explain: bool = False
    ) -> list[Hit]:
        """Talks like this one, the likest first, by what tells its passages from others and by their meaning.

        Raises QueryError where the corpus has no such talk, NoCorpusError where there is no file.
        """
        return self._like(like_talk, talk_id, limit, filters, 0.0, explain)

    def more_like(
        self,
        key: str,
        *,
        limit: int = 10,
        filters: Filters = EVERYTHING,
        recency: float = 0.0,
        explain: bool = False,
    ) -> list[Hit]:
        """Hits with passages like the one of `key` (`Match.key`), not of the same talk. Raises as `similar`."""
        return self._like(like_passage, key, limit, filters, recency, explain)

    def _like(
        self,
        of: Callable[[duckdb.DuckDBPyConnection, str, Shelf | None], tuple[Asked, list[Scope]]],
        name: str,
        limit: int,
        filters: Filters,
        recency: float,
        explain: bool,
    ) -> list[Hit]:
        cursor = self._corpus.cursor()
        try:
            shelf = self._the_shelf(cursor)
            asked, scopes = of(cursor, name, shelf)
            narrowed = scope_of(filters)
            within = [*scopes, *([narrowed] if narrowed else [])]
            groups = self._ranked(cursor, asked, within, limit, shelf, recency=recency)
            return _hits(cursor, groups, asked, explain)
        finally:
            cursor.close()

    def _ranked(
        self,
        cursor: duckdb.DuckDBPyConnection,
        asked: Asked,
        scopes: Sequence[Scope],
        limit: int,
        shelf: Shelf | None,
        mode: Mode = "hybrid",
        recency: float = 0.0,
    ) -> list[Gathered]:
        ranked = ranking.rank_asked(
            cursor,
            asked,
            mode=mode,
            words_weight=self._settings.words_weight,
            depth=max(ranking.DEPTH, 8 * limit),
            scope=in_all(scopes),
            shelf=shelf,
        )
        groups = gather(cursor, ranked)
        if recency > 0:
            groups = newest_first(cursor, groups, recency)
        chosen = groups[:limit]
        if mode == "hybrid" and chosen:
            chosen = [group for group in chosen if group.score >= LEAST_SHARE * chosen[0].score]
        return chosen

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


def _hits(
    cursor: duckdb.DuckDBPyConnection,
    groups: Sequence[Gathered],
    asked: Asked,
    explain: bool,
    readings: tuple[Reading, ...] = (),
) -> list[Hit]:
    weights = {term.term: term.idf for term in asked.terms}
    # words of grammar count, but are not shown as what matched, unless nothing else was asked
    told = {term: idf for term, idf in weights.items() if term not in function_terms()}
    return make_hits(cursor, groups, told or weights, readings=readings, terms=asked.terms if explain else ())


def _listed(cursor: duckdb.DuckDBPyConnection, asked: Query, filters: Filters, limit: int) -> list[Gathered]:
    """The talks that a query without words lets through, the newest first."""
    scope = scope_of(filters, asked)
    sql = _sql("listed").format(scope=scope.sql if scope else EVERY_PASSAGE, limit=int(limit))
    rows = cursor.execute(sql, scope.parameters if scope else ()).fetchall()
    return [Gathered(("talk", str(talk_id)), None, [_unranked(int(number))]) for number, talk_id in rows]


def _at_address(cursor: duckdb.DuckDBPyConnection, address: str, filters: Filters) -> list[Gathered]:
    """The talks to which an address belongs: as their material, as the report that tells of them, as their event's page."""
    from pipeline.web.urls import identify

    identity = identify(address)
    scope = scope_of(filters)
    rows = cursor.execute(_sql("by_address"), {"key": identity.key, "url": identity.url}).fetchall()
    passages = cursor.execute(
        _sql("of_talks").format(scope=scope.sql if scope else EVERY_PASSAGE),
        [[talk_id for (talk_id,) in rows], address.partition("#")[0], *(scope.parameters if scope else ())],
    ).fetchall()
    best = {str(talk_id): int(passage_id) for talk_id, passage_id in passages}
    return [Gathered(("talk", talk_id), None, [_unranked(best[talk_id])]) for (talk_id,) in rows if talk_id in best]


def _unranked(passage_id: int) -> Ranked:
    return Ranked(passage_id, 1.0, 0.0, 0.0, None, None)


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
