"""Posts in Scrapbox's notation are read like any other: headings, icons, links, indented lists; others are left alone."""

from __future__ import annotations

import pytest

from pipeline.reports.report import Source
from pipeline.reports.scrapbox import is_notation, to_markdown
from pipeline.reports.understand import understand

NOTES = """みずうみ勉強会 #3 参加メモ
#勉強会 #参加メモ

2024/10/12 開催
[みずうみ勉強会 #3 https://mizuumi.connpass.com/event/331122/]

[** 発表]
[* ログ基盤を三年育てた話] [onishi.icon]
\t[https://speakerdeck.com/onishi/log スライド]
\t取り込みの量が十倍
\t\t[* 十倍]は本当に十倍
code:query.sql
 select count(*) from log
 where day = '[* 今日]'
[* 小さく始めるカオス（三浦梓）]
\t[https://speakerdeck.com/miura/chaos]
[** 雑談]
\t[onishi.icon]「次は消し方の話をします」
\t[三浦]: 壊し方なら任せてください
"""


def read(text: str) -> list[tuple[str | None, tuple[str, ...], tuple[str, ...]]]:
    talks = understand(Source("post.md", text, "markdown")).talks
    return [(talk.title, talk.speakers, talk.materials) for talk in talks]


def test_talks_are_read_from_headings_with_icons_or_names() -> None:
    assert read(NOTES) == [
        ("ログ基盤を三年育てた話", ("onishi",), ("https://speakerdeck.com/onishi/log",)),
        ("小さく始めるカオス", ("三浦梓",), ("https://speakerdeck.com/miura/chaos",)),
    ]


def test_the_first_line_is_the_title_and_a_link_names_the_event() -> None:
    report = understand(Source("post.md", NOTES, "markdown"))
    assert report.title == "みずうみ勉強会 #3 参加メモ"
    assert report.event is not None
    assert (report.event.title, report.event.url) == ("みずうみ勉強会 #3", "https://mizuumi.connpass.com/event/331122/")


def test_words_behind_an_icon_or_a_page_with_a_colon_are_that_persons() -> None:
    remarks = understand(Source("post.md", NOTES, "markdown")).remarks
    assert [(remark.speaker.split("|")[0], remark.text) for remark in remarks] == [
        ("onishi", "次は消し方の話をします"),
        ("三浦", "壊し方なら任せてください"),
    ]


def test_lines_stay_where_they_are_and_code_stays_code() -> None:
    assert is_notation(NOTES)
    rewritten = to_markdown(NOTES).split("\n")
    assert len(rewritten) == len(NOTES.split("\n"))
    assert rewritten[0] == "# みずうみ勉強会 #3 参加メモ"
    assert rewritten[1] == "#勉強会 #参加メモ"
    assert rewritten[6:9] == [
        "## 発表",
        "### ログ基盤を三年育てた話 @onishi",
        "- [スライド](https://speakerdeck.com/onishi/log)",
    ]
    assert rewritten[10:14] == [
        "    - **十倍**は本当に十倍",
        "",
        "    select count(*) from log",
        "    where day = '[* 今日]'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# 見出し\n\n[* 強調] と [name.icon] と [* もうひとつ] の説明\n",
        "[ ] やること\n[x] やったこと\n[* ] 星\n",
        "[資料](https://speakerdeck.com/a/b)\n[* a] [* b]\n[* c]\n[* d]\n",
        "配列は a[*i] と書く。\nb[*j] も。\nc[*k] も。\n",
    ],
    ids=["Markdown headings", "check boxes", "Markdown links", "pointers"],
)
def test_other_posts_are_not_taken_for_scrapbox(text: str) -> None:
    assert not is_notation(text)


def test_long_runs_of_brackets_and_blanks_are_rewritten_quickly() -> None:
    lines = ["[" * 3000, "[" + " " * 3000, "[* " + "[a" * 1500, "[a " * 1500, "\t" * 3000 + "[b.icon]"]
    assert len(to_markdown("\n".join(lines)).split("\n")) == len(lines)
