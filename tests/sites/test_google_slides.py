"""Google Slides: text from the PDF, names of slides from the plain view, and decks that are not shared."""

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from pipeline.web.urls import deep_link
from tests.sites.answers import CAPTURES, answer, page, read
from tests.sites.pdfs import mapped_pdf

ID = "1KiriNoNakaNoPhoenixDeckNumber000000000042ab"
BASE = f"https://docs.google.com/presentation/d/{ID}"
URL = f"{BASE}/preview"
PUBLISHED = "https://docs.google.com/presentation/d/e/2PACX-1vKiriNoNakaNo/pub"
DECK = mapped_pdf(["霧の中のPhoenix", "霧が晴れる\nLiveView"])


def test_a_shared_deck_is_asked_for_as_pdf_and_keeps_its_resource_key() -> None:
    url = f"{BASE}/edit?usp=sharing&resourcekey=0-abc#slide=id.g2f_0_6"
    assert [r.url for r in site_of(url).requests(url)] == [
        f"{BASE}/export/pdf?resourcekey=0-abc",
        f"{BASE}/htmlpresent?resourcekey=0-abc",
        f"{BASE}/preview?resourcekey=0-abc",
    ]


def test_a_published_deck_has_no_export() -> None:
    site = site_of(PUBLISHED)
    assert [r.url.rpartition("/")[2] for r in site.requests(PUBLISHED)] == ["htmlpresent", "pub"]


def test_texts_of_the_pdf_and_names_of_the_slides_make_pages_with_deep_links() -> None:
    pdf = answer(f"{BASE}/export/pdf", DECK, layer="pdf", content_type="application/pdf")
    present = page("google_slides/htmlpresent.html", f"{BASE}/htmlpresent")
    site = site_of(URL)
    assert not site.is_enough(read(URL, pdf))
    document = read(URL, pdf, present)
    assert site.is_enough(document)
    assert document.title == "霧の中のPhoenix"
    assert [(p.number, p.text, p.anchor) for p in document.pages] == [
        (1, "霧の中のPhoenix", "slide=id.p"),
        (2, "霧が晴れる\nLiveView", "slide=id.g2f_0_6"),
    ]
    assert document.pages[1].image_url == f"{BASE}/export/png?id={ID}&pageid=g2f_0_6"
    assert deep_link(document.url, slide=2, anchor=document.pages[1].anchor) == f"{URL}#slide=id.g2f_0_6"


def test_names_are_not_given_to_pages_that_they_do_not_fit() -> None:
    pdf = answer(f"{BASE}/export/pdf", mapped_pdf(["一の灯", "二の灯", "三の灯"]), content_type="application/pdf")
    document = read(URL, pdf, page("google_slides/htmlpresent.html", f"{BASE}/htmlpresent"))
    assert [(p.text, p.anchor) for p in document.pages] == [("一の灯", ""), ("二の灯", ""), ("三の灯", "")]


def test_the_preview_alone_gives_title_and_the_first_slides_text() -> None:
    document = read(URL, page("google_slides/preview.html", URL))
    assert (document.title, document.text, document.pages) == ("霧の中のPhoenix", "霧の中のPhoenix 夜行 でん子", ())


@pytest.mark.parametrize(
    ("markup", "final_url", "outcome"),
    [
        ("<title>Google Docs</title><p>Sorry, unable to open the file at this time.</p>", "", Outcome.PRIVATE),
        ("<title>Google Slides</title><p>アクセス権が必要です</p>", "", Outcome.PRIVATE),
        ("<title>Sign in</title>", "https://accounts.google.com/v3/signin/identifier", Outcome.PRIVATE),
        ("<title>Google Drive</title><p>Sorry, the file you have requested does not exist.</p>", "", Outcome.GONE),
    ],
)
def test_a_deck_that_is_not_shared_is_private(markup: str, final_url: str, outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(URL, markup, final_url=final_url))
    assert raised.value.outcome is outcome


@pytest.mark.skipif(not CAPTURES.is_dir(), reason="the captures are not here")
def test_the_captured_plain_view_names_its_slides() -> None:
    url = f"{BASE}/htmlpresent"
    document = read(URL, answer(url, (CAPTURES / "google_slides/htmlpresent.replica.html").read_bytes()))
    assert document.title == "Example Presentation"
    assert [p.anchor for p in document.pages] == ["slide=id.g1a2b3c4d5_0_0", "slide=id.g1a2b3c4d5_0_6"]
