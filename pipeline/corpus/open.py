"""The reader's door to talks.duckdb: read-only, on the file that is published now.

Here: opening, noticing a new file, cursors. Not here: any query (`pipeline.search`, `app`).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import duckdb

from pipeline.corpus import ddl
from pipeline.corpus.schema import SCHEMA_VERSION
from pipeline.errors import NoCorpusError, one_line

REBUILD = "run `talks run` to build it"
UPGRADE = "upgrade talk-corpus, or run `talks run` to build it anew"


@dataclass(frozen=True)
class _Attached:
    """An in-memory database with one state of the file attached as `corpus`."""

    signature: tuple[int, int, int, int]
    connection: duckdb.DuckDBPyConnection
    build_id: str


class Corpus:
    """The published corpus, for any number of threads.

    `cursor()` compares the file's signature (one stat, 2 µs) and attaches the file anew where it was replaced. The
    file is attached to an in-memory database because `duckdb.connect(path)` hands out the old file as long as any
    connection of the process still reads it (found with 1.5 and 2.0).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._attached: _Attached | None = None
        self._current()

    def cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor whose current database is the file as it is now (0.1 ms); for one thread at a time.

        It stays on that file until it is closed or dropped, also when a new one is published meanwhile. Raises
        NoCorpusError.
        """
        cursor = self._current().connection.cursor()
        cursor.execute("USE corpus")  # not inherited from the connection; the macros' tables are found by it
        return cursor

    @property
    def build_id(self) -> str:
        """Which build the file is that the next cursor reads; what to key a cache with."""
        return self._current().build_id

    def close(self) -> None:
        """Let go of the file; cursors that were handed out live on. The next use opens it again."""
        with self._lock:
            attached, self._attached = self._attached, None
        if attached is not None:
            attached.connection.close()

    def __enter__(self) -> Corpus:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _current(self) -> _Attached:
        attached = self._attached
        if attached is not None and attached.signature == _signature(self.path):
            return attached
        with self._lock:
            signature = _signature(self.path)
            attached = self._attached
            if attached is None or attached.signature != signature:
                # The old connection is not closed here: other threads may be taking cursors of it. Python's
                # reference counting closes it after the last cursor.
                attached = self._attached = _attach(self.path)
            return attached


def open_corpus(path: Path) -> Corpus:
    """The corpus at `path`, open for reading. Raises NoCorpusError where there is none that can be read."""
    return Corpus(Path(path))


def _signature(path: Path) -> tuple[int, int, int, int]:
    """What tells one state of the file from another: device, inode, time of change, size."""
    try:
        stat = path.stat()
    except OSError as error:
        why = "no file" if isinstance(error, FileNotFoundError) else str(error)
        raise NoCorpusError(one_line(str(path), "there must be a corpus", why, REBUILD)) from None
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size


def _attach(path: Path) -> _Attached:
    """Attach the file, making sure that what was opened is what the signature says."""
    while True:
        signature = _signature(path)
        connection = duckdb.connect()
        try:
            connection.execute(f"ATTACH {ddl.quote(str(path))} AS corpus (READ_ONLY)")
            if _signature(path) == signature:
                return _Attached(signature, connection, _build_id(connection, path))
        except duckdb.Error as error:
            connection.close()
            if _signature(path) != signature:
                continue
            why = str(error).strip().partition("\n")[0]
            raise NoCorpusError(one_line(str(path), "must be a corpus that this DuckDB reads", why, REBUILD)) from None
        except NoCorpusError:
            connection.close()
            raise
        connection.close()


def _build_id(connection: duckdb.DuckDBPyConnection, path: Path) -> str:
    """The build's identity. Raises NoCorpusError where the file is no corpus, or one of another version's shape."""
    try:
        row = connection.execute("SELECT build_id, schema_version, software_version FROM corpus.builds").fetchone()
    except duckdb.CatalogException:
        raise NoCorpusError(
            one_line(str(path), "must have the table builds of a corpus", "another database", REBUILD)
        ) from None
    except duckdb.BinderException:
        row = ("", 0, "an older version")
    if row is None:
        raise NoCorpusError(one_line(str(path), "must say which build it is", "no row in builds", REBUILD))
    build_id, schema_version, software = row
    if schema_version != SCHEMA_VERSION:
        rule = f"must have schema version {SCHEMA_VERSION}"
        found = f"version {schema_version}, written by talk-corpus {software}"
        remedy = UPGRADE if schema_version > SCHEMA_VERSION else REBUILD
        raise NoCorpusError(one_line(str(path), rule, found, remedy))
    return str(build_id)
