"""The outline's short cuts find what the whole parser finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from pipeline.reports.block_rules import parser_for
from pipeline.reports.inline import Scanner
from pipeline.reports.outline import Reader

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
