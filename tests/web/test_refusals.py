"""What is not asked for is kept once; a key that is not taken, and an API's spent allowance, cost nothing but themselves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.web.answers import Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.tokens import KEYS
from tests.web.conftest import QuickClock
from tests.web.server import LoopbackWeb

PAGE = "https://hama.example.jp/secret/1"
ROBOTS = "https://hama.example.jp/robots.txt"
EVENT = "https://connpass.com/api/v2/events/?event_id=880012"
SHOWN = "https://connpass.com/api/v2/events/880012/presentations/?start=1&count=100"
ITEM = "https://qiita.com/api/v2/items/a1b2c3d4e5f60718293a"
POST = "https://qiita.com/hama/items/a1b2c3d4e5f60718293a.md"
MakeClient = Callable[..., Client]


@pytest.fixture(autouse=True)
def _only_connpass_has_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        monkeypatch.delenv(key.variable, raising=False)
    monkeypatch.setenv("CONNPASS_API_KEY", "sesame")


def forbid(web: LoopbackWeb, path: str) -> None:
    web.page(ROBOTS, f"User-agent: *\nDisallow: {path}", content_type="text/plain")


async def test_a_refusal_of_robots_is_one_row_that_is_checked_again(
    web: LoopbackWeb, client: MakeClient, archive: Archive, clock: QuickClock
) -> None:
    forbid(web, "/secret")
    for _ in range(3):
        async with client() as asking:
            refused = await asking.fetch(Request(PAGE))
        clock.passed += 3600
    (kept,) = archive.history(PAGE)
    assert kept.outcome is refused.outcome is Outcome.ROBOTS
    assert (kept.checked_at - kept.fetched_at).total_seconds() == 2 * 3600
    assert web.asked() == []


async def test_what_robots_forbids_and_allows_in_turn_is_a_row_each_time(
    web: LoopbackWeb, client: MakeClient, archive: Archive, clock: QuickClock
) -> None:
    forbid(web, "/secret")
    forbid(web, "/other")
    forbid(web, "/secret")
    web.page(PAGE, "<title>open for a day</title>")
    for _ in range(3):
        async with client() as asking:
            await asking.fetch(Request(PAGE))
        clock.passed += 25 * 3600
    assert [kept.outcome.value for kept in archive.history(PAGE)] == ["robots", "ok", "robots"]
    readable = archive.latest_readable(PAGE)
    assert readable is not None
    assert b"open for a day" in readable.body


async def test_an_address_that_may_never_be_asked_is_one_row_too(client: MakeClient, archive: Archive) -> None:
    for _ in range(3):
        async with client() as asking:
            await asking.fetch(Request("http://router.local/admin"))
    assert [kept.outcome.value for kept in archive.history("http://router.local/admin")] == ["unsupported"]


@pytest.mark.parametrize("status", [401, 403, 404])
async def test_a_key_that_connpass_does_not_take_is_told_and_no_event_is_gone(
    web: LoopbackWeb, client: MakeClient, status: int
) -> None:
    web.page(EVENT, status=status)
    web.page(EVENT, '{"events": []}', content_type="application/json")
    web.page(SHOWN, '{"presentations": []}', content_type="application/json")
    async with client(recheck_hours=20, recheck_gone_days=30) as asking:
        first, beside = await asking.fetch(Request(EVENT)), await asking.fetch(Request(SHOWN))
    assert first.outcome is Outcome.PRIVATE
    assert (
        first.reason
        == f"HTTP {status}: connpass.com does not take the key in CONNPASS_API_KEY; put it right, or unset it"
    )
    assert (beside.outcome, beside.reason) == (Outcome.PRIVATE, f"left alone: {first.reason}")
    assert web.asked() == [EVENT]
    async with client(recheck_hours=20, recheck_gone_days=30) as asking:
        later = [await asking.fetch(Request(url)) for url in (EVENT, SHOWN)]
    assert [one.outcome for one in later] == [Outcome.OK, Outcome.OK], "the next run asks again"


async def test_an_event_without_a_list_of_presentations_says_nothing_of_the_key(
    web: LoopbackWeb, client: MakeClient
) -> None:
    web.page(EVENT, '{"events": []}', content_type="application/json")
    async with client() as asking:
        shown, event = await asking.fetch(Request(SHOWN)), await asking.fetch(Request(EVENT))
    assert (shown.outcome, event.outcome) == (Outcome.GONE, Outcome.OK)


async def test_a_404_that_was_kept_as_gone_for_a_bad_key_is_asked_again(
    web: LoopbackWeb, client: MakeClient, archive: Archive
) -> None:
    web.page(EVENT, status=404)
    web.page(EVENT, '{"events": []}', content_type="application/json")
    async with client(recheck_gone_days=30) as asking:
        await asking.fetch(Request(EVENT))
    archive.judge(EVENT, Outcome.GONE, "HTTP 404")  # as it was kept before
    async with client(recheck_gone_days=30) as asking:
        assert (await asking.fetch(Request(EVENT))).outcome is Outcome.OK


@pytest.mark.parametrize("headers", [{"rate-remaining": "0", "rate-reset": "99999"}, {}])
async def test_an_api_whose_allowance_is_spent_is_left_alone_and_the_sites_pages_are_not(
    web: LoopbackWeb, client: MakeClient, headers: dict[str, str]
) -> None:
    body = '{"message": "Rate limit exceeded", "type": "rate_limit_exceeded"}'
    web.page(ITEM, body, status=403, content_type="application/json", headers=headers)
    web.page(POST, "# 浜の話", content_type="text/markdown")
    other = ITEM[:-1] + "b"
    async with client(retries=0) as asking:
        answers = [await asking.fetch(Request(url)) for url in (ITEM, other, POST)]
    assert [one.outcome for one in answers] == [Outcome.BLOCKED, Outcome.BLOCKED, Outcome.OK]
    assert web.asked() == [ITEM, POST]
