from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tokenizers import Tokenizer

from pipeline.search.analysis import plain_words
from pipeline.search.embedding.static import StaticEmbedder
from pipeline.search.training.__main__ import main, make_model
from pipeline.search.training.export import quantised
from pipeline.search.training.loop import Settings, train
from pipeline.search.training.pairs import make_pairs, title_of
from pipeline.search.training.sources import Document, ReadyPair, Section, read_documents
from pipeline.search.training.vocabulary import Tokenised, learn_vocabulary

OPEN = "fastapi/fastapi"
CROPS = ("turnip", "pumpkin", "barley", "onion", "leek", "cherry", "walnut", "spinach")
TOY = Settings(dimensions=16, nested=(8,), batch=16, rounds=30, rate=0.05, dropout=0.2)


def farm() -> list[dict[str, Any]]:
    """A page per crop; what a page says is said of that crop alone."""
    return [
        {
            "repo": OPEN,
            "path": f"docs/{crop}.md",
            "lang": "en",
            "title": f"The {crop}",
            "sections": [
                {
                    "heading": f"When {crop} seed goes into the soil",
                    "paragraphs": [f"Farmer number{n} sows seed{n} with tool{n}. Rain{n} follows."],
                },
                {
                    "heading": "Overview",
                    "paragraphs": [f"Barn{n} keeps sack{n} until winter{n}, farmer number{n} says."],
                },
            ],
        }
        for n, crop in enumerate(CROPS)
    ]


def pour(folder: Path, documents: list[dict[str, Any]], pairs: list[dict[str, Any]]) -> Path:
    for name, rows in (("documents", documents), ("pairs", pairs)):
        with gzip.open(folder / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(row) + "\n" for row in rows)
    return folder


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("model")
    make_model(pour(tmp_path_factory.mktemp("texts"), farm(), []), out, 400, TOY)
    return out


def test_a_trained_model_finds_the_page_of_a_title(toy: Path) -> None:
    embedder = StaticEmbedder(toy)
    titles = embedder.encode_queries([f"The {crop}" for crop in CROPS])
    pages = embedder.encode_documents([page["sections"][0]["paragraphs"][0] for page in farm()])
    assert (titles @ pages.T).argmax(axis=1).tolist() == list(range(len(CROPS)))


def test_the_loss_falls() -> None:
    texts, kinds = make_pairs(documents(farm()), [])
    words = [" ".join(plain_words(text)) for text in texts]
    tokenizer = learn_vocabulary(words, 400)
    losses: list[float] = []
    train(Tokenised(tokenizer, words), kinds, tokenizer.get_vocab_size(), TOY, lambda _, __, loss: losses.append(loss))
    assert np.mean(losses[-10:]) < np.mean(losses[:10]) / 2


def test_the_same_seed_gives_the_same_files(toy: Path, tmp_path: Path) -> None:
    make_model(pour(tmp_path, farm(), []), tmp_path / "again", 400, TOY)
    for name in ("tokenizer.json", "vectors-int8.npz"):
        assert (tmp_path / "again" / name).read_bytes() == (toy / name).read_bytes()


