"""Follow links: what reports say belongs to talks, as `Material`s by identity key.

Which links count as materials is decided by `pipeline.reports`; what a page says, by `pipeline.sites`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.corpus.inputs import Material, Post
from pipeline.sites.document import Document, DocumentPage
from pipeline.sites.registry import site_of
from pipeline.stages.discovery.found import Found
from pipeline.stages.pages import PageReader
from pipeline.stages.progress import Progress
from pipeline.web.answers import Outcome
from pipeline.web.urls import identify


def material_urls(posts: Iterable[Post], found: Iterable[Found] = ()) -> list[str]:
    """Every address that belongs to a talk or is the event's page, canonical and without locator, each once.

    Of `found` the events' pages that sources of corpus.toml named.
    """
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
    for one in found:
        if one.role == "event":
            urls.setdefault(one.url)
    return list(urls)


def presented_urls(urls: Sequence[str], reader: PageReader) -> list[str]:
    """What the events' pages among `urls` list as shown there, without `urls` themselves: known once these were asked."""
    listed: dict[str, None] = {}
    for url in urls:
        if identify(url).kind_hint != "event":
            continue
        document = reader.page(url).document
        for one in document.presentations if document is not None else ():
            identity = identify(one.url)
            if identity.url.startswith(("http://", "https://")) and one.kind != "event":
                listed.setdefault(identity.url)
    return [url for url in listed if url not in set(urls)]


def read_materials(
    urls: Sequence[str], posts: Sequence[Post], reader: PageReader, progress: Progress
) -> dict[str, Material]:
    """The materials at `urls`, by identity key; those that could not be read too, with the reason.

    An article that is itself among `posts` (a folder of posts often holds reports and the articles they tell of) is
    read from there where its page gives nothing. What events' pages list is read too.
    """
    urls = [*urls, *presented_urls(urls, reader)]
    materials: dict[str, Material] = {}
    own = {post.report_id: post for post in posts}
    for url in urls:
        progress.step()
        identity = identify(url)
        page = reader.page(url)
        reason = page.reason
        if not page.status and not site_of(url).requests(url):
            reason = "this site's pages are not asked for"
        material = Material(
            key=identity.key,
            url=identity.url,
            site=identity.site,
            document=page.document,
            status=page.status,
            status_reason=reason,
            fetched_at=page.fetched_at,
            checked_at=page.checked_at,
            refused_at=page.refused_at,
        )
        known = materials.get(identity.key)
        if known is not None and _worth(known) >= _worth(material):
            continue  # one thing has several addresses, of which an embed's may be closed and the page's not
        materials[identity.key] = material
        if page.document is None and identity.key in own:
            article = document_of(own[identity.key])
            materials[identity.key] = replace(materials[identity.key], document=article, status="ok", status_reason="")
    return materials


def _worth(material: Material) -> tuple[bool, bool]:
    return material.document is not None, material.status == Outcome.OK.value


def document_of(post: Post) -> Document:
    """A post as an article: its sections are the pages."""
    report = post.report
    return Document(
        key=post.report_id,
        url=report.url,
        site=post.site,
        kind="article",
        title=report.title,
        author_name=report.author,
        author_handle=report.author,
        language=report.language,
        published_at=report.published_at,
        updated_at=report.updated_at,
        pages=tuple(
            DocumentPage(
                number, section.text, section.heading_path[-1] if section.heading_path else "", anchor=section.anchor
            )
            for number, section in enumerate((s for s in report.sections if s.text.strip()), 1)
        ),
        layers=("post",),
    )
