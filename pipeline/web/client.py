"""Signatures land first; the client follows within minutes."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType

import httpx

from pipeline.config import Crawl
from pipeline.web.answers import Answer, FetchLogEntry, Request
from pipeline.web.archive import Archive


class Client:
    def __init__(
        self,
        archive: Archive,
        crawl: Crawl,
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        on_entry: Callable[[FetchLogEntry], None] | None = None,
    ) -> None:
        raise NotImplementedError

    async def __aenter__(self) -> Client:
        raise NotImplementedError

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        raise NotImplementedError

    async def fetch(self, request: Request) -> Answer:
        raise NotImplementedError

    def leave_alone(self, url: str, reason: str) -> None:
        raise NotImplementedError
