"""Articles of note, Hatena Blog, Medium and dev.to, by address and on domains of their own."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import PAGES, answer, page, read

HATENA = "https://yuunagi.hatenablog.com/entry/2024/05/18/200000"
NOTE = "https://note.com/yuunagi/n/n0123456789ab"
MEDIUM = "https://medium.com/@yuunagi/notes-from-the-calm-night-0123456789ab"
DEVTO = "https://dev.to/yuunagi/notes-from-the-calm-night-3abc"
DEVTO_API = "https://dev.to/api/articles/yuunagi/notes-from-the-calm-night-3abc"


@pytest.mark.parametrize(
    ("url", "name"),
    [
        (HATENA, "hatena"),
        ("https://yuunagi.hatenablog.com/archive", "web"),
        (NOTE, "note"),
        ("https://note.com/yuunagi", "web"),
        (MEDIUM, "medium"),
        (DEVTO, "devto"),
        ("https://dev.to/yuunagi", "web"),
    ],
)
def test_articles_have_their_service_and_other_pages_none(url: str, name: str) -> None:
    assert site_of(url).name == name


@pytest.mark.parametrize("url", [HATENA, "https://yuunagi.example/entry/nagi2"])
def test_a_post_of_hatena_blog_also_on_its_own_domain(url: str) -> None:
    document = read(url, page("blogs/hatena.html", url))
    assert document.title == "凪の夜会 #2 に行ってきた"
    assert (document.author_handle, document.tags) == ("yuunagi", ("Elixir",))
    assert document.published_at == datetime(2024, 5, 18, 20, tzinfo=timezone(timedelta(hours=9)))
    assert [(p.heading, p.anchor) for p in document.pages] == [
        ("", ""),
        ("帆をたたむ", "%E5%B8%86%E3%82%92%E3%81%9F%E3%81%9F%E3%82%80"),
        ("錨", "%E9%8C%A8"),
    ]
    assert "speakerdeck.com/player/" in document.text
    assert document.layers[0] == "engine"


def test_a_front_page_of_several_posts_is_no_article_of_its_first() -> None:
    markup = (PAGES / "blogs" / "hatena.html").read_text("utf-8")
    entry = markup[markup.index("<article") : markup.index("</body>")]
    document = read("https://yuunagi.example/", answer("https://yuunagi.example/", markup.replace(entry, entry * 2)))
    assert "engine" not in document.layers


def test_a_note() -> None:
    assert [r.url for r in site_of(NOTE).requests(NOTE)] == [NOTE]
    document = read(NOTE, page("blogs/note.html", NOTE))
    assert document.title == "凪の夜会で話しました"
    assert (document.author_handle, document.author_name, document.tags) == ("yuunagi", "夕凪", ("Elixir",))
    assert [(p.heading, p.anchor) for p in document.pages] == [("", ""), ("帆のこと", "h1")]


def test_a_story_of_medium() -> None:
    document = read(MEDIUM, page("blogs/medium.html", MEDIUM))
    assert (document.title, document.author_name, document.author_handle) == (
        "Notes from the Calm Night",
        "Yuu Nagi",
        "yuunagi",
    )
    assert [(p.heading, p.anchor) for p in document.pages][-1] == ("Sails", "c3d4")
    assert "claps" not in document.text


@pytest.mark.parametrize(("name", "asked"), [("devto.json", DEVTO_API), ("devto.html", DEVTO)])
def test_an_article_of_dev_to_by_its_api_and_by_its_page(name: str, asked: str) -> None:
    document = read(DEVTO, page(f"blogs/{name}", asked))
    assert (document.title, document.author_name, document.author_handle) == (
        "Notes from the Calm Night",
        "Yuu Nagi",
        "yuunagi",
    )
    assert document.published_at == datetime(2024, 5, 19, tzinfo=UTC)
    assert [(p.heading, p.anchor) for p in document.pages] == [("", ""), ("Sails", "sails")]


def test_the_api_of_dev_to_is_asked_first_and_its_word_counts() -> None:
    assert [r.url for r in site_of(DEVTO).requests(DEVTO)] == [DEVTO_API, DEVTO]
    with pytest.raises(Unreadable) as raised:
        read(DEVTO, answer(DEVTO_API, '{"error": "not found", "status": 404}', layer="api"))
    assert raised.value.outcome is Outcome.GONE
