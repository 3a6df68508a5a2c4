"""'Italy's Luigi Di Maio': a country or body that owns a name only says whose the person is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


def parts(facts: ArticleFacts) -> dict[str, str]:
    """Name → role at the first meeting."""
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor]: p.role for p in facts.meetings[0].participants}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The talks in Nairobi on Monday were chaired by Kenya's Ann Otieno and Uganda's Joseph Okello.",
            {"Ann Otieno": "chair", "Joseph Okello": "chair"},
        ),
        (
            "The ministerial meeting in Rome on Monday was co-chaired by South Africa's Peter Mokoena and "
            "Dutch Foreign Minister Piet Bakker.",
            {"Peter Mokoena": "chair", "Piet Bakker": "chair"},
        ),
        (
            "A meeting in Cusco on Monday was hosted by Peru’s Luis Prado and brought together five ministers.",
            {"Luis Prado": "host"},
        ),
    ],
)
def test_the_owner_of_a_name_takes_no_part(facts_of: Read, text: str, expected: dict[str, str]) -> None:
    assert parts(facts_of(text)) == expected


def test_the_owner_of_a_name_does_not_attend(facts_of: Read) -> None:
    text = "The ministerial meeting in Rome on Monday was attended by Peru's Luis Prado and Ghana's Akua Mensah."
    assert set(parts(facts_of(text))) == {"Luis Prado", "Akua Mensah"}


@pytest.mark.parametrize(
    "text",
    [
        "Peru's talks with Ghana's Akua Mensah took place in Geneva on Monday.",
        "Peru held talks with Ghana's Akua Mensah in Geneva on Monday.",
        "Peru's foreign minister met Ghana's Akua Mensah in Geneva on Monday.",
    ],
)
def test_a_country_that_owns_something_else_does(facts_of: Read, text: str) -> None:
    assert set(parts(facts_of(text))) == {"Peru", "Akua Mensah"}


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("Peru's Luis Prado met Ghana's Akua Mensah in Lima on Monday.", "Luis Prado"),
        ("Dutch Foreign Minister Piet Bakker held talks with Ghana's Akua Mensah in Ghana on Monday.", "Akua Mensah"),
        ("Peru's Luis Prado met Ghana's Akua Mensah in Geneva on Monday.", None),
    ],
)
def test_the_owner_tells_who_is_at_home(facts_of: Read, text: str, host: str | None) -> None:
    assert [name for name, role in parts(facts_of(text)).items() if role == "host"] == ([host] if host else [])
