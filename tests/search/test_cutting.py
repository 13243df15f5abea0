from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.search.cutting import LIMIT, TARGET, cut

TEXT = st.text(alphabet=st.sampled_from("温泉に行く。！？」、 \n.ab"), max_size=3000)


@given(TEXT)
def test_pieces_keep_every_character_but_white_space(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())


@given(TEXT)
def test_no_piece_is_empty_or_over_the_limit(text: str) -> None:
    assert all(piece.strip() and len(piece) <= LIMIT for piece in cut(text))


def test_a_short_text_stays_whole() -> None:
    assert cut("  温泉に行った。\n\n楽しかった。 ") == ["温泉に行った。\n\n楽しかった。"]


def test_a_long_text_is_cut_where_sentences_end() -> None:
    pieces = cut("湯に入ると、肩の力が抜けて、よい考えが浮かぶ。" * 60)
    assert len(pieces) > 2
    assert all(piece.endswith("浮かぶ。") for piece in pieces)
    assert all(TARGET / 2 < len(piece) <= LIMIT for piece in pieces)


def test_paragraphs_are_kept_together_where_they_fit() -> None:
    first, second = "あ" * 350, "い" * 350
    assert cut(f"{first}\n\n{second}") == [first, second]


def test_a_text_without_any_place_to_cut_is_cut_all_the_same() -> None:
    assert [len(piece) for piece in cut("x" * 1000)] == [400, 400, 200]
