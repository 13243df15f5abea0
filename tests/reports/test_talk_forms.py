"""Talks are found in whatever form a report tells them, and nothing else is taken for one: the forms stand in `talk_forms.md`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.reports.hatena import is_notation, to_markdown
from pipeline.reports.report import Source
from pipeline.reports.understand import understand
from tests.reports.test_forms import REPORTS

FORMS = re.split(r"^=== ", (Path(__file__).parent / "talk_forms.md").read_text(encoding="utf-8"), flags=re.M)[1:]


@pytest.mark.parametrize("form", FORMS, ids=[form.splitlines()[0] for form in FORMS])
def test_the_talks_of_a_form_are_read_and_no_others(form: str) -> None:
    body = form.split("\n", 1)[1].split("\n=> ", 1)[0]
    wanted = [line[3:] for line in form.splitlines() if line.startswith("=> ")]
    report = understand(Source("post.md", REPORTS[form[:2]].format(body), "markdown"))
    assert [" | ".join(filter(None, (talk.title, ", ".join(talk.speakers)))) for talk in report.talks] == wanted


HATENA = """[:contents]

10/12(土)に開催された「みずうみ勉強会 #3」に参加しました。

* 発表

** ログ基盤を三年育てた話 by 大西航平 さん
取り込みの量の話でした。
[https://speakerdeck.com/onishi/log:embed:cite]

**小さく始めるカオスエンジニアリング（三浦梓さん）
-ひとつめ
--ふたつめ
>>
壊してから直す
<<

* 懇親会

たのしかったです。
"""


def test_headings_of_hatena_notation_are_headings() -> None:
    report = understand(Source("post.md", "---\nTitle: みずうみ勉強会 #3に参加しました\n---\n" + HATENA, "markdown"))
    assert [(talk.title, talk.speakers) for talk in report.talks] == [
        ("ログ基盤を三年育てた話", ("大西航平",)),
        ("小さく始めるカオスエンジニアリング", ("三浦梓",)),
    ]
    assert report.talks[0].materials == ("https://speakerdeck.com/onishi/log",)
    assert report.talks[0].evidence[0].first_line == 10


def test_lines_stay_where_they_are_when_hatena_notation_is_rewritten() -> None:
    assert is_notation(HATENA)
    rewritten = to_markdown(HATENA).split("\n")
    assert len(rewritten) == len(HATENA.split("\n"))
    assert rewritten[6] == "#### ログ基盤を三年育てた話 by 大西航平 さん"
    assert rewritten[11:14] == ["- ひとつめ", "    - ふたつめ", ""]
    assert rewritten[14] == "> 壊してから直す"


@pytest.mark.parametrize(
    "text",
    [
        "* ひとつめ\n* ふたつめ\n* みっつめ\n",
        "**太字の一行**\n\n**もうひとつ**\n\n**みっつめ**\n",
        "# 見出し\n\n** 何か\n\n[https://example.org/:title]\n",
        "*斜体* の文\n\n*斜体* の文\n",
    ],
)
def test_lists_and_bold_words_of_markdown_are_no_hatena_notation(text: str) -> None:
    assert not is_notation(text)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("みずうみ深夜会 vol.4 をやります（登壇者決定！）", "not-a-report"),
        ("2024年に参加した勉強会をふりかえる", "not-a-report"),
        ("Minutes: Lakeside Users Group, March meeting", "report"),
        ("みずうみ会議2024 聴講メモ", "report"),
    ],
)
def test_the_title_tells_reports_from_announcements_and_reviews_of_a_year(title: str, kind: str) -> None:
    talks = "## ログ基盤を三年育てた話（大西さん）\n\nhttps://speakerdeck.com/onishi/log\n\n" * 2
    assert understand(Source("post.md", f"---\ntitle: '{title}'\n---\n\n{talks}", "markdown")).kind == kind


def test_the_event_is_called_what_a_table_says() -> None:
    text = (
        "---\ntitle: '#mizuumi に参加した'\n---\n\n|項目|内容|\n|:--|:--|\n|イベント名|みずうみ勉強会 #12|\n|場所|湖畔|\n\n"
        "## ログ基盤を三年育てた話（大西さん）\n\n発表は大西さん。\n\nhttps://speakerdeck.com/onishi/log\n"
    )
    event = understand(Source("post.md", text, "markdown")).event
    assert event is not None
    assert event.title == "みずうみ勉強会 #12"
