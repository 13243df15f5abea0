"""YouTube's recordings, and the chapters in their descriptions."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.sites.youtube import chapters
from pipeline.web.answers import Outcome
from tests.sites.answers import answer, page, read

URL = "https://www.youtube.com/watch?v=H0sh1m1da1_"
OEMBED = "https://www.youtube.com/oembed?url=https%3A%2F%2Fwww.youtube.com%2Fwatch%3Fv%3DH0sh1m1da1_&format=json"


def test_only_oembed_is_asked_for() -> None:
    assert [r.url for r in site_of(URL).requests(URL)] == [OEMBED]


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
    ("description", "found"),
    [
        ("00:00 Intro\n12:30 Bees", [(0, "Intro"), (750, "Bees")]),
        ("・1:02:03 | LT大会\n・1:20:00 | 懇親会", [(3723, "LT大会"), (4800, "懇親会")]),
        ("[0:10] 挨拶\n（5:00） 発表", [(10, "挨拶"), (300, "発表")]),
        ("0:00 - 5:00 挨拶\n5:00 ~ 9:00 発表", [(0, "挨拶"), (300, "発表")]),
        ("starts at 19:30 sharp\nbring 2:1 lemonade", []),
        ("0:00 only one", []),
        ("10:00 later\n05:00 earlier", []),
    ],
)
def test_chapters_are_rising_times_at_the_start_of_lines(description: str, found: list[tuple[int, str]]) -> None:
    assert [(p.start_seconds, p.heading) for p in chapters(description)] == found


@given(st.text(max_size=400))
def test_chapters_of_any_text_rise(text: str) -> None:
    starts = [p.start_seconds or 0 for p in chapters(text)]
    assert starts == sorted(set(starts))


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
