"""The app's hold on the published corpus: one `Corpus` and one `Searcher` per process, shared by all sessions.

A fresh corpus file needs nothing from here: every cursor of `pipeline.corpus.open` is on the file as it is then. What
the pages ask of the rows stands in `app.lookup`.
"""

from __future__ import annotations

import argparse
import os
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pipeline.config import Settings, load_settings
from pipeline.corpus.open import Corpus, open_corpus
from pipeline.errors import TalkCorpusError
from pipeline.paths import DataPaths
from pipeline.search.hits import Filters, Hit, Mode
from pipeline.search.search import Searcher


@dataclass(frozen=True)
class Place:
    """Where the app was told to look: the data folder, and the settings file if one was named."""

    paths: DataPaths
    config: Path | None

    @classmethod
    def resolve(cls, arguments: Sequence[str] | None = None) -> Place:
        """From `streamlit run app/main.py -- --data DIR --config FILE`, else from TALKS_DATA and TALKS_CONFIG."""
        parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
        parser.add_argument("--data")
        parser.add_argument("--config")
        given, _ = parser.parse_known_args(sys.argv[1:] if arguments is None else arguments)
        config = given.config or os.environ.get("TALKS_CONFIG")
        return cls(DataPaths.resolve(given.data), Path(config).expanduser().resolve() if config else None)

    def settings(self) -> Settings:
        """The file named, else corpus.toml of the data folder, else the defaults. Raises ConfigError."""
        if self.config is None and not self.paths.config.exists():
            return Settings()
        return load_settings(self.config or self.paths.config)


class Reader:
    """What the pages read from: the corpus, and the searcher over it."""

    def __init__(self, place: Place) -> None:
        """Raises ConfigError, and NoCorpusError where there is no corpus that can be read."""
        self.corpus: Corpus = open_corpus(place.paths.corpus)
        self._searcher = Searcher(self.corpus, place.settings().search)
        threading.Thread(target=self._warm, name="warm the searcher", daemon=True).start()

    def _warm(self) -> None:
        """Load model and dictionary while the reader is still typing: seconds, where the model is a large one."""
        # what is wrong here is wrong in the first search as well, and told there
        with suppress(TalkCorpusError):
            self._searcher.search("warm", limit=1)

    def search(
        self, query: str, *, limit: int, mode: Mode, filters: Filters, recency: float = 0.0, explain: bool = False
    ) -> list[Hit]:
        """The best `limit` hits. Raises QueryError, NoCorpusError."""
        return self._searcher.search(query, limit=limit, mode=mode, filters=filters, recency=recency, explain=explain)

    def similar(self, talk_id: str, *, limit: int) -> list[Hit]:
        """Talks like this one. Raises QueryError, NoCorpusError."""
        return self._searcher.similar(talk_id, limit=limit)

    def more_like(
        self, key: str, *, limit: int, filters: Filters, recency: float = 0.0, explain: bool = False
    ) -> list[Hit]:
        """Hits with passages like the one of `key`. Raises QueryError, NoCorpusError."""
        return self._searcher.more_like(key, limit=limit, filters=filters, recency=recency, explain=explain)


def reader(place: Place) -> Reader:
    """The process's reader of `place`; a new one when its settings file was changed. Raises TalkCorpusError."""
    config = place.config or place.paths.config
    return _reader(str(place.paths.root), str(config), config.stat().st_mtime_ns if config.exists() else 0, place)


@st.cache_resource(show_spinner=False, max_entries=4)
def _reader(root: str, config: str, changed: int, _place: Place) -> Reader:
    return Reader(_place)
