"""Talks told in running text are found by their sentence, and what only looks like one is not."""

from __future__ import annotations

import pytest

from pipeline.reports.blocks import Line
from pipeline.reports.report import Source
from pipeline.reports.told_english import english_talks
from pipeline.reports.told_japanese import japanese_talks
from pipeline.reports.understand import understand


def told(content: str, *, after_talk_words: bool = False) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.split.title, f.split.speakers) for f in japanese_talks(Line(1, content), after_talk_words)]


def told_in_english(content: str, **marks: list[tuple[int, int]]) -> list[tuple[str, tuple[str, ...]]]:
    return [(f.split.title, f.split.speakers) for f in english_talks(Line(1, content, **marks))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "sentence",
    [
        "続いて山田さんの「雨の日のための設計」では、傘の在庫をどう数えるかが紹介されました。",
        "最後に山田さんが「雨の日のための設計」と題して、十分ほど話してくれました。",
        "山田さんによる「雨の日のための設計」という発表です。",
        "山田さんのLT「雨の日のための設計」でした。",
    ],
)
def test_a_title_in_quotes_that_somebody_presented_is_a_talk(sentence: str) -> None:
    assert told(sentence) == [("雨の日のための設計", ("山田",))]


@pytest.mark.parametrize(
    "sentence",
    [
        "山田さんが「雨の日は在庫が減ります」と言っていて、会場が笑いました。",
        "山田さん「傘は三本まで持てます」という質問に、みんなが手を挙げました。",
        "書籍「雨の日のための設計」を読みました。",
        "「雨の日のための設計」という勉強会に参加しました。",
    ],
)
def test_a_remark_a_book_and_an_event_in_quotes_are_no_talks(sentence: str) -> None:
    assert told(sentence) == []


def test_names_and_titles_side_by_side_are_talks_only_where_talks_were_spoken_of() -> None:
    line = "ミナトさん「付箋の色に意味を持たせない」。"
    assert told(line) == []
    assert told("最後は木村さん。") == [("", ("木村",))]


def test_an_english_sentence_gives_title_and_speaker() -> None:
    content = "After lunch, Jane Doe gave Queues Are Promises, which had no slides."
    start = content.index("Queues")
    found = told_in_english(content, strong=[(start, start + len("Queues Are Promises"))])
    assert found == [("Queues Are Promises", ("Jane Doe",))]


def test_italics_beside_a_name_are_a_talk_but_a_stressed_word_is_none() -> None:
    content = "I sat in on Queues are promises by Jane Doe and Mary Major."
    start = content.index("Queues")
    assert told_in_english(content, italic=[(start, start + len("Queues are promises"))]) == [
        ("Queues are promises", ("Jane Doe", "Mary Major"))
    ]
    content = "Online events have some real advantages for everyone."
    start = content.index("some")
    assert told_in_english(content, italic=[(start, start + len("some real"))]) == []


def test_talks_from_several_people_are_a_talk_for_each() -> None:
    found = told_in_english("There were lightning talks from Jane Doe, Mary Major, and Richard Roe.")
    assert found == [("", ("Jane Doe",)), ("", ("Mary Major",)), ("", ("Richard Roe",))]


def read(body: str) -> list[tuple[str | None, tuple[str, ...]]]:
    source = Source("post.md", f"# 灯台LT会 #3 に参加しました\n\n先週の土曜に開催されました。\n\n{body}", "markdown")
    return [(talk.title, talk.speakers) for talk in understand(source).talks]


def test_an_item_written_like_the_talks_beside_it_is_a_talk_though_it_has_no_deck() -> None:
    body = (
        "## 発表\n\n"
        "- [灯台の電球を替える](https://speakerdeck.com/a/lamp)（佐藤さん）\n"
        "- [霧笛を鳴らす](https://speakerdeck.com/b/horn)（鈴木さん）\n"
        "- 階段を数える（高橋さん）\n"
    )
    assert ("階段を数える", ("高橋",)) in read(body)


def test_an_item_that_only_announces_talks_gives_way_to_those_inside_it() -> None:
    body = (
        "- LT\n"
        "    - [灯台の電球を替える](https://speakerdeck.com/a/lamp)（佐藤さん）\n"
        "    - [霧笛を鳴らす](https://speakerdeck.com/b/horn)（鈴木さん）\n"
    )
    assert [title for title, _ in read(body)] == ["灯台の電球を替える", "霧笛を鳴らす"]


def test_looking_back_on_a_year_is_no_report_of_an_event() -> None:
    text = "# 2023年ふりかえり\n\n一年で勉強会に三十回参加しました。登壇もしました。\n"
    assert understand(Source("post.md", text, "markdown")).kind == "not-a-report"
