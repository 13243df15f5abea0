"""A post to a `Report`: the steps in order, each in a module of its own.

outline -> candidates (measured) -> judged -> accepted -> links placed and given roles -> joined -> event, remarks,
images, sections. Belongs here: the order of the steps and the record they fill. Pure: no clock, no network, no file
but the models beside this module.
"""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice

from pipeline.reports import words
from pipeline.reports.drafts import Draft, drafts_of, kind_of_talk
from pipeline.reports.elsewhere import lend_speakers
from pipeline.reports.event import choose_event
from pipeline.reports.hosts import key_of
from pipeline.reports.joining import join_drafts
from pipeline.reports.kind import decide_kind, kind_features, post_features, surely_no_report
from pipeline.reports.lone import lone_decks
from pipeline.reports.next_event import choose_next
from pipeline.reports.own import lend_author
from pipeline.reports.placed import Placed, place_links
from pipeline.reports.remarks import find_remarks, number_remarks
from pipeline.reports.report import (
    Evidence,
    NextEvent,
    ReadEvent,
    ReadImage,
    ReadLink,
    ReadRemark,
    ReadSection,
    ReadTalk,
    Report,
    ReportKind,
    Source,
)
from pipeline.reports.roles import assign
from pipeline.reports.sections import Text, lines_in_order
from pipeline.reports.talks import accept, gather, weigh
from pipeline.reports.texts import text_of
from pipeline.reports.tweeted import tweeted_talks
from pipeline.web.urls.anchors import anchor_rule


@dataclass
class Reading:
    """Everything that was worked out of a post; `understand` makes the Report of it, `explain` shows the rest."""

    text: Text
    post: dict[str, float]
    drafts: list[Draft]
    placed: list[Placed]
    recordings: list[str]
    event: ReadEvent
    event_key: str | None
    next_event: NextEvent | None


def read(text: Text) -> Reading:
    """Everything that can be worked out of a post."""
    post = post_features(text)
    event, event_key = choose_event(text)
    following = choose_next(text, event_key, event)
    is_hopeless = surely_no_report(post, event.url is not None, event.held_on is not None, days_since(text, event))
    candidates = [] if is_hopeless else gather(text)
    weigh(text, candidates, post)
    accepted = accept(text, candidates)
    drafts = drafts_of(text, accepted)
    placed = place_links(text, drafts)
    next_key = key_of(following.url) if following and following.url else None
    recordings = assign(text, drafts, placed, event_key, next_key)
    drafts += lone_decks(text, drafts, placed, {c.block: c for c in candidates if c.kind == "heading"})
    drafts += tweeted_talks(text, drafts)
    drafts.sort(key=lambda draft: draft.order)
    joined = join_drafts(drafts)
    joined = [d for d in joined if d.title or d.speakers or d.materials or d.videos]
    lend_speakers(text, joined)
    lend_author(text, joined)
    return Reading(text, post, joined, placed, recordings, event, event_key, following)


def kind_of_post(reading: Reading) -> tuple[ReportKind, float, tuple[str, ...]]:
    """Whether the post is a report, with the score and the measurements that decided."""
    event = reading.event
    features = kind_features(
        reading.post,
        reading.drafts,
        event.url is not None,
        event.held_on is not None,
        len(reading.recordings),
        days_since(reading.text, event),
    )
    return decide_kind(features)


def days_since(text: Text, event: ReadEvent) -> int | None:
    """From the event to the post; None where either day is not known, or where the event is told of as past on a page that is
    older than it, which was announced there first."""
    posted = text.source.published_at
    days = (posted.date() - event.held_on).days if posted and event.held_on else None
    return None if days is not None and days < 0 and told_as_past(text, event) else days


def told_as_past(text: Text, event: ReadEvent) -> bool:
    """Whether the line that gives the event's day, or the first lines, say that it took place."""
    said = [each.words for each in event.evidence if each.rule.startswith("event day")]
    head = islice((line.text for _, line in lines_in_order(text)), HEAD_LINES)
    return any(HELD.search(words_) for words_ in (*said, *head))


HEAD_LINES = 4
HELD = re.compile(r"\b(?:took place|was held|were held|we met)\b|(?:開催され|行われ|行い|開催し)ました", re.I)


def understand(source: Source) -> Report:
    """What the post says, and nothing that it does not say. Never raises for any text."""
    with without_collecting():
        return understood(source)


