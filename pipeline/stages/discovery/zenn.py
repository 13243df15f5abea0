"""kind = "zenn": the articles of a user, topic or publication, by `/api/articles`; by feed where that gives nothing.

The API is Zenn's own and promises nothing (SEEN through several readers): it answers `articles` and the number of the
`next_page`, or null.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

from pipeline.config import ZennSource
from pipeline.sites.fields import line_at, list_at, number_at
from pipeline.stages.discovery.found import Finds
from pipeline.stages.discovery.listing import Asked, Entry, Lists, sift, told
from pipeline.web.urls import identify, join

API = "https://zenn.dev/api/articles"


async def discover_zenn(source: ZennSource, lists: Lists) -> Finds:
    """The articles that may tell of events, and how asking went."""
    asked: list[Asked] = []
    entries: list[Entry] = []
    note = ""

    def address(number: int) -> str:
        return f"{API}?{urlencode({**_whose(source), 'order': 'latest', 'page': number})}"

    def following(page: Asked) -> str:
        number = number_at(page.value, "next_page")
        return address(number) if number and list_at(page.value, "articles") else ""

    async for page in lists.pages(address(1), following):
        asked.append(page)
        articles = list_at(page.value, "articles")
        entries += [entry for article in articles if (entry := _entry(article, source)) is not None]
        if len(entries) >= source.limit:
            break
    listed = len(entries)
    if not entries:
        page, entries = await lists.feed(_feed(source))
        asked.append(page)
        listed = page.listed
        entries = [Entry(one.url, one.title, _tags(source)) for one in entries]
        note = f"{len(entries)} newest articles by the feed, for the API gave none" if entries else ""
    return told(source, asked, sift(source, entries[: source.limit]), listed, note)


def _whose(source: ZennSource) -> dict[str, str]:
    if source.user:
        return {"username": source.user}
    return {"topicname": source.topic} if source.topic else {"publication_name": source.publication or ""}


def _feed(source: ZennSource) -> str:
    if source.user:
        return f"https://zenn.dev/{quote(source.user, safe='')}/feed?all=1"
    if source.topic:
        return f"https://zenn.dev/topics/{quote(source.topic, safe='')}/feed"
    return f"https://zenn.dev/p/{quote(source.publication or '', safe='')}/feed"


def _tags(source: ZennSource) -> tuple[str, ...]:
    """The list tells no topics; that of the source is one of every article's."""
    return (source.topic,) if source.topic else ()


def _entry(article: Any, source: ZennSource) -> Entry | None:
    path = line_at(article, "path")
    url = join("https://zenn.dev/", path) if path.startswith("/") else ""
    if not identify(url).key.startswith("zenn:"):
        return None
    return Entry(url, line_at(article, "title"), _tags(source))
