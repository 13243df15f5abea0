"""Drafts of one talk become one: a talk told in a list and again in a section, or twice under one title.

Belongs here: which drafts are one talk, and what the joined draft says. Does not belong here: making drafts (`drafts`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from pipeline.reports.drafts import Draft
from pipeline.reports.features import fold
from pipeline.reports.hosts import key_of

SAME_TITLE = 0.86
# what tells the parts of a series apart: 前編 and 後編, 入門編 and 実践編, Part 1 and Part 2
PART = re.compile(
    r"(?:[一-龥]{1,2}編|前半|後半|\d+|[①-⑳]|第[一二三四五六七八九十]+|\b(?:[ivx]{1,4}|one|two|three|first|second)\b)",
    re.I,
)


def join_drafts(drafts: list[Draft]) -> list[Draft]:
    """Drafts of one talk become one: shared material, the same title, or the same speaker where one has no title."""
    joined: list[Draft] = []
    by_key: dict[str, Draft] = {}
    by_title: dict[str, Draft] = {}
    for draft in drafts:
        target: Draft | None = None
        for key in draft.keys:
            if key in by_key and may_join(by_key[key], draft):
                target = by_key[key]
                break
        if target is None and draft.title:
            target = by_title.get(fold(draft.title))
            if target is not None and not compatible(target, draft):
                target = None
        if target is None and draft.title and len(joined) <= 400:
            target = next(
                (
                    other
                    for other in joined
                    if alike(other.title, draft.title) >= SAME_TITLE and compatible(other, draft)
                ),
                None,
            )
        if target is None and draft.title and draft.speakers:
            target = next((other for other in joined if reworded(other, draft)), None)
        if target is None and draft.speakers:
            mine = people_of(draft.speakers)
            same = [other for other in joined if people_of(other.speakers) & mine]
            if (
                len(same) == 1
                and (not draft.title or not same[0].title)
                and (not (draft.keys and same[0].keys) or announced(same[0], draft))
            ):
                target = same[0]
        if target is None:
            joined.append(draft)
            target = draft
        else:
            absorb(target, draft)
        for key in target.keys:
            by_key.setdefault(key, target)
        if target.title:
            by_title.setdefault(fold(target.title), target)
    return join_told_twice(join_own(joined))


REWORDED = 0.5  # likeness of what one speaker's talk is called in a programme and over its section


def reworded(item: Draft, section: Draft) -> bool:
    """Whether an item without a material of its own and a section name the same speakers and call the talk much alike."""
    kinds = item.candidates[0].kind, section.candidates[0].kind
    if kinds != ("item", "heading") or item.keys or people_of(item.speakers) != people_of(section.speakers):
        return False
    a, b = fold(item.title or ""), fold(section.title or "")
    return bool(a and b) and len(a) + len(b) < 200 and SequenceMatcher(None, a, b, autojunk=False).ratio() >= REWORDED


def announced(line: Draft, section: Draft) -> bool:
    """Whether a line that only says whose material it gives and a section that only says who spoke tell of one talk."""
    kinds = line.candidates[-1].kind, section.candidates[0].kind
    return not line.title and not section.title and kinds == ("line", "heading")


def join_own(drafts: list[Draft]) -> list[Draft]:
    """The author's own talk, whose title stands in a sentence and whose deck stands elsewhere without one, is one talk."""
    told = [
        d
        for d in drafts
        if d.title and not d.speakers and not d.keys and all(c.split.form == "said" for c in d.candidates)
    ]
    decks = [d for d in drafts if d.keys and not d.title and not d.speakers]
    if len(told) != 1 or not decks:
        return drafts
    own = told[0]
    deck = next((d for d in decks if d.order > own.order), decks[-1])
    absorb(own, deck)
    return [d for d in drafts if d is not deck]


