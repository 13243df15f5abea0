"""Nothing that a page can hold makes a reader raise anything but Unreadable, or keeps it busy for long."""

import time
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.sites.document import Document, Unreadable
from pipeline.sites.registry import SITES, site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import PAGES, answer

URLS = (
    "https://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a",
    "https://zenn.dev/todaimori/articles/lighthouse-duckdb",
    "https://zenn.dev/todaimori/scraps/0a1b2c3d4e5f67",
    "https://speakerdeck.com/yako_densha/night-train-genserver",
    "https://speakerdeck.com/player/0123456789abcdef0123456789abcdef",
    "https://www.youtube.com/watch?v=H0sh1m1da1_",
    "https://hoshimidai.connpass.com/event/880012/",
    "https://www.docswell.com/s/todaimori/KD7Q2X-tide",
    "https://www.slideshare.net/slideshow/lanterns-and-ets/90210042",
    "https://docs.google.com/presentation/d/1KiriNoNakaNoPhoenixDeckNumber000000000042ab/preview",
    "https://slides.com/aki/wind",
    "https://slide.rabbit-shocker.org/authors/mo/arrow/",
    "https://hackmd.io/p/MinatoGleam01",
    "https://www.canva.com/design/DAF0123456/view",
    "https://github.com/todaimori/talks/blob/main/slides.md",
    "https://drive.google.com/file/d/1KiriNoNakaNoPhoenixDeck/view",
    "https://yuunagi.hatenablog.com/entry/2024/05/18/200000",
    "https://note.com/yuunagi/n/n0123456789ab",
    "https://medium.com/@yuunagi/calm-0123456789ab",
    "https://dev.to/yuunagi/calm-3abc",
    "https://vimeo.com/880012345",
    "https://www.nicovideo.jp/watch/sm88001234",
    "https://live.nicovideo.jp/watch/lv88001234",
    "https://hoshimidai.doorkeeper.jp/events/88001",
    "https://techplay.jp/event/880012",
    "https://peatix.com/event/8800123",
    "https://www.meetup.com/hoshimidai-ex/events/288001234/",
    "https://luma.com/hoshimidai-12",
    "https://www.figma.com/slides/HoshimidaiFigmaKey0001",
    "https://prezi.com/v/hoshimidai12/",
    "https://hackmd.io/@todaimori/SyHoshimi12",
    "https://www.dropbox.com/s/0hoshimi0dai/tide.pdf?dl=0",
    "https://raw.githubusercontent.com/todaimori/talks/main/tide.html",
    "https://docs.google.com/presentation/d/e/2PACX-1vHoshimidaiPublishedDeck000000000000/pub",
    "https://www.slideshare.net/slideshow/embed_code/key/HoShiMiDaiKey1",
    "https://www.docswell.com/slide/KD7Q2X/embed",
    "https://saltmarsh.example/notes/tide-tables",
)
LAYERS = ("html", "captions", "api", "markdown", "oembed", "embed", "file", "raw", "thumb-info", "htmlpresent")
FILES = tuple(sorted(path for path in PAGES.rglob("*") if path.is_file()))
TYPES = ("text/html", "application/json", "text/markdown", "text/plain", "", "text/html; charset=nonsense")
# what pages are made of, so that chance builds pages rather than noise
SCRAPS = (
    "<", ">", "</div>", "<div class='znc'>", "<div id='personal-public-article-body'>", "<h2 id='\u0001'>", "</h2>",
    "<script type='application/ld+json'>", '{"@type": "PresentationDigitalDocument", "hasPart": ', '[{"position": -1}]', "}",
    "</script>", "<script id='__NEXT_DATA__'>", '{"props": {"pageProps": {"article": ', "null", "1e999", "NaN", '"\\ud800"',
    "<meta property='og:title' content='", "'>", "<link rel=canonical href='http://[::1'>", "<base href='//'>", "\x00", "\ud800",
    "<div class='slide-transcript'>", "<a href='/presentations/0123456789abcdef01234567/slide_9999.jpg'>", "<table><td>",
    "ytInitialPlayerResponse = {", "---\ntitle: [\n---\n", "<div class='reveal'><div class='slides'><section data-markdown>", "<section data-markdown='x.md' data-separator='(a+)+$'>", "</section>",
    "<svg data-marpit-svg><foreignObject><section>", "<h2>各ページのテキスト</h2><div><p>", "<img data-splide-lazy='https://bcdn.docswell.com/page/AAAA111111.jpg'>",
    '{"props": {"pageProps": {"slideshow": {"transcript": ["&#x6587;"], "slides": {"host": "{", "imageLocation": "}", "title": "{0}"}', "\n---\n",
    "<div style='x pageid=g1_0 '>", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999T999999Z\n", "&#xD800;",
    '{"props": {"pageProps": {"initialData": {"data": {"event": {"name": "', '{"props": {"pageProps": {"__APOLLO_STATE__": {"Event:1": {"title": ', '{"event": {"id": 88001, "starts_at": "',
    "<nicovideo_thumb_response status='", "<script type='application/ld+json'>{\"@type\": \"Event\", \"startDate\": \"", '"location": [[]], "start_at": 1e308', "<form id='download-form'>", "<title>Dropbox",
    "<!--", "<![CDATA[", "<svg><title>", "<template>", "<p>" + "潮" * 50, "%PDF-", '{"message": "', '{"events": [{"id": 880012, "place": []',
)  # fmt: skip


