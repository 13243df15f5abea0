"""A body becomes the text that its writer saw, whatever the labels say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.charset import decode

JA = "勉強会レポート：形態素解析とベクトル検索の話を聞いてきました。「資料」はこちら、動画もあります。"


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp", "iso2022_jp", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("header", ["", "text/html", "text/html; charset=utf-8", "text/html; charset=ISO-8859-1", "text/html; charset=nonsense"])  # fmt: skip
def test_japanese_is_read_whatever_the_header_says(encoding: str, header: str) -> None:
    assert decode(f"<p>{JA}".encode(encoding), header) == f"<p>{JA}"


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("Shift_JIS", "cp932"),
        ("x-sjis", "cp932"),
        ("EUC-JP", "euc_jp"),
        ("iso-2022-jp", "iso2022_jp"),
        ("UTF-8", "utf-8"),
    ],
)
def test_the_header_and_the_page_say_the_encoding(label: str, encoding: str) -> None:
    meta = (
        f'<meta http-equiv="Content-Type" content="text/html; charset={label}"><p>話①'
        if encoding == "cp932"
        else f'<meta charset="{label}"><p>話'
    )
    assert decode(meta.encode(encoding)) == meta
    assert decode("話".encode(encoding), f'text/plain; charset="{label}"') == "話"
    xml = f'<?xml version="1.0" encoding="{label}"?><a>話</a>'
    assert decode(xml.encode(encoding)) == xml


def test_a_page_with_one_broken_byte_keeps_the_rest() -> None:
    body = f"<meta charset=utf-8>{JA}".encode() + b"\xff" + JA.encode()
    assert decode(body).count(JA) == 2
    assert (
        decode(JA.encode("cp932") + b"\x80\xff\xff" + JA.encode("cp932"), "text/html; charset=shift_jis").count(
            "形態素"
        )
        == 2
    )


def test_a_character_cut_off_at_the_end_is_let_go() -> None:
    assert decode(JA.encode()[:-1]) == JA[:-1]
    assert decode(JA.encode("euc_jp")[:-1], "text/html; charset=euc-jp") == JA[:-1]


def test_european_text_in_one_byte_is_read_by_its_label() -> None:
    assert decode("Übersicht über Ärzte".encode("latin-1"), "text/html; charset=iso-8859-1") == "Übersicht über Ärzte"


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"") == ""


@given(
    st.binary(max_size=300),
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            [
                "charset=utf-16",
                "charset=rot13",
                "charset=idna",
                "charset=zip",
                "charset=utf-7",
                "charset=undefined",
                "charset=hex",
                "charset=unicode_escape",
                "charset=mbcs",
            ]
        ),
    ),
)
def test_any_bytes_become_some_text(body: bytes, header: str) -> None:
    decode(body, header).encode("utf-8")  # no half surrogates


@given(
    st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=80),
    st.sampled_from(["", "charset=shift_jis", "charset=iso-8859-1", "charset=euc-jp"]),
)
def test_utf8_beyond_ascii_is_always_read_as_utf8(text: str, header: str) -> None:
    if not text.isascii() and not text.startswith("\ufeff"):
        assert decode(text.encode(), header) == text
