"""A model of the hub, with a transformer of two layers made here from random numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import ConfigError
from pipeline.search import vectors
from pipeline.search.embedding import load_embedder
from pipeline.search.embedding.hub import HubEmbedder
from pipeline.search.vectors import embed_passages
from tests.search.conftest import settings

pytestmark = pytest.mark.slow

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "query", "passage", ":", "温", "泉", "牛", "乳", "onsen", "milk"]


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a BERT of 16 dimensions as sentence-transformers saves it."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    BertModel(config).save_pretrained(folder / "bert")
    BertTokenizerFast(vocab=str(folder / "vocab.txt"), vocab_file=str(folder / "vocab.txt")).save_pretrained(
        folder / "bert"
    )
    transformer = Transformer(str(folder / "bert"))
    model = SentenceTransformer(
        modules=[transformer, Pooling(16)], prompts={"query": "query: ", "document": ""}, device="cpu"
    )
    model.save(str(folder / "model"))
    return folder / "model"


def _embedder(tiny: Path, **changes: object) -> HubEmbedder:
    embedder = load_embedder(settings(model=str(tiny), device="cpu", **changes))
    assert isinstance(embedder, HubEmbedder)
    return embedder


def test_rows_are_normalised_and_as_long_as_the_model_makes_them(tiny: Path) -> None:
    embedder = _embedder(tiny)
    rows = embedder.encode_documents(["温泉", "牛乳 milk"])
    assert rows.shape == (2, embedder.dimensions) == (2, 16)
    assert rows.dtype == np.float32
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-5)
    assert embedder.encode_documents([]).shape == (0, 16)


def test_the_models_own_prompt_stands_before_a_query_only(tiny: Path) -> None:
    embedder = _embedder(tiny)
    assert (embedder.query_prompt, embedder.document_prompt) == ("query: ", "")
    assert not np.allclose(embedder.encode_queries(["温泉"]), embedder.encode_documents(["温泉"]))
    assert np.allclose(embedder.encode_queries(["温泉"]), embedder.encode_documents(["query: 温泉"]), atol=1e-5)


def test_settings_outrank_the_models_prompts_and_an_empty_one_says_none(tiny: Path) -> None:
    embedder = _embedder(tiny, query_prompt="", document_prompt="passage: ")
    assert np.allclose(embedder.encode_documents(["温泉"]), embedder.encode_queries(["passage: 温泉"]), atol=1e-5)


def test_vectors_can_be_cut_short(tiny: Path) -> None:
    rows = _embedder(tiny, dimensions=8).encode_documents(["温泉"])
    assert rows.shape == (1, 8)
    assert np.allclose(np.linalg.norm(rows), 1, atol=1e-5)


def test_half_precision_is_near_to_full(tiny: Path) -> None:
    half = _embedder(tiny, half_precision=True).encode_documents(["温泉 milk"])
    assert np.allclose(half, _embedder(tiny).encode_documents(["温泉 milk"]), atol=0.02)


def test_a_run_that_was_broken_off_goes_on_where_it_stopped(
    tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "PART", 2)
    passages = [
        {"passage_id": n, "title": None, "heading": None, "text": text, "text_hash": f"hash of {text}"}
        for n, text in enumerate(["温泉 milk 牛乳", "温泉 milk", "milk", "温", "泉"], 1)
    ]
    told: list[tuple[int, int]] = []

    def stop_in_the_second_part(done: int, all_of_them: int) -> None:
        told.append((done, all_of_them))
        monkeypatch.setattr(HubEmbedder, "encode_documents", _break_off)

    with pytest.raises(KeyboardInterrupt):
        embed_passages(passages, _embedder(tiny), tmp_path, stop_in_the_second_part)
    monkeypatch.undo()
    monkeypatch.setattr(vectors, "PART", 2)
    embedder = _embedder(tiny)
    table = embed_passages(passages, embedder, tmp_path, lambda *done: told.append(done))
    assert told == [(2, 5), (2, 3), (3, 3)]  # the first part is not embedded again
    rows = embedder.encode_documents([str(row["text"]) for row in passages])
    assert np.allclose(np.array(table["vector"].to_pylist()), rows, atol=1e-5)


def _break_off(self: HubEmbedder, texts: object) -> None:
    raise KeyboardInterrupt


def test_all_that_is_said_of_a_model_in_corpus_toml_reaches_it(tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, object] = {}
    embedder = _embedder(tiny, dimensions=8, batch_size=3, document_prompt="passage: ", half_precision=True)
    plain = embedder._model.encode_document

    def record(texts: list[str], **options: object) -> object:
        asked.update(options)
        return plain(texts, **options)

    monkeypatch.setattr(embedder._model, "encode_document", record)
    embedder.encode_documents(["温泉"])
    assert (asked["batch_size"], asked["prompt"]) == (3, "passage: ")
    assert (str(embedder._model.device), embedder._model.truncate_dim) == ("cpu", 8)
    assert {str(p.dtype) for p in embedder._model.parameters()} == {"torch.float16"}


def test_a_name_differs_where_documents_vectors_do(tiny: Path) -> None:
    names = {
        _embedder(tiny).name,
        _embedder(tiny, dimensions=8).name,
        _embedder(tiny, half_precision=True).name,
        _embedder(tiny, document_prompt="passage: ").name,
    }
    assert len(names) == 4
    assert _embedder(tiny, batch_size=2, query_prompt="x").name == _embedder(tiny).name


def test_a_model_that_cannot_be_loaded_is_one_line_that_names_it(tmp_path: Path) -> None:
    (tmp_path / "hollow").mkdir()
    with pytest.raises(ConfigError, match=r"hollow.*must be able to load it.*model = 'embedded'") as raised:
        load_embedder(settings(model=str(tmp_path / "hollow")))
    assert "\n" not in str(raised.value)
