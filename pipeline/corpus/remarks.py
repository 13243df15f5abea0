"""Rows of what stands in a report beside its talks: remarks, images, links.

Here: numbering, the talk each belongs to, the deep link into the report. Not here: who said it (`sightings`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.corpus.inputs import Post, Row
from pipeline.reports.report import ReadRemark, Report
from pipeline.web.urls import canonical, deep_link

TalkIds = Mapping[str, tuple[str, ...]]


def remark_id(report_id: str, index: int) -> str:
    """Identity of the remark at `index` (from 0) of the report."""
    return f"{report_id}/remark-{index + 1}"


def remark_rows(
    posts: Sequence[Post],
    talk_ids: TalkIds,
    event_ids: Mapping[str, str],
    people: Mapping[tuple[str, int], str],
) -> list[Row]:
    """Rows of remarks, in the order of posts; `people` says who spoke, by report_id and index."""
    return [
        {
            "remark_id": remark_id(post.report_id, index),
            "report_id": post.report_id,
            "event_id": event_ids.get(post.report_id),
            "talk_id": _talk(post, remark.talk, talk_ids),
            "person_id": people[post.report_id, index],
            "name_as_written": remark.speaker,
            "kind": remark.kind,
            "text": remark.text,
            "via": remark.via or None,
            "position": index + 1,
            "deep_link": _deep_link(post.report, remark),
        }
        for post in posts
        for index, remark in enumerate(post.report.remarks)
        if (post.report_id, index) in people
    ]


def image_rows(posts: Sequence[Post], talk_ids: TalkIds) -> list[Row]:
    """Rows of images."""
    return [
        {
            "image_id": f"{post.report_id}/image-{number}",
            "report_id": post.report_id,
            "talk_id": _talk(post, image.talk, talk_ids),
            "image_url": image.url,
            "alt": image.alt or None,
            "position": number,
        }
        for post in posts
        for number, image in enumerate(post.report.images, start=1)
    ]


def link_rows(posts: Sequence[Post], talk_ids: TalkIds) -> list[Row]:
    """Rows of links."""
    return [
        {
            "link_id": f"{post.report_id}/link-{number}",
            "report_id": post.report_id,
            "talk_id": _talk(post, link.talk, talk_ids),
            "url": canonical(link.url),
            "link_text": link.text or None,
            "role": link.role,
            "position": number,
        }
        for post in posts
        for number, link in enumerate(post.report.links, start=1)
    ]


def _talk(post: Post, index: int | None, talk_ids: TalkIds) -> str | None:
    """The talk at `index` of the report; None where a correction dropped it."""
    its = talk_ids.get(post.report_id, ())
    return (its[index] or None) if index is not None and 0 <= index < len(its) else None


def _deep_link(report: Report, remark: ReadRemark) -> str | None:
    """The report, at the heading under which the remark stands; None where the report has no address."""
    if not report.url:
        return None
    path = remark.evidence[0].heading_path if remark.evidence else ()
    for depth in range(len(path), 0, -1):
        for section in report.sections:
            if section.heading_path == path[:depth] and section.anchor:
                return deep_link(report.url, anchor=section.anchor)
    return report.url
