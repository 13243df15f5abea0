"""Which talks of several reports are one talk, in which order they were given, and what each is called.

Here: grouping a report's talks within an event, their titles and identities. Not here: who gave them (`people`), rows
of their materials (`materials`).

Two reports' talks are one where, in this order,
- they share a material of their own (a deck that one report gives to several talks is nobody's own),
- their titles are alike, and no speaker speaks against it,
- they share a speaker and one of them has no title, and nothing else of that speaker is in question.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.events import Event, unique
from pipeline.corpus.folding import fold, likeness, slug
from pipeline.corpus.inputs import Post
from pipeline.corpus.shelf import Reference, Shelf
from pipeline.corpus.shown import Shown
from pipeline.reports.report import ReadTalk, TalkKind
from pipeline.sites.document import Document

ALIKE = 0.75  # of titles; see `folding.likeness`
SAYS_SOMETHING = 6  # letters from which an equal title alone shows that two talks are one
LONGEST_EVENT = timedelta(days=4)

# What authors call a deck before they think of a title; compared folded, digits left out, also in a row.
_NO_TITLES = re.compile(
    "(?:{})*".format(
        "|".join(
            fold(word)
            for word in (
                "untitled", "no title", "title", "slides", "slide", "presentation", "deck", "lightning talks", "lightning talk", "lts",
                "lt", "draft", "test", "final", "copy of", "copy", "pdf", "microsoft powerpoint", "powerpoint",
                "無題", "タイトルなし", "タイトル", "スライド", "プレゼンテーション", "プレゼン", "資料", "発表", "登壇", "投影", "公開",
                "ライトニングトーク", "勉強会", "の", "用",
            )
        )
    )
)  # fmt: skip
_FILE_NAME = re.compile(r"\S+\.(?:pdf|pptx?|key|odp|md|html?|txt|docx?)", re.I)
_MACHINE_NAME = re.compile(r"[\x21-\x7e]*(?:_|\d{6})[\x21-\x7e]*")  # 20221110_lt, slide_final_v2


@dataclass(frozen=True)
class Mention:
    """A talk as one report tells of it."""

    post: Post
    index: int  # in report.talks
    told: ReadTalk
    materials: tuple[Reference, ...]
    videos: tuple[Reference, ...]
    own: frozenset[str]  # ids of the materials that no report of the event gives to two talks


@dataclass(frozen=True)
class Talk:
    """One talk, with every report's word on it."""

    talk_id: str
    event: Event
    position: int
    mentions: tuple[Mention, ...]
    title: str | None
    title_as_reported: str | None
    kind: TalkKind
    language: str | None
    given_on: date | None
    own: frozenset[str]  # ids of the materials that are this talk's and no other's of the event
    authority: Document | None = None  # the deck or article that the title may come from
    shown: tuple[Shown, ...] = ()  # what the event's page lists of it

    @property
    def summary(self) -> str | None:
        """What the reports tell of it, each once."""
        return "\n\n".join(dict.fromkeys(m.told.summary for m in self.mentions if m.told.summary)) or None


@dataclass
class _Group:
    mentions: list[Mention] = field(default_factory=list)

    @property
    def reports(self) -> set[str]:
        return {m.post.report_id for m in self.mentions}


def group_talks(event: Event, shelf: Shelf) -> list[Talk]:
    """The talks of `event` in the order in which they were given."""
    by_post = _mentions(event, shelf)
    ordered = _in_order(_matched(by_post, shelf), by_post)
    shared = Counter(key for group in ordered for key in {k for m in group.mentions for k in m.own})
    taken: set[str] = set()
    talks = []
    for position, group in enumerate(ordered, start=1):
        own = frozenset(k for m in group.mentions for k in m.own if shared[k] == 1)
        talks.append(_talk(event, position, group, own, shelf, taken))
    return talks


def corrected(talks: Sequence[Talk], corrections: Corrections) -> tuple[list[Talk], list[str]]:
    """`talks` as corrections.toml has them, and a note for each [[talk]] that names none of them."""
    wanted = {correction.id: correction for correction in corrections.talk}
    kept = []
    for talk in talks:
        correction = wanted.pop(talk.talk_id, None)
        if correction is None:
            kept.append(talk)
        elif not correction.drop:
            kept.append(
                replace(
                    talk,
                    title=correction.title or talk.title,
                    kind=correction.kind or talk.kind,
                    given_on=correction.given_on or talk.given_on,
                )
            )
    return kept, [f"corrections.toml: [[talk]] id {name!r} is no talk of this corpus" for name in wanted]


