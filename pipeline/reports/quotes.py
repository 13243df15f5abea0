"""Words that running text gives to a person: quotes with a verb of speech, quotes signed with a name, hearsay.

Belongs here: one line of prose to (speaker, words). Does not belong here: lines that begin with a speaker, words under a
person's heading (`remarks`), or what a name is (`names`).

The forms, in Japanese: 「…」 with its person before it and a verb of speech or a noun of it behind (と言われた, という質問);
"X 的には …", "X によると …"; a sentence that ends in とのこと. In English: X said: "…"; "…", said X; "…" (X). Every search looks
a bounded way back and ahead, so a line takes time linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import kind_of
from pipeline.reports.likeness import COMMON, HANDLE, KANJI, NOT_A_PERSON, name_likeness
from pipeline.reports.names import HONORIFIC, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.report import RemarkKind
from pipeline.reports.roster import Roster
from pipeline.reports.words import JAPANESE

BACK = 60  # characters before a quote in which its person may stand
AHEAD = 40
LONGEST = 3000  # characters of a line that are looked at
SPEAKING = r"言(?:っ|わ|い|う|え)|いわれ|いって|いっ?た|おっしゃ|仰|発言|コメント|質問|回答|答え|述べ|話し(?:て|た|ま|かけ)|教え|つぶや|呟|ツイート|アドバイス|指摘|語(?:っ|り|ら)|問いかけ|聞かれ|訊かれ|励まし|突っ込|ツッコ|褒め|叫|書い|書き込"
SAID_AFTER = re.compile(
    rf"\s*(?:と(?:の)?(?:、|いう|いった)?(?:[ごお]|のご)?(?:{SPEAKING})|って(?:{SPEAKING})|"
    r"と(?:いう|いった|の)(?:[^「」。、]{0,6})?(?:質問|コメント|声|意見|感想|回答|答え|指摘|言葉|名言|一言|ひとこと|お言葉|挨拶|あいさつ|アドバイス|発言|ツッコミ|助言|返事|返答|問い|ご質問|ご意見|ご感想|ご指摘)|とのこと|という一幕|とコメント)|\s*と[。！]"
)
WHERE_FROM = re.compile(
    r"^(?:\S{0,12}(?:作者|著者|開発者)|会場|客席|隣|常連|主催|司会|同僚|先輩|後輩|上司|弊社|運営|初参加|オンライン|チャット|フロア|スポンサー)の(?=..)"
)
ANSWER_IS = re.compile(r"の(?:答え|返事|回答|返答|返し|一言|ひとこと|コメント|質問|感想|口ぐせ|口癖)は$")
ASKED_BEFORE = re.compile(r"(?:質問|聞かれ|訊かれ|問い|尋ね|聞いた|聞く|コメント)[^。]*$")
SPEECH_END = re.compile(r"(?:[。！？!?]|です|ます|でした|ました|よ|ね|な|さ|か|わ)$")
WHAT_WAS_GIVEN = re.compile(
    r"という(?:[^「」。、]{0,6})?(?:タイトル|テーマ|題|発表|LT|セッション|トーク|講演|記事|本|資料|スライド|話)"
)
CAPITALS = r"[A-Z](?:\.|[\w'’-]{0,24})"
NAME_EN = rf"(?:(?:{CAPITALS} ){{0,2}}{CAPITALS}|{HANDLE})"
FULL_NAME_EN = rf"(?<![\w@])(?:{CAPITALS} ){{1,2}}{CAPITALS}|(?<![\w@])[A-Z][\w’'-]{{2,24}}(?=,)"
VERB_EN = r"(?:said|says|asked|asks|replied|replies|answered|answers|added|adds|told|tells|commented|comments|remarked|quipped|joked|concluded|argued|objected|wondered|agreed|disagreed|noted|pointed out|shouted|offered)"
SAID_EN = quick(
    rf"(?<![\w@])({NAME_EN})(?: (?:then|also|later|once|even))? {VERB_EN}(?: (?:to )?(?:me|us|the (?:room|audience)))?(?: afterwards| later)?\s?[:,]? ?[\"“]([^\"“”]{{4,600}})[\"”]"
)
# Name: "…"; Name's answer … was "…"; … , said: "…", whose subject stands further before
TOLD_EN = quick(
    rf"(?:(?:^|(?<=[.!?,;] )|(?<=- )|(?<=from )|(?<=As ))({NAME_EN})(?:: ?| put it[,:] |[’']s? (?:answer|reply|response|question|comment|advice|favou?rite line)(?: (?:to )?[\"“][^\"“”]{{1,200}}[\"”]| [^.!?\"“]{{0,80}})? (?:was|is):? )|(?:,|(?<= and)|\)) {VERB_EN}[:,] )[\"“]([^\"“”]{{4,600}})[\"”]"
)
ASKS_EN = re.compile(
    rf"(?<![\w@])({HANDLE}|[A-Z][\w’'-]{{1,20}}(?: [A-Z][\w’'-]{{1,20}})?)(?: from [^.,;:!?\"“]{{2,40}}|, [^.,;:!?\"“]{{2,40}},)? (?:asks|asked|wanted to know|wondered) ((?:if|whether|why|how|what|when|where|who) [^.,;:!?]{{4,200}})"
)
WITHIN_SENTENCE = re.compile(r"[a-z],? $")
ASKED_OUTRIGHT_EN = re.compile(
    rf"(?:^|(?<=[.!?] ))({HANDLE}|[A-Z][\w’'-]{{1,20}}(?: [A-Z][\w’'-]{{1,20}})?)(?: then| also| even)? ask(?:s|ed)(?: (?:me|us|him|her|them))?: ([^.!?\"“”]{{4,200}}\?)"
)
QUOTED_EN = re.compile(
    rf"[\"“]([^\"“”]{{4,600}})[\"”],? ?(?:{VERB_EN} (?:by )?({NAME_EN})|({NAME_EN}) {VERB_EN})(?![\w])"
)
SIGNED = re.compile(
    r"^[\s・>*-]*[\"“「『]([^\"“”「」『』]{4,600})[\"”」』]\s*(?:[(（]\s*([^()（）]{2,40}?)\s*[)）]|[-–—―]{1,2}\s*([^()（）。、]{2,40}))\s*[.。]?$"
)
STRONG_SIGNED = re.compile(rf"\s*[(（]\s*({HANDLE}(?:\s*{HONORIFIC})?)\s*[)）]\s*$")
REPLY = re.compile(
    rf"(?:←|<-|⇐|->|→|⇒)\s*([^←→⇒⇐]{{3,200}}?)\s*[(（]?(?:by|BY|By)\s*({HANDLE}|[^\s()（）]{{1,20}}\s?{HONORIFIC})\s*[)）]?\s*$"
)
PRONOUNS = frozenset(
    [
        "he",
        "she",
        "they",
        "we",
        "it",
        "i",
        "you",
        "who",
        "someone",
        "somebody",
        "one",
        "people",
        "this",
        "that",
        "the",
        "and",
        "but",
        "then",
        "everyone",
        "nobody",
        "anyone",
        "others",
        "another",
        "here",
        "there",
        "so",
        "as",
        "when",
        "speaker",
        "host",
        "moderator",
        "audience",
    ]
)
WITH_HONORIFIC = quick(rf"{HANDLE}(?:\s?{HONORIFIC})?|\s?(?:{HONORIFIC}|さん(?=から))")
NAME_BEFORE = re.compile(
    rf"(?:{HANDLE}|(?:{KANJI}{{1,4}}[ \u3000])?{KANJI}{{1,6}}|[A-Za-z0-9_.\u30a1-\u30f6ー・-]{{2,30}}|[A-Z][\w.-]{{1,20}} [A-Z][\w.-]{{1,20}}|[ぁ-んー]{{2,8}}|{KANJI}{{1,4}}[ぁ-んァ-ヶー]{{1,6}}|[ァ-ヶー]{{1,10}}{KANJI}{{1,4}})$"
)
BETWEEN = re.compile(r"(?:[(（][^()（）]{0,30}[)）])?(?:が|は|も|から|に|より|の|、|で|曰く|いわく)?[^「」。]{0,30}$")
SENTENCE = re.compile(r"[^。]*。?")
PUT_TO = re.compile(r"\s*(?:と|って)?(?:ご?質問|聞い|訊い|尋ね|たずね|伺|うかが|相談)[^。「」]{0,12}")
ANSWERED = re.compile(r"\s*(?:と|って)[^。「」]{0,4}(?:言われ|いわれ|返|答え|回答|教え|言って|おっしゃ|仰)")
BARE_SUBJECT = re.compile(r"(?:本人)?[はがも](?:、|も)?$")
HEARSAY_END = re.compile(
    r"(?:とのこと(?:だった|でした|です)?|(?:と|って)(?:言|い)って(?:い)?(?:た|ました)|という(?:回答|返事|返答|答え)(?:を|が)(?:もらった|いただいた|いただきました|もらいました|あった|ありました|返ってき(?:た|ました))|と(?:言われた|言われました|教えてくれた|教えてくれました|教えてもらった|答えてくれた|おっしゃっていた|おっしゃっていました|仰っていた|仰っていました))[ \u3000]*[。!！（(]?"
)
ACCORDING = re.compile(
    rf"^(?:[^。、]{{0,20}}、)?\s*({NAME_EN}|[^\s、。「」]{{1,20}}?\s?{HONORIFIC})\s*(?:的には|によると|によれば|曰く|いわく|のところでは|なら(?=\s))\s*[、,:：]?\s*"
)
ASKED = re.compile(
    r"^.{0,120}?(?:と|って|を)(?:聞いたら|聞いたところ|質問したら|質問したところ|尋ねたら|尋ねたところ|相談したら|伝えたら|伝えたところ)、?"
)
JOINING = re.compile(r"^(?:でも|だから|ただ|なので|しかし|また|そして|それで|ちなみに)[、\s]*")
TOLD = re.compile(r"(?:た|ました|でした)[。]?$")
CONVERSATION = quick(
    r"discussions?|conversations?|hallway|\bchats?\b|話した|話し|会話|雑談|懇親|やりとり|やり取り|交流|質疑|質問|q ?& ?a|コメント|感想戦|ask the speaker|インタビュー|interviews?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with who said them; `at` is their offset in the line."""

    speaker: str
    words: str
    at: int
    rule: str
    confidence: float
    kind: RemarkKind | None = None  # what the line calls it, where it does


