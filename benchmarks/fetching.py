"""How politely and how fast pages are fetched: `python -m benchmarks.fetching [--hosts N] [--pages N] [--spacing S] [--answer S]`.

A real HTTP server on loopback answers under N host names; the real client asks for all pages of all hosts at once, as a run
does. Printed is what the server saw: the shortest distance between two requests to one host, which must not be under the
configured one (the last host, with half the pages, wishes for twice as much by its robots.txt), and how long all took beside
the sum of what each host took. Nothing leaves the machine. Exit code 1 where a distance was not kept.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.config import Crawl
from pipeline.web.answers import Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from tests.web.server import LoopbackWeb

# a request is noted when the server's thread gets to it, so of two in a row the first may be noted late
NOTED_LATE = 0.01  # seconds


@dataclass(frozen=True)
class Host:
    """What the server saw of one host: when requests came, in seconds, robots.txt among them."""

    name: str
    spacing: float  # that was to be kept
    came: tuple[float, ...]

    @property
    def gaps(self) -> list[float]:
        """Seconds between one request and the next."""
        return [later - earlier for earlier, later in pairwise(self.came)]

    @property
    def took(self) -> float:
        """Seconds from the first request to the last."""
        return self.came[-1] - self.came[0]

    @property
    def is_kept(self) -> bool:
        """Whether no request came too early."""
        return min(self.gaps) >= self.spacing - NOTED_LATE


@dataclass(frozen=True)
class Measured:
    """One measurement: what was seen of each host, seconds for all, and how much was open at once."""

    hosts: tuple[Host, ...]
    wall: float
    most_hosts: int
    most_requests: int  # to one host

    @property
    def one_by_one(self) -> float:
        """Seconds that the hosts take one after another."""
        return sum(host.took for host in self.hosts)


def measure(hosts: int, pages: int, spacing: float, answer: float) -> Measured:
    """Ask `hosts` hosts for `pages` pages each, `spacing` seconds apart, where an answer takes `answer` seconds."""
    names = [f"h{number}.example.jp" for number in range(1, hosts + 1)]
    counts = {name: pages if name != names[-1] else max(2, pages // 2) for name in names}
    urls = [f"https://{name}/page/{number}" for name, count in counts.items() for number in range(1, count + 1)]
    with LoopbackWeb() as web, TemporaryDirectory() as folder, Archive(Path(folder) / "archive.sqlite") as archive:
        for url in urls:
            web.page(url, f"<title>{url}</title><p>{'word ' * 2000}", first_byte_after=answer)
        wish = f"User-agent: *\nCrawl-delay: {2 * spacing}\n"
        web.page(f"https://{names[-1]}/robots.txt", wish, content_type="text/plain", first_byte_after=answer)

        async def ask() -> None:
            crawl = Crawl(seconds_between_requests=spacing, concurrent_hosts=min(hosts, 64))
            async with Client(archive, crawl, transport=web.transport()) as client:
                answers = await asyncio.gather(*(client.fetch(Request(url)) for url in urls))
            bad = next((one for one in answers if one.outcome is not Outcome.OK), None)
            if bad is not None:
                raise RuntimeError(f"{bad.url}: {bad.outcome}: {bad.reason}")

        started = time.perf_counter()
        asyncio.run(ask())
        wall = time.perf_counter() - started
        seen = [
            Host(
                name,
                2 * spacing if name == names[-1] else spacing,
                tuple(sorted(request.at for request in web.requests if request.headers["host"] == name)),
            )
            for name in names
        ]
        # the wish is known once robots.txt has been read: it binds what comes after the first page
        seen[-1] = Host(names[-1], 2 * spacing, seen[-1].came[1:])
        return Measured(tuple(seen), wall, web.most_hosts_open, max(web.most_open.values()))


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 1 where a distance was not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=8, help="default: 8, as many as [crawl] asks at once")
    parser.add_argument("--pages", type=int, default=10, help="of each host; default: 10")
    parser.add_argument("--spacing", type=float, default=0.5, help="seconds between two requests to one host")
    parser.add_argument("--answer", type=float, default=0.1, help="seconds that an answer takes")
    options = parser.parse_args(arguments)
    if min(options.hosts, options.pages - 1) < 1 or min(options.spacing, options.answer) < 0:
        parser.error("at least one host and two pages, and no time below 0")
    made = measure(options.hosts, options.pages, options.spacing, options.answer)
    print(f"{'host':16} {'requests':>8} {'configured':>10} {'shortest':>8} {'median':>7}   seconds between requests")
    for host in made.hosts:
        shortest, median = min(host.gaps), statistics.median(host.gaps)
        print(f"{host.name:16} {len(host.came):8} {host.spacing:10.3f} {shortest:8.3f} {median:7.3f}")
    kept = [host.is_kept for host in made.hosts]
    print(f"distance kept at {sum(kept)} of {len(kept)} hosts; at most {made.most_requests} request open to one host")
    print(
        f"{made.wall:.1f} s for all {len(kept)} hosts, {made.one_by_one:.1f} s if one after another: "
        f"{made.one_by_one / made.wall:.1f} times; at most {made.most_hosts} hosts had a request open at one moment"
    )
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
