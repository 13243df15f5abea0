"""`talks bench search`: a collection in BEIR's format through the project's own analysis, index, embedding and fusion.

A document is one passage. Ranking goes through `ranking.rank`, as a person's query does. Also here: the measures, by their
definitions (Järvelin & Kekäläinen 2002 for nDCG, with the gain itself, as trec_eval and BEIR have it).
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import duckdb
import numpy as np

from pipeline.config import Search
from pipeline.corpus.inputs import Row
from pipeline.errors import ReadError, one_line
from pipeline.search.embedding import Embedder, load_embedder
from pipeline.search.hits import Mode
from pipeline.search.index import make_index
from pipeline.search.parameters import FIELD_WEIGHTS
from pipeline.search.passages import embedded_text
from pipeline.search.ranking import rank
from pipeline.search.shelf import load_shelf
from pipeline.search.vectors import embed_passages
from pipeline.search.words import Words

MODES: tuple[Mode, ...] = ("words", "meaning", "hybrid")
CUT_OFF = 10
Qrels = Mapping[str, Mapping[str, int]]
Runs = dict[Mode, dict[str, list[str]]]


def bench_collection(
    folder: Path,
    *,
    settings: Search | None = None,
    embedder: Embedder | None = None,
    on_progress: Callable[[str], None] | None = None,
    runs: Runs | None = None,
) -> dict[str, Any]:
    """Index and search the collection in `folder`: the object of contract 4.

    Per mode nDCG@10, recall@10, MRR@10 (means over the queries that have a relevant document) and the 50th and 95th percentile of
    the milliseconds of a query; for all `build_seconds` (analysis, embedding, tables) and `bytes` of the DuckDB file. The ten
    documents found per query are put into `runs`, where given. Raises ReadError where a file is missing or not in the format.
    """
    settings = settings or Search.model_validate({})
    embedder = embedder or load_embedder(settings)
    tell = on_progress or (lambda _: None)
    documents, queries, qrels = read_collection(Path(folder))
    tell(f"{len(documents)} documents, {len(queries)} queries")
    with tempfile.TemporaryDirectory(prefix="talks-bench-") as scratch:
        target = Path(scratch) / "bench.duckdb"
        began = time.perf_counter()
        build_file([passage_of(n, row) for n, row in enumerate(documents)], embedder, target, Path(scratch))
        seconds = time.perf_counter() - began
        tell(f"built in {seconds:.1f} s")
        result: dict[str, Any] = {}
        names = [str(row["_id"]) for row in documents]
        with duckdb.connect(str(target), read_only=True) as connection:
            for mode in MODES:
                found, times = _search(connection, queries, names, embedder, mode, settings)
                result[mode] = measures(found, qrels) | {
                    "p50_ms": round(float(np.percentile(times, 50)), 3) if times else None,
                    "p95_ms": round(float(np.percentile(times, 95)), 3) if times else None,
                }
                if runs is not None:
                    runs[mode] = found
                tell(f"{mode}: nDCG@10 {result[mode]['ndcg@10']:.4f}, p95 {result[mode]['p95_ms']} ms")
        return result | {"build_seconds": round(seconds, 3), "bytes": target.stat().st_size}


def build_file(passages: Sequence[Row], embedder: Embedder, target: Path, cache: Path) -> None:
    """A DuckDB file with the tables that ranking reads, as the corpus has them."""
    words = Words()
    words.add(str(row[name]) for row in passages for name in FIELD_WEIGHTS if row.get(name))
    words.terms_of([])  # gathers what was cut; from here on it is only read, by two threads at a time
    with ThreadPoolExecutor(1, "index") as beside:  # numpy lets the other thread work while it sorts
        index = beside.submit(make_index, passages, words)
        vectors = embed_passages(passages, embedder, cache / "vectors", words=words)
        terms, postings = index.result()
    with duckdb.connect(str(target)) as connection:
        connection.register("vector_rows", vectors)
        connection.register("term_rows", terms)
        connection.register("posting_rows", postings)
        connection.execute("CREATE TABLE passages AS SELECT unnest(?::INTEGER[]) AS passage_id", [
            [row["passage_id"] for row in passages]
        ])  # fmt: skip
        # the rows come in the order that the corpus's own tables have, and DuckDB keeps it
        connection.execute("CREATE TABLE vectors AS FROM vector_rows")
        connection.execute("CREATE TABLE terms AS FROM term_rows")
        connection.execute("CREATE TABLE postings AS FROM posting_rows")
        connection.execute("CREATE TABLE builds AS SELECT ? AS model", [embedder.name])


def read_collection(folder: Path) -> tuple[list[dict[str, Any]], list[dict[str, Any]], dict[str, dict[str, int]]]:
    """Documents, the queries that have a relevant document, and the judgements {query: {document: gain}}."""
    documents = list(_json_lines(folder / "corpus.jsonl", ("_id", "text")))
    qrels: dict[str, dict[str, int]] = {}
    path = folder / "qrels" / "test.tsv"
    for number, line in enumerate(_read(path).splitlines(), 1):
        columns = line.split("\t")
        if not line.strip() or (number == 1 and not columns[-1].strip().lstrip("-").isdigit()):
            continue
        if len(columns) != 3 or not columns[2].strip().lstrip("-").isdigit():
            rule = "must be query, document and a whole number, parted by tabs"
            raise ReadError(one_line(f"{path}:{number}", rule, line, "mend that line"))
        if (gain := int(columns[2])) > 0:
            qrels.setdefault(columns[0], {})[columns[1]] = gain
    queries = [row for row in _json_lines(folder / "queries.jsonl", ("_id", "text")) if str(row["_id"]) in qrels]
    if not documents or not queries:
        found = f"{len(documents)} documents, {len(queries)} judged queries"
        raise ReadError(one_line(str(folder), "must have documents and judged queries", found, "check the collection"))
    return documents, queries, qrels


def measures(found: Mapping[str, Sequence[str]], qrels: Qrels, at: int = CUT_OFF) -> dict[str, float]:
    """Means over the queries of `qrels` that are in `found` (document ids, best first)."""
    scored = [(ranked[:at], qrels[query]) for query, ranked in found.items() if qrels.get(query)]
    count = max(len(scored), 1)
    return {
        f"ndcg@{at}": round(sum(ndcg(ranked, gains, at) for ranked, gains in scored) / count, 6),
        f"recall@{at}": round(sum(len(set(ranked) & gains.keys()) / len(gains) for ranked, gains in scored) / count, 6),
        f"mrr@{at}": round(sum(_reciprocal_rank(ranked, gains) for ranked, gains in scored) / count, 6),
    }


def ndcg(ranked: Sequence[str], gains: Mapping[str, int], at: int = CUT_OFF) -> float:
    """Discounted cumulative gain of `ranked` over that of the best order: sum of gain / log2(rank + 1), rank from 1."""
    reached = sum(gains.get(name, 0) / np.log2(place + 1) for place, name in enumerate(ranked[:at], 1))
    best = sum(gain / np.log2(place + 1) for place, gain in enumerate(sorted(gains.values(), reverse=True)[:at], 1))
    return float(reached / best) if best else 0.0


def _reciprocal_rank(ranked: Sequence[str], gains: Mapping[str, int]) -> float:
    return next((1 / place for place, name in enumerate(ranked, 1) if name in gains), 0.0)


def _search(
    connection: duckdb.DuckDBPyConnection,
    queries: Sequence[Mapping[str, Any]],
    names: Sequence[str],
    embedder: Embedder,
    mode: Mode,
    settings: Search,
) -> tuple[dict[str, list[str]], list[float]]:
    cursor = connection.cursor()
    shelf = load_shelf(cursor)
    found: dict[str, list[str]] = {}
    times: list[float] = []
    rank(
        cursor, str(queries[0]["text"]), embedder, mode=mode, words_weight=settings.words_weight, shelf=shelf
    )  # warms up
    for query in queries:
        text = str(query["text"])
        began = time.perf_counter()
        ranked = rank(cursor, text, embedder, mode=mode, words_weight=settings.words_weight, shelf=shelf)
        times.append((time.perf_counter() - began) * 1000)
        found[str(query["_id"])] = [names[r.passage_id] for r in ranked[:CUT_OFF]]
    return found, times


def passage_of(number: int, document: Mapping[str, Any]) -> Row:
    """A document as a passage; its title is to it what a heading is to a section."""
    row: Row = {
        "passage_id": number,
        "title": None,
        "heading": document.get("title") or None,
        "text": document["text"],
    }
    row["text_hash"] = hashlib.sha256(embedded_text(row).encode("utf-8", "replace")).hexdigest()
    return row


def _json_lines(path: Path, keys: Sequence[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(_read(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            raise ReadError(
                one_line(f"{path}:{number}", "must be a JSON object", str(error), "mend that line")
            ) from None
        if not isinstance(row, dict) or any(key not in row for key in keys):
            raise ReadError(one_line(f"{path}:{number}", f"must have {' and '.join(keys)}", line, "mend that line"))
        yield row


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        remedy = "give a folder with corpus.jsonl, queries.jsonl and qrels/test.tsv"
        raise ReadError(one_line(str(path), "must be a readable UTF-8 file", str(error), remedy)) from None
