"""Lists of posts through a real server: Qiita's feed and API, Zenn's paging, connpass' events, and what is told of them."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.corpus.inputs import SourceState
from pipeline.stages.discover import Found, discover
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.tokens import KEYS
from tests.web.conftest import QuickClock
from tests.web.replayed.events import DECK, EVENT, POST, shown, told
from tests.web.server import LoopbackWeb

USER = "https://qiita.com/api/v2/users/suimon_mio/items?page={}&per_page=50"
FEED = "https://qiita.com/suimon_mio/feed.atom"
ZENN = "https://zenn.dev/api/articles?username=funaki&order=latest&page={}"
EVENTS = "https://connpass.com/api/v2/events/?subdomain=nagi-rust&order=2&start={}&count=100"
SHOWN = "https://connpass.com/api/v2/events/990101/presentations/?start=1&count=100"
ARTICLE = {
    "title": "凪Rust会 #4 参加レポート",
    "path": "/funaki/articles/nagi-rust-4-memo",
    "published_at": "2025-06-08",
}
RATE = {"rate-limit": "60", "rate-reset": "1795350000", "total-count": "3"}

BARE_LINKS = """<?xml version="1.0" encoding="UTF-8"?>
<feed xml:lang="ja-JP" xmlns="http://www.w3.org/2005/Atom">
  <id>tag:qiita.com,2005:/suimon_mio/feed</id>
  <link rel="alternate" type="text/html" href="https://qiita.com"/>
  <link rel="self" type="application/atom+xml" href="https://qiita.com/suimon_mio/feed.atom"/>
  <title>suimon_mioの記事 - Qiita</title><description>Qiitaでユーザーsuimon_mioによる最近の記事</description>
  <link>https://qiita.com/suimon_mio</link>
  <entry>
    <id>tag:qiita.com,2005:PublicArticle/2404040</id>
    <published>2025-06-07T21:40:00+09:00</published><updated>2025-06-08T10:20:00+09:00</updated>
    <link rel="alternate" type="text/html" href="https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0ff?utm_campaign=suimon_mio&amp;utm_medium=feed&amp;utm_source=suimon_mio"/>
    <url>https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0ff</url>
    <title>凪Rust会 #4 参加レポート</title><content type="html">三つのLTを聞いてきました…</content><author><name>suimon_mio</name></author>
  </entry>
  <entry>
    <id>tag:qiita.com,2005:PublicArticle/2404041</id>
    <url>https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0fe</url>
    <title>cargoの小技</title>
  </entry>
</feed>"""


@dataclass(frozen=True)
class Made:
    """What discovery made of a source."""

    found: list[Found]
    states: list[SourceState]

    @property
    def urls(self) -> list[str]:
        return [one.url for one in self.found if one.role == "post"]

    @property
    def source(self) -> SourceState:
        return next(state for state in self.states if state.kind != "post")


Run = Callable[..., Made]


@pytest.fixture
def run(web: LoopbackWeb, folder: Path, clock: QuickClock, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Discovers by one source of corpus.toml, on the loopback web."""
    for key in KEYS:
        monkeypatch.delenv(key.variable, raising=False)

    def once(source: str, **crawl: Any) -> Made:
        toml = tomllib.loads(f'[[source]]\nname = "listed"\n{source}\n')
        settings = Settings.model_validate({**toml, "crawl": {"retries": 0, "recheck_hours": 0, **crawl}})

        async def work() -> Made:
            with Archive(folder / "archive.sqlite") as archive:
                async with Client(archive, settings.crawl, transport=web.transport(), clock=clock) as client:
                    return Made(*await discover(settings, client, archive))

        return asyncio.run(work())

    return once


def item(number: int, title: str) -> dict[str, Any]:
    url = f"https://qiita.com/suimon_mio/items/c0ffee00c0ffee00{number:04x}"
    return {"url": url, "title": title, "tags": [{"name": "Rust", "versions": []}], "private": False}


def listed(web: LoopbackWeb, url: str, value: Any, status: int = 200, **headers: str) -> None:
    body = json.dumps(value, ensure_ascii=False)
    web.page(url, body, status=status, content_type="application/json; charset=utf-8", headers=headers)


def test_a_feed_with_a_bare_link_names_its_posts_by_their_addresses(web: LoopbackWeb, run: Run) -> None:
    web.page(FEED, BARE_LINKS, content_type="application/atom+xml; charset=utf-8")
    made = run(f'kind = "feed"\nurl = "{FEED}"')
    assert made.urls == [
        "https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0ff",
        "https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0fe",
    ]
    assert (made.source.status, made.source.status_reason) == ("ok", "")


