"""Which module reads an address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sites.registry import SITES, site_of


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a", "qiita"),
        ("http://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a.md", "qiita"),
        ("https://qiita.com/yako_densha", "web"),
        ("https://zenn.dev/todaimori/articles/lighthouse-duckdb", "zenn"),
        ("https://zenn.dev/todaimori", "web"),
        ("https://speakerdeck.com/player/0123456789abcdef0123456789abcdef?slide=3", "speakerdeck"),
        ("https://speakerdeck.com/yako_densha", "web"),
        ("https://youtu.be/H0sh1m1da1_?t=40", "youtube"),
        ("https://hoshimidai.connpass.com/event/880012/", "connpass"),
        ("https://hoshimidai.connpass.com/", "web"),
        ("https://www.docswell.com/s/kazenoko/ABC123-winds", "docswell"),
        ("https://www.docswell.com/user/kazenoko", "web"),
        ("https://fr.slideshare.net/mobile/murmur/fog-horns-30210042", "slideshare"),
        (
            "https://docs.google.com/presentation/d/1KiriNoNakaNoPhoenixDeckNumber000000000042ab/edit#slide=id.p",
            "gslides",
        ),
        ("https://slid.es/aki/broadway#/3", "slides"),
        ("https://slide.rabbit-shocker.org/authors/mo/arrow/", "rabbit"),
        ("https://hackmd.io/p/0123456789", "hackmd"),
        ("https://www.canva.com/design/DAF0123456/view", "canva"),
        ("https://www.figma.com/slides/AbCdEfGhIjKlMnOpQrStUv/x", "figma"),
        ("https://prezi.com/v/abcdefgh0123/", "prezi"),
        ("https://github.com/o/r/blob/main/slides.md", "github"),
        ("https://github.com/o/r/blob/main/lib/x.ex", "web"),
        ("https://github.com/o/r", "web"),
        ("https://drive.google.com/file/d/1KiriNoNakaNoPhoenixDeck/view", "gdrive"),
        ("https://www.dropbox.com/s/abc/talk.pdf?dl=0", "dropbox"),
        ("not an address", "web"),
    ],
)
def test_each_address_has_its_module(url: str, name: str) -> None:
    assert site_of(url).name == name


def test_any_page_is_the_last_and_owns_all() -> None:
    assert SITES[-1].name == "web"
    assert len({site.name for site in SITES}) == len(SITES)


@given(st.text(max_size=80) | st.sampled_from(["https://", "//x", "https://[::1", "https://qiita.com/%%%/items/"]))
def test_any_text_has_a_site_and_its_requests(url: str) -> None:
    site = site_of(url)
    assert all(request.url.startswith("http") for request in site.requests(url))
