"""Stage files: what was made once is found again, what was made from other input is not, and half a file never shows."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from pipeline.stages.cache import Cache, code_version


@dataclass(frozen=True)
class Slide:
    number: int
    words: tuple[str, ...]
    shown_at: datetime | None = None


FIRST = Slide(1, ("Nx", "電子回路"), datetime(2022, 11, 10, tzinfo=UTC))


def test_what_was_saved_is_found_by_another_process(tmp_path: Path) -> None:
    Cache(tmp_path / "slides.parquet", Slide).save([("one", "v1", FIRST)])
    assert Cache(tmp_path / "slides.parquet", Slide).get("one", "v1") == FIRST


def test_another_fingerprint_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "slides.parquet", Slide)
    cache.save([("one", "v1", FIRST)])
    assert cache.get("one", "v2") is None
    assert cache.get("two", "v1") is None


def test_what_is_not_saved_again_is_forgotten(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "slides.parquet", Slide)
    cache.save([("one", "v1", FIRST)])
    cache.save([("two", "v1", Slide(2, ()))])
    assert Cache(tmp_path / "slides.parquet", Slide).values() == [Slide(2, ())]


def test_a_broken_file_counts_as_empty(tmp_path: Path) -> None:
    path = tmp_path / "slides.parquet"
    path.write_bytes(b"PAR1 and then the power went")
    assert Cache(path, Slide).values() == []


def test_a_value_of_an_older_shape_is_made_again(tmp_path: Path) -> None:
    path = tmp_path / "slides.parquet"
    Cache(path, Slide).save([("one", "v1", FIRST)])

    @dataclass(frozen=True)
    class Wider:
        number: int
        title: str

    assert Cache(path, Wider).get("one", "v1") is None


def test_saving_the_same_again_leaves_the_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "slides.parquet"
    Cache(path, Slide).save([("one", "v1", FIRST)])
    before = path.stat().st_mtime_ns
    Cache(path, Slide).save([("one", "v1", FIRST)])
    assert path.stat().st_mtime_ns == before


def test_the_version_of_code_changes_with_any_of_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("x = 1")
    (tmp_path / "__pycache__").mkdir()
    before = code_version(tmp_path)
    (tmp_path / "__pycache__" / "a.pyc").write_bytes(b"compiled")
    assert code_version(tmp_path) == before
    (tmp_path / "b.json").write_text("{}")
    assert code_version(tmp_path) != before
