"""A report in readable lines: what `talks read` prints without `--json`.

Belongs here: the wording. Does not belong here: the reasons (`explain`) and the JSON shape (`report.Report.to_label`).
"""

from __future__ import annotations

from pipeline.reports.explain import short
from pipeline.reports.report import Report

KINDS = {
    "report": "report of an event",
    "no-talk-report": "report of an event without talks",
    "not-a-report": "no report of an event",
}


def render(report: Report) -> str:
    """The report told in lines: event, talks with their speakers and links, recordings, next event, remarks."""
    lines = [f"{report.file}: {KINDS[report.kind]}"]
    event = report.event
    if event is not None:
        facts = [event.title or "(no title)", event.held_on.isoformat() if event.held_on else "", event.url or ""]
        lines.append("  " + "  ".join(fact for fact in facts if fact))
    for number, talk in enumerate(report.talks, 1):
        speakers = ", ".join(speaker.replace("|", " / ") for speaker in talk.speakers)
        lines.append(
            f"  {number:2}. {talk.title or '(no title)'}{f'  ({speakers})' if speakers else ''}  [{talk.kind}]"
        )
        lines += [f"      {url}" for url in talk.materials]
        lines += [f"      video {url}" for url in talk.videos]
    lines += [f"  recording {url}" for url in report.recordings]
    if report.next_event is not None:
        day = report.next_event.held_on.isoformat() if report.next_event.held_on else ""
        lines.append("  next event " + " ".join(part for part in (day, report.next_event.url or "") if part))
    if report.remarks:
        lines.append(f"  {len(report.remarks)} remarks")
        lines += [f"    {remark.speaker.partition('|')[0]}: {short(remark.text, 70)}" for remark in report.remarks[:5]]
    lines += [f"  note: {note}" for note in report.notes]
    return "\n".join(lines)
