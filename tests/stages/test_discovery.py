"""Discovery: lists of posts are asked for page by page, sifted, and what is passed over is told."""

from __future__ import annotations

import asyncio
import json
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from pipeline.config import Settings
from pipeline.corpus.inputs import SourceState
from pipeline.stages.discover import Found, discover
from pipeline.stages.discovery.likely import looks_like_report
from pipeline.stages.discovery.listing import NO_REPORT
from pipeline.stages.fetch import fetch_pages
from pipeline.stages.pages import PageReader
from pipeline.stages.posts import read_posts
from pipeline.stages.progress import Progress
from pipeline.web.answers import FetchLogEntry, Outcome
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.tokens import KEYS

USER_LIST = "https://qiita.com/api/v2/users/alice/items?page=1&per_page=50"
USER_LIST_2 = "https://qiita.com/api/v2/users/alice/items?page=2&per_page=50"
EVENTS = "https://connpass.com/api/v2/events/?subdomain=hoshimidai&order=2&start=1&count=100"


@dataclass
class Recorded:
    """A recorded web, written answer by answer."""

    folder: Path
    answers: list[str] = field(default_factory=list)

    def answer(
        self,
        url: str,
        body: Any = "",
        *,
        status: int = 200,
        content_type: str = "",
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """`body`: text, or what is written as JSON."""
        self.folder.mkdir(exist_ok=True)
        name = f"{len(self.answers)}.body"
        text = body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        (self.folder / name).write_text(text, encoding="utf-8")
        kind = content_type or ("application/xml" if isinstance(body, str) else "application/json; charset=utf-8")
        shown = ", ".join(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in (headers or {}).items())
        self.answers.append(
            f'[[answer]]\nurl = {json.dumps(url)}\nfile = "{name}"\nstatus = {status}\n'
            f'content_type = "{kind}"\nheaders = {{ {shown} }}\n'
        )
        (self.folder / "manifest.toml").write_text("\n".join(self.answers), encoding="utf-8")


@dataclass
class Run:
    """What discovery found, and every fetch it made."""

    found: list[Found]
    states: list[SourceState]
    log: list[FetchLogEntry]

    @property
    def urls(self) -> list[str]:
        return [f.url for f in self.found]

    @property
    def passed_over(self) -> list[str]:
        return [s.url for s in self.states if s.kind == "post"]

    @property
    def source(self) -> SourceState:
        return next(s for s in self.states if s.kind != "post")


@pytest.fixture(autouse=True)
def _no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for key in KEYS:
        monkeypatch.delenv(key.variable, raising=False)


@pytest.fixture
def web(tmp_path: Path) -> Recorded:
    return Recorded(tmp_path / "web")


@pytest.fixture
def run(tmp_path: Path, web: Recorded) -> Callable[..., Run]:
    """Discovers by a corpus.toml of these sources; a second call is the next run on the same archive."""

    def once(toml: str, *, recheck_hours: float = 20.0) -> Run:
        if not web.answers:
            web.answer("https://nothing.example/")
        crawl = {"replay": web.folder, "recheck_hours": recheck_hours, "retries": 0}
        settings = Settings.model_validate({**tomllib.loads(toml), "crawl": crawl})
        log: list[FetchLogEntry] = []

        async def work() -> tuple[list[Found], list[SourceState]]:
            with Archive(tmp_path / "archive.sqlite") as archive:
                async with Client(archive, settings.crawl, on_entry=log.append) as client:
                    return await discover(settings, client, archive)

        found, states = asyncio.run(work())
        return Run(found, states, log)

    return once


def item(number: int, title: str, *tags: str, **more: Any) -> dict[str, Any]:
    """A post of Qiita, as its API lists it."""
    url = f"https://qiita.com/alice/items/{number:020x}"
    return {"url": url, "title": title, "tags": [{"name": tag, "versions": []} for tag in tags], **more}


def post_url(number: int) -> str:
    return f"https://qiita.com/alice/items/{number:020x}"


def source(kind: str, **keys: Any) -> str:
    lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in keys.items()]
    return "\n".join(["[[source]]", 'name = "listed"', f'kind = "{kind}"', *lines]) + "\n"


