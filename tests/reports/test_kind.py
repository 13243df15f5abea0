"""Whether a post reports an event is told by what it says of itself, its title and the talks in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reports.drafts import Draft
from pipeline.reports.kind import REPORT_RULES, decide_kind, kind_features, post_features, surely_no_report
from pipeline.reports.report import Source
from pipeline.reports.texts import text_of
from pipeline.reports.understand import understand

REPORT = """\
# はまなす勉強会 #5 レポート

2024年2月14日に開催された[はまなす勉強会 #5](https://hamanasu.connpass.com/event/305005/)の様子です。会場は札幌でした。

## 雪かきを最適化した話 / 北見さん

https://speakerdeck.com/kitami/yukikaki

経路探索の発表でした。とても楽しかったです。
"""
READING_CIRCLE = """\
# 雪山データ分析 輪読会まとめ

有志で集まって、毎週すこしずつ読み進めていた本を最後まで読み終えました。章ごとに担当者の資料を置いておきます。

## 1章 雪の数え方

結晶の分類から始まります。
https://speakerdeck.com/kitami/yuki-1

## 2章 なだれの予測

https://speakerdeck.com/onishi/yuki-2
"""


def kind_of(text: str) -> str:
    return understand(Source("post.md", text, "markdown")).kind


@pytest.mark.parametrize(
    "words",
    [
        "この記事は妄想です。イベントの開催日よりも前に書いています。",
        "なお、この記事はフィクションであり、はまなす勉強会はまだ開かれていません。",
    ],
)
def test_a_report_that_says_it_was_made_up_or_written_before_is_none(words: str) -> None:
    assert kind_of(REPORT) == "report"
    assert kind_of(f"{REPORT}\n## あとがき\n\n{words}\n") == "not-a-report"


def test_what_sums_up_a_reading_circle_tells_of_an_event_without_talks() -> None:
    assert kind_of(READING_CIRCLE) == "no-talk-report"


def test_a_list_of_facts_names_nobody() -> None:
    facts = "\n\n## 冬の開発祭\n\n### 概要\n\n* **期間**：3月1日から\n* **賞金総額**：10万円\n* **カテゴリー**：地図、天気、除雪\n"
    report = understand(Source("post.md", REPORT + facts, "markdown"))
    assert [talk.title for talk in report.talks] == ["雪かきを最適化した話"]


def test_an_article_on_how_to_speak_is_no_report_for_the_events_it_mentions() -> None:
    assert (
        kind_of(
            "# 登壇の準備を支える技術\n\n先日の[はまなす勉強会 #5](https://hamanasu.connpass.com/event/305005/)で登壇しました。"
            "発表のたびにスライドの作り方を聞かれるので、執筆環境を紹介します。\n\n## エディター\n\n発表資料は文章で書きます。\n\n"
            "## 自動で公開する\n\n登壇の前に資料をビルドします。勉強会やカンファレンスのトークでも同じです。\n"
        )
        == "not-a-report"
    )


NO_REPORT = "# キャッシュの使い方\n\nキーを決めて値を入れる方法を解説します。\n\n```python\ncache[key] = value\n```\n"


@given(st.data())
def test_a_post_whose_talks_are_not_looked_for_is_no_report_whichever_would_be_found(data: st.DataObject) -> None:
    measured = post_features(text_of(Source("a.md", NO_REPORT, "markdown"))[0])
    asked = sorted({name for name, _ in REPORT_RULES} & measured.keys())
    post = measured | dict.fromkeys(data.draw(st.sets(st.sampled_from(asked))), 1.0)
    url, day, days = data.draw(st.booleans()), data.draw(st.booleans()), data.draw(st.sampled_from([None, -9, 3, 90]))
    speakers, decks = data.draw(st.integers(0, 5)), data.draw(st.integers(0, 5))
    drafts = [
        Draft([], "霧", ["灯"] if number < speakers else [], ["https://fog.example/deck.pdf"] if number < decks else [])
        for number in range(data.draw(st.integers(0, 6)))
    ]
    if surely_no_report(post, url, day, days):
        assert decide_kind(kind_features(post, drafts, url, day, 2, days))[0] == "not-a-report"


def test_in_a_technical_article_no_talks_are_looked_for() -> None:
    text, _ = text_of(Source("a.md", NO_REPORT, "markdown"))
    assert surely_no_report(post_features(text), url=False, day=False, days_since=None)


NOTES = """\
---
title: {title}
date: 2024-02-15
tags: [{tags}]
---
## 雪かきを最適化した話 / 北見さん

経路探索の発表でした。

## 除雪車の待ち行列 / 大西さん

待ち行列の発表でした。
"""


def test_the_tags_of_a_post_say_that_it_is_a_report() -> None:
    features = [
        post_features(text_of(Source("post.md", NOTES, "markdown", tags=tags))[0])
        for tags in (("Report", "k8s"), ("勉強会",), ("k8s",))
    ]
    assert [(each["report tag"], each["event tag"]) for each in features] == [(1.0, 0.0), (0.0, 1.0), (0.0, 0.0)]


def test_headings_with_the_time_of_day_are_a_timetable() -> None:
    timetable = "".join(f"## {hour}:00~ 話 {hour}\n\nメモ。\n\n" for hour in (10, 11, 13))
    for text, wanted in ((timetable, 1.0), (timetable.replace(":00~", " "), 0.0)):
        assert post_features(text_of(Source("post.md", text, "markdown"))[0])["timed headings"] == wanted
