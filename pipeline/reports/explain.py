"""Why a report was read as it was: text for `talks read --explain`.

Belongs here: showing the evidence that a `Report` carries. Does not belong here: finding it (`understand`), and the
plain account of a report (`render`).
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.reports.report import Evidence, Report


def explain(report: Report) -> str:
    """For the post its kind and why; for each talk the lines it was read from and why; for each link its role and why."""
    lines = [f"{report.file}", f"  kind: {report.kind}"]
    lines += shown(report.kind_evidence, "    ")
    if report.event is not None:
        lines.append(f"  event: {report.event.title or '(no title)'}")
        lines += shown(report.event.evidence, "    ")
    for index, talk in enumerate(report.talks):
        lines.append(
            f"  talk {index}: {talk.title or '(no title)'} - {', '.join(talk.speakers) or '(nobody named)'} [{talk.kind}]"
        )
        lines += shown(talk.evidence, "    ")
        for link in report.links:
            if link.talk == index and link.role in ("material", "video"):
                lines.append(f"    line {link.line}: {link.role} {link.url} ({link.why})")
    for remark in report.remarks:
        about = f"talk {remark.talk}" if remark.talk is not None else "no talk"
        lines.append(
            f"  {remark.kind} by {remark.speaker} on {about}{f' via {remark.via}' if remark.via else ''}: {short(remark.text)}"
        )
        lines += shown(remark.evidence, "    ")
    others = [link for link in report.links if link.role not in ("material", "video") or link.talk is None]
    if others:
        lines.append("  links:")
        lines += [
            f"    line {link.line}: {link.role} {link.url}{f' ({link.why})' if link.why else ''}" for link in others
        ]
    lines += [f"  note: {note}" for note in report.notes]
    return "\n".join(lines)


def shown(evidence: Iterable[Evidence], indent: str) -> list[str]:
    """One line per piece of evidence: where, by which rule, how sure, the words."""
    made = []
    for each in evidence:
        where = (
            f"line {each.first_line}"
            if each.first_line == each.last_line
            else f"lines {each.first_line}-{each.last_line}"
        )
        under = f" under {' > '.join(each.heading_path)}" if each.heading_path else ""
        made.append(f"{indent}{where}{short(under, 80)}: {each.rule}, {each.confidence:.2f}: {short(each.words)}")
    return made


def short(text: str, limit: int = 90) -> str:
    """The text on one line, cut to `limit` characters."""
    line = " ".join(text.split()) if not text.startswith(" ") else " " + " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1] + "…"
