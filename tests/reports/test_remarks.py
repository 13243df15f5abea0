"""Remarks that one line of a report gives to a person, one form after the other, and lines that look like them."""

from __future__ import annotations

import time

import pytest

from pipeline.reports.blocks import line_of
from pipeline.reports.quotes import hearsay, person_before, quotes_in
from pipeline.reports.remarks import begun_by_person
from pipeline.reports.roster import Roster

PEOPLE = ["Mei Carrow", "kis_n|岸田奈緒", "Tim Neuer"]


def told(text: str, nearest: str = "", answering: str = "") -> list[tuple[str, str]]:
    """(speaker, words) of every quote in one line."""
    return [(q.speaker, q.words) for q in quotes_in(line_of(text, 1), Roster(PEOPLE), nearest, answering)]


@pytest.mark.parametrize(
    ("text", "speaker", "said"),
    [
        ("常連の丹羽さんから「黒板ほど依存が多い」という名言をいただきました。", "丹羽", "黒板ほど依存が多い"),
        ("帰り道、辰巳さんが「声はかけるためのもの」と言っていたのが残る。", "辰巳", "声はかけるためのもの"),
        ("uzu さんから「壊れたらどうする？」とご質問頂きました。", "uzu", "壊れたらどうする？"),
        ("yan3さんが発表の節々で、「がんばった」と仰っていたので", "yan3", "がんばった"),
        ('Over lunch Yuki Sorrel said to me: "I write them for fun."', "Yuki Sorrel", "I write them for fun."),
        ('With Ann Lee and Joe Tarr. Ann Lee asked: "Who owns it?"', "Ann Lee", "Who owns it?"),
        ('"Every changeset is an apology" (Mei)', "Mei|Mei Carrow", "Every changeset is an apology"),
        ("初参加です。よろしく ← ありがとうございます！by @sota", "sota", "ありがとうございます！"),
        (
            "丹羽さんに「いつ消すんですか」と聞いてみたら、「消したい日の前日です」と言われました。",
            "丹羽",
            "消したい日の前日です",
        ),
        ("岸田奈緒本人は「当時は新しかった」とコメントしていました。", "kis_n|岸田奈緒", "当時は新しかった"),
        ("In the end, Ondine from the venue asked whether they ever slept.", "Ondine", "whether they ever slept"),
        ("Mei asked: what about the lift? I looked away.", "Mei|Mei Carrow", "what about the lift?"),
    ],
)
def test_a_quote_goes_to_the_person_to_whom_the_line_gives_it(text: str, speaker: str, said: str) -> None:
    assert told(text) == [(speaker, said)]


@pytest.mark.parametrize(
    "text",
    [
        "ミナトさん「付箋の色に意味を持たせない」と、加賀美さん「議事録を書き終える」。",
        "丹羽さんの「黒板と依存」というタイトルの発表でした。",
        "「黒板と依存」という本を読みました。",
        'The panel "Who owns the dashboard?" was moderated by Ann Lee.',
        'He said: "no name, no remark"',
        "丹羽さんに「いつ消すんですか」と聞いてみたけれど忘れました。",
        "弊社は「消さない会社」とコメントしていました。",
        "People asked whether it was true.",
    ],
)
def test_a_title_or_words_without_a_person_are_no_remark(text: str) -> None:
    assert told(text) == []


def test_a_question_without_its_person_goes_to_the_one_named_before() -> None:
    assert told("「本当に必要？」「なくてもよい？」という質問を受けて", nearest="岸田") == [
        ("kis_n|岸田奈緒", "本当に必要？")
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("でも今月中だよとのこと。", "今月中だよとのこと。"),
        ("窓口を聞いた。どこかと聞いたら、掲示板に書いてねとのこと。", "掲示板に書いてねとのこと。"),
        ("Tim 的には、むずかしいという感じだった。", "むずかしいという感じだった。"),
    ],
)
def test_indirect_speech_under_a_persons_heading_is_theirs(text: str, said: str) -> None:
    found = list(hearsay(line_of(text, 1), Roster(PEOPLE), ["Tim Neuer"]))
    assert [(q.speaker, q.words) for q in found] == [("Tim Neuer", said)]


def test_what_somebody_worked_on_is_no_remark_and_a_sentence_is() -> None:
    work, speech = "鴨居さん: ブログの暗色対応", "鴨居さん: ブログを直しています"
    assert begun_by_person(line_of(work, 1), work, "やること") is None
    assert begun_by_person(line_of(speech, 1), speech, "やること") == ("鴨居", "ブログを直しています")


def test_the_last_person_before_a_place_is_named_without_what_leads_up_to_them() -> None:
    assert person_before("おかげで隣の丹羽さんから")[0] == "丹羽"
    assert person_before("だれもいない")[0] == ""


@pytest.mark.parametrize(
    "piece",
    ["「", "」", "さんが「", "「あ」と", '"A B said: ', "とのこと。", "Ab ", "@a さん「", "と聞いたら", "← by "],
)
def test_a_hostile_line_takes_time_that_grows_with_its_length_only(piece: str) -> None:
    began = time.process_time()
    line = line_of(piece * 20_000, 1)
    list(quotes_in(line, Roster(PEOPLE), "a", "b"))
    list(hearsay(line, Roster(PEOPLE), ["Tim Neuer"]))
    assert time.process_time() - began < 1.0
