"""A 200 that is no page is told apart from a page that writes about such pages."""

from __future__ import annotations

import time

import pytest

from pipeline.web.answers import Outcome
from pipeline.web.outcomes import bot_wall, error_page, of_page, of_status

PAGE = "https://blog.example.jp/entry/2022/report"
HTML = {"content-type": "text/html; charset=utf-8"}
LONG = "<p>" + "今日はエラーページの話を書きます。" * 300


def body(title: str, text: str = "") -> bytes:
    return f"<html><head><title>{title}</title></head><body>{text}</body></html>".encode()


@pytest.mark.parametrize(
    "title",
    [
        "404", "404 Not Found", "404 - Page not found", "Error 404 (Not Found)!!", "Not Found | Blog", "Page not found · Site", "Page Not Found - Site", "Blog: 404 Not Found",
        "ページが見つかりません", "お探しのページは見つかりませんでした。 | ブログ", "この記事は存在しません - note", "410 Gone", "HTTP 404", "404エラー",
        "The page you were looking for could not be found", "記事が見つかりません｜メディア", "４０４ Not Found", "404 | ページが見つかりません",
    ],
)  # fmt: skip
def test_a_title_that_says_there_is_nothing_means_gone(title: str) -> None:
    assert of_page(PAGE, PAGE, HTML, body(title))[0] is Outcome.GONE


@pytest.mark.parametrize(
    "title",
    [
        "404 Not Found とは何か", "404ページの作り方", "ページが見つかりませんを直した話", "Room 404 meetup report", "Just a moment with Elixir",
        "Not found errors in Go", "Access Denied を調べる", "勉強会に参加してきた", "", "Gone with the wind", "Captains of industry", "エラー処理 LT 大会",
    ],
)  # fmt: skip
def test_a_title_of_a_real_page_does_not(title: str) -> None:
    assert of_page(PAGE, PAGE, HTML, body(title, "<p>short")) == (Outcome.OK, "") or title.startswith("Just a moment")
    assert of_page(PAGE, PAGE, HTML, body(title, LONG)) == (Outcome.OK, "")


def test_a_long_article_is_a_page_even_if_its_title_is_404_not_found() -> None:
    assert of_page(PAGE, PAGE, HTML, body("404 Not Found", LONG)) == (Outcome.OK, "")


@pytest.mark.parametrize(
    ("headers", "page"),
    [
        (HTML, body("Client Challenge")), (HTML, body("Just a moment...", "<script>window._cf_chl_opt={}</script>")), ({"cf-mitigated": "challenge"}, b""),
        (HTML, body("Attention Required! | Cloudflare")), (HTML, body("x", "<script src='/_fs-ch-1T1/a.js'></script>")), (HTML, body("Vercel Security Checkpoint")),
        (HTML, body("Pardon Our Interruption...")), (HTML, body("Access Denied")),
    ],
)  # fmt: skip
def test_a_wall_against_robots_is_seen_on_any_site(headers: dict[str, str], page: bytes) -> None:
    assert bot_wall(headers, page)
    assert of_page(PAGE, PAGE, {**HTML, **headers}, page or b"x")[0] is Outcome.BLOCKED
    assert of_status(403, headers, page)[0] is Outcome.BLOCKED
    assert of_status(503, headers, page)[0] is Outcome.BLOCKED


@pytest.mark.parametrize(
    ("asked", "final", "outcome"),
    [
        ("https://docs.google.com/presentation/d/x/edit", "https://accounts.google.com/v3/signin?x", Outcome.PRIVATE),
        ("https://team.qiita.com/x/items/1", "https://team.qiita.com/login?next=1", Outcome.PRIVATE),
        ("https://a.jp/deck", "https://b.jp/oauth2/authorize", Outcome.PRIVATE),
        ("https://a.jp/users/sign_in", "https://a.jp/users/sign_in", Outcome.OK),
        ("https://a.jp/posts/login", "https://a.jp/posts/login", Outcome.OK),
        ("https://a.jp/entry/1", "https://a.jp/", Outcome.GONE),
        ("https://a.jp/index.html", "https://a.jp/", Outcome.MOVED),
        ("https://t.co/a", "https://a.jp/", Outcome.MOVED),
        ("http://a.jp/x", "https://www.a.jp/x/", Outcome.OK),
    ],
)
def test_where_a_page_was_sent_to_tells_its_outcome(asked: str, final: str, outcome: Outcome) -> None:
    assert of_page(asked, final, HTML, body("Blog"))[0] is outcome


@pytest.mark.parametrize(("status", "outcome"), [(404, "gone"), (410, "gone"), (451, "gone"), (401, "private"), (403, "private"), (429, "blocked"), (400, "error"), (500, "error"), (503, "error"), (300, "error")])  # fmt: skip
def test_a_status_has_its_outcome(status: int, outcome: str) -> None:
    assert of_status(status, {}, b"") == (
        Outcome(outcome),
        f"HTTP {status}" + (": too many requests" if status == 429 else ""),
    )


def test_what_is_no_html_is_not_searched_for_titles() -> None:
    page = b"<title>404 Not Found</title>"
    assert of_page(PAGE, PAGE, {"content-type": "text/markdown"}, page) == (Outcome.OK, "")
    assert error_page(HTML, page)


@pytest.mark.parametrize(
    "piece", [b"<title", b"<title>", b"<script>", b"<!--", b"<", b"<script", b"</script", b"<title>404 ", b"404 "]
)
def test_a_page_made_to_be_slow_is_judged_quickly(piece: bytes) -> None:
    started = time.process_time()
    of_page(PAGE, PAGE, HTML, piece * (5_000_000 // len(piece)))
    assert time.process_time() - started < 1
