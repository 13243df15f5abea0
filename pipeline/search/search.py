"""A query to hits: what is asked is taken apart, ranked, gathered into talks.

Here: the flow, and what a process keeps between queries. What a query may say stands in `syntax`, what it narrows in `scope`, how
passages are ranked in `ranking`, how they become hits in `gathering`; any drawing is `app`'s.
"""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.config import Search
from pipeline.errors import ConfigError, one_line
from pipeline.search import ranking
from pipeline.search.analysis import tokens
from pipeline.search.gathering import Gathered, gather, make_hits
from pipeline.search.hits import Filters, Hit, Mode
from pipeline.search.parameters import LEAST_SHARE
from pipeline.search.ranking import Ranked
from pipeline.search.scope import scope_of
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

    def search(self, query: str, *, limit: int = 10, mode: Mode = "hybrid", filters: Filters = EVERYTHING) -> list[Hit]:
        """At most `limit` hits, best first; `query` as `syntax` says. A query that only narrows lists talks, newest first.

        Raises QueryError where the query has no word or a part that cannot be, ConfigError where the model that
        corpus.toml names is not the file's or cannot be loaded, NoCorpusError where there is no file.
        """
        asked = parse(query)
        cursor = self._corpus.cursor()
        try:
            if asked.address:
                chosen = _at_address(cursor, asked.address, filters)
            elif not any(character.isalnum() for character in asked.text):
                chosen = _listed(cursor, asked, filters, limit)
            else:
                return self._ranked(cursor, asked, limit, mode, filters)
            return make_hits(cursor, chosen[:limit], {})
        finally:
            cursor.close()

    def _ranked(
        self, cursor: duckdb.DuckDBPyConnection, asked: Query, limit: int, mode: Mode, filters: Filters
    ) -> list[Hit]:
        shelf = self._the_shelf(cursor)
        ranked = ranking.rank(
            cursor,
            asked.text,
            None if mode == "words" else self._the_embedder(cursor),
            mode=mode,
            words_weight=self._settings.words_weight,
            depth=max(ranking.DEPTH, 8 * limit),
            scope=scope_of(filters, asked),
            shelf=shelf,
        )
        chosen = gather(cursor, ranked)[:limit]
        if mode == "hybrid" and chosen:
            chosen = [group for group in chosen if group.score >= LEAST_SHARE * chosen[0].score]
        weights = {term.term: term.idf for term in ranking.look_up(cursor, tokens(asked.text), shelf)}
        return make_hits(cursor, chosen, weights)

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
