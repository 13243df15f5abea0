"""Items of a list that are talks by their list: what it stands under, what its other items show.

Belongs here: lists under a heading or sentence that announces talks, lists with a deck each, items inside items. Does not
belong here: headings (`siblings`) and judging an item by itself (`talks`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice

from pipeline.reports import words
from pipeline.reports.candidates import Candidate, is_note
from pipeline.reports.event_title import GENERIC
from pipeline.reports.features import bare_heading, fold
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.names import is_marked
from pipeline.reports.sections import Text, lines_in_order
from pipeline.reports.siblings import added, named_form
from pipeline.reports.titles import clean_title, only_leads

NO_SHOW = ("generic", "report of event", "video of event", "sentence about a link", "is label", "is empty", "is day")


# what an item is called that only leads to something
OF_MATERIAL = re.compile(r"アーカイブ|録画|動画|配信|資料|スライド|記事|recording|video|slides", re.I)


def complete_shown(items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Items of one list of which each has a deck or a recording of its own are talks where one of them is."""
    groups: dict[int, list[Candidate]] = {}
    for c in items:
        shown = c.features["near sure deck"] or c.features["own video"]
        named = len(c.split.title) > 12 or not OF_MATERIAL.search(c.split.title)
        if shown and c.split.title and named and not any(c.features[name] for name in NO_SHOW):
            groups.setdefault(c.group, []).append(c)
    picked = {c.group for c in chosen if c.features["near sure deck"] or c.features["own video"]}
    return added(chosen, [c for group, members in groups.items() if group in picked for c in members])


