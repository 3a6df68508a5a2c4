"""What records are called."""

from datetime import date
from typing import Any

import pytest

from kb.labels import (
    dated_label,
    initiative_label,
    is_overdue,
    meeting_label,
    meeting_label_for,
    name_list,
    post_label,
    surest_two,
    tenure_seen,
)
from kb.models import Initiative, Meeting, Participation, ReviewState
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_initiative

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("people", "fields", "label"),
    [
        (["Lim Jock Hoi", "Sergey Lavrov"], {"place": "Moscow"}, "Talks: Lim Jock Hoi, Sergey Lavrov · Moscow"),
        (["Lim Jock Hoi"], {"kind": "visit"}, "Visit: Lim Jock Hoi"),
        (["A", "B", "C", "D"], {}, "Talks: A, B, C, D"),
        (["A", "B", "C", "D", "E"], {}, "Talks: A, B, C and 2 others"),
        ([], {"place": "Sochi", "kind": "summit"}, "Summit · Sochi"),
        ([], {"kind": "other"}, "Meeting"),
        (["A", "B"], {"online": True}, "Talks: A, B · online"),
        (["A"], {"name": "third ASEAN-Russia Summit", "place": "Sochi"}, "Third ASEAN-Russia Summit"),
    ],
)
def test_labels_name_a_meeting_by_what_is_known(people: list[str], fields: dict, label: str) -> None:
    assert meeting_label(a_meeting(*map(an_actor, people), **fields)) == label


@pytest.mark.parametrize(
    ("people", "fields", "label"),
    [
        (["Me", "Sergey Lavrov"], {}, "Talks with Sergey Lavrov"),
        (["Me", "Laos"], {"kind": "visit"}, "Visit: Laos"),
        (["Me"], {"kind": "call"}, "Call"),
        (["Me", "ASEAN"], {"name": "ASEAN Summit"}, "ASEAN Summit"),
    ],
)
def test_labels_name_the_others_on_ones_own_page(people: list[str], fields: dict, label: str) -> None:
    actors = [an_actor(name) for name in people]
    assert meeting_label_for(a_meeting(*actors, **fields), actors[0]) == label


def test_labels_call_organisations_with_long_names_by_their_acronym() -> None:
    asean = an_actor("Association of Southeast Asian Nations", "organisation")
    un = an_actor("United Nations", "organisation")
    for actor, acronym in ((asean, "ASEAN"), (asean, "Asean"), (un, "UN")):
        actor.names.create(text=acronym, kind="acronym")
    assert meeting_label(a_meeting(asean, un)) == "Talks: ASEAN, United Nations"


def test_labels_leave_out_whom_people_rejected() -> None:
    meeting = a_meeting(an_actor("A"), an_actor("He", review=ReviewState.REJECTED), an_actor("B"))
    Participation.objects.filter(actor__name="B").update(review=ReviewState.REJECTED)
    assert meeting_label(meeting) == "Talks: A"


def test_labels_begin_with_a_capital() -> None:
    assert initiative_label(Initiative(name="action plan")) == "Action plan"
    assert post_label(a_tenure(an_actor("A"), "member", an_actor("ASEAN", "organisation")).post) == "Member, ASEAN"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (None, None, ""),
        (date(2016, 5, 16), date(2016, 5, 16), "in texts of 16 May 2016"),
        (date(2016, 5, 16), date(2020, 2, 3), "in texts of 16 May 2016 – 3 February 2020"),
    ],
)
def test_labels_say_when_a_post_was_seen(first: date | None, last: date | None, words: str) -> None:
    assert tenure_seen(a_tenure(an_actor("A"), "Rector", seen_from=first, seen_until=last)) == words


