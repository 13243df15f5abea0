"""Small readers: JSON values, dates, heads, JSON-LD."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.sites import jsonld
from pipeline.sites.fields import duration, line, line_at, load_json, number_at, text_at
from pipeline.sites.metas import primary_language, read_metas, without_suffix
from pipeline.sites.moments import JST, moment
from pipeline.sites.tree import load

ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)


@given(ANY_JSON, st.lists(st.sampled_from(["a", "title", 0, -1]), max_size=3))
def test_values_of_any_json_are_text_or_number(value: Any, path: list[str | int]) -> None:
    assert "\ud800" not in text_at(value, *path)
    assert "\n" not in line_at(value, *path)
    number = number_at(value, *path)
    assert number is None or 0 <= number <= 2_000_000_000


def test_lone_surrogates_and_control_characters_are_dropped() -> None:
    assert text_at(load_json('{"t": "a\\ud800b\\u0000c\\u000cd"}'), "t") == "abc\nd"


def test_json_that_nests_too_deep_is_none() -> None:
    assert load_json("[" * 1_000_000) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-18T23:10:00+09:00", datetime(2024, 5, 18, 23, 10, tzinfo=JST)),
        ("2024-05-18T14:10:00Z", datetime(2024, 5, 18, 14, 10, tzinfo=UTC)),
        ("2024-05-18", datetime(2024, 5, 18, tzinfo=UTC)),
        ("2021-09-13 07:59:29 UTC", datetime(2021, 9, 13, 7, 59, 29, tzinfo=UTC)),
        ("Mon, 12 Jan 2026 21:00:00 GMT", datetime(2026, 1, 12, 21, tzinfo=UTC)),
        ("August 06, 2026", datetime(2026, 8, 6, tzinfo=UTC)),
        ("Aug 24, 2017", datetime(2017, 8, 24, tzinfo=UTC)),
        ("2024/05/18 19:30", datetime(2024, 5, 18, 19, 30, tzinfo=UTC)),
        ("2023-10-19T08:04:29-07:00", datetime(2023, 10, 19, 8, 4, 29, tzinfo=timezone(timedelta(hours=-7)))),
        ("yesterday", None),
        ("2024-13-45", None),
        ("0001-01-01T00:00:00+23:59", None),
        ("", None),
    ],
)
def test_dates_are_read_as_sites_write_them(text: str, expected: datetime | None) -> None:
    assert moment(text) == expected


@given(st.text(max_size=60))
@example("1970-01-01T00:00:00+00:00:30")
@example("0001-01-01T00:00:00+00:00:30")
@example("9999-12-31T23:59:59-00:00:30")
def test_any_text_is_a_date_with_a_zone_or_none(text: str) -> None:
    found = moment(text)
    assert found is None or (found.tzinfo is not None and 1970 <= found.year <= 2200)


@pytest.mark.parametrize(
    ("text", "seconds"), [("PT31M10S", 1870), ("PT1H", 3600), ("P1DT1S", 86401), ("P", None), ("soon", None)]
)
def test_durations_follow_iso_8601(text: str, seconds: int | None) -> None:
    assert duration(text) == seconds


def test_json_ld_is_found_in_arrays_graphs_and_comments() -> None:
    root = load(
        '<script type="application/ld+json">[{"@type": "WebSite"}, {"@graph": [{"@type": ["Thing", "Event"], "name": "A"}]}]</script>'
        '<script type="application/ld+json">{"@type": broken</script>'
        '<script type="application/ld+json"><!-- {"@type": "http://schema.org/Person", "name": "B"} --></script>'
    )
    scan = jsonld.scan(root)
    assert line_at(scan.of_type("Event"), "name") == "A"
    assert line_at(scan.of_type("Person"), "name") == "B"
    assert scan.notes == ("JSON-LD block 2 is not JSON",)


def test_the_head_is_read_with_absolute_addresses() -> None:
    root = load(
        "<html lang=ja-JP><head><title>潮 | 海の会</title><meta property='og:title' content='潮'><link rel='alternate'"
        " type='application/atom+xml' href='/feed'><link rel=canonical href='../tide'></head><body><svg><title>x</title></svg>"
    )
    metas = read_metas(root, "https://umi.example/notes/a/")
    assert (metas.title, metas.first("og:title"), metas.canonical) == (
        "潮 | 海の会",
        "潮",
        "https://umi.example/notes/tide",
    )
    assert metas.feeds == ("https://umi.example/feed",)
    assert primary_language(metas.language) == "ja"


def test_a_sites_name_is_taken_off_a_title() -> None:
    assert without_suffix("潮の話 - Qiita", "Qiita") == "潮の話"
    assert without_suffix("Bees // Speaker Deck", "Speaker Deck") == "Bees"
    assert without_suffix("Qiita", "Qiita") == "Qiita"
    assert line(" a\n b　c ") == "a b c"
