"""Passages ranked for a query, over one connection: words from `terms` and `postings`, meaning from `vectors`.

The core that the product (`search`) and the benchmark (`bench`) share. It knows passages by number only; gathering them into
talks is `search`'s. Fusion stands in `fusion`, what words a text has in `analysis`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from pipeline.errors import ConfigError, one_line
from pipeline.search import fusion
from pipeline.search.analysis import tokens
from pipeline.search.hits import Mode
from pipeline.search.parameters import COVERAGE, K1
from pipeline.search.shelf import MANY_ROWS, Shelf

if TYPE_CHECKING:
    import duckdb

    from pipeline.search.embedding import Embedder

# how many passages each of the two rankings hands to the fusion
DEPTH = 400
# of a longer query the rarest terms are asked
TERM_LIMIT = 64
# of a query's terms, the rarest that together have no more postings are read whole (a small corpus has fewer in all) ...
POSTINGS_LIMIT = 250_000
# ... and the others for so many of the passages that those bring up
CANDIDATES = 4_000
# of the idf of a term that no passage has: how much such a word weighs in the query's vector, beside the idf of those that are there
UNSEEN_SHARE = 0.6

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Term:
    """A term of the query as the index knows it; `term_id` is None where no passage has it."""

    term: str
    times: int
    idf: float
    term_id: int | None
    frequency: int = 0  # how many passages have it


@dataclass(frozen=True)
class Ranked:
    """A passage and why it stands where it does."""

    passage_id: int
    score: float
    words_score: float  # BM25, discounted where words are lacking: see `words`
    meaning_score: float  # cosine; 0 where the passage or the query has no vector
    words_rank: int | None  # from 1; None where the words did not bring it up
    meaning_rank: int | None
    words_part: float = 0.0  # what the words gave to `score`, and what the meaning did
    meaning_part: float = 0.0


@dataclass(frozen=True)
class Asked:
    """What passages are ranked by: terms, and a vector (None: nothing is known of the meaning, or it does not count)."""

    terms: Sequence[Term]
    vector: npt.NDArray[np.float32] | None


@dataclass(frozen=True)
class Scope:
    """Which passages may be found: SQL that selects their `passage_id`s, and its parameters."""

    sql: str
    parameters: tuple[Any, ...] = ()


def rank(
    cursor: duckdb.DuckDBPyConnection,
    text: str,
    embedder: Embedder | None,
    *,
    mode: Mode = "hybrid",
    words_weight: float = 0.75,
    depth: int = DEPTH,
    scope: Scope | None = None,
    shelf: Shelf | None = None,
) -> list[Ranked]:
    """The passages for `text`, best first; at most `depth` by words and as many by meaning.

    `embedder` may be None where `mode` is "words". `shelf`, where given, must be of the file that `cursor` reads; it
    changes how soon the answer comes, not the answer. Raises ConfigError where the embedder's vectors are not as long as the file's.
    """
    asked = ask(cursor, text, embedder if mode != "words" else None, shelf)
    return rank_asked(cursor, asked, mode=mode, words_weight=words_weight, depth=depth, scope=scope, shelf=shelf)


def ask(cursor: duckdb.DuckDBPyConnection, text: str, embedder: Embedder | None, shelf: Shelf | None = None) -> Asked:
    """`text` as terms that the index may know, and as a vector."""
    terms = look_up(cursor, tokens(text), shelf)
    vector = None if embedder is None else embedder.encode_queries([text], word_weights(terms))[0]
    return Asked(terms, vector)


def rank_asked(
    cursor: duckdb.DuckDBPyConnection,
    asked: Asked,
    *,
    mode: Mode = "hybrid",
    words_weight: float = 0.8,
    depth: int = DEPTH,
    scope: Scope | None = None,
    shelf: Shelf | None = None,
) -> list[Ranked]:
    """As `rank`, for terms and a vector from wherever they come."""
    allowed = None if scope is None else _columns(cursor.execute(scope.sql, scope.parameters))[0]
    vector = None if mode == "words" or asked.vector is None or not np.any(asked.vector) else asked.vector
    nearness = None if vector is None else Nearness(cursor, vector, allowed, shelf)
    if nearness is not None and mode == "hybrid":
        nearness.begin(depth)
    all_words = words(cursor, asked.terms, allowed) if mode != "meaning" else _nothing()
    by_words = _best(all_words, depth)
    by_meaning = _nothing() if nearness is None else nearness.best(depth)
    if mode == "words":
        return _one_list(by_words, "words")
    if mode == "meaning":
        return _one_list(by_meaning, "meaning")
    ids = np.union1d(by_words[0], by_meaning[0])
    if not len(ids):
        return []
    bm25 = _scores_for(ids, all_words)
    cosine = _scores_for(ids, _ascending(by_meaning))
    # what the list by meaning did not bring up has its cosine all the same
    if nearness is not None and len(unseen := np.setdiff1d(ids, by_meaning[0])):
        found = nearness.of(unseen)
        cosine[np.searchsorted(ids, found[0])] = found[1]
    parts = fusion.parts(bm25, cosine, ideal_words(asked.terms), words_weight, has_meaning=nearness is not None)
    score = parts[0] + parts[1]
    ranks = (_ranks(by_words[0]), _ranks(by_meaning[0]))
    order = np.lexsort((ids, -score))
    columns = (column[order].tolist() for column in (ids, score, bm25, cosine, *parts))
    return [
        Ranked(number, total, words_, meaning, ranks[0].get(number), ranks[1].get(number), *both)
        for number, total, words_, meaning, *both in zip(*columns, strict=True)
    ]


def look_up(
    cursor: duckdb.DuckDBPyConnection, terms: Sequence[str], shelf: Shelf | None = None, limit: int | None = TERM_LIMIT
) -> list[Term]:
    """The query's terms with what the index knows of them, the rarest first, at most `limit`.

    One that the index does not know has the idf of a term that is nowhere.
    """
    times = Counter(terms)
    if not times:
        return []
    known: dict[str, tuple[int, float]] = {}
    if shelf is not None:
        known = {term: found for term in times if (found := shelf.look_up(term))}
        passages = shelf.passage_count
    else:
        marks = ", ".join("?" * len(times))
        rows = cursor.execute(_sql("look_up").format(terms=marks), list(times)).fetchall()
        known = {str(term): (int(term_id), float(idf)) for term, term_id, idf in rows}
        passages = int(cursor.execute("SELECT count(*) FROM passages").fetchall()[0][0])
    nowhere = float(np.log1p((passages + 0.5) / 0.5))
    asked = [
        # the frequency, back from idf = ln((n + 1) / (frequency + 0.5))
        Term(term, n, known[term][1], known[term][0], round((passages + 1) * float(np.exp(-known[term][1])) - 0.5))
        if term in known
        else Term(term, n, nowhere, None)
        for term, n in times.items()
    ]
    return sorted(asked, key=lambda term: -term.idf)[:limit]


def word_weights(asked: Sequence[Term]) -> dict[str, float]:
    """What each word of the query tells in this corpus, for the query's vector: its idf, if any passage has it.

    A word that no passage has may be a rare name or the other language's word for what all of them are about.
    """
    return {term.term: term.idf * (1 if term.term_id is not None else UNSEEN_SHARE) for term in asked}


def ideal_words(asked: Sequence[Term]) -> float:
    """The BM25 score that a passage could at most have for these terms, known or not (a term gives up to (k1 + 1) idf)."""
    return sum(term.times * term.idf * (K1 + 1) for term in asked)


def coverage_factor(share: Any) -> Any:
    """By what a BM25 score is multiplied where the passage has this share of the query, counted in idf: at most 1."""
    return 1 - COVERAGE + COVERAGE * share


def words(
    cursor: duckdb.DuckDBPyConnection, asked: Sequence[Term], allowed: Numbers | None = None
) -> tuple[Numbers, Scores]:
    """The scores by words of all passages with any of the terms, by number.

    That is BM25, the sum of their postings' weights, discounted by `coverage_factor` where a passage lacks some of the terms:
    one that says every word once answers better than one that says a single one often.
    """
    known = [term for term in asked if term.term_id is not None]
    if not known:
        return _nothing()
    # all postings of the rarer terms; those of the others only for the passages that the rarer ones bring up
    whole = [n for n in range(len(known)) if n == 0 or sum(t.frequency for t in known[: n + 1]) <= POSTINGS_LIMIT]
    numbers, weights, places = _postings(cursor, known, whole)
    if not len(numbers):
        return _nothing()
    shares = np.array([term.times * term.idf for term in known]) / sum(term.times * term.idf for term in asked)
    ids, at = _gathered(numbers)
    if allowed is not None:
        kept = np.isin(ids, allowed)
        weights, places, at = weights[kept[at]], places[kept[at]], (np.cumsum(kept) - 1)[at[kept[at]]]
        ids = ids[kept]
    # rows come in no particular order; sums of the same numbers in another order differ in the last bits
    sums, share = (np.bincount(at, each, minlength=len(ids)) for each in (weights, shares[places]))
    if len(whole) < len(known):
        near = np.sort(_best((ids, sums.astype(np.float32)), CANDIDATES)[0])
        rest = [n for n in range(len(known)) if n not in whole]
        numbers, weights, places = _postings(cursor, known, rest, near)
        at = np.searchsorted(ids, numbers)
        sums += np.bincount(at, weights, minlength=len(ids))
        share += np.bincount(at, shares[places], minlength=len(ids))
    return ids, (sums * coverage_factor(share)).astype(np.float32).round(5)


def _gathered(numbers: Numbers) -> tuple[Numbers, Numbers]:
    """The different `numbers`, ascending, and which of them each is: numpy's `unique`, without sorting what is many times as long."""
    there = np.zeros(int(numbers.max()) + 1, dtype=bool)
    there[numbers] = True
    different = np.flatnonzero(there)
    place = np.empty(len(there), dtype=np.int32)
    place[different] = np.arange(len(different), dtype=np.int32)
    return different.astype(np.int64, copy=False), place[numbers].astype(np.int64)


