"""Who a line names at its end, beyond doubt: "title: subtitle（○○さん）", "title @handle".

Belongs here: people marked by handle or honorific who end a line, and what must not stand before them. Does not belong here:
all other forms in which a line gives a title and its speaker (`splitting`).
"""

from __future__ import annotations

import re

from pipeline.reports.likeness import HANDLE, KANJI, ORGANISATION, PARTICLE
from pipeline.reports.names import HONORIFIC, HONOURED, is_marked
from pipeline.reports.patterns import quick
from pipeline.reports.split import Reader, Split
from pipeline.reports.titles import SET_OFF

_ONE = rf"(?:{HANDLE}(?:\s?{HONORIFIC})?|[^\s\u3000、,，・/／|｜:：()（）「」『』]{{1,24}}?{HONORIFIC}(?:\s?[(（]{HANDLE}[)）])?)"
# each person and each gap taken whole: else there are many ways to part a long line
MANY = rf"(?>{_ONE})(?:(?>\s?[、,，・&＆と]\s?|\s?)(?>{_ONE})){{0,11}}"
BRACKETED = re.compile(r"[\s\u3000]*[(（【\[]([^()（）【】\[\]]{1,160})[)）】\]]$")
PARTED = re.compile(r"\s?[/／|｜：]\s?([^/／|｜：「」『』]{2,80})$")
BARE = re.compile(rf"[\s\u3000]+({MANY})$")
LEADS = re.compile(r"(?:[とはがのをにで:：/／|｜,、–—-]|\bby|\bwith|による|\band|[&＆])\s*$")
PIECES = re.compile(r"\s[/|–—―~〜-]\s|\s?[／｜]\s?|\s?：\s?|: |、|, |\u3000|\s-\s?$")
TOLD = quick(r"発表|講演|登壇|セッション|トーク|お?話|LT|資料|スライド", re.I)
QUOTED = re.compile(r"[「『]([^「」『』]+)[」』]|“([^“”]+)”|\"([^\"]+)\"")
GOES_ON = re.compile(r"[のをはがにでとへやか]|って")  # a quote that is a part of a longer title
OF_WHOM = re.compile(rf"{KANJI}{{1,4}}\s?[:：]")
HALF_NAME = re.compile(rf"(?:^|[\s\u3000/／|｜、,：:〜~–—-])(?:{KANJI}{{1,4}}|[A-Z][\w’'.-]*)$")
PERSON = 0.6


def by_its_end(text: str, reader: Reader, forms: frozenset[str] = frozenset()) -> Split | None:
    """Title and people of a line that ends in people marked as such, its title being parted by marks of its own, so that a
    part of it could be taken for a name; None for all other lines. `forms` are the forms of its siblings."""
    if not is_marked(text):
        return None
    found = BRACKETED.search(text) or PARTED.search(text) or BARE.search(text)
    if found is None or not found.start() or not is_marked(found[1]):
        return None
    title = text[: found.start()].rstrip()
    if len(title) < 4 or title[-1] in '」』”"' or (LEADS.search(title) and not SET_OFF.search(title)):
        return None
    pieces = [piece for piece in PIECES.split(title) if piece.strip()]
    quote = QUOTED.search(title)
    if quote and (is_marked(title[: quote.start()]) or TOLD.search(title[quote.end() :])):
        return None
    if quote and not quote.start() and not GOES_ON.match(title[quote.end() :]):
        return None  # 「title」 company（person）
    if found.re is BARE and "@" not in found[1] and HALF_NAME.search(title):
        return None  # the name's other half may stand before it: "title / Jane Doe さん"
    if "colon<" in forms and OF_WHOM.match(title):
        return None  # who heard it: "大西：title（speakerさん）"
    several = found.re is BARE and max(found[1].count("@"), len(HONOURED.findall(found[1]))) > 1
    if quote is None and not several and (len(pieces) < 2 or found.re is PARTED):
        return None
    if any(is_person(piece.strip(), reader) for piece in (pieces[0], pieces[-1])) or ORGANISATION.search(pieces[-1]):
        return None
    people = reader(found[1])
    if not people.names or people.likeness < PERSON or (PARTICLE.search(found[1]) and not found[1].startswith("@")):
        return None
    form = {BRACKETED: "paren", PARTED: "slash>", BARE: "behind"}[found.re]
    return Split(title, people.names, form, people.likeness)


def is_person(piece: str, reader: Reader) -> bool:
    """Whether a part of a line may itself name who spoke."""
    return is_marked(piece) or (len(piece) <= 30 and reader(piece).likeness >= PERSON)
