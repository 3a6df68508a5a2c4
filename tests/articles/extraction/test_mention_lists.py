"""Every date and name of a text, as spans, whether or not a record came of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from spacy.language import Language

from articles.extraction import extract
from articles.extraction.facts import Span
from articles.extraction.gazetteer import Gazetteer

HEAD = " date 2018-06-14 Nairobi (KNA) – "
Listing = Callable[[str], dict[str, list[dict[str, Any]]]]


@pytest.fixture
def listed(nlp: Language, gazetteer: Gazetteer) -> Listing:
    """The mentions of a body behind HEAD, as JSON, each with its words as `text`."""

    def read(body: str) -> dict[str, list[dict[str, Any]]]:
        text = HEAD + body
        facts = extract(
            text, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer, mentions=True,
            body=Span(len(HEAD), len(text)),
        )  # fmt: skip
        out = json.loads(json.dumps(facts.to_json("a")))["mentions"]
        return {kind: [{**m, "text": text[m["start"] : m["end"]]} for m in found] for kind, found in out.items()}

    return read


@pytest.mark.parametrize(
    ("body", "dates"),
    [
        ("Rice prices fell on Monday.", [("Monday", "2018-06-11")]),
        ("Envoys will meet from June 26 to 28.", [("June 26", "2018-06-26"), ("28", "2018-06-28")]),
        ("It will open in the coming days.", [("the coming days", None)]),
        ("Harvests were poor in the summer of 2016.", [("the summer of 2016", "2016-22")]),
        ("On 3 May 2018 and again yesterday it rained.", [("3 May 2018", "2018-05-03"), ("yesterday", "2018-06-13")]),
        ("The drought lasted for two weeks.", []),
    ],
)
def test_mentions_dates_with_their_own_words(listed: Listing, body: str, dates: list[tuple[str, str | None]]) -> None:
    assert [(d["text"], d["edtf"]) for d in listed(body)["dates"]] == dates


def test_mentions_ends_of_a_stretch_name_the_whole(listed: Listing) -> None:
    dates = listed("Envoys will meet from June 26 to 28, and on July 3.")["dates"]
    assert [d.get("stretch") for d in dates] == ["2018-06-26/2018-06-28"] * 2 + [None]


def test_mentions_names_by_kind_with_their_actor(listed: Listing, nlp: Language, gazetteer: Gazetteer) -> None:
    found = listed("Kenyan President Ann Otieno thanked the Russian Foreign Ministry in Mombasa. Otieno left for Lima.")
    assert {kind: [m["text"] for m in found[kind]] for kind in ("persons", "organisations", "countries", "places")} == {
        "persons": ["Ann Otieno", "Otieno"],
        "organisations": ["Russian Foreign Ministry"],
        "countries": ["Kenyan", "Russian"],
        "places": ["Mombasa", "Lima"],
    }
    assert len({m["actor"] for m in found["persons"]}) == 1
    assert all("actor" not in m for m in found["places"])


def test_mentions_capital_is_a_country_or_a_place(listed: Listing) -> None:
    found = listed("Moscow said on Friday that talks in Moscow went well.")
    assert [m["start"] for m in found["countries"]] == [len(HEAD)]
    assert [m["text"] for m in found["places"]] == ["Moscow"]


def test_mentions_of_an_empty_text_are_empty(listed: Listing) -> None:
    assert set(map(len, listed("").values())) == {0}
