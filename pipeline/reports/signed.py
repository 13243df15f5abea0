"""Words that marks give to a person: a label with a name, a name in brackets behind or before, a signature under a quote.

Belongs here: the forms in which a report sets the name apart from the words. Does not belong here: lines that begin with
"name さん:", headings (`remarks`), words that running text gives to a person (`quotes`).

The forms: "（質問：name）…", "Q（name）: …", "Q by name: …", "Q. … （name さん）", "(name) … → (name) …" where a conversation is
told; "name「…」", "name：…" or "… （name さん）" in a list of voices, and a table of them; "name さんの感想：…"; "Name: …" by
somebody known; and a quote (">") with its person in the last line, in the line below, in the line above, or in the
sentence that goes on after it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.reports.blocks import Block, Line
from pipeline.reports.likeness import COMMON, HANDLE, NOT_A_PERSON, PARTICLE, name_likeness
from pipeline.reports.names import HONORIFIC, is_marked, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.quotes import PRONOUNS, person_before
from pipeline.reports.report import RemarkKind
from pipeline.reports.roster import Roster
from pipeline.reports.sections import Text
from pipeline.reports.words import JAPANESE

LONGEST = 2000  # characters of a line that are looked at
ASKING, ANSWERING, TELLING = (
    "質問|question|q|ｑ",
    "回答|答え|返答|answer|reply|a|ａ",
    "コメント|感想|補足|指摘|意見|comment|note|feedback",
)
LABEL = rf"(?:ご)?(?P<label>{ASKING}|{ANSWERING}|{TELLING})(?:者)?\s?\d{{0,2}}"
NAME = r"(?P<name>[^()（）\[\]【】「」:：。]{1,30}?)"
BEGINS = r"^[\s・>*-]*"
LABELLED = re.compile(rf"{BEGINS}[（(\[【]\s?{LABEL}\s?[:：/／]\s?{NAME}\s?[)）\]】]\s?[:：]?\s?(?P<words>\S.*)$", re.I)
LABEL_FIRST = re.compile(
    rf"{BEGINS}{LABEL}\s?(?:[（(\[【]\s?{NAME}\s?[)）\]】]\s?[:：.．]?|(?:by|from)\s(?P<by>[^:：()（）]{{1,30}})[:：])\s?(?P<words>\S.*)$",
    re.I,
)
LABEL_LAST = re.compile(
    rf"{BEGINS}{LABEL}\s?[.．:：)）]\s?(?P<words>\S.*?)\s?(?:[（(\[]\s?(?:by\s)?{NAME}\s?[)）\]]|\s[-–—―]{{1,2}}\s?(?P<by>[^()（）。、]{{2,30}}))[.。]?$",
    re.I,
)
IN_TURN = re.compile(rf"^[（(\[]\s?{NAME}\s?[)）\]]\s?(?P<words>\S.*)$")
ARROW = quick(r"\s*(?:→|⇒|->|=>|←|<-)\s*(?=[（(\[])")
VOICE = re.compile(r"^[\s・>*-]*(?P<name>[^\s「」:：。、()（）]{1,14})\s?[:：]?\s?「(?P<words>[^「」]{3,400})」[。]?$")
VOICE_COLON = re.compile(
    r"^[\s・>*-]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s+)?(?P<name>[^\s「」:：。、()（）<>]{1,16})\s?[:：]\s?(?P<words>[^「」\s].{4,})$"
)
VOICE_LAST = re.compile(
    rf"^[\s・>*-]*(?P<words>[^「」].{{4,400}}?)\s?[（(](?P<name>{HANDLE}|[^()（）\s]{{1,20}}{HONORIFIC})[)）]$"
)
CHAT = re.compile(r"^[\s・>*-]*(?:\[?\d{1,2}:\d{2}(?::\d{2})?\]?\s*)?<@?(?P<name>[\w.-]{2,24})>\s+(?P<words>\S.{3,})$")
OF_PERSON = re.compile(
    rf"^[\s・>*-]*(?P<name>{HANDLE}(?:\s?{HONORIFIC})?|[^\s「」:：。、]{{1,20}}\s?{HONORIFIC})(?:から|より)?の(?:ご)?(?P<label>質問|回答|答え|返答|コメント|感想|補足|指摘|意見|ひとこと|一言)\s?[:：]\s?(?P<words>\S.{{3,}})$"
)
# what stands before a colon among questions and is nobody
NO_NAME = re.compile(
    r"^(?:.{0,4}(?:質問|回答|答え|補足|感想|コメント|参考|資料|日時|場所|会場|内容|備考|タイトル|テーマ|結論|理由|結果|方法|対策|原因|ポイント|まとめ|メモ)|例|注|余談|前提|その他|ちなみに|url|https?|q\d*|a\d*|note|tip)$",
    re.I,
)
SPOKEN = quick(
    r"(?:[。！!？?…～~笑w♪]|です|ます|ました|でした|ですか|ますか|よ|ね|よね|かな|のか|たい|ない|った)[)）]?$"
)
WHO_COLUMN = re.compile(
    r"^(?:お?名前|氏名|ハンドル(?:ネーム)?|だれ|誰|発言者|質問者|回答者|参加者|who|name|from|by)$", re.I
)
WORDS_COLUMN = re.compile(
    r"^(?:いただいた|ご)?(?P<label>コメント|感想|ひとこと|一言|発言|意見|声|質問|回答|comments?|feedback|said|quote|questions?|answers?)(?:内容)?$",
    re.I,
)
SIGNED_VOICE = re.compile(
    r"^[\s・>*-]*[\"“「『](?P<words>[^\"“”「」『』]{4,600})[\"”」』],?\s*[-–—―─]{1,2}\s?(?P<name>[^()（）。、,]{2,40}?)(?:[,、]\s?[^.。]{2,60}|\s?[(（][^()（）]{1,60}[)）])?[.。]?$"
)
COLON = re.compile(r"^[\s・>*-]*(?P<name>[A-Z][\w'’.-]{1,20}(?: [A-Z][\w'’.-]{0,20}){0,2})\s?: (?P<words>\S.{7,})$")
VOICES = quick(
    r"質疑|質問|q ?[&＆] ?a|コメント|チャット|の声|声[:：]?$|やりとり|やり取り|会話|反応|感想|ひとこと|一言|発言|寄せられ|\bcomments?\b|\bquestions?\b|\bchat\b|\bvoices?\b|\bsaid\b|feedback|discussion|heard",
    re.I,
)
CLOSES_VOICES = re.compile(
    r"^(?:と|って)?(?:いった|などの?|いう|の)[^。]{0,20}?(?:やりとり|やり取り|会話|声|意見|質問|コメント|感想|一幕)"
)
OWN_WORDS = re.compile(
    r"(?:we|i|i'm|i’m|i've|my|our|you|yes|no|it's|it’s|they|if|don't|what|why|how|is|does|do|can)\b", re.I
)
SENTENCE_END = re.compile(r"[.!?…。！？][\"”’)]?$")
TOLD_OF = re.compile(
    r"(?:\w+ed|gave|spoke|showed|\w+s)\b(?! (?:it|they|is|are))"
)  # what somebody did, not what they said
NOBODY = re.compile(
    r"^(?:会場|オンライン|匿名|参加者|聴衆|視聴者|フロア|チャット|司会|運営|笑|爆笑|拍手|略|追記|注|その\d|\d+|前半|後半|続き|編集|"
    r"anonymous|audience|the audience|floor|chat|someone|somebody|anyone|online|laughter|laughs|sic|edit|note|tbd|etc|everyone|organi[sz]ers?)(?:から|より|の方)?\w?$",
    re.I,
)
# a line under a quote that names its person and nothing else
SIGNATURE = re.compile(
    rf"^[\s]*(?:(?P<dash>[-–—―─]{{1,2}}|by\s|By\s|[(（])\s?)?(?P<name>{HANDLE}(?:\s?{HONORIFIC})?|[^\s,、。:：()（）「」][^,、。:：()（）「」]{{0,24}}?)"
    rf"(?P<more>\s?[(（][^()（）]{{1,40}}[)）]|,\s[^.。]{{2,60}})?\s?[)）]?[.。:：]?$"
)
GOES_ON = re.compile(
    r"^(?:と|って)(?:いう|の|いった)?[^「」。]{0,24}?(?:質問|コメント|意見|声|指摘|感想|問い|ツッコミ)"
)
# a quote within a sentence: "X さんが" above it, "と答えていて" below
SUBJECT = re.compile(rf"(?P<name>(?:{HANDLE}|[^\s、。「」]{{1,20}}?)\s?{HONORIFIC})(?:が|は|も|から)[、]?$")
AND_SAID = re.compile(
    r"^(?:と|って)[^。「」]{0,12}?(?:言|いわ|おっしゃ|仰|答え|回答|話し|話さ|語|返|述べ|コメント|質問|つぶや|教え)"
)
ENDS_SIGNED = re.compile(r"(?<=[.!?。！？…\"”」\s])\s?[-–—―─]{1,2}\s?(?P<name>[^\s()（）。、,.][^()（）。、,]{1,30})$")
LEADS_IN = re.compile(
    rf"(?:(?P<ja>{HANDLE}|[^\s、。「」]{{1,20}}?\s?{HONORIFIC})(?:から|より|の|は|が)?(?:の)?(?:ご?質問|ご?コメント|ご?意見|感想|ひとこと|一言|発言|言葉|回答|答え|曰く|いわく)?(?:は|です|がありました|をいただきました)?"
    r"|(?P<en>[A-Z][\w'’-]+(?: [A-Z][\w'’.-]+)?) (?:said|says|asked|asks|wrote|writes|added|replied|answered|commented|put it)[^.:]{0,40})[:：。]\s*$"
)


@dataclass(frozen=True, slots=True)
class Signed:
    """Words with who said them; `line` is where they begin."""

    speaker: str
    words: str
    line: Line
    rule: str
    confidence: float
    kind: RemarkKind | None = None


def person_named(raw: str, roster: Roster, needed: float) -> str:
    """The one person that a piece of text names, as the report names them in full; "" where it is none surely enough.

    `needed` is the likeness of a name that is neither marked (@, さん) nor known from elsewhere in the report.
    """
    raw = raw.strip()
    bare = raw.strip("*_ 　")
    if not bare or len(bare) > 40 or NOBODY.match(bare) or NOT_A_PERSON.match(bare) or bare.lower() in PRONOUNS:
        return ""
    people = read_people(bare)
    if len(people.names) != 1:
        return ""
    name = people.names[0]
    if NOBODY.match(name) or NOT_A_PERSON.match(name):
        return ""
    if roster.knows(name):
        return roster.full(name)
    if is_marked(bare):
        return name if people.likeness >= 0.5 else ""
    if PARTICLE.search(name) or name.lower() in COMMON:
        return ""
    return name if people.likeness >= needed or name_likeness(name) >= needed else ""


def kind_of_label(label: str) -> RemarkKind:
    """What a label calls the words beside it."""
    if re.fullmatch(ASKING, label, re.I):
        return "question"
    return "answer" if re.fullmatch(ANSWERING, label, re.I) else "comment"


def signed_line(line: Line, roster: Roster, voices: bool) -> list[Signed]:
    """The words that marks in one line give to people. `voices`: the place tells what people said or asked."""
    content = line.text.strip()[:LONGEST]
    for form in (LABELLED, LABEL_FIRST, LABEL_LAST):
        found = form.match(content)
        if not found:
            continue
        groups = found.groupdict()
        needed = 0.5 if form is LABEL_LAST else 0.25
        person = person_named(groups["name"] or groups.get("by") or "", roster, needed)
        words = found["words"].strip()
        if person and len(words) >= 3:
            return [Signed(person, unquoted(words), line, "label with a name", 0.85, kind_of_label(found["label"]))]
    if (chat := CHAT.match(content)) or (chat := OF_PERSON.match(content)):
        person = person_named(chat["name"], roster, 0.2)
        kind = kind_of_label(chat["label"]) if "label" in chat.re.groupindex else None
        if person:
            return [Signed(person, unquoted(chat["words"]), line, "name and words parted by marks", 0.75, kind)]
    if voices and (voice := VOICE_LAST.match(content)):
        person = person_named(voice["name"], roster, 0.5)
        if person:
            return [Signed(person, voice["words"].strip(), line, "name in brackets in a list of voices", 0.7)]
    if voices and (voice := VOICE_COLON.match(content)) and not NO_NAME.match(voice["name"]):
        words = voice["words"].strip()
        person = person_named(voice["name"], roster, 0.35)
        if person and JAPANESE.search(words) and SPOKEN.search(words) and not line.links:
            return [Signed(person, words, line, "name and words in a list of voices", 0.65)]
    if voices and content[:1] in "（([":
        return in_turn(line, content, roster)
    if voices and (voice := VOICE.match(content)):
        person = person_named(voice["name"], roster, 0.2)
        if person:
            return [Signed(person, voice["words"].strip(), line, "name and quote in a list of voices", 0.7)]
    if voices and (voice := SIGNED_VOICE.match(content)):
        person = person_named(voice["name"], roster, 0.3)
        if person:
            return [Signed(person, voice["words"].strip(), line, "quote signed with a name", 0.75)]
    return []


def in_turn(line: Line, content: str, roster: Roster) -> list[Signed]:
    """ "(name) words → (name) words": everybody's words with their name in brackets before them."""
    made: list[Signed] = []
    for part in ARROW.split(content)[:8]:
        found = IN_TURN.match(part)
        person = person_named(found["name"], roster, 0.35) if found else ""
        if not found or not person:
            return []
        made.append(Signed(person, found["words"].strip(), line, "name in brackets before the words", 0.7))
    return made


