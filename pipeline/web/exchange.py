"""One request, one answer: no redirects, no retries, no politeness; those are `client`'s.

Here every way in which the network fails becomes a `Failed` with a reason for people, and every limit is kept.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpcore
import httpx

from pipeline.config import Crawl
from pipeline.web.answers import Answer, Outcome
from pipeline.web.body import BodyReader, EncodingError, TooBigError
from pipeline.web.network import NotPublicError

_ERROR_PAGE_BYTES = 256 * 1024
_MEGABYTE = 1_000_000
_DOCUMENT = re.compile(r"application/(?:pdf|x-pdf|octet-stream|x-download|force-download)|binary/octet-stream")
# kinds that no reader here takes; told by their label, before the body is read
_UNREAD = re.compile(
    r"(?:image|audio|video|font|model)/.+"
    r"|application/(?:zip|gzip|x-gzip|x-tar|x-7z-compressed|x-rar-compressed|vnd\.rar|x-bzip2?|java-archive|wasm"
    r"|msword|vnd\.ms-.+|vnd\.openxmlformats-.+|vnd\.oasis\..+|x-shockwave-flash|vnd\.apple\..+|x-iso9660-image)"
)
_HTTPCORE_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    httpcore.ProxyError,
    httpcore.ConnectionNotAvailable,
)


@dataclass(frozen=True)
class Reply:
    """What one host answered to one request."""

    url: str
    status: int
    headers: Mapping[str, str]  # names in lower case; repeated ones joined by ", "
    body: bytes

    @property
    def location(self) -> str:
        """Where a redirect sends on; empty where it is none."""
        return self.headers.get("location", "").strip() if self.status in (301, 302, 303, 307, 308) else ""


class Failed(Exception):
    """No answer that can be used came. `again`: whether asking once more may help; `unasked`: nothing was asked at all."""

    def __init__(
        self, outcome: Outcome, reason: str, *, again: bool = False, status: int = 0, unasked: bool = False
    ) -> None:
        super().__init__(reason)
        self.outcome = outcome
        self.reason = reason
        self.again = again
        self.status = status
        self.unasked = unasked


@dataclass
class _Progress:
    status: int = 0
    on_sent: Callable[[], None] | None = None

    async def trace(self, event: str, info: Mapping[str, object]) -> None:
        """What httpcore tells on the way (its "trace" extension)."""
        if self.on_sent is not None and event.endswith(".send_request_headers.complete"):
            self.on_sent()


async def exchange(
    http: httpx.AsyncClient,
    url: str,
    headers: Mapping[str, str],
    crawl: Crawl,
    max_bytes: int | None,
    *,
    cut: bool = False,
    on_sent: Callable[[], None] | None = None,
) -> Reply:
    """GET `url` once, its body within the limits of size and time. Raises Failed, and nothing else that the web causes.

    `max_bytes` None means the limits of [crawl]; with `cut` (robots.txt) a longer body is cut there and is no failure, and its
    label does not count. `on_sent` is called when the request has been written to the connection.
    """
    progress = _Progress(on_sent=on_sent)
    try:
        async with asyncio.timeout(crawl.timeout_seconds):
            return await _get(http, url, headers, crawl, max_bytes, cut, progress)
    except Failed:
        raise
    except TooBigError:
        raise Failed(Outcome.TOO_BIG, "over the size limit", status=progress.status) from None
    except EncodingError as error:
        raise Failed(Outcome.ERROR, str(error), again=True, status=progress.status) from None
    except TimeoutError:
        # a host that is slow at sending would be slow again; one that never answered may have been busy
        raise Failed(
            Outcome.ERROR,
            f"no whole answer within {crawl.timeout_seconds:g} seconds",
            again=progress.status == 0,
            status=progress.status,
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError, *_HTTPCORE_ERRORS, OSError, ValueError) as error:
        raise _explain(error, progress.status) from error


async def _get(
    http: httpx.AsyncClient,
    url: str,
    headers: Mapping[str, str],
    crawl: Crawl,
    max_bytes: int | None,
    cut: bool,
    progress: _Progress,
) -> Reply:
    async with http.stream("GET", url, headers=dict(headers), extensions={"trace": progress.trace}) as response:
        progress.status = status = response.status_code
        got = {name.lower(): value for name, value in response.headers.items()}
        good = 200 <= status < 300
        media = got.get("content-type", "").partition(";")[0].strip().lower()
        if good and not cut and _UNREAD.fullmatch(media):
            raise Failed(Outcome.UNSUPPORTED, f"content type {media}", status=status)
        limit = _limit(url, media, crawl, max_bytes) if good else _ERROR_PAGE_BYTES
        announced = got.get("content-length", "")
        # a transport that answers by itself has the whole body unpacked already
        whole = response.content if response.is_stream_consumed else None
        encoding = got.get("content-encoding", "").strip().lower() if whole is None else ""
        packed = encoding not in ("", "identity")
        if good and not cut and not packed and announced.isdigit() and int(announced[:18]) > limit:
            raise Failed(Outcome.TOO_BIG, _over(limit), status=status)
        try:
            reader = BodyReader(limit, encoding, cut=cut or not good)
            if whole is not None:
                reader.feed(whole)
            elif status not in (204, 304):
                async for chunk in response.aiter_raw():
                    reader.feed(chunk)
                    if reader.full:
                        break
            body = reader.finish()
        except TooBigError:
            raise Failed(Outcome.TOO_BIG, _over(limit), status=status) from None
        except EncodingError:
            if good:
                raise
            body = b""
        if good and not cut and "octet-stream" in media and not body.startswith(b"%PDF-") and b"\0" in body[:1024]:
            raise Failed(Outcome.UNSUPPORTED, f"content type {media}, and not a PDF", status=status)
        return Reply(url, status, got, body)


def conditions(url: str, earlier: Answer | None) -> dict[str, str]:
    """The headers of a conditional request (RFC 9110, section 13.1), for the address that gave the earlier answer."""
    if earlier is None or earlier.final_url != url:
        return {}
    conditions = {}
    if earlier.headers.get("etag"):
        conditions["if-none-match"] = earlier.headers["etag"]
    if earlier.headers.get("last-modified"):
        conditions["if-modified-since"] = earlier.headers["last-modified"]
    return conditions


def _limit(url: str, media: str, crawl: Crawl, max_bytes: int | None) -> int:
    if max_bytes is not None:
        return max_bytes
    is_document = _DOCUMENT.fullmatch(media) or url.partition("?")[0].lower().endswith(".pdf")
    return int((crawl.max_document_megabytes if is_document else crawl.max_megabytes) * _MEGABYTE)


def _over(limit: int) -> str:
    return f"larger than {limit / _MEGABYTE:g} MB"


def _explain(error: BaseException, status: int) -> Failed:
    """A `Failed` that says in words what the chain of exceptions says in types."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, NotPublicError):
            return Failed(Outcome.UNSUPPORTED, str(cause))
        if isinstance(cause, ssl.SSLCertVerificationError):
            return Failed(Outcome.ERROR, f"certificate not accepted: {cause.verify_message}")
        if isinstance(cause, socket.gaierror):
            again = cause.errno not in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))
            return Failed(Outcome.ERROR, f"the host name cannot be resolved: {cause.strerror}", again=again)
        cause = cause.__cause__ or cause.__context__
    unusable = (httpx.InvalidURL, httpx.UnsupportedProtocol, httpcore.UnsupportedProtocol, UnicodeError)
    if isinstance(error, unusable):
        return Failed(Outcome.UNSUPPORTED, f"cannot be asked for: {error}", status=status)
    said = " ".join(str(error).split())[:200]
    kind = type(error).__name__
    return Failed(Outcome.ERROR, f"{kind}: {said}" if said else kind, again=True, status=status)
