"""A site that used to give talks or texts, and gives markedly fewer, stops the swap by name; what was published stays."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipeline.config import Crawl, FilesSource, Settings
from pipeline.corpus.inputs import SourceState
from pipeline.errors import BuildError
from pipeline.headless import run_job
from pipeline.paths import DataPaths
from pipeline.stages.alarm import NAME, check_sites
from pipeline.stages.progress import Progress
from pipeline.stages.site_figures import FIGURES, Asked, Given, SiteFigures, site_figures
from pipeline.stages.workspace import Workspace
from pipeline.web.archive import Archive, Run

TIDE = datetime(2026, 5, 1, tzinfo=UTC)


def deck_page(number: int) -> str:
    """A deck's page in the shape of Speaker Deck's JSON-LD."""
    parts = [
        {"@type": "DigitalDocument", "position": n, "text": f"第{number}話 その{n} 潮位を測る計器の{n}番目の話"}
        for n in (1, 2, 3)
    ]
    data = {
        "@context": "http://schema.org",
        "@type": "PresentationDigitalDocument",
        "name": f"潮位計の話 {number}",
        "author": {"@type": "Person", "name": "minato"},
        "hasPart": parts,
    }
    told = json.dumps(data, ensure_ascii=False)
    return (
        f'<html><head><title>潮位計の話 {number} - Speaker Deck</title><meta property="og:title" content="潮位計の話 {number}">'
        f'<script type="application/ld+json">{told}</script></head><body><h1>潮位計の話 {number}</h1></body></html>'
    )


def redrawn(number: int) -> str:
    """The same page after its site was made anew: the slides are drawn by a script, and stand nowhere in the page."""
    return (
        f'<html><head><title>潮位計の話 {number} - Speaker Deck</title><meta property="og:title" content="潮位計の話 {number}">'
        f'</head><body><div id="app" data-deck="{number}"></div></body></html>'
    )


def says_gone(number: int) -> str:
    """A page that comes with status 200 and says by its title that it is not there."""
    return f'<html><head><title>Not Found | Speaker Deck</title></head><body><div data-deck="{number}"></div></body></html>'


class Web:
    """A recorded web with decks, and a folder with one report that links them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        (root / "web").mkdir()
        (root / "posts").mkdir()
        self.pages: dict[str, str] = {}

    def decks(self, numbers: range, page) -> None:  # type: ignore[no-untyped-def]
        for number in numbers:
            self.pages[f"https://speakerdeck.com/minato/tide-{number}"] = page(number)
        lines = []
        for n, (url, text) in enumerate(self.pages.items()):
            if not text:
                continue
            (self.root / "web" / f"{n}.html").write_text(text, encoding="utf-8")
            lines.append(f'[[answer]]\nurl = "{url}"\nfile = "{n}.html"\ncontent_type = "text/html; charset=utf-8"\n')
        (self.root / "web" / "manifest.toml").write_text("\n".join(lines), encoding="utf-8")
        talks = "\n\n".join(
            f"## {n}. [潮位計の話 {n}]({url})\n\n@minato{n} さんの発表でした。" for n, url in enumerate(self.pages, 1)
        )
        start = "---\ntitle: 港の計測勉強会 #3 レポート\nid: 00112233445566778899\n---\n2026/4/4(土)に港の計測勉強会 #3 が開催されました。\n\n"
        (self.root / "posts" / "night.md").write_text(start + talks + "\n", encoding="utf-8")

    def missing(self, number: int) -> None:
        """A deck that reports link and the web does not have: the recorded web answers 404."""
        self.pages[f"https://speakerdeck.com/minato/tide-{number}"] = ""
        self.decks(range(0), deck_page)

    def run(self, *accepted: str) -> Workspace:
        source = FilesSource(
            kind="files", name="posts", path=self.root / "posts", url="https://qiita.com/minato/items/{id}"
        )
        settings = Settings(crawl=Crawl(replay=self.root / "web", recheck_hours=0.0), source=(source,))
        workspace = Workspace(DataPaths(self.root / "data"), settings, Progress(), frozenset(accepted))
        run_job(workspace)
        return workspace

    def texts(self) -> int:
        with duckdb.connect(str(self.root / "data" / "talks.duckdb"), read_only=True) as connection:
            found = connection.execute("SELECT count(*) FROM material_pages WHERE length(text) > 0").fetchone()
        return int(found[0]) if found else 0


