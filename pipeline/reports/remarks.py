"""What named people said: comments under a person's heading, lines "@x さん: …", quotes, embedded tweets.

Belongs here: finding remarks and whether each is a question, an answer or a comment. Does not belong here: who spoke at
the event (`candidates`, `names`), or words that running text gives to a person (`quotes`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.reports import words
from pipeline.reports.blocks import PSEUDO_LEVEL, Line
from pipeline.reports.likeness import HANDLE, name_likeness
from pipeline.reports.names import HONORIFIC, is_marked, join, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.quotes import CONVERSATION, hearsay, person_before, quotes_in
from pipeline.reports.report import Evidence, ReadRemark, RemarkKind
from pipeline.reports.roster import Roster
from pipeline.reports.sections import Text
from pipeline.reports.signed import QUOTED_TWEET, Signed, by_colon, signed_line, signed_quote, signed_rows, voices_near
from pipeline.reports.splitting import split_line

MOST = 200  # remarks of one report; a pasted chat log has no end
PERSON = rf"(?:{HANDLE}(?:\s?[^\s:：「」@]{{0,12}}?{HONORIFIC})?(?:\s?[(（][^()（）]{{1,20}}[)）])?|[^\s:：「」、。@]{{1,20}}(?:[ \u3000][^\s:：「」、。@]{{0,10}})?{HONORIFIC}(?:\s?[(（][^()（）]{{1,20}}[)）])?)"
PROFILE = re.compile(r"https?://(?:www\.|mobile\.)?(?:twitter|x|github)\.com/(\w{2,39})/?$")
SAID = re.compile(rf"^[\s・>*-]*(?:[QA][.．:：]\s*)?({PERSON})\s*(?:[:：]|\s[-–—]\s)\s*(\S.*)$")
QUOTE_LINE = re.compile(
    rf"^[\s・>*-]*({PERSON})\s*(?:が|は|から|も)?[、:：]?\s*「([^「」]{{4,600}}(?:「[^「」]{{1,80}}」[^「」]{{0,300}}){{0,3}})」"
)
TURN = re.compile(rf"^[\s・>*-]*{PERSON}\s?「[^「」]{{4,}}」?")
NEAR = 4  # blocks on either side of a turn in a dialog
LINES = 12  # lines of each of them
LINE_ENDS = re.compile(r"\s*(?:$|[。！!♪（(])")
# Japanese that ends like a sentence: in hiragana or with a mark, not in the noun of a title
ENDS_AS_SPEECH = re.compile(r"[ぁ-ん。！!？?…～~笑w♪ｗ👍🚀」）)]$|(?:イイ|スゴイ|ヤバイ)$")
JAPANESE_WORDS = re.compile(r"[ぁ-んァ-ヶ一-龥]")
SIGNS = frozenset('(（[【QqAaＱＡ"“「『')
SIGN = re.compile(r": |：|>")
LABEL_OR_VOICE = quick(r"質問|回答|答え|コメント|返答|感想|補足|指摘|意見|「|question|comment|answer", re.I)
QUESTION = quick(r"[?？]|(?:でしょうか|ますか|ですか|のか|かな|ませんか|んだろう)[。！!]?$|^(?:Q|質問)[.．:：]", re.I)
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
    kind: RemarkKind | None = None  # what the text calls it, where it does


def find_remarks(
    text: Text,
    talk_headings: set[int],
    author_names: set[str],
    covered: Sequence[int | None],
    talks: Sequence[tuple[str | None, Sequence[str]]] = (),
) -> list[Found]:
    """All remarks in order. `talk_headings` are blocks that are talks' own headings; `covered` gives each block's talk,
    an index into `talks`, which are (title, speakers)."""
    found: list[Found] = []
    roster = Roster([*(name for _, speakers in talks for name in speakers), *linked_people(text)], text.known)
    titles = {fold(title) for title, _ in talks if title}
    talking: tuple[int, tuple[str, ...]] = (-2, ())  # the heading whose people were looked up last, and they
    at = 0
    read_to = 0  # quotes before this block were read
    signatures: set[int] = set()  # blocks that named a quote's person
    asked = -2  # the last block with a question by somebody
    while at < len(text.blocks) and len(found) < MOST:
        block = text.blocks[at]
        index = covered[at]
        speakers = list(talks[index][1]) if index is not None and index < len(talks) else []
        if block.kind == "quote" and at >= read_to and (signed := signed_quote(text, at, roster, signatures)):
            quote, read_to = signed
            found.append(found_from(quote, at))
            asked = read_to - 1 if quote.words.rstrip('」"”').endswith(("?", "？")) else asked
        if block.kind == "quote" and at < read_to:
            at += 1
            continue
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
            people = "" if introduces(text, at, speakers, talk_headings) else speaks(text, at, covered)
            signatures.add(at)
            if people:
                read_to = max(read_to, text.own_end[at])
                found.extend(under_heading(text, at, people))
        elif block.kind == "table":
            found.extend(found_from(each, at) for each in signed_rows(block, roster))
        elif block.kind in ("paragraph", "item", "quote"):
            heading = text.places[at].heading
            if talking[0] != heading:
                talking = (heading, talked_with(text, heading, talk_headings))
            made = in_lines(text, at, roster, speakers, talking[1], answers=at - asked <= 1)
            made = [each for each in made if fold(each.text) not in titles]
            if any(each.kind == "question" or each.text.endswith(("?", "？")) for each in made):
                asked = at
            found.extend(made)
        at += 1
    return found


def speaks(text: Text, at: int, covered: Sequence[int | None]) -> str:
    """The person whom a heading names and nothing else, where what stands under it can be their words."""
    line = text.blocks[at].lines[0]
    split = split_line(line)
    if split.form != "name" or len(split.speakers) != 1 or not is_marked(line.text):
        return ""
    around = " ".join(text.heading_text(parent) for parent in text.parents(at))
    quoted = at + 1 < len(text.blocks) and text.blocks[at + 1].kind == "quote"
    if covered[at] is None and not words.QA.search(around) and not quoted:
        return ""
    return split.speakers[0]


def introduces(text: Text, at: int, speakers: Sequence[str], talk_headings: set[int]) -> bool:
    """Whether a line set as a heading right under a talk's own heading names who gave it: what follows says who they are."""
    block = text.blocks[at]
    if block.level != PSEUDO_LEVEL or not speakers:
        return False
    above = at - 1
    while above >= 0 and text.blocks[above].kind != "heading" and not any(k.text for k in text.blocks[above].lines):
        above -= 1  # their picture
    named = fold(block.lines[0].text)
    return above in talk_headings and any(fold(name) in named for name in speakers)


