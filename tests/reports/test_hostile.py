"""No text makes understanding fail or crawl: hostile shapes within ten seconds each, arbitrary texts without an error."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal, NoReturn

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline.reports.files import source_of
from pipeline.reports.report import Report, Source
from pipeline.reports.understand import understand

SECONDS = 10.0  # of processor time for any one text, so that a busy machine fails nothing
MB = 1_000_000

HEAD = "---\ntitle: 「嵐の勉強会 #1」レポート\ndate: 2024-03-05\n---\n\n2024/3/5(火)に「[嵐の勉強会 #1](https://arashi.connpass.com/event/1/)」がありました。\n\n"
TAIL = "\n\n## 最後まで読む @reader さん\n\nhttps://speakerdeck.com/reader/to-the-end\n"
PAGE = "<!DOCTYPE html><html><head><title>嵐の勉強会</title></head><body><article><h1>嵐の勉強会 #1 レポート</h1>"


def nested_list(depth: int) -> str:
    return "".join("  " * level + "- 段\n" for level in range(depth))


def one_per_line(line: str, times: int) -> str:
    return "\n".join(line.replace("{n}", str(n)) for n in range(times))


def table(rows: int, columns: int) -> str:
    line = "| " + " | ".join(f"[題{n}](https://speakerdeck.com/a/b{n})" for n in range(columns)) + " |\n"
    return "| 題 " * columns + "|\n" + "|---" * columns + "|\n" + line * rows


def alias_bomb(levels: int) -> str:
    first = "a0: &a0 [爆, 発, 爆, 発, 爆, 発, 爆, 発, 爆]\n"
    return (
        "---\n"
        + first
        + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, levels))
        + "title: [*a5]\n---\n"
    )


MARKDOWN: dict[str, Callable[[], str]] = {
    "5 MB of opening brackets": lambda: "[" * (5 * MB),
    "5 MB of nested brackets": lambda: "[" * (5 * MB // 2) + "]" * (5 * MB // 2),
    "5 MB of link openings": lambda: "[題](" * MB,
    "5 MB of images within links": lambda: "[![" * (5 * MB // 3),
    "a million stars": lambda: "*" * MB,
    "a million stars between words": lambda: "*a " * MB,
    "emphasis that never closes": lambda: "**a _b " * (MB // 6),
    "a million backticks": lambda: "`" * MB,
    "backticks in runs of every length": lambda: " ".join("`" * n for n in range(1, 1400)),
    "a million underscores": lambda: "_a" * (MB // 2),
    "a million opening brackets of Japanese": lambda: "「『（【" * (MB // 4),
    "a million ends of Japanese brackets": lambda: "」』）】" * (MB // 4),
    "a table of 20,000 rows": lambda: table(20_000, 3),
    "a table of 5,000 columns": lambda: table(3, 5_000),
    "a row that never ends": lambda: "| 題 | 人 |\n|---|---|\n" + "|" * MB,
    "quotes 100,000 deep": lambda: ">" * 100_000 + " 深い",
    "quotes deep on many lines": lambda: ("> " * 200 + "深い\n") * 2_000,
    "a list 1,000 levels deep": lambda: nested_list(1_000),
    "list marks on one line": lambda: "- " * (MB // 2),
    "100,000 items": lambda: one_per_line("- 題{n}（甲{n}さん）", 100_000),
    "50,000 headings": lambda: one_per_line("## 題{n} / 甲{n}さん", 50_000),
    "50,000 remarks": lambda: one_per_line("- @a{n} さん: ほんとうですか？", 50_000),
    "a million number signs": lambda: "#" * MB,
    "a single line of 5 MB": lambda: "とても長い話でした、" * (5 * MB // 10),
    "a single word of 5 MB": lambda: "a" * (5 * MB),
    "5 MB of blank lines": lambda: "\n" * (5 * MB),
    "5 MB of blanks": lambda: " " * (5 * MB),
    "5 MB of tabs and breaks": lambda: "\t\n" * (5 * MB // 2),
    "100,000 links": lambda: one_per_line("[題{n}](https://speakerdeck.com/a/b{n})", 100_000),
    "100,000 addresses on one line": lambda: " ".join(f"https://www.docswell.com/s/a/{n:06d}" for n in range(100_000)),
    "schemes without hosts": lambda: "http://" * (MB // 7),
    "an address of 1 MB": lambda: "https://speakerdeck.com/a/" + "b/" * (MB // 2),
    "an address of parentheses": lambda: "https://speakerdeck.com/a" + "(" * MB,
    "100,000 reference definitions": lambda: one_per_line("[題{n}]: https://speakerdeck.com/a/b{n}", 100_000),
    "100,000 footnotes": lambda: one_per_line("[^{n}]: [^{n}]", 100_000),
    "half a million mentions": lambda: "@a " * (MB // 2),
    "half a million mentions without blanks": lambda: "@a" * (MB // 2),
    "a million honorifics": lambda: "さん" * MB,
    "a hundred thousand dates": lambda: "2024/3/5(火) 3月5日 March 5, 2024 " * 33_000,
    "a million digits": lambda: "1" * MB,
    "a million dashes and slashes": lambda: "- / " * (MB // 4),
    "100,000 dashes on lines": lambda: "---\n" * 100_000,
    "shortcodes that never close": lambda: '{{< speakerdeck "' * (MB // 17),
    "tags of Jekyll that never close": lambda: "{% youtube " * (MB // 11),
    "embeds of Hatena that never close": lambda: "[https://a.example/:embed" * (MB // 25),
    "embeds of Zenn that never close": lambda: "@[speakerdeck](" * (MB // 15),
    "containers that never close": lambda: one_per_line(":::message", 50_000),
    "fences that never close": lambda: one_per_line("```{n}", 50_000),
    "opening tags that never close": lambda: "<div>" * (MB // 5),
    "opening tags on lines": lambda: "<div><p><a href='https://speakerdeck.com/a/b'>\n" * 20_000,
    "attributes that never close": lambda: '<a href="' * (MB // 9),
    "comments that never close": lambda: "<!-- " * (MB // 5),
    "scripts that never close": lambda: "<script>" * (MB // 8),
    "tweets that never close": lambda: '<blockquote class="twitter-tweet"><p>' * (MB // 37),
    "a million less-than signs": lambda: "<" * MB,
    "half a million entities": lambda: "&amp;&#x3042;&" * (MB // 14),
    "null bytes": lambda: "\x00題\x00" * (MB // 3),
    "right to left and emoji": lambda: "\u202e勉強会\u202c👩\u200d👩\u200d👧\u200d👦שלום\u0301\ufe0f🇯🇵" * (MB // 24),
    "combining marks without end": lambda: "か" + "\u3099\u0301" * (MB // 2),
    "front matter that never closes": lambda: "---\n" + "title: 題\n" * 100_000,
    "front matter of aliases": lambda: alias_bomb(12),
    "front matter nested in brackets": lambda: "---\ntitle: " + "[" * 100_000 + "\n---\n",
    "front matter of TOML that never closes": lambda: "+++\n" + 'title = "題\n' * 100_000,
}

PAGES: dict[str, Callable[[], str]] = {
    "elements 200,000 deep": lambda: "<div>" * 200_000 + "題",
    "lists 50,000 deep": lambda: "<ul><li>" * 50_000 + "題",
    "tables 20,000 deep": lambda: "<table><tr><td>" * 20_000 + "題",
    "inline marks 100,000 deep": lambda: "<p>" + "<b><a href='https://speakerdeck.com/a/b'>" * 50_000 + "題",
    "100,000 links": lambda: "".join(f'<a href="https://speakerdeck.com/a/b{n}">題{n}</a>' for n in range(100_000)),
    "50,000 headings": lambda: "".join(f"<h2>題{n} / 甲{n}さん</h2>" for n in range(50_000)),
    "a table of 50,000 rows": lambda: "<table>" + "<tr><td>19:00<td>題<td>甲さん" * 50_000,
    "50,000 embeds": lambda: (
        '<script class="speakerdeck-embed" data-id="0123456789abcdef0123456789abcdef"></script>' * 50_000
    ),
    "a paragraph of 5 MB": lambda: "<p>" + "とても長い話でした、" * (5 * MB // 10),
    "an attribute of 5 MB": lambda: '<p title="' + "a" * (5 * MB) + '">題</p>',
    "a million less-than signs": lambda: "<" * MB,
    "half a million entities": lambda: "&lt;" * (MB // 2),
    "closing tags only": lambda: "</div></p></li>" * (MB // 15),
    "comments that never close": lambda: "<!--" * (MB // 4),
    "scripts that never close": lambda: "<script>" * (MB // 8),
    "50,000 tweets": lambda: '<blockquote class="twitter-tweet"><p>よい</p>&mdash; 甲 (@a)</blockquote>' * 50_000,
    "null bytes": lambda: "<p>\x00題\x00</p>" * (MB // 12),
}


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Break off after that much processor time, where the time is being spent: the traceback then names the place."""

    def break_off(*_: object) -> NoReturn:
        raise TimeoutError(f"more than {seconds} s of processor time")

    before = signal.signal(signal.SIGVTALRM, break_off)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def assert_quick(text: str, suffix: str) -> None:
    begun = time.process_time()
    with at_most(SECONDS):
        report = understand(source_of(f"hostile{suffix}", text, suffix=suffix))
    taken = time.process_time() - begun
    assert taken < SECONDS, f"understanding took {taken:.1f} s"
    assert_sound(report)


