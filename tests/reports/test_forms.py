"""Talks and their speakers are read in whatever form a report names them: the forms stand in `forms.md`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.reports.report import Source
from pipeline.reports.understand import understand

REPORTS = {
    "ja": "---\ntitle: 「さくら開発勉強会 #7」に参加してきました\n---\n\n2024年5月18日に開催された"
    "[さくら開発勉強会 #7](https://sakura-dev.connpass.com/event/318001/)に参加してきました。会場は神田でした。\n\n{}\n\n"
    "## まとめ\n\nとても楽しい一日でした。運営のみなさん、ありがとうございました。\n",
    "en": '---\ntitle: "Recap: Harbour Systems Conf 2024"\n---\n\nLast week I attended [Harbour Systems Conf 2024]'
    "(https://harbour.example.org/2024) in Rotterdam. It was held on May 30, 2024. Here is what I heard.\n\n{}\n\n"
    "## Wrapping up\n\nA great day. Thanks to the organisers!\n",
}
FORMS = re.split(r"^=== ", (Path(__file__).parent / "forms.md").read_text(encoding="utf-8"), flags=re.M)[1:]


def read(form: str) -> tuple[dict[str, str], dict[str, str]]:
    """What the report says and what is read of it: title -> speakers."""
    body = form.split("\n", 1)[1].split("\n=> ", 1)[0]
    wanted = dict(line[3:].split(" | ") for line in form.splitlines() if line.startswith("=> "))
    report = understand(Source("post.md", REPORTS[form[:2]].format(body), "markdown"))
    return wanted, {talk.title or "": ", ".join(talk.speakers) for talk in report.talks}


@pytest.mark.parametrize("form", FORMS, ids=[form.splitlines()[0] for form in FORMS])
def test_every_talk_that_is_read_of_a_form_has_its_speakers(form: str) -> None:
    wanted, found = read(form)
    assert {title: found[title] for title in wanted if title in found} == {
        title: speakers for title, speakers in wanted.items() if title in found
    }


def test_nearly_all_talks_of_all_forms_are_read_by_their_titles() -> None:
    pairs = [read(form) for form in FORMS]
    right = sum(title in found for wanted, found in pairs for title in wanted)
    assert right >= 0.95 * sum(len(wanted) for wanted, _ in pairs)
