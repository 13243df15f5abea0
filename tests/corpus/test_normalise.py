"""Rules that hold for every input: identities, and that the order of the input does not matter."""

import random
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus.folding import (
    SLUG_LENGTH,
    fold,
    is_distinctive_handle,
    is_full_name,
    likeness,
    may_be_one_name,
    plain_name,
    slug,
)
from pipeline.corpus.inputs import Material, Normalised, Post
from pipeline.corpus.normalise import normalise
from pipeline.corpus.schema import TABLES
from pipeline.corpus.tables import to_arrow
from tests.corpus.evening import EVENING, ReadEvent, ReadLink, ReadRemark, corpus, dead, deck, post, rows, talk

INDEX = {"passages", "vectors", "terms", "postings", "builds"}
texts = st.text(max_size=80)


@given(texts)
def test_a_slug_is_short_readable_and_its_own_slug(text: str) -> None:
    made = slug(text)
    assert len(made) <= SLUG_LENGTH
    assert made == slug(made)
    assert all(c == "-" or unicodedata.category(c)[0] in "LMN" for c in made)
    assert "--" not in made and made == made.strip("-") and made == made.lower()


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_likeness_is_a_share_and_the_same_from_both_sides(a: str, b: str) -> None:
    assert 0.0 <= likeness(a, b) == likeness(b, a) <= 1.0
    assert likeness(a, a) == (1.0 if fold(a) else 0.0)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Nx を Backend で動かす！", "nx-を-backend-で動かす"),
        ("ＬｉｖｅＢｏｏｋ　入門", "livebook-入門"),
        ("ｶﾀｶﾅ", "カタカナ"),
        ("C++ / C#", "c-c"),
        ("!!!", ""),
    ],
)
def test_a_slug_keeps_what_can_be_read(text: str, made: str) -> None:
    assert slug(text) == made


def test_names_and_handles_are_told_apart() -> None:
    assert (
        is_distinctive_handle("the_haigo") and is_distinctive_handle("zacky1972") and is_distinctive_handle("TeaTomo")
    )
    assert (
        not is_distinctive_handle("Kevin")
        and not is_distinctive_handle("NEC")
        and not is_distinctive_handle("2021-03-03")
    )
    assert is_full_name("山田 花子") and is_full_name("山田花子") and is_full_name("Ada Lovelace")
    assert not is_full_name("山田") and not is_full_name("Ada")
    assert may_be_one_name("山田", "山田花子") and may_be_one_name("山田花子", "Hanako")
    assert not may_be_one_name("山田花子", "佐藤次郎")
    assert (plain_name("みずりゅ＠新刊あります"), plain_name(":masuP9:"), plain_name("!!")) == (
        "みずりゅ",
        "masuP9",
        "!!",
    )


words = st.sampled_from(["型の話", "Types for tea", "お茶の淹れかた", "Cups as monads", "茶", "Untitled"])
names = st.sampled_from(["eve_types", "Bob", "山田花子", "tea_tomo|山田 花子", "佐藤", "", "…"])
urls = st.sampled_from(
    [
        "https://speakerdeck.com/eve_types/a",
        "https://speakerdeck.com/eve_types/b?slide=3",
        "https://qiita.com/tea_tomo/items/0123456789abcdef0123",
        "https://www.youtube.com/watch?v=abcdefghijk&t=5",
        "https://bit.ly/x",
        "nonsense",
    ]
)
talks = st.builds(
    talk,
    st.none() | words,
    names,
    materials=st.lists(urls, max_size=2, unique=True).map(tuple),
    videos=st.lists(urls, max_size=1).map(tuple),
)
events = st.sampled_from(
    [
        EVENING,
        replace(EVENING, url=None),
        replace(EVENING, url=None, held_on=None),
        ReadEvent(title="別の会", url="https://x.example.com/"),
        None,
    ]
)
remarks = st.builds(ReadRemark, names, st.none() | st.integers(0, 3), words)
links = st.builds(
    ReadLink,
    urls,
    words,
    st.sampled_from(["material", "profile", "other"]),
    st.none() | st.integers(0, 3),
    st.just(1),
)


