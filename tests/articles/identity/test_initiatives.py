"""When two tellings are one initiative, and when they are kept apart."""

from __future__ import annotations

from typing import Any

import pytest

from articles.identity import initiatives
from articles.identity.occasions import INITIATIVES
from tests.articles.identity.telling import agreed

ONE: list[tuple[Any, Any]] = [
    (("2018-05-19", "Comprehensive Plan of Action to Promote Cooperation 2016-2020", {"date": "2016/2020"}),
     ("2019-07-31", "current plan of cooperation", {})),
    (("2020-03-13", "ASEAN-Russia Dialogue Partnership Financial Fund", {"kind": "fund"}),
     ("2020-06-18", "Dialogue Partnership Financial Fund", {"kind": "fund"})),
    (("2018-11-15", "strategic partnership", {"kind": "partnership", "date": "2018-11-14"}),
     ("2020-02-02", "strategic partners", {"kind": "partnership", "date": "2018"})),
    (("2020-11-15", "agreement on disaster management", {"kind": "agreement", "status": "negotiating"}),
     ("2021-07-06", "memorandum of understanding on disaster management", {"kind": "agreement", "status": "signed"})),
    # one word of two in another form, for the same year
    (("2021-10-29", "Year of Scientific and Technological Cooperation", {"kind": "campaign", "date": "2022"}),
     ("2022-02-15", "Year of Scientific and Technical Cooperation 2022", {"kind": "campaign", "date": "2022"})),
    (("2025-07-27", "ceasefire", {"kind": "agreement", "status": "negotiating"}),
     ("2025-07-28", "immediate and unconditional ceasefire", {"kind": "agreement", "status": "signed"})),
    (("2017-09-06", "trade road map", {}), ("2017-09-12", "Roadmap on Trade", {})),
    # one proper name, which is told as two sorts of things
    (("2022-06-01", "Practical Reactor Safety Programme", {"kind": "programme"}),
     ("2022-08-01", "Practical Reactor Safety Programme", {"kind": "other"})),
    # what is current by its name runs, whatever else is read of it
    (("2018-05-19", "Plan of Action 2016-2020", {}),
     ("2019-07-31", "current plan of cooperation", {"status": "signed", "date": "2019-07-31"})),
    # a plan by its sort alone and one by its name, of one year
    (("2017-09-12", "work programme", {"date": "2017-09", "status": "signed"}),
     ("2020-08-28", "Trade and Investment Work Programme", {"date": "2017"})),
    # two agreed on a statement, which one article calls an agreement, that day
    (("2018-08-03", "statement", {"kind": "agreement", "date": "2018-08-04", "status": "planned"}),
     ("2018-08-04", "cybersecurity agreement", {"kind": "agreement", "date": "2018-08-04"})),
    # a year in both names
    (("2017-09-12", "work programme for the years after 2017", {"date": "2017-09", "status": "signed"}),
     ("2020-08-28", "Post-2017 Trade and Investment Cooperation Work Programme", {})),
]  # fmt: skip
TWO: list[tuple[Any, Any]] = [
    (("2018-05-19", "Plan of Action 2016-2020", {}), ("2021-10-29", "Plan of Action 2021-2025", {})),
    (("2018-05-19", "dialogue partnership", {"kind": "partnership"}),
     ("2018-05-19", "strategic partnership", {"kind": "partnership"})),
    (("2021-10-29", "Year of Scientific and Technological Cooperation", {"kind": "campaign", "date": "2022"}),
     ("2022-02-15", "Year of Scientific and Cultural Exchange", {"kind": "campaign", "date": "2023"})),
    # two sign many agreements in a year
    (("2017-09-12", "memorandum", {"kind": "agreement", "date": "2017-09", "status": "signed"}),
     ("2020-08-28", "memorandum on trade", {"kind": "agreement", "date": "2017", "status": "signed"})),
    (("2018-05-19", "work plan on education", {}), ("2018-05-19", "work plan on terrorism", {})),
    (("2018-05-19", "joint statement", {"kind": "agreement", "date": "2018-05-19", "status": "signed"}),
     ("2021-10-28", "joint statement", {"kind": "agreement", "date": "2021-10-28", "status": "signed"})),
    # what a name is called stands before its first preposition
    (("2025-07-28", "unconditional ceasefire", {"kind": "agreement", "date": "2025-07-28", "status": "signed"}),
     ("2025-08-07", "13-point arrangement to keep their ceasefire in place",
      {"kind": "agreement", "date": "2025-08-07", "status": "signed"})),
    (("2022-02-15", "plan of action", {}), ("2024-07-27", "plan of action", {"status": "negotiating"})),
]  # fmt: skip


