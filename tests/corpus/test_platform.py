"""The event's own page: its facts outrank the reports', and its list of presentations is merged with their talks."""

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.corpus.inputs import Material
from pipeline.sites.document import Presentation
from pipeline.web.urls import identify
from tests.corpus.evening import EVENT_URL, corpus, deck, event_page, one, post, rows, talk

START = datetime(2026, 2, 13, 19, 30, tzinfo=timezone(timedelta(hours=9)))
TYPES = "https://speakerdeck.com/ada/types"
CUPS = "https://speakerdeck.com/eve/cups"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def shown(title: str, url: str, presenter: str = "", kind: Any = "deck") -> Presentation:
    return Presentation(title, url, presenter_handle=presenter, kind=kind)


def page(*presentations: Presentation, **facts: Any) -> Material:
    known = {"title": "お茶と型の会 #3", "starts_at": START, "group_name": "お茶と型の会"}
    return event_page(presentations=presentations, **{**known, **facts})


def test_title_start_place_and_hashtag_are_the_platforms() -> None:
    made = corpus(
        [post("ada", talk("依存型のはじめかた", "eve"))],
        page(title="お茶と型の会 第3夜", place="港の会館", is_online=False, hashtag="#ocha"),
    )
    event = one(made, "events", event_id="connpass:1003")
    assert (event["title"], event["starts_at"], event["starts_on"]) == ("お茶と型の会 第3夜", START, date(2026, 2, 13))
    assert (event["place"], event["is_online"], event["hashtag"]) == ("港の会館", False, "ocha")
    assert one(made, "evidence", entity="events", rule="connpass-page")["words"] == EVENT_URL


def test_a_listed_deck_that_the_report_links_is_the_same_talks() -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(TYPES,)))], page(shown("発表資料", TYPES)))
    assert len(rows(made, "talks")) == 1
    assert rows(made, "talk_materials", "material_id") == ["speakerdeck:ada/types"]


def test_a_listed_deck_is_put_to_the_talk_of_its_title() -> None:
    made = corpus(
        [post("ada", talk("依存型のはじめかた", "eve"), talk("カップとモナド", "mallory"))],
        page(shown("カップとモナド！", CUPS)),
    )
    (row,) = rows(made, "talk_materials")
    assert (row["talk_id"], row["role"]) == ("connpass:1003/カップとモナド", "slides")
    assert one(made, "evidence", entity="talk_materials")["rule"] == "connpass-presentations-by-title"
    assert len(rows(made, "talks")) == 2


def test_a_listed_deck_is_put_to_its_presenters_only_talk() -> None:
    made = corpus([post("ada", talk("型の話", "eve"), talk("湯の話", "bob"))], page(shown("発表資料", CUPS, "eve")))
    (row,) = rows(made, "talk_materials")
    assert row["talk_id"] == "connpass:1003/型の話"
    assert one(made, "evidence", entity="talk_materials")["rule"] == "connpass-presentations-by-speaker"


def test_of_a_presenters_two_talks_none_is_guessed() -> None:
    made = corpus([post("ada", talk("型の話", "eve"), talk("湯の話", "eve"))], page(shown("発表資料", CUPS, "eve")))
    assert len(rows(made, "talks")) == 3


def test_a_deck_that_no_report_tells_of_is_a_talk_with_its_presenter_and_evidence() -> None:
    made = corpus(
        [post("ada", talk("型の話", "bob"))],
        page(shown("カップとモナド", CUPS, "eve")),
        deck(CUPS, "カップとモナド (完全版)", "eve", pages=("一枚目",)),
    )
    made_talk = one(made, "talks", talk_id="connpass:1003/カップとモナド")
    assert (made_talk["title"], made_talk["position"]) == ("カップとモナド (完全版)", 2)
    assert made_talk["title_as_reported"] is None
    assert made_talk["given_on"] == date(2026, 2, 13)
    told = [e for e in rows(made, "evidence") if e["entity_id"].startswith(made_talk["talk_id"])]
    assert {e["rule"] for e in told} >= {"connpass-presentations"}
    speaker = one(made, "talk_speakers", talk_id=made_talk["talk_id"])
    accounts = {a["account_id"]: a for a in rows(made, "accounts")}
    assert speaker["person_id"] == accounts["connpass:eve"]["person_id"]
    assert accounts["connpass:eve"]["url"] == "https://connpass.com/user/eve/"