@st.composite
def collections(draw: st.DrawFn) -> list[Post]:
    posts = []
    for number in range(draw(st.integers(0, 4))):
        made = post(
            f"author{number}",
            *draw(st.lists(talks, max_size=3)),
            event=draw(events),
            kind=draw(st.sampled_from(["report", "no-talk-report", "not-a-report"])),
            remarks=tuple(draw(st.lists(remarks, max_size=2))),
            links=tuple(draw(st.lists(links, max_size=2))),
            recordings=tuple(draw(st.lists(urls, max_size=1))),
            site=draw(st.sampled_from(["qiita", "web"])),
            published_at=draw(st.none() | st.sampled_from([datetime(2026, 2, d, tzinfo=UTC) for d in (14, 15)])),
        )
        posts.append(made)
    return posts


SHELF: dict[str, Material] = {
    m.key: m
    for m in (
        deck("https://speakerdeck.com/eve_types/a", "Types and other teas", "eve_types", pages=["one"]),
        deck("https://speakerdeck.com/eve_types/b", "Untitled", "someone_else", author_name="佐藤次郎"),
        deck("https://bit.ly/x", "Moved", key="speakerdeck:eve_types/a", kind="deck"),
        dead("https://qiita.com/tea_tomo/items/0123456789abcdef0123"),
    )
}


@settings(max_examples=150)
@given(collections(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(posts: list[Post], chance: random.Random) -> None:
    shuffled, shelf = posts[:], list(SHELF.items())
    chance.shuffle(shuffled)
    chance.shuffle(shelf)
    assert normalise(posts, SHELF, []) == normalise(shuffled, dict(shelf), [])


@settings(max_examples=150)
@given(collections())
def test_whatever_was_read_gives_rows_that_fit_the_schema_and_each_other(posts: list[Post]) -> None:
    made = normalise(posts, SHELF, [])
    assert set(made.rows) == set(TABLES) - INDEX
    assert_sound(made)
    assert set(made.talk_ids) == {p.report_id for p in posts}
    known = set(rows(made, "talks", "talk_id"))
    for p in posts:
        expected = 0 if p.report.kind == "not-a-report" else len(p.report.talks)
        assert len(made.talk_ids[p.report_id]) == expected
        assert set(made.talk_ids[p.report_id]) <= known


def assert_sound(made: Normalised) -> None:
    """Rows fit the schema's types, keys are unique, references and evidence resolve."""
    keys = {}
    for name, its in made.rows.items():
        table = TABLES[name]
        to_arrow(name, its)
        keys[name] = [tuple(row[column] for column in table.key) for row in its]
        assert len(set(keys[name])) == len(keys[name]), name
    for name, its in made.rows.items():
        for column, target in TABLES[name].references.items():
            lost = {row[column] for row in its if row.get(column) is not None} - {key[0] for key in keys[target]}
            assert not lost, f"{name}.{column}: {lost}"
    for row in made.rows["evidence"]:
        assert row["entity_id"] in {" ".join(map(str, key)) for key in keys[row["entity"]]}


def test_a_post_that_two_sources_lead_to_counts_once_and_the_good_answer_counts() -> None:
    bad = post("ada", status="gone", source_name="a")
    good = post("ada", talk("型の話", "eve_types"), source_name="b")
    made = corpus([bad, good])
    assert rows(made, "reports", "source_name", "status") == [("b", "ok")]


def test_a_title_is_never_missing_from_a_report_or_event() -> None:
    made = corpus([post("ada", talk("型の話"), title="", event=None)])
    url = "https://qiita.com/ada/items/00000000000000000ada"
    assert rows(made, "reports", "title") == rows(made, "events", "title") == [url]
