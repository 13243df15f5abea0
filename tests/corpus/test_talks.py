"""A talk told in two reports is one talk; its title and identity."""

from dataclasses import replace

import pytest

from pipeline.corpus.corrections import Corrections, TalkCorrection
from pipeline.corpus.talks import is_telling
from tests.corpus.evening import corpus, dead, deck, one, post, rows, said, talk

DECK = "https://speakerdeck.com/ada/types"


def test_a_talk_told_twice_is_one_talk_with_two_pieces_of_evidence() -> None:
    made = corpus(
        [
            post("ada", talk("依存型のはじめかた", "eve", evidence=said("## 依存型のはじめかた @eve"))),
            post("bob", talk("依存型のはじめかた！", "eve", evidence=said("依存型: eve"))),
        ]
    )
    assert rows(made, "talks", "talk_id") == ["connpass:1003/依存型のはじめかた"]
    found = [e for e in rows(made, "evidence") if e["entity"] == "talks"]
    assert [(e["report_id"], e["words"]) for e in found] == [
        ("qiita:ada", "## 依存型のはじめかた @eve"),
        ("qiita:bob", "依存型: eve"),
    ]
    assert made.talk_ids == {name: ("connpass:1003/依存型のはじめかた",) for name in ("qiita:ada", "qiita:bob")}


def test_a_shared_deck_makes_two_tellings_one_whatever_the_titles() -> None:
    player = "https://speakerdeck.com/player/0123456789abcdef0123456789abcdef"
    made = corpus(
        [post("ada", talk("型", materials=(DECK,))), post("bob", talk("Kata", materials=(player,)))],
        deck(DECK, "Types for tea", "ada", aliases=("speakerdeck:player/0123456789abcdef0123456789abcdef",)),
    )
    assert rows(made, "talks", "title") == ["Types for tea"]
    assert rows(made, "talk_materials", "material_id") == ["speakerdeck:ada/types"]


def test_a_deck_that_a_report_gives_to_two_talks_joins_nothing() -> None:
    made = corpus(
        [
            post(
                "ada",
                talk("Sugar and sets", "eve", materials=(DECK,)),
                talk("Milk and maps", "mallory", materials=(DECK,)),
            ),
            post("bob", talk("Lemon and logic", "trent", materials=(DECK,))),
        ],
        deck(DECK, "All slides of tonight"),
    )
    assert rows(made, "talks", "title") == ["Sugar and sets", "Milk and maps", "Lemon and logic"]


def test_a_talk_without_title_is_found_by_its_speaker() -> None:
    made = corpus([post("ada", talk(None, "eve")), post("bob", talk("Tea leaves as trees", "eve"))])
    assert rows(made, "talks", "title") == ["Tea leaves as trees"]


def test_a_talk_without_title_of_a_speaker_with_two_is_nobodys_guess() -> None:
    made = corpus(
        [
            post("ada", talk(None, "eve")),
            post("bob", talk("Tea leaves as trees", "eve"), talk("Cups as monads", "eve")),
        ]
    )
    assert len(rows(made, "talks")) == 3


def test_like_titles_of_different_speakers_stay_apart() -> None:
    made = corpus(
        [post("ada", talk("型入門 その1", "eve")), post("bob", talk("型入門 その2", "mallory"))],
    )
    assert len(rows(made, "talks")) == 2


def test_one_report_never_tells_of_a_talk_twice() -> None:
    made = corpus([post("ada", talk("型の話", "eve"), talk("型の話", "eve"))])
    assert rows(made, "talks", "talk_id") == ["connpass:1003/型の話", "connpass:1003/型の話-2"]


def test_the_order_is_that_of_the_fullest_report_and_others_fill_in() -> None:
    made = corpus(
        [
            post("ada", talk("First course", "a1"), talk("Third course", "c3")),
            post("bob", talk("First course", "a1"), talk("Second course", "b2"), talk("Third course", "c3")),
            post("eve", talk("Third course", "c3"), talk("Dessert wine", "d4")),
        ]
    )
    assert rows(made, "talks", "position", "title") == [
        (1, "First course"),
        (2, "Second course"),
        (3, "Third course"),
        (4, "Dessert wine"),
    ]


