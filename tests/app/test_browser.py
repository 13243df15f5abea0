"""The app in a real browser: typed, found, reloaded, swapped beneath, gone back, and never a word to the outside."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from pipeline.paths import CHECKOUT
from tests.app.conftest import DECK, Publish

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: pip install -e .[dev]")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
START_SECONDS = 60
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: apt-get install chromium fonts-noto-cjk"),
]


@pytest.fixture
def app(published: Publish) -> Iterator[str]:
    """The address of an app that runs over the small corpus."""
    data = published()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = data.parent / "app.log"
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(CHECKOUT / "app" / "main.py")),
        *("--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"),
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command, env=os.environ | {"TALKS_DATA": str(data)}, cwd=CHECKOUT, stdout=output, stderr=output
        )
    address = f"http://127.0.0.1:{port}/"
    try:
        wait_for(process, f"{address}_stcore/health", log)
        yield address
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(url, timeout=1):
            return
        time.sleep(0.02)
    pytest.fail(f"the app did not start:\n{log.read_text(errors='replace')}")


@pytest.fixture
def browser() -> Iterator[playwright.Browser]:
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def outside() -> list[str]:
    """Addresses outside this machine that the page asked for."""
    return []


@pytest.fixture
def page(browser: playwright.Browser, outside: list[str]) -> playwright.Page:
    page = browser.new_page(viewport={"width": 1280, "height": 900})

    def note(request: playwright.Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            outside.append(request.url)

    page.on("request", note)
    return page


def ask(page: playwright.Page, question: str) -> None:
    box = page.get_by_label("Search talks")
    box.fill(question)
    box.press("Enter")


def test_a_reader_searches_returns_and_sees_a_new_talk_without_a_restart(
    app: str, page: playwright.Page, published: Publish, outside: list[str]
) -> None:
    expect = playwright.expect
    page.goto(app)
    expect(page.get_by_text("Latest talks")).to_be_visible(timeout=START_SECONDS * 1000)

    ask(page, "画像分類")
    card = page.locator(".tc-card").first
    expect(card.locator("h2")).to_have_text("Livebook とカメラで画像分類をする")
    expect(card.locator("h2 mark")).to_have_text("画像分類")
    expect(card.locator("h2 a")).to_have_attribute("href", f"{DECK}?slide=2")
    expect(card.locator("h2 a")).to_have_attribute("target", "_blank")
    expect(page.locator(".tc-card img")).to_have_count(0)
    page.wait_for_url("**/?q=*")
    expect(page).to_have_title("画像分類 · Talk Corpus")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["画像分類"]}

    page.get_by_text("Words", exact=True).click()
    page.wait_for_url("**mode=Words*")
    permalink = page.url
    page.reload()
    expect(page.get_by_label("Search talks")).to_have_value("画像分類")
    expect(page.locator(".tc-card mark").first).to_be_visible()

    page.get_by_role("link", name="All of this talk").first.click()
    expect(page.get_by_text("カメラの映像を 1 秒ごとに推論する")).to_be_visible()
    expect(page).to_have_title("Livebook とカメラで画像分類をする · Talk Corpus")
    page.go_back()
    expect(page.locator(".tc-card mark").first).to_be_visible()
    assert page.url == permalink

    ask(page, "お茶の温度")
    expect(page.get_by_text("Nothing found for")).to_be_visible()
    published(extra_talks=1)
    ask(page, "お茶の温度を測る会")
    expect(page.locator(".tc-card h2").first).to_have_text("お茶の温度を測る会 その1")
    expect(page.get_by_text("6 talks")).to_be_visible()

    assert outside == []


def test_the_page_fits_a_phone_and_the_keyboard(app: str, page: playwright.Page, outside: list[str]) -> None:
    expect = playwright.expect
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{app}?q=%E9%9F%B3%E7%84%A1%E3%81%97%E3%81%9A%E3%81%8B")
    expect(page.locator(".tc-card").first).to_be_visible(timeout=START_SECONDS * 1000)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("[...document.querySelectorAll('.stHtml')].every(e => e.scrollWidth <= e.clientWidth + 1)")

    page.get_by_label("Search talks").focus()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.tc-card') !== null"):
            break
    else:
        pytest.fail("no result can be reached by the Tab key")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert outside == []
