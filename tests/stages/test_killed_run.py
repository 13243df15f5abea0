"""`kill -9` of a whole `talks run`, wherever it has come to: the old corpus stays whole, what was fetched is kept."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from pipeline.paths import CHECKOUT, DataPaths
from pipeline.stages.workspace import Workspace

# `talks run` itself, but that it says on stdout when it comes to a named method of a class, and waits there to be killed
DOOMED = """
import importlib, sys, time
from pipeline.cli import main

module, owner, method, count, *arguments = sys.argv[1:]
kind = getattr(importlib.import_module(module), owner)
kept, left = getattr(kind, method), int(count)

def waiting(*args, **kwargs):
    global left
    left -= 1
    if left < 0:
        print("here", flush=True)
        time.sleep(60)
    return kept(*args, **kwargs)

setattr(kind, method, waiting)
main(["run", *arguments])
"""

# what a build is made of, point by point, is killed in tests/corpus/test_publish.py
PLACES = {  # a stage, and the Nth call of a method in the midst of it
    "reading reports": ("pipeline.stages.cache", "Cache", "save", 2),
    "fetching materials": ("pipeline.web.archive", "Archive", "put", 20),
    "building": ("pipeline.stages.workspace", "Workspace", "build", 0),
}


def run_until(data: Path, place: tuple[str, str, str, int]) -> int:
    """Start `talks run` on the demo's recorded web, kill it where it says that it is; the exit status."""
    module, owner, method, count = place
    arguments = ["--config", str(CHECKOUT / "data" / "demo" / "corpus.toml"), "--data", str(data)]
    command = [sys.executable, "-c", DOOMED, module, owner, method, str(count), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=os.environ) as running:
        assert running.stdout is not None
        assert running.stdout.readline() == b"here\n", "it never came to the place"
        running.send_signal(signal.SIGKILL)
        return running.wait()


def attempts(archive: Path) -> dict[str, int]:
    """How often each address was asked for, as the archive tells."""
    with closing(sqlite3.connect(archive)) as db:
        return dict(db.execute("SELECT url, count(*) FROM attempts WHERE outcome <> 'robots' GROUP BY url"))


@pytest.mark.slow
@pytest.mark.parametrize("place", PLACES)
def test_a_killed_run_leaves_the_old_corpus_and_the_next_one_goes_on(
    demo: Workspace, tmp_path: Path, place: str
) -> None:
    paths = DataPaths(tmp_path / "data")
    paths.root.mkdir()
    # an old corpus, as published, beside an empty archive: everything is to be done anew
    shutil.copy2(demo.paths.corpus, paths.corpus)
    before = paths.corpus.read_bytes()
    assert run_until(paths.root, PLACES[place]) == -signal.SIGKILL
    assert paths.corpus.read_bytes() == before
    with duckdb.connect(str(paths.corpus), read_only=True) as old:
        assert old.execute("SELECT count(*) FROM talks").fetchall()[0][0] >= 12
    kept = attempts(paths.archive)
    assert kept
    finished = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "run", "--config", CHECKOUT / "data" / "demo" / "corpus.toml"],
        env=os.environ | {"TALKS_DATA": str(paths.root)},
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert finished.returncode == 0, finished.stderr
    after = attempts(paths.archive)
    assert {url: after[url] for url in kept} == kept, "what was archived was asked for again"
    assert paths.corpus.read_bytes() != before
    with duckdb.connect(str(paths.corpus), read_only=True) as new:
        rows = new.execute("SELECT talk_id FROM talks ORDER BY 1").fetchall()
    with duckdb.connect(str(demo.paths.corpus), read_only=True) as whole:
        assert rows == whole.execute("SELECT talk_id FROM talks ORDER BY 1").fetchall()
    assert not list(paths.root.glob("talks.duckdb.*"))


@pytest.mark.slow
def test_a_second_run_beside_the_first_is_refused_in_one_line(tmp_path: Path) -> None:
    from pipeline.corpus.lock import one_builder

    with one_builder(tmp_path):
        second = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "demo", "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert second.returncode == 1
    (line,) = second.stderr.splitlines()
    assert "one build at a time" in line
    assert str(os.getpid()) in line
