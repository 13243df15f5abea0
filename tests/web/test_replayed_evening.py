"""One evening from a report, through a real server and the whole run, to the tables: the platform's word, its list, the recording."""

from __future__ import annotations

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.config import Crawl, FilesSource, Settings
from pipeline.headless import run_job
from pipeline.paths import DataPaths
from pipeline.stages import workspace as stages
from pipeline.stages.progress import Progress
from pipeline.stages.workspace import Workspace
from pipeline.web.client import Client
from tests.web.conftest import QuickClock
from tests.web.replayed.decks import deck_page
from tests.web.replayed.events import DECK as FIRST
from tests.web.replayed.events import EVENT, EVENT_API, JSON, NOON, SHOWN_API, shown, told
from tests.web.replayed.recordings import DATA_API, VIDEO
from tests.web.server import LoopbackWeb

SECOND = "https://speakerdeck.com/tabito/borrowing-is-a-ferry"
CHAPTERS = "0:00 はじめに\n1:05 所有権と水門\n12:30 借用は渡し舟 / tabito\n20:00 おわりに\n"
# the report gives the event another name and leaves the second talk's slides out
REPORT = f"""---
title: 水路のRust会 第4回 参加レポート
id: c0ffee00c0ffee00c0aa
---
2025/6/6(金)に [水路のRust会]({EVENT}) に参加しました。 #mizube

## 1. [所有権と水門]({FIRST["url"]})

@ukai_wataru さんの発表でした。

## 2. 借用は渡し舟

@tabito さんの発表でした。

## 録画

{VIDEO}
"""
FERRY = {
    "@context": "http://schema.org",
    "@type": "PresentationDigitalDocument",
    "name": "借用は渡し舟",
    "author": {"@type": "Person", "name": "tabito"},
    "hasPart": [{"@type": "DigitalDocument", "position": n, "text": f"渡し舟 その{n}"} for n in (1, 2)],
}
VIDEO_DATA = {
    "id": "N4g1Rust4__",
    "contentDetails": {"duration": "PT25M"},
    "snippet": {
        "title": "凪Rust会 #4 配信",
        "description": CHAPTERS,
        "publishedAt": "2025-06-07T06:00:00Z",
        "channelId": "UCnagi",
    },
}


@pytest.fixture
def rows(web: LoopbackWeb, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the job over the evening; asks the published corpus."""
    monkeypatch.setenv("CONNPASS_API_KEY", "sesame")
    monkeypatch.setenv("YOUTUBE_API_KEY", "sesame")
    monkeypatch.setattr(stages, "Client", partial(Client, transport=web.transport(), clock=QuickClock()))
    web.page(EVENT_API, told(), content_type=JSON)
    ferry = {
        "url": SECOND,
        "name": "借用は渡し舟",
        "presentation_type": "slide",
        "presenter": {"id": 3, "nickname": "tabito"},
    }
    web.page(SHOWN_API, shown(FIRST, ferry), content_type=JSON)
    web.page(FIRST["url"], deck_page())
    web.page(
        SECOND,
        f"<title>借用は渡し舟 - Speaker Deck</title><script type='application/ld+json'>{json.dumps(FERRY)}</script>",
    )
    web.page(f"{DATA_API}&id=N4g1Rust4__", json.dumps({"items": [VIDEO_DATA]}), content_type=JSON)
    (folder / "posts").mkdir()
    (folder / "posts" / "night.md").write_text(REPORT, encoding="utf-8")
    source = FilesSource(kind="files", name="posts", path=folder / "posts", url="https://qiita.com/minato/items/{id}")
    run_job(Workspace(DataPaths(folder / "data"), Settings(crawl=Crawl(retries=0), source=(source,)), Progress()))
    with duckdb.connect(str(folder / "data" / "talks.duckdb"), read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_an_evening_is_what_its_platform_says_with_the_materials_of_both(rows: Any) -> None:
    ((title, starts_at, place, hashtag),) = rows("SELECT title, starts_at, place, hashtag FROM events")
    assert (title, place, hashtag) == ("凪Rust会 #4", "凪公民館", "nagirust")
    assert abs(starts_at.astimezone(NOON.tzinfo) - NOON) < timedelta(seconds=1)
    slides = rows(
        "SELECT t.position, m.url FROM talks t JOIN talk_materials tm USING (talk_id) JOIN materials m USING (material_id)"
        " WHERE tm.role = 'slides' ORDER BY t.position"
    )
    assert [url for _, url in slides] == [FIRST["url"], SECOND]
    assert rows("SELECT count(*) FROM talks") == [(2,)]
    # the recording of the whole evening is cut by its chapters, found by title and by speaker
    stretches = rows(
        "SELECT t.position, tm.role, tm.start_seconds, tm.end_seconds, tm.deep_link FROM talks t"
        " JOIN talk_materials tm USING (talk_id) WHERE tm.role IN ('recording', 'event_recording') ORDER BY t.position"
    )
    assert [row[1:4] for row in stretches] == [("recording", 65, 750), ("recording", 750, 1200)]
    assert [row[4] for row in stretches] == [f"{VIDEO}&t=65s", f"{VIDEO}&t=750s"]
    # every slide is a row with its text, picture and the link that opens it
    pages = rows(
        "SELECT text, image_url, deep_link FROM material_pages WHERE kind = 'slide' AND material_id LIKE '%ownership%'"
    )
    assert pages
    assert all("slide" in link for _, _, link in pages)