@pytest.fixture
def web(tmp_path: Path) -> Web:
    return Web(tmp_path)


def test_a_site_that_is_made_anew_stops_the_swap_and_the_published_slides_stay(web: Web) -> None:
    web.decks(range(1, 9), deck_page)
    web.run()
    published = web.texts()
    assert published == 24
    web.decks(range(1, 9), redrawn)
    with pytest.raises(BuildError, match=rf"{NAME}.*speakerdeck.*pages with text.*--accept-fewer speakerdeck"):
        web.run()
    assert web.texts() == published
    with pytest.raises(BuildError, match=NAME):  # the alarm does not wear off
        web.run()


def test_new_pages_that_give_nothing_are_not_hidden_by_old_ones(web: Web) -> None:
    web.decks(range(1, 13), deck_page)
    web.run()
    web.decks(range(13, 19), redrawn)
    with pytest.raises(BuildError, match="pages with text of new pages: 0 on 6 pages"):
        web.run()


def test_the_alarm_outlives_the_stage_files(web: Web) -> None:
    import shutil

    web.decks(range(1, 9), deck_page)
    web.run()
    web.decks(range(1, 9), redrawn)
    shutil.rmtree(web.root / "data" / "stages")
    with pytest.raises(BuildError, match=NAME):
        web.run()


def test_a_persons_word_publishes_it_and_is_remembered(web: Web) -> None:
    web.decks(range(1, 9), deck_page)
    web.run()
    web.decks(range(1, 9), redrawn)
    web.run("speakerdeck")
    assert web.texts() == 0
    web.run()  # fewer is now what is expected
    web.decks(range(9, 16), redrawn)
    web.run()


def test_a_word_for_a_site_that_is_not_there_is_told(web: Web) -> None:
    web.decks(range(1, 8), deck_page)
    workspace = web.run("speakerdek")
    assert any("--accept-fewer" in line and "speakerdek" in line for line in workspace.progress.problems)


def test_a_site_whose_new_pages_read_as_gone_is_an_alarm_too(web: Web) -> None:
    web.decks(range(1, 13), deck_page)
    web.run()
    web.decks(range(13, 19), says_gone)
    for _ in range(2):  # asked again, they come from the archive, and count all the same
        with pytest.raises(BuildError, match="pages with text of new pages: 0 on 6 pages"):
            web.run()


def test_pages_that_read_as_gone_since_the_site_was_made_anew_are_not_hidden_by_what_was_read_before(web: Web) -> None:
    web.decks(range(1, 13), deck_page)
    web.run()
    web.decks(range(1, 7), says_gone)
    with pytest.raises(BuildError, match="pages with text of new pages: 0 on 6 pages"):
        web.run()
    assert web.texts() == 36


