"""Understand: from the posts that were found to `Post`s, each with what `pipeline.reports` understood of it.

A post that cannot be read is a problem line and a source state, and does not stop the others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline import reports
from pipeline.corpus.inputs import Post, SourceState
from pipeline.errors import ReadError
from pipeline.reports.files import load_post
from pipeline.reports.frontmatter import cut_front_matter
from pipeline.reports.report import Source
from pipeline.reports.understand import understand
from pipeline.sites.document import Document
from pipeline.stages.cache import Cache, code_version
from pipeline.stages.discovery.found import Found, passed_over
from pipeline.stages.discovery.listing import NO_REPORT
from pipeline.stages.pages import Page, PageReader
from pipeline.stages.progress import Progress
from pipeline.web.answers import Outcome
from pipeline.web.urls import canonical, identify


def read_posts(
    found: Iterable[Found], reader: PageReader, cache: Path, progress: Progress
) -> tuple[list[Post], list[SourceState]]:
    """The posts that could be read, and a state for every one that could not, or that was passed over.

    Of the posts that a list of all sorts named, those that are no reports are passed over.
    """
    kept: Cache[Post] = Cache(cache, Post)
    aside: Cache[Post] = Cache(cache.with_name(f"{cache.stem}_passed_over{cache.suffix}"), Post)
    known = (kept, aside)
    version = code_version(Path(reports.__file__).parent)
    posts: dict[str, tuple[str, Post]] = {}
    lost: list[SourceState] = []
    passed: dict[str, tuple[str, Post]] = {}
    for one in found:
        if one.role != "post":
            continue
        progress.step()
        try:
            made = _from_file(one, known, version) if one.path else _from_web(one, reader, known, version)
        except ReadError as error:
            progress.problem(str(error))
            lost.append(_lost(one, Outcome.ERROR.value, str(error)))
            continue
        if isinstance(made, Page):
            state = _lost(one, made.status or Outcome.ERROR.value, made.reason or "not asked for")
            lost.append(replace(state, checked_at=made.checked_at, refused_at=made.refused_at))
            continue
        fingerprint, post = made
        if one.sifted and post.report.kind == "not-a-report":
            passed[post.report_id] = made
            lost.append(passed_over(one.source_name, one.url, NO_REPORT))
            continue
        posts.setdefault(post.report_id, (fingerprint, post))
    kept.save((post_id, fingerprint, post) for post_id, (fingerprint, post) in posts.items())
    aside.save((post_id, fingerprint, post) for post_id, (fingerprint, post) in passed.items())
    return [post for _, post in posts.values()], lost


def _from_file(found: Found, kept: Sequence[Cache[Post]], version: str) -> tuple[str, Post]:
    path = Path(found.path)
    source = replace(load_post(path), name=found.relative_path)
    url = _public_url(found, source)
    source = replace(source, url=url, author=source.author or found.author)
    identity = identify(url) if url else None
    report_id = identity.key if identity else f"file:{found.source_name}/{found.relative_path}"
    return _understood(report_id, found, source, identity.site if identity else "file", kept, version)


def _from_web(found: Found, reader: PageReader, kept: Sequence[Cache[Post]], version: str) -> tuple[str, Post] | Page:
    page = reader.page(found.url)
    document = page.document
    if document is None or document.text_format == "none":
        return page
    source = source_of(document)
    fingerprint, post = _understood(document.key, found, source, document.site, kept, version)
    post = replace(
        post,
        status=page.status,
        status_reason=page.reason,
        layers=document.layers,
        fetched_at=page.fetched_at,
        checked_at=page.checked_at,
    )
    return fingerprint, post


def source_of(document: Document) -> Source:
    """What `pipeline.reports` needs of a page that was read."""
    return Source(
        name=document.url,
        text=document.text,
        text_format="html" if document.text_format == "html" else "markdown",
        url=document.url,
        title=document.title,
        author=document.author_handle or document.author_name,
        published_at=document.published_at,
        updated_at=document.updated_at,
        tags=document.tags,
    )


def _understood(
    report_id: str, found: Found, source: Source, site: str, kept: Sequence[Cache[Post]], version: str
) -> tuple[str, Post]:
    content_hash = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    outside = repr((source.name, source.url, source.title, source.author, source.published_at, source.updated_at))
    fingerprint = f"{version}:{content_hash}:{hashlib.sha256(outside.encode()).hexdigest()[:16]}"
    post = next((post for cache in kept if (post := cache.get(report_id, fingerprint)) is not None), None)
    if post is None:
        post = Post(report_id, found.source_name, site, understand(source), content_hash)
    return fingerprint, replace(post, source_name=found.source_name)


def _public_url(found: Found, source: Source) -> str:
    """The file's public address by its source's template; what the file itself says counts where there is no template."""
    if not found.url_template:
        return canonical(source.url) if source.url else ""
    path = Path(found.relative_path)
    keys = {key: value for key, value in cut_front_matter(source.text).values.items() if value and value != "null"}
    fields = keys | {"stem": path.stem, "name": path.name, "path": found.relative_path}
    try:
        return canonical(found.url_template.format_map(fields))
    except (KeyError, IndexError, ValueError, AttributeError):
        # e.g. a draft without the id that the template names: it has no public address yet
        return canonical(source.url) if source.url else ""


def _lost(found: Found, status: str, reason: str) -> SourceState:
    which = found.url or found.relative_path
    return SourceState(f"{found.source_name}:{which}", found.source_name, "post", found.url, status, reason, 0, None)
