from __future__ import annotations

import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

from pipeline.search import workers

TEXTS = ["LiveViewでWebサーバーを書く話", "phx.gen.auth と pandas、そして温泉", "", "温泉 温泉 the server", "!?"]
Terms = list[list[tuple[str, bool]]]


def _cut() -> Terms:
    found: Terms = []
    for numbers, lengths, terms in workers.cut_all(TEXTS):
        words = [(terms[number >> 1], bool(number & 1)) for number in numbers.tolist()]
        for length in lengths.tolist():
            found.append(words[:length])
            words = words[length:]
    return found


@pytest.fixture
def alone() -> Terms:
    return _cut()


@pytest.fixture
def shared(alone: Terms, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "TASK", 20)
    monkeypatch.setattr(workers, "MANY", 1)
    monkeypatch.setattr(workers, "_cores", lambda: 2)


@pytest.mark.usefixtures("shared")
def test_processes_that_share_the_work_cut_as_one_does(alone: Terms) -> None:
    assert _cut() == alone


@pytest.mark.usefixtures("shared")
def test_the_callers_script_is_not_run_again(alone: Terms, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "app.py"
    script.write_text("raise SystemExit('run again')")
    main = ModuleType("__main__")
    main.__file__ = str(script)
    monkeypatch.setitem(sys.modules, "__main__", main)
    assert _cut() == alone


@pytest.mark.usefixtures("shared")
def test_the_share_of_a_process_that_dies_is_cut_all_the_same(
    alone: Terms, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(sys, "executable", "false")
    with caplog.at_level(logging.WARNING):
        assert _cut() == alone
    assert "ended early" in caplog.text
