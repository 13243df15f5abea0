"""What a process that answers many queries keeps in memory of one corpus file: the vectors and the list of terms.

One query alone is answered by SQL over the file, which is all that is needed. From the second on, the vectors lie in one
matrix (float32, 1 KB a passage at 256 dimensions) and the terms in one sorted Arrow column, read once from the file;
measured at 50,000 passages, the nearest are then found in 2 ms instead of 57 ms, a term in microseconds instead of 4 ms.
Nothing here is written anywhere, and another file means another shelf.
"""

from __future__ import annotations

import os
import threading
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import duckdb

# passages whose vectors are read at once
STRETCH = 8_192
# what DuckDB may use, in bytes, beside a matrix larger than this: no less than that, and a share of a matrix that is larger still,
# as queries then need more at once; and what it may use while that is read. The system keeps the file's pages anyway
BUFFERS = 64 * 1024 * 1024
BUFFERS_SHARE = 8
BUFFERS_READING = 32 * 1024 * 1024
# rows from which on a second thread is worth its start, and so is looking for words and meaning at the same time
MANY_ROWS = 50_000
# rows whose cosines are worked out at once: they stay in the processor's cache until the best are picked
BLOCK = 250_000
# cosines are told to so many digits; rows that come out equal stand in the order of their passages
DIGITS = 6
# a matrix up to this is loaded on any machine
SMALL_MATRIX = 768 * 1024 * 1024


def matrix_limit() -> int:
    """The largest matrix that is loaded, in bytes: a quarter of the machine's memory, if that is more than SMALL_MATRIX.

    Of a larger one, the nearest are asked of DuckDB.
    """
    try:
        return max(SMALL_MATRIX, os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4)
    except (ValueError, OSError, AttributeError):  # a system that does not say
        return SMALL_MATRIX


Numbers = npt.NDArray[np.int64]
Cosines = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Shelf:
    """Vectors and terms of one file. `passage_ids[i]`, ascending, is the passage of `vectors[i]`; `terms` is sorted by its strings."""

    passage_ids: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float32] | None
    terms: Any  # pyarrow.StringArray
    term_ids: npt.NDArray[np.int32]
    idf: npt.NDArray[np.float32]
    passage_count: int

    def nearest(self, vector: npt.NDArray[np.float32], limit: int) -> tuple[Numbers, Cosines]:
        """The `limit` passages nearest to `vector` and all as near as the last of them, in no order: ids and cosines.

        Many rows are shared out to two threads.
        """
        rows = self.vectors
        if rows is None or not len(rows):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        middle = len(rows) // 2 if len(rows) >= MANY_ROWS else len(rows)
        found: list[tuple[Numbers, Cosines]] = []
        other = threading.Thread(target=lambda: found.append(self._nearest_of(middle, len(rows), vector, limit)))
        if middle < len(rows):
            other.start()
        first = self._nearest_of(0, middle, vector, limit)
        if middle < len(rows):
            other.join()
        places, cosines = (np.concatenate(parts) for parts in zip(first, *found, strict=True))
        kept = cosines >= _edge(cosines, limit)
        return self.passage_ids[places[kept]], cosines[kept].round(DIGITS)

    def cosines(self, vector: npt.NDArray[np.float32], wanted: Numbers) -> tuple[Numbers, Cosines]:
        """Those of the passages `wanted` that have a vector, ascending, and how near each is to `vector`."""
        if self.vectors is None or not len(self.passage_ids):
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        wanted = np.unique(wanted)
        places = np.searchsorted(self.passage_ids, wanted)
        places[places == len(self.passage_ids)] = 0
        places = places[self.passage_ids[places] == wanted]
        cosines = [_dots(self.vectors[places[at : at + BLOCK]], vector) for at in range(0, len(places), BLOCK)]
        return self.passage_ids[places], np.concatenate([*cosines, np.empty(0, dtype=np.float32)]).round(DIGITS)

    def _nearest_of(self, begin: int, end: int, vector: npt.NDArray[np.float32], limit: int) -> tuple[Numbers, Cosines]:
        """As `nearest`, among the rows from `begin` to `end`: their places, not their ids."""
        assert self.vectors is not None
        places, cosines = np.empty(0, dtype=np.int64), np.empty(0, dtype=np.float32)
        edge = -np.inf
        for at in range(begin, end, BLOCK):
            block = _dots(self.vectors[at : min(at + BLOCK, end)], vector)
            kept = np.flatnonzero(block >= edge)
            places, cosines = np.concatenate([places, kept + at]), np.concatenate([cosines, block[kept]])
            if len(places) > limit:
                edge = _edge(cosines, limit)
                kept = np.flatnonzero(cosines >= edge)
                places, cosines = places[kept], cosines[kept]
        return places, cosines

    def look_up(self, term: str) -> tuple[int, float] | None:
        """The number and idf of `term`; None where no passage has it."""
        at = bisect_left(_AsStrings(self.terms), term)
        if at < len(self.terms) and self.terms[at].as_py() == term:
            return int(self.term_ids[at]), float(self.idf[at])
        return None


