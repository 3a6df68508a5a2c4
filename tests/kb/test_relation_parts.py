"""What briefs are made of: ends of initiatives, holders of posts, and the sides of several actors at a time."""

from __future__ import annotations

from datetime import date

import pytest

from kb.models import Initiative, Meeting
from kb.relations.between import Ties, events_of_sides, ties_with
from kb.relations.endings import end_of, has_ended
from kb.relations.initiatives import in_groups
from kb.relations.levels import one_at_a_time
from kb.relations.offices import offices_of, present_and_earlier
from tests.kb.rows import a_meeting, a_tenure, an_actor

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "edtf", "end"),
    [
        ("CPA", "2016/2020", "2020"),
        ("road map", "2016-03/2018-06", "2018-06"),
        ("Comprehensive Plan of Action for 2021-2025", "2021", "2025"),
        ("work programme 2016–20", "", "2020"),
        ("ASEAN-Russia Year of Culture", "2016", "2016"),
        ("Years of Cross-Cultural Exchanges 2018 and 2019", "", "2019"),
        # the days of a signing, of a launch, and an open end are no ends
        ("Sochi declaration", "2016-05-19/2016-05-20", ""),
        ("Network of Think-Tanks", "2018-04", ""),
        ("dialogue partnership", "1996/..", ""),
        ("Post-2017 Work Programme", "2017", ""),
        ("courses every year of study", "2020", ""),
        ("Agenda 2030", "", ""),
        ("talks of 2021-09", "", ""),
        ("ASEAN", "", ""),
    ],
)
def test_relation_parts_end_of_an_initiative_is_told_by_its_date_or_name(name: str, edtf: str, end: str) -> None:
    assert end_of(name, edtf) == end


@pytest.mark.parametrize(
    ("status", "edtf", "over"),
    [
        ("ongoing", "2016/2020", True),
        ("signed", "2016/2020", True),
        ("ongoing", "2021/2026", False),
        ("planned", "2016/2020", False),
        ("completed", "2016/2020", False),
    ],
)
def test_relation_parts_only_what_was_in_force_ends(status: str, edtf: str, over: bool) -> None:
    assert has_ended(Initiative(name="plan", status=status, date_edtf=edtf), TODAY) is over


def test_relation_parts_groups_tell_how_many_there_are() -> None:
    plans = [Initiative(name=f"plan {number}", status="planned") for number in range(9)]
    group = in_groups([*plans, Initiative(name="declaration", status="signed")], TODAY)[1]
    assert (group.status, len(group.shown), group.number, group.cut) == ("planned", 4, 9, True)
    assert not in_groups(plans, TODAY, all_of_them=True)[0].cut


@pytest.mark.parametrize(
    ("title", "one"),
    [
        ("Secretary-General", True),
        ("Foreign Minister", True),
        ("Ambassador to ASEAN", True),
        ("ambassador", False),
        ("Deputy Secretary-General", False),
        ("Deputy Prime Minister", False),
        ("spokesman", False),
    ],
)
def test_relation_parts_which_posts_have_one_holder_at_a_time(title: str, one: bool) -> None:
    assert one_at_a_time(title) is one


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("title", "terms", "present"),
    [
        # texts saw Lim in the post until 2021, and Kao from 2023 on
        ("Secretary-General", {"Lim": ("2018-01-05", "2021-10-26"), "Kao": ("2023-07-11", "2025-10-27")}, ["Kao"]),
        # their times overlap: the texts do not settle who holds it
        (
            "Secretary-General",
            {"Lim": ("2018-01-05", "2023-10-26"), "Kao": ("2023-07-11", "2025-10-27")},
            ["Kao", "Lim"],
        ),
        ("Deputy Minister", {"Lim": ("2018-01-05", "2021-10-26"), "Kao": ("2023-07-11", "2025-10-27")}, ["Kao", "Lim"]),
        ("Secretary-General", {"Lim": ("2018-01-05", "2021-10-26")}, ["Lim"]),
    ],
)
def test_relation_parts_who_was_seen_before_the_next_holder_is_an_earlier_one(
    title: str, terms: dict[str, tuple[str, str]], present: list[str]
) -> None:
    asean = an_actor("ASEAN", "organisation")
    held = [
        a_tenure(an_actor(name), title, asean, seen_from=date.fromisoformat(first), seen_until=date.fromisoformat(last))
        for name, (first, last) in terms.items()
    ]
    now, before = present_and_earlier(held)
    assert [tenure.person.name for tenure in now] == present
    assert len(now) + len(before) == len(held)


@pytest.mark.django_db
def test_relation_parts_former_and_ended_terms_are_earlier_ones() -> None:
    asean = an_actor("ASEAN", "organisation")
    a_tenure(an_actor("Minh"), "Chair", asean, former=True, seen_from=date(2025, 1, 1), seen_until=date(2025, 1, 1))
    a_tenure(an_actor("Lim"), "Chair", asean, end="2022", seen_from=date(2018, 1, 1), seen_until=date(2024, 1, 1))
    office = offices_of(asean)[0]
    assert not office.present and [tenure.person.name for tenure in office.earlier] == ["Minh", "Lim"]


@pytest.mark.django_db
def test_relation_parts_offices_are_ordered_by_rank_those_of_bodies_last() -> None:
    russia = an_actor("Russia", "country")
    council = an_actor("Security Council", "organisation", country=russia)
    days = {"seen_from": date(2020, 1, 1), "seen_until": date(2020, 1, 1)}
    for name, title, body in (
        ("Zakharova", "spokesperson", russia),
        ("Patrushev", "Secretary-General", council),
        ("Putin", "President", russia),
    ):
        a_tenure(an_actor(name), title, body, **days)
    assert [office.post.title for office in offices_of(russia)] == ["President", "spokesperson", "Secretary-General"]
    putin = russia.posts.get(title="President").tenures.get().person
    assert [office.post.title for office in offices_of(putin)] == ["President"]


@pytest.mark.django_db
def test_relation_parts_ties_with_several_are_those_of_each_brief() -> None:
    russia, asean, peru = an_actor("Russia", "country"), an_actor("ASEAN", "organisation"), an_actor("Peru", "country")
    lavrov, lim = an_actor("Sergey Lavrov"), an_actor("Lim Jock Hoi")
    a_tenure(lavrov, "Foreign Minister", russia)
    a_tenure(lim, "Secretary General", asean)
    a_meeting(lavrov, lim, day="2020-02-03")
    a_meeting(russia, asean, lim, day="2019")
    a_meeting(russia, asean, day="2999", status="planned")
    a_meeting(russia, lavrov, day="2021-01-01")
    meetings = Meeting.objects.visible()
    own = {actor.pk: list(meetings.with_participant(actor).values_list("pk", flat=True)) for actor in (russia, lavrov)}
    ties = ties_with(russia, [asean, lavrov, peru], meetings, TODAY, own=own[russia.pk])
    assert ties == {asean.pk: Ties(3, "2020-02-03"), lavrov.pk: Ties(1, "2021-01-01"), peru.pk: Ties(0, "")}
    for other in (asean, lavrov, peru):
        assert len(events_of_sides([russia, other], meetings)) == ties[other.pk].number
    assert len(events_of_sides([russia], meetings)) == 4
    assert events_of_sides([russia, asean, peru], meetings) == set()
    # for a person nobody else acts: his own meetings are all that can count
    ties = ties_with(lavrov, [asean, russia], meetings, TODAY, own=own[lavrov.pk])
    assert ties == {asean.pk: Ties(1, "2020-02-03"), russia.pk: Ties(1, "2021-01-01")}
