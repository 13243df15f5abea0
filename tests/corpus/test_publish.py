"""Swapping a corpus in; nothing that ends a build at any point may cost the old one."""

import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.corpus.build import build_corpus
from pipeline.corpus.checks import check_corpus
from pipeline.corpus.open import open_corpus
from pipeline.corpus.publish import publish
from pipeline.errors import BuildError

Parts = Callable[..., Path]

# A builder that is killed, as by `kill -9`, when it comes to a named point: the Nth call of a function.
DOOMED = """
import os, signal, sys
from pathlib import Path
from pipeline.corpus import build, publish

parts, published, module, function, count = sys.argv[1:]
owner = {"build": build, "publish": publish, "os": os, "Path": Path}[module]
kept, left = getattr(owner, function), int(count)

def deadly(*args, **kwargs):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return kept(*args, **kwargs)

setattr(owner, function, deadly)
new = Path(published + ".new")
build.build_corpus(Path(parts), new)
publish.publish(new, Path(published))
"""


def doomed(parts: Path, published: Path, module: str, function: str, count: int) -> int:
    """Run the builder until its end; the exit status."""
    command = [sys.executable, "-c", DOOMED, str(parts), str(published), module, function, str(count)]
    return subprocess.run(command, check=False, capture_output=True).returncode


def talks_in(path: Path) -> int:
    with open_corpus(path) as corpus:
        return int(corpus.cursor().execute("SELECT count(*) FROM talk_cards").fetchone()[0])


@pytest.mark.parametrize(
    ("module", "function", "count"),
    [
        ("build", "_fill_table", 0),  # the draft is there, empty
        ("build", "_fill_table", 7),  # half of the tables are filled
        ("build", "define_views", 0),  # all tables, nothing checkpointed
        ("build", "sync_file", 0),  # whole, but still a draft
        ("Path", "replace", 0),  # before the draft becomes the new file
        ("Path", "chmod", 0),  # the new file is whole, publishing begins
        ("os", "fsync", 2),  # of the new file
        ("Path", "replace", 1),  # one step before the swap
    ],
)
def test_a_build_that_is_killed_leaves_the_old_corpus_whole_and_the_next_one_succeeds(
    parts: Parts, tmp_path: Path, module: str, function: str, count: int
) -> None:
    published = tmp_path / "data" / "talks.duckdb"
    build_corpus(parts(2), Path(f"{published}.new"))
    publish(Path(f"{published}.new"), published)
    before = published.read_bytes()

    assert doomed(parts(5), published, module, function, count) == -signal.SIGKILL

    assert published.read_bytes() == before
    assert talks_in(published) == 2
    build_corpus(parts(5), Path(f"{published}.new"))
    assert all(result.passed for result in check_corpus(Path(f"{published}.new"), published))
    publish(Path(f"{published}.new"), published)
    assert talks_in(published) == 5
    assert sorted(p.name for p in published.parent.iterdir()) == ["talks-build.lock", "talks.duckdb"]


def test_a_builder_killed_after_the_swap_has_published(parts: Parts, tmp_path: Path) -> None:
    published = tmp_path / "data" / "talks.duckdb"
    assert doomed(parts(5), published, "publish", "sweep", 0) == -signal.SIGKILL
    assert talks_in(published) == 5


def test_the_published_file_is_for_reading_only(built: Path) -> None:
    published = built.with_suffix("")
    publish(built, published)
    assert stat.S_IMODE(published.stat().st_mode) == 0o444
    assert not built.exists()


def test_a_log_that_an_intruder_left_is_not_merged_into_the_new_file(built: Path, parts: Parts) -> None:
    published = built.with_suffix("")
    publish(built, published)
    Path(f"{published}.wal").write_bytes(b"left by somebody who wrote to the old file")
    build_corpus(parts(3), built)
    publish(built, published)
    assert not Path(f"{published}.wal").exists()
    assert talks_in(published) == 3


def test_a_new_file_with_a_log_of_its_own_is_settled_first(built: Path) -> None:
    code = (
        "import duckdb, os, signal, sys\n"
        "c = duckdb.connect(sys.argv[1])\n"
        "c.execute(\"UPDATE talks SET title = 'Changed late'\")\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(built)], check=False)
    assert Path(f"{built}.wal").exists()
    published = built.with_suffix("")
    publish(built, published)
    with duckdb.connect(str(published), read_only=True) as client:
        assert client.execute("SELECT DISTINCT title FROM talks").fetchall() == [("Changed late",)]


def test_nothing_to_publish_is_told(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="must be a built corpus"):
        publish(tmp_path / "talks.duckdb.new", tmp_path / "talks.duckdb")


def test_publishing_across_folders_is_refused(built: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="must lie beside what it replaces"):
        publish(built, tmp_path / "elsewhere" / "talks.duckdb")


def test_what_others_keep_beside_the_corpus_stays(built: Path) -> None:
    published = built.with_suffix("")
    bystander = published.with_name("talks.duckdb-notes.txt")
    bystander.write_text("mine")
    (published.parent / "talks.duckdb.new.77.draft").write_text("of a killed build")
    publish(built, published)
    assert sorted(p.name for p in published.parent.iterdir()) == [
        "talks-build.lock",
        "talks.duckdb",
        "talks.duckdb-notes.txt",
    ]
