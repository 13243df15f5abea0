"""An event's name is what remains of a post's title without the words that make it a report's: every name in every form."""

from __future__ import annotations

import pytest

from pipeline.reports.event_title import strip_title
from pipeline.reports.report import Source
from pipeline.reports.understand import understand

NAMES = [
    "夕凪勉強会 #4",
    "灯台カンファレンス2024",
    "港町LT大会 Vol.3",
    "第12回 うみべ読書会",
    "YunagiConf Online 2023",
    "湖畔もくもく会",
    "【港×灯台】Tech Meetup 〜運用・監視編〜",
    "はじめての灯台ハンズオン",
    "I/Oを語るナイト #2",
    "クラスター勉強会のカンファレンスデー",
]
JAPANESE = [
    "{}参加レポート", "{} に参加してきました", "「{}」に参加しました", "【参加レポート】{}", "{}に行ってきた話", "{}で登壇しました", "{} イベントレポート", "{} 参加メモ", "{} 感想",
    "イベントレポート：{}", "{}に参加して学んだこと", "{} で LT してきました", "{}を開催しました！", "[参加レポ] {}", "{} のふりかえり", "{} ブログ枠参加レポート", "{}に初参加してきた",
    "初めて{}に参加してきました", "{}にオンライン参加した感想", "{}に参加してきた & LT資料", "{}で登壇してきました（Jun 22-25）", "{} 2日目", "{} レポート（2024-03-08）", "【満員御礼】{} 開催レポート",
]  # fmt: skip
ENGLISH_NAMES = ["Harbour Conf 2024", "Lighthouse Meetup #7", "Tidal Days", "O'Reef Summit Oslo"]
ENGLISH = [
    "{} recap", "My takeaways from {}", "Notes from {}", "{}: a report", "Report from {}", "{} trip report", "A look back at {}", "What I learned at {}", "I attended {}", "{} – my highlights",
    "Highlights of {}", "{} summary", "Thoughts on {}", "Speaking at {}", "Recap: {}", "Impressions from {}", "{} - Day 1", "Liveblog: {}", "Lessons learned at the {}", "Two days at {}", "this year's {}",
]  # fmt: skip


@pytest.mark.parametrize("form", JAPANESE)
def test_the_name_is_what_remains_of_a_japanese_title(form: str) -> None:
    assert [strip_title(form.format(name)) for name in NAMES] == NAMES


@pytest.mark.parametrize("form", ENGLISH)
def test_the_name_is_what_remains_of_an_english_title(form: str) -> None:
    assert [strip_title(form.format(name)) for name in ENGLISH_NAMES] == ENGLISH_NAMES


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("[Go]夕凪.go #11 参加メモ #yunagigo", "夕凪.go #11"),
        ("私も灯台カンファレンスを満喫してきました", "灯台カンファレンス"),
        ("Harbour.js Conf Round-up 2015", "Harbour.js Conf 2015"),
        ("Harbour Days の熱にあてられました", "Harbour Days"),
        ("灯台の書: 光の扱い方 輪読会まとめ", "灯台の書: 光の扱い方 輪読会"),
        ("集まれ！ CI/CDの道具！ - 灯台.jp第5回 参加メモ", "集まれ！ CI/CDの道具！ - 灯台.jp第5回"),
        ("湖畔Night(第6弾：クラウド x 基盤編)を開催しました", "湖畔Night(第6弾：クラウド x 基盤編)"),
        ("What I saw at Harbour Conf 2024", "Harbour Conf 2024"),
    ],
)
def test_a_report_is_of_the_event_in_its_title(title: str, name: str) -> None:
    talk = "\n\n## ログを読む話 / 三笠さん\n\nhttps://speakerdeck.com/mikasa/logs\n\nよい話でした。\n\n## 波を数える / 大和さん\n\nhttps://speakerdeck.com/yamato/waves\n"
    report = understand(Source("post.md", f"先週、行ってきました。{talk}", "markdown", title=title))
    assert report.event is not None
    assert report.event.title == name


TWO_TALKS = "\n\n## 発表\n\n### 「灯台の型の話」 大西さん\n\nhttps://speakerdeck.com/onishi/types\n\n### 「霧の速さの話」 三浦さん\n\nhttps://speakerdeck.com/miura/speed\n"


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("TideConnect#1(@みずうみ社さん)でLTしてきました。", "TideConnect#1"),
        ("先日、第5回灯台勉強会に参加しました。", "第5回灯台勉強会"),
        ("昨日は Yunagi Night vol.3 で登壇してきました。", "Yunagi Night vol.3"),
        ("7/13に開催されたTideConnect#1でLTしました。", "TideConnect#1"),
        ("港町で行われた夕凪フロントエンド勉強会に参加してきた。", "夕凪フロントエンド勉強会"),
    ],
)
def test_a_first_sentence_names_the_event_where_the_posts_title_does_not(sentence: str, name: str) -> None:
    report = understand(
        Source("p.md", f"---\ntitle: ぼくのかんがえたさいきょうの灯台\n---\n\n{sentence}{TWO_TALKS}", "markdown")
    )
    assert report.kind == "report"
    assert report.event is not None and report.event.title == name


@pytest.mark.parametrize(
    "sentence",
    [
        "私は以下の5つのテックカンファレンスに参加してきました。",
        "社内の勉強会に参加しました。",
        "来月のTideConnect#1でLTする予定です。",
    ],
)
def test_a_first_sentence_that_names_no_event_names_none(sentence: str) -> None:
    report = understand(
        Source("p.md", f"---\ntitle: ぼくのかんがえたさいきょうの灯台\n---\n\n{sentence}{TWO_TALKS}", "markdown")
    )
    assert report.event is None or report.event.title == "ぼくのかんがえたさいきょうの灯台"


def test_what_was_held_years_before_is_not_the_event() -> None:
    text = "---\ntitle: 灯台レポート (34) 港町会議 01\n---\n\n港町では2008年に「潮風会議 01」が開催されていますが、それ以来4年ぶりの開催となりました。"
    event = understand(Source("p.md", text + TWO_TALKS, "markdown")).event
    assert event is not None and event.title == "港町会議 01"


def test_somebody_elses_report_is_not_the_events_page() -> None:
    text = (
        "---\ntitle: 第4回灯台勉強会に参加しました\n---\n\n先日参加しました。\n\n- [参加レポート:第4回灯台勉強会](https://lake.example/4th-lamps/)\n"
        + TWO_TALKS
    )
    event = understand(Source("p.md", text, "markdown")).event
    assert event is not None and event.url is None
