"""The resource that every asset asks for: the `Workspace` of this run's data directory, one run at a time."""

from __future__ import annotations

from collections.abc import Iterator

import dagster as dg

from pipeline.config import Settings, load_settings
from pipeline.corpus.lock import one_builder
from pipeline.paths import DataPaths
from pipeline.stages.workspace import Workspace


def settings_of(paths: DataPaths) -> Settings:
    """corpus.toml of the data directory; the defaults where there is none."""
    return load_settings(paths.config) if paths.config.exists() else Settings()


@dg.resource(description="The data directory (TALKS_DATA, else data/) and its corpus.toml, read when the run begins.")
def workspace_of_data(context: dg.InitResourceContext) -> Iterator[Workspace]:
    """A workspace for the run; a second run on the same directory is refused."""
    paths = DataPaths.resolve()
    with one_builder(paths.root):
        yield Workspace(paths, settings_of(paths))
