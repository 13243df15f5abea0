"""TECH PLAY, Peatix, Meetup and Luma: events by JSON-LD, by the page's own data, and by the head where no more is there."""

import json
from typing import Any

import pytest

from pipeline.sites.document import Document
from pipeline.sites.registry import site_of
from tests.sites.answers import answer, read

TECHPLAY = "https://techplay.jp/event/900001"
PEATIX = "https://peatix.com/event/1234567"
MEETUP = "https://www.meetup.com/elixir-tokyo/events/289000000/"
LUMA = "https://luma.com/elixir7"
EVENT = {
    "@context": "https://schema.org",
    "@type": "Event",
    "name": "Tide tables in Elixir",
    "startDate": "2024-05-18T19:30:00+09:00",
    "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode",
    "location": {"@type": "VirtualLocation", "url": "https://example.com/live"},
    "organizer": {"@type": "Organization", "name": "Harbour", "url": "https://harbour.example/"},
}


def page_with(script: str, title: str = "Tide tables in Elixir") -> str:
    head = f"<title>{title}</title><meta property='og:title' content='{title}'>"
    return f"<html><head>{head}{script}</head><body><p>Come.</p></body></html>"


def next_data(props: dict[str, Any], url: str) -> Document:
    data = json.dumps({"props": {"pageProps": props}}, ensure_ascii=False)
    return read(url, answer(url, page_with(f"<script id='__NEXT_DATA__' type='application/json'>{data}</script>")))


@pytest.mark.parametrize(
    ("url", "site"), [(TECHPLAY, "techplay"), (PEATIX, "peatix"), (MEETUP, "meetup"), (LUMA, "luma")]
)
def test_each_platform_is_read_by_its_own_module_and_its_json_ld(url: str, site: str) -> None:
    assert site_of(url).name == site
    script = f"<script type='application/ld+json'>{json.dumps(EVENT)}</script>"
    document = read(url, answer(url, page_with(script)))
    assert (document.kind, document.title, document.is_online) == ("event", "Tide tables in Elixir", True)
    assert (document.group_name, document.group_url) == ("Harbour", "https://harbour.example/")
    assert document.starts_at is not None
    assert document.starts_at.isoformat() == "2024-05-18T19:30:00+09:00"
    assert document.layers[0] == "json-ld"


@pytest.mark.parametrize(
    ("url", "title"),
    [(TECHPLAY, "夜会 - TECH PLAY"), (PEATIX, "夜会 | Peatix"), (MEETUP, "夜会 | Meetup"), (LUMA, "夜会 · Luma")],
)
def test_a_page_without_data_gives_its_title_without_the_platforms_name(url: str, title: str) -> None:
    document = read(url, answer(url, page_with("", title)))
    assert (document.title, document.starts_at, document.is_online) == ("夜会", None, None)


def test_meetup_tells_venue_and_group_beside_the_event() -> None:
    state = {
        "Event:289000000": {
            "id": "289000000",
            "title": "Elixir夜会",
            "dateTime": "2024-05-18T19:30:00+09:00",
            "eventType": "PHYSICAL",
            "description": "**話** します",
            "venue": {"__ref": "Venue:7"},
            "group": {"__ref": "Group:3"},
        },
        "Venue:7": {"name": "港の会館", "address": "港町1-2", "city": "横浜市"},
        "Group:3": {"name": "Elixir Tokyo", "urlname": "elixir-tokyo"},
    }
    document = next_data({"__APOLLO_STATE__": state}, MEETUP)
    assert (document.title, document.place, document.is_online) == ("Elixir夜会", "港の会館", False)
    assert (document.group_name, document.group_url) == ("Elixir Tokyo", "https://www.meetup.com/elixir-tokyo/")
    assert document.layers[0] == "page-data"


def test_meetups_other_events_on_the_page_are_not_taken() -> None:
    state = {"Event:1": {"id": "1", "title": "Another evening", "dateTime": "2024-05-18T19:30:00+09:00"}}
    assert next_data({"__APOLLO_STATE__": state}, MEETUP).title == "Tide tables in Elixir"


def test_luma_tells_the_time_in_the_events_zone_and_the_words_of_its_announcement() -> None:
    words = {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": "Come "}, {"type": "text", "text": "by."}]},
            {"type": "paragraph", "content": [{"type": "text", "text": "Bring tea."}]},
        ],
    }
    event = {
        "name": "Elixir 7",
        "url": "elixir7",
        "start_at": "2024-05-18T17:30:00.000Z",
        "timezone": "Europe/Berlin",
        "geo_address_info": {"address": "Hafenstr. 1", "full_address": "Hafenstr. 1, Hamburg"},
    }
    data = {"event": event, "hosts": [{"name": "Ada"}], "description_mirror": words}
    document = next_data({"initialData": {"data": data}}, LUMA)
    assert document.starts_at is not None
    assert document.starts_at.isoformat() == "2024-05-18T19:30:00+02:00"
    assert (document.place, document.is_online, document.group_name) == ("Hafenstr. 1", False, "Ada")
    assert document.text == "Come by.\nBring tea."


@pytest.mark.parametrize("broken", [None, 5, [], {"event": 3}, {"event": {"start_at": {}, "timezone": "Mars/Base"}}])
def test_data_of_another_shape_cost_only_that_layer(broken: object) -> None:
    assert next_data({"initialData": {"data": broken}}, LUMA).title == "Tide tables in Elixir"
    assert next_data({"__APOLLO_STATE__": broken}, MEETUP).title == "Tide tables in Elixir"