@pytest.mark.parametrize(
    ("status", "day", "overdue"),
    [
        ("planned", date(2020, 2, 2), True),
        ("postponed", date(2020, 2, 2), True),
        ("planned", date(2020, 2, 3), False),
        ("held", date(2020, 2, 2), False),
        ("cancelled", date(2020, 2, 2), False),
        ("planned", None, False),
    ],
)
def test_labels_know_what_was_announced_and_never_reported(status: str, day: date | None, overdue: bool) -> None:
    assert is_overdue(Meeting(status=status, date_latest=day), date(2020, 2, 3)) is overdue


def test_labels_list_names_shortly() -> None:
    assert name_list([]) == ""
    assert name_list(["A", "B", "C"], most=1) == "A and 2 others"


def test_labels_name_who_surely_takes_part_the_surest_first() -> None:
    ministry = an_actor("Economic Ministry", "organisation")
    meeting = a_meeting(an_actor("Lim Jock Hoi"), ministry, an_actor("Sergey Lavrov"), an_actor("By hand"))
    for name, confidence in (("Lim Jock Hoi", 0.9), ("Economic Ministry", 0.48), ("Sergey Lavrov", 0.95)):
        Participation.objects.filter(actor__name=name).update(confidence=confidence)
    assert meeting_label(meeting) == "Talks: By hand, Sergey Lavrov, Lim Jock Hoi"
    Participation.objects.filter(actor=ministry).update(review=ReviewState.CONFIRMED)
    assert meeting_label(Meeting.objects.get()) == "Talks: Economic Ministry, By hand, Sergey Lavrov, Lim Jock Hoi"


def test_labels_of_talks_that_one_alone_surely_held_say_with_whom_perhaps() -> None:
    lavrov, asean = an_actor("Sergey Lavrov"), an_actor("ASEAN", "organisation")
    a_meeting(asean, lavrov, an_actor("Laos", "country"))
    Participation.objects.filter(actor=asean).update(confidence=0.4)
    Participation.objects.filter(actor__name="Laos").update(confidence=0.3)
    meeting = Meeting.objects.get()
    assert meeting_label(meeting) == "Talks: Sergey Lavrov, perhaps ASEAN"
    assert meeting_label_for(meeting, lavrov) == "Talks, perhaps with ASEAN"
    assert meeting_label_for(meeting, asean) == "Talks with Sergey Lavrov"
    meeting.kind = "visit"
    assert meeting_label(meeting) == "Visit: Sergey Lavrov"
    Participation.objects.filter(actor=asean).update(confidence=0.6)
    assert meeting_label(Meeting.objects.get()) == "Talks: Sergey Lavrov, ASEAN"


@pytest.mark.parametrize(
    ("kind", "two"), [("talks", ["Lim Jock Hoi", "Sergey Lavrov"]), ("summit", ["ASEAN", "Russia"])]
)
def test_labels_know_the_two_whose_other_meetings_are_of_interest(kind: str, two: list[str]) -> None:
    sides = [an_actor("ASEAN", "organisation"), an_actor("Russia", "country")]
    meeting = a_meeting(*sides, an_actor("Lim Jock Hoi"), an_actor("Sergey Lavrov"), kind=kind)
    assert [tie.actor.name for tie in surest_two(meeting)] == two
    Participation.objects.exclude(actor=sides[0]).update(confidence=0.3)
    assert surest_two(Meeting.objects.get()) == []


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (lambda: a_meeting(an_actor("Anna Berg"), kind="summit"), "Summit: Anna Berg, 3 Feb 2020"),
        (lambda: a_meeting(an_actor("Anna Berg"), kind="summit", day=""), "Summit: Anna Berg"),
        (lambda: an_initiative(name="action plan", day="2016/2020"), "Action plan, 2016–2020"),
        (lambda: an_initiative(name="action plan 2016-2020", day="2016/2020"), "Action plan 2016-2020"),
        (lambda: an_initiative(name="plan of 2016", day="2016-05-03"), "Plan of 2016, 3 May 2016"),
        (lambda: an_actor("Anna Berg"), "Anna Berg"),
    ],
)
def test_labels_tell_records_of_one_title_apart_by_their_dates(record: Any, label: str) -> None:
    assert dated_label(record()) == label
