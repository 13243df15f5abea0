"""Talks that the post's author gave: who the author says to be, and which talks the post tells of as the author's own.

Belongs here: the first person. Does not belong here: speakers whom the post names beside their talk (`speakers`, `prose`)
and what other places of the post say of a talk (`elsewhere`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reports.drafts import Draft
from pipeline.reports.hosts import account_of, kind_of
from pipeline.reports.likeness import NOT_A_PERSON
from pipeline.reports.names import is_marked, join, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.prose import UNIT
from pipeline.reports.report import Evidence
from pipeline.reports.sections import Text
from pipeline.reports.titles import clean_title

OPENING = 10  # lines of a post in which its author may introduce themselves
NEAR = 2  # lines of a section that may say that the talk is the author's

GREETS = re.compile(
    r"(?:こんにち[はわ]|こんばん[はわ]|はじめまして|初めまして|おはようございます|お疲れ(?:さま|様)です|どうも|ども)[、。，,！!～〜ー…☀-➿\s]*(\S.{0,40}?)\s*(?:です|と申します|といいます|と言います)(?:[。！!、\s（(]|$)"
)
GREETS_EN = re.compile(
    r"\b(?:I'm|I’m|I am|[Mm]y name is|[Tt]his is) ([A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)[ ,.!]|(?:^|[.!] |👋 )([A-Z][\w'’-]+) here[.,!]"
)
OWN = re.compile(
    r"(?:自分|私|僕|わたし|ぼく|俺|筆者)(?:の|も|が|は|から(?:は)?)[^。、]{0,12}?(?:発表|登壇|LT|トーク|スライド|資料|話し|番)|(?:つまり|これは|トリは)(?:私|自分|僕)|(?:話|発表|登壇)した(?:こと|内容)|"
    r"^[^がはさ。]{0,24}(?:登壇|発表|LT)(?:(?:して(?:き|まいり))?し?ました|した(?:[。！!]|$))|^[^がはさ。]{0,24}話して(?:き|まいり)ました|"
    r"^[^がさ。]{0,100}(?:タイトル|題名?|テーマ)で(?:登壇|発表|LT|お?話)を?(?:し|さ)|"
    r"\b[Mm]y (?:own |first |second )?(?:talk|slides|session|presentation)\b|\bI (?:gave|presented|spoke|talked|kicked (?:things|it) off)\b|\bme!"
)


# the author, for no other person is named: "…について発表してきました。発表資料はこちら"
SPOKE_HERE = re.compile(
    r"^(?!.*(?:さん|氏|先生)(?:が|は|の|に)).*(?:発表|登壇|LT|講演|お?話)(?:を)?(?:し|さ)(?:てき|てまいり|せていただき)?ました"
)
# a post's title that says what its author talked about: 「…」というテーマで…に登壇しました, …で「…」について発表してきた
TITLED = re.compile(
    r"「([^「」]{4,80})」(?:という|と題し(?:て|た)|の|について)?(?:(?:タイトル|題名?|テーマ|発表|LT|お?話|セッション)(?:で|を|という|にて))?[^「」]{0,60}?(?:登壇|発表|LT|話|講演)(?:を)?(?:し|さ)(?:てき|てまいり|せていただき)?(?:ました|た)"
)


TITLED_EN = re.compile(
    r"\b(?:slides?|talk|deck|video|recording)\b[^\"“]{0,16}[\"“]([^\"“”]{4,100})[\"”][^\"“]{0,12}\b(?:at|from|for)\b",
    re.I,
)  # Slides from "…" at the meetup


# a post's title that says that its author spoke
SPOKE = quick(
    r"(?<![A-Za-z])LT(?:$|\s*[!！]|[をにで]?(?:し|デビュー|登壇|発表|やって|参加|初))|で\s?LT$|登壇(?!者)|発表し|話して(?:き|来)|話しました|\b(?:I )?(?:spoke|speaking|talked) at\b|\b(?:my|giving a|gave a) (?:first )?talk\b"
)


def own_title(title: str) -> str:
    """What a post's title says that its author talked about; "" where it does not."""
    found = TITLED.search(title) or TITLED_EN.search(title)
    return found[1] if found else ""


def lend_author(text: Text, talks: Sequence[Draft]) -> None:
    """Give each talk without speakers that the post tells of in the first person its author, under the name by which the
    author introduces themselves, else the one that the post is signed with."""
    own = own_title(text.title)
    if own and len(talks) == 1 and not talks[0].title and not talks[0].speakers:
        talks[0].title = clean_title(own)
        talks[0].evidence.append(Evidence(1, 1, text.title[:200], "title: the author's talk, in the post's title", 0.7))
        wanting = [*talks]
    else:
        alone = len(talks) == 1 and bool(SPOKE.search(text.title))
        wanting = [talk for talk in talks if not talk.speakers and (alone or is_own(text, talk))]
    if not wanting:
        return
    name = introduced(text) or text.source.author.strip().lstrip("@")
    for talk in wanting:
        talk.speakers = [name] if name else []


def is_own(text: Text, talk: Draft) -> bool:
    """Whether the talk's line, the heading over it or the first lines of its section say that the author gave it."""
    for candidate in talk.candidates:
        if candidate.kind == "deck" and SPOKE_HERE.search(candidate.line.text):
            return True
        above = text.places[candidate.block].heading
        heads = [candidate.line.text, text.heading_text(above) if above >= 0 else ""]
        if any(
            OWN.search(words[:120]) and not is_marked(words)
            for words in [*heads, *first_lines(text, candidate.block, candidate.stop)]
        ):
            return True
    return False


def first_lines(text: Text, start: int, stop: int) -> Iterator[str]:
    """The first lines of a section that are words."""
    seen = 0
    for block in text.blocks[start + 1 : stop]:
        if block.kind not in ("paragraph", "item"):
            continue
        for line in block.lines:
            if not line.bare and line.text.strip():
                yield line.text.strip()
                seen += 1
                if seen >= NEAR:
                    return


def introduced(text: Text) -> str:
    """The name by which the author introduces themselves in the post's first lines; "" where there is none."""
    seen = 0
    for block in text.blocks:
        if block.kind not in ("paragraph", "item"):
            continue
        for line in block.lines:
            seen += 1
            if seen > OPENING:
                return ""
            found = GREETS.search(line.text[:200])
            linked = next(
                (k for k in line.links if found and kind_of(k.url) == "profile" and found[1].endswith(k.text)), None
            )
            if linked is not None and len(linked.text) >= 2:
                return join(account_of(linked.url), linked.text.strip())
            if found and (name := of_oneself(found[1])):
                return name
            english = GREETS_EN.search(line.text[:200])
            if english and not NOT_A_PERSON.match(english[1] or english[2]):
                people = read_people(english[1] or english[2])
                if people.likeness >= 0.3:
                    return people.names[0]
    return ""


def of_oneself(piece: str) -> str:
    """The name in "ACMEの開発部の大西", "@k_onishi", "らいむ"."""
    unit, parted, name = piece.rpartition("の")
    if parted and (UNIT.search(unit) or len(unit) >= 4) and 1 < len(name) <= 8:
        piece = name
    people = read_people(piece)
    return people.names[0] if len(people.names) == 1 and (people.likeness >= 0.2 or len(piece) <= 6) else ""
