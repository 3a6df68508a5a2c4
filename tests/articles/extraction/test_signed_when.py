"""When undertakings were signed, and which words are none. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        # a border post is no bound of time
        ("Kenya and Peru signed a memorandum of understanding on the Lima border post in 2011.", ["2011"]),
        ("Kenya and Peru signed an agreement on the post-2020 budget in May.", ["2018-05"]),
        # told behind the anniversary
        ("Ministers marked the first anniversary of the Lima Accord between Kenya and Peru, signed on 17 June 2017.",
         ["2017-06-17"]),
        ("It was the fifth anniversary of the Lima Accord between Kenya and Peru, concluded in May 2013.", ["2013-05"]),
        # no day told: counted from publication
        ("Their talks coincide with the 20th anniversary of the Treaty on Oceans between Kenya and Peru.", ["1998"]),
        ("Kenya and Peru mark the tenth anniversary of their Treaty on Oceans.", ["2008"]),
        ("Kenya and Peru praised their Treaty on Oceans.", [None]),
        # told before its signing
        ("Kenya and Peru have signed an air services agreement. Foreign Ministers Odinga and Quispe of the two "
         "countries signed the papers in Lima on Monday.", ["2018-06-11"]),
        # what is signed was not signed in the future
        ("Kenya and Peru signed a memorandum on ports that provides for consultations, the first of which will be "
         "held next year.", [None]),
        ("Kenya and Peru will sign a memorandum on ports next year.", ["2019"]),
    ],
)  # fmt: skip
def test_signed_when(facts_of: Read, text: str, dates: list[str | None]) -> None:
    assert [i.date for i in facts_of(text).initiatives] == dates


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenya and Peru signed 20 agreements and memoranda of understanding.",
         ["20 agreements and memoranda of understanding"]),
        ("Kenya and Peru signed a dozen agreements and MoUs on Monday.", ["dozen agreements and MoUs"]),
        ("Kenya and Peru signed six agreements and a memorandum of understanding on ports.",
         ["six agreements", "memorandum of understanding on ports"]),
        ("Kenya and Peru signed six agreements on the occasion of the visit.", ["six agreements"]),
        ("Kenya and Peru signed an agreement on ports on the sidelines of the summit.", ["agreement on ports"]),
        ("The extradition treaty between Kenya and Peru entered into force in May.",
         ["extradition treaty between Kenya and Peru"]),
        ("Negotiations on a free trade agreement between Kenya and Peru resumed last week.",
         ["free trade agreement between Kenya and Peru"]),
        ("Kenya and Peru issued a press statement in Lima.", []),
        ("Kenya said in a written statement that it would ask Peru for help.", []),
        ("Kenya launched its election campaign with a visit to Peru.", []),
        ("Kenya and Peru launched a campaign against malaria.", ["campaign against malaria"]),
        ("Kenya and Peru issued a joint statement on ports.", ["joint statement on ports"]),
    ],
)  # fmt: skip
def test_what_is_signed(facts_of: Read, text: str, names: list[str]) -> None:
    assert [i.name for i in facts_of(text).initiatives] == names


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya and Peru have yet to sign a free trade agreement.", "negotiating"),
        ("Kenya has yet to ratify the Lima Treaty on Oceans with Peru.", "signed"),
        ("The Lima Treaty on Oceans between Kenya and Peru is yet to be ratified.", "signed"),
        ("Kenya and Peru are to sign the Lima Treaty on Oceans.", "planned"),
        ("Kenya ratified the Lima Treaty on Oceans with Peru.", "signed"),
    ],
)
def test_signed_or_not_yet(facts_of: Read, text: str, status: str) -> None:
    assert [i.status for i in facts_of(text).initiatives] == [status]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Kenya and Peru signed a declaration on ports in Lima on Monday.", "declaration on ports"),
        # where it is, not where it was signed
        ("Kenya and Peru praised the agreement on the schools in Lima.", "agreement on the schools in Lima"),
        ("Kenya and Peru signed the Treaty of Friendship in Asia.", "Treaty of Friendship in Asia"),
    ],
)
def test_where_it_was_signed_is_no_name(facts_of: Read, text: str, name: str) -> None:
    assert [i.name for i in facts_of(text).initiatives] == [name]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kenya has not ratified the Lima Treaty on Oceans.", "signed"),
        ("Kenya and Peru have not signed the Lima Treaty on Oceans.", "negotiating"),
        ("Kenya and Peru are putting the final touches to a free trade agreement.", "negotiating"),
        ("The Kenyan cabinet has given the green light to a security pact with Peru.", "signed"),
    ],
)
def test_how_far_before_it_is_in_force(facts_of: Read, text: str, status: str) -> None:
    assert [i.status for i in facts_of(text).initiatives] == [status]


def test_a_government_is_one_side(facts_of: Read) -> None:
    facts = facts_of("The peace agreement between the Government of Sudan and Kenya was signed in May.")
    called = {a.id: a.name for a in facts.actors}
    assert [{called[a] for a, _ in i.parties} for i in facts.initiatives] == [{"Government of Sudan", "Kenya"}]
