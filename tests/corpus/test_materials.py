"""Materials, their pages, and what stands in a report beside its talks."""

from dataclasses import replace
from datetime import UTC, datetime

from pipeline.corpus.inputs import Material
from pipeline.sites.document import DocumentPage
from tests.corpus.evening import (
    Evidence,
    ReadImage,
    ReadLink,
    ReadRemark,
    ReadSection,
    corpus,
    dead,
    deck,
    one,
    post,
    rows,
    said,
    talk,
)

DECK = "https://speakerdeck.com/ada/types"
PLAYER = "https://speakerdeck.com/player/0123456789abcdef0123456789abcdef"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def paged(material: Material, *pages: DocumentPage) -> Material:
    assert material.document is not None
    return replace(material, document=replace(material.document, pages=pages))


def test_every_address_of_a_deck_is_one_material() -> None:
    read = deck(DECK, "Types", "ada", pages=["one", "two"], aliases=("speakerdeck:player/" + PLAYER[-32:],))
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK + "?slide=2", PLAYER, DECK)))], read)
    assert rows(made, "materials", "material_id", "page_count") == [("speakerdeck:ada/types", 2)]
    assert rows(made, "talk_materials", "role", "start_slide", "deep_link") == [
        ("slides", 2, "https://speakerdeck.com/ada/types?slide=2")
    ]


def test_a_redirect_leads_to_the_material_that_was_read() -> None:
    short = "https://bit.ly/teatypes"
    read = deck(short, "Types", key="speakerdeck:ada/types", canonical=DECK, kind="deck")
    made = corpus([post("ada", talk("型の話", "eve", materials=(short, DECK)))], read)
    assert rows(made, "materials", "material_id", "url") == [("speakerdeck:ada/types", DECK)]


def test_two_decks_that_claim_one_alias_keep_apart() -> None:
    other = "https://speakerdeck.com/bob/types"
    alias = ("speakerdeck:player/" + PLAYER[-32:],)
    made = corpus(
        [post("ada", talk("型の話", "eve", materials=(DECK, other, PLAYER)))],
        deck(DECK, "A", aliases=alias),
        deck(other, "B", aliases=alias),
    )
    assert len(rows(made, "materials")) == 3


def test_pages_that_call_each_other_alias_do_not_hang() -> None:
    other = "https://speakerdeck.com/bob/types"
    made = corpus(
        [post("ada", talk("型の話", "eve", materials=(DECK, other)))],
        deck(DECK, "A", aliases=("speakerdeck:bob/types",)),
        deck(other, "B", aliases=("speakerdeck:ada/types",)),
    )
    assert len(rows(made, "materials")) == 1


def test_what_a_material_is_to_a_talk_follows_from_its_kind() -> None:
    urls = (
        DECK,
        "https://qiita.com/eve/items/0123456789abcdef0123",
        "https://github.com/eve/tea",
        "https://eve.example.com/x",
    )
    made = corpus([post("ada", talk("型の話", "eve", materials=urls, videos=(VIDEO + "&t=90",)))])
    assert rows(made, "talk_materials", "role") == ["slides", "article", "code", "page", "recording"]
    row = one(made, "talk_materials", role="recording")
    assert (row["start_seconds"], row["deep_link"]) == (90, VIDEO + "&t=90s")


def test_the_events_recording_is_every_talks_but_keeps_a_talks_own_start() -> None:
    made = corpus(
        [post("ada", talk("型の話", "eve", videos=(VIDEO + "&t=90",)), talk("茶の話", "bob"), recordings=(VIDEO,))]
    )
    assert rows(made, "talk_materials", "talk_id", "role", "start_seconds") == [
        ("connpass:1003/型の話", "recording", 90),
        ("connpass:1003/茶の話", "event_recording", None),
    ]


def test_a_material_that_was_never_asked_for_has_no_status() -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))])
    assert one(made, "materials", material_id="speakerdeck:ada/types") == {
        "material_id": "speakerdeck:ada/types",
        "url": DECK,
        "site": "speakerdeck",
        "kind": "deck",
    }


def test_a_dead_deck_stays_with_the_reason() -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))], dead(DECK))
    row = one(made, "materials", material_id="speakerdeck:ada/types")
    assert (row["status"], row["status_reason"]) == ("gone", "HTTP 404")


def test_a_material_that_moved_is_ok() -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))], dead(DECK, status="moved"))
    assert rows(made, "materials", "status") == ["ok"]


