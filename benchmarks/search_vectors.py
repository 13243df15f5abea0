"""How to keep vectors at size: `python -m benchmarks.search_vectors FILE [--queries N]`.

FILE is a corpus file, or one of `benchmarks.search_scale --keep DIR`. The ten nearest passages of real queries are found in every way
that is worth a thought: float32, int8 and binary with rescoring, in memory or mapped from a file, by DuckDB itself, and by usearch
(exact, int8) where it can be imported. Per way: its bytes, milliseconds warm (p50, p95), and which share of the ten that exact
float32 finds are among its own ten.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import numpy.typing as npt

from benchmarks.search import COLLECTIONS
from pipeline.config import Search
from pipeline.search.bench import read_collection
from pipeline.search.embedding import load_embedder
from pipeline.search.ranking import ask
from pipeline.search.shelf import load_shelf

TOP = 10
# of the nearest by bits, so many are scored by their vectors
RESCORED = 400
BLOCK = 65_536
Vector = npt.NDArray[np.float32]
Ways = dict[str, tuple[int, Callable[[Vector], npt.NDArray[Any]]]]  # bytes, and query -> rows of the nearest


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--queries", type=int, default=60)
    options = parser.parse_args()
    with duckdb.connect(str(options.file), read_only=True) as connection, tempfile.TemporaryDirectory() as scratch:
        cursor = connection.cursor()
        shelf = load_shelf(cursor)
        if shelf.vectors is None:
            print("more vectors than are loaded at once; nothing to compare")
            return 1
        embedder = load_embedder(Search.model_validate({}))
        folders = sorted(p.parent for p in COLLECTIONS.glob("*/corpus.jsonl"))
        texts = [str(row["text"]) for folder in folders for row in read_collection(folder)[1]]
        chosen = texts[:: max(1, len(texts) // options.queries)][: options.queries]
        asked = [vector for text in chosen if (vector := ask(cursor, text, embedder, shelf).vector) is not None]
        print(f"{len(shelf.vectors):,} vectors of {shelf.vectors.shape[1]} numbers, {len(asked)} queries")
        print(f"{'way':34}{'MB':>8}{'p50 ms':>9}{'p95 ms':>9}{'found':>8}")
        ways = _ways(shelf.vectors, shelf.passage_ids, cursor, Path(scratch))
        exact = [set(ways["float32 in memory"][1](vector).tolist()) for vector in asked]
        for name, (size, nearest) in ways.items():
            nearest(asked[0])
            times, shares = [], []
            for vector, right in zip(asked, exact, strict=True):
                began = time.perf_counter()
                found = nearest(vector)
                times.append((time.perf_counter() - began) * 1000)
                shares.append(len(right & set(found.tolist())) / TOP)
            p50, p95 = np.percentile(times, [50, 95])
            print(f"{name:34}{size / 1e6:8,.0f}{p50:9.1f}{p95:9.1f}{np.mean(shares):8.3f}", flush=True)
    return 0


def _ways(rows: Vector, ids: npt.NDArray[np.int64], cursor: duckdb.DuckDBPyConnection, scratch: Path) -> Ways:
    scale = np.abs(rows).max(axis=1, keepdims=True) / 127
    small = np.round(rows / np.where(scale > 0, scale, 1)).astype(np.int8)
    bits = np.packbits(rows > 0, axis=1).view(np.uint64)
    rows.tofile(scratch / "f32")
    mapped = np.memmap(scratch / "f32", np.float32, "r", shape=rows.shape)
    small.tofile(scratch / "i8")
    small_mapped = np.memmap(scratch / "i8", np.int8, "r", shape=small.shape)
    flat = scale.reshape(-1)
    sql = (
        f"SELECT passage_id FROM vectors WHERE vector IS NOT NULL ORDER BY array_inner_product(vector,"
        f" ?::FLOAT[{rows.shape[1]}]) DESC LIMIT {TOP}"
    )

    def by_bits(vector: Vector) -> npt.NDArray[Any]:
        asked = np.packbits(vector > 0).view(np.uint64)
        apart = np.bitwise_count(bits ^ asked).sum(axis=1, dtype=np.uint16)
        near = np.argpartition(apart, min(RESCORED, len(apart) - 1))[:RESCORED]
        return np.asarray(near[_top(small[near].astype(np.float32) @ vector * flat[near])])

    ways: Ways = {
        "float32 in memory": (rows.nbytes, lambda v: _top(np.einsum("ij,j->i", rows, v))),
        "float32 in memory, BLAS": (rows.nbytes, lambda v: _top(rows @ v)),
        "float32 mapped from a file": (rows.nbytes, lambda v: _top(np.einsum("ij,j->i", mapped, v))),
        "int8 in memory": (small.nbytes, lambda v: _top(_by_blocks(small, v) * flat)),
        "int8 mapped from a file": (small.nbytes, lambda v: _top(_by_blocks(small_mapped, v) * flat)),
        f"binary, {RESCORED} rescored by int8": (bits.nbytes + small.nbytes, by_bits),
        "DuckDB, float32": (
            rows.nbytes,
            lambda v: np.searchsorted(ids, [row[0] for row in cursor.execute(sql, [v.tolist()]).fetchall()]),
        ),
    }
    return ways | _usearch(small)


def _by_blocks(small: npt.NDArray[np.int8], vector: Vector) -> Vector:
    """int8 rows times a float32 vector; numpy multiplies only numbers of one kind fast, so blocks are widened."""
    found = np.empty(len(small), dtype=np.float32)
    for at in range(0, len(small), BLOCK):
        found[at : at + BLOCK] = small[at : at + BLOCK].astype(np.float32) @ vector
    return found


def _usearch(small: npt.NDArray[np.int8]) -> Ways:
    """usearch's exact search over int8, where it is installed (the project does not need it)."""
    try:
        usearch: Any = importlib.import_module("usearch.index")
    except ImportError:
        return {}

    def nearest(vector: Vector) -> npt.NDArray[Any]:
        asked = np.round(vector / np.abs(vector).max() * 127).astype(np.int8)
        matches = usearch.search(small, asked, TOP, usearch.MetricKind.Cos, exact=True)
        return np.asarray(matches.keys).reshape(-1)

    return {"usearch, exact, int8": (small.nbytes, nearest)}


def _top(scores: npt.NDArray[Any]) -> npt.NDArray[Any]:
    best = np.argpartition(scores, -TOP)[-TOP:] if len(scores) > TOP else np.arange(len(scores))
    return best[np.argsort(-scores[best], kind="stable")]


if __name__ == "__main__":
    sys.exit(main())
