"""What stands beside talks in the same form is a talk too: groups of headings and lists are judged together.

Belongs here: completing what was accepted by its siblings. Does not belong here: judging a candidate by itself (`talks`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipeline.reports.candidates import Candidate


def reads_like_title(candidate: Candidate) -> bool:
    """Whether a heading's words are those of a title, whatever stands under it."""
    features = candidate.features
    return bool(features["plain"]) and not (
        features["event words"]
        or features["report words"]
        or features["sentence end"]
        or features["parent not"]
        or features["qa words"]
    )


def complete_groups(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Where most of a group of sibling headings are talks, those between them that read like titles are talks too."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind == "heading":
            groups.setdefault(candidate.group, []).append(candidate)
    picked = {id(c) for c in chosen}
    made = list(chosen)
    for members in groups.values():
        sure = [c for c in members if id(c) in picked]
        plain = [c for c in members if id(c) in picked or reads_like_title(c)]
        if len(sure) < 3 or len(sure) * 2 < len(plain):
            continue
        first, last = sure[0].block, sure[-1].block
        made += [c for c in plain if id(c) not in picked and first < c.block < last and not c.features["strong inside"]]
    made.sort(key=lambda c: c.block)
    return made


def plain_talks(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The headings of a report in which no talk was found otherwise: the largest group that reads like titles and is told
    of as talks."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind == "heading" and reads_like_title(candidate) and candidate.features["plain in report"] > 0.6:
            groups.setdefault(candidate.group, []).append(candidate)
    told = [
        members
        for members in groups.values()
        if len(members) >= 2
        and sum(c.features["talk words"] > 0 or c.speaker_line is not None for c in members) >= 0.6 * len(members)
    ]
    return max(told, key=len, default=[])


NAMED_FORMS = frozenset(("paren", "slash", "bar", "dash", "by", "quote", "behind"))  # a line so written tells who
NOT_BESIDE = ("generic", "sentence about a link")  # no talk even beside talks of the same form
NOT_ELSEWHERE = (*NOT_BESIDE, "parent not", "parent qa", "sentence end")  # nor elsewhere in the post


def named_form(candidate: Candidate) -> str:
    """How a candidate that gives title and speaker writes them; empty where it does not, or in a way that says little."""
    split = candidate.split
    form = split.form.rstrip("<>")
    if split.form == "plain" and candidate.line.strong and candidate.line.strong[0][0] <= 2:
        return "bold" if candidate.kind == "item" else ""
    return form if split.speakers and split.title and form in NAMED_FORMS else ""


def complete_named(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Items and headings that name their speaker in the same form as a talk of the same list, or as two talks elsewhere in
    the post, are talks too, whether or not a deck stands with them."""
    picked = {id(c) for c in chosen}
    beside: Counter[tuple[int, str]] = Counter()
    elsewhere: Counter[tuple[str, str, int]] = Counter()
    for c in chosen:
        form = named_form(c)
        if form:
            beside[c.group, form] += 1
            elsewhere[c.kind, form, c.level] += 1
    if not elsewhere:
        return list(chosen)
    made = list(chosen)
    for c in candidates:
        if c.kind not in ("item", "heading") or id(c) in picked:
            continue
        form = named_form(c)
        near = beside[c.group, form]
        if not form or any(c.features[name] for name in (NOT_BESIDE if near else NOT_ELSEWHERE)):
            continue
        if near or (elsewhere[c.kind, form, c.level] >= 2 and (c.split.likeness >= 0.5 and form != "bold")):
            made.append(c)
    made.sort(key=lambda c: c.block)
    return made


def resolve_items(chosen: Sequence[Candidate]) -> list[Candidate]:
    """Of items inside items, the ones that are talks: an item that only announces talks ("Lightning talks") gives way to
    those nested in it, else the outer one is the talk."""
    kept: list[Candidate] = []
    for item in chosen:
        if any(other.start < item.start < other.stop for other in kept):
            continue
        inside = [other for other in chosen if item.start < other.start < item.stop]
        holds = item.features["container words"] or item.features["is label"] or item.features["generic"]
        if inside and holds and not item.split.speakers:
            continue
        kept.append(item)
    return kept
