"""Whole pages: the lines on which things stand, what HTML folds, whose heading is the title, addresses shown as themselves."""

from __future__ import annotations

import pytest

from pipeline.reports.blocks import Block
from pipeline.reports.files import source_of
from pipeline.reports.outline import read_html, read_markdown
from pipeline.reports.texts import text_of
from pipeline.reports.understand import understand

PAGE = """<!DOCTYPE html>
<html><head><title>星見の会 #3 参加レポート</title></head>
<body>
<article>
<h1>星見の会 #3 参加レポート</h1>
<p>2024年3月8日に<a
 href="https://hoshimi.connpass.com/event/123456/">星見の会 #3</a>に参加しました。</p>

<h2>望遠鏡を自作する</h2>
<p>発表者：天城　清司さん<br>
  <a href="https://speakerdeck.com/amagi/telescope">https://speakerdeck.com/amagi/tele…</a></p>
</article>
</body></html>
"""


def shown(blocks: list[Block]) -> list[tuple[str, list[str], list[list[str]]]]:
    return [(b.kind, [line.text for line in b.lines], [[c.line.text for c in row] for row in b.rows]) for b in blocks]


def test_what_is_read_of_a_page_has_the_line_of_its_source() -> None:
    report = understand(source_of("page.html", PAGE, suffix=".html"))
    assert report.event is not None
    assert [(talk.title, talk.speakers, talk.materials) for talk in report.talks] == [
        ("望遠鏡を自作する", ("天城　清司",), ("https://speakerdeck.com/amagi/telescope",))
    ]
    assert next((e.first_line, e.last_line) for e in report.talks[0].evidence) == (9, 11)
    assert {k.url: k.line for k in report.links} == {
        "https://hoshimi.connpass.com/event/123456/": 6,
        "https://speakerdeck.com/amagi/telescope": 11,
    }


def test_the_heading_that_is_the_title_is_no_section() -> None:
    for source in (
        source_of("page.html", PAGE, suffix=".html"),
        source_of("post.md", "# 星見の会\n\n行きました。\n\n## 望遠鏡を自作する\n\nよい話。\n", suffix=".md"),
    ):
        text, _ = text_of(source)
        headings = [block.lines[0].text for block in text.blocks if block.kind == "heading"]
        assert text.title.startswith("星見の会") and headings == ["望遠鏡を自作する"]


def test_html_folds_spaces_and_breaks_but_not_an_ideographic_space() -> None:
    blocks = read_html("<p>天城　清司\n   さん<br />\n  二行目</p>").blocks
    assert shown(list(blocks)) == [("paragraph", ["天城　清司 さん", "二行目"], [])]


@pytest.mark.parametrize(
    ("page", "blocks"),
    [
        ("<ul><li>a<li>b</ul>", [("item", ["a"], []), ("item", ["b"], [])]),
        ("<p>a<p>b<h2>c</h2>d", [("paragraph", ["a"], []), ("paragraph", ["b"], []), ("heading", ["c"], []), ("paragraph", ["d"], [])]),
        ("<table><tr><td>a<td>b<tr><td>c<td>d</table>", [("table", [], [["a", "b"], ["c", "d"]])]),
    ],
)  # fmt: skip
def test_end_tags_may_be_left_out(page: str, blocks: list[tuple[str, list[str], list[list[str]]]]) -> None:
    assert shown(list(read_html(page).blocks)) == blocks


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("[https://a.example/b/c](https://a.example/b/c/)", "bare"),
        ("[a.example/b/c](https://a.example/b/c)", "bare"),
        ("[https://a.example/b…](https://a.example/b/c)", "bare"),
        ("[https://a.example/b...](https://a.example/b/c)", "bare"),
        ("[https://a.example/x...](https://a.example/b/c)", "link"),
        ("[a.example](https://a.example/b/c)", "link"),
        ("[and/or](https://a.example/b/c)", "link"),
        ("[…](https://a.example/b/c)", "link"),
    ],
)
def test_a_link_that_shows_its_own_address_is_a_bare_one(text: str, form: str) -> None:
    assert [link.form for block in read_markdown(text).blocks for link in block.links()] == [form]
    html = text.replace("](", '">').replace("[", "", 1)
    words, _, url = html.partition('">')
    page = read_html(f'<p>x <a href="{url[:-1]}">{words}</a></p>')
    assert [link.form for block in page.blocks for link in block.links()] == [form]
