"""The result card: what it says, where it leads, and that nothing from the web becomes markup."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cards import result, results, similar_talks
from app.lookup import Card
from pipeline.search.hits import Hit, Match, Parts, WordPart
from tests.app.test_marking import Tags

SLIDE = Match(
    "slide",
    "学習済みモデルで 画像分類 する",
    "https://speakerdeck.com/a/b?slide=7",
    ("画像", "分類"),
    "まとめ",
    7,
    1.0,
    1,
    4,
)
HIT = Hit(
    "connpass:1/a",
    "Livebook で画像分類",
    "森の Elixir #7",
    "2024-05-17",
    ("さざんか", "Minato"),
    SLIDE.url,
    1.0,
    (SLIDE,),
)
CARD = Card(
    kind="lt",
    language="ja",
    deck_url="https://speakerdeck.com/a/b",
    deck_status="ok",
    slide_count=40,
    article_url="https://zenn.dev/a/articles/b",
    video_url="https://www.youtube.com/watch?v=x&t=9s",
    event_url="https://connpass.com/event/1/",
    report_urls=("https://qiita.com/y/items/1", "https://qiita.com/z/items/2"),
    remark_count=3,
)


def draw(hit: Hit = HIT, card: Card = CARD, pictures: dict[str, str] | None = None) -> str:
    return result(hit, card, pictures=pictures or {}, search={"q": "画像"})


def links(markup: str) -> list[str]:
    return [str(attributes["href"]) for tag, attributes in Tags(markup).tags if tag == "a"]


def test_a_card_says_who_where_and_when_and_opens_everything() -> None:
    markup = draw()
    text = Tags(markup).text
    assert "さざんか, Minato · 森の Elixir #7 · 2024-05-17 · Lightning talk" in text
    assert links(markup) == [
        "https://speakerdeck.com/a/b?slide=7",
        "https://connpass.com/event/1/",
        "https://speakerdeck.com/a/b?slide=7",
        "https://speakerdeck.com/a/b",
        "https://zenn.dev/a/articles/b",
        "https://www.youtube.com/watch?v=x&t=9s",
        "https://connpass.com/event/1/",
        "https://qiita.com/y/items/1",
        "talk?talk=connpass%3A1%2Fa&q=%E7%94%BB%E5%83%8F",
    ]
    assert "40 slides" in text
    assert "3 remarks" in text


def test_the_title_leads_to_the_best_match_and_shows_the_words() -> None:
    assert '<h2><a href="https://speakerdeck.com/a/b?slide=7" target="_blank"' in draw()
    assert "Livebook で<mark>画像分類</mark>" in draw()


def test_a_match_says_its_place_and_why_it_ranks_there() -> None:
    markup = draw()
    assert "Slide 7まとめ" in Tags(markup).text
    assert 'title="no. 1 by words, no. 4 by meaning"' in markup
    assert "学習済みモデルで <mark>画像</mark> <mark>分類</mark> する".replace("</mark> <mark>", "") in markup


@pytest.mark.parametrize(
    ("kind", "place"), [("section", "Article"), ("remark", "Remark"), ("chapter", "Recording"), ("summary", "Report")]
)
def test_every_kind_of_match_has_a_name(kind: str, place: str) -> None:
    assert f">{place}<" in draw(replace(HIT, matches=(replace(SLIDE, kind=kind, page_number=None),)))


def test_the_talks_own_passage_is_left_out_where_the_head_says_it_all() -> None:
    said = Match("talk", "Livebook で画像分類 さざんか", "https://host/", ("画像", "さざんか"))
    assert "tc-matches" not in draw(replace(HIT, matches=(said,)))
    assert "<mark>カメラ</mark>" in draw(replace(HIT, matches=(replace(said, text="カメラ", words=("カメラ",)),)))


def test_a_heading_that_repeats_the_title_is_left_out() -> None:
    assert "tc-heading" not in draw(replace(HIT, matches=(replace(SLIDE, heading=f"LT: {HIT.title}"),)))


def test_pictures_are_shown_only_where_asked_for() -> None:
    assert "<img" not in draw()
    assert 'src="https://files.host/7.jpg"' in draw(pictures={SLIDE.url: "https://files.host/7.jpg"})


def test_a_deck_that_has_died_is_struck_out_and_says_why() -> None:
    assert '<s title="no longer online">' in draw(card=replace(CARD, deck_status="gone"))


def test_a_hit_that_is_no_talk_is_the_report_of_an_event() -> None:
    hit = replace(HIT, talk_id=None, event_id="connpass:1", title="森の Elixir #7 に行ってきた")
    markup = results([hit], {}, {"connpass:1": Card(report_urls=("https://qiita.com/y/items/1",))})
    assert "Report of the event" in Tags(markup).text
    assert "talk?talk" not in markup


def test_a_hit_with_nothing_known_still_has_a_card() -> None:
    bare = Hit("t", "", "", None, (), "", 0.0, ())
    assert "Untitled talk" in Tags(results([bare], {}, {})).text


hostile = st.one_of(
    st.just("<script>alert(1)</script>"),
    st.just("\"><img src=x onerror='alert(1)'>"),
    st.just("javascript:alert(1)"),
    st.just("https://host/\"onclick='x'<b>"),
    st.text(max_size=20),
)


@given(hostile, hostile, hostile, hostile, st.lists(hostile, max_size=3))
def test_nothing_from_the_web_becomes_markup(title: str, name: str, url: str, text: str, words: list[str]) -> None:
    match = Match("slide", text, url, tuple(words), heading=text, page_number=1)
    hit = Hit("t", title, name, name, (name,), url, 1.0, (match, replace(match, kind="talk")))
    card = Card(name, name, url, name, 3, url, url, url, (url,), 1)
    markup = results([hit], {"t": card}, {}, pictures={url: url}, search={"q": text})
    ours = {"ol", "li", "ul", "article", "h2", "p", "a", "b", "s", "div", "span", "mark", "time", "img"}
    for tag, attributes in Tags(markup).tags:
        assert tag in ours
        assert not any(attribute.startswith("on") for attribute in attributes)
        address = attributes.get("href") or attributes.get("src")
        assert address is None or address.startswith("talk?talk=t") or address.lower().startswith(("http:", "https:"))


def test_a_card_says_why_only_where_asked_for() -> None:
    parts = Parts(0.4, 0.1, 12.3, 0.5, (WordPart("livebook", 4.2, 12.3), WordPart("<zzz>", 5.0, 0.0)))
    hit = replace(HIT, newness=0.75, matches=(replace(HIT.matches[0], score=0.5, parts=parts),))
    markup = result(hit, CARD, pictures={}, search={}, explain=True)
    assert "0.500 = 0.400 words (BM25 12.30) + 0.100 meaning (cosine 0.500)" in markup
    assert "livebook 12.30 (idf 4.20); not here: &lt;zzz&gt; (has 46% of what was asked)" in markup
    assert "times 0.75 for its age" in markup
    assert "tc-why" not in result(hit, CARD, pictures={}, search={})


def test_a_match_leads_to_more_like_it_under_the_same_filters() -> None:
    hit = replace(HIT, matches=(replace(HIT.matches[0], key="0123456789abcdef"),))
    markup = result(hit, CARD, pictures={}, search={"q": "livebook", "mode": "Words", "year": "2022"})
    assert "./?year=2022&like=0123456789abcdef" in links(markup)


def test_similar_talks_lead_to_their_own_pages() -> None:
    report = replace(HIT, talk_id=None)
    markup = similar_talks([HIT, report])
    assert markup.count("<li>") == 1
    assert links(markup)[0].startswith("talk?talk=")
    assert similar_talks([report]) == ""
