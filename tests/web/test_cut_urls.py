"""Addresses are cut out of running text without what is glued to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.urls import cut_urls

DECK = "https://speakerdeck.com/nako/livebook"
EVENT = "https://pelemay.connpass.com/event/263304/"


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        (f"「[Nxバックエンド勉強会#7]({EVENT})」が開催", [EVENT]),
        (f"資料は{DECK}です。", [DECK]),
        (f"（{DECK}）と「{DECK}?slide=4」、{EVENT}。", [DECK, f"{DECK}?slide=4", EVENT]),
        (f"*{DECK}* _{DECK}_ **{DECK}**", [DECK] * 3),
        (f"[a]({DECK})[b]({EVENT})", [DECK, EVENT]),
        (f'[a](<{DECK}>) [b]({EVENT} "title")', [DECK, EVENT]),
        (f"| [a]({DECK}) |{EVENT}|", [DECK, EVENT]),
        (f'<a href="{DECK}">{EVENT}</a>', [DECK, EVENT]),
        (f"<iframe src='{DECK}'></iframe>", [DECK]),
        ("https://ja.wikipedia.org/wiki/Elixir_(プログラミング言語)を", ["https://ja.wikipedia.org/wiki/Elixir_(プログラミング言語)を"]),
        ("(https://en.wikipedia.org/wiki/Elixir_(language))", ["https://en.wikipedia.org/wiki/Elixir_(language)"]),
        ("https://ja.wikipedia.org/wiki/形態素解析", ["https://ja.wikipedia.org/wiki/形態素解析"]),
        ("https://example.jp/aboutを参照", ["https://example.jp/about"]),
        ("https://example.jp/about.htmlをご覧ください", ["https://example.jp/about.html"]),
        ("https://日本語.jp/話", ["https://日本語.jp/話"]),
        (f"see {DECK}, {EVENT}; and ({DECK}).", [DECK, EVENT, DECK]),
        (f"{DECK},{EVENT}", [DECK, EVENT]),
        ("https://web.archive.org/web/2020/https://example.jp/a", ["https://web.archive.org/web/2020/https://example.jp/a"]),
        ("https://a.jp/?u=https://b.jp/", ["https://a.jp/?u=https://b.jp/"]),
        ("https://www.youtube.com/watch?v=zTq897CU_GQ&amp;t=40s", ["https://www.youtube.com/watch?v=zTq897CU_GQ&t=40s"]),
        ("https://youtu.be/zTq897CU_G_ と https://www.youtube.com/watch?v=zTq897CU___。", ["https://youtu.be/zTq897CU_G_", "https://www.youtube.com/watch?v=zTq897CU___"]),
        ("_https://youtu.be/zTq897CU_GQ_ https://www.youtube.com/embed/zTq897CU_G__ text", ["https://youtu.be/zTq897CU_GQ", "https://www.youtube.com/embed/zTq897CU_G_"]),
        (f"{DECK}&quot; and `{EVENT}`", [DECK, EVENT]),
        (f"[「@e99h2121 [1]」の改訂版]({DECK})", [DECK]),
        (f"[x]: {DECK}\n[^1]: {EVENT}", [DECK, EVENT]),
        (f"資料→{DECK}　動画→{EVENT}", [DECK, EVENT]),
        (f"{DECK}?slide=4）", [f"{DECK}?slide=4"]),
        (f"@[card]({DECK})", [DECK]),
        ("http:// https:// http://. https://?", []),
        ("no address here, ftp://a.jp/", []),
        ("", []),
    ],
)  # fmt: skip
def test_an_address_ends_where_its_writer_meant(text: str, urls: list[str]) -> None:
    assert [found.url for found in cut_urls(text)] == urls


@given(
    st.text(max_size=40),
    st.sampled_from(["（", "「", " ", "\n", "<", '"']),
    st.sampled_from(["）", "」", " ", "。", "\n", ">", '"', "です", "、"]),
)
def test_an_ascii_address_is_found_whole_between_japanese(before: str, opening: str, closing: str) -> None:
    text = f"{before.replace('http', '')}{opening}{DECK}{closing}"
    assert cut_urls(text)[-1].url == DECK


@given(st.text(alphabet="https:/.ja()[]。 あ?#&;*", max_size=80))
def test_every_cut_says_where_it_stands(text: str) -> None:
    position = 0
    for found in cut_urls(text):
        assert position <= found.start < found.end <= len(text)
        assert text[found.start : found.end].lower().startswith("http")
        position = found.end