def test_sentence_transformers_gives_the_vectors_of_a_trained_model(toy: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    embedder = StaticEmbedder(toy)
    module = StaticEmbedding(embedder.tokenizer, embedding_weights=embedder.weights())
    texts = ["Farmer number3 says", "the walnut and an unheard-of 畑"]
    theirs = SentenceTransformer(modules=[module], device="cpu").encode(
        [" ".join(plain_words(text)) for text in texts], normalize_embeddings=True
    )
    assert np.allclose(embedder.encode_documents(texts), theirs, atol=1e-5)


def test_another_vocabulary_is_another_model(toy: Path, tmp_path: Path) -> None:
    for name in ("tokenizer.json", "vectors-int8.npz"):
        (tmp_path / name).write_bytes((toy / name).read_bytes())
    tokenizer = (tmp_path / "tokenizer.json").read_text(encoding="utf-8")
    (tmp_path / "tokenizer.json").write_text(tokenizer.replace('"barley"', '"parsnip"'), encoding="utf-8")
    assert StaticEmbedder(tmp_path).name != StaticEmbedder(toy).name


def test_a_source_without_a_known_licence_is_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pour(tmp_path, [page | {"repo": "nobody/knows"} for page in farm()], [])
    assert main(["--from", str(tmp_path), "--out", str(tmp_path / "model")]) == 1
    shown = capsys.readouterr()
    assert "left out: nobody/knows (8)" in shown.out
    assert "must hold texts of a source with a known licence" in shown.err
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("line", ["{", '{"repo": "a/b"}', '{"repo": 1, "path": "", "lang": "en", "sections": [7]}'])
def test_a_line_that_is_no_document_is_one_line(line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pour(tmp_path, farm(), [])
    with gzip.open(tmp_path / "documents.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(line + "\n")
    assert main(["--from", str(tmp_path), "--out", str(tmp_path / "model")]) == 1
    error = capsys.readouterr().err
    assert "documents.jsonl.gz" in error
    assert error.count("\n") == 1


def documents(rows: list[dict[str, Any]]) -> list[Document]:
    return [
        Document(
            row["repo"], row["path"], row["lang"], row["title"],
            tuple(Section(s["heading"], tuple(s["paragraphs"])) for s in row["sections"]),
        )
        for row in rows
    ]  # fmt: skip


def test_documents_are_read_as_they_were_written(tmp_path: Path) -> None:
    assert list(read_documents(pour(tmp_path, farm(), []))) == documents(farm())


def test_a_heading_of_many_pages_goes_with_its_title() -> None:
    many = farm() + [page | {"title": f"Old {page['title']}"} for page in farm()]
    texts, kinds = make_pairs(documents(many), [])
    sides = {tuple(texts[n] for n in row if n >= 0) for row in kinds["heading"].left}
    assert ("When leek seed goes into the soil",) in sides
    assert ("The leek", "Overview") in sides
    assert ("Overview",) not in sides


def test_sections_of_one_page_in_two_languages_are_a_translation() -> None:
    english = Document(OPEN, "docs/en/leek.md", "en", "Leek", (Section("Sowing", ("Sow leek late in the spring.",)),))
    japanese = Document(
        OPEN, "docs/ja/leek.md", "ja", "葱", (Section("種まき", ("葱の種は春の終わりにまくのがよいとされている。",)),)
    )
    texts, kinds = make_pairs([english, japanese], [])
    pairs = [
        tuple(tuple(texts[n] for n in side if n >= 0) for side in (left, right))
        for left, right in zip(kinds["translation"].left, kinds["translation"].right, strict=True)
    ]
    assert (("Sowing", english.sections[0].paragraphs[0]), japanese.sections[0].paragraphs) in pairs


def test_a_document_in_a_third_language_is_left_out() -> None:
    russian = Document(OPEN, "_ru/leek.md", "en", "Лук", (Section("", ("Лук сеют поздней весной, после дождя.",)),) * 3)
    texts, kinds = make_pairs(
        [russian], [ReadyPair("question-passage", OPEN, "When is leek sown?", "In spring, late.")]
    )
    assert set(kinds) == {"question"}
    assert texts == ["When is leek sown?", "In spring, late."]


def test_the_name_of_the_site_is_no_part_of_a_title() -> None:
    assert title_of(Document(OPEN, "a", "en", "Leek | Farm Docs", ())) == "Leek"


def test_a_word_met_often_is_one_token_and_a_new_one_is_pieces() -> None:
    tokenizer = learn_vocabulary(["turnip barley"] * 50 + ["turnips barleys onion"] * 2, 60)
    assert tokenizer.encode("turnip", add_special_tokens=False).tokens == ["turnip"]
    assert "".join(tokenizer.encode("turnipbarley", add_special_tokens=False).tokens) == "turnipbarley"
    assert isinstance(Tokenizer.from_str(tokenizer.to_str()), Tokenizer)


def test_rounding_to_int8_moves_no_number_by_more_than_half_a_step() -> None:
    vectors = np.random.default_rng(3).normal(size=(50, 16)).astype(np.float32) * np.logspace(-3, 3, 50)[:, None]
    vectors[7] = 0
    rows, scales = quantised(vectors.astype(np.float32))
    back = rows.astype(np.float32) * scales.astype(np.float32)[:, None]
    cosines = (back * vectors).sum(axis=1) / np.maximum(
        np.linalg.norm(back, axis=1) * np.linalg.norm(vectors, axis=1), 1e-9
    )
    assert not back[7].any()
    assert np.delete(cosines, 7).min() > 0.999
