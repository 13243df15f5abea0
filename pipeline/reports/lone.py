"""Decks that stand by themselves, outside every talk: each is a talk that the report names only by its deck.

Belongs here: judging such decks and reading a title and speakers beside them. Does not belong here: links under talks
(`roles`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.reports import words
from pipeline.reports.accepted_lines import under_not
from pipeline.reports.blocks import Link
from pipeline.reports.candidates import Candidate
from pipeline.reports.drafts import Draft, evidence_of, needs_title
from pipeline.reports.features import FIRST_PERSON
from pipeline.reports.hosts import hosts_a_deck, key_of, kind_of
from pipeline.reports.judge import model
from pipeline.reports.link_features import OTHER_EVENT
from pipeline.reports.names import read_people
from pipeline.reports.own import SPOKE, SPOKE_HERE, own_title
from pipeline.reports.patterns import quick
from pipeline.reports.placed import Placed
from pipeline.reports.said import names_thing
from pipeline.reports.sections import Text
from pipeline.reports.split import Split
from pipeline.reports.titles import clean_title

MOST = 400  # lone decks of one post


def lone_decks(
    text: Text, drafts: list[Draft], placed: Sequence[Placed], headings: Mapping[int, Candidate]
) -> list[Draft]:
    """Decks that stand by themselves outside every talk: each is a talk that the report names only by its deck."""
    taken = {key for draft in drafts for key in draft.keys}
    made: list[Draft] = []
    shown: tuple[Draft, Link] | None = None  # the one talk and the deck that was given to it
    judge = model("deck")
    for each in placed:
        link = each.link
        if each.draft is not None or link.form == "footnote" or len(made) >= MOST:
            continue
        if not (is_deck(each) or (not drafts and not made and is_said_deck(text, each))):
            continue
        key = key_of(link.url)
        if key in taken:
            continue
        told = told_once_more(text, each, drafts)
        if told is None and shown is not None and are_twins(shown[1], link):
            told = shown[0]
        if told is not None:
            told.keys.add(key)
            if not told.materials:
                told.materials.append(link.url)
                shown = told, link
            each.draft, each.candidate, each.role, each.why = (
                told,
                told.candidates[0],
                "material",
                "the one talk's deck",
            )
            taken.add(key)
            continue
        if made and same_deck(made[-1], link):
            made[-1].keys.add(key)
            if "embed_code" not in link.url and key_of(link.url) != key_of(made[-1].materials[-1]):
                if "embed_code" in made[-1].materials[-1]:
                    made[-1].materials[-1] = link.url
                else:
                    made[-1].materials.append(link.url)
            caption(made[-1], each)
            each.draft, each.candidate, each.role, each.why = (
                made[-1],
                made[-1].candidates[0],
                "material",
                "the same deck beside its embed",
            )
            taken.add(key)
            continue
        features = deck_features(text, each, len(drafts))
        score = judge.score(features)
        each.score = score
        if score < judge.threshold and not is_own_deck(text, each, [*drafts, *made]):
            continue
        taken.add(key)
        title = (
            clean_title(link.text)
            if link.form == "link"
            and len(link.text) >= 5
            and not POINTER.search(link.text)
            and not link.text.startswith("http")
            else ""
        )
        candidate = Candidate(
            "deck",
            each.block,
            each.line,
            Split(title),
            each.block,
            each.block + 1,
            0,
            links=[link],
            score=score,
            why=judge.reasons(features),
        )
        speakers: tuple[str, ...] = ()
        above = headings.get(text.places[each.block].heading)
        if above is not None and heads_the_deck(text, above, drafts):
            candidate, title, speakers = above, above.split.title, above.speakers
            candidate.why = ("+one deck under it", *candidate.why)
        draft = Draft(
            [candidate],
            title or None,
            list(speakers),
            [link.url],
            [],
            {key},
            [evidence_of(text, candidate, link.url)],
            candidate.line.number,
        )
        each.draft, each.candidate, each.role, each.why = draft, candidate, "material", "deck that no other talk has"
        caption(draft, each)
        made.append(draft)
    return made


def told_once_more(text: Text, each: Placed, drafts: Sequence[Draft]) -> Draft | None:
    """The talk whose deck this is: told in the line that sites put under an embed, or the only one of a post whose author
    spoke, where the deck stands under a heading that says "slides"."""
    beside = next((d for d in drafts if d.candidates[0].kind == "line" and same_deck(d, each.link)), None)
    if beside is not None:
        return beside
    heading = text.heading_text(text.places[each.block].heading)
    alone = len(drafts) == 1 and not drafts[0].materials and bool(drafts[0].title)
    return drafts[0] if alone and OWN_DECK.fullmatch(heading) and SPOKE.search(text.title) else None


def is_deck(each: Placed) -> bool:
    """Whether a link is a deck wherever it stands: by its site, or a file that the words before it call slides."""
    return hosts_a_deck(each.link.url) or (each.said == "deck" and kind_of(each.link.url) == "deck")


def is_said_deck(text: Text, each: Placed) -> bool:
    """Whether the post of somebody who spoke calls an address its slides, wherever it lies."""
    return each.said == "deck" and kind_of(each.link.url) == "page" and bool(SPOKE.search(text.title))


def is_own_deck(text: Text, each: Placed, drafts: Sequence[Draft]) -> bool:
    """Whether a deck is of the author's own talk: a post whose title says that its author spoke gives one deck, under a
    heading that says "slides", and no other talk; or words right before call a titled link the slides and say that the
    author spoke."""
    link = each.link
    if each.said == "deck" and SPOKE_HERE.search(each.line.text[: link.start]):
        return True
    if not drafts and (own_title(text.title) or (each.said == "deck" and SPOKE.search(text.title))):
        return True
    if each.said == "deck" and link.form == "link" and len(link.text) >= 5 and not POINTER.search(link.text):
        before = text.blocks[max(text.places[each.block].heading + 1, each.block - 2) : each.block + 1]
        return any(FIRST_PERSON.search(line.text) for block in before for line in block.lines)
    heading = text.heading_text(text.places[each.block].heading)
    return not drafts and bool(OWN_DECK.fullmatch(heading)) and bool(SPOKE.search(text.title))


OWN_DECK = re.compile(
    r"[\W_]*(?:(?:自分|私|僕)の)?(?:発表|登壇|LT|講演|当日|今回)?(?:した|で使(?:った|用した))?の?(?:資料|スライド|内容)[\W_]*|[\W_]*(?:my |the )?(?:slides?|slide deck|deck|talk)[\W_]*",
    re.I,
)


def heads_the_deck(text: Text, heading: Candidate, drafts: Sequence[Draft]) -> bool:
    """Whether the heading over a lone deck is its talk's title: no other deck or talk stands under it, and it reads like one."""
    if (
        needs_title(heading)
        or heading.features["generic words"]
        or heading.features["is day"]
        or heading.features["event words"]
        or heading.features["report words"]
    ):
        return False
    if heading.features["own decks"] > 0.5 or any(
        heading.start < c.start < heading.stop for d in drafts for c in d.candidates
    ):
        return False
    return len(heading.split.title) >= 6


