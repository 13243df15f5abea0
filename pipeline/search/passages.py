"""Rows of the corpus to passages: what is searched, whose it is, and the link that lands on it.

Each talk has a passage of kind `talk` (its title, its speakers, its event and what its materials are called), so that it is
found even where nothing of it could be read; then come its slides, the sections of its articles, the chapters of its
recording, what reports tell of it (`summary`) and what people said (`remark`). Sections of a report that stand under no
talk are passages of the event (`report`). A post that is no report is no passage, unless it is a talk's own article, in
which case its sections come as the material's pages. Long texts are cut by `cutting`.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.corpus.inputs import Normalised, Post, Row
from pipeline.search.cutting import cut
from pipeline.search.words import Words
from pipeline.web.urls import deep_link

# the materials that a talk's own passage links to, the best first
ROLES = ("slides", "article", "recording", "event_recording", "page", "code")
# a page of a material that more talks than this share belongs to none of them, but to the event
MANY_TALKS = 3
MOMENT = 30  # seconds
DEAD = frozenset({"gone", "private"})


def make_passages(normalised: Normalised, posts: Sequence[Post], words: Words | None = None) -> list[Row]:
    """The rows of the table `passages`, numbered from 1 in the order of the talks. Pure: same input, same rows.

    Their texts are added to `words`, so that index and embedding need not cut them again.
    """
    corpus = _Corpus.of(normalised.rows)
    rows: list[Row] = []
    for talk in corpus.talks.values():
        rows.extend(_of_talk(talk, corpus))
    for material_id in corpus.uses:
        rows.extend(_of_material(material_id, corpus))
    for post in posts:
        rows.extend(_of_post(post, normalised.talk_ids.get(post.report_id, ()), corpus))
    for remark in corpus.rows("remarks"):
        rows.extend(_of_remark(remark, corpus))
    order = {talk_id: n for n, talk_id in enumerate(corpus.talks)}
    rows.sort(key=lambda row: order.get(row["talk_id"], len(order)))
    words = Words() if words is None else words
    words.add(str(row[name]) for row in rows for name in ("title", "heading", "text") if row[name])
    _, counts = words.terms_of([row["text"] for row in rows])
    for number, (row, count) in enumerate(zip(rows, counts.tolist(), strict=True), 1):
        row["passage_id"], row["token_count"] = number, count
    return rows


def embedded_fields(row: Mapping[str, Any]) -> list[str]:
    """What of a passage is embedded: its title, its heading and its text, each said once."""
    lines = [str(row[name]) for name in ("title", "heading", "text") if row.get(name)]
    return [*(line for line in dict.fromkeys(lines[:-1]) if not lines[-1].startswith(line)), *lines[-1:]]


def embedded_text(row: Mapping[str, Any]) -> str:
    """`embedded_fields` as one text."""
    return "\n".join(embedded_fields(row))


@dataclass(frozen=True)
class _Corpus:
    """The rows, looked up by their keys."""

    tables: Mapping[str, list[Row]]
    talks: Mapping[str, Row]
    events: Mapping[str, Row]
    reports: Mapping[str, Row]
    materials: Mapping[str, Row]
    uses: Mapping[str, list[Row]] = field(default_factory=dict)  # material_id -> rows of talk_materials
    used_by: Mapping[str, list[Row]] = field(default_factory=dict)  # talk_id -> rows of talk_materials
    pages: Mapping[str, list[Row]] = field(default_factory=dict)
    speakers: Mapping[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: Mapping[str, list[Row]]) -> _Corpus:
        def by(table: str, key: str) -> dict[str, Row]:
            return {row[key]: row for row in tables.get(table, [])}

        def grouped(table: str, key: str) -> dict[str, list[Row]]:
            groups: dict[str, list[Row]] = defaultdict(list)
            for row in tables.get(table, []):
                groups[row[key]].append(row)
            return groups

        people = by("people", "person_id")
        speakers: dict[str, list[str]] = {}
        for talk_id, rows in grouped("talk_speakers", "talk_id").items():
            names = []
            for row in sorted(rows, key=lambda r: r["position"]):
                person = people.get(row["person_id"])
                names += [row["name_as_written"], *([person["name"]] if person else [])]
            speakers[talk_id] = list(dict.fromkeys(name for name in names if name))
        return cls(
            tables,
            by("talks", "talk_id"),
            by("events", "event_id"),
            by("reports", "report_id"),
            by("materials", "material_id"),
            grouped("talk_materials", "material_id"),
            grouped("talk_materials", "talk_id"),
            grouped("material_pages", "material_id"),
            speakers,
        )

    def rows(self, table: str) -> list[Row]:
        return self.tables.get(table, [])

    def talk_title(self, talk: Row) -> str:
        """The talk's title; where it has none, its speakers', else its event's name."""
        if title := talk.get("title") or talk.get("title_as_reported"):
            return str(title)
        return ", ".join(self.speakers.get(talk["talk_id"], [])[:2]) or self.event_title(talk.get("event_id"))

    def event_title(self, event_id: str | None) -> str:
        return str((self.events.get(event_id or "") or {}).get("title") or "")

    def reports_of(self, event_id: str | None) -> list[Row]:
        return [row for row in self.reports.values() if event_id and row.get("event_id") == event_id]


