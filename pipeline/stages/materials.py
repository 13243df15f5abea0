"""Follow links: what reports say belongs to talks, as `Material`s by identity key.

Which links count as materials is decided by `pipeline.reports`; what a page says, by `pipeline.sites`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.corpus.inputs import Material, Post
from pipeline.sites.registry import site_of
from pipeline.stages.pages import PageReader
from pipeline.stages.progress import Progress
from pipeline.web.urls import identify


def material_urls(posts: Iterable[Post]) -> list[str]:
    """Every address that belongs to a talk or is the event's page, canonical and without locator, each once."""
    urls: dict[str, None] = {}
    for post in posts:
        report = post.report
        named = [url for talk in report.talks for url in (*talk.materials, *talk.videos)]
        named += report.recordings
        if report.event and report.event.url:
            named.append(report.event.url)
        for url in named:
            identity = identify(url)
            if identity.url.startswith(("http://", "https://")):
                urls.setdefault(identity.url)
    return list(urls)


def read_materials(urls: Sequence[str], reader: PageReader, progress: Progress) -> dict[str, Material]:
    """The materials at `urls`, by identity key; those that could not be read too, with the reason."""
    materials: dict[str, Material] = {}
    for url in urls:
        progress.step()
        identity = identify(url)
        page = reader.page(url)
        reason = page.reason
        if not page.status and not site_of(url).requests(url):
            reason = "this site's pages are not asked for"
        materials[identity.key] = Material(
            key=identity.key,
            url=identity.url,
            site=identity.site,
            document=page.document,
            status=page.status,
            status_reason=reason,
            fetched_at=page.fetched_at,
            checked_at=page.checked_at,
        )
    return materials
