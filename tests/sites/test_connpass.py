"""connpass's events: the API alone is asked, and only with a key; what was recorded is read."""

import json
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from pipeline.sites.connpass import ConnpassSite
from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from pipeline.web.urls import request_url
from tests.sites.answers import CAPTURES, answer, page, read

URL = "https://hoshimidai.connpass.com/event/880012/"
API = "https://connpass.com/api/v2/events/?event_id=880012"
LIST = "https://connpass.com/api/v2/events/880012/presentations/?start=1&count=100"
START = datetime(2024, 5, 18, 19, 30, tzinfo=timezone(timedelta(hours=9)))


def test_without_a_key_nothing_is_asked() -> None:
    assert list(ConnpassSite(has_key=lambda url: False).requests(URL)) == []


def test_with_a_key_only_the_api_is_asked() -> None:
    requests = ConnpassSite(has_key=lambda url: url.startswith("https://connpass.com/api/v2/")).requests(URL)
    assert [(r.url, r.layer) for r in requests] == [(API, "api"), (LIST, "presentations")]


def test_the_key_is_looked_for_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CONNPASS_API_KEY", raising=False)
    assert list(site_of(URL).requests(URL)) == []
    monkeypatch.setenv("CONNPASS_API_KEY", "a-key-for-tests")
    assert [r.url for r in site_of(URL).requests(URL)] == [API, LIST]


def test_the_api_gives_the_events_facts() -> None:
    document = read(URL, page("connpass/event_v2.json", API))
    assert (document.kind, document.title) == ("event", "星見台Elixirの会 #12")
    assert document.starts_at == START
    assert (document.place, document.is_online) == ("星見台天文台 2階", False)
    assert document.hashtag == "hoshimidai_ex"
    assert (document.group_name, document.group_url) == ("星見台Elixirの会", "https://hoshimidai.connpass.com/")
    assert document.text == "<p>夜に集まります。</p>"


def test_an_event_that_the_api_does_not_know_is_gone() -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, page("connpass/no_events.json", API))
    assert raised.value.outcome is Outcome.GONE


def test_the_api_answer_for_another_event_is_not_taken() -> None:
    other = "https://hoshimidai.connpass.com/event/1/"
    assert site_of(other).read(other, [page("connpass/event_v2.json", API)]) is None


def test_a_recorded_page_is_read_all_the_same() -> None:
    document = read(URL, page("connpass/event.html", URL))
    assert document.layers == ("html", "og")
    assert document.starts_at == START
    assert (document.place, document.is_online, document.hashtag) == ("オンライン", True, "hoshimidai_ex")
    assert document.group_name == "星見台Elixirの会"


def test_a_calendar_file_is_read_with_its_folded_lines() -> None:
    document = read(URL, page("connpass/event.ics", f"{URL}ical"))
    assert document.title == "星見台Elixirの会 #12"
    assert document.starts_at == START
    assert document.place == "星見台天文台, 2階"


def listed(*entries: dict[str, Any], available: int = 0, start: int = 1) -> Any:
    """A page of the list of presentations, as the API answers it."""
    body = {
        "results_returned": len(entries),
        "results_available": available or len(entries),
        "results_start": start,
        "presentations": list(entries),
    }
    return answer(LIST.replace("start=1", f"start={start}"), json.dumps(body), content_type="application/json")


def entry(url: str, kind: str, name: str = "発表資料", presenter: str = "") -> dict[str, Any]:
    who = {"id": 2, "nickname": presenter} if presenter else None
    poster = {"id": 1, "nickname": "organiser"}
    return {"user": poster, "url": url, "name": name, "presenter": who, "presentation_type": kind}


def test_the_addresses_are_asked_for_as_they_are_written() -> None:
    assert request_url(LIST) == LIST


def test_a_presentation_is_what_its_host_says_not_what_connpass_calls_it() -> None:
    document = read(
        URL,
        page("connpass/event_v2.json", API),
        listed(
            entry("https://speakerdeck.com/alice/tides", "blog", "潮の話", "alice"),
            entry("https://www.docswell.com/s/bob/ABC123-moons", "blog"),
            entry("https://youtu.be/abcdefghijk", "slide"),
            entry("https://togetter.com/li/294875", "blog"),
            entry("https://someone.example/slides", "slide"),
            entry("https://someone.example/diary", "blog"),
        ),
    )
    kinds = [one.kind for one in document.presentations]
    assert kinds == ["deck", "deck", "recording", "page", "deck", "article"]
    first = document.presentations[0]
    assert (first.title, first.presenter_handle) == ("潮の話", "alice")
    assert document.layers == ("api", "presentations")