def by_colon(line: Line, roster: Roster, speakers: list[str], voices: bool, asked: bool) -> list[Signed]:
    """ "Name: words" in English. `speakers`: whose talk is told of there, who say their own words only when `asked`."""
    found = COLON.match(line.text.strip()[:LONGEST])
    if not found:
        return []
    name, words = found["name"], found["words"].strip()
    known = roster.knows(name)
    if JAPANESE.search(words) and not (asked or voices):
        return []
    if not known and (name.lower() in COMMON or name.lower() in PRONOUNS or NOBODY.match(name)):
        return []
    sure = asked or voices or bool(OWN_WORDS.match(words))
    if not known and not (sure and name_likeness(name) >= 0.3):
        return []
    if not asked and (name in {part for one in speakers for part in one.split("|")} or TOLD_OF.match(words)):
        return []
    spoken = words[0].islower() or words[0] in '"“' or bool(SENTENCE_END.search(words))
    linked = sum(link.end - link.start for link in line.links)
    if len(words.split()) < 3 or not spoken or linked > len(words) / 2:
        return []
    quoted = re.fullmatch(r"[\"“]([^\"“”]+)[\"”][.]?", words)
    return [Signed(roster.full(name), quoted[1] if quoted else words, line, "line that begins with a person", 0.6)]