def under_heading(text: Text, at: int, person: str) -> list[Found]:
    """The words under a person's heading: one remark; a line of somebody else's words ends it."""
    spoken: list[Line] = []
    for inner in range(at + 1, text.own_end[at]):
        block = text.blocks[inner]
        if block.kind in ("code", "tweet", "footnote", "rule", "table"):
            continue
        for line in block.lines:
            if SAID.match(line.text) or (QUOTE_LINE.match(line.text.strip()[:1500]) and spoken):
                continue
            if line.text.strip() and not line.bare:
                spoken.append(line)
    if not spoken:
        return []
    said = "\n".join(line.text.strip() for line in spoken)
    return [Found(person, said[:4000], at, spoken[0], "words under a person's heading", confidence=0.8)]


def found_from(signed: Signed, at: int) -> Found:
    via = "tweet" if signed.rule == QUOTED_TWEET else ""
    return Found(signed.speaker, signed.words, at, signed.line, signed.rule, via, signed.confidence, signed.kind)


def in_lines(
    text: Text, at: int, roster: Roster, speakers: list[str], people: Sequence[str], *, answers: bool
) -> list[Found]:
    """Lines "@x さん: …", words that a line gives to a person, and what `people` said in a conversation.

    `speakers`: whose talk is told of there; `answers`: somebody asked right before.
    """
    made: list[Found] = []
    answering = speakers[0] if len(speakers) == 1 else ""
    voices: bool | None = None
    block = text.blocks[at]
    heading = text.heading_text(text.places[at].heading)
    nearest = ""
    for line in block.lines:
        content = line.text.strip()
        if len(content) < 6 or len(content) > 3000:
            continue
        if (
            content[0] in SIGNS
            or content[-1] in ")）"
            or SIGN.search(content[:70])
            or LABEL_OR_VOICE.search(content[:16])
        ):
            if voices is None:
                voices = voices_near(text, at) or in_dialog(text, at)
            signed = signed_line(line, roster, voices) or by_colon(
                line, roster, speakers, voices, answers or any(each.text.endswith(("?", "？")) for each in made[-1:])
            )
            if signed:
                made.extend(found_from(each, at) for each in signed)
                continue
        marked = is_marked(content)
        if marked and (remark := begun_by_person(line, content, heading)):
            speaker, words_said = remark
            made.append(Found(speaker, words_said, at, line, "line that begins with a person"))
            continue
        quotes = list(quotes_in(line, roster, nearest, answering))
        if people and not quotes:
            quotes = list(hearsay(line, roster, people))
        made.extend(
            Found(quote.speaker, quote.words, at, line, quote.rule, "", quote.confidence, quote.kind)
            for quote in quotes
        )
        if marked:
            nearest = person_before(content[-1500:])[0] or nearest
    return made


