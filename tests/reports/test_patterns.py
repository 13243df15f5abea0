"""Patterns that are quick to search for find what the plain ones find."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.reports.patterns import quick

WRITTEN = {
    "words of two scripts": (r"発表(?:し|者)|\btalk(?:ed|s)?\b|LT", re.I),
    "a letter that has three cases": (r"kaigi|ſtudy", re.I),
    "marks that may be missing": (r"[(（]?\s*(?:第\d+|vol\.? ?\d)\s*回?", re.I),
    "what stands before": (r"(?<![A-Za-z])LT(?![A-Za-z])|(?<=さん)と|,", 0),
    "an end of the text": (r"\s*(?:です|\(slides\))\s*$|。$", re.I),
    "a negated class": (r"[^\w\s]+|talk", 0),
    "a line's beginning": (r"^\s*by\s|by:", re.M),
    "one letter in several places": (r"talk|(?:sl)?Talked|[t ]alked|\btalk\w*|と|LT|talkative|(?<=と)talk|l", re.I),
    "one letter, its case kept": (r"talk|LT|talked|Talk(?=ed)|l|Lt", 0),
    "anything at all": (r"(?:LT)*", 0),
}
PIECES = [
    "発表",
    "し",
    "者",
    "talk",
    "Talked",
    " ",
    "LT",
    "lt",
    "さん",
    "と",
    ",",
    "Kaigi",
    "\u212aAIGI",
    "Study",
    "(",
    "（",
]
PIECES += ["第", "12", "回", "Vol. 3", "です", "。", "(slides)", "\n", "by ", "by:", "×", "é", "ı", "İ"]


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN.keys())
@given(text=st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_a_quick_pattern_finds_what_the_plain_one_finds(written: tuple[str, int], text: str) -> None:
    plain = re.compile(*written)
    made = quick(*written)
    assert [(m.span(), m.groups()) for m in made.finditer(text)] == [
        (m.span(), m.groups()) for m in plain.finditer(text)
    ]


def test_a_pattern_that_may_match_nothing_or_begin_anyhow_is_left_as_it_is() -> None:
    assert quick(r"(?:LT)*").pattern == r"(?:LT)*"
    assert quick(r".talk|LT").pattern == r".talk|LT"
    assert quick(r"talk|LT").pattern != r"talk|LT"
