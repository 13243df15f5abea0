"""Which reports tell of the same event, and what that event is called, when it was and to which series it belongs.

Here: grouping posts into events and events into series. Not here: what was given there (`talks`).

Two reports tell of one event where
- they name the same page of an event platform (connpass, Doorkeeper, ...), or
- they name the same other page and neither day nor edition speaks against it, or
- title and day are the same, or series, edition and day; where one of them lacks the day, title and edition decide.
Reports that name different platform pages are never joined: an event may be registered twice, but a corpus that makes
two events of one is more easily put right (corrections.toml, [[same_event]]) than one that makes one of two.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.folding import fold, slug
from pipeline.corpus.inputs import Post
from pipeline.corpus.shelf import Reference, Shelf
from pipeline.reports.report import ReadEvent
from pipeline.sites.document import Document
from pipeline.web.urls import host_of

T = TypeVar("T")
_GROUP_HOSTS = frozenset({"connpass", "doorkeeper"})  # platforms whose groups have hosts of their own
LONGEST_EVENT = timedelta(days=4)  # reports of its several days still tell of one conference


@dataclass(frozen=True)
class Event:
    """One event, with the posts that tell of it in their order."""

    event_id: str
    posts: tuple[Post, ...]
    title: str
    titles: frozenset[str]  # all it is called, folded; the series' name too
    page: Reference | None
    document: Document | None
    starts_on: date | None
    edition: str | None
    series_name: str | None
    series_id: str | None = None


@dataclass(frozen=True)
class Series:
    """What recurs."""

    series_id: str
    name: str
    url: str | None
    event_count: int


@dataclass
class _Group:
    """Posts that tell of one event, as far as is known yet."""

    posts: list[Post]
    pages: list[Reference] = field(default_factory=list)
    platform_ids: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    series: set[str] = field(default_factory=set)
    editions: set[str] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, other: _Group) -> None:
        self.posts += other.posts
        self.pages += other.pages
        for mine, others in (
            (self.titles, other.titles),
            (self.series, other.series),
            (self.editions, other.editions),
            (self.platform_ids, other.platform_ids),
        ):
            mine |= others
        self.days |= other.days

    def traits(self) -> list[tuple[str, ...]]:
        """Of these, two groups of one event have at least one in common, whatever the rule."""
        return [
            *(("page", page.material_id) for page in self.pages),
            *(("title", title) for title in sorted(self.titles)),
            *(("edition", name, number) for name in sorted(self.series) for number in sorted(self.editions)),
        ]


def in_order(posts: Iterable[Post]) -> list[Post]:
    """Posts, each once, the earliest published first: the order in which everything is told. Undated ones come last."""
    once: dict[str, Post] = {}
    for post in sorted(
        posts, key=lambda p: (p.report_id, p.status not in ("ok", "moved"), p.source_name, p.content_hash)
    ):
        once.setdefault(post.report_id, post)
    dated = [p for p in once.values() if p.report.published_at]
    undated = [p for p in once.values() if not p.report.published_at]
    return sorted(dated, key=lambda p: (_stamp(p), p.report_id)) + undated


def _stamp(post: Post) -> float:
    assert post.report.published_at is not None
    return post.report.published_at.timestamp()


def group_events(posts: Sequence[Post], shelf: Shelf, corrections: Corrections) -> tuple[list[Event], list[str]]:
    """The events that `posts` (in order) tell of, by first post; and a note for each correction that fits nothing."""
    groups: list[_Group] = []
    for post in posts:
        if post.report.kind == "not-a-report" or (post.report.event is None and not post.report.talks):
            continue
        groups.append(_group_of(post, shelf))
    for rule in (_same_platform_page, _same_other_page, _same_day, _one_lacks_the_day):
        groups = _join(groups, rule)
    named, notes = _corrected(_named(groups), corrections)
    events = [_event(event_id, group, shelf) for event_id, group in named]
    return events, notes


def _group_of(post: Post, shelf: Shelf) -> _Group:
    group = _Group([post])
    told = post.report.event or ReadEvent()
    if told.title:
        group.titles.add(fold(told.title))
    if told.series:
        group.series.add(fold(told.series))
    if told.edition:
        group.editions.add(fold(told.edition))
    if told.held_on:
        group.days.add(told.held_on)
    if told.url and told.url.startswith(("http://", "https://")):
        page = shelf.refer(told.url)
        group.pages.append(page)
        if page.kind == "event":
            group.platform_ids.add(page.material_id)
        document = shelf.document(page.material_id)
        if document is not None and document.kind == "event":
            group.titles.add(fold(document.title))
            # the page's day may be in UTC where the report's is local: only one of them may speak
            if document.starts_at and not told.held_on:
                group.days.add(document.starts_at.date())
    group.titles.discard("")
    return group


def _join(groups: list[_Group], same: Callable[[_Group, _Group], bool]) -> list[_Group]:
    """Put together the groups that `same` holds for, each into the first that it fits."""
    joined: list[_Group] = []
    sharing: dict[tuple[str, ...], list[int]] = {}
    for group in groups:
        candidates = sorted({place for trait in group.traits() for place in sharing.get(trait, ())})
        home = next((i for i in candidates if _may_be_one(joined[i], group) and same(joined[i], group)), len(joined))
        if home == len(joined):
            joined.append(group)
        else:
            joined[home].add(group)
        for trait in group.traits():
            places = sharing.setdefault(trait, [])
            if home not in places:
                places.append(home)
    return joined


def _may_be_one(a: _Group, b: _Group) -> bool:
    return not (a.platform_ids and b.platform_ids) or bool(a.platform_ids & b.platform_ids)


def _same_platform_page(a: _Group, b: _Group) -> bool:
    return bool(a.platform_ids & b.platform_ids)


def _same_other_page(a: _Group, b: _Group) -> bool:
    shared = {page.material_id for page in a.pages} & {page.material_id for page in b.pages}
    return bool(shared) and _days_agree(a, b) and _editions_agree(a, b)


def _same_day(a: _Group, b: _Group) -> bool:
    if not _editions_agree(a, b):
        return False
    same_edition = bool(a.series & b.series) and bool(a.editions & b.editions)
    if a.days & b.days:
        return same_edition or bool(a.titles & b.titles)
    # Several days of one conference share its edition; a weekly meetup without editions shares only its title.
    return bool(a.days) and bool(b.days) and same_edition and _days_agree(a, b)


def _one_lacks_the_day(a: _Group, b: _Group) -> bool:
    if (a.days and b.days) or not (a.editions & b.editions):
        return False
    return bool(a.titles & b.titles) or bool(a.series & b.series)


def _days_agree(a: _Group, b: _Group) -> bool:
    days = a.days | b.days
    return not (a.days and b.days) or max(days) - min(days) <= LONGEST_EVENT


def _editions_agree(a: _Group, b: _Group) -> bool:
    return not (a.editions and b.editions) or bool(a.editions & b.editions)


def _named(groups: Sequence[_Group]) -> list[tuple[str, _Group]]:
    """Each group with its event's identity: of its page, else of the first report that tells of it."""
    named: list[tuple[str, _Group]] = []
    taken: set[str] = set()
    for group in groups:
        platform = sorted(group.platform_ids)
        if platform:
            event_id = platform[0]
        elif group.pages:
            event_id = _by_page(group, taken)
        else:
            event_id = group.posts[0].report_id
        if event_id in taken:
            event_id = f"{event_id}@{group.posts[0].report_id}"
        taken.add(event_id)
        named.append((event_id, group))
    return named


