"""Only the public web is asked, and the connection goes to the very address that was checked."""

from __future__ import annotations

import socket
from collections.abc import Sequence
from pathlib import Path

import httpcore
import httpx
import pytest

from pipeline.config import Crawl
from pipeline.web.answers import Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.network import NotPublicError, PublicBackend, PublicTransport, address_problem, is_public
from pipeline.web.urls import request_url
from tests.web.conftest import QuickClock
from tests.web.server import LoopbackWeb


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "1.1.1.1", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"]
)
def test_public_addresses_may_be_asked(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "255.255.255.255", "100.64.0.1", "224.0.0.1",
        "198.18.0.1", "192.0.2.1", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::", "2002:c0a8:101::", "64:ff9b::127.0.0.1", "2001:db8::1", "nonsense", "",
    ],
)  # fmt: skip
def test_no_other_address_may(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://example.jp/", ""), ("http://example.jp:80/", ""), ("https://8.8.8.8/", ""), ("https://example.jp:8443/", "port 8443"),
        ("http://example.jp:443/", "port 443"), ("ftp://example.jp/", "not an http"), ("https://localhost/", "local name"), ("https://a.local/", "local name"),
        ("https://db.internal/", "local name"), ("https://[::1]/", "not a public"), ("https://127.1/", "not a public"), ("https://0177.0.0.1/", "not a public"),
        ("https://user@127.0.0.1/", "not a public"), ("https://example.jp@10.0.0.1/", "not a public"), ("https://example.jp\\@10.0.0.1/", ""),
        ("https://１２７.0.0.1/", "not a public"),
    ],
)  # fmt: skip
def test_an_address_is_judged_by_its_text(url: str, problem: str) -> None:
    found = address_problem(url)
    assert problem in found
    assert bool(found) == bool(problem)


def test_a_backslash_ends_the_host_as_in_a_browser() -> None:
    assert request_url("https://example.jp\\@10.0.0.1/") == "https://example.jp/%5C@10.0.0.1/"


class Wire(httpcore.AsyncMockBackend):
    """Answers a page to every connection and notes where it went."""

    def __init__(self) -> None:
        super().__init__([b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\n", b"hi"])
        self.connected: list[tuple[str, int]] = []

    async def connect_tcp(self, host: str, port: int, *args: object, **named: object) -> httpcore.AsyncNetworkStream:
        self.connected.append((host, port))
        return await super().connect_tcp(host, port)


class Names:
    """A resolver that answers the next of its answers at each question."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


async def fetch(archive: Archive, backend: PublicBackend, url: str = "http://example.jp/x") -> tuple[Outcome, str]:
    async with Client(archive, Crawl(), transport=PublicTransport(2, backend), clock=QuickClock()) as client:
        answer = await client.fetch(Request(url))
    return answer.outcome, answer.reason


async def test_the_connection_goes_to_the_address_that_was_checked(archive: Archive) -> None:
    wire = Wire()
    outcome, _ = await fetch(archive, PublicBackend(wire, Names(["93.184.216.34"])))
    assert outcome is Outcome.OK
    assert set(wire.connected) == {("93.184.216.34", 80)}, "an IP address, not a name to be resolved again"


@pytest.mark.parametrize(
    "answer", [["127.0.0.1"], ["93.184.216.34", "10.0.0.1"], ["::ffff:169.254.169.254"], ["fe80::1"]]
)
async def test_a_name_that_leads_inside_is_never_connected_to(archive: Archive, answer: list[str]) -> None:
    wire = Wire()
    outcome, reason = await fetch(archive, PublicBackend(wire, Names(answer)))
    assert outcome is Outcome.UNSUPPORTED
    assert "not a public address" in reason
    assert wire.connected == []


async def test_a_name_that_changes_its_answer_gains_nothing(archive: Archive) -> None:
    wire = Wire()
    # public for robots.txt, private for the page: the connection is kept open, or checked anew
    outcome, _ = await fetch(archive, PublicBackend(wire, Names(["93.184.216.34"], ["127.0.0.1"])))
    assert outcome in (Outcome.OK, Outcome.UNSUPPORTED)
    assert all(is_public(host) for host, _ in wire.connected)


async def test_a_redirect_to_a_name_that_leads_inside_is_refused(archive: Archive) -> None:
    async def names(host: str, port: int) -> Sequence[str]:
        return ["10.0.0.7"] if host == "inside.example.jp" else ["93.184.216.34"]

    sent = b"HTTP/1.1 302 Found\r\nlocation: http://inside.example.jp/admin\r\ncontent-length: 0\r\n\r\n"
    none = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n"

    class Sender(Wire):
        async def connect_tcp(
            self, host: str, port: int, *args: object, **named: object
        ) -> httpcore.AsyncNetworkStream:
            self.connected.append((host, port))
            return httpcore.AsyncMockStream([none, sent])

    wire = Sender()
    outcome, reason = await fetch(archive, PublicBackend(wire, names))
    assert outcome is Outcome.UNSUPPORTED
    assert "inside.example.jp resolves to 10.0.0.7" in reason
    assert {host for host, _ in wire.connected} == {"93.184.216.34"}


async def test_the_second_address_serves_where_the_first_does_not_answer() -> None:
    class HalfDead(Wire):
        async def connect_tcp(
            self, host: str, port: int, *args: object, **named: object
        ) -> httpcore.AsyncNetworkStream:
            if host == "2001:4860:4860::8888":
                raise httpcore.ConnectError("unreachable")
            return await super().connect_tcp(host, port)

    wire = HalfDead()
    await PublicBackend(wire, Names(["2001:4860:4860::8888", "8.8.8.8"])).connect_tcp("example.jp", 443)
    assert wire.connected == [("8.8.8.8", 443)]


async def test_a_local_socket_is_refused() -> None:
    with pytest.raises(NotPublicError):
        await PublicBackend().connect_unix_socket("/run/docker.sock")


async def test_a_name_that_cannot_be_resolved_is_an_error_with_its_reason(archive: Archive) -> None:
    async def names(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    outcome, reason = await fetch(archive, PublicBackend(Wire(), names))
    assert outcome is Outcome.ERROR
    assert "cannot be resolved: Name or service not known" in reason


async def test_the_real_transport_refuses_loopback_even_where_a_server_listens(
    archive: Archive, web: LoopbackWeb
) -> None:
    async def names(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.1"]

    transport = PublicTransport(1, PublicBackend(resolver=names))
    with pytest.raises(NotPublicError):
        await transport.handle_async_request(httpx.Request("GET", f"http://example.jp:{web.port}/"))
    await transport.aclose()
    assert web.requests == []


async def test_a_body_is_read_through_the_real_transport_over_a_real_socket(web: LoopbackWeb, tmp_path: Path) -> None:
    class ToLoopback(httpcore.AnyIOBackend):
        async def connect_tcp(
            self, host: str, port: int, *args: object, **named: object
        ) -> httpcore.AsyncNetworkStream:
            return await super().connect_tcp("127.0.0.1", web.port)

    web.page("http://example.jp/x", "形態素" * 1000, packed=True)
    backend = PublicBackend(ToLoopback(), Names(["93.184.216.34"]))
    with Archive(tmp_path / "a.sqlite") as archive:
        assert (await fetch(archive, backend))[0] is Outcome.OK
        kept = archive.latest("http://example.jp/x")
    assert kept is not None
    assert kept.body.decode() == "形態素" * 1000
