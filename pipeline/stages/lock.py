"""One run at a time on one data directory: an advisory lock that the system releases when the process ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.errors import TalkCorpusError, one_line


class RunningError(TalkCorpusError):
    """Another run is at work on the same data directory."""


@contextmanager
def one_run_at_a_time(root: Path) -> Iterator[None]:
    """Hold the directory's lock. Raises RunningError where another process holds it."""
    root.mkdir(parents=True, exist_ok=True)
    lock = root / "run.lock"
    with lock.open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            holder = file.read().strip() or "unknown"
            rule = "one run at a time works on a data directory"
            raise RunningError(
                one_line(str(root), rule, f"process {holder}", "wait for it to end, or stop it")
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
