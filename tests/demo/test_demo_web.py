"""The recorded web of the demo is read as it was meant: every page from the layer that its recording shows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from pipeline.web.urls import identify
from tests.demo.conftest import DemoWeb

REPORT_A = "https://qiita.com/torifukukaiou/items/927d9a0e8e2972e7bf08"
NO_REPORT = "https://qiita.com/tsukimi_udon_42/items/7c0d3be51fa24986d0e7"
REPORT_B = "https://zenn.dev/wakame_soba/articles/setouchi-data-night-3"
REPORT_C = "http://tidelog.example/?p=214"
DECK = "https://speakerdeck.com"
EXLA = f"{DECK}/masahiro999/exladecudagadong-zuo-suruhuan-jing-nogou-zhu-toshi-ji-ninxdedong-kasitademo"
PICTURES = f"{DECK}/nako_sleep_9h/hui-she-yuan-puroguramakarajian-tazackysannoyan-jiu-huo-dong-gasugoitoiuhua"
PLAYER = f"{DECK}/player/7b1e5c0d94a2438fb6c1d07e28f3a951"
OLDER = f"{DECK}/iyokan_dev7/ye-jian-batchi-wo-dagster-no-asetto-de-shu-ki-zhi-su"
DEAD = f"{DECK}/sudachi_umi/parquet-no-xing-gurupu"
ARRAY = f"{DECK}/noralindqvist_wal/what-a-write-ahead-log-taught-me-about-patience"
FORBIDDEN = "https://slides.quietdock.example/kofi/sqlite-on-every-ferry.html"


@dataclass(frozen=True)
class Meant:
    """How a page of the recorded web is meant to be read."""

    url: str
    layer: str  # the first layer that answered
    pages: int  # how many sections or slides have text
    title: str


MEANT = (
    Meant(REPORT_A, "markdown", 0, "「Nxバックエンド勉強会#7」レポート（2022-11-10）"),
    Meant(NO_REPORT, "markdown", 5, "GenServerの状態をのぞく三つの方法"),
    Meant(REPORT_B, "api", 0, "瀬戸内データ基盤ナイト #3 参加メモ"),
    Meant(REPORT_C, "", 0, "Harbour Systems Meetup, March 2024"),
    Meant(
        "https://qiita.com/RyoWakabayashi/items/45edc8ddbccba139a5ba", "markdown", 6, "Nx を Evision.Backend で動かす"
    ),
    Meant(
        "https://qiita.com/the_haigo/items/f1ffbdcb875eb83e52f4",
        "markdown",
        6,
        "最新版のlivebookとevisonで色々やってみた",
    ),
    Meant(
        "https://qiita.com/RyoWakabayashi/items/113b94866780c7646af1",
        "api",
        6,
        "Google Colaboratory 上で Elixir Livebook を動かす（GPUを無料で使う）",
    ),
    Meant("https://qiita.com/Goody27/items/f6024da4cf5c5c4a269f", "html", 4, "Nxバックエンド勉強会に参加してみた"),
    Meant(
        "https://zenn.dev/budo_kurashi/articles/zenbun-kensaku-keitaiso",
        "next-data",
        5,
        "日本語の全文検索と形態素解析",
    ),
    Meant(EXLA, "json-ld", 10, "EXLAでcudaが動作する環境の構築と実際にNxで動かしたデモ"),
    Meant(PICTURES, "json-ld", 0, "会社員プログラマから見たzackyさんの研究活動がすごいという話"),
    Meant(PLAYER, "json-ld", 11, "社内の集計をDuckDB一台に戻した話"),
    Meant(OLDER, "transcript", 9, "夜間バッチをDagsterのアセットで書き直す"),
    Meant(ARRAY, "json-ld", 10, "What a write-ahead log taught me about patience"),
    Meant(f"{DECK}/tferreira_flow/backpressure-without-tears", "json-ld", 8, "Backpressure without tears"),
    Meant("https://www.youtube.com/watch?v=zTq897CU_GQ", "oembed", 0, "Nxバックエンド勉強会#7"),
    Meant(
        "https://www.youtube.com/watch?v=sTc3dWindL0",
        "oembed",
        0,
        "瀬戸内データ基盤ナイト #3 LT「島の気象台からの風を集める」",
    ),
    Meant(
        "https://www.youtube.com/watch?v=tR4c1ngSl0w",
        "oembed",
        0,
        "Imogen Achterberg: Tracing one slow query through five services",
    ),
    Meant("https://imogen.example/notes/tracing", "", 0, "Tracing one slow query through five services"),
    Meant("https://github.com/tferreira-flow/slow-consumer-demo", "", 0, ""),
    Meant("https://harbour-systems.example/meetups/2024-03/", "", 0, "Harbour Systems Meetup, March 2024"),
)


def test_the_sources_name_three_reports_and_one_article_that_is_none(web: DemoWeb) -> None:
    assert web.found() == [REPORT_A, NO_REPORT, REPORT_B, REPORT_C]


@pytest.mark.parametrize("meant", MEANT, ids=lambda m: m.url.removeprefix("https://")[:60])
def test_a_page_is_read_from_the_layer_that_was_recorded(web: DemoWeb, meant: Meant) -> None:
    page = web.page(meant.url)
    assert page.status == "ok"
    assert page.document is not None
    if meant.layer:
        assert page.document.layers[0] == meant.layer
    if meant.title:
        assert page.document.title == meant.title
    if meant.pages:
        assert len([p for p in page.document.pages if p.text]) == meant.pages


def test_the_deck_of_a_player_is_known_by_both_its_names(web: DemoWeb) -> None:
    deck = web.page(PLAYER).document
    assert deck is not None
    assert deck.key == "speakerdeck:hassaku_nikki/she-nei-noji-ji-woduckdb-yi-tai-nili-sitahua"
    assert identify(PLAYER).key in deck.aliases


def test_slides_come_in_the_order_of_their_positions(web: DemoWeb) -> None:
    deck = web.page(ARRAY).document
    assert deck is not None
    assert [p.number for p in deck.pages] == list(range(1, 11))
    assert deck.pages[6].text.startswith("Group commit")


def test_a_deck_of_pictures_has_slides_without_text(web: DemoWeb) -> None:
    deck = web.page(PICTURES).document
    assert deck is not None
    assert (deck.page_count, [p.text for p in deck.pages if p.text]) == (9, [])


def test_a_dead_deck_is_gone(web: DemoWeb) -> None:
    assert web.page(DEAD).status == "gone"


def test_a_host_that_forbids_is_asked_for_its_robots_txt_alone(web: DemoWeb) -> None:
    assert web.page(FORBIDDEN).status == "robots"
    asked = [url for url in web.transport.asked if "quietdock" in url]
    assert asked == ["https://slides.quietdock.example/robots.txt"]


def test_every_recorded_answer_is_asked_for(web: DemoWeb) -> None:
    """But for Speaker Deck's oEmbed answers, which are there for a reader whose first layer fails."""
    web.found()
    for url in (*(m.url for m in MEANT), DEAD, FORBIDDEN):
        web.page(url)
    idle = set(web.transport.answers) - set(web.transport.asked)
    assert {url for url in idle if "speakerdeck.com/oembed.json" not in url} == set()
