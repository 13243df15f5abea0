"""corrections.toml: what it may say, and what is said about what it may not."""

from datetime import date
from pathlib import Path

import pytest

from pipeline.corpus.corrections import Corrections, load_corrections
from pipeline.errors import ConfigError


def read(tmp_path: Path, text: str) -> Corrections:
    path = tmp_path / "corrections.toml"
    path.write_text(text, encoding="utf-8")
    return load_corrections(path)


def test_every_kind_of_correction_is_read(tmp_path: Path) -> None:
    made = read(
        tmp_path,
        """
        [[talk]]
        id = "connpass:1/x"
        title = " Tea "
        given_on = 2026-02-13
        [[talk]]
        id = "connpass:1/y"
        drop = true
        [[same_person]]
        accounts = ["qiita:a", "speakerdeck:b"]
        name = "Ada"
        [[different_people]]
        accounts = ["qiita:fox", "speakerdeck:fox"]
        [[same_event]]
        events = ["connpass:1", "doorkeeper:2"]
        """,
    )
    assert (made.talk[0].title, made.talk[0].given_on) == ("Tea", date(2026, 2, 13))
    assert made.talk[1].drop
    assert made.same_person[0].accounts == ("qiita:a", "speakerdeck:b")


def test_no_file_and_an_empty_one_correct_nothing(tmp_path: Path) -> None:
    assert load_corrections(tmp_path / "none.toml") == read(tmp_path, "") == Corrections()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[talks]]\nid = 'x'", r"\[\[talks\]\]: .*; allowed: \[\[talk\]\], \[\[same_person\]\]"),
        ("[[talk]]\nid = 'x'", r"\[\[talk\]\] number 1: says nothing: give title"),
        ("[[talk]]\nid = 'x'\ntitel = 'y'", r"\[\[talk\]\] number 1 titel: .*allowed: id, title, kind"),
        (
            "[[talk]]\nid = 'x'\nkind = 'song'",
            r"number 1 kind: Input should be 'lt', 'talk'.*\(found 'song'\)",
        ),
        ("[[talk]]\nid = 'x'\ndrop = true\n[[talk]]\nid = 3", r"number 2 id: .*string"),
        ("[[same_event]]\nevents = ['one']", r"\[\[same_event\]\] number 1 events: .*at least 2"),
        ("talk = 3", r"\[\[talk\]\]: .*tuple"),
        ("[[talk]\n", "must be TOML"),
    ],
)
def test_what_is_wrong_is_told_in_one_line(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(ConfigError, match=told) as error:
        read(tmp_path, text)
    assert "\n" not in str(error.value) and "corrections.toml" in str(error.value)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "corrections.toml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="must be a readable UTF-8 file"):
        load_corrections(path)
