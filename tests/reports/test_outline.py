"""The outline's short cuts find what the whole parser finds, and what a line marks lies within it."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.reports.block_rules import parser_for
from pipeline.reports.blocks import Outline
from pipeline.reports.files import source_of
from pipeline.reports.inline import Scanner
from pipeline.reports.outline import Reader, read_html, read_markdown
from pipeline.reports.understand import understand

MARKS = ["#", "##", "-", "*", "+", "1.", "12)", ">", "```", "~~~", "---", "***", "<div>", "</div>", "[a]: x", "|", "|-|", "    ", "  ", "\t", "\n", "\n\n", "=", "潮", "word", " "]  # fmt: skip


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_rules_that_are_tried_only_where_they_may_begin_find_the_same(text: str) -> None:
    plain = MarkdownIt("commonmark", {"maxNesting": 24}).enable("table")
    plain.core.ruler.enableOnly(["normalize", "block"])
    assert shown(parser_for(text).parse(text)) == shown(plain.parse(text))


def shown(tokens: list[Token]) -> list[tuple[object, ...]]:
    """What `Reader` takes from tokens; those around a paragraph, which only a renderer needs, left out."""
    return [
        (token.type, token.tag, token.map, token.content, token.attrs, token.markup)
        for token in tokens
        if token.type not in ("paragraph_open", "paragraph_close")
    ]


@given(st.text(st.sampled_from("潮 a:_'\"()「」$\\&*\n.-1 "), max_size=30))
def test_plain_words_are_read_as_the_scanner_reads_them(text: str) -> None:
    scanner = Scanner({})
    scanner.scan(text, 3)
    assert Reader([], [], {}, 1)._lines(text, 3) == scanner.take(3)


PIECES = ["**", "*", "_", "$\\huge{", "}$", "{#top}", "{/* top */}", "[", "](https://a.example/b)", "[^1]", "@akari", "<b>", "</b>", "<i>", "</i>", "<a href='https://a.example'>", "</a>", "<br>", "\n", "\n\n", "# ", "- ", "潮", "two words", " "]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.sampled_from([read_markdown, read_html]))
def test_what_a_line_marks_lies_within_it(text: str, read: Callable[[str], Outline]) -> None:
    for line in (line for block in read(text).blocks for line in block.all_lines()):
        ranges = [*line.strong, *line.italic, *((k.start, k.end) for k in (*line.links, *line.mentions))]
        assert all(0 <= start <= end <= len(line.text) for start, end in ranges), (line, ranges)


def test_bullets_indented_under_a_numbered_item_are_in_it() -> None:
    blocks = read_markdown("1. one\n  * a\n2. two\n  * b\n\n1. three\n* c\n").blocks
    assert [(block.lines[0].text, block.level) for block in blocks] == [
        ("one", 1),
        ("a", 2),
        ("two", 1),
        ("b", 2),
        ("three", 1),
        ("c", 1),
    ]


def test_a_name_cut_in_two_by_an_editor_is_one() -> None:
    lines = read_markdown(
        "**[Keeping lamps](https://a.example/x)** from **[Koichi\nMarsh](https://a.example/y)**\n"
    ).blocks
    assert lines[-1].lines[-1].text == "Keeping lamps from Koichi Marsh"


def test_one_of_several_bold_lines_is_no_heading_of_the_others() -> None:
    assert [block.kind for block in read_markdown("**first line**\n**second line**\nthird line\n").blocks] == [
        "paragraph"
    ]
    assert [block.kind for block in read_markdown("**first line**\nsecond line\n").blocks] == ["heading", "paragraph"]


def test_front_matter_may_be_a_map_of_edn() -> None:
    text = '{:title "re:Harbour \\"19\\""\n :layout :post\n :date "2019-12-03"\n :tags  ["lamps" "events"]}\n\nIt was held.\n'
    source = source_of("post.md", text)
    assert source.title == 're:Harbour "19"'
    assert source.tags == ("lamps", "events")
    assert source.published_at is not None and source.published_at.date().isoformat() == "2019-12-03"
    assert understand(source).sections[0].text == "It was held."