def _postings(
    cursor: duckdb.DuckDBPyConnection, known: Sequence[Term], chosen: Sequence[int], among: Numbers | None = None
) -> tuple[Numbers, npt.NDArray[np.float64], Numbers]:
    """The postings of `known[n]` for n in `chosen`, as passage, weight and n; with `among`, of these passages only."""
    one = _sql("postings")
    sql = " UNION ALL ".join(
        one.format(
            term_id=known[n].term_id,
            place=n,
            factor="weight" if known[n].times == 1 else f"weight * {known[n].times}",
            condition="true" if among is None else "passage_id IN (SELECT passage_id FROM wanted)",
        )
        for n in chosen
    )
    if among is None:
        found = cursor.execute(sql).fetchnumpy()
    else:
        wanted = "WITH wanted AS MATERIALIZED (SELECT unnest(?::INTEGER[]) AS passage_id)"
        found = cursor.execute(f"{wanted} {sql}", [among.tolist()]).fetchnumpy()
    passages, weights, places = (np.asarray(found[name]) for name in ("passage_id", "weight", "place"))
    return passages, weights.astype(np.float64), places


class Nearness:
    """How near passages lie to a query's vector: cosines, from the shelf's matrix or from the file."""

    def __init__(
        self,
        cursor: duckdb.DuckDBPyConnection,
        vector: npt.NDArray[np.float32],
        allowed: Numbers | None,
        shelf: Shelf | None,
    ) -> None:
        self._cursor, self._vector, self._allowed = cursor, vector, allowed
        has_matrix = shelf is not None and shelf.vectors is not None and shelf.vectors.shape[1] == len(vector)
        self._shelf = shelf if has_matrix else None
        self._begun: Future[tuple[Numbers, Scores]] | None = None

    def begin(self, limit: int) -> None:
        """Let another thread look for the `limit` nearest, where there are so many rows in memory that it pays."""
        if self._shelf is not None and self._allowed is None and len(self._shelf.passage_ids) >= MANY_ROWS:
            aside = ThreadPoolExecutor(1, "nearness")
            self._begun = aside.submit(self._shelf.nearest, self._vector, limit)
            aside.shutdown(wait=False)

    def best(self, limit: int) -> tuple[Numbers, Scores]:
        """The nearest passages, nearest first: their numbers and cosines."""
        if self._begun is not None:
            return _best(self._begun.result(), limit)
        if self._shelf is not None and self._allowed is None:
            return _best(self._shelf.nearest(self._vector, limit), limit)
        if self._shelf is not None and self._allowed is not None:
            return _best(self._shelf.cosines(self._vector, self._allowed), limit)
        if self._allowed is None:
            return self._ask("true", [], limit)
        return self._ask("passage_id IN (SELECT unnest(?::INTEGER[]))", [self._allowed.tolist()], limit)

    def of(self, ids: Numbers) -> tuple[Numbers, Scores]:
        """The cosines of those of `ids` that have a vector."""
        if self._shelf is not None:
            return self._shelf.cosines(self._vector, ids)
        return self._ask("passage_id IN (SELECT unnest(?::INTEGER[]))", [ids.tolist()], len(ids))

    def _ask(self, condition: str, parameters: list[Any], limit: int) -> tuple[Numbers, Scores]:
        import duckdb

        sql = _sql("meaning").format(dimensions=len(self._vector), condition=condition, limit=int(limit))
        try:
            ids, scores = _columns(self._cursor.execute(sql, [self._vector.tolist(), *parameters]))
        except duckdb.BinderException:
            stored = self._cursor.execute("SELECT model FROM builds").fetchall()
            model = stored[0][0] if stored else "another model"
            raise ConfigError(
                one_line(
                    "[search] model",
                    f"its vectors must be as long as the file's, which were made by {model}",
                    f"{len(self._vector)} numbers",
                    "run `talks run` to embed with the model that corpus.toml names",
                )
            ) from None
        return _best((ids, scores.round(6)), limit)


