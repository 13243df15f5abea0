"""Who an English sentence says gave a talk: "Next up was Jane Doe", "Jane Doe talked about …", "I enjoyed Jane Doe's session".

Belongs here: the ways in which a sentence without a title names who spoke. Does not belong here: titles and weighing them
(`told_english`), whose section it is (`prose`), what a name is (`names`). Every pattern looks a bounded way ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.reports.blocks import Line
from pipeline.reports.given import GIVEN_NAMES
from pipeline.reports.hosts import kind_of
from pipeline.reports.likeness import HANDLE, UPPER
from pipeline.reports.names import People, read_people
from pipeline.reports.patterns import quick
from pipeline.reports.prose import NOT_NAMES
from pipeline.reports.spans import Found
from pipeline.reports.split import Split

NAME = rf"(?:{HANDLE}|[{UPPER}][\w’'-]{{1,24}}(?: (?:[{UPPER}]\b\.?|de|van|von|der|den|la|di|da|bin)){{0,2}}(?:(?: [{UPPER}][\w’'-]{{1,24}}){{1,2}}|(?<= [A-Z]\.)))"
SOME_NAMES = rf"{NAME}(?:(?:,? and |, | & ){NAME}){{0,3}}"
COMPANY = r"[A-Z][\w.&-]*(?: [A-Z][\w.&-]*){0,3}"
# what stands beside a name: ", who works there,", "(ACME)", "from ACME"
ASIDE = rf"(?:,[^,.]{{1,110}},|\s\([^()]{{1,60}}\)|,? (?:from|of|at) (?:the )?{COMPANY}(?:,[^,.]{{1,60}},)?)?"
GIVEN = r"(?:talk|presentation|keynote|demo|session|overview|tour|introduction|intro|lesson|lecture|history|insight|tutorial|workshop|crash course|walk-?through|update|summary)"
ADVERB = r"(?:also |then |first |finally |next |later |afterwards |even |both )?"
SAYING = r"(?:present|talk|speak|tell|show|demo|demonstrate|explain|live[ -]code|share|discuss|introduce)"
# doing so is giving a talk
SPOKE = (
    rf"(?:gave (?:a|an|the|us|his|her|their|one of|what|another)\b[^.“\"]{{0,60}}?\b{GIVEN}"
    rf"|(?:did|held|ran|led|hosted|delivered) (?:a|an|the|us|his|her|their|another|our)\b[^.“\"]{{0,40}}?\b(?:talk|presentation|keynote|demo|session|workshop|tutorial|lecture)"
    r"|did (?:a|an) (?:[a-z]+ ){0,3}job (?:of |at )?(?:explaining|presenting|showing|demonstrating|describing|introducing)"
    r"|presented\b|(?:spoke|talked) (?:to us )?(?:about|on|of|next|us through|through)\b|demoed\b|delivered\b|walked us through\b|took us (?:through|on)\b"
    rf"|took (?:the|to the) (?:stage|floor|mic)|took [^.,]{{0,16}}to {SAYING}\b|(?:was|were) (?:up )?(?:next|first|last)(?: up)?\b|got up to {SAYING}\b|(?:came|was there)\b[^.,]{{0,30}}? to {SAYING}\b"
    r"|(?:kicked (?:\w+ ){0,2}off|opened|started|began|closed|ended|finished|wrapped up|rounded off|followed|continued)\b[^.,]{0,40}?\bwith (?:a|an|the|his|her|their|some)\b[^.,]{0,40}?\b(?:talk|presentation|keynote|demo|session|introduction|overview|experiences?|stor(?:y|ies)|tour)"
    r"|made (?:a|the) (?:[a-z]+ ){0,2}case (?:for|that)\b[^.]{0,40}?\b(?:talk|presentation|keynote|session))"
)
# and so, of one who is surely a person, are these where talks are told of
TOLD = (
    r"(?:(?:showed|told|explained|described)(?: us)? (?:how|why|what|that|off)\b|showed us\b|told us (?:about|how|why|what)\b|demonstrated\b|introduced us to\b"
    r"|shared (?:how|why|what|his|her|their|some|lessons|the)\b|discussed (?:how|why|what|the|his|her|their)\b|explored\b|argued (?:that|for)\b|covered (?:how|why|what|the|his|her|their)\b)"
)
OPENER = r"(?:[A-Z]?[A-Za-z ’']{2,40}[,:] |(?:Then|Next|Finally|Lastly|Afterwards|Later)(?: up)?,? (?:[a-z]+ ){0,4}|[^@.!?]{2,50} (?=@))"
GAVE = re.compile(
    rf"^{OPENER}?({SOME_NAMES}){ASIDE}(?:,? (?:{ADVERB}(?:{SPOKE}|({TOLD}))|who (?:{SPOKE}))|[’']s? (?:.{{0,30}} )?(?:talk|keynote|presentation|session)\b)"
)
ROLES = r"(?:(?:our|the|a|by|from) )?(?:[a-z-]+ ){0,3}"
FRAMES = tuple(
    re.compile(pattern)
    for pattern in (
        # "Next up was Jane Doe", "After lunch it was Jane Doe's turn"
        rf"(?:^|[.,] )(?:(?:And )?(?:[Nn]ext|[Ff]irst|[Ll]ast|[Uu]p next|[Uu]p first|[Tt]hen|[Aa]fter(?: the| a)?(?: \w+){{1,3}},?|[Ff]inally,?)(?: up| on stage| on| to speak| to present)?,? (?:was|came|it was|there was|is)) {ROLES}({SOME_NAMES})",
        # "Our first speaker was Jane Doe", "the keynote was by Jane Doe", "another great talk came from Jane Doe"
        rf"\b(?:first|next|last|second|third|fourth|fifth|final|opening|closing|keynote|our|other|another|following|main|invited|guest|\w+ (?:great|good|interesting|favou?rite|best)) (?:\w+ ){{0,2}}(?:speakers?|presenters?|talks?|sessions?|presentations?|keynotes?)\b[^.,“\"]{{0,24}}? (?:was|were|came|is)(?: (?:given|presented|held|delivered|done|led))? {ROLES}({SOME_NAMES})",
        rf"\b(?:first|next|last|second|third|final|opening|closing|keynote) (?:speaker|presenter)s?, ({SOME_NAMES}),",
        # "a talk by Jane Doe", "this presentation was held by Jane Doe and Ann Poe"
        rf"\b(?:talks?|presentation|session|keynote|workshop|lecture|demo)\b(?:[^.,“\"]{{0,40}}?\b(?:was|were|came)(?: (?:held|given|led|presented|delivered|done))?)? (?:by|from)(?: (?:our|the)(?: [a-z]+){{0,3}})? ({SOME_NAMES})",
        # "I enjoyed Jane Doe's session", "opened with Jane Doe's keynote"
        rf"\b(?:enjoyed|loved|liked|attended|saw|watched|caught|joined|to|with|was|by|is|after|for) ({NAME})[’']s? (?:[a-z-]+ ){{0,3}}(?:talk|session|keynote|presentation|turn|demo|workshop|lecture)\b",
        # "I went to see Jane Doe talk about", "we heard from Jane Doe about", "with Jane Doe explaining"
        rf"\b(?:see|saw|watch|watched|hear|heard|heard from|listened to|listen to|listening to|hearing) ({SOME_NAMES}) (?:talk|speak|present|explain|discuss|show|give|demo|about|on)(?:ing)?\b",
        rf"\bwith ({SOME_NAMES}){ASIDE} (?:explaining|presenting|talking|speaking|showing|discussing|demonstrating|introducing|telling|on stage|taking)\b",
        # "the best talk for me was Jane Doe on timers"
        rf"\b(?:favou?rite|best|highlight|interesting)\b[^.“\"]{{0,30}}?\b(?:talk|session|one|presentation|keynote)\b[^.“\"]{{0,30}}? (?:was|is) (?:given by |by |from )?({SOME_NAMES})(?:[’']s\b|,? on\b| about\b|\.|$| with\b| \()",
        # "In her talk, Jane Doe"
        rf"\b[Ii]n (?:his|her|their|the|this|that)(?: [a-z-]+){{0,3}} (?:talk|session|keynote|presentation|demo|workshop),? ({SOME_NAMES})",
    )
)
# further in a sentence that goes through several: "…, Jane Doe gave a keynote on X and John Roe talked about Y"
GAVE_TOO = re.compile(
    rf"({SOME_NAMES})(?:,[^,.]{{1,60}},|\s\([^()]{{1,60}}\)|,? (?:from|of|at) {COMPANY})?,? (?:who )?(?:(?:also |then |both )?"
    r"(?:(?:gave|held|did) (?:a|an|the|us|his|her|their)\b[^.,]{0,40}?\b(?:talk|presentation|keynote|demo|session|introduction)|presented\b|spoke (?:about|on)\b|talk(?:ed|ing) (?:about|on|us through)\b|delivered (?:a|an|the|his|her)\b))"
)
MANY = re.compile(
    rf"\b(?:(?:talks|presentations|keynotes|demos)\b (?:were )?(?:given )?(?:from|by)\b:?|[Ss]peakers (?:were|included|are):?) ({NAME}(?:(?:,? and |, | & ){NAME}){{1,11}})"
)  # "a series of lightning talks from Jane Doe, John Roe and Ann Poe": each gave one
SPEAKS = quick(
    r"talk|speak|spoke|present|keynote|session|demo|lecture|lesson|workshop|tutorial|gave|show|told|explain|describ|stage|next|first|last|\bthen\b|finally|turn\b|up\b|walk|took|shar|discuss|heard|listen|after|cover|explor|argu|introduc|kick|open|start|began|clos|end|wrap|round|continu|deliver|came|did|ran|held|led|case|best|favo",
    re.I,
)
# of another year, or of what did not come about
ELSEWHEN = re.compile(
    r"^In (?:19|20)\d\d\b|\b(?:years? ago|(?:last|previous|next) (?:year|month|time)|(?:missed|skipped|could not|couldn[’']t|unfortunately|will be|would have|going to)\b)",
    re.I,
)
BY_PEOPLE = re.compile(r",? and |, | & ")
LINKS = 2  # that a sentence gives of one talk, at most
FIRST_WORD = re.compile(r"[A-Z][a-z]+\b")
GIVEN_SURE = 0.4
SURE, SURER = 0.6, 0.8  # likeness of a person: where nothing else can be meant, and where something can


def people_of_sentence(line: Line, sentence: str, begin: int) -> Iterator[Found]:
    """Who a sentence without a title says gave a talk; several, where it goes through them. `begin`: where it stands in the
    line."""
    if not SPEAKS.search(sentence) or ELSEWHEN.search(sentence):
        return
    links = tuple(
        k for k in line.links if begin <= k.start < begin + len(sentence) and kind_of(k.url) in ("deck", "video")
    )
    many = MANY.search(sentence[:400])
    if many is not None and (names := enumerated(many[1])):
        for name in names:
            yield Found(begin, Split("", (name,), "told", 0.7), (), 0.6, ("one of those said to have given a talk",))
        return
    gave = GAVE.match(sentence[:320])
    framed = next((f for frame in FRAMES if (f := frame.search(sentence[:320]))), None) if gave is None else None
    told = [each for each in (gave, framed) if each is not None]
    told += [each for each in GAVE_TOO.finditer(sentence) if not told or each.start(1) >= told[0].end(1)]
    for each in told:
        if each[1].split()[0] in NOT_NAMES:
            continue
        people = read_people(each[1]) if each.re is not GAVE_TOO else surest(each[1])
        if people.names and any(k.form == "link" and k.text.strip() in each[1] for k in line.links):
            people = People(people.names, max(people.likeness, 0.9))  # linked to their page: a person
        weak = each.re is GAVE_TOO or (each.re is GAVE and bool(each[2]))
        given = FIRST_WORD.match(each[1])
        plain = given is not None and given[0].lower() in GIVEN_NAMES  # "Michael Stack", of whom a name is a word too
        if people.names and people.likeness >= (SURER if weak else GIVEN_SURE if plain else SURE):
            split = Split("", people.names, "told", people.likeness)
            at = begin + each.start(1) if each is not gave else begin
            yield Found(at, split, links[:LINKS], 0.6, ("said to have given a talk",))
            links = links if len(told) == 1 else ()


def surest(piece: str) -> People:
    """The people of an enumeration, without what stands before it and is none: "… in Stackless Python and Jane Doe"."""
    read = [
        people for part in BY_PEOPLE.split(piece) if (people := read_people(part)).names and people.likeness >= SURE
    ]
    names = tuple(name for people in read for name in people.names)
    return People(names, min((people.likeness for people in read), default=0.0))


def enumerated(piece: str) -> list[str]:
    """The names of an enumeration, if all of them are people."""
    read = [read_people(part) for part in BY_PEOPLE.split(piece)]
    return [name for people in read for name in people.names] if all(p.likeness >= SURE for p in read) else []
