"""Fetch: ask for pages, each through its site's layers, until one is enough; every answer goes to the archive.

What an answer says is read here only to decide whether a further layer must be asked; the reading that counts works from
the archive (`pages`). Different hosts go in parallel, as the client allows.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.stages.progress import Progress
from pipeline.web.answers import Answer
from pipeline.web.client import Client


async def fetch_pages(urls: Iterable[str], client: Client, progress: Progress) -> None:
    """Ask for every page of `urls` (canonical). Nothing that the web does is raised."""
    await asyncio.gather(*(_fetch_page(url, client, progress) for url in urls))


async def _fetch_page(url: str, client: Client, progress: Progress) -> None:
    site = site_of(url)
    answers: list[Answer] = []
    for request in site.requests(url):
        answer = await client.fetch(request)
        if not answer.outcome.has_body:
            continue
        answers.append(answer)
        try:
            document = site.read(url, answers)
        except Unreadable:
            continue  # another layer may know better; the reading from the archive tells of it
        if document is not None and site.is_enough(document):
            break
    progress.step()
