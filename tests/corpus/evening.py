"""An invented evening, お茶と型の会 #3, told by its visitors: makers of posts, talks and decks for the tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

from pipeline.corpus.corrections import Corrections
from pipeline.corpus.inputs import Material, Normalised, Post, Row
from pipeline.corpus.normalise import normalise
from pipeline.reports.report import (
    Evidence,
    ReadEvent,
    ReadImage,
    ReadLink,
    ReadRemark,
    ReadSection,
    ReadTalk,
    Report,
)
from pipeline.sites.document import Document, DocumentPage
from pipeline.web.urls import identify

EVENT_URL = "https://ocha.connpass.com/event/1003/"
NIGHT = date(2026, 2, 13)
EVENING = ReadEvent(
    title="お茶と型の会 #3",
    held_on=NIGHT,
    url=EVENT_URL,
    series="お茶と型の会",
    edition="3",
    evidence=(Evidence(3, 3, "お茶と型の会 #3に行きました", "event link", 0.9, ("はじめに",)),),
)


def talk(title: str | None, *speakers: str, **more: Any) -> ReadTalk:
    known = {"kind": "lt", "materials": (), "videos": ()}
    return ReadTalk(title=title, speakers=speakers, **{**known, **more})


def said(words: str) -> tuple[Evidence, ...]:
    return (Evidence(10, 10, words, "heading", 0.8),)


def post(name: str, *talks: ReadTalk, **more: Any) -> Post:
    """A post on Qiita named `name` about the evening; `more` are fields of Report, or site and status of Post."""
    site = more.pop("site", "qiita")
    status = more.pop("status", "ok")
    source = more.pop("source_name", "blogs")
    url = f"https://qiita.com/{name}/items/{name:0>20}" if site == "qiita" else f"https://{name}.example.com/post"
    fields: dict[str, Any] = {
        "file": f"{name}.md",
        "kind": "report",
        "language": "ja",
        "title": f"{name}の感想",
        "url": url,
        "author": name,
        "published_at": datetime(2026, 2, 14, tzinfo=UTC),
        "event": EVENING,
        "talks": talks,
    }
    report = Report(**{**fields, **more})
    return Post(f"{site}:{name}", source, site, report, content_hash=f"hash of {name}", status=status)


def deck(url: str, title: str, handle: str = "", pages: Sequence[str] = (), **more: Any) -> Material:
    """What Speaker Deck, or an article's site, says at `url`."""
    identity = identify(url)
    kind = more.pop("kind", identity.kind_hint or "page")
    document = Document(
        key=more.pop("key", identity.key),
        url=more.pop("canonical", identity.url),
        site=identity.site,
        kind=kind,
        title=title,
        author_handle=handle,
        pages=tuple(DocumentPage(n, text) for n, text in enumerate(pages, start=1)),
        **more,
    )
    return Material(identity.key, identity.url, identity.site, document, status="ok")


def dead(url: str, status: str = "gone") -> Material:
    identity = identify(url)
    return Material(identity.key, identity.url, identity.site, None, status, "HTTP 404")


def event_page(url: str = EVENT_URL, **facts: Any) -> Material:
    identity = identify(url)
    document = Document(identity.key, identity.url, identity.site, "event", **facts)
    return Material(identity.key, identity.url, identity.site, document, status="ok")


def corpus(posts: Sequence[Post], *materials: Material, corrections: Corrections | None = None) -> Normalised:
    return normalise(posts, {m.key: m for m in materials}, [], corrections)


def rows(normalised: Normalised, table: str, *columns: str) -> list[Any]:
    """The table's rows; of one column its values, of several tuples."""
    if not columns:
        return list(normalised.rows[table])
    if len(columns) == 1:
        return [row[columns[0]] for row in normalised.rows[table]]
    return [tuple(row[column] for column in columns) for row in normalised.rows[table]]


def one(normalised: Normalised, table: str, **key: Any) -> Row:
    """The one row of the table with these values."""
    (found,) = [row for row in normalised.rows[table] if all(row[c] == v for c, v in key.items())]
    return found


__all__ = [
    "EVENING",
    "EVENT_URL",
    "NIGHT",
    "Corrections",
    "Evidence",
    "ReadEvent",
    "ReadImage",
    "ReadLink",
    "ReadRemark",
    "ReadSection",
    "corpus",
    "dead",
    "deck",
    "event_page",
    "one",
    "post",
    "rows",
    "said",
    "talk",
]