def same_deck(draft: Draft, link: Link) -> bool:
    """Whether a deck's address stands right beside its embed: the same site within three lines, one of them an embed."""
    return are_twins(draft.candidates[0].links[0] if draft.candidates[0].links else link, link)


def are_twins(other: Link, link: Link) -> bool:
    """Whether of two addresses of decks on one site, within a few lines, one is of the embed and one public."""
    if abs(other.line - link.line) > 4:
        return False
    site = [re.sub(r"^https?://(?:www\d?\.)?", "", u.url).partition("/")[0] for u in (other, link)]
    forms = {"player" in u.url or "embed" in u.url for u in (other, link)}
    return site[0] == site[1] and forms == {True, False}


def caption(draft: Draft, each: Placed) -> None:
    """The line that sites put under an embed ("title from speaker", "title by speaker") names the talk."""
    link, line = each.link, each.line
    if (
        link.form == "link"
        and len(link.text) >= 5
        and not (POINTER.fullmatch(link.text) or names_thing(link.text))
        and not link.text.startswith("http")
    ):
        draft.title = draft.title or clean_title(link.text)
        found = re.match(r"\s*(?:from|by)\s+(.{2,50})$", line.text[link.end :])
        if found and not draft.speakers:
            draft.speakers = list(read_people(found[1]).names)
    elif link.title and not draft.title and len(link.title) >= 5:
        draft.title = clean_title(link.title)


POINTER = quick(r"スライド|資料|slides?|こちら|コチラ|ここ|deck|here|発表|プレゼン", re.I)


def deck_features(text: Text, each: Placed, talks: int) -> dict[str, float]:
    """What is measured of a deck outside every talk."""
    link, line = each.link, each.line
    heading = text.heading_text(text.places[each.block].heading)
    before = line.text[max(0, link.start - 40) : link.start]
    previous = ""
    for at in range(each.block - 1, max(-1, each.block - 3), -1):
        if text.blocks[at].lines:
            previous = text.blocks[at].lines[-1].text[-80:]
            break
    around = f"{previous} {before}"
    return {
        "embed": float(link.form == "embed"),
        "bare": float(line.bare),
        "inline": float(link.form == "link" and len(line.text) > len(link.text) + 12),
        "item": float(text.blocks[each.block].kind == "item"),
        "under not": float(under_not(text, each.block)),
        "heading talk": float(bool(words.CONTAINER.search(heading))),
        "heading own": float(bool(re.search(r"登壇|発表|LT|資料|スライド|slides|talk", heading, re.I))),
        "heading generic": float(bool(words.NOT_TALK.match(heading))),
        "no heading": float(not heading),
        "other event": float(bool(OTHER_EVENT.search(around + heading))),
        "slide words": float(bool(re.search(r"スライド|資料|slide|deck", around + link.text, re.I))),
        "told": float(bool(re.search(r"発表|登壇|LT|話|トーク|セッション|さん|talk", around))),
        "text pointer": float(bool(POINTER.search(link.text))),
        "text length": min(len(link.text), 60) / 60,
        "talks": min(talks, 10) / 10,
        "no talks": float(talks == 0),
        "position": each.block / max(len(text.blocks), 1),
    }