def in_dialog(text: Text, at: int) -> bool:
    """Whether at least two lines around a block begin with a person marked as one and go on with their words."""
    heading = text.places[at].heading
    turns = 0
    for near in range(max(0, at - NEAR), min(len(text.blocks), at + NEAR + 1)):
        if text.blocks[near].kind not in ("paragraph", "item") or text.places[near].heading != heading:
            continue
        for line in text.blocks[near].lines[:LINES]:
            content = line.text.strip()[:200]
            turns += bool(is_marked(content[:24]) and not line.links and (SAID.match(content) or TURN.match(content)))
            if turns >= 2:
                return True
    return False


def begun_by_person(line: Line, content: str, heading: str) -> tuple[str, str] | None:
    """The speaker and the words of a line "@x さん: …" or "x さん「…」"."""
    quoted = QUOTE_LINE.match(content[:1500])
    if quoted and LINE_ENDS.match(content[quoted.end() :][:8]):
        person, words_said = quoted[1], quoted[2].strip()
    else:
        said = SAID.match(content[:1500])
        if not said or said[2].startswith(("http", "//")):
            return None
        person, words_said = said[1], (said[2] + content[1500:]).strip()
        if re.fullmatch(r"「[^「」]*」", words_said):
            words_said = words_said[1:-1]
    people = read_people(person)
    begins = max(0, line.text.find(words_said[:20]))  # a link before that is the person's profile
    linked = sum(k.end - k.start for k in line.links if k.form == "link" and k.start >= begins)
    links_only = linked >= len(words_said) - 3
    if len(people.names) != 1 or people.likeness < 0.6 or links_only or is_talk_line(words_said, heading):
        return None
    if len(words_said) < 60 and JAPANESE_WORDS.search(words_said) and not sounds_said(words_said):
        return None
    return people.names[0], words_said


def sounds_said(words_said: str) -> bool:
    """Whether Japanese words end as speech does; a title or what somebody worked on ends in a noun."""
    bare = re.sub(r"[(（][^()（）]*[)）]$", "", words_said).strip()
    return bool(ENDS_AS_SPEECH.search(bare or words_said))


def talked_with(text: Text, heading: int, talk_headings: set[int]) -> tuple[str, ...]:
    """The people whom a heading names, where what stands under it tells of a conversation with them."""
    if heading < 0 or heading in talk_headings:
        return ()
    around = " ".join(text.heading_text(parent) for parent in text.parents(heading))
    if not CONVERSATION.search(around):
        return ()
    people = read_people(text.heading_text(heading))
    return people.names if people.likeness >= 0.3 else ()


def linked_people(text: Text) -> list[str]:
    """People whom the report names as the text of a link to their profile, as "handle|name"."""
    found: list[str] = []
    for block in text.blocks:
        for link in block.links():
            profile = PROFILE.match(link.url) if link.form == "link" and 2 <= len(link.text) <= 24 else None
            if profile and name_likeness(link.text.strip()) >= 0.4:
                found.append(join(profile[1], link.text.strip()))
    return found


def fold(text: str) -> str:
    """Letters and digits only, lower case, to compare words with a title."""
    return "".join(char for char in text.lower() if char.isalnum())


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
        if each.kind is not None:
            kind, asked = each.kind, each.kind == "question"
        elif not each.via:
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