def person_before(text: str) -> tuple[str, int]:
    """The last person with @ or an honorific in `text`, and where that mention ends; ("", 0) where there is none."""
    mentions = list(WITH_HONORIFIC.finditer(text))
    if not mentions:
        return "", 0
    last = mentions[-1]
    mention = last[0].strip()
    if mention.startswith("@"):
        people = read_people(mention)
        return (people.names[0] if people.names else ""), last.end()
    before = text[: last.start()]
    if before.endswith((")", "）")):  # 名前（handle）さん
        people = read_people(before[-40:] + last[0])
        return (people.names[0] if len(people.names) == 1 else ""), last.end()
    found = NAME_BEFORE.search(before[-34:])
    if not found or NOT_A_PERSON.match(found[0].strip()):
        return "", 0
    name = WHERE_FROM.sub("", found[0].strip().lstrip("@"))
    return (name if any(char.isalpha() for char in name) else ""), last.end()


def quotes_in(line: Line, roster: Roster, nearest: str, answering: str) -> Iterator[Quote]:
    """The quotes of a line that it gives to a person.

    `nearest` is the last person named before the line in its paragraph, `answering` the one whose talk is told of: a
    quote that is called a question goes to the first, one that is called an answer to the second.
    """
    content = line.text[:LONGEST]
    if "「" in content:
        yield from japanese_quotes(line, content, roster, nearest, answering)
    if '"' in content or "“" in content or "”" in content or " ask" in content:
        yield from english_quotes(line, content, roster)
    signed = SIGNED.match(content.strip()) if len(content) < 700 else None
    if signed:
        people = read_people((signed[2] or signed[3]).strip())
        known = len(people.names) == 1 and roster.knows(people.names[0])
        # English notes of a talk quote the famous so, who were not there
        present = JAPANESE.search(content) or signed[2] or "@" in content
        if len(people.names) == 1 and (known or (people.likeness >= 0.6 and present)):
            yield Quote(
                roster.full(people.names[0]), signed[1].strip(), signed.start(1), "quote signed with a name", 0.7
            )
    elif line.strong and len(content) < 400 and (mark := STRONG_SIGNED.search(content)):
        start, end = line.strong[0][0], line.strong[-1][1]
        if not content[:start].strip(" -*・>") and not content[end : mark.start()].strip():
            people = read_people(mark[1])
            if len(people.names) == 1:
                yield Quote(people.names[0], content[start:end].strip(), start, "bold words signed with a name", 0.6)
    if ("by" in content or "By" in content or "BY" in content) and (reply := REPLY.search(content[-260:])):
        people = read_people(reply[2])
        if len(people.names) == 1:
            yield Quote(
                people.names[0],
                reply[1].strip(),
                max(0, len(content) - 260) + reply.start(1),
                "reply signed with a name",
                0.65,
            )


