"""Passages to the two tables of the words' index: `terms` and `postings` with BM25 weights worked out beforehand.

A passage's score for a query is the sum of its postings' weights over the query's terms, which is all that SQL does at
query time. The weight is BM25 (Robertson & Zaragoza 2009, The Probabilistic Relevance Framework, eq. 3.15 with Lucene's
idf, which is never negative) over weighted fields (BM25F in its simple form: a term in a field with weight 2 counts
twice, in the frequency and in the length). What a token is says `analysis`; what a passage is, `passages`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pipeline.corpus.inputs import Row
from pipeline.search.parameters import FIELD_WEIGHTS, K1, B
from pipeline.search.words import Words

# passages are counted in batches of this many, which bounds the memory that the build takes
BATCH = 20_000

TERMS = pa.schema(
    [("term_id", pa.int32()), ("term", pa.string()), ("document_frequency", pa.int32()), ("idf", pa.float32())]
)
POSTINGS = pa.schema([("term_id", pa.int32()), ("passage_id", pa.int32()), ("weight", pa.float32())])

Fields = Sequence[tuple[str, float]]  # (text, weight) of one passage


def make_index(passages: Sequence[Row], words: Words | None = None) -> tuple[pa.Table, pa.Table]:
    """The tables `terms` (by term) and `postings` (by term, then passage) of rows of the table `passages`.

    `words`: where their texts may have been cut before.
    """
    return index_fields(
        [int(row["passage_id"]) for row in passages],
        [[(str(row[name]), weight) for name, weight in FIELD_WEIGHTS.items() if row.get(name)] for row in passages],
        words,
    )


def index_fields(
    ids: Sequence[int], documents: Sequence[Fields], words: Words | None = None
) -> tuple[pa.Table, pa.Table]:
    """The index of `documents`, given as weighted fields, under the numbers `ids`, which ascend."""
    words = Words() if words is None else words
    counted = _count(documents, words)
    n = len(ids)
    number = np.asarray(ids, dtype=np.int32)
    frequency = np.bincount(counted.term, minlength=len(words.vocabulary)).astype(np.int32)
    # what only other texts of `words` have is no term of these
    there = np.flatnonzero(frequency)
    names = np.array([words.vocabulary[i] for i in there], dtype=object)
    # term ids follow the terms' order, so that both tables are sorted by the same number
    by_name = np.argsort(names) if len(names) else np.empty(0, dtype=np.int64)
    rank = np.zeros(len(frequency), dtype=np.int32)
    rank[there[by_name]] = np.arange(1, len(names) + 1, dtype=np.int32)
    frequency = frequency[there[by_name]]
    idf = np.log1p((n - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
    terms = pa.table(
        [
            pa.array(np.arange(1, len(names) + 1, dtype=np.int32)),
            pa.array(names[by_name].tolist(), pa.string()),
            pa.array(frequency),
            pa.array(idf),
        ],
        schema=TERMS,
    )
    term_id = rank[counted.term]
    # batches are in order each, so that a stable sort has little to do
    order = np.argsort(term_id, kind="stable")
    term_id, document, tf = term_id[order], counted.document[order], counted.frequency[order]
    average = float(counted.lengths.mean()) if n else 1.0
    penalty = (K1 * (1 - B + B * counted.lengths / (average or 1.0))).astype(np.float32)
    weight = idf[term_id - 1] * tf * np.float32(K1 + 1) / (tf + penalty[document])
    postings = pa.table([pa.array(term_id), pa.array(number[document]), pa.array(weight)], schema=POSTINGS)
    return terms, postings


@dataclass(frozen=True)
class _Counted:
    """Term frequencies: `frequency[i]` of term number `term[i]` in document number `document[i]`, and documents' lengths."""

    term: npt.NDArray[np.int32]
    document: npt.NDArray[np.int32]
    frequency: npt.NDArray[np.float32]
    lengths: npt.NDArray[np.float64]


def _count(documents: Sequence[Fields], words: Words) -> _Counted:
    words.add(text for fields in documents for text, _ in fields)
    batches = list(_batches(documents, words))
    if not batches:
        empty = np.empty(0, dtype=np.int32)
        return _Counted(empty, empty, empty.astype(np.float32), np.empty(0))
    return _Counted(*(np.concatenate(column) for column in zip(*batches, strict=True)))


Batch = tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.float32], npt.NDArray[np.float64]]


def _batches(documents: Sequence[Fields], words: Words) -> Iterator[Batch]:
    """Term, document and frequency, by term and then document, and the lengths, of BATCH documents at a time."""
    for first in range(0, len(documents), BATCH):
        fields = [
            (n, text, weight) for n, fields in enumerate(documents[first : first + BATCH]) for text, weight in fields
        ]
        found, many = words.terms_of([text for _, text, _ in fields])
        document = np.repeat(np.array([n for n, _, _ in fields], dtype=np.int64), many)
        weight = np.repeat(np.array([weight for *_, weight in fields], dtype=np.float64), many)
        keys, place = np.unique(found.astype(np.int64) * BATCH + document, return_inverse=True)
        frequency = np.bincount(place, weights=weight, minlength=len(keys)).astype(np.float32)
        lengths = np.bincount(document, weights=weight, minlength=min(BATCH, len(documents) - first))
        yield (
            (keys // BATCH).astype(np.int32),
            (keys % BATCH + first).astype(np.int32),
            frequency,
            lengths.astype(np.float64),
        )
