"""Text from the web on the screen: escaped, whatever it holds, and marked where it matches."""

import re
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.marking import KANA, anchor, inner_anchor, language_attribute, mark, picture, safe

texts = st.text(alphabet=st.one_of(st.sampled_from("<>&\"'/=ab画像 1"), st.characters()), max_size=60)


class Tags(HTMLParser):
    """The tags, attributes and text that a browser would see."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("Livebook で画像分類", ("Livebook", "画像", "分類"), "<mark>Livebook</mark> で<mark>画像分類</mark>"),
        ("AI in the main", ("AI", "ai"), "<mark>AI</mark> in the main"),
        ("v7 and 77", ("7",), "v<mark>7</mark> and 77"),
        ("Elixirで", ("Elixir",), "<mark>Elixir</mark>で"),
        ("C++ & C", ("C++",), "<mark>C++</mark> &amp; C"),
        ("画像分類", ("画像分", "分類"), "<mark>画像分類</mark>"),
        ("<mark>x</mark>", ("x",), "&lt;mark&gt;<mark>x</mark>&lt;/mark&gt;"),
        ("amp & lt", ("amp", "lt"), "<mark>amp</mark> &amp; <mark>lt</mark>"),
        ("音無しずか", ("し",), "音無しずか"),
        ("nothing", ("", " "), "nothing"),
    ],
)
def test_matching_words_are_marked(text: str, words: tuple[str, ...], marked: str) -> None:
    assert mark(text, words) == marked


@given(texts, st.lists(texts, max_size=4))
def test_no_tag_from_a_text_survives_marking(text: str, words: list[str]) -> None:
    marked = mark(text, words)
    assert unescape(re.sub("</?mark>", "", marked)) == text
    assert all(tag == ("mark", {}) for tag in Tags(marked).tags)
    assert marked.count("<mark>") == marked.count("</mark>")


@given(st.text(min_size=1, max_size=20).filter(lambda word: word.strip() and not re.fullmatch(KANA, word)))
def test_a_word_that_stands_between_spaces_is_marked(word: str) -> None:
    assert f"<mark>{safe(word)}</mark>" in mark(f"。 {word} 。", [word])


@given(texts, texts)
def test_a_link_has_no_attributes_but_its_own(url: str, title: str) -> None:
    for markup in (
        anchor(url, "x", title=title),
        anchor(f"https://host/{url}", "x", title=title),
        picture(f"https://host/{url}", title),
    ):
        for _, attributes in Tags(markup).tags:
            assert set(attributes) <= {"href", "target", "rel", "title", "src", "alt", "loading", "referrerpolicy"}
            assert (attributes.get("href") or attributes.get("src") or "https:").lower().startswith(("http:", "https:"))


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "java\nscript:x", "", None, "//host/x"]
)
def test_what_is_no_web_address_is_text(url: str | None) -> None:
    assert anchor(url, "words") == "words"
    assert picture(url, "slide") == ""


def test_links_to_the_web_open_beside_the_app_and_links_within_it_in_place() -> None:
    assert Tags(anchor("https://host/?a=1&b=2", "x")).tags == [
        ("a", {"href": "https://host/?a=1&b=2", "target": "_blank", "rel": "noopener noreferrer"})
    ]
    assert Tags(inner_anchor("./?q=%22", "x", css="tc-all")).tags == [
        ("a", {"href": "./?q=%22", "target": "_self", "class": "tc-all"})
    ]


def test_a_picture_is_loaded_late_and_without_telling_where_from() -> None:
    ((_, attributes),) = Tags(picture("https://host/1.jpg", 'Slide "1"')).tags
    assert (attributes["alt"], attributes["loading"], attributes["referrerpolicy"]) == (
        'Slide "1"',
        "lazy",
        "no-referrer",
    )


def test_the_language_is_said_where_it_is_known() -> None:
    assert language_attribute("ja") == ' lang="ja"'
    assert language_attribute(None) == ""