def japanese_quotes(line: Line, content: str, roster: Roster, nearest: str, answering: str) -> Iterator[Quote]:
    ended = 0
    asked = ""  # whom a quote of this sentence was put to
    taken = -1  # where the last quote that stands in a row with this one ended
    for found in re.finditer(r"「([^「」]{2,400})」", content):
        opens, closes = found.start(), found.end()
        row, taken = taken == opens, closes
        after = content[closes : closes + AHEAD]
        while after.startswith("「"):  # 「…」「…」という質問: the verb stands behind the last
            stop = content.find("」", closes + 1, closes + 400)
            if stop < 0:
                break
            closes = stop + 1
            after = content[closes : closes + AHEAD]
        if row or WHAT_WAS_GIVEN.match(after) or is_link(line, found.start(1), found.end(1)):
            ended = found.end()
            continue
        before = content[max(ended, opens - BACK) : opens]
        if "。" in content[ended:opens]:
            asked = ""
        before = before[before.rfind("。") + 1 :]
        ended = found.end()
        verb = SAID_AFTER.match(after)
        speaker, end = person_before(before)
        if not speaker and verb:
            speaker, end = known_before(before, roster)
        if speaker and before[end:] == "に" and PUT_TO.match(after):
            asked = speaker
            continue
        if not speaker and asked and verb and ANSWERED.match(after):
            yield Quote(
                roster.full(asked), found[1].strip(), found.start(1), "answer of the person asked", 0.65, "answer"
            )
            continue
        if speaker and not verb and is_answer(content[:opens], before[end:], found[1], after):
            yield Quote(
                roster.full(speaker),
                found[1].strip(),
                found.start(1),
                "answer that a sentence tells",
                0.6,
                None if "曰" in before[end:] or "わく" in before[end:] else "answer",
            )
        elif (
            speaker and BETWEEN.match(before[end:]) and (verb or (len(before) - end <= 3 and after.startswith("で、")))
        ):
            said = bool(verb)
            yield Quote(
                roster.full(speaker), found[1].strip(), found.start(1), "quote given to a person", 0.75 if said else 0.5
            )
        elif verb and not speaker:
            noun = after[: verb.end()]
            if (
                nearest
                and re.search(r"質問|コメント|指摘|感想|意見", noun)
                and re.match(r".{0,24}(?:受け|もら|いただ|頂)", after)
            ):
                yield Quote(
                    roster.full(nearest),
                    found[1].strip(),
                    found.start(1),
                    "question put by the person named before",
                    0.5,
                )
            elif answering and re.match(r"\s*と(?:いう|の).*(?:回答|答え|返答)", noun):
                yield Quote(
                    answering, found[1].strip(), found.start(1), "answer of the speaker whose talk is told of", 0.55
                )


