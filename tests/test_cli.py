"""`talks ...` as a person or a script uses it: contracts 2, 3 and 6 of the design."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import main
from pipeline.stages.workspace import Workspace
from tests.assets.test_run import POST


def talks(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(a) for a in arguments])


@pytest.fixture
def post(tmp_path: Path) -> Path:
    path = tmp_path / "spring.md"
    path.write_text(POST, encoding="utf-8")
    return path


def test_read_prints_one_object_a_report_in_the_shape_of_the_labels(post: Path) -> None:
    result = talks("read", post, "--json")
    assert result.exit_code == 0, result.output
    (line,) = result.stdout.splitlines()
    read = json.loads(line)
    assert read["file"] == str(post)
    assert read["kind"] == "report"
    assert read["event"]["url"] == "https://handa.connpass.com/event/990001/"
    assert [talk["title"] for talk in read["talks"]] == ["はんだ付けの科学", "真空管アンプを鳴らす"]
    assert set(read) >= {"file", "kind", "language", "event", "talks", "recordings", "next_event", "remarks"}


def test_a_file_that_cannot_be_read_is_one_line_and_does_not_stop_the_others(post: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.md"
    result = talks("read", missing, post, "--json")
    assert result.exit_code == 1
    assert len(result.stdout.splitlines()) == 1
    (line,) = result.stderr.splitlines()
    assert str(missing) in line


def test_explain_shows_the_lines_and_the_rule(post: Path) -> None:
    result = talks("read", post, "--explain")
    assert result.exit_code == 0, result.output
    assert "はんだ付けの科学" in result.stdout
    assert "line" in result.stdout


def test_search_prints_hits_as_json(demo: Workspace) -> None:
    result = talks("search", "Livebook", "--data", demo.paths.root, "--json", "--limit", "2")
    assert result.exit_code == 0, result.output
    hits = json.loads(result.stdout)
    assert 1 <= len(hits) <= 2
    assert set(hits[0]) == {"talk_id", "title", "event", "date", "speakers", "url", "score", "matches"}
    assert set(hits[0]["matches"][0]) == {"kind", "text", "url", "words"}


@pytest.mark.parametrize("mode", ["hybrid", "words", "meaning"])
def test_search_knows_three_modes(demo: Workspace, mode: str) -> None:
    assert talks("search", "Livebook", "--data", demo.paths.root, "--mode", mode).exit_code == 0


def test_searching_without_a_corpus_says_what_to_run(tmp_path: Path) -> None:
    result = talks("search", "Livebook", "--data", tmp_path)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "talks run" in line


def test_running_without_a_source_says_what_to_add(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text("", encoding="utf-8")
    result = talks("run", "--data", tmp_path)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "[[source]]" in line


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "corpus.toml").write_text("[crawl]\nspeed = 1\n", encoding="utf-8")
    result = talks("run", "--data", tmp_path)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert "[crawl] speed" in line
