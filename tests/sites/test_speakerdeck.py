"""Speaker Deck's decks from each of their layers, and the two names of a deck."""

from datetime import UTC, datetime

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import PAGES, answer, page, read

URL = "https://speakerdeck.com/yako_densha/night-train-genserver"
BEES = "https://speakerdeck.com/melissa/bees-and-back-pressure"
HASH = "0123456789abcdef0123456789abcdef"
PLAYER = f"https://speakerdeck.com/player/{HASH}"
OEMBED = "https://speakerdeck.com/oembed.json?url=https%3A%2F%2Fspeakerdeck.com%2Fyako_densha%2Fnight-train-genserver"


def test_the_deck_page_is_asked_before_oembed() -> None:
    assert [(r.layer, r.url) for r in site_of(URL).requests(URL)] == [("html", URL), ("oembed", OEMBED)]


def test_json_ld_gives_every_slide_by_its_position() -> None:
    document = read(URL, page("speakerdeck/night_train.html", URL))
    assert document.layers[0] == "json-ld"
    assert [(p.number, p.text) for p in document.pages] == [
        (1, "夜行列車で学ぶGenServer"),
        (2, ""),
        (3, "終着駅\nありがとうございました"),
    ]
    assert document.page_count == 3
    assert document.published_at == datetime(2024, 5, 18, tzinfo=UTC)
    assert (document.author_name, document.author_handle) == ("夜行 でん子", "yako_densha")
    assert document.description == "星見台Elixirの会 #12\nhttps://hoshimidai.connpass.com/event/880012/"


def test_pictures_of_slides_count_from_zero_and_are_the_decks_own() -> None:
    document = read(URL, page("speakerdeck/night_train.html", URL))
    assert [p.image_url for p in document.pages] == [
        f"https://files.speakerdeck.com/presentations/{HASH}/slide_{n}.jpg" for n in (0, 1, 2)
    ]


def test_a_broken_json_ld_block_is_noted_and_passed_over() -> None:
    assert read(URL, page("speakerdeck/night_train.html", URL)).notes == ("JSON-LD block 1 is not JSON",)


def test_the_transcript_gives_the_slides_where_there_is_no_json_ld() -> None:
    document = read(BEES, page("speakerdeck/transcript_only.html", BEES))
    assert document.layers == ("transcript", "og")
    assert document.title == "Bees and back-pressure"
    assert [p.text for p in document.pages] == [
        "Bees and back-pressure",
        "",
        "A hive never drops a bee.\nIt refuses the nectar.",
    ]
    assert document.published_at == datetime(2026, 8, 6, tzinfo=UTC)
    assert document.description == "Given at Hives & Queues 7."


def test_a_deck_of_pictures_has_slides_without_text() -> None:
    url = "https://speakerdeck.com/ruby_no_e/hand-drawn-ruby"
    document = read(url, page("speakerdeck/pictures_only.html", url))
    assert document.page_count == 2
    assert [(p.number, p.text, p.image_url[-12:]) for p in document.pages] == [
        (1, "", "/slide_0.jpg"),
        (2, "", "/slide_1.jpg"),
    ]


def test_oembed_alone_gives_title_author_and_the_other_name() -> None:
    document = read(URL, page("speakerdeck/oembed.json", OEMBED))
    assert document.layers == ("oembed",)
    assert (document.title, document.author_handle) == ("夜行列車で学ぶGenServer", "yako_densha")
    assert document.key == "speakerdeck:yako_densha/night-train-genserver"
    assert document.aliases == (f"speakerdeck:player/{HASH}",)


def test_a_deck_has_its_player_as_alias() -> None:
    assert read(URL, page("speakerdeck/night_train.html", URL)).aliases == (f"speakerdeck:player/{HASH}",)


def test_a_player_leads_to_its_deck() -> None:
    site = site_of(PLAYER)
    player = page("speakerdeck/player.html", PLAYER)
    document = read(PLAYER, player)
    assert document.key == "speakerdeck:yako_densha/night-train-genserver"
    assert document.aliases == (f"speakerdeck:player/{HASH}",)
    assert document.page_count == 3
    assert [r.url for r in site.further(PLAYER, [player])] == [URL]
    whole = read(PLAYER, player, page("speakerdeck/night_train.html", URL))
    assert whole.layers == ("json-ld", "transcript", "og", "player")
    assert whole.pages[2].text.startswith("終着駅")


def test_a_renamed_deck_keeps_its_old_name_as_alias() -> None:
    old = "https://speakerdeck.com/yako_densha/night-train"
    document = read(old, page("speakerdeck/night_train.html", old, final_url=URL))
    assert document.key == "speakerdeck:yako_densha/night-train-genserver"
    assert "speakerdeck:yako_densha/night-train" in document.aliases


def test_a_deck_that_leads_to_its_authors_page_is_gone() -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, page("speakerdeck/profile.html", URL, final_url="https://speakerdeck.com/yako_densha"))
    assert raised.value.outcome is Outcome.GONE


@pytest.mark.parametrize("parts", ['"nothing"', '[{"position": "2", "text": "two"}, 7, null, {"text": 5}]', "{}"])
def test_odd_parts_do_no_harm(parts: str) -> None:
    markup = (
        '<title>x</title><script type="application/ld+json">{"@type": "PresentationDigitalDocument", "name": "Odd",'
        f' "hasPart": {parts}}}</script>'
    )
    assert read(URL, answer(URL, markup)).title == "Odd"


def test_the_own_pages_are_not_mixed_with_recommended_decks() -> None:
    markup = (PAGES / "speakerdeck" / "pictures_only.html").read_text(encoding="utf-8")
    assert "slide_40.jpg" in markup
    assert read(URL, answer(URL, markup)).page_count == 2


def test_radicals_of_a_broken_font_are_letters_and_a_page_of_nothing_has_no_text() -> None:
    markup = (
        '<title>x</title><script type="application/ld+json">{"@type": "PresentationDigitalDocument", "name": "灯台",'
        ' "hasPart": [{"position": 1, "text": "\u2f47\u672c\u306e\u706f"}, {"position": 2, "text": "\ue001\ue002\ue003"}]}'
        f'</script><div class="speakerdeck-embed" data-id="{HASH}"></div>'
    )
    assert [p.text for p in read(URL, answer(URL, markup)).pages] == ["日本の灯", ""]


def test_a_deck_that_may_not_be_downloaded_has_its_pictures_all_the_same() -> None:
    markup = (
        '<title>x</title><script type="application/ld+json">{"@type": "PresentationDigitalDocument", "name": "灯台",'
        ' "hasPart": [{"position": 1, "text": "灯台"}]}</script>'
        f'<div class="speakerdeck-embed" data-id="{HASH}"></div>'
    )
    (slide,) = read(URL, answer(URL, markup)).pages
    assert slide.image_url == f"https://files.speakerdeck.com/presentations/{HASH}/slide_0.jpg"