def signed_quote(text: Text, at: int, roster: Roster, used: set[int]) -> tuple[Signed, int] | None:
    """The words of the quote that begins at block `at`, with their person, and the block after all that was read.

    `used` holds the blocks that named the person of an earlier quote; the one that names this quote's is added to it.
    """
    blocks = text.blocks
    stop = at
    lines: list[Line] = []
    while stop < len(blocks) and blocks[stop].kind == "quote":
        lines += [line for line in blocks[stop].lines if line.text.strip()]
        stop += 1
    if not lines or len(lines) > 40:
        return None
    if len(lines) > 1 and (person := signature(lines[-1], roster, within=True)):
        return made_of(lines[:-1], person, "quote signed in its last line"), stop
    ending = ENDS_SIGNED.search(lines[-1].text[-60:])
    if ending and (person := person_named(ending["name"], roster, 0.5)):
        said = "\n".join(line.text.strip() for line in lines)[: -len(ending[0].rstrip())] or lines[0].text
        return Signed(person, unquoted(said)[:4000], lines[0], "quote signed at its end", 0.75), stop
    before = blocks[at - 1] if at else None
    if before is not None and (handle := tweeted_by(before)):
        return made_of(lines, roster.full(handle), QUOTED_TWEET), stop
    if before is not None and at - 1 not in used and (person := named_above(before, roster)):
        used.add(at - 1)
        return made_of(lines, person, "quote under its person"), stop
    after = blocks[stop] if stop < len(blocks) else None
    if after is not None and after.kind == "paragraph" and after.lines:
        first = after.lines[0]
        if before is not None and at - 1 not in used and AND_SAID.match(first.text.strip()):
            subject = SUBJECT.search(end_of(before))
            person = person_before(subject["name"])[0] if subject else ""
            if person:
                return made_of(lines, roster.full(person), "quote between its person and the verb"), stop
        if len(after.lines) == 1 and (person := signature(first, roster, within=False)):
            used.add(stop)
            return made_of(lines, person, "quote above its person"), stop
        if goes_on := GOES_ON.match(first.text.strip()):
            clause = re.split(
                r"[、。]|に対", first.text.strip()[goes_on.end() - 24 if goes_on.end() > 24 else 0 : goes_on.end() + 24]
            )[0]
            person = person_before(clause)[0]
            if person:
                return made_of(lines, roster.full(person), "quote that the next sentence gives to a person"), stop
    return None


