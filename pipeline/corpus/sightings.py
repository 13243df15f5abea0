"""Where people are seen: speakers and remarks of reports, authors of decks; and what speaks for two being one.

Here: from posts and talks to marks and joins. Not here: putting them together (`people`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.events import Event
from pipeline.corpus.folding import fold, is_distinctive_handle, is_handle
from pipeline.corpus.inputs import Post
from pipeline.corpus.people import Account, Join, Mark, Person, Registry, account, named
from pipeline.corpus.shelf import Shelf
from pipeline.corpus.shown import PROFILES, Shown
from pipeline.corpus.talks import Talk
from pipeline.reports.report import Evidence
from pipeline.sites.document import Document
from pipeline.web.urls import identify

# Where an '@name' in a post is a handle of the post's own site; elsewhere it mostly is one of some other site's.
MENTION_SITES = frozenset(["qiita"])
# Sites whose profile pages are SITE/HANDLE: the address shows the handle.
_PROFILES = {
    "qiita": "https://qiita.com/",
    "zenn": "https://zenn.dev/",
    "speakerdeck": "https://speakerdeck.com/",
    "twitter": "https://twitter.com/",
    "github": "https://github.com/",
}
_HONORIFIC = re.compile(r"\s*(?:さん|氏|先生|様|くん|ちゃん)$")


@dataclass(frozen=True)
class Speaker:
    """Who gave a talk: the mark, and how the source writes it."""

    mark: Mark
    written: str
    evidence: tuple[Evidence, ...]
    report_id: str | None
    rule: str = ""  # where no report names the speaker


@dataclass(frozen=True)
class Voices:
    """Everybody who spoke: people, accounts, and whom a talk's or a remark's speaker was found to be."""

    people: list[Person]
    accounts: list[Account]
    speakers: Mapping[str, list[tuple[str, Speaker]]]  # talk_id -> (person_id, speaker), each person once
    remarks: Mapping[tuple[str, int], str]  # (report_id, index of the remark) -> person_id
    joins: Sequence[tuple[Account, Join]]  # why an account is a person's
    notes: list[str]


def hear(
    posts: Sequence[Post], events: Sequence[Event], talks: Sequence[Talk], shelf: Shelf, corrections: Corrections
) -> Voices:
    """Everybody who speaks in `talks` and in the remarks of `posts` (in order)."""
    registry = Registry(corrections)
    scopes = {post.report_id: event.series_id or event.event_id for event in events for post in event.posts}
    speakers = {talk.talk_id: _speakers(talk, registry, scopes) for talk in talks}
    remarks: dict[tuple[str, int], Mark] = {}
    for post in posts:
        if post.report.kind == "not-a-report":
            continue
        scope = scopes.get(post.report_id, post.report_id)
        for index, remark in enumerate(post.report.remarks):
            mark = _mark(remark.speaker, post, scope, registry, remark.evidence, remark.via)
            remarks[post.report_id, index] = mark
        _profiles(post, scope, registry)
    for talk in talks:
        _authors(talk, speakers[talk.talk_id], shelf, registry)
    speaking = [s.mark for its in speakers.values() for s in its] + list(remarks.values())
    people, accounts, notes = registry.settle(speaking)
    by_mark = {account(a.site, a.handle): a for a in accounts}
    return Voices(
        people,
        accounts,
        {talk_id: _each_once(its, registry) for talk_id, its in speakers.items()},
        {place: registry.person_id(mark) for place, mark in remarks.items()},
        [(by_mark[mark], j) for j in registry.applied for mark in (j.one, j.other) if mark in by_mark],
        notes,
    )


def spoken_names(voices: Voices) -> dict[str, list[str]]:
    """talk_id -> what its speakers are called: as sources write them, by their names and by their handles."""
    names = {person.person_id: [person.name] for person in voices.people}
    for one in voices.accounts:
        names.setdefault(one.person_id, []).append(one.handle)
    return {
        talk_id: list(dict.fromkeys(n for person_id, s in its for n in (s.written, *names.get(person_id, ())) if n))
        for talk_id, its in voices.speakers.items()
    }


def _speakers(talk: Talk, registry: Registry, scopes: Mapping[str, str]) -> list[Speaker]:
    """The speakers that reports name, in the order of the reports; marks of one talk told twice are proposed as one."""
    found: list[Speaker] = []
    alone: list[tuple[Mark, Post]] = []
    for mention in talk.mentions:
        post = mention.post
        its = [
            Speaker(
                _mark(name, post, scopes[post.report_id], registry, mention.told.evidence),
                _written(name),
                mention.told.evidence,
                post.report_id,
            )
            for name in mention.told.speakers
            if fold(name)
        ]
        found += its
        if len(its) == 1:
            alone.append((its[0].mark, post))
    for mark, post in alone[1:]:
        registry.joins.append(Join("told-twice", alone[0][0], mark, talk.talk_id, post.report_id))
    _presenters(talk, found, registry)
    return found


def _presenters(talk: Talk, found: list[Speaker], registry: Registry) -> None:
    """Whom the event's page names: the speakers where no report names one, else perhaps accounts of the one named."""
    scope = talk.event.series_id or talk.event.event_id
    named_there: dict[Mark, Shown] = {}
    for shown in talk.shown:
        if shown.role or not fold(shown.presenter):
            continue
        handle, name = shown.presentation.presenter_handle, shown.presentation.presenter_name
        if handle:
            url = PROFILES.get(shown.site, "").format(handle)
            mark = registry.see(account(shown.site, handle), handle, scope, url, name)
        else:
            mark = registry.see(named(name, scope), name, scope)
        named_there.setdefault(mark, shown)
    if not found:
        found += [
            Speaker(mark, shown.presenter, (), None, f"{shown.site}-presentations")
            for mark, shown in named_there.items()
        ]
    elif len(named_there) == 1 and len({speaker.mark for speaker in found}) == 1:
        mark, shown = next(iter(named_there.items()))
        if mark != found[0].mark:
            registry.joins.append(Join("presenter", found[0].mark, mark, shown.presentation.url))


