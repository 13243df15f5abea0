"""One person has several handles; different people stay apart."""

from typing import Any

from pipeline.corpus.corrections import Corrections, DifferentPeople, SamePerson
from pipeline.corpus.inputs import Material, Normalised
from tests.corpus.evening import (
    EVENING,
    ReadEvent,
    ReadLink,
    ReadRemark,
    corpus,
    deck,
    one,
    post,
    rows,
    said,
    talk,
)


def deck_of(handle: str, slug: str, **more: Any) -> Material:
    return deck(f"https://speakerdeck.com/{handle}/{slug}", f"Deck {slug} of {handle}", handle, **more)


def url_of(handle: str, slug: str) -> str:
    return f"https://speakerdeck.com/{handle}/{slug}"


def accounts(made: Normalised) -> dict[str, set[str]]:
    """person_id -> their account_ids."""
    found: dict[str, set[str]] = {person: set() for person in rows(made, "people", "person_id")}
    for account_id, person_id in rows(made, "accounts", "account_id", "person_id"):
        found[person_id].add(account_id)
    return found


def elsewhere(name: str, day: int = 1) -> dict[str, ReadEvent]:
    return {"event": ReadEvent(title=f"{name} #1", url=f"https://x.connpass.com/event/{day}/", series=name)}


def test_the_author_of_the_only_deck_of_the_only_speaker_is_the_speaker() -> None:
    made = corpus(
        [post("ada", talk("型の話", "TeaTomo", materials=(url_of("tomo999", "kata"),)))],
        deck_of("tomo999", "kata", author_name="Tomoko Example"),
    )
    assert accounts(made) == {"qiita:TeaTomo": {"qiita:TeaTomo", "speakerdeck:tomo999"}}
    assert rows(made, "people", "name") == ["Tomoko Example"]
    why = [e for e in rows(made, "evidence") if e["entity"] == "accounts"]
    assert {e["entity_id"] for e in why} == {"qiita:TeaTomo", "speakerdeck:tomo999"}
    assert {e["rule"] for e in why} == {"author-of-deck"}


def test_a_companys_account_is_no_speakers() -> None:
    decks = [deck_of("acme_dev", name) for name in ("one", "two")]
    made = corpus(
        [
            post(
                "ada",
                talk("One way of types", "eve_types", materials=(url_of("acme_dev", "one"),)),
                talk("Two ways of tea", "bob_tea", materials=(url_of("acme_dev", "two"),)),
            )
        ],
        *decks,
    )
    assert accounts(made) == {"qiita:eve_types": {"qiita:eve_types"}, "qiita:bob_tea": {"qiita:bob_tea"}}


def test_one_borrowed_deck_among_many_own_ones_does_not_part_a_speaker_from_their_account() -> None:
    own = [deck_of("tomo999", f"d{n}") for n in range(3)]
    talks = [
        talk(f"Lesson of {what}", "TeaTomo", materials=(url_of("tomo999", f"d{n}"),))
        for n, what in enumerate(["tea", "leaves", "cups"])
    ]
    borrowed = talk("Guest lesson", "TeaTomo", materials=(url_of("friend_of_tomo", "x"),))
    made = corpus([post("ada", *talks, borrowed)], *own, deck_of("friend_of_tomo", "x"))
    assert accounts(made) == {"qiita:TeaTomo": {"qiita:TeaTomo", "speakerdeck:tomo999"}}


def test_a_person_never_has_two_handles_on_one_site() -> None:
    article = deck("https://qiita.com/other_one/items/00000000000000000abc", "An article", "other_one")
    made = corpus([post("ada", talk("型の話", "tea_tomo", materials=(article.url,)))], article)
    assert accounts(made) == {"qiita:tea_tomo": {"qiita:tea_tomo"}}


def test_a_deck_of_a_talk_with_two_speakers_says_nothing_of_who_is_who() -> None:
    made = corpus(
        [post("ada", talk("型の話", "eve_types", "bob_tea", materials=(url_of("duo_deck", "x"),)))],
        deck_of("duo_deck", "x"),
    )
    assert set(accounts(made)) == {"qiita:eve_types", "qiita:bob_tea"}
    assert not any("speakerdeck:duo_deck" in its for its in accounts(made).values())


def test_kanji_names_that_contradict_each_other_are_two_people() -> None:
    made = corpus(
        [post("ada", talk("型の話", "山田花子", materials=(url_of("someone", "x"),)))],
        deck_of("someone", "x", author_name="佐藤次郎"),
    )
    assert accounts(made) == {"name:山田花子": set()}


def test_handle_and_real_name_written_together_are_one_person() -> None:
    made = corpus(
        [
            post("ada", talk("型の話", "eve_types|山田花子")),
            post("bob", talk("お茶の淹れかた", "山田花子")),
        ]
    )
    assert rows(made, "people", "person_id", "name") == [("qiita:eve_types", "山田花子")]
    assert len(rows(made, "talk_speakers")) == 2


def test_a_talk_told_once_by_handle_and_once_by_name_makes_them_one() -> None:
    made = corpus([post("ada", talk("お茶の型入門", "eve_types")), post("bob", talk("お茶の型入門", "山田花子"))])
    assert rows(made, "people", "person_id", "name") == [("qiita:eve_types", "山田花子")]
    assert rows(made, "talk_speakers", "position", "name_as_written") == [(1, "eve_types")]


