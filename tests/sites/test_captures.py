"""What was captured from the live sites is read; skipped where the captures are not."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.feeds import read_feed
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import CAPTURES, answer, read

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
JST = timezone(timedelta(hours=9))


def captured(name: str) -> bytes:
    return (CAPTURES / name).read_bytes()


def test_qiitas_api_item_of_2021() -> None:
    url = "https://qiita.com/ikeguma_Na/items/70ab4e8e145318e72bd2"
    document = read(url, answer(url, captured("qiita/api_v2_item_70ab4e8e145318e72bd2_2021.json"), layer="api"))
    assert document.published_at == datetime(2021, 9, 30, 0, 51, 3, tzinfo=JST)
    assert document.author_handle == "ikeguma_Na"
    assert [p.heading for p in document.pages] == ["経緯", "参考にしたサイト"]
    assert document.pages[0].anchor == "%E7%B5%8C%E7%B7%AF"


def test_the_fragments_worked_out_for_markdown_are_those_that_qiita_made() -> None:
    from pipeline.sites.sections import markdown_sections

    item = json.loads(captured("qiita/api_v2_item_70ab4e8e145318e72bd2_2021.json"))
    for page in markdown_sections(item["body"]):
        assert f'href="#{page.anchor}"' in item["rendered_body"]


@pytest.mark.parametrize(
    "name", ["qiita/popular_items_2023.atom.xml", "qiita/ftnext_qiita_rss_0.xml", "zenn/ftnext_zenn_rss_0.xml"]
)
def test_feeds(name: str) -> None:
    entries = read_feed(captured(name))
    assert len(entries) == 2
    assert all(e.title and e.published_at and "utm_" not in e.url for e in entries)


def test_hatena_bookmarks_listing_of_decks() -> None:
    entries = read_feed(captured("docswell/hatena_bookmark_site_docswell.rdf.xml"))
    assert len(entries) > 20
    assert all("docswell.com" in e.url for e in entries)


def test_zenns_body_of_everything() -> None:
    url = "https://zenn.dev/zenn/articles/markdown-guide-whole"
    document = read(url, answer(url, captured("zenn/zenn-content-css_test.html")))
    assert document.layers[0] == "html"
    assert "埋め込み" in [p.heading for p in document.pages]
    assert len(document.pages) > 10


def test_speaker_decks_deck_and_oembed() -> None:
    url = "https://speakerdeck.com/example/example-deck"
    document = read(url, answer(url, captured("speakerdeck/deck.replica.html")))
    assert (document.title, document.page_count) == ("Example Deck Title", 2)
    assert document.aliases == ("speakerdeck:player/aaaaaaaabbbbccccddddeeeeffff0000",)
    asked = "https://speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fmiyasho88%2Fsmarthr"
    document = read(
        "https://speakerdeck.com/miyasho88/smarthr", answer(asked, captured("speakerdeck/oembed_2024.json"))
    )
    assert document.author_handle == "miyasho88"
    assert document.aliases == ("speakerdeck:player/e20c6467299e4c1ca07ad14064a89d74",)


def test_youtubes_watch_page_player_data_and_oembed() -> None:
    url = "https://www.youtube.com/watch?v=F75k4Oc6g9Q"
    from_page = read(url, answer(url, captured("youtube/watch_F75k4Oc6g9Q.trimmed.html")))
    assert from_page.layers == ("player-data", "microdata")
    assert from_page.duration_seconds == 1869
    assert from_page.author_handle == "railsofficial"
    assert from_page.published_at == datetime(2023, 10, 19, 8, 4, 29, tzinfo=timezone(timedelta(hours=-7)))
    from_data = read(url, answer(url, captured("youtube/ytInitialPlayerResponse_F75k4Oc6g9Q.trimmed.json")))
    assert from_data.title == from_page.title
    other = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
    assert read(other, answer(other, captured("youtube/oembed_2026-05.json"))).author_name == "Rick Astley"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("youtube_video_unavailable.innertube.json.static", Outcome.GONE),
        ("youtube_request_blocked.innertube.json.static", Outcome.BLOCKED),
        ("youtube_consent_page.html.static", Outcome.PRIVATE),
        ("youtube_unplayable.innertube.json.static", Outcome.UNSUPPORTED),
        ("youtube_too_many_requests.html.static", Outcome.BLOCKED),
    ],
)
def test_youtubes_refusals(name: str, outcome: Outcome) -> None:
    url = "https://www.youtube.com/watch?v=F75k4Oc6g9Q"
    with pytest.raises(Unreadable) as raised:
        read(url, answer(url, captured(f"youtube/{name}")))
    assert raised.value.outcome is outcome


def test_connpass_api_v2_and_v1() -> None:
    url = "https://bpstudy.connpass.com/event/364/"
    document = read(url, answer(url, captured("connpass/api_v2_get_events.json"), layer="api"))
    assert (document.title, document.group_name, document.hashtag) == ("BPStudy#56", "BPStudy", "bpstudy")
    assert document.starts_at == datetime(2012, 4, 17, 18, 30, tzinfo=JST)
    url = "https://lets-go-study-meeting.connpass.com/event/103517/"
    document = read(url, answer(url, captured("connpass/api_v1_event_103517_2018.json"), layer="api"))
    assert document.group_name == "はじめてのIT勉強会"
    assert document.starts_at == datetime(2018, 10, 24, 19, tzinfo=JST)


@pytest.mark.parametrize("name", ["docswell/deck.replica.html", "slideshare/deck.replica.html"])
def test_decks_of_platforms_without_a_module_have_a_title(name: str) -> None:
    url = {
        "docswell": "https://www.docswell.com/s/example/ABC123-deck",
        "slideshare": "https://www.slideshare.net/slideshow/example/12345678",
    }[name.partition("/")[0]]
    document = site_of(url).read(url, [answer(url, captured(name))])
    assert document is not None
    assert document.kind == "deck"
    assert document.title
