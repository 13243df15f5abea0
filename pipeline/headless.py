"""Run the Dagster job in this process, without Dagster's screens: what `talks run` and `talks demo` do.

Dagster's event log is kept where DAGSTER_HOME names a folder, and thrown away otherwise.
"""

from __future__ import annotations

import os
from collections.abc import Sequence

import dagster as dg
import duckdb

from pipeline.corpus.checks import CheckResult
from pipeline.corpus.lock import one_builder
from pipeline.definitions import JOB, build_defs
from pipeline.errors import BuildError, TalkCorpusError, one_line, system_error
from pipeline.stages.workspace import Workspace
from pipeline.web.archive import ArchiveRefused

# the progress display tells what a person needs; Dagster's event log would bury it
QUIET = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


def run_job(workspace: Workspace) -> dg.ExecuteInProcessResult:
    """The job over `workspace`. Raises the TalkCorpusError that stopped it; a failed check is a BuildError."""
    job = build_defs(workspace=workspace, schedule=workspace.settings.schedule).resolve_job_def(JOB)
    with one_builder(workspace.paths.root):
        instance = dg.DagsterInstance.get() if os.environ.get("DAGSTER_HOME") else dg.DagsterInstance.ephemeral()
        with instance:
            try:
                result = job.execute_in_process(instance=instance, run_config=QUIET, raise_on_error=True)
            except Exception as error:
                if failed := [result for result in workspace.checked if not result.passed]:
                    raise BuildError(_told(failed)) from error
                if own := _own_error(error):
                    raise own from error
                raise
    return result


def _own_error(error: Exception) -> TalkCorpusError | None:
    """The project's own error beneath Dagster's, or what the system or a database refused, where there is one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TalkCorpusError):
            return cause
        if isinstance(cause, OSError):
            return system_error(cause)
        if isinstance(cause, (ArchiveRefused, duckdb.IOException)):
            rule = "the data folder must be readable and writable"
            return BuildError(one_line("talks run", rule, str(cause), "check its permissions and free space"))
        cause = cause.__cause__ or cause.__context__
    return None


def _told(failed: Sequence[CheckResult]) -> str:
    checks = "; ".join(f"{result.name} {dict(result.facts)}" for result in failed)
    return f"the corpus that was built is not published, for it fails: {checks}; the published one stays"
