"""Rows of materials, of what they are to talks, and of their pages.

Here: one row per thing, however it was linked; roles, places and deep links. Not here: reading pages
(`pipeline.sites`), passages of search (`pipeline.search.passages`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.corpus.events import Event
from pipeline.corpus.inputs import Post, Row
from pipeline.corpus.shelf import Reference, Shelf
from pipeline.corpus.talks import Talk
from pipeline.web.answers import Outcome
from pipeline.web.urls import deep_link

ROLES = {"deck": "slides", "article": "article", "repository": "code", "recording": "recording"}
PAGE_KINDS = {"deck": "slide", "recording": "chapter"}


@dataclass(frozen=True)
class Part:
    """The stretch of a recording that is a talk, in seconds, and how that was found (see `recordings`)."""

    start: int
    end: int | None
    title: str  # of the chapter
    found_by: str  # start, title or speaker


@dataclass(frozen=True)
class Given:
    """A material of a talk, where a report links it or the event's page lists it; `source_url` is the address as written."""

    talk: Talk
    reference: Reference
    role: str
    post: Post | None  # None where only the event's page lists it
    source_url: str
    index: int  # of the talk in the report; -1 for a recording of the whole event, or no report
    rule: str = ""  # by which an entry of the event's page was found to be this talk's
    part: Part | None = None  # of a recording that holds several talks


def given_materials(events: Sequence[Event], talks: Sequence[Talk], shelf: Shelf) -> list[Given]:
    """Every material of every talk, in the order of talks and reports; a material may come more than once."""
    by_event: dict[str, list[Talk]] = {}
    for talk in talks:
        by_event.setdefault(talk.event.event_id, []).append(talk)
    given: list[Given] = []
    for event in events:
        its = by_event.get(event.event_id, [])
        for talk in its:
            for m in talk.mentions:
                for reference, url in zip(m.materials, m.told.materials, strict=True):
                    given.append(Given(talk, reference, role_of(reference), m.post, url, m.index))
                for reference, url in zip(m.videos, m.told.videos, strict=True):
                    given.append(Given(talk, reference, "recording", m.post, url, m.index))
            for shown in talk.shown:
                role = shown.role or ROLES.get(shown.kind, "page")
                given.append(Given(talk, shown.reference, role, None, shown.presentation.url, -1, shown.rule))
        for post in event.posts:
            for url in post.report.recordings:
                reference = shelf.refer(url)
                given += [Given(talk, reference, "event_recording", post, url, -1) for talk in its]
    return given


def role_of(reference: Reference) -> str:
    """What a material of this kind is to the talk that it belongs to."""
    return ROLES.get(reference.kind, "page")


def talk_material_rows(given: Sequence[Given]) -> list[Row]:
    """Rows of talk_materials: each material once a talk, in the first role, at the first place that is named."""
    rows: dict[tuple[str, str], Row] = {}
    for one in given:
        reference = one.reference
        row = rows.setdefault(
            (one.talk.talk_id, reference.material_id),
            {
                "talk_id": one.talk.talk_id,
                "material_id": reference.material_id,
                "role": one.role,
                "start_seconds": None,
                "end_seconds": None,
                "start_slide": None,
                "deep_link": reference.url,
            },
        )
        if one.role != row["role"] and one.role == "event_recording":
            continue  # where the whole recording begins is not where this talk does
        where = reference.locator
        if row["start_seconds"] is None and row["start_slide"] is None:
            row["start_seconds"], row["start_slide"] = where.seconds, where.slide
            row["deep_link"] = deep_link(reference.url, slide=where.slide, seconds=where.seconds, anchor=where.anchor)
        if one.part is not None and (row["start_seconds"] or 0) < (one.part.end or 0):
            row["end_seconds"] = one.part.end
    return list(rows.values())


def material_rows(events: Sequence[Event], given: Sequence[Given], posts: Sequence[Post], shelf: Shelf) -> list[Row]:
    """Rows of materials: what talks have, the events' pages, and whatever else was read that a report links."""
    references = {one.reference.material_id: one.reference for one in given}
    for event in events:
        if event.page is not None and shelf.material(event.page.material_id) is not None:
            references.setdefault(event.page.material_id, event.page)
    for post in posts:
        for link in post.report.links:
            if link.role in ("material", "video", "recording"):
                reference = shelf.refer(link.url)
                if shelf.material(reference.material_id) is not None:
                    references.setdefault(reference.material_id, reference)
    return [_material_row(references[key], shelf) for key in sorted(references)]


def _material_row(reference: Reference, shelf: Shelf) -> Row:
    row: Row = {
        "material_id": reference.material_id,
        "url": reference.url,
        "site": reference.site,
        "kind": reference.kind or "page",
    }
    material = shelf.material(reference.material_id)
    if material is None:
        return row
    status = Outcome.OK.value if material.status == Outcome.MOVED.value else material.status
    row |= {
        "status": status or None,
        "status_reason": material.status_reason or None,
        "fetched_at": material.fetched_at,
        "checked_at": material.checked_at,
    }
    document = material.document
    if document is not None:
        row |= {
            "title": document.title or None,
            "author": document.author_name or document.author_handle or None,
            "summary": document.description or None,
            "language": document.language or None,
            "page_count": document.page_count if document.page_count is not None else len(document.pages) or None,
            "duration_seconds": document.duration_seconds,
            "image_url": document.thumbnail_url or None,
            "published_at": document.published_at,
            "layers": ",".join(document.layers) or None,
        }
    return row


def page_rows(materials: Sequence[Mapping[str, object]], shelf: Shelf) -> list[Row]:
    """Rows of material_pages, in the order of `materials` and of their pages; a number that comes twice counts once."""
    rows: list[Row] = []
    for material in materials:
        material_id, url = str(material["material_id"]), str(material["url"])
        document = shelf.document(material_id)
        if document is None:
            continue
        kind = PAGE_KINDS.get(document.kind, "section")
        seen: set[int] = set()
        for page in document.pages:
            if page.number in seen:
                continue
            seen.add(page.number)
            rows.append(
                {
                    "material_id": material_id,
                    "page_number": page.number,
                    "kind": kind,
                    "heading": page.heading or None,
                    "text": page.text,
                    "image_url": page.image_url or None,
                    "start_seconds": page.start_seconds,
                    "end_seconds": page.end_seconds,
                    "anchor": page.anchor or None,
                    "deep_link": deep_link(
                        page.url or url,
                        slide=page.number if kind == "slide" else None,
                        seconds=page.start_seconds,
                        anchor=page.anchor,
                    ),
                }
            )
    return rows
