"""`dagster dev -w workspace.yaml` finds the definitions from the checkout's own folder."""

import os
import subprocess
import sys
from pathlib import Path

from pipeline.paths import CHECKOUT


def test_dagster_loads_the_workspace(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dagster", "definitions", "validate", "-w", "workspace.yaml"],
        cwd=CHECKOUT,
        env=os.environ
        | {"TALKS_DATA": str(tmp_path), "DAGSTER_HOME": str(tmp_path), "DAGSTER_DISABLE_TELEMETRY": "yes"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
