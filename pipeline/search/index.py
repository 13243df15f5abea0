"""Passages to the two tables of the words' index: `terms` and `postings` with BM25 weights worked out beforehand.

A passage's score for a query is the sum of its postings' weights over the query's terms, which is all that SQL does at
query time. The weight is BM25 (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, eq. 3.15 with Lucene's
idf, which is never negative) over weighted fields (BM25F in its simple form: a term in a field with weight 2 counts
twice, in the frequency and in the length). What a token is says `analysis`; what a passage is, `passages`.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.corpus.inputs import Row
from pipeline.search.analysis import document_terms
from pipeline.search.parameters import FIELD_WEIGHTS, K1, B

# passages are counted in batches of this many, which bounds the memory that the build takes
BATCH = 20_000

TERMS = pa.schema(
    [("term_id", pa.int32()), ("term", pa.string()), ("document_frequency", pa.int32()), ("idf", pa.float32())]
)
POSTINGS = pa.schema([("term_id", pa.int32()), ("passage_id", pa.int32()), ("weight", pa.float32())])

Fields = Sequence[tuple[str, float]]  # (text, weight) of one passage


def make_index(passages: Sequence[Row]) -> tuple[pa.Table, pa.Table]:
    """The tables `terms` (by term) and `postings` (by term, then passage) of rows of the table `passages`."""
    return index_fields(
        [int(row["passage_id"]) for row in passages],
        ([(row.get(name) or "", weight) for name, weight in FIELD_WEIGHTS.items()] for row in passages),
    )


def index_fields(ids: Sequence[int], documents: Iterable[Fields]) -> tuple[pa.Table, pa.Table]:
    """The index of `documents`, given as weighted fields, under the numbers `ids`."""
    counted = _count(documents)
    n = len(ids)
    number = np.asarray(ids, dtype=np.int32)
    names = np.array(counted.terms, dtype=object)
    frequency = np.bincount(counted.term, minlength=len(names)).astype(np.int32)
    idf = np.log1p((n - frequency + 0.5) / (frequency + 0.5))
    average = float(counted.lengths.mean()) if n else 1.0
    share = counted.lengths[counted.document] / (average or 1.0)
    tf = counted.frequency
    weight = idf[counted.term] * tf * (K1 + 1) / (tf + K1 * (1 - B + B * share))
    # term ids follow the terms' order, so that both tables are sorted by the same number
    by_name = np.argsort(names) if len(names) else np.empty(0, dtype=np.int64)
    rank = np.empty(len(names), dtype=np.int32)
    rank[by_name] = np.arange(1, len(names) + 1, dtype=np.int32)
    term_id, passage_id = rank[counted.term], number[counted.document]
    order = np.lexsort((passage_id, term_id))
    terms = pa.table(
        [
            pa.array(np.arange(1, len(names) + 1, dtype=np.int32)),
            pa.array(names[by_name].tolist(), pa.string()),
            pa.array(frequency[by_name]),
            pa.array(idf[by_name].astype(np.float32)),
        ],
        schema=TERMS,
    )
    postings = pa.table(
        [pa.array(term_id[order]), pa.array(passage_id[order]), pa.array(weight[order].astype(np.float32))],
        schema=POSTINGS,
    )
    return terms, postings


@dataclass(frozen=True)
class _Counted:
    """Term frequencies: `frequency[i]` of `terms[term[i]]` in document number `document[i]`, and documents' lengths."""

    terms: list[str]
    term: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    frequency: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.float64]


def _count(documents: Iterable[Fields]) -> _Counted:
    numbers: dict[str, int] = {}
    parts: list[tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float32]]] = []
    lengths: list[float] = []
    found, spans = array("i"), array("d")  # term numbers; (document, how many terms, weight) in threes

    def reduce() -> None:
        if not found:
            return
        term = np.frombuffer(found, dtype=np.int32).astype(np.int64)
        document, many, weight = np.frombuffer(spans, dtype=np.float64).reshape(-1, 3).T
        times = many.astype(np.int64)
        key = term * BATCH + np.repeat(document.astype(np.int64) % BATCH, times)
        keys, place = np.unique(key, return_inverse=True)
        frequency = np.bincount(place, weights=np.repeat(weight, times)).astype(np.float32)
        first = (len(lengths) - 1) // BATCH * BATCH
        parts.append(((keys // BATCH).astype(np.int32), (keys % BATCH + first).astype(np.int32), frequency))

    for fields in documents:
        length = 0.0
        for text, weight in fields:
            if not text:
                continue
            terms = document_terms(text)
            for term in terms:
                found.append(numbers.setdefault(term, len(numbers)))
            spans.extend((len(lengths), len(terms), weight))
            length += weight * len(terms)
        lengths.append(length)
        if len(lengths) % BATCH == 0:
            reduce()
            found, spans = array("i"), array("d")
    reduce()
    if not parts:
        empty = np.empty(0, dtype=np.int32)
        return _Counted([], empty, empty, empty.astype(np.float32), np.asarray(lengths))
    columns = list(zip(*parts, strict=True))
    return _Counted(
        list(numbers),
        np.concatenate(columns[0]),
        np.concatenate(columns[1]),
        np.concatenate(columns[2]),
        np.asarray(lengths),
    )