def understood(source: Source) -> Report:
    """`understand` as a call of its own: what it made is let go before the search for cycles is on again."""
    text, notes = text_of(source)
    reading = read(text)
    kind, confidence, reasons = kind_of_post(reading)
    return report_of(text.source, reading, kind, confidence, reasons, notes)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leaves Python's search for cycles off: a post makes many small objects that live until it is read, which the search
    would go through again and again (a twentieth of the time and more, with much else in memory)."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def report_of(
    source: Source,
    reading: Reading,
    kind: ReportKind,
    confidence: float,
    reasons: tuple[str, ...],
    notes: tuple[str, ...],
) -> Report:
    """The record of a reading; what a post that is no report has is left out."""
    text = reading.text
    drafts = reading.drafts if kind == "report" else []
    is_report = kind != "not-a-report"
    number = {id(draft): index for index, draft in enumerate(drafts)}
    home: dict[int, int] = {}
    for draft in drafts:
        for candidate in draft.candidates:
            home[id(candidate)] = number[id(draft)]
    covered = cover(text, drafts)
    talk_headings = {c.block for d in drafts for c in d.candidates if c.kind == "heading"}
    talk_headings |= {c.block + 1 for d in drafts for c in d.candidates if c.split.form == "below"}
    remarks: tuple[ReadRemark, ...] = ()
    if is_report:
        told = [(draft.title, draft.speakers) for draft in drafts]
        found = find_remarks(text, talk_headings, author_names(source), covered, told)
        remarks = tuple(number_remarks(text, found, covered, {i: i for i in range(len(drafts))}))
    talks = tuple(talk_of(text, draft) for draft in drafts)
    shown = " ".join(text.title.split())[:200]
    return Report(
        file=source.name,
        kind=kind,
        language=text.language,
        title=text.title,
        url=source.url,
        author=source.author,
        published_at=source.published_at,
        updated_at=source.updated_at,
        event=reading.event if is_report else None,
        talks=talks,
        recordings=tuple(reading.recordings) if is_report else (),
        next_event=reading.next_event if is_report else None,
        remarks=remarks,
        images=tuple(images_of(text, covered)),
        links=tuple(links_of(reading.placed, home)),
        sections=tuple(sections_of(text, covered)),
        notes=notes,
        kind_evidence=(Evidence(1, 1, shown, f"post judged {kind} ({', '.join(reasons)})", round(confidence, 3)),),
    )


def author_names(source: Source) -> set[str]:
    """Handles by which the post's author may appear in tweets, lower case."""
    names = {part.lower() for part in re.findall(r"[A-Za-z0-9_]{3,}", source.author)}
    found = re.match(r"https?://(?:qiita\.com|zenn\.dev|note\.com)/([\w-]+)/", source.url)
    if found:
        names.add(found[1].lower())
    return names


def cover(text: Text, drafts: list[Draft]) -> list[int | None]:
    """For each block the index of the talk in whose section it stands."""
    covered: list[int | None] = [None] * len(text.blocks)
    spans = [
        (c.start, c.stop, index)
        for index, d in enumerate(drafts)
        for c in d.candidates
        if c.kind in ("heading", "item")
    ]
    for start, stop, index in sorted(spans, key=lambda span: (span[0], -span[1])):
        for at in range(start, min(stop, len(covered))):
            covered[at] = index
    return covered


def talk_of(text: Text, draft: Draft) -> ReadTalk:
    """The record of one talk."""
    return ReadTalk(
        title=draft.title or None,
        speakers=tuple(draft.speakers),
        kind=kind_of_talk(text, draft),
        materials=tuple(draft.materials),
        videos=tuple(draft.videos),
        evidence=tuple(draft.evidence),
        summary=summary_of(text, draft),
    )


def summary_of(text: Text, draft: Draft) -> str:
    """What the report tells of the talk: the words of its section up to the first heading inside it."""
    parts: list[str] = []
    for candidate in draft.candidates:
        if candidate.kind == "heading":
            stop = text.own_end[candidate.block]
        elif candidate.kind == "item":
            stop = candidate.stop
        else:
            continue
        for at in range(candidate.block + (candidate.kind == "heading"), stop):
            block = text.blocks[at]
            if block.kind in ("code", "tweet", "footnote", "rule"):
                continue
            words_ = "\n".join(line.text.strip() for line in block.lines if line.text.strip() and not line.bare)
            if words_:
                parts.append(words_)
    return "\n\n".join(parts)[:8000]


def images_of(text: Text, covered: list[int | None]) -> list[ReadImage]:
    return [
        ReadImage(image.url, image.alt, covered[at], image.line)
        for at, block in enumerate(text.blocks)
        for image in block.images()
    ]


def links_of(placed: list[Placed], home: dict[int, int]) -> list[ReadLink]:
    """Every link with its role and why; the talk where it stands under one."""
    return [
        ReadLink(
            each.link.url,
            each.link.text or each.link.title,
            each.role,
            home.get(id(each.candidate)) if each.candidate is not None else None,
            each.link.line,
            each.why,
        )
        for each in placed
    ]


def sections_of(text: Text, covered: list[int | None]) -> list[ReadSection]:
    """The post cut at its headings; the words before the first heading are a section of their own."""
    made: list[ReadSection] = []
    anchors = anchors_of(text)
    starts = [-1] + [at for at, block in enumerate(text.blocks) if block.kind == "heading"]
    for position, start in enumerate(starts):
        stop = starts[position + 1] if position + 1 < len(starts) else len(text.blocks)
        parts = []
        for block in text.blocks[start + 1 : stop]:
            if block.kind in ("rule", "footnote"):
                continue
            plain = block.plain().strip()
            if plain:
                parts.append(plain)
        if start < 0 and not parts:
            continue
        block = text.blocks[max(start, 0)]
        made.append(
            ReadSection(
                text.heading_path(start) if start >= 0 else (),
                anchors.get(start, ""),
                "\n\n".join(parts),
                covered[start] if start >= 0 else None,
                block.first_line,
            )
        )
    return made


def anchors_of(text: Text) -> dict[int, str]:
    """The fragment of each heading: the page's own, or for Markdown the one that its site is known to give."""
    source = text.source
    headings = [(at, block) for at, block in enumerate(text.blocks) if block.kind == "heading" and block.level <= 6]
    rule = anchor_rule(source.url) if source.text_format == "markdown" else None
    if rule is None:
        return {at: block.anchor for at, block in headings}
    seen: Counter[str] = Counter()
    return {at: rule(text.heading_text(at), seen) for at, _ in headings}


__all__ = ["Reading", "kind_of_post", "read", "text_of", "understand", "words"]
