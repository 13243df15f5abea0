"""How to fuse words and meaning: `python -m benchmarks.search_tuning`.

The queries of every collection are parted in two halves by the hash of their id. On the first half each way of fusing is given its
best setting, one for all collections (the highest mean nDCG@10 over them, among settings that lose no more than 0.01 against the
words alone on any):

- reciprocal rank fusion: sum of weight / (k + rank) over both lists (Cormack et al. 2009)
- weighted: the product's, `pipeline.search.fusion`; and the same with words divided by the best score reached
- learned: a linear score over what both lists tell of a passage and of the query (`FEATURES`), trained by the cross entropy of the
  relevant passages under a softmax over a query's candidates (ListNet, Cao et al. 2007), every collection weighing the same

Printed as a table in Markdown is nDCG@10 on the second half with its standard error over queries, and the mean difference to the
product's way of fusing with its own (paired); below it, that way's difference to the words alone. Candidates and scores come from the product's own `rank`.
"""

from __future__ import annotations

import hashlib
import math
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import numpy as np
import numpy.typing as npt

from benchmarks.search import COLLECTIONS
from pipeline.config import Search
from pipeline.search import fusion
from pipeline.search.analysis import tokens
from pipeline.search.bench import CUT_OFF, build_file, ndcg, passage_of, read_collection
from pipeline.search.embedding import load_embedder
from pipeline.search.ranking import ideal_words, look_up, rank
from pipeline.search.shelf import load_shelf

Column = npt.NDArray[np.float32]
Scorer = Callable[["Asked"], Column]

WEIGHTS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1.0)
CONSTANTS = (5, 20, 60)
MOST_LOST = 0.01
FEATURES = (
    "words / ideal", "words / best", "cosine", "cosine - best", "1 / (20 + rank by words)", "1 / (20 + rank by meaning)",
    "words / ideal * best words / ideal", "cosine * best words / ideal", "lead of the best by words, where it is the best",
)  # fmt: skip
STEPS, RATE, DECAY = 400, 0.1, 1e-4
ABSENT = 1_000  # the rank of a passage that a list did not bring up


@dataclass(frozen=True)
class Asked:
    """A query's candidates: their scores and ranks by words and meaning, their gains, and all gains that there are."""

    words: Column
    meaning: Column
    word_ranks: Column
    meaning_ranks: Column
    ideal: float
    names: Sequence[str]
    gains: dict[str, int]

    def reached(self, score: Column) -> float:
        """nDCG@10 of the candidates in the order of `score`; equal ones stay as they come."""
        order = np.argsort(-score, kind="stable")[:CUT_OFF]
        return ndcg([self.names[i] for i in order], self.gains)


Halves = tuple[dict[str, list[Asked]], dict[str, list[Asked]]]


def main() -> int:
    halves: Halves = ({}, {})
    for folder in sorted(path.parent for path in COLLECTIONS.glob("*/corpus.jsonl")):
        halves[0][folder.name], halves[1][folder.name] = candidates(folder)
    if not halves[0]:
        print(f"{COLLECTIONS}: no collection is here; nothing to measure")
        return 0
    ways: dict[str, dict[str, Scorer]] = {
        "weighted, words / ideal": {f"words {w}": _weighted(w, ideal=True) for w in WEIGHTS},
        "weighted, words / best": {f"words {w}": _weighted(w, ideal=False) for w in WEIGHTS},
        "reciprocal ranks": {f"words {w}, k {k}": _reciprocal(w, k) for w in WEIGHTS for k in CONSTANTS},
    }
    plain = {name: statistics.mean(a.reached(a.words) for a in asked) for name, asked in halves[0].items()}
    taken = {"words alone": ("", _weighted(1.0, ideal=True))}
    for way, settings in ways.items():
        setting = _best(settings, halves[0], plain)
        taken[way] = (setting, settings[setting])
    weights = learn(halves[0])
    taken["learned"] = ("linear", lambda asked: features(asked) @ weights)
    _show(taken, halves[1])
    print("\nto the words alone: " + _gain(taken["weighted, words / ideal"][1], halves[1]))
    print("\nlearned weights: " + ", ".join(f"{n} {w:+.2f}" for n, w in zip(FEATURES, weights, strict=True)))
    return 0


def candidates(folder: Path) -> tuple[list[Asked], list[Asked]]:
    """The queries of the first and of the second half."""
    embedder = load_embedder(Search.model_validate({}))
    documents, queries, qrels = read_collection(folder)
    names = [str(row["_id"]) for row in documents]
    halves: tuple[list[Asked], list[Asked]] = ([], [])
    with tempfile.TemporaryDirectory() as scratch:
        target = Path(scratch) / "bench.duckdb"
        build_file([passage_of(n, row) for n, row in enumerate(documents)], embedder, target, Path(scratch))
        with duckdb.connect(str(target), read_only=True) as connection:
            cursor = connection.cursor()
            shelf = load_shelf(cursor)
            for query in queries:
                text, name = str(query["text"]), str(query["_id"])
                found = rank(cursor, text, embedder, shelf=shelf)
                if not found:  # whichever way of fusing
                    continue
                columns = np.array(
                    [(p.words_score, p.meaning_score, p.words_rank or ABSENT, p.meaning_rank or ABSENT) for p in found],
                    dtype=np.float32,
                )
                ideal = ideal_words(look_up(cursor, tokens(text), shelf))
                words, meaning, word_ranks, meaning_ranks = columns.T
                asked = Asked(
                    words, meaning, word_ranks, meaning_ranks, ideal, [names[p.passage_id] for p in found], dict(qrels[name])
                )  # fmt: skip
                halves[hashlib.sha256(name.encode()).digest()[0] % 2].append(asked)
    return halves


