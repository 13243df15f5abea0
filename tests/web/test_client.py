"""The client is polite, asks for nothing twice, and lets nobody wait for another host."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Any

import httpx
import pytest

from pipeline.config import Crawl
from pipeline.web.agent import user_agent
from pipeline.web.answers import FetchLogEntry, Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.clock import Clock
from tests.web.conftest import QuickClock
from tests.web.server import LoopbackTransport, LoopbackWeb

ITEM = "https://qiita.com/elixir/items/927d9a0e8e2972e7bf08.md"
DECK = "https://speakerdeck.com/nako/livebook"
MakeClient = Callable[..., Client]


async def test_a_page_comes_with_its_headers_and_is_kept(
    web: LoopbackWeb, client: MakeClient, archive: Archive, log: list[FetchLogEntry]
) -> None:
    web.page(ITEM, "# 勉強会レポート", content_type="text/markdown; charset=utf-8")
    async with client() as asking:
        answer = await asking.fetch(Request(ITEM + "#top", accept="text/markdown", layer="markdown"))
    assert (answer.url, answer.final_url, answer.status) == (ITEM, ITEM, 200)
    assert answer.outcome is Outcome.OK
    assert answer.content_type == "text/markdown"
    assert answer.body.decode() == "# 勉強会レポート"
    assert archive.latest(ITEM) == answer
    assert [(e.url, e.layer, e.from_archive) for e in log] == [(ITEM, "markdown", False)]
    assert web.requests[-1].headers["accept"] == "text/markdown"


async def test_every_request_is_signed_by_one_honest_name_and_carries_no_cookie(
    web: LoopbackWeb, client: MakeClient
) -> None:
    web.page(ITEM, "a", headers={"set-cookie": "session=1; Path=/"})
    web.page("https://qiita.com/other", "b")
    async with client(contact="https://example.jp/bot") as asking:
        first = await asking.fetch(Request(ITEM))
        await asking.fetch(Request("https://qiita.com/other"))
    agents = {seen.headers["user-agent"] for seen in web.requests}
    assert agents == {user_agent("https://example.jp/bot")}
    assert agents.pop().startswith("talk-corpus/")
    assert not any("cookie" in seen.headers for seen in web.requests)
    assert "set-cookie" not in first.headers


@pytest.mark.parametrize("contact", ["", "me@example.jp", "連絡先", "a\r\nx-evil: 1", "(y)"])
def test_the_name_is_always_a_valid_header(contact: str) -> None:
    httpx.Headers({"user-agent": user_agent(contact)}).raw[0][1].decode("ascii")
    assert "\n" not in user_agent(contact)


async def test_a_second_run_asks_conditionally_and_a_304_moves_only_the_time_of_checking(
    web: LoopbackWeb, client: MakeClient, archive: Archive, clock: QuickClock, log: list[FetchLogEntry]
) -> None:
    web.page(ITEM, "a report")
    async with client() as asking:
        first = await asking.fetch(Request(ITEM))
    clock.passed += 3600
    async with client() as asking:
        second = await asking.fetch(Request(ITEM))
    assert web.requests[-1].headers["if-none-match"] == first.headers["etag"]
    assert second == replace(first, checked_at=first.checked_at + timedelta(hours=1))
    assert archive.history(ITEM) == [second]
    assert [entry.from_archive for entry in log] == [False, True]


async def test_last_modified_serves_where_there_is_no_etag(web: LoopbackWeb, client: MakeClient) -> None:
    date = "Thu, 10 Nov 2022 10:00:00 GMT"
    web.page(ITEM, "a report", headers={"last-modified": date}, tagged=False)
    for _ in range(2):
        async with client() as asking:
            answer = await asking.fetch(Request(ITEM))
    assert web.requests[-1].headers["if-modified-since"] == date
    assert answer.body == b"a report"


async def test_a_page_asked_for_lately_is_taken_from_the_archive_and_a_gone_one_for_longer(
    web: LoopbackWeb, client: MakeClient, clock: QuickClock
) -> None:
    gone = "https://qiita.com/elixir/items/ffffffffffffffffffff"
    web.page(ITEM, "a report")
    for _ in range(2):
        async with client(recheck_hours=20, recheck_gone_days=30) as asking:
            answers = [await asking.fetch(Request(url)) for url in (ITEM, gone)]
    assert web.asked() == [ITEM, gone]
    assert [answer.outcome for answer in answers] == [Outcome.OK, Outcome.GONE]
    clock.passed += 21 * 3600
    async with client(recheck_hours=20, recheck_gone_days=30) as asking:
        for url in (ITEM, gone):
            await asking.fetch(Request(url))
    assert web.asked() == [ITEM, gone, ITEM]


async def test_what_dies_keeps_the_text_that_was_read_before(
    web: LoopbackWeb, client: MakeClient, archive: Archive
) -> None:
    web.page(DECK, "<title>Livebook</title>slides")
    web.page(DECK, status=404)
    web.page(DECK, "<title>Livebook</title>slides")
    for expected in (Outcome.OK, Outcome.GONE):
        async with client() as asking:
            answer = await asking.fetch(Request(DECK))
        assert answer.outcome is expected
        readable = archive.latest_readable(DECK)
        assert readable is not None
        assert b"slides" in readable.body
    async with client() as asking:
        again = await asking.fetch(Request(DECK))
    assert again.outcome is Outcome.OK, "a 304 after a failure brings the page back"
    assert [a.outcome.value for a in archive.history(DECK)] == ["ok", "gone", "ok"]
    assert archive.latest(DECK) == again


async def test_in_one_run_an_address_is_asked_for_once(web: LoopbackWeb, client: MakeClient) -> None:
    web.page(ITEM, "a report", first_byte_after=0.02)
    async with client() as asking:
        answers = await asyncio.gather(*(asking.fetch(Request(ITEM)) for _ in range(5)))
        answers.append(await asking.fetch(Request(ITEM)))
    assert web.asked() == [ITEM]
    assert len({answer.body for answer in answers}) == 1


async def test_redirects_are_followed_by_hand_and_all_kept(web: LoopbackWeb, client: MakeClient) -> None:
    web.redirect("https://t.co/abc", "https://bit.ly/xyz", status=301)
    web.redirect("https://bit.ly/xyz", "//speakerdeck.com/nako/livebook?x=1#p")
    web.page(DECK + "?x=1", "<title>Livebook</title>")
    async with client() as asking:
        answer = await asking.fetch(Request("https://t.co/abc"))
    assert answer.outcome is Outcome.MOVED
    assert answer.final_url == DECK + "?x=1"
    assert answer.redirects == ("https://t.co/abc", "https://bit.ly/xyz")
    hosts = {seen.headers["host"] for seen in web.requests if seen.url.endswith("/robots.txt")}
    assert hosts == {"t.co", "bit.ly", "speakerdeck.com"}, "each hop's own robots.txt is asked"


async def test_a_redirect_that_stays_with_the_same_thing_is_no_move(web: LoopbackWeb, client: MakeClient) -> None:
    web.redirect("https://connpass.com/event/263304/", "https://pelemay.connpass.com/event/263304/")
    web.page("https://pelemay.connpass.com/event/263304/", "<title>勉強会</title>")
    async with client() as asking:
        answer = await asking.fetch(Request("https://connpass.com/event/263304/"))
    assert answer.outcome is Outcome.OK
    assert answer.final_url == "https://pelemay.connpass.com/event/263304/"


async def test_being_sent_to_the_front_page_means_gone(web: LoopbackWeb, client: MakeClient) -> None:
    web.redirect("https://blog.example.jp/entry/2013/report", "https://www.blog.example.jp/")
    web.page("https://www.blog.example.jp/", "<title>Blog</title>")
    async with client() as asking:
        answer = await asking.fetch(Request("https://blog.example.jp/entry/2013/report"))
    assert answer.outcome is Outcome.GONE
    assert "front page" in answer.reason


async def test_robots_of_a_hop_is_kept_too(web: LoopbackWeb, client: MakeClient) -> None:
    web.redirect("https://t.co/abc", DECK)
    web.page(
        "https://speakerdeck.com/robots.txt", "User-agent: talk-corpus\nDisallow: /nako/", content_type="text/plain"
    )
    web.page(DECK, "<title>Livebook</title>")
    async with client() as asking:
        answer = await asking.fetch(Request("https://t.co/abc"))
    assert answer.outcome is Outcome.ROBOTS
    assert (answer.final_url, answer.redirects) == (DECK, ("https://t.co/abc",))
    assert DECK not in web.asked()


async def test_robots_is_asked_for_once_a_day(web: LoopbackWeb, client: MakeClient, clock: QuickClock) -> None:
    web.page("https://qiita.com/robots.txt", "User-agent: *\nDisallow: /x", content_type="text/plain")
    pages = [f"https://qiita.com/u/items/{n:020x}" for n in range(3)]
    for hours in (0, 10, 20):
        clock.passed = hours * 3600.0
        async with client() as asking:
            await asyncio.gather(*(asking.fetch(Request(url)) for url in pages))
    asked = [seen for seen in web.requests if seen.url.endswith("/robots.txt")]
    assert len(asked) == 1
    assert "text/plain" in asked[0].headers["accept"]
    clock.passed = 25 * 3600.0
    async with client() as asking:
        await asking.fetch(Request(pages[0]))
    asked = [seen for seen in web.requests if seen.url.endswith("/robots.txt")]
    assert len(asked) == 2
    assert "if-none-match" in asked[1].headers


@pytest.mark.parametrize("bad", [{"status": 500}, {"announce": 500}], ids=["500", "truncated"])
async def test_an_old_robots_serves_while_the_new_one_cannot_be_had(
    web: LoopbackWeb, client: MakeClient, clock: QuickClock, bad: dict[str, Any]
) -> None:
    robots = "https://qiita.com/robots.txt"
    web.page(robots, "User-agent: *\nDisallow: /no", content_type="text/plain")
    web.page(robots, "User-agent: *", **bad)
    web.page("https://qiita.com/yes", "a")
    async with client() as asking:
        await asking.fetch(Request("https://qiita.com/yes"))
    clock.passed = 25 * 3600.0
    async with client() as asking:
        yes = await asking.fetch(Request("https://qiita.com/yes"))
        no = await asking.fetch(Request("https://qiita.com/no"))
    assert (yes.outcome, no.outcome) == (Outcome.OK, Outcome.ROBOTS)


async def test_an_empty_robots_forbids_nothing(web: LoopbackWeb, client: MakeClient) -> None:
    web.page("https://qiita.com/robots.txt", "", content_type="text/plain")
    web.page("https://qiita.com/yes", "a")
    async with client() as asking:
        answer = await asking.fetch(Request("https://qiita.com/yes"))
    assert answer.outcome is Outcome.OK


async def test_requests_to_one_host_keep_their_distance_and_a_crawl_delay_makes_it_longer(
    web: LoopbackWeb, client: MakeClient, clock: QuickClock
) -> None:
    for host, delay in (("quick.example.jp", ""), ("slow.example.jp", "User-agent: *\nCrawl-delay: 7")):
        web.page(f"https://{host}/robots.txt", delay, content_type="text/plain")
        for number in range(3):
            web.page(f"https://{host}/{number}", "a")
    async with client(seconds_between_requests=2) as asking:
        for number in range(3):
            await asking.fetch(Request(f"https://quick.example.jp/{number}"))
        quick = clock.passed
        for number in range(3):
            await asking.fetch(Request(f"https://slow.example.jp/{number}"))
    assert quick == pytest.approx(3 * 2), "robots.txt and three pages: three distances"
    # the first page after robots.txt may have been placed before the wish was known
    assert clock.passed - quick >= 2 + 2 * 7


class TimedTransport(LoopbackTransport):
    """Notes when each request leaves the client."""

    def __init__(self, port: int) -> None:
        super().__init__(port)
        self.starts: dict[str, list[float]] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.starts.setdefault(request.url.host, []).append(time.monotonic())
        return await super().handle_async_request(request)


async def test_different_hosts_go_in_parallel_and_one_host_gets_one_request_at_a_time(
    web: LoopbackWeb, archive: Archive
) -> None:
    urls = [f"https://h{host}.example.jp/{page}" for host in range(4) for page in range(3)]
    for url in urls:
        web.page(url, "a", first_byte_after=0.02)
    crawl = Crawl(seconds_between_requests=0.03, recheck_hours=0)
    transport = TimedTransport(web.port)
    async with Client(archive, crawl, transport=transport, clock=Clock()) as asking:
        answers = await asyncio.gather(*(asking.fetch(Request(url)) for url in urls))
    assert all(answer.outcome is Outcome.OK for answer in answers)
    assert set(web.most_open.values()) == {1}
    assert web.most_hosts_open >= 2
    assert len(transport.starts) == 4
    for starts in transport.starts.values():
        assert len(starts) == 4, "robots.txt and three pages"
        assert min(b - a for a, b in pairwise(starts)) >= 0.029, "the spacing, less the clocks' rounding"


async def test_a_429_with_retry_after_is_waited_for(web: LoopbackWeb, client: MakeClient, clock: QuickClock) -> None:
    web.page(ITEM, status=429, headers={"retry-after": "30"})
    web.page(ITEM, "a report")
    async with client() as asking:
        answer = await asking.fetch(Request(ITEM))
    assert answer.outcome is Outcome.OK
    assert 30 <= clock.passed < 35


async def test_retry_after_may_be_a_date(web: LoopbackWeb, client: MakeClient, clock: QuickClock) -> None:
    web.page(ITEM, status=503, headers={"retry-after": "Sun, 22 Nov 2026 12:01:00 GMT"})
    web.page(ITEM, "a report")
    async with client() as asking:
        answer = await asking.fetch(Request(ITEM))
    assert answer.outcome is Outcome.OK
    assert 55 <= clock.passed < 65


async def test_a_host_that_blocks_is_left_alone_for_the_rest_of_the_run_but_others_are_not(
    web: LoopbackWeb, client: MakeClient, archive: Archive, log: list[FetchLogEntry]
) -> None:
    web.page("https://a.connpass.com/event/1/", status=429)
    web.page("https://b.connpass.com/event/2/", "<title>勉強会</title>")
    web.page(ITEM, "a report")
    async with client(retries=1) as asking:
        urls = ("https://a.connpass.com/event/1/", "https://b.connpass.com/event/2/", ITEM)
        answers = [await asking.fetch(Request(url)) for url in urls]
    assert [a.outcome.value for a in answers] == ["blocked", "blocked", "ok"]
    assert answers[1].reason == "left alone: HTTP 429: too many requests"
    assert web.asked().count("https://a.connpass.com/event/1/") == 2
    assert "https://b.connpass.com/event/2/" not in web.asked()
    assert len(log) == 3
    async with client(retries=1) as asking:
        later = await asking.fetch(Request("https://b.connpass.com/event/2/"))
    assert later.outcome is Outcome.OK, "the next run tries again"


async def test_a_reader_can_have_a_host_left_alone(web: LoopbackWeb, client: MakeClient) -> None:
    async with client() as asking:
        asking.leave_alone("https://www.slideshare.net/x/y", "Client Challenge")
        answer = await asking.fetch(Request("https://www.slideshare.net/a/b"))
    assert answer.outcome is Outcome.BLOCKED
    assert web.requests == []


async def test_an_archived_answer_is_not_hidden_by_a_host_left_alone(
    web: LoopbackWeb, client: MakeClient, archive: Archive
) -> None:
    web.page(DECK, "<title>Livebook</title>")
    async with client() as asking:
        await asking.fetch(Request(DECK))
    async with client() as asking:
        asking.leave_alone(DECK, "wall")
        await asking.fetch(Request(DECK))
    kept = archive.latest(DECK)
    assert kept is not None
    assert kept.outcome is Outcome.OK


async def test_a_document_may_be_larger_than_a_page(web: LoopbackWeb, client: MakeClient) -> None:
    body = b"%PDF-1.7 " + b"\x01" * 1_500_000
    for url, kind in (("https://a.example.jp/slides", "application/pdf"), ("https://b.example.jp/x.pdf", "text/plain")):
        web.page(url, body, content_type=kind)
    web.page("https://c.example.jp/page", "x" * 1_500_000)
    async with client(max_megabytes=1, max_document_megabytes=2) as asking:
        urls = ("https://a.example.jp/slides", "https://b.example.jp/x.pdf", "https://c.example.jp/page")
        answers = [await asking.fetch(Request(url)) for url in urls]
        capped = await asking.fetch(Request("https://a.example.jp/slides?2", max_bytes=100))
    assert [a.outcome.value for a in answers] == ["ok", "ok", "too_big"]
    assert capped.outcome is Outcome.GONE


async def test_gzip_is_asked_for_and_unpacked(web: LoopbackWeb, client: MakeClient) -> None:
    web.page(ITEM, "形態素" * 1000, packed=True)
    async with client() as asking:
        answer = await asking.fetch(Request(ITEM))
    assert answer.body.decode() == "形態素" * 1000
    assert web.requests[-1].headers["accept-encoding"] == "gzip, deflate"


async def test_a_key_goes_to_its_api_alone_over_https_and_is_not_kept(
    web: LoopbackWeb, client: MakeClient, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "sesame")
    monkeypatch.setenv("QIITA_TOKEN", "open")
    api = "https://connpass.com/api/v2/events/?event_id=263304"
    web.redirect(api, "https://elsewhere.example.jp/api/v2/events/")
    web.page("https://elsewhere.example.jp/api/v2/events/", "{}", content_type="application/json")
    web.page("https://connpass.com/robots.txt", "User-agent: *\nDisallow: /", content_type="text/plain")
    web.page("http://qiita.com/api/v2/items/1", "{}", content_type="application/json")
    async with client() as asking:
        answer = await asking.fetch(Request(api, layer="api"))
        await asking.fetch(Request("http://qiita.com/api/v2/items/1"))
    sent = {seen.url: seen.headers for seen in web.requests}
    assert sent[api]["x-api-key"] == "sesame"
    others = [headers for url, headers in sent.items() if url != api]
    assert not any("x-api-key" in h or "authorization" in h for h in others)
    assert "sesame" not in str(answer) + str(archive.history(api))


async def test_leaving_the_client_ends_what_still_runs(web: LoopbackWeb, client: MakeClient) -> None:
    web.page(ITEM, first_byte_after=1.0)
    async with client() as asking:
        waiting = asyncio.create_task(asking.fetch(Request(ITEM)))
        await asyncio.sleep(0.02)
    with pytest.raises(asyncio.CancelledError):
        await waiting
