"""What is measured of a candidate talk, of a link and of a whole post: plain numbers with names.

Belongs here: measuring. Does not belong here: weighing (`judge`) or finding candidates (`candidates`).
The same functions serve training (`benchmarks/reports_train.py`) and reading, so that both see the same numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice
from operator import itemgetter, mul
from typing import get_args

from pipeline.reports import words
from pipeline.reports.blocks import PSEUDO_LEVEL, Line, Link
from pipeline.reports.candidates import Candidate
from pipeline.reports.hosts import AddressKind, hosts_a_deck, key_of, kind_of
from pipeline.reports.names import is_marked
from pipeline.reports.patterns import quick
from pipeline.reports.sections import Text
from pipeline.reports.tables import NOT_ROW
from pipeline.reports.titles import POINTING, strip_prefix

FIRST_PERSON = quick(
    r"(?:自分|私|僕|わたし|ぼく|俺)(?:の|も|が|は)|登壇し(?:た|まし|てき)|発表し(?:た|まし|てき)|LTし(?:た|まし)|\bI (?:gave|spoke|presented|talked)\b|\bmy (?:talk|presentation)\b"
)
SLIDE_WORDS = quick(r"スライド|資料|slides?\b|deck|発表内容", re.I)
ON_CHANNEL = quick(
    r"\bon (?:ustream|youtube|niconico|twitch)\b|(?:配信|公式)?チャンネル|\bchannel\b", re.I
)  # where all is shown
QUESTION_END = quick(r"(?:か|の)?[?？]$|ですか$")
LABEL_ALONE = re.compile(words.TALK_LABEL.pattern + r".{0,6}", re.I)
DAY_HEADING = re.compile(
    r"^(?:day (?:one|two|three|four)\b|day ?\d|[一二三四\d]日目|初日|最終日|前日|当日|track ?[a-z\d]|午前|午後|前半|後半|[\d/]+)(?:.{0,12}|[\s:：]*[(（].{0,30}[)）])$",
    re.I,
)


NO_LINKS: Mapping[str, int] = {
    "sure deck": 0,
    **{kind: 0 for kind in get_args(AddressKind)},
    **{f"bare {kind}": 0 for kind in get_args(AddressKind)},
}


def count_links(links: Sequence[Link]) -> Mapping[str, int]:
    """How many different things of each kind the links name, 0 included; footnotes aside."""
    if not links:
        return NO_LINKS
    seen: set[str] = set()
    kinds = dict(NO_LINKS)
    for link in links:
        if link.form == "footnote":
            continue
        key = key_of(link.url)
        if key in seen:
            continue
        seen.add(key)
        kind = kind_of(link.url)
        kinds[kind] += 1
        if link.form in ("bare", "embed", "card"):
            kinds["bare " + kind] += 1
        if kind == "deck" and hosts_a_deck(link.url):
            kinds["sure deck"] += 1
    return kinds


def first_lines(text: Text, start: int, stop: int, limit: int) -> list[Line]:
    lines: list[Line] = []
    for line in text.lines(start, stop):
        lines.append(line)
        if len(lines) >= limit:
            break
    return lines


def text_features(title: str, raw: str) -> dict[str, float]:
    """What a heading's or item's own words say."""
    bare = title.strip()
    return {
        "generic": float(bool(words.NOT_TALK.match(bare) or NOT_ROW.match(bare) or POINTING.fullmatch(bare))),
        "generic words": float(len(bare) < 18 and bool(words.NOT_CONTAINER.search(bare))),
        "container words": float(len(bare) < 25 and bool(words.CONTAINER.search(bare))),
        "is label": float(bool(LABEL_ALONE.fullmatch(bare))),
        "is day": float(bool(DAY_HEADING.match(bare))),
        "is empty": float(not bare),
        "length": min(len(bare), 80) / 80,
        "short": float(0 < len(bare) <= 6),
        "very short": float(0 < len(bare) <= 3),
        "medium": float(12 <= len(bare) <= 60),
        "long": float(len(bare) > 80),
        "sentence end": float(bare.endswith(("。", "！", "!", "ました", "です", "ます"))),
        "question end": float(bool(QUESTION_END.search(bare))),
        "has hashtag": float("#" in raw),
        "has kana or space": float(bool(words.KANA.search(bare)) or " " in bare),
        "quoted": float(raw.strip().startswith(("「", "『"))),
        "report words": float(bool(words.REPORT_TITLE.search(bare))),
        "event words": float(bool(words.EVENT_NAME.search(bare))),
        "qa words": float(len(bare) < 20 and bool(words.QA.search(bare))),
        "lt word": float(bool(words.LIGHTNING.search(raw))),
    }


def section_features(text: Text, candidate: Candidate) -> dict[str, float]:
    """What the candidate covers: links, people, words of talking, depth."""
    start, stop = candidate.start, candidate.stop
    own_stop = text.own_end[candidate.block] if candidate.kind == "heading" else stop
    own_links = list(text.links(start, own_stop))
    all_links = list(text.links(start, stop)) if stop != own_stop else own_links
    own = count_links(own_links)
    whole = own if all_links is own_links else count_links(all_links)
    below = first_lines(text, start + 1, own_stop, 12)
    heads = below[:6]
    if candidate.kind == "item":
        heads = [*text.blocks[start].lines[1:], *heads][:6]
    near = count_links([link for line in heads for link in line.links])
    body = " ".join(line.text for line in [*heads, *below[len(heads) :]])[: 900 if candidate.kind == "heading" else 240]
    told = sum(1 for _ in islice(words.TELLS_OF_TALK.finditer(body), 6))
    at_once = min(sum(len(line.text) for line in heads[:2]) + 1, 200)
    heading_links = candidate.line.links
    heading_kinds = {kind_of(link.url) for link in heading_links if link.form != "footnote"}
    linked = sum(link.end - link.start for link in heading_links if link.form == "link")
    images, tweets, _ = text.count(start, own_stop)
    subheads = text.count(start + 1, stop)[2]
    return {
        "own decks": min(own["deck"], 3) / 3,
        "one own deck": float(own["deck"] == 1),
        "sure deck": float(own["sure deck"] >= 1),
        "near deck": float(near["deck"] >= 1),
        "near sure deck": float(near["sure deck"] >= 1),
        "near bare deck": float(near["bare deck"] >= 1),
        "near bare article": float(near["bare article"] >= 1),
        "near bare page": float(near["bare page"] + near["bare repository"] >= 1),
        "near bare event": float(near["bare event"] >= 1),
        "near session": float(near["session"] >= 1),
        "near profile": float(near["profile"] >= 1),
        "near video": float(near["video"] >= 1),
        "many decks": float(whole["deck"] >= 3),
        "whole decks": min(whole["deck"], 6) / 6,
        "decks below": float(whole["deck"] > own["deck"]),
        "own video": float(own["video"] == 1),
        "links": min(sum(own[k] for k in ("page", "repository", "article")), 8) / 8,
        "heading deck": float(bool({"deck", "video"} & heading_kinds)),
        "heading article": float("article" in heading_kinds),
        "heading session": float("session" in heading_kinds),
        "heading video": float("video" in heading_kinds),
        "heading profile": float("profile" in heading_kinds),
        "heading event": float("event" in heading_kinds),
        "heading page": float(bool({"page", "repository"} & heading_kinds)),
        "heading linked": linked / max(len(candidate.line.text), 1),
        "split speaker": float(
            bool(candidate.split.speakers) and candidate.split.form != "name" and candidate.split.likeness >= 0.5
        ),
        "name only with deck": float(
            candidate.split.form == "name"
            and (near["sure deck"] >= 1 or near["article"] >= 1 or bool({"deck", "video"} & heading_kinds))
        ),
        "speaker in text": candidate.split.likeness if candidate.split.speakers else 0.0,
        "name only": float(candidate.split.form == "name"),
        "by": float(candidate.split.form == "by"),
        "speaker line": float(candidate.speaker_line is not None and candidate.speaker_line is not candidate.line),
        "mention in text": float(is_marked(candidate.line.text)),
        "mention near": float(any(is_marked(line.text[:60]) for line in heads[:3])),
        "video of event": float(
            "video" in heading_kinds
            and not candidate.split.speakers
            and bool(
                words.EVENT_NAME.search(candidate.line.text)
                or words.TRACK.search(candidate.line.text.strip())
                or ON_CHANNEL.search(candidate.line.text)
                or candidate.line.text.lstrip().startswith(("http://", "https://"))
            )
        ),
        "report of event": float(
            candidate.kind == "item"
            and bool({"article", "page"} & heading_kinds)
            and bool(words.REPORT_TITLE.search(candidate.line.text) and words.EVENT_NAME.search(candidate.line.text))
        ),
        "sentence about a link": float(
            candidate.kind == "item"
            and 0 < linked < 0.35 * len(candidate.line.text)
            and len(candidate.line.text) > 70
            and not candidate.split.speakers
        ),
        "label": float(bool(candidate.split.label)),
        "time": float(candidate.split.has_time),
        "number": float(candidate.split.has_number),
        "numbered label": float(bool(candidate.split.label) and candidate.split.has_number),
        "bare decks": min(own["bare deck"], 3) / 3,
        "list of links": 0.0,
        "talk words": told / 6,
        "talk words at once": float(bool(told and words.TELLS_OF_TALK.search(body, 0, at_once))),
        "slide words": float(bool(SLIDE_WORDS.search(body))),
        "first person": float(bool(FIRST_PERSON.search(body))),
        "empty": float(own_stop - start <= 1),
        "body": min(len(body), 900) / 900,
        "images": min(images, 6) / 6,
        "tweets": min(tweets, 6) / 6,
        "subheadings": min(subheads, 8) / 8,
        "has subheadings": float(bool(subheads)),
    }


def bare_heading(heading: str) -> str:
    """A heading without number, marks and closing colon."""
    return strip_prefix(heading.strip())[0].rstrip(" 　:：。") or heading.strip()


SESSION_WORDS = quick(r"セッション|発表|LT|講演|トーク|登壇|資料|talks?|sessions?|keynote|基調", re.I)


@lru_cache(maxsize=2_000)  # all that stands under a heading asks for the same
def parent_features(parent: str) -> Mapping[str, float]:
    """What the words of the heading or item above a candidate say."""
    return {
        "parent contains": float(bool(words.CONTAINER.search(parent))),
        "parent not": float(len(parent) < 25 and bool(words.NOT_CONTAINER.search(parent))),
        "parent generic": float(bool(words.NOT_TALK.match(parent.strip()))),
        "parent lt": float(bool(words.LIGHTNING.search(parent))),
        "parent qa": float(len(parent) < 25 and bool(words.QA.search(parent))),
        "parent session": float(bool(SESSION_WORDS.search(parent))),
    }


def place_features(text: Text, candidate: Candidate) -> dict[str, float]:
    """Where the candidate stands: under which headings, how deep, how far down."""
    parents = [text.heading_text(at) for at in text.parents(candidate.block)]
    outer = text.places[candidate.block].item
    if candidate.kind == "item" and outer >= 0 and text.blocks[outer].lines:
        above = strip_prefix(text.blocks[outer].lines[0].text.strip())[0]
        if len(above) <= 30:
            parents.insert(0, above)
    parent = parents[0] if parents else ""
    block = text.blocks[candidate.block]
    position = candidate.block / max(len(text.blocks), 1)
    return {
        **parent_features(parent),
        "listed as talk": float(candidate.kind == "item" and bool(words.LISTS_TALKS.fullmatch(bare_heading(parent)))),
        "ancestor contains": float(any(words.CONTAINER.search(p) for p in parents[1:])),
        "no parent": float(not parents),
        "level": block.level / 7,
        "pseudo": float(block.kind == "heading" and block.level == PSEUDO_LEVEL),
        "position": position,
        "first block": float(position < 0.03),
        "depth": float(block.level) / 4 if candidate.kind == "item" else 0.0,
        "nested item": float(candidate.kind == "item" and text.places[candidate.block].item >= 0),
        "ordered": float(block.ordinal is not None),
    }


# How much each measurement speaks for a talk, as a person would put it; learned models see the sum as one measurement.
RULES: tuple[tuple[str, float], ...] = (
    ("near sure deck", 2.6), ("heading deck", 2.6), ("heading session", 1.6), ("heading video", 1.2), ("near session", 0.6),
    ("near bare article", 1.2), ("heading article", 1.2), ("near bare page", 0.4), ("own video", 1.2), ("split speaker", 2.6), ("speaker line", 2.0),
    ("label", 1.2), ("numbered label", 1.8), ("time", 0.6), ("number", 0.4), ("talk words at once", 0.9), ("slide words", 0.4), ("parent session", 0.9), ("parent lt", 0.5), ("listed as talk", 0.6),
    ("medium", 0.6), ("quoted", 0.4), ("generic", -4.0), ("generic words", -1.5), ("is empty", -0.5), ("name only", -1.6), ("name only with deck", 2.4),
    ("is label", -1.2), ("is day", -2.5), ("container words", -0.6), ("short", -0.8), ("very short", -1.0), ("sentence end", -0.8), ("parent not", -1.6), ("parent generic", -0.6), ("parent qa", -2.0),
    ("decks below", -1.2), ("many decks", -1.0), ("heading event", -1.5), ("near bare event", -1.5), ("has hashtag", -0.2), ("qa words", -1.5), ("report words", -1.0), ("empty", -0.6), ("event words", -0.3), ("video of event", -2.5), ("report of event", -3.5), ("sentence about a link", -2.5),
)  # fmt: skip


RULED = itemgetter(*(name for name, _ in RULES))
WEIGHTS = tuple(weight for _, weight in RULES)


def rule_score(features: Mapping[str, float]) -> float:
    """The sum of what a person would say for and against."""
    return float(sum(map(mul, WEIGHTS, RULED(features))))


GROUP_MEANS = (
    "rule", "near sure deck", "heading deck", "heading video", "heading article", "heading session", "split speaker", "speaker line", "generic",
    "number", "time", "label", "near bare article", "talk words at once", "own video", "name only", "heading linked", "medium", "parent session",
)  # fmt: skip
LISTED = ("heading deck", "heading video", "heading session", "split speaker")  # what makes items a list of links
OF_GROUP = tuple((name, f"group {name}") for name in GROUP_MEANS)


def relate(text: Text, candidates: Sequence[Candidate], enclosing: Mapping[int, float]) -> None:
    """What a candidate's relatives are like: its siblings, the headings around it, what stands inside it.

    `enclosing` gives the rule score of each heading by block, for items; headings find theirs among the candidates.
    """
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        candidate.features["rule"] = rule_score(candidate.features)
        groups.setdefault(candidate.group, []).append(candidate)
    by_block = {candidate.block: candidate for candidate in candidates}
    around = dict(enclosing) | {c.block: c.features["rule"] for c in candidates if c.kind == "heading"}
    good = sum(c.features["rule"] >= 2.5 for c in candidates)
    for members in groups.values():
        size = len(members)
        # headings see the means of all these, items the sums of a few
        names = GROUP_MEANS if members[0].kind == "heading" else LISTED
        sums = dict.fromkeys(names, 0.0)
        for candidate in members if size > 1 else ():
            for name in names:
                sums[name] += candidate.features[name]
        strong = sum(c.features["rule"] >= 2.5 for c in members)
        plain = sum(c.features["generic"] < 0.5 for c in members)
        for position, candidate in enumerate(members):
            features = candidate.features
            others = max(size - 1, 1)
            if candidate.kind == "heading":  # no rule on items asks for them
                for name, of_group in OF_GROUP:
                    features[of_group] = (sums[name] - features[name]) / others if size > 1 else 0.0
            own = float(features["rule"] >= 2.5)
            if candidate.kind == "item" and size >= 3:
                parallel = max(sums.values()) / max(plain, 3)
                features["list of links"] = parallel if any(map(features.__getitem__, LISTED)) else 0.0
                features["rule"] += 1.4 * features["list of links"]
            features["strong siblings"] = min(strong - own, 6) / 6
            features["share strong"] = (strong - own) / max(plain - 1, 1)
            features["group size"] = min(size, 20) / 20
            features["alone"] = float(size == 1)
            features["first of group"] = float(position == 0)
            features["last of group"] = float(position == size - 1 and size > 1)
            parents = [around.get(at, 0.0) for at in text.parents(candidate.block)]
            features["parent rule"] = parents[0] if parents else 0.0
            features["ancestor rule"] = max(parents, default=0.0)
            features["strong elsewhere"] = min(good - strong, 8) / 8
            features["strong in post"] = min(good - own, 10) / 10
            item = text.places[candidate.block].item
            features["outer item rule"] = (
                by_block[item].features["rule"] if candidate.kind == "item" and item in by_block else 0.0
            )
    inside: dict[int, list[float]] = {}
    for candidate in candidates:
        if candidate.kind == "heading":
            for at in text.parents(candidate.block):
                inside.setdefault(at, []).append(candidate.features["rule"])
    for candidate in candidates:
        below = inside.get(candidate.block, [])
        candidate.features["best inside"] = max(below, default=0.0)
        candidate.features["strong inside"] = min(sum(rule >= 2.5 for rule in below), 5) / 5


POST_CONTEXT = (
    "title report",
    "did not will",
    "title event",
    "title took place",
    "head took place",
    "head event link",
    "code share",
    "title howto",
    "title will",
    "english",
    "lt",
    "sure decks",
    "names share",
    "no talk words",
)


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Letters and digits only, lower case: to see whether two texts say the same."""
    return "".join(filter(str.isalnum, text.lower()))