def assert_sound(report: Report) -> None:
    json.dumps(report.to_label())
    known = {None, *range(len(report.talks))}
    assert {
        thing.talk for things in (report.remarks, report.images, report.links, report.sections) for thing in things
    } <= known
    if report.kind == "not-a-report":
        assert not report.talks


@pytest.mark.slow
@pytest.mark.parametrize("shape", MARKDOWN)
def test_hostile_markdown_is_understood_in_time(shape: str) -> None:
    text = MARKDOWN[shape]()
    assert_quick(text if text.startswith(("---\n", "+++\n")) else HEAD + text + TAIL, ".md")


@pytest.mark.slow
@pytest.mark.parametrize("shape", PAGES)
def test_a_hostile_page_is_understood_in_time(shape: str) -> None:
    assert_quick(PAGE + PAGES[shape](), ".html")


PIECES = st.sampled_from(
    [
        *("\n", "\n\n", " ", "　", "\t", "\x00", "\u200d", "\u202e", "😀", "\ufeff", "\r\n", "\x0c", "\u2028"),
        *(
            "# ",
            "## ",
            "### ",
            "- ",
            "1. ",
            "> ",
            "| a | b |\n|---|---|\n",
            "```",
            ":::message",
            ":::",
            "---\n",
            "+++\n",
        ),
        *("[", "](", ")", "![", "<", ">", "</", "<!--", "*", "**", "`", "|", "\\", "[^1]", "[^1]: ", "[x]: "),
        *(
            "「",
            "」",
            "『",
            "』",
            "（",
            "）",
            "【",
            "】",
            "/",
            "／",
            "：",
            ":",
            " - ",
            "@",
            "さん",
            "氏",
            "LT",
            "登壇者",
        ),
        *(
            "https://speakerdeck.com/a/b",
            "https://a.connpass.com/event/1/",
            "https://youtu.be/aaaaaaaaaaa?t=1",
            "http://[",
            "//x",
        ),
        *(
            "@[speakerdeck](",
            "{{< youtube ",
            ">}}",
            "{% youtube ",
            "%}",
            ":embed:cite]",
            "2024/3/5(火)",
            "13月45日",
            "9999-99-99",
        ),
        *(
            "<table>",
            "<td>",
            "<h2>",
            "<li>",
            "<script class='speakerdeck-embed' data-id=",
            "<iframe src=",
            "<blockquote class='twitter-tweet'>",
        ),
        *(
            "title: ",
            "date: 2024-13-45",
            "Q: ",
            "A: ",
            "勉強会",
            "レポート",
            "参加しました",
            "本日",
            "次回",
            "第",
            "回",
            "vol.",
        ),
    ]
)
ANY_TEXT = st.one_of(st.text(max_size=400), st.lists(st.one_of(PIECES, st.text(max_size=8)), max_size=60).map("".join))


@example(text="http://0[", text_format="markdown")
@example(text='<a href="http://0[">題</a>', text_format="html")
@example(text="<p>題</p><![", text_format="html")
@given(text=ANY_TEXT, text_format=st.sampled_from(["markdown", "html"]))
@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
def test_no_text_makes_understanding_fail(text: str, text_format: Literal["markdown", "html"]) -> None:
    assert_sound(understand(Source(name="any", text=text, text_format=text_format)))


@given(text=ANY_TEXT, suffix=st.sampled_from([".md", ".html"]))
@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
def test_no_file_makes_understanding_fail(text: str, suffix: str) -> None:
    assert_sound(understand(source_of(f"any{suffix}", text, suffix=suffix)))
