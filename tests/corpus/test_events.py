"""Several reports of one event are one event; different ones stay apart."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from pipeline.corpus.corrections import Corrections, SameEvent
from tests.corpus.evening import EVENING, NIGHT, corpus, dead, event_page, one, post, rows, talk

JST = timezone(timedelta(hours=9))
LT = talk("型の話", "ada")


def told(**changes: object) -> dict[str, object]:
    return {"event": replace(EVENING, **changes)}


def test_an_event_is_known_by_its_platform_page() -> None:
    made = corpus([post("ada", LT), post("bob", LT)])
    event = one(made, "events", event_id="connpass:1003")
    assert (event["title"], event["platform"], event["starts_on"]) == ("お茶と型の会 #3", "connpass", NIGHT)
    assert event["url"] == "https://ocha.connpass.com/event/1003/"
    assert rows(made, "reports", "event_id") == ["connpass:1003", "connpass:1003"]


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("same title and day, no link", {"url": None}),
        ("title spelled in full-width letters", {"url": None, "title": "お茶と型の会　＃３"}),
        ("another title, same series, edition and day", {"url": None, "title": "お茶と型の会#3 〜春の型〜"}),
        ("no day, but title and edition", {"url": None, "held_on": None}),
        ("an own page instead of the platform's", {"url": "https://ocha.example.com/third"}),
    ],
)
def test_a_report_that_tells_of_the_same_event_in_other_words_is_found(case: str, changes: dict[str, object]) -> None:
    made = corpus([post("ada", LT), post("bob", LT, **told(**changes))])
    assert rows(made, "events", "event_id") == ["connpass:1003"], case


@pytest.mark.parametrize(
    ("case", "changes"),
    [
        ("another platform page", {"url": "https://ocha.connpass.com/event/1004/"}),
        ("another edition", {"url": None, "title": "お茶と型の会 #4", "edition": "4", "held_on": None}),
        ("another day", {"url": None, "held_on": date(2026, 3, 13), "edition": None}),
        ("another title on the same day", {"url": None, "title": "Rust の夕べ", "series": None, "edition": None}),
    ],
)
def test_a_report_that_tells_of_another_event_is_kept_apart(case: str, changes: dict[str, object]) -> None:
    made = corpus([post("ada", LT), post("bob", LT, **told(**changes))])
    assert len(rows(made, "events")) == 2, case


def test_a_weekly_meetup_without_editions_is_an_event_each_time() -> None:
    weekly = {"url": None, "edition": None, "title": "もくもく会", "series": "もくもく会"}
    made = corpus(
        [
            post("ada", LT, **told(held_on=NIGHT, **weekly)),
            post("bob", LT, **told(held_on=NIGHT + timedelta(days=1), **weekly)),
        ]
    )
    assert rows(made, "events", "event_id") == ["qiita:ada", "qiita:bob"]
    assert rows(made, "series", "series_id", "event_count") == [("もくもく会", 2)]


def test_the_days_of_one_conference_are_one_event_and_a_talk_keeps_its_day() -> None:
    conf = {"url": None, "title": "TypeConf 2026", "series": "TypeConf", "edition": "2026"}
    made = corpus(
        [
            post("ada", talk("Opening types", "eve"), **told(held_on=NIGHT, **conf)),
            post("bob", talk("Closing types", "mallory"), **told(held_on=NIGHT + timedelta(days=1), **conf)),
        ]
    )
    assert len(rows(made, "events")) == 1
    assert one(made, "talks", title="Closing types")["given_on"] == NIGHT + timedelta(days=1)
    assert one(made, "talks", title="Opening types")["given_on"] == NIGHT


def test_a_home_page_serves_several_years() -> None:
    home = {"url": "https://typeconf.example.com/", "series": "TypeConf"}
    made = corpus(
        [
            post("ada", LT, **told(title="TypeConf 2025", edition="2025", held_on=date(2025, 5, 5), **home)),
            post("bob", LT, **told(title="TypeConf 2026", edition="2026", held_on=date(2026, 5, 6), **home)),
        ]
    )
    assert rows(made, "events", "event_id") == [
        "web:typeconf.example.com@2025-05-05",
        "web:typeconf.example.com@2026-05-06",
    ]


def test_an_event_without_any_page_is_known_by_its_first_report() -> None:
    late = post("ada", LT, **told(url=None), published_at=datetime(2026, 3, 1, tzinfo=UTC))
    early = post("bob", LT, **told(url=None), published_at=datetime(2026, 2, 14, tzinfo=UTC))
    assert rows(corpus([late, early]), "events", "event_id") == ["qiita:bob"]


def test_the_platforms_page_outranks_the_reports_on_title_and_day() -> None:
    page = event_page(
        title="お茶と型の会 #3 依存型の夜",
        starts_at=datetime(2026, 2, 12, 19, tzinfo=JST),
        place="会議室",
        is_online=False,
        hashtag="#ochakata",
        group_name="お茶部",
        group_url="https://ocha.connpass.com/",
    )
    made = corpus([post("ada", LT)], page)
    event = one(made, "events", event_id="connpass:1003")
    assert event["title"] == "お茶と型の会 #3 依存型の夜"
    assert (event["starts_on"], event["place"], event["is_online"]) == (date(2026, 2, 12), "会議室", False)
    assert event["hashtag"] == "ochakata"
    assert rows(made, "series", "name", "url") == [("お茶と型の会", "https://ocha.connpass.com/")]


def test_a_platform_that_tells_utc_does_not_move_the_day() -> None:
    page = event_page(title="Early tea", starts_at=datetime(2026, 2, 12, 22, 30, tzinfo=UTC))
    assert rows(corpus([post("ada", LT)], page), "events", "starts_on") == [NIGHT]


def test_a_platform_page_that_died_leaves_the_reports_word() -> None:
    made = corpus([post("ada", LT)], dead("https://ocha.connpass.com/event/1003/"))
    assert rows(made, "events", "title") == ["お茶と型の会 #3"]
    assert one(made, "materials", material_id="connpass:1003")["status"] == "gone"


def test_the_platforms_group_is_the_series_where_no_report_names_one() -> None:
    page = event_page(title="A night", group_name="Tea Club", group_url="https://tea.connpass.com/")
    made = corpus([post("ada", LT, **told(series=None))], page)
    assert rows(made, "series", "series_id", "name") == [("tea-club", "Tea Club")]


def test_one_name_in_two_groups_is_two_series() -> None:
    urls = {n: f"https://group{n}.connpass.com/event/{n}/" for n in (1, 2)}
    posts = [
        post(f"ada{n}", LT, **told(url=urls[n], series="もくもく会", edition=None, title=f"もくもく会 in {n}"))
        for n in (1, 2)
    ]
    pages = [event_page(urls[n], title="", group_url=f"https://group{n}.connpass.com/") for n in (1, 2)]
    assert rows(corpus(posts, *pages), "series", "series_id") == ["もくもく会", "もくもく会-2"]


def test_a_report_without_an_event_still_has_its_talks() -> None:
    made = corpus([post("ada", LT, event=None)])
    assert rows(made, "events", "event_id", "title") == [("qiita:ada", "adaの感想")]


def test_what_is_no_report_has_a_row_and_links_but_no_event() -> None:
    made = corpus([post("ada", LT, kind="not-a-report")])
    assert rows(made, "reports", "kind", "event_id") == [("not-a-report", None)]
    assert rows(made, "events") == rows(made, "talks") == []
    assert made.talk_ids == {"qiita:ada": ()}


def test_a_correction_makes_two_registrations_one_event() -> None:
    other = "https://ocha.doorkeeper.jp/events/77"
    posts = [post("ada", LT), post("bob", LT, **told(url=other))]
    assert len(rows(corpus(posts), "events")) == 2
    same = Corrections(same_event=(SameEvent(events=("doorkeeper:77", "connpass:1003")),))
    made = corpus(posts, corrections=same)
    assert rows(made, "events", "event_id") == ["doorkeeper:77"]
    assert made.talk_ids["qiita:ada"] == made.talk_ids["qiita:bob"]


def test_a_correction_of_an_event_that_is_not_there_is_told() -> None:
    lost = Corrections(same_event=(SameEvent(events=("connpass:1003", "connpass:9999")),))
    assert corpus([post("ada", LT)], corrections=lost).notes == (
        "corrections.toml: [[same_event]] names events that are not there: connpass:9999",
    )
