"""The day of the event is read from whatever way a report tells it, and only the event's."""

from __future__ import annotations

import re
from datetime import date, datetime

import pytest

from pipeline.reports.files import source_of
from pipeline.reports.report import Source
from pipeline.reports.understand import understand

JAPANESE = (
    "## ログ基盤を三年育てた話（大西さん）\n\n発表は大西さん。\n\nhttps://speakerdeck.com/onishi/log\n\n"
    "## カオス（三浦さん）\n\n発表は三浦さん。\n\nhttps://speakerdeck.com/miura/chaos\n\n"
    "## まとめ\n\n楽しい一日でした。運営のみなさん、ありがとうございました。\n"
)
ENGLISH = (
    "## Keeping Queues Short by Maria Lindqvist\n\nA talk on queues. [Slides](https://speakerdeck.com/ml/q)\n\n"
    "## What the Kernel Knows by Tobias Okafor\n\nDemos.\n\nThanks to the organisers!\n"
)

# title, first lines, day of posting, day of the event
TOLD: list[tuple[str, str, str | None, str | None]] = [
    (
        "みずうみ勉強会 #3に参加しました",
        "2024年5月18日（土）に開催された[みずうみ勉強会 #3](https://mizuumi.connpass.com/event/1/)に参加しました。",
        None,
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "5/18(土)に開催されたみずうみ勉強会に参加しました。",
        "2024-05-20",
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "12/28に開催されたみずうみ勉強会に参加しました。", "2025-01-03", "2024-12-28"),
    ("みずうみ勉強会 2024に参加しました", "5月18日に開催されたみずうみ勉強会に参加しました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "昨日、みずうみ勉強会に参加しました。", "2024-05-20", "2024-05-19"),
    ("みずうみ勉強会 #3に参加しました", "一昨日、みずうみ勉強会に参加しました。", "2024-05-20", "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "先週の土曜日、みずうみ勉強会に参加しました。", "2024-05-22", "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "先週金曜にみずうみ勉強会に参加しました。", "2024-05-22", "2024-05-17"),
    (
        "みずうみ勉強会 #3に参加しました",
        "この前の日曜日にみずうみ勉強会に参加してきました。",
        "2024-05-22",
        "2024-05-19",
    ),
    ("みずうみ勉強会 #3に参加しました", "3日前にみずうみ勉強会に参加してきました。", "2024-05-22", "2024-05-19"),
    ("みずうみ勉強会 #3に参加しました", "本日、みずうみ勉強会に参加してきました。", "2024-05-22", "2024-05-22"),
    ("みずうみ勉強会 #3に参加しました", "令和6年5月18日に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "令和六年五月十八日に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "２０２４年５月１８日（土）に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "2024.5.18(土)に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "2024-05-18 に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "'24/5/18に開催されました。", None, "2024-05-18"),
    ("みずうみ勉強会 #3に参加しました", "R6.5.18に開催されました。", None, "2024-05-18"),
    (
        "みずうみ勉強会 #3に参加しました",
        "5月18日、19日の2日間、みずうみ勉強会に参加しました。",
        "2024-05-25",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "5月18日〜19日に開催されたみずうみ勉強会に参加しました。",
        "2024-05-25",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "5/18-19に開催されたみずうみ勉強会に参加しました。",
        "2024-05-25",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "5/18(土)・19(日)に開催されたみずうみ勉強会に参加しました。",
        "2024-05-25",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "2024年5月18・19日に開催されたみずうみ勉強会に参加しました。",
        None,
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "| 項目 | 内容 |\n| --- | --- |\n| 日時 | 2024/05/18(土) 19:00〜21:00 |\n| 場所 | 神田 |",
        None,
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "- 日時：2024/05/18(土) 19:00〜21:00\n- 場所：神田", None, "2024-05-18"),
    (
        "みずうみ勉強会 #3に参加しました",
        "- 日時\n  - 5/18(土) 19:00〜21:00\n- 場所\n  - 神田",
        "2024-05-20",
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "## 開催日時\n\n2024年05月18日 19:00\n\n## 場所\n\n神田", None, "2024-05-18"),
    ("みずうみ勉強会 #3（2024/5/18）に参加しました", "みずうみ勉強会に参加しました。", "2024-05-25", "2024-05-18"),
    ("[2024-05-18] みずうみ勉強会 #3レポート", "みずうみ勉強会に参加しました。", "2024-05-25", "2024-05-18"),
    ("【5/18】みずうみ勉強会 #3レポート", "みずうみ勉強会に参加しました。", "2024-05-25", "2024-05-18"),
    (
        "みずうみ勉強会 #3に参加しました",
        "5月18日（土）に開催されたみずうみ勉強会に参加しました。次回は6月15日です。",
        "2024-05-25",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "次回は6月15日(土)に開催予定です。今回は5月18日（土）に開催されました。",
        "2024-05-25",
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "20日の夜、みずうみ勉強会に参加しました。", "2024-05-22", "2024-05-20"),
    (
        "みずうみ勉強会 #3に参加しました",
        "18日(土)に開催されたみずうみ勉強会に参加しました。",
        "2024-05-22",
        "2024-05-18",
    ),
    (
        "みずうみ勉強会 #3に参加しました",
        "先月18日に開催されたみずうみ勉強会に参加しました。",
        "2024-06-02",
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "5月18日（土）に開催されたみずうみ勉強会に参加しました。", None, None),
    (
        "みずうみ勉強会 #3に参加しました",
        "5月18日（土）に開催されたみずうみ勉強会に参加しました。\n\nhttps://mizuumi.example.org/2024/\n\n(c) 2024 みずうみ会",
        None,
        "2024-05-18",
    ),
    ("みずうみ勉強会 #3に参加しました", "先日、みずうみ勉強会に参加しました。", "2024-05-22", None),
    ("Recap: Harbour Conf 2024", "It was held on May 30, 2024 in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It was held on Thursday, May 30th in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It took place on 30 May in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It took place on the 30th of May in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It took place May 30–31 in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It took place from 30 to 31 May in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf 2024", "It took place 30.5.2024 in Rotterdam.", None, "2024-05-30"),
    ("Recap: Harbour Conf", "Yesterday I attended Harbour Conf.", "2024-05-31", "2024-05-30"),
    ("Recap: Harbour Conf", "Last Thursday I attended Harbour Conf.", "2024-06-03", "2024-05-30"),
    ("Recap: Harbour Conf", "On Thursday we went to Harbour Conf.", "2024-06-01", "2024-05-30"),
    ("Recap: Harbour Conf", "Last night I attended Harbour Conf.", "2024-05-31", "2024-05-30"),
    ("Recap: Harbour Conf", "Two days ago I attended Harbour Conf.", "2024-06-01", "2024-05-30"),
    ("Recap: Harbour Conf", "I attended Harbour Conf on 05/30/2024.", None, "2024-05-30"),
    ("Recap: Harbour Conf", "I attended Harbour Conf on 2024/05/30.", None, "2024-05-30"),
    ("Recap: Harbour Conf", "**Date:** Thu 30 May 2024, 19:00\n**Venue:** Pier 3", None, "2024-05-30"),
    ("Recap: Harbour Conf", "*When*: May 30, 2024", None, "2024-05-30"),
    ("Recap: Harbour Conf", "This Saturday (June 1) we gathered in Rotterdam.", "2024-06-03", "2024-06-01"),
    ("Recap: Harbour Conf", "Harbour Conf happened last week.", "2024-06-03", None),
    (
        "みずうみカンファレンス 2024に参加しました（2日目）",
        "9/15〜17に開催されたみずうみカンファレンスの2日目(9/16)に参加しました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "9/16(2日目)だけ参加しました。会期は9/15〜9/17です。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "前夜祭が9/14に、本編が9/15に開催されました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "7/1に申し込んで、9/15に参加してきました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "チケットは8/1に売り切れたそうです。\n\n9/15(日)に開催されました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "公開日: 2024-09-20\n\n9/15(日)に開催されました。",
        None,
        "2024-09-15",
    ),
    (
        "みずうみカンファレンス 2024に参加しました",
        "最終更新日 2024/09/25\n\n9/15(日)に開催されました。",
        None,
        "2024-09-15",
    ),
    ("みずうみカンファレンス 2024に参加しました", "2024/09/20\n\n9/15(日)に開催されました。", None, "2024-09-15"),
    ("みずうみカンファレンス 2024に参加しました", "投稿日：2024年9月20日\n\n先日参加しました。", None, None),
    ("みずうみカンファレンス 2024に参加しました", "2024年9月20日\n\n先日参加しました。", None, None),
    ("20240915 みずうみ勉強会", "みずうみ勉強会に参加しました。", "2024-09-20", "2024-09-15"),
    (
        "みずうみ新年会2025に参加しました",
        "12/14(土)に開催されたみずうみ新年会に参加しました。",
        "2024-12-16",
        "2024-12-14",
    ),
    ("みずうみ忘年会 #5に参加しました", "12/30に開催されました。", "2025-01-02", "2024-12-30"),
    (
        "みずうみ勉強会に参加しました",
        "2018年9月1日に始まった勉強会で、今回は9/15(日)に開催されました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "第1回が開催されたのは2018年9月1日のことです。今回は9/15(日)でした。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "9月15日(日) 10:00 - 18:00 @神田\n\nみずうみ勉強会に参加しました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "参加してきました。\n\n# 概要\n\n|開催日|2024年9月15日|\n|---|---|\n|会場|神田|",
        "2024-09-20",
        "2024-09-15",
    ),
    ("みずうみ勉強会に参加しました", "会期：9/15（日）・16（月）", "2024-09-20", "2024-09-15"),
    (
        "みずうみ勉強会に参加しました",
        "プロポーザルは6/30締め切りでした。9月15日、いよいよ本番。登壇してきました。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "2024/9/15(日)、みずうみ勉強会に参加しました。2024/9/14(土)は前日入りしました。",
        "2024-09-20",
        "2024-09-15",
    ),
    ("みずうみ勉強会に参加しました", "9/14の夜に前日入りして、9/15に参加しました。", "2024-09-20", "2024-09-15"),
    (
        "みずうみ勉強会に参加しました",
        "## 1日目（9/15）\n\nたのしい。\n\n## 2日目（9/16）\n\nたのしい。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "## Day1 9/15\n\nたのしい。\n\n## Day2 9/16\n\nたのしい。",
        "2024-09-20",
        "2024-09-15",
    ),
    (
        "みずうみ勉強会に参加しました",
        "Ruby 3.4が2024年12月25日にリリースされる前のことです。みずうみ勉強会に参加しました。",
        "2025-01-20",
        None,
    ),
    ("みずうみ勉強会に参加しました", "先週参加しました。スライドは9/20に公開されました。", "2024-09-22", None),
    ("Harbour Conf 2024", "Posted on September 20, 2024\n\nLast week I attended Harbour Conf.", None, None),
    ("Harbour Conf 2024", "September 20, 2024\n\nI attended Harbour Conf, September 12-13.", None, "2024-09-12"),
    (
        "Harbour Conf 2024",
        "*20 Sep 2024*\n\nWe did it again. Harbour Conf 2024, 12–13 September, in Rotterdam.",
        None,
        "2024-09-12",
    ),
    (
        "Harbour Conf 2024",
        "The CFP closed on June 1. The conference ran September 12 to 13 in Rotterdam.",
        None,
        "2024-09-12",
    ),
    (
        "Harbour Conf 2024",
        "I flew in on Wednesday, September 11. The conference started on September 12.",
        None,
        "2024-09-12",
    ),
    ("みずうみ勉強会に参加しました", "行ってきました。昨日です。", "2024-06-23", "2024-06-22"),
    ("みずうみ勉強会で登壇してきました", "先週の土曜日、みずうみ勉強会で話してきました。", "2024-06-10", "2024-06-08"),
    (
        "What I saw at Harbour Conf",
        "*Posted on 3 June 2024 by mira*\n\nHarbour Conf took place yesterday in Rotterdam.",
        None,
        "2024-06-02",
    ),
    ("みずうみ勉強会に参加しました", "投稿日：2024/6/3\n\nみずうみ勉強会に行ってきました。", None, None),
    (
        "みずうみ勉強会のメモ",
        "2024/5/2 から準備していました。\n\n| | |\n|-|-|\n| 会場 | 湖畔公民館 |\n| 日時 | 2024/06/12(水) 19:00 |",
        "2024-06-20",
        "2024-06-12",
    ),
    ("みずうみ勉強会のメモ", "2024/5/2 から準備。\n\n開催日\n2024/06/12", "2024-06-20", "2024-06-12"),
    ("Harbour Conf 2024", "On the 12th and 13th of September we met in Rotterdam.", None, "2024-09-12"),
]


def held_on(title: str, intro: str, posted: str | None) -> date | None:
    front = f'---\ntitle: "{title}"\n' + (f"date: {posted}\n" if posted else "") + "---\n\n"
    talks = JAPANESE if re.search("[ぁ-ん一-龥]", title) else ENGLISH
    at = datetime.fromisoformat(f"{posted}T09:00:00+09:00") if posted else None
    report = understand(Source("post.md", f"{front}{intro}\n\n{talks}", "markdown", published_at=at))
    assert report.event is not None
    return report.event.held_on


@pytest.mark.parametrize(("title", "intro", "posted", "day"), TOLD)
def test_the_day_is_read_as_it_is_told(title: str, intro: str, posted: str | None, day: str | None) -> None:
    assert held_on(title, intro, posted) == (date.fromisoformat(day) if day else None)


def tweets(days: list[str]) -> str:
    return "\n\n".join(
        f'<blockquote class="twitter-tweet"><p>すごい</p>&mdash; a (@a{n}) <a href="https://twitter.com/a{n}/status/{n}">{day}</a></blockquote>'
        for n, day in enumerate(days, 100)
    )


def test_the_day_is_that_of_most_tweets_where_nothing_tells_it() -> None:
    intro = "先日、みずうみ勉強会に参加しました。\n\n" + tweets(
        ["May 18, 2024", "2024年5月18日", "May 18, 2024", "May 19, 2024"]
    )
    assert held_on("みずうみ勉強会 #3に参加しました", intro, "2024-05-22") == date(2024, 5, 18)


def test_two_tweets_are_too_few_to_tell_the_day() -> None:
    intro = "先日、みずうみ勉強会に参加しました。\n\n" + tweets(["May 18, 2024", "May 18, 2024"])
    assert held_on("みずうみ勉強会 #3に参加しました", intro, "2024-05-22") is None


@pytest.mark.parametrize(
    "front",
    [
        "title: 夕凪の日 2019 -2019年7月22-23日参加レポート\ndate: 2019-07-27",
        "title: 夕凪の日 2019 参加メモ\ndate: 2019-07-27\nsummary: 2019/07/22、夕凪の日に参加してきました。",
        "title: 夕凪の日 2019 参加メモ\ndate: 2019-07-27\ndescription: 2019年7月22日に行われた夕凪の日のまとめです。",
    ],
    ids=["behind a dash in the title", "summary", "description"],
)
def test_the_day_stands_in_the_title_or_the_summary(front: str) -> None:
    text = f"---\n{front}\n---\n\n夕凪の日に参加してきました。\n\n## 灯台の話（三笠さん）\n\nhttps://speakerdeck.com/mikasa/lamp\n"
    event = understand(source_of("post.md", text)).event
    assert event is not None
    assert str(event.held_on) == "2019-07-22"


@pytest.mark.parametrize(
    "told",
    [
        "金曜日に夕凪の会 #3 に行ってきました。",
        "金曜の夜に夕凪の会 #3 に参加してきました。",
        "先週の金曜日(7/19)、夕凪の会 #3 に参加してきました。",
    ],
)
def test_a_weekday_counts_back_from_the_day_of_posting(told: str) -> None:
    text = f"---\ntitle: 夕凪の会に参加した\ndate: 2019-07-23\n---\n\n{told}\n\n## 灯台の話（三笠さん）\n\nhttps://speakerdeck.com/mikasa/lamp\n"
    event = understand(source_of("post.md", text)).event
    assert event is not None
    assert str(event.held_on) == "2019-07-19"


def test_yesterday_was_the_event_itself() -> None:
    text = "---\ntitle: 夕凪勉強会に参加した\ndate: 2019-07-23\n---\n\n昨日は夕凪勉強会 #3でした。\n\n## 灯台の話（三笠さん）\n\nよい話。\n"
    event = understand(source_of("post.md", text)).event
    assert event is not None
    assert (event.title, str(event.held_on)) == ("夕凪勉強会 #3", "2019-07-22")
