"""Candidates to talks: which are accepted, what each covers, which are one talk told twice.

Belongs here: accepting, nesting, joining, and the title and speakers of the joined talk. Does not belong here: the links
(`roles`), measuring (`features`) and weighing (`judge`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from itertools import pairwise

from pipeline.reports import words
from pipeline.reports.blocks import Line, Link
from pipeline.reports.candidates import (
    MOST,
    Candidate,
    heading_candidates,
    item_candidates,
    line_candidates,
    row_candidates,
    told_lines,
)
from pipeline.reports.features import POST_CONTEXT, fold, place_features, relate, section_features, text_features
from pipeline.reports.hosts import hosts_a_deck, key_of, kind_of
from pipeline.reports.judge import logistic, model
from pipeline.reports.names import read_people
from pipeline.reports.report import Evidence, TalkKind
from pipeline.reports.sections import Text
from pipeline.reports.speakers import speaker_of_section
from pipeline.reports.titles import clean_title, outer_quote

SAME_TITLE = 0.86
LABEL_ALONE = re.compile(words.TALK_LABEL.pattern + r".{0,8}", re.I)
ITEM_RULE = 3.4  # how much must speak for a list item (see `features.RULES`)


@dataclass(slots=True)
class Draft:
    """A talk in the making: the candidates that tell of it and what was read from them."""

    candidates: list[Candidate]
    title: str | None
    speakers: list[str]
    materials: list[str] = field(default_factory=list)
    videos: list[str] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    evidence: list[Evidence] = field(default_factory=list)
    order: int = 0
    label: str = ""


def gather(text: Text) -> list[Candidate]:
    """All candidates, measured."""
    headings = heading_candidates(text)[:MOST]
    items = item_candidates(text)[:MOST]
    name_below(text, headings)
    for candidate in headings + items:
        own_stop = text.own_end[candidate.block] if candidate.kind == "heading" else candidate.stop
        candidate.speakers, candidate.speaker_line = (
            candidate.split.speakers,
            candidate.line if candidate.split.speakers else None,
        )
        if not candidate.speakers:
            if candidate.kind == "heading":
                candidate.speakers, candidate.speaker_line = speaker_of_section(text, candidate.block + 1, own_stop)
            else:
                candidate.speakers, candidate.speaker_line = speaker_of_item(text, candidate)
        candidate.features = {
            **text_features(candidate.split.title, candidate.line.text),
            **section_features(text, candidate),
            **place_features(text, candidate),
        }
    relate(text, headings, {})
    relate(text, items, {c.block: c.features["rule"] for c in headings})
    return headings + items + row_candidates(text)[:MOST] + line_candidates(text)[:MOST] + told_lines(text)[:MOST]


def name_below(text: Text, headings: Sequence[Candidate]) -> None:
    """A title whose first subheading names a person and nothing else, with nothing between: the person gave it."""
    for outer, inner in pairwise(headings):
        if inner.block != outer.block + 1 or text.blocks[inner.block].level <= text.blocks[outer.block].level:
            continue
        if inner.split.form == "name" and not outer.split.speakers and outer.split.title:
            text.own_end[outer.block] = max(text.own_end[outer.block], text.own_end[inner.block])
            outer.split = replace(
                outer.split, speakers=inner.split.speakers, form="below", likeness=inner.split.likeness
            )


def speaker_of_item(text: Text, candidate: Candidate) -> tuple[tuple[str, ...], Line | None]:
    """Who is named in the lines of an item below its first, or in the items nested in it."""
    block = text.blocks[candidate.block]
    rest = [line for line in block.lines[1:]]
    for at in range(candidate.block + 1, candidate.stop):
        rest.extend(text.blocks[at].lines[:2])
        if len(rest) > 6:
            break
    for line in rest[:4]:
        body = re.sub(r"https?://\S+", "", line.text).strip()
        if not body or len(body) > 60:
            continue
        people = read_people(body)
        if people.names and people.likeness >= 0.8 and not body.endswith(("。", "！")):
            return people.names, line
    return (), None


def weigh(text: Text, candidates: Sequence[Candidate], post: dict[str, float]) -> None:
    """Give each heading and item its score; items also see how their headings scored."""
    heading_model = model("talk_heading")
    context = {f"post {name}": post[name] for name in POST_CONTEXT}
    for candidate in candidates:
        if candidate.kind != "heading":
            continue
        candidate.features |= context
        candidate.features |= plain_features(candidate.features)
        candidate.score = heading_model.score(candidate.features)
    for candidate in candidates:
        if candidate.kind == "item":
            candidate.score = logistic(candidate.features["rule"] - ITEM_RULE)
        elif candidate.kind == "row":
            candidate.score = 0.9
        elif candidate.kind == "line":
            candidate.score = 0.7


def plain_features(features: dict[str, float]) -> dict[str, float]:
    """A heading that reads like a title and nothing else speaks for it: how much its company and the post speak for it."""
    plain = float(
        not (
            features["generic"]
            or features["generic words"]
            or features["is day"]
            or features["is label"]
            or features["short"]
            or features["name only"]
        )
        and features["length"] >= 0.11
    )
    told = max(features["post title report"], features["post did not will"]) * (1 - features["post code share"])
    return {
        "plain": plain,
        "plain in report": plain * told,
        "plain among strong": plain * features["share strong"],
        "plain and told": plain * told * features["talk words at once"],
        "plain without decks": plain * told * float(features["post sure decks"] == 0),
        "plain without decks, told group": plain
        * told
        * float(features["post sure decks"] == 0)
        * features["group talk words at once"],
        "plain under sessions": plain * max(features["parent session"], features["parent contains"]),
        "plain at top": plain * told * features["no parent"] * (1 - features["strong in post"]),
    }


def accept(text: Text, candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates that are talks, nesting resolved: a heading over several talks is no talk of its own."""
    chosen_headings = [c for c in candidates if c.kind == "heading" and c.score >= model("talk_heading").threshold]
    chosen_items = [c for c in candidates if c.kind == "item" and c.score >= 0.5]
    rows = [c for c in candidates if c.kind == "row"]
    chosen = resolve_headings(text, complete_groups(candidates, chosen_headings))
    chosen = [c for c in chosen if not over_decks(text, c)]
    kept_items: list[Candidate] = []
    for item in chosen_items:
        if any(other.kind == "item" and other.start < item.start < other.stop for other in kept_items):
            continue
        kept_items.append(item)
    for heading in list(chosen):
        inside = [i for i in kept_items if heading.start < i.start < text.own_end[heading.block]]
        if not inside:
            continue
        with_material = [
            i
            for i in inside
            if i.features.get("list of links")
            or i.features.get("sure deck")
            or i.features.get("heading deck")
            or i.speakers
        ]
        holds = (
            heading.features["container words"]
            or heading.features["is day"]
            or heading.features["is label"]
            or heading.features["bare decks"] > 0.5
        )
        if (
            len(with_material) >= 2
            and not heading.split.speakers
            and (holds or sum(i.score for i in inside) / len(inside) > heading.score - 0.1)
        ):
            chosen.remove(heading)
        elif heading.split.form == "name" and len(inside) == 1 and not heading.features.get("sure deck"):
            heading.split = inside[0].split if inside[0].split.title else heading.split
            kept_items = [i for i in kept_items if i is not inside[0]]
        else:
            kept_items = [i for i in kept_items if i not in inside]
    kept_rows = []
    for row in rows:
        around = [h for h in chosen if h.start < row.block < text.own_end[h.block]]
        if around or under_not(text, row.block):
            continue
        kept_rows.append(row)
    for heading in list(chosen):
        if any(heading.start < row.block < heading.stop for row in kept_rows):
            chosen.remove(heading)
    if not (chosen or kept_items or kept_rows):
        chosen = resolve_headings(text, plain_talks(candidates))
    lines = accept_lines(text, candidates, chosen, kept_items)
    return sorted([*chosen, *kept_items, *kept_rows, *lines], key=lambda c: (c.block, c.line.number))