def test_what_a_mended_reader_reads_is_read_from_the_archive_though_it_was_once_judged_gone(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.sites.document import Unreadable
    from pipeline.web.answers import Outcome

    def broken(*_: object) -> None:
        raise Unreadable(Outcome.GONE, "a reader that takes every page for gone")

    web.decks(range(1, 7), deck_page)
    with monkeypatch.context() as patch:
        patch.setattr("pipeline.sites.page.check_page", broken)
        web.run()
    assert web.texts() == 0
    web.run()
    assert web.texts() == 18


def test_pages_that_the_web_says_are_gone_are_no_alarm(web: Web) -> None:
    web.decks(range(1, 13), deck_page)
    web.run()
    for number in range(13, 19):
        web.missing(number)
    web.run()


def test_one_deck_of_pictures_is_no_alarm(web: Web) -> None:
    web.decks(range(1, 9), deck_page)
    web.run()
    web.decks(range(9, 11), redrawn)
    web.run()


def test_fewer_pages_are_no_alarm(web: Web) -> None:
    web.decks(range(1, 20), deck_page)
    web.run()
    web.pages.clear()
    web.decks(range(1, 12), deck_page)
    web.run()


def test_a_run_tells_of_each_site_what_was_asked_and_what_it_gave(web: Web) -> None:
    web.decks(range(1, 8), deck_page)
    workspace = web.run()
    figures = workspace.site_figures()["speakerdeck"]
    assert (figures.asked, figures.outcomes, figures.layers) == (7, {"ok": 7}, {"json-ld": 7})
    assert (figures.all.pages, figures.all.with_text, figures.all.texts) == (7, 7, 21)
    with Archive(workspace.paths.archive, read_only=True) as archive:
        (run,) = archive.runs(5)
    assert run.published
    assert FIGURES.validate_python(run.sites["speakerdeck"]) == figures


# -- the judgement alone ----------------------------------------------------------------------------------------------


def run_of(*sites: SiteFigures, published: bool = True, days: int = 0) -> Run:
    kept = {f"site{n}": FIGURES.dump_python(figures) for n, figures in enumerate(sites)}
    return Run(TIDE + timedelta(days=days), published, kept)


def gave(pages: int, with_text: int, fresh: Given | None = None) -> SiteFigures:
    return SiteFigures(all=Given(pages=pages, with_text=with_text, texts=with_text * 10), fresh=fresh or Given())


def test_nothing_is_concluded_without_a_run_before() -> None:
    result = check_sites({"site0": gave(30, 0)}, [])
    assert result.passed
    assert "nothing" in str(result.facts["compared_with"])


def test_runs_that_were_not_published_say_nothing_of_what_is_normal() -> None:
    runs = [run_of(gave(30, 1), published=False), run_of(gave(30, 29))]
    assert not check_sites({"site0": gave(30, 1)}, runs).passed


def test_talks_are_counted_over_reports() -> None:
    before = SiteFigures(all=Given(reports=10, talks=60))
    now = SiteFigures(all=Given(reports=11, talks=20))
    result = check_sites({"site0": now}, [run_of(before)])
    assert str(result.facts["site0"]) == "talks: 20 on 11 reports, 66 expected from the last runs"


def test_silent_pages_add_up_over_runs() -> None:
    silent = Given(pages=2, with_text=0)
    runs = [run_of(gave(40, 36, silent)), run_of(gave(38, 36, silent)), run_of(gave(36, 36))]
    assert not check_sites({"site0": gave(42, 36, silent)}, runs).passed
    assert check_sites({"site0": gave(42, 36, Given(pages=2, with_text=2, texts=20))}, runs[:1]).passed


def test_a_list_that_names_markedly_fewer_posts_is_an_alarm_by_its_address() -> None:
    address = "https://zenn.dev/api/articles?topicname=tide&order=latest&page=1"
    before = run_of(SiteFigures(lists={address: 40}))
    (told,) = [
        v for k, v in check_sites({"site0": SiteFigures(lists={address: 0})}, [before]).facts.items() if k != "remedy"
    ]
    assert told == f"posts: 0 in the list {address}, 40 expected from the last runs"
    assert check_sites({"site0": SiteFigures(lists={address: 30})}, [before]).passed
    assert check_sites({"site0": SiteFigures(lists={f"{address}&other": 0})}, [before]).passed


def test_entries_of_a_list_are_counted_and_a_list_that_failed_is_not() -> None:
    came, failed = "https://zenn.dev/api/articles?topicname=a", "https://zenn.dev/api/articles?topicname=b"
    states = [
        SourceState(f"a:{came}", "a", "zenn", came, "ok", "", 3, TIDE, listed=4),
        SourceState(f"b:{failed}", "b", "zenn", failed, "error", "HTTP 500", 0, TIDE),
    ]
    assert site_figures([], [], [], Asked(), None, states)["zenn"].lists == {came: 4}


def test_a_site_that_was_never_seen_before_is_no_alarm() -> None:
    assert check_sites({"site9": gave(30, 0)}, [run_of(gave(30, 29))]).passed
