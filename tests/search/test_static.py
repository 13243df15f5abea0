from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.paths import bundled_model
from pipeline.search.analysis import plain_words
from pipeline.search.embedding import load_embedder
from pipeline.search.embedding.static import StaticEmbedder
from tests.search.conftest import settings

TEXTS = ["Livebookで画像分類", "A jar of pickles, watched by Nerves", "犬と猫の写真を分類する", "phx.gen.auth"]


@pytest.fixture(scope="module")
def embedded() -> StaticEmbedder:
    return StaticEmbedder(bundled_model())


def test_vectors_have_length_one(embedded: StaticEmbedder) -> None:
    rows = embedded.encode_documents(TEXTS)
    assert rows.shape == (4, 256)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)


def test_a_text_of_which_nothing_is_known_has_zeros(embedded: StaticEmbedder) -> None:
    assert not embedded.encode_documents(["", "🎉!?"]).any()


def test_english_is_near_the_japanese_that_says_the_same(embedded: StaticEmbedder) -> None:
    query = embedded.encode_queries(["image classification of dogs"])[0]
    photos, supervision = embedded.encode_documents(["犬の画像を分類する", "プロセスを監視する"])
    assert query @ photos > query @ supervision + 0.2


def test_fewer_dimensions_are_the_first_ones_normalised_again(embedded: StaticEmbedder) -> None:
    short = StaticEmbedder(bundled_model(), 64).encode_documents(TEXTS)
    long = embedded.encode_documents(TEXTS)[:, :64]
    assert np.allclose(short, long / np.linalg.norm(long, axis=1, keepdims=True), atol=1e-5)


def test_a_word_that_tells_much_in_the_corpus_decides_where_a_query_lies(embedded: StaticEmbedder) -> None:
    query = ["犬とプロセス"]
    dogs, processes = embedded.encode_documents(["犬", "プロセス"])
    towards_dogs = embedded.encode_queries(query, {"犬": 5.0, "プロセス": 1.0})[0]
    towards_processes = embedded.encode_queries(query, {"犬": 1.0, "プロセス": 5.0})[0]
    assert towards_dogs @ dogs > towards_processes @ dogs + 0.1
    assert towards_processes @ processes > towards_dogs @ processes + 0.1


def test_a_query_of_words_that_tell_nothing_has_no_vector(embedded: StaticEmbedder) -> None:
    assert not embedded.encode_queries(["犬", ""], {"プロセス": 1.0}).any()
    assert embedded.encode_queries([], {}).shape == (0, 256)


def test_a_word_said_often_counts_less_each_time(embedded: StaticEmbedder) -> None:
    once, often = embedded.encode_documents(["犬とプロセス", "犬、犬、犬、犬、犬、犬、犬、犬、犬とプロセス"])
    process = embedded.encode_documents(["プロセス"])[0]
    assert 0 < once @ process - often @ process < 0.5


def test_more_dimensions_than_there_are_is_one_line() -> None:
    with pytest.raises(ConfigError, match=r"^\[search\] dimensions: the embedded model has 256 \(found 512\)"):
        load_embedder(settings(dimensions=512))


def test_a_missing_model_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="must hold the embedded model") as raised:
        StaticEmbedder(tmp_path)
    assert "\n" not in str(raised.value)


@pytest.mark.slow
def test_sentence_transformers_gives_the_same_vectors_to_texts_without_repetition(embedded: StaticEmbedder) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    module = StaticEmbedding(embedded.tokenizer, embedding_weights=embedded.weights())
    theirs = SentenceTransformer(modules=[module], device="cpu").encode(
        [" ".join(plain_words(text)) for text in TEXTS], normalize_embeddings=True
    )
    assert np.allclose(embedded.encode_documents(TEXTS), theirs, atol=1e-5)
