"""The swap: a file that passed its checks takes the published one's place, in one step that cannot be seen halfway.

Here: making files lasting, `os.replace`, and sweeping what killed builds left. Not here: what is in the file.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import duckdb

from pipeline.corpus.lock import one_builder
from pipeline.errors import BuildError, one_line

READ_ONLY = 0o444  # nobody writes to the published file; a client that tries is told so


def publish(new: Path, published: Path) -> None:
    """Put the finished corpus `new` in the place of `published`. Both must lie in one folder.

    A reader sees the old file or the new one, whole; one that holds the old file open goes on reading it. Raises
    BuildError where there is no new file, it is no DuckDB file, or another build is running.
    """
    if new.parent.resolve() != published.parent.resolve():
        raise BuildError(one_line(str(new), "must lie beside what it replaces", str(published), "build it there"))
    with one_builder(published.parent):
        if not new.is_file():
            raise BuildError(one_line(str(new), "must be a built corpus", "no file", "build it first"))
        _settle(new)
        new.chmod(READ_ONLY)
        sync_file(new)
        # A write-ahead log that an intruding writer left belongs to the old file. DuckDB 1.5 would merge it into the
        # new one without a word, and 2.0 would refuse to open; so it goes first.
        Path(f"{published}.wal").unlink(missing_ok=True)
        new.replace(published)
        sync_folder(published.parent)
        sweep(published)


def sweep(published: Path) -> list[Path]:
    """Delete what builds beside `published` that did not end well have left; returns what it deleted."""
    leftovers = [
        path
        for path in sorted(published.parent.glob(f"{published.name}.*"))
        if path.name.startswith((f"{published.name}.new", f"{published.name}.wal"))
    ]
    for path in leftovers:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    return leftovers


def sync_file(path: Path) -> None:
    """Have the file's bytes on the disk before anything points at them."""
    _sync(path, os.O_RDONLY)


def sync_folder(path: Path) -> None:
    """Have the folder's entries on the disk: without it a rename may be lost with the power."""
    _sync(path, os.O_RDONLY | os.O_DIRECTORY)


def _sync(path: Path, flags: int) -> None:
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _settle(new: Path) -> None:
    """Fold a write-ahead log into the file, should its builder have been ended before its checkpoint."""
    if not Path(f"{new}.wal").exists():
        return
    try:
        with duckdb.connect(str(new)) as connection:
            connection.execute("CHECKPOINT")
    except duckdb.Error as error:
        raise BuildError(
            one_line(str(new), "must be a whole DuckDB file", str(error), "delete it and build again")
        ) from None