def read_safely(url: str, body: bytes | str, layer: str = "html", content_type: str = "text/html") -> Document | None:
    made = answer(url, body, layer=layer, content_type=content_type)
    site = site_of(url)
    try:
        document = site.read(url, [made])
    except Unreadable as why:
        assert isinstance(why.outcome, Outcome)
        assert "\n" not in why.reason
        return None
    finally:
        site.further(url, [made])
    if document is not None:
        site.is_enough(document)
        repr(document).encode("utf-8")
    return document


@settings(max_examples=300)
@given(st.sampled_from(URLS), st.binary(max_size=400), st.sampled_from(LAYERS), st.sampled_from(TYPES))
def test_random_bytes_are_a_document_or_none(url: str, body: bytes, layer: str, content_type: str) -> None:
    read_safely(url, body, layer, content_type)


@settings(max_examples=400)
@given(
    st.sampled_from(URLS),
    st.lists(st.sampled_from(SCRAPS), max_size=25),
    st.sampled_from(LAYERS),
    st.sampled_from(TYPES),
)
def test_scraps_of_pages_are_a_document_or_none(url: str, scraps: list[str], layer: str, content_type: str) -> None:
    read_safely(url, "".join(scraps), layer, content_type)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(URLS),
    st.sampled_from(FILES),
    st.integers(0, 4000),
    st.integers(0, 300),
    st.sampled_from(SCRAPS),
    st.sampled_from(LAYERS),
)
def test_damaged_pages_are_a_document_or_none(url: str, file: Path, at: int, drop: int, scrap: str, layer: str) -> None:
    text = file.read_text(encoding="utf-8")
    read_safely(url, text[:at] + scrap + text[at + drop :], layer)


@pytest.mark.parametrize("url", URLS)
def test_an_empty_answer_is_an_error(url: str) -> None:
    with pytest.raises(Unreadable) as raised:
        site_of(url).read(url, [answer(url, b" \n")])
    assert raised.value.outcome is Outcome.ERROR


def test_every_site_reads_nothing_from_no_answers() -> None:
    for site in SITES:
        assert site.read(URLS[-1], []) is None


@lru_cache(maxsize=1)
def hostile() -> dict[str, str]:
    """Pages made to take long: each is some megabytes of one thing."""
    size = 4_000_000
    return {
        "paragraphs": "<p>hello <b>world</b> <a href='x'>y</a></p>\n" * (size // 44),
        "nested": "<div>" * 100_000 + "deep" + "</div>" * 100_000,
        "unclosed": "<b><i>" * (size // 6),
        "angles": "<" * size,
        "attributes": "<p " + " ".join(f"a{n}=1" for n in range(300_000)) + ">x</p>",
        "crowds": ("<p " + " ".join(f"a{n}='>'" for n in range(999)) + ">x</p>") * 300,
        "headings": "<h2>x</h2>" * (size // 10),
        "scripts": "<script type='application/ld+json'>[" * (size // 40),
        "json-ld": "<script type='application/ld+json'>" + "[" * size + "</script>",
        "links": "<a href='/presentations/0123456789abcdef01234567/slide_1.jpg'>" * (size // 70),
        "transcripts": "<div class='slide-transcript'><a href='slide_1.jpg'>x</a></div>" * (size // 70),
        "metas": "<meta property='og:title' content='x'>" * (size // 40),
        "cells": "<table><tr><td>" * (size // 15),
        "entities": "&#x" * (size // 3),
        "one word": "x" * size,
    }


@pytest.mark.slow
@pytest.mark.parametrize("name", hostile())
@pytest.mark.parametrize("url", [URLS[0], URLS[3], URLS[-1]])
def test_hostile_pages_end_within_seconds(url: str, name: str) -> None:
    started = time.process_time()
    read_safely(url, hostile()[name])
    assert time.process_time() - started < 10


@pytest.mark.parametrize("url", URLS)
def test_fifty_megabytes_are_too_big_at_once(url: str) -> None:
    body = b"<p>hello</p>\n" * 4_000_000
    started = time.process_time()
    with pytest.raises(Unreadable) as raised:
        site_of(url).read(url, [answer(url, body)])
    assert raised.value.outcome is Outcome.TOO_BIG
    assert time.process_time() - started < 5
