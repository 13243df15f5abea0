"""The parser of Markdown's blocks: markdown-it-py's rules, each asked only where it may find something.

Belongs here: which rules run, in what order, and how a paragraph is closed. Does not belong here: what the blocks mean
(`outline`) and running text (`inline`, which reads the dialects and broken links, and takes half the time).
Most lines of a post begin with a word. There the library asks eleven rules one after the other, in the middle of a paragraph
seven; the sign with which a line begins rules out all but two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]

# rules that may begin at any line, and what a text must hold for one to find anything
HOLDS = (
    ("table", re.compile(r"\|")),
    ("lheading", re.compile(r"\n(?<!\n\n)[ >\t]*(?:=+|-+)[ \t]*$", re.M)),  # a line of marks under a line of words
)
# what the first sign of a line must be for one of the other rules to begin there
BEGINNINGS = {
    "fence": "`~",
    "blockquote": ">",
    "hr": "-*_",
    "list": "-*+0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
SIGNS = frozenset("".join(BEGINNINGS.values()))


def parser_for(text: str) -> MarkdownIt:
    """The parser that finds every block of this text, in which no carriage return and no zero character is left.

    A paragraph is one token of it, `inline`, with nothing around it.
    """
    return parser_without(*(rule for rule, sign in HOLDS if not sign.search(text)))


@cache
def parser_without(*left_out: str) -> MarkdownIt:
    """The parser of blocks without some of the rules that may begin at any line."""
    made = MarkdownIt("commonmark", {"maxNesting": 24}).enable("table").disable(list(left_out))
    made.core.ruler.enableOnly(["block"])
    ruler = made.block.ruler
    anywhere = [rule for rule in ruler.__rules__ if rule.enabled and rule.name in ("table", "lheading")]
    interrupting = [rule.fn for rule in anywhere if "paragraph" in rule.alt]
    for rule in ruler.__rules__:
        if rule.name in BEGINNINGS:
            ruler.at(rule.name, where_it_may_begin(rule.fn, BEGINNINGS[rule.name]), {"alt": rule.alt})
    paragraph = paragraph_rule(interrupting)
    ruler.at("paragraph", paragraph)
    ruler.before("table", "words", words_rule([rule.fn for rule in anywhere], paragraph))
    return made


def where_it_may_begin(rule: BlockRule, signs: str) -> BlockRule:
    """The rule, tried only at lines whose first sign is among `signs`."""

    def tried(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        at = state.bMarks[start] + state.tShift[start]
        return at < state.eMarks[start] and state.src[at] in signs and rule(state, start, end, silent)

    return tried


def words_rule(anywhere: list[BlockRule], paragraph: BlockRule) -> BlockRule:
    """Tried before all others: at a line that begins with a word it goes straight to the rules that may begin there."""

    def words(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        if state.src[state.bMarks[start] + state.tShift[start]] in SIGNS or state.is_code_block(start):
            return False
        for rule in anywhere:
            if rule(state, start, end, silent):
                return True
        return paragraph(state, start, end, silent)

    return words


def paragraph_rule(anywhere: list[BlockRule]) -> BlockRule:
    """The library's rule for a paragraph, which asks the rules that may interrupt it only where they may begin.

    `anywhere`: those of them that may do so at a line that begins with a word. The token is `inline` alone.
    """

    def paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        source, starts, shifts, stops = state.src, state.bMarks, state.tShift, state.eMarks
        interrupting = state.md.block.ruler.getRules("paragraph")
        outer, state.parentType = state.parentType, "paragraph"
        stop, last = start + 1, state.lineMax
        while stop < last:
            at = starts[stop] + shifts[stop]
            if at >= stops[stop]:
                break  # an empty line
            column = state.sCount[stop]
            # deeper than a list's text it goes on whatever stands there; below 0 the quote's rule has decided
            if 0 <= column <= state.blkIndent + 3 and any(
                rule(state, stop, last, True) for rule in (interrupting if source[at] in SIGNS else anywhere)
            ):
                break
            stop += 1
        state.line = stop
        token = state.push("inline", "", 0)
        token.content = mdTrim(state.getLines(start, stop, state.blkIndent, False))
        token.map = [start, stop]
        state.parentType = outer
        return True

    return paragraph
