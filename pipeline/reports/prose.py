"""Who spoke, as running text says it: "○○さんの発表", "発表は○○さん", "Jane Doe showed us", "a talk by Jane Doe".

Belongs here: sentences. Does not belong here: lines that only name people, labels, pictures (`speakers`), and what a
name is (`names`). Every pattern looks a bounded way ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import kind_of
from pipeline.reports.likeness import HANDLE, PARTICLE, PREFIXES, UPPER, name_likeness
from pipeline.reports.names import ENDS_HONOURED, HONORIFIC, People, is_marked, read_people
from pipeline.reports.patterns import quick

LINES = 4  # of a section, in which a sentence may say who gives the talk
LENGTH = 300  # characters of a line

SPOKEN = r"(?:発表|セッション|トーク|LT|お?話|講演|登壇|プレゼン|スライド|資料|紹介|解説|説明|デモ|ハンズオン|番|報告|共有|披露|講義|講座|レクチャー|語って|語り|教えて|実演|ライブコーディング|ネタ|内容|テーマ|キーノート|[Kk]ey ?note|基調)"
WRITTEN = r"(?:ブログ|記事|ポスト|ツイート|投稿|著書|本を|本の|リポジトリ)"  # by somebody who need not have spoken
WHO = rf"((?:[^\s\u3000、。「」（）()はがをに]{{1,20}}[ \u3000])?[^\s\u3000、。「」（）()はがをに:：]{{1,24}}?)\s?(?:[(（]@[\w-]{{1,39}}[)）])?\s?{HONORIFIC}\s?(?:[(（]([^()（）]{{1,40}})[)）])?\s?"
PROSE_SPEAKER = re.compile(
    rf"(?:^|[、。！!\s\u3000（(「」はの])(?:{WHO})"
    rf"(?:の(?!{WRITTEN})|による|が|から(?:は|の)?|より|に(?:よる)?|よる|作の?)[^。\n]{{0,30}}?{SPOKEN}"
)
PROSE_HANDLE = re.compile(
    rf"({HANDLE})\s?(?:[^\s、。@「」]{{0,12}}?{HONORIFIC})?\s?(?:の|による|が|から(?:は|の)?|より|作|に)[^。\n]{{0,30}}?{SPOKEN}"
)
LIST_BEFORE = re.compile(
    rf"(?:[^\s、。「」（）()はがをに]{{1,20}}\s?{HONORIFIC}(?:[(（][^()（）]{{1,40}}[)）])?\s?[、と・&＆,]\s?){{1,9}}$"
)
INTRODUCED = quick(
    r"(?:(?:LT|発表|セッション|トーク)の?\s?[一二三四五六七八九十\d]+(?:番手|人目|番目|本目|つ目|組目)|発表者?|登壇者?|講演者?|講師|スピーカー|話し手|担当|トップバッター|トリ|先陣|[一二三四五六七八九十\d]+(?:番手|人目|番目|本目|つ目|組目)(?:の(?:発表|LT|セッション|登壇|トーク))?|"
    r"(?:次|最初|最後|続いて|つづいて|お次)(?:の(?:発表者?|LT|セッション|登壇者?|トーク|スピーカー))?)(?:は|が|を飾るのは|を務めたのは|に|、)\s?"
    rf"(?:{WHO}|({HANDLE}))"
)
# ゲストの○○さんと○○さんが, 講師に○○先生
GUESTS = quick(
    rf"(?:ゲスト|講師|スピーカー|登壇者|発表者|パネリスト|パネラー|モデレータ)ー?(?:である|の|に|として|は)、?((?:[^\s\u3000、。「」（）()はがをにと・]{{1,16}}?\s?{HONORIFIC}(?:と|や|、|・|&|＆)?){{1,6}})"
)
# a sentence that begins with who gave the talk, or ends with it, where no honorific marks the name
GIVEN_BY = re.compile(
    rf"^(?:(?:LT|\d+(?:人目|番目|本目|つ目))[はの、]?|(?:最初|最後|次|続いて|つづいて|まず|お次)[はにも]?[、,]?)?([^。「」：:]{{2,48}}?)"
    rf"(?:(?:による|から(?:は|の)?|より、?|の(?!{WRITTEN})|が|に(?=お?話|ご?登壇|ご?講演|ご?発表|ご?紹介))[^。をがは\n]{{0,12}}?{SPOKEN}"
    r"|(?:が|から(?:は)?|より)、?[^。\n]{0,60}?(?:発表|紹介|お話|登壇|解説|講演|共有)(?:を|が)?(?:し|いたし|され|あり|いただ|くださ))"
)
GIVER = quick(
    r"(?:発表者?|登壇者?|講演者?|講師|スピーカー|話し手|(?:登壇|発表|講演|担当|お?話(?:を)?)(?:し|され|いただい|してくださっ|していただい|してくれ)(?:た|ていただいた)の|トップバッター|トリ)は、*([^。「」]{2,60}?)(?:です|でした|が担当|$|[。！!])"
)
UNIT = re.compile(r"(?:チーム|グループ|[部室課班社]|弊社|当社|同僚|CTO|CEO|EM|SRE|エンジニア|マネージャー?|リーダー)$")
IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
PART = rf"[{UPPER}][\w’'-]{{0,24}}\.?"
# "CEO である Jane による…発表", "メンテナーでもある山田さんによる…の話": what they are, then who
WHAT_AND_WHO = quick(
    r"(?:(?:開発|製作|制作|創業|責任|作|著|設立)者|CEO|CTO|COO|VPoE|代表|社長|部長|メンテナー?|メンテナンサー|コミッター?|コントリビューター?|エンジニア|リード|教授|准教授|デザイナー?|マネージャー?|メンバー?|リーダー|オーガナイザー?|アドボケイト|所属)(?:の|である|でもある|をされている|を務める)\s?"
    rf"([^\s\u3000、。「」（）()はがをに]{{1,24}}?{HONORIFIC}|{PART}(?: {PART}){{0,2}}(?:\s?{HONORIFIC})?)\s?(?:による|から(?:は|の)|が)[^。\n]{{0,60}}?{SPOKEN}"
)
# "Ann (@ann) さん、Bob (@bob) さん による…発表"
BY_SEVERAL = re.compile(rf"([^。「」]{{6,160}}?)\s?(?:による|が|から)[^。「」\n]{{0,24}}?{SPOKEN}")
# "@handle さんの「…」に参加しました", "○○さんの「…」を聞いた"
HEARD = re.compile(
    rf"(?:^|[、。！!\s\u3000（(はもに])((?:{WHO}|{HANDLE}(?:\s?{HONORIFIC})?))の[「『][^「」『』]{{2,100}}[」』](?:に|を|へ)(?:も)?(?:参加|聴|聞|拝聴|受講|視聴|見)"
)
# a sentence that says no more than whose talk it is, and a name in Latin letters behind what is told of the person
WHOSE = re.compile(
    rf"(?:([^、。「」（）()\s]{{1,20}}?\s?{HONORIFIC})|[^。「」]{{4,60}}?(?<=[ぁ-ん])([A-Z][A-Za-z’'-]+(?: [A-Z][A-Za-z’'-]+)?\s?{HONORIFIC}))の(?:発表|セッション|LT|講演|トーク|お?話)(?:です|でした|になります)?[。！!]?\s*$"
)
TOPIC = re.compile(rf"^(?:{WHO})(?:は|が)")

NAME = rf"{PART}(?: (?:{PART}|{'|'.join(sorted(PREFIXES))})){{0,2}} {PART}"
LAST_NAME = re.compile(rf" [{UPPER}]")
BESIDE = r"(?:\s?\([^()]{1,60}\)|,? (?:from|of|at) (?:the )?[A-Z][\w.&-]{0,30}(?: [A-Z][\w.&-]{0,30}){0,3})?"
NAMES = rf"({NAME}{BESIDE}(?:(?:,? and |, | & ){NAME}{BESIDE}){{0,9}})"
VERBS = (
    r"(?:show(?:s|ed)?|present(?:s|ed|ing)?|talk(?:s|ed|ing)?|speaks?|spoke|speaking|gives?|gave|explain(?:s|ed|ing)?|explor(?:es?|ed|ing)|discuss(?:es|ed)?|demonstrat(?:es?|ed)|demo(?:s|ed)|"
    r"introduc(?:es?|ed)|describ(?:es?|ed|ing)|leads?|led|tells?|told|shar(?:es?|ed|ing)|walk(?:s|ed|ing)?|open(?:s|ed)?|kick(?:s|ed) off|deliver(?:s|ed)?|cover(?:s|ed)?|teach(?:es)?|taught|remind(?:s|ed)?|"
    r"looks?|looked|takes?|took|says?|said|argu(?:es?|ed)|did|does|clos(?:es?|ed)|coordinat(?:es?|ed)|moderat(?:es?|ed)|host(?:s|ed)?|announc(?:es?|ed)|unveil(?:s|ed)|outlin(?:es?|ed)|highlight(?:s|ed)?|"
    r"compar(?:es?|ed)|focus(?:es|ed)|started|began|dives?|dove|dived|goes|went|makes|made|proposed|join(?:s|ed)|took us|wrapped up|stepped|report(?:s|ed)|summari[sz]ed|recounted|reflect(?:s|ed))"
)
ENGLISH_SPEAKER = re.compile(rf"{NAMES}(?:,[^,.]{{1,60}},)?\s+(?:also |then |next |first |finally )?{VERBS}\b")
ENGLISH_GIVEN = quick(
    r"\b(?:[Ii]n (?:this|that|his|her|their|the(?: next| last| first| second)?) (?:\w+ )?(?:talk|session|keynote|presentation|demo|workshop),? |[Tt]he (?:next |last |first )?speakers?,? )"
    rf"{NAMES}"
    rf"|\b[Hh]ere,? {NAMES} (?:\w+ )?{VERBS}\b"
    r"|\b(?:[Tt]alk|[Ss]ession|[Kk]eynote|[Pp]anel|[Ww]orkshop|session|keynote|presentation|panel|workshop|demo|tutorial|lecture|given|presented|delivered|led|hosted|moderated|taught|held)(?: (?:was|were|came))?(?: (?:given|presented|delivered))?(?: by| with| featuring| from|: ) ?"
    rf"{NAMES}"
)
ENGLISH_OWN = re.compile(
    rf"({NAME})[’'](?:s)? (?:\w+ )?(?:talk|session|keynote|presentation|demo|slides|lecture|workshop)\b"
)
ENGLISH_NEXT = quick(
    rf"\b(?:Next(?: up)?(?: was| came| is|,)|Then(?: came)?|First(?: up)?(?: was|,)|Finally,?|Last(?: up)?(?: was)?|featur(?:ed|es|ing)|welcomed|followed by|started with|opened with|closed with|up was|speaker was|speakers were) {NAMES}"
)
ENGLISH_TOGETHER = re.compile(rf"[^.]{{0,80}}?\b(?:together|along|joined|alongside)(?: with| by)? {NAMES}")
NOT_NAMES = frozenset(
    [
        "The",
        "This",
        "That",
        "These",
        "Those",
        "In",
        "On",
        "At",
        "It",
        "He",
        "She",
        "We",
        "They",
        "I",
        "You",
        "And",
        "But",
        "Our",
        "My",
        "His",
        "Her",
        "Their",
        "As",
        "For",
        "With",
        "From",
        "When",
        "While",
        "After",
        "Before",
        "Next",
        "Then",
        "First",
        "Last",
        "Finally",
        "Also",
        "If",
        "So",
        "One",
        "Two",
        "Both",
        "Many",
        "Some",
        "Most",
        "All",
        "Here",
        "There",
        "What",
        "How",
        "Why",
        "Day",
    ]
)


def sentences_of(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """The beginnings of the first lines, each with its words."""
    for line in lines[:LINES]:
        content = line.text
        for start, stop in reversed(line.strong[:4]):
            if (
                start and content[start - 1] not in "は、。が " and ENDS_HONOURED.search(content[start:stop])
            ):  # "... who did this and that **Jane さん**"
                content = f"{content[:start]}、{content[start:]}"
        yield line, content.strip()[:LENGTH]


def speaker_of_prose(lines: Sequence[Line]) -> tuple[tuple[str, ...], Line | None]:
    """The first sentence that says who spoke."""
    for line, content in sentences_of(lines):
        names = japanese_speaker(content[:200]) or english_speaker(content) or linked_speaker(line)
        if names:
            return names, line
    for line, content in sentences_of(lines[:1]):
        found = TOPIC.match(content[:60])
        if found:
            names = sure(honoured(found[1], found[2]))
            if names:
                return names, line
    return (), None


def honoured(name: str, beside: str | None) -> People:
    """The people of a match of `WHO`."""
    return read_people(name + "さん" + (f"({beside})" if beside else ""))


def sure(people: People, needed: float = 0.55) -> tuple[str, ...]:
    """The names, where the first is one and no piece of a sentence."""
    name = people.names[0] if people.names else ""
    if not name or people.likeness < needed or re.search(r"[ぁ-ん]{2,}の[^の]", name):
        return ()
    return people.names


def japanese_speaker(content: str) -> tuple[str, ...]:
    """ "@handle さんの発表", "○○さんが…紹介", "続いては○○さん"."""
    whole = WHOSE.match(content)
    if whole is not None and (people := read_people(whole[1] or whole[2])).names and people.likeness >= 0.2:
        return people.names
    for plain in (GIVEN_BY.match(content), GIVER.search(content)):
        if plain is not None and (names := given(plain[1], introduced=plain.re is GIVER)):
            return names
    several = BY_SEVERAL.match(content) if "、" in content or "と" in content else None
    if several:
        people = read_people(several[1])
        if len(people.names) >= 2 and people.likeness >= 0.75:
            return people.names
    told = WHAT_AND_WHO.search(content) or (HEARD.search(content) if "」" in content or "』" in content else None)
    if told:
        people = read_people(told[1])
        if people.names and people.likeness >= (0.45 if is_marked(told[1]) else 0.3):
            return people.names
    if not is_marked(content):
        return ()  # what follows asks for a handle or an honorific
    handle = PROSE_HANDLE.search(content)
    if handle:
        return read_people(handle[1]).names
    for found in PROSE_SPEAKER.finditer(content):
        names = sure(honoured(found[1], found[2]))
        if names:
            before = LIST_BEFORE.search(content[: found.start(1)])
            return tuple(dict.fromkeys((*sure(read_people(before[0])), *names))) if before else names
    guests = GUESTS.search(content)
    if guests:
        names = sure(read_people(guests[1].rstrip("とや、・&＆")), 0.45)
        if names:
            return names
    for found in INTRODUCED.finditer(content):
        names = read_people(found[3]).names if found[3] else sure(honoured(found[1], found[2]))
        if names:
            return names
    return ()


def given(piece: str, *, introduced: bool) -> tuple[str, ...]:
    """Who is named where no honorific need stand. `introduced`: the sentence says that a person follows."""
    people = read_people(piece)
    if people.names and people.likeness >= (0.6 if introduced else 0.9):
        return people.names
    if introduced and "、" in piece:
        parts = [part for part in piece.split("、") if part]
        marked = [part for part in parts if is_marked(part)]
        return given((marked or parts)[0], introduced=True) if parts != [piece] else ()
    unit, _, name = IN_BRACKETS.sub("", piece).strip().rpartition("の")
    colleague = bool(unit) and not is_marked(piece) and not PARTICLE.search(name)
    if colleague and (UNIT.search(unit) or introduced):
        return (name,) if name_likeness(name) >= (0.4 if UNIT.search(unit) and introduced else 0.6) else ()
    return ()


def english_speaker(content: str) -> tuple[str, ...]:
    """ "Jane Doe showed", "a talk by Jane Doe", "Jane Doe's keynote", "Next up was Jane Doe"."""
    if not LAST_NAME.search(content):
        return ()  # as most lines of Japanese
    at_once = ENGLISH_SPEAKER.match(content)
    if at_once:
        names = named(at_once[1], 0.6)
        if names:
            others = ENGLISH_TOGETHER.match(content[at_once.end() :])
            return names + (named(others[1], 0.6) if others else ())
    for pattern in (ENGLISH_GIVEN, ENGLISH_OWN, ENGLISH_NEXT, ENGLISH_SPEAKER):
        for found in pattern.finditer(content):
            names = named(next(filter(None, found.groups())), 0.6 if pattern is not ENGLISH_SPEAKER else 0.8)
            if names:
                return names
    return ()


def named(text: str, needed: float) -> tuple[str, ...]:
    """The people of an English match; nobody where it starts with a word that only starts a sentence."""
    if text.split()[0].rstrip(",") in NOT_NAMES:
        return ()
    people = read_people(text)
    return people.names if people.likeness >= needed else ()


def linked_speaker(line: Line) -> tuple[str, ...]:
    """A link to a profile with which a sentence starts: "[jdoe](profile) showed us"."""
    for link in line.links[:1]:
        if link.form != "link" or link.start > 3 or kind_of(link.url) != "profile":
            continue
        if re.match(rf"(?:\s\([^()]{{1,60}}\))?,?\s(?:from\b.{{1,40}}?\s)?{VERBS}\b", line.text[link.end :]):
            people = read_people(link.text)
            if people.likeness >= 0.3:
                return people.names
    return ()


__all__ = ["ENGLISH_SPEAKER", "NOT_NAMES", "VERBS", "speaker_of_prose"]