def _row(kind: str, text: str, **columns: Any) -> Row:
    """A passage without its number. `columns` as in the schema; what is not given is NULL."""
    row: Row = dict.fromkeys(
        ("passage_id", "kind", "talk_id", "event_id", "report_id", "material_id", "remark_id", "page_number", "title")
    )
    row |= dict.fromkeys(("heading", "text", "language", "deep_link", "text_hash", "token_count"))
    row |= {name: value or None for name, value in columns.items()}
    if row["heading"] and row["heading"] == row["title"]:
        row["heading"] = None
    row["kind"], row["text"] = kind, text
    row["text_hash"] = hashlib.sha256(embedded_text(row).encode("utf-8", "replace")).hexdigest()
    return row


def _of_talk(talk: Row, corpus: _Corpus) -> Iterator[Row]:
    """The talk's own passage, and what its materials say of themselves."""
    title = corpus.talk_title(talk)
    uses = sorted(
        corpus.used_by.get(talk["talk_id"], []), key=lambda u: ROLES.index(u["role"]) if u["role"] in ROLES else 9
    )
    own = [u for u in uses if u["role"] != "event_recording"]
    names = [str((corpus.materials.get(u["material_id"]) or {}).get("title") or "") for u in own]
    written = str(talk.get("title_as_reported") or "")
    event = corpus.event_title(talk.get("event_id"))
    lines = [title, written, " / ".join(corpus.speakers.get(talk["talk_id"], [])), event, *names]
    living = [u for u in uses if (corpus.materials.get(u["material_id"]) or {}).get("status") not in DEAD]
    reports = [row for row in corpus.reports_of(talk.get("event_id")) if row.get("url")]
    link = (
        living[0]["deep_link"]
        if living
        else (reports[0]["url"] if reports else (uses[0]["deep_link"] if uses else None))
    )
    common = {
        "talk_id": talk["talk_id"],
        "event_id": talk.get("event_id"),
        "title": title,
        "language": talk.get("language"),
    }
    yield _row(
        "talk", "\n".join(dict.fromkeys(line for line in lines if line)) or talk["talk_id"], deep_link=link, **common
    )
    for use in own:
        material = corpus.materials.get(use["material_id"]) or {}
        for piece in cut(str(material.get("summary") or "")):
            yield _row(
                "summary",
                piece,
                heading=material.get("title"),
                material_id=use["material_id"],
                deep_link=use["deep_link"],
                **common | {"language": material.get("language") or talk.get("language")},
            )


def _of_material(material_id: str, corpus: _Corpus) -> Iterator[Row]:
    """The pages of a material, under the talk or talks whose they are."""
    material = corpus.materials.get(material_id) or {}
    for page in corpus.pages.get(material_id, []):
        text = str(page.get("text") or "").strip() or str(page.get("heading") or "").strip()
        pieces = cut(text)
        for talk_id, event_id in _owners(page, material_id, corpus):
            talk = corpus.talks.get(talk_id or "")
            for piece in pieces:
                yield _row(
                    str(page["kind"]),
                    piece,
                    talk_id=talk_id,
                    event_id=event_id,
                    material_id=material_id,
                    page_number=page["page_number"],
                    title=corpus.talk_title(talk) if talk else material.get("title") or corpus.event_title(event_id),
                    heading=page.get("heading") if piece != page.get("heading") else None,
                    language=material.get("language") or (talk or {}).get("language"),
                    deep_link=page["deep_link"],
                )


