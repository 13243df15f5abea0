"""A body is never unpacked beyond its limit, however small it came."""

from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.body import BodyReader, EncodingError, TooBigError

TEXT = "形態素解析".encode() * 2000


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "packed"),
    [
        ("", TEXT), ("identity", TEXT), ("gzip", gzip.compress(TEXT)), ("X-GZIP", gzip.compress(TEXT)), ("deflate", zlib.compress(TEXT)),
        ("deflate", raw_deflate(TEXT)), ("gzip", gzip.compress(TEXT[:15000]) + gzip.compress(TEXT[15000:])), ("gzip", gzip.compress(TEXT) + b"\0\0\0"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("step", [1, 7, 1000, 10**6])
def test_a_body_comes_out_whole_however_it_is_cut_into_chunks(encoding: str, packed: bytes, step: int) -> None:
    reader = BodyReader(len(TEXT), encoding)
    for at in range(0, len(packed), step):
        reader.feed(packed[at : at + step])
    assert reader.finish() == TEXT


def test_a_bomb_is_left_after_its_limit() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    reader = BodyReader(1_000_000, "gzip")
    with pytest.raises(TooBigError):
        reader.feed(bomb)
    assert reader._size <= 1_000_000


def test_a_body_of_exactly_the_limit_is_let_in_and_one_byte_more_is_not() -> None:
    reader = BodyReader(10)
    reader.feed(b"x" * 10)
    assert reader.finish() == b"x" * 10
    with pytest.raises(TooBigError):
        reader.feed(b"y")


def test_a_cut_body_ends_at_the_limit() -> None:
    reader = BodyReader(10, cut=True)
    for _ in range(3):
        reader.feed(b"abcd")
    assert reader.full
    assert reader.finish() == b"abcdabcdab"


@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate"]))
def test_nonsense_is_an_encoding_error_or_a_body(data: bytes, encoding: str) -> None:
    reader = BodyReader(1000, encoding)
    try:
        reader.feed(data)
        assert isinstance(reader.finish(), bytes)
    except (EncodingError, TooBigError):
        pass
