"""What named people said: comments under a person's heading, lines "@x さん: …", quotes, embedded tweets.

Belongs here: finding remarks and whether each is a question, an answer or a comment. Does not belong here: who spoke at
the event (`candidates`, `names`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reports import words
from pipeline.reports.blocks import Line
from pipeline.reports.names import HANDLE, HONORIFIC, MARKED, read_people
from pipeline.reports.report import Evidence, ReadRemark, RemarkKind
from pipeline.reports.sections import Text
from pipeline.reports.titles import split_line

MOST = 200  # remarks of one report; a pasted chat log has no end
PERSON = rf"(?:{HANDLE}(?:\s?[^\s:：「」@]{{0,12}}?{HONORIFIC})?(?:\s?[(（][^()（）]{{1,20}}[)）])?|[^\s:：「」、。@]{{1,20}}(?:[ \u3000][^\s:：「」、。@]{{1,10}})?{HONORIFIC}(?:\s?[(（][^()（）]{{1,20}}[)）])?)"
SAID = re.compile(rf"^[\s・>*-]*(?:[QA][.．:：]\s*)?({PERSON})\s*(?:[:：]|\s[-–—]\s)\s*(\S.*)$")
QUOTED = re.compile(rf"({PERSON})\s*(?:が|は|から|も|の)?[^「」。、]{{0,12}}「([^「」]{{4,200}})」")
QUOTE_AFTER = re.compile(
    r"^(?:\s*(?:$|[。！!♪]|と(?:い|言|の|おっ|仰|発言|コメント|質問|回答|述べ|話|お話|教え|感想|つぶや|ツイート)|って(?:言|い|の|おっ)|とのこと|など(?:と)?))"
)
NOT_SAID = re.compile(
    r"(?:発表|LT|登壇|セッション|トーク|講演|記事|本|著|タイトル|題|スライド|資料|ブログ|書い|作っ|という)[^「」]{0,8}$"
)
QUESTION = re.compile(
    r"[?？]|(?:でしょうか|ますか|ですか|のか|かな|ませんか|んだろう)[。！!]?$|^(?:Q|質問)[.．:：]", re.I
)
ANSWER = re.compile(r"^(?:A|回答)[.．:：]|^(?:はい|いいえ|そうですね|ええ|yes\b|no\b)", re.I)


@dataclass(slots=True)
class Found:
    """A remark with its place, before talks are numbered."""

    speaker: str
    text: str
    block: int
    line: Line
    rule: str
    via: str = ""
    confidence: float = 0.7


def find_remarks(
    text: Text, talk_headings: set[int], author_names: set[str], covered: Sequence[int | None]
) -> list[Found]:
    """All remarks in order. `talk_headings` are blocks that are talks' own headings; `covered` gives each block's talk."""
    found: list[Found] = []
    at = 0
    while at < len(text.blocks) and len(found) < MOST:
        block = text.blocks[at]
        if block.kind == "tweet" and block.tweet is not None:
            tweet = block.tweet
            if tweet.text and tweet.handle.lower() not in author_names:
                name = (
                    f"{tweet.handle}|{tweet.author}" if tweet.author and tweet.author != tweet.handle else tweet.handle
                )
                found.append(
                    Found(name, tweet.text, at, Line(block.first_line, tweet.text), "embedded tweet", "tweet", 0.95)
                )
        elif block.kind == "heading" and at not in talk_headings:
            people = speaks(text, at, covered)
            if people:
                found.extend(under_heading(text, at, people))
        elif block.kind in ("paragraph", "item", "quote"):
            found.extend(in_lines(text, at))
        at += 1
    return found


def speaks(text: Text, at: int, covered: Sequence[int | None]) -> str:
    """The person whom a heading names and nothing else, where what stands under it can be their words."""
    line = text.blocks[at].lines[0]
    split = split_line(line)
    if split.form != "name" or len(split.speakers) != 1 or not MARKED.search(line.text):
        return ""
    around = " ".join(text.heading_text(parent) for parent in text.parents(at))
    if covered[at] is None and not words.QA.search(around):
        return ""
    return split.speakers[0]


def under_heading(text: Text, at: int, person: str) -> list[Found]:
    """The words under a person's heading: one remark; a line of somebody else's words ends it."""
    spoken: list[Line] = []
    for inner in range(at + 1, text.own_end[at]):
        block = text.blocks[inner]
        if block.kind in ("code", "tweet", "footnote", "rule", "table"):
            continue
        for line in block.lines:
            if SAID.match(line.text) or (QUOTED.match(line.text.strip()) and spoken):
                continue
            if line.text.strip() and not line.bare:
                spoken.append(line)
    if not spoken:
        return []
    said = "\n".join(line.text.strip() for line in spoken)
    return [Found(person, said[:4000], at, spoken[0], "words under a person's heading", confidence=0.8)]


def in_lines(text: Text, at: int) -> list[Found]:
    """Lines "@x さん: …" and quotes that a line gives to a person."""
    made: list[Found] = []
    block = text.blocks[at]
    heading = text.heading_text(text.places[at].heading)
    for number, line in enumerate(block.lines):
        content = line.text.strip()
        if len(content) < 6 or len(content) > 3000:
            continue
        if not MARKED.search(content):
            continue
        said = SAID.match(content[:1500])
        if said and not said[2].startswith(("http", "//")):
            people = read_people(said[1])
            links_only = sum(k.end - k.start for k in line.links if k.form == "link") >= len(said[2]) - 3
            if (
                len(people.names) == 1
                and people.likeness >= 0.6
                and not links_only
                and not is_talk_line(said[2], heading)
            ):
                words_said = said[2].strip()
                words_said = words_said[1:-1] if re.fullmatch(r"「[^「」]*」", words_said) else words_said
                made.append(Found(people.names[0], words_said, at, line, "line that begins with a person"))
                continue
        for quote in QUOTED.finditer(content[:1500]) if "「" in content else ():
            if not QUOTE_AFTER.match(content[quote.end() : quote.end() + 30]) or NOT_SAID.search(
                content[quote.start() : quote.start(2) - 1]
            ):
                continue
            people = read_people(quote[1])
            if len(people.names) == 1 and people.likeness >= 0.6:
                made.append(
                    Found(people.names[0], quote[2].strip(), at, line, "quote given to a person", confidence=0.55)
                )
        del number
    return made


def is_talk_line(said: str, heading: str) -> bool:
    """Whether what follows a person's name is the title of a talk rather than their words: in a list of talks."""
    return (
        bool(re.search(r"タイムテーブル|発表一覧|登壇者|資料一覧|LT一覧|プログラム|schedule|speakers", heading, re.I))
        and len(said) < 80
    )


def number_remarks(
    text: Text, found: Sequence[Found], covered: Sequence[int | None], talks_at: Mapping[int, int]
) -> list[ReadRemark]:
    """The remarks with the index of the talk that each is about."""
    made: list[ReadRemark] = []
    asked = False
    for each in found:
        index = covered[each.block]
        talk = talks_at.get(index) if index is not None else None
        around = text.heading_text(text.places[each.block].heading) if text.blocks[each.block].kind != "heading" else ""
        kind: RemarkKind = "comment"
        if not each.via:
            if QUESTION.search(each.text.split("\n")[0]) or QUESTION.search(each.text[-40:]):
                kind, asked = "question", True
            elif ANSWER.match(each.text) or (asked and words.QA.search(around)):
                kind, asked = "answer", False
        made.append(
            ReadRemark(
                each.speaker,
                talk,
                each.text,
                kind,
                each.via,
                (
                    Evidence(
                        each.line.number,
                        each.line.number,
                        each.line.text[:200],
                        each.rule,
                        each.confidence,
                        text.heading_path(each.block),
                    ),
                ),
            )
        )
    return made