def known_before(before: str, roster: Roster) -> tuple[str, int]:
    """Like `person_before` for a name without an honorific: right before the quote, of somebody whom the report knows."""
    subject = BARE_SUBJECT.search(before)
    found = NAME_BEFORE.search(before[: subject.start()][-34:]) if subject else None
    if not subject or not found:
        return "", 0
    whole = found[0].strip()
    name = next((whole[at:] for at in range(len(whole) - 1) if roster.knows(whole[at:])), "")
    return name, subject.start() if name else 0


def is_answer(told: str, between: str, said: str, after: str) -> bool:
    """Whether a quote without a verb of speech answers a question: "X さんの答えは「…」", "… と聞かれて X さんは「…」。"."""
    if ANSWER_IS.match(between) or between in ("曰く", "いわく", "曰く、", "いわく、"):
        return True
    sentence = told[told.rfind("。") + 1 :]
    return (
        between in ("は", "が", "から")
        and bool(re.match(r"(?:。|！|$|と[。、])", after))
        and bool(ASKED_BEFORE.search(sentence[-120:]) and SPEECH_END.search(said))
    )


def is_link(line: Line, start: int, end: int) -> bool:
    """Whether a quote is the text of a link: what it names is a page."""
    return any(start - 2 <= k.start <= start + 1 and end - 1 <= k.end <= end + 2 for k in line.links)