def reads_like_title(candidate: Candidate) -> bool:
    """Whether a heading's words are those of a title, whatever stands under it."""
    features = candidate.features
    return bool(features["plain"]) and not (
        features["event words"]
        or features["report words"]
        or features["sentence end"]
        or features["parent not"]
        or features["qa words"]
    )


def complete_groups(candidates: Sequence[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Where most of a group of sibling headings are talks, those between them that read like titles are talks too."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind == "heading":
            groups.setdefault(candidate.group, []).append(candidate)
    picked = {id(c) for c in chosen}
    made = list(chosen)
    for members in groups.values():
        sure = [c for c in members if id(c) in picked]
        plain = [c for c in members if id(c) in picked or reads_like_title(c)]
        if len(sure) < 3 or len(sure) * 2 < len(plain):
            continue
        first, last = sure[0].block, sure[-1].block
        made += [c for c in plain if id(c) not in picked and first < c.block < last and not c.features["strong inside"]]
    made.sort(key=lambda c: c.block)
    return made


def plain_talks(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The headings of a report in which no talk was found otherwise: the largest group that reads like titles and is told
    of as talks."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in candidates:
        if candidate.kind == "heading" and reads_like_title(candidate) and candidate.features["plain in report"] > 0.6:
            groups.setdefault(candidate.group, []).append(candidate)
    told = [
        members
        for members in groups.values()
        if len(members) >= 2
        and sum(c.features["talk words"] > 0 or c.speaker_line is not None for c in members) >= 0.6 * len(members)
    ]
    return max(told, key=len, default=[])


def resolve_headings(text: Text, chosen: list[Candidate]) -> list[Candidate]:
    """Of headings inside headings, the ones that are talks."""
    kept = list(chosen)
    for parent in chosen:
        if parent not in kept:
            continue
        inside = [c for c in kept if parent.start < c.start < parent.stop]
        if not inside:
            continue
        direct_deck = parent.features.get("sure deck", 0) > 0 and parent.features.get("own decks", 0) > 0
        strong = [
            c for c in inside if c.features.get("sure deck") or c.split.speakers or c.features.get("heading deck")
        ]
        if parent.split.form == "name" and len(inside) == 1 and not inside[0].split.speakers:
            inside[0].speakers = inside[0].speakers or parent.split.speakers
            kept.remove(parent)
        elif (direct_deck and not strong) or (
            (parent.split.speakers or parent.speaker_line is not None)
            and not strong
            and not parent.features.get("container words")
        ):
            kept = [c for c in kept if c not in inside]
        elif len(inside) == 1 and parent.score > inside[0].score + 0.15:
            kept.remove(inside[0])
        else:
            kept.remove(parent)
    return kept


def over_decks(text: Text, heading: Candidate) -> bool:
    """Whether a heading stands over several decks that are each a talk: a room, a day, a track."""
    if heading.split.speakers or heading.features["bare decks"] <= 0.5 or heading.features["heading deck"]:
        return False
    lines = []
    for line in text.lines(heading.start + 1, text.own_end[heading.block]):
        if line.bare and hosts_a_deck(line.links[0].url):
            lines.append((line.number, line.links[0]))
    apart = [number for at, (number, _) in enumerate(lines) if at == 0 or number - lines[at - 1][0] > 3]
    return len(apart) >= 2


def under_not(text: Text, at: int) -> bool:
    """Whether a block stands under a heading under which nothing is a talk of this event."""
    parents = [text.heading_text(h) for h in text.parents(at)]
    return any(words.NOT_CONTAINER.search(p) and len(p) < 20 and not words.LIGHTNING.search(p) for p in parents[:2])


def accept_lines(
    text: Text, candidates: Sequence[Candidate], headings: Sequence[Candidate], items: Sequence[Candidate]
) -> list[Candidate]:
    """Titles in running text, where no heading or item around them is a talk already; else they lend it their title."""
    kept: list[Candidate] = []
    for line in (c for c in candidates if c.kind == "line"):
        around = [h for h in headings if h.start < line.block < h.stop] + [
            i for i in items if i.start < line.block < i.stop
        ]
        if around:
            inner = max(around, key=lambda c: c.start)
            if needs_title(inner):
                inner.split = type(inner.split)(
                    line.split.title,
                    inner.split.speakers or line.split.speakers,
                    inner.split.form,
                    0.6,
                    inner.split.label,
                )
                inner.speakers = inner.speakers or line.speakers
            continue
        if under_not(text, line.block) and not (line.links and line.speakers):
            continue
        kept.append(line)
    return kept


def needs_title(candidate: Candidate) -> bool:
    """Whether a candidate's own text is no title: a name, a label, a word such as 登壇."""
    title = candidate.split.title
    return (
        not title
        or candidate.split.form == "name"
        or bool(words.NOT_TALK.match(title))
        or bool(LABEL_ALONE.fullmatch(title))
        or bool(
            re.search(
                r"^.{0,10}(?:ホール|会場|ルーム|トラック|Track ?\w|Room ?\w|Hall ?\w)(?:\s*[(（].{0,20}[)）])?$|^(?:セッション|登壇|発表|トーク|LT)(?:の)?(?:内容|概要|資料|スライド|について)|Ask the Speaker|^本編",
                title,
                re.I,
            )
        )
        or bool(
            re.search(
                r"^(?:自分|私|僕).{0,6}(?:登壇|発表|LT|番)|(?:登壇|発表|LT|出演|プレゼン)(?:内容|した|しました|資料|について|の話|してきた|してきました|報告|しちゃ.*)*[!！。]?$",
                title,
            )
        )
    )


# -- title of a candidate whose text is none ------------------------------------------------------------------------------


def title_within(text: Text, candidate: Candidate) -> tuple[str | None, Line | None]:
    """The title that a section gives below a heading that only names a person: a link, bold words, a quote, an item."""
    stop = text.own_end[candidate.block] if candidate.kind == "heading" else candidate.stop
    seen = 0
    for at in range(candidate.block if candidate.kind == "item" else candidate.block + 1, stop):
        block = text.blocks[at]
        if block.kind in ("code", "tweet", "footnote", "heading", "table"):
            continue
        for line in block.lines:
            if line is candidate.line:
                continue
            content = line.text.strip()
            if not content or line.bare:
                continue
            seen += 1
            if seen > 5:
                return None, None
            for link in line.links:
                whole = len(content) <= len(link.text) + 8
                if (
                    (
                        link.form == "link"
                        and len(link.text) >= 5
                        and kind_of(link.url) in ("deck", "article", "video", "session")
                        and (whole or hosts_a_deck(link.url))
                    )
                    and not re.match(r"https?:", link.text)
                    and not re.fullmatch(r".{0,8}(?:スライド|資料|slides?|こちら|動画|記事).{0,6}", link.text, re.I)
                ):
                    return clean_title(link.text), line
            if line.is_strong and 4 <= len(content) <= 100:
                return clean_title(content), line
            quote = outer_quote(content[:300])
            if (
                quote
                and 4 <= quote[1] - quote[0] <= 100
                and seen <= 3
                and (
                    quote[0] < 12
                    or re.match(r".{0,24}(?:発表|LT|話|トーク|登壇|セッション|タイトル|題)", content[quote[1] + 1 :])
                )
            ):
                return clean_title(content[quote[0] + 1 : quote[1]]), line
            labelled = re.match(
                r"(?:タイトル|題名?|演題|テーマ|title|発表タイトル|発表内容)\s*[:：]\s*(.{3,120})", content, re.I
            )
            if labelled:
                return clean_title(labelled[1]), line
            if (
                block.kind == "item"
                and seen == 1
                and 5 <= len(content) <= 80
                and not content.endswith(("。", "です", "ます", "した"))
            ):
                return clean_title(content), line
    return None, None


# -- drafts -----------------------------------------------------------------------------------------------------------


def drafts_of(text: Text, accepted: Sequence[Candidate]) -> list[Draft]:
    """One draft per accepted candidate."""
    made = []
    for candidate in accepted:
        title: str | None = candidate.split.title or None
        evidence = [evidence_of(text, candidate, title or candidate.line.text)]
        if candidate.kind in ("heading", "item") and needs_title(candidate):
            title, line = title_within(text, candidate)
            if line is not None and title:
                evidence.append(
                    Evidence(
                        line.number,
                        line.number,
                        title[:200],
                        "title below the name",
                        0.7,
                        text.heading_path(candidate.block),
                    )
                )
        speakers = list(candidate.speakers)
        if candidate.speaker_line is not None and candidate.speaker_line is not candidate.line:
            found = candidate.speaker_line
            evidence.append(
                Evidence(
                    found.number,
                    found.number,
                    found.text.strip()[:200],
                    "speaker: a line of the section",
                    0.8,
                    text.heading_path(candidate.block),
                )
            )
        draft = Draft(
            [candidate], title, speakers, evidence=evidence, order=candidate.line.number, label=candidate.split.label
        )
        made.append(draft)
    return made


def evidence_of(text: Text, candidate: Candidate, shown: str) -> Evidence:
    rule = {
        "heading": "heading judged a talk",
        "item": "list item judged a talk",
        "row": "row of a table of talks",
        "line": "title in running text",
        "deck": "deck that no other talk has",
    }[candidate.kind]
    if candidate.why:
        rule += f" ({', '.join(candidate.why)})"
    first = text.blocks[candidate.start].first_line if candidate.kind != "row" else candidate.line.number
    last = (
        text.blocks[min(candidate.stop, len(text.blocks)) - 1].last_line
        if candidate.kind in ("heading", "item")
        else candidate.line.number
    )
    return Evidence(
        first, max(first, last), shown[:200], rule, round(candidate.score, 3), text.heading_path(candidate.block)
    )


def alike(a: str | None, b: str | None) -> float:
    """How alike two titles are, 0..1, by their letters and digits."""
    x, y = fold(a or ""), fold(b or "")
    if not x or not y:
        return 0.0
    if x == y:
        return 1.0
    short, long = sorted((x, y), key=len)
    if len(short) >= 8 and short in long and len(short) >= 0.5 * len(long):
        return 0.9
    if len(long) > 200 or len(short) < 0.6 * len(long):
        return 0.0
    letters, others = set(x), set(y)
    if len(letters & others) < 0.75 * min(len(letters), len(others)):
        return 0.0
    matcher = SequenceMatcher(None, x, y, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= SAME_TITLE and matcher.quick_ratio() >= SAME_TITLE else 0.0


def people_of(speakers: Sequence[str]) -> set[str]:
    return {fold(part) for speaker in speakers for part in speaker.split("|")} - {""}


def join_drafts(drafts: list[Draft]) -> list[Draft]:
    """Drafts of one talk become one: shared material, the same title, or the same speaker where one has no title."""
    joined: list[Draft] = []
    by_key: dict[str, Draft] = {}
    by_title: dict[str, Draft] = {}
    for draft in drafts:
        target: Draft | None = None
        for key in draft.keys:
            if key in by_key and may_join(by_key[key], draft):
                target = by_key[key]
                break
        if target is None and draft.title:
            target = by_title.get(fold(draft.title))
            if target is not None and not compatible(target, draft):
                target = None
        if target is None and draft.title and len(joined) <= 400:
            target = next(
                (
                    other
                    for other in joined
                    if alike(other.title, draft.title) >= SAME_TITLE and compatible(other, draft)
                ),
                None,
            )
        if target is None and draft.speakers:
            mine = people_of(draft.speakers)
            same = [other for other in joined if people_of(other.speakers) & mine]
            if len(same) == 1 and (not draft.title or not same[0].title) and not (draft.keys and same[0].keys):
                target = same[0]
        if target is None:
            joined.append(draft)
            target = draft
        else:
            absorb(target, draft)
        for key in target.keys:
            by_key.setdefault(key, target)
        if target.title:
            by_title.setdefault(fold(target.title), target)
    return join_told_twice(joined)


def join_told_twice(drafts: list[Draft]) -> list[Draft]:
    """Where a list of materials comes first and a section for each talk after it, a talk may be called otherwise in each.

    That the post is so made is seen from two talks or more that were told in both halves under one name. Then a talk of
    the list and one of the sections are the same where each is its speaker's only one left over in its half and the
    section gives no material of its own. The section says what the talk was called.
    """
    spans = [(min(c.block for c in d.candidates), max(c.block for c in d.candidates)) for d in drafts]
    twice = [(first, last) for first, last in spans if first != last]
    if len(twice) < 2 or max(first for first, _ in twice) >= min(last for _, last in twice):
        return drafts
    second_half = min(last for _, last in twice)
    once = [d for d, (first, last) in zip(drafts, spans, strict=True) if first == last and len(d.speakers) == 1]
    listed = [d for d in once if d.candidates[0].block < second_half and d.keys]
    told = [d for d in once if d.candidates[0].block >= second_half]
    gone: list[Draft] = []
    for draft in listed:
        mine = people_of(draft.speakers)
        rivals = [d for d in listed if people_of(d.speakers) & mine]
        matches = [d for d in told if people_of(d.speakers) & mine and not d.keys]
        if len(rivals) == 1 and len(matches) == 1:
            title = matches[0].title or draft.title
            absorb(draft, matches[0])
            draft.title = title
            gone.append(matches[0])
    left = [d for d in drafts if not any(d is one for one in gone)]
    if all(max(c.block for c in d.candidates) >= second_half for d in left):
        # every talk has its section, and these stand in the order in which the talks were given
        left.sort(key=lambda draft: min(c.block for c in draft.candidates if c.block >= second_half))
    return left


def may_join(a: Draft, b: Draft) -> bool:
    """Whether two drafts with one material are one talk: not where both have other titles and other speakers."""
    if not (a.title and b.title) or alike(a.title, b.title) >= 0.7:
        return True
    mine, other = people_of(a.speakers), people_of(b.speakers)
    return not (mine and other and not mine & other)


def compatible(a: Draft, b: Draft) -> bool:
    """Whether two drafts of one title may be one talk: their speakers do not contradict each other."""
    mine, other = people_of(a.speakers), people_of(b.speakers)
    return not mine or not other or bool(mine & other) or len(fold(a.title or "")) >= 10


def absorb(target: Draft, draft: Draft) -> None:
    """Take over what the other draft knows."""
    target.candidates += draft.candidates
    target.evidence += draft.evidence
    if not target.title or (draft.title and better_title(draft, target)):
        target.title = draft.title or target.title
    if not target.speakers:
        target.speakers = draft.speakers
    elif draft.speakers:
        merged = []
        for speaker in target.speakers:
            richer = next(
                (s for s in draft.speakers if people_of([s]) & people_of([speaker]) and len(s) > len(speaker)), None
            )
            merged.append(richer or speaker)
        target.speakers = merged
    for url in draft.materials:
        if key_of(url) not in {key_of(m) for m in target.materials}:
            target.materials.append(url)
    for url in draft.videos:
        if key_of(url) not in {key_of(v) for v in target.videos}:
            target.videos.append(url)
    target.keys |= draft.keys
    target.label = target.label or draft.label


def better_title(new: Draft, old: Draft) -> bool:
    """Whether the later draft's title is to be preferred: a section's heading over a line of a list."""
    return new.candidates[0].kind == "heading" and old.candidates[0].kind in ("item", "line", "deck")


def kind_of_talk(text: Text, draft: Draft) -> TalkKind:
    """lt, keynote, panel, workshop or talk, by its label, its title and the headings over it."""
    around = " ".join([draft.label, *(text.heading_text(at) for c in draft.candidates for at in text.parents(c.block))])
    own = f"{draft.label} {draft.title or ''}"
    raw = " ".join(c.line.text for c in draft.candidates)[:600]
    if words.KEYNOTE.search(own) or words.KEYNOTE.search(raw[:60]):
        return "keynote"
    if words.PANEL.search(own):
        return "panel"
    if words.WORKSHOP.search(own):
        return "workshop"
    if words.LIGHTNING.search(draft.label) or words.LIGHTNING.search(raw[:40]) or re.search(r"[(（]5分[)）]", raw):
        return "lt"
    if words.LIGHTNING.search(around):
        return "lt"
    if words.KEYNOTE.search(around):
        return "keynote"
    if words.LIGHTNING.search(text.title) and not words.LIGHTNING.search(draft.title or ""):
        return "lt"
    return "talk"


def first_link(links: Sequence[Link], kind: str) -> Link | None:
    return next((link for link in links if kind_of(link.url) == kind), None)
