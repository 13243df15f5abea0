"""People as reports name them: handles, names with or without an honorific, organisations beside them.

Belongs here: reading one or several people out of a piece of text, and how sure it is that the piece names people and
nothing else. Does not belong here: finding such pieces (`titles`, `speakers`, `remarks`), what one name looks like
(`likeness`). A person is given as "handle|real name" where both are written, else as the one that is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from pipeline.reports.given import GIVEN_NAMES
from pipeline.reports.likeness import (
    HANDLE,
    HANDLES,
    KANJI,
    LOW_COMPANIES,
    NOT_A_PERSON,
    ORGANISATION,
    PARTICLE,
    PREFIXES,
    UPPER,
    name_likeness,
)
from pipeline.reports.patterns import quick
from pipeline.reports.surnames import SURNAMES

HONORIFIC = r"(?:さん(?!ぽ|か(?!ら)|し|ぷ)|サン(?![ァ-ヶー])|氏(?!名)|先生|せんせい|様(?!々|子|式|相|な)|さま|くん(?![ぁ-ん])|君|ちゃん|殿|師匠|博士|教授|兄さん|姉さん|ニキ)"
ROLE = (
    r"発表者|登壇者|講演者|話者|講師|演者|スピーカー?|担当者?|ゲスト|プレゼンター|パネリスト|パネラー|モデレータ(?:ー)?|ファシリテータ(?:ー)?|司会|お?話し手|話す人|話した人|"
    r"presented by|given by|delivered by|led by|talk by|presenters?|speakers?|panell?ists?|moderators?|moderated by|hosts?|hosted by|featuring"
)
LABELLED = re.compile(
    rf"^\s*(?:{ROLE}|発表|登壇|講演|氏名|名前|(?:(?:LT|talk|session|keynote|slides?|講演|発表|登壇)\s)?by|with|from)(?:の方|名|さん)?\s*[:：は]?\s+|^\s*(?:{ROLE}|発表|登壇|講演|氏名|名前|by)(?:の方|名|さん)?\s*[:：｜|]\s*"
    rf"|^\s*[【\[(（<〈《]\s*(?:{ROLE}|発表|登壇|講演|氏名|名前)(?:の方|名)?\s*[】\])）>〉》]\s*[:：]?\s*",
    re.I,
)
SPEAKS = re.compile(
    r"^[\s\U0001f3a4\U0001f399\U0001f464\U0001f465\U0001f5e3\U0001f9d1\U0001f468\U0001f469\U0001f64b\U0001f4ac\U0001f4bb\U0001f3eb\u200d\u2640\u2642\ufe0f\U0001f3fb-\U0001f3ff]+(?=\S)"
)  # pictures of people and microphones before a name
INCORPORATED = re.compile(r"[(（]株[)）]|㈱")
INCORPORATED_BEHIND = re.compile(
    r"(?:Inc|Ltd|LLC|Co|Corp)\b\.?\s*(?=\S)"
)  # "ACME, Inc. Jane さん": a company's name goes on
WRAPPED = re.compile(r"^\s*[(（\[【]\s*((?:[^()（）\[\]【】]|[(（][^()（）]*[)）])+)[)）\]】]\s*$")
TRAIL = re.compile(
    r"(?:(?<=さん)(?:発表|LT|講演|登壇)(?:資料|スライド)?|による.*|からの?(?:発表|LT|お話|講演|セッション|登壇).*|の(?:発表|LT|お話|話|講演|セッション|登壇|トーク|プレゼン|スライド|資料|回|番)(?:です|でした)?.*|です|でした|が(?:発表|登壇|話|お話).*|より)[。！!]?$"
)
SPLIT_PEOPLE = quick(
    r"\s*([、,，;；＆×＋]|(?<!\bR)&|&(?!D)|\s[xX+]\s|\s/\s|[/／]|\s[|｜]\s|\band\b|\bwith\b|\bfeat\.|(?:(?<=さん)|(?<=氏)|(?<=先生)|(?<=様)|(?<=[)）]))\s*(?:と|や|・)|(?<=[一-龥])・(?=[一-龥])|\n)\s*"
)
BETWEEN_HANDLES = re.compile(r"^\s*(?:さん|氏)?\s*(?:と|や|・)\s*")
SLASH = frozenset("/／|｜")
FROM_WHERE = quick(
    r"(?<=[\w’'.)）])\s+(?:from|of|at|@|＠)\s+(?:the\s+)?[A-Z一-龥ぁ-んァ-ヶ][^()（）]*$|(?<=[一-龥ぁ-んァ-ヶー])\s[@＠](?=[一-龥ぁ-んァ-ヶ])[^()（）\s]*|(?<=[一-龥])[@＠](?=[一-龥ぁ-んァ-ヶ])[^()（）\s]*"
)
SHARED_SURNAME = re.compile(r"([A-Z][a-z]+)(?: & | and )([A-Z][a-z]+) ([A-Z][a-z]+)\b")  # "Ann & Bob Smith"
HANDLE_ALONE = re.compile(r"(?=.*[a-z_])[A-Za-z0-9_]{3,20}")
WHAT_THEY_ARE = re.compile(rf"(?:弊社|同僚|主催|友人|.{{0,12}}(?:作者|著者|開発者|創始者|メンテナー?)|{ROLE})", re.I)
TWO_WORDS = re.compile(r"@[A-Z][a-z]+ [A-Z][a-z]+")  # a link's "@Jane Doe": a name, no handle
LEADING_MARKS = re.compile(r"^[\s>・*:：-]+")
POSSESSIVE = re.compile(r"[’']s?$")


MARKED = quick(f"{HANDLE}|{HONORIFIC}")  # what shows that a piece of text names a person
HONOURED = quick(HONORIFIC)


@lru_cache(maxsize=20_000)  # a line is asked for in many places
def is_marked(text: str) -> bool:
    """Whether a piece of text names a person by a handle or an honorific."""
    return MARKED.search(text) is not None


ENDS_HONOURED = quick(rf"\s*{HONORIFIC}$")
UNIT_BEFORE = re.compile(r"^[A-Z]{2,8}[ \u3000]?(?=[一-龥々]{2,5}$)")  # "TIG西田": the unit in capitals, then the name
EMOJI_BEHIND = re.compile("[\\s\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+$")
HOW_LONG = re.compile(r"約?\d{1,3}\s?(?:分間?|min(?:utes?|s)?\.?|名|人)", re.I)
COMPANY_BEFORE = re.compile(
    r"[ァ-ヶー]{3,}([一-龥々]{3,6})$"
)  # "ドワンゴ吉村総一郎": where they work, then the whole name
LEADING_OF = re.compile(r"^の(?=[一-龥ァ-ヶA-Za-z])")  # left of "株式会社X の 竹端さん"
LEADING_HONORIFIC = re.compile(rf"^{HONORIFIC}.*$")  # what is left of "@handle さんは"
TITLE_BEFORE = re.compile(r"^(?:Mr|Ms|Mrs|Dr|Prof)\.?\s+")
BEFORE_HONORIFIC = re.compile(
    rf"(?:^|[\s\u3000/／、。・:：の(（」』]|こと)((?:{KANJI}{{1,4}}[ \u3000]|[ぁ-ん]{{1,4}}[ぁ-かき-ぢつ-づどなぬ-のひ-みむめやゆ-ん][ \u3000](?=[ぁ-ん])|[ァ-ヶー]{{2,8}}[ \u3000](?=[ァ-ヶ])|(?<![A-Za-z])[A-Z][ \u3000](?={KANJI}))?[^\s\u3000、。・:：/／「」『』()（）]{{1,20}}?|[ァ-ヶー]{{1,12}}(?:[・＝][ァ-ヶー]{{1,12}}){{1,3}})\s*{HONORIFIC}"
)
LATIN_WORD = rf"[{UPPER}][A-Za-z\u00c0-\u024f\u1e00-\u1eff’'-]*"
LATIN_HONOURED = quick(
    rf"(?<![A-Za-z0-9_.&'’-])((?:{LATIN_WORD}\.? (?:(?:{'|'.join(sorted(PREFIXES))}) )?){{1,3}}{LATIN_WORD})\s?{HONORIFIC}"
)
AFTER_HONORIFIC = re.compile(rf"^.*?{HONORIFIC}")
FROM_HONORIFIC = re.compile(rf"{HONORIFIC}.*$")
INSIDE = re.compile(r"[(（\[]([^()（）\[\]]{1,40})[)）\]]")
BRACKETED = re.compile(r"[(（\[][^()（）\[\]]{0,60}[)）\]]")
OPENS = re.compile(r"[(（\[]")
ROUND = re.compile(r"[(（][^()（）]{0,60}[)）]")
SLASHES = re.compile(r"\s*[/／|｜]\s*")


CLAUSE = quick(
    r"[をがはにで](?=[^）)]*[一-龥ァ-ヶぁ-ん])|する|した|です|ます|\b(?:is|are|was|were|this|that|how|what|why)\b"
)


class People(NamedTuple):
    """Who was read out of a piece of text, and how sure it is (0..1) that the piece names people and nothing else."""

    names: tuple[str, ...]
    likeness: float


def known(people: People, names: frozenset[str]) -> People:
    """The people, surer where the post names each of them beyond doubt elsewhere."""
    if (
        people.names
        and people.likeness < 0.9
        and all(any(part in names for part in name.split("|")) for name in people.names)
    ):
        return People(people.names, 0.9)
    return people


def join(handle: str, name: str) -> str:
    """ "handle|real name", or the one there is."""
    handle, name = handle.strip().lstrip("@"), name.strip()
    if handle and name and handle.lower() != name.lower():
        return f"{handle}|{name}"
    return handle or name


HOW_THERE = frozenset(
    ("remote", "online", "virtual", "hybrid", "live", "in-person", "onsite")
)  # beside a name, no handle
ADDRESS = re.compile(r"\s*[(（<]?https?://[^\s()（）<>、。]+[)）>]?")  # written out beside a name


@lru_cache(maxsize=50_000)
def tidy(text: str) -> str:
    """A name without honorific, @, marks and what surrounds it."""
    text = text.strip(" \t\u3000\u00a0:：-–—/|｜・,、。.*~〜()（）[]「」『』<>【】\"“”'’！!#→⇒")
    text = ENDS_HONOURED.sub("", text)
    text = TITLE_BEFORE.sub("", POSSESSIVE.sub("", text))
    return text.strip(" \t\u3000").lstrip("@")


# where slides and articles lie: the words of a link there, and no people
SITES = frozenset(
    (
        "speaker deck", "speakerdeck", "slide share", "slideshare", "docswell", "google slides", "google スライド", "googleスライド", "youtube", "vimeo", "qiita",
        "zenn", "note", "connpass", "doorkeeper", "twitter", "github", "gist", "figma", "notion", "scrapbox", "togetter", "prezi", "canva",
    )
)  # fmt: skip


DOMAIN = re.compile(r"(?:www\.)?[\w-]+\.(?:com|net|org|co\.jp|jp|io|dev)", re.I)  # a card's words for its site


@lru_cache(maxsize=50_000)
def read_people(text: str) -> People:
    """The people whom a piece of text names, where it names people and little else."""
    raw = text.strip()
    if raw and (raw[-1] >= "\U0001f000" or "\u2600" <= raw[-1] <= "\u27bf" or raw[-1] == "\ufe0f"):
        raw = EMOJI_BEHIND.sub("", raw)
    if "://" in raw:
        raw = ADDRESS.sub("", raw).strip()
    if (
        not raw
        or len(raw) > 200
        or raw.lower() in SITES
        or ("." in raw and DOMAIN.fullmatch(raw))
        or (len(raw) > 24 and CLAUSE.search(raw) and not is_marked(raw))
    ):
        return People((), 0.0)
    if "株" in raw:
        raw = INCORPORATED.sub("株式会社", raw)
    wrapped = WRAPPED.match(raw) if len(raw) <= 42 else None
    raw = SPEAKS.sub("", wrapped[1].strip() if wrapped else raw)
    label = LABELLED.match(raw)
    unlabelled = raw[label.end() :] if label else raw
    body = TRAIL.sub("", unlabelled)
    labelled, told = unlabelled != raw, body != unlabelled
    body = LEADING_MARKS.sub("", body)
    shared = SHARED_SURNAME.match(body)
    if shared and shared[1].lower() in GIVEN_NAMES:
        body = f"{shared[1]} {shared[3]}{body[shared.end(1) :]}"
    found: list[str] = []
    scores: list[float] = []
    unnamed = 0
    parts = drop_workplaces(split_people(body))
    for part in parts:
        name, likeness = read_person(part)
        if name and len(parts) > 1 and HOW_LONG.fullmatch(name):
            continue  # "○○さん、20分"
        if name:
            found.append(name)
            scores.append(likeness)
        elif tidy(part):
            scores.append(likeness)
            unnamed += 1
    if not found:
        return People((), 0.0)
    if not unnamed and len(found) > 1 and max(scores) >= (0.6 if min(scores) <= 0.3 else 0.7) and not is_marked(body):
        # "Jane Doe, ACME": what stands beside a sure name and looks like none is where they work
        needed = 0.4 if len(found) > 2 else 0.5
        kept = [at for at, score in enumerate(scores) if score >= needed]
        found, scores = [found[at] for at in kept], [scores[at] for at in kept]
    likeness = sum(scores) / len(scores)
    if any(
        len(bare) > 12 and PARTICLE.search(bare) and not is_marked(bare) and not ORGANISATION.search(bare)
        for bare in (ROUND.sub("", part) for part in parts)
    ):
        likeness = min(likeness, 0.3)  # a clause of a sentence stands beside the names
    if (labelled and likeness >= 0.2) or (told and likeness >= (0.5 if is_marked(body) else 0.8)):
        likeness = min(1.0, likeness + 0.35)
    return People(tuple(dict.fromkeys(found)), likeness)


def split_people(text: str) -> list[tuple[str, str]]:
    """A list of people cut into single ones, each with the mark before it; "Company Name / @handle" stays one."""
    pieces = SPLIT_PEOPLE.split(text)
    parts = [("", pieces[0]), *zip(pieces[1::2], pieces[2::2], strict=True)]
    if text.count("@") > 1:
        parts = [each for mark, part in parts for each in split_handles(mark, part)]
    parts = [(mark.strip(), part) for mark, part in parts if part.strip()]
    if len(parts) < 2:
        return parts or [("", text)]
    merged: list[tuple[str, str]] = []
    depth = 0
    for mark, part in parts:
        bare = part.strip()
        before = merged[-1][1] if merged else ""
        if depth > 0 and merged:
            merged[-1] = (merged[-1][0], f"{before}, {bare}")
        elif (
            merged
            and "@" in bare
            and re.fullmatch(rf"[(（]?{HANDLE}[)）]?(?:\s*{HONORIFIC})?", bare)
            and "@" not in before
            and re.search(r"[/／|]", text)
        ) or (merged and mark.strip() == "," and INCORPORATED_BEHIND.match(bare)):
            merged[-1] = (merged[-1][0], f"{before} {bare}")
        elif (
            merged
            and ORGANISATION.search(OPENS.split(bare, maxsplit=1)[0])
            and "@" not in bare
            and not HONOURED.search(bare)
        ):
            merged[-1] = (merged[-1][0], f"{before} ({bare})")
        else:
            merged.append((mark, bare))
        depth += bare.count("(") + bare.count("（") - bare.count(")") - bare.count("）")
    return merged


def split_handles(mark: str, part: str) -> list[tuple[str, str]]:
    """A piece with several handles cut into one piece for each: "@a @b", "@a さん @b さん", "Jane @a と Ann @b"."""
    outside = BRACKETED.sub(lambda found: "_" * len(found[0]), part)
    handles = list(HANDLES.finditer(outside))
    if len(handles) < 2:
        return [(mark, part)]
    first = not outside[: handles[0].start()].strip()
    cuts = [found.start() for found in handles[1:]] if first else [found.end() for found in handles[:-1]]
    pieces = [part[a:b] for a, b in zip([0, *cuts], [*cuts, len(part)], strict=True)]
    return [(mark, pieces[0]), *((" ", BETWEEN_HANDLES.sub("", piece)) for piece in pieces[1:])]


def drop_workplaces(parts: list[tuple[str, str]]) -> list[str]:
    """The parts without those that stand beside a person and are none: "みなと / 大西さん" names one."""
    if len(parts) < 2 or not any(mark in SLASH for mark, _ in parts):
        return [part for _, part in parts]
    sure = [is_marked(part) or name_likeness(tidy(BRACKETED.sub(" ", part))) >= 0.8 for _, part in parts]
    kept: list[str] = []
    for at, (mark, part) in enumerate(parts):
        beside = (mark in SLASH and sure[at - 1]) or (
            at + 1 < len(parts) and parts[at + 1][0] in SLASH and sure[at + 1]
        )
        if sure[at] or not beside:
            kept.append(part)
    return kept


@lru_cache(maxsize=50_000)
def read_person(text: str) -> tuple[str, float]:
    """One person out of a piece: ("handle|real name", likeness)."""
    text = text.strip(" \t\u3000\u00a0")
    if "@" in text or "＠" in text or "from" in text or "of" in text or "at" in text:
        text = FROM_WHERE.sub("", text)
    if TWO_WORDS.fullmatch(text):
        text = text[1:]
    if not text:
        return "", 0.0
    honoured = bool(HONOURED.search(text))
    handles = HANDLES.findall(text) if "@" in text else []
    handle = handles[0][1:] if handles else ""
    bracketed = OPENS.search(text) is not None
    inside = INSIDE.findall(text) if bracketed else []
    outside = BRACKETED.sub(" ", text) if bracketed else text
    outside = HANDLES.sub(" ", outside) if "@" in outside else outside
    if "/" in outside or "／" in outside or "|" in outside or "｜" in outside:
        outside = SLASHES.sub(" / ", outside)
    pieces = [tidy(piece) for piece in outside.split(" / ")]
    pieces = [UNIT_BEFORE.sub("", strip_organisation(piece)) for piece in pieces if piece]
    pieces = [piece for piece in pieces if piece]
    name = ""
    if honoured and " " in text:
        name = latin_honoured(text)
    if honoured and not name:
        found = BEFORE_HONORIFIC.search(ROUND.sub("", text))
        if found and tidy(found[1]) and not NOT_A_PERSON.match(tidy(found[1])):
            name = strip_organisation(tidy(found[1]))
            where, _, who = name.rpartition("の")
            if (
                len(where) >= 2
                and who[:1] not in (" ", "\u3000")
                and (len(name) > 6 or name_likeness(who) >= 0.6 or WHAT_THEY_ARE.fullmatch(where))
            ):
                name = who
            if "@" in found[1]:
                name = ""
    if not name and pieces:
        best = max(pieces, key=name_likeness)
        # of a title before "(@handle)" no word is known as a name
        name = best if not handle or name_likeness(best) >= (0.5 if best.count(" ") >= 2 else 0.35) else ""
    if not handle:
        for piece in inside:
            piece = tidy(piece)
            if (
                re.fullmatch(r"[A-Za-z0-9_]{3,20}", piece)
                and not ORGANISATION.search(piece)
                and piece not in LOW_COMPANIES
                and piece not in HOW_THERE
                and name
                and re.search(r"[a-z0-9_]", piece)
                and not re.fullmatch(r"[A-Z][a-z]+", piece)
                and not is_company_beside(piece, name)
            ):
                if name_likeness(name) >= 0.35 or honoured:
                    handle = piece
                break
    if not name:
        for piece in inside:
            piece = strip_organisation(tidy(HANDLES.sub("", piece)))
            if name_likeness(piece) >= (0.4 if handle else 0.5):
                name = piece
                pieces.append(piece)
                break
    if not handle and name and inside and HANDLE_ALONE.fullmatch(name) and not honoured:
        real = strip_organisation(tidy(inside[0]))
        if name_likeness(real) >= 0.4 and not re.fullmatch(r"[a-z0-9_.-]+", real):
            return join(name, real), 0.75
    name = LEADING_HONORIFIC.sub("", name.strip())
    if "である" in name:  # "the chair that Jane is": what somebody is stands before the name
        name = name.rpartition("である")[2]
    name = LEADING_OF.sub("", name)
    if (company := COMPANY_BEFORE.match(name)) and any(company[1][:size] in SURNAMES for size in (2, 3)):
        name = company[1]
    if name and (
        NOT_A_PERSON.match(name)
        or len(name) > 40
        or not (any(char.isalpha() for char in name) or (honoured and name.isdigit() and len(name) <= 4))
    ):
        name = ""
    if not (handle or name):
        return "", 0.0
    if handle:
        rest = re.sub(r"[\s()（）/／|:：,、。・-]", "", HONOURED.sub("", HANDLES.sub("", text)))
        extra = len(rest) - len(name.replace(" ", "")) - sum(len(p) for p in inside)
        likeness = 0.95 if extra <= 14 else 0.6
    elif honoured:
        rest = FROM_HONORIFIC.sub("", text)
        tail = AFTER_HONORIFIC.sub("", text)
        likeness = (
            0.9
            if (len(rest) <= 24 or rest.strip() == name) and len(re.sub(r"[(（][^)）]*[)）]", "", tail)) <= 3
            else 0.45
        )
        if PARTICLE.search(name):
            likeness -= 0.3
    else:
        likeness = max((name_likeness(piece) for piece in pieces), default=0.0)
        if len(pieces) > 1 and likeness < 0.8:
            likeness *= 0.8
        if WITH_ROLE <= likeness < WITH_ROLE_SURE and len(pieces) == 1 and any(map(ORGANISATION.search, inside)):
            likeness = WITH_ROLE_SURE  # "Tommi Laitinen (vice president, ACME)"
    return join(handle, name), max(0.0, likeness)


WITH_ROLE, WITH_ROLE_SURE = 0.55, 0.82  # likeness of a name, alone and beside what somebody is, in brackets


def is_company_beside(piece: str, name: str) -> bool:
    """Whether a word in brackets, written in capitals as companies write themselves, has nothing of the whole name in Latin
    letters beside it: "Jane Doe (CoverMyMeds)", but not "Jane Doe (JaneD)"."""
    words = [word.lower() for word in re.findall(r"[A-Za-z]{2,}", name)]
    if len(words) < 2 or not piece[0].isupper() or not name.isascii():
        return False
    low = piece.lower()
    return not any(word[:4] in low for word in words) and not low.startswith("".join(word[0] for word in words))


def latin_honoured(text: str) -> str:
    """The whole name of a person written in Latin letters before an honorific: "Jane Doe さん"; "" where there is none."""
    found = LATIN_HONOURED.search(ROUND.sub("", text))
    words = found[1].split(" ") if found else []
    for first in range(len(words) - 1):
        name, rest = " ".join(words[first:]), " ".join(words[first + 1 :])
        company = len(words) - first > 2 and words[first].lower() not in GIVEN_NAMES and name_likeness(rest) >= 0.9
        alone = found is not None and found.start(1) == 0 and not first
        given = words[first].lower() in GIVEN_NAMES
        # nothing stands before it, or it begins as names do: "Josh Story", of which a title may have a word
        needed = 0.4 if (alone and len(words) == 3) or (given and len(words) - first == 2) else 0.6
        if not company and not ORGANISATION.search(name) and name_likeness(name) >= needed:
            return TITLE_BEFORE.sub("", name)
    return ""


@lru_cache(maxsize=20_000)
def strip_organisation(text: str) -> str:
    """A name without the company or role before or behind it."""
    text = text.strip()
    if not ORGANISATION.search(text):
        return text
    words = re.split(r"[ \u3000]+", text)
    kept = [word for word in words if not ORGANISATION.search(word)]
    if kept and len(kept) < len(words):
        return " ".join(kept[-2:]) if all(re.fullmatch(rf"{KANJI}+|[A-Z][\w.-]*", w) for w in kept[-2:]) else kept[-1]
    found = re.search(r"の([^の]{1,12})$", text)
    if found and not ORGANISATION.search(found[1]):
        return found[1]
    return ""
