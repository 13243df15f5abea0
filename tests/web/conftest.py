"""What the tests of the web share: time that passes at once, an archive, a real server on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from pipeline.config import Crawl
from pipeline.web.answers import FetchLogEntry
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.clock import Clock
from tests.web.server import LoopbackWeb


class QuickClock(Clock):
    """Sleeping takes no time but moves the clock; tasks that sleep side by side pass the same hours."""

    def __init__(self) -> None:
        self.passed = 0.0
        self.slept: list[float] = []

    def now(self) -> datetime:
        return datetime(2026, 11, 22, 12, 0, tzinfo=UTC) + timedelta(seconds=self.passed)

    def seconds(self) -> float:
        return self.passed

    async def sleep(self, seconds: float) -> None:
        target = self.passed + seconds
        self.slept.append(seconds)
        await asyncio.sleep(0)
        self.passed = max(self.passed, target)

    def chance(self) -> float:
        return 0.5


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder in memory where the system has one: an archive is synced to disk whenever it is opened and closed."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="talks-", dir=memory if memory.is_dir() else None) as made:
        yield Path(made)


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive(folder / "archive.sqlite") as opened:
        yield opened


@pytest.fixture
def web() -> Iterator[LoopbackWeb]:
    with LoopbackWeb() as running:
        yield running


@pytest.fixture
def log() -> list[FetchLogEntry]:
    return []


@pytest.fixture
def client(archive: Archive, web: LoopbackWeb, clock: QuickClock, log: list[FetchLogEntry]) -> Callable[..., Client]:
    """Makes a client on the loopback web; keyword arguments are settings of [crawl]."""

    def make(**crawl: Any) -> Client:
        settings = {"recheck_hours": 0, "recheck_gone_days": 0, "timeout_seconds": 5, **crawl}
        return Client(archive, Crawl(**settings), transport=web.transport(), on_entry=log.append, clock=clock)

    return make
