"""What a sentence of a Japanese report tells of a talk, and sentences with names and quotes that tell of none. All of them are
invented."""

from __future__ import annotations

import pytest

from pipeline.reports.files import source_of
from pipeline.reports.understand import understand

POST = """\
---
title: みずうみ勉強会 #3 に参加しました
date: 2024-03-11
---

先週、みずうみ勉強会 #3 に参加しました。

{}

とても楽しい勉強会でした。発表者の皆さんありがとうございました。
"""
TOLD = [
    "{}の「霧を三年観測した話」というタイトルの発表では、計測の話が聞けました。",
    "トップバッターは{}で、「霧を三年観測した話」というタイトルでした。",
    "次に登壇したのは{}。「霧を三年観測した話」と題して計測の話をしてくれました。",
    "「霧を三年観測した話」（{}）が特に面白かったです。",
    "「霧を三年観測した話」は{}の発表で、計測の話でした。",
    "「霧を三年観測した話」と題した{}の発表では、計測の話がありました。",
    "「霧を三年観測した話」というタイトルで{}にお話しいただきました。",
    "印象に残ったのは{}の「霧を三年観測した話」です。",
    "聴いたのは{}の「霧を三年観測した話」。",
    "最後は{}の「霧を三年観測した話」で締めくくられました。",
    "トリを飾ったのは{}の「霧を三年観測した話」です。",
    "午後は{}の「霧を三年観測した話」を聴講しました。",
    "その後、{}の「霧を三年観測した話」がありました。",
    "{}の「霧を三年観測した話」では計測の大切さが語られました。",
    "{}の「霧を三年観測した話」を視聴。計測の話。",
    "次のセッションは『霧を三年観測した話』で、登壇者は{}です。",
    "1本目は「霧を三年観測した話」、発表者は{}です。",
    "『霧を三年観測した話』 登壇者: {}",
]
PEOPLE = {"大西さん": "大西", "[三浦梓](https://twitter.com/miura_az)さん": "三浦梓", "@onishi_k さん": "onishi_k"}


@pytest.mark.parametrize("sentence", TOLD)
@pytest.mark.parametrize("person", list(PEOPLE))
def test_a_sentence_tells_of_a_talk_and_its_speaker(sentence: str, person: str) -> None:
    report = understand(source_of("p.md", POST.format(sentence.format(person))))
    assert [(talk.title, talk.speakers) for talk in report.talks] == [("霧を三年観測した話", (PEOPLE[person],))]


@pytest.mark.parametrize(
    "sentence",
    [
        "大西さんの「灯台の本」を読みました。",
        "大西さんの「失敗を恐れるな」という言葉が印象に残りました。",
        "懇親会では大西さんが「また来ます」と言っていました。",
        "大西さんのブログ「灯台日記」では計測の話が説明されています。",
        "大西さんの著書「灯台入門」が当たりました。",
        "大西さんが作った「灯台アプリ」を使いました。",
        "大西さんの「おいしい！」で締めくくられました。",
        "司会の大西さんの「乾杯！」で始まりました。",
        "大西さんの「みんな話しましょう」がありました。",
        "去年の大西さんの「灯台の話」を見て参加しました。",
        "受付は大西さんの「灯台カフェ」でした。",
        "次回は大西さんの「灯台の話」が開催されます。",
        "大西さんの「なぜですか？」に三浦さんが答えていました。",
    ],
)
def test_a_sentence_with_a_person_and_quotes_need_not_tell_of_a_talk(sentence: str) -> None:
    assert understand(source_of("p.md", POST.format(sentence))).talks == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "{}の発表は計測についてでした。",
        "{}の計測の話が面白かったです。",
        "{}が計測について話してくれました。",
        "{}による計測の紹介でした。",
        "{}からは計測についての発表がありました。",
        "1人目は{}。計測について話されました。",
        "続いて{}が登壇。計測の話をされました。",
        "LT1本目は{}でした。",
        "{}がLTをしてくれました。",
        "登壇者は{}でした。",
        "{}にご登壇いただきました。",
        "{}に計測についてお話しいただきました。",
        "{}のライブコーディングがすごかった。",
        "{}のセッションを聴きました。",
        "トリは{}の発表でした。",
    ],
)
@pytest.mark.parametrize("person", ["大西さん", "@onishi_k さん"])
def test_a_sentence_says_who_spoke_and_no_title(sentence: str, person: str) -> None:
    report = understand(source_of("p.md", POST.format(sentence.format(person))))
    assert [(talk.title, talk.speakers) for talk in report.talks] == [(None, (person.strip("@ さん"),))]


@pytest.mark.parametrize(
    "sentence",
    [
        "大西さんありがとうございました。",
        "大西さんと話しました。",
        "大西さんが司会でした。",
        "大西さんに誘われて参加しました。",
        "大西さんの質問が鋭かったです。",
        "大西さんのツイートで知りました。",
        "懇親会で大西さんの話を聞きました。",
        "会場は大西さんの会社でした。",
        "大西さんの発表は次回に延期になりました。",
        "大西さんが書いた記事を読みました。",
    ],
)
def test_a_sentence_with_a_person_need_not_say_that_they_spoke(sentence: str) -> None:
    assert understand(source_of("p.md", POST.format(sentence))).talks == ()