def test_each_slide_section_and_chapter_has_its_own_link() -> None:
    article = "https://qiita.com/eve/items/0123456789abcdef0123"
    made = corpus(
        [post("ada", talk("型の話", "eve", materials=(article, DECK), videos=(VIDEO,)))],
        deck(DECK, "Types", pages=["one", "two"]),
        paged(deck(article, "Tea"), DocumentPage(1, "leaves", heading="Leaves", anchor="leaves")),
        paged(deck(VIDEO, "Night"), DocumentPage(1, "tea", start_seconds=60, end_seconds=90)),
    )
    assert rows(made, "material_pages", "kind", "page_number", "text", "deep_link") == [
        ("section", 1, "leaves", article + "#leaves"),
        ("slide", 1, "one", DECK + "?slide=1"),
        ("slide", 2, "two", DECK + "?slide=2"),
        ("chapter", 1, "tea", VIDEO + "&t=60s"),
    ]


def test_a_page_number_that_comes_twice_counts_once() -> None:
    read = paged(deck(DECK, "Types"), DocumentPage(1, "one"), DocumentPage(1, "again"), DocumentPage(2, "two"))
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)))], read)
    assert rows(made, "material_pages", "text") == ["one", "two"]


def test_remarks_images_and_links_know_their_talk() -> None:
    made = corpus(
        [
            post(
                "ada",
                talk("型の話", "eve"),
                talk("茶の話", "bob"),
                remarks=(ReadRemark("bob", 0, "型とは？", "question"), ReadRemark("eve", None, "楽しかった")),
                images=(ReadImage("https://img.example.com/1.png", "黒板", 1, 20),),
                links=(ReadLink("https://docs.example.com/x?utm_source=q", "資料", "reference", 9, 21),),
            )
        ]
    )
    assert rows(made, "remarks", "remark_id", "talk_id", "event_id", "kind") == [
        ("qiita:ada/remark-1", "connpass:1003/型の話", "connpass:1003", "question"),
        ("qiita:ada/remark-2", None, "connpass:1003", "comment"),
    ]
    assert rows(made, "images", "talk_id", "alt") == [("connpass:1003/茶の話", "黒板")]
    assert rows(made, "links", "talk_id", "role") == [(None, "reference")]


def test_a_remark_links_to_the_heading_under_which_it_stands() -> None:
    where = Evidence(30, 30, "@bob さん: 型とは？", "name and colon", 0.9, ("型の話", "質疑応答"))
    made = corpus(
        [
            post(
                "ada",
                talk("型の話", "eve"),
                remarks=(
                    ReadRemark("bob", 0, "型とは？", evidence=(where,)),
                    ReadRemark("bob", 0, "では茶とは？", evidence=said("no heading")),
                ),
                sections=(
                    ReadSection(("型の話",), "kata", "…", 0, 5),
                    ReadSection(("型の話", "質疑応答"), "q-and-a", "…", 0, 29),
                ),
            )
        ]
    )
    base = "https://qiita.com/ada/items/00000000000000000ada"
    assert rows(made, "remarks", "deep_link") == [base + "#q-and-a", base]


def test_a_report_without_address_has_remarks_without_links() -> None:
    made = corpus([post("ada", talk("型の話", "eve"), remarks=(ReadRemark("bob", 0, "型とは？"),), url="")])
    assert rows(made, "remarks", "deep_link") == [None]


def test_the_evidence_of_a_material_is_the_line_of_its_link() -> None:
    links = (
        ReadLink(DECK, "前回の資料", "reference", None, 2),
        ReadLink(DECK, "スライド", "material", 0, 14, "link under the heading"),
    )
    made = corpus([post("ada", talk("型の話", "eve", materials=(DECK,)), links=links)])
    found = one(made, "evidence", entity="talk_materials")
    assert (found["first_line"], found["words"], found["rule"]) == (14, "スライド", "link under the heading")
    assert found["entity_id"] == "connpass:1003/型の話 speakerdeck:ada/types"


def test_a_deck_linked_beside_the_talks_is_kept_if_it_was_read() -> None:
    links = (
        ReadLink(DECK, "まとめ", "material", None, 2),
        ReadLink("https://speakerdeck.com/x/y", "他", "material", None, 3),
    )
    made = corpus(
        [post("ada", talk("型の話", "eve"), links=links)], deck(DECK, "Types", published_at=datetime.now(UTC))
    )
    assert rows(made, "materials", "material_id") == ["speakerdeck:ada/types"]
