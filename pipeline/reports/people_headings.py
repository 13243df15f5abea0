"""Headings that name who spoke and nothing of what: "Jane Doe" over "Jane talked about …", "LT by @jdoe".

Belongs here: which of these are talks. Does not belong here: headings with a title (`siblings`), finding the speaker of a
section (`speakers`), what a name is (`names`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports import words
from pipeline.reports.candidates import Candidate
from pipeline.reports.name_only import is_full_name
from pipeline.reports.names import MARKED
from pipeline.reports.sections import Text
from pipeline.reports.siblings import added, first_sentence


def people_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sibling headings that are people, first and last name, each over a sentence that begins with one of the two and says
    that they spoke: each gave a talk that has no title."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and is_full_name(c.line.text.strip()) and begins_with(first_sentence(text, c), c):
            groups.setdefault(c.group, []).append(c)
    return added(chosen, [c for members in groups.values() if len(members) >= 2 for c in members])


def labelled_people(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Sibling headings that say which kind of talk and who gave it ("LT by @jdoe") are talks, where two are or one of their
    siblings is."""
    picked = {c.group for c in chosen}
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "heading" and is_labelled(c.line.text.strip()) and c.split.form in ("name", "by"):
            groups.setdefault(c.group, []).append(c)
    return added(
        chosen, [c for group, members in groups.items() if len(members) >= 2 or group in picked for c in members]
    )


def is_labelled(heading: str) -> bool:
    """Whether a heading is the kind of a talk, or its number, and a person: "LT by @jdoe", "Talk #1 — Jane Doe"."""
    found = NUMBERED.match(heading)
    return bool(LABELLED_PERSON.match(heading)) or (found is not None and is_full_name(heading[found.end() :].strip()))


NUMBERED = re.compile(rf"(?:{words.TALK_LABEL.pattern}) ?#?\d{{1,2}}\s*(?:by|[:：/／—–-])\s*", re.I)
LABELLED_PERSON = re.compile(
    rf"(?:{words.TALK_LABEL.pattern})\s?\d{{0,2}}\s*(?:by|[:：/／-])\s*(?={MARKED.pattern}|\S{{1,20}}\s?(?:さん|氏))",
    re.I,
)
SPOKE = re.compile(
    r"(?:\s[^.,]{0,30}?)?\s(?:talk(?:ed|s)|spoke|speaks|show(?:ed|s)|present(?:ed|s)|explain(?:ed|s)|gave|gives|kicked|discuss(?:ed|es)|demo(?:ed|nstrated)|introduc(?:ed|es)|walked|told|took|opened|closed|shared|started|began)\b"
)


def begins_with(sentence: str, heading: Candidate) -> bool:
    """Whether a sentence begins with the first or last name that a heading is, or with a pronoun, and says that they spoke."""
    names = [*heading.line.text.split(), "He", "She", "They"]
    return any(sentence.startswith(name) and SPOKE.match(sentence, len(name)) for name in names if len(name) >= 2)
