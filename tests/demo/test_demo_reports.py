"""The three reports of the demo are understood as they were written: event, talks with their speakers and materials, remarks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from pipeline.reports.understand import understand
from pipeline.stages.posts import source_of
from pipeline.web.urls import identify
from tests.demo.conftest import DemoWeb

NX, SETOUCHI, HARBOUR, NONE = (
    "Nxバックエンド勉強会#7",
    "瀬戸内データ基盤ナイト #3",
    "Harbour Systems Meetup, March 2024",
    "",
)

# title -> (speakers, kind, keys of materials and videos)
TALKS: dict[str, dict[str, tuple[list[str], str, list[str]]]] = {
    NX: {
        "Nx を Evision.Backend で動かす": (["RyoWakabayashi"], "lt", ["qiita:45edc8ddbccba139a5ba"]),
        "Google Colaboratory 上で Elixir Livebook を動かす（GPUを無料で使う）": (
            ["RyoWakabayashi"],
            "lt",
            ["qiita:113b94866780c7646af1"],
        ),
        "会社員プログラマから見たzackyさんの活動": (
            ["nako_sleep_9h"],
            "lt",
            ["speakerdeck:nako_sleep_9h/hui-she-yuan-puroguramakarajian-tazackysannoyan-jiu-huo-dong-gasugoitoiuhua"],
        ),
        "Stable Diffusion (画像生成AI) をローカルインストールして実行してみた(今はまだElixir上じゃないけど)": (
            ["Goody27"],
            "lt",
            ["qiita:f6024da4cf5c5c4a269f"],
        ),
        "EXLAでcudaが動作する環境の構築と実際にNxで動かしたデモ": (
            ["GeekMasahiro"],
            "lt",
            ["speakerdeck:masahiro999/exladecudagadong-zuo-suruhuan-jing-nogou-zhu-toshi-ji-ninxdedong-kasitademo"],
        ),
        "最新版のlivebookとevisonで色々やってみた": (["the_haigo"], "lt", ["qiita:f1ffbdcb875eb83e52f4"]),
    },
    SETOUCHI: {
        "社内の集計をDuckDB一台に戻した話": (
            ["hassaku_nikki"],
            "talk",
            ["speakerdeck:player/7b1e5c0d94a2438fb6c1d07e28f3a951"],
        ),
        "夜間バッチをDagsterのアセットで書き直す": (
            ["iyokan_dev7"],
            "talk",
            ["speakerdeck:iyokan_dev7/ye-jian-batchi-wo-dagster-no-asetto-de-shu-ki-zhi-su"],
        ),
        "日本語の全文検索と形態素解析": (["budo_kurashi"], "talk", ["zenn:zenbun-kensaku-keitaiso"]),
        "Parquetの行グループを数えてみた": (
            ["sudachi_umi"],
            "lt",
            ["speakerdeck:sudachi_umi/parquet-no-xing-gurupu"],
        ),
        "島の気象台からの風を集める": (["shimanami_k"], "lt", ["youtube:sTc3dWindL0"]),
    },
    HARBOUR: {
        "What a write-ahead log taught me about patience": (
            ["Nora Lindqvist"],
            "talk",
            ["speakerdeck:noralindqvist_wal/what-a-write-ahead-log-taught-me-about-patience"],
        ),
        "Backpressure without tears": (
            ["Tomás Ferreira"],
            "talk",
            ["speakerdeck:tferreira_flow/backpressure-without-tears", "github:tferreira-flow/slow-consumer-demo"],
        ),
        "Tracing one slow query through five services": (
            ["Imogen Achterberg"],
            "talk",
            ["web:imogen.example/notes/tracing", "youtube:tR4c1ngSl0w"],
        ),
        "SQLite on every ferry": (
            ["Kofi Boateng-Reyes"],
            "talk",
            ["web:slides.quietdock.example/kofi/sqlite-on-every-ferry.html"],
        ),
        "Ten shell aliases I deleted": (["Petra Zelenka"], "lt", []),
    },
}
EVENTS = {
    NX: ("2022-11-10", "https://pelemay.connpass.com/event/263304/", "Nxバックエンド勉強会", "7", "2022-12-08"),
    SETOUCHI: (
        "2025-02-13",
        "https://setouchi-data.connpass.com/event/990012/",
        "瀬戸内データ基盤ナイト",
        "3",
        "2025-05-15",
    ),
    HARBOUR: (
        "2024-03-20",
        "https://harbour-systems.example/meetups/2024-03/",
        "Harbour Systems Meetup",
        "2024",
        "2024-06-19",
    ),
}
REMARKS = {NX: 17, SETOUCHI: 4, HARBOUR: 1}


@pytest.fixture(scope="module")
def understood(web: DemoWeb) -> Mapping[str, dict[str, Any]]:
    """What was understood of every post of the demo, by the title of its event."""
    labels: dict[str, dict[str, Any]] = {}
    for url in web.found():
        document = web.page(url).document
        assert document is not None, url
        label = understand(source_of(document)).to_label()
        labels[(label["event"] or {}).get("title") or NONE] = label
    return labels


def test_three_posts_are_reports_and_one_is_none(understood: Mapping[str, dict[str, Any]]) -> None:
    assert {title: label["kind"] for title, label in understood.items()} == {
        NX: "report",
        SETOUCHI: "report",
        HARBOUR: "report",
        NONE: "not-a-report",
    }


@pytest.mark.parametrize("event", TALKS)
def test_every_talk_is_found_once(understood: Mapping[str, dict[str, Any]], event: str) -> None:
    # the third talk of the Nx evening has two titles: of its article in the list, and of the talk in its section
    titles = [
        str(t["title"]).replace("Nxバックエンド勉強会に参加してみた", list(TALKS[NX])[3])
        for t in understood[event]["talks"]
    ]
    assert sorted(titles) == sorted(TALKS[event])


@pytest.mark.parametrize(("event", "title"), [(event, title) for event, talks in TALKS.items() for title in talks])
def test_a_talk_has_its_speakers_and_materials(
    understood: Mapping[str, dict[str, Any]], event: str, title: str
) -> None:
    speakers, kind, keys = TALKS[event][title]
    titles = {title} if speakers != ["Goody27"] else {title, "Nxバックエンド勉強会に参加してみた"}
    talk = next(t for t in understood[event]["talks"] if t["title"] in titles)
    assert (talk["speakers"], talk["kind"]) == (speakers, kind)
    assert sorted(identify(url).key for url in (*talk["materials"], *talk["videos"])) == sorted(keys)


@pytest.mark.parametrize("event", EVENTS)
def test_the_event_has_day_page_series_and_successor(understood: Mapping[str, dict[str, Any]], event: str) -> None:
    read, following = understood[event]["event"], understood[event]["next_event"] or {}
    assert (read["date"], read["url"], read["series"], read["edition"][-4:], following.get("date")) == EVENTS[event]


@pytest.mark.parametrize("event", [NX])
def test_the_recording_of_the_whole_evening_belongs_to_no_single_talk(
    understood: Mapping[str, dict[str, Any]], event: str
) -> None:
    assert [identify(url).key for url in understood[event]["recordings"]] == ["youtube:zTq897CU_GQ"]


@pytest.mark.parametrize("event", REMARKS)
def test_remarks_of_named_people_are_found(understood: Mapping[str, dict[str, Any]], event: str) -> None:
    assert len(understood[event]["remarks"]) == REMARKS[event]