def complete_people(items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """In a list of people of whom two or more are known to have given a talk, by a deck, the others gave one too."""
    known = Counter(c.group for c in chosen if c.split.form == "name" and not c.split.title)
    more = [c for c in items if known[c.group] >= 2 and c.split.form == "name" and c.split.likeness >= 0.5]
    return added(chosen, more)


def set_apart_items(items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Items of one list of which three and most begin with a title linked to its own place in a programme, or with a title
    in bold and whoever gave it, are talks."""
    groups: dict[int, list[Candidate]] = {}
    for c in items:
        groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        for begins in (begins_paged, begins_bold):
            those = [c for c in members if begins(c) and not c.features["generic"]]
            if len(those) >= SEVERAL and 2 * len(those) > len(members):
                found += those
    return added(chosen, found)


SEVERAL = 3  # items


def begins_paged(item: Candidate) -> bool:
    """Whether an item begins with its title, linked to a page of a session."""
    link = item.line.links[0] if item.line.links else None
    words_of = link.text.strip() if link is not None and link.form == "link" else ""
    return (
        link is not None
        and link.start <= 2
        and kind_of(link.url) == "session"
        and (" " in words_of or not words_of.isascii())
        and len(words_of) >= 6
    )


def begins_bold(item: Candidate) -> bool:
    """Whether an item begins with a title in bold, with whoever gave it beside."""
    return named_form(item) == "markup" and item.split.likeness >= SURE and not item.features["parent not"]


SURE = 0.6


def titles_below_people(text: Text, items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The people of a list said to be of talks, or with a deck in it, of whom two and most have one title nested below them
    (beside addresses) each gave that talk."""
    groups: dict[int, list[Candidate]] = {}
    for c in items:
        if c.split.form == "name" and (is_marked(c.line.text) or c.split.likeness >= 0.6):
            groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        listed = any(c.features["listed as talk"] or c.features["own decks"] for c in members)
        titled = [c for c in members if nested_title(text, c, sentences=bool(c.features["listed as talk"]))]
        if listed and len(titled) >= 2 and 2 * len(titled) > len(members):
            found += titled
    return added(chosen, found)


def titles_over_people(items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The items of a list of which two and most read like titles, each over one line nested in it that names a person."""
    groups: dict[int, list[Candidate]] = {}
    for c in items:
        groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        over = [c for c in members if c.speaker_line is not None and c.speaker_line is not c.line and could_be_title(c)]
        if len(over) >= 2 and 2 * len(over) > len(members):
            found += over
    return added(chosen, found)


def nested_title(text: Text, item: Candidate, *, sentences: bool) -> bool:
    """Whether one line that may be a title, and nothing else but addresses, is nested in an item; `sentences` says whether a
    title may end as a sentence does ("港、はじめました")."""
    blocks = text.blocks[item.block + 1 : item.stop]
    lines = [line for block in blocks for line in block.lines if not only_leads(line)]
    return (
        len(lines) == 1
        and bool(blocks)
        and blocks[0].kind == "item"
        and 4 <= len(lines[0].text.strip()) <= LONGEST_TITLE
        and not lines[0].text.rstrip().endswith("。")
        and (sentences or not SENTENCE_END.search(lines[0].text.strip()))
    )


LONGEST_TITLE = 80  # characters
SENTENCE_END = re.compile(r"(?:[。.!！?？]|です|ます|ました|でした|った|だね|よね|(?:し|い)たい)$")


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


def listed_talks(text: Text, candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The items of a list right below a heading such as "LT" or "Talks" are talks, where all of them read like titles."""
    groups: dict[int, list[Candidate]] = {}
    for c in candidates:
        if c.kind == "item":
            groups.setdefault(c.group, []).append(c)
    found: list[Candidate] = []
    for members in groups.values():
        outer = text.places[members[0].block].item
        heading = outer if outer >= 0 else text.places[members[0].block].heading
        said = announced(text, members[0])
        if not said:
            members = [c for c in members if c.features["listed as talk"] and (outer < 0 or names_slots(text, outer))]
        near = said or (members and members[0].block - heading <= 2)
        if not near or any(heading <= c.block < members[-1].stop for c in chosen):
            continue
        plain = [c for c in members if not c.features["generic"]]
        titles = [c for c in plain if could_be_title(c)]
        # one in four may be a sentence: what the author has to say of a talk
        if len(titles) >= 2 and len(titles) >= 0.75 * len(plain):
            found += titles
    return added(chosen, found)


ANNOUNCES = re.compile(
    r"(?:勉強会|イベント|発表(?!し)|登壇(?!し)|LT(?!し)|セッション|トーク|講演(?!し)|プログラム|本編)[^。]{0,24}?(?:以下|次|下記)の?[^。]{0,12}?(?:構成|内容|通り|とおり|ような|発表|セッション|トーク|LT|[\d一二三四五六七八九十]+(?:本|部|名|つ|件|人|組))[^。]{0,14}[。：:]?$"
    r"|(?:以下|次|下記)の?[^。]{0,10}?(?:発表|登壇|LT|セッション|トーク|講演)[^。]{0,18}[。：:]?$"
    r"|\b(?:[Tt]alks|[Pp]resentations|[Ss]essions|[Ss]peakers|[Pp]rogram(?:me)?|[Ll]ine-?up)\b(?: [\w’'-]+){0,10}:$"
)


def announced(text: Text, item: Candidate) -> bool:
    """Whether the line right before an item's list says that the talks follow: "以下の2部構成で開催しました。"."""
    before = text.blocks[item.block - 1] if item.block > 0 else None
    return (
        before is not None
        and bool(before.kind == "paragraph" and before.lines)
        and bool(ANNOUNCES.search(before.lines[-1].text.strip()))
    )


def names_slots(text: Text, item: int) -> bool:
    """Whether an item says that a part of the programme follows: "セッション枠" over the titles of its talks."""
    lines = text.blocks[item].lines
    return bool(lines) and bool(words.LISTS_TALKS.fullmatch(bare_heading(lines[0].text)))


def could_be_title(item: Candidate) -> bool:
    """Whether an item's words may be a title: neither a sentence, nor a label with what it labels, nor a mere word."""
    title = item.split.title
    return (
        4 <= len(title) <= 80
        and not is_note(item.line)
        and (not item.features["sentence end"] or bool(item.split.speakers))
        and not item.features["qa words"]
        and not item.features["is day"]
        and not LABELLED.match(title)
        and len(item.line.text) <= 110
    )


LABELLED = re.compile(r"[^\s:：]{1,10}[:：]|.{0,8}(?:は|が)[、\s]|https?:")


def without_things(items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen without those of lists of things, each with what it is ("RestKit - a client for REST"): of such a list no
    item leads anywhere and none names a person beyond doubt, while most begin with one word that could be a handle."""
    groups: dict[int, list[Candidate]] = {}
    for c in items:
        groups.setdefault(c.group, []).append(c)
    gone = {
        group
        for group, members in groups.items()
        if 2 * sum(is_thing(c) for c in members) > len(members) >= SEVERAL
        and not any(c.line.links or is_marked(c.line.text) for c in members)
    }
    return [c for c in chosen if c.group not in gone]


def is_thing(item: Candidate) -> bool:
    """Whether an item is one Latin word and what is said of it."""
    return bool(THING.match(item.line.text))


THING = re.compile(r"\s*[A-Za-z][\w.+/-]*(?: ?[\d.]+)?\s*(?:\s[-–—]|[:：])\s+\S")


# "Harbour Conf 2024 - title": where it was given stands first
GIVEN_AT = re.compile(r"[「『]?(\S[^「」『』\n]{2,30}?)[」』]?\s*(?:\s[-–—|:]\s|[:：])\s*(\S[^\n]{3,})")
LEDE = 3  # lines in which a report says where it was


def event_before(item: Candidate) -> tuple[str, str]:
    """The event with which an item begins, and what stands behind it; two empty strings where it begins with none."""
    found = GIVEN_AT.fullmatch(item.line.text.strip()[:200])
    name = found[1] if found else ""
    if found is None or not words.EVENT_NAME.search(name) or is_marked(name):
        return "", ""
    if words.TALK_LABEL.search(name) or words.LISTS_TALKS.fullmatch(name) or words.NOT_TALK.match(name):
        return "", ""
    return name, found[2]


def of_this_event(text: Text, items: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """The chosen without those that say that they were given at another event, in lists of what somebody gave at several, and
    with those of this event there; these are called without the event."""
    groups: dict[int, list[tuple[Candidate, str, str]]] = {}
    for item in items:
        name, title = event_before(item)
        if name:
            groups.setdefault(item.group, []).append((item, name, title))
    gone: set[int] = set()
    picked = {item.group for item in chosen}
    more: list[Candidate] = []
    lede = ""
    for group, members in groups.items():
        shown = any(hosts_a_deck(link.url) for item, _, _ in members for link in item.line.links)
        if not (group in picked or shown) or len({DIGITS.sub("", fold(name)) for _, name, _ in members}) < SEVERAL - 1:
            continue
        lede = lede or fold(" ".join([text.title, *(line.text for _, line in islice(lines_in_order(text), LEDE))]))
        here = [each for each in members if fold(each[1]) in lede and not GENERIC.fullmatch(each[1])]
        if not here:
            continue
        gone |= {id(each[0]) for each in members} - {id(each[0]) for each in here}
        for item, name, title in here:
            kept = tuple(each for each in item.speakers if fold(each) != fold(name))
            item.split = item.split._replace(title=clean_title(title), speakers=kept)
            item.speakers = kept
            more.append(item)
    return added([item for item in chosen if id(item) not in gone], more)


DIGITS = re.compile(r"\d")
