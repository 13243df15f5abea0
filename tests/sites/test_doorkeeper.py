"""Doorkeeper's events: the API with a key, the page without."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from pipeline.sites.doorkeeper import DoorkeeperSite
from pipeline.sites.registry import site_of
from tests.sites.answers import CAPTURES, answer, read

URL = "https://yamanami.doorkeeper.jp/events/90017"
API = "https://api.doorkeeper.jp/events/90017?locale=ja"
EVENT = {
    "id": 90017,
    "title": "山なみ勉強会 #4",
    "starts_at": "2024-05-18T10:30:00.000Z",
    "venue_name": "山なみ会館",
    "address": "長野県松本市",
    "lat": "36.2381",
    "long": "137.9720",
    "group": 24,
    "description": "<p>登る話</p>",
}


def told(event: object) -> datetime | None:
    return read(URL, answer(API, json.dumps(event), content_type="application/json")).starts_at


def test_the_api_is_asked_only_with_a_key() -> None:
    assert [r.layer for r in DoorkeeperSite(has_key=lambda url: False).requests(URL)] == ["html"]
    with_key = DoorkeeperSite(has_key=lambda url: url.startswith("https://api.doorkeeper.jp/")).requests(URL)
    assert [r.url for r in with_key] == [API, URL]


@pytest.mark.parametrize("shape", [{"event": EVENT}, [{"event": EVENT}], EVENT])
def test_one_event_or_a_list_of_one_is_read(shape: object) -> None:
    document = read(URL, answer(API, json.dumps(shape), content_type="application/json"))
    assert (document.title, document.place, document.is_online) == ("山なみ勉強会 #4", "山なみ会館", False)
    assert document.starts_at == datetime(2024, 5, 18, 10, 30, tzinfo=UTC)
    assert document.starts_at.isoformat() == "2024-05-18T19:30:00+09:00"


def test_an_event_elsewhere_keeps_its_time() -> None:
    event = {**EVENT, "lat": "41.38", "long": "2.17", "address": "Barcelona", "venue_name": "Ateneu"}
    when = told({"event": event})
    assert when is not None
    assert when.utcoffset() == timedelta(0)


def test_an_answer_about_another_event_is_not_taken() -> None:
    other = answer(API, json.dumps([{"event": {**EVENT, "id": 1}}]), content_type="application/json")
    assert site_of(URL).read(URL, [other]) is None


def test_the_page_is_read_by_its_json_ld() -> None:
    data = {
        "@type": "Event",
        "name": "山なみ勉強会 #4",
        "startDate": "2024-05-18T19:30:00+09:00",
        "location": {"@type": "Place", "name": "山なみ会館", "address": "長野県松本市"},
    }
    markup = (
        "<html><head><title>山なみ勉強会 #4 | Doorkeeper</title>"
        f"<script type='application/ld+json'>{json.dumps(data)}</script></head><body></body></html>"
    )
    document = read(URL, answer(URL, markup))
    assert (document.title, document.kind, document.site) == ("山なみ勉強会 #4", "event", "doorkeeper")
    assert document.starts_at is not None
    assert document.starts_at.isoformat() == "2024-05-18T19:30:00+09:00"


@pytest.mark.skipif(not CAPTURES.exists(), reason="the captures are not here")
def test_the_captured_answer_is_read() -> None:
    url = "https://trbmeetup.doorkeeper.jp/events/28319"
    body = (CAPTURES / "events" / "doorkeeper_event.api.replica.json").read_bytes()
    document = read(url, answer(API, body, content_type="application/json"))
    assert document.starts_at is not None
    assert document.starts_at.isoformat() == "2015-08-13T19:00:00+09:00"
