"""How well reports are read: `python benchmarks/reports.py [--check] [--raise-floors] [--worst 10] [--cross]`.

Runs `understand` over ../shared/reports and scores it with ../shared/eval/score_reports.py; prints three columns:
`all` (the shipped models on all 114 reports), `cross` (every report read by models that saw no report of its author) and
`left out` (the authors that nobody looked at while writing rules, read by models that saw none of them; see
`reports_corpus` for the split). `--check` fails where a figure is below its floor in benchmarks/floors/reports.json;
`--raise-floors` writes the figures there where they are higher, never lower.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pkgutil import iter_modules
from typing import Any

from benchmarks.reports_corpus import REPORTS, ROOT, Labelled, folds, load_labelled, scorer
from pipeline import reports
from pipeline.reports import judge
from pipeline.reports.files import load_post
from pipeline.reports.understand import understand

FLOORS = ROOT / "benchmarks" / "floors" / "reports.json"
OWN_POSTS = ROOT / "tests" / "reports" / "posts"
SLACK = 0.005  # a figure may fall by this much before it fails: rounding of scores between machines
FOLDS = 7
PASSES = 5
TEXTS = 1_000  # a memory of so many entries holds texts of posts; smaller ones hold what is made once


def read_all(entries: Sequence[Labelled]) -> tuple[dict[str, dict[str, Any]], float]:
    """What is read of each, and the seconds it took, start-up aside."""
    sources = [load_post(entry.path) for entry in entries]
    for post in sorted(OWN_POSTS.glob("*.md"))[:3]:  # start-up: what is loaded and compiled at the first use
        understand(load_post(post))
    started = time.process_time()  # of one core, whatever else the machine does
    read = {entry.path.name: understand(source).to_label() for entry, source in zip(entries, sources, strict=True)}
    return read, time.process_time() - started


def best_seconds(entries: Sequence[Labelled]) -> float:
    """Seconds of one core for all, each report at its best of PASSES, so that what else the machine does counts little.

    What is remembered of earlier texts is forgotten before each pass.
    """
    modules = [importlib.import_module(f"{reports.__name__}.{found.name}") for found in iter_modules(reports.__path__)]
    memories = {id(it): it for module in modules for it in vars(module).values() if hasattr(it, "cache_clear")}
    sources = [load_post(entry.path) for entry in entries]
    best = [float("inf")] * len(sources)
    for _ in range(PASSES):
        for memory in memories.values():
            if (memory.cache_info().maxsize or 0) >= TEXTS:
                memory.cache_clear()
        for number, source in enumerate(sources):
            started = time.process_time()
            understand(source)
            best[number] = min(best[number], time.process_time() - started)
    return sum(best)


def read_across(entries: Sequence[Labelled]) -> dict[str, dict[str, Any]]:
    """Each report read by models trained without its author."""
    from benchmarks.reports_train import train

    read: dict[str, dict[str, Any]] = {}
    for group in folds([e.author for e in entries], FOLDS):
        models = train([e for e in entries if e.author not in group])
        judge.use(models)
        read |= read_all([e for e in entries if e.author in group])[0]
        judge.use({})
    return read


def score(
    entries: Sequence[Labelled], read: dict[str, dict[str, Any]]
) -> tuple[dict[str, float], list[tuple[float, str]], Any]:
    """F1 by field, and each report's own talk F1."""
    module = scorer()
    tallies = defaultdict(module.Tally)
    each = [(module.score_report(e.label, read.get(e.path.name), tallies), e.path.name) for e in entries]
    figures = {name: tallies[name].f1 for name in module.ORDER}
    figures["overall"] = sum(tallies[name].f1 for name in module.WEIGHED) / len(module.WEIGHED)
    return figures, sorted(each), tallies


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="fail where a figure is below its floor")
    parser.add_argument("--raise-floors", action="store_true", help="write higher figures as floors")
    parser.add_argument("--worst", type=int, default=10, help="list so many of the hardest reports")
    parser.add_argument("--fast", action="store_true", help="the shipped models only, no cross-validation")
    options = parser.parse_args()
    if not REPORTS.is_dir():
        print(f"{REPORTS}: the labelled reports are not here; nothing to measure")
        return 0
    entries = load_labelled()
    columns: dict[str, dict[str, float]] = {}
    read, seconds = read_all(entries)
    columns["all"], hardest, tallies = score(entries, read)
    if not options.fast:
        crossed = read_across(entries)
        columns["cross"], hardest, _ = score(entries, crossed)
        columns["left out"], _, left = score([e for e in entries if e.left_out], crossed)
    print(
        f"{'':13}"
        + "".join(f"{name:>10}" for name in columns)
        + ("   left out: right/read/gold" if not options.fast else "   right/read/gold")
    )
    for name in columns["all"]:
        row = f"{name:13}" + "".join(f"{columns[c][name]:10.3f}" for c in columns)
        tally = (tallies if options.fast else left).get(name)
        print(row + (f"   {tally.right}/{tally.read}/{tally.gold}" if tally else ""))
    best = best_seconds(entries)
    print(
        f"{len(entries)} reports in {seconds:.2f} s: {len(entries) / seconds:.0f} reports/s; "
        f"each at its best of {PASSES}: {len(entries) / best:.0f} reports/s"
    )
    columns["speed"] = {"reports_per_second": len(entries) / seconds}
    for value, name in hardest[: options.worst]:
        print(f"  {value:.2f}  {name}")
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    if options.raise_floors:
        for column, figures in columns.items():
            if column == "speed":
                continue
            kept = floors.setdefault(column, {})
            for name, figure in figures.items():
                kept[name] = round(max(kept.get(name, 0.0), figure), 3)
        FLOORS.parent.mkdir(parents=True, exist_ok=True)
        FLOORS.write_text(json.dumps(floors, indent=1) + "\n", encoding="utf-8")
    if options.check:
        low = [
            f"{column} {name}: {columns[column][name]:.3f} < {floor:.3f}"
            for column, kept in floors.items()
            if column in columns
            for name, floor in kept.items()
            if columns[column].get(name, 0.0) < floor - SLACK
        ]
        for line in low:
            print(f"below its floor: {line}")
        return 1 if low else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
