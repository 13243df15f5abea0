"""Where the things that are made lie: one `DataPaths` per data directory.

The directory comes from `--data`, else from the variable TALKS_DATA, else it is `data/` beside this package's checkout
(or under the working directory, when the package is installed without its checkout). Nothing else knows these names.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
CHECKOUT = PACKAGE.parent


def project_data() -> Path:
    """`data/` of the checkout if this package runs from one, else `data/` under the working directory."""
    beside = CHECKOUT / "data"
    return beside if (beside / "model").is_dir() else Path.cwd() / "data"


def bundled_model() -> Path:
    """The embedded model's directory: `data/model` of the checkout, else the copy inside the installed package."""
    beside = CHECKOUT / "data" / "model"
    return beside if beside.is_dir() else PACKAGE / "bundled" / "model"


@dataclass(frozen=True)
class DataPaths:
    """The files under one data directory; all but the archive can be deleted and are made again."""

    root: Path

    @classmethod
    def resolve(cls, given: str | Path | None = None) -> DataPaths:
        """`given`, else TALKS_DATA, else the project's own data directory."""
        return cls(Path(given or os.environ.get("TALKS_DATA") or project_data()).expanduser().resolve())

    @property
    def config(self) -> Path:
        return self.root / "corpus.toml"

    @property
    def corrections(self) -> Path:
        return self.root / "corrections.toml"

    @property
    def archive(self) -> Path:
        return self.root / "archive.sqlite"

    @property
    def stages(self) -> Path:
        return self.root / "stages"

    @property
    def corpus(self) -> Path:
        return self.root / "talks.duckdb"

    @property
    def corpus_new(self) -> Path:
        return self.root / "talks.duckdb.new"

    @property
    def dagster_home(self) -> Path:
        return self.root / "dagster"
