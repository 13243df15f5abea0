"""Zenn's articles, scraps and books from the API and from pages."""

import json
from datetime import datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Answer, Outcome
from tests.sites.answers import PAGES, answer, page, read

URL = "https://zenn.dev/todaimori/articles/lighthouse-duckdb"
API = "https://zenn.dev/api/articles/lighthouse-duckdb"
JST = timezone(timedelta(hours=9))


def test_the_api_is_asked_before_the_page() -> None:
    assert [r.url for r in site_of(URL).requests(URL)] == [API, URL]


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://zenn.dev/todaimori/scraps/0a1b2c3d4e5f67", "https://zenn.dev/api/scraps/0a1b2c3d4e5f67"),
        ("https://zenn.dev/todaimori/books/lighthouse-keeping", "https://zenn.dev/api/books/lighthouse-keeping"),
        (
            "https://zenn.dev/todaimori/books/lighthouse-keeping/viewer/fog",
            "https://zenn.dev/todaimori/books/lighthouse-keeping/viewer/fog",
        ),
    ],
)
def test_scraps_books_and_chapters_are_recognised(url: str, first: str) -> None:
    assert site_of(url).requests(url)[0].url == first


def test_the_api_answer_is_read_whole() -> None:
    document = read(URL, page("zenn/lighthouse.json", API))
    assert document.title == "灯台守のためのDuckDB入門"
    assert (document.author_handle, document.author_name) == ("todaimori", "灯台守")
    assert document.tags == ("DuckDB", "SQL")
    assert document.published_at == datetime(2025, 3, 1, 8, 0, 0, 123000, tzinfo=JST)
    assert "speakerdeck.com/player/89abcdef" in document.text
    assert document.layers == ("api",)
    assert site_of(URL).is_enough(document)


def test_sections_have_zenns_own_fragments_and_no_hidden_links() -> None:
    lead, section = read(URL, page("zenn/lighthouse.json", API)).pages
    assert lead.text == "岬データの夕べ #3 の記録です。"
    assert section.heading == "灯りを数える"
    assert section.anchor == "%E7%81%AF%E3%82%8A%E3%82%92%E6%95%B0%E3%81%88%E3%82%8B"
    assert section.text == "一晩に二百隻。"


def test_the_pages_own_data_comes_before_its_elements() -> None:
    document = read(URL, page("zenn/lighthouse.html", URL))
    assert document.layers == ("next-data", "html", "og")
    assert document.author_name == "灯台守"
    assert document.published_at == datetime(2025, 3, 1, 8, 0, 0, 123000, tzinfo=JST)


def test_without_the_data_the_elements_are_enough() -> None:
    markup = (PAGES / "zenn" / "lighthouse.html").read_text(encoding="utf-8")
    document = read(URL, answer(URL, markup.partition("<script")[0]))
    assert document.layers == ("html", "og")
    assert document.title == "灯台守のためのDuckDB入門"
    assert [p.heading for p in document.pages] == ["", "霧"]
    assert document.author_handle == "todaimori"


def test_a_scrap_is_its_comments_in_order() -> None:
    url = "https://zenn.dev/todaimori/scraps/0a1b2c3d4e5f67"
    document = read(url, page("zenn/scrap.json", "https://zenn.dev/api/scraps/0a1b2c3d4e5f67"))
    assert document.title == "灯台の電球を替える"
    assert [p.text for p in document.pages] == ["切れた。", "替えた。", "また切れた。"]


def test_a_book_is_its_summary_and_the_number_of_its_chapters() -> None:
    url = "https://zenn.dev/todaimori/books/lighthouse-keeping"
    document = read(url, page("zenn/book.json", "https://zenn.dev/api/books/lighthouse-keeping"))
    assert (document.title, document.page_count, document.description) == ("灯台守の教科書", 3, "三章で学ぶ。")
    assert site_of(url).is_enough(document)


BOOK = "https://zenn.dev/todaimori/books/lighthouse-keeping"
BOOK_API = "https://zenn.dev/api/books/lighthouse-keeping"


def chapter(slug: str, body: str) -> Answer:
    url = f"{BOOK}/viewer/{slug}"
    return answer(
        url, f"<html><head><meta property='og:title' content='{slug}'></head><body><div class='znc'>{body}</div>"
    )


def test_the_pages_of_a_books_chapters_are_asked_for() -> None:
    asked = site_of(BOOK).further(BOOK, [page("zenn/book.json", BOOK_API)])
    assert [r.url for r in asked] == [f"{BOOK}/viewer/{slug}" for slug in ("wick", "lens", "fog")]


def test_a_book_holds_the_sections_of_its_chapters_each_at_its_chapters_address() -> None:
    wick = chapter("wick", "<p>芯を切る。</p><h2 id='oil'>油</h2><p>油を注ぐ。</p>")
    fog = chapter("fog", "<h2 id='horn'>霧笛</h2><p>三回鳴らす。</p>")
    document = read(BOOK, page("zenn/book.json", BOOK_API), wick, fog)
    assert [(p.number, p.heading, p.text) for p in document.pages] == [
        (1, "芯", "芯を切る。"),
        (2, "油", "油を注ぐ。"),
        (3, "レンズ", ""),
        (4, "霧", ""),
        (5, "霧笛", "三回鳴らす。"),
    ]
    assert [(p.url.rpartition("/")[2], p.anchor) for p in document.pages] == [
        ("wick", ""),
        ("wick", "oil"),
        ("lens", ""),
        ("fog", ""),
        ("fog", "horn"),
    ]
    assert (document.page_count, document.layers) == (3, ("api", "chapter"))


def test_of_a_book_that_is_sold_only_free_chapters_are_asked_for() -> None:
    chapters = [{"slug": "wick", "title": "芯", "free": True}, {"slug": "lens", "title": "レンズ", "free": False}]
    sold = answer(
        BOOK_API, json.dumps({"book": {"title": "灯台守の教科書", "price": 500, "chapters": chapters}}), layer="api"
    )
    assert [r.url for r in site_of(BOOK).further(BOOK, [sold])] == [f"{BOOK}/viewer/wick"]
    assert [p.heading for p in read(BOOK, sold).pages] == ["芯", "レンズ"]


def test_a_long_book_is_asked_for_in_part() -> None:
    chapters = [{"slug": f"night-{n}", "title": f"第{n}夜"} for n in range(200)]
    long = answer(BOOK_API, json.dumps({"book": {"title": "灯台守の夜", "chapters": chapters}}), layer="api")
    assert len(site_of(BOOK).further(BOOK, [long])) == 30


def test_an_article_and_a_chapter_lead_to_no_further_pages() -> None:
    assert site_of(URL).further(URL, [page("zenn/lighthouse.json", API)]) == ()
    fog = chapter("fog", "<p>霧</p>")
    assert site_of(fog.url).further(fog.url, [fog]) == ()
    assert [p.text for p in read(fog.url, fog).pages] == ["霧"]


def test_a_message_instead_of_an_article_is_gone() -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, page("zenn/not_found.json", API))
    assert raised.value.outcome is Outcome.GONE
