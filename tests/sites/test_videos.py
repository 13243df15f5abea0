"""Vimeo's and Nico Nico's recordings."""

from datetime import datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import answer, page, read

VIMEO = "https://vimeo.com/880012345/abcdef0123"
OEMBED = "https://vimeo.com/api/oembed.json?url=https%3A%2F%2Fvimeo.com%2F880012345%2Fabcdef0123"
NICO = "https://www.nicovideo.jp/watch/sm88001234"
INFO = "https://ext.nicovideo.jp/api/getthumbinfo/sm88001234"


def test_vimeo_is_asked_by_oembed_with_the_hash_that_opens_a_hidden_video() -> None:
    address = "https://player.vimeo.com/video/880012345?h=abcdef0123#t=90s"
    assert [r.url for r in site_of(address).requests("https://vimeo.com/880012345/abcdef0123")] == [OEMBED]


def test_vimeos_oembed_has_length_day_and_chapters() -> None:
    document = read(VIMEO, page("videos/vimeo.json", OEMBED))
    assert (document.title, document.author_handle) == ("岬データの夕べ #3", "misakidata")
    assert document.duration_seconds == 1800
    assert [(p.start_seconds, p.end_seconds, p.heading) for p in document.pages] == [
        (0, 600, "灯台守のDuckDB"),
        (600, 1800, "霧の中のParquet"),
    ]


def test_nico_nicos_getthumbinfo() -> None:
    document = read(NICO, page("videos/nico.xml", INFO))
    assert document.title == "岬データの夕べ #4 【録画】"
    assert document.duration_seconds == 3723
    assert document.published_at == datetime(2024, 5, 18, 20, 0, tzinfo=timezone(timedelta(hours=9)))
    assert document.tags == ("DuckDB", "勉強会")
    assert [p.heading for p in document.pages] == ["開会", "潮の満ち引きとSQL"]
    assert [r.layer for r in site_of(NICO).requests(NICO)] == ["thumb-info", "oembed", "html"]


@pytest.mark.parametrize(
    ("code", "outcome"),
    [("NOT_FOUND", Outcome.GONE), ("DELETED", Outcome.GONE), ("COMMUNITY", Outcome.PRIVATE)],
)
def test_nico_nicos_refusals(code: str, outcome: Outcome) -> None:
    body = f'<nicovideo_thumb_response status="fail"><error><code>{code}</code></error></nicovideo_thumb_response>'
    with pytest.raises(Unreadable) as raised:
        read(NICO, answer(INFO, body))
    assert raised.value.outcome is outcome


def test_a_broadcast_is_the_head_of_its_page() -> None:
    url = "https://live.nicovideo.jp/watch/lv880012345"
    assert [r.url for r in site_of(url).requests(url)] == [url]
    markup = "<html><head><meta property='og:title' content='岬データの夕べ 生放送'></head><body></body></html>"
    document = read(url, answer(url, markup))
    assert (document.title, document.kind, document.layers) == ("岬データの夕べ 生放送", "recording", ("og",))
