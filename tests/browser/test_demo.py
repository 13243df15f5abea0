"""The demo's corpus in the app, as a reader sees it in a real browser: search, marks, permalink, a fresh file."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from pipeline.paths import CHECKOUT
from pipeline.stages.workspace import Workspace

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
# without these Chromium asks the web for updates and the like at every start
QUIET = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update"),
)
pytestmark = [pytest.mark.slow, pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")]


@pytest.fixture(scope="module")
def data(demo: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the demo's corpus, which the tests may change."""
    folder = tmp_path_factory.mktemp("app")
    shutil.copy(demo.paths.corpus, folder / "talks.duckdb")
    return folder


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "pipeline.cli", "app", "--headless"),
        *("--data", str(data), "--port", str(port), "--address", "127.0.0.1"),
    ]
    app = subprocess.Popen(command, cwd=CHECKOUT, env=dict(os.environ), start_new_session=True)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(url, app)
        yield url
    finally:
        os.killpg(app.pid, 15)
        app.wait(timeout=20)


def wait_until_healthy(url: str, app: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert app.poll() is None, "the app ended by itself"
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("the app did not come up within a minute")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(30_000)
    yield page
    page.close()


def test_a_reader_types_words_and_finds_the_talk_with_its_words_marked(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    box = page.get_by_placeholder("Words, a name or a question")
    box.fill("Livebook GPU")
    box.press("Enter")
    expect(page.locator("mark").first).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Google Colaboratory", exact=False).first).to_be_visible()
    assert "Livebook" in page.url, "the search has an address of its own"
    assert {urlsplit(url).hostname for url in asked if url.startswith("http")} == {"127.0.0.1"}


def test_a_permalink_opens_the_same_search_also_on_a_phone(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    page.goto(f"{address}/?q={quote('行列積')}")
    expect(page.locator("mark").first).to_be_visible(timeout=30_000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.close()


def test_a_hit_leads_to_the_very_slide(page: Page, address: str) -> None:
    page.goto(f"{address}/?q={quote('行列積')}")
    expect(page.locator("a[href*='?slide=9']").first).to_be_visible(timeout=30_000)


def test_a_fresh_file_is_picked_up_without_a_restart(page: Page, address: str, data: Path) -> None:
    page.goto(f"{address}/?q=GPU")
    expect(page.locator("mark").first).to_be_visible(timeout=30_000)
    corpus = data / "talks.duckdb"
    aside = corpus.rename(data / "aside.duckdb")
    page.reload()
    expect(page.get_by_text("talks run", exact=False).first).to_be_visible(timeout=30_000)
    shutil.copy(aside, data / "new.duckdb")
    (data / "new.duckdb").replace(corpus)
    page.reload()
    expect(page.locator("mark").first).to_be_visible(timeout=30_000)