def test_one_handle_on_two_sites_is_one_person_within_a_series() -> None:
    shared = talk("型の話", "eve_types", "bob_tea", materials=(url_of("Eve_Types", "x"),))
    made = corpus([post("ada", shared)], deck_of("Eve_Types", "x"))
    assert accounts(made)["qiita:eve_types"] == {"qiita:eve_types", "speakerdeck:Eve_Types"}


def test_one_handle_on_two_sites_is_two_people_without_a_common_series() -> None:
    remark = ReadRemark("fox_in_tea", None, "よかった", via="tweet")
    made = corpus([post("ada", talk("型の話", "fox_in_tea")), post("bob", remarks=(remark,), **elsewhere("別の会"))])
    assert accounts(made) == {
        "qiita:fox_in_tea": {"qiita:fox_in_tea"},
        "twitter:fox_in_tea": {"twitter:fox_in_tea"},
    }


def test_a_full_name_is_one_person_everywhere_and_a_family_name_only_within_a_series() -> None:
    made = corpus(
        [
            post("ada", talk("型の話", "山田 花子"), talk("別の話", "佐藤")),
            post("bob", talk("他所の話", "山田花子 "), talk("更に他の話", "佐藤"), **elsewhere("別の会")),
            post(
                "eve",
                talk("次回の話", "佐藤"),
                event=ReadEvent(title="お茶と型の会 #4", series=EVENING.series, edition="4"),
            ),
        ]
    )
    assert rows(made, "people", "name").count("山田 花子") == 1
    assert rows(made, "people", "person_id") == ["name:山田-花子", "name:佐藤", "name:佐藤@別の会"]


def test_a_full_name_that_two_accounts_bear_is_in_question_and_joins_nothing() -> None:
    made = corpus(
        [
            post("ada", talk("型の話", "hanako_a|山田 花子")),
            post("bob", talk("他所の話", "hanako_b|山田 花子"), **elsewhere("別の会")),
        ]
    )
    assert set(accounts(made)) == {"qiita:hanako_a", "qiita:hanako_b"}


def test_a_link_to_a_profile_under_the_name_shows_the_account() -> None:
    link = ReadLink("https://twitter.com/hanako_tea", "山田花子さん", "profile", None, 12)
    made = corpus([post("ada", talk("型の話", "山田花子"), links=(link,), site="web")])
    assert accounts(made) == {"twitter:hanako_tea": {"twitter:hanako_tea"}}
    assert one(made, "accounts", account_id="twitter:hanako_tea")["url"] == "https://twitter.com/hanako_tea"


def test_a_plain_word_is_a_handle_only_with_its_at_sign() -> None:
    made = corpus([post("ada", talk("型の話", "Kevin"), talk("別の話", "Anna", evidence=said("LT2 @Anna さん")))])
    assert rows(made, "people", "person_id") == ["name:kevin", "qiita:Anna"]


def test_an_at_sign_outside_qiita_belongs_to_no_site() -> None:
    made = corpus([post("ada", talk("型の話", "eve_types"), site="web")])
    assert (rows(made, "people", "person_id"), rows(made, "accounts")) == (["name:eve-types"], [])


def test_a_talk_without_named_speaker_is_its_decks_authors() -> None:
    made = corpus(
        [post("ada", talk("型の話", materials=(url_of("tomo999", "x"),)))],
        deck_of("tomo999", "x", author_name="Tomoko Example"),
    )
    assert rows(made, "talk_speakers", "person_id", "name_as_written") == [("speakerdeck:tomo999", "Tomoko Example")]
    assert one(made, "evidence", entity="talk_speakers")["rule"] == "author-of-deck"


def test_who_only_posted_a_deck_that_is_no_talks_own_did_not_speak() -> None:
    made = corpus([post("ada", talk("型の話", "eve_types"))], deck_of("tomo999", "x"))
    assert rows(made, "people", "person_id") == ["qiita:eve_types"]


def test_the_same_person_speaks_and_remarks() -> None:
    remark = ReadRemark("eve_types", 0, "質問です", "question", evidence=said("@eve_types さん: 質問です"))
    made = corpus([post("ada", talk("型の話", "eve_types"), remarks=(remark,))])
    assert rows(made, "people", "person_id") == rows(made, "remarks", "person_id") == ["qiita:eve_types"]


def test_corrections_join_and_part() -> None:
    posts = [post("ada", talk("型の話", "TeaTomo", materials=(url_of("tomo999", "kata"),)), talk("茶", "eve_types"))]
    apart = Corrections(different_people=(DifferentPeople(accounts=("qiita:TeaTomo", "speakerdeck:tomo999")),))
    assert "speakerdeck:tomo999" not in str(accounts(corpus(posts, deck_of("tomo999", "kata"), corrections=apart)))
    joined = Corrections(same_person=(SamePerson(accounts=("qiita:TeaTomo", "qiita:eve_types"), name="Tomo"),))
    made = corpus(posts, corrections=joined)
    assert accounts(made) == {"qiita:TeaTomo": {"qiita:TeaTomo", "qiita:eve_types"}}
    assert rows(made, "people", "name") == ["Tomo"]


def test_a_correction_that_names_nobody_is_told() -> None:
    lost = Corrections(same_person=(SamePerson(accounts=("qiita:eve_types", "nobody"), name="X"),))
    made = corpus([post("ada", talk("型の話", "eve_types"))], corrections=lost)
    assert made.notes == ("corrections.toml: [[same_person]] names accounts not seen: nobody",)
