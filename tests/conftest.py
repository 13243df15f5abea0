"""Shared by all tests: where the shared reference data lies, and the demo's corpus, built once per session."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

from pipeline.paths import CHECKOUT, DataPaths

if TYPE_CHECKING:
    from pipeline.stages.workspace import Workspace

os.environ.setdefault("DAGSTER_DISABLE_TELEMETRY", "yes")
os.environ.pop("DAGSTER_HOME", None)
os.environ.pop("TALKS_DATA", None)
# a busy machine is slow, not wrong; what must be fast has tests of its own
settings.register_profile("project", deadline=None)
settings.load_profile("project")
SHARED = CHECKOUT.parent / "shared"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Reference data that lies beside the checkout on the developers' machines; elsewhere the test is skipped."""
    if not SHARED.is_dir():
        pytest.skip("../shared is not there")
    return SHARED


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The demo's corpus, made by the whole Dagster job. Read only: tests that change it make their own."""
    from pipeline.config import load_settings
    from pipeline.headless import run_job
    from pipeline.stages.progress import Progress
    from pipeline.stages.workspace import Workspace

    paths = DataPaths(tmp_path_factory.mktemp("demo"))
    workspace = Workspace(paths, load_settings(CHECKOUT / "data" / "demo" / "corpus.toml"), Progress())
    run_job(workspace)
    return workspace
