"""A line parted: what it says of a talk, and the plainest parting, by the line's own markup.

Belongs here: the shape of a parted line, and lines whose links or bold words say where the title ends. Does not belong here:
the forms that are written in marks and words (`splitting`).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import kind_of
from pipeline.reports.likeness import PARTICLE
from pipeline.reports.name_only import is_full_name
from pipeline.reports.names import People, is_marked
from pipeline.reports.titles import written_as_said

Reader = Callable[[str], People]
BESIDE = " \t\u3000:：/／|｜・,、-–—―─~〜()（）[]【】*"


class Split(NamedTuple):
    """What a line says of a talk. `form` names the way it is written; `likeness` is how sure its speakers are people."""

    title: str
    speakers: tuple[str, ...] = ()
    form: str = "plain"
    likeness: float = 0.0
    label: str = ""  # "LT", "基調講演", ...
    has_time: bool = False
    has_number: bool = False
    quoted: bool = False


def by_markup(text: str, line: Line, forms: frozenset[str], reader: Reader) -> Split | None:
    """ "[title](address) speaker", "**title**, speaker": the markup says where the title ends, people stand beside it."""
    led = led_by_person(text, line, reader) or (led_alike(text, line, reader) if "led" in forms else None)
    if led is not None:
        return led
    spans = [
        link.text.strip()
        for link in line.links
        if link.form == "link" and kind_of(link.url) != "profile" and len(link.text.strip()) >= 4
    ]
    spans += [line.text[start:stop].strip() for start, stop in (*line.strong, *line.italic)]
    for title in sorted(spans, key=len, reverse=True)[:3]:
        at = text.find(title)
        if at < 0 or len(title) < 5 or len(title) >= len(text) - 1:
            continue
        if not text[:at].strip(BESIDE) and (told := told_behind(title, text[at + len(title) :], reader)):
            return told
        before, after = text[:at].strip(BESIDE), text[at + len(title) :].strip(BESIDE)
        if (before and after) or len(before + after) > 60 or re.match(r"[「『]", text[at - 1 : at]):
            continue
        beside = re.sub(r"^by\s+|による$", "", before or after, flags=re.I)
        people = reader(beside)
        mine = reader(title)
        if not people.names or mine.likeness >= people.likeness or (PARTICLE.search(beside) and not is_marked(beside)):
            continue
        needed = 0.4 if is_marked(beside) else (0.35 if "markup" in forms else 0.55)
        if people.likeness >= needed:
            return Split(title, people.names, "markup", max(people.likeness, 0.6))
    first = line.links[0] if line.links else None
    if first is not None and first.form == "link" and kind_of(first.url) == "session" and text.startswith(first.text):
        # "[Title](its page) Loved it": what follows is no part of the title
        behind = text[len(first.text) :]
        if " " in first.text and first.text.isascii() and REMARK.match(behind):
            return Split(first.text, (), "plain", 0.0)
    return None


def led_by_person(text: str, line: Line, reader: Reader) -> Split | None:
    """ "**Jane Doe**: title - what is told of it": the name is set bold, and what stands behind it begins with the title."""
    if not line.strong or line.strong[0][0] > 2 or not text.startswith(line.text[slice(*line.strong[0])].strip()):
        return None
    name = line.text[slice(*line.strong[0])].strip(" :：")
    behind = LED.match(text[text.find(name) + len(name) :]) if all(map(is_full_name, AND.split(name))) else None
    if behind is None:
        return None
    dashed = TO_THE_DASH.match(behind[1])
    found = dashed or TO_THE_STOP.match(behind[1])
    title = found[1].strip().rstrip(".:") if found else behind[1].strip()
    words_ = title.split()
    if (
        not 4 <= len(title) <= 120
        or (written_as_said(words_) and not dashed)
        or not (title[:1].isupper() or title[:1] in "“\"'*(")
    ):
        return None  # what they said or did
    people = reader(name)
    return Split(title, people.names, "markup", max(people.likeness, 0.6))


def led_alike(text: str, line: Line, reader: Reader) -> Split | None:
    """ "**○○** title" among siblings that begin so: the name is set bold, and the rest is the title."""
    name = line.text[slice(*line.strong[0])].strip() if line.strong and line.strong[0][0] <= 2 else ""
    people = reader(name) if name and text.startswith(name) else People((), 0.0)
    title = text[len(name) :].lstrip(BESIDE).rstrip(" \t\u3000:：-–—")
    return Split(title, people.names, "markup", max(people.likeness, 0.5)) if people.names and title else None


AND = re.compile(r",? and |, | & ")
LED = re.compile(r"\s?(?:\([^()]{2,60}\)\s?)?[:：–—-]\s+(\S.{3,})$")
# the title ends at a dash or a full stop with a sentence behind it
TO_THE_DASH = re.compile(r"(.{4,120}?)\s[-–—]\s(?:\S+\s+){2,}\S*[.!?]$")
TO_THE_STOP = re.compile(r"([^.!?:]{4,120}(?:\.|[!?]|(?=:)))[: ]\s*(?:\S+\s+){2,}\S*[.!?]$")
REMARK = re.compile(r"(?:\s*[-–—:]\s|\s)\s*[A-Z][\w’']*(?:[ ,.!?].*)?$")
# who stands right behind a title that markup sets apart, and what is then told of it:
# "**Title** ([Jane Doe](address)) - it was", "*Title* by Jane Doe: how she", "**Title**, Jane Doe. Loved it"
BEHIND = re.compile(
    r"[”\"]?\s*(?:[(（](?P<bracket>[^()（）]{2,60})[)）]"
    r"|(?:[,:–—-]\s*)?(?:(?:presented|given|delivered) )?(?:by|from|with)\s+(?P<by>(?:[^,.:;–—()]|(?<=\b[A-Z])\.){3,50}?)(?:\s*\([^()]{2,40}\))?"
    r"|[,–—-]\s+(?P<beside>(?:[^,.:;–—()]|(?<=\b[A-Z])\.){3,40}?)(?:\s*\([^()]{2,40}\))?)"
    r"(?:\s*(?:[-–—:：,;!]|(?<!\b[A-Z])\.)\s+\S.*)$"
)


def told_behind(title: str, behind: str, reader: Reader) -> Split | None:
    """The parting of a line whose title is followed by its speaker and by words on the talk; `behind` follows the title."""
    found = BEHIND.match(behind)
    if found is None:
        return None
    people = reader(found["bracket"] or found["by"] or found["beside"])
    if not people.names or people.likeness < 0.6 or reader(title).likeness > people.likeness:
        return None
    return Split(title, people.names, "markup", people.likeness)
