"""Passages to vectors, each text once: a cache of Parquet parts by (model, text hash).

The cache is a folder with one folder per model. What has been embedded is written part by part, each in one step, so a
run that is interrupted goes on where it stopped, and going back to an earlier model embeds nothing again. It can be
deleted at any time. Which text of a passage is embedded says `passages.embedded_text`; how, `embedding`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.corpus.inputs import Row
from pipeline.search.embedding.embedder import Embedder, ReadsWords, Vectors
from pipeline.search.passages import embedded_fields
from pipeline.search.words import Words

# texts between two writes: what an interruption can cost, and how often progress is told (a small transformer takes 20 s on one core)
PART = 512
# the same where the embedder reads words, which takes a hundredth of the time
WORDS_PART = 32_768
# more parts than this are put together into one
MANY_PARTS = 24


def embed_passages(
    passages: Sequence[Row],
    embedder: Embedder,
    cache: Path,
    on_progress: Callable[[int, int], None] | None = None,
    *,
    words: Words | None = None,
) -> pa.Table:
    """The table `vectors` of rows of the table `passages`: passage_id, and FLOAT[d] or NULL where nothing is known.

    `on_progress(done, total)` is told how many of the texts that must be embedded have been. `words`: where the texts may
    have been cut before, for an embedder that reads words. Raises OSError where the cache cannot be written.
    """
    folder = cache / _folder_name(embedder.name)
    folder.mkdir(parents=True, exist_ok=True)
    for leftover in folder.glob("*.tmp"):
        leftover.unlink(missing_ok=True)
    hashes = [str(row["text_hash"]) for row in passages]
    number = {h: n for n, h in enumerate(dict.fromkeys(hashes))}
    found = np.zeros((len(number), embedder.dimensions), dtype=np.float32)
    _drop_broken(folder)
    known: set[str] = set()
    for part_hashes, rows in _parts(folder, embedder.dimensions):
        known.update(part_hashes)
        spots = [(number[h], i) for i, h in enumerate(part_hashes) if h in number]
        if spots:
            to, of = (np.asarray(column) for column in zip(*spots, strict=True))
            found[to] = rows[of]
    texts = {h: embedded_fields(row) for h, row in zip(hashes, passages, strict=True) if h not in known}
    missing = list(texts)
    if not isinstance(
        embedder, ReadsWords
    ):  # texts of like length share a batch, which a transformer pads to its longest
        missing.sort(key=lambda h: sum(map(len, texts[h])), reverse=True)
    encode = _encoder(embedder, Words() if words is None else words)
    size = WORDS_PART if isinstance(embedder, ReadsWords) else PART
    for at in range(0, len(missing), size):
        part = missing[at : at + size]
        rows = encode([texts[h] for h in part])
        _write_part(folder, part, rows)
        found[[number[h] for h in part]] = rows
        if on_progress:
            on_progress(min(at + size, len(missing)), len(missing))
    _merge(folder)
    return pa.table(
        {
            "passage_id": pa.array([int(row["passage_id"]) for row in passages], pa.int32()),
            "vector": as_column(found if len(number) == len(hashes) else found[[number[h] for h in hashes]]),
        }
    )


def _encoder(embedder: Embedder, words: Words) -> Callable[[Sequence[Sequence[str]]], Vectors]:
    """Texts, each given as its fields, to vectors: by their words, where the embedder reads words."""
    if not isinstance(embedder, ReadsWords):
        return lambda texts: embedder.encode_documents(["\n".join(fields) for fields in texts])

    def encode(texts: Sequence[Sequence[str]]) -> Vectors:
        found, lengths = words.terms_of([field for fields in texts for field in fields], plain=True)
        ends = np.concatenate([[0], np.cumsum(lengths)])
        return embedder.encode_words(words.vocabulary, found, ends[np.cumsum([0, *map(len, texts)])])

    return encode


def as_column(rows: Vectors) -> pa.FixedSizeListArray:
    """float32 [n, d] as a column of FLOAT[d]; a row of zeros becomes NULL."""
    values = pa.array(np.ascontiguousarray(rows, dtype=np.float32).reshape(-1))
    return pa.FixedSizeListArray.from_arrays(values, rows.shape[1], mask=pa.array(~rows.any(axis=1)))


def _folder_name(model: str) -> str:
    """A folder's name that people can read and that differs where models do."""
    readable = re.sub(r"[^A-Za-z0-9._-]+", "_", model).strip("._")[-60:]
    return f"{readable}-{hashlib.sha256(model.encode()).hexdigest()[:8]}"


def _write_part(folder: Path, hashes: Sequence[str], rows: Vectors) -> None:
    """One part, under a name made from its hashes, moved into place when whole."""
    name = hashlib.sha256("".join(hashes).encode()).hexdigest()[:16]
    table = pa.table({"text_hash": pa.array(hashes, pa.string()), "vector": _plain_column(rows)})
    temporary = folder / f"{name}.{os.getpid()}.tmp"
    pq.write_table(table, temporary, compression="none", use_dictionary=False)
    temporary.replace(folder / f"{name}.parquet")


def _plain_column(rows: Vectors) -> pa.FixedSizeListArray:
    return pa.FixedSizeListArray.from_arrays(pa.array(np.ascontiguousarray(rows).reshape(-1)), rows.shape[1])


def _drop_broken(folder: Path) -> None:
    """Delete parts that cannot be read (a full disk, a copy cut short); their texts are embedded again."""
    for path in folder.glob("*.parquet"):
        try:
            pq.read_metadata(path)
        except pa.ArrowInvalid:
            path.unlink()


def _parts(folder: Path, dimensions: int) -> Iterator[tuple[list[str], Vectors]]:
    for path in sorted(folder.glob("*.parquet")):
        table = pq.read_table(path)
        column = table["vector"].combine_chunks()
        yield table["text_hash"].to_pylist(), np.asarray(column.flatten()).reshape(-1, dimensions)


def _merge(folder: Path) -> None:
    """Put many small parts into one. A crash in between leaves a text in two parts, which does no harm."""
    paths = sorted(folder.glob("*.parquet"))
    if len(paths) <= MANY_PARTS:
        return
    whole = pa.concat_tables([pq.read_table(path) for path in paths])
    temporary = folder / f"merged.{os.getpid()}.tmp"
    pq.write_table(whole, temporary, compression="none", use_dictionary=False)
    digest = hashlib.sha256("".join(path.name for path in paths).encode()).hexdigest()[:16]
    target = folder / f"{digest}.parquet"
    temporary.replace(target)
    for path in paths:
        if path != target:
            path.unlink(missing_ok=True)
