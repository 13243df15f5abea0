"""The archive of the web: every attempt to get a page, and every body that came, in one SQLite file.

It is the one thing that cannot be made again, so it only grows: a later failure never hides an earlier body. Any number of
processes may read while one writes (WAL). An address may answer in several variants (`answers.variant_of`): who names one
gets that one alone, who names none gets any. Neighbours: `client` writes it; the stages read from it alone.
"""

from __future__ import annotations

import json
import sqlite3
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from pipeline.errors import ReadError, one_line
from pipeline.web.answers import Answer, Outcome
from pipeline.web.urls import request_url

SCHEMA_VERSION = 2
ArchiveRefused = sqlite3.OperationalError  # the file cannot be written to: no permission, no space, locked for too long
_APPLICATION_ID = 0x54414C4B  # "TALK"
_SCHEMA = (Path(__file__).parent / "archive.sql").read_text(encoding="utf-8")
_RUNS = _SCHEMA[
    _SCHEMA.index("CREATE TABLE IF NOT EXISTS runs") :
]  # came later: an older file is given it when written to
_BUSY_SECONDS = 30.0
# a sample that zlib cannot make smaller than this share is kept as it is: PDFs and images are compressed already
_WORTH = 0.95
_SAMPLE = 65536

_COLUMNS = (
    "a.id, a.url, a.final_url, a.status, a.outcome, a.reason, a.headers, a.fetched_at, a.checked_at, a.redirects,"
    " a.layer, a.variant, b.packed, b.data"
)
_KEPT = "url, final_url, status, outcome, reason, headers, body_hash, fetched_at, checked_at, redirects, layer, variant"
_FROM = "FROM attempts a LEFT JOIN bodies b ON b.hash = a.body_hash"
_READABLE = "a.outcome IN ('ok', 'moved')"
_ASKED = "a.url = :url AND (:variant = '' OR a.variant IN (:variant, ''))"
_LAST = f"SELECT max(a.id) FROM attempts a WHERE {_ASKED}"
# version 2 knows variants; what was kept before answers for any
_TO_VERSION_2 = "ALTER TABLE attempts ADD COLUMN variant TEXT NOT NULL DEFAULT ''"
_AS_VERSION_2 = "CREATE TEMP VIEW attempts AS SELECT *, '' AS variant FROM main.attempts"


@dataclass(frozen=True, slots=True)
class Attempt:
    """The last attempt for an address without its body: what a freshness or change check needs."""

    url: str
    outcome: Outcome
    reason: str
    status: int
    body_hash: str  # SHA-256, hex; empty where no body came
    fetched_at: datetime
    checked_at: datetime


@dataclass(frozen=True, slots=True)
class Run:
    """A run that ended: when, whether its corpus was published, and the figures of each site as they were kept."""

    ended_at: datetime
    published: bool
    sites: Mapping[str, Mapping[str, Any]]


