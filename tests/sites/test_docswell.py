"""Docswell's decks with and without text of their pages, and the pictures of the embed view."""

from datetime import datetime, timedelta, timezone

import pytest

from pipeline.sites.registry import site_of
from pipeline.web.urls import deep_link
from tests.sites.answers import CAPTURES, answer, page, read

URL = "https://www.docswell.com/s/todaimori/KD7Q2X-tide"
EMBED = "https://www.docswell.com/slide/KD7Q2X/embed"
JST = timezone(timedelta(hours=9))


def test_the_deck_page_is_asked_then_the_embed_view_then_oembed_and_never_the_download() -> None:
    requests = site_of(URL).requests(URL)
    assert [(r.layer, r.url) for r in requests] == [
        ("html", URL),
        ("embed", EMBED),
        (
            "oembed",
            "https://www.docswell.com/service/oembed?url=https%3A%2F%2Fwww.docswell.com%2Fs%2Ftodaimori%2FKD7Q2X-tide",
        ),
    ]


def test_every_page_has_its_text_and_its_picture() -> None:
    document = read(URL, page("docswell/with_text.html", URL), page("docswell/embed.html", EMBED))
    assert document.layers == ("json-ld", "text", "og", "embed")
    assert [(p.number, p.text) for p in document.pages] == [
        (1, "潮汐とGenStage\n灯台 守"),
        (2, ""),
        (3, "満ち潮には背圧をかける 日本の港"),
    ]
    assert [p.image_url.rpartition("/")[2] for p in document.pages] == [
        "TIDE000001.jpg",
        "ZZEBB00009.jpg",
        "AAFLO00002.jpg",
    ]
    assert deep_link(document.url, slide=3) == f"{URL}/3"


def test_an_article_in_an_array_of_json_ld_tells_who_and_when() -> None:
    document = read(URL, page("docswell/with_text.html", URL))
    assert (document.title, document.author_name, document.author_handle) == ("潮汐とGenStage", "灯台 守", "todaimori")
    assert document.published_at == datetime(2024, 6, 15, tzinfo=JST)
    assert document.description == "星見台Elixirの会 #13\nhttps://hoshimidai.connpass.com/event/880013/"


def test_without_text_the_description_is_all_there_is_and_a_note_says_so() -> None:
    site = site_of(URL)
    alone = read(URL, page("docswell/without_text.html", URL))
    assert not site.is_enough(alone)
    document = read(URL, page("docswell/without_text.html", URL), page("docswell/embed.html", EMBED))
    assert document.text == "灯台の灯りを Nx で数えた話です。"
    assert [p.text for p in document.pages] == ["", "", ""]
    assert document.page_count == 3
    assert document.notes == ("the site gives no text of the slides",)
    assert site.is_enough(document)


def test_an_embed_leads_to_its_deck() -> None:
    site = site_of(EMBED)
    made = page("docswell/embed.html", EMBED)
    assert [r.url for r in site.further(EMBED, [made])] == [URL]
    document = read(EMBED, made, page("docswell/with_text.html", URL))
    assert document.key == "docswell:KD7Q2X"
    assert document.pages[2].text.startswith("満ち潮")


def test_oembed_alone_gives_title_and_author() -> None:
    told = '{"type":"rich","title":"潮汐とGenStage","author_name":"灯台 守","author_url":"https://www.docswell.com/user/todaimori"}'
    document = read(URL, answer("https://www.docswell.com/service/oembed?url=x", told, layer="oembed"))
    assert (document.layers, document.author_handle) == (("oembed",), "todaimori")


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
def test_the_captured_deck_has_three_pictures() -> None:
    url = "https://www.docswell.com/s/example/EX7A2B-example"
    made = [
        answer(url, (CAPTURES / "docswell/deck.replica.html").read_bytes()),
        answer("https://www.docswell.com/slide/EX7A2B/embed", (CAPTURES / "docswell/embed.replica.html").read_bytes()),
    ]
    document = read(url, *made)
    assert (document.title, document.page_count) == ("サンプル資料", 3)
    assert document.pages[2].image_url == "https://bcdn.docswell.com/page/CCCC333333.jpg"
