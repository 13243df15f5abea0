"""Dagster's door: `build_defs()` gathers assets, checks, the one job and the one schedule; nothing else stands here."""

from __future__ import annotations

from typing import Any

import dagster as dg

from pipeline.assets import corpus, index, pages, tables
from pipeline.assets.workspace import settings_of, workspace_of_data
from pipeline.config import Schedule
from pipeline.paths import DataPaths

JOB = "refresh_corpus"
ASSET_MODULES = (pages, tables, index, corpus)


def build_defs(*, workspace: Any = workspace_of_data, schedule: Schedule | None = None) -> dg.Definitions:
    """The definitions; `workspace` may be another resource or a `Workspace` itself, as `talks run` and tests give."""
    timing = schedule or settings_of(DataPaths.resolve()).schedule
    job = dg.define_asset_job(
        JOB,
        selection=dg.AssetSelection.all(),
        description="From the sources of corpus.toml to a published talks.duckdb.",
        # each step as a process of its own costs more than a second, and the stages share what they read
        executor_def=dg.in_process_executor,
    )
    daily = dg.ScheduleDefinition(
        name="daily",
        job=job,
        cron_schedule=timing.cron,
        execution_timezone=timing.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING if timing.enabled else dg.DefaultScheduleStatus.STOPPED,
        description="Set in [schedule] of corpus.toml.",
    )
    return dg.Definitions(
        assets=dg.load_assets_from_modules(ASSET_MODULES),
        asset_checks=dg.load_asset_checks_from_modules(ASSET_MODULES),
        jobs=[job],
        schedules=[daily],
        resources={"workspace": workspace},
    )


defs = build_defs()
