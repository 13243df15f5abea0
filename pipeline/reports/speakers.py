"""Who gave a talk, where the words of its title do not say: the lines of its section, a label, running text.

Belongs here: finding the piece of a section that names the speaker. Does not belong here: reading names out of a piece
(`names`), parting a title from its speaker (`titles`), and tables of talks (`tables`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import kind_of
from pipeline.reports.names import MARKED, read_people
from pipeline.reports.prose import speaker_of_prose
from pipeline.reports.sections import Text

HEAD_LINES = 4  # how many lines under a heading may still name the speaker

BRACKETS = re.compile(r"[(（][^()（）]*(?:[(（][^()（）]*[)）][^()（）]*)*[)）]")


def speaker_of_section(text: Text, start: int, stop: int) -> tuple[tuple[str, ...], Line | None]:
    """Who gave the talk that blocks [start, stop) tell of: a line that only names people, a label, or prose."""
    seen = 0
    prose: list[Line] = []
    for at in range(start, stop):
        block = text.blocks[at]
        if block.kind in ("code", "footnote", "tweet", "rule"):
            continue
        if block.kind == "heading":
            if re.match(
                r"[\W\d_]*(?:登壇者|発表者|スピーカー|講演者|話者|speakers?|presenters?)", text.heading_text(at), re.I
            ):
                seen = 0
            continue
        if block.kind == "table":
            named = speaker_of_table(block.rows)
            if named:
                return named, block.rows[0][0].line
            continue
        for line in block.lines:
            content = line.text.strip()
            if not content or line.bare:
                continue
            seen += 1
            if seen > 14:
                return speaker_of_prose(prose)
            prose.append(line)
            labelled = LABELLED_LINE.match(content)
            if labelled:
                people = read_people(labelled[1] if labelled[1].strip() else content)
                if people.names and people.likeness >= 0.2:
                    return people.names, line
            if seen <= 2 and 90 < len(content) <= 300 and MARKED.search(content) and not content.endswith(("。", "！")):
                people = (
                    read_people(content[:200]) if len(content) <= 200 else read_people(BRACKETS.sub("", content)[:200])
                )
                if len(people.names) >= 2 and people.likeness >= 0.7:
                    return people.names, line
            if seen > HEAD_LINES or len(content) > 90 or block.kind == "quote":
                continue
            if (
                re.search(r"[:：]\s*\S", content)
                and not re.match(r"https?:", content.partition(":")[2].strip())
                and block.kind != "item"
            ) and not re.search(r"[(（/／]", content):
                continue
            body = re.sub(r"https?://\S+", "", content).strip()
            people = read_people(body)
            marked = bool(MARKED.search(body)) or any(kind_of(k.url) == "profile" for k in line.links)
            alone = block.kind == "paragraph" and all(other is line or other.bare for other in block.lines)
            if alone and not marked and seen <= 1 and len(body) <= 16 and " " not in body and people.likeness >= 0.35:
                return people.names, line  # one word by itself right under a title: a nickname or handle
            needed = (0.45 if seen <= 2 else 0.6) if marked else (0.56 if seen <= 1 and len(body) < 24 else 0.8)
            if (
                people.names
                and people.likeness >= (needed if block.kind != "item" or marked else 0.85)
                and not body.endswith(("。", "！", "!"))
            ):
                return people.names, line
            if people.names and people.likeness >= 0.85 and seen <= 2 and len(body) < 40:
                return people.names, line
    return speaker_of_prose(prose)


LABELLED_LINE = re.compile(
    r"^[\s・*-]*(?:発表者?|登壇者?|講演者?|話者|講師|スピーカー|スピーカ|担当|ゲスト|プレゼンター|presented by|presenters?|speakers?|panelists?|パネリスト|パネラー)(?:さん|の方|名)?\s*[:：｜|]\s*(.{1,120})$",
    re.I,
)


def speaker_of_table(rows: Sequence[Sequence[object]]) -> tuple[str, ...]:
    """A two-column table of facts under a heading: the row that names the speaker."""
    for row in rows:
        cells = [cell.line.text.strip() for cell in row]  # type: ignore[attr-defined]
        if len(cells) == 2 and re.fullmatch(
            r"(?:発表者?|登壇者?|講演者?|講師|スピーカー|speakers?|presenter)", cells[0], re.I
        ):
            return read_people(cells[1]).names
    return ()
