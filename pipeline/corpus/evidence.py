"""Rows of evidence: for each row that was understood of a text, where it was read, in which words, by which rule.

`entity_id` is the row's key; of a key of several columns, its values parted by a space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pipeline.corpus.events import Event
from pipeline.corpus.inputs import Post, Row
from pipeline.corpus.materials import Given
from pipeline.corpus.remarks import remark_id
from pipeline.corpus.sightings import Voices
from pipeline.corpus.talks import Talk
from pipeline.reports.report import Evidence


class EvidenceRows:
    """Collects rows and numbers them within their entity."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._numbers: Counter[tuple[str, str]] = Counter()
        self._seen: set[tuple[object, ...]] = set()

    def read(self, entity: str, entity_id: str, report_id: str | None, evidence: Iterable[Evidence]) -> None:
        """Evidence that `pipeline.reports` gives."""
        for one in evidence:
            path = " > ".join(one.heading_path) or None
            self.add(
                entity,
                entity_id,
                report_id,
                one.rule,
                heading_path=path,
                first_line=one.first_line,
                last_line=one.last_line,
                words=one.words,
                confidence=one.confidence,
            )

    def add(
        self,
        entity: str,
        entity_id: str,
        report_id: str | None,
        rule: str,
        *,
        heading_path: str | None = None,
        first_line: int | None = None,
        last_line: int | None = None,
        words: str | None = None,
        confidence: float | None = None,
    ) -> None:
        """One row; what was told already is not told twice."""
        same = (entity, entity_id, report_id, rule, first_line, last_line, words)
        if same in self._seen:
            return
        self._seen.add(same)
        self._numbers[entity, entity_id] += 1
        self.rows.append(
            {
                "evidence_id": f"{entity}/{entity_id}/{self._numbers[entity, entity_id]}",
                "entity": entity,
                "entity_id": entity_id,
                "report_id": report_id,
                "heading_path": heading_path,
                "first_line": first_line,
                "last_line": last_line,
                "words": words,
                "rule": rule,
                "confidence": confidence,
            }
        )


def evidence_rows(
    posts: Sequence[Post],
    events: Sequence[Event],
    talks: Sequence[Talk],
    given: Sequence[Given],
    voices: Voices,
) -> list[Row]:
    """Rows of the table evidence, by entity in the order of the flow."""
    rows = EvidenceRows()
    for post in posts:
        rows.read("reports", post.report_id, post.report_id, post.report.kind_evidence)
    for event in events:
        for post in event.posts:
            if post.report.event is not None:
                rows.read("events", event.event_id, post.report_id, post.report.event.evidence)
        if event.document is not None:
            rows.add("events", event.event_id, None, f"{event.document.site}-page", words=event.document.url)
    for talk in talks:
        _talk_evidence(talk, rows)
        for position, (_, speaker) in enumerate(voices.speakers[talk.talk_id], start=1):
            entity_id = f"{talk.talk_id} {position}"
            if speaker.rule:
                rows.add("talk_speakers", entity_id, speaker.report_id, speaker.rule, words=speaker.written)
            rows.read("talk_speakers", entity_id, speaker.report_id, speaker.evidence)
    for one in given:
        _material_evidence(one, rows)
    for post in posts:
        for index, remark in enumerate(post.report.remarks):
            if (post.report_id, index) in voices.remarks:
                rows.read("remarks", remark_id(post.report_id, index), post.report_id, remark.evidence)
    for account, join in voices.joins:
        rows.add(
            "accounts",
            account.account_id,
            join.report_id,
            join.rule,
            first_line=join.line,
            last_line=join.line,
            words=join.words or None,
        )
    return rows.rows


def _talk_evidence(talk: Talk, rows: EvidenceRows) -> None:
    """Every report that tells of the talk gives evidence, though its reader may have said nothing of where."""
    for mention in talk.mentions:
        report_id = mention.post.report_id
        if mention.told.evidence:
            rows.read("talks", talk.talk_id, report_id, mention.told.evidence)
        else:
            rows.add("talks", talk.talk_id, report_id, "report", words=mention.told.title)
    for shown in talk.shown:
        if not shown.role:
            words = " ".join(part for part in (shown.presentation.title, shown.presentation.url) if part)
            rows.add("talks", talk.talk_id, None, shown.rule, words=words)
    authority = talk.authority
    if authority is not None and talk.title == authority.title and talk.title != talk.title_as_reported:
        rows.add("talks", talk.talk_id, None, f"title-of-{authority.kind}", words=authority.url)


def _material_evidence(one: Given, rows: EvidenceRows) -> None:
    """Where the report links the material: by its links, else by what is told of the talk; or that the platform lists it."""
    entity_id = f"{one.talk.talk_id} {one.reference.material_id}"
    if one.part is not None:
        rows.add("talk_materials", entity_id, None, f"chapter-by-{one.part.found_by}", words=one.part.title)
    if one.post is None:
        rows.add("talk_materials", entity_id, None, one.rule, words=one.source_url)
        return
    report = one.post.report
    links = [link for link in report.links if link.url == one.source_url]
    links = [link for link in links if link.talk == (one.index if one.index >= 0 else None)] or links
    for link in links[:1]:
        rows.add(
            "talk_materials",
            entity_id,
            one.post.report_id,
            link.why or "link",
            first_line=link.line,
            last_line=link.line,
            words=link.text or link.url,
        )
    if not links:
        rows.add("talk_materials", entity_id, one.post.report_id, "report", words=one.source_url)
