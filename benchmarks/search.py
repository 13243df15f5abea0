"""How well talks are found: `python -m benchmarks.search [--check] [--raise-floors] [--words-weight W] [DIR ...]`.

Runs every collection in BEIR's format under ../shared/eval/search (or DIR) through `talks bench search`'s own code and prints, per mode,
nDCG@10 with its standard error over the queries, recall@10 and the latency of a query. `--check` fails where nDCG@10 is below its floor
in benchmarks/floors/search.json by more than rounding; `--raise-floors` writes the figures there where they are higher, never lower.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import sys
from pathlib import Path

from pipeline.config import Search
from pipeline.search.bench import MODES, Runs, bench_collection, ndcg, read_collection

ROOT = Path(__file__).resolve().parent.parent
COLLECTIONS = ROOT.parent / "shared" / "eval" / "search"
FLOORS = ROOT / "benchmarks" / "floors" / "search.json"
SLACK = 0.003  # a figure may fall by this much before it fails: ties and float rounding between machines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR", help="collections; default: all that are shared"
    )
    parser.add_argument("--check", action="store_true", help="fail where nDCG@10 is below its floor")
    parser.add_argument("--raise-floors", action="store_true", help="write higher figures as floors")
    parser.add_argument("--words-weight", type=float, help="another weight of the words than the default")
    options = parser.parse_args()
    folders = options.folders or sorted(p.parent for p in COLLECTIONS.glob("*/corpus.jsonl"))
    if not folders:
        print(f"{COLLECTIONS}: no collection is here; nothing to measure")
        return 0
    changes = {} if options.words_weight is None else {"words_weight": options.words_weight}
    settings = Search.model_validate(changes)
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    failed = 0
    print(f"{'collection':22}{'mode':9}{'nDCG@10':>9}{'s.e.':>8}{'recall@10':>11}{'p50 ms':>8}{'p95 ms':>8}")
    for folder in folders:
        runs: Runs = {}
        result = bench_collection(folder, settings=settings, runs=runs)
        qrels = read_collection(folder)[2]
        for mode in MODES:
            row = result[mode]
            each = [ndcg(found, qrels[query]) for query, found in runs[mode].items()]
            error = statistics.stdev(each) / math.sqrt(len(each)) if len(each) > 1 else 0.0
            print(
                f"{folder.name:22}{mode:9}{row['ndcg@10']:9.4f}{error:8.4f}{row['recall@10']:11.4f}"
                f"{row['p50_ms']:8.1f}{row['p95_ms']:8.1f}"
            )
            floor = floors.get(folder.name, {}).get(mode, 0.0)
            if options.check and row["ndcg@10"] < floor - SLACK:
                print(
                    f"{folder.name} {mode}: nDCG@10 must be at least {floor} (found {row['ndcg@10']:.4f})",
                    file=sys.stderr,
                )
                failed = 1
            if options.raise_floors and row["ndcg@10"] > floor:
                floors.setdefault(folder.name, {})[mode] = math.floor(row["ndcg@10"] * 10_000) / 10_000
        print(f"{'':22}built in {result['build_seconds']:.1f} s, {result['bytes'] / 1e6:.1f} MB")
    if options.raise_floors:
        FLOORS.parent.mkdir(exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=2, sort_keys=True) + "\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