def english_quotes(line: Line, content: str, roster: Roster) -> Iterator[Quote]:
    taken: set[int] = set()
    for found in SAID_EN.finditer(content):
        name = sure_name(found[1], roster, verb=True)
        if name and not leads_to_talk(line, found.start(1)):
            taken.add(found.start(2))
            yield Quote(name, found[2].strip(), found.start(2), "quote given to a person", 0.75)
    for found in QUOTED_EN.finditer(content):
        name = sure_name(found[2] or found[3], roster, verb=True)
        if name and found.start(1) not in taken:
            taken.add(found.start(1))
            yield Quote(name, found[1].strip(), found.start(1), "quote given to a person", 0.7)
    for found in TOLD_EN.finditer(content):
        if found.start(2) in taken:
            continue
        name = sure_name(found[1], roster, verb=True) if found[1] else subject_of(content[: found.start()], roster)
        if name:
            taken.add(found.start(2))
            yield Quote(name, found[2].strip(), found.start(2), "quote given to a person", 0.65)
    for found in ASKS_EN.finditer(content):
        within = bool(WITHIN_SENTENCE.search(content[: found.start(1)][-12:]))  # where a capital is a name's
        if name := sure_name(found[1], roster, verb=within):
            yield Quote(name, found[2].strip(), found.start(2), "question told in indirect speech", 0.55, "question")
    for found in ASKED_OUTRIGHT_EN.finditer(content):
        if name := sure_name(found[1], roster, verb=True):
            yield Quote(name, found[2].strip(), found.start(2), "question after the person's name", 0.65, "question")
    for found in re.finditer(
        rf"[\"”“]([^\"“”]{{4,300}})[\"”]\s?(?:って|と)\s?(?:({NAME_EN})|([^\s、。「」]{{1,20}}?{HONORIFIC}))\s?(?:から|が|に)(?=.{{0,6}}(?:{SPEAKING}|声))",
        content,
    ):
        name = sure_name(found[2], roster) if found[2] else person_before(found[3])[0]
        if name:
            yield Quote(roster.full(name), found[1].strip(), found.start(1), "quote given to a person", 0.65)


def leads_to_talk(line: Line, at: int) -> bool:
    """Whether the name at a place of a line is a link to their talk's recording or slides: what follows tells of the talk."""
    return any(link.start <= at < link.end and kind_of(link.url) in ("video", "deck") for link in line.links)


def subject_of(before: str, roster: Roster) -> str:
    """The person of a clause "Name, …, and said", whose sentence is given up to the verb."""
    begins = max(before.rfind(mark) for mark in (". ", "! ", "? ")) + 1
    names = [sure_name(found[0], roster) for found in re.finditer(FULL_NAME_EN, before[begins:][-240:])]
    return next((name for name in reversed(names) if name), "")


def sure_name(text: str, roster: Roster, *, verb: bool = False) -> str:
    """The person of an English clause, where the words are one; beside a `verb` of speech one capital word may be."""
    words = text.split()
    while words and words[0].lower() in PRONOUNS:
        words = words[1:]
    name = " ".join(words).lstrip("@")
    if not name:
        return ""
    if text.startswith("@") or roster.knows(name) or name_likeness(name) >= 0.5:
        return roster.full(name)
    if verb and len(words) == 1 and name.isalpha() and name.lower() not in COMMON and name_likeness(name) >= 0.3:
        return name
    return ""


def hearsay(line: Line, roster: Roster, people: Sequence[str]) -> Iterator[Quote]:
    """What a line of a conversation reports in indirect speech. `people` are those with whom it was held."""
    content = line.text[:LONGEST]
    at = 0
    start = -1  # of the sentences that belong to the words
    for found in SENTENCE.finditer(content):
        sentence = found[0]
        if not sentence.strip():
            continue
        if start < 0:
            start = found.start()
        at = found.start()
        opened = ACCORDING.match(sentence)
        ends = HEARSAY_END.search(sentence)
        speaker = ""
        begin = start
        if opened:
            named = sure_name(opened[1], roster) or person_before(opened[1])[0]
            whole = next((p for p in people if named and set(named.split("|")) & set(p.split("|"))), "")
            speaker = (
                whole or (named if named and roster.knows(named) else "") or (people[0] if len(people) == 1 else "")
            )
            begin = at + opened.end()
        elif ends and len(people) == 1:
            speaker = people[0]
            if asked := ASKED.match(content[start : found.end()][:400]):
                begin = start + asked.end()
        if speaker and (opened or ends):
            words = JOINING.sub("", content[begin : found.end()].strip())
            if len(words) >= 4:
                yield Quote(speaker, words, begin, "indirect speech in a conversation with a person", 0.5)
            start = -1
        elif TOLD.search(sentence.strip()):
            start = -1