def talk_ids(posts: Sequence[Post], talks: Sequence[Talk]) -> dict[str, tuple[str, ...]]:
    """report_id -> talk_id of each of its talks; "" for one that a correction dropped."""
    found: dict[tuple[str, int], str] = {
        (m.post.report_id, m.index): talk.talk_id for talk in talks for m in talk.mentions
    }
    return {
        post.report_id: tuple(found.get((post.report_id, index), "") for index in range(len(post.report.talks)))
        for post in posts
    }


def talk_rows(talks: Sequence[Talk]) -> list[Mapping[str, object]]:
    """Rows of the table talks."""
    return [
        {
            "talk_id": talk.talk_id,
            "event_id": talk.event.event_id,
            "position": talk.position,
            "title": talk.title,
            "title_as_reported": talk.title_as_reported,
            "kind": talk.kind,
            "language": talk.language,
            "given_on": talk.given_on,
            "summary": talk.summary,
        }
        for talk in talks
    ]


def _mentions(event: Event, shelf: Shelf) -> list[list[Mention]]:
    """The talks that each report of `event` tells of."""
    referred: dict[tuple[str, int], tuple[Reference, ...]] = {
        (post.report_id, index): tuple(shelf.refer(url) for url in told.materials)
        for post in event.posts
        for index, told in enumerate(post.report.talks)
    }
    given = Counter(
        (report_id, key)
        for (report_id, _), references in referred.items()
        for key in {r.material_id for r in references}
    )
    shared = {key for (_, key), times in given.items() if times > 1}
    found = []
    for post in event.posts:
        its = []
        for index, told in enumerate(post.report.talks):
            materials = referred[post.report_id, index]
            own = frozenset(m.material_id for m in materials) - shared
            videos = tuple(shelf.refer(url) for url in told.videos)
            its.append(Mention(post, index, told, materials, videos, own))
        found.append(its)
    return found


def _matched(by_post: Sequence[Sequence[Mention]], shelf: Shelf) -> list[_Group]:
    """Put the talks of several reports together, the surest pairs first; a report tells of a talk once."""
    mentions = [mention for its in by_post for mention in its]
    groups = {(m.post.report_id, m.index): _Group([m]) for m in mentions}
    pairs: list[tuple[int, float, int, int]] = []
    titles = [_titles(m, shelf) for m in mentions]
    for i, a in enumerate(mentions):
        for j in range(i + 1, len(mentions)):
            b = mentions[j]
            if a.post.report_id == b.post.report_id:
                continue
            rank, alike = _sameness(a, b, titles[i], titles[j])
            if rank:
                pairs.append((rank, -alike, i, j))
    pairs.sort()
    # Of one speaker's several talks, a title that is missing does not say which is meant.
    open_pairs = Counter(k for rank, _, i, j in pairs if rank == 3 for k in (i, j))
    for rank, _, i, j in pairs:
        a, b = mentions[i], mentions[j]
        if rank == 3 and max(open_pairs[i], open_pairs[j]) > 1:
            continue
        one, other = groups[a.post.report_id, a.index], groups[b.post.report_id, b.index]
        if one is other or one.reports & other.reports:
            continue
        one.mentions += other.mentions
        for mention in other.mentions:
            groups[mention.post.report_id, mention.index] = one
    return list({id(group): group for group in groups.values()}.values())


def _sameness(a: Mention, b: Mention, titles_a: Sequence[str], titles_b: Sequence[str]) -> tuple[int, float]:
    """By which rule (1 the surest, 0 by none) two mentions are one talk, and how alike their titles are."""
    alike = max((likeness(x, y) for x in titles_a for y in titles_b), default=0.0)
    if a.own & b.own:
        return 1, alike
    speakers_a, speakers_b = _folded_speakers(a), _folded_speakers(b)
    shared = bool(speakers_a & speakers_b)
    unknown = not speakers_a or not speakers_b
    if alike >= ALIKE and (shared or unknown):
        return 2, alike
    if alike == 1.0 and max(len(fold(x)) for x in titles_a) >= SAYS_SOMETHING:
        return 2, alike  # a name in one report and a handle in the other do not speak against it
    if shared and not (a.told.title and b.told.title):
        return 3, alike
    return 0, alike


