"""What was captured from the live sites, served under its own address and read as a run reads; skipped where it is not there."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.sites.answers import CAPTURES
from tests.web.replayed.asking import ask
from tests.web.replayed.table import Case, Served
from tests.web.server import LoopbackWeb

pytestmark = pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
WATCH = {"youtube_watch_pages": True}
VIDEO = "https://www.youtube.com/watch?v=F75k4Oc6g9Q"
OEMBED = f"https://www.youtube.com/oembed?url={quote(VIDEO, safe='')}&format=json"
SPOKEN = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
ITEM = "https://qiita.com/ikeguma_Na/items/70ab4e8e145318e72bd2"
DECK = "https://speakerdeck.com/miyasho88/smarthr"
DOCSWELL = "https://www.docswell.com/s/example/ABC123-deck"
SLIDESHARE = "https://www.slideshare.net/slideshow/example/12345678"
SLIDES = "https://docs.google.com/presentation/d/1CaptureCaptureCaptureCaptureCaptureCapture44"
EVENT = "https://bpstudy.connpass.com/event/364/"
ZENN = "https://zenn.dev/zenn/articles/markdown-guide-whole"
DOORKEEPER = "https://api.doorkeeper.jp/events/"
JSON = "application/json"


def captured(url: str, name: str, status: int = 200, kind: str = "text/html; charset=utf-8") -> Served:
    """The capture `name` as the answer of `url`; empty where there is none, as this module is collected all the same."""
    path = CAPTURES / name
    return Served(url, path.read_bytes() if path.is_file() else b"", status, kind)


def refused(name: str, status: int, outcome: str) -> Case:
    """YouTube's answer in place of a watch page, with what its oEmbed says beside it missing."""
    served = (Served(OEMBED, status=500), captured(VIDEO, f"youtube/{name}", status))
    return Case(name, VIDEO, served, outcome=outcome, asked=(OEMBED, VIDEO), crawl=WATCH, kept={VIDEO: outcome})


CASES = (
    Case(
        "Qiita's API, 2021",
        ITEM,
        (Served(f"{ITEM}.md", status=404), captured(f"https://qiita.com/api/v2/items/{ITEM[-20:]}", "qiita/api_v2_item_70ab4e8e145318e72bd2_2021.json", kind=JSON)),
        layers=("api",),
        pages=2,
        facts={"author_handle": "ikeguma_Na"},
    ),
    Case(
        "Zenn's body of everything",
        ZENN,
        (Served("https://zenn.dev/api/articles/markdown-guide-whole", status=404), captured(ZENN, "zenn/zenn-content-css_test.html")),
        layers=("html", "og"),
    ),
    Case(
        "Speaker Deck's oEmbed, 2024",
        DECK,
        (Served(DECK, status=500), captured(f"https://speakerdeck.com/oembed.json?url={quote(DECK, safe='')}", "speakerdeck/oembed_2024.json", kind=JSON)),
        layers=("oembed",),
        facts={"aliases": ("speakerdeck:player/e20c6467299e4c1ca07ad14064a89d74",)},
    ),
    Case(
        "a profile of Speaker Deck, 2019, where a deck was",
        DECK,
        (captured(DECK, "speakerdeck/user_page_2019.html"), Served(f"https://speakerdeck.com/oembed.json?url={quote(DECK, safe='')}", status=404)),
        outcome="gone",
        kept={DECK: "gone"},
    ),
    Case(
        "Docswell's deck and embed view",
        DOCSWELL,
        (captured(DOCSWELL, "docswell/deck.replica.html"), captured("https://www.docswell.com/slide/ABC123/embed", "docswell/embed.replica.html")),
        layers=("og", "embed"),
    ),
    Case("SlideShare's deck", SLIDESHARE, (captured(SLIDESHARE, "slideshare/deck.replica.html"),), layers=("json-ld", "pictures", "og")),
    Case(
        "Google's plain view",
        f"{SLIDES}/preview",
        (Served(f"{SLIDES}/export/pdf", status=401), captured(f"{SLIDES}/htmlpresent", "google_slides/htmlpresent.replica.html")),
        layers=("htmlpresent",),
        pages=2,
    ),
    Case(
        "connpass' API v2, as documented",
        EVENT,
        (
            captured("https://connpass.com/api/v2/events/?event_id=364", "connpass/api_v2_get_events.json", kind=JSON),
            captured("https://connpass.com/api/v2/events/364/presentations/?start=1&count=100", "connpass/api_v2_get_event_presentations.json", kind=JSON),
        ),
        layers=("api", "presentations"),
        title="BPStudy#56",
        facts={"group_name": "BPStudy", "hashtag": "bpstudy"},
        keys={"CONNPASS_API_KEY": "sesame"},
    ),
    Case("YouTube's oEmbed, 2026", SPOKEN, (captured(OEMBED.replace("F75k4Oc6g9Q", "dQw4w9WgXcQ"), "youtube/oembed_2026-05.json", kind=JSON),), layers=("oembed",), facts={"author_name": "Rick Astley"}),
    Case(
        "YouTube's watch page, 2026",
        VIDEO,
        (Served(OEMBED, status=500), captured(VIDEO, "youtube/watch_F75k4Oc6g9Q.trimmed.html")),
        layers=("player-data", "microdata"),
        facts={"duration_seconds": 1869, "author_handle": "railsofficial"},
        crawl=WATCH,
    ),
    refused("youtube_consent_page.html.static", 200, "private"),
    refused("youtube_too_many_requests.html.static", 429, "blocked"),
    refused("youtube_too_many_requests.html.static", 200, "blocked"),
    refused("youtube_video_unavailable.innertube.json.static", 200, "gone"),
    refused("youtube_request_blocked.innertube.json.static", 200, "blocked"),
    refused("youtube_unplayable.innertube.json.static", 200, "unsupported"),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_capture_is_read_through_the_real_client(
    case: Case, web: LoopbackWeb, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for served in case.served:
        served.put(web)
    got = ask(case, web, folder, monkeypatch)
    document = got.page.document
    assert (got.page.status, document.layers if document else ()) == (case.outcome, case.layers)
    assert list(dict.fromkeys(got.requests)) == list(case.asked or [served.url for served in case.served])
    if document is not None:
        assert document.title
        assert case.title in document.title
        assert not case.pages or len(document.pages) == case.pages
        for name, value in case.facts.items():
            assert getattr(document, name) == value
