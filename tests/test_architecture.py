"""The rooms keep apart as docs/architecture.md says: who may import whom, and what stays pure."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = {
    "web": set(),
    "sites": {"web"},
    "reports": {"web"},
    "corpus": {"web", "sites", "reports"},
    "search": {"web", "corpus", "reports"},
    "stages": {"web", "sites", "reports", "corpus", "search"},
    "assets": {"corpus", "stages"},
}
COMMON = {"errors", "paths", "config"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(folder: str) -> list[Path]:
    return sorted((ROOT / folder).rglob("*.py"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_the_rooms_before_it(room: str) -> None:
    allowed = ROOMS[room] | COMMON | {room}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(f"pipeline/{room}")
        for name in imports(path)
        if name.startswith("pipeline.") and name.split(".")[1] not in allowed
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("library", "where"),
    [
        ("dagster", ("pipeline/assets", "pipeline/definitions.py", "pipeline/headless.py")),
        ("streamlit", ("app",)),
        ("sentence_transformers", ("pipeline/search/embedding",)),
        ("torch", ("pipeline/search/training/loop.py",)),
        ("httpx", ("pipeline/web",)),
        ("sqlite3", ("pipeline/web",)),
    ],
)
def test_a_library_is_imported_only_where_it_belongs(library: str, where: tuple[str, ...]) -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for folder in ("pipeline", "app")
        for path in modules(folder)
        if any(name.split(".")[0] == library for name in imports(path))
        and not str(path.relative_to(ROOT)).startswith(where)
    ]
    assert wrong == []


def test_nothing_that_runs_for_a_user_imports_the_training() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for folder in ("pipeline", "app")
        for path in modules(folder)
        if not str(path.relative_to(ROOT)).startswith("pipeline/search/training")
        and any(name.startswith("pipeline.search.training") for name in imports(path))
    ]
    assert wrong == []


@pytest.mark.parametrize("room", ["sites", "reports"])
def test_what_reads_is_pure(room: str) -> None:
    impure = {"httpx", "sqlite3", "duckdb", "socket", "time", "random", "asyncio", "urllib.request", "requests"}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(f"pipeline/{room}")
        for name in imports(path)
        if name in impure or name.split(".")[0] in impure
    ]
    assert wrong == []


def test_every_module_says_what_belongs_in_it() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for folder in ("pipeline", "app", "benchmarks")
        for path in modules(folder)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert silent == []