# -- Qiita --------------------------------------------------------------------------------------------------------------


def test_a_users_posts_are_listed_to_the_end_and_sifted(web: Recorded, run: Callable[..., Run]) -> None:
    link = f'<{USER_LIST}>; rel="first", <{USER_LIST_2}>; rel="next", <{USER_LIST_2}>; rel="last"'
    web.answer(USER_LIST, [item(1, "星見LT会に参加しました"), item(2, "gitの使い方")], headers={"link": link})
    web.answer(USER_LIST_2, [item(3, "日記", "勉強会"), item(4, "秘密の勉強会", private=True)])
    made = run(source("qiita", user="alice"))
    assert made.urls == [post_url(1), post_url(3)]
    assert all(found.sifted for found in made.found)
    assert made.passed_over == [post_url(2)]
    (passed,) = [s for s in made.states if s.kind == "post"]
    assert (passed.status, passed.source_name) == ("", "listed")
    assert "force" in passed.status_reason
    assert (made.source.status, made.source.item_count, made.source.status_reason) == ("ok", 2, "")


def test_a_list_that_did_not_change_is_asked_for_conditionally(web: Recorded, run: Callable[..., Run]) -> None:
    web.answer(USER_LIST, [item(1, "星見LT会に参加しました")])
    run(source("qiita", user="alice"))
    again = run(source("qiita", user="alice"), recheck_hours=0.0)
    assert again.urls == [post_url(1)]
    assert [entry.from_archive for entry in again.log] == [True]


def test_asking_ends_before_the_allowance_is_used_up(web: Recorded, run: Callable[..., Run]) -> None:
    headers = {"link": f'<{USER_LIST_2}>; rel="next"', "rate-remaining": "0"}
    web.answer(USER_LIST, [item(1, "星見LT会に参加しました")], headers=headers)
    made = run(source("qiita", user="alice"))
    assert [entry.url for entry in made.log] == [USER_LIST]
    assert made.urls == [post_url(1)]
    assert "allowance" in made.source.status_reason


def test_a_refusal_for_too_many_requests_is_told_and_asked_again_next_time(
    web: Recorded, run: Callable[..., Run]
) -> None:
    body = {"message": "Rate limit exceeded", "type": "rate_limit_exceeded"}
    web.answer(USER_LIST, body, status=403)
    made = run(source("qiita", user="alice"))
    assert (made.source.status, made.urls) == (Outcome.BLOCKED.value, [])
    again = run(source("qiita", user="alice"))
    assert again.log[0].url == USER_LIST
    assert not again.log[0].from_archive


def test_where_the_api_gives_nothing_the_feed_is_read(web: Recorded, run: Callable[..., Run]) -> None:
    entry = f'<entry><link rel="alternate" href="{post_url(7)}"/><title>Elixir meetup report</title></entry>'
    feed = (
        f'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><link>https://qiita.com/x</link>{entry}</feed>'
    )
    web.answer(USER_LIST, {"message": "Not found", "type": "not_found"}, status=404)
    web.answer("https://qiita.com/alice/feed.atom", feed)
    made = run(source("qiita", user="alice"))
    assert made.urls == [post_url(7)]
    assert (made.source.status, "feed" in made.source.status_reason) == ("gone", True)


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ({"tag": "勉強会"}, "https://qiita.com/api/v2/tags/%E5%8B%89%E5%BC%B7%E4%BC%9A/items?page=1&per_page=50"),
        ({"organization": "tides"}, "https://qiita.com/api/v2/items?page=1&per_page=50&query=org%3Atides"),
        ({"query": "tag:Elixir LT"}, "https://qiita.com/api/v2/items?page=1&per_page=50&query=tag%3AElixir+LT"),
    ],
)
def test_each_list_of_qiita_has_its_address(keys: dict[str, str], asked: str, run: Callable[..., Run]) -> None:
    assert run(source("qiita", **keys)).log[0].url == asked


