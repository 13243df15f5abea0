"""Every row of the replayed web, through a real server and the real client to the document and its outcome."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.reports.understand import understand
from pipeline.stages.posts import source_of
from pipeline.web.urls import identify, request_url
from tests.web.replayed import articles, decks, events, files, recordings, wire
from tests.web.replayed.asking import ask
from tests.web.replayed.table import CHECKLIST, Case
from tests.web.server import LoopbackWeb

CASES: tuple[Case, ...] = (*articles.CASES, *decks.CASES, *recordings.CASES, *events.CASES, *files.CASES, *wire.CASES)
# cases of the checklist that are lists or take two runs: `test_replayed_lists` and `test_replayed_runs` hold them
ELSEWHERE = {
    "qiita: a feed with a bare <link>",
    "qiita: API pages with Link, Total-Count and Rate headers, and a 403 run-out",
    "zenn: paging by next_page",
    "304",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_row_of_the_replayed_web(case: Case, web: LoopbackWeb, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for served in case.served:
        served.put(web)
    got = ask(case, web, folder, monkeypatch)
    document = got.page.document
    assert (got.page.status, document.layers if document else ()) == (case.outcome, case.layers)
    assert case.says in got.page.reason
    wanted = (served.url for served in case.served) if case.asked is None else case.asked
    assert list(dict.fromkeys(got.requests)) == list(dict.fromkeys(request_url(url) for url in wanted))
    assert bool(got.lines) == ((document is None and case.outcome != "") or case.tells != "")
    assert case.tells in "\n".join(got.lines)
    if document is None:
        return
    assert document.title == case.title
    assert len(document.pages) == case.pages
    by_number = {one.number: one.text for one in document.pages}
    for number, words in case.texts.items():
        assert words in by_number[number]
    for name, value in case.facts.items():
        assert getattr(document, name) == value
    said = "\n".join([document.title, document.description, *by_number.values()])
    assert not [words for words in case.not_said if words in said]
    if case.links:
        found = [identify(link.url).url for link in understand(source_of(document)).links]
        assert [url for url in case.links if url not in found] == []


def test_every_case_of_the_checklist_is_a_row() -> None:
    proven = {entry for case in CASES for entry in case.proves}
    assert proven - set(CHECKLIST) == set()
    assert [entry for entry in CHECKLIST if entry not in proven | ELSEWHERE] == []