def _mark(name: str, post: Post, scope: str, registry: Registry, evidence: Sequence[Evidence], via: str = "") -> Mark:
    """The mark of `name` as `post` writes it ("handle", "real name" or "handle|real name"), taken notice of."""
    first, _, real = (part.strip() for part in name.partition("|"))
    if not fold(first):
        first, real = real, ""
    word = _written(first)
    site = "twitter" if via == "tweet" else post.site if post.site in MENTION_SITES else ""
    told_as_handle = bool(real or via == "tweet" or is_distinctive_handle(word) or _has_at(word, post, evidence))
    if site and is_handle(word) and told_as_handle:
        mark = registry.see(account(site, word), word, scope, _profile_url(site, word))
    else:
        mark = registry.see(named(word, scope), word, scope)
    if fold(real):
        line = evidence[0].first_line if evidence else None
        other = registry.see(named(_written(real), scope), _written(real), scope)
        if other != mark:
            registry.joins.append(Join("named-together", mark, other, name, post.report_id, line))
    return mark


def _written(name: str) -> str:
    """The name without '@', honorific and the other half of "handle|real name"."""
    return _HONORIFIC.sub("", name.partition("|")[0].strip().lstrip("@＠")).strip()


def _has_at(word: str, post: Post, evidence: Sequence[Evidence]) -> bool:
    """Whether the post writes `word` with an '@', which `Report` leaves out."""
    wanted = f"@{word.lower()}"
    return any(wanted in e.words.replace("＠", "@").lower() for e in evidence) or any(
        link.text.strip().lower() == wanted for link in post.report.links
    )


def _profiles(post: Post, scope: str, registry: Registry) -> None:
    """A link to a profile, under the name of somebody who is in the report, shows their account."""
    report = post.report
    words = {_written(part) for talk in report.talks for name in talk.speakers for part in name.split("|")}
    words |= {_written(part) for remark in report.remarks for part in remark.speaker.split("|")}
    known = {word.lower() if is_handle(word) else fold(word): word for word in words if fold(word)}
    for link in report.links:
        text = _written(link.text)
        word = known.get(text.lower() if is_handle(text) else fold(text))
        found = _profile(link.url) if link.role == "profile" and word else None
        if not word or found is None:
            continue
        site, handle = found
        mark = registry.see(account(site, handle), handle, scope, _profile_url(site, handle))
        own = account(post.site, word) if post.site in MENTION_SITES and is_handle(word) else None
        for other in (named(word, scope), own):
            if other is not None and other != mark and registry.knows(other):
                registry.joins.append(
                    Join("named-together", other, mark, f"{link.text} {link.url}", post.report_id, link.line)
                )


def _profile(url: str) -> tuple[str, str] | None:
    """Site and handle of a profile's address, where it shows them."""
    identity = identify(url)
    if identity.site not in _PROFILES or not identity.key.startswith("web:"):
        return None
    segments = [unquote(part) for part in urlsplit(identity.url).path.split("/") if part]
    return (identity.site, segments[0]) if len(segments) == 1 and is_handle(segments[0]) else None


def _profile_url(site: str, handle: str) -> str:
    return f"{_PROFILES[site]}{handle}" if site in _PROFILES else ""


def _authors(talk: Talk, speakers: list[Speaker], shelf: Shelf, registry: Registry) -> None:
    """The authors of a talk's own decks and articles: accounts of its speaker, or the speaker where none is named."""
    scope = talk.event.series_id or talk.event.event_id
    documents = [shelf.document(material_id) for material_id in sorted(talk.own)]
    written = [d for d in documents if d is not None and d.kind in ("deck", "article") and d.author_handle]
    by_author: dict[Mark, Document] = {}
    for document in written:
        mark = account(document.site, document.author_handle)
        url = document.author_url or _profile_url(document.site, document.author_handle)
        registry.see(mark, document.author_handle, scope, url, document.author_name)
        by_author.setdefault(mark, document)
    told: dict[str | None, set[Mark]] = {}
    for speaker in speakers:
        told.setdefault(speaker.report_id, set()).add(speaker.mark)
    marks = sorted(set().union(*told.values()))
    for author, document in by_author.items():
        for mark in marks:
            if document.author_name and fold(document.author_name) == fold(mark.text) and author != mark:
                words = f"{document.author_name} {document.url}"
                registry.joins.append(Join("display-name", mark, author, words))
    if len(by_author) != 1:
        return
    author, document = next(iter(by_author.items()))
    if not marks and document.kind == "deck":
        name = document.author_name or document.author_handle
        speakers.append(Speaker(author, name, (), None, "author-of-deck"))
    elif all(len(its) == 1 for its in told.values()):
        registry.joins += [Join("author-of-deck", mark, author, document.url) for mark in marks if mark != author]


def _each_once(speakers: Sequence[Speaker], registry: Registry) -> list[tuple[str, Speaker]]:
    once: dict[str, Speaker] = {}
    for speaker in speakers:
        once.setdefault(registry.person_id(speaker.mark), speaker)
    return list(once.items())