def test_a_feed_that_did_not_change_answers_304_and_keeps_its_posts(web: LoopbackWeb, run: Run) -> None:
    web.page(FEED, BARE_LINKS, content_type="application/atom+xml; charset=utf-8")
    first, again = (run(f'kind = "feed"\nurl = "{FEED}"') for _ in range(2))
    assert web.requests[-1].headers["if-none-match"]
    assert again.urls == first.urls


def test_the_pages_of_a_list_are_followed_by_their_link_headers(web: LoopbackWeb, run: Run) -> None:
    link = f'<{USER.format(1)}>; rel="first", <{USER.format(2)}>; rel="next", <{USER.format(2)}>; rel="last"'
    listed(web, USER.format(1), [item(1, "凪Rust会 #4 参加レポート")], link=link, **{**RATE, "rate-remaining": "41"})
    listed(web, USER.format(2), [item(2, "凪Rust会 #3 に参加しました"), item(3, "cargoの小技")], **RATE)
    made = run('kind = "qiita"\nuser = "suimon_mio"')
    assert [url[-4:] for url in made.urls] == ["0001", "0002"]
    assert web.asked() == [USER.format(1), USER.format(2)]
    assert (made.source.status, made.source.item_count) == ("ok", 2)


def test_an_allowance_that_runs_out_on_the_way_is_told_and_what_was_listed_stays(web: LoopbackWeb, run: Run) -> None:
    spent = {"message": "Rate limit exceeded", "type": "rate_limit_exceeded"}
    listed(web, USER.format(1), [item(1, "凪Rust会 #4 参加レポート")], link=f'<{USER.format(2)}>; rel="next"')
    listed(web, USER.format(2), spent, 403, **{**RATE, "rate-remaining": "0"})
    made = run('kind = "qiita"\nuser = "suimon_mio"')
    assert [url[-4:] for url in made.urls] == ["0001"]
    assert made.source.status == "blocked"
    assert USER.format(2) in made.source.status_reason


@pytest.mark.parametrize("headers", [{"rate-remaining": "0", "rate-reset": "99999999999"}, {}])
def test_where_the_api_gives_nothing_the_feed_is_asked_for(web: LoopbackWeb, run: Run, headers: dict[str, str]) -> None:
    spent = {"message": "Rate limit exceeded", "type": "rate_limit_exceeded"}
    listed(web, USER.format(1), spent, 403, **headers)
    web.page(FEED, BARE_LINKS, content_type="application/atom+xml; charset=utf-8")
    made = run('kind = "qiita"\nuser = "suimon_mio"')
    assert made.urls == ["https://qiita.com/suimon_mio/items/c0ffee00c0ffee00c0ff"]
    assert made.source.status == "blocked", "what the API said is told all the same"
    assert "2 newest posts by the feed" in made.source.status_reason


NEXT = {"link": f'<{USER.format(2)}>; rel="next"'}
RUN_OUT = {"link": f'<{USER.format(2)}>; rel="next"', **RATE, "rate-remaining": "1"}


def test_a_first_page_that_fails_hides_no_posts_of_later_pages_and_nothing_more_is_asked(
    web: LoopbackWeb, run: Run
) -> None:
    listed(web, USER.format(1), [item(1, "凪Rust会 #4 参加レポート")], **NEXT)
    listed(web, USER.format(2), [item(2, "凪Rust会 #3 に参加しました")])
    listed(web, USER.format(1), {"message": "Internal server error"}, 500)
    first = run('kind = "qiita"\nuser = "suimon_mio"')
    web.forget()
    again = run('kind = "qiita"\nuser = "suimon_mio"')
    assert again.urls == first.urls
    assert len(again.urls) == 2
    assert web.asked() == [USER.format(1)]
    assert (again.source.status, again.source.listed) == ("error", None)


def test_an_allowance_that_is_used_up_leaves_the_posts_of_pages_read_before(web: LoopbackWeb, run: Run) -> None:
    listed(web, USER.format(1), [item(1, "凪Rust会 #4 参加レポート")], **NEXT)
    listed(web, USER.format(2), [item(2, "凪Rust会 #3 に参加しました")])
    listed(web, USER.format(1), [item(3, "凪Rust会 #5 参加レポート")], **RUN_OUT)
    first = run('kind = "qiita"\nuser = "suimon_mio"')
    web.forget()
    again = run('kind = "qiita"\nuser = "suimon_mio"')
    assert [url[-4:] for url in again.urls] == ["0003", "0002"]
    assert web.asked() == [USER.format(1)]
    assert "stopped after 1 pages" in again.source.status_reason
    assert (first.source.listed, again.source.listed) == (2, None)


