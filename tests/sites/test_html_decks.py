"""Decks that are HTML: reveal.js, slides.com, Marp's export, remark.js, Rabbit; and those that only oEmbed tells of."""

import pytest

from pipeline.sites.registry import site_of
from pipeline.web.urls import deep_link
from tests.sites.answers import answer, page, read

REVEAL = "https://aki.github.io/wind/"
RABBIT = "https://slide.rabbit-shocker.org/authors/mo/arrow/"


def test_any_page_made_with_reveal_is_a_deck_with_nested_slides_in_order() -> None:
    document = read(REVEAL, page("html_decks/reveal.html", REVEAL))
    assert (document.kind, document.title, document.author_name) == ("deck", "Wind and Broadway", "Aki Kaze")
    assert [(p.number, p.heading, p.anchor) for p in document.pages] == [
        (1, "Wind and Broadway", "/0"),
        (2, "Gusts", "/gusts"),
        (3, "", "/1/1"),
        (4, "", "/2"),
        (5, "Calm", "/3"),
        (6, "The end", "/4"),
    ]
    assert document.pages[1].text == "Gusts\narrive in batches\nleave one by one"
    assert "|> hold()" in document.pages[2].text
    assert document.pages[3].image_url == "https://aki.github.io/wind/img/sea.jpg"
    assert document.pages[4].text == "Calm\nno demand, no events"


def test_what_only_the_speaker_sees_is_no_text() -> None:
    document = read(REVEAL, page("html_decks/reveal.html", REVEAL))
    assert "say hello" not in document.pages[0].text
    assert "pause here" not in document.pages[4].text


def test_a_slide_of_reveal_is_opened_by_column_and_row() -> None:
    assert deep_link(REVEAL, slide=3, anchor="/1/1") == f"{REVEAL}#/1/1"


def test_slides_com_is_reveal() -> None:
    url = "https://slides.com/aki/wind"
    document = read(url, page("html_decks/reveal.html", url))
    assert (document.site, document.layers, len(document.pages)) == ("slides", ("reveal", "og"), 6)
    assert deep_link(url, slide=3, anchor=document.pages[2].anchor) == f"{url}#/1/1"
    assert [r.url for r in site_of(url).requests(url)] == [url, f"{url}/embed"]


def test_slides_in_a_file_of_their_own_are_asked_for_and_noted_until_they_come() -> None:
    markup = '<title>x</title><div class="reveal"><div class="slides"><section data-markdown="talk.md"></section></div></div>'
    made = answer(REVEAL, markup)
    assert read(REVEAL, made).notes == ("slides lie in a file of their own: https://aki.github.io/wind/talk.md",)
    (request,) = site_of(REVEAL).further(REVEAL, [made])
    file = answer(request.url, "# Wind\n\n---\n\nblows", layer="slides", content_type="text/markdown")
    document = read(REVEAL, made, file)
    assert [(p.text, p.anchor) for p in document.pages] == [("Wind", "/0"), ("blows", "/1")]
    assert document.notes == ()


def test_markdown_in_one_section_is_cut_by_its_own_signs() -> None:
    markup = (
        '<title>x</title><div class="reveal"><div class="slides"><section data-markdown data-separator="^\\n\\n\\n"'
        ' data-separator-vertical="^--$"><script type="text/template">\n# One\n--\n# Below\n---\n# Two\n</script></section>'
        "<section><h2>Last</h2></section></div></div>"
    )
    document = read(REVEAL, answer(REVEAL, markup))
    assert [(p.heading, p.anchor) for p in document.pages] == [
        ("One", "/0"),
        ("Below", "/0/1"),
        ("Two", "/1"),
        ("Last", "/2"),
    ]


def test_marps_export_has_a_section_a_slide_and_no_backgrounds() -> None:
    url = "https://todaimori.github.io/compass/"
    document = read(url, page("html_decks/marp.html", url))
    assert document.kind == "deck"
    assert [(p.text, p.anchor) for p in document.pages] == [
        ("羅針盤のつくり方\n磁石と Nerves", "1"),
        ("北はどちら\nI2C で読む", "2"),
    ]
    assert document.description == "磁石と Nerves"


def test_remark_keeps_its_markdown_in_a_textarea() -> None:
    markup = (
        '<title>Fog</title><textarea id="source">class: center\n\n# Fog\n\n---\n\n## Horn\n--\n\nloud\n\n???\nsecret\n</textarea>'
        "<script>var slideshow = remark.create();</script>"
    )
    document = read(REVEAL, answer(REVEAL, markup))
    assert [(p.text, p.anchor) for p in document.pages] == [("Fog", "1"), ("Horn\nloud", "2")]


def test_rabbit_has_text_and_picture_of_every_page() -> None:
    document = read(RABBIT, page("rabbit/deck.html", RABBIT))
    assert [(p.text, p.image_url) for p in document.pages] == [
        ("藻塩とArrow\nMo Shio", f"{RABBIT}0.png"),
        ("列\n行ではなく", f"{RABBIT}1.png"),
    ]
    assert (document.title, document.author_name, document.description) == ("藻塩とArrow", "Mo Shio", "列で塩を焼く")
    assert document.published_at is not None
    assert deep_link(RABBIT, slide=2) == f"{RABBIT}?page=2"


def test_an_ordinary_page_is_no_deck() -> None:
    markup = "<title>Wind</title><article><h1>Wind</h1><section><p>" + "It blows. " * 30 + "</p></section></article>"
    assert read("https://saltmarsh.example/wind", answer("https://saltmarsh.example/wind", markup)).kind != "deck"


@pytest.mark.parametrize(
    ("url", "asked"),
    [
        (
            "https://www.canva.com/design/DAF0123456/tokentoken/view",
            "https://www.canva.com/_oembed?url=https%3A%2F%2Fwww.canva.com%2Fdesign%2FDAF0123456%2Fview",
        ),
        (
            "https://www.figma.com/slides/AbCdEfGhIjKlMnOpQrStUv",
            "https://www.figma.com/api/oembed?url=https%3A%2F%2Fwww.figma.com%2Fslides%2FAbCdEfGhIjKlMnOpQrStUv",
        ),
        (
            "https://prezi.com/v/abcdefgh0123/",
            "https://prezi.com/v/oembed/?format=json&url=https%3A%2F%2Fprezi.com%2Fv%2Fabcdefgh0123%2F",
        ),
    ],
)
def test_decks_drawn_by_script_are_told_by_oembed(url: str, asked: str) -> None:
    site = site_of(url)
    assert site.requests(url)[0].url == asked
    told = '{"type": "rich", "title": "凧の設計", "author_name": "Aki", "thumbnail_url": "https://x.example/t.png"}'
    document = read(url, answer(asked, told, layer="oembed"))
    assert (document.kind, document.title, document.author_name, document.pages) == ("deck", "凧の設計", "Aki", ())
    assert site.is_enough(document)
