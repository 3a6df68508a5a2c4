"""When two tellings are one initiative, and when they are kept apart."""

from __future__ import annotations

from typing import Any

import pytest

from articles.identity import initiatives
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
]  # fmt: skip
TWO: list[tuple[Any, Any]] = [
    (("2018-05-19", "Plan of Action 2016-2020", {}), ("2021-10-29", "Plan of Action 2021-2025", {})),
    (("2018-05-19", "dialogue partnership", {"kind": "partnership"}),
     ("2018-05-19", "strategic partnership", {"kind": "partnership"})),
    (("2021-10-29", "Year of Scientific and Technological Cooperation", {"kind": "campaign", "date": "2022"}),
     ("2022-02-15", "Year of Scientific and Cultural Exchange", {"kind": "campaign", "date": "2023"})),
    (("2018-05-19", "work plan on education", {}), ("2018-05-19", "work plan on terrorism", {})),
    (("2018-05-19", "joint statement", {"kind": "agreement", "date": "2018-05-19", "status": "signed"}),
     ("2021-10-28", "joint statement", {"kind": "agreement", "date": "2021-10-28", "status": "signed"})),
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
