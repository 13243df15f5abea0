"""Reading the published file, also while a new one takes its place."""

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.corpus import ddl, schema
from pipeline.corpus.build import build_corpus
from pipeline.corpus.open import open_corpus
from pipeline.corpus.publish import publish
from pipeline.errors import NoCorpusError

Parts = Callable[..., Path]


@pytest.fixture
def published(built: Path) -> Path:
    path = built.with_suffix("")
    publish(built, path)
    return path


def republish(parts: Parts, published: Path, talks: int) -> None:
    new = Path(f"{published}.new")

    def name_the_build(tables: dict[str, list[dict[str, object]]]) -> None:
        tables["builds"][0]["build_id"] = f"build of {talks}"

    build_corpus(parts(talks, name_the_build), new)
    publish(new, published)


def count(cursor: duckdb.DuckDBPyConnection) -> int:
    return int(cursor.execute("SELECT count(*) FROM talks").fetchone()[0])


def test_a_cursor_stands_in_the_corpus(published: Path) -> None:
    with open_corpus(published) as corpus:
        assert count(corpus.cursor()) == 2
        assert corpus.cursor().execute("SELECT count(*) FROM talk_cards").fetchone() == (2,)
        assert corpus.build_id == "20260301T120000Z"


def test_a_file_that_is_replaced_under_a_live_reader_is_noticed(parts: Parts, published: Path) -> None:
    with open_corpus(published) as corpus:
        old = corpus.cursor()
        republish(parts, published, talks=5)
        assert count(corpus.cursor()) == 5
        assert corpus.build_id == "build of 5"
        assert count(old) == 2, "a cursor stays on the file on which it began"


def test_nobody_can_write_through_a_reader(published: Path) -> None:
    with open_corpus(published) as corpus, pytest.raises(duckdb.InvalidInputException, match="read-only"):
        corpus.cursor().execute("DELETE FROM talks")


def test_many_threads_read_while_files_are_replaced(parts: Parts, published: Path) -> None:
    sizes = {2, 3, 4}
    seen: set[int] = set()
    wrong: list[object] = []
    done = threading.Event()
    with open_corpus(published) as corpus:

        def read() -> None:
            while not done.is_set():
                try:
                    cursor = corpus.cursor()
                    talks, passages = cursor.execute(
                        "SELECT (SELECT count(*) FROM talks), (SELECT count(*) FROM passages)"
                    ).fetchone()
                except duckdb.Error as error:
                    wrong.append(error)
                    return
                seen.add(talks)
                if talks not in sizes or talks != passages:
                    wrong.append((talks, passages))

        readers = [threading.Thread(target=read) for _ in range(4)]
        for reader in readers:
            reader.start()
        for talks in (3, 2, 4):
            republish(parts, published, talks)
        done.set()
        for reader in readers:
            reader.join()
        assert not wrong
        assert count(corpus.cursor()) == 4 and len(seen) > 1


def test_asking_whether_the_file_is_fresh_costs_microseconds(published: Path) -> None:
    with open_corpus(published) as corpus:
        began = time.process_time()
        for _ in range(1000):
            assert corpus.build_id
        # 3 µs here; the bound only tells a stat from an ATTACH, which takes 10 ms
        assert (time.process_time() - began) / 1000 < 0.0005


def test_a_closed_corpus_opens_again_when_it_is_used(published: Path) -> None:
    corpus = open_corpus(published)
    corpus.close()
    assert count(corpus.cursor()) == 2
    corpus.close()


def test_no_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(NoCorpusError, match=r"there must be a corpus \(found 'no file'\); run `talks run`"):
        open_corpus(tmp_path / "talks.duckdb")


def test_a_file_that_vanishes_is_told_and_its_return_noticed(published: Path, tmp_path: Path) -> None:
    with open_corpus(published) as corpus:
        aside = tmp_path / "aside"
        shutil.move(published, aside)
        with pytest.raises(NoCorpusError):
            corpus.cursor()
        shutil.move(aside, published)
        assert count(corpus.cursor()) == 2


@pytest.mark.parametrize("content", [b"", b"not a database, but a letter", b"\0" * 20000])
def test_a_file_that_is_no_database_is_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "talks.duckdb"
    path.write_bytes(content)
    with pytest.raises(NoCorpusError) as error:
        open_corpus(path)
    assert "\n" not in str(error.value) and "run `talks run` to build it" in str(error.value)


def test_another_database_is_not_taken_for_a_corpus(tmp_path: Path) -> None:
    path = tmp_path / "talks.duckdb"
    with duckdb.connect(str(path)) as other:
        other.execute("CREATE TABLE cakes (name VARCHAR)")
    with pytest.raises(NoCorpusError, match="another database"):
        open_corpus(path)


def test_a_corpus_of_a_newer_schema_asks_for_an_upgrade(parts: Parts, tmp_path: Path) -> None:
    newer = schema.SCHEMA_VERSION + 1
    path = tmp_path / "talks.duckdb"
    build_corpus(parts(change=lambda tables: tables["builds"][0].update(schema_version=newer)), path)
    with pytest.raises(NoCorpusError, match=rf"found 'version {newer}, .*upgrade talk-corpus"):
        open_corpus(path)


def test_a_corpus_of_an_older_schema_asks_for_a_new_build(built: Path) -> None:
    with duckdb.connect() as editor:
        editor.execute(f"ATTACH {ddl.quote(str(built))} AS c")
        editor.execute("ALTER TABLE c.builds DROP COLUMN schema_version")
    with pytest.raises(NoCorpusError, match=r"version 0, written by talk-corpus an older version.*talks run"):
        open_corpus(built)
