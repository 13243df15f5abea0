"""The files a user edits say what is true: every key, its default, and examples that load."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from pipeline.config import KINDS, Crawl, Schedule, Search, Settings, load_settings
from pipeline.corpus.corrections import Corrections, load_corrections
from pipeline.paths import CHECKOUT

DATA = CHECKOUT / "data"
TABLES: dict[str, type[BaseModel]] = {"crawl": Crawl, "search": Search, "schedule": Schedule}


def uncommented(path: Path) -> str:
    """The template with its single-# lines made active; prose stands behind '# '."""
    return re.sub(r"(?m)^#(?=[^\s#])", "", path.read_text(encoding="utf-8"))


@pytest.fixture
def everything_set(tmp_path: Path) -> Settings:
    """data/corpus.toml with every example and default made active."""
    path = tmp_path / "corpus.toml"
    path.write_text(uncommented(DATA / "corpus.toml"), encoding="utf-8")
    return load_settings(path)


def test_as_it_comes_the_template_asks_for_nothing() -> None:
    settings = load_settings(DATA / "corpus.toml")
    assert settings.source == ()
    assert settings == Settings()


def test_the_template_names_every_key_and_table(everything_set: Settings) -> None:
    for table, model in TABLES.items():
        assert getattr(everything_set, table).model_fields_set >= set(model.model_fields), table
    assert set(Settings.model_fields) == everything_set.model_fields_set


@pytest.mark.parametrize("table", list(TABLES))
def test_what_stands_commented_is_the_default(table: str, everything_set: Settings) -> None:
    shown, defaults = getattr(everything_set, table), TABLES[table]()
    for name in TABLES[table].model_fields:
        default: Any = getattr(defaults, name)
        if default not in (None, ""):
            assert getattr(shown, name) == default, f"[{table}] {name}"


def test_there_is_an_example_of_every_kind_of_source(everything_set: Settings) -> None:
    shown: dict[type[BaseModel], set[str]] = {}
    for source in everything_set.source:  # keys that exclude each other have an example each
        shown.setdefault(type(source), set()).update(source.model_fields_set)
    assert set(shown) == set(KINDS.values())
    for kind, names in shown.items():
        assert names >= set(kind.model_fields), kind.__name__


def test_as_they_come_the_corrections_correct_nothing() -> None:
    assert load_corrections(DATA / "corrections.toml") == Corrections()


def test_the_examples_of_corrections_load_and_show_every_table(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_text(uncommented(DATA / "corrections.toml"), encoding="utf-8")
    corrections = load_corrections(path)
    for table in Corrections.model_fields:
        assert getattr(corrections, table), table
