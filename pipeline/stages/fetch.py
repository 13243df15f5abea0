"""Fetch: ask for pages, each through its site's layers, until one is enough; every answer goes to the archive.

What an answer says is read here only to decide what else must be asked, and to put right the outcome of a 200 that is no
page; the reading that counts works from the archive (`pages`). Different hosts go in parallel, as the client allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from pipeline.sites.document import Document, Site, Unreadable
from pipeline.sites.registry import site_of
from pipeline.stages.pages import why_unread
from pipeline.stages.progress import Progress
from pipeline.stages.site_figures import Asked
from pipeline.web import outcomes
from pipeline.web.answers import Answer, Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.pacing import LEFT_ALONE
from pipeline.web.tokens import key_refused
from pipeline.web.urls import identify


async def fetch_pages(
    urls: Iterable[str], client: Client, archive: Archive, progress: Progress, asked: Asked | None = None
) -> None:
    """Ask for every page of `urls` (canonical), and count them in `asked`. Nothing that the web does is raised."""
    began = datetime.now(UTC)
    asking = [_Asking(url, client, archive, progress) for url in urls]
    await asyncio.gather(*(one.ask() for one in asking))
    for one in asking:
        outcomes = [
            outcome for checked_at, outcome in one.ended if checked_at >= began
        ]  # the others lay in the archive
        if asked is not None and outcomes:
            asked.page(identify(one.url).site, outcomes)
    # a host that blocks, or a key that is not taken, is one trouble, however many pages it costs
    troubles: dict[tuple[str, str], list[str]] = {}
    for one in asking:
        if one.left_alone is not None:
            troubles.setdefault(one.left_alone, []).append(one.url)
    for (outcome, reason), pages in troubles.items():
        more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
        progress.problem(f"{outcome}: {pages[0]}{more}: {reason}")


class _Asking:
    """Asking for one page."""

    def __init__(self, url: str, client: Client, archive: Archive, progress: Progress) -> None:
        self.url = url
        self.site: Site = site_of(url)
        self.client, self.archive, self.progress = client, archive, progress
        self.answers: list[Answer] = []
        self.refusals: list[tuple[str, str]] = []
        self.ended: list[tuple[datetime, Outcome]] = []  # when each layer was last asked for, and how it ended
        self.key_trouble = ""  # an API does not take its key; told even where another layer could be read
        self.left_alone: tuple[str, str] | None = None  # the page was not asked for, because of what another one met

    async def ask(self) -> None:
        document = None
        for request in self.site.requests(self.url):
            if not self.client.allows(request):
                continue
            document = await self._layer(request) or document
            if document is not None and self.site.is_enough(document):
                break
        if self.answers:
            for request in self.site.further(self.url, self.answers):
                if self.client.allows(request):
                    document = await self._layer(request) or document
        if document is not None and self.key_trouble:
            self.progress.problem(f"{self.site.name}: {self.key_trouble}")
        if document is None and self.answers and not self.refusals:
            self.refusals.append((Outcome.UNSUPPORTED.value, why_unread(self.answers)))
        if document is None and self.refusals:
            # of the most reliable layer that tells of the page, which an error does not
            outcome, reason = min(self.refusals, key=lambda refusal: refusal[0] == Outcome.ERROR.value)
            if reason.startswith(LEFT_ALONE):
                self.left_alone = (outcome, reason)
            else:
                self.progress.problem(f"{outcome}: {self.url}: {reason}")
        self.progress.step()

    def _as_read_now(self, answer: Answer, request: Request) -> Answer:
        """`answer`, put right where a reader once took for no page what today's reader reads."""
        if answer.outcome.has_body or not answer.body or not 200 <= answer.status < 300:
            return answer
        outcome, _ = outcomes.of_page(answer.url, answer.final_url, answer.headers, answer.body)
        if not outcome.has_body:
            return answer
        page = replace(answer, outcome=outcome, reason="")
        try:
            self.site.read(self.url, [page])
        except Unreadable:
            return answer
        self.archive.judge(answer.url, outcome, "", request.variant)
        return page

    async def _layer(self, request: Request) -> Document | None:
        """What all answers so far read as, with this layer's answer among them."""
        answer = self._as_read_now(await self.client.fetch(request), request)
        self.ended.append((answer.checked_at, answer.outcome))
        if not answer.outcome.has_body:
            self.key_trouble = self.key_trouble or key_refused(answer.url, answer.status, answer.body)
            self.refusals.append((answer.outcome.value, answer.reason))
            return None
        try:
            if request.needs:  # beside answers that can be read, its refusal would go unheard
                self.site.read(self.url, [answer])
            document = self.site.read(self.url, [*self.answers, answer])
        except Unreadable as why:
            # a 200 that is no page: the archive must not take it for the page's last good body
            self.archive.judge(answer.url, why.outcome, why.reason, request.variant)
            self.ended[-1] = (answer.checked_at, why.outcome)
            if why.outcome is Outcome.BLOCKED:
                self.client.leave_alone(answer.url, why.reason)
            self.refusals.append((why.outcome.value, why.reason))
            return None
        self.answers.append(answer)
        return document
