from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.search.analysis import document_terms, plain_words
from pipeline.search.embedding.static import bundled_embedder
from pipeline.search.words import Words

TEXTS = [
    "LiveViewでWebサーバーを書く話",
    "phx.gen.auth と pandas、そして温泉",
    "",
    "温泉 温泉 the server",
    "https://example.org/onsen/Axon?x=1 を読んだ",
    "!?",
]


def _each(words: Words, texts: Sequence[str], *, plain: bool) -> list[list[str]]:
    found, lengths = words.terms_of(texts, plain=plain)
    names = [words.vocabulary[n] for n in found]
    ends = np.cumsum(lengths).tolist()
    return [names[end - length : end] for end, length in zip(ends, lengths.tolist(), strict=True)]


@pytest.mark.parametrize("plain", [False, True])
def test_texts_have_the_terms_that_the_analysis_gives(plain: bool) -> None:
    asked = [TEXTS[3], *TEXTS, TEXTS[0]]
    cut = plain_words if plain else document_terms
    assert _each(Words(), asked, plain=plain) == [cut(text) for text in asked]


@given(st.lists(st.text("温泉サのaB#. \n", max_size=12), max_size=8), st.integers(0, 8))
@settings(max_examples=50)
def test_it_does_not_matter_in_how_many_steps_texts_are_added(texts: list[str], first: int) -> None:
    words = Words()
    words.add(texts[:first])
    words.add(texts)
    assert _each(words, texts, plain=False) == [document_terms(text) for text in texts]


def test_the_embedded_model_gives_words_the_vectors_of_their_text() -> None:
    embedder, words = bundled_embedder(), Words()
    found, lengths = words.terms_of(TEXTS, plain=True)
    starts = np.concatenate([[0], np.cumsum(lengths)])
    assert np.allclose(
        embedder.encode_words(words.vocabulary, found, starts), embedder.encode_documents(TEXTS), atol=1e-6
    )
