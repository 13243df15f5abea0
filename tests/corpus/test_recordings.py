"""The recording of a whole evening, cut by its chapters and put to its talks."""

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.corpus.inputs import Material, Normalised, Post
from pipeline.search.passages import make_passages
from pipeline.sites.chapters import Cue, chapters, with_words
from pipeline.sites.document import DocumentPage
from tests.corpus.evening import ReadTalk, corpus, deck, event_page, one, post, rows, talk

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
ID = "youtube:abcdefghijk"


def recorded(description: str, length: int | None = 7200) -> Material:
    """The evening's recording with the chapters of a description."""
    made = deck(VIDEO, "お茶と型の会 #3 配信")
    assert made.document is not None
    return replace(made, document=replace(made.document, pages=chapters(description, length), duration_seconds=length))


def evening(description: str, *talks: ReadTalk, **more: str) -> Normalised:
    return corpus([post("ada", *talks, recordings=(VIDEO,))], recorded(description, **more))


def stretches(made: Normalised) -> dict[str, tuple[str, int | None, int | None]]:
    """Title -> role, start and end in the recording."""
    titles = {row["talk_id"]: row["title"] or row["talk_id"] for row in made.rows["talks"]}
    return {
        titles[row["talk_id"]]: (row["role"], row["start_seconds"], row["end_seconds"])
        for row in made.rows["talk_materials"]
        if row["material_id"] == ID
    }


UNCUT = ("event_recording", None, None)


def test_titles_with_openings_breaks_and_closings_between() -> None:
    made = evening(
        "0:00 待機画面\n3:00 オープニング\n8:00 型で守る台所\n20:00 休憩\n30:00 お茶の温度とGenServer\n45:00 クロージング",
        talk("型で守る台所", "eve"),
        talk("お茶の温度とGenServer", "bob"),
    )
    assert stretches(made) == {
        "型で守る台所": ("recording", 480, 1200),
        "お茶の温度とGenServer": ("recording", 1800, 2700),
    }
    row = one(made, "talk_materials", start_seconds=1800)
    assert row["deep_link"] == VIDEO + "&t=1800s"


def test_speakers_alone() -> None:
    made = evening(
        "0:00 開会\n5:00 eveさん\n15:00 山崎さん\n30:00 LT3 @bob_tea\n40:00 懇親会",
        talk("型で守る台所", "eve"),
        talk("お茶の温度", "山崎進"),
        talk("急須と並列", "bob_tea"),
    )
    assert stretches(made) == {
        "型で守る台所": ("recording", 300, 900),
        "お茶の温度": ("recording", 900, 1800),
        "急須と並列": ("recording", 1800, 2400),
    }


def test_titles_shortened_and_with_numbers_and_names_around() -> None:
    made = evening(
        "00:00 LT1: 型で守る台所 / eve\n10:00 LT2: 「お茶の温度とGenServer」 bob\n20:00 LT3: 急須",
        talk("型で守る台所 〜 火を消すまで 〜", "eve"),
        talk("お茶の温度とGenServerの状態", "bob"),
        talk("急須", "carol"),
    )
    assert [row[1] for row in stretches(made).values()] == [0, 600, 1200]
    assert one(made, "talk_materials", start_seconds=1200)["end_seconds"] == 7200


def test_chapters_out_of_the_reports_order_are_found_by_their_titles() -> None:
    made = evening(
        "0:00 急須と並列処理\n10:00 型で守る台所\n20:00 お茶の温度とGenServer",
        talk("型で守る台所", "eve"),
        talk("お茶の温度とGenServer", "bob"),
        talk("急須と並列処理", "carol"),
    )
    assert [row[1] for row in stretches(made).values()] == [600, 1200, 0]


def test_two_talks_of_one_speaker_are_told_apart_by_time() -> None:
    made = evening(
        "0:00 eve\n10:00 bob\n20:00 eve",
        talk("型で守る台所", "eve"),
        talk("お茶の温度", "bob"),
        talk("急須と並列処理", "eve"),
    )
    assert [row[1] for row in stretches(made).values()] == [0, 600, 1200]


