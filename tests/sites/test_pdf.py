"""PDFs page by page: text, title, fonts without a map, files that do not open, and time."""

import time
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.sites.document import Unreadable
from pipeline.sites.glyphs import is_garbled, repair
from pipeline.web.answers import Outcome
from pipeline.web.urls import deep_link
from tests.sites.answers import answer, read
from tests.sites.pdfs import locked_pdf, mapped_pdf, plain_pdf

URL = "https://saltmarsh.example/talks/kelp.pdf"


def pdf(body: bytes, url: str = URL, content_type: str = "application/pdf"):
    return read(url, answer(url, body, content_type=content_type))


def test_every_page_has_its_text_by_number() -> None:
    document = pdf(plain_pdf(["Kelp\nin a tree", "", "The end"], title="海藻の監視木", info="/Author (Mo Shio)"))
    assert (document.kind, document.layers, document.page_count) == ("deck", ("pdf",), 3)
    assert [(p.number, p.text) for p in document.pages] == [(1, "Kelp\nin a tree"), (2, ""), (3, "The end")]
    assert (document.title, document.author_name) == ("海藻の監視木", "Mo Shio")
    assert deep_link(document.url, slide=3, anchor=document.pages[2].anchor) == f"{URL}#page=3"


def test_japanese_is_read_by_the_fonts_map_and_radicals_become_letters() -> None:
    assert pdf(mapped_pdf(["⽇本の海藻\n⺠の声"])).pages[0].text == "日本の海藻\n民の声"


def test_a_page_whose_font_has_no_usable_map_is_left_empty_and_noted() -> None:
    document = pdf(mapped_pdf(["海藻の監視木"], to="\ue0a5"))
    assert [p.text for p in document.pages] == [""]
    assert document.notes == ("fonts without a usable map, text left out on page: 1",)


@pytest.mark.parametrize("label", ["text/html; charset=utf-8", "binary/octet-stream", "", "application/force-download"])
def test_a_pdf_is_told_by_its_first_bytes_whatever_its_label(label: str) -> None:
    url = "https://saltmarsh.example/download?id=7"
    document = pdf(plain_pdf(["Kelp"]), url, label)
    assert document.kind == "deck"
    assert deep_link(url, slide=1, anchor=document.pages[0].anchor) == f"{url}#page=1"


@pytest.mark.parametrize(
    "title",
    [
        "Microsoft PowerPoint - kelp.pptx",
        "PowerPoint プレゼンテーション",
        "untitled",
        "kelp_final2.key",
        "無題のプレゼンテーション",
    ],
)
def test_what_a_program_puts_for_a_title_is_none(title: str) -> None:
    assert pdf(plain_pdf(["Kelp"], title=title)).title == ""


def test_the_date_is_that_of_the_file_where_it_has_a_zone() -> None:
    made = pdf(plain_pdf(["Kelp"], info="/CreationDate (D:20240615101500+09'00')"))
    assert made.published_at == datetime(2024, 6, 15, 10, 15, tzinfo=timezone(timedelta(hours=9)))
    assert pdf(plain_pdf(["Kelp"], info="/CreationDate (D:20240615101500)")).published_at is None
    assert pdf(plain_pdf(["Kelp"], info="/CreationDate (D:20249999101500Z)")).published_at is None


@pytest.mark.parametrize(
    ("body", "outcome", "reason"),
    [
        (locked_pdf(), Outcome.PRIVATE, "the PDF is locked by a password"),
        (b"%PDF-1.7\nnothing of a PDF", Outcome.ERROR, "the PDF is broken"),
        (plain_pdf([]), Outcome.ERROR, "the PDF"),
    ],
)
def test_a_pdf_that_does_not_open_says_why(body: bytes, outcome: Outcome, reason: str) -> None:
    with pytest.raises(Unreadable) as raised:
        pdf(body)
    assert raised.value.outcome is outcome
    assert raised.value.reason.startswith(reason)


def test_three_hundred_pages_are_read_within_three_seconds() -> None:
    body = plain_pdf(
        ["\n".join(f"line {row} of page {n}: kelp, wrack and dulse" for row in range(25)) for n in range(300)]
    )
    started = time.process_time()
    assert pdf(body).page_count == 300
    assert time.process_time() - started < 3


@settings(max_examples=60)
@given(st.integers(0, 3000), st.binary(max_size=60), st.integers(0, 200))
def test_a_damaged_pdf_is_read_or_says_why(at: int, scrap: bytes, drop: int) -> None:
    body = mapped_pdf(["海藻の監視木", "おわり"], title="海藻")
    at %= len(body)
    try:
        pdf(b"%PDF-" + body[5:at] + scrap + body[at + drop :])
    except Unreadable as why:
        assert why.outcome in (Outcome.ERROR, Outcome.PRIVATE)


@given(st.text())
def test_repair_is_idempotent_and_keeps_no_empty_lines(text: str) -> None:
    once = repair(text)
    assert repair(once) == once
    assert all(row.strip() for row in once.split("\n")) or once == ""


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("普通の文章です。", False),
        ("", False),
        ("\ue001\ue002\ue003 a", True),
        ("abc\ufffd" * 9, True),
        ("hy\x02\r\nphen", False),
    ],
)
def test_garbled_is_what_has_many_characters_that_mean_nothing(text: str, wrong: bool) -> None:
    assert is_garbled(text) is wrong


def test_a_word_parted_at_the_lines_end_is_put_together() -> None:
    assert repair("hy\x02\r\nphen\r\nnext") == "hyphen\nnext"
