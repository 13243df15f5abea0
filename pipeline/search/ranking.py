"""Passages ranked for a query, over one connection: words by SQL on `terms` and `postings`, meaning by SQL on `vectors`.

The core that the product (`search`) and the benchmark (`bench`) share. It knows passages by number only; gathering them into
talks is `search`'s. Fusion stands in `fusion`, what words a text has in `analysis`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
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
from pipeline.search.parameters import K1

if TYPE_CHECKING:
    import duckdb

    from pipeline.search.embedding import Embedder

# how many passages each of the two rankings hands to the fusion
DEPTH = 400

Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Term:
    """A term of the query as the index knows it; `term_id` is None where no passage has it."""

    term: str
    times: int
    idf: float
    term_id: int | None


@dataclass(frozen=True)
class Ranked:
    """A passage and why it stands where it does."""

    passage_id: int
    score: float
    words_score: float  # BM25
    meaning_score: float  # cosine; 0 where the passage or the query has no vector
    words_rank: int | None  # from 1; None where the words did not bring it up
    meaning_rank: int | None


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
    words_weight: float = 0.7,
    depth: int = DEPTH,
    scope: Scope | None = None,
) -> list[Ranked]:
    """The passages for `text`, best first; at most `depth` by words and as many by meaning.

    `embedder` may be None where `mode` is "words". Raises ConfigError where its vectors are not as long as the file's.
    """
    asked = look_up(cursor, tokens(text)) if mode != "meaning" else []
    by_words = words(cursor, asked, depth, scope) if asked else _nothing()
    vector = None if mode == "words" or embedder is None else embedder.encode_queries([text])[0]
    has_vector = vector is not None and bool(np.any(vector))
    by_meaning = meaning(cursor, vector, depth, scope) if vector is not None and has_vector else _nothing()
    if mode == "words":
        return _one_list(by_words, "words")
    if mode == "meaning":
        return _one_list(by_meaning, "meaning")
    ids = np.union1d(by_words[0], by_meaning[0])
    if not len(ids):
        return []
    bm25 = _scores_for(ids, by_words)
    cosine = _scores_for(ids, by_meaning)
    # what one list did not bring up has its score there all the same
    if vector is not None and has_vector and len(unseen := np.setdiff1d(ids, by_meaning[0])):
        found = cosines(cursor, vector, unseen)
        cosine[np.searchsorted(ids, found[0])] = found[1]
    if len(by_words[0]) >= depth and len(unseen := np.setdiff1d(ids, by_words[0])):
        found = words(cursor, asked, len(unseen), only=unseen)
        bm25[np.searchsorted(ids, found[0])] = found[1]
    score = fusion.fuse(bm25, cosine, ideal_words(asked), words_weight, has_meaning=has_vector)
    ranks = (_ranks(by_words[0]), _ranks(by_meaning[0]))
    order = np.lexsort((ids, -score))
    return [
        Ranked(
            int(ids[i]), float(score[i]), float(bm25[i]), float(cosine[i]),
            ranks[0].get(int(ids[i])), ranks[1].get(int(ids[i])),
        )
        for i in order
    ]  # fmt: skip


def look_up(cursor: duckdb.DuckDBPyConnection, terms: Sequence[str]) -> list[Term]:
    """The query's terms with what the index knows of them; a term that it does not know has the idf of one that is nowhere."""
    times = Counter(terms)
    if not times:
        return []
    rows = cursor.execute(_sql("look_up"), [list(times)]).fetchall()
    passages = int(cursor.execute("SELECT count(*) FROM passages").fetchall()[0][0])
    nowhere = float(np.log1p((passages + 0.5) / 0.5))
    known = {str(term): (int(term_id), float(idf)) for term, term_id, idf in rows}
    return [
        Term(term, n, known[term][1] if term in known else nowhere, known[term][0] if term in known else None)
        for term, n in times.items()
    ]


def ideal_words(asked: Sequence[Term]) -> float:
    """The BM25 score that a passage could at most have for these terms, known or not (k1 = 1.2: a term gives up to 2.2 idf)."""
    return sum(term.times * term.idf * (K1 + 1) for term in asked)


def words(
    cursor: duckdb.DuckDBPyConnection,
    asked: Sequence[Term],
    limit: int,
    scope: Scope | None = None,
    only: Numbers | None = None,
) -> tuple[Numbers, Scores]:
    """The passages with the highest BM25 scores, best first: their numbers and scores."""
    known = [(term.term_id, float(term.times)) for term in asked if term.term_id is not None]
    if not known:
        return _nothing()
    # numbers in the text of the query let DuckDB skip the row groups of other terms
    chosen = ", ".join(str(term_id) for term_id, _ in known)
    factor = "weight"
    if any(times != 1 for _, times in known):
        cases = " ".join(f"WHEN {term_id} THEN {times}" for term_id, times in known if times != 1)
        factor = f"weight * CASE term_id {cases} ELSE 1 END"
    condition, parameters = _condition(scope, only)
    sql = _sql("words").format(factor=factor, terms=chosen, condition=condition, limit=int(limit))
    return _columns(cursor.execute(sql, parameters))


def meaning(
    cursor: duckdb.DuckDBPyConnection, vector: npt.NDArray[np.float32], limit: int, scope: Scope | None = None
) -> tuple[Numbers, Scores]:
    """The passages whose vectors are nearest, nearest first: their numbers and cosines."""
    condition, parameters = _condition(scope, None)
    return _nearest(cursor, vector, limit, condition, parameters)


def cosines(cursor: duckdb.DuckDBPyConnection, vector: npt.NDArray[np.float32], ids: Numbers) -> tuple[Numbers, Scores]:
    """The cosines of the passages `ids` that have a vector."""
    condition, parameters = _condition(None, ids)
    return _nearest(cursor, vector, len(ids), condition, parameters)


def _nearest(
    cursor: duckdb.DuckDBPyConnection,
    vector: npt.NDArray[np.float32],
    limit: int,
    condition: str,
    parameters: list[Any],
) -> tuple[Numbers, Scores]:
    import duckdb

    sql = _sql("meaning").format(dimensions=len(vector), condition=condition, limit=int(limit))
    try:
        return _columns(cursor.execute(sql, [vector.tolist(), *parameters]))
    except duckdb.BinderException:
        stored = cursor.execute("SELECT model FROM builds").fetchall()
        raise ConfigError(
            one_line(
                "[search] model",
                f"its vectors must be as long as the file's, which were made by {stored[0][0] if stored else 'another model'}",
                f"{len(vector)} numbers",
                "run `talks run` to embed with the model that corpus.toml names",
            )
        ) from None


def _condition(scope: Scope | None, only: Numbers | None) -> tuple[str, list[Any]]:
    if only is not None:
        return "passage_id IN (SELECT unnest(?::INTEGER[]))", [only.tolist()]
    if scope is not None:
        return f"passage_id IN ({scope.sql})", list(scope.parameters)
    return "true", []


def _columns(found: Any) -> tuple[Numbers, Scores]:
    columns = found.fetchnumpy()
    return columns["passage_id"].astype(np.int64), columns["score"].astype(np.float32)


def _nothing() -> tuple[Numbers, Scores]:
    return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)


def _scores_for(ids: Numbers, found: tuple[Numbers, Scores]) -> Scores:
    """The scores of `ids` (sorted), 0 where `found` has none."""
    scores = np.zeros(len(ids), dtype=np.float32)
    scores[np.searchsorted(ids, found[0])] = found[1]
    return scores


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
        )
        for place, (passage_id, score) in enumerate(zip(*found, strict=True), 1)
    ]  # fmt: skip


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
