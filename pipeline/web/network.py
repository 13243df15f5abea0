"""Only the public web: which addresses may be asked, and a transport that connects to the very address it checked.

An address in a report is written by a stranger; it must not make this program read the operator's own network (OWASP:
server-side request forgery). The name is resolved once, the answer is checked, and the connection goes to that answer, so
that a name which resolves differently a moment later (DNS rebinding) gains nothing.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Sequence

import httpcore
import httpx

from pipeline.web.urls.parts import parse

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
_SocketOption = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052
# RFC 6761, 6762, 8375 and ICANN's "internal": names that are never of the public web
_LOCAL_NAMES = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "onion")


class NotPublicError(httpcore.ConnectError):
    """The name resolves to an address that is not of the public internet."""


def is_public(address: str) -> bool:
    """Whether the IP address is of the public internet; an IPv4 address inside an IPv6 one is judged by itself."""
    try:
        ip = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip.is_site_local:
            return False
    return ip.is_global and not (
        ip.is_multicast or ip.is_private or ip.is_loopback or ip.is_link_local or ip.is_reserved or ip.is_unspecified
    )


def address_problem(url: str) -> str:
    """Why `url` may not be asked for, by its text alone; empty where it may."""
    parts = parse(url)
    if parts is None:
        return "not an http or https address"
    if parts.port:
        return f"port {parts.port} is not the web's own"
    host = parts.host
    if host.startswith("["):
        return "" if is_public(host[1:-1]) else f"{host} is not a public address"
    if host.replace(".", "").isdigit() or host.startswith("0x"):
        return "" if is_public(host) else f"{host} is not a public address"
    if "." not in host or host.endswith(tuple(f".{name}" for name in _LOCAL_NAMES)):
        return f"{host} is a local name"
    return ""


async def resolve(host: str, port: int) -> Sequence[str]:
    """The IP addresses of `host`, by the system's resolver. Raises OSError."""
    loop = asyncio.get_running_loop()
    infos = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in infos))


class PublicBackend(httpcore.AsyncNetworkBackend):
    """Opens connections for httpcore: resolves, checks every address, connects to one of those that were checked."""

    def __init__(self, inner: httpcore.AsyncNetworkBackend | None = None, resolver: Resolve = resolve) -> None:
        self._inner = inner or httpcore.AnyIOBackend()
        self._resolve = resolver

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Raises NotPublicError if any address of `host` is not public, httpcore.ConnectError if none answers."""
        try:
            addresses = await self._resolve(host.strip("[]"), port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"{host} cannot be resolved: {error}") from error
        for address in addresses:
            if not is_public(address):
                raise NotPublicError(f"{host} resolves to {address}, which is not a public address")
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[_SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A local socket is not the web: always NotPublicError."""
        raise NotPublicError(f"{path} is a local socket")

    async def sleep(self, seconds: float) -> None:
        """As httpcore's protocol asks."""
        await self._inner.sleep(seconds)


class _Body(httpx.AsyncByteStream):
    def __init__(self, stream: AsyncIterable[bytes]) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for chunk in self._stream:
            yield chunk

    async def aclose(self) -> None:
        close = getattr(self._stream, "aclose", None)
        if close is not None:
            await close()


class PublicTransport(httpx.AsyncBaseTransport):
    """An httpx transport over `PublicBackend`. httpcore's own exceptions come through."""

    def __init__(self, connections: int, backend: httpcore.AsyncNetworkBackend | None = None) -> None:
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=connections,
            max_keepalive_connections=connections,
            keepalive_expiry=15.0,
            network_backend=backend or PublicBackend(),
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """One request, one connection to a checked address."""
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = await self._pool.handle_async_request(
            httpcore.Request(request.method, url, headers=request.headers.raw, extensions=request.extensions)
        )
        stream = answer.stream
        if not isinstance(stream, AsyncIterable):
            raise httpcore.ProtocolError("the answer's body cannot be read asynchronously")
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(stream), extensions=answer.extensions)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._pool.aclose()