def load_shelf(cursor: duckdb.DuckDBPyConnection) -> Shelf:
    """The shelf of the file that `cursor` reads."""
    import pyarrow as pa

    terms = cursor.sql("SELECT term, term_id, idf FROM terms ORDER BY term").to_arrow_table().combine_chunks()
    passages = int(cursor.execute("SELECT count(*) FROM passages").fetchall()[0][0])
    rows, last = cursor.execute("SELECT count(*), coalesce(max(passage_id), -1) FROM vectors").fetchall()[0]
    found = cursor.execute("SELECT len(vector) FROM vectors WHERE vector IS NOT NULL LIMIT 1").fetchall()
    dimensions = int(found[0][0]) if found else 0
    ids, matrix = np.empty(0, dtype=np.int64), None
    if rows * dimensions * 4 <= matrix_limit():
        large = rows * dimensions * 4 > BUFFERS
        if large:  # DuckDB would keep all that it read, which nobody asks it for again
            cursor.execute(f"SET memory_limit = '{BUFFERS_READING}B'")
        ids, matrix = _matrix(cursor, rows, dimensions, last)
        if large:
            cursor.execute(f"SET memory_limit = '{max(BUFFERS, rows * dimensions * 4 // BUFFERS_SHARE)}B'")
        pa.default_memory_pool().release_unused()
    column = terms["term"]
    strings = column.chunk(0) if column.num_chunks else pa.array([], pa.string())
    return Shelf(ids, matrix, strings, terms["term_id"].to_numpy(), terms["idf"].to_numpy(), passages)


def _matrix(cursor: duckdb.DuckDBPyConnection, rows: int, dimensions: int, last: int) -> tuple[Numbers, Cosines]:
    """The ids and vectors of the passages that have one, at most `rows`, by id, of which `last` is the highest.

    Read stretch by stretch: all of it at once would be in memory three times.
    """
    ids, matrix = np.empty(rows, dtype=np.int64), np.empty((rows, dimensions), dtype=np.float32)
    at = 0
    for first in range(0, last + 1 if dimensions else 0, STRETCH):
        found = cursor.sql(
            "SELECT passage_id, vector FROM vectors WHERE vector IS NOT NULL"
            f" AND passage_id >= {first} AND passage_id < {first + STRETCH}"
        ).to_arrow_table()
        ids[at : at + len(found)] = found["passage_id"].to_numpy()
        start = at
        for chunk in found["vector"].chunks:
            matrix[at : at + len(chunk)] = np.asarray(chunk.flatten()).reshape(len(chunk), dimensions)
            at += len(chunk)
        if (np.diff(ids[start:at]) < 0).any():
            order = np.argsort(ids[start:at], kind="stable")
            ids[start:at], matrix[start:at] = ids[start:at][order], matrix[start:at][order]
    return ids[:at], matrix[:at]


def _dots(rows: npt.NDArray[np.float32], vector: npt.NDArray[np.float32]) -> Cosines:
    # not `@`: BLAS would leave threads spinning that take the cores from DuckDB's next query (measured: a hybrid query took 1.7 times as long)
    return np.asarray(np.einsum("ij,j->i", rows, vector), dtype=np.float32)


def _edge(cosines: Cosines, limit: int) -> float:
    """What a cosine must reach to be among the `limit` highest, when both are told to DIGITS."""
    if len(cosines) <= limit:
        return -np.inf
    return float(np.partition(cosines, len(cosines) - limit)[len(cosines) - limit]) - 2 * 0.1**DIGITS


class _AsStrings:
    """An Arrow column as a sequence of str, read one by one, for bisect."""

    def __init__(self, column: Any) -> None:
        self._column = column

    def __len__(self) -> int:
        return len(self._column)

    def __getitem__(self, at: int) -> str:
        return str(self._column[at].as_py())
