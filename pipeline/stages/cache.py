"""Work done once is not done again: dataclasses kept as JSON in Parquet, by key and fingerprint.

A fingerprint says what a result was made from (hash of the text read, version of the code that reads). The files are
caches: they may be deleted, and one that cannot be read counts as empty. Writing is atomic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Generic, TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from pydantic import TypeAdapter, ValidationError

T = TypeVar("T")

_COLUMNS = ("key", "fingerprint", "value")


def code_version(package: Path) -> str:
    """A hash of all files of a package: results are made again when the code that made them changed."""
    digest = hashlib.sha256()
    for file in sorted(package.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write beside `path` and swap in, so that a reader or a crash never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".part")
    pq.write_table(table, beside, compression="zstd")
    beside.replace(path)


class Cache(Generic[T]):
    """Values of one dataclass type `kind`, by key, each with the fingerprint it was made from."""

    def __init__(self, path: Path, kind: type[T]) -> None:
        self.path = path
        self._adapter: TypeAdapter[T] = TypeAdapter(kind)
        self._kept = self._load()
        self.hits = 0

    def get(self, key: str, fingerprint: str) -> T | None:
        """The value made from `fingerprint`, or None where there is none (or it has another shape by now)."""
        kept = self._kept.get(key)
        if kept is None or kept[0] != fingerprint:
            return None
        try:
            value = self._adapter.validate_json(kept[1])
        except ValidationError:
            return None
        self.hits += 1
        return value

    def last(self, key: str) -> T | None:
        """The value kept for `key`, whatever it was made from."""
        kept = self._kept.get(key)
        try:
            return self._adapter.validate_json(kept[1]) if kept else None
        except ValidationError:
            return None

    def values(self) -> list[T]:
        """All values, in the order in which they were saved."""
        return [self._adapter.validate_json(value) for _, value in self._kept.values()]

    def save(self, items: Iterable[tuple[str, str, T]]) -> None:
        """Keep exactly `items` (key, fingerprint, value): what is not among them is forgotten."""
        kept = {key: (fingerprint, self._adapter.dump_json(value)) for key, fingerprint, value in items}
        if kept == self._kept and self.path.exists():
            return
        columns = (list(kept), [f for f, _ in kept.values()], [v for _, v in kept.values()])
        table = pa.table(
            {name: pa.array(column, type=_TYPES[name]) for name, column in zip(_COLUMNS, columns, strict=True)}
        )
        write_parquet(table, self.path)
        self._kept = kept

    def _load(self) -> dict[str, tuple[str, bytes]]:
        try:
            rows = pq.read_table(self.path, columns=list(_COLUMNS)).to_pylist()
        except (FileNotFoundError, pa.ArrowException, OSError):
            return {}
        return {row["key"]: (row["fingerprint"], row["value"]) for row in rows}


_TYPES = {"key": pa.string(), "fingerprint": pa.string(), "value": pa.binary()}
