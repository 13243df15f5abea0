"""The platform's own word on an event: its list of presentations, merged with the talks that reports tell of.

Title, start, place, online or not and hashtag of an event are the platform's where there is a page of it (`events`); here its
list of what was shown is put to the talks. An entry is a talk's where, in this order,

- a report links the same thing for that talk,
- their titles are alike, and the talk has no other deck,
- one speaker's only talk meets that presenter's only entry of its kind.

What fits no talk is a talk of its own where it is a deck or a recording, unless it is a recording of the whole event. Posts
about the event are never talks, whatever type the platform gives them. Events that no report tells of are those whose page
was found by a source of corpus.toml and lists decks or recordings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from pipeline.corpus.events import Event, unique
from pipeline.corpus.folding import fold, likeness, slug
from pipeline.corpus.inputs import Post
from pipeline.corpus.shelf import Shelf
from pipeline.corpus.shown import Shown, shown_at
from pipeline.corpus.talks import ALIKE, Talk, is_telling
from pipeline.reports.report import TalkKind

GIVEN = frozenset({"deck", "recording"})  # what only comes of a talk
_OF_THE_WHOLE = re.compile(
    r"アーカイブ|録画|収録|配信|動画|映像|当日|本編|全編|前半|後半|様子|イベント|archives?|recordings?|live(?:\s*stream)?|videos?"
    r"|youtube|full|#\S*",
    re.I,
)
_LIGHTNING = re.compile(r"(?<![A-Za-z])LT(?![A-Za-z])|ライトニング|lightning", re.I)


def report_ids(posts: Sequence[Post]) -> frozenset[str]:
    """The posts that tell of events."""
    return frozenset(post.report_id for post in posts if post.report.kind != "not-a-report")


def unreported_events(events: Sequence[Event], posts: Sequence[Post], shelf: Shelf) -> list[Event]:
    """Events that only their own pages tell of, by start: the pages in `shelf` that are no event's of `events` yet."""
    told = {event.page.material_id for event in events if event.page is not None}
    told |= {shelf.refer(p.report.event.url).material_id for p in posts if p.report.event and p.report.event.url}
    found = []
    for material_id, document in shelf.documents():
        lists = any(one.kind in GIVEN for one in document.presentations)
        if document.kind != "event" or material_id in told or not (document.title and lists):
            continue
        names = {fold(document.title), fold(document.group_name)} - {""}
        found.append(
            Event(
                event_id=material_id,
                posts=(),
                title=document.title,
                titles=frozenset(names),
                page=shelf.refer(document.url),
                document=document,
                starts_on=document.starts_at.date() if document.starts_at else None,
                edition=None,
                series_name=document.group_name or None,
            )
        )
    return sorted(found, key=lambda e: (e.starts_on is None, str(e.starts_on), e.event_id))


def with_presentations(event: Event, talks: Sequence[Talk], shelf: Shelf, reports: AbstractSet[str]) -> list[Talk]:
    """`talks` of `event` with what its page lists as shown there; talks that only the page knows of come last."""
    merged = list(talks)
    of_event = {shelf.refer(url).material_id for post in event.posts for url in post.report.recordings}
    waiting = [one for one in shown_at(event, shelf, reports) if one.reference.material_id not in of_event]
    waiting = [one for one in waiting if not _same_thing(one, merged)]
    waiting = _by_title(waiting, merged, event)
    waiting = _by_speaker(waiting, merged)
    whole = [one for one in waiting if _is_of_the_whole(one, event)]
    taken = {talk.talk_id for talk in merged}
    for one in waiting:
        if one in whole or one.kind not in GIVEN:
            continue
        # a deck's recording may be listed beside it
        left = _by_speaker(_by_title([one], merged, event), merged) if one.kind == "recording" else [one]
        if left:
            merged.append(_talk(event, one, len(merged) + 1, taken))
    for one in whole:
        for place, talk in enumerate(merged):
            merged[place] = _with(talk, one, f"{one.site}-presentations", role="event_recording")
    return merged


def _same_thing(one: Shown, merged: list[Talk]) -> bool:
    """Put `one` to the talks for which a report links it; whether there are any."""
    found = False
    for place, talk in enumerate(merged):
        linked = {r.material_id for m in talk.mentions for r in (*m.materials, *m.videos)}
        if one.reference.material_id in linked:
            merged[place] = _with(talk, one, f"{one.site}-presentations-by-address", own=False)
            found = True
    return found


