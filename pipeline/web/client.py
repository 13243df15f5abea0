"""The polite client: asks the web for one page at a time, keeps every answer in the archive, and never raises for what it meets.

What it keeps to: robots.txt for every hop, one honest User-Agent, a distance between requests to one host, conditional
requests, Retry-After, limits of size and time, public addresses only. A page that was asked for lately comes from the
archive. Neighbours: `exchange` does one request, `pacing` waits for a host's turn, `robots` reads robots.txt, `outcomes`
judges answers, `network` checks addresses, `replay` answers in the network's place.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType

import httpx

from pipeline.config import Crawl
from pipeline.web import outcomes
from pipeline.web.agent import PRODUCT, user_agent
from pipeline.web.answers import Answer, FetchLogEntry, Outcome, Request, variant_of
from pipeline.web.archive import Archive
from pipeline.web.body import ACCEPT_ENCODING
from pipeline.web.clock import Clock
from pipeline.web.exchange import Failed, Reply, conditions, exchange
from pipeline.web.network import PublicTransport, address_problem
from pipeline.web.pacing import LEFT_ALONE, Pacer, group_of
from pipeline.web.replay import ReplayTransport
from pipeline.web.robots import ACCEPT as ROBOTS_ACCEPT
from pipeline.web.robots import CACHE_HOURS, MAX_BYTES, MAX_REDIRECTS, Rules, rules_from
from pipeline.web.tokens import api_of, key_headers, key_name, key_refused
from pipeline.web.urls import host_of, join, request_url
from pipeline.web.urls.parts import parse
from pipeline.web.waiting import RETRIED_STATUSES, backoff, retry_after

OnEntry = Callable[[FetchLogEntry], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Ask:
    """What one fetch asks for, hop after hop."""

    url: str
    accept: str
    layer: str
    max_bytes: int | None
    earlier: Answer | None  # the readable answer of before, for a conditional request
    max_redirects: int
    stops_at: tuple[str, ...] = ()
    for_robots: bool = False

    @property
    def variant(self) -> str:
        return variant_of(self.accept)


class _How(Enum):
    """What became of asking for a page."""

    ASKED = auto()
    CONFIRMED = auto()  # a 304: the earlier answer holds
    REFUSED = auto()  # nothing was asked: robots.txt or this program's own rules forbid it, or the host is left alone


class Client:
    """An async context manager. Hosts that block are left alone until it ends; clients of one run share `left_alone`.

    `transport` answers in the network's place (tests); with None it is the recorded web of `crawl.replay` if that is set,
    else the public internet. `on_entry` is told of every fetch, once each.
    """

    def __init__(
        self,
        archive: Archive,
        crawl: Crawl,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        on_entry: OnEntry | None = None,
        clock: Clock | None = None,
        left_alone: dict[str, str] | None = None,
    ) -> None:
        self._archive = archive
        self._crawl = crawl
        self._on_entry = on_entry
        self._clock = clock or Clock()
        spacing = crawl.seconds_between_requests
        if transport is None and crawl.replay is not None:
            transport = ReplayTransport(crawl.replay)
            spacing = 0.0  # a recorded web has nobody to be polite to
        if transport is None:
            transport = PublicTransport(crawl.concurrent_hosts * crawl.connections_per_host)
        self._pacer = Pacer(
            spacing,
            crawl.connections_per_host,
            crawl.concurrent_hosts,
            self._clock,
            {} if left_alone is None else left_alone,
        )
        self._agent = user_agent(crawl.contact)
        self._http = httpx.AsyncClient(
            transport=transport,
            headers={"user-agent": self._agent, "accept-encoding": ACCEPT_ENCODING},
            cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),  # no cookie is taken or sent
            timeout=httpx.Timeout(crawl.timeout_seconds, pool=None),
            follow_redirects=False,
        )
        self._running: dict[tuple[str, str], asyncio.Task[Answer]] = {}  # by address and variant
        self._asked: set[tuple[str, str]] = set()
        self._rules: dict[str, asyncio.Task[Rules]] = {}

    async def __aenter__(self) -> Client:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        tasks = [t for t in (*self._running.values(), *self._rules.values()) if not t.done()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self._http.__aexit__(kind, error, trace)

    def now(self) -> datetime:
        """The time by the clock that stamps the answers."""
        return self._clock.now()

    def leave_alone(self, url: str, reason: str) -> None:
        """A reader saw that the host of `url` blocks: nothing more is asked of it in this run."""
        self._pacer.block(group_of(host_of(url)), reason)

    def _check_left_alone(self, url: str) -> None:
        """Raises Failed where nothing more is asked in this run of the host of `url`, of its API, or with its key."""
        blocked = self._pacer.blocked(group_of(host_of(url))) or self._pacer.blocked(api_of(url))
        if blocked:
            raise Failed(Outcome.BLOCKED, LEFT_ALONE + blocked, unasked=True)
        if refused := self._pacer.blocked(key_name(url)):
            raise Failed(Outcome.PRIVATE, LEFT_ALONE + refused, unasked=True)

    def _block(self, reply: Reply, reason: str) -> None:
        used_up = outcomes.allowance_used_up(reply.status, reply.headers, reply.body)
        api = api_of(reply.url) if used_up else ""
        self._pacer.block(api or group_of(host_of(reply.url)), reason)

    def allows(self, request: Request) -> bool:
        """Whether the settings let `request` be asked: some layers are asked only where `[crawl]` says so."""
        return not request.needs or getattr(self._crawl, request.needs) is True

    async def fetch(self, request: Request) -> Answer:
        """The answer for `request`, from the web or, where it was asked for lately, from the archive.

        Whatever the web does is an outcome of the answer, never an exception. In one run an address is asked for once
        (once in each variant, see `answers.variant_of`).
        """
        asked = (request_url(request.url), request.variant)
        task = self._running.get(asked)
        if task is None:
            task = asyncio.create_task(self._fetch(asked[0], request))
            self._running[asked] = task
            task.add_done_callback(lambda _: self._running.pop(asked, None))
        return await asyncio.shield(task)

    async def _fetch(self, url: str, request: Request) -> Answer:
        started = self._clock.seconds()
        kept = self._fresh(url, request.variant)
        if kept is not None:
            self._tell(kept, started, from_archive=True)
            return kept
        self._asked.add((url, request.variant))
        earlier = self._archive.latest_readable(url, request.variant)
        ask = _Ask(
            url,
            request.accept,
            request.layer,
            request.max_bytes,
            earlier,
            self._crawl.max_redirects,
            request.stops_at,
        )
        answer, how = await self._follow(ask)
        self._keep(answer, how)
        self._tell(answer, started, from_archive=how is _How.CONFIRMED)
        return answer

    def _keep(self, answer: Answer, how: _How) -> None:
        if how is _How.CONFIRMED:
            self._archive.confirm(answer.url, answer.checked_at, answer.variant)
        elif how is _How.REFUSED:
            left_alone = answer.reason.startswith(LEFT_ALONE)
            if not left_alone or self._archive.last_attempt(answer.url, answer.variant) is None:
                self._archive.put_refusal(answer)
        else:
            self._archive.put(answer)

    def _fresh(self, url: str, variant: str) -> Answer | None:
        """The last answer, where asking again would be too early."""
        last = self._archive.last_attempt(url, variant)
        if last is None:
            return None
        if (url, variant) not in self._asked:
            if key_name(url) and (last.outcome is Outcome.PRIVATE or key_refused(url, last.status)):
                return None  # a key may have been set, or put right, since
            if last.outcome in (Outcome.GONE, Outcome.PRIVATE):
                keep = timedelta(days=self._crawl.recheck_gone_days)
            elif last.outcome.has_body or last.outcome is Outcome.TOO_BIG:
                keep = timedelta(hours=self._crawl.recheck_hours)
            else:
                return None
            if not timedelta(0) <= self._clock.now() - last.checked_at < keep:
                return None
        return self._archive.latest(url, variant)

    def _tell(self, answer: Answer, started: float, *, from_archive: bool = False) -> None:
        entry = FetchLogEntry(
            url=answer.url,
            outcome=answer.outcome,
            reason=answer.reason,
            status=answer.status,
            seconds=self._clock.seconds() - started,
            bytes=len(answer.body),
            from_archive=from_archive,
            layer=answer.layer,
        )
        _log.info("%s %s %s %s", entry.outcome, entry.status, entry.url, entry.reason)
        if self._on_entry is not None:
            self._on_entry(entry)

    async def _follow(self, ask: _Ask) -> tuple[Answer, _How]:
        """Ask hop by hop."""
        current, passed = ask.url, list[str]()
        while True:
            try:
                await self._admit(current, ask)
                reply = await self._get(current, ask)
            except Failed as failure:
                how = _How.REFUSED if failure.unasked and not passed else _How.ASKED
                return self._answer(ask, current, failure.status, failure.outcome, failure.reason, passed), how
            if reply.status == 304 and ask.earlier is not None:
                confirmed = replace(ask.earlier, checked_at=self._clock.now(), variant=ask.variant)
                return confirmed, _How.CONFIRMED
            if not reply.location:
                return self._judge(ask, reply, passed), _How.ASKED
            target = request_url(join(current, reply.location))
            passed.append(current)
            problem = self._redirect_problem(ask, target, passed)
            if problem is not None:
                return self._answer(ask, target, reply.status, *problem, passed, reply.headers), _How.ASKED
            if group_of(host_of(target)) in ask.stops_at:
                told = f"leads to {host_of(target)}, whose pages are not asked for"
                return self._answer(ask, target, reply.status, Outcome.MOVED, told, passed, reply.headers), _How.ASKED
            current = target

    def _redirect_problem(self, ask: _Ask, target: str, passed: list[str]) -> tuple[Outcome, str] | None:
        if target in passed:
            return Outcome.ERROR, f"endless redirect: {target} again"
        if len(passed) > ask.max_redirects:
            return Outcome.ERROR, f"endless redirect: more than {ask.max_redirects}"
        login = outcomes.login_page(ask.url, target)
        return (Outcome.PRIVATE, login) if login else None

    async def _admit(self, url: str, ask: _Ask) -> None:
        """Raises Failed where `url` may not be asked for."""
        problem = address_problem(url)
        if problem:
            raise Failed(Outcome.UNSUPPORTED, problem, unasked=True)
        self._check_left_alone(url)
        if ask.for_robots or key_name(url):
            return
        rules = await self._rules_of(url)
        if rules.closed:
            raise Failed(rules.closed_as, rules.closed, unasked=True)
        if not rules.allows(url):
            reason = f"robots.txt of {host_of(url)} does not allow this address"
            raise Failed(Outcome.ROBOTS, reason, unasked=True)

    async def _get(self, url: str, ask: _Ask) -> Reply:
        """One hop with its retries. Raises Failed."""
        group = group_of(host_of(url))
        headers = {"accept": ask.accept, **key_headers(url), **conditions(url, ask.earlier)}
        attempt = 0
        while True:
            attempt += 1
            last = attempt > self._crawl.retries
            try:
                async with self._pacer.slot(group) as sent:
                    # the host may have begun to block while this request waited for its turn
                    self._check_left_alone(url)
                    reply = await exchange(
                        self._http, url, headers, self._crawl, ask.max_bytes, cut=ask.for_robots, on_sent=sent
                    )
            except Failed as failure:
                if last or not failure.again:
                    raise
                self._pacer.pause(group, backoff(attempt, self._clock.chance()))
                continue
            used_up = outcomes.allowance_used_up(reply.status, reply.headers, reply.body)
            limited = used_up or reply.status == 429
            if not limited and reply.status not in RETRIED_STATUSES:
                return reply
            wished = retry_after(reply.headers, self._clock.now())
            if wished is not None and wished > self._crawl.max_retry_after_seconds:
                reason = f"HTTP {reply.status}: asks to wait {wished:.0f} seconds"
                self._block(reply, reason)
                raise Failed(Outcome.BLOCKED, reason, status=reply.status)
            if last:
                return reply
            pause = backoff(attempt, self._clock.chance())
            self._pacer.pause(group, pause if wished is None else wished + pause * 0.1)

    def _judge(self, ask: _Ask, reply: Reply, passed: list[str]) -> Answer:
        if 200 <= reply.status < 300:
            # an empty robots.txt is one without rules, and no title in it means anything
            verdict = (
                (Outcome.OK, "") if ask.for_robots else outcomes.of_page(ask.url, reply.url, reply.headers, reply.body)
            )
        else:
            verdict = outcomes.of_status(reply.status, reply.headers, reply.body)
        outcome, reason = verdict
        if outcome is Outcome.BLOCKED:
            self._block(reply, reason)
        elif refused := key_refused(reply.url, reply.status, reply.body):
            outcome, reason = Outcome.PRIVATE, refused
            self._pacer.block(key_name(reply.url), refused)
        return self._answer(ask, reply.url, reply.status, outcome, reason, passed, reply.headers, reply.body)

    def _answer(
        self,
        ask: _Ask,
        final_url: str,
        status: int,
        outcome: Outcome,
        reason: str,
        redirects: Sequence[str] = (),
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
    ) -> Answer:
        now = self._clock.now()
        kept = {name: value for name, value in (headers or {}).items() if name != "set-cookie"}
        return Answer(
            url=ask.url,
            final_url=final_url,
            status=status,
            outcome=outcome,
            reason=" ".join(reason.split()),
            headers=kept,
            body=body,
            fetched_at=now,
            checked_at=now,
            redirects=tuple(redirects),
            layer=ask.layer,
            variant=ask.variant,
        )

    async def _rules_of(self, url: str) -> Rules:
        """The rules of the origin of `url`, fetched once in a run and kept for a day in the archive."""
        parts = parse(url)
        origin = f"{parts.scheme}://{parts.netloc}" if parts else ""
        task = self._rules.get(origin)
        if task is None:
            task = asyncio.create_task(self._read_robots(origin))
            self._rules[origin] = task
        return await asyncio.shield(task)

    async def _read_robots(self, origin: str) -> Rules:
        url = f"{origin}/robots.txt"
        variant = variant_of(ROBOTS_ACCEPT)
        last = self._archive.latest(url, variant)
        age = self._clock.now() - last.checked_at if last else None
        settled = last is not None and (last.outcome.has_body or last.outcome in (Outcome.GONE, Outcome.PRIVATE))
        if last is not None and age is not None and settled and timedelta(0) <= age < timedelta(hours=CACHE_HOURS):
            answer = last
        else:
            earlier = self._archive.latest_readable(url, variant)
            ask = _Ask(url, ROBOTS_ACCEPT, "robots", MAX_BYTES, earlier, MAX_REDIRECTS, for_robots=True)
            answer, how = await self._follow(ask)
            self._keep(answer, how)
            if earlier is not None and (answer.status >= 500 or (answer.status < 300 and not answer.outcome.has_body)):
                answer = earlier  # section 2.4: an old copy may serve while the file cannot be reached
        rules = rules_from(
            answer.status,
            answer.outcome,
            answer.reason,
            answer.body,
            answer.headers.get("content-type", ""),
            PRODUCT,
        )
        if rules.crawl_delay:
            self._pacer.slow_down(group_of(host_of(url)), rules.crawl_delay)
        return rules
