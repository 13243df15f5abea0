"""Which weight of the words: `python -m benchmarks.search_tuning`.

The queries of every collection are parted in two halves by the hash of their text. On the first half each weight is tried and the one
with the best mean nDCG@10 over the collections is taken, among those that lose no more than 0.01 against the words alone anywhere. On the
second half its figures are printed, with the mean difference to the words alone and its standard error (paired, over queries).
Candidates and scores come from the product's own `rank`; only the fusion is done anew per weight.
"""

from __future__ import annotations

import hashlib
import math
import statistics
import sys
import tempfile
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.search import COLLECTIONS
from pipeline.config import Search
from pipeline.search import fusion
from pipeline.search.analysis import tokens
from pipeline.search.bench import build_file, ndcg, passage_of, read_collection
from pipeline.search.embedding import load_embedder
from pipeline.search.ranking import ideal_words, look_up, rank
from pipeline.search.shelf import load_shelf

WEIGHTS = [0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0]
MOST_LOST = 0.01
Figures = dict[str, dict[float, list[float]]]  # collection -> weight -> nDCG@10 per query


def main() -> int:
    tuned: Figures = {}
    kept: Figures = {}
    for folder in sorted(p.parent for p in COLLECTIONS.glob("*/corpus.jsonl")):
        tuned[folder.name], kept[folder.name] = _figures(folder)
    if not tuned:
        print(f"{COLLECTIONS}: no collection is here; nothing to measure")
        return 0
    print(f"{'weight':8}" + "".join(f"{name:>22}" for name in tuned) + "      mean   (first half)")
    means: dict[float, float] = {}
    for weight in WEIGHTS:
        row = [statistics.mean(figures[weight]) for figures in tuned.values()]
        lost = max(statistics.mean(f[1.0]) - statistics.mean(f[weight]) for f in tuned.values())
        if lost <= MOST_LOST:
            means[weight] = statistics.mean(row)
        print(f"{weight:<8}" + "".join(f"{value:22.4f}" for value in row) + f"{statistics.mean(row):10.4f}")
    best = max(means, key=lambda weight: means[weight])
    print(f"taken: {best}; on the second half:")
    for name, figures in kept.items():
        gains = [h - w for h, w in zip(figures[best], figures[1.0], strict=True)]
        error = statistics.stdev(gains) / math.sqrt(len(gains))
        print(
            f"{name:22} words {statistics.mean(figures[1.0]):.4f}  hybrid {statistics.mean(figures[best]):.4f}"
            f"  difference {statistics.mean(gains):+.4f} +- {error:.4f}  ({len(gains)} queries)"
        )
    return 0


def _figures(folder: Path) -> tuple[dict[float, list[float]], dict[float, list[float]]]:
    """nDCG@10 by weight of the queries of the first and of the second half."""
    embedder = load_embedder(Search.model_validate({}))
    documents, queries, qrels = read_collection(folder)
    names = [str(row["_id"]) for row in documents]
    halves: tuple[dict[float, list[float]], ...] = ({w: [] for w in WEIGHTS}, {w: [] for w in WEIGHTS})
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "bench.duckdb"
        build_file([passage_of(n, row) for n, row in enumerate(documents)], embedder, target, Path(scratch))
        with duckdb.connect(str(target), read_only=True) as connection:
            cursor = connection.cursor()
            shelf = load_shelf(cursor)
            for query in queries:
                text, gains = str(query["text"]), qrels[str(query["_id"])]
                found = rank(cursor, text, embedder, shelf=shelf)
                ids = np.array([p.passage_id for p in found])
                words = np.array([p.words_score for p in found], dtype=np.float32)
                meaning = np.array([p.meaning_score for p in found], dtype=np.float32)
                ideal = ideal_words(look_up(cursor, tokens(text), shelf))
                half = halves[hashlib.sha256(text.encode()).digest()[0] % 2]
                for weight in WEIGHTS:
                    score = fusion.fuse(words, meaning, ideal, weight, has_meaning=bool(meaning.any()))
                    order = np.lexsort((ids, -score))[:10]
                    half[weight].append(ndcg([names[ids[i]] for i in order if score[i] > 0], gains))
    return halves[0], halves[1]


if __name__ == "__main__":
    sys.exit(main())