def test_of_two_talks_of_one_speaker_a_certain_neighbour_decides() -> None:
    made = evening(
        "0:00 お茶の温度とGenServer\n10:00 eve",
        talk("型で守る台所", "eve"),
        talk("お茶の温度とGenServer", "bob"),
        talk("急須と並列処理", "eve"),
    )
    assert stretches(made) == {
        "型で守る台所": UNCUT,
        "お茶の温度とGenServer": ("recording", 0, 600),
        "急須と並列処理": ("recording", 600, 7200),
    }


def test_where_nothing_decides_no_choice_is_made() -> None:
    made = evening("0:00 開会\n10:00 eve", talk("型で守る台所", "eve"), talk("急須と並列処理", "eve"))
    assert set(stretches(made).values()) == {UNCUT}


def test_a_talk_without_a_chapter_keeps_the_whole_recording() -> None:
    made = evening("0:00 型で守る台所\n9:00 次回のお知らせ", talk("型で守る台所", "eve"), talk("撮影されない話", "bob"))
    assert stretches(made) == {"型で守る台所": ("recording", 0, 540), "撮影されない話": UNCUT}


def test_a_chapter_of_a_talk_that_no_report_tells_of_ends_the_one_before() -> None:
    made = evening(
        "0:00 型で守る台所 / eve\n10:00 知られざる話 / dan\n20:00 お茶の温度 / bob",
        talk("型で守る台所", "eve"),
        talk("お茶の温度", "bob"),
    )
    assert stretches(made) == {"型で守る台所": ("recording", 0, 600), "お茶の温度": ("recording", 1200, 7200)}


def test_questions_and_parts_stay_with_their_talk() -> None:
    made = evening(
        "0:00 型で守る台所\n5:00 背景\n8:00 火の型\n9:00 実装\n12:00 質疑応答\n15:00 お茶の温度とGenServer\n18:00 湯気\n21:00 茶葉\n25:00 閉会",
        talk("型で守る台所", "eve"),
        talk("お茶の温度とGenServer", "bob"),
    )
    assert stretches(made) == {
        "型で守る台所": ("recording", 0, 900),
        "お茶の温度とGenServer": ("recording", 900, 1500),
    }


def test_an_opening_that_names_a_speaker_is_no_talk() -> None:
    made = evening(
        "0:00 オープニング eve\n5:00 eve\n15:00 クロージング eve", talk("型で守る台所", "eve"), talk("茶の話", "bob")
    )
    assert stretches(made)["型で守る台所"] == ("recording", 300, 900)


def test_a_name_is_no_part_of_another_word() -> None:
    made = evening("0:00 Adapters everywhere\n10:00 話す", talk("型で守る台所", "ada"), talk("茶の話", "eve"))
    assert set(stretches(made).values()) == {UNCUT}


def test_a_handle_in_the_report_and_the_name_in_the_chapters() -> None:
    slides = deck("https://speakerdeck.com/eve_t/types", "型で守る台所", "eve_t", author_name="Eve Teacup")
    told = talk("型で守る台所", "eve_t|Eve Teacup", materials=("https://speakerdeck.com/eve_t/types",))
    made = corpus(
        [post("ada", told, talk("茶の話", "bob"), recordings=(VIDEO,))], slides, recorded("0:00 開場\n6:00 Eve Teacup")
    )
    assert stretches(made)["型で守る台所"] == ("recording", 360, 7200)


def test_the_second_that_a_report_gives_leads_to_its_chapter() -> None:
    made = corpus(
        [
            post(
                "ada", talk("名もなき話", "eve", videos=(VIDEO + "&t=605",)), talk("茶の話", "bob"), recordings=(VIDEO,)
            )
        ],
        recorded("0:00 開場\n10:00 全然ちがう題\n20:00 閉会"),
    )
    assert stretches(made)["名もなき話"] == ("recording", 605, 1200)


def test_a_video_that_a_report_gives_to_every_talk_is_cut_too() -> None:
    made = corpus(
        [post("ada", talk("型で守る台所", "eve", videos=(VIDEO,)), talk("お茶の温度", "bob", videos=(VIDEO,)))],
        recorded("0:00 型で守る台所\n10:00 お茶の温度"),
    )
    assert stretches(made) == {"型で守る台所": ("recording", 0, 600), "お茶の温度": ("recording", 600, 7200)}


