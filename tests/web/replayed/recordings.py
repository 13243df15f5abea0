"""Rows for recordings: YouTube, Vimeo, Nico Nico."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from tests.web.replayed.table import NOT_FOUND, Case, Served, moved, page

VIDEO = "https://www.youtube.com/watch?v=N4g1Rust4__"
OEMBED = f"https://www.youtube.com/oembed?url={quote(VIDEO, safe='')}&format=json"
DATA_API = "https://www.googleapis.com/youtube/v3/videos?part=snippet,contentDetails"
TRACK = "https://www.youtube.com/api/timedtext?v=N4g1Rust4__&lang=ja&kind=asr"
CONSENT = "https://consent.youtube.com/m?continue=https://www.youtube.com/watch"
VIMEO = "https://vimeo.com/990101444"
VIMEO_OEMBED = f"https://vimeo.com/api/oembed.json?url={quote(VIMEO, safe='')}"
NICO = "https://www.nicovideo.jp/watch/sm99010144"
NICO_INFO = "https://ext.nicovideo.jp/api/getthumbinfo/sm99010144"
NICO_OEMBED = f"https://ext.nicovideo.jp/oembed?url={quote(NICO, safe='')}&format=json"
JSON = "application/json"

TOLD = json.dumps(
    {
        "title": "凪Rust会 #4 配信", "author_name": "凪Rust会", "author_url": "https://www.youtube.com/@nagi-rust",
        "type": "video", "version": "1.0", "thumbnail_url": "https://i.ytimg.com/vi/N4g1Rust4__/hqdefault.jpg",
    },
    ensure_ascii=False,
)  # fmt: skip
CHAPTERS = "凪Rust会 #4\n0:00 はじめに\n1:05 所有権と水門\n12:30 借用は渡し舟\n"
CONSENT_PAGE = (
    "<!DOCTYPE html><html><head><title>Before you continue to YouTube</title></head><body>"
    "<form action='https://consent.youtube.com/s' method='POST'><input type='hidden' name='v' value='cb'></form></body></html>"
)
CAPTCHA = (
    "<!DOCTYPE html><html><head><title>https://www.youtube.com/watch</title></head><body>"
    "<form action='/das_captcha' method='POST'><div class='g-recaptcha'></div></form>Our systems have detected unusual traffic</body></html>"
)
SAID = "<transcript><text start='66.5' dur='4.0'>水門を&amp;#39;閉めた&amp;#39;人が</text><text start='751' dur='3'>返すまでが借用</text></transcript>"


def watch(status: dict[str, Any] | None = None, tracks: tuple[str, ...] = (), *, details: bool = True) -> str:
    """A watch page with the player's data."""
    data: dict[str, Any] = {"playabilityStatus": status or {"status": "OK"}}
    if details:
        data["videoDetails"] = {
            "videoId": "N4g1Rust4__", "title": "凪Rust会 #4 配信", "lengthSeconds": "1500", "author": "凪Rust会",
            "channelId": "UCnagi", "shortDescription": CHAPTERS, "isLiveContent": True,
        }  # fmt: skip
    if tracks:
        offered = [{"baseUrl": url, "languageCode": "ja", "kind": "asr", "vssId": "a.ja"} for url in tracks]
        data["captions"] = {"playerCaptionsTracklistRenderer": {"captionTracks": offered}}
    script = f"<script nonce='x'>var ytInitialPlayerResponse = {json.dumps(data)};var meta = 1;</script>"
    return f"<!DOCTYPE html><html><head><title>凪Rust会 #4 配信 - YouTube</title></head><body>{script}</body></html>"


OPEN = {"youtube_watch_pages": True, "captions": True}
ROBOTS = Served("https://www.youtube.com/robots.txt", "User-agent: *\nDisallow: /results", content_type="text/plain")
GOOD_OEMBED = Served(OEMBED, TOLD, content_type=JSON)
UNAVAILABLE = {"status": "ERROR", "reason": "Video unavailable"}
NOT_A_BOT = {"status": "LOGIN_REQUIRED", "reason": "Sign in to confirm you’re not a bot"}
PRIVATE = {
    "status": "LOGIN_REQUIRED",
    "reason": "This is a private video. Please sign in to verify that you may see it.",
}