def _by_page(group: _Group, taken: set[str]) -> str:
    """Identity by a page that is on no platform.

    A home page serves every year's conference, so the day is part of the identity; any other page is the first event's
    that names it, and the day tells the others apart.
    """
    page = group.pages[0].material_id
    edition = str(min(group.days)) if group.days else "-".join(slug(e) for e in sorted(group.editions))
    if page.endswith("/"):
        return f"{page.rstrip('/')}@{edition}" if edition else group.posts[0].report_id
    return f"{page}@{edition or group.posts[0].report_id}" if page in taken else page


def _corrected(named: list[tuple[str, _Group]], corrections: Corrections) -> tuple[list[tuple[str, _Group]], list[str]]:
    """`named` with the events of [[same_event]] put together under the first id."""
    notes = []
    for correction in corrections.same_event:
        by_id = dict(named)
        present = [event_id for event_id in correction.events if event_id in by_id]
        if len(present) < 2:
            lost = [event_id for event_id in correction.events if event_id not in by_id]
            notes.append(f"corrections.toml: [[same_event]] names events that are not there: {', '.join(lost)}")
            continue
        home = by_id[present[0]]
        for event_id in dict.fromkeys(present[1:]):
            if event_id != present[0]:
                home.add(by_id.pop(event_id))
        named = list(by_id.items())
    return named, notes


