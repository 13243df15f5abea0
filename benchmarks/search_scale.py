"""How search holds at size: `python -m benchmarks.search_scale [--passages N ...] [--queries N] [--keep DIR]`.

Passages are made by drawing sentences of the collections under ../shared/eval/search (with replacement, within the language of one
document, to the length of a passage of theirs), so that words come as often as they do in real texts, and no passage is another's copy.
Queries are those of the collections. Per size: what the build takes (with its parts), the bytes of the file, and in a process of
its own what a query takes, warm (p50 and p95, per mode), with the peak of its memory. No quality is printed: sentences that stand
together by chance mean nothing together.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import numpy as np

from benchmarks.search import COLLECTIONS
from pipeline.config import Search
from pipeline.corpus.inputs import Row
from pipeline.search.bench import MODES, build_file, passage_of, read_collection
from pipeline.search.embedding import load_embedder
from pipeline.search.ranking import rank
from pipeline.search.shelf import load_shelf

SEED = 20_260_301
_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?\n]?")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--passages", nargs="+", type=int, default=[50_000, 500_000], help="sizes")
    parser.add_argument("--queries", type=int, default=200, help="how many queries are timed")
    parser.add_argument("--keep", type=Path, help="a folder in which the files are kept, and found again")
    parser.add_argument("--timed", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.timed:
        print(json.dumps(time_queries(options.timed, json.load(sys.stdin))))
        return 0
    if not any(COLLECTIONS.glob("*/corpus.jsonl")):
        print(f"{COLLECTIONS}: no collection is here; nothing to measure")
        return 0
    with tempfile.TemporaryDirectory(prefix="talks-scale-") as scratch:
        for size in options.passages:
            folder = options.keep or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            target = folder / f"scale-{size}.duckdb"
            if not target.exists():
                print(f"{size:,} passages: {build(size, target)}", flush=True)
            print(f"{size:,} passages: {target.stat().st_size / 1e6:,.0f} MB", flush=True)
            command = [sys.executable, "-m", "benchmarks.search_scale", "--timed", str(target)]
            queries = json.dumps(drawn_queries(options.queries + 10))
            told = subprocess.run(command, input=queries, check=True, capture_output=True, text=True)
            for name, value in json.loads(told.stdout).items():
                print(f"{size:,} passages: {name:14} {value}", flush=True)
    return 0


def made_passages(size: int, seed: int = SEED) -> list[Row]:
    """`size` passages, always the same ones for the same seed and collections."""
    chance = random.Random(seed)
    kinds: list[tuple[list[str], list[int]]] = []
    for folder in sorted(p.parent for p in COLLECTIONS.glob("*/corpus.jsonl")):
        texts = [str(row["text"]) for row in read_collection(folder)[0]]
        kinds.append((list(dict.fromkeys(s for t in texts for s in _SENTENCE.findall(t))), [len(t) for t in texts]))
    weights = [len(lengths) for _, lengths in kinds]
    rows: list[Row] = []
    for number, (sentences, lengths) in enumerate(chance.choices(kinds, weights, k=size)):
        wanted, parts, length = chance.choice(lengths), list[str](), 0
        while length < wanted:
            parts.append(sentences[int(chance.random() * len(sentences))])
            length += len(parts[-1])
        rows.append(passage_of(number, {"text": "".join(parts)}))
    return rows


def build(size: int, target: Path) -> str:
    """Build the file at `target`; what it took."""
    rows = made_passages(size)
    megabytes = sum(len(row["text"].encode()) for row in rows) / 1e6
    embedder = load_embedder(Search.model_validate({}))
    with tempfile.TemporaryDirectory(prefix="talks-scale-") as cache:
        began = time.perf_counter()
        build_file(rows, embedder, target, Path(cache))
        seconds = time.perf_counter() - began
    return f"built in {seconds:.1f} s, {megabytes:,.0f} MB of text, {_peak():,.0f} MB of memory at most, texts included"


def drawn_queries(many: int) -> list[str]:
    """`many` queries of the collections."""
    folders = sorted(p.parent for p in COLLECTIONS.glob("*/corpus.jsonl"))
    texts = [str(row["text"]) for folder in folders for row in read_collection(folder)[1]]
    return random.Random(SEED).sample(texts, min(many, len(texts)))


def time_queries(path: Path, queries: list[str]) -> dict[str, str]:
    """Milliseconds per mode, the first ten queries left out, and this process's memory."""
    settings = Search.model_validate({})
    embedder = load_embedder(settings)
    found: dict[str, str] = {}
    with duckdb.connect(str(path), read_only=True) as connection:
        cursor = connection.cursor()
        began = time.perf_counter()
        shelf = load_shelf(cursor)
        found["shelf"] = f"{time.perf_counter() - began:.1f} s to load"
        for mode in MODES:
            times = []
            for query in queries:
                began = time.perf_counter()
                rank(cursor, query, embedder, mode=mode, words_weight=settings.words_weight, shelf=shelf)
                times.append((time.perf_counter() - began) * 1000)
            p50, p95 = np.percentile(times[10:], [50, 95])
            found[mode] = f"p50 {p50:.1f} ms, p95 {p95:.1f} ms"
    return found | {"memory": f"{_peak():,.0f} MB at most"}


def _peak() -> float:
    """The most memory that this process had, in MB."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage also counts what the parent had when it started this process
        return int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) * 1024 / 1e6  # type: ignore[index]
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


if __name__ == "__main__":
    sys.exit(main())