def test_only_the_apis_own_addresses_are_followed(web: Recorded, run: Callable[..., Run]) -> None:
    headers = {"link": '<https://elsewhere.example/api/v2/items?page=2>; rel="next"'}
    web.answer(USER_LIST, [item(1, "星見LT会に参加しました")], headers=headers)
    assert [entry.url for entry in run(source("qiita", user="alice")).log] == [USER_LIST]


def test_no_more_posts_are_looked_at_than_the_limit(web: Recorded, run: Callable[..., Run]) -> None:
    web.answer(
        USER_LIST, [item(n, f"第{n}回勉強会") for n in range(1, 6)], headers={"link": f'<{USER_LIST_2}>; rel="next"'}
    )
    made = run(source("qiita", user="alice", limit=3))
    assert made.urls == [post_url(1), post_url(2), post_url(3)]
    assert len(made.log) == 1


@pytest.mark.parametrize("body", [{}, [None, 5, {"url": 3}, {"url": "javascript:x"}], {"articles": []}])
def test_a_list_of_another_shape_is_a_state_and_no_error(web: Recorded, run: Callable[..., Run], body: object) -> None:
    web.answer(USER_LIST, body)
    made = run(source("qiita", user="alice"))
    assert made.found == []
    assert made.source.status_reason


# -- force --------------------------------------------------------------------------------------------------------------


def test_a_forced_post_is_taken_in_whatever_it_is_called(web: Recorded, run: Callable[..., Run]) -> None:
    web.answer(USER_LIST, [item(2, "gitの使い方")])
    made = run(source("qiita", user="alice", force=[f"{post_url(2)}?utm_source=x", "https://other.example/post"]))
    assert made.urls == [post_url(2), "https://other.example/post"]
    assert not any(found.sifted for found in made.found)
    assert made.passed_over == []


def test_what_another_source_takes_in_is_not_told_as_passed_over(web: Recorded, run: Callable[..., Run]) -> None:
    web.answer(USER_LIST, [item(1, "星見LT会に参加しました"), item(2, "gitの使い方")])
    pages = f'[[source]]\nname = "by-hand"\nkind = "pages"\nurls = ["{post_url(1)}", "{post_url(2)}"]\n'
    made = run(source("qiita", user="alice") + pages)
    assert [(f.url, f.source_name, f.sifted) for f in made.found] == [
        (post_url(1), "by-hand", False),
        (post_url(2), "by-hand", False),
    ]
    assert made.passed_over == []


def test_a_post_that_reads_as_no_report_is_passed_over_with_the_reason(tmp_path: Path, web: Recorded) -> None:
    report = (
        "---\ntitle: 星見LT会 #3 に参加しました\n---\n# はじめに\n"
        "2024年5月18日の[星見LT会 #3](https://hoshimidai.connpass.com/event/880012/)に参加しました。\n\n"
        "# LT\n\n## 潮の満ち引きを計算する by bob\n\n- [スライド](https://speakerdeck.com/bob/tides)\n\n"
        "潮位の計算の話でした。\n\n## 星図を描く by carol\n\n- [スライド](https://speakerdeck.com/carol/stars)\n\n星の話でした。\n"
    )
    recipe = "---\ntitle: 勉強会で使うコマンド\n---\n# コマンド\n\n```sh\ngit status\n```\n\n表示されます。\n"
    web.answer(f"{post_url(1)}.md", report, content_type="text/markdown; charset=utf-8")
    web.answer(f"{post_url(2)}.md", recipe, content_type="text/markdown; charset=utf-8")
    crawl = Settings.model_validate({"crawl": {"replay": web.folder}}).crawl
    found = [Found("listed", url=post_url(n), sifted=True) for n in (1, 2)]
    cache = tmp_path / "reports.parquet"

    async def ask(archive: Archive) -> None:
        async with Client(archive, crawl) as client:
            await fetch_pages([f.url for f in found], client, archive, Progress())

    with Archive(tmp_path / "archive.sqlite") as archive:
        asyncio.run(ask(archive))
        for _ in range(2):  # the second time from the stage files
            reader = PageReader(archive, tmp_path / "documents.parquet")
            posts, lost = read_posts(found, reader, cache, Progress())
            reader.save()
            assert [post.report.url for post in posts] == [post_url(1)]
            assert [(s.kind, s.url, s.status, s.status_reason) for s in lost] == [("post", post_url(2), "", NO_REPORT)]
        taken, _ = read_posts([Found("listed", url=post_url(2))], reader, cache, Progress())
        assert [post.report.kind for post in taken] == ["not-a-report"]


