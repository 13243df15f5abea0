"""Run the Dagster job in this process, without Dagster's screens: what `talks run` and `talks demo` do.

Dagster's event log is kept where DAGSTER_HOME names a folder, and thrown away otherwise.
"""

from __future__ import annotations

import os

import dagster as dg

from pipeline.corpus.lock import one_builder
from pipeline.definitions import JOB, build_defs
from pipeline.errors import BuildError, TalkCorpusError
from pipeline.stages.workspace import Workspace

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
            except dg.DagsterError as error:
                raise _cause(error) from error
    failed = [e for e in result.get_asset_check_evaluations() if not e.passed]
    if failed:
        raise BuildError(_failed_checks(failed))
    return result


def _cause(error: BaseException) -> BaseException:
    """The project's own error beneath Dagster's, where there is one."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, TalkCorpusError):
            return cause
        cause = cause.__cause__ or cause.__context__
    return error


def _failed_checks(failed: list[dg.AssetCheckEvaluation]) -> str:
    told = "; ".join(f"{e.check_name}: {e.metadata['facts'].value}" for e in failed)
    return f"the corpus that was built is not published, for it does not pass: {told}; the published one stays"
