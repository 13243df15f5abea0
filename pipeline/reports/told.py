"""Talks that running text tells of: a title in quotes, bold or a link, and what the sentence says around it.

Belongs here: finding titles and speakers inside sentences and adding up what speaks for a talk. Does not belong here:
whole lines and items that are a talk (`candidates`), who gave the talk of a section (`speakers`).

Every title is weighed by its sentence: is a person named, is it said that something was presented, does the title lead
to a deck; a remark ("○○さん「…」と言って"), a book or an event in quotes has words against it. No single pattern decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.reports.blocks import Block, Line, Link
from pipeline.reports.candidates import MOST, Candidate, is_note, only_addresses, quotes_in
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.likeness import HANDLE
from pipeline.reports.names import HONORIFIC, read_people
from pipeline.reports.sections import Text
from pipeline.reports.splitting import Split
from pipeline.reports.titles import POINTING, clean_title

ENOUGH = 3.0  # how much must speak for a title in a sentence
LONGEST = 800  # characters of a line that are looked at

# -- Japanese ---------------------------------------------------------------------------------------------------------

TALK_JA = r"発表|ＬＴ|(?<![A-Za-z])LT(?![A-Za-z])|登壇|(?<!世)(?<!電)(?<!会)お?話(?!題)|講演|セッション|トーク|プレゼン|しゃべ|喋|キーノート|ライトニング"
PERSON = re.compile(
    rf"((?:[^\s\u3000、。，！!？?「」『』（）()はがをのにで]{{1,20}}[ \u3000])?[^\s\u3000、。，！!？?「」『』（）()はがをのに]{{1,24}}?\s?{HONORIFIC}|{HANDLE}(?:\s?{HONORIFIC})?)"
    r"(?:\s?[(（][^()（）]{1,40}[)）])?"
)
GIVES = re.compile(
    r"\s?(?:の(?:発表|LT|セッション|講演|トーク|登壇)?(?:[、:：])?|による(?:発表|LT|セッション|講演|トーク)?|から(?:は|の)?|が|は|より)[、\s]?[^。「」『』]{0,16}$"
)
STANDS = re.compile(r"\s?[、:：]?\s?$")  # nothing between a person and the quote
SAID = re.compile(
    rf"(?:という|といった|と題した|と題して|と題し|との)?(?:タイトル|題|テーマ|お?題目|演題|ネタ|内容)?(?:の|で|という|にて|について|に関する|を)?[^。「」『』\n]{{0,14}}?(?:{TALK_JA})|と題し|というタイトル|という(?:お?題|演題)|という、?[^。「」『』\n]{{0,16}}題(?:で|の|だ|。|、)"
)
LABEL_BEFORE = re.compile(rf"(?:{TALK_JA}|タイトル|発表名|演題|題名?|テーマ)(?:の|は|が|、|:|：|として)?\s?$")
GOES_ON = re.compile(
    r"[」』”\"]?\s*(?:では|でした|です|である|だ。|だった|について(?:は)?|は[、\s]?|を(?:発表|話|紹介)|と、|、|。|！|!|$|[(（]|https?:)"
)
AGAINST = re.compile(
    r"[」』]?\s*の(?:お?話|中)の?中で|[」』]?\s*(?:と(?:は)?(?:言|い(?:っ|う(?:声|質問|意見|言葉|名言|コメント|感想|ツイート|指摘|気持|方|人|の[はがをも]))|仰|おっしゃ|述|聞|思|感|答|書|呼|称|あ(?:り|る)|なって|なり)|との(?:こと|声|意見|コメント)|とか|って(?:言|い|思)|と(?:コメント|ツイート|質問|回答|締め)|(?:という|といった|の)?(?:名言|質問|言葉|コメント|書籍|本(?:を|が|の)|アプリ|サービス|イベント|勉強会|カンファレンス|ハッシュタグ|企画|コミュニティ|会(?:に|で|を|の)|記事(?:を|が|の)|機能|ブース|コーナー|懇親会|チーム|団体|会社))"
)
BOOK_BEFORE = re.compile(
    r"(?:書籍|著書|新刊|拙著|本|雑誌|アプリ|サービス|イベント|勉強会|コミュニティ|前回|前に|過去に|以前(?:の|に|は)?|去年|昨年)[、の]?\s?$"
)
TALKED_JA = re.compile(rf"{TALK_JA}|題(?:し|で|は|の)|紹介|解説")
TOLD_JA = re.compile(
    rf"{PERSON.pattern}\s?(?:(?:の|による)(?:発表|LT|セッション|講演|登壇|トーク)(?:は|では|で、|が|です|でした)|(?:が|から|より|に)[^。「」『』\n]{{2,40}}(?:発表|登壇|講演|LT)(?:を)?(?:し|され|いただ|頂|くださ|行)(?:い|わ|れ|て|き|、)*(?:ました|ます|た))"
)
SENTENCE_JA = re.compile(r"[。！？!?]")

# -- English ----------------------------------------------------------------------------------------------------------

NAME = r"[A-ZÀ-Þ][\w’'-]{1,24}(?: (?:[A-Z]\.|de|van|von|der|den|la|di|da|bin)){0,2}(?: [A-ZÀ-Þ][\w’'-]{1,24}){1,2}"
NAMES_EN = re.compile(rf"({NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})")
TALK_EN = re.compile(
    r"\b(?:keynotes?|talks?|talked|sessions?|panel|present(?:ed|s|ing|ation)|gave|gives|spoke|speaks|lightning|next up|last came|demo(?:ed|s|nstrated)?|titled|entitled|called|whose|opened|closed|kicked off|followed by|workshop|tutorial|slides|deck|recording|covered|showed|explained)\b",
    re.I,
)
NOT_EN = re.compile(r"^\W*(?:said|asked|replied|was the answer|joked|quipped|is a quote)\b", re.I)
SENTENCE_EN = re.compile(r"(?<=[\w)\]”\"])[.!?][”\")*_]*\s+(?=[A-Z“\"À-Þ(\[])")
GAVE_EN = re.compile(
    rf"^(?:[A-Z]?[a-z ]{{2,30}}, )?({NAME}(?:(?:,? and |, | & ){NAME}){{0,3}})(?:,[^,.]{{1,60}},|\s\([^()]{{1,60}}\))? (?:(?:also |then |first |finally )?"
    r"(?:gave (?:a|an|the|us|his|her|their)\b.{0,60}?\b(?:talk|presentation|keynote|demo|session|overview|tour|introduction)|presented\b|spoke (?:about|on)\b|talked (?:about|on|us through)\b|demoed\b|demonstrated\b|delivered\b)|[’']s? (?:.{0,30} )?(?:talk|keynote|presentation|session)\b)"
)
GIVEN_BY_MANY = re.compile(
    rf"\b(?:talks|presentations|keynotes|demos)\b (?:were )?(?:given )?(?:from|by)\b:? ({NAME}(?:(?:,? and |, | & ){NAME}){{1,11}})"
)  # "a series of lightning talks from Jane Doe, John Roe and Ann Poe": each gave one
NO_NAMES = frozenset(
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
        "Last",
        "First",
        "Also",
        "Then",
        "Finally",
    ]
)


@dataclass(frozen=True)
class Span:
    """A piece of a line that may be a title: in quotes, bold, or the text of a link."""

    start: int
    stop: int
    title: str
    quoted: bool
    links: tuple[Link, ...]


def prose_candidates(text: Text) -> list[Candidate]:
    """Titles inside sentences, and sentences that say of a person that they gave a talk."""
    made: list[Candidate] = []
    english = text.language not in ("ja", "zh", "ko")
    for at, block in enumerate(text.blocks):
        if len(made) >= MOST:
            break
        if block.kind != "paragraph" and not (block.kind == "item" and block.lines and is_note(block.lines[0])):
            continue
        told_before = False  # whether the paragraph has spoken of talks: a list of names and titles may follow
        mine: list[tuple[int, Found]] = []
        for number, line in enumerate(block.lines):
            if len(line.text) < 10 or line.bare:
                continue
            found = english_talks(line) if english else japanese_talks(line, told_before)
            mine += [(number, each) for each in found]
            told_before = told_before or bool(TALKED_JA.search(line.text[:LONGEST]))
        for order, (number, each) in enumerate(mine):
            line = block.lines[number]
            until = mine[order + 1] if order + 1 < len(mine) else None
            links = list(each.links)
            links += [k for k in told_links(block, number, each, until) if not any(k is other for other in links)]
            if until is None and len(mine) == 1:
                links += embeds_after(text, at)
            made.append(
                Candidate(
                    "line", at, line, each.split, at, at + 1, group=3_000_000 + at, links=links,
                    speakers=each.split.speakers, speaker_line=line if each.split.speakers else None,
                    score=each.score, why=each.why,
                )
            )  # fmt: skip
    return made


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


OWN_ARTICLE = re.compile(r"(?:ご?本人|登壇|発表).{0,8}(?:記事|ブログ)|write-?up|\btheir (?:post|article)", re.I)


def embeds_after(text: Text, at: int) -> list[Link]:
    """The deck or video that stands by itself under a paragraph that told of one talk."""
    if not only_addresses(text, at + 1, min(at + 2, len(text.blocks))) or at + 1 >= len(text.blocks):
        return []
    links = [line.links[0] for line in text.blocks[at + 1].lines]
    return links if len(links) <= 2 and all(hosts_a_deck(k.url) or kind_of(k.url) == "video" for k in links) else []


@dataclass(frozen=True)
class Found:
    """A talk told in a line: where its title (or the sentence) begins, what was read, and why it is believed."""

    start: int
    split: Split
    links: tuple[Link, ...]
    score: float
    why: tuple[str, ...]


def spans_of(line: Line, content: str, english: bool) -> list[Span]:
    """The pieces of a line that may be titles, left to right, none inside another."""
    pieces: list[tuple[int, int, int, int, bool]] = []
    if english:
        pieces += [(m.start(), m.end(), m.start() + 1, m.end() - 1, True) for m in ENGLISH_QUOTE.finditer(content)]
    else:
        pieces += [(start, stop + 1, start + 1, stop, True) for start, stop in quotes_in(content)]
    if english:
        pieces += [
            (start, stop, start, stop, False) for start, stop in (*line.strong, *line.italic) if stop <= len(content)
        ]
    for link in line.links:
        if (
            link.form == "link"
            and link.end <= len(content)
            and kind_of(link.url) in ("deck", "video", "article", "session")
        ):
            pieces.append((link.start, link.end, link.start, link.end, False))
    pieces.sort(key=lambda piece: (piece[0], -piece[1]))
    made: list[Span] = []
    end = -1
    for start, stop, inner_start, inner_stop, quoted in pieces:
        if start < end:
            continue
        end = stop
        title = content[inner_start:inner_stop].strip(' \t\u3000「」『』“”"')
        links = tuple(k for k in line.links if k.form == "link" and k.start >= start - 1 and k.end <= stop + 1)
        made.append(Span(start, stop, title, quoted, links))
    return made


ENGLISH_QUOTE = re.compile(r"“[^“”]{3,120}”|(?<!\w)\"[^\"]{3,120}\"(?!\w)")


def japanese_talks(line: Line, told_before: bool) -> Iterator[Found]:
    """Talks told in a line of Japanese."""
    content = line.text[:LONGEST]
    spans = spans_of(line, content, english=False)
    named: set[int] = set()
    for span in spans:
        title = span.title
        if not 4 <= len(title) <= 110 or title.endswith(("。", "！」", "？」")) or POINTING.fullmatch(title):
            continue
        bounds = [m.end() for m in SENTENCE_JA.finditer(content, 0, span.start)]
        begin = max([0, *(b for b in bounds if not inside(b, spans))])
        sentence_end = SENTENCE_JA.search(content, span.stop)
        after = content[span.stop : span.stop + 60]
        before = content[begin : span.start]
        rest = content[span.stop : sentence_end.start() if sentence_end else len(content)][:120]
        around = mask(content, begin, span.start, spans) + "\n" + mask(content, span.stop, span.stop + len(rest), spans)
        persons = list(PERSON.finditer(before[-80:]))
        person = persons[-1] if persons else None
        tail = before[-80:][person.end() :] if person else ""
        score = 0.0
        why: list[str] = []
        said = SAID.match(after)
        if said:
            score, why = score + 2.0, [*why, "said to be presented"]
        label = LABEL_BEFORE.search(before)
        if label:
            score, why = score + 1.5, [*why, "called a talk"]
        gives = person is not None and GIVES.match(tail)
        if person is not None and gives:
            score, why = score + 2.0, [*why, "given by a person"]
        elif person is not None and STANDS.match(tail):
            score, why = score + (1.4 if told_before or said else 0.4), [*why, "beside a person"]
        elif person is not None and TALKED_JA.search(around):
            score, why = score + 1.2, [*why, "person in the sentence"]
        if TALKED_JA.search(around) and not said:
            score, why = score + 1.0, [*why, "talk words in the sentence"]
        elif told_before:
            score, why = score + 0.4, [*why, "talk words before"]
        if any(hosts_a_deck(k.url) or kind_of(k.url) == "video" for k in span.links):
            score, why = score + 1.5, [*why, "leads to a deck"]
        if GOES_ON.match(after):
            score, why = score + 0.6, [*why, "ends as a name does"]
        if AGAINST.match(after) and not said:
            score, why = score - 3.0, [*why, "remark or thing"]
        if BOOK_BEFORE.search(before):
            score, why = score - 2.5, [*why, "book or event"]
        if (
            re.search(r"(?:です|ます|ました|ません|ください|だね|だよ|かな|よね)[!！?？〜ー]*$", title)
            and not said
            and not label
        ):
            score, why = score - 1.5, [*why, "sentence"]
        if not span.quoted:
            score -= 0.5
        if score < ENOUGH:
            continue
        names: tuple[str, ...] = ()
        if person is not None:
            people = read_people(person[0])
            names = people.names if people.likeness >= 0.5 else ()
            named.add(begin)
        if not names:
            behind = re.match(
                rf"[」』]?\s?(?:[(（]\s?{PERSON.pattern}\s?[)）]|(?:を|について)?(?:発表|お?話)[^。「」]{{0,8}}{PERSON.pattern})",
                after,
            )
            if behind:
                people = read_people(next(g for g in behind.groups() if g))
                names = people.names if people.likeness >= 0.5 else ()
        links = [k for k in line.links if span.start <= k.start <= span.stop + 40]
        form = "said" if said else "person-quote"
        yield Found(
            span.start,
            Split(clean_title(title), names, form, 0.6, quoted=span.quoted),
            tuple(links),
            confidence(score),
            tuple(why),
        )


def inside(at: int, spans: Sequence[Span]) -> bool:
    return any(span.start < at <= span.stop - 1 for span in spans)


def mask(content: str, start: int, stop: int, spans: Sequence[Span]) -> str:
    """A stretch of the line without the titles in it, whose words say nothing of the sentence."""
    parts, at = [], start
    for span in spans:
        if span.start >= start and span.stop <= stop:
            parts.append(content[at : span.start])
            at = span.stop
    return " ".join([*parts, content[at:stop]])


def english_talks(line: Line) -> Iterator[Found]:
    """Talks told in a line of English."""
    content = line.text[: LONGEST * 2]
    spans = spans_of(line, content, english=True)
    cuts = [0, *(m.end() for m in SENTENCE_EN.finditer(content) if not inside(m.start(), spans)), len(content) + 1]
    for begin, stop in pairwise(cuts):
        mine = [s for s in spans if begin <= s.start < stop]
        told = False
        for span in mine:
            found = english_title(line, content, begin, stop, span, mine)
            if found is not None:
                told = True
                yield found
        if told:
            continue
        many = GIVEN_BY_MANY.search(content[begin : min(stop, begin + 400)])
        if many is not None and (names := enumerated(many[1])):
            for name in names:
                yield Found(
                    begin, Split("", (name,), "told", 0.7), (), 0.6, ("one of those said to have given a talk",)
                )
            continue
        gave = GAVE_EN.match(content[begin : min(stop, begin + 240)])
        if gave is None or gave[1].split()[0] in NO_NAMES:
            continue
        people = read_people(gave[1])
        links = [k for k in line.links if begin <= k.start and kind_of(k.url) in ("deck", "video")]
        if people.names and people.likeness >= 0.6:
            yield Found(
                begin,
                Split("", people.names, "told", people.likeness),
                tuple(links[:2]),
                0.6,
                ("said to have given a talk",),
            )


def enumerated(piece: str) -> list[str]:
    """The names of an enumeration, if all of them are people."""
    read = [read_people(part) for part in re.split(r",? and |, | & ", piece)]
    return [name for people in read for name in people.names] if all(p.likeness >= 0.6 for p in read) else []


def english_title(line: Line, content: str, begin: int, stop: int, span: Span, mine: Sequence[Span]) -> Found | None:
    """The talk that a piece of an English sentence names, if the sentence speaks of one."""
    title = span.title.rstrip(".,;:")
    words_ = title.split()
    if len(words_) < 2 or len(title) < 6 or len(title) > 120 or POINTING.fullmatch(title) or title.endswith(","):
        return None
    if re.match(r"(?:the|this|her|his|their|our|my|a|here|watch|on|in)\b [a-z]|here\b", title):
        return None
    before, after = mask(content, begin, span.start, mine), mask(content, span.stop, stop, mine)
    names = [m for m in NAMES_EN.finditer(before) if m[1].split()[0] not in NO_NAMES]
    behind = re.match(
        rf"\W{{0,6}}(?:(?:by|from|with|given by|presented by|moderated by|,)\s+)({NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})",
        after,
    )
    people = None
    for piece in ([behind[1]] if behind else []) + [m[1] for m in reversed(names)]:
        read = read_people(piece)
        if read.names and read.likeness >= 0.6:
            people = read
            break
    score = 0.0
    why: list[str] = []
    if people is not None:
        score, why = score + 1.5, [*why, "person in the sentence"]
    if TALK_EN.search(before) or TALK_EN.search(after[:80]):
        score, why = score + 1.2, [*why, "talk words in the sentence"]
    if any(hosts_a_deck(k.url) or kind_of(k.url) == "video" for k in span.links):
        score, why = score + 1.0, [*why, "leads to a deck"]
    if span.quoted or not span.links:
        score, why = score + 0.6, [*why, "set apart"]
    if sum(w[:1].isupper() for w in words_) >= 0.6 * len(words_):
        score, why = score + 0.3, [*why, "capitals"]
    if (
        NOT_EN.match(after)
        or re.search(r"\b(?:said|asked|replied|joked|told us|wrote|says)\W*$", before)
        or title.endswith((".", "!”"))
    ):
        score, why = score - 2.5, [*why, "remark"]
    if re.search(
        r"\b(?:book|blog post|article|paper|library|project|company|group|meetup|conference)(?: called| titled)?,?\W*$",
        before,
        re.I,
    ):
        score, why = score - 2.0, [*why, "book or thing"]
    if score < ENOUGH:
        return None
    links = [
        k
        for k in line.links
        if span.start - 1 <= k.start < stop and kind_of(k.url) in ("deck", "video", "article", "session", "repository")
    ]
    split = Split(clean_title(title), people.names if people else (), "said", 0.6, quoted=span.quoted)
    return Found(span.start, split, tuple(links), confidence(score), tuple(why))


def confidence(score: float) -> float:
    """How sure a talk told in prose is: 0.6 at the least that is enough, never more than 0.85."""
    return min(0.85, 0.6 + 0.08 * (score - ENOUGH))
