"""kind = "hatena-bookmark": what people bookmarked of a site, below an address or under a tag, by RSS 1.0.

`/site/HOST/?mode=rss` and `/entrylist?url=URL&mode=rss` are SEEN through readers, `/q/TAG?target=tag&mode=rss` is RECALLED.
"""

from __future__ import annotations

from urllib.parse import quote, urlencode

from pipeline.config import HatenaBookmarkSource
from pipeline.stages.discovery.found import Finds
from pipeline.stages.discovery.listing import Entry, Lists, sift, told

HOST = "https://b.hatena.ne.jp"


async def discover_hatena(source: HatenaBookmarkSource, lists: Lists) -> Finds:
    """The bookmarked posts that may tell of events, and how asking went."""
    page, entries = await lists.feed(_address(source))
    tags = (source.tag,) if source.tag else ()
    finds = sift(source, [Entry(e.url, e.title, tags) for e in entries[: source.limit]])
    return told(source, [page], finds, page.listed)


def _address(source: HatenaBookmarkSource) -> str:
    if source.site:
        return f"{HOST}/site/{quote(source.site, safe='.')}/?mode=rss"
    if source.tag:
        return f"{HOST}/q/{quote(source.tag, safe='')}?target=tag&sort=recent&mode=rss"
    return f"{HOST}/entrylist?{urlencode({'url': source.url or '', 'mode': 'rss'})}"