def _event(event_id: str, group: _Group, shelf: Shelf) -> Event:
    posts = tuple(in_order(group.posts))
    told = [post.report.event or ReadEvent() for post in posts]
    # the page that the identity was made from; after it, any
    page = min(group.pages, key=lambda p: not event_id.startswith(p.material_id.rstrip("/")), default=None)
    document = shelf.document(page.material_id) if page else None
    if document is not None and document.kind != "event":
        document = None  # an article or a home page is no authority on title and day
    title = (document.title if document else "") or _most_common(e.title for e in told)
    first = posts[0].report
    title = title or first.title or first.url or first.file
    series_name = _most_common(e.series for e in told) or (document.group_name if document else "") or None
    titles = {*group.titles, fold(title), *([fold(series_name)] if series_name else [])} - {""}
    return Event(
        event_id=event_id,
        posts=posts,
        title=title,
        titles=frozenset(titles),
        page=page,
        document=document,
        starts_on=_first_day(document, [e.held_on for e in told if e.held_on]),
        edition=_most_common(e.edition for e in told),
        series_name=series_name,
    )


def _first_day(document: Document | None, reported: Sequence[date]) -> date | None:
    """The platform's day; the reports' own where the platform tells the time in UTC and so perhaps the day before."""
    common = _most_common(reported)
    if document is None or document.starts_at is None:
        return common
    day = document.starts_at.date()
    offset = document.starts_at.utcoffset()
    if common is not None and not offset and abs(common - day) <= timedelta(days=1):
        return common
    return day


def _most_common(values: Iterable[T | None]) -> T | None:
    """The value that is said most often, the first of those said equally often; None where nothing is said."""
    counts = Counter(value for value in values if value)
    return counts.most_common(1)[0][0] if counts else None


def with_series(events: Sequence[Event]) -> tuple[list[Event], list[Series]]:
    """`events` with their series' ids, and the series, by first event.

    A series is a folded name. Where several groups of a platform use one name (もくもく会), each has its own; an event
    whose group is not known belongs to the series if only one group has that name, else to one without a group.
    """
    groups: dict[str, dict[str, None]] = {}
    for event in events:
        if event.series_name:
            urls = groups.setdefault(fold(event.series_name), {})
            if url := _group_url(event):
                urls.setdefault(url)
    members: dict[tuple[str, str], list[Event]] = {}
    keys: dict[str, tuple[str, str]] = {}
    for event in events:
        if event.series_name:
            name = fold(event.series_name)
            known = groups[name]
            url = _group_url(event) or (next(iter(known)) if len(known) == 1 else "")
            keys[event.event_id] = (name, url)
            members.setdefault((name, url), []).append(event)
    ids: dict[tuple[str, str], str] = {}
    series: list[Series] = []
    taken: set[str] = set()
    for key, its in members.items():
        name = _most_common(event.series_name for event in its) or key[0]
        ids[key] = unique(slug(name) or "series", taken)
        series.append(Series(ids[key], name, key[1] or None, len(its)))
    return [
        replace(event, series_id=ids[keys[event.event_id]]) if event.event_id in keys else event for event in events
    ], series


def _group_url(event: Event) -> str:
    """The group's address: the platform's word, else the host under which a platform keeps a group's events."""
    if event.document is not None and event.document.group_url:
        return event.document.group_url
    host = host_of(event.page.url) if event.page is not None and event.page.site in _GROUP_HOSTS else ""
    return f"https://{host}/" if host.count(".") == 2 and not host.startswith("www.") else ""


def unique(wanted: str, taken: set[str]) -> str:
    """`wanted`, else `wanted-2`, `wanted-3`, ...: the first that is not taken. It is taken then."""
    found, number = wanted, 2
    while found in taken:
        found = f"{wanted}-{number}"
        number += 1
    taken.add(found)
    return found


def event_rows(events: Sequence[Event]) -> list[Mapping[str, object]]:
    """Rows of the table events."""
    return [
        {
            "event_id": event.event_id,
            "title": event.title,
            "series_id": event.series_id,
            "edition": event.edition,
            "starts_on": event.starts_on,
            "starts_at": event.document.starts_at if event.document else None,
            "url": event.page.url if event.page else None,
            "platform": event.page.site if event.page else None,
            "place": (event.document.place or None) if event.document else None,
            "is_online": event.document.is_online if event.document else None,
            "hashtag": (event.document.hashtag.lstrip("#＃") or None) if event.document else None,
        }
        for event in events
    ]
