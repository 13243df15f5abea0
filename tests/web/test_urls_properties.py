"""What holds for every address there is: identity is stable, total and never raises."""

from __future__ import annotations

import time
import unicodedata
from urllib.parse import quote

from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.web.network import address_problem
from pipeline.web.urls import canonical, cut_urls, deep_link, identify, join, request_url
from tests.web.test_urls import FORMS

HOSTS = sorted(
    {url.split("/")[2] for urls in FORMS.values() for url in urls if "@" not in url}
    | {"t.co", "www.google.com", "l.facebook.com", "a.github.io", "hatenablog.com", "x.hatenablog.com", "www.figma.com"}
)
SEGMENTS = [
    "items", "articles", "books", "viewer", "scraps", "event", "events", "presentation", "d", "e", "u", "p", "player", "slide", "embed",
    "watch", "live", "v", "slideshow", "key", "embed_code", "mobile", "status", "blob", "raw", "refs", "heads", "n", "design", "view",
    "zTq897CU_GQ", "45edc8ddbccba139a5ba", "0123456789abcdef0123456789abcdef", "534M2Z-x", "263304", "1590000000000000001",
    "1AbCdEfGhIjKlMnOpQrStUvWxYz", "2PACX-1vQabcdefghijk", "n0a1b2c3d4e5f", "url", "redirect", "l.php", "a.pdf", "..", ".", "", "話", "%e8%a9%b1",
]  # fmt: skip
QUERIES = ["v=zTq897CU_GQ", "t=461", "t=1h2m", "list=PLabcdefghijk", "slide=3", "utm_source=x", "q=https://youtu.be/zTq897CU_GQ", "u=http%3A%2F%2Fa.jp", "id=1AbCdEfGhIjKlMnOpQr", "amp;x=1", "s=20", "resourcekey=0-a", "=", "a", "url=https://www.figma.com/embed?url=https://a.jp"]  # fmt: skip
FRAGMENTS = [
    "",
    "4",
    "p7",
    "/3",
    "/3/1",
    "!/a",
    "/guide",
    "slide=id.p3",
    "t=90",
    "page=5",
    "第3弾",
    ":~:text=a",
    "a:~:text=b",
    "%",
]

text = st.text(max_size=60)
segment = st.one_of(st.sampled_from(SEGMENTS), st.text(max_size=8))
url_like = st.builds(
    lambda scheme, host, path, query, fragment: f"{scheme}//{host}/{'/'.join(path)}?{'&'.join(query)}#{fragment}",
    st.sampled_from(["https:", "http:", "", "HTTPS:"]),
    st.one_of(st.sampled_from(HOSTS), st.text(max_size=12)),
    st.lists(segment, max_size=6),
    st.lists(st.one_of(st.sampled_from(QUERIES), st.text(max_size=8)), max_size=3),
    st.one_of(st.sampled_from(FRAGMENTS), st.text(max_size=8)),
)
anything = st.one_of(text, url_like)


@given(anything)
@example("https://www.google.com/url?q=" * 500 + "https://a.jp")
@example("https://a.jp/\ud800")
@example("https://[::ffff:1.2.3.4]/")
@example("https://slideshare.net/mobile/mobile/items")
@example("https://speakerdeck.com/u/u/x")
@example("https://raw.githubusercontent.com/a/b.git/refs/heads/refs/heads/main/x.pdf")
def test_canonical_is_idempotent_and_keeps_the_key(url: str) -> None:
    once = identify(url)
    again = identify(once.url)
    assert again.url == once.url
    assert again.key == once.key
    assert not again.locator


@given(anything)
def test_nothing_raises(url: str) -> None:
    address_problem(url)
    canonical(url).encode("utf-8")
    request_url(url)
    join(url, url)
    deep_link(url, slide=3, seconds=4, anchor=url)
    cut_urls(url)


@given(anything)
def test_what_is_asked_for_is_the_canonical_address_itself(url: str) -> None:
    address = canonical(url)
    is_address = not identify(url).key.startswith("web:<")
    asked = address.partition("#")[0] if is_address else address
    assert request_url(address) == asked
    assert request_url(request_url(url)) == request_url(url)


@given(anything, st.integers(1, 900), st.integers(1, 90000))
def test_a_deep_link_leads_to_the_same_thing_and_says_the_place_again(url: str, slide: int, seconds: int) -> None:
    thing = identify(url)
    at_slide = identify(deep_link(url, slide=slide))
    at_second = identify(deep_link(url, seconds=seconds))
    assert at_slide.key == at_second.key == thing.key
    assert at_slide.locator.slide in (None, slide)
    assert at_second.locator.seconds in (None, seconds)
    if thing.site in ("speakerdeck", "docswell", "slideshare") and not thing.key.startswith("web:"):
        assert at_slide.locator.slide == slide


@given(st.text(st.characters(categories=("L", "N"), max_codepoint=0xFFFF), min_size=1, max_size=12))
def test_raw_and_escaped_paths_are_one(name: str) -> None:
    name = unicodedata.normalize("NFC", name)
    assert identify(f"https://example.jp/{name}").key == identify(f"https://example.jp/{quote(name)}").key


@given(st.from_regex(r"[0-9A-Za-z_-]{11}", fullmatch=True), st.from_regex(r"[0-9A-Za-z_-]{11}", fullmatch=True))
def test_two_videos_are_one_only_if_their_ids_are(one: str, other: str) -> None:
    forms = ("https://youtu.be/{}", "https://www.youtube.com/watch?v={}", "https://www.youtube.com/embed/{}?t=4")
    keys = {identify(form.format(one)).key for form in forms}
    assert len(keys) == 1
    assert (identify(f"https://youtu.be/{other}").key in keys) == (one == other)


slug = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,12}[a-z0-9])?", fullmatch=True)


@given(st.tuples(slug, slug), st.tuples(slug, slug))
def test_two_decks_are_one_only_if_user_and_slug_are(one: tuple[str, str], other: tuple[str, str]) -> None:
    def key(deck: tuple[str, str]) -> str:
        return identify(f"https://speakerdeck.com/{deck[0]}/{deck[1]}").key

    assert (key(one) == key(other)) == (one == other)


@given(st.integers(1, 10**9), st.integers(1, 10**9), slug, slug)
def test_two_events_are_one_only_if_their_numbers_are(a: int, b: int, group: str, other: str) -> None:
    one = identify(f"https://{group}.connpass.com/event/{a}/").key
    two = identify(f"https://{other}.connpass.com/event/{b}/presentation/").key
    assert (one == two) == (a == b)


path = st.lists(
    st.from_regex(r"[A-Za-z0-9_~.-]{1,8}", fullmatch=True).filter(lambda s: s not in (".", "..")), max_size=4
)


@given(path, path)
def test_two_pages_anywhere_are_one_only_if_their_paths_are(one: list[str], other: list[str]) -> None:
    keys = [identify(f"https://example.jp/{'/'.join(p)}").key for p in (one, other)]
    assert (keys[0] == keys[1]) == (one == other)


def test_twenty_thousand_addresses_a_second_can_be_identified() -> None:
    urls = [url for forms in FORMS.values() for url in forms]
    many = [
        f"{url}{'&' if '?' in url else '?'}x={n}" if "#" not in url else f"{url}{n}" for n in range(40) for url in urls
    ]
    identify.cache_clear()
    started = time.process_time()
    for url in many:
        identify(url)
    rate = len(many) / (time.process_time() - started)
    assert rate > 20_000, f"{rate:.0f} a second"
