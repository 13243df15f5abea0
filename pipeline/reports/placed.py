"""Every link of a report with its place: the talk under which it stands, and what is measured of it there.

Belongs here: finding a link's talk, measuring links together. Does not belong here: what is measured of one link
(`link_features`), which role it gets (`roles`, `videos`, `lone`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.reports.blocks import Line, Link
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import Draft
from pipeline.reports.hosts import NO_LETTERS, account_of, hosts_a_deck, key_of, kind_of, names_in
from pipeline.reports.link_features import link_features, year_of_post
from pipeline.reports.report import LinkRole
from pipeline.reports.said import Thing, said_of
from pipeline.reports.sections import Text

REACH = 3  # blocks within which an address that is called slides or code belongs to the talk told of before it
MOST_NAMED = 60  # talks among whose speakers a name is looked for
TOLD = 600  # characters of a line in which a speaker's name is looked for
BESIDE_DECK = ("repository", "article", "page")  # what a talk has beside its deck is rarely its material too
NOWHERE: tuple[Draft | None, Candidate | None] = (None, None)
OF_TALK = frozenset({"deck", "code", "text", "video"})


@dataclass(slots=True)
class Placed:
    """A link with its place: the draft under which it stands, and what was measured of it there."""

    link: Link
    line: Line
    block: int
    draft: Draft | None
    candidate: Candidate | None = None
    said: Thing | None = None  # what the words around it say that it is
    before: Line | None = None  # the line right before the link's own
    below: int = 0  # lines with words or links between its talk's own line and its line, counting its own
    own: bool = False  # whether it lies under the account of one of the talk's speakers
    features: dict[str, float] = field(default_factory=dict)
    score: float = 0.0
    role: LinkRole = "other"
    why: str = ""


def owners(text: Text, drafts: Sequence[Draft]) -> list[tuple[Draft, Candidate] | None]:
    """For each block the innermost talk that covers it."""
    owner: list[tuple[Draft, Candidate] | None] = [None] * len(text.blocks)
    spans = [(c.start, c.stop, d, c) for d in drafts for c in d.candidates if c.kind in ("heading", "item")]
    spans.sort(key=lambda span: (span[0], -span[1]))
    for start, stop, draft, candidate in spans:
        for at in range(start, min(stop, len(owner))):
            owner[at] = (draft, candidate)
    return owner


def place_links(text: Text, drafts: Sequence[Draft]) -> list[Placed]:
    """Every link with the talk under which it stands."""
    owner = owners(text, drafts)
    by_line: dict[int, tuple[Draft, Candidate]] = {}
    for draft in drafts:
        for candidate in draft.candidates:
            for link in candidate.links:
                by_line[id(link)] = (draft, candidate)
    told = told_in(text, drafts)
    placed: list[Placed] = []
    before: Line | None = None
    ordinals: dict[int, int] = {}  # of the lines so far, by identity
    for at, block in enumerate(text.blocks):
        for line in block.all_lines():
            ordinals[id(line)] = here = len(ordinals)
            above = None if block.rows else before
            since = 0
            for link in line.links:
                said = said_of(link, line, since, above)
                found = by_line.get(id(link)) or owner[at]
                if found is None and said in OF_TALK:
                    found = told_before(text, told, at, line) or named_before(text, drafts, at, line, link)
                mine, place = found if found is not None else NOWHERE
                start = ordinals.get(id(place.line), here) if place is not None else here
                placed.append(Placed(link, line, at, mine, place, said, above, here - start))
                since = max(since, link.end)
            before = line if not block.rows and line.text.strip() else before
    return placed


def told_in(text: Text, drafts: Sequence[Draft]) -> dict[int, list[tuple[Draft, Candidate]]]:
    """The talks that running text tells of, by the block in which it does."""
    told: dict[int, list[tuple[Draft, Candidate]]] = {}
    for draft in drafts:
        for candidate in draft.candidates:
            if candidate.kind == "line":
                told.setdefault(candidate.block, []).append((draft, candidate))
    return told


def told_before(
    text: Text, told: dict[int, list[tuple[Draft, Candidate]]], at: int, line: Line
) -> tuple[Draft, Candidate] | None:
    """The one talk of which the same paragraph tells, or one of the few right before it under the same heading."""
    for block in range(at, max(-1, at - REACH - 1), -1):
        if text.places[block].heading != text.places[at].heading or text.blocks[block].kind == "heading":
            return None
        if len(told.get(block, ())) > MOST_NAMED:
            return None
        here = [pair for pair in told.get(block, ()) if pair[1].line.number <= line.number]
        if here:
            same = [pair for pair in here if pair[1].line is line]
            near = same or here[-1:] if block == at else here
            return near[0] if len({id(draft) for draft, _ in near}) == 1 else None
    return None


def named_before(
    text: Text, drafts: Sequence[Draft], at: int, line: Line, link: Link
) -> tuple[Draft, Candidate] | None:
    """The one talk, told in a table or a list, whose speaker is named before the link in the same section."""
    rows = [draft for draft in drafts if draft.speakers and draft.candidates[0].kind in ("row", "item")]
    if not rows or len(rows) > MOST_NAMED:
        return None
    blocks = text.blocks[max(text.places[at].heading + 1, at - REACH) : at + 1]
    above = [each.text[-TOLD:] for block in blocks for each in block.lines[:30] if each.number < line.number]
    words = "\n".join([*above, line.text[max(0, link.start - TOLD) : link.start]])
    found = [
        draft
        for draft in rows
        if any(len(name) >= (6 if name.isascii() else 3) and name in words for name in draft.speakers)
    ]
    return (found[0], found[0].candidates[0]) if len(found) == 1 else None


def accounts_of(candidate: Candidate | None, draft: Draft | None, members: Sequence[Placed]) -> list[str]:
    """What the accounts of a talk's speakers may be called: handles that stand at the talk, names written in Latin, the
    accounts of profiles and of the first deck in its section. Folded, without doubles."""
    found: list[str] = []
    if candidate is not None:
        lines = [candidate.line, *([candidate.speaker_line] if candidate.speaker_line is not None else [])]
        found += [mention.handle for line in lines for mention in line.mentions]
    for name in draft.speakers if draft is not None else ():
        parts = re.findall(r"[a-z0-9]+", name.lower()) if name.isascii() else []
        if len(parts) > 1:
            found += ["".join(parts), "".join(reversed(parts)), parts[0][0] + parts[-1], parts[-1] + parts[0][0]]
        found += parts if len(parts) == 1 else [parts[-1]] if parts and len(parts[-1]) >= 6 else []
    found += [account_of(each.link.url) for each in members if kind_of(each.link.url) == "profile"][:4]
    found += [account_of(each.link.url) for each in members if hosts_a_deck(each.link.url)][:1]
    return list(dict.fromkeys(filter(lambda name: len(name) >= 3, map(folded_account, found))))


@lru_cache(maxsize=2_000)  # every link is asked whether it is anybody's
def folded_account(name: str) -> str:
    """Only letters and digits of the name, lower case."""
    return NO_LETTERS.sub("", name.lower())


def is_of(account: str, people: Sequence[str], each: Placed) -> bool:
    """Whether an account is one of these people's, written alike or with something added (`sato` and `sato-dev`)."""
    name = folded_account(account)
    if len(name) < 3 or hosts_a_deck(each.link.url):
        return False
    return any(
        name == other or (min(len(name), len(other)) >= 5 and (name in other or other in name)) for other in people
    )


