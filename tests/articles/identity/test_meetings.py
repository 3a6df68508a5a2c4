"""When two tellings are one meeting, and when they are kept apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.identity import meetings
from articles.identity.occasions import MEETINGS, identify_tellings
from articles.identity.parties import compare_parties
from tests.articles.identity.telling import met

LAVROV = "Sergei Lavrov = Foreign Minister/Russia"
SUMMIT: dict[str, Any] = {"kind": "summit", "place": "Sochi"}

ONE: list[tuple[Any, Any]] = [
    # an announcement and a report, in other words
    ((("2020-02-01", f"{LAVROV}, Anna Berg = Minister/Laos"), {"date": "2020-02-03/2020-02-09", "status": "planned"}),
     (("2020-02-05", "Sergey Lavrov = Foreign Minister/Russia, Anna Berg = Minister/Laos"), {"date": "2020-02-04"})),
    # a country in one, its minister in the other
    ((("2020-02-01", "Russia, Laos"), {"date": "2020-02-04", "status": "planned"}),
     (("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos"), {"date": "2020-02-04"})),
    # looked back upon
    ((("2016-05-16", "Russia, ASEAN"), {"date": "2016-05-19/2016-05-20", "status": "planned", **SUMMIT}),
     (("2018-05-19", "Russia, ASEAN"), {"date": "2016", "kind": "summit"})),
    # a summit with a name of its own, of which one article names nobody: there is one a year
    ((("2021-10-26", "Vladimir Putin = President/Russia"),
      {"date": "2021-10-27", "status": "planned", "kind": "summit", "name": "East Asia Summit"}),
     (("2021-12-07", ""), {"date": "2021", "kind": "summit", "name": "East Asia Summit"})),
    ((("2021-03-01", "Russia, Laos"), {"date": "2021-03", "kind": "summit", "name": "Ocean Futures Summit"}),
     (("2021-12-07", ""), {"date": "2021", "kind": "summit", "name": "Ocean Futures Summit"})),
    # announced without a date
    ((("2018-08-03", "Russia, ASEAN"), {"status": "planned", "kind": "summit"}),
     (("2018-11-15", "Vladimir Putin = President/Russia, ASEAN"), {"date": "2018-11-14", "kind": "summit"})),
    # postponed, then held elsewhere
    ((("2022-01-12", "ASEAN"), {"date": "2022-01-18/2022-01-19", "status": "postponed", "kind": "ministerial",
      "name": "ASEAN Foreign Ministers' Retreat", "place": "Siem Reap"}),
     (("2022-02-17", "ASEAN"), {"date": "2022-02-17", "kind": "ministerial", "place": "Phnom Penh",
      "name": "ASEAN Foreign Ministers' Retreat"})),
    # one occurrence of a series, of which each article names others; who takes part less surely weighs less
    ((("2018-11-14", "ASEAN, Vladimir Putin = President/Russia, Li Keqiang = Premier/China"),
      {"date": "2018-11-14", "status": "planned", "kind": "summit", "name": "ASEAN-Russia Summit"}),
     (("2018-11-15", "ASEAN, Vladimir Putin = President/Russia, Joko Widodo = President/Indonesia, "
       "Lee Hsien Loong = Prime Minister/Singapore, Eurasian Economic Commission"),
      {"date": "2018-11-14", "kind": "summit", "name": "Russia-ASEAN summit"})),
    # the same two, in the month that a later article tells, and in the words of another sort of meeting
    ((("2025-07-27", "Hun Manet = Prime Minister/Cambodia, Phumtham Wechayachai = Acting Prime Minister/Thailand"),
      {"date": "2025-07-28", "status": "planned"}),
     (("2025-08-07", "Hun Manet = Prime Minister/Cambodia, Phumtham Wechayachai = Acting Prime Minister/Thailand"),
      {"date": "2025-07", "kind": "consultation"})),
    # planned for a day gone by: the day is another's
    ((("2020-02-14", "Russia, ASEAN"), {"date": "2019-11", "status": "planned", "kind": "exercise"}),
     (("2021-12-07", "Russia, ASEAN"), {"date": "2021-12-01", "kind": "exercise"})),
    # news of the same days, one without the day
    ((("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos"), {}),
     (("2020-02-06", f"{LAVROV}, Anna Berg = Minister/Laos"), {"date": "2020-02-04", "place": "Moscow"})),
    ((("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos"), {"status": "planned"}),
     (("2020-02-06", f"{LAVROV}, Anna Berg = Minister/Laos"), {"status": "planned", "date": "2020-02-10"})),
    # the same two, and one more in one article
    ((("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos"), {}),
     (("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos, Omar Said = Minister/Qatar"), {"date": "2020-02-04"})),
    # a name in fuller form, and with a word of respect
    ((("2020-02-05", "Rashid Salman = Minister/Qatar, Laos, Vietnam"), {"date": "2020-02-04"}),
     (("2020-02-05", "Sheikh Rashid bin Salman = Minister/Qatar, Laos, Vietnam"), {"date": "2020-02-04"})),
    # whom he meets is only named beside him
    ((("2020-02-02", "Anna Berg = Minister/Laos, Qatar"), {"date": "2020-02-02/2020-02-04", "status": "planned"}, 1),
     (("2020-02-20", "Anna Berg = Minister/Laos, Omar Said = Minister/Qatar"), {"date": "2020-02"})),
    # members of a bloc that takes part itself
    ((("2021-12-07", "Russia, ASEAN, Laos, Indonesia, Vietnam"), {"date": "2021-12-01", "kind": "exercise"}),
     (("2021-12-07", "Russia, ASEAN"), {"date": "2021-12-01", "kind": "exercise"})),
    # an article that speaks of both does not say whose summit it was
    ((("2019-07-31", "Russia, ASEAN, Laos"), {"date": "2018-11", "kind": "summit", "place": "Singapore"}, 0),
     (("2018-11-15", "ASEAN, Vladimir Putin = President/Russia"),
      {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    # a summit abroad whose day one article, which tells no more than the sides, has misread
    ((("2018-08-03", "Russia, ASEAN"), {"date": "2018-08-02", "kind": "summit", "place": "Singapore"}),
     (("2018-11-15", "ASEAN, Vladimir Putin = President/Russia"),
      {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    # what was announced for a year, held some weeks before it begins
    ((("2021-10-29", "Russia, ASEAN"),
      {"date": "2022", "status": "planned", "kind": "exercise", "name": "ASEAN-Russia naval exercise"}),
     (("2021-12-07", "Russia, ASEAN"),
      {"date": "2021-12-01/2021-12-03", "kind": "exercise", "name": "ASEAN-Russia naval exercise"})),
    # in one city on the same days: whom else one article puts there is misread
    ((("2019-02-09", "Anna Berg = President/Laos, Omar Said = President/Qatar"),
      {"date": "2019-02-27/2019-02-28", "kind": "summit", "place": "Hanoi", "status": "planned"}),
     (("2019-03-02", "Anna Berg = President/Laos, Ali Noor = Minister/Qatar, Mai Tran = Minister/Vietnam"),
      {"date": "2019-02-27/2019-02-28", "kind": "summit", "place": "Hanoi"})),
    # two people on one day, beside others whom only one article names
    ((("2025-07-27", "Hun Manet = Prime Minister/Cambodia, Phumtham Wechayachai, Anwar Ibrahim, Donald Trump"),
      {"date": "2025-07-28", "status": "planned"}),
     (("2025-07-28", "Phumtham Wechayachai, Anwar Ibrahim, Edgard Kagan"), {"date": "2025-07-28"})),
    # a committee that meets some days later than announced, and elsewhere
    ((("2025-07-28", "Border Committee Council, Laos"),
      {"date": "2025-08-04", "kind": "consultation", "status": "planned"}),
     (("2025-08-07", "Border Committee Council, Anna Berg = Minister/Laos, Omar Said = Minister/Ukraine"),
      {"date": "2025-08-07", "kind": "consultation", "place": "Vientiane"})),
    # the country that is visited, which one article tells only as the place
    ((("2024-06-20", "Vladimir Putin = President/Russia"),
      {"date": "2024-06-19/2024-06-20", "kind": "visit", "place": "Vietnam"}),
     (("2024-10-25", "Vladimir Putin = President/Russia, Vietnam"),
      {"date": "2024-06", "kind": "visit", "place": "Hanoi"})),
    # two spellings of a place
    ((("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "place": "Kiev"}),
     (("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "place": "Kyiv"})),
]  # fmt: skip
TWO: list[tuple[Any, Any]] = [
    # a summit of another year, of another name, a conference of many; nobody is told of in one article
    ((("2021-10-26", "Vladimir Putin = President/Russia"),
      {"date": "2021-10-27", "status": "planned", "kind": "summit", "name": "East Asia Summit"}),
     (("2020-12-07", ""), {"date": "2020", "kind": "summit", "name": "East Asia Summit"})),
    ((("2021-10-26", "Russia, Laos"), {"date": "2021-10-27", "kind": "summit", "name": "Ocean Futures Summit"}),
     (("2021-12-07", ""), {"date": "2021", "kind": "summit", "name": "East Asia Summit"})),
    ((("2021-10-26", "Russia, Laos"), {"date": "2021-10-27", "kind": "talks", "name": "Ocean Futures Talks"}),
     (("2021-12-07", ""), {"date": "2021", "kind": "talks", "name": "Ocean Futures Talks"})),
    # yearly meetings of one series
    ((("2018-11-15", "Russia, ASEAN"), {"date": "2018-11-14", "kind": "summit"}),
     (("2021-10-29", "Russia, ASEAN"), {"date": "2021-10-28", "kind": "summit"})),
    ((("2018-08-04", "ASEAN"), {"kind": "ministerial", "name": "51st ASEAN Foreign Ministers' Meeting"}),
     (("2018-08-04", "ASEAN"), {"kind": "ministerial", "name": "52nd ASEAN Foreign Ministers' Meeting"})),
    # other people of the same side
    ((("2020-02-05", f"{LAVROV}, Laos"), {"date": "2020-02-04"}),
     (("2020-02-05", "Vladimir Putin = President/Russia, Laos"), {"date": "2020-02-04"})),
    ((("2020-02-05", "Russia, Laos"), {"date": "2020-02-04"}),
     (("2020-02-05", "Russia, Laos"), {"date": "2020-02-06"})),
    ((("2020-02-05", "Russia, Laos"), {"date": "2020-02-04"}),
     (("2020-02-05", "Russia, Qatar"), {"date": "2020-02-04"})),
    ((("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "kind": "call"}),
     (("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "kind": "visit"})),
    ((("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "place": "Moscow"}),
     (("2020-02-05", "Russia, Laos"), {"date": "2020-02-04", "place": "Vientiane"})),
    # another party is another meeting
    ((("2021-10-29", "Russia, ASEAN"), {"date": "2021-10-28", "kind": "summit"}),
     (("2021-11-05", "Indonesia, ASEAN"), {"date": "2021-10", "kind": "summit"})),
    # a bloc that meets by itself, and with another
    ((("2021-10-29", "Vietnam, ASEAN, Russia"), {"date": "2021-10-28", "kind": "summit"}),
     (("2021-11-05", "Vietnam, ASEAN, Laos"), {"date": "2021-10", "kind": "summit"})),
    # without a day, and weeks apart
    ((("2020-02-05", f"{LAVROV}, Anna Berg = Minister/Laos"), {}),
     (("2020-03-06", f"{LAVROV}, Anna Berg = Minister/Laos"), {"date": "2020-03-04"})),
    # without a day, of sides for which others meet as well
    ((("2020-02-05", "Russia, Laos"), {}), (("2020-02-05", "Russia, Laos"), {"date": "2020-02-04"})),
    # a summit of which an article does not say whose it was, and one of others, in another city
    ((("2019-07-31", "Russia, ASEAN"), {"date": "2018-11", "kind": "summit", "place": "Singapore"}, 0),
     (("2018-11-15", "Qatar, Vietnam"), {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    ((("2019-07-31", "Russia, ASEAN"), {"date": "2018-11", "kind": "summit", "place": "Sochi"}, 0),
     (("2018-11-15", "Russia, ASEAN"), {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    # two a year of one series, of which one is told by the year alone
    ((("2025-05-28", "ASEAN, Russia, Laos"), {"date": "2025-05-26", "kind": "summit", "name": "ASEAN Leaders Summit"}),
     (("2025-10-30", "ASEAN, Indonesia, Qatar"), {"date": "2025", "kind": "summit", "name": "ASEAN Leaders Summit"})),
    # the same occasion for other people, in a month
    ((("2025-07-27", "Hun Manet = Prime Minister/Cambodia, Phumtham Wechayachai = Acting Prime Minister/Thailand"),
      {"date": "2025-07-28"}),
     (("2025-08-07", "Hun Manet = Prime Minister/Cambodia, Thailand"), {"date": "2025-07", "kind": "consultation"})),
    # two summits of a season, both told with the people who met
    ((("2018-08-03", "Anna Berg = President/Laos, Omar Said = President/Qatar"),
      {"date": "2018-08-02", "kind": "summit", "place": "Singapore"}),
     (("2018-11-15", "Anna Berg = President/Laos, Omar Said = President/Qatar"),
      {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    # at home they may meet every month; and abroad each year
    ((("2018-08-03", "Russia, ASEAN"), {"date": "2018-08-02", "kind": "summit", "place": "Russia"}),
     (("2018-11-15", "Russia, ASEAN"), {"date": "2018-11-14", "kind": "summit", "place": "Russia"})),
    ((("2017-11-15", "Russia, ASEAN"), {"date": "2017-11-14", "kind": "summit", "place": "Singapore"}),
     (("2018-11-15", "Russia, ASEAN"), {"date": "2018-11-14", "kind": "summit", "place": "Singapore"})),
    # a forum by its own name, and the meeting of two of its members with the year alone
    ((("2021-12-07", "Russia, ASEAN"), {"date": "2021", "kind": "summit", "name": "East Asia Summit"}),
     (("2021-10-26", "Russia, ASEAN"),
      {"date": "2021-10-28", "status": "planned", "kind": "summit", "name": "Russia-ASEAN Summit"})),
    # a word for a time that the other article happens to use is no name in common
    ((("2020-12-27", "ASEAN"), {"date": "2021", "kind": "conference", "name": "ASEAN Day", "status": "planned"}),
     (("2021-10-26", "ASEAN, Anna Berg = Minister/Laos"),
      {"date": "2021-10", "kind": "conference", "text": "Nine days later they met."})),
    # series of two names
    ((("2021-10-29", "Russia, ASEAN"), {"date": "2021-10-28", "kind": "conference", "name": "Eastern Economic Forum"}),
     (("2021-10-29", "Russia, ASEAN"), {"date": "2021-10-28", "kind": "conference", "name": "Youth Summit"})),
    ((("2020-02-05", "Russia, Laos"), {}), (("2020-09-05", "Russia, Laos"), {})),
]  # fmt: skip


def likeness(one: Any, other: Any) -> list[float | None]:
    a, b = (
        met(name, *who, takes=next(iter(takes), None), **said)
        for name, (who, said, *takes) in zip("ab", (one, other), strict=True)
    )
    return [meetings.likeness(a, b), meetings.likeness(b, a)]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_meetings_one(one: Any, other: Any) -> None:
    there, back = likeness(one, other)
    assert there is not None and there == back


@pytest.mark.parametrize(("one", "other"), TWO)
def test_meetings_two(one: Any, other: Any) -> None:
    assert likeness(one, other) == [None, None]


def test_meetings_between_two_equals_wait() -> None:
    day = {"date": "2020-02", "kind": "talks"}
    announced = met("a", "2020-01-30", "Russia, Laos", status="planned", **day)
    first = met("b", "2020-02-20", "Russia, Laos", date="2020-02-04")
    second = met("c", "2020-02-20", "Russia, Laos", date="2020-02-09")
    found = identify_tellings([second, announced, first], MEETINGS)
    assert len(found.groups) == 3
    assert found.waiting == {announced.at: frozenset({first.at, second.at})}


def test_meetings_held_together_by_people_stay_and_are_not_joined() -> None:
    first = met("a", "2020-02-05", "Russia, Laos", date="2020-02-04")
    same = met("b", "2020-02-05", "Russia, Laos", date="2020-02-04")
    found = identify_tellings([first, same], MEETINGS, [[first.at], [same.at]])
    assert len(found.groups) == 2


def test_meetings_clash_by_who_surely_takes_part() -> None:
    one = met("a", "2020-02-05", f"{LAVROV}, Laos", date="2020-02-04")
    other = met("b", "2020-02-05", "Vladimir Putin = President/Russia, Laos", date="2020-02-04")
    doubtful = tuple(replace(party, sure=0.4 if party.kind == "person" else 1.0) for party in other.parties)
    assert compare_parties(one.parties, other.parties).clash
    assert not compare_parties(one.parties, doubtful).clash


def test_meetings_of_a_name_choose_by_all_who_take_part() -> None:
    retreat = {"name": "ASEAN Foreign Ministers' Retreat", "kind": "ministerial"}
    announced = met("a", "2022-01-12", "ASEAN, Laos", status="postponed", date="2022-01-18", **retreat)
    whole = met("b", "2022-02-17", "Laos, Vietnam, Indonesia", date="2022-02-17", **retreat)
    again = replace(met("b", "2022-02-17", "ASEAN", date="2022-02-17", kind="ministerial"), fact="m2")
    found = identify_tellings([announced, whole, again], MEETINGS)
    assert frozenset({announced.at, whole.at}) in found.groups


def test_meetings_are_told_by_who_surely_takes_part() -> None:
    one = met("a", "2020-02-05", f"{LAVROV}, Laos", date="2020-02-04")
    other = met("b", "2020-02-05", f"{LAVROV}, Qatar, Laos", date="2020-02-04", kind="ministerial")
    unsure = tuple(replace(party, sure=0.1 if party.token == "country:QA" else 1.0) for party in other.parties)
    sure, doubtful = (compare_parties(one.parties, each).other for each in (other.parties, unsure))
    assert sure == pytest.approx(2 / 3)
    assert doubtful == pytest.approx(2 / 2.1)


@pytest.mark.parametrize("statuses", [("planned", "held"), ("held", "planned"), ("planned", "planned")])
def test_two_summits_without_a_day_weigh_the_same_from_either_side(statuses: tuple[str, str]) -> None:
    one, other = (
        met("a" if published < "2018" else "b", published, "Russia, ASEAN", status=status, kind="summit")
        for published, status in zip(("2016-01-02", "2018-11-15"), statuses, strict=True)
    )
    assert meetings.likeness(one, other) == meetings.likeness(other, one)
