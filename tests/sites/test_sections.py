"""Articles cut into sections."""

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.sites.frontmatter import cut_front_matter
from pipeline.sites.sections import MOST_SECTIONS, html_sections, markdown_sections
from pipeline.sites.tree import load
from pipeline.web.urls.anchors import encode, heading_anchor
from tests.sites.answers import PAGES


def test_markdown_is_cut_at_headings_and_not_in_code() -> None:
    _, body = cut_front_matter((PAGES / "qiita" / "night_train.md").read_text(encoding="utf-8"))
    pages = markdown_sections(body)
    assert [p.heading for p in pages] == [
        "",
        "はじめに",
        "乗務員はプロセス！(1号車〜3号車)",
        "質疑応答",
        "質疑応答",
    ]
    assert [p.number for p in pages] == [1, 2, 3, 4, 5]
    assert pages[1].text.startswith("星見台Elixirの会 #12 で 5分 のLTをしました。")
    assert "車内放送" in pages[1].text
    assert ":::" not in pages[1].text
    assert "# これは見出しではない" in pages[2].text
    assert "https://speakerdeck.com" not in pages[2].text
    assert "星見台  23:10" in pages[2].text


def test_a_second_heading_of_the_same_name_has_its_own_fragment() -> None:
    _, body = cut_front_matter((PAGES / "qiita" / "night_train.md").read_text(encoding="utf-8"))
    anchors = [p.anchor for p in markdown_sections(body)]
    assert anchors[3] == "%E8%B3%AA%E7%96%91%E5%BF%9C%E7%AD%94"
    assert anchors[4] == "%E8%B3%AA%E7%96%91%E5%BF%9C%E7%AD%94-1"


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [
        (
            "Stable Diffusionを手元に入れる",
            "stable-diffusion%E3%82%92%E6%89%8B%E5%85%83%E3%81%AB%E5%85%A5%E3%82%8C%E3%82%8B",
        ),
        ("1. Nx.Backend とは？", "1-nxbackend-%E3%81%A8%E3%81%AF"),
        ("get_state/1", "get_state1"),
        ("A - B", "a---b"),
        ("か\u3099ぎ", "%E3%81%8B%E3%82%99%E3%81%8E"),
    ],
)
def test_fragments_follow_qiitas_rule(heading: str, anchor: str) -> None:
    assert heading_anchor(heading, Counter()) == anchor


@given(st.text(max_size=40))
def test_an_encoded_fragment_stays_as_it_is(text: str) -> None:
    assert encode(encode(text)) == encode(text)


@pytest.mark.parametrize(
    ("markup", "anchor"),
    [
        ("<h2 id='kelp'>Kelp</h2>", "kelp"),
        ("<h2><span id='海藻' class='fragment'></span><a href='#海藻'><i></i></a>Kelp</h2>", "%E6%B5%B7%E8%97%BB"),
        ("<h2><a name='kelp'></a>Kelp</h2>", "kelp"),
        ("<h2>Kelp <a class='headerlink' href='#the-kelp'>¶</a></h2>", "the-kelp"),
        ("<h2>Kelp</h2>", ""),
    ],
)
def test_a_headings_own_fragment_is_found(markup: str, anchor: str) -> None:
    (page,) = html_sections(load(f"<div>{markup}<p>green</p></div>"))
    assert (page.heading, page.anchor, page.text) == ("Kelp", anchor, "green")


def test_html_text_is_what_a_reader_sees() -> None:
    markup = (
        "<p>one\n two<br>three</p><p hidden>secret</p><ul><li>a</li><li>b</li></ul><script>x()</script>"
        "<pre>  keep\n    this</pre><table><tr><td>1</td><td>2</td></tr></table><p>https://only.example/url</p>"
        "<p style='display: none'>gone</p><p><img src=x alt='IMG_1234.png'><img src=y alt='a whale'></p>"
    )
    (page,) = html_sections(load(f"<div>{markup}</div>"))
    assert page.text == "one two\nthree\n\na\n\nb\n\n  keep\n    this\n\n1  2\n\na whale"


@given(st.text(alphabet=st.sampled_from("#*_`[]()<>!|-:\n @ab海\t\\~="), max_size=300))
def test_any_markdown_is_cut_without_an_error(text: str) -> None:
    pages = markdown_sections(text)
    assert [p.number for p in pages] == list(range(1, len(pages) + 1))


def test_very_many_headings_end_as_one_long_section() -> None:
    pages = markdown_sections("# x\n\ny\n\n" * (MOST_SECTIONS + 500))
    assert len(pages) == MOST_SECTIONS


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["[" * 200_000, "> " * 100_000, "*a " * 100_000, "- " * 100_000, "`" * 300_000, "![" * 100_000]
)
def test_hostile_markdown_ends_within_seconds(text: str) -> None:
    started = time.process_time()
    markdown_sections(text)
    assert time.process_time() - started < 10