# -- Zenn ---------------------------------------------------------------------------------------------------------------


def zenn_list(number: int, **whose: str) -> str:
    (name, value), *_ = whose.items()
    return f"https://zenn.dev/api/articles?{name}={value}&order=latest&page={number}"


def test_zenns_articles_are_listed_by_next_page(web: Recorded, run: Callable[..., Run]) -> None:
    first = [
        {"path": "/bob/articles/evening-report-123", "title": "Elixir meetupの振り返り"},
        {"path": "//evil.example/x"},
    ]
    second = [{"path": "/tides/articles/pointer-tricks-12", "title": "ポインタの話"}]
    web.answer(zenn_list(1, username="bob"), {"articles": first, "next_page": 2})
    web.answer(zenn_list(2, username="bob"), {"articles": second, "next_page": None})
    made = run(source("zenn", user="bob"))
    assert made.urls == ["https://zenn.dev/bob/articles/evening-report-123"]
    assert made.passed_over == ["https://zenn.dev/tides/articles/pointer-tricks-12"]


def test_zenns_feed_is_read_where_the_api_is_gone(web: Recorded, run: Callable[..., Run]) -> None:
    feed = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>t</title><item><title>LT会レポート</title>'
        "<link>https://zenn.dev/bob/articles/evening-report-123</link></item></channel></rss>"
    )
    web.answer("https://zenn.dev/p/tides/feed", feed)
    made = run(source("zenn", publication="tides"))
    assert made.log[0].url == zenn_list(1, publication_name="tides")
    assert made.urls == ["https://zenn.dev/bob/articles/evening-report-123"]


def test_a_page_number_that_does_not_grow_ends_the_list(web: Recorded, run: Callable[..., Run]) -> None:
    article = {"path": "/bob/articles/evening-report-123", "title": "勉強会"}
    web.answer(zenn_list(1, topicname="elixir"), {"articles": [article], "next_page": 1})
    assert len(run(source("zenn", topic="elixir")).log) == 1


# -- connpass -----------------------------------------------------------------------------------------------------------


def test_without_a_key_connpass_is_not_asked(run: Callable[..., Run]) -> None:
    made = run(source("connpass", group="hoshimidai"))
    assert made.log == []
    assert "CONNPASS_API_KEY" in made.source.status_reason


def test_past_events_lead_to_reports_and_materials(
    web: Recorded, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "a-key-for-tests")
    host = "https://hoshimidai.connpass.com/event"
    events = [
        {"id": 3, "url": f"{host}/3/", "started_at": "2199-01-01T19:00:00+09:00"},
        {"id": 2, "url": f"{host}/2/", "started_at": "2024-05-18T19:30:00+09:00", "open_status": "cancelled"},
        {"id": 1, "url": f"{host}/1/", "started_at": "2024-04-18T19:30:00+09:00", "group": None},
    ]
    presentations = [
        {"url": post_url(1), "name": "書きました", "presentation_type": "blog", "presenter": None},
        {"url": "https://speakerdeck.com/bob/tides", "name": "潮", "presentation_type": "blog", "presenter": None},
    ]
    web.answer(EVENTS, {"results_available": 3, "events": events})
    listed = "https://connpass.com/api/v2/events/1/presentations/?start=1&count=100"
    web.answer(listed, {"results_available": 2, "presentations": presentations})
    made = run(source("connpass", group="hoshimidai"))
    assert [(f.url, f.role, f.sifted) for f in made.found] == [
        (post_url(1), "post", True),
        (f"{host}/1/", "event", False),
    ]
    assert [entry.url for entry in made.log] == [EVENTS, listed]
    assert made.source.status == "ok"