@pytest.mark.parametrize("recheck_hours", [0, 20], ids=["304", "taken from the archive"])
def test_an_allowance_that_was_used_up_an_hour_ago_stops_nothing_now(
    web: LoopbackWeb, run: Run, clock: QuickClock, recheck_hours: int
) -> None:
    listed(web, USER.format(1), [item(1, "凪Rust会 #4 参加レポート")], **RUN_OUT)
    listed(web, USER.format(2), [item(2, "凪Rust会 #3 に参加しました")])
    first = run('kind = "qiita"\nuser = "suimon_mio"', recheck_hours=recheck_hours)
    clock.passed += 3600
    again = run('kind = "qiita"\nuser = "suimon_mio"', recheck_hours=recheck_hours)
    assert [url[-4:] for url in first.urls] == ["0001"]
    assert [url[-4:] for url in again.urls] == ["0001", "0002"]
    assert again.source.status_reason == ""


def test_a_list_that_leads_back_to_itself_ends(web: LoopbackWeb, run: Run) -> None:
    listed(web, ZENN.format(1), {"articles": [ARTICLE], "next_page": 1})
    run('kind = "zenn"\nuser = "funaki"')
    assert web.asked() == [ZENN.format(1)]


def test_a_feed_whose_markup_broke_is_not_hidden_by_what_it_named_before(web: LoopbackWeb, run: Run) -> None:
    web.page(FEED, BARE_LINKS, content_type="application/atom+xml; charset=utf-8")
    web.page(FEED, BARE_LINKS.replace("entry>", "eintrag>"), content_type="application/atom+xml; charset=utf-8")
    first = run(f'kind = "feed"\nurl = "{FEED}"')
    again = run(f'kind = "feed"\nurl = "{FEED}"')
    assert again.urls == first.urls
    assert (first.source.listed, again.source.listed) == (2, 0)
    assert again.source.status_reason == "no entry in the feed"


def test_zenns_list_is_paged_by_next_page(web: LoopbackWeb, run: Run) -> None:
    other = {"title": "凪Rust会 #3 に行ってきた", "path": "/funaki/articles/nagi-rust-3-memo"}
    listed(
        web,
        ZENN.format(1),
        {"articles": [ARTICLE, {"title": "小技", "path": "/funaki/articles/cargo-tricks-01"}], "next_page": 2},
    )
    listed(web, ZENN.format(2), {"articles": [other], "next_page": None, "total_count": None})
    made = run('kind = "zenn"\nuser = "funaki"')
    assert [url.rpartition("/")[2] for url in made.urls] == ["nagi-rust-4-memo", "nagi-rust-3-memo"]
    assert web.asked() == [ZENN.format(1), ZENN.format(2)]
    assert len([state for state in made.states if state.kind == "post"]) == 1, "what was passed over is told"


def test_a_groups_events_and_the_posts_listed_there(
    web: LoopbackWeb, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "sesame")
    web.page(EVENTS.format(1), told(group=None, limit=8589934588), content_type="application/json")
    web.page(SHOWN, shown(DECK, POST), content_type="application/json")
    made = run('kind = "connpass"\ngroup = "nagi-rust"')
    assert made.urls == [POST["url"]]
    assert [one.url for one in made.found if one.role == "event"] == [EVENT]
    assert all(seen.headers["x-api-key"] == "sesame" for seen in web.requests)


def test_a_key_that_is_not_taken_is_one_line_and_one_question(
    web: LoopbackWeb, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "stale")
    web.page(EVENTS.format(1), status=404)
    made = run('kind = "connpass"\ngroup = "nagi-rust"')
    assert (made.found, made.source.status) == ([], "private")
    assert made.source.status_reason.startswith("HTTP 404: connpass.com does not take the key in CONNPASS_API_KEY")
    assert web.asked() == [EVENTS.format(1)]


def test_without_a_key_connpass_is_not_asked_and_the_source_says_why(web: LoopbackWeb, run: Run) -> None:
    made = run('kind = "connpass"\ngroup = "nagi-rust"')
    assert made.source.status_reason == "connpass is asked only with a key: set CONNPASS_API_KEY"
    assert web.requests == []
