"""Talks that a line of English tells of: "Jane Doe gave **Title**", "*Title* by Jane Doe", "talks from A, B and C".

Belongs here: weighing a title by its sentence, and a panel and who was on it. Does not belong here: sentences that only say who spoke
(`spoke_english`). Like `told_japanese`, no single
pattern decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.reports.blocks import Line
from pipeline.reports.hosts import hosts_a_deck, kind_of
from pipeline.reports.likeness import UPPER
from pipeline.reports.names import read_people
from pipeline.reports.patterns import quick
from pipeline.reports.prose import NOT_NAMES
from pipeline.reports.spans import BY_SOMEBODY, ENOUGH, LONGEST, Found, Span, confidence, inside, mask, spans_of
from pipeline.reports.split import Split
from pipeline.reports.spoke_english import NAME, people_of_sentence
from pipeline.reports.titles import POINTING, clean_title, written_as_said

NAMES_EN = re.compile(rf"({NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})")
TALK_EN = quick(
    r"\b(?:keynotes?|talks?|talked|sessions?|panel|present(?:ed|s|ing|ation)|gave|gives|spoke|speaks|speak(?:ing)?|delivered|lightning|next up|last came|demo(?:ed|s|nstrated)?|titled|entitled|called|whose|opened|closed|kicked (?:\w+ )?off|(?:continued|followed|carried on|went on|finished|ended|wrapped up) with|(?:took|on|to) (?:the )?stage|followed by|workshop|tutorial|slides|deck|recording|covered|showed|explained)\b",
    re.I,
)
NOT_EN = re.compile(r"^\W*(?:said|asked|replied|was the answer|joked|quipped|is a quote)\b", re.I)
SENTENCE_EN = quick(
    r"(?<!\bDr)(?<!\bMr)(?<!\bMs)(?<!\bMrs)(?<!\bProf)(?<!\bSt)(?<!\b[A-Z])(?<=[\w)\]”\"])[.!?][”\")*_]*\s+(?=[A-Z“\"À-Þ(\[])"
)
BEHIND_EN = re.compile(
    rf"\W{{0,6}}(?:(?:(?:was|were|is|came) )?(?:given |presented |led |hosted |moderated |held |delivered )?by |(?:came )?from |was the (?:title|topic|subject|theme) of |with |, ?|[(\[]|[—–-]+ ?)(?:Dr\.? |Prof\.? )?({NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})"
)
BEFORE_EN = re.compile(
    rf"({NAME}(?:(?:,? and |, | & ){NAME}){{0,4}})(?: \([^()]{{1,60}}\))?(?:,? (?:from|of|at) [A-Z][\w.&-]*(?: [A-Z][\w.&-]*){{0,3}}(?: \([^()]{{1,60}}\))?)?(?:[’']s?|,| ?[—–:-]+| with| gave| on)\s*$"
)
OPENER = r"(?:First(?: up)?|Up (?:first|next)|Next(?: up)?|Then|Finally|Last(?: up)?|Lastly)"
# "Up first: Jane Doe — Title."
UP_FIRST = re.compile(
    rf"\s*{OPENER}[:,] ({NAME}(?:(?:,? and |, | & ){NAME}){{0,3}})(?:\s?\([^()]{{1,60}}\))? ?(?:—|–|-{{1,2}}|:) (\S[^\n]{{3,120}}?)[.\s]*$"
)
# "After lunch, Jane Doe took the stage to present …": the sentence begins with who gave it and leads to the title
SUBJECT_EN = re.compile(
    rf"\s*(?:[A-Z][a-z]+(?: [a-z]+){{0,3}}, |{OPENER}(?:,| was| came| is)? )?({NAME}(?:(?:,? and |, | & ){NAME}){{0,3}})(?:,[^,.]{{1,60}},|\s\([^()]{{1,60}}\))?,? [^.!?]{{0,60}}\b"
    r"(?:with|on|about|present|presented|presenting|titled|called|entitled|give|gave|covered|introduced|delivered)(?: (?:a|the|his|her|their) (?:talk|session|keynote|presentation)(?: on| about)?)?\s*$"
)
CALLED = quick(r"(?:(?<!so-)called|titled|entitled|talk|keynote|session|presentation|panel)[,:]?\s*$", re.I)
CALLED_SO = quick(
    r"(?:(?<!so-)called|titled|entitled|(?:talk|keynote|session|presentation) (?:was|is|on|about)|(?:first|next|last|second|third|opening|closing) (?:talk|session),)\s*$",
    re.I,
)  # what stands before a name of one word


LIKED_EN = re.compile(r"\b(?:liked|enjoyed|loved|favou?rites?|highlights?|best|interesting|recommend)\b", re.I)
ATTENDED_EN = re.compile(
    r"\b(?:I|we)(?: also| then| next)? (?:attended|went to|sat in on|joined|saw|watched|caught|listened to)\b[^.“\"]{0,24}$",
    re.I,
)
# "The Lamp Metrics Panel featured Jane Doe (Wicks), John Roe and Ann Poe, with Bo Reed moderating"
PANEL_EN = re.compile(
    rf"^(?:[Tt]he (?:[a-z]+ )?)?((?:[{UPPER}][\w’'&-]* ){{1,6}}[Pp]anel)(?: discussion)?(?: (?:then|also))?(?: with|:| (?:featured|featuring|included|consisted of|was made up of|had|brought together))\s(?={NAME})"
)
PANELLISTS = re.compile(r",? and |,? with |, | & ")


def english_panel(sentence: str) -> Split | None:
    """A panel and everybody on it, where a sentence begins with it."""
    found = PANEL_EN.match(sentence)
    if found is None:
        return None
    people = [read_people(piece.rstrip(".")) for piece in PANELLISTS.split(MODERATES.sub("", sentence[found.end() :]))]
    names = [name for each in people if each.likeness >= 0.6 for name in each.names]
    return Split(found[1], tuple(dict.fromkeys(names)), "said", 0.6) if len(names) >= 2 else None


MODERATES = re.compile(r" (?:moderating|as (?:the )?moderator|in the chair|moderated)\b")


def english_talks(line: Line, above: tuple[str, ...] = ()) -> Iterator[Found]:
    """Talks told in a line of English; `above` are the people whom the heading above names, if it names nothing else."""
    content = line.text[: LONGEST * 2]
    spans = spans_of(line, content, english=True)
    cuts = [0, *(m.end() for m in SENTENCE_EN.finditer(content) if not inside(m.start(), spans)), len(content) + 1]
    before: Found | None = None  # who was told of last, with no title yet
    for begin, stop in pairwise(cuts):
        mine = [s for s in spans if begin <= s.start < stop]
        titled = [
            each for span in mine if (each := english_title(line, content, begin, stop, span, mine, above)) is not None
        ]
        if before is not None and titled and not titled[0].split.speakers and PRONOUN.match(content, begin):
            titled[0] = replace(titled[0], split=titled[0].split._replace(speakers=before.split.speakers))
            before = None
        if before is not None:
            yield before
        before = None
        if titled:
            yield from titled
            continue
        first = UP_FIRST.match(content[begin : min(stop, begin + 400)])
        if first is not None and (people := read_people(first[1])).likeness >= 0.6:
            named = Split(clean_title(first[2]), people.names, "said", people.likeness)
            shown = tuple(k for k in line.links if begin <= k.start < stop and kind_of(k.url) in ("deck", "video"))
            yield Found(begin, named, shown, 0.7, ("who came first or next, and the title",))
            continue
        panel = english_panel(content[begin : min(stop, begin + 400)])
        if panel is not None:
            yield Found(begin, panel, (), 0.7, ("a panel and who was on it",))
            continue
        told = list(people_of_sentence(line, content[begin : min(stop, begin + LONGEST_SENTENCE)], begin))
        yield from told[:-1]
        before = told[-1] if told else None
    if before is not None:
        yield before


PRONOUN = re.compile(
    r"\W*(?:(?:His|Her|Their|The|This|That) (?:[a-z]+ )?(?:talk|keynote|session|presentation)|It) (?:was|is)\b"
)


LONGEST_SENTENCE = 480  # characters


MINE_EN = re.compile(
    r"\b[Mm]y (?:own |first |second )?(?:presentation|talk|slides?|slide deck|deck|session)\b|\bI (?:gave|presented|talked|spoke)\b"
)


def without_opener(name: str) -> str:
    """A name without the word that opens the sentence ("Then Jane Doe"); empty where no first and last name is left."""
    words_ = name.split()
    while words_ and words_[0] in NOT_NAMES:
        words_ = words_[1:]
    return " ".join(words_) if len(words_) >= 2 else ""


def is_saying(content: str, begin: int, span: Span, words_: Sequence[str]) -> bool:
    """Whether a line is words in quotation marks, written as a sentence is, and whose they are: no title."""
    alone = span.quoted and not content[begin : span.start].strip() and SIGNED.match(content[span.stop :])
    return bool(alone) and written_as_said(words_)


SIGNED = re.compile(r"\s*[-–—]+\s*\S.{1,60}$")


def english_title(
    line: Line,
    content: str,
    begin: int,
    stop: int,
    span: Span,
    mine: Sequence[Span],
    above: tuple[str, ...],
) -> Found | None:
    """The talk that a piece of an English sentence names, if the sentence speaks of one."""
    title = span.title.rstrip(".,;:")
    words_ = title.split()
    if len(words_) < 2 and not (
        span.quoted
        and len(title) >= 4
        and (
            CALLED_SO.search(content, begin, span.start)
            or SUBJECT_EN.match(content[begin : span.start])
            or BY_SOMEBODY.match(content, span.stop)
        )
    ):
        return None
    if len(title) < 4 or len(title) > 120 or POINTING.fullmatch(title) or title.endswith(","):
        return None
    if not span.quoted and span.links and title[0].islower():
        return None  # "was recorded", "on YouTube": words of a sentence that lead somewhere
    if re.match(r"(?:at )?\d{1,2}:\d{2}\b|(?:the|this|her|his|their|our|my|a|here|watch|on|in)\b [a-z]|here\b", title):
        return None
    before, after = mask(content, begin, span.start, mine), mask(content, span.stop, stop, mine)
    names = [
        name
        for m in NAMES_EN.finditer(before)
        if not before[: m.start()].endswith((" at ", " in ")) and (name := without_opener(m[1]))
    ]
    behind = BEHIND_EN.match(after)
    beside = BEFORE_EN.search(before) or SUBJECT_EN.match(before)
    people = None
    # "Jane Doe on “…”, John Roe on “…”": who stands before it with a word between, rather than who comes next
    first = (beside, behind) if beside and not before.rstrip().endswith(",") else (behind, beside)
    for piece in [m[1] for m in first if m] + names[::-1]:
        read = read_people(piece)
        if read.names and read.likeness >= 0.6:
            people = read
            break
    score = 0.0
    why: list[str] = []
    if people is not None:
        score, why = score + 1.5, [*why, "person in the sentence"]
        if behind or beside:
            score, why = score + 1.0, [*why, "beside a person"]
    elif above:
        score, why = score + 1.0, [*why, "person in the heading"]
    if people is None and MINE_EN.search(before):
        score, why = score + 1.0, [*why, "the author's own"]
    if CALLED.search(before):
        score, why = score + 1.2, [*why, "called so"]
    if TALK_EN.search(before) or TALK_EN.search(after[:80]):
        score, why = score + 1.2, [*why, "talk words in the sentence"]
    elif LIKED_EN.search(before):
        score, why = score + 0.6, [*why, "liked"]
    if ATTENDED_EN.search(before):
        score, why = score + 1.2, [*why, "attended"]
    if any(hosts_a_deck(k.url) or kind_of(k.url) == "video" for k in span.links):
        score, why = score + 1.0, [*why, "leads to a deck"]
    if span.quoted or not span.links:
        score, why = score + 0.6, [*why, "set apart"]
    if sum(w[:1].isupper() for w in words_) >= 0.6 * len(words_):
        score, why = score + 0.3, [*why, "capitals"]
    if (
        NOT_EN.match(after)
        or re.search(r"\b(?:said|asked|replied|joked|told us|wrote|says?)\W*$", before)
        or is_saying(content, begin, span, words_)
        or title.endswith((".", "!”"))
    ):
        score, why = score - 2.5, [*why, "remark"]
    if re.search(
        r"\b(?:book|blog post|article|paper|library|project|company|group|meetup|conference)(?: called| titled)?,?\W*$",
        before,
        re.I,
    ):
        score, why = score - 2.0, [*why, "book or thing"]
    if score < ENOUGH or (len(words_) < 2 and people is None):
        return None
    links = [
        k
        for k in line.links
        if span.start - 1 <= k.start < stop and kind_of(k.url) in ("deck", "video", "article", "session", "repository")
    ]
    split = Split(clean_title(title), people.names if people else above, "said", 0.6, quoted=span.quoted)
    return Found(span.start, split, tuple(links), confidence(score), tuple(why))
