"""From what was read to rows: posts, materials and sources become the public tables, all but the search index.

Here: the order in which the parts of the work follow. Each part has its own module: `events`, `talks`, `people` with
`sightings`, `platform`, `materials`, `recordings`, `remarks`, `evidence`. Everything is a pure function: the same input, in any order, gives the
same rows in the same order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.events import event_rows, group_events, in_order, with_series
from pipeline.corpus.evidence import evidence_rows
from pipeline.corpus.inputs import Material, Normalised, Post, Row, SourceState
from pipeline.corpus.materials import given_materials, material_rows, page_rows, talk_material_rows
from pipeline.corpus.people import account_rows, people_rows
from pipeline.corpus.platform import report_ids, unreported_events, with_presentations
from pipeline.corpus.recordings import cut_recordings
from pipeline.corpus.remarks import image_rows, link_rows, remark_rows
from pipeline.corpus.shelf import Shelf
from pipeline.corpus.sightings import hear, spoken_names
from pipeline.corpus.talks import corrected, group_talks, talk_ids, talk_rows


def normalise(
    posts: Sequence[Post],
    materials: Mapping[str, Material],
    sources: Sequence[SourceState],
    corrections: Corrections | None = None,
) -> Normalised:
    """Rows of every public table but passages, vectors, terms, postings and builds.

    `materials` are by identity key. A post that comes twice counts once. `notes` of the result name the corrections that
    fit nothing.
    """
    corrections = corrections or Corrections()
    posts = [_plain(post) for post in in_order(posts)]
    shelf = Shelf(materials)
    found, event_notes = group_events(posts, shelf, corrections)
    events, series = with_series([*found, *unreported_events(found, posts, shelf)])
    tellers = report_ids(posts)
    told = [t for event in events for t in with_presentations(event, group_talks(event, shelf), shelf, tellers)]
    talks, talk_notes = corrected(told, corrections)
    ids = talk_ids(posts, talks)
    event_ids = {post.report_id: event.event_id for event in events for post in event.posts}
    voices = hear(posts, events, talks, shelf, corrections)
    given = cut_recordings(given_materials(events, talks, shelf), spoken_names(voices), shelf)
    things = material_rows(events, given, posts, shelf)
    rows: dict[str, list[Row]] = {
        "reports": [_report_row(post, event_ids) for post in posts],
        "events": [dict(row) for row in event_rows(events)],
        "series": [
            {"series_id": one.series_id, "name": one.name, "url": one.url, "event_count": one.event_count}
            for one in series
        ],
        "talks": [dict(row) for row in talk_rows(talks)],
        "people": [dict(row) for row in people_rows(voices.people)],
        "accounts": [dict(row) for row in account_rows(voices.accounts)],
        "talk_speakers": [
            {
                "talk_id": talk.talk_id,
                "position": position,
                "person_id": person_id,
                "name_as_written": speaker.written,
            }
            for talk in talks
            for position, (person_id, speaker) in enumerate(voices.speakers[talk.talk_id], start=1)
        ],
        "materials": things,
        "talk_materials": talk_material_rows(given),
        "material_pages": page_rows(things, shelf),
        "remarks": remark_rows(posts, ids, event_ids, voices.remarks),
        "images": image_rows(posts, ids),
        "links": link_rows(posts, ids),
        "evidence": evidence_rows(posts, events, talks, given, voices),
        "sources": _source_rows(sources),
    }
    return Normalised(rows, ids, tuple([*event_notes, *talk_notes, *voices.notes]))


def _plain(post: Post) -> Post:
    """A post that was judged to be no report tells of no talks, whatever its reader thought to see."""
    report = post.report
    if report.kind != "not-a-report" or not (report.talks or report.event or report.remarks):
        return post
    return replace(post, report=replace(report, talks=(), event=None, remarks=(), recordings=()))


def _report_row(post: Post, event_ids: Mapping[str, str]) -> Row:
    report = post.report
    return {
        "report_id": post.report_id,
        "url": report.url or None,
        "title": report.title or report.url or report.file,
        "author": report.author or None,
        "site": post.site or None,
        "language": report.language or None,
        "kind": report.kind,
        "event_id": event_ids.get(post.report_id),
        "published_at": report.published_at,
        "updated_at": report.updated_at,
        "status": post.status or None,
        "status_reason": post.status_reason or None,
        "layers": ",".join(post.layers) or None,
        "source_name": post.source_name,
        "content_hash": post.content_hash,
        "fetched_at": post.fetched_at,
        "checked_at": post.checked_at,
    }


def _source_rows(sources: Iterable[SourceState]) -> list[Row]:
    rows: dict[str, Row] = {}
    for one in sorted(sources, key=lambda s: (s.source_id, s.status, s.status_reason)):
        rows.setdefault(
            one.source_id,
            {
                "source_id": one.source_id,
                "source_name": one.source_name,
                "kind": one.kind,
                "url": one.url or None,
                "status": one.status or None,
                "status_reason": one.status_reason or None,
                "item_count": one.item_count,
                "checked_at": one.checked_at,
            },
        )
    return list(rows.values())
