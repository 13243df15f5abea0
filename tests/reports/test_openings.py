"""Reports are told from what is none by whatever title and opening they have, and their talks are found under all of them.

Every title is put over every opening and every body: a few of these pairs tell nothing of an event, so that shares are asked for.
"""

from __future__ import annotations

from itertools import product

import pytest

from pipeline.reports.files import source_of
from pipeline.reports.understand import understand

TITLES = {
    "ja": [
        "みずうみ勉強会 #3 に行ってきた", "みずうみ.rb #12 に参加してきました", "みずうみ会議2024参加記", "みずうみNight #2 を開催しました", "みずうみ会議でLTしてきた",
        "#mizuumi_lt 雑感", "みずうみ勉強会のメモ", "みずうみ会議に登壇しました", "みずうみ会議 2024 で学んだこと", "みずうみカンファレンス2024",
    ],
    "en": [
        "Harbour Meetup #3", "Notes from Harbour Conf", "Last night at the Harbour JS meetup", "Harbour Conf 2024, day one", "My first conference", "What I learned at Harbour Conf",
        "Three talks I loved at Harbour Conf", "Speaking at Harbour Conf", "Slides and video from our March meetup", "We ran a meetup",
    ],
}  # fmt: skip
OPENINGS = {
    "ja": [
        "昨日、みずうみ勉強会 #3 に参加してきました。", "みずうみ勉強会に初めて参加したので備忘録として残しておきます。", "先日のみずうみ会議、とても良いイベントでした。",
        "会社の同僚と3人でみずうみ会議を聴きに行きました。", "週末はみずうみ会議でした。以下メモ。", "オンラインでみずうみ会議を視聴したのでまとめます。",
        "みずうみ勉強会を主催しました。30人ほどに来ていただきました。", "みずうみ会議が終わりました。来てくださった皆さんありがとうございました！",
    ],
    "en": [
        "Last Thursday I went to Harbour Conf in Rotterdam.", "Two weeks ago we held the third Harbour meetup.", "Another great evening at the Harbour meetup!",
        "Thanks to everyone who came to our March meetup.", "I just got home from Harbour Conf.", "This year's Harbour Conf was my first conference ever.",
        "We had two speakers this month.", "It was a pleasure to host the March edition of our user group.",
    ],
}  # fmt: skip
BODIES = {
    "ja": {
        "notes": "## ログ基盤を三年育てた話\n\n- 取り込みの量\n- 一日に十億行\n- 保存の形式\n\n## 小さく始めるカオスエンジニアリング\n\n- 壊す練習\n- 障害のときの動き\n- 練習の頻度\n\n## 感想\n\n試してみたいです。\n",
        "hearsay": "## ログ基盤を三年育てた話\n\n取り込みの量が十倍になったそうです。\n\n## 小さく始めるカオスエンジニアリング\n\n壊す練習をするという内容でした。\n\n## 感想\n\n試してみたいです。\n",
        "whose": "## ログ基盤を三年育てた話\n\n大西さんの発表。取り込みの量の話。\n\n## 小さく始めるカオスエンジニアリング\n\n三浦さんの発表。壊す練習をします。\n\n## まとめ\n\n楽しかったです。\n",
        "announced": "以下の発表がありました。\n\n- ログ基盤を三年育てた話\n- 小さく始めるカオスエンジニアリング\n\nどれも面白かったです。\n",
    },
    "en": {
        "notes": "## Keeping Queues Short\n\n- queues grow\n- measure first\n- change defaults\n\n## What the Kernel Knows\n\n- tracing\n- demos\n- more demos\n\n## Conclusion\n\nI want to try it.\n",
        "whose": "## Keeping Queues Short\n\nMaria Lindqvist explained why queues grow.\n\n## What the Kernel Knows\n\nTobias Okafor showed tracing.\n\n## Conclusion\n\nI want to try it.\n",
        "people": "## Maria Lindqvist\n\nMaria talked about queues and why they grow.\n\n## Tobias Okafor\n\nTobias showed us tracing.\n",
        "sentences": "Maria Lindqvist kicked off the evening with her talk on keeping queues short.\n\nAfter the break, Tobias Okafor told us what the kernel knows.\n",
    },
}
FOUND = 0.85  # of all pairs


@pytest.mark.parametrize(
    ("language", "body"), [(language, body) for language, bodies in BODIES.items() for body in bodies]
)
def test_the_talks_are_found_under_nearly_every_title_and_opening(language: str, body: str) -> None:
    pairs = list(product(TITLES[language], OPENINGS[language]))
    missed = [pair for pair in pairs if len(read(*pair, BODIES[language][body])[1]) != 2]
    assert len(missed) <= (1 - FOUND) * len(pairs), missed[:6]


OTHERS = {
    "ja": (
        ["Phoenix LiveView入門", "ログ基盤の作り方", "障害対応のメモ", "会議を減らした話", "2024年の振り返り", "技術書を読んだ感想", "みずうみ会議2025を開催します", "来月みずうみ会議で話します", "LTのコツ"],
        ["こんにちは、大西です。", "本記事では、ログ基盤の作り方を紹介します。", "以前、勉強会で聞いた話がきっかけです。", "2025年3月8日(土)に渋谷で開催します。お申し込みはこちらから。", "先週リリースしたので、その経緯をまとめます。"],
        "## 背景\n\nチームでは毎週話し合っていました。\n\n## やったこと\n\n- ログを集めた\n- 減らした\n- 測った\n\n参考: [資料](https://speakerdeck.com/onishi/log)\n\n## おわりに\n\nまた書きます。\n",
    ),
    "en": (
        ["How we built our log pipeline", "Announcing Harbour Conf 2025", "Getting started with queues", "My 2024 in review", "A conference talk checklist", "How to run a meetup", "Writing a parser in a weekend"],
        ["In this post I show how we did it.", "Last week we released version 2.", "I once attended a talk about this.", "Join us on March 8, 2025 in Rotterdam!", "I spent the weekend writing code.", "We held off on this for a long time."],
        "## The problem\n\nQueues grow. We measured them. See the [slides](https://speakerdeck.com/ml/q) for more.\n\n## The fix\n\nWe changed the defaults.\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", OTHERS)
def test_articles_announcements_and_reviews_are_no_reports(language: str) -> None:
    titles, openings, body = OTHERS[language]
    assert [pair for pair in product(titles, openings) if read(*pair, body)[0] != "not-a-report"] == []


def read(title: str, opening: str, body: str) -> tuple[str, list[str | None]]:
    """The kind and the titles of the talks."""
    report = understand(
        source_of(
            "post.md",
            f"---\ntitle: '{title.replace(chr(39), chr(39) * 2)}'\ndate: 2024-03-11\n---\n\n{opening}\n\n{body}",
        )
    )
    return report.kind, [talk.title for talk in report.talks]
