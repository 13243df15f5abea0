"""Links are given their roles: what words say of an address, whose account it lies under, which talk a video belongs to."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from pipeline.reports.placed import lies_under
from pipeline.reports.report import ReadTalk, Report, Source
from pipeline.reports.understand import understand

TALK = """\
2024年5月8日に「[里芋テック #3](https://satoimo.connpass.com/event/411001/)」へ参加してきました。

## 畑の水やりを自動化した話 / 里山さん

{lines}

土の水分を測って、足りないときだけ水を出す、という発表でした。

## キューで収穫を待つ / 川辺さん

https://speakerdeck.com/kawabe/harvest-queue

収穫の待ち行列の話でした。
"""


def read(text: str) -> Report:
    return understand(Source("post.md", text, "markdown"))


def talk_with(lines: str) -> ReadTalk:
    return read(TALK.format(lines=lines)).talks[0]


@pytest.mark.parametrize(
    ("lines", "url"),
    [
        ("資料：https://drive.example.net/file/7", "https://drive.example.net/file/7"),
        ("発表資料: [こちら](https://satoyama.example.com/mizu.html)", "https://satoyama.example.com/mizu.html"),
        ("Slides → https://satoyama.example.com/mizu", "https://satoyama.example.com/mizu"),
        ("- [slides (PDF)](https://satoyama.example.com/mizu)", "https://satoyama.example.com/mizu"),
        ("📄 <https://satoyama.example.com/mizu>", "https://satoyama.example.com/mizu"),
        ("デモのリポジトリ：<https://github.com/mizuyari/suibun>", "https://github.com/mizuyari/suibun"),
        (
            "水やりのコードも公開されています。\n\nhttps://github.com/mizuyari/suibun",
            "https://github.com/mizuyari/suibun",
        ),
        ("[発表に使ったコード](https://gist.github.com/mizuyari/0a1b2c)", "https://gist.github.com/mizuyari/0a1b2c"),
        ("The code is on [GitHub](https://github.com/mizuyari/suibun).", "https://github.com/mizuyari/suibun"),
        (
            "発表のスライドは[こちら](https://satoyama.example.com/mizu)にあります。",
            "https://satoyama.example.com/mizu",
        ),
        ("(text version [on her site](https://satoyama.example.com/mizu))", "https://satoyama.example.com/mizu"),
        ("資料は https://satoyama.example.com/mizu.pdf で公開されています。", "https://satoyama.example.com/mizu.pdf"),
        ("コードを公開: https://github.com/mizuyari/suibun", "https://github.com/mizuyari/suibun"),
        ("[紹介されていたリポジトリ](https://github.com/mizuyari/suibun)", "https://github.com/mizuyari/suibun"),
        ("初めての人のお題はこちら\n\nhttps://github.com/mizuyari/suibun", "https://github.com/mizuyari/suibun"),
        (
            "スライドは非公開ですが、元になったブログ記事が公開されていました。\n\nhttps://satoyama.example.com/mizu",
            "https://satoyama.example.com/mizu",
        ),
        ("詳しい記事: [Zenn](https://zenn.dev/mizuyari/articles/suibun)", "https://zenn.dev/mizuyari/articles/suibun"),
        (
            "[第3回 ハンズオンチュートリアル Part 1](https://github.com/satoimo/night3/blob/main/one.md)",
            "https://github.com/satoimo/night3/blob/main/one.md",
        ),
        ("- 畑の水やりを自動化した話\n  - https://satoyama.example.com/mizu", "https://satoyama.example.com/mizu"),
        ("元ネタ: [これ](https://satoyama.example.com/mizu)", "https://satoyama.example.com/mizu"),
        (
            "[紹介している水やり機のソースコードはこちら](https://github.com/mizuyari/suibun)",
            "https://github.com/mizuyari/suibun",
        ),
    ],
)
def test_what_is_called_slides_code_or_article_is_material_on_any_host(lines: str, url: str) -> None:
    assert talk_with(lines).materials == (url,)


@pytest.mark.parametrize(
    "lines",
    [
        "参考資料: https://docs.example.org/valve",
        "関連記事：[弁の選び方](https://zenn.dev/benya/articles/valve)",
        "[公式ドキュメント](https://docs.example.org/valve)を読むとよいそうです。",
        "前回の資料：https://speakerdeck.com/satoyama/last-year",
        "[共同メモ](https://hackmd.example.org/memo)",
    ],
)
def test_what_is_called_a_reference_is_no_material(lines: str) -> None:
    assert talk_with(lines).materials == ()


@pytest.mark.parametrize(
    "lines",
    [
        "📄 https://speakerdeck.com/satoyama/mizu\n🎥 <https://www.youtube.com/watch?v=mizuyari001>",
        "12:40〜 [▶](https://www.youtube.com/watch?v=mizuyari001&t=760s)\nバケツの話から。",
        "発表動画：https://youtu.be/mizuyari001",
        "はじめから終わりまで水の話でした。とても長い感想をここに書きたいのですが、まずは"
        "[スライド](https://speakerdeck.com/satoyama/mizu)と[動画](https://youtu.be/mizuyari001)をどうぞ。そのあとで続きを読んでくださるとうれしいです。",
    ],
)
def test_a_video_called_so_under_a_talk_is_its_recording(lines: str) -> None:
    assert [url.partition("mizuyari001")[1] for url in talk_with(lines).videos] == ["mizuyari001"]


def test_a_video_of_another_conference_under_a_talk_is_a_reference() -> None:
    assert talk_with("[WaterConf 2019 - Valves](https://www.youtube.com/watch?v=valves00001)").videos == ()


def test_streams_of_each_day_on_one_line_are_recordings_of_the_event() -> None:
    report = read(
        "# SoilConf 2023 notes\n\nI went to SoilConf on June 3-4, 2023.\n\n"
        "Streams: day 1 https://www.youtube.com/watch?v=soilconf001 , day 2 https://www.youtube.com/watch?v=soilconf002\n\n"
        "## Roots at scale — Ada Fern\n\nSlides: https://speakerdeck.com/adafern/roots\n\n"
        "## Mulch and other caches — Bo Reed\n\nSlides: https://speakerdeck.com/boreed/mulch\n"
    )
    assert report.recordings == (
        "https://www.youtube.com/watch?v=soilconf001",
        "https://www.youtube.com/watch?v=soilconf002",
    )


def test_the_talk_of_an_embedded_card_is_known_by_the_address_that_the_card_shows() -> None:
    page = (
        "<html><body><article><h1>里芋テック #3 参加レポート</h1><p>2024年5月8日に参加しました。</p>"
        "<h2>畑の水やりを自動化した話 / 里山さん</h2>"
        '<iframe src="https://embed.zenn.studio/speakerdeck#e1" data-content="https%3A%2F%2Fspeakerdeck.com%2Fsatoyama%2Fmizu">'
        "</iframe><p>土の水分を測る発表でした。とてもよかったです。</p></article></body></html>"
    )
    report = understand(Source("post.html", page, "html"))
    assert [talk.materials for talk in report.talks] == [("https://speakerdeck.com/satoyama/mizu",)]


@pytest.mark.parametrize(
    ("url", "anchors"),
    [
        ("https://qiita.com/satoyama/items/0a1b2c", ["水やり-lt", "まとめ", "まとめ-1"]),
        ("https://zenn.dev/satoyama/articles/mizuyari", ["水やり!-(lt)", "まとめ", "まとめ-1"]),
        ("https://satoyama.example.com/mizuyari", ["", "", ""]),
    ],
)
def test_sections_have_the_fragments_that_their_site_gives_headings(url: str, anchors: list[str]) -> None:
    text = "# 水やり! (LT)\n\n水の話。\n\n# まとめ\n\nよかった。\n\n# まとめ\n\nまたね。\n"
    report = understand(Source("post.md", text, "markdown", url=url))
    assert [unquote(section.anchor) for section in report.sections] == anchors


def test_code_of_a_talk_told_in_a_sentence_is_found_right_after_it() -> None:
    report = read(
        "# Harvest Night 2023\n\nWe met on 4 May 2023 at the barn.\n\n"
        "**10:00** *Sorting pumpkins at scale* — Ada Fern (Gourd Inc). Very round numbers.\n\n"
        "**10:20** She shows the belt. Code: https://github.com/gourds/belt\n\n"
        "**10:40** *Locks for greenhouses* — Bo Reed. Glass everywhere.\n"
    )
    assert [(talk.title, talk.materials) for talk in report.talks] == [
        ("Sorting pumpkins at scale", ("https://github.com/gourds/belt",)),
        ("Locks for greenhouses", ()),
    ]


def test_a_link_wrapped_by_a_search_engine_is_the_address_that_it_carries() -> None:
    wrapped = "https://www.google.com/url?q=https://speakerdeck.com/satoyama/mizu&sa=D"
    assert talk_with(f"資料：{wrapped}").materials == ("https://speakerdeck.com/satoyama/mizu",)


def test_the_deck_that_a_figure_of_note_shows_is_material() -> None:
    page = (
        "<html><body><article><h1>里芋テック #3 参加レポート</h1><p>2024年5月8日に参加しました。</p>"
        "<h2>畑の水やりを自動化した話 / 里山さん</h2>"
        '<figure embedded-service="speakerdeck" data-src="https://speakerdeck.com/satoyama/mizu"></figure>'
        "<p>土の水分を測る発表でした。とてもよかったです。</p></article></body></html>"
    )
    report = understand(Source("post.html", page, "html"))
    assert [talk.materials for talk in report.talks] == [("https://speakerdeck.com/satoyama/mizu",)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("## 動画\n\n本会場だけ公開されました。\n\n* [午前](https://www.youtube.com/watch?v=morningAAA1)\n", 1),
        (
            "## 関連する動画の作り方\n\n* [編集](https://www.youtube.com/watch?v=morningAAA1) の手順が参考になりました。\n",
            0,
        ),
    ],
    ids=["heading that says so", "heading of something else"],
)
def test_links_right_under_a_heading_for_videos_are_the_events_recordings(text: str, wanted: int) -> None:
    report = read(TALK.format(lines="") + "\n" + text)
    assert len(report.recordings) == wanted


def test_a_deck_that_names_an_earlier_year_than_the_post_is_of_another_event() -> None:
    report = read(
        "# 里芋テック 2024 参加レポート\n\n2024年5月8日に[里芋テック](https://satoimo.connpass.com/event/411001/)へ参加してきました。\n\n"
        "## 畑の水やりを自動化した話 / 里山さん\n\nhttps://speakerdeck.com/satoyama/mizu\n\n"
        "[畑に水をやりたくない](https://speakerdeck.com/satoyama/satoimo-tech-2021)の続きでした。\n\n"
        "## キューで収穫を待つ / 川辺さん\n\nhttps://speakerdeck.com/kawabe/harvest-queue\n"
    )
    assert [talk.materials for talk in report.talks] == [
        ("https://speakerdeck.com/satoyama/mizu",),
        ("https://speakerdeck.com/kawabe/harvest-queue",),
    ]


def test_an_address_under_the_speakers_name_is_known_on_any_site() -> None:
    assert is_of_speaker("https://papers.example.com/satoyama/mizu-12")
    assert is_of_speaker("https://satoimo-2024.satoyamalab.example.dev/")
    assert not is_of_speaker("https://papers.example.com/valves/mizu-12")


def is_of_speaker(url: str) -> bool:
    return lies_under(url, ["satoyama"], "page")


def test_the_one_deck_under_a_heading_for_slides_is_the_talk_of_whom_the_title_says_to_have_spoken() -> None:
    report = read(
        "# 里芋テック #3 でLTデビュー\n\n先週の[里芋テック #3](https://satoimo.connpass.com/event/411001/)でLTしてきました。\n\n"
        "#### 発表資料\n\n"
        '<script async class="speakerdeck-embed" data-id="0123456789abcdef0123456789abcdef" src="//speakerdeck.com/a.js"></script>\n\n'
        "水やりの道具を作っていて難しかったことを話しました。\n\n#### 感想\n\n緊張しました。"
    )
    assert [talk.materials for talk in report.talks] == [
        ("https://speakerdeck.com/player/0123456789abcdef0123456789abcdef",)
    ]


def test_the_chapters_of_the_speakers_own_text_are_materials_and_anothers_are_not() -> None:
    chapters = (
        "- [０章 準備する](https://zenn.dev/satoyama_m/articles/mizu-0)\n"
        "- [１章 土を測る](https://zenn.dev/satoyama_m/articles/mizu-1)\n"
        "- [２章 弁の選び方](https://zenn.dev/benya/articles/valve-2)"
    )
    report = read(TALK.replace("里山さん", "[@satoyama_m](https://twitter.com/satoyama_m)").format(lines=chapters))
    assert report.talks[0].materials == (
        "https://zenn.dev/satoyama_m/articles/mizu-0",
        "https://zenn.dev/satoyama_m/articles/mizu-1",
    )


def test_the_address_under_an_embedded_deck_is_material_whatever_else_stands_there() -> None:
    embed = (
        '<iframe src="//www.slideshare.net/slideshow/embed_code/key/mizuKEY0"></iframe> '
        "[畑の水やりを自動化した話](https://www.slideshare.net/satoyama/mizu-12) from Satoyama"
    )
    assert talk_with(embed).materials == ("https://www.slideshare.net/satoyama/mizu-12",)


def test_a_linked_name_on_a_line_of_its_own_is_a_profile() -> None:
    report = read(TALK.format(lines="[里山](https://satoyama.example.com/)"))
    assert report.talks[0].materials == ()
    assert [link.role for link in report.links if "satoyama" in link.url] == ["profile"]


@pytest.mark.parametrize(
    ("tag", "url"),
    [
        (
            '<link-card url="https://speakerdeck.com/satoyama/mizu"></link-card>',
            "https://speakerdeck.com/satoyama/mizu",
        ),
        (
            '<o-embed src="https://speakerdeck.com/satoyama/mizu" height="400px"></o-embed>',
            "https://speakerdeck.com/satoyama/mizu",
        ),
        (
            '<SpeakerDeck id="0a1b2c3d4e5f60718293a4b5c6d7e8f9" />',
            "https://speakerdeck.com/player/0a1b2c3d4e5f60718293a4b5c6d7e8f9",
        ),
    ],
)
def test_a_sites_own_component_is_an_embed(tag: str, url: str) -> None:
    assert talk_with(tag).materials == (url,)


def test_a_component_for_pictures_is_no_embed() -> None:
    assert talk_with('<NextImage src="https://speakerdeck.com/satoyama/mizu" />').materials == ()


def test_recordings_of_the_rooms_are_the_events() -> None:
    text = "- [みずうみトラック](https://www.youtube.com/watch?v=aaaaaaaaaa1)\n\n" + TALK.format(lines="")
    assert read(text).recordings == ("https://www.youtube.com/watch?v=aaaaaaaaaa1",)


def test_ones_own_talk_has_the_title_that_the_post_says_and_its_author() -> None:
    post = "先日[里芋テック #3](https://satoimo.connpass.com/event/411001/)に登壇しました。発表資料はこちらです。\n\nhttps://speakerdeck.com/satoyama/mizu\n\n楽しい一日でした。\n"
    title = "「畑の水やりを自動化した話」というテーマで里芋テック #3に登壇しました"
    talks = understand(Source("post.md", post, "markdown", title=title, author="里山")).talks
    assert [(talk.title, talk.speakers) for talk in talks] == [("畑の水やりを自動化した話", ("里山",))]


def test_pages_beside_the_post_and_pages_of_people_are_no_material() -> None:
    report = read(
        "# Harvest Night 2023 report\n\nWe met on 4 May 2023 at the barn.\n\n"
        "## Sorting pumpkins at scale by Ada Fern\n\nhttps://speakerdeck.com/fern/pumpkins\n\n"
        "[my notes](talks/pumpkins.md), [handout](./pumpkins.pdf), [Website](https://fern.example.org/)\n\n"
        "## Locks for greenhouses by Bo Reed\n\nhttps://speakerdeck.com/reed/locks\n"
    )
    assert "talks/pumpkins.md" not in report.talks[0].materials
    assert "https://fern.example.org/" not in report.talks[0].materials
    assert {k.url: k.role for k in report.links}["https://fern.example.org/"] == "profile"


def test_an_include_may_give_the_deck_on_several_sites() -> None:
    tag = '{% include slides.html author="satoyama" slide="mizu" title="" slideshare="satoyama/mizu-1" speakerdeck="satoyama/mizu" github="satoyama/mizu-talk" %}'
    assert talk_with(tag).materials == (
        "https://speakerdeck.com/satoyama/mizu",
        "https://www.slideshare.net/satoyama/mizu-1",
        "https://github.com/satoyama/mizu-talk",
    )


def test_a_card_titled_as_the_talk_is_its_material() -> None:
    card = '<iframe class="embed-card" title="{}" src="https://hatenablog-parts.com/embed?url=https%3A%2F%2Ft.co%2FaBcDeF"></iframe>'
    assert talk_with(card.format("畑の水やりを自動化した話")).materials == ("https://t.co/aBcDeF",)
    assert talk_with(card.format("水やりの道具")).materials == ()


def test_the_authors_talk_is_called_what_the_posts_title_says() -> None:
    post = (
        "As promised, the slides from last night's talk. There was a fair turnout.\n\n"
        "You can [download the slides here](http://www.fern.example.org/downloads/lamps_6_30.pdf).\n\n"
        "The next talk will be announced in a few weeks.\n"
    )
    report = understand(
        Source("post.md", post, "markdown", title='Slides From "Lamps and Security" at NYLAMP on 6-30-2011')
    )
    assert report.event is not None
    assert (report.event.title, str(report.event.held_on)) == ("NYLAMP", "2011-06-30")
    assert [(talk.title, talk.materials) for talk in report.talks] == [
        ("Lamps and Security", ("http://www.fern.example.org/downloads/lamps_6_30.pdf",))
    ]


def test_slides_and_texts_of_somebody_else_are_references() -> None:
    told = "里山さんのお話は参考になりました。\n\n川上さんのスライドもあわせて勉強になりました。\n\nhttps://speakerdeck.com/kawakami/idempotency\n"
    assert talk_with("https://speakerdeck.com/satoyama/mizu\n\n" + told).materials == (
        "https://speakerdeck.com/satoyama/mizu",
    )


def test_the_one_talk_of_who_spoke_has_the_deck_under_slides() -> None:
    post = (
        "## 初めての発表\n\n今回初めて話した。\n\n### スライド\n\n"
        '<script async class="speakerdeck-embed" data-id="ed2e4fa0221e0132318076af556e37c5" src="//speakerdeck.com/assets/embed.js"></script>\n\n'
        "## 水やりの文化を作る\n\nというタイトルで発表をした。\n"
    )
    talks = understand(Source("post.md", post, "markdown", title="里芋会議2014で発表した")).talks
    assert [(talk.title, talk.materials) for talk in talks] == [
        ("水やりの文化を作る", ("https://speakerdeck.com/player/ed2e4fa0221e0132318076af556e37c5",))
    ]


def test_the_line_under_an_embed_is_the_same_talk() -> None:
    post = (
        "[里芋LT会 #16](https://satoimo.connpass.com/event/411001/)に参加してきました。私のやつは↓です。\n\n"
        '<iframe src="http://www.slideshare.net/slideshow/embed_code/33794330" width="427"></iframe>\n\n'
        " **[水やりを色々実装してみようとした](https://www.slideshare.net/satoyama/mizu16)** from **[satoyama](http://www.slideshare.net/satoyama)** \n"
    )
    talks = understand(Source("post.md", post, "markdown", title="里芋LT会 #16 でLTしてきました")).talks
    assert [talk.title for talk in talks] == ["水やりを色々実装してみようとした"]


def test_videos_under_rooms_are_of_the_event() -> None:
    rooms = "\n\n".join(f"## Room{room}\n\n@[card](https://youtu.be/aaaaaaaaa{room}1)" for room in "ABC")
    assert len(read(TALK.format(lines="") + "\n\n" + rooms + "\n").recordings) == 3


def test_a_section_about_one_word_is_the_talk_that_its_sentence_names() -> None:
    post = (
        "# はじめに\n\nみなさんこんにちは、見習いの[えのかわ](https://twitter.com/enokawa_)です。\n\n先週行われた里芋支部の集まりでLTをしてきました。\n\n"
        "## Piku\n\n今回のLTのテーマは「初心者が畑をコードにした話」です。水をやるのはPikuです。\n\n"
        '<script async class="speakerdeck-embed" data-id="d03f788e42ae49049a0f54d0e000a406" src="//speakerdeck.com/assets/embed.js"></script>\n\n'
        "## おわりに\n\n楽しかったです。\n\nref: [水やりの調査結果](https://blog.example.org/mizu)\n"
    )
    talks = understand(Source("post.md", post, "markdown", title="里芋支部【第2回】懇親会でLTしてきました")).talks
    assert [(talk.title, talk.speakers, talk.materials) for talk in talks] == [
        (
            "初心者が畑をコードにした話",
            ("enokawa_|えのかわ",),
            ("https://speakerdeck.com/player/d03f788e42ae49049a0f54d0e000a406",),
        )
    ]


def test_a_channel_is_a_recording_and_no_talk() -> None:
    text = TALK.format(lines="") + "\n## まとめ\n\n* [satoimo-tv on USTREAM](http://www.ustream.tv/channel/satoimo)\n"
    report = read(text)
    assert report.recordings == ("http://www.ustream.tv/channel/satoimo",)
    assert len(report.talks) == 2


@pytest.mark.parametrize("said", ["で公開されています。", "にあります。", "に置きました。", "です。"])
def test_a_sentence_that_goes_on_behind_an_address_is_no_part_of_it(said: str) -> None:
    assert talk_with(f"当日の資料はhttps://speakerdeck.com/satoyama/mizu{said}").materials == (
        "https://speakerdeck.com/satoyama/mizu",
    )


def test_a_file_of_moving_pictures_is_a_recording() -> None:
    talk = talk_with("録画: https://video.satoimo.example.org/2024/mizu.webm")
    assert (talk.videos, talk.materials) == (("https://video.satoimo.example.org/2024/mizu.webm",), ())


def test_a_whole_site_named_in_a_sentence_is_no_material() -> None:
    talk = talk_with(
        "発表した里山さんは[里山の日記](http://d.hatena.ne.jp/satoyama/)の人で、昨年の[畑祭り](https://hatake-fes.example/)でも話していました。"
    )
    assert talk.materials == ()


def test_talks_that_lead_to_other_seconds_of_one_recording_stay_apart() -> None:
    text = (
        "---\ntitle: Harbour Conf 2015\n---\n\nI attended Harbour Conf last week.\n\n## Talks I liked\n\n"
        "### [Keeping Queues Short](https://www.youtube.com/watch?v=BfzjuhX4wJ0&t=697s)\n\nA good talk.\n\n"
        "### [What the Kernel Knows](https://www.youtube.com/watch?v=BfzjuhX4wJ0&t=3120s)\n\nAnother good talk.\n"
    )
    assert [(talk.title, len(talk.videos)) for talk in read(text).talks] == [
        ("Keeping Queues Short", 1),
        ("What the Kernel Knows", 1),
    ]


TWEETED = """\
---
title: "灯台会議 #3 に初参加して、発表した"
---

9/3に灯台会議 #3 に初参加した。

## 1. 霧のドキュメントを全部読む

[大西](https://x.com/onishi_k)さんが霧のドキュメントを全部読むって話をしていた。

## 2. なぜ灯台を数えてほしかったのか

[三浦](https://x.com/miura_az)さんの話。

登壇についても少しだけ。

<blockquote class="twitter-tweet"><p lang="ja" dir="ltr">{}<a href="https://t.co/CuRHUf">https://t.co/CuRHUf</a></p>&mdash; koba (@kfly_lamp) <a href="https://x.com/kfly_lamp/status/209">September 4, 2026</a></blockquote>
"""


@pytest.mark.parametrize(
    "words",
    [
        "昨日の発表資料です。<br>&quot;灯台の事例からみる数えかた&quot;<br>",
        "さきほど話したスライドです。<br>灯台の事例からみる数えかた",
    ],
)
def test_slides_that_a_speaker_tweeted_are_of_a_talk(words: str) -> None:
    talk = read(TWEETED.format(words)).talks[-1]
    assert (talk.title, talk.speakers, talk.materials) == (
        "灯台の事例からみる数えかた",
        ("kfly_lamp|koba",),
        ("https://t.co/CuRHUf",),
    )


@pytest.mark.parametrize(
    "words",
    [
        "大西さんの発表資料が公開されていた。<br>灯台の事例からみる数えかた",
        "今日のまとめを書いた。<br>灯台の事例からみる数えかた",
    ],
)
def test_other_tweets_are_no_talk(words: str) -> None:
    assert len(read(TWEETED.format(words)).talks) == 2


def test_an_address_behind_ref_is_a_reference() -> None:
    assert talk_with("ref: [水やりのメモ](https://satoyama.hatenablog.com/entry/mizu)").materials == ()


def test_the_events_site_is_its_page_and_not_its_schedule() -> None:
    text = (
        "---\ntitle: 港町会議2014に参加してきた\ndate: 2014-09-21\n---\n\n> [港町会議 2014, 18-20 september](http://minato.example/2014)\n\n"
        "3日間楽しんできました。\n\n# 聞いてきたセッションの雑感\n\n> [港町会議 2014 | Schedule](http://minato.example/2014/schedule)\n\n"
        "- [灯台を三年育てた話](http://minato.example/2014/presentation/S-onishi)\n- [霧の観測](http://minato.example/2014/presentation/S-miura)\n"
    )
    event = read(text).event
    assert event is not None and event.url == "http://minato.example/2014"


TOLD = "---\ntitle: Harbour Conf 2024 recap\n---\n\nLast week I attended Harbour Conf 2024.\n\n{}\n\nIt was fun.\n"


@pytest.mark.parametrize(
    "said",
    [
        "Maria Lindqvist gave a talk called “Keeping Queues Short”. She showed how.\n\nhttps://ml.example.org/talks/q.pdf",
        "Maria Lindqvist gave a talk called “Keeping Queues Short”. She showed how.\n\n> https://ml.example.org/talks/q.pdf",
        "- “Keeping Queues Short” by Maria Lindqvist. She showed how. [Slides](https://ml.example.org/talks/q.pdf)",
        "- “Keeping Queues Short” by Maria Lindqvist. She showed how. Slides: https://ml.example.org/talks/q.pdf",
        "Maria Lindqvist gave a talk called “Keeping Queues Short”. The slides are [here](https://ml.example.org/talks/q.pdf).",
    ],
)
def test_the_deck_behind_a_talk_told_in_english_is_its_material(said: str) -> None:
    talks = read(TOLD.format(said)).talks
    assert [(talk.title, talk.materials) for talk in talks] == [
        ("Keeping Queues Short", ("https://ml.example.org/talks/q.pdf",))
    ]