def _best(found: tuple[Numbers, Scores], limit: int) -> tuple[Numbers, Scores]:
    """The `limit` highest, highest first; among equals the lower number first."""
    ids, scores = found
    if len(ids) > limit:
        # all that are as high as the last one, so that ties are decided by number
        edge = np.partition(scores, len(scores) - limit)[len(scores) - limit]
        ids, scores = ids[scores >= edge], scores[scores >= edge]
    order = np.lexsort((ids, -scores))[:limit]
    return ids[order], scores[order]


def _columns(found: Any) -> tuple[Numbers, Scores]:
    columns = found.fetchnumpy()
    ids = columns["passage_id"].astype(np.int64)
    return ids, columns["score"].astype(np.float32) if "score" in columns else np.zeros(len(ids), dtype=np.float32)


def _nothing() -> tuple[Numbers, Scores]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


def _scores_for(ids: Numbers, found: tuple[Numbers, Scores]) -> Scores:
    """The scores of `ids`, 0 where `found` (ascending) has none."""
    scores = np.zeros(len(ids), dtype=np.float32)
    if len(found[0]):
        at = np.minimum(np.searchsorted(found[0], ids), len(found[0]) - 1)
        has = found[0][at] == ids
        scores[has] = found[1][at[has]]
    return scores


def _ascending(found: tuple[Numbers, Scores]) -> tuple[Numbers, Scores]:
    order = np.argsort(found[0])
    return found[0][order], found[1][order]


def _ranks(ids: Numbers) -> dict[int, int]:
    return {int(passage_id): place for place, passage_id in enumerate(ids, 1)}


def _one_list(found: tuple[Numbers, Scores], kind: str) -> list[Ranked]:
    """The ranking by words or meaning alone; scores are shares of the best."""
    best = float(found[1][0]) if len(found[1]) else 0.0
    unit = best if kind == "words" and best > 0 else 1.0
    return [
        Ranked(
            int(passage_id), float(score) / unit,
            float(score) if kind == "words" else 0.0, float(score) if kind == "meaning" else 0.0,
            place if kind == "words" else None, place if kind == "meaning" else None,
            float(score) / unit if kind == "words" else 0.0, float(score) if kind == "meaning" else 0.0,
        )
        for place, (passage_id, score) in enumerate(zip(*found, strict=True), 1)
    ]  # fmt: skip


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
