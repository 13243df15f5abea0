"""One address may answer in several variants, told apart by what the request accepts; older archives keep their answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pipeline.web.answers import Answer, Outcome, Request, variant_of
from pipeline.web.archive import SCHEMA_VERSION, Archive
from pipeline.web.client import Client
from tests.web.server import LoopbackWeb

URL = "https://hama.example.jp/events/7"
PAGE = Request(URL)
DATA = Request(URL, accept="application/json", layer="api")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
MakeClient = Callable[..., Client]


def answer(body: bytes, variant: str = "", outcome: Outcome = Outcome.OK) -> Answer:
    status = 200 if outcome is Outcome.OK else 404
    return Answer(URL, URL, status, outcome, "", {}, body, NOON, NOON, variant=variant)


@pytest.mark.parametrize(
    ("accept", "variant"),
    [
        ("application/json", "application/json"),
        ("Text/Markdown;q=0.9, */*;q=0.1", "text/markdown"),
        ("*/*", "*/*"),
        ("", ""),
        (PAGE.accept, "text/html"),
    ],
)
def test_a_variant_is_the_media_type_that_is_wanted_first(accept: str, variant: str) -> None:
    assert variant_of(accept) == variant


async def test_two_layers_of_one_address_get_each_their_own_answer(
    web: LoopbackWeb, client: MakeClient, archive: Archive
) -> None:
    web.page(URL, "<title>浜の勉強会</title>", accept="text/html")
    web.page(URL, '{"title": "浜の勉強会"}', content_type="application/json", accept="application/json")
    for _ in range(2):
        async with client() as asking:
            page, data = await asking.fetch(PAGE), await asking.fetch(DATA)
        assert (page.content_type, data.content_type) == ("text/html", "application/json")
    assert web.asked() == [URL, URL, URL, URL]
    tags = [seen.headers.get("if-none-match") for seen in web.requests[-2:]]
    assert tags == [page.headers["etag"], data.headers["etag"]], "each is asked for by its own ETag"
    assert archive.latest(URL, DATA.variant) == data
    assert archive.latest(URL, PAGE.variant) == page
    assert len(archive.history(URL)) == 2


def test_a_failure_in_one_variant_says_nothing_of_the_other(archive: Archive) -> None:
    archive.put(answer(b"{}", DATA.variant))
    archive.put(answer(b"", PAGE.variant, Outcome.GONE))
    data, page = archive.last_attempt(URL, DATA.variant), archive.last_attempt(URL, PAGE.variant)
    assert data is not None
    assert page is not None
    assert (data.outcome, page.outcome) == (Outcome.OK, Outcome.GONE)
    archive.judge(URL, Outcome.PRIVATE, "says so", DATA.variant)
    assert archive.latest_readable(URL) is None
    latest = archive.latest(URL)
    assert latest is not None
    assert latest.outcome is Outcome.GONE, "who names no variant gets the last of any"


def old_archive(path: Path) -> None:
    """An archive as version 1 made it: a good answer, and a later failure."""
    with Archive(path) as archive:
        archive.put(answer(b"<title>kept</title>"))
        archive.put(answer(b"", outcome=Outcome.GONE))
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE attempts DROP COLUMN variant")
        db.execute("PRAGMA user_version = 1")
        db.commit()


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("request_", [PAGE, DATA])
def test_an_older_archive_opens_with_all_its_answers_for_whoever_asks(
    tmp_path: Path, read_only: bool, request_: Request
) -> None:
    path = tmp_path / "archive.sqlite"
    old_archive(path)
    with Archive(path, read_only=read_only) as archive:
        readable, last = archive.latest_readable(URL, request_.variant), archive.last_attempt(URL, request_.variant)
        assert readable is not None
        assert last is not None
        assert (readable.body, last.outcome) == (b"<title>kept</title>", Outcome.GONE)
        assert [kept.outcome for kept in archive.history(URL)] == [Outcome.OK, Outcome.GONE]
        assert archive.counts() == {"gone": 1}
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA user_version").fetchone() == (1 if read_only else SCHEMA_VERSION,)


def test_an_older_archive_is_written_on_and_its_answers_confirmed(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    old_archive(path)
    with Archive(path) as archive:
        archive.confirm(URL, NOON + timedelta(days=1), PAGE.variant)
        latest = archive.latest(URL, PAGE.variant)
        assert latest is not None
        assert (latest.body, latest.checked_at) == (b"<title>kept</title>", NOON + timedelta(days=1))
        archive.put(answer(b"{}", DATA.variant))
    with Archive(path) as again:
        data = again.latest(URL, DATA.variant)
        assert data is not None
        assert data.body == b"{}"
        assert len(again.history(URL)) == 4


def test_two_that_open_an_older_archive_at_once_bring_it_up_once(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    old_archive(path)
    with Archive(path, read_only=True) as reader, Archive(path) as one, Archive(path) as other:
        one.put(answer(b"new", PAGE.variant))
        for archive in (other, reader):
            latest = archive.latest_readable(URL, PAGE.variant)
            assert latest is not None
            assert latest.body == b"new"