def test_a_talks_own_video_is_not_cut_by_its_parts() -> None:
    made = corpus(
        [post("ada", talk("型で守る台所", "eve", videos=(VIDEO,)), talk("茶の話", "bob"))],
        recorded("0:00 はじめ\n10:00 型で守る台所の裏側"),
    )
    assert stretches(made) == {"型で守る台所": ("recording", None, None)}


def test_a_recording_without_chapters_is_the_whole_events() -> None:
    assert set(stretches(evening("星の下で", talk("型で守る台所", "eve"), talk("茶の話", "bob"))).values()) == {UNCUT}


def test_chapters_have_pages_and_passages_of_their_talk_and_evidence() -> None:
    posts = [post("ada", talk("型で守る台所", "eve"), talk("お茶の温度", "bob"), recordings=(VIDEO,))]
    material = recorded("0:00 開会の挨拶\n5:00 型で守る台所\n20:00 休憩\n25:00 お茶の温度", 3000)
    assert material.document is not None
    said = (Cue(310, "火を消そう"), Cue(700, "型は鍋"), Cue(1210, "お湯を足す"), Cue(1600, "七十度"))
    pages = with_words(material.document.pages, said, 3000)
    made = corpus(posts, replace(material, document=replace(material.document, pages=pages)))
    assert rows(made, "material_pages", "kind", "start_seconds") == [
        ("chapter", 0),
        ("chapter", 300),
        ("chapter", 660),
        ("chapter", 1200),
        ("chapter", 1500),
    ]
    passages = [row for row in make_passages(made, posts) if row["kind"] == "chapter"]
    assert [(row["talk_id"], row["text"], row["deep_link"]) for row in passages] == [
        ("connpass:1003/型で守る台所", "火を消そう", VIDEO + "&t=300s"),
        ("connpass:1003/型で守る台所", "型は鍋", VIDEO + "&t=660s"),
        ("connpass:1003/お茶の温度", "七十度", VIDEO + "&t=1500s"),
        (None, "開会の挨拶", VIDEO),
        (None, "お湯を足す", VIDEO + "&t=1200s"),
    ]
    assert one(
        made, "evidence", entity="talk_materials", entity_id=f"connpass:1003/お茶の温度 {ID}", rule="chapter-by-title"
    )


def test_a_recording_that_the_platform_lists_is_cut_as_one_that_a_report_links() -> None:
    from pipeline.sites.document import Presentation

    listed = event_page(
        title="お茶と型の会 #3", presentations=(Presentation("アーカイブ動画", VIDEO, kind="recording"),)
    )
    made = corpus(
        [post("ada", talk("型で守る台所", "eve"), talk("茶の話", "bob"))], listed, recorded("0:00 開会\n4:00 eve")
    )
    assert stretches(made)["型で守る台所"] == ("recording", 240, 7200)


TITLES = ("型で守る台所", "お茶の温度とGenServer", "急須", "開会", "質疑応答", "eve", "bobさん", "LT1 湯気 / eve", "")


@given(
    st.lists(st.tuples(st.integers(0, 5000), st.sampled_from(TITLES)), max_size=12),
    st.lists(st.sampled_from(TITLES[:3]), min_size=1, max_size=4, unique=True),
)
def test_whatever_the_chapters_no_two_talks_share_a_second(listed: list[tuple[int, str]], titles: list[str]) -> None:
    pages = tuple(DocumentPage(n, "", title, start_seconds=start) for n, (start, title) in enumerate(sorted(listed), 1))
    material = recorded("")
    assert material.document is not None
    material = replace(material, document=replace(material.document, pages=pages))
    posts: list[Post] = [
        post("ada", *(talk(t, "eve" if n % 2 else "bob") for n, t in enumerate(titles)), recordings=(VIDEO,))
    ]
    made = corpus(posts, material)
    assert made.rows == corpus(posts, material).rows
    found = sorted((s, 10**9 if e is None else e) for _, s, e in stretches(made).values() if s is not None)
    assert all(end <= start for (_, end), (start, _) in pairwise(found))


@pytest.mark.parametrize("wall", ["0:00 x\n1:00 y", "0:00 （）\n1:00 //"])
def test_titles_of_signs_alone_are_nobodys(wall: str) -> None:
    assert set(stretches(evening(wall, talk("型", "e"), talk("茶", "b"))).values()) == {UNCUT}
