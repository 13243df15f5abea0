"""Reports are understood: the forms in which talks are written, hostile text, and what must hold for any text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.reports.explain import explain
from pipeline.reports.render import render
from pipeline.reports.report import Report, Source
from pipeline.reports.understand import understand


def read(text: str, title: str = "", **given_: object) -> Report:
    return understand(Source("post.md", text, "markdown", title=title, **given_))  # type: ignore[arg-type]


EVENING = """\
---
title: 「Kawa勉強会 #12」参加レポート
id: 1e500000000000000000
---
# はじめに

2024/03/07(木)に「[Kawa勉強会 #12](https://kawa.connpass.com/event/310001/)」が開催されたので参加してきました。

# LT

## @tanaka さん: [はじめての分散トレーシング](https://speakerdeck.com/tanaka/tracing)

発表はデモが中心でした。

![デモ](https://example.com/demo.png)

### @suzuki さん

とても参考になりました。どのくらい遅くなりますか？

## @sato さん: [SQLite を本番で使う](https://www.docswell.com/s/sato/ABC123-sqlite)

実測の話でした。

# おわりに

次回は4月です。 https://kawa.connpass.com/event/320002/
"""


def test_an_evening_of_two_lightning_talks_is_read_whole() -> None:
    report = read(EVENING)
    assert report.kind == "report"
    assert report.event is not None
    assert report.event.title == "Kawa勉強会 #12"
    assert report.event.held_on is not None and report.event.held_on.isoformat() == "2024-03-07"
    assert report.event.url == "https://kawa.connpass.com/event/310001/"
    assert (report.event.series, report.event.edition) == ("Kawa勉強会", "12")
    assert [(t.title, t.speakers, t.kind) for t in report.talks] == [
        ("はじめての分散トレーシング", ("tanaka",), "lt"),
        ("SQLite を本番で使う", ("sato",), "lt"),
    ]
    assert [t.materials for t in report.talks] == [
        ("https://speakerdeck.com/tanaka/tracing",),
        ("https://www.docswell.com/s/sato/ABC123-sqlite",),
    ]
    assert report.next_event is not None
    assert report.next_event.url == "https://kawa.connpass.com/event/320002/"


def test_a_persons_heading_under_a_talk_is_a_remark_on_it_and_no_talk() -> None:
    (remark,) = read(EVENING).remarks
    assert (remark.speaker, remark.talk, remark.kind) == ("suzuki", 0, "question")


def test_an_image_belongs_to_the_talk_under_whose_heading_it_stands() -> None:
    (image,) = read(EVENING).images
    assert (image.url, image.talk) == ("https://example.com/demo.png", 0)


def test_every_talk_says_from_which_lines_it_was_read() -> None:
    for talk in read(EVENING).talks:
        assert talk.evidence
        assert all(e.first_line <= e.last_line and e.rule for e in talk.evidence)


def test_every_link_has_a_role_and_a_line() -> None:
    report = read(EVENING)
    assert {link.role for link in report.links} >= {"material", "event", "next_event"}
    source = EVENING.split("\n")
    for link in report.links:
        assert link.url.partition("://")[2].split("/")[0] in source[link.line - 1]


def test_sections_cover_the_post_and_carry_their_talk() -> None:
    sections = read(EVENING).sections
    talks = {section.heading_path[-1]: section.talk for section in sections}
    assert talks["@tanaka さん: はじめての分散トレーシング"] == 0
    assert talks["おわりに"] is None


def test_a_list_of_materials_and_the_sections_are_one_talk_each() -> None:
    listed = EVENING.replace(
        "# LT\n",
        "# 資料\n\n- [はじめての分散トレーシング](https://speakerdeck.com/tanaka/tracing)\n"
        "- [SQLite を本番で使う](https://www.docswell.com/s/sato/ABC123-sqlite)\n\n# LT\n",
    )
    assert len(read(listed).talks) == 2


def test_a_technical_article_is_no_report() -> None:
    report = read(
        "# インストール\n\n```\npip install x\n```\n\n# 設定\n\n`a = 1` と書きます。\n\n# 動作確認\n\n動きました。\n",
        title="FooライブラリでAPIを作る方法",
    )
    assert report.kind == "not-a-report"
    assert report.talks == () and report.event is None


@pytest.mark.parametrize(
    "heading",
    [
        "## Scaling Postgres by Jane Smith",
        "## [Scaling Postgres](https://speakerdeck.com/jane/pg) by [Jane Smith](https://twitter.com/jane)",
        "## Jane Smith: Scaling Postgres",
        "## Scaling Postgres - Jane Smith",
        "## Scaling Postgres (Jane Smith)",
        "## Scaling Postgres | Jane Smith",
    ],
)
def test_title_and_speaker_are_told_apart_in_any_of_the_usual_forms(heading: str) -> None:
    text = (
        "We attended ExampleConf 2023 on June 3, 2023.\n\n# Talks\n\n"
        f"{heading}\n\nhttps://speakerdeck.com/jane/pg\n\nShe talked about partitions and presented a demo.\n\n"
        "## Fast Builds by Robert Miller\n\nhttps://speakerdeck.com/rob/builds\n\nRobert showed caches.\n"
    )
    first = read(text, title="ExampleConf 2023 recap").talks[0]
    assert (first.title, first.speakers) == ("Scaling Postgres", ("Jane Smith",))


def test_explain_and_render_tell_of_every_talk() -> None:
    report = read(EVENING)
    for text in (explain(report), render(report)):
        assert "はじめての分散トレーシング" in text and "SQLite を本番で使う" in text


def test_an_html_page_is_read_like_its_markdown() -> None:
    page = (
        "<html><head><title>x</title><meta property='og:title' content='Kawa勉強会 #12 参加レポート'></head><body><nav>menu</nav><article>"
        "<p>2024/03/07に<a href='https://kawa.connpass.com/event/310001/'>Kawa勉強会 #12</a>に参加しました。</p><h2>LT</h2>"
        "<h3>「SQLite を本番で使う」 佐藤さん</h3><p>発表資料です。</p>"
        "<script async class='speakerdeck-embed' data-id='0123456789abcdef0123456789abcdef' src='//speakerdeck.com/assets/embed.js'></script>"
        "</article></body></html>"
    )
    report = understand(Source("page.html", page, "html"))
    assert report.title == "Kawa勉強会 #12 参加レポート"
    (talk,) = report.talks
    assert (talk.title, talk.speakers) == ("SQLite を本番で使う", ("佐藤",))
    assert talk.materials == ("https://speakerdeck.com/player/0123456789abcdef0123456789abcdef",)


HOSTILE = {
    "nested brackets": "[" * 2_500_000 + "]" * 2_500_000,
    "brackets and parentheses": "[a](" * 1_250_000,
    "stars": "*" * 5_000_000,
    "stars apart": "* " * 2_500_000,
    "angles": "<" * 5_000_000,
    "open tags": "<a href='" * 500_000,
    "deep quotes": "> " * 2_500_000,
    "deep lists": "\n".join(" " * (2 * i % 4000) + "- x" for i in range(2500)),
    "definitions": "[a]: http://x.example\n" * 230_000,
    "a table": "|a" * 2000 + "\n" + "|-" * 2000 + "\n" + "|b\n" * 200_000,
    "backticks": "` `` ```" * 600_000,
    "quotes": "「" * 1_600_000,
    "honorifics": "あさん" * 500_000,
    "mentions": "@a " * 1_600_000,
    "headings": "# @a さん「b」 / c (d) by e\n" * 150_000,
    "items": "- [a](https://speakerdeck.com/a/b) - c (d)\n" * 100_000,
    "addresses": "https://speakerdeck.com/a/b\n\n" * 150_000,
    "front matter": "---\na: &a [*a, *a]\n" + "b: {" * 1000 + "\n---\nx",
    "divs": "<div>" * 900_000,
    "shortcodes": "{{< youtube " * 400_000,
    "dates": "2020/1/1" * 600_000,
    "report words": "参加レポート" * 800_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_report_of_five_megabytes_is_done_within_seconds(name: str) -> None:
    started = time.process_time()
    read(HOSTILE[name], title="report")
    assert time.process_time() - started < 20


@pytest.mark.slow
def test_a_hostile_title_is_done_at_once() -> None:
    for piece in ("参加レポート", "に参加してきました", "((((", "「「「", "a - ", "2020/1/1 "):
        started = time.process_time()
        read("x", title=piece * 20_000)
        assert time.process_time() - started < 5


PIECES = st.sampled_from(
    ["# ", "## ", "- ", "1. ", "> ", "|", "\n", "\n\n", "---\n", "+++\n", "```", "「", "」", "@a", "さん", "by ", " / ", ": ", "[", "](", ")", "<", ">",
     "<div>", "<iframe src='https://www.youtube.com/embed/aaaaaaaaaaa'>", "https://speakerdeck.com/a/b", "@[speakerdeck](abc)", "{{< youtube x >}}",
     "LT", "発表", "参加", "2020/1/2", "13:00", "**", "![", ":::note\n", "[^1]", "[x:embed:cite]", "\x00", "\u3000", "<blockquote class=\"twitter-tweet\">", "</blockquote>", "&mdash; A (@b)",
     "<table><tr><td>", "</td></tr></table>"]
)  # fmt: skip


@settings(max_examples=250)
@given(st.lists(st.one_of(PIECES, st.text(max_size=12)), max_size=60), st.sampled_from(["markdown", "html"]))
def test_understanding_never_raises_and_indexes_hold(parts: list[str], text_format: str) -> None:
    report = understand(Source("x", "".join(parts), text_format, title="参加レポート"))  # type: ignore[arg-type]
    indexes = range(len(report.talks))
    assert all(r.talk is None or r.talk in indexes for r in report.remarks)
    assert all(i.talk is None or i.talk in indexes for i in report.images)
    assert all(k.talk is None or k.talk in indexes for k in report.links)
    assert all(s.talk is None or s.talk in indexes for s in report.sections)
    assert report.kind == "report" or not report.talks
    report.to_label()


TWICE = """---
title: 「星見の会#4」レポート（2024-03-08）
---
2024/3/8(金)に「[星見の会#4](https://hoshimi.connpass.com/event/990044/)」が開催されました。LT会のレポートです。

# 資料

## 1. [望遠鏡を自作する](https://speakerdeck.com/suiren/telescope)

https://speakerdeck.com/suiren/telescope

@suiren さん

## 2. [夜空を歩いた一年の記録](https://qiita.com/akari_t/items/0123456789abcdef0123)

https://qiita.com/akari_t/items/0123456789abcdef0123

@akari_t さん

## 3. [流星を数える](https://speakerdeck.com/komorebi/meteors)

https://speakerdeck.com/komorebi/meteors

@komorebi さん

# LT

## @komorebi さん: [流星を数える](https://speakerdeck.com/komorebi/meteors)

カメラで数える話でした。

## @suiren さん: [望遠鏡を自作する](https://speakerdeck.com/suiren/telescope)

鏡を磨く話でした。

## @akari_t さん: 双眼鏡だけで見える星団

写真がきれいでした。
"""


def test_a_talk_called_otherwise_in_list_and_section_is_one_talk_in_the_order_of_the_sections() -> None:
    report = understand(Source("hoshimi.md", TWICE, "markdown"))
    assert [(talk.title, talk.speakers) for talk in report.talks] == [
        ("流星を数える", ("komorebi",)),
        ("望遠鏡を自作する", ("suiren",)),
        ("双眼鏡だけで見える星団", ("akari_t",)),
    ]
    assert report.talks[2].materials == ("https://qiita.com/akari_t/items/0123456789abcdef0123",)


@pytest.mark.parametrize(
    "words", ["@afrom ", "ああさんの", " がさん", "@aさん ", "Ann Bob and ", "https://x.jp/a ", "大西さん、"]
)
@pytest.mark.parametrize("form", ["- **{0:.40}** {0:.180}", "## {0:.218}", "> {0:.1500}", "{0:.790}"])
def test_no_line_is_parted_in_ever_more_ways(words: str, form: str) -> None:
    text = "---\ntitle: みずうみ勉強会に参加した\n---\n\n2024/3/8 の会に参加しました。\n\n" + "\n".join(
        [form.format(words * 400)] * 4
    )
    began = time.process_time()
    understand(Source("post.md", text, "markdown"))
    assert time.process_time() - began < 2  # seconds; nine for one line of 180 characters, and more, before


def test_of_what_somebody_gave_at_several_events_only_what_was_given_here_is_a_talk() -> None:
    text = (
        "---\ntitle: ぼくのかんがえたさいきょうの灯台\n---\n\nTideConnect#1(@みずうみ社さん)でLTしてきました。\n\n## 雑談\n\n"
        "今までの外部登壇や社内勉強会の資料をあげました。\n\n"
        "- [TideConference2024 - 霧の中の灯台の数えかた](https://speakerdeck.com/onishi/fog)\n"
        '- [TideConnect#1 - 灯台ライブラリ"tomoshibi"](https://speakerdeck.com/onishi/tomoshibi)\n'
        "- [社内勉強会 - 独自の灯台を船に変換する](https://speakerdeck.com/onishi/ship)\n"
        "- [社内勉強会 - 灯台の起動を速くした話](https://speakerdeck.com/onishi/fast)\n\n## 感想\n\n楽しかった！\n"
    )
    report = understand(Source("post.md", text, "markdown"))
    assert [(talk.title, talk.speakers, talk.materials) for talk in report.talks] == [
        ('灯台ライブラリ"tomoshibi"', (), ("https://speakerdeck.com/onishi/tomoshibi",))
    ]


def test_what_was_given_stands_in_the_title_of_a_report_and_makes_no_article_of_it() -> None:
    text = (
        '---\ntitle: "勉強会[灯台を使って霧っぽいものを作ってみた]"\ndate: 2018-04-03\n---\n\n今週も私たちの勉強会の様子をお送りいたします。\n\n'
        "さて、今週の発表者は灯台愛好家の[宍戸](https://qiita.com/shishido_l)さん。\nテーマは「灯台を使って霧っぽいものを作ってみた」でした。\n\n"
        "### 2018年3月15日の勉強会\n\n概要と、作ったもののデモを発表して頂きました。\n\n### 灯台とは\n\n人によって読み方はまちまちです。\n"
    )
    report = understand(Source("post.md", text, "markdown"))
    assert report.kind == "report"
    assert [(talk.title, talk.speakers) for talk in report.talks] == [
        ("灯台を使って霧っぽいものを作ってみた", ("宍戸",))
    ]
