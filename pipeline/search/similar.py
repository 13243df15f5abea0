"""Talks like a talk, and passages like a passage: passages made into what `ranking` ranks by.

The words are the ones that tell the passages from the rest of the corpus, the meaning is the mean of their vectors. No model
and no text of a reader is needed, so the answer comes from the DuckDB file alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from pipeline.errors import QueryError, one_line
from pipeline.search.analysis import tokens
from pipeline.search.matching import function_terms
from pipeline.search.ranking import Asked, Scope, Term, look_up

if TYPE_CHECKING:
    import duckdb

    from pipeline.search.shelf import Shelf

# passages that speak for a talk, and the most telling of their words that are asked for
PASSAGES = 64
WORDS = 24
KEY = 8  # letters that a passage's key has at least


def like_talk(cursor: duckdb.DuckDBPyConnection, talk_id: str, shelf: Shelf | None = None) -> tuple[Asked, list[Scope]]:
    """What talks like `talk_id` are ranked by, and where they may be found. Raises QueryError where there is no such talk."""
    rows = cursor.execute(_sql("passages_of_talk"), [talk_id, PASSAGES]).fetchall()
    if not rows:
        raise QueryError(
            one_line("similar", "must be a talk of the corpus", talk_id, "take the talk_id of `talks search --json`")
        )
    others = Scope("SELECT passage_id FROM passages WHERE talk_id <> ?", (talk_id,))
    return _asked(cursor, [row[:4] for row in rows], shelf), [others]


def like_passage(cursor: duckdb.DuckDBPyConnection, key: str, shelf: Shelf | None = None) -> tuple[Asked, list[Scope]]:
    """What passages like the one of `key` (`Match.key`) are ranked by, and where they may be found: not in its own talk.

    Raises QueryError where no passage has it.
    """
    rows = cursor.execute(_sql("passage_of_key"), [key]).fetchall() if len(key) >= KEY else []
    if not rows:
        raise QueryError(one_line("more like", "must be the key of a passage", key, "search again and follow its link"))
    scope = Scope("SELECT passage_id FROM passages WHERE NOT starts_with(text_hash, ?)", (key,))
    owners = [row[4] for row in rows if row[4] is not None]
    foreign = Scope(
        "SELECT passage_id FROM passages WHERE talk_id IS NULL OR talk_id NOT IN (SELECT unnest(?::VARCHAR[]))",
        (owners,),
    )
    return _asked(cursor, [rows[0][:4]], shelf), [scope, foreign]


def _asked(cursor: duckdb.DuckDBPyConnection, rows: Sequence[tuple[Any, ...]], shelf: Shelf | None) -> Asked:
    """Passages (passage_id, title, heading, text) as terms and a vector."""
    lines = dict.fromkeys(str(text) for row in rows for text in row[1:] if text)
    times = Counter(term for line in lines for term in tokens(line))
    grammar = function_terms()
    telling = look_up(cursor, [term for term in times if term not in grammar], shelf, limit=None)
    worth = {t.term: (1 + np.log(times[t.term])) * t.idf for t in telling if t.term_id is not None}
    best = sorted(worth, key=lambda term: (-worth[term], term))[:WORDS]
    by_term = {t.term: t for t in telling}
    terms = [Term(term, 1, by_term[term].idf, by_term[term].term_id) for term in best]
    numbers = [int(row[0]) for row in rows]
    found = cursor.execute(
        "SELECT vector FROM vectors WHERE vector IS NOT NULL AND passage_id IN (SELECT unnest(?::INTEGER[]))", [numbers]
    ).fetchall()
    if not found:
        return Asked(terms, None)
    mean = np.mean(np.array([row[0] for row in found], dtype=np.float32), axis=0)
    length = float(np.linalg.norm(mean))
    return Asked(terms, mean / np.float32(length) if length > 0 else None)


@cache
def _sql(name: str) -> str:
    return Path(__file__).with_name("sql").joinpath(f"{name}.sql").read_text(encoding="utf-8")