def lies_under(url: str, people: Sequence[str], kind: str) -> bool:
    """Whether a page or article of a site that is not known lies under the name of one of these people."""
    if kind not in ("page", "article"):
        return False
    pieces = names_in(url)
    return any(
        (len(name) >= 5 and name in pieces) or (len(name) >= 6 and any(name in piece for piece in pieces))
        for name in people
    )


def add(urls: list[str], url: str) -> None:
    """Add the address unless one of the same thing is among them."""
    if key_of(url) not in {key_of(u) for u in urls}:
        urls.append(url)


def measure_links(text: Text, placed: Sequence[Placed]) -> None:
    """Measure each link in the scope of its talk."""
    by_candidate: dict[int, list[Placed]] = {}
    since = year_of_post(text)
    for each in placed:
        if each.candidate is not None and each.draft is not None:
            by_candidate.setdefault(id(each.candidate), []).append(each)
    for members in by_candidate.values():
        seen: set[str] = set()
        order = decks = 0
        kinds: dict[str, int] = {}
        for each in members:
            kinds[kind_of(each.link.url)] = kinds.get(kind_of(each.link.url), 0) + (key_of(each.link.url) not in seen)
            seen.add(key_of(each.link.url))
        seen = set()
        decks_of = {key_of(m.link.url) for m in members if hosts_a_deck(m.link.url)}
        people = accounts_of(members[0].candidate, members[0].draft, members)
        heading_material = any(
            m.candidate is not None and m.line is m.candidate.line and kind_of(m.link.url) in ("deck", "article")
            for m in members
        )
        for each in members:
            candidate = each.candidate
            if candidate is None or each.draft is None:
                continue
            key = key_of(each.link.url)
            block = text.blocks[each.block]
            each.features = link_features(
                text,
                each.link,
                order=order,
                decks_before=decks,
                same_kind=kinds.get(kind_of(each.link.url), 1),
                in_heading=each.line is candidate.line,
                block_kind=block.kind,
                depth=block.level if block.kind in ("item", "paragraph") else 0,
                from_start=each.below,
                title=each.draft.title or "",
                line=each.line,
                has_heading_material=heading_material and each.line is not candidate.line,
                since=since,
            )
            each.features["candidate row"] = float(candidate.kind == "row")
            each.features["candidate item"] = float(candidate.kind == "item")
            each.features["candidate line"] = float(candidate.kind == "line")
            each.features["candidate score"] = candidate.score
            each.features["repeat"] = float(key in seen)
            kind = kind_of(each.link.url)
            own = is_of(account_of(each.link.url), people, each) or lies_under(each.link.url, people, kind)
            each.own = own
            beside = len(decks_of - {key}) > 0
            each.features["own account"] = float(own and kind != "article")
            each.features["own repository"] = float(own and kind == "repository")
            each.features["own article"] = float(own and kind == "article" and each.features["near start"] > 0)
            each.features["own page"] = float(own and kind == "page")
            for other in BESIDE_DECK:
                each.features[f"{other} beside deck"] = float(beside and kind == other)
            each.features["footnote"] = float(each.link.form == "footnote")
            if key not in seen:
                seen.add(key)
                order += 1
                decks += kind_of(each.link.url) == "deck"
