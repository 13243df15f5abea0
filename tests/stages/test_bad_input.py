"""Whatever the web or a file does wrong has an outcome, a line and a row, and costs nothing else: the whole job beside it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import httpx
import pytest

from pipeline.config import Crawl, FilesSource, PagesSource, Settings
from pipeline.headless import run_job
from pipeline.paths import DataPaths
from pipeline.stages import workspace as stages
from pipeline.stages.progress import Progress
from pipeline.stages.workspace import Workspace
from pipeline.web.client import Client
from tests.web.conftest import QuickClock
from tests.web.server import LoopbackTransport, LoopbackWeb

GOOD = "https://good.example.jp/entry/report"
GOOD_DECK = "https://deck.example.jp/spring.html"
TUBE_DECK = "https://deck.example.jp/tube.html"
OUTCOMES = {  # what is wrong, which is the host's name too: its outcome and what its line says
    "robots": ("robots", "robots.txt of robots.example.jp does not allow"),
    "http404": ("gone", "HTTP 404"),
    "http410": ("gone", "HTTP 410"),
    "http403": ("private", "HTTP 403"),
    "http429": ("blocked", "HTTP 429"),
    "http503": ("error", "HTTP 503"),
    "slow": ("error", "no whole answer within"),
    "circle": ("error", "endless redirect"),
    "errorpage": ("gone", "error page with status 200"),
    "empty": ("error", "the answer is empty"),
    "fifty": ("too_big", "larger than 5 MB"),
    "unplugged": ("error", "network is unreachable"),
}
TOPICS = dict(
    zip(
        OUTCOMES,
        [
            f"{part}を基礎から学ぶ"
            for part in ["電源", "配線", "無線", "磁石", "電池", "抵抗", "発振", "測定", "筐体", "音響", "照明", "回転"]
        ],
        strict=True,
    )
)
FILES = {
    "empty.md": b"",
    "blank.md": b" \n\n\t\n",
    "binary.md": b"\x00\x01\x02" * 500,
    "front-matter.md": "---\ntitle: [unclosed\n---\nもくもく会に行きました。\n".encode(),
    "no-end.md": "---\ntitle: 終わらない前書き\n\nもくもく会に行きました。\n".encode(),
    "link-free.md": "# もくもく会レポート\n\nリンクも発表もない一日でした。\n".encode(),
    "shift-jis.md": "# もくもく会レポート\n\n文字コードの古い記事です。\n".encode("cp932"),
}
LOST_FILES = {"empty.md", "blank.md", "binary.md"}


def address(what: str, page: str) -> str:
    return f"https://{what}.example.jp/entry/{page}"


def report(title: str, links: list[tuple[str, str]]) -> str:
    talks = "".join(
        f'<h2>{name}</h2><p>登壇者: @speaker_{number} さん</p><p><a href="{url}">スライド</a></p><p>とても面白い発表でした。</p>'
        for number, (name, url) in enumerate(links)
    )
    opening = "<p>2024/4/6(土)に「春の電子工作LT会 #3」が開催されました。この記事はそのレポートです。</p>"
    return f"<html lang=ja><title>{title}</title><article><h1>{title}</h1>{opening}{talks}</article></html>"


class Unplugged(LoopbackTransport):
    """The loopback web, but for one host to which no way leads."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.host.startswith("unplugged."):
            raise httpx.ConnectError("network is unreachable")
        return await super().handle_async_request(request)


