"""YouTube's recordings: which layers are asked for, and what each tells."""

from datetime import datetime, timedelta, timezone

import pytest

from pipeline.sites.captions import EMPTY, NEEDS_TOKEN
from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.sites.youtube import YouTubeSite
from pipeline.web.answers import Outcome
from tests.sites.answers import PAGES, answer, page, read

URL = "https://www.youtube.com/watch?v=H0sh1m1da1_"
API = "https://www.googleapis.com/youtube/v3/videos?part=snippet,contentDetails&id=H0sh1m1da1_"
CAPTIONS = "https://www.youtube.com/api/timedtext?v=H0sh1m1da1_&opi=1&lang=ja"
OEMBED = "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DH0sh1m1da1_&format=json"


def test_oembed_is_asked_for_and_the_watch_page_only_where_settings_allow() -> None:
    assert [(r.url, r.needs) for r in site_of(URL).requests(URL)] == [(OEMBED, ""), (URL, "youtube_watch_pages")]


def test_of_a_playlist_there_is_oembed_alone() -> None:
    url = "https://www.youtube.com/playlist?list=PLhoshimidai0012"
    assert [r.layer for r in site_of(url).requests(url)] == ["oembed"]


def test_with_a_key_the_data_api_comes_first() -> None:
    site = YouTubeSite(has_key=lambda url: url.startswith("https://www.googleapis.com/youtube/v3/"))
    assert [r.layer for r in site.requests(URL)] == ["data-api", "oembed", "html"]


def test_the_data_api_gives_date_length_and_chapters() -> None:
    document = read(URL, page("youtube/videos.json", API), page("youtube/oembed.json", OEMBED))
    assert document.layers == ("data-api", "oembed")
    assert (document.duration_seconds, document.language) == (3723, "ja")
    assert [p.heading for p in document.pages] == ["開場", "月面のOTP / 宇宙 そら", "閉会"]
    assert document.author_handle == "hoshimidai-ex"
    assert site_of(URL).is_enough(document)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('{"kind": "youtube#videoListResponse", "items": []}', Outcome.GONE),
        ('{"error": {"code": 403, "message": "The request exceeded your quota."}}', Outcome.BLOCKED),
        ('{"error": {"code": 400, "message": "API key not valid."}}', Outcome.ERROR),
    ],
)
def test_the_data_apis_refusals(body: str, outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(API, body, layer="data-api"))
    assert raised.value.outcome is outcome


def test_the_captions_of_the_spoken_language_are_asked_for_where_settings_allow() -> None:
    (asked,) = site_of(URL).further(URL, [page("youtube/watch_captions.html", URL)])
    assert (asked.needs, asked.url) == ("captions", CAPTIONS)


def test_captions_that_only_youtubes_player_gets_are_not_asked_for_but_told() -> None:
    watched = (PAGES / "youtube" / "watch_captions.html").read_text("utf-8").replace("&opi=1", "&opi=1&exp=xpe")
    made = answer(URL, watched)
    assert list(site_of(URL).further(URL, [made])) == []
    assert read(URL, made).notes == (NEEDS_TOKEN,)


def test_what_was_said_stands_in_its_chapter_in_the_language_that_came() -> None:
    watched = page("youtube/watch_captions.html", URL)
    document = read(URL, watched, page("youtube/captions.xml", CAPTIONS))
    assert document.language == "ja"
    assert document.layers == ("player-data", "captions")
    assert [(p.heading, p.start_seconds, p.end_seconds, p.text) for p in document.pages] == [
        ("開場", 0, 60, "こんばんは、星の下へようこそ"),
        ("月面のOTP", 60, 240, "It's <supervised> on the moon"),
        ("月面のOTP", 240, 400, "落ちても起き上がる"),
    ]


def test_an_empty_answer_is_noted_and_leaves_the_rest() -> None:
    document = read(URL, page("youtube/watch_captions.html", URL), answer(CAPTIONS, ""))
    assert document.notes == (EMPTY,)
    assert [p.heading for p in document.pages] == ["開場", "月面のOTP"]
    assert document.language == ""


def test_oembed_gives_title_and_channel() -> None:
    document = read(URL, page("youtube/oembed.json", OEMBED))
    assert document.title == "星見台Elixirの会 #12 配信アーカイブ"
    assert (document.author_name, document.author_handle) == ("星見台Elixirの会", "hoshimidai-ex")
    assert document.layers == ("oembed",)
    assert document.kind == "recording"


def test_a_watch_page_gives_date_length_and_chapters() -> None:
    document = read(URL, page("youtube/watch.html", URL))
    assert document.layers == ("player-data", "microdata")
    assert document.duration_seconds == 3723
    assert document.published_at == datetime(2024, 5, 18, 20, tzinfo=timezone(timedelta(hours=9)))
    assert [(p.start_seconds, p.end_seconds, p.heading) for p in document.pages] == [
        (0, 330, "開場"),
        (330, 1690, "夜行列車で学ぶGenServer / 夜行 でん子"),
        (1690, 3660, "月面のOTP"),
        (3660, 3723, "閉会"),
    ]


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ('{"status": "ERROR", "reason": "This video is unavailable"}', Outcome.GONE),
        ('{"status": "LOGIN_REQUIRED", "reason": "This is a private video"}', Outcome.PRIVATE),
        ('{"status": "LOGIN_REQUIRED", "reason": "Sign in to confirm you’re not a bot"}', Outcome.BLOCKED),
        ('{"status": "UNPLAYABLE", "reason": "Join this channel"}', Outcome.UNSUPPORTED),
    ],
)
def test_a_players_refusal_has_its_true_outcome(status: str, outcome: Outcome) -> None:
    markup = f'<script>var ytInitialPlayerResponse = {{"playabilityStatus": {status}}};</script>'
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(URL, markup))
    assert raised.value.outcome is outcome
