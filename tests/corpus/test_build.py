"""Building the one file from parts."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.corpus import ddl
from pipeline.corpus.build import TablesError, build_corpus
from pipeline.corpus.lock import one_builder
from pipeline.corpus.schema import TABLES
from pipeline.corpus.tables import write_tables
from pipeline.errors import BuildError

Parts = Callable[..., Path]


def test_all_tables_are_in_the_file_with_their_rows(parts: Parts, tmp_path: Path) -> None:
    counts = build_corpus(parts(), tmp_path / "new")
    assert set(counts) == set(TABLES)
    with duckdb.connect(str(tmp_path / "new"), read_only=True) as client:
        assert client.execute("SELECT title FROM talks ORDER BY position").fetchall() == [
            ("Types 1",),
            ("Types 2",),
        ]
        assert client.execute("SELECT vector FROM vectors WHERE passage_id = 2").fetchone() == (None,)


def test_the_file_is_in_the_format_that_duckdb_1_5_opens(built: Path) -> None:
    with duckdb.connect() as client:
        client.execute(f"ATTACH {ddl.quote(str(built))} AS c (READ_ONLY)")
        (tags,) = client.execute("SELECT tags FROM duckdb_databases() WHERE database_name = 'c'").fetchone()
    assert tags["storage_version"].startswith("v1.5.0")


def test_every_column_of_every_table_has_the_schemas_type(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as client:
        for table in TABLES.values():
            found = [(n, t) for n, t, *_ in client.execute(f"DESCRIBE {table.name}").fetchall()]
            wanted = [
                (c, ddl.column_type(c, 2).replace("TIMESTAMPTZ", "TIMESTAMP WITH TIME ZONE")) for c in table.columns
            ]
            assert found == wanted


def test_a_talk_card_says_who_where_and_with_what(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as client:
        card = client.execute(
            "SELECT title, speakers, event, series, deck_url, slide_count, has_slides FROM talk_cards WHERE position = 1"
        ).fetchone()
    assert card == (
        "Types 1",
        ["Ada"],
        "Tea and Types #1",
        "Tea and Types",
        "https://speakerdeck.com/ada/types",
        2,
        True,
    )


def test_the_views_answer_for_talks_without_anything(built: Path) -> None:
    with duckdb.connect(str(built), read_only=True) as client:
        assert client.execute("SELECT roles, has_video FROM talk_cards WHERE position = 2").fetchone() == (
            [],
            False,
        )
        assert client.execute("SELECT talk_number, title FROM speaker_timeline ORDER BY talk_number").fetchall() == [
            (1, "Types 1"),
            (2, "Types 2"),
        ]
        assert client.execute(
            "SELECT report_count, talk_count, with_deck, with_deck_text FROM coverage"
        ).fetchone() == (
            1,
            2,
            1,
            0,
        )


def test_every_part_that_failed_is_told_at_once(parts: Parts, tmp_path: Path) -> None:
    folder = parts()
    (folder / "talks.parquet").unlink()
    (folder / "links.parquet").write_text("no Parquet")
    pq.write_table(pq.read_table(folder / "people.parquet").drop_columns(["name"]), folder / "people.parquet")
    with pytest.raises(TablesError) as error:
        build_corpus(folder, tmp_path / "new")
    assert set(error.value.failures) == {"talks", "links", "people"}
    assert "\n" not in str(error.value) and "talks: no part file talks.parquet" in str(error.value)
    assert not (tmp_path / "new").exists()


def test_a_required_value_that_is_missing_is_told(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"table talks: must fill these in every row \(found \['kind'\]\)"):
        parts(change=lambda tables: tables["talks"][0].pop("kind"))
    folder = parts()
    loose = pq.read_table(folder / "talks.parquet").to_pydict() | {"kind": ["lt", None]}
    pq.write_table(pa.table(loose), folder / "talks.parquet")
    with pytest.raises(TablesError, match=r"talks: .*NOT NULL.*talks\.kind"):
        build_corpus(folder, tmp_path / "new")


def test_a_folder_without_parts_names_every_table(tmp_path: Path) -> None:
    with pytest.raises(TablesError) as error:
        build_corpus(tmp_path / "empty", tmp_path / "new")
    assert set(error.value.failures) == set(TABLES)


def test_a_script_adds_macros_and_a_broken_one_is_told(parts: Parts, tmp_path: Path) -> None:
    good, broken = tmp_path / "good.sql", tmp_path / "broken.sql"
    good.write_text(
        "CREATE MACRO titled(t) AS TABLE SELECT talk_id FROM talks WHERE title = t;"
        "COMMENT ON MACRO TABLE titled IS 'Talks with that title.'"
    )
    broken.write_text("CREATE VIEW v AS SELECT nothing FROM nowhere")
    build_corpus(parts(), tmp_path / "new", [good])
    with duckdb.connect(str(tmp_path / "new"), read_only=True) as client:
        assert client.execute("FROM titled('Types 2')").fetchall() == [("connpass:1/talk-2",)]
    with pytest.raises(TablesError, match=r"broken\.sql: .*nowhere"):
        build_corpus(parts(), tmp_path / "other", [good, broken])


def test_a_failed_build_leaves_the_file_of_the_former_one(parts: Parts, tmp_path: Path) -> None:
    target = tmp_path / "data" / "new"
    folder = parts()
    build_corpus(folder, target)
    before = target.read_bytes()
    (folder / "talks.parquet").unlink()
    with pytest.raises(TablesError):
        build_corpus(folder, target)
    assert target.read_bytes() == before
    assert sorted(p.name for p in target.parent.iterdir()) == ["new", "talks-build.lock"]


def test_a_value_of_the_wrong_type_names_table_and_column(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="table talks: column position must hold int32"):
        write_tables({"talks": [{"talk_id": "t", "position": "third"}]}, tmp_path)


def test_a_column_that_the_schema_lacks_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="table people: takes only the schema's columns"):
        write_tables({"people": [{"person_id": "p", "name": "n", "shoe_size": 38}]}, tmp_path)


def test_a_second_builder_is_told_who_builds(parts: Parts, tmp_path: Path) -> None:
    target = tmp_path / "data" / "new"
    folder = parts()
    code = (
        "import sys; from pathlib import Path; from pipeline.corpus.build import build_corpus\n"
        "from pipeline.errors import BuildError\n"
        "try: build_corpus(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "except BuildError as error: print(error); sys.exit(7)\n"
    )
    with one_builder(target.parent):
        other = subprocess.run(
            [sys.executable, "-c", code, str(folder), str(target)], capture_output=True, text=True, check=False
        )
    assert other.returncode == 7
    assert f"one build at a time (found 'process {os.getpid()}')" in other.stdout


def test_the_holder_of_the_lock_may_build(parts: Parts, tmp_path: Path) -> None:
    with one_builder(tmp_path / "data"):
        build_corpus(parts(), tmp_path / "data" / "new")
    with one_builder(tmp_path / "data"):
        pass
