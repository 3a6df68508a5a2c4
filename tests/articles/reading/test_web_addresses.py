"""Web addresses in one form: what is one page, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.reading.web_addresses import MOST, canonical_address

PAGE = "https://example.org/news/1"


@pytest.mark.parametrize(
    "url",
    [
        PAGE,
        "http://example.org/news/1",
        "HTTPS://EXAMPLE.ORG/news/1",
        "https://www.example.org/news/1",
        "https://example.org:443/news/1",
        "http://example.org:80/news/1",
        "https://example.org./news/1",
        "https://example.org/news/1/",
        "https://example.org//news/./1",
        "https://example.org/other/../news/1",
        "https://example.org/ne%77s/1",
        "https://example.org/news/1#comments",
        "https://example.org/news/1?",
        "https://example.org/news/1?utm_source=mail&UTM_Medium=x",
        "https://example.org/news/1?fbclid=IwAR0&gclid=1&mc_cid=2&at_medium=RSS#top",
        "  https://example.org/news/1\n",
    ],
)
def test_web_addresses_of_one_page_have_one_form(url: str) -> None:
    assert canonical_address(url) == PAGE


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/2",
        "https://example.org/News/1",
        "https://example.org/news/1?page=2",
        "https://example.org/news%2F1",
        "https://en.example.org/news/1",
        "https://example.org:8080/news/1",
        "https://example.org/#/news/1",
        "https://example.org/#!/news/1",
        "https://example.org/news/1?id=utm_source",
    ],
)
def test_web_addresses_of_other_pages_have_another(url: str) -> None:
    assert canonical_address(url) not in ("", PAGE)


def test_web_addresses_are_the_same_whatever_the_order_of_parameters() -> None:
    one, other = (canonical_address(f"https://example.org/?{query}") for query in ("a=1&b=2&a=0", "b=2&a=0&a=1"))
    assert one == other == "https://example.org?a=0&a=1&b=2"


@pytest.mark.parametrize(
    ("url", "form"),
    [
        ("https://вести.рф/новость", "https://xn--b1agj9af.xn--p1ai/" + "%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C"),
        ("https://[2001:DB8::1]/a", "https://2001:db8::1/a"),
    ],
)
def test_web_addresses_in_other_letters_are_escaped(url: str, form: str) -> None:
    assert canonical_address(url) == form


@pytest.mark.parametrize("url", ["", "wire.csv#7", "ftp://example.org/a", "https://", "https://[1/a", "http://a:b/"])
def test_web_addresses_are_none_of_these(url: str) -> None:
    assert canonical_address(url) == ""


def test_web_addresses_that_are_too_long_stay_apart() -> None:
    one, other = (canonical_address(f"https://example.org/{'ю' * 400}{end}") for end in "ab")
    assert len(one) == len(other) == MOST and one != other


@given(st.text(), st.text())
def test_web_addresses_come_out_the_same_twice(path: str, query: str) -> None:
    once = canonical_address(f"https://example.org/{path}?{query}")
    assert len(once) <= MOST
    if len(once) < MOST - 100:
        assert canonical_address(once) == once
