"""One builder at a time: the lock on a data directory.

Here: `one_builder`, taken by building and publishing, and by a whole run that wants both in one hold. Readers never
take it: they open the published file, which is never written to.
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import BuildError, one_line

LOCK_NAME = "talks-build.lock"


@dataclass
class _Hold:
    thread: int
    depth: int
    descriptor: int


_held: dict[Path, _Hold] = {}
_guard = threading.Lock()


@contextmanager
def one_builder(folder: Path) -> Iterator[None]:
    """Hold the lock of `folder`; the same thread may take it again inside.

    The kernel drops the lock when its process ends, however it ends, so a killed builder never bars the next one.
    Raises BuildError at once where another process or thread holds it.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    me = threading.get_ident()
    with _guard:
        hold = _held.get(folder)
        if hold is not None and hold.thread == me:
            hold.depth += 1
        elif hold is not None:
            raise _busy(folder, f"process {os.getpid()}, this one")
        else:
            hold = _held[folder] = _Hold(me, 1, _lock(folder))
    try:
        yield
    finally:
        with _guard:
            hold.depth -= 1
            if hold.depth == 0:
                del _held[folder]
                os.close(hold.descriptor)


def _lock(folder: Path) -> int:
    """An open descriptor that holds the lock; closing it lets go."""
    descriptor = os.open(folder / LOCK_NAME, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
        os.close(descriptor)
        raise _busy(folder, f"process {holder}") from None
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode("ascii"), 0)
    return descriptor


def _busy(folder: Path, holder: str) -> BuildError:
    return BuildError(
        one_line(str(folder), "one build at a time", holder, "wait until it is done, or end that process")
    )