QUOTED_TWEET = "quote under the address of its tweet"
TWEET = re.compile(r"https?://(?:mobile\.)?(?:twitter|x)\.com/(\w{2,15})/status/\d")


def tweeted_by(block: Block) -> str:
    """Whose tweet it is whose address a paragraph is, and nothing else; "" where it is none."""
    line = block.lines[0] if block.kind == "paragraph" and len(block.lines) == 1 else None
    found = TWEET.match(line.links[0].url) if line is not None and line.bare else None
    return found[1] if found and found[1] != "i" else ""


def end_of(block: Block) -> str:
    """The end of a block's last line."""
    return block.lines[-1].text.strip()[-80:] if block.lines and block.kind in ("paragraph", "item") else ""


def made_of(lines: list[Line], person: str, rule: str) -> Signed:
    said = "\n".join(line.text.strip() for line in lines)
    return Signed(person, unquoted(said)[:4000], lines[0], rule, 0.75)


def unquoted(said: str) -> str:
    """Words without the one pair of marks around them."""
    said = said.strip()
    quoted = re.fullmatch(r"[\"“「『]([^\"“”「」『』]+)[\"”」』]", said)
    return quoted[1] if quoted else said


def signed_rows(block: Block, roster: Roster) -> list[Signed]:
    """The words in a table with a column of names and a column that is called comment, question or the like."""
    if len(block.rows) < 2:
        return []
    header = [cell.line.text.strip() for cell in block.rows[0]]
    who = next((at for at, text in enumerate(header) if WHO_COLUMN.match(text)), -1)
    what = [(at, found["label"]) for at, text in enumerate(header) if (found := WORDS_COLUMN.match(text))]
    if who < 0 or len(what) != 1:
        return []
    at, label = what[0]
    made: list[Signed] = []
    for row in block.rows[1:]:
        if max(who, at) >= len(row):
            continue
        person, words = person_named(row[who].line.text, roster, 0.2), row[at].line.text.strip()
        if person and len(words) >= 4:
            kind = kind_of_label(label.rstrip("s"))
            made.append(Signed(person, unquoted(words), row[at].line, "row of a table of voices", 0.75, kind))
    return made