def features(asked: Asked) -> npt.NDArray[np.float32]:
    """float32 [candidates, len(FEATURES)]."""
    words = asked.words / (asked.ideal or 1.0)
    best = float(words.max())
    ordered = np.sort(words)[::-1]
    lead = float(ordered[0] - ordered[1]) if len(ordered) > 1 else 0.0
    return np.stack(
        [
            words, words / (best or 1.0), asked.meaning, asked.meaning - asked.meaning.max(),
            20 / (20 + asked.word_ranks), 20 / (20 + asked.meaning_ranks),
            words * best, asked.meaning * best, np.where(words == best, lead, 0.0),
        ],
        axis=1,
    ).astype(np.float32)  # fmt: skip


def learn(halves: dict[str, list[Asked]]) -> Column:
    """The features' weights; gradient descent with Adam's steps over all queries at once."""
    rows, gains, share, starts = [], [], [], [0]
    for asked in halves.values():
        usable = [a for a in asked if any(name in a.gains for name in a.names)]
        for one in usable:
            gain = np.array([one.gains.get(name, 0) for name in one.names], dtype=np.float64)
            rows.append(features(one).astype(np.float64))
            gains.append(gain / gain.sum())
            share.append(1 / len(usable))
            starts.append(starts[-1] + len(gain))
    x, target, begin = np.concatenate(rows), np.concatenate(gains), np.array(starts[:-1])
    owner = np.repeat(np.arange(len(begin)), np.diff(starts))
    each = np.array(share)[owner]
    weights, slope, spread = np.full(x.shape[1], 1.0), np.zeros(x.shape[1]), np.zeros(x.shape[1])
    for step in range(1, STEPS + 1):
        score = x @ weights
        odds = np.exp(score - np.maximum.reduceat(score, begin)[owner])
        chance = odds / np.add.reduceat(odds, begin)[owner]
        gradient = ((chance - target) * each) @ x + DECAY * weights
        slope, spread = 0.9 * slope + 0.1 * gradient, 0.999 * spread + 0.001 * gradient**2
        weights -= RATE * (slope / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-9)
    return np.asarray(weights, dtype=np.float32)


def _weighted(weight: float, *, ideal: bool) -> Scorer:
    def score(asked: Asked) -> Column:
        whole = asked.ideal if ideal else float(asked.words.max())
        return fusion.fuse(asked.words, asked.meaning, whole, weight, has_meaning=bool(asked.meaning.any()))

    return score


def _reciprocal(weight: float, constant: int) -> Scorer:
    return lambda asked: weight / (constant + asked.word_ranks) + (1 - weight) / (constant + asked.meaning_ranks)


def _best(settings: dict[str, Scorer], half: dict[str, list[Asked]], plain: dict[str, float]) -> str:
    means: dict[str, float] = {}
    for setting, scorer in settings.items():
        row = {name: statistics.mean(a.reached(scorer(a)) for a in asked) for name, asked in half.items()}
        if all(row[name] >= plain[name] - MOST_LOST for name in row):
            means[setting] = statistics.mean(row.values())
    return max(means, key=lambda setting: means[setting]) if means else next(reversed(settings))


def _show(taken: dict[str, tuple[str, Scorer]], half: dict[str, list[Asked]]) -> None:
    reached = {
        way: {name: [a.reached(scorer(a)) for a in asked] for name, asked in half.items()}
        for way, (_, scorer) in taken.items()
    }
    ours = reached["weighted, words / ideal"]
    print("| fusion | setting | " + " | ".join(half) + " | mean | to the product's way |")
    print("| --- | --- |" + " --- |" * (len(half) + 2))
    for way, figures in reached.items():
        cells = [f"{statistics.mean(each):.4f} ± {_error(each):.4f}" for each in figures.values()]
        gains = {n: [a - b for a, b in zip(figures[n], ours[n], strict=True)] for n in figures}
        gain = statistics.mean(statistics.mean(each) for each in gains.values())
        error = math.sqrt(sum(_error(each) ** 2 for each in gains.values())) / len(gains)
        mean = statistics.mean(statistics.mean(each) for each in figures.values())
        print(f"| {way} | {taken[way][0]} | {' | '.join(cells)} | {mean:.4f} | {gain:+.4f} ± {error:.4f} |")


def _gain(scorer: Scorer, half: dict[str, list[Asked]]) -> str:
    """By how much `scorer` is better than the words alone, per collection."""
    told = []
    for name, asked in half.items():
        gains = [one.reached(scorer(one)) - one.reached(one.words) for one in asked]
        told.append(f"{name} {statistics.mean(gains):+.4f} ± {_error(gains):.4f}")
    return ", ".join(told)


def _error(each: Sequence[float]) -> float:
    return statistics.stdev(each) / math.sqrt(len(each)) if len(each) > 1 else 0.0


if __name__ == "__main__":
    sys.exit(main())
