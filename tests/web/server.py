"""A small real web on loopback for tests: real sockets and HTTP, under the real host names.

`LoopbackWeb` is a threaded server of the standard library; `LoopbackTransport` lets the client under test reach it as if it
were the whole internet. It can be as bad as the web is: redirects, 304, 429, gzip, wrong charsets, slow, truncated, endless.
"""

from __future__ import annotations

import gzip
import hashlib
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType

import httpx

from pipeline.web.answers import variant_of
from pipeline.web.urls import request_url


@dataclass(eq=False)
class Page:
    """What one address answers. Several in a row are answered one after the other, the last for ever."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    packed: bool = False  # gzip
    tagged: bool = True  # answers If-None-Match by an ETag made of the body
    first_byte_after: float = 0.0  # seconds
    chunk_after: float = 0.0  # seconds between the chunks of `stream`
    stream: Callable[[], Iterator[bytes]] | None = None  # a body without length, sent as it comes
    announce: int | None = None  # a Content-Length that is not true
    drop: bool = False  # close the connection without an answer
    accept: str = ""  # only for requests that want this media type first; "" for any


@dataclass(frozen=True)
class Seen:
    """A request that came."""

    url: str
    headers: Mapping[str, str]
    at: float  # time.monotonic


class LoopbackWeb:
    """A context manager; `transport()` is what the client is given."""

    def __init__(self) -> None:
        self.pages: dict[str, list[Page]] = {}
        self.requests: list[Seen] = []
        self.open_now: dict[str, int] = defaultdict(int)
        self.most_open: dict[str, int] = defaultdict(int)
        self.most_hosts_open = 0
        self._lock = threading.Lock()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> LoopbackWeb:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def transport(self) -> LoopbackTransport:
        return LoopbackTransport(self.port)

    def page(
        self,
        url: str,
        body: str | bytes = "",
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        headers: Mapping[str, str] | None = None,
        **more: object,
    ) -> None:
        """`url` answers this; said again, the next request gets the next answer."""
        data = body.encode() if isinstance(body, str) else body
        sent = {"content-type": content_type, **{k.lower(): v for k, v in (headers or {}).items()}}
        if not content_type:
            del sent["content-type"]
        self.pages.setdefault(request_url(url), []).append(
            Page(data, status, sent, **more)  # type: ignore[arg-type]
        )

    def redirect(self, url: str, to: str, *, status: int = 302) -> None:
        self.page(url, status=status, headers={"location": to})

    def asked(self, *, robots: bool = False) -> list[str]:
        """The addresses asked for, in order; robots.txt left out."""
        return [s.url for s in self.requests if robots or not s.url.endswith("/robots.txt")]

    def forget(self) -> None:
        self.requests.clear()

    def _take(self, url: str, accept: str) -> Page:
        with self._lock:
            pages = self.pages.get(url, [])
            row = [page for page in pages if page.accept in ("", variant_of(accept))]
            if not row:
                return Page(b"<title>404 Not Found</title>", 404, {"content-type": "text/html"}, tagged=False)
            if len(row) > 1:
                pages.remove(row[0])
            return row[0]

    def _handler(web) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 5
            disable_nagle_algorithm = True  # head and body are two writes; the second would wait for the first's ACK

            def do_GET(self) -> None:
                host = self.headers.get("host", "")
                url = request_url(f"{self.headers.get('x-scheme', 'http')}://{host}{self.path}")
                seen = {k.lower(): v for k, v in self.headers.items() if k.lower() != "x-scheme"}
                with web._lock:
                    web.requests.append(Seen(url, seen, time.monotonic()))
                    web.open_now[host] += 1
                    web.most_open[host] = max(web.most_open[host], web.open_now[host])
                    web.most_hosts_open = max(web.most_hosts_open, sum(n > 0 for n in web.open_now.values()))
                try:
                    self._answer(web._take(url, self.headers.get("accept", "")))
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True
                finally:
                    with web._lock:
                        web.open_now[host] -= 1

            def _answer(self, page: Page) -> None:
                if page.first_byte_after:
                    web._stop.wait(page.first_byte_after)
                if page.drop:
                    self.close_connection = True
                    return
                body = gzip.compress(page.body) if page.packed else page.body
                headers = dict(page.headers)
                if page.packed:
                    headers["content-encoding"] = "gzip"
                if page.tagged and page.status == 200 and page.stream is None:
                    tag = f'"{hashlib.sha256(page.body).hexdigest()[:16]}"'
                    headers.setdefault("etag", tag)
                asked_tag = self.headers.get("if-none-match")
                asked_date = self.headers.get("if-modified-since")
                same = asked_tag is not None and asked_tag == headers.get("etag")
                same = same or (asked_date is not None and asked_date == headers.get("last-modified"))
                self.send_response(304 if same else page.status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if same:
                    self.end_headers()
                elif page.stream is not None:
                    self.send_header("connection", "close")
                    self.close_connection = True
                    self.end_headers()
                    self._send_slowly(page.stream(), page.chunk_after)
                else:
                    length = len(body) if page.announce is None else page.announce
                    self.send_header("content-length", str(length))
                    if length != len(body):
                        self.close_connection = True
                    self.end_headers()
                    self.wfile.write(body)

            def _send_slowly(self, chunks: Iterable[bytes], pause: float) -> None:
                for chunk in chunks:
                    self.wfile.write(chunk)
                    self.wfile.flush()
                    if web._stop.is_set() or (pause and web._stop.wait(pause)):
                        return

            def log_message(self, format: str, *args: object) -> None:
                """The tests' output stays quiet."""

        return Handler


class LoopbackTransport(httpx.AsyncBaseTransport):
    """Every host name leads to the loopback server; the name itself goes along in the Host header."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._inner = httpx.AsyncHTTPTransport(verify=False)  # loading certificates takes longer than a test

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url.copy_with(scheme="http", host="127.0.0.1", port=self._port)
        headers = [*request.headers.raw, (b"x-scheme", request.url.scheme.encode())]
        return await self._inner.handle_async_request(
            httpx.Request(request.method, url, headers=headers, extensions=request.extensions)
        )

    async def aclose(self) -> None:
        await self._inner.aclose()
