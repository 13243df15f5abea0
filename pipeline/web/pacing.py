"""Politeness towards one host: a minimum distance between requests, few at a time, and pauses that all callers keep.

Neighbours: `robots` gives a host's Crawl-delay, `waiting` the length of a pause, `client` goes through here for every hop.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from pipeline.web.clock import Clock
from pipeline.web.urls.hosts import shared_domain

LEFT_ALONE = "left alone: "  # before the reason, where something was not asked for because of what was
MOST_CRAWL_DELAY = 60.0  # seconds; a longer wish would stop a run, and is not part of RFC 9309


def group_of(host: str) -> str:
    """The host, or the domain that it shares with others of one operator: `a.connpass.com` and `b.connpass.com` are one."""
    return shared_domain(host) or host.removeprefix("www.")


@dataclass
class _Host:
    slots: asyncio.Semaphore
    spacing: float
    next_turn: float = float("-inf")  # when the next request may start
    last_start: float = float("-inf")  # when the last one did: was sent, once that is known
    paused_until: float = float("-inf")


@dataclass
class Pacer:
    """One per run. Hosts are named by `group_of`."""

    spacing: float  # seconds between the starts of two requests to one host
    per_host: int
    hosts_at_once: int
    clock: Clock
    # what is not asked again in this run, and why: hosts that block, APIs whose allowance is used up, names of keys that
    # are not taken; a run's clients may share it
    left_alone: dict[str, str] = field(default_factory=dict)
    _hosts: dict[str, _Host] = field(default_factory=dict)
    _all: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        self._all = asyncio.Semaphore(self.hosts_at_once * self.per_host)

    def _host(self, group: str) -> _Host:
        host = self._hosts.get(group)
        if host is None:
            host = self._hosts[group] = _Host(asyncio.Semaphore(self.per_host), self.spacing)
        return host

    @asynccontextmanager
    async def slot(self, group: str) -> AsyncIterator[Callable[[], None]]:
        """Wait for this host's turn, then hold one of its places. Hold it for one request with its body, no longer.

        What it gives is called when the request has been sent: opening a connection takes time, and the next request
        must not make up for it.
        """
        host = self._host(group)
        async with host.slots:
            turn = max(self.clock.seconds(), host.next_turn, host.paused_until)
            host.next_turn = turn + host.spacing
            while (wait := max(turn, host.paused_until) - self.clock.seconds()) > 0:
                await self.clock.sleep(wait)
            # taken after the turn has come, so that hosts which wait do not keep others from asking
            async with self._all:
                # where all places were taken, turns have slipped: the distance is kept from what really started
                while (wait := host.last_start + host.spacing - self.clock.seconds()) > 0:
                    await self.clock.sleep(wait)
                host.last_start = self.clock.seconds()
                yield lambda: self._sent(host)

    def _sent(self, host: _Host) -> None:
        host.last_start = self.clock.seconds()
        host.next_turn = max(host.next_turn, host.last_start + host.spacing)

    def pause(self, group: str, seconds: float) -> None:
        """Nobody asks this host before `seconds` have passed."""
        host = self._host(group)
        host.paused_until = max(host.paused_until, self.clock.seconds() + seconds)

    def slow_down(self, group: str, seconds: float) -> None:
        """The host wishes at least `seconds` between requests (Crawl-delay); never less than the configured spacing."""
        host = self._host(group)
        host.spacing = max(host.spacing, min(seconds, MOST_CRAWL_DELAY))

    def block(self, group: str, reason: str) -> None:
        """Leave this host alone for the rest of the run."""
        self.left_alone.setdefault(group, reason)

    def blocked(self, group: str) -> str:
        """Why the host is left alone; empty where it is not."""
        return self.left_alone.get(group, "")
