"""The archive keeps every attempt, loses no earlier body, survives a killed writer and lets others read meanwhile."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from pipeline.errors import ReadError
from pipeline.web.answers import Answer, Outcome
from pipeline.web.archive import Archive

REPORT = "https://qiita.com/elixir/items/927d9a0e8e2972e7bf08"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def answer(url: str = REPORT, body: bytes = b"# report", outcome: Outcome = Outcome.OK, **more: object) -> Answer:
    values: dict[str, object] = {
        "final_url": url, "status": 200, "reason": "", "headers": {"etag": '"a"'}, "fetched_at": NOON, "checked_at": NOON
    }  # fmt: skip
    return Answer(url=url, body=body, outcome=outcome, **{**values, **more})  # type: ignore[arg-type]


GONE = answer(body=b"", outcome=Outcome.GONE, status=404, reason="HTTP 404")


def test_an_answer_comes_back_as_it_was_put(archive: Archive) -> None:
    put = answer(
        body="形態素".encode() * 10_000, outcome=Outcome.MOVED, final_url="https://zenn.dev/x", redirects=(REPORT,), layer="markdown",
        headers={"content-type": "text/html", "x-note": "日本語"},
        fetched_at=datetime(2026, 11, 22, 21, 0, 0, 123456, tzinfo=timezone(timedelta(hours=9))),
    )  # fmt: skip
    archive.put(put)
    assert archive.latest(REPORT) == put
    assert archive.latest_readable(REPORT) == put


def test_an_address_is_found_however_it_is_written(archive: Archive) -> None:
    archive.put(answer())
    assert archive.latest(f"HTTPS://Qiita.com:443{REPORT[17:]}#top") == answer()
    assert archive.latest(REPORT + "?x=1") is None


def test_a_later_failure_hides_no_earlier_body(archive: Archive) -> None:
    archive.put(answer())
    archive.put(GONE)
    assert archive.latest(REPORT) == GONE
    assert archive.latest_readable(REPORT) == answer()
    assert [kept.outcome for kept in archive.history(REPORT)] == [Outcome.OK, Outcome.GONE]


def test_a_confirmed_answer_moves_only_its_time(archive: Archive) -> None:
    archive.put(answer())
    archive.confirm(REPORT, NOON + timedelta(days=1))
    assert archive.history(REPORT) == [replace(answer(), checked_at=NOON + timedelta(days=1))]


def test_an_answer_confirmed_after_a_failure_is_the_latest_again(archive: Archive) -> None:
    archive.put(answer())
    archive.put(GONE)
    archive.confirm(REPORT, NOON + timedelta(days=2))
    latest = archive.latest(REPORT)
    assert latest == replace(answer(), checked_at=NOON + timedelta(days=2))
    assert len(archive.history(REPORT)) == 3


def test_confirming_what_was_never_read_changes_nothing(archive: Archive) -> None:
    archive.put(GONE)
    archive.confirm(REPORT, NOON + timedelta(days=2))
    assert archive.history(REPORT) == [GONE]


def test_a_reader_can_put_an_outcome_right_and_the_body_before_it_comes_back(archive: Archive) -> None:
    archive.put(answer())
    archive.put(answer(body=b"<title>Client Challenge</title>"))
    archive.judge(REPORT, Outcome.BLOCKED, "Client Challenge")
    latest, readable = archive.latest(REPORT), archive.latest_readable(REPORT)
    assert latest is not None
    assert (latest.outcome, latest.reason) == (Outcome.BLOCKED, "Client Challenge")
    assert readable == answer()


def test_a_body_is_kept_once_and_packed_where_that_gains_something(archive: Archive, tmp_path: Path) -> None:
    text, noise = b"talk " * 10_000, os.urandom(50_000)
    for number in range(3):
        archive.put(answer(f"https://example.jp/{number}", text))
    archive.put(answer("https://example.jp/pdf", noise))
    with sqlite3.connect(archive.path) as db:
        rows = db.execute("SELECT size, packed, length(data) FROM bodies ORDER BY packed").fetchall()
    assert len(rows) == 2
    assert rows[0] == (50_000, 0, 50_000)
    assert rows[1][:2] == (50_000, 1)
    assert rows[1][2] < 1000
    kept = archive.latest("https://example.jp/pdf")
    assert kept is not None
    assert kept.body == noise


def test_an_attempt_tells_its_hash_without_its_body(archive: Archive) -> None:
    archive.put(answer())
    archive.put(GONE)
    last, readable = archive.last_attempt(REPORT), archive.last_readable_attempt(REPORT)
    assert last is not None
    assert readable is not None
    assert (last.outcome, last.body_hash, last.status) == (Outcome.GONE, "", 404)
    assert (readable.body_hash, readable.fetched_at) == (answer().body_hash, NOON)
    assert archive.last_attempt("https://example.jp/") is None


def test_addresses_are_counted_by_their_last_outcome_robots_apart(archive: Archive) -> None:
    archive.put(answer())
    archive.put(GONE)
    archive.put(answer("https://example.jp/"))
    archive.put(answer("https://example.jp/robots.txt", layer="robots"))
    assert archive.counts() == {"gone": 1, "ok": 1}


@pytest.mark.parametrize("url", ["", "not an address", "javascript:x", "https://a.jp/\udfff", "half a pair: \udfff"])
def test_any_text_can_be_an_address(archive: Archive, url: str) -> None:
    archive.put(answer(url, body=b"", outcome=Outcome.UNSUPPORTED, status=0, final_url=""))
    latest = archive.latest(url)
    assert latest is not None
    assert latest.outcome is Outcome.UNSUPPORTED


def test_the_latest_readable_answer_is_one_look_into_an_index(archive: Archive) -> None:
    with sqlite3.connect(archive.path) as db:
        plan = db.execute(
            "EXPLAIN QUERY PLAN SELECT a.id FROM attempts a WHERE a.url = 'x' AND a.outcome IN ('ok', 'moved')"
            " ORDER BY a.id DESC LIMIT 1"
        ).fetchall()
    assert [row[3].replace("COVERING ", "") for row in plan] == ["SEARCH a USING INDEX attempts_readable (url=?)"]


WRITER = textwrap.dedent(
    """
    import sys
    from datetime import UTC, datetime
    from pipeline.web.answers import Answer, Outcome
    from pipeline.web.archive import Archive
    now = datetime.now(UTC)
    with Archive(sys.argv[1]) as archive:
        for n in range(1_000_000):
            url = f"https://example.jp/{n}"
            body = f"{n} ".encode() * 2000
            archive.put(Answer(url, url, 200, Outcome.OK, "", {}, body, now, now))
            print(n, flush=True)
    """
)


def test_others_read_while_one_writes_and_a_killed_writer_loses_nothing_it_said(tmp_path: Path) -> None:
    path = tmp_path / "archive.sqlite"
    root = Path(__file__).resolve().parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, "PYTHONPATH": str(root)}
    ) as writer:  # fmt: skip
        assert writer.stdout is not None
        said = int(writer.stdout.readline())
        with Archive(path, read_only=True) as reader:
            for _ in range(50):
                said = int(writer.stdout.readline())
                seen = reader.latest_readable(f"https://example.jp/{said}")
                assert seen is not None
                assert seen.body.startswith(f"{said} ".encode())
            writer.send_signal(signal.SIGKILL)
            rest = writer.stdout.read().split()
    said = max([said, *(int(line) for line in rest)])
    with Archive(path) as archive:
        for number in range(said + 1):
            kept = archive.latest(f"https://example.jp/{number}")
            assert kept is not None
            assert kept.body == f"{number} ".encode() * 2000
        archive.put(answer())
    with sqlite3.connect(path) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_writers_wait_for_each_other(tmp_path: Path) -> None:
    with Archive(tmp_path / "a.sqlite") as one, Archive(tmp_path / "a.sqlite") as other:
        for number in range(20):
            (one if number % 2 else other).put(answer(f"https://example.jp/{number}"))
        assert one.counts() == other.counts() == {"ok": 20}


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    Archive(tmp_path / "a.sqlite").close()
    with Archive(tmp_path / "a.sqlite", read_only=True) as reader:
        assert reader.latest(REPORT) is None
        with pytest.raises(sqlite3.OperationalError):
            reader.put(answer())


def make_text(path: Path) -> None:
    path.write_text("this is no database, whatever its name says" * 50)


def make_other(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE songs (title TEXT)")


def make_future(path: Path) -> None:
    Archive(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("make", "says"), [(make_text, "not a database"), (make_other, "something else"), (make_future, "version 99")]
)
def test_what_is_no_archive_is_refused_in_one_line(tmp_path: Path, make: object, says: str) -> None:
    path = tmp_path / "archive.sqlite"
    make(path)  # type: ignore[operator]
    before = path.read_bytes()
    with pytest.raises(ReadError) as raised:
        Archive(path)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)
    assert path.read_bytes() == before


def test_there_must_be_an_archive_to_look_into(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="talks run"):
        Archive(tmp_path / "none.sqlite", read_only=True)
    assert not (tmp_path / "none.sqlite").exists()
