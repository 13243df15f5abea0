"""Any page: main text, head, what leads elsewhere and what is no page."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import answer, page, read

BLOG = "https://saltmarsh.example/notes/tide-tables"


def test_the_main_text_is_found_where_nothing_marks_it() -> None:
    document = read(BLOG, page("web/unmarked_blog.html", BLOG))
    assert document.layers == ("json-ld", "html", "og")
    assert [p.heading for p in document.pages] == [
        "An evening with the tide tables",
        "Harmonics by hand",
        "A table for every harbour",
    ]
    assert document.pages[2].anchor == "sqlite"
    assert "Popular" not in document.text
    assert "Privacy" not in document.text


def test_embeds_stay_in_the_main_text() -> None:
    assert "speakerdeck.com/player/0123456789abcdef" in read(BLOG, page("web/unmarked_blog.html", BLOG)).text


def test_the_head_gives_author_date_tags_and_language() -> None:
    document = read(BLOG, page("web/unmarked_blog.html", BLOG))
    assert document.title == "An evening with the tide tables"
    assert document.author_name == "Oriel Penhaligon"
    assert document.published_at == datetime(2026, 1, 12, tzinfo=UTC)
    assert document.tags == ("sqlite", "tides")
    assert document.language == "en"
    assert document.kind == "article"


def test_a_marked_text_is_taken_without_its_frame() -> None:
    markup = (
        "<body><article><nav>Home</nav><div class='entry-content'><h2 id='a'>Kelp</h2><p>"
        + "Kelp grows. " * 20
        + "</p><script>track()</script><script class='speakerdeck-embed' data-id='f00'></script>"
        "<form>Subscribe</form></div><footer>Bye</footer></article></body>"
    )
    text = read(BLOG, answer(BLOG, markup)).text
    assert "Kelp grows." in text
    assert "data-id" in text
    assert "Subscribe" not in text
    assert "track()" not in text


def test_an_event_of_any_platform_gives_its_facts() -> None:
    url = "https://hives.example/events/7"
    document = read(url, page("web/event.html", url))
    assert document.kind == "event"
    assert document.starts_at == datetime(2026, 8, 6, 18, 30, tzinfo=timezone(timedelta(hours=1)))
    assert (document.place, document.is_online, document.group_name) == ("The Apiary", False, "Hives & Queues")


@pytest.mark.parametrize(
    "url",
    [
        "https://www.docswell.com/s/kazenoko/ABC123-winds",
        "https://www.slideshare.net/slideshow/winds/82267503",
        "https://docs.google.com/presentation/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd/preview",
    ],
)
def test_a_deck_of_a_platform_without_a_module_has_title_and_description(url: str) -> None:
    markup = '<meta property="og:title" content="風の話"><meta property="og:description" content="風の会 #2">'
    document = read(url, answer(url, markup))
    assert (document.kind, document.title, document.text) == ("deck", "風の話", "風の会 #2")
    assert document.site != "web"


def test_a_shortener_is_read_as_the_site_that_it_leads_to() -> None:
    short, deck = "https://t.co/AbCdEf", "https://speakerdeck.com/yako_densha/night-train-genserver"
    moved = page("speakerdeck/night_train.html", short, final_url=deck)
    document = read(short, moved)
    assert document.key == "speakerdeck:yako_densha/night-train-genserver"
    assert "web:t.co/AbCdEf" in document.aliases
    assert document.pages[2].text.startswith("終着駅")


def test_behind_a_shortener_the_sites_own_layers_are_asked_for() -> None:
    short, item = "https://t.co/AbCdEf", "https://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a"
    requests = site_of(short).further(short, [page("qiita/night_train.html", short, final_url=item)])
    assert [r.layer for r in requests] == ["markdown", "api"]


def test_a_page_that_moved_has_both_names() -> None:
    old = "https://saltmarsh.example/?p=7"
    document = read(old, page("web/unmarked_blog.html", old, final_url=BLOG))
    assert document.aliases == ("web:saltmarsh.example/notes/tide-tables",)


def test_a_canonical_link_to_the_front_page_is_no_name_of_an_article() -> None:
    markup = "<link rel=canonical href='/'><title>Kelp</title>"
    assert read(BLOG, answer(BLOG, markup)).aliases == ()


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\x89PNG\r\n\x1a\n....", "text/html"),
        (b"....", "video/mp4"),
        (b"\x00\x01\x02\x03", ""),
        (b"just words", ""),
    ],
)
def test_what_is_no_page_is_unsupported(body: bytes, content_type: str) -> None:
    with pytest.raises(Unreadable) as raised:
        read(BLOG, answer(BLOG, body, content_type=content_type))
    assert raised.value.outcome is Outcome.UNSUPPORTED


@pytest.mark.parametrize(
    ("title", "outcome"),
    [("Client Challenge", Outcome.BLOCKED), ("404 Not Found", Outcome.GONE), ("Page not found | Kelp", Outcome.GONE)],
)
def test_an_error_page_with_status_200_has_its_true_outcome(title: str, outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as raised:
        read(BLOG, answer(BLOG, f"<html><head><title>{title}</title></head><body>...</body></html>"))
    assert raised.value.outcome is outcome


DRAWN = (
    "<html><head><title>灯台の手帳</title><meta property='og:title' content='灯台の手帳'><script src='/app.js'></script></head>"
    "<body><div id='app'>Loading…</div><noscript>{}</noscript></body></html>"
).format("JavaScript を有効にしてください。" * 10)


@pytest.mark.parametrize(
    "url",
    [
        "https://todai.notion.site/0123456789abcdef0123456789abcdef",
        "https://x.com/todaimori/status/1234567890123456789",
        "https://lighthouse.example/notes/app",
    ],
)
def test_a_page_that_a_script_draws_is_unsupported(url: str) -> None:
    with pytest.raises(Unreadable, match="drawn by a script") as raised:
        read(url, answer(url, DRAWN))
    assert raised.value.outcome is Outcome.UNSUPPORTED


def test_a_short_page_without_scripts_is_read() -> None:
    url = "https://lighthouse.example/notes/short"
    assert read(url, answer(url, DRAWN.replace("<script src='/app.js'></script>", ""))).title == "灯台の手帳"


def test_a_login_page_is_private() -> None:
    url = "https://docs.google.com/presentation/d/1AbCdEfGhIjKlMnOpQrStUvWxYz0123456789abcd/preview"
    login = answer(url, "<title>Sign in</title>", final_url="https://accounts.google.com/v3/signin?continue=x")
    with pytest.raises(Unreadable) as raised:
        read(url, login)
    assert raised.value.outcome is Outcome.PRIVATE


def test_an_article_about_404s_is_read() -> None:
    markup = "<title>404 Not Found を返すまで</title><article><p>" + "見つからない話です。" * 30 + "</p></article>"
    assert read(BLOG, answer(BLOG, markup)).title == "404 Not Found を返すまで"


def test_markdown_is_read_as_an_article() -> None:
    url = "https://saltmarsh.example/notes.md"
    document = read(url, answer(url, "---\nauthor: Oriel\n---\n# Kelp\n\nGreen.", content_type="text/markdown"))
    assert (document.title, document.author_name, document.text_format) == ("Kelp", "Oriel", "markdown")


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp", "utf-8"])
def test_the_encoding_is_found_whatever_the_header_says(encoding: str) -> None:
    markup = f"<meta charset={encoding}><title>潮の満ち引きの話</title><p>今夜は大潮です。</p>".encode(encoding)
    assert read(BLOG, answer(BLOG, markup, content_type="text/html; charset=iso-8859-1")).title == "潮の満ち引きの話"
