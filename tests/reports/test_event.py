"""The event's title, day and page, and the next edition, one form of announcing them after the other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.reports.dates import find_days
from pipeline.reports.event import choose_event
from pipeline.reports.files import load_post
from pipeline.reports.report import Source
from pipeline.reports.texts import text_of
from pipeline.reports.understand import understand


def read(tmp_path: Path, text: str, name: str = "post.md") -> dict[str, Any]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return understand(load_post(path)).to_label()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("令和6年5月1日", (2024, 5, 1)),
        ("平成元年 3 月 2 日", (1989, 3, 2)),
        ("７月２２日（土）", (None, 7, 22)),
        ("２０２３／０４／１５", (2023, 4, 15)),
        ("1日目（8/3）", (None, 8, 3)),
        ("Day 1 (8/3)", (None, 8, 3)),
        ("am 12.4.2022 in Graz", (2022, 4, 12)),
        ("2024년 9월 6일", (2024, 9, 6)),
        ("Tuesday 12 December 2023", (2023, 12, 12)),
    ],
)
def test_a_day_is_found_in_the_ways_in_which_it_is_written(text: str, wanted: tuple[int | None, int, int]) -> None:
    assert [(day.year, day.month, day.day) for day in find_days(text)] == [wanted]


@pytest.mark.parametrize("text", ["version 1.2.3", "(8/3)", "3/4 of the room", "10.0.20.21"])
def test_numbers_that_are_no_day_are_left_alone(text: str) -> None:
    assert find_days(text) == []


REPORT = """# 夕凪勉強会 #4 に参加しました

2023年5月13日に開催された [夕凪勉強会 #4](https://yunagi.connpass.com/event/281111/) に参加してきました。

## 灯台のログを読む / 三笠さん

[資料](https://speakerdeck.com/mikasa/lighthouse-logs)

灯台の点灯記録を30年ぶん集めた話でした。

## 霧笛の音程を測る / 阿武隈さん

[資料](https://speakerdeck.com/abukuma/foghorn)

霧笛は半音ずつ下がっていくそうです。
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("来年は2024年6月1日だそうです。", (None, "2024-06-01")),
        ("## 次回\\n\\n７月２２日（土）を予定しています。", (None, "2023-07-22")),
        ("秋の回は10月7日です。", (None, "2023-10-07")),
        (
            "#5は8月5日(土)です。申し込み: https://yunagi.connpass.com/event/290001/",
            ("https://yunagi.connpass.com/event/290001/", "2023-08-05"),
        ),
        ("## おわりに\\n\\n- 来年は尾道\\n- 2024/3/14-15", (None, "2024-03-14")),
        ("## 6. Next meeting\\n\\nSaturday 5 August 2023, same place.", (None, "2023-08-05")),
        ("The next 夕凪勉強会 is on **12 August 2023**.", (None, "2023-08-12")),
        ("夕凪勉強会 is back on the 14th of November.", (None, "2023-11-14")),
        ("## 次は\\n\\n6月の[潮見Android会](https://shiomi.connpass.com/event/285000/)でも話します。", None),
    ],
)
def test_the_next_edition_is_what_the_report_announces(
    tmp_path: Path, text: str, wanted: tuple[str | None, str] | None
) -> None:
    label = read(tmp_path, REPORT + "\n" + text.replace("\\n", "\n") + "\n")
    following = label["next_event"]
    assert (following and (following["url"], following["date"])) == wanted
    assert label["event"]["date"] == "2023-05-13"
    assert label["event"]["url"] == "https://yunagi.connpass.com/event/281111/"


def test_the_next_meetup_at_the_end_of_an_english_recap_is_not_the_event(tmp_path: Path) -> None:
    label = read(
        tmp_path,
        """# Lamp Makers Bergen #8 recap

Thank you all for coming on Tuesday, 40 people filled the boat house.

- 18:30 "Wicks without worry" - Ingrid Solberg, [slides](https://speakerdeck.com/ingrid/wicks)
- 19:10 "A lamp for every pier" - Olav Dahl, [slides](https://speakerdeck.com/olav/piers)

### See you

**#9 is on Tuesday 9 January 2024**, signup: https://www.meetup.com/lamp-makers/events/299000111/
""",
    )
    assert label["event"]["date"] is None
    assert label["event"]["url"] is None
    assert label["next_event"]["date"] == "2024-01-09"


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        (
            '最終更新日 <time datetime="2022-04-12">4月12日</time> 投稿日 <time datetime="2022-04-10">4月10日</time>',
            "2022-04-09",
        ),
        ("<span>2022/04/10に公開</span>", "2022-04-09"),
    ],
)
def test_yesterday_counts_from_the_day_on_which_a_page_was_posted(tmp_path: Path, head: str, wanted: str) -> None:
    page = f"""<html><head><title>灯台の会 #3 に参加しました</title></head><body><article><h1>灯台の会 #3 に参加しました</h1>
<p>{head}</p><p>昨日開催された灯台の会 #3 のレポートです。</p>
<h2>灯台のログを読む（三笠さん）</h2><p>点灯記録の話。<a href="https://speakerdeck.com/mikasa/lighthouse-logs">資料</a></p>
<h2>霧笛の音程を測る（阿武隈さん）</h2><p><a href="https://speakerdeck.com/abukuma/foghorn">資料</a></p></article></body></html>"""
    assert read(tmp_path, page, "post.html")["event"]["date"] == wanted


