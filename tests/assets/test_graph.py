"""The asset graph as docs/architecture.md tells it: keys, order, one job, one schedule that corpus.toml switches."""

import dagster as dg
import pytest

from pipeline.config import Schedule
from pipeline.corpus.schema import TABLES
from pipeline.definitions import JOB, build_defs
from pipeline.stages.workspace import INDEX_TABLES

STAGES = {
    "report_pages": set(),
    "reports": {"report_pages"},
    "material_pages": {"reports"},
    "materials": {"material_pages"},
    "passage_vectors": {"passages"},
    "search_index": {"passages"},
    "talk_corpus": {"unpublished_corpus"},
}


@pytest.fixture(scope="module")
def defs() -> dg.Definitions:
    return build_defs(schedule=Schedule())


def graph(defs: dg.Definitions) -> dict[str, set[str]]:
    assets = defs.resolve_asset_graph()
    return {
        key.to_user_string(): {parent.to_user_string() for parent in assets.get(key).parent_keys}
        for key in assets.get_all_asset_keys()
    }


@pytest.mark.parametrize("key", STAGES)
def test_a_stage_follows_the_stages_before_it(defs: dg.Definitions, key: str) -> None:
    assert graph(defs)[key] == STAGES[key]


def test_every_public_table_is_an_asset_made_from_reports_and_materials(defs: dg.Definitions) -> None:
    tables = {key: parents for key, parents in graph(defs).items() if key.startswith("corpus/")}
    assert set(tables) == {f"corpus/{name}" for name in TABLES if name not in INDEX_TABLES}
    assert all(parents == {"reports", "materials"} for parents in tables.values())


def test_every_public_table_shows_its_columns(defs: dg.Definitions) -> None:
    specs = {spec.key.to_user_string(): spec for spec in defs.resolve_all_asset_specs()}
    columns = specs["corpus/talks"].metadata["dagster/column_schema"].columns
    assert [column.name for column in columns] == list(TABLES["talks"].columns)
    assert all(column.description for column in columns)


def test_blocking_checks_stand_before_the_swap(defs: dg.Definitions) -> None:
    specs = [spec for check in defs.asset_checks or () for spec in check.check_specs]
    assert specs
    assert all(spec.blocking and spec.asset_key == dg.AssetKey("unpublished_corpus") for spec in specs)


def test_one_job_materialises_everything(defs: dg.Definitions) -> None:
    job = defs.resolve_job_def(JOB)
    assert job.asset_layer.executable_asset_keys == set(defs.resolve_asset_graph().get_all_asset_keys())


@pytest.mark.parametrize(
    ("enabled", "status"),
    [(True, dg.DefaultScheduleStatus.RUNNING), (False, dg.DefaultScheduleStatus.STOPPED)],
)
def test_the_schedule_is_switched_in_corpus_toml(enabled: bool, status: dg.DefaultScheduleStatus) -> None:
    defs = build_defs(schedule=Schedule(enabled=enabled, cron="30 4 * * *", timezone="UTC"))
    (schedule,) = defs.schedules or ()
    assert isinstance(schedule, dg.ScheduleDefinition)
    assert (schedule.default_status, schedule.cron_schedule, schedule.execution_timezone) == (
        status,
        "30 4 * * *",
        "UTC",
    )
    assert schedule.job_name == JOB