def test_the_decks_title_outranks_the_reports_which_is_kept() -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))], deck(DECK, "型とお茶のおいしい関係"))
    row = one(made, "talks", talk_id="connpass:1003/型の話")
    assert (row["title"], row["title_as_reported"]) == ("型とお茶のおいしい関係", "型の話")
    assert one(made, "evidence", rule="title-of-deck")["words"] == "https://speakerdeck.com/ada/types"


@pytest.mark.parametrize(
    "title",
    ["", "Untitled", "無題のプレゼンテーション", "slides.pdf", "20260213_lt_final", "お茶と型の会 #3", "お茶と型の会#3 LT資料", "LT", "2026/02/13",
     "スライド"],
)  # fmt: skip
def test_a_decks_title_that_says_nothing_does_not_win(title: str) -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))], deck(DECK, title))
    assert rows(made, "talks", "title") == ["型の話"]


@pytest.mark.parametrize(
    "title", ["お茶と型の会とわたし", "Untitled types", "slides.pdf を読む", "型", "snake_case の話"]
)
def test_a_title_that_only_looks_like_a_placeholder_is_one(title: str) -> None:
    assert is_telling(title, frozenset({"お茶と型の会3", "お茶と型の会"}))


def test_the_identity_does_not_change_when_the_deck_is_read_at_last() -> None:
    posts = [post("ada", talk("型の話", "eve", materials=(DECK,)))]
    without, with_deck = corpus(posts, dead(DECK)), corpus(posts, deck(DECK, "Types and tea"))
    assert rows(without, "talks", "talk_id") == rows(with_deck, "talks", "talk_id") == ["connpass:1003/型の話"]


def test_a_talk_without_title_is_named_after_its_speakers_else_its_place() -> None:
    made = corpus([post("ada", talk(None, "Eve Example"), talk(None))])
    assert rows(made, "talks", "talk_id") == ["connpass:1003/eve-example", "connpass:1003/talk-2"]


def test_the_language_is_the_decks_else_the_reports() -> None:
    made = corpus(
        [post("ada", talk("Types", "eve", materials=(DECK,)), talk("別の話", "bob"))],
        deck(DECK, "Types", language="en"),
    )
    assert rows(made, "talks", "language") == ["en", "ja"]


def test_a_correction_renames_and_another_drops() -> None:
    posts = [post("ada", talk("型の話", "eve"), talk("乾杯", "bob"), talk("締めの型", "eve"))]
    corrections = Corrections(
        talk=(
            TalkCorrection(id="connpass:1003/型の話", title="型のお話", kind="keynote"),
            TalkCorrection(id="connpass:1003/乾杯", drop=True),
            TalkCorrection(id="connpass:1003/nothing", drop=True),
        )
    )
    made = corpus(posts, corrections=corrections)
    assert rows(made, "talks", "title", "kind") == [("型のお話", "keynote"), ("締めの型", "lt")]
    assert made.talk_ids["qiita:ada"] == ("connpass:1003/型の話", "", "connpass:1003/締めの型")
    assert made.notes == ("corrections.toml: [[talk]] id 'connpass:1003/nothing' is no talk of this corpus",)


def test_what_hangs_on_a_dropped_talk_does_not_dangle() -> None:
    told = post("ada", talk("乾杯", "bob", materials=(DECK,)))
    drop = Corrections(talk=(TalkCorrection(id="connpass:1003/乾杯", drop=True),))
    made = corpus([replace(told)], deck(DECK, "Cheers", "bob"), corrections=drop)
    assert [len(rows(made, t)) for t in ("talks", "talk_speakers", "talk_materials", "people")] == [0, 0, 0, 0]
    assert not [e for e in rows(made, "evidence") if e["entity"] not in ("events", "reports")]
