"""robots.txt, waiting and pacing, each by itself."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import pairwise

import pytest

from pipeline.web.answers import Outcome
from pipeline.web.pacing import MOST_CRAWL_DELAY, Pacer, group_of
from pipeline.web.robots import Rules, rules_from
from pipeline.web.waiting import backoff, is_rate_limited, retry_after
from tests.web.conftest import QuickClock

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def rules(body: str, *, status: int = 200, outcome: Outcome = Outcome.OK, kind: str = "text/plain") -> Rules:
    return rules_from(status, outcome, f"HTTP {status}", body.encode(), kind, "talk-corpus")


@pytest.mark.parametrize(
    ("body", "url", "allowed"),
    [
        ("", "https://a.jp/x", True),
        ("User-agent: *\nDisallow: /", "https://a.jp/x", False),
        ("User-agent: *\nDisallow:", "https://a.jp/x", True),
        ("User-agent: *\nDisallow: /\nAllow: /x", "https://a.jp/x", True),
        ("User-agent: *\nAllow: /x\nDisallow: /x", "https://a.jp/x", True),
        ("User-agent: *\nDisallow: /*.atom", "https://a.jp/u.atom?p=1", False),
        ("User-agent: *\nDisallow: /*.pdf$", "https://a.jp/x.pdf?p=1", True),
        ("User-agent: *\nDisallow: /s?q=", "https://a.jp/s?q=nx", False),
        ("User-agent: *\nDisallow: /s?q=", "https://a.jp/s", True),
        ("User-agent: other\nDisallow: /", "https://a.jp/x", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: Talk-Corpus\nAllow: /", "https://a.jp/x", True),
        ("User-agent: talk-corpus\nUser-agent: b\nDisallow: /x", "https://a.jp/x", False),
        ("\ufeffUser-agent: *\r\nDisallow: /x # here", "https://a.jp/x", False),
        ("<html><body><pre>User-agent: *<br>Disallow: /search&amp;x\nDisallow: /y</pre></body></html>", "https://a.jp/y", False),
        ("<html><body><pre>User-agent: *\nDisallow: /y</pre></body></html>", "https://a.jp/x", True),
        ("<!doctype html><title>My Blog</title><p>Welcome", "https://a.jp/x", True),
        ("User-agent: *\nDisallow: /話", "https://a.jp/%E8%A9%B1", False),
        ("\x00\x01 nonsense : : \n\n:", "https://a.jp/x", True),
    ],
)  # fmt: skip
def test_robots_txt_is_read_as_rfc_9309_says(body: str, url: str, allowed: bool) -> None:
    assert rules(body).allows(url) is allowed


@pytest.mark.parametrize(
    ("status", "outcome"), [(404, "gone"), (410, "gone"), (401, "private"), (403, "private"), (400, "error")]
)
def test_a_4xx_means_that_there_are_no_rules(status: int, outcome: str) -> None:
    found = rules("", status=status, outcome=Outcome(outcome))
    assert not found.closed
    assert found.allows("https://a.jp/x")


@pytest.mark.parametrize(
    ("status", "outcome", "told_as"), [(500, "error", "error"), (503, "error", "error"), (0, "error", "error"), (429, "blocked", "blocked"), (0, "unsupported", "unsupported")]
)  # fmt: skip
def test_a_5xx_or_no_answer_means_that_nothing_may_be_asked_now(status: int, outcome: str, told_as: str) -> None:
    found = rules("", status=status, outcome=Outcome(outcome))
    assert found.closed
    assert found.closed_as is Outcome(told_as)


def test_a_crawl_delay_is_the_one_for_this_program() -> None:
    body = "User-agent: *\nCrawl-delay: 10\n\nUser-agent: talk-corpus\nCrawl-delay: 2.5\n"
    assert rules(body).crawl_delay == 2.5
    assert rules("User-agent: *\nCrawl-delay: soon").crawl_delay == 0


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "120"}, 120), ({"retry-after": " 1.5 "}, 1.5), ({"retry-after": "Sun, 22 Nov 2026 12:02:00 GMT"}, 120),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0), ({"retry-after": "Sunday, 22-Nov-26 12:02:00 GMT"}, 120), ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None), ({"retry-after": "nan"}, None), ({}, None), ({"rate-remaining": "0", "rate-reset": "1795349100"}, 300),
        ({"x-ratelimit-remaining": "0", "x-ratelimit-reset": "60"}, 60), ({"rate-remaining": "5", "rate-reset": "1795349100"}, None),
        ({"retry-after": "99999999999999999999"}, None), ({"retry-after": "Sun, 99 Nov 2026 12:02:00 GMT"}, None),
    ],
)  # fmt: skip
def test_the_time_to_wait_is_read_from_the_answer(headers: dict[str, str], seconds: float | None) -> None:
    assert retry_after(headers, NOW) == seconds


def test_pauses_grow_and_differ() -> None:
    assert [backoff(n, 0.5) for n in (1, 2, 3)] == [1, 2, 4]
    assert backoff(1, 0.0) == 0.5
    assert backoff(60, 0.999) < 90
    assert is_rate_limited({"x-ratelimit-remaining": "0"})


@pytest.mark.parametrize(
    ("host", "group"), [("pelemay.connpass.com", "connpass.com"), ("connpass.com", "connpass.com"), ("files.speakerdeck.com", "speakerdeck.com"), ("www.example.jp", "example.jp"), ("a.github.io", "a.github.io"), ("localhost", "localhost")]
)  # fmt: skip
def test_hosts_of_one_operator_are_one_to_be_polite_to(host: str, group: str) -> None:
    assert group_of(host) == group


async def starts(pacer: Pacer, clock: QuickClock, hosts: list[str], took: float = 0.0) -> list[tuple[str, float]]:
    seen: list[tuple[str, float]] = []

    async def ask(host: str) -> None:
        async with pacer.slot(host):
            seen.append((host, clock.seconds()))
            if took:
                await clock.sleep(took)

    await asyncio.gather(*(ask(host) for host in hosts))
    return seen


async def test_starts_at_one_host_are_never_closer_than_the_spacing(clock: QuickClock) -> None:
    seen = await starts(Pacer(2.0, 3, 8, clock), clock, ["a.jp"] * 5)
    assert [at for _, at in seen] == [0, 2, 4, 6, 8]


async def test_the_spacing_holds_also_where_all_places_are_taken(clock: QuickClock) -> None:
    seen = await starts(Pacer(2.0, 1, 1, clock), clock, ["a.jp", "b.jp"] * 3, took=5.0)
    for host in ("a.jp", "b.jp"):
        own = [at for name, at in seen if name == host]
        assert all(later - earlier >= 2 for earlier, later in pairwise(own))


async def test_the_spacing_is_kept_from_when_a_request_was_sent(clock: QuickClock) -> None:
    pacer, sent_at = Pacer(2.0, 1, 8, clock), []

    async def ask(connecting: float) -> None:
        async with pacer.slot("a.jp") as sent:
            await clock.sleep(connecting)  # a connection is opened
            sent()
            sent_at.append(clock.seconds())

    await asyncio.gather(*(ask(seconds) for seconds in (1.5, 0.0, 0.0)))
    assert sent_at == [1.5, 3.5, 5.5]


async def test_hosts_do_not_wait_for_each_other(clock: QuickClock) -> None:
    seen = await starts(Pacer(2.0, 1, 8, clock), clock, ["a.jp", "b.jp", "c.jp", "a.jp"])
    assert sorted(seen) == [("a.jp", 0), ("a.jp", 2), ("b.jp", 0), ("c.jp", 0)]


async def test_a_pause_holds_for_all_who_ask_and_a_wish_makes_only_slower(clock: QuickClock) -> None:
    pacer = Pacer(2.0, 1, 8, clock)
    pacer.pause("a.jp", 30)
    pacer.slow_down("a.jp", 1)
    assert [at for _, at in await starts(pacer, clock, ["a.jp"] * 2)] == [30, 32]
    pacer.slow_down("b.jp", 5)
    before = clock.seconds()
    assert [at - before for _, at in await starts(pacer, clock, ["b.jp"] * 2)] == [0, 5]
    pacer.slow_down("b.jp", 86400)
    assert pacer._host("b.jp").spacing == MOST_CRAWL_DELAY


def test_a_host_is_blocked_for_the_first_reason_given(clock: QuickClock) -> None:
    pacer = Pacer(1.0, 1, 1, clock)
    assert pacer.blocked("a.jp") == ""
    pacer.block("a.jp", "wall")
    pacer.block("a.jp", "429")
    assert pacer.blocked("a.jp") == "wall"
