"""The recorded web answers in the network's place, through the same client."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.config import Crawl
from pipeline.errors import ConfigError
from pipeline.web.answers import FetchLogEntry, Outcome, Request
from pipeline.web.archive import Archive
from pipeline.web.client import Client
from pipeline.web.replay import ReplayTransport, load_recorded_web
from tests.web.conftest import QuickClock

ITEM = "https://qiita.com/elixir/items/927d9a0e8e2972e7bf08.md"
MANIFEST = f"""
[[answer]]
url = "{ITEM}"
file = "qiita/item.md"

[[answer]]
url = "https://t.co/abc"
status = 301
headers = {{ Location = "{ITEM}" }}

[[answer]]
url = "https://speakerdeck.com/nako/dead"
status = 410

[[answer]]
url = "https://example.jp/wrong?b=2&a=1"
file = "qiita/item.md"
content_type = "text/html; charset=iso-8859-1"

[[answer]]
url = "https://example.jp/robots.txt"
file = "robots.txt"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "web"
    (folder / "qiita").mkdir(parents=True)
    (folder / "qiita" / "item.md").write_text("# 勉強会レポート", encoding="utf-8")
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /no\n")
    (folder / "manifest.toml").write_text(MANIFEST, encoding="utf-8")
    return folder


async def run(folder: Path, archive: Archive, clock: QuickClock, urls: list[str]) -> list[FetchLogEntry]:
    log: list[FetchLogEntry] = []
    crawl = Crawl(replay=folder, recheck_hours=0, recheck_gone_days=0)
    async with Client(archive, crawl, on_entry=log.append, clock=clock) as client:
        for url in urls:
            await client.fetch(Request(url))
    return log


async def test_recorded_pages_answer_under_their_real_names(folder: Path, archive: Archive, clock: QuickClock) -> None:
    urls = [ITEM, "https://t.co/abc", "https://speakerdeck.com/nako/dead", "https://example.jp/wrong?b=2&a=1", "https://example.jp/no", "https://qiita.com/other"]  # fmt: skip
    log = await run(folder, archive, clock, urls)
    assert [entry.outcome.value for entry in log] == ["ok", "moved", "gone", "ok", "robots", "gone"]
    item = archive.latest(ITEM)
    assert item is not None
    assert item.headers["content-type"] == "text/markdown; charset=utf-8"
    assert item.body.decode() == "# 勉強会レポート"
    assert clock.slept == [], "nobody is there to be polite to"


async def test_a_second_run_is_answered_with_304_until_the_file_changes(
    folder: Path, archive: Archive, clock: QuickClock
) -> None:
    await run(folder, archive, clock, [ITEM])
    assert [e.from_archive for e in await run(folder, archive, clock, [ITEM])] == [True]
    (folder / "qiita" / "item.md").write_text("# 新しいレポート", encoding="utf-8")
    assert [e.from_archive for e in await run(folder, archive, clock, [ITEM])] == [False]
    assert len(archive.history(ITEM)) == 2


async def test_an_explicit_transport_goes_before_the_setting(folder: Path, archive: Archive, clock: QuickClock) -> None:
    transport = ReplayTransport(folder)
    async with Client(archive, Crawl(replay=Path("nowhere")), transport=transport, clock=clock) as client:
        answer = await client.fetch(Request(ITEM))
    assert answer.outcome is Outcome.OK
    assert transport.asked == ["https://qiita.com/robots.txt", ITEM]


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("[[answer]]\nurl = 3", "valid string"), ("[[answer]]\nurl = 'x'", "http or https"), ("[[answer]]\nurll = 'x'", "allowed in [[answer]]"), ("answer = [", "TOML"),
        ("[[answer]]\nurl = 'https://a.jp/'\nfile = 'none.html'", "file must lie"), ("[[answer]]\nurl = 'https://a.jp/'\nfile = '../../etc/passwd'", "file must lie"),
        ("[[answer]]\nurl = 'https://a.jp/'\nstatus = 9", "greater than or equal"), ("[[answer]]\nurl = 'https://a.jp/'\n[[answer]]\nurl = 'https://A.jp/#x'", "once"),
    ],
)  # fmt: skip
def test_a_manifest_that_is_not_well_formed_is_refused_in_one_line(folder: Path, manifest: str, says: str) -> None:
    (folder / "manifest.toml").write_text(manifest)
    with pytest.raises(ConfigError) as raised:
        load_recorded_web(folder)
    assert says in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_recorded_web_needs_its_manifest(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="manifest"):
        ReplayTransport(tmp_path)
