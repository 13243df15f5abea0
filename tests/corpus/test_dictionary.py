"""The data dictionary keeps up with the schema, and the schema with itself."""

import pytest

from pipeline.corpus.dictionary import dictionary
from pipeline.corpus.schema import FIELDS, TABLES
from pipeline.paths import CHECKOUT


def test_the_dictionary_is_up_to_date() -> None:
    written = (CHECKOUT / "docs" / "dictionary.md").read_text(encoding="utf-8")
    assert written == dictionary(), "run: python -m pipeline.corpus.dictionary > docs/dictionary.md"


def test_the_dictionary_tells_of_every_table_column_and_view() -> None:
    told = dictionary([])
    for table in TABLES.values():
        assert f"## {table.name}\n" in told
    for view in ("talk_cards", "speaker_timeline", "coverage"):
        assert f"## {view}\n" in told
    assert "|  |\n" not in told, "a column without a meaning"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_a_table_names_only_columns_that_it_has(table) -> None:  # type: ignore[no-untyped-def]
    columns = set(table.columns)
    assert len(columns) == len(table.columns)
    assert {*table.key, *table.required, *table.references, *table.notes, *table.order_by} <= columns
    assert columns <= set(FIELDS)
    assert set(table.references.values()) <= set(TABLES)


def test_every_field_is_used() -> None:
    assert set(FIELDS) == {column for table in TABLES.values() for column in table.columns}