TALKS = """
## 灯台のログを読む（三笠さん）

[資料](https://speakerdeck.com/mikasa/lighthouse-logs)

## 霧笛の音程を測る（阿武隈さん）

[資料](https://speakerdeck.com/abukuma/foghorn)
"""
TALKS_EN = """
## Wicks without worry (Ingrid Solberg)

[Slides](https://speakerdeck.com/ingrid/wicks)

## A lamp for every pier (Olav Dahl)

[Slides](https://speakerdeck.com/olav/piers)
"""


def title_of(tmp_path: Path, text: str) -> str | None:
    path = tmp_path / "post.md"
    path.write_text(text.replace("\\n", "\n"), encoding="utf-8")
    return choose_event(text_of(load_post(path))[0])[0].title


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# 港町で夜ふかしして話を聞いた\n\n先週、古い倉庫で開かれた「夜凪の会」に顔を出した。" + TALKS, "夜凪の会"),
        ("# はじめての勉強会\n\n行ったのは「夜凪サロン」という会です。" + TALKS, "夜凪サロン"),
        (
            "# 灯台×ログ 夜凪勉強会（函館）2日ぶんの記録\n\n金曜に「夜凪勉強会 #6」がありました。" + TALKS,
            "夜凪勉強会 #6",
        ),
        (
            "# Three days of lamps and fog\n\nLast week four of us flew to **LampConf EU 2023**, as every year."
            + TALKS_EN,
            "LampConf EU 2023",
        ),
        (
            "# LampConf, or how I learned to love the fog\n\nThese are my notes of LampConf 2023." + TALKS_EN,
            "LampConf 2023",
        ),
        (
            "# lampmakers-bergen\n\nSlides from the **Lamp Makers Bergen** meetup.\n\n## Meetup 8 · Fog\n" + TALKS_EN,
            "Lamp Makers Bergen Meetup 8",
        ),
    ],
)
def test_the_first_lines_name_the_event_that_the_posts_title_does_not(tmp_path: Path, text: str, wanted: str) -> None:
    assert title_of(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# 夜凪勉強会 #6 に参加しました\n\n「灯台のログ」という話が **2023年** 一番でした。" + TALKS, "夜凪勉強会 #6"),
        ("# 夜凪勉強会に参加しました\n\n**2023年5月** に参加してきました。" + TALKS, "夜凪勉強会"),
    ],
)
def test_a_title_that_names_the_event_stays(tmp_path: Path, text: str, wanted: str) -> None:
    assert title_of(tmp_path, text) == wanted


@pytest.mark.parametrize(
    "facts",
    [
        "| 項目 | 内容 |\n|---|---|\n| イベント名 | 夕凪のあつまり #4 |\n| 場所 | 尾道 |\n",
        "- イベント名：夕凪のあつまり #4\n- 場所：尾道\n",
        "**Event name:** 夕凪のあつまり #4\n\n場所は尾道です。\n",
    ],
    ids=["row", "line", "bold label"],
)
def test_a_name_under_its_label_is_the_events(tmp_path: Path, facts: str) -> None:
    label = read(tmp_path, "# #yunagi 海辺で話を聞いてきた\n\n" + facts + "\n" + REPORT.partition("\n")[2])
    assert label["event"]["title"] == "夕凪のあつまり #4"
    assert (label["event"]["series"], label["event"]["edition"]) == ("夕凪のあつまり", "4")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("# 夕凪勉強会ハンズオンに参加しました。#yunagi\n\n会場は尾道でした。" + TALKS, "夕凪勉強会ハンズオン"),
        ("# Meetup report: Lamp Makers Bergen #8\n\nA full boat house." + TALKS_EN, "Lamp Makers Bergen #8"),
        ("# 3 more great talks from LampConf 2023\n\nAll three were recorded." + TALKS_EN, "LampConf 2023"),
        (
            "# 夕凪会 2023 に登壇しました\n\n[夕凪会](https://yunagi.example.org/2023/)に登壇しました。" + TALKS,
            "夕凪会 2023",
        ),
        (
            "# 2023.yunagikaigi.example.org\n\n[夕凪Kaigi 2023](https://yunagikaigi.example.org/2023)に行ってきた。"
            + TALKS,
            "夕凪Kaigi 2023",
        ),
        (
            "# 夕凪の集い 参加レポート\n\n午前は、三笠さんの「灯台のログを読む」に参加してきました。" + TALKS,
            "夕凪の集い",
        ),
    ],
)
def test_what_stands_around_the_name_in_a_title_is_no_part_of_it(tmp_path: Path, text: str, wanted: str) -> None:
    assert title_of(tmp_path, text) == wanted