def _owners(page: Row, material_id: str, corpus: _Corpus) -> list[tuple[str | None, str | None]]:
    """(talk_id, event_id) of whoever a page belongs to.

    In a recording or deck that several talks share, each talk has what comes after its start, up to its end where that
    is known. Where no start is known, a
    deck or article belongs to each of its few talks (one talk given twice), and a recording to the event alone.
    """
    uses = [use for use in corpus.uses.get(material_id, []) if use["talk_id"] in corpus.talks]
    begins = [(use, begin) for use in uses if (begin := _start(use)) is not None]
    # where a link lands in the whole event's recording is where no single talk begins
    shared = Counter(begin for use, begin in begins if use["role"] == "event_recording")
    started = [(use, begin) for use, begin in begins if use["role"] != "event_recording" or shared[begin] == 1]
    seconds, until = page.get("start_seconds"), page.get("end_seconds")
    at = int(page["page_number"] if seconds is None else seconds)
    if seconds is not None:  # a link made by hand begins a moment after the chapter
        at += MOMENT if until is None else min(MOMENT, max(0, int(until) - at) // 2)
    whole_event = any(use["role"] == "event_recording" for use in uses)
    is_cut = any(use.get("end_seconds") for use in uses)
    if started and (len(uses) > 1 or whole_event or is_cut):
        before = [(begin, use["talk_id"]) for use, begin in started if begin <= at < (use.get("end_seconds") or at + 1)]
        chosen = [max(before, key=lambda pair: pair[0])[1]] if before else []
    elif whole_event or len(uses) > MANY_TALKS:
        chosen = []
    else:
        chosen = [use["talk_id"] for use in uses]
    if chosen:
        return [(talk_id, corpus.talks[talk_id].get("event_id")) for talk_id in chosen]
    events = {corpus.talks[use["talk_id"]].get("event_id") for use in uses}
    return [(None, events.pop())] if len(events) == 1 else [(None, None)]


def _start(use: Row) -> int | None:
    """Where in the material the talk begins: a second or a slide."""
    begin = use.get("start_seconds") if use.get("start_seconds") is not None else use.get("start_slide")
    return None if begin is None else int(begin)


def _of_post(post: Post, talk_ids: Sequence[str], corpus: _Corpus) -> Iterator[Row]:
    """What a report tells of its talks, and of its event."""
    report = post.report
    if report.kind == "not-a-report":
        return
    stored = corpus.reports.get(post.report_id) or {}
    url = str(stored.get("url") or report.url)
    event_id = stored.get("event_id")
    told: set[str] = set()
    for section in report.sections:
        talk_id = talk_ids[section.talk] if section.talk is not None and section.talk < len(talk_ids) else None
        talk = corpus.talks.get(talk_id or "")
        told.update([talk["talk_id"]] if talk else [])
        for piece in cut(section.text):
            yield _row(
                "summary" if talk else "report",
                piece,
                talk_id=talk["talk_id"] if talk else None,
                event_id=talk.get("event_id") if talk else event_id,
                report_id=post.report_id,
                title=corpus.talk_title(talk) if talk else report.title or corpus.event_title(event_id),
                heading=section.heading_path[-1] if section.heading_path else None,
                language=report.language,
                deep_link=deep_link(url, anchor=section.anchor) if url else None,
            )
    for number, read in enumerate(report.talks):
        talk = corpus.talks.get(talk_ids[number]) if number < len(talk_ids) else None
        if talk and read.summary and talk["talk_id"] not in told:
            for piece in cut(read.summary):
                yield _row(
                    "summary",
                    piece,
                    talk_id=talk["talk_id"],
                    event_id=talk.get("event_id"),
                    report_id=post.report_id,
                    title=corpus.talk_title(talk),
                    language=report.language,
                    deep_link=url,
                )


def _of_remark(remark: Row, corpus: _Corpus) -> Iterator[Row]:
    report = corpus.reports.get(remark["report_id"]) or {}
    talk = corpus.talks.get(remark.get("talk_id") or "")
    event_id = remark.get("event_id") or (talk or {}).get("event_id") or report.get("event_id")
    for piece in cut(str(remark.get("text") or "")):
        yield _row(
            "remark",
            piece,
            talk_id=remark.get("talk_id"),
            event_id=event_id,
            report_id=remark["report_id"],
            remark_id=remark["remark_id"],
            title=corpus.talk_title(talk) if talk else report.get("title") or corpus.event_title(event_id),
            heading=remark.get("name_as_written"),
            language=report.get("language"),
            deep_link=remark.get("deep_link") or report.get("url"),
        )