def refused(name: str, status: dict[str, Any], outcome: str, says: str) -> Case:
    """A watch page whose player refuses, behind an oEmbed that gives nothing."""
    return Case(
        name,
        VIDEO,
        (ROBOTS, Served(OEMBED, "Bad Request", 400, "text/plain"), Served(VIDEO, watch(status, details=False))),
        outcome=outcome,
        says=says,
        asked=(OEMBED, VIDEO),
        crawl=OPEN,
        kept={VIDEO: outcome, OEMBED: "error"},
    )


CASES = (
    Case(
        "a video by oEmbed alone, which is all that is asked for by default",
        f"{VIDEO}&t=65s",
        (GOOD_OEMBED, Served(VIDEO, watch())),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        facts={"author_handle": "nagi-rust", "duration_seconds": None},
        asked=(OEMBED,),
    ),
    Case(
        "a video by the Data API, where there is a key: length, day and chapters",
        VIDEO,
        (
            Served(
                f"{DATA_API}&id=N4g1Rust4__",
                json.dumps(
                    {
                        "items": [
                            {
                                "id": "N4g1Rust4__", "contentDetails": {"duration": "PT25M"},
                                "snippet": {"title": "凪Rust会 #4 配信", "description": CHAPTERS, "publishedAt": "2025-06-07T06:00:00Z", "channelId": "UCnagi"},
                            }
                        ]
                    }
                ),
                content_type=JSON,
            ),
        ),
        layers=("data-api",),
        title="凪Rust会 #4 配信",
        pages=3,
        facts={"duration_seconds": 1500},
        keys={"YOUTUBE_API_KEY": "sesame"},
    ),
    Case(
        "a Data API whose quota is spent is left alone, and oEmbed asked",
        VIDEO,
        (
            Served(f"{DATA_API}&id=N4g1Rust4__", '{"error":{"code":403,"message":"quotaExceeded"}}', 403, JSON),
            GOOD_OEMBED,
        ),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        keys={"YOUTUBE_API_KEY": "sesame"},
        kept={f"{DATA_API}&id=N4g1Rust4__": "blocked"},
    ),
    Case(
        "a key that the Data API does not take is told in one line, and oEmbed asked",
        VIDEO,
        (
            Served(
                f"{DATA_API}&id=N4g1Rust4__",
                '{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT",'
                '"details":[{"reason":"API_KEY_INVALID","domain":"googleapis.com"}]}}',
                400,
                JSON,
            ),
            GOOD_OEMBED,
        ),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        keys={"YOUTUBE_API_KEY": "sesame"},
        kept={f"{DATA_API}&id=N4g1Rust4__": "private"},
        tells="youtube: HTTP 400: www.googleapis.com does not take the key in YOUTUBE_API_KEY; put it right, or unset it",
    ),
    Case(
        "a video that may not be embedded is private",
        VIDEO,
        (Served(OEMBED, "Unauthorized", 401, "text/plain"),),
        proves=("youtube: oEmbed 401",),
        outcome="private",
        says="HTTP 401",
    ),
    Case(
        "a video that is not there is gone",
        VIDEO,
        (Served(OEMBED, "Not Found", 404, "text/plain"),),
        proves=("youtube: oEmbed 404",),
        outcome="gone",
        says="HTTP 404",
    ),
    Case(
        "a watch page without captions gives chapters, which start where the talks do",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, watch())),
        proves=("youtube: no captions",),
        layers=("player-data", "microdata", "oembed"),
        title="凪Rust会 #4 配信",
        pages=3,
        facts={"duration_seconds": 1500, "notes": ()},
        asked=(OEMBED, VIDEO),
        crawl=OPEN,
    ),
    Case(
        "captions are put into the chapters in which they were said",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, watch(tracks=(TRACK,))), Served(TRACK, SAID, content_type="text/xml")),
        layers=("player-data", "microdata", "oembed", "captions"),
        title="凪Rust会 #4 配信",
        pages=3,
        texts={2: "水門を'閉めた'人が", 3: "返すまでが借用"},
        facts={"language": "ja"},
        asked=(OEMBED, VIDEO, TRACK),
        crawl=OPEN,
    ),
    Case(
        "captions that come empty cost nothing but themselves",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, watch(tracks=(TRACK,))), Served(TRACK, "", content_type="text/html")),
        proves=("youtube: an empty timedtext body",),
        layers=("player-data", "microdata", "oembed"),
        title="凪Rust会 #4 配信",
        pages=3,
        asked=(OEMBED, VIDEO, TRACK),
        crawl=OPEN,
        kept={TRACK: "error", VIDEO: "ok"},
    ),
    Case(
        "captions that only YouTube's own player gets are not asked for",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, watch(tracks=(f"{TRACK}&exp=xpe",)))),
        layers=("player-data", "microdata", "oembed"),
        title="凪Rust会 #4 配信",
        pages=3,
        facts={"notes": ("captions: YouTube gives them to its own player alone",)},
        asked=(OEMBED, VIDEO),
        crawl=OPEN,
    ),
    Case(
        "the page that asks for consent is no watch page; what oEmbed told stays",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, moved(VIDEO, CONSENT, 302), Served(CONSENT, CONSENT_PAGE)),
        proves=("youtube: the consent page",),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        asked=(OEMBED, VIDEO, CONSENT),
        crawl=OPEN,
        kept={VIDEO: "private", OEMBED: "ok"},
    ),
    Case(
        "too many requests: the host is left alone, and what oEmbed told stays",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, CAPTCHA, 429)),
        proves=("youtube: 429",),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        asked=(OEMBED, VIDEO),
        crawl=OPEN,
        kept={VIDEO: "blocked"},
    ),
    Case(
        "a captcha with 200 is a wall as well",
        VIDEO,
        (ROBOTS, GOOD_OEMBED, Served(VIDEO, CAPTCHA)),
        layers=("oembed",),
        title="凪Rust会 #4 配信",
        asked=(OEMBED, VIDEO),
        crawl=OPEN,
        kept={VIDEO: "blocked"},
    ),
    refused("a player that says unavailable: gone", UNAVAILABLE, "gone", "unavailable"),
    refused("a player that says not a bot: a wall", NOT_A_BOT, "blocked", "not a bot"),
    refused("a player that says private: private", PRIVATE, "private", "private video"),
    Case(
        "a video of Vimeo by oEmbed, chapters of its description among it",
        f"{VIMEO}#t=30s",
        (
            Served(
                VIMEO_OEMBED,
                json.dumps({"title": "渡し舟の話", "author_name": "舟木", "duration": 900, "upload_date": "2025-06-09 10:00:00", "description": "0:00 はじめに\n2:00 借用"}),
                content_type=JSON,
            ),
        ),
        layers=("oembed",),
        title="渡し舟の話",
        pages=2,
        facts={"duration_seconds": 900},
    ),
    Case("a private video of Vimeo", VIMEO, (Served(VIMEO_OEMBED, "{}", 403, JSON),), (), "private", "HTTP 403"),
    Case("a deleted video of Vimeo", VIMEO, (Served(VIMEO_OEMBED, NOT_FOUND, 404),), (), "gone", "HTTP 404"),
    Case(
        "a video of Nico Nico by its thumb info",
        NICO,
        (Served(NICO_INFO, page("videos/nico.xml")),),
        layers=("thumb-info",),
        title="岬データの夕べ #4 【録画】",
        pages=2,
        facts={"site": "nicovideo", "duration_seconds": 3723},
    ),
    Case(
        "Nico Nico says DELETED with 200",
        NICO,
        (
            Served(NICO_INFO, "<nicovideo_thumb_response status='fail'><error><code>DELETED</code></error></nicovideo_thumb_response>", content_type="text/xml"),
            Served(NICO_OEMBED, NOT_FOUND, 404),
            Served(NICO, NOT_FOUND, 404),
        ),
        outcome="gone",
        says="Nico Nico says: DELETED",
        kept={NICO_INFO: "gone"},
    ),
    Case(
        "Nico Nico says COMMUNITY with 200: only its members may see it",
        NICO,
        (
            Served(NICO_INFO, "<nicovideo_thumb_response status='fail'><error><code>COMMUNITY</code></error></nicovideo_thumb_response>", content_type="text/xml"),
            Served(NICO_OEMBED, NOT_FOUND, 403),
            Served(NICO, NOT_FOUND, 403),
        ),
        outcome="private",
        says="COMMUNITY",
    ),
)  # fmt: skip
