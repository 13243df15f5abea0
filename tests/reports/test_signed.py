"""Words that marks give to a person: labels, names in brackets, lists of voices, signatures under quotes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.reports.files import load_post
from pipeline.reports.report import Source
from pipeline.reports.understand import understand

OPENING = """# 夕凪勉強会 #4 に参加しました

2023年5月13日に開催された [夕凪勉強会 #4](https://yunagi.connpass.com/event/281111/) に参加してきました。

## 灯台のログを読む / 三笠さん

[資料](https://speakerdeck.com/mikasa/lighthouse-logs)

灯台の点灯記録を30年ぶん集めた話でした。
"""
ENGLISH = """# Harbour Talks #4 recap

We met on May 13, 2023 at the old customs house for [Harbour Talks #4](https://www.meetup.com/harbour-talks/events/281111/).

## Reading the logs of a lighthouse - Greta Holm

[Slides](https://speakerdeck.com/greta/lighthouse-logs)

Thirty years of a lamp, one line for each night.
"""


def remarks(tmp_path: Path, text: str, opening: str = OPENING) -> list[tuple[str, str, str]]:
    """(speaker, words, kind) of every remark of a report that ends with `text`."""
    path = tmp_path / "post.md"
    path.write_text(f"{opening}\n{text}\n", encoding="utf-8")
    return [(r["speaker"], r["text"], r["kind"]) for r in understand(load_post(path)).to_label()["remarks"]]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("（質問：つばめ）雨の日も点きますか", [("つばめ", "雨の日も点きますか", "question")]),
        (
            'Thanks. Feedback was short.\n\n- Feedback from Yuki Sorrel: "please start on time"',
            [("Yuki Sorrel", "please start on time", "comment")],
        ),
        ("Q（つばめさん）: 雨の日も点きますか", [("つばめ", "雨の日も点きますか", "question")]),
        (
            "Q. 雨の日は？（つばめさん）\nA. 点きます。海は休みません（三笠さん）",
            [("つばめ", "雨の日は？", "question"), ("三笠", "点きます。海は休みません", "answer")],
        ),
        (
            "### 質疑応答\n\n- (つばめ) 雨の日は？ → (三笠) 点きますよ",
            [("つばめ", "雨の日は？", "question"), ("三笠", "点きますよ", "answer")],
        ),
        (
            "チャットから\n\n- つばめ「毎晩見ています」\n- うみねこ「ログの一行目が気になる」",
            [("つばめ", "毎晩見ています", "comment"), ("うみねこ", "ログの一行目が気になる", "comment")],
        ),
        ("> 毎晩見ています\n\nつばめさん", [("つばめ", "毎晩見ています", "comment")]),
        (
            "質問が出て、つばめさんが\n\n> 毎晩見ています\n\nと答えていたのがよかったです。",
            [("つばめ", "毎晩見ています", "comment")],
        ),
        ("> 毎晩見ています。 — つばめさん", [("つばめ", "毎晩見ています。", "comment")]),
        (
            "つばめさん「毎晩見ています」\nうみねこさん「わかります、ぼくもです」\nちどり「ひとり残らず見ました」",
            [
                ("つばめ", "毎晩見ています", "comment"),
                ("うみねこ", "わかります、ぼくもです", "comment"),
                ("ちどり", "ひとり残らず見ました", "comment"),
            ],
        ),
        (
            "**つばめ氏：**毎晩見ています。\n\n**うみねこ氏：**私もそうです。\n\n**千鳥：**では、雨の日はどうですか？",
            [
                ("つばめ", "毎晩見ています。", "comment"),
                ("うみねこ", "私もそうです。", "comment"),
                ("千鳥", "では、雨の日はどうですか？", "question"),
            ],
        ),
        ("> 毎晩見ています\n> by つばめさん", [("つばめ", "毎晩見ています", "comment")]),
        ("## 帰り道\n\n### うみねこさん\n\n> 霧の日も好き", [("うみねこ", "霧の日も好き", "comment")]),
        ("**つばめさん**\n\n> 毎晩見ています", [("つばめ", "毎晩見ています", "comment")]),
        (
            "> 雨の日も点きますか\n\nという質問（つばめさん）もありました。",
            [("つばめ", "雨の日も点きますか", "question")],
        ),
        ("翌朝、つばめさんの答えは「海は休みません」でした。", [("つばめ", "海は休みません", "answer")]),
        (
            "### 聴衆の声\n\n| 名前 | コメント |\n|---|---|\n| つばめさん | 毎晩見ています |\n| うみねこ | 霧の日も好き |",
            [("つばめ", "毎晩見ています", "comment"), ("うみねこ", "霧の日も好き", "comment")],
        ),
        ("つばめさんからの質問：「雨の日も点きますか」", [("つばめ", "雨の日も点きますか", "question")]),
        ("参加者の感想\n\n- 毎晩見ています（つばめさん）", [("つばめ", "毎晩見ています", "comment")]),
        ("### 質疑応答\n\n- つばめ：雨の日も点きますか？", [("つばめ", "雨の日も点きますか？", "question")]),
        ("2021-04-01 20:14 はもう夜。&lt;tsubame_9&gt; 霧の日は？", []),
        ("20:14 &lt;tsubame_9&gt; 霧の日は見えますか？", [("tsubame_9", "霧の日は見えますか？", "question")]),
        ("夜、つばめさん曰く「毎晩見ています」。", [("つばめ", "毎晩見ています", "comment")]),
        ("会場のつばめさんからは「毎晩見ています」とコメント。", [("つばめ", "毎晩見ています", "comment")]),
        ("雨の日はと聞かれて、三笠さんは「点きますよ」。会場から拍手。", [("三笠", "点きますよ", "answer")]),
    ],
)
def test_marks_give_words_to_a_person(tmp_path: Path, text: str, wanted: list[tuple[str, str, str]]) -> None:
    assert remarks(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "> Does it work in the rain?\n> — Hans\n\nGreta: it does, the sea has no days off.",
            [("Hans", "Does it work in the rain?"), ("Greta|Greta Holm", "it does, the sea has no days off.")],
        ),
        ('## What people said\n\n- "I count the nights now." — Tove, sailor', [("Tove", "I count the nights now.")]),
        ('Somebody asked about rain. "Only about rain," said Holm.', [("Holm|Greta Holm", "Only about rain,")]),
        ('Greta\'s answer to "and fog?" was "louder lamps".', [("Greta|Greta Holm", "louder lamps")]),
        ("> I count the nights now.\n\n*Tove Lund, sailor*", [("Tove Lund", "I count the nights now.")]),
        ('As Anna Berg put it, "Buy a horn."', [("Anna Berg", "Buy a horn.")]),
        ('A sailor of the pier, Anna Berg, shook her head and said: "Buy a horn."', [("Anna Berg", "Buy a horn.")]),
    ],
)
def test_english_marks_give_words_to_a_person(tmp_path: Path, text: str, wanted: list[tuple[str, str]]) -> None:
    assert [each[:2] for each in remarks(tmp_path, text, ENGLISH)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "> 灯台は眠らない\n\nこの一文が好きです。",
        "（質問：会場）雨の日も点きますか",
        "Q. 雨の日も点きますか（笑）",
        "持ち物\n\n- 水筒「麦茶」\n- 帽子「麦わら」",
        "三笠さんの「灯台のログを読む」は圧巻。",
        "### 質疑応答\n\n- 補足：霧の日も点きます。\n- 会場：函館の倉庫です。",
        "| 名前 | 質問 | コメント |\n|---|---|---|\n| つばめさん | あり | 毎晩 |",
    ],
)
def test_words_of_nobody_named_are_no_remark(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, text) == []


@pytest.mark.parametrize(
    "text",
    ["Note: bring a lamp next time.", "Greta: explained the lens in detail.", "> A lamp is a promise.\n\nIndeed."],
)
def test_english_lines_of_nobody_named_are_no_remark(tmp_path: Path, text: str) -> None:
    assert remarks(tmp_path, text, ENGLISH) == []


@pytest.mark.parametrize(
    "piece", ["> ", "（質問：", "Q. あ（", "(a) b → ", "Ab: c\n", '"', "> a\n\nbさん\n\n", "A's answer to "]
)
def test_hostile_marks_take_time_that_grows_with_their_length_only(tmp_path: Path, piece: str) -> None:
    began = time.process_time()
    remarks(tmp_path, piece * 4_000)
    assert time.process_time() - began < 3.0


def test_a_quote_under_the_address_of_a_tweet_is_its_authors() -> None:
    post = (
        "---\ntitle: 里芋会議 2024 に参加した\n---\n\n2024/5/8 の里芋会議 2024 に参加してきました。\n\n## 畑の設計入門（里山さん）\n\n"
        "https://speakerdeck.com/satoyama/hatake\n\n川辺さんのポストは確かになと思いました。\n\n"
        "https://x.com/kawabe/status/1971446495552692599\n\n> 畑は静かなのに天気がよく動くので、間に入る人がいる\n"
    )
    remarks = understand(Source("post.md", post, "markdown")).remarks
    assert [(remark.speaker, remark.via) for remark in remarks] == [("kawabe", "tweet")]


def test_what_somebody_is_stands_before_the_name_and_is_no_part_of_it() -> None:
    post = (
        "---\ntitle: 里芋会議 2024 に参加した\n---\n\n2024/5/8 の里芋会議 2024 に参加してきました。\n\n## 畑の設計入門（里山さん）\n\n"
        "会場からはMIZU21作者のにとりさんから「最低限作らなきゃいけないものは少ない」との指摘がありました。\n"
    )
    remarks = understand(Source("post.md", post, "markdown")).remarks
    assert [remark.speaker for remark in remarks] == ["にとり"]