def _by_title(waiting: Sequence[Shown], merged: list[Talk], event: Event) -> list[Shown]:
    """Put what is `waiting` to talks of like titles, the likest first; what is left."""
    pairs = []
    for number, one in enumerate(waiting):
        titles = [title for title in one.titles if is_telling(title, event.titles)]
        for place, talk in enumerate(merged):
            alike = max((likeness(a, b) for a in titles for b in _titles(talk)), default=0.0)
            if alike >= ALIKE:
                pairs.append((-alike, number, place))
    placed: set[int] = set()
    for alike, number, place in sorted(pairs):
        one = waiting[number]
        if number in placed or (one.kind == "deck" and _has_deck(merged[place]) and alike > -1.0):
            continue
        placed.add(number)
        merged[place] = _with(merged[place], one, f"{one.site}-presentations-by-title")
    return [one for number, one in enumerate(waiting) if number not in placed]


def _by_speaker(waiting: Sequence[Shown], merged: list[Talk]) -> list[Shown]:
    """Put what only one may have given to that speaker's only talk; what is left."""
    offered = Counter((one.kind, name) for one in waiting for name in one.names)
    spoken = Counter(name for talk in merged for name in _speakers(talk))
    left = []
    for one in waiting:
        names = {n for n in one.names if spoken[n] == 1 and offered[one.kind, n] == 1} if one.kind in GIVEN else set()
        place = next((p for p, talk in enumerate(merged) if names & _speakers(talk)), None)
        if place is None or _has(merged[place], one.kind):
            left.append(one)
        else:
            merged[place] = _with(merged[place], one, f"{one.site}-presentations-by-speaker")
    return left


def _with(talk: Talk, one: Shown, rule: str, *, own: bool = True, role: str = "") -> Talk:
    """`talk` with an entry of the list; a deck that is its own may tell its title."""
    talk = replace(talk, shown=(*talk.shown, replace(one, rule=rule, role=role)))
    if not own or role:
        return talk
    talk = replace(talk, own=talk.own | {one.reference.material_id})
    title = talk.title or next((t for t in one.titles if is_telling(t, talk.event.titles)), None)
    document = one.document
    if document is None or one.kind != "deck" or (talk.authority is not None and talk.authority.kind == "deck"):
        return replace(talk, title=title)
    if is_telling(document.title, talk.event.titles):
        title = document.title
    return replace(talk, title=title, authority=document, language=document.language or talk.language)


def _talk(event: Event, one: Shown, position: int, taken: set[str]) -> Talk:
    """A talk that only the platform knows of."""
    listed = one.presentation.title if is_telling(one.presentation.title, event.titles) else ""
    readable = slug(listed) or slug(one.presenter) or f"talk-{position}"
    kind: TalkKind = "lt" if _LIGHTNING.search(one.presentation.title) else "talk"
    talk = Talk(
        talk_id=unique(f"{event.event_id}/{readable}", taken),
        event=event,
        position=position,
        mentions=(),
        title=listed or None,
        title_as_reported=None,
        kind=kind,
        language=(one.document.language or None) if one.document is not None else None,
        given_on=event.starts_on,
        own=frozenset(),
    )
    return _with(talk, one, f"{one.site}-presentations")


def _is_of_the_whole(one: Shown, event: Event) -> bool:
    """Whether a recording shows the whole event: nothing in its names says more than the event's own does."""
    if one.kind != "recording" or one.presenter:
        return False
    return not any(is_telling(_OF_THE_WHOLE.sub(" ", title), event.titles) for title in one.titles)


def _titles(talk: Talk) -> list[str]:
    titles = [talk.title, talk.title_as_reported, *(m.told.title for m in talk.mentions)]
    titles += [t for one in talk.shown if not one.role for t in one.titles]
    if talk.authority is not None:
        titles.append(talk.authority.title)
    return [title for title in dict.fromkeys(titles) if title]


def _speakers(talk: Talk) -> set[str]:
    named = {fold(part) for m in talk.mentions for name in m.told.speakers for part in name.split("|")}
    return (named | {name for one in talk.shown if not one.role for name in one.names}) - {""}


def _has_deck(talk: Talk) -> bool:
    return _has(talk, "deck")


def _has(talk: Talk, kind: str) -> bool:
    """Whether the talk has a material of this kind already."""
    linked = [r.kind for m in talk.mentions for r in (*m.materials, *m.videos)]
    return kind in linked or any(one.kind == kind and not one.role for one in talk.shown)
