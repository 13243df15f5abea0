"""This project's search beside its peers: `python -m benchmarks.search_peers [--markdown] [--times N] [DIR ...]`.

Every engine gets the same passages, queries and vectors of every collection in BEIR's format under ../shared/eval/search (or
DIR); printed are nDCG@10 per collection, and over all of them the latency of a query (p50, p95; one query at a time, warm),
the bytes on disk and the seconds of indexing. Cutting the text and making the vectors are not counted for the peers; for this
project the query's cutting and embedding are. `--times N` indexes the passages N times over, for latency at size.
The peers are installed by `pip install -e .[peers]`; one that is not there is left out, with a line that says so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.peers.bm25s import Bm25s
from benchmarks.peers.engine import Collection, Engine, Question, bytes_under, cut, is_there
from benchmarks.peers.lance import Lance
from benchmarks.peers.own import Own
from benchmarks.peers.sqlite import SqliteFts
from benchmarks.peers.tantivy import Tantivy
from benchmarks.peers.txtai import Txtai
from benchmarks.search import COLLECTIONS
from pipeline.config import Search
from pipeline.search.bench import measures, read_collection
from pipeline.search.embedding import Embedder, load_embedder

LIMIT = 10
QUERIES_FOR_TIMES = 200  # so many of each collection's queries are timed; all count for quality


@dataclass
class Row:
    """What is measured of one engine: nDCG@10 by collection; milliseconds a query; seconds and bytes of all indexes."""

    name: str
    quality: dict[str, float] = field(default_factory=dict)
    milliseconds: list[float] = field(default_factory=list)
    seconds: float = 0.0
    size: int = 0


def engines(embedder: Embedder) -> list[Engine]:
    """All that are compared, words first, then those that fuse words and vectors."""
    return [
        SqliteFts(trigram=True),
        SqliteFts(trigram=False),
        Tantivy(bigram=True),
        Tantivy(bigram=False),
        Bm25s(),
        Own(embedder, "words"),
        Lance(),
        Txtai(),
        Own(embedder, "hybrid"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help="collections; default: all shared ones")
    parser.add_argument("--times", type=int, default=1, help="index the passages so many times over (latency at size)")
    parser.add_argument("--markdown", action="store_true", help="print a table for the README")
    options = parser.parse_args()
    folders = options.folders or sorted(path.parent for path in COLLECTIONS.glob("*/corpus.jsonl"))
    if not folders:
        print(f"{COLLECTIONS}: no collection is here; nothing to measure")
        return 0
    embedder = load_embedder(Search.model_validate({}))
    rows = {engine.name: Row(engine.name) for engine in engines(embedder)}
    for folder in folders:
        measure(folder, embedder, rows, options.times)
    # copies of a passage share its place among the best ten, so that quality says nothing where there are copies
    columns = [folder.name for folder in folders] if options.times == 1 else []
    show([row for row in rows.values() if row.quality], columns, options.markdown)
    return 0


def measure(folder: Path, embedder: Embedder, rows: dict[str, Row], times: int) -> None:
    """Add the figures of one collection to `rows`."""
    documents, queries, qrels = read_collection(folder)
    texts = [" ".join(filter(None, (row.get("title"), row["text"]))) for row in documents] * times
    words = [" ".join(cut(text)) for text in texts[: len(documents)]] * times
    vectors = np.asarray(embedder.encode_documents(texts[: len(documents)]), dtype=np.float32)
    collection = Collection(texts, words, np.tile(vectors, (times, 1)))
    typed = [str(query["text"]) for query in queries]
    asked = [
        Question(text, cut(text), vector)
        for text, vector in zip(typed, np.asarray(embedder.encode_queries(typed), np.float32), strict=True)
    ]
    names = [str(row["_id"]) for row in documents]
    for engine in engines(embedder):
        if not is_there(engine):
            print(f"{engine.name}: left out, for its package {engine.needs!r} is not installed", file=sys.stderr)
            continue
        row = rows[engine.name]
        with tempfile.TemporaryDirectory(prefix="talks-peers-") as scratch:
            began = time.perf_counter()
            engine.build(collection, Path(scratch))
            row.seconds += time.perf_counter() - began
            row.size += bytes_under(Path(scratch))
            engine.search(asked[0], LIMIT)
            found: dict[str, list[str]] = {}
            for number, (query, question) in enumerate(zip(queries, asked, strict=True)):
                began = time.perf_counter()
                numbers = engine.search(question, LIMIT)
                if number < QUERIES_FOR_TIMES:
                    row.milliseconds.append((time.perf_counter() - began) * 1000)
                found[str(query["_id"])] = list(dict.fromkeys(names[n % len(names)] for n in numbers))
        row.quality[folder.name] = measures(found, qrels)["ndcg@10"]
        print(f"{folder.name}: {engine.name}: {row.quality[folder.name]:.3f}", file=sys.stderr)


def show(rows: list[Row], folders: list[str], markdown: bool) -> None:
    """The table: a line an engine."""
    heads = ["engine", *folders, "p50 ms", "p95 ms", "MB", "indexing s"]
    body = [
        [
            row.name,
            *(f"{row.quality[folder]:.3f}" for folder in folders),
            *(f"{np.percentile(row.milliseconds, share):.1f}" for share in (50, 95)),
            f"{row.size / 1e6:.1f}",
            f"{row.seconds:.1f}",
        ]
        for row in rows
    ]
    if markdown:
        print("| " + " | ".join(heads) + " |\n|" + " --- |" * len(heads))
        for line in body:
            print("| " + " | ".join(line) + " |")
        return
    widths = [max(len(line[n]) for line in [heads, *body]) for n in range(len(heads))]
    for line in [heads, *body]:
        print(
            "  ".join(
                cell.ljust(width) if n == 0 else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(line, widths, strict=True))
            )
        )


if __name__ == "__main__":
    sys.exit(main())