def join_told_twice(drafts: list[Draft]) -> list[Draft]:
    """Where a list of materials comes first and a section for each talk after it, a talk may be called otherwise in each.

    That the post is so made is seen from two talks or more that were told in both halves under one name. Then a talk of
    the list and one of the sections are the same where each is its speaker's only one left over in its half and the
    section gives no material of its own. The section says what the talk was called.
    """
    spans = [(min(c.block for c in d.candidates), max(c.block for c in d.candidates)) for d in drafts]
    twice = [(first, last) for first, last in spans if first != last]
    if len(twice) < 2 or max(first for first, _ in twice) >= min(last for _, last in twice):
        return drafts
    second_half = min(last for _, last in twice)
    once = [d for d, (first, last) in zip(drafts, spans, strict=True) if first == last and len(d.speakers) == 1]
    listed = [d for d in once if d.candidates[0].block < second_half and d.keys]
    told = [d for d in once if d.candidates[0].block >= second_half]
    gone: list[Draft] = []
    for draft in listed:
        mine = people_of(draft.speakers)
        rivals = [d for d in listed if people_of(d.speakers) & mine]
        matches = [d for d in told if people_of(d.speakers) & mine and not d.keys]
        if len(rivals) == 1 and len(matches) == 1:
            title = matches[0].title or draft.title
            absorb(draft, matches[0])
            draft.title = title
            gone.append(matches[0])
    left = [d for d in drafts if not any(d is one for one in gone)]
    if all(max(c.block for c in d.candidates) >= second_half for d in left):
        # every talk has its section, and these stand in the order in which the talks were given
        left.sort(key=lambda draft: min(c.block for c in draft.candidates if c.block >= second_half))
    return left


def alike(a: str | None, b: str | None) -> float:
    """How alike two titles are, 0..1, by their letters and digits."""
    if not a or not b:
        return 0.0
    x, y = fold(a), fold(b)
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    short, long = sorted((x, y), key=len)
    if len(short) >= 8 and short in long and len(short) >= 0.5 * len(long):
        return 0.9
    if len(long) > 200 or len(short) < 0.6 * len(long):
        return 0.0
    letters, others = set(x), set(y)
    if len(letters & others) < 0.75 * min(len(letters), len(others)):
        return 0.0
    matcher = SequenceMatcher(None, x, y, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SAME_TITLE and matcher.quick_ratio() >= SAME_TITLE else 0.0


def parts_of_series(a: str, b: str) -> bool:
    """Whether two titles are alike but for the words or numbers that tell the parts of a series apart."""
    first, second = PART.findall(a.lower()), PART.findall(b.lower())
    return first != second and bool(first and second) and fold(PART.sub("", a)) == fold(PART.sub("", b)) != ""


def people_of(speakers: Sequence[str]) -> set[str]:
    return {fold(part) for speaker in speakers for part in speaker.split("|")} - {""}


def may_join(a: Draft, b: Draft) -> bool:
    """Whether two drafts with one material are one talk: not where both have other titles and other speakers."""
    if not (a.title and b.title):
        return True
    if parts_of_series(a.title, b.title):
        return False
    if alike(a.title, b.title) >= 0.7:
        return True
    if begin_apart(a.videos, b.videos):
        return False
    mine, other = people_of(a.speakers), people_of(b.speakers)
    return not (mine and other and not mine & other)


BEGINS = re.compile(r"[?&#](?:t|start)=([\dhms]+)")


def begin_apart(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two talks lead to other seconds of a recording that shows several."""
    first = {found[1] for url in a if (found := BEGINS.search(url))}
    second = {found[1] for url in b if (found := BEGINS.search(url))}
    return bool(first and second) and not first & second


def compatible(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one title may be one talk: their speakers do not contradict each other, nor does what tells
    the parts of a series apart."""
    if parts_of_series(a.title or "", b.title or ""):
        return False
    mine, other = people_of(a.speakers), people_of(b.speakers)
    return not mine or not other or bool(mine & other) or len(fold(a.title or "")) >= 10


def absorb(target: Draft, draft: Draft) -> None:
    """Take over what the other draft knows."""
    target.candidates += draft.candidates
    target.evidence += draft.evidence
    if not target.title or (draft.title and better_title(draft, target)):
        target.title = draft.title or target.title
    if not target.speakers:
        target.speakers = draft.speakers
    elif draft.speakers:
        merged = []
        for speaker in target.speakers:
            richer = next(
                (s for s in draft.speakers if people_of([s]) & people_of([speaker]) and len(s) > len(speaker)), None
            )
            merged.append(richer or speaker)
        target.speakers = merged
    for url in draft.materials:
        if key_of(url) not in {key_of(m) for m in target.materials}:
            target.materials.append(url)
    for url in draft.videos:
        if key_of(url) not in {key_of(v) for v in target.videos}:
            target.videos.append(url)
    target.keys |= draft.keys
    target.label = target.label or draft.label


def better_title(new: Draft, old: Draft) -> bool:
    """Whether the later draft's title is to be preferred: a section's heading over a line of a list."""
    return new.candidates[0].kind == "heading" and old.candidates[0].kind in ("item", "line", "deck")
