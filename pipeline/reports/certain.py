"""Headings that are talks, or are none, whatever a model makes of them: forms too plain or too rare to be weighed.

Belongs here: what one heading and its section show beyond doubt. Does not belong here: what siblings show (`siblings`), measuring
(`features`), weighing (`judge`) and accepting (`talks`).
"""

from __future__ import annotations

import re

from pipeline.reports import words
from pipeline.reports.candidates import Candidate
from pipeline.reports.features import bare_heading
from pipeline.reports.hosts import hosts_a_deck
from pipeline.reports.labelled import title_below
from pipeline.reports.names import HONORIFIC, is_marked
from pipeline.reports.prose import ENGLISH_SPEAKER, GUESTS
from pipeline.reports.sections import Text
from pipeline.reports.speakers import LABELLED_LINE
from pipeline.reports.splitting import whose_talk

SEVERAL = 3  # items of a list
PERSON = 0.6  # the likeness of a name
SURE = 0.8  # the probability given to such a talk at least


def surely_talk(text: Text, heading: Candidate) -> bool:
    """Whether a heading is a talk beyond doubt."""
    return (
        leads_to_its_deck(heading)
        or over_own_deck(text, heading)
        or over_label(heading)
        or called_so_below(text, heading)
        or says_whose(text, heading)
        or keynote_by(heading)
        or bool(whose_talk(heading.line.text.strip()) and heading.split.speakers)
        or (heading.split.form == "name" and heading.split.likeness >= PERSON and title_below(text, heading.block))
    )


def keynote_by(heading: Candidate) -> bool:
    """Whether a heading says that it is a keynote and whose, and nothing more."""
    split = heading.split
    named = split.label if split.form == "name" else split.title
    return bool(split.speakers) and len(named) <= LONGEST_LABEL and bool(words.KEYNOTE.search(named))


WHOSE_TALK = re.compile(
    rf"[^、。「」]{{1,24}}?{HONORIFIC}(?:[(（][^()（）]{{1,30}}[)）])?(?:の|による)(?:ご?発表|ご?講演|セッション|トーク|LT|お話)(?:です|でした|になります)?[。！!]"
)


def says_whose(text: Text, heading: Candidate) -> bool:
    """Whether the section of a heading that reads like a title begins by saying whose talk it is: "○○さんの発表。"."""
    features, line = heading.features, heading.speaker_line
    if line is None or line is heading.line:
        return False
    told = line.text.strip()
    if not (WHOSE_TALK.match(told) or (features["plain"] and ENGLISH_SPEAKER.match(told))):
        return False
    first = next(iter(text.lines(heading.start + 1, text.own_end[heading.block])), None)
    return first is line and not any(features[name] for name in ("generic", "is day", "is label", "parent qa"))


LONGEST_LABEL = 16  # characters of "Opening keynote", 基調講演
CALLED_SO = re.compile(
    r"^[」』]?\s?(?:という|と題し|との)(?:タイトル|題|題名|演題|テーマ|発表|お?話)?[^。]{0,16}?(?:発表|登壇|LT|話|講演)"
)


def called_so_below(text: Text, heading: Candidate) -> bool:
    """Whether the line below a heading goes on with it: "## title" and "というタイトルで発表をした。"."""
    below = text.blocks[heading.start + 1 : heading.start + 2]
    words_ = below[0].lines[0].text.lstrip()[:60] if below and below[0].lines else ""
    return words_[:1] in ("と", "」", "』") and bool(CALLED_SO.match(words_))


def surely_none(text: Text, heading: Candidate) -> bool:
    """Whether a heading is no talk beyond doubt: it holds a series of talks told in sentences, or what somebody said."""
    return heading.block in text.series or over_quote(text, heading) or lists_talks(text, heading) or bare_part(heading)


def lists_talks(text: Text, candidate: Candidate) -> bool:
    """Whether a heading that only says "talks" or "presentations" stands over the decks of several, or over a list."""
    if not words.LISTS_TALKS.fullmatch(bare_heading(candidate.line.text)):
        return False
    below = text.blocks[candidate.block + 1 : text.own_end[candidate.block]]
    items = sum(block.kind == "item" for block in below)
    of_item = any(block.kind == "item" and candidate.speaker_line in block.lines for block in below)
    return candidate.features["own decks"] > 0.5 or (items >= SEVERAL and (candidate.speaker_line is None or of_item))


def bare_part(candidate: Candidate) -> bool:
    """Whether a heading names a part of any event (オープニング, Q&A) and nothing under it is a talk's."""
    features = candidate.features
    shown = ["own decks", "own video", "heading deck", "heading video", "heading session"]
    if candidate.split.form != "below":  # whoever is named below it opened, closed or summed up
        shown.append("split speaker")
    return bool(features["generic"]) and not any(features[name] for name in shown)


def leads_to_its_deck(candidate: Candidate) -> bool:
    """Whether a heading is a title that is itself the link to a deck or recording, the plainest form of telling a talk:
    too rare among the labelled reports for a model of sums to weigh it rightly against numbers and short posts."""
    features = candidate.features
    says_else = (
        "generic",
        "generic words",
        "is day",
        "is label",
        "name only",
        "event words",
        "report words",
        "qa words",
    )
    linked = features["heading deck"] and features["heading linked"] >= 0.5
    return bool(linked) and not any(features[name] for name in says_else)


def over_own_deck(text: Text, candidate: Candidate) -> bool:
    """Whether a heading is a person and nothing else, or a title in quotation marks and nothing else but its number, right
    over the one deck of its section, which has a line of its own."""
    features = candidate.features
    person = features["name only with deck"] and is_marked(candidate.line.text)
    quoted = candidate.split.quoted and not features["report words"]
    return bool(
        (person or quoted)
        and features["near sure deck"]
        and features["one own deck"]
        and not (features["parent qa"] or features["parent not"] or features["generic"])
        and any(
            hosts_a_deck(link.url) and (line.bare or len(line.text.strip()) <= link.end - link.start + 12)
            for line in text.lines(candidate.start + 1, text.own_end[candidate.block])
            for link in line.links
        )
    )


def over_quote(text: Text, candidate: Candidate) -> bool:
    """Whether a heading that names a person, or that stands right over one that does, is over words in quotation marks
    alone: what that person said."""
    if candidate.split.form not in ("name", "below"):
        return False
    below = text.blocks[candidate.block + 1 : text.whole_end[candidate.block]]
    kinds = {block.kind for block in below if block.kind not in ("rule", "heading")}
    return kinds == {"quote"}


STAFF = re.compile(
    r"スタッフ|メンバー|運営|実行委員|主催|スポンサー|\b(?:staff|organi[sz]ers?|team|crew|sponsors?)\b", re.I
)


def over_label(candidate: Candidate) -> bool:
    """Whether the section of a heading says who spoke by a label (発表者：…, Speaker: …) or a role (ゲストの○○さんが): whatever
    the heading is called, a talk is told. Not so where the heading says that it is something else, or holds several talks."""
    features, line = candidate.features, candidate.speaker_line
    if (
        line is None
        or line is candidate.line
        or not (LABELLED_LINE.match(line.text.strip()) or GUESTS.search(line.text[:200]))
    ):
        return False
    if STAFF.search(candidate.line.text):
        return False
    return not any(features[name] for name in ("generic", "is day", "is empty", "many decks", "report words"))
