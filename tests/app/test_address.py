"""The app's own addresses, there and back; and which addresses of the web may become links."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.address import SEARCH_PARAMETERS, host, search_address, talk_address, web_address

values = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
parameters = st.dictionaries(st.sampled_from(SEARCH_PARAMETERS), values)


def asked(address: str) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(address).query, keep_blank_values=True))


@given(parameters)
def test_a_permalink_says_what_was_asked_and_no_more(parameters: dict[str, str]) -> None:
    address = search_address(parameters)
    assert address.startswith("./")
    assert asked(address) == parameters
    assert address.isascii()


@given(values, parameters)
def test_the_address_of_a_talk_leads_back_to_its_search(talk_id: str, parameters: dict[str, str]) -> None:
    there = asked(talk_address(talk_id, parameters))
    assert there.pop("talk") == talk_id
    assert search_address(there) == search_address(parameters)


def test_empty_and_foreign_parameters_are_left_out() -> None:
    assert search_address({"q": "", "year": "2024", "utm_source": "x", "talk": "y"}) == "./?year=2024"
    assert search_address({}) == "./"
    assert talk_address("connpass:1/あ", {"talk": "other"}) == "talk?talk=connpass%3A1%2F%E3%81%82"


@pytest.mark.parametrize("url", ["https://qiita.com/x", "HTTP://host/", "https://host/?q=<b>", "https://日本.example/"])
def test_web_addresses_are_kept_as_they_are(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", " https://host/", "https://", "ht\ttps://x", "mailto:a@b", "https://[x"]
)
def test_other_addresses_are_none(url: str | None) -> None:
    assert web_address(url) is None


@given(st.text(max_size=40))
def test_any_text_can_be_judged(url: str) -> None:
    assert web_address(url) in (url, None)


def test_a_host_is_named_without_www() -> None:
    assert host("https://www.youtube.com/watch?v=1") == "youtube.com"
