"""Candidates to talks: which are accepted, and where they nest, which of them are the talks.

Belongs here: measuring and weighing all candidates of a post, accepting, nesting. Does not belong here: what a talk is
called (`drafts`), joining (`joining`), the links (`roles`), the single measurement (`features`) and its weight (`judge`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.reports.accepted_lines import accept_lines, in_turn, over_told, under_not, under_siblings
from pipeline.reports.below import name_below, named_at_once
from pipeline.reports.blocks import Line
from pipeline.reports.candidates import (
    MOST,
    Candidate,
    heading_candidates,
    item_candidates,
    row_candidates,
)
from pipeline.reports.certain import SURE, surely_none, surely_talk
from pipeline.reports.drafts import needs_title
from pipeline.reports.event_title import strip_title
from pipeline.reports.features import (
    POST_CONTEXT,
    fold,
    place_features,
    relate,
    section_features,
    text_features,
)
from pipeline.reports.hosts import hosts_a_deck
from pipeline.reports.judge import logistic, model
from pipeline.reports.labelled import labelled_talks
from pipeline.reports.line_candidates import line_candidates, set_apart_lines, told_lines
from pipeline.reports.lists import (
    complete_people,
    complete_shown,
    listed_talks,
    of_this_event,
    resolve_items,
    set_apart_items,
    titles_below_people,
    titles_over_people,
    without_things,
)
from pipeline.reports.names import is_marked, read_people
from pipeline.reports.paragraphs import listed_lines
from pipeline.reports.people_headings import labelled_people, people_talks
from pipeline.reports.sections import Text
from pipeline.reports.siblings import (
    complete_groups,
    complete_named,
    heard_talks,
    named_talks,
    paged_talks,
    panels,
    plain_talks,
    recorded_talks,
    said_talks,
    signed_talks,
    timed_talks,
    titles_below_names,
)
from pipeline.reports.slots import slot_talks
from pipeline.reports.speakers import people_known, pictured, speaker_of_section
from pipeline.reports.told import prose_candidates, sections_in_series

FORMED = 3  # so many talks with headings, items or rows show that the post gives its talks a form
ITEM_RULE = 3.4  # how much must speak for a list item (see `features.RULES`)
ADDRESS = re.compile(r"https?://\S+")


def gather(text: Text) -> list[Candidate]:
    """All candidates, measured."""
    text.known, text.pictured, text.series = people_known(text), pictured(text), sections_in_series(text)
    headings = heading_candidates(text)[:MOST]
    others = len(headings) > 2
    if others:  # the post's own title, once more, is no talk where others follow
        headings = [c for c in headings if fold(c.line.text) != fold(text.title)]
    event = fold(strip_title(text.title)) if others else ""
    items = item_candidates(text)[:MOST]
    name_below(text, headings)
    alike = named_below(text, items)
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
                needed = ALIKE_NAMED if candidate.group in alike else SURELY_NAMED
                candidate.speakers, candidate.speaker_line = speaker_of_item(text, candidate, needed)
        candidate.features = {
            **text_features(candidate.split.title, candidate.line.text),
            **section_features(text, candidate),
            **place_features(text, candidate),
        }
        if is_about_the_event(text, candidate.split.title) or fold(candidate.line.text) == event:
            candidate.features["generic"] = 1.0
        if (
            candidate.kind == "item"
            and candidate.features["heading deck"]
            and candidate.features["heading linked"] >= 0.9
        ):
            candidate.features["sentence end"] = 0.0  # what a deck is called may be a sentence
    named_at_once(text, headings)
    relate(text, headings, {})
    relate(text, items, {c.block: c.features["rule"] for c in headings})
    return (
        headings
        + items
        + row_candidates(text)[:MOST]
        + prose_candidates(text)[:MOST]
        + line_candidates(text)[:MOST]
        + told_lines(text)[:MOST]
        + set_apart_lines(text)
        + labelled_talks(text)[:MOST]
        + listed_lines(text)
    )


ABOUT = re.compile(
    r"[「『]?(.{3,60}?)[」』]?\s?(?:の(?:ご?紹介|説明|概要|詳細)|(?<=[ー\w])\s(?:概要|詳細)|って(?:何|なに)|とは|について)[?？!！]*"
)


ABOUT_ENDS = re.compile(r"(?:紹介|説明|概要|詳細|何|なに|とは|について)[?？!！\s]*$")
NOTES = re.compile(r"(?:聴講した)?(?:セッション|発表|講演)の?(?:レポート|概要|メモ|まとめ)")


def is_about_the_event(text: Text, title: str) -> bool:
    """Whether a heading introduces what the post's title names, the event or those who hold it, or the post's own notes."""
    if NOTES.fullmatch(title.strip()):
        return True
    found = ABOUT.fullmatch(title.strip()) if ABOUT_ENDS.search(title) else None
    if found is None:
        return False
    named, post = fold(found[1]), fold(text.title)
    # the event's full name may say more than the post's title does
    return named in post or (len(named) >= 12 and named[:12] == post[:12])


def speaker_of_item(text: Text, candidate: Candidate, needed: float) -> tuple[tuple[str, ...], Line | None]:
    """Who is named in the lines of an item below its first, or in the items nested in it."""
    for line in lines_below(text, candidate):
        people = read_people(ADDRESS.sub("", line.text).strip())
        if people.names and people.likeness >= needed and not line.text.endswith(("。", "！")):
            return people.names, line
    return (), None


def lines_below(text: Text, candidate: Candidate) -> list[Line]:
    """The short lines right under the first of an item, its own or of the items nested in it."""
    rest = list(text.blocks[candidate.block].lines[1:])
    for at in range(candidate.block + 1, candidate.stop):
        rest.extend(text.blocks[at].lines[:2])
        if len(rest) > 6:
            break
    return [line for line in rest[:4] if 0 < len(ADDRESS.sub("", line.text).strip()) <= 60]


SURELY_NAMED, ALIKE_NAMED = 0.8, 0.6  # the likeness of a name below an item; where most items have one there


def named_below(text: Text, items: Sequence[Candidate]) -> frozenset[int]:
    """The lists most of whose items have a person in the line below."""
    likeness: dict[int, list[float]] = {}
    for item in items:
        below = lines_below(text, item)[:1]
        told = likeness.setdefault(item.group, [])
        told.append(read_people(ADDRESS.sub("", below[0].text).strip()).likeness if below else 0.0)
    return frozenset(
        group
        for group, told in likeness.items()
        if len(told) >= 2 and sum(one >= ALIKE_NAMED for one in told) >= max(2, 0.7 * len(told))
    )


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
        if surely_talk(text, candidate):
            candidate.score = max(candidate.score, SURE)
        elif surely_none(text, candidate):
            candidate.score = 0.0
    for candidate in candidates:
        if candidate.kind == "item":
            candidate.score = logistic(candidate.features["rule"] - ITEM_RULE)
        elif candidate.kind == "row":
            candidate.score = 0.9
        elif candidate.kind == "line" and not candidate.why:
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
    chosen_items = not_alone([c for c in candidates if c.kind == "item"])
    rows = [c for c in candidates if c.kind == "row"]
    headings = [c for c in candidates if c.kind == "heading"]
    for by_siblings in (named_talks, timed_talks, recorded_talks, panels, complete_named):
        chosen_headings = by_siblings(headings, chosen_headings)
    chosen_headings = signed_talks(text, headings, chosen_headings)
    chosen_headings = complete_groups(text, headings, chosen_headings)
    chosen_headings = paged_talks(text, headings, chosen_headings)
    chosen_headings = titles_below_names(text, headings, chosen_headings)
    chosen_headings = said_talks(text, headings, chosen_headings)
    chosen_headings = labelled_people(headings, people_talks(text, headings, chosen_headings))
    chosen_headings = slot_talks(text, headings, chosen_headings)
    chosen = resolve_headings(text, heard_talks(text, headings, chosen_headings))
    lines = [c for c in candidates if c.kind == "line"]
    chosen = [c for c in chosen if not (over_decks(text, c) or over_told(text, c, lines))]
    items = [c for c in candidates if c.kind == "item"]
    shown_items = complete_people(items, complete_shown(items, complete_named(items, chosen_items)))
    listed = listed_talks(text, items, set_apart_items(items, shown_items))
    kept_items = of_this_event(
        text,
        items,
        resolve_items(titles_over_people(items, titles_below_people(text, items, without_things(items, listed)))),
    )
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
        chosen = resolve_headings(text, plain_talks(text, candidates))
    elif len(chosen) == 1 and not (kept_items or kept_rows):
        # the only one whose slides are shown, perhaps the author's own
        group = plain_talks(text, candidates)
        if chosen[0] in group and len(group) >= FORMED + 1:
            chosen = resolve_headings(text, group)
    lines = accept_lines(text, candidates, chosen, kept_items)
    lines = in_turn([*kept_items, *kept_rows] if not chosen else [], lines)
    if len(chosen) + len(kept_items) + len(kept_rows) >= FORMED:
        # where talks have headings, items or rows, a sentence that only says that somebody spoke tells of one of them
        lines = [c for c in lines if c.split.title or c.links or c.split.form != "told"]
    chosen, lines = under_siblings(text, headings, chosen, lines)
    return sorted([*chosen, *kept_items, *kept_rows, *lines], key=lambda c: (c.block, c.line.number))


def not_alone(items: Sequence[Candidate]) -> list[Candidate]:
    """The items that score as talks; of three siblings and more a single one only where it links to something or names
    somebody beyond doubt, for in a list of notes one line looks like title and speaker by chance."""
    chosen = [c for c in items if c.score >= 0.5]
    size, found = Counter(c.group for c in items), Counter(c.group for c in chosen)
    return [
        c
        for c in chosen
        if size[c.group] < 3
        or found[c.group] > 1
        or c.line.links
        or c.features["sure deck"]
        or c.features["own video"]
        or c.split.quoted
        or is_marked(c.line.text)
    ]


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
        elif len(inside) == 1 and inside[0].split.form == "name" and titled(parent):
            parent.speakers = parent.speakers or inside[0].split.speakers
            kept.remove(inside[0])
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


def titled(heading: Candidate) -> bool:
    """Whether a heading's words are a title, not a room's or a session's."""
    return not needs_title(heading) and not (heading.features["container words"] or heading.features["is day"])


def over_decks(text: Text, heading: Candidate) -> bool:
    """Whether a heading stands over several decks that are each a talk: a room, a day, a track."""
    if heading.split.speakers or heading.features["bare decks"] <= 0.5 or heading.features["heading deck"]:
        return False
    if heading.speakers and heading.features["near bare deck"] and titled(heading):
        return False  # its own talk's person and deck come first, what it reminded the author of comes after
    lines = []
    for line in text.lines(heading.start + 1, text.own_end[heading.block]):
        if line.bare and hosts_a_deck(line.links[0].url):
            lines.append((line.number, line.links[0]))
    apart = [number for at, (number, _) in enumerate(lines) if at == 0 or number - lines[at - 1][0] > 3]
    return len(apart) >= 2
