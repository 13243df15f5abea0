"""Whatever the web does wrong has its outcome, its line in the log, and costs no other page anything."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import Callable, Iterator

import httpcore
import httpx
import pytest

from pipeline.config import Crawl
from pipeline.web.answers import FetchLogEntry, Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.charset import text_of
from pipeline.web.client import Client
from tests.web.conftest import QuickClock
from tests.web.server import LoopbackWeb

BAD = "https://bad.example.jp/report"
GOOD = "https://good.example.jp/report"
MakeClient = Callable[..., Client]


def megabytes(count: int) -> Iterator[bytes]:
    block = b"<p>" + "形態素".encode() * 7000 + b"</p>\n"
    for _ in range(count * 1_000_000 // len(block) + 1):
        yield block


def drops(n: int) -> Iterator[bytes]:
    for _ in range(n):
        yield b"<p>."


def tiny_bomb() -> bytes:
    return gzip.compress(b"\0" * 60_000_000)


def status(code: int, body: str = "", **headers: str) -> Callable[[LoopbackWeb], None]:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda web: web.page(BAD, body, status=code, headers=sent)


def page(
    body: str | bytes, content_type: str = "text/html; charset=utf-8", **more: object
) -> Callable[[LoopbackWeb], None]:
    return lambda web: web.page(BAD, body, content_type=content_type, **more)  # type: ignore[arg-type]


def robots(
    body: str | bytes, code: int = 200, content_type: str = "text/plain", **more: object
) -> Callable[[LoopbackWeb], None]:
    address = "https://bad.example.jp/robots.txt"
    return lambda web: web.page(address, body, status=code, content_type=content_type, **more)  # type: ignore[arg-type]


def endless_redirect(web: LoopbackWeb) -> None:
    web.redirect(BAD, "https://bad.example.jp/a")
    web.redirect("https://bad.example.jp/a", BAD)


def growing_redirect(web: LoopbackWeb) -> None:
    web.redirect(BAD, "https://bad.example.jp/0")
    for number in range(30):
        web.redirect(f"https://bad.example.jp/{number}", f"/{number + 1}")


def to_inside(web: LoopbackWeb) -> None:
    web.redirect(BAD, "http://169.254.169.254/latest/meta-data/")


CASES = [
    pytest.param(robots("User-agent: *\nDisallow: /report"), "robots", 0, "robots.txt of", id="robots refuse"),
    pytest.param(robots("User-agent: *\nDisallow: /report", content_type="image/png"), "robots", 0, "robots.txt of", id="robots mislabelled"),
    pytest.param(robots("", 503), "error", 0, "robots.txt: HTTP 503", id="robots answer 503"),
    pytest.param(robots("User-agent: *\nDis", announce=500), "error", 0, "robots.txt: RemoteProtocolError", id="robots truncated"),
    pytest.param(
        robots(gzip.compress(b"User-agent: *")[:20], headers={"content-encoding": "gzip"}), "error", 0, "cut off", id="robots in cut gzip"
    ),
    pytest.param(status(404), "gone", 404, "HTTP 404", id="404"),
    pytest.param(status(410), "gone", 410, "HTTP 410", id="410"),
    pytest.param(status(401), "private", 401, "HTTP 401", id="401"),
    pytest.param(status(403), "private", 403, "HTTP 403", id="403"),
    pytest.param(status(403, cf_mitigated="challenge"), "blocked", 403, "bot wall", id="403 of a bot wall"),
    pytest.param(status(403, rate_remaining="0"), "blocked", 403, "allowance", id="403 of a rate limit"),
    pytest.param(status(429), "blocked", 429, "too many requests", id="429 that does not end"),
    pytest.param(status(429, retry_after="86400"), "blocked", 429, "wait 86400 seconds", id="429 for a day"),
    pytest.param(status(500), "error", 500, "HTTP 500", id="500"),
    pytest.param(status(503), "error", 503, "HTTP 503", id="503"),
    pytest.param(status(418), "error", 418, "HTTP 418", id="418"),
    pytest.param(status(302), "error", 302, "HTTP 302", id="redirect to nowhere"),
    pytest.param(status(304), "error", 304, "HTTP 304", id="304 that was not asked for"),
    pytest.param(endless_redirect, "error", 302, "endless redirect", id="redirect in a circle"),
    pytest.param(growing_redirect, "error", 302, "more than 8", id="redirect without end"),
    pytest.param(to_inside, "unsupported", 0, "not a public address", id="redirect into the private network"),
    pytest.param(
        lambda web: web.redirect(BAD, "https://accounts.google.com/ServiceLogin?continue=x"),
        "private", 302, "login page of accounts.google.com", id="redirect to a login",
    ),
    pytest.param(
        page("<title>404 Not Found | Blog</title><p>Sorry"), "gone", 200, "error page with status 200", id="200 says 404"
    ),
    pytest.param(
        page("<title>お探しのページが見つかりません - ブログ</title>"), "gone", 200, "error page", id="200 says it in Japanese"
    ),
    pytest.param(page("<title>Client Challenge</title><script src=/_fs-ch-1/x.js></script>"), "blocked", 200, "bot wall", id="200 is a bot wall"),
    pytest.param(page("<title>Just a moment...</title>"), "blocked", 200, "bot wall", id="200 is Cloudflare's wall"),
    pytest.param(page(""), "error", 200, "the answer is empty", id="empty"),
    pytest.param(page("", status=204), "error", 204, "the answer is empty", id="204"),
    pytest.param(page(b"\x89PNG", "image/png"), "unsupported", 200, "content type image/png", id="an image"),
    pytest.param(page(b"PK\0\0", "application/octet-stream"), "unsupported", 200, "not a PDF", id="a binary"),
    pytest.param(page("<p>cut", announce=5000), "error", 200, "RemoteProtocolError", id="truncated"),
    pytest.param(page("", drop=True), "error", 0, "RemoteProtocolError", id="no answer at all"),
    pytest.param(page("x", headers={"content-encoding": "br"}), "error", 200, "not asked for", id="unknown encoding"),
    pytest.param(page("no gzip", headers={"content-encoding": "gzip"}), "error", 200, "not valid gzip", id="broken gzip"),
    pytest.param(
        page(gzip.compress(b"<p>" * 5000)[:40], headers={"content-encoding": "gzip"}), "error", 200, "cut off", id="cut gzip"
    ),
    pytest.param(page(tiny_bomb(), headers={"content-encoding": "gzip"}), "too_big", 200, "larger than 5 MB", id="gzip bomb"),
    pytest.param(page("", stream=lambda: megabytes(50)), "too_big", 200, "larger than 5 MB", id="50 MB of HTML"),
    pytest.param(page("x" * 5_000_001), "too_big", 200, "larger than 5 MB", id="announced as over the limit"),
]  # fmt: skip


@pytest.mark.parametrize(("set_up", "outcome", "code", "reason"), CASES)
async def test_a_bad_page_has_its_outcome_and_a_log_line_and_the_other_pages_are_fetched(
    set_up: Callable[[LoopbackWeb], None],
    outcome: str,
    code: int,
    reason: str,
    web: LoopbackWeb,
    client: MakeClient,
    archive: Archive,
    log: list[FetchLogEntry],
) -> None:
    set_up(web)
    web.page(GOOD, "<title>もくもく会</title><p>楽しかった")
    async with client() as asking:
        bad, good = await asyncio.gather(asking.fetch(Request(BAD)), asking.fetch(Request(GOOD)))
    assert (bad.outcome, bad.status) == (Outcome(outcome), code)
    assert reason in bad.reason
    assert "\n" not in bad.reason
    assert good.outcome is Outcome.OK
    lines = {entry.url: entry for entry in log}
    assert len(log) == 2
    assert lines[BAD].outcome is Outcome(outcome)
    assert lines[BAD].reason == bad.reason
    assert lines[GOOD].bytes == len(good.body)
    kept = archive.latest(BAD)
    assert kept is not None
    assert (kept.outcome, kept.reason) == (bad.outcome, bad.reason)
    assert archive.latest_readable(BAD) is None


async def test_a_body_that_never_ends_is_cut_off_by_the_clock(
    web: LoopbackWeb, client: MakeClient, log: list[FetchLogEntry]
) -> None:
    web.page(BAD, stream=lambda: drops(1000), chunk_after=0.02)
    web.page(GOOD, "<p>here")
    async with client(timeout_seconds=0.3) as asking:
        bad, good = await asyncio.gather(asking.fetch(Request(BAD)), asking.fetch(Request(GOOD)))
    assert (bad.outcome, bad.status) == (Outcome.ERROR, 200)
    assert "no whole answer within 0.3 seconds" in bad.reason
    assert good.outcome is Outcome.OK
    assert web.asked().count(BAD) == 1, "a slow body is not asked for again"


async def test_a_host_that_never_answers_is_asked_again_and_then_given_up(web: LoopbackWeb, client: MakeClient) -> None:
    web.page(BAD, first_byte_after=2.0)
    async with client(timeout_seconds=0.3, retries=1) as asking:  # long enough for robots.txt on a busy machine
        bad = await asking.fetch(Request(BAD))
    assert (bad.outcome, bad.status) == (Outcome.ERROR, 0)
    assert web.asked().count(BAD) == 2


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (httpx.ConnectError("network is unreachable"), "network is unreachable"),
        (httpcore.ConnectTimeout("slow"), "ConnectTimeout: slow"),
        (httpx.RemoteProtocolError("illegal header line"), "illegal header line"),
        (OSError(101, "Network is unreachable"), "Network is unreachable"),
        (ssl.SSLError("handshake"), "handshake"),
        (UnicodeError("label too long"), "label too long"),
        (httpx.DecodingError("nonsense"), "nonsense"),
    ],
)
async def test_without_a_network_every_page_is_an_error_and_nothing_is_raised(
    failure: Exception, reason: str, archive: Archive, clock: QuickClock, log: list[FetchLogEntry]
) -> None:
    def no_network(request: httpx.Request) -> httpx.Response:
        raise failure

    async with Client(
        archive, Crawl(), transport=httpx.MockTransport(no_network), on_entry=log.append, clock=clock
    ) as asking:
        answers = [await asking.fetch(Request(url)) for url in (BAD, GOOD, "https://bad.example.jp/other")]
    assert all(not answer.outcome.has_body for answer in answers)
    assert all(reason in answer.reason for answer in answers)
    assert len(log) == 3


@pytest.mark.parametrize(
    "url",
    [
        "", "not an address", "half a pair: \udfff", "ftp://example.jp/x", "file:///etc/passwd", "javascript:alert(1)", "http://", "http://[::1",
        "http://127.0.0.1/", "http://localhost/", "http://10.0.0.1/", "http://[::ffff:192.168.0.1]/", "http://2130706433/",
        "http://0x7f000001/", "https://example.jp:8080/", "http://printer.local/", "http://router/", "http://169.254.169.254/",
    ],
)  # fmt: skip
async def test_what_is_no_public_address_is_never_asked_for(
    url: str, web: LoopbackWeb, client: MakeClient, log: list[FetchLogEntry]
) -> None:
    async with client() as asking:
        answer = await asking.fetch(Request(url))
    assert answer.outcome is Outcome.UNSUPPORTED
    assert web.requests == []
    assert [entry.outcome for entry in log] == [Outcome.UNSUPPORTED]


async def test_a_charset_that_the_header_gets_wrong_is_still_read(web: LoopbackWeb, client: MakeClient) -> None:
    text = "<title>勉強会レポート</title><p>形態素解析とベクトル検索の話を聞いてきました。"
    web.page(BAD, text.encode("utf-8"), content_type="text/html; charset=iso-8859-1")
    web.page(GOOD, text.encode("cp932"), content_type="text/html; charset=utf-8")
    async with client() as asking:
        answers = [await asking.fetch(Request(url)) for url in (BAD, GOOD)]
    assert [text_of(answer) for answer in answers] == [text, text]
