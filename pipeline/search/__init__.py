"""Finding talks: analysis of text, passages, index, embedding, ranking.

Knows the tables of `pipeline.corpus.schema`; does not fetch and does not read pages.

The build's side: `passages` (cut by `cutting`), `words`, `index`, `vectors` (by `embedding`), `macros.sql`.
The reader's side: `search` over `syntax`, `scope`, `ranking` (with `fusion` and `shelf`) and `gathering` (with `snippets` over `matching`).
Both rest on `analysis` (over `dictionary`). `bench` measures.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.search.hits import Filters, Hit, Match, Mode

if TYPE_CHECKING:
    from pipeline.search.search import Searcher

__all__ = ["Filters", "Hit", "Match", "Mode", "Searcher", "macros_script"]


def macros_script() -> Path:
    """The SQL that gives a corpus file its macro `search`; for `build_corpus(..., scripts=[macros_script()])`."""
    return Path(__file__).with_name("macros.sql")


def __getattr__(name: str) -> Any:
    # the build imports this package too, and need not load the searcher for it
    if name == "Searcher":
        from pipeline.search.search import Searcher

        return Searcher
    raise AttributeError(name)