def signature(line: Line, roster: Roster, *, within: bool) -> str:
    """The person whom a short line under a quote names; without a dash or "by" they must be marked or known."""
    content = line.text.strip()
    if line.links and any(link.form != "link" for link in line.links):
        return ""
    found = SIGNATURE.match(content) if 2 <= len(content) <= 100 else None
    slanted = bool(line.italic) and sum(end - start for start, end in line.italic) >= len(content) - 2
    if not found or (found["more"] and not within and not found["dash"] and not slanted):
        return ""
    return person_named(
        found["name"], roster, 0.3 if slanted or (found["dash"] and found["dash"] not in "(（") else 0.9
    )


def named_above(block: Block, roster: Roster) -> str:
    """The person to whom the line above a quote gives it."""
    if block.kind not in ("paragraph", "item") or not block.lines:
        return ""
    last = block.lines[-1]
    content = last.text.strip()
    if len(content) <= 40 and (last.is_strong or is_marked(content) or content.endswith((":", "："))):
        person = signature(last, roster, within=False)
        if person and (len(block.lines) == 1 or last.is_strong or content.endswith((":", "："))):
            return person
    found = LEADS_IN.search(content[-120:])
    if not found:
        return ""
    if found["ja"]:
        return roster.full(person_before(found["ja"])[0]) if person_before(found["ja"])[0] else ""
    return person_named(found["en"], roster, 0.3)


def voices_near(text: Text, at: int) -> bool:
    """Whether the heading of a block, or the line that leads to its list, announces what people said or asked."""
    place = text.places[at]
    if VOICES.search(text.heading_text(place.heading)):
        return True
    if place.item >= 0 and VOICES.search(first_text(text.blocks[place.item])):
        return True
    lead, behind = at - 1, at + 1
    while behind < len(text.blocks) and behind - at <= 30 and text.blocks[behind].kind == "item":
        behind += 1
    if (
        text.blocks[at].kind == "item"
        and behind < len(text.blocks)
        and text.blocks[behind].kind == "paragraph"
        and CLOSES_VOICES.match(first_text(text.blocks[behind]))
    ):
        return True
    while lead >= 0 and at - lead <= 30 and text.blocks[lead].kind == "item" and text.blocks[at].kind == "item":
        lead -= 1
    if lead < 0 or text.blocks[lead].kind not in ("paragraph", "heading"):
        return False
    said = first_text(text.blocks[lead])
    return len(said) <= 40 and bool(VOICES.search(said))


def is_voice(text: Text, at: int) -> bool:
    """Whether a list item is what somebody said, in a list of such: "name「…」" where voices are announced."""
    return bool(VOICE.match(first_text(text.blocks[at])[:LONGEST])) and voices_near(text, at)


def first_text(block: Block) -> str:
    return block.lines[0].text.strip() if block.lines else ""