def fill(web: LoopbackWeb) -> None:
    """One page of every bad kind as a report and as a deck, and good ones between them."""
    block = b"<p>" + "形態素".encode() * 7000 + b"</p>\n"
    web.page("https://robots.example.jp/robots.txt", "User-agent: *\nDisallow: /entry/", content_type="text/plain")
    for page in ("report", "deck"):
        for code in (404, 410, 403, 429, 503):
            web.page(address(f"http{code}", page), status=code)
        web.page(address("robots", page), "<p>nobody may read this")
        web.page(address("slow", page), stream=lambda: iter([b"<p>."] * 2000), chunk_after=0.02)
        web.redirect(address("circle", page), address("circle", page) + "/again")
        web.redirect(address("circle", page) + "/again", address("circle", page))
        web.page(address("errorpage", page), "<title>404 Not Found | Blog</title><p>Sorry")
        web.page(address("empty", page), "")
        web.page(address("fifty", page), stream=lambda: iter([block] * (50_000_000 // len(block))))
    decks = [("はんだ付けの科学", GOOD_DECK), *((topic, address(what, "deck")) for what, topic in TOPICS.items())]
    web.page(GOOD, report("春の電子工作LT会 レポート", decks))
    wrong = report(
        "文字コードの会 レポート", [("真空管アンプを鳴らす", TUBE_DECK), ("基板を焼く", "https://deck.example.jp/none")]
    )
    web.page("https://charset.example.jp/entry/report", wrong.encode("cp932"))  # and says UTF-8
    for url, title, text in (
        (GOOD_DECK, "はんだ付けの科学", "濡れ性を測りました。"),
        (TUBE_DECK, "真空管アンプを鳴らす", "歪みを測りました。"),
    ):
        slide = f"<section><h2>測定</h2><p>{text}</p></section>"
        web.page(url, f'<title>{title}</title><div class="reveal"><div class="slides">{slide}</div></div>')


class Ran:
    """A finished job over the bad web: what it said, and what it published."""

    def __init__(self, root: Path, web: LoopbackWeb) -> None:
        self.paths, self.web = DataPaths(root / "data"), web
        posts = root / "posts"
        posts.mkdir()
        for name, body in FILES.items():
            (posts / name).write_bytes(body)
        urls = (GOOD, "https://charset.example.jp/entry/report", *(address(what, "report") for what in OUTCOMES))
        self.settings = Settings(
            crawl=Crawl(timeout_seconds=3, retries=1, seconds_between_requests=0),
            source=(
                PagesSource(kind="pages", name="pages", urls=urls),
                FilesSource(kind="files", name="posts", path=posts),
                FilesSource(kind="files", name="nowhere", path=root / "no-such-folder"),
            ),
        )
        self.lines = self.run()

    def run(self) -> list[str]:
        """The whole job; what it said on stderr."""
        stream = io.StringIO()
        run_job(Workspace(self.paths, self.settings, Progress(stream)))
        return stream.getvalue().splitlines()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with duckdb.connect(str(self.paths.corpus), read_only=True) as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    with LoopbackWeb() as web, pytest.MonkeyPatch.context() as patch:
        fill(web)

        def client(*args: Any, **more: Any) -> Client:
            return Client(*args, **more, transport=Unplugged(web.port), clock=QuickClock())

        patch.setattr(stages, "Client", client)
        yield Ran(tmp_path_factory.mktemp("bad"), web)


@pytest.mark.parametrize("what", OUTCOMES)
def test_a_bad_report_page_is_a_row_of_sources_and_a_line(ran: Ran, what: str) -> None:
    outcome, says = OUTCOMES[what]
    rows = ran.rows(f"SELECT status, status_reason FROM sources WHERE url = '{address(what, 'report')}'")
    assert [status for status, _ in rows] == [outcome]
    assert says in rows[0][1]
    (line,) = [line for line in ran.lines if address(what, "report") in line]
    assert line.strip().startswith(f"{outcome}: ")
    assert says in line


@pytest.mark.parametrize("what", OUTCOMES)
def test_a_bad_deck_is_a_row_of_materials_and_a_line_and_keeps_its_talk(ran: Ran, what: str) -> None:
    outcome, says = OUTCOMES[what]
    # a host that blocked the report is left alone
    says = "left alone" if what == "http429" else says
    rows = ran.rows(f"SELECT status, status_reason FROM materials WHERE url = '{address(what, 'deck')}'")
    assert [status for status, _ in rows] == [outcome]
    assert says in rows[0][1]
    (line,) = [line for line in ran.lines if address(what, "deck") in line]
    assert line.strip().startswith(f"{outcome}: ")
    assert ran.rows(f"SELECT count(*) FROM talks WHERE title = '{TOPICS[what]}'") == [(1,)]


def test_the_good_report_beside_them_comes_out_whole(ran: Ran) -> None:
    titles = {title for (title,) in ran.rows("SELECT title FROM talks")}
    assert titles == {"はんだ付けの科学", "真空管アンプを鳴らす", "基板を焼く", *TOPICS.values()}
    assert ran.rows(f"SELECT status FROM materials WHERE url = '{GOOD_DECK}'") == [("ok",)]
    assert ran.rows("SELECT count(*) FROM passages WHERE kind = 'slide' AND text LIKE '%濡れ性%'") == [(1,)]


def test_a_wrong_charset_is_read_all_the_same(ran: Ran) -> None:
    assert ran.rows("SELECT count(*) FROM talks WHERE title = '真空管アンプを鳴らす'") == [(1,)]


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_accounted_for(ran: Ran, name: str) -> None:
    lost = ran.rows(f"SELECT status, status_reason FROM sources WHERE source_id = 'posts:{name}'")
    lines = [line for line in ran.lines if f"{name}:" in line]
    if name in LOST_FILES:
        assert [status for status, _ in lost] == ["error"]
        assert len(lines) == 1
    else:
        assert (lost, lines) == ([], [])
        assert ran.rows(f"SELECT count(*) FROM reports WHERE report_id = 'file:posts/{name}'") == [(1,)]


def test_a_report_without_a_link_gives_no_talk(ran: Ran) -> None:
    assert ran.rows("SELECT title FROM reports WHERE report_id = 'file:posts/link-free.md'") == [
        ("もくもく会レポート",)
    ]


def test_a_source_that_is_not_there_is_a_row_and_a_line(ran: Ran) -> None:
    ((status, reason),) = ran.rows("SELECT status, status_reason FROM sources WHERE source_name = 'nowhere'")
    assert status == "error"
    assert "correct 'path'" in reason
    assert any("source nowhere: error" in line for line in ran.lines)


def test_every_post_is_either_a_report_or_a_lost_one(ran: Ran) -> None:
    (found,) = ran.rows("SELECT sum(item_count)::INT FROM sources WHERE kind <> 'post'")[0]
    (read,) = ran.rows("SELECT count(*) FROM reports")[0]
    (lost,) = ran.rows("SELECT count(*) FROM sources WHERE kind = 'post'")[0]
    assert found == read + lost == 2 + len(OUTCOMES) + len(FILES)


def test_no_network_at_all_keeps_the_corpus(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    talks = "SELECT talk_id FROM talks ORDER BY 1"
    before = ran.rows(talks)

    def no_network(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("network is unreachable")

    monkeypatch.setattr(
        stages, "Client", partial(Client, transport=httpx.MockTransport(no_network), clock=QuickClock())
    )
    hours = ran.settings.crawl.model_copy(update={"recheck_hours": 0.0})
    monkeypatch.setattr(ran, "settings", ran.settings.model_copy(update={"crawl": hours}))
    lines = ran.run()
    assert ran.rows(talks) == before
    assert any(line.strip().startswith("error: ") and "network is unreachable" in line for line in lines)
