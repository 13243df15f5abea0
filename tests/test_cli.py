"""`talks ...` as a person or a script uses it: contracts 2, 3 and 6 of the design."""

import json
import os
import re
import resource
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline import cli
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


def test_a_search_says_why_where_that_is_asked_for(demo: Workspace) -> None:
    query = ("search", "livebok", "--data", demo.paths.root, "--limit", "1", "--recent")
    told = talks(*query, "--explain").output
    assert '"livebok" was read as "livebook"' in told
    assert "for its age" in told
    assert re.search(r"no\. 1 by words", told)
    assert re.search(r"\d\.\d{3} = \d\.\d{3} words \(BM25 \d+\.\d\d\) \+ ", told)
    (hit,) = json.loads(talks(*query, "--explain", "--json").output)
    assert hit["why"]["readings"] == [{"typed": "livebok", "read": "livebook"}]
    (plain,) = json.loads(talks(*query, "--json").output)
    assert "why" not in plain


def test_similar_talks_are_found_by_the_id_that_a_search_gives(demo: Workspace) -> None:
    (hit,) = json.loads(talks("search", "Livebook", "--data", demo.paths.root, "--json", "--limit", "1").output)
    result = talks("similar", hit["talk_id"], "--data", demo.paths.root, "--json", "--limit", "3")
    assert result.exit_code == 0
    found = [other["talk_id"] for other in json.loads(result.output)]
    assert found
    assert hit["talk_id"] not in found


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


SEARCHING = """
import sys
from pipeline.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr)
"""


def test_a_search_is_a_light_command(demo: Workspace) -> None:
    command = [sys.executable, "-c", SEARCHING, "search", "Livebook で画像分類", "--data", str(demo.paths.root)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    heavy = {
        "torch",
        "sentence_transformers",
        "transformers",
        "dagster",
        "streamlit",
        "sklearn",
        "pandas",
        "httpx",
        "bs4",
    }
    assert not loaded & heavy
    # the work itself, whatever else the machine does meanwhile; alone on a core it is the time that a person waits
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 1.0


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("search", ""), 1, "must have a word"),
        (("search", " !!! "), 1, "must have a word"),
        (("search", "Livebook year:soon"), 1, "year: takes"),
        (("search", "Livebook", "--limit", "0"), 2, "not in the range"),
        (("similar", "nobody"), 1, "must be a talk of the corpus"),
        (("search", "Livebook", "--limit", "many"), 2, "not a valid integer"),
        (("search", "Livebook", "--mode", "magic"), 2, "not one of"),
        (("search", "Livebook", "--config", "nowhere.toml"), 2, "must be a settings file"),
        (("bench", "search", "nowhere"), 1, "corpus.jsonl"),
        (("app", "--port", "99999"), 2, "not in the range"),
        (("nonsense",), 2, "No such command"),
        (("read",), 2, "PATH_OR_URL"),
    ],
)
def test_what_cannot_be_done_is_said_and_is_not_zero(
    demo: Workspace, arguments: tuple[str, ...], code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TALKS_DATA", str(demo.paths.root))
    result = talks(*arguments)
    assert result.exit_code == code
    assert says in result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert isinstance(result.exception, SystemExit), "a traceback"


@pytest.mark.parametrize("body", [b"", b"no database at all" * 1000])
def test_a_corpus_that_is_broken_is_one_line(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "talks.duckdb").write_bytes(body)
    result = talks("search", "Livebook", "--data", tmp_path)
    assert result.exit_code == 3
    (line,) = result.stderr.splitlines()
    assert "run `talks run`" in line


@pytest.mark.parametrize("command", [("run",), ("demo",), ("search", "Livebook"), ("app",), ("dev",)])
def test_a_file_where_the_data_folder_should_be_is_one_line(
    tmp_path: Path, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").touch()
    monkeypatch.setenv("TALKS_DATA", str(tmp_path / "data"))
    if command == ("demo",):
        command = ("demo", "--data", str(tmp_path / "data"))
    result = talks(*command)
    assert result.exit_code == 2
    assert "TALKS_DATA: must be a folder" in result.stderr or "is a file" in result.stderr


def test_a_data_folder_that_cannot_be_made_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = talks("demo", "--data", tmp_path / "file" / "data")
    assert result.exit_code == 1
    (line,) = result.stderr.splitlines()
    assert str(tmp_path / "file") in line


def test_an_archive_that_is_no_archive_is_one_line_and_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "archive.sqlite").write_bytes(b"something else" * 1000)
    result = talks("demo", "--data", tmp_path)
    assert result.exit_code == 1
    assert "archive.sqlite: must be an archive" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr
    assert (tmp_path / "archive.sqlite").read_bytes() == b"something else" * 1000


@pytest.mark.parametrize("name", ["folder", "empty.md", "binary.md"])
def test_reading_what_is_no_post_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "empty.md").touch()
    (tmp_path / "binary.md").write_bytes(bytes(range(256)) * 20)
    result = talks("read", tmp_path / name, "--json")
    assert (result.exit_code, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert name in line


@pytest.mark.parametrize(("command", "file"), [("app", "main.py"), ("demo", "corpus.toml"), ("dev", "workspace.yaml")])
def test_a_command_that_needs_the_checkout_says_so(
    tmp_path: Path, command: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "CHECKOUT", tmp_path)
    monkeypatch.setattr(cli, "DEMO", tmp_path / "data" / "demo")
    result = talks(command, "--data", tmp_path)
    assert result.exit_code == 2
    (line,) = result.stderr.splitlines()
    assert file in line
    assert "checkout" in line


def test_a_port_in_use_is_said_by_the_app(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [sys.executable, "-m", "pipeline.cli", "app", "--headless", "--port", port, "--data", str(tmp_path)],
            capture_output=True,
            text=True,
            check=False,
            env=os.environ,
            timeout=60,
        )
    assert done.returncode != 0
    assert f"Port {port} is not available" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
