"""Time as the client sees it: the wall clock, a clock for distances, sleeping and chance. Tests put their own in its place."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime


class Clock:
    """The system's own time."""

    def now(self) -> datetime:
        """The present, with zone."""
        return datetime.now(UTC)

    def seconds(self) -> float:
        """Seconds of a clock that never goes back."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Let `seconds` pass."""
        await asyncio.sleep(seconds)

    def chance(self) -> float:
        """A number in [0, 1)."""
        return random.random()
