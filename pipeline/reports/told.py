"""Talks that running text tells of, as candidates with the links that the text gives them.

Belongs here: which blocks are running text, and which decks and videos belong to which talk told there. Does not belong
here: reading a sentence (`told_japanese`, `told_english`), whole lines and items that are a talk (`candidates`), who gave
the talk of a section (`speakers`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.reports import words
from pipeline.reports.blocks import Block, Line, Link
from pipeline.reports.candidates import MOST, Candidate, is_note, only_addresses
from pipeline.reports.features import bare_heading
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.names import read_people
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text
from pipeline.reports.spans import LONGEST, Found
from pipeline.reports.split import Split
from pipeline.reports.splitting import split_line
from pipeline.reports.spoke_english import GAVE
from pipeline.reports.told_english import english_talks
from pipeline.reports.told_japanese import SERIES, TALKED_JA, japanese_talks, steps_in_series, who_comes

OWN_ARTICLE = quick(r"(?:ご?本人|登壇|発表).{0,8}(?:記事|ブログ)|write-?up|\btheir (?:post|article)", re.I)


def prose_candidates(text: Text) -> list[Candidate]:
    """Titles inside sentences, and sentences that say of a person that they gave a talk."""
    made: list[Candidate] = []
    english = text.language not in ("ja", "zh", "ko")
    openers = people_who_open(text) if english else {}
    last, heading = -1, ""
    above: tuple[str, ...] = ()  # the heading above, its words, and whom it names
    for at, block in enumerate(text.blocks):
        if len(made) >= MOST:
            break
        opens = at in openers and not (block.kind == "paragraph" and any(english_talks(block.lines[0])))
        if opens:
            made.append(opened_by(block.lines[0], at, openers[at], "opens" if lists_talks(text, at) else "told"))
            continue
        if block.kind != "paragraph" and not is_told(block, english=english):
            continue
        if text.places[at].heading != last:
            last = text.places[at].heading
            heading = bare_heading(text.heading_text(last))
            above = person_above(text, last)
        shown = bool(decks_below(text, at))
        told_before = False  # whether the paragraph has spoken of talks: a list of names and titles may follow
        comes: tuple[str, ...] = ()  # whom the line before says to come
        mine: list[tuple[int, Found]] = []
        for number, line in enumerate(block.lines):
            if len(line.text) < 10 or line.bare:
                continue
            found = (
                english_talks(line, above)
                if english
                else japanese_talks(line, told_before, heading, comes or above, series=last in text.series, shown=shown)
            )
            comes = () if english else who_comes(line.text[:80])
            mine += [(number, each) for each in found]
            told_before = told_before or bool(TALKED_JA.search(line.text[:LONGEST]))
        for order, (number, each) in enumerate(mine):
            line = block.lines[number]
            until = mine[order + 1] if order + 1 < len(mine) else None
            links = list(each.links)
            links += [k for k in told_links(block, number, each, until) if not any(k is other for other in links)]
            if until is None and len(mine) == 1:
                links += embeds_after(text, at) or decks_below(text, at)
            made.append(
                Candidate(
                    "line", at, line, each.split, at, at + 1, group=3_000_000 + at, links=links,
                    speakers=each.split.speakers, speaker_line=line if each.split.speakers else None,
                    score=each.score, why=each.why,
                )
            )  # fmt: skip
    with_later_decks(text, made)
    return made


NOT_FAR = 3  # blocks


def with_later_decks(text: Text, told: list[Candidate]) -> None:
    """Gives each talk told in a paragraph, and shown by no link, the deck that stands by itself a little below, before the next
    talk is told."""
    begins = {c.block for c in told}
    for c in told:
        if c.kind != "line" or any(hosts_a_deck(link.url) for link in c.links):
            continue
        for at in range(c.block, min(c.block + NOT_FAR, len(text.blocks) - 1)):
            if text.places[at + 1].heading != text.places[c.block].heading or at + 1 in begins:
                break
            if found := decks_below(text, at):
                c.links = [*c.links, *found]
                break


def is_told(block: Block, *, english: bool) -> bool:
    """Whether an item is running text."""
    if block.kind != "item" or not block.lines:
        return False
    content = block.lines[0].text.rstrip()
    if english and OPENS_TITLED.match(content):
        return True
    return is_note(block.lines[0]) or (english and len(content) > LONG_ITEM and content.endswith((".", "!", ")")))


# "“Title” by Jane Doe. She showed how …"
OPENS_TITLED = re.compile(r"\W{0,3}[“\"][^”\"]{4,100}[”\"],? (?:by|from|with) [A-Z][^.]{2,60}\. \S")
LONG_ITEM = 80  # characters of an item that is a sentence, whatever it leads to
OPENERS = 3  # so many items that begin with a linked person show that a list goes through who spoke


def people_who_open(text: Text) -> dict[int, tuple[str, ...]]:
    """By block, who is named by the linked words with which an item (or, where a heading says that talks follow, a paragraph) begins: "[Jane Doe](profile) showed us …"; of lists that
    have three such items or more, or stand under a heading that says that they list talks. There, "Jane Doe showed us …"
    does without the link."""
    found: dict[int, tuple[str, ...]] = {}
    for at, block in enumerate(text.blocks):
        if block.kind not in ("item", "paragraph") or not block.lines:
            continue
        if block.kind == "paragraph" and not lists_talks(text, at):
            continue
        link = block.lines[0].links[0] if block.lines[0].links else None
        if link is None or link.form != "link" or link.start > 2:
            gave = GAVE.match(block.lines[0].text[:240]) if lists_talks(text, at) else None
            if gave is not None and (people := read_people(gave[1])).names and people.likeness >= 0.6:
                found[at] = people.names
            continue
        if not GOES_ON.match(block.lines[0].text[link.end :]):
            continue
        people = read_people(link.text)
        if people.names and (people.likeness >= 0.6 or (kind_of(link.url) == "profile" and " " in link.text)):
            found[at] = people.names
    of_list = Counter(text.places[at].heading for at in found)
    return {
        at: names for at, names in found.items() if of_list[text.places[at].heading] >= OPENERS or lists_talks(text, at)
    }


def lists_talks(text: Text, at: int) -> bool:
    """Whether the heading over a block says that what stands under it are talks: "Lightning talks"."""
    return bool(words.LISTS_TALKS.fullmatch(bare_heading(text.heading_text(text.places[at].heading))))


GOES_ON = re.compile(r"(?: (?:from|of|at) [A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3})?,? [a-z]{2,}")


def opened_by(line: Line, at: int, names: tuple[str, ...], form: str) -> Candidate:
    """The talk of whoever an item begins with."""
    return Candidate(
        "line", at, line, Split("", names, form, 0.7), at, at + 1, group=3_000_000 + at,
        links=[k for k in line.links if hosts_a_deck(k.url) or kind_of(k.url) == "video"],
        speakers=names, speaker_line=line, score=0.65, why=("one of the people with whom the list's items begin",),
    )  # fmt: skip


def sections_in_series(text: Text) -> frozenset[int]:
    """The headings (-1: before the first) of sections whose sentences tell one after the other who spoke."""
    steps: Counter[int] = Counter()
    for at, block in enumerate(text.blocks):
        if block.kind in ("paragraph", "item"):
            for line in block.lines:
                steps[text.places[at].heading] += steps_in_series(line.text)
    return frozenset(heading for heading, number in steps.items() if number >= SERIES)


def person_above(text: Text, heading: int) -> tuple[str, ...]:
    """The people whom a heading names, where it names people and says nothing else."""
    if heading < 0 or not text.blocks[heading].lines:
        return ()
    split = split_line(text.blocks[heading].lines[0], names=text.known)
    return split.speakers if split.form == "name" and split.likeness >= 0.6 else ()


def told_links(block: Block, number: int, found: Found, until: tuple[int, Found] | None) -> Iterator[Link]:
    """Decks and videos that a paragraph gives after it told of a talk and before it tells of the next."""
    last = until[0] if until else len(block.lines) - 1
    for at in range(number, last + 1):
        for link in block.lines[at].links:
            if at == number and link.start < found.start:
                continue
            if until is not None and at == until[0] and link.start >= until[1].start:
                continue
            kind = kind_of(link.url)
            if kind in ("deck", "video") or (kind == "article" and OWN_ARTICLE.search(link.text)):
                yield link


def embeds_after(text: Text, at: int) -> list[Link]:
    """The deck or video that stands by itself under a paragraph that told of one talk."""
    if not only_addresses(text, at + 1, min(at + 2, len(text.blocks))) or at + 1 >= len(text.blocks):
        return []
    links = [line.links[0] for line in text.blocks[at + 1].lines]
    shown = all(hosts_a_deck(k.url) or kind_of(k.url) in ("deck", "video") or OF_TALK.search(k.url) for k in links)
    return links if len(links) <= 2 and shown else []


OF_TALK = re.compile(r"[/_.-](?:slides?|talks?|deck|presentations?)(?:[/_.-]|$)|\.pdf$", re.I)  # in an address anywhere


DECK_SAID = re.compile(r"スライド|資料|\b(?:slides?|deck)\b", re.I)


def decks_below(text: Text, at: int) -> list[Link]:
    """The deck that a line of its own right under a paragraph leads to, in words that call it slides."""
    block = text.blocks[at + 1] if at + 1 < len(text.blocks) else None
    if block is None or block.kind not in ("item", "paragraph") or len(block.lines) != 1:
        return []
    link = block.lines[0].links[0] if len(block.lines[0].links) == 1 else None
    alone = link is not None and len(block.lines[0].text) <= len(link.text) + 8
    return [link] if link is not None and alone and DECK_SAID.search(link.text) and hosts_a_deck(link.url) else []
