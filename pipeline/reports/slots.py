"""Talks under headings that are slots of a programme: "基調講演1" over "Name: Title".

Belongs here: what stands under a heading that says nothing but which kind of talk comes. Does not belong here: siblings of
talks (`siblings`), and who gave the talk of a section (`speakers`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.reports import words
from pipeline.reports.candidates import Candidate
from pipeline.reports.features import bare_heading
from pipeline.reports.sections import Text
from pipeline.reports.siblings import NOT_BESIDE, added, reads_like_title

SLOT = re.compile(rf"(?:{words.TALK_LABEL.pattern})\s?(?:その)?[#＃]?[\d①-⑳一二三四五六七八九十A-Z]{{0,2}}", re.I)
SURE = 0.6  # likeness of a person who stands beside the title


def slot_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The first heading under each heading that is a slot is the talk given in it, where it names title and speaker or has a
    deck of its own under it."""
    found: list[Candidate] = []
    for c in candidates:
        slot = text.places[c.block].heading
        if c.kind != "heading" or slot < 0 or c.block != text.children[slot][0]:
            continue
        if not SLOT.fullmatch(bare_heading(text.heading_text(slot))) or any(c.features[name] for name in NOT_BESIDE):
            continue
        named = bool(c.split.title and c.split.speakers) and c.split.likeness >= SURE
        shown = c.features["sure deck"] or c.features["near sure deck"]
        if named or (shown and reads_like_title(c, with_event=True)):
            found.append(c)
    return added(chosen, found)