@pytest.mark.parametrize("status", [401, 403, 404])
def test_a_key_that_is_refused_is_a_state_and_no_error(
    status: int, web: Recorded, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "a-bad-key")
    web.answer(EVENTS, {"message": "no"}, status=status)
    made = run(source("connpass", group="hoshimidai"))
    assert made.found == []
    assert str(status) in made.source.status_reason


# -- Hatena Bookmark ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "asked"),
    [
        ({"site": "speakerdeck.com"}, "https://b.hatena.ne.jp/site/speakerdeck.com/?mode=rss"),
        ({"url": "https://a.example/"}, "https://b.hatena.ne.jp/entrylist?url=https%3A%2F%2Fa.example%2F&mode=rss"),
        ({"tag": "lt"}, "https://b.hatena.ne.jp/q/lt?target=tag&sort=recent&mode=rss"),
    ],
)
def test_bookmarks_are_read_from_rss_1(
    keys: dict[str, str], asked: str, web: Recorded, run: Callable[..., Run]
) -> None:
    feed = (
        '<?xml version="1.0"?><rdf:RDF xmlns="http://purl.org/rss/1.0/"'
        ' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<channel rdf:about="https://b.hatena.ne.jp/"><title>b</title></channel>'
        '<item rdf:about="https://a.example/recap"><title>Conference recap</title><link>https://a.example/recap</link></item>'
        "</rdf:RDF>"
    )
    web.answer(asked, feed)
    assert run(source("hatena-bookmark", **keys)).urls == ["https://a.example/recap"]


# -- likely -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    [
        "「星見Elixirの会 #12」参加レポート", "港湾TechNight vol.3 を開催しました", "LT会で発表してきました", "社内勉強会のすすめ方と振り返り",
        "RubyKaigi 2024に行ってきた", "DevFest Tokyo recap", "What I learned at HarbourConf", "PyCon JP 2023 現地メモ", "第12回もくもく会",
        "Notes from the Elixir meetup", "はじめてのカンファレンス登壇", "AWS re:Invent 2023まとめ", "ＬＴ大会に出た話", "JSConf JP レポ",
    ],
)  # fmt: skip
def test_titles_of_reports_are_likely(title: str) -> None:
    assert looks_like_report(title)


@pytest.mark.parametrize(
    "title",
    [
        "gitでコミットを取り消す方法", "Reactのstateを理解する", "Dockerfileのベストプラクティス", "How to write a parser in Rust", "default values in Go",
        "reporter pattern", "レポジトリパターンの実装", "Nixでの環境構築", "",
    ],
)  # fmt: skip
def test_titles_of_other_posts_are_not(title: str) -> None:
    assert not looks_like_report(title)


def test_a_tag_may_say_it_too() -> None:
    assert looks_like_report("日記", ("Elixir", "勉強会"))
    assert not looks_like_report("日記", ("Elixir",))


def test_a_key_that_was_refused_is_tried_again_at_the_next_run(
    web: Recorded, run: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONNPASS_API_KEY", "a-bad-key")
    web.answer(EVENTS, {"message": "no"}, status=401)
    run(source("connpass", group="hoshimidai"))
    assert [entry.from_archive for entry in run(source("connpass", group="hoshimidai")).log] == [False]