def test_who_posted_a_link_is_not_taken_for_who_spoke() -> None:
    document = read(URL, page("connpass/event_v2.json", API), listed(entry("https://a.example/x", "slide")))
    assert document.presentations[0].presenter_handle == ""


def test_a_long_list_is_asked_for_to_its_end() -> None:
    site = ConnpassSite(has_key=lambda url: True)
    entries = [entry(f"https://speakerdeck.com/alice/{n}", "slide") for n in range(100)]
    answers = [page("connpass/event_v2.json", API), listed(*entries, available=230)]
    assert [r.url for r in site.further(URL, answers)] == [
        LIST.replace("start=1", "start=101"),
        LIST.replace("start=1", "start=201"),
    ]
    rest = listed(entry("https://speakerdeck.com/bob/last", "slide"), available=230, start=101)
    assert len(read(URL, *answers, rest).presentations) == 101


def test_an_event_without_a_group_asks_for_the_group_of_its_host() -> None:
    event = {"events": [{"id": 880012, "title": "夜会", "group": None, "limit": 8589934588, "hash_tag": None}]}
    told = answer(API, json.dumps(event), content_type="application/json")
    site = ConnpassSite(has_key=lambda url: True)
    groups = "https://connpass.com/api/v2/groups/?subdomain=hoshimidai"
    assert [r.url for r in site.further(URL, [told])] == [groups]
    group = {"groups": [{"id": 1, "subdomain": "hoshimidai", "title": "星見台の会", "url": "https://h.example/"}]}
    document = read(URL, told, answer(groups, json.dumps(group), content_type="application/json"))
    assert (document.title, document.group_name, document.hashtag) == ("夜会", "星見台の会", "")


def test_presentations_are_read_where_the_event_is_refused() -> None:
    document = read(URL, listed(entry("https://speakerdeck.com/alice/tides", "slide", presenter="alice")))
    assert (document.title, len(document.presentations)) == ("", 1)


@pytest.mark.parametrize(
    "body", ['{"message": "Forbidden"}', '{"detail": "no key"}', "{}", "[]", '{"presentations": 5}']
)
def test_a_refusal_in_the_place_of_the_list_leaves_the_event_as_it_is(body: str) -> None:
    refused = answer(LIST, body, content_type="application/json")
    document = read(URL, page("connpass/event_v2.json", API), refused)
    assert (document.title, document.presentations) == ("星見台Elixirの会 #12", ())


def test_a_recorded_page_of_materials_is_read() -> None:
    shown = {
        "name": "潮の話",
        "service_type": "speaker_deck",
        "extra_data": {"embed_media_url": "//speakerdeck.com/player/0123456789abcdef0123456789abcdef"},
    }
    markup = (
        "<html><head><title>資料一覧 - connpass</title><meta property='og:site_name' content='connpass'></head>"
        f"<body><div data-obj='{json.dumps(shown)}'></div><div data-obj='broken'></div></body></html>"
    )
    document = read(URL, answer(f"{URL}presentation/", markup))
    assert [(p.title, p.kind) for p in document.presentations] == [("潮の話", "deck")]


@pytest.mark.skipif(not CAPTURES.exists(), reason="the captures are not here")
def test_the_documented_answers_are_read() -> None:
    url = "https://bpstudy.connpass.com/event/364/"
    names = ("api_v2_get_events.json", "api_v2_get_event_presentations.json", "api_v2_get_groups.json")
    answers = [
        answer(f"https://connpass.com/api/v2/{name}", (CAPTURES / "connpass" / name).read_bytes()) for name in names
    ]
    document = read(url, *answers)
    assert (document.title, document.group_name, document.hashtag) == ("BPStudy#56", "BPStudy", "bpstudy")
    assert [(p.kind, p.presenter_handle) for p in document.presentations] == [("page", "haru860")]
