from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.search.analysis import analyse, document_terms, fold, plain_words, tokens
from pipeline.search.matching import matching_words

JAPANESE_AND_MORE = st.text(
    alphabet=st.one_of(
        st.sampled_from("サーバｻｰﾊﾞﾟ温泉はをにＡａ１①㍿ﬁĳİßé.+#/_-:@ 　\n😀🇯🇵が"),
        st.characters(),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LiveView", ["liveview", "ライブ", "view"]),
        ("phx.gen.auth", ["phx.gen.auth", "phx", "gen", "auth"]),
        ("C++とC#と.NET", ["c++", "c", "c#", "c", ".net", "net"]),
        ("issue #7", ["イシュー", "#7", "7"]),
        ("snake_case", ["snake_case", "スネーク", "ケース"]),
        ("Vue3", ["vue3", "vue", "3"]),
        ("Enum.map/2", ["enum.map/2", "enum", "マップ", "2"]),
        ("1,000円", ["1000", "円"]),
    ],
)
def test_an_identifier_is_kept_whole_and_in_parts(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


def test_particles_and_signs_carry_no_token() -> None:
    assert tokens("LiveViewで掲示板を作る!") == ["liveview", "ライブ", "view", "掲示", "板", "作る"]


@pytest.mark.parametrize("variant", ["サーバ", "サーバー", "ｻｰﾊﾞ", "server", "Server", "ＳＥＲＶＥＲ", "servers"])
def test_all_spellings_of_a_server_have_a_token_in_common(variant: str) -> None:
    assert "サーバー" in tokens(variant)


def test_a_word_in_the_plural_stays_nearer_to_itself_than_to_the_dictionarys_singular() -> None:
    assert tokens("pandas") == ["pandas", "パンダ"]
    assert plain_words("pandas") == ["pandas"]


def test_articles_are_dropped_but_acronyms_are_not() -> None:
    assert tokens("the art of IT") == ["art", "it"]


def test_an_address_gives_its_host_and_words_and_keeps_a_key_whole() -> None:
    found = tokens("https://qiita.com/the_haigo/items/927d9a0e8e2972e7bf08?utm_source=x。")
    assert "qiita.com" in found
    assert "927d9a0e8e2972e7bf08" in found
    assert not {"https", "utm", "source"} & set(found)


def test_a_percent_encoded_path_is_read_as_words() -> None:
    assert "富士" in tokens("https://ja.wikipedia.org/wiki/%E5%AF%8C%E5%A3%AB%E5%B1%B1")


def test_emoji_and_operators_of_code_carry_no_token() -> None:
    assert tokens("🎉 |> => != 🇯🇵 ```") == []


def test_code_gives_the_names_in_it() -> None:
    assert {"axon.build", "map_reduce", "predict"} <= set(tokens("{init, predict} = Axon.build(model) |> map_reduce()"))


def test_a_run_longer_than_sudachi_takes_is_cut() -> None:
    assert len(tokens("温泉" * 40_000)) > 30_000


def test_documents_are_also_indexed_under_latin_words_as_written() -> None:
    assert "server" in document_terms("Server")
    assert set(tokens("Phoenix server")) <= set(document_terms("Phoenix server"))


@given(JAPANESE_AND_MORE)
@settings(max_examples=300)
def test_no_text_makes_it_raise_and_tokens_are_folded(text: str) -> None:
    for token in tokens(text):
        assert token
        assert not any(character.isspace() for character in token)
        assert token == unicodedata.normalize("NFKC", token)


@given(JAPANESE_AND_MORE)
@settings(max_examples=300)
def test_compatible_spellings_have_the_same_tokens(text: str) -> None:
    assert tokens(text) == tokens(unicodedata.normalize("NFKC", text))


@given(JAPANESE_AND_MORE, JAPANESE_AND_MORE)
@settings(max_examples=200)
def test_lines_are_analysed_one_by_one(above: str, below: str) -> None:
    assert tokens(fold(above) + "\n\n" + fold(below)) == tokens(above) + tokens(below)


@given(JAPANESE_AND_MORE)
@settings(max_examples=300)
def test_every_token_stands_where_it_says(text: str) -> None:
    folded = fold(text)
    for token in analyse(text):
        assert 0 <= token.start < token.end <= len(folded)


@given(JAPANESE_AND_MORE)
@settings(max_examples=300)
def test_matching_words_are_stretches_of_the_text_in_order(text: str) -> None:
    end = 0
    for first, last, surface in matching_words(text, tokens(text)):
        assert text[first:last] == surface
        assert end <= first < last
        end = last


def test_matching_words_are_found_in_any_spelling() -> None:
    text = "今日はｻｰﾊﾞｰとＬｉｖｅＶｉｅｗの話"
    assert [surface for _, _, surface in matching_words(text, tokens("サーバ liveview"))] == [
        "ｻｰﾊﾞｰ",
        "ＬｉｖｅＶｉｅｗ",
    ]
