from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.analysis import tokens
from pipeline.search.snippets import LENGTH, snippet

LONG = "湯に入るとよい考えが浮かぶ。" * 40 + "そこでLivebookを開き、画像分類を試した。" + "牛乳を飲んで帰った。" * 40


def _weights(query: str) -> dict[str, float]:
    return dict.fromkeys(tokens(query), 1.0)


def test_a_short_text_is_shown_whole_on_one_line() -> None:
    assert snippet("温泉\n\n牛乳", _weights("牛乳")) == ("温泉 牛乳", ("牛乳",))


def test_a_long_text_is_cut_to_where_the_words_stand() -> None:
    text, words = snippet(LONG, _weights("livebookで画像分類"))
    assert "Livebookを開き、画像分類を" in text
    assert words == ("Livebook", "画像", "分類")
    assert text.startswith("…") and text.endswith("…")


def test_the_rarer_word_decides_where_words_stand_apart() -> None:
    text, words = snippet(LONG, {"livebook": 5.0, "牛乳": 0.5})
    assert "Livebook" in words
    assert "Livebook" in text


def test_without_a_matching_word_it_is_the_beginning() -> None:
    text, words = snippet(LONG, {})
    assert text.startswith("湯に入る") and words == ()


@given(st.text(max_size=800), st.text(max_size=20))
def test_it_is_never_longer_than_it_may_be_and_its_words_stand_in_it(text: str, query: str) -> None:
    shown, words = snippet(text, _weights(query))
    assert len(shown) <= LENGTH + 2
    assert all(word in shown for word in words)
