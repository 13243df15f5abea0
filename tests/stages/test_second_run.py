"""A second run with nothing changed does no work twice: posts are not understood again, texts not embedded again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Crawl, FilesSource, Settings
from pipeline.headless import run_job
from pipeline.paths import DataPaths
from pipeline.search import vectors
from pipeline.stages import posts as stage
from pipeline.stages.progress import Progress
from pipeline.stages.workspace import Workspace
from tests.assets.test_run import POST


class Counted:
    """What was done in one run."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.understood: list[str] = []
        self.embedded: list[str] = []
        understand, encoder = stage.understand, vectors._encoder

        def understanding(source: Any) -> Any:
            self.understood.append(source.name)
            return understand(source)

        def encoding(*given: Any) -> Any:
            encode = encoder(*given)

            def counting(texts: Any) -> Any:
                self.embedded.extend("\n".join(fields) for fields in texts)
                return encode(texts)

            return counting

        patch.setattr(stage, "understand", understanding)
        patch.setattr(vectors, "_encoder", encoding)

    def forget(self) -> None:
        self.understood.clear()
        self.embedded.clear()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Counted:
    return Counted(monkeypatch)


def run(root: Path) -> None:
    (root / "no-web").mkdir(exist_ok=True)
    (root / "no-web" / "manifest.toml").touch()
    source = FilesSource(kind="files", name="posts", path=root / "posts", url="https://qiita.com/handa/items/{id}")
    settings = Settings(crawl=Crawl(replay=root / "no-web"), source=(source,))
    run_job(Workspace(DataPaths(root / "data"), settings, Progress()))


def write(root: Path, name: str, text: str) -> None:
    (root / "posts").mkdir(exist_ok=True)
    (root / "posts" / name).write_text(text, encoding="utf-8")


def test_nothing_is_understood_or_embedded_twice(tmp_path: Path, counted: Counted) -> None:
    write(tmp_path, "spring.md", POST)
    write(tmp_path, "other.md", "# もくもく会\n\n静かな一日でした。\n")
    run(tmp_path)
    assert sorted(counted.understood) == ["other.md", "spring.md"]
    assert counted.embedded
    counted.forget()
    run(tmp_path)
    assert (counted.understood, counted.embedded) == ([], [])


def test_only_what_changed_is_done_again(tmp_path: Path, counted: Counted) -> None:
    other = POST.replace("0123456789abcdef0123", "3210fedcba9876543210").replace("990001", "990002")
    write(tmp_path, "spring.md", POST)
    write(tmp_path, "other.md", other)
    run(tmp_path)
    counted.forget()
    write(tmp_path, "other.md", other.replace("はんだ付けの科学", "基板を焼く").replace("soldering", "boards"))
    run(tmp_path)
    assert counted.understood == ["other.md"]
    assert any("基板を焼く" in text for text in counted.embedded)
    assert not any("はんだ付けの科学" in text for text in counted.embedded)