class Archive:
    """The SQLite file at `path`. Use it from one thread at a time or several; each call is one transaction.

    `read_only` opens an existing file for looking only. Raises ReadError where the file is no archive, is of a later
    version, or is missing with `read_only`.
    """

    def __init__(self, path: str | Path, read_only: bool = False) -> None:
        self.path = Path(path)
        self.read_only = read_only
        self._lock = threading.RLock()
        self._db = self._open()

    def _open(self) -> sqlite3.Connection:
        if not self.read_only:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        mode = "ro" if self.read_only else "rwc"
        try:
            db = sqlite3.connect(
                f"{self.path.resolve().as_uri()}?mode={mode}",
                uri=True,
                timeout=_BUSY_SECONDS,
                isolation_level=None,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise self._unusable(str(error), "run `talks run` first, or check the path") from None
        try:
            self._prepare(db)
        except sqlite3.DatabaseError as error:
            db.close()
            raise self._unusable(str(error), "restore the file from a backup, or move it away") from None
        except ReadError:
            db.close()
            raise
        return db

    def _prepare(self, db: sqlite3.Connection) -> None:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        if version > SCHEMA_VERSION:
            raise self._unusable(f"version {version}, this program knows {SCHEMA_VERSION}", "update talk-corpus")
        if self.read_only:
            if version == 0:
                raise self._unusable("an empty or foreign database", "run `talks run` first, or check the path")
            if version == 1:
                db.execute(_AS_VERSION_2)
            return
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if tables and not {"attempts", "bodies"} <= tables:
            raise self._unusable("a database of something else", "check the path")
        # WAL: readers never wait for the writer; NORMAL: what is committed survives a killed process
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = NORMAL")
        if version == 0:
            db.executescript(
                f"BEGIN IMMEDIATE;\n{_SCHEMA}\nPRAGMA application_id = {_APPLICATION_ID};\n"
                f"PRAGMA user_version = {SCHEMA_VERSION};\nCOMMIT;"
            )
        elif version == 1:
            self._bring_up(db)
        if "runs" not in tables:
            db.executescript(_RUNS)

    def _bring_up(self, db: sqlite3.Connection) -> None:
        """A file of version 1 becomes one of version 2, with all its answers."""
        db.execute("BEGIN IMMEDIATE")
        try:
            # another process may have done it while this one waited
            if db.execute("PRAGMA user_version").fetchone()[0] == 1:
                db.execute(_TO_VERSION_2)
                db.execute("PRAGMA user_version = 2")
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def _unusable(self, value: str, remedy: str) -> ReadError:
        return ReadError(one_line(str(self.path), "must be an archive of web answers", value, remedy))

    def close(self) -> None:
        """Close the file; a second call does nothing."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def put(self, answer: Answer) -> None:
        """Keep one attempt and, once by content, its body."""
        digest = answer.body_hash if answer.body else None
        packed, data = _pack(answer.body) if answer.body else (0, b"")
        with self._writing() as db:
            if digest is not None:
                db.execute(
                    "INSERT INTO bodies (hash, size, packed, data) VALUES (?, ?, ?, ?) ON CONFLICT (hash) DO NOTHING",
                    (digest, len(answer.body), packed, data),
                )
            db.execute(
                f"INSERT INTO attempts ({_KEPT}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    request_url(answer.url),
                    answer.final_url,
                    answer.status,
                    answer.outcome.value,
                    answer.reason,
                    json.dumps(dict(answer.headers), ensure_ascii=False),
                    digest,
                    _to_text(answer.fetched_at),
                    _to_text(answer.checked_at),
                    json.dumps(list(answer.redirects)),
                    answer.layer,
                    answer.variant,
                ),
            )

    def put_refusal(self, answer: Answer) -> None:
        """Keep that `answer.url` was not asked for, and why; where the last attempt says the same, only its time moves."""
        last = self.latest(answer.url, answer.variant)
        said = (answer.outcome, answer.reason, answer.final_url)
        if last is None or last.body or (last.outcome, last.reason, last.final_url) != said:
            self.put(answer)
            return
        with self._writing() as db:
            db.execute(
                f"UPDATE attempts SET checked_at = :moment WHERE id = ({_LAST})",
                {**_named(answer.url, answer.variant), "moment": _to_text(answer.checked_at)},
            )

    def confirm(self, url: str, checked_at: datetime, variant: str = "") -> None:
        """The readable answer for `url` still holds (HTTP 304, RFC 9110 section 15.4.5): only `checked_at` moves.

        Where a failed attempt came after it, the answer is put on top again, so that `latest` gives it.
        """
        asked, moment = _named(url, variant), _to_text(checked_at)
        with self._writing() as db:
            last = db.execute(_LAST, asked).fetchone()[0]
            good = db.execute(f"{_LAST} AND {_READABLE}", asked).fetchone()[0]
            if good is None:
                return
            if good == last:
                db.execute("UPDATE attempts SET checked_at = ? WHERE id = ?", (moment, good))
                return
            again = _KEPT.replace("checked_at", "?")
            db.execute(f"INSERT INTO attempts ({_KEPT}) SELECT {again} FROM attempts WHERE id = ?", (moment, good))

    def judge(self, url: str, outcome: Outcome, reason: str, variant: str = "") -> None:
        """A reader found what the last answer for `url` truly is (a 200 that says "gone"): its outcome is put right.

        The body stays; the readable answer before it becomes the latest readable one again.
        """
        with self._writing() as db:
            db.execute(
                f"UPDATE attempts SET outcome = :outcome, reason = :reason WHERE id = ({_LAST})",
                {**_named(url, variant), "outcome": outcome.value, "reason": reason},
            )

    def latest(self, url: str, variant: str = "") -> Answer | None:
        """The last attempt for `url`, whatever came of it; None where it was never asked for."""
        return self._one("", url, variant)

    def latest_readable(self, url: str, variant: str = "") -> Answer | None:
        """The last answer for `url` whose body is the page; None where there never was one."""
        return self._one(f"AND {_READABLE}", url, variant)

    def last_attempt(self, url: str, variant: str = "") -> Attempt | None:
        """What `latest` says, without reading the body."""
        return self._attempt("", url, variant)

    def last_readable_attempt(self, url: str, variant: str = "") -> Attempt | None:
        """What `latest_readable` says, without reading the body; its `body_hash` tells whether the page changed."""
        return self._attempt(f"AND {_READABLE}", url, variant)

    def refused_since(self, url: str, variant: str = "") -> datetime | None:
        """Since when answers for `url` have come whole (2xx, with a body) and been taken for no page; None where the last
        one is no such answer. A wall against robots is not counted: it tells of the asking, not of the page.
        """
        asked = _named(url, variant)
        sql = (
            f"SELECT min(a.fetched_at), max(a.id) = ({_LAST}) FROM attempts a WHERE {_ASKED} AND a.status BETWEEN 200 AND 299"
            " AND a.body_hash IS NOT NULL AND a.outcome NOT IN ('ok', 'moved', 'blocked')"
            f" AND a.id > coalesce(({_LAST} AND {_READABLE}), 0)"
        )
        with self._lock:
            first, is_last = self._db.execute(sql, asked).fetchone()
        return datetime.fromisoformat(first) if is_last else None

    def history(self, url: str) -> list[Answer]:
        """Every attempt for `url`, oldest first."""
        sql = f"SELECT {_COLUMNS} {_FROM} WHERE a.url = ? ORDER BY a.id"
        with self._lock:
            rows = self._db.execute(sql, (request_url(url),)).fetchall()
        return [_answer(row) for row in rows]

    def readable_bodies(self, url: str, variant: str = "") -> list[bytes]:
        """Every body that ever was the page at `url`, each once, the newest first: a feed drops what a corpus keeps."""
        sql = (
            "SELECT b.packed, b.data FROM bodies b JOIN (SELECT a.body_hash, max(a.id) AS last FROM attempts a"
            f" WHERE {_ASKED} AND {_READABLE} GROUP BY a.body_hash) l ON l.body_hash = b.hash ORDER BY l.last DESC"
        )
        with self._lock:
            rows = self._db.execute(sql, _named(url, variant)).fetchall()
        return [_unpack(packed, data) for packed, data in rows]

    def counts(self) -> Mapping[str, int]:
        """How many addresses stand at each outcome by their last attempt."""
        sql = (
            "SELECT outcome, count(*) FROM attempts WHERE id IN (SELECT max(id) FROM attempts WHERE layer <> 'robots' GROUP BY url)"
            " GROUP BY outcome ORDER BY outcome"
        )
        with self._lock:
            return dict(self._db.execute(sql).fetchall())

    def put_run(self, run: Run) -> None:
        """Keep how a run ended."""
        with self._writing() as db:
            db.execute(
                "INSERT INTO runs (ended_at, published, sites) VALUES (?, ?, ?)",
                (_to_text(run.ended_at), int(run.published), json.dumps(run.sites, ensure_ascii=False)),
            )

    def runs(self, limit: int) -> list[Run]:
        """The last `limit` runs, the newest first; none where the file is of before runs were kept."""
        sql = "SELECT ended_at, published, sites FROM runs ORDER BY id DESC LIMIT ?"
        with self._lock:
            if not self._db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'runs'").fetchone():
                return []
            rows = self._db.execute(sql, (limit,)).fetchall()
        return [
            Run(datetime.fromisoformat(ended), bool(published), json.loads(sites)) for ended, published, sites in rows
        ]

    def _one(self, condition: str, url: str, variant: str) -> Answer | None:
        sql = f"SELECT {_COLUMNS} {_FROM} WHERE {_ASKED} {condition} ORDER BY a.id DESC LIMIT 1"
        with self._lock:
            row = self._db.execute(sql, _named(url, variant)).fetchone()
        return _answer(row) if row else None

    def _attempt(self, condition: str, url: str, variant: str) -> Attempt | None:
        sql = (
            "SELECT a.url, a.outcome, a.reason, a.status, a.body_hash, a.fetched_at, a.checked_at FROM attempts a"
            f" WHERE {_ASKED} {condition} ORDER BY a.id DESC LIMIT 1"
        )
        with self._lock:
            row = self._db.execute(sql, _named(url, variant)).fetchone()
        if row is None:
            return None
        asked, outcome, reason, status, digest, fetched, checked = row
        return Attempt(
            asked,
            Outcome(outcome),
            reason,
            status,
            digest or "",
            datetime.fromisoformat(fetched),
            datetime.fromisoformat(checked),
        )


def _named(url: str, variant: str) -> dict[str, str]:
    """What `_ASKED` is given."""
    return {"url": request_url(url), "variant": variant}


def _pack(body: bytes) -> tuple[int, bytes]:
    """(1, zlib) or, where that gains nothing, (0, as is)."""
    sample = body[:_SAMPLE]
    if len(zlib.compress(sample, 1)) > len(sample) * _WORTH:
        return 0, body
    return 1, zlib.compress(body, 6)


def _unpack(packed: object, data: object) -> bytes:
    body = data if isinstance(data, bytes) else b""
    return zlib.decompress(body) if packed else body


def _to_text(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _answer(row: tuple[object, ...]) -> Answer:
    _, url, final, status, outcome, reason, headers, fetched, checked, redirects, layer, variant, packed, data = row
    return Answer(
        url=str(url),
        final_url=str(final),
        status=int(str(status)),
        outcome=Outcome(str(outcome)),
        reason=str(reason),
        headers=json.loads(str(headers)),
        body=_unpack(packed, data),
        fetched_at=datetime.fromisoformat(str(fetched)),
        checked_at=datetime.fromisoformat(str(checked)),
        redirects=tuple(json.loads(str(redirects))),
        layer=str(layer),
        variant=str(variant),
    )
