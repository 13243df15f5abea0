"""Qiita's items from their Markdown, their API object and their page."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from pipeline.sites.document import Unreadable
from pipeline.sites.registry import site_of
from pipeline.web.answers import Outcome
from tests.sites.answers import answer, page, read

URL = "https://qiita.com/yako_densha/items/a1b2c3d4e5f60718293a"
API = "https://qiita.com/api/v2/items/a1b2c3d4e5f60718293a"
JST = timezone(timedelta(hours=9))


def test_the_markdown_is_asked_for_first_then_the_api_then_the_page() -> None:
    requests = site_of(URL).requests(URL)
    assert [(r.layer, r.url) for r in requests] == [("markdown", f"{URL}.md"), ("api", API), ("html", URL)]
    assert requests[0].accept == "text/markdown"


def test_a_limited_share_item_is_not_asked_for() -> None:
    url = "https://qiita.com/yako_densha/private/a1b2c3d4e5f60718293a"
    assert list(site_of(url).requests(url)) == []


def test_the_markdown_answer_gives_title_tags_and_author_of_its_front_matter() -> None:
    document = read(URL, page("qiita/night_train.md", f"{URL}.md"))
    assert document.title == "夜行列車で学ぶGenServer: 3号車の話"
    assert document.tags == ("Elixir", "GenServer", "勉強会")
    assert document.author_handle == "yako_densha"
    assert document.key == "qiita:a1b2c3d4e5f60718293a"
    assert document.layers == ("markdown",)
    assert document.text.startswith("星見台Elixirの会で話した")
    assert document.text_format == "markdown"


def test_the_markdown_without_a_date_is_not_enough_but_the_api_is() -> None:
    site = site_of(URL)
    markdown = page("qiita/night_train.md", f"{URL}.md")
    assert not site.is_enough(read(URL, markdown))
    both = read(URL, markdown, page("qiita/night_train.json", API))
    assert site.is_enough(both)
    assert both.layers == ("markdown", "api")
    assert both.published_at == datetime(2024, 5, 18, 23, 10, tzinfo=JST)
    assert both.text.startswith("星見台Elixirの会で話した"), "the most trusted layer gives the text"


def test_the_api_object_gives_everything() -> None:
    document = read(URL, page("qiita/night_train.json", API))
    assert document.author_name == "夜行 でん子"
    assert document.tags == ("Elixir", "GenServer")
    assert document.updated_at == datetime(2024, 5, 19, 6, 30, tzinfo=JST)
    assert [p.anchor for p in document.pages] == [
        "%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB",
        "%E4%B9%97%E5%8B%99%E5%93%A1%E3%81%AF%E3%83%97%E3%83%AD%E3%82%BB%E3%82%B9",
    ]


def test_the_page_gives_the_body_with_its_embeds_and_without_the_boilerplate() -> None:
    document = read(URL, page("qiita/night_train.html", URL))
    assert document.layers == ("html", "og")
    assert document.title == "夜行列車で学ぶGenServer: 3号車の話"
    assert 'data-id="0123456789abcdef0123456789abcdef"' in document.text
    assert "Deleted articles" not in document.text
    assert "いいねした" not in document.text
    assert document.tags == ("Elixir", "GenServer")
    assert document.published_at == datetime(2024, 5, 18, 14, 10, tzinfo=UTC)
    assert document.updated_at == datetime(2024, 5, 18, 21, 30, tzinfo=UTC)
    assert document.description == "車掌はプロセスである"


def test_the_page_is_cut_at_its_headings_by_their_own_fragments() -> None:
    first, second = read(URL, page("qiita/night_train.html", URL)).pages
    assert (first.heading, first.anchor) == ("はじめに", "%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB")
    assert first.text == "@tsuki_no_usagi さん、乗車ありがとうございました。"
    assert (second.heading, second.anchor) == ("3号車", "3%E5%8F%B7%E8%BB%8A")
    assert "  {:reply, train.next, train}" in second.text
    assert "終着駅のホーム" in second.text
    assert ":santa:" not in second.text


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("qiita/not_found.json", Outcome.GONE), ("qiita/rate_limited.json", Outcome.BLOCKED)],
)
def test_an_error_object_with_status_200_has_its_true_outcome(name: str, outcome: Outcome) -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, page(name, API))
    assert raised.value.outcome is outcome


def test_an_error_of_one_layer_does_not_matter_where_another_answers() -> None:
    document = read(URL, page("qiita/not_found.json", API), page("qiita/night_train.html", URL))
    assert document.layers == ("html", "og")


def test_a_private_item_of_the_api_is_private() -> None:
    with pytest.raises(Unreadable) as raised:
        read(URL, answer(API, '{"id": "a1b2c3d4e5f60718293a", "body": "秘密", "private": true}', layer="api"))
    assert raised.value.outcome is Outcome.PRIVATE


@pytest.mark.parametrize(
    "matter",
    [
        "---\ntitle: 第3回: 星の会\ntags: [a\n---\n本文",
        "---\ntitle: 第3回: 星の会\n---\n本文",
    ],
)
def test_broken_front_matter_still_gives_the_title(matter: str) -> None:
    document = read(URL, answer(f"{URL}.md", matter, layer="markdown", content_type="text/markdown"))
    assert document.title == "第3回: 星の会"
    assert document.text == "本文"