@pytest.mark.parametrize(
    ("front", "date"),
    [
        ('title: "夕凪勉強会 #4に参加しました"\ndate: 2023/05/14 00:00:00\nauthor: 三笠\n---\n', "2023-05-14"),
        ("Title: 夕凪勉強会 #4に参加しました\nDate: 2023-05-14 09:00\nTags: conference\n\n", "2023-05-14"),
    ],
    ids=["Hexo", "Pelican"],
)
def test_front_matter_may_lack_the_line_that_opens_it(tmp_path: Path, front: str, date: str) -> None:
    path = tmp_path / "post.md"
    path.write_text(front + "# はじめに\n\n楽しい夜でした。\n" + TALKS, encoding="utf-8")
    post = load_post(path)
    assert (post.title, post.published_at and post.published_at.date().isoformat()) == (
        "夕凪勉強会 #4に参加しました",
        date,
    )
    assert [talk.speakers for talk in understand(post).talks] == [("三笠",), ("阿武隈",)]


def test_a_text_that_begins_with_a_colon_is_no_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_text("Title: what it is\n\nA line.\n", encoding="utf-8")
    assert load_post(path).title == ""


def test_a_day_still_to_come_is_not_the_events(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    text = "# Lamp Makers Bergen meetup\n\nA full house. I'll be giving this talk again at LampConf on April 7, 2024.\n"
    path.write_text(text + TALKS_EN, encoding="utf-8")
    assert choose_event(text_of(load_post(path))[0])[0].held_on is None


def test_the_site_that_is_called_the_events_is_its_page_wherever_it_stands() -> None:
    notes = "".join(f"## Talk {n} on lamps by Ada Fern\n\nGood.\n\n" for n in range(6))
    text = f"# Notes from HarbourPython 2024\n\nI just got back from the conference.\n\n{notes}"
    report = understand(
        Source("post.md", text + "* [HarbourPython 2024 site](https://hp2024.harbourpython.example/)\n", "markdown")
    )
    assert report.kind == "report"
    assert report.event is not None
    assert report.event.url == "https://hp2024.harbourpython.example/"


def test_photographs_of_the_event_are_not_its_page_and_a_number_not_its_name(tmp_path: Path) -> None:
    text = '---\ntitle: "#96 report"\n---\n\n# 夕凪meetup #96 report\n\n' + TALKS + "\n## まとめ\n\n"
    path = tmp_path / "post.md"
    path.write_text(
        text.replace("\\n", "\n") + "* [夕凪 meetup 96 - 30days](https://30d.jp/yunagi/86)\n", encoding="utf-8"
    )
    event = choose_event(text_of(load_post(path))[0])[0]
    assert (event.title, event.url) == ("夕凪meetup #96", None)


def test_the_day_of_an_event_that_a_talk_was_about_is_not_this_ones(tmp_path: Path) -> None:
    notes = "\n\n## 夕凪サミット 2018 に行ってきたよ\n\n- 2018/6/20(水)-22(金) に開催されていた\n- 写真の紹介でした\n"
    path = tmp_path / "post.md"
    text = (
        "---\ntitle: 第13回 凪の会に参加しました\ndate: 2018-06-24 22:26 +0900\n---\n\n第13回 凪の会に参加しました。\n"
        + TALKS
        + notes
    )
    path.write_text(text.replace("\\n", "\n"), encoding="utf-8")
    assert choose_event(text_of(load_post(path))[0])[0].held_on is None


def test_the_event_is_held_on_the_day_that_front_matter_gives_though_the_page_is_older(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    front = "---\ntitle: Fifth Meetup of the Harbour HTML meetup\ndate: 2024-07-26\neventDate: 2024-11-05\n---\n\n"
    told = "The fifth edition was an in-person meetup, which took place on <strong>November 5th, 2024</strong>.\n\n"
    path.write_text(front + told + TALKS_EN, encoding="utf-8")
    report = understand(load_post(path))
    assert report.kind == "report"
    assert report.event is not None
    assert str(report.event.held_on) == "2024-11-05"


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("April Meetup 2015", "Our April meetup is behind us: 33 people in attendance.", "report"),
        ("Talks – April, 2021", "We had three talks lined up and saw an attendance of around 35.", "report"),
        ("Code samples from my Harbour talk", "Last night I showed how lamps are counted.", "not-a-report"),
    ],
)
def test_english_reports_tell_of_the_evening(title: str, text: str, kind: str) -> None:
    body = text + "\n\nAda Fern talked about wicks and Bo Reed talked about fog. Good talks from both speakers!\n"
    source = Source("post.md", body if kind == "report" else text, "markdown", title=title)
    assert understand(source).kind == kind