def likeness(one: Any, other: Any, *who: str) -> list[float | None]:
    a, b = (
        agreed(article, day, parties, name, **said)
        for article, parties, (day, name, said) in zip("ab", who, (one, other), strict=True)
    )
    return [initiatives.likeness(a, b), initiatives.likeness(b, a)]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_initiatives_one(one: Any, other: Any) -> None:
    there, back = likeness(one, other, "Russia, ASEAN", "ASEAN, Russia")
    assert there is not None and there == back


@pytest.mark.parametrize(("one", "other"), TWO)
def test_initiatives_two(one: Any, other: Any) -> None:
    assert likeness(one, other, "Russia, ASEAN", "ASEAN, Russia") == [None, None]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_initiatives_of_strangers_are_two(one: Any, other: Any) -> None:
    assert likeness(one, other, "Russia, ASEAN", "Qatar, Ukraine") == [None, None]


#: whom two articles tell as parties of one thing with a proper name, and whether it is one
NAMED: list[tuple[str, str, bool]] = [
    ("ASEAN, Russia", "ASEAN, Qatar", True),
    ("ASEAN, Russia", "Vietnam", True),
    ("Vietnam", "Russia, ASEAN", True),
    ("Vietnam", "Laos", False),
    ("Russia", "Qatar, Vietnam", False),
]


@pytest.mark.parametrize(("who", "others", "one"), NAMED)
def test_initiatives_of_a_proper_name_need_one_party_in_common(who: str, others: str, one: bool) -> None:
    name = "Five-Point Consensus"
    a, b = agreed("a", "2022-01-12", who, name), agreed("b", "2022-02-17", others, f"{name} of April 2021")
    assert (initiatives.likeness(a, b) is not None) == one
    keys = INITIATIVES.keys(a), INITIATIVES.keys(b)
    assert not one or (keys[0].kept & keys[1].sought and keys[1].kept & keys[0].sought)


def test_initiatives_the_current_plan_is_that_of_its_years() -> None:
    plan = agreed("a", "2023-07-11", "ASEAN, Russia", "Plan of Action 2021-2025")
    current, fourth = (
        agreed("b", "2025-07-11", "ASEAN, Russia", name) for name in ("current five-year plan", "fourth plan of action")
    )
    likeness = [initiatives.likeness(plan, each) or 0 for each in (current, fourth)]
    assert likeness[0] > likeness[1]


def test_initiatives_treaties_of_friendship_are_many() -> None:
    name = "Treaty on Friendship, Good-Neighbourliness and Cooperation"
    a, b = (
        agreed(day, day, who, name, kind="agreement") for day, who in (("2022-06-30", "SCO"), ("2023-09-14", "Laos"))
    )
    assert initiatives.likeness(a, b) is None


def test_initiatives_whose_words_many_names_have_need_their_parties() -> None:
    told = [agreed(day, day, who, "free trade agreement", kind="agreement")
            for day, who in (("2022-01-12", "Vietnam, Russia"), ("2022-02-17", "Vietnam, Qatar"))]  # fmt: skip
    assert initiatives.likeness(*told) is None
