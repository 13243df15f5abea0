"""The whole job over the demo's recorded web: what it publishes, what a second run spares, what a crash leaves."""

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.config import FilesSource, Settings
from pipeline.corpus.open import open_corpus
from pipeline.corpus.schema import TABLES
from pipeline.errors import BuildError
from pipeline.headless import run_job
from pipeline.paths import DataPaths
from pipeline.search.search import Searcher
from pipeline.stages.progress import Progress
from pipeline.stages.workspace import Workspace

POST = """---
title: 春の電子工作LT会 レポート
id: 0123456789abcdef0123
---
2024/4/6(土)に「[春の電子工作LT会](https://handa.connpass.com/event/990001/)」が開催されました。この記事はそのレポートです。

## 1. [はんだ付けの科学](https://speakerdeck.com/handa_san/soldering)

@handa_san さん

## 2. [真空管アンプを鳴らす](https://speakerdeck.com/tube_amp/sound)

@tube_amp さん
"""


def workspace(root: Path, posts: Path) -> Workspace:
    source = FilesSource(kind="files", name="posts", path=posts, url="https://qiita.com/handa/items/{id}")
    crawl = Settings().crawl.model_copy(update={"replay": posts / "no-web"})
    (posts / "no-web").mkdir(exist_ok=True)
    (posts / "no-web" / "manifest.toml").touch()
    return Workspace(DataPaths(root), Settings(crawl=crawl, source=(source,)), Progress())


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "spring.md").write_text(POST, encoding="utf-8")
    return folder


def count(path: Path, table: str) -> int:
    with duckdb.connect(str(path), read_only=True) as connection:
        (rows,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() or (0,)
        return int(rows)


def test_the_demo_gives_twelve_talks_or_more_at_three_events(demo: Workspace) -> None:
    assert count(demo.paths.corpus, "talks") >= 12
    assert count(demo.paths.corpus, "events") == 3


def test_every_table_is_in_the_published_file(demo: Workspace) -> None:
    for table in TABLES:
        count(demo.paths.corpus, table)
    assert count(demo.paths.corpus, "builds") == 1


def test_every_post_is_accounted_for(demo: Workspace) -> None:
    found = {state.source_name: state.item_count for state in demo.sources() if state.kind != "post"}
    lost = sum(state.kind == "post" for state in demo.sources())
    assert found
    assert count(demo.paths.corpus, "reports") + lost == sum(found.values())


def test_the_second_run_asks_conditionally_and_publishes_the_same_talks(demo: Workspace, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(demo.paths.root, copy)
    settings = demo.settings.model_copy(update={"crawl": demo.settings.crawl.model_copy(update={"recheck_hours": 0.0})})
    entries = Counter[bool]()

    class Counting(Progress):
        def fetched(self, entry):  # type: ignore[no-untyped-def]
            entries[entry.from_archive] += 1

    run_job(Workspace(DataPaths(copy), settings, Counting()))
    assert entries[True] > 0
    ids = "SELECT talk_id FROM talks ORDER BY 1"
    with duckdb.connect(str(demo.paths.corpus), read_only=True) as before:
        old = before.execute(ids).fetchall()
    with duckdb.connect(str(copy / "talks.duckdb"), read_only=True) as after:
        assert after.execute(ids).fetchall() == old


def test_everything_but_the_archive_can_be_deleted_and_comes_back(demo: Workspace, tmp_path: Path) -> None:
    again = DataPaths(tmp_path / "again")
    again.root.mkdir()
    shutil.copy(demo.paths.archive, again.archive)
    settings = demo.settings.model_copy(
        update={"crawl": demo.settings.crawl.model_copy(update={"replay": _empty_web(tmp_path), "recheck_hours": 0.0})}
    )
    run_job(Workspace(again, settings, Progress()))
    assert count(again.corpus, "talks") == count(demo.paths.corpus, "talks")
    assert count(again.corpus, "material_pages") == count(demo.paths.corpus, "material_pages")


def _empty_web(tmp_path: Path) -> Path:
    """A web on which every page has died."""
    folder = tmp_path / "dead-web"
    folder.mkdir()
    (folder / "manifest.toml").touch()
    return folder


def test_a_folder_of_posts_becomes_a_corpus(tmp_path: Path, posts: Path) -> None:
    made = workspace(tmp_path / "data", posts)
    run_job(made)
    with duckdb.connect(str(made.paths.corpus), read_only=True) as connection:
        titles = connection.execute("SELECT title FROM talks ORDER BY position").fetchall()
        (report,) = connection.execute("SELECT report_id, url FROM reports").fetchall()
    assert titles == [("はんだ付けの科学",), ("真空管アンプを鳴らす",)]
    assert report == ("qiita:0123456789abcdef0123", "https://qiita.com/handa/items/0123456789abcdef0123")


def test_a_file_that_cannot_be_read_is_accounted_for_and_stops_nothing(tmp_path: Path, posts: Path) -> None:
    (posts / "empty.md").write_bytes(b"")
    (posts / "link-free.md").write_text("# 何もない日\n\nリンクも発表もない。\n", encoding="utf-8")
    (posts / "broken.md").write_text("---\ntitle: [unclosed\n---\n本文です。\n", encoding="utf-8")
    made = workspace(tmp_path / "data", posts)
    run_job(made)
    with duckdb.connect(str(made.paths.corpus), read_only=True) as connection:
        lost = connection.execute(
            "SELECT source_id, status, status_reason FROM sources WHERE status <> 'ok'"
        ).fetchall()
    assert [(source_id, status) for source_id, status, _ in lost] == [("posts:empty.md", "error")]
    assert any("empty.md" in line for line in made.progress.problems)
    assert count(made.paths.corpus, "reports") == 3
    assert count(made.paths.corpus, "talks") == 2


def test_a_failed_check_keeps_the_published_corpus(
    tmp_path: Path, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = workspace(tmp_path / "data", posts)
    run_job(made)
    before = made.paths.corpus.read_bytes()
    check = Workspace.check

    def fail_first(self: Workspace):  # type: ignore[no-untyped-def]
        first, *rest = check(self)
        self.checked = [replace(first, passed=False), *rest]
        return self.checked

    monkeypatch.setattr(Workspace, "check", fail_first)
    with pytest.raises(BuildError, match="the published one stays"):
        run_job(workspace(tmp_path / "data", posts))
    assert made.paths.corpus.read_bytes() == before


def test_a_published_corpus_can_be_searched(demo: Workspace) -> None:
    searcher = Searcher(open_corpus(demo.paths.corpus), demo.settings.search)
    assert searcher.search("Livebook", limit=3)
