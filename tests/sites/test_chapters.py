"""Recordings cut in time, by their descriptions and by what was said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sites.captions import best, read_captions, tracks
from pipeline.sites.chapters import STRETCH, Cue, chapters, with_words
from pipeline.sites.document import Unreadable
from tests.sites.answers import CAPTURES, answer

TIMEDTEXT = "https://www.youtube.com/api/timedtext?v=H0sh1m1da1_&lang=ja"


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


@given(st.lists(st.tuples(st.floats(0, 20_000), st.text("月面のOTP ", min_size=1, max_size=8)), max_size=60))
def test_no_word_is_lost_and_time_only_rises(said: list[tuple[float, str]]) -> None:
    frame = chapters("0:00 開場\n10:00 月面のOTP\n50:00 閉会", 20_000)
    cues = [Cue(start, text.strip()) for start, text in said]
    pages = with_words(frame, cues, 20_000)
    kept = "".join(p.text for p in pages).replace(" ", "")
    assert sorted(kept) == sorted("".join(cue.text for cue in cues).replace(" ", ""))
    starts = [p.start_seconds or 0 for p in pages]
    assert starts == sorted(set(starts))
    assert [p.number for p in pages] == list(range(1, len(pages) + 1))


def test_without_chapters_what_was_said_is_cut_every_few_minutes() -> None:
    pages = with_words((), [Cue(0.5, "first"), Cue(STRETCH + 1.0, "second"), Cue(STRETCH * 5.0, "last")], 2000)
    assert [(p.start_seconds, p.end_seconds, p.text) for p in pages] == [
        (0, STRETCH, "first"),
        (STRETCH, STRETCH * 5, "second"),
        (STRETCH * 5, 2000, "last"),
    ]


def track(language: str, kind: str = "", more: str = "") -> dict[str, str]:
    url = f"https://www.youtube.com/api/timedtext?v=x&lang={language}{more}"
    return {"baseUrl": url, "languageCode": language, "kind": kind}


@pytest.mark.parametrize(
    ("offered", "language", "heard"),
    [
        ([track("en"), track("ja", "asr")], "ja", True),  # heard in Japanese: the English is a translation
        ([track("ja", "asr"), track("ja"), track("en")], "ja", False),
        ([track("fr"), track("en-GB"), track("ja")], "ja", False),
        ([track("fr"), track("en-GB")], "en", False),
        ([track("ja", "asr", "&exp=xpe"), track("en")], "en", False),
    ],
)
def test_the_track_that_is_asked_for(offered: list[dict[str, str]], language: str, heard: bool) -> None:
    chosen = best(tracks({"captions": {"playerCaptionsTracklistRenderer": {"captionTracks": offered}}}))
    assert chosen is not None
    assert (chosen.language, chosen.is_heard) == (language, heard)


def test_there_may_be_no_track() -> None:
    assert best(tracks({})) is None
    elsewhere = [{"baseUrl": "https://evil.example/api?lang=ja", "languageCode": "ja"}]
    assert tracks({"captions": {"playerCaptionsTracklistRenderer": {"captionTracks": elsewhere}}}) == []


@pytest.mark.parametrize(
    "body",
    [
        '<?xml version="1.0"?><transcript><text start="1.5" dur="2">it&amp;#39;s <i>here</i></text></transcript>',
        '<timedtext format="3"><body><p t="1500" d="2000"><s>it&amp;#39;s</s><s> here</s></p></body></timedtext>',
        '{"wireMagic": "pb3", "events": [{"tStartMs": 0, "wpWinPosId": 1}, {"tStartMs": 1500, "segs": [{"utf8": "it\'s"},'
        ' {"utf8": " here"}]}, {"tStartMs": 1600, "aAppend": 1, "segs": [{"utf8": "\\n"}]}]}',
    ],
)
def test_every_format_says_the_same(body: str) -> None:
    assert read_captions(answer(TIMEDTEXT, body, content_type="text/xml")) == [Cue(1.5, "it's here")]


@pytest.mark.parametrize("body", ["<html><body>Sorry</body></html>", '{"error": 1}', "nothing", "<!DOCTYPE x"])
def test_what_is_no_transcript_is_told(body: str) -> None:
    with pytest.raises(Unreadable, match="captions"):
        read_captions(answer(TIMEDTEXT, body))


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
def test_captured_captions() -> None:
    heard = read_captions(answer(TIMEDTEXT, (CAPTURES / "youtube/timedtext_asr_en.xml").read_bytes()))
    assert len(heard) > 500
    assert "I'm from Ukraine" in heard[3].text
    written = read_captions(answer(TIMEDTEXT, (CAPTURES / "youtube/timedtext_json3.first6.json").read_bytes()))
    assert written[0].start == 0.21