def _titles(mention: Mention, shelf: Shelf) -> list[str]:
    """What the talk is called: by the report, and by the decks and articles that are its own."""
    documents = [shelf.document(m.material_id) for m in mention.materials if m.material_id in mention.own]
    titles = [
        mention.told.title,
        *(d.title for d in documents if d is not None and d.kind in ("deck", "article")),
    ]
    return [title for title in titles if title]


def _folded_speakers(mention: Mention) -> set[str]:
    return {fold(part) for name in mention.told.speakers for part in name.split("|")} - {""}


def _in_order(groups: Sequence[_Group], by_post: Sequence[Sequence[Mention]]) -> list[_Group]:
    """The order of the report that tells of most talks; what only others tell of stands as it does beside them there."""
    of = {(m.post.report_id, m.index): group for group in groups for m in group.mentions}
    ordered: list[_Group] = []
    for mentions in sorted(by_post, key=len, reverse=True):  # stable: of equally long ones the first
        its = [of[m.post.report_id, m.index] for m in mentions]
        placed = {id(group): place for place, group in enumerate(ordered)}
        # what comes before anything that is placed goes before that, else to the end
        place = min((placed[id(group)] for group in its if id(group) in placed), default=len(ordered))
        for group in its:
            if id(group) in placed:
                place = next(i for i, one in enumerate(ordered) if one is group) + 1
            else:
                ordered.insert(place, group)
                place += 1
    return ordered


def _talk(event: Event, position: int, group: _Group, own: frozenset[str], shelf: Shelf, taken: set[str]) -> Talk:
    order = {post.report_id: place for place, post in enumerate(event.posts)}
    mentions = tuple(sorted(group.mentions, key=lambda m: order[m.post.report_id]))
    reported = next((m.told.title for m in mentions if m.told.title), None)
    authority = _authority(mentions, own, shelf, reported)
    title = reported
    if authority is not None and is_telling(authority.title, event.titles):
        title = authority.title
    speakers = next((m.told.speakers for m in mentions if m.told.speakers), ())
    # From the report's words, not the deck's: an identity must not change when a deck is fetched at last, or dies.
    readable = slug(reported or title or "") or slug(" ".join(n.partition("|")[0] for n in speakers))
    kinds = Counter(m.told.kind for m in mentions)
    languages = [authority.language if authority else "", *(m.post.report.language for m in mentions)]
    return Talk(
        talk_id=unique(f"{event.event_id}/{readable or f'talk-{position}'}", taken),
        event=event,
        position=position,
        mentions=mentions,
        title=title,
        title_as_reported=reported,
        kind=kinds.most_common(1)[0][0],
        language=next((language for language in languages if language), None),
        given_on=_day(event, mentions),
        own=own,
        authority=authority,
    )


def _authority(mentions: Sequence[Mention], own: frozenset[str], shelf: Shelf, reported: str | None) -> Document | None:
    """The deck that is this talk's own, else the article; of several the one whose title is most like the report's."""
    found: dict[str, Document] = {}
    for mention in mentions:
        for reference in mention.materials:
            document = shelf.document(reference.material_id) if reference.material_id in own else None
            if document is not None and document.kind in ("deck", "article"):
                found.setdefault(reference.material_id, document)
    if not found:
        return None
    return max(found.values(), key=lambda d: (d.kind == "deck", likeness(d.title, reported or "")))


def is_telling(title: str, event_titles: frozenset[str] = frozenset()) -> bool:
    """Whether a deck's title says what the talk is about: no placeholder, no file name, not only the event's name."""
    folded = fold(title)
    if not folded or _FILE_NAME.fullmatch(title.strip()) or _MACHINE_NAME.fullmatch(title.strip()):
        return False
    for name in sorted(event_titles, key=len, reverse=True):
        folded = folded.replace(name, "")
    return _NO_TITLES.fullmatch(re.sub(r"\d+", "", folded)) is None


def _day(event: Event, mentions: Sequence[Mention]) -> date | None:
    """The event's first day; a later one where the reports of the talk tell of another day of the same event."""
    days = [m.post.report.event.held_on for m in mentions if m.post.report.event]
    later = [d for d in days if d and event.starts_on and event.starts_on < d <= event.starts_on + LONGEST_EVENT]
    if later and len(later) == len(days):
        return min(later)
    return event.starts_on