def test_posts_about_the_event_are_no_talks() -> None:
    teller = post("ada", talk("型の話", "eve"))
    made = corpus(
        [teller],
        page(
            shown("参加レポート", teller.report.url, "ada", kind="article"),
            shown("行ってきました", "https://blog.example.com/evening", "eve", kind="article"),
            shown("まとめ", "https://togetter.com/li/1", "eve", kind="page"),
        ),
    )
    assert rows(made, "talks", "title") == ["型の話"]
    assert rows(made, "talk_materials") == []


def test_an_article_of_a_talks_title_is_its_material() -> None:
    article = "https://zenn.dev/eve/articles/cups-as-monads-123"
    made = corpus([post("ada", talk("カップとモナド", "eve"))], page(shown("カップとモナド", article, kind="article")))
    assert one(made, "talk_materials")["role"] == "article"


def test_a_recording_of_the_whole_event_belongs_to_every_talk_and_is_none() -> None:
    made = corpus(
        [post("ada", talk("型の話", "eve"), talk("湯の話", "bob"))],
        page(shown("お茶と型の会 #3 アーカイブ配信", VIDEO, kind="recording")),
    )
    assert len(rows(made, "talks")) == 2
    assert rows(made, "talk_materials", "role") == ["event_recording", "event_recording"]


def test_slides_and_recording_of_one_listed_talk_are_one_talk() -> None:
    made = corpus(
        [post("ada", talk("型の話", "bob"))],
        page(shown("カップとモナド", VIDEO, "eve", kind="recording"), shown("カップとモナド", CUPS, "eve")),
    )
    assert rows(made, "talks", "title") == ["型の話", "カップとモナド"]
    its = [r["role"] for r in rows(made, "talk_materials") if r["talk_id"].endswith("カップとモナド")]
    assert sorted(its) == ["recording", "slides"]


def test_an_event_that_no_report_tells_of_is_known_by_its_page() -> None:
    other = "https://ocha.connpass.com/event/1004/"
    unreported = event_page(
        other,
        title="お茶と型の会 #4",
        starts_at=START,
        group_name="お茶と型の会",
        presentations=(shown("湯気の代数", CUPS),),
    )
    made = corpus([post("ada", talk("型の話", "eve"))], page(), unreported)
    assert rows(made, "events", "event_id") == ["connpass:1003", "connpass:1004"]
    assert one(made, "talks", event_id="connpass:1004")["title"] == "湯気の代数"
    assert one(made, "series")["event_count"] == 2


def test_a_page_without_decks_is_no_event_by_itself() -> None:
    other = event_page("https://ocha.connpass.com/event/1004/", title="お茶と型の会 #4", starts_at=START)
    assert rows(corpus([post("ada", talk("型の話"))], page(), other), "events", "event_id") == ["connpass:1003"]


def test_without_the_platforms_page_the_group_is_known_by_its_host() -> None:
    made = corpus([post("ada", talk("型の話", "eve"))])
    assert one(made, "series")["url"] == "https://ocha.connpass.com/"


@settings(max_examples=60)
@given(
    st.lists(
        st.builds(
            shown,
            st.sampled_from(["", "カップとモナド", "型の話", "発表資料", "お茶と型の会 #3", "LT: 湯気"]),
            st.sampled_from([TYPES, CUPS, "https://www.docswell.com/s/eve/ABC123-steam", "https://a.example/deck.pdf"]),
            st.sampled_from(["", "eve", "bob", "mallory"]),
        ),
        max_size=6,
    )
)
def test_every_listed_deck_is_somebodys_and_every_talk_has_evidence(listed: list[Presentation]) -> None:
    made = corpus([post("ada", talk("型の話", "eve", materials=(TYPES,)), talk("湯の話", "bob"))], page(*listed))
    ids = rows(made, "talks", "talk_id")
    assert len(ids) == len(set(ids))
    used = set(rows(made, "talk_materials", "material_id"))
    assert used == {identify(one.url).key for one in listed} | {identify(TYPES).key}
    told = {row["entity_id"] for row in rows(made, "evidence") if row["entity"] == "talks"}
    assert told == set(ids)
