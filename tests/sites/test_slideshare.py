"""SlideShare's decks of both shapes, and the ways in which they refuse."""

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from pipeline.web.urls import deep_link
from tests.sites.answers import CAPTURES, answer, page, read

URL = "https://www.slideshare.net/slideshow/lanterns-and-ets/90210042"
OLD = "https://www.slideshare.net/akarisan/lanterns-and-ets"


def data(slideshow: str) -> str:
    return (
        '<title>x</title><script id="__NEXT_DATA__" type="application/json">'
        f'{{"props": {{"pageProps": {{"slideshow": {slideshow}}}}}}}</script>'
    )


def test_only_the_page_is_asked_for() -> None:
    assert [r.url for r in site_of(URL).requests(URL)] == [URL]


def test_every_slide_has_its_text_without_entities_and_its_picture() -> None:
    document = read(URL, page("slideshare/new_shape.html", URL))
    assert [(p.number, p.text) for p in document.pages] == [
        (1, "Lanterns & ETS"),
        (2, "文字は表に\nnamed_table <3"),
        (3, ""),
    ]
    assert document.pages[1].image_url == (
        "https://image.slidesharecdn.com/lanterns-231120/95/lanterns-and-ets-2-1024.jpg"
    )
    assert (document.title, document.author_name, document.description) == (
        "Lanterns & ETS",
        "Akari ☆",
        "灯籠 and tables",
    )
    assert document.published_at is not None
    assert document.published_at.isoformat() == "2023-11-20T07:59:29+00:00"
    assert deep_link(document.url, slide=2) == f"{URL}#2"


def test_the_older_shape_is_html_in_an_object() -> None:
    url = "https://www.slideshare.net/murmur/fog-horns-30210042"
    document = read(url, page("slideshare/old_shape.html", url))
    assert [p.text for p in document.pages] == ["Fog horns\na talk", "Thank you <all>"]
    assert document.page_count == 2


def test_an_old_address_is_an_alias_of_the_one_that_the_page_states() -> None:
    document = read(OLD, page("slideshare/new_shape.html", OLD, final_url=URL))
    assert document.key == "slideshare:90210042"
    assert document.aliases == ("slideshare:user/akarisan/lanterns-and-ets",)


@pytest.mark.parametrize(
    ("slideshow", "outcome"),
    [
        ('{"title": "x", "isViewable": false}', Outcome.PRIVATE),
        ('{"title": "x", "isPrivate": true, "isViewable": true}', Outcome.PRIVATE),
        ("null", Outcome.GONE),
    ],
)
def test_what_is_private_or_removed_comes_with_200(slideshow: str, outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(URL, data(slideshow)))
    assert raised.value.outcome is outcome


def test_a_client_challenge_is_a_bot_wall() -> None:
    wall = (
        '<html><head><title>Client Challenge</title></head><body><script src="/_fs-ch-1/a.js"></script></body></html>'
    )
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(URL, wall))
    assert raised.value.outcome is Outcome.BLOCKED


@pytest.mark.parametrize("transcript", ["7", "null", '[1, null, {"a": 2}]', '{"html": 5}', '"text"'])
def test_odd_transcripts_do_no_harm(transcript: str) -> None:
    made = data(f'{{"title": "Odd", "totalSlides": 2, "transcript": {transcript}}}')
    document = read(URL, answer(URL, made))
    assert document.title == "Odd"
    assert all(p.text == "" for p in document.pages)


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
def test_the_captured_page_has_pictures_of_its_slides() -> None:
    document = read(URL, answer(URL, (CAPTURES / "slideshare/deck.replica.html").read_bytes()))
    assert (document.title, document.author_name, document.page_count) == ("Example Presentation", "Example Author", 2)
    assert document.pages[1].image_url.endswith("/95/example-deck-2-320.jpg")
