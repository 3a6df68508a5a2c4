"""The vocabulary of the pages."""

from datetime import date

import pytest

from kb.models import Actor, ActorName, Initiative, Meeting, Participation, ReviewState, Tenure
from tests.kb.rows import a_meeting, a_tenure, an_actor, an_article, an_initiative, tells

pytestmark = pytest.mark.django_db
REJECTED = ReviewState.REJECTED


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Nguyễn Phú Trọng", ["Nguyen Phu Trong"]),
        ("trong nguyen", ["Nguyen Phu Trong"]),
        ("nguy", ["Nguyen Phu Trong"]),
        ("Лавров", ["Sergey Lavrov"]),
        ("sergei lavrov", ["Sergey Lavrov"]),
        ("UN", ["United Nations"]),
        ("avrov", []),
        ("lavrov trong", []),
        ("!!!", []),
        ("", []),
        ("%", []),
        ("'; DROP TABLE kb_actor; --", []),
    ],
)
def test_querysets_find_names_in_any_spelling(typed: str, found: list[str]) -> None:
    an_actor("Nguyen Phu Trong", spellings=["Nguyễn Phú Trọng"])
    an_actor("Sergey Lavrov", spellings=["Sergei Lavrov"])
    an_actor("United Nations", "organisation", spellings=["UN"])
    assert [actor.name for actor in Actor.objects.named(typed)] == found


def test_querysets_do_not_find_by_rejected_names() -> None:
    actor = an_actor("Russia", "country", spellings=["Bear"])
    ActorName.objects.filter(text="Bear").update(review=REJECTED)
    assert not Actor.objects.named("bear") and not Actor.objects.called("bear")
    assert list(Actor.objects.called("The RUSSIA")) == [actor]


def test_querysets_know_which_actors_are_in_use() -> None:
    an_actor("Tuvalu", "country", gazetteer_key="country:TV")
    russia = an_actor("Russia", "country", gazetteer_key="country:RU")
    laos = an_actor("Laos", "country", gazetteer_key="country:LA")
    asean = an_actor("ASEAN", "organisation", gazetteer_key="organisation:ASEAN")
    lim = an_actor("Lim Jock Hoi")
    tells(an_article("Russia spoke."), russia, "Russia")
    a_meeting(laos)
    a_tenure(lim, "Secretary General", asean)
    assert set(Actor.objects.in_use()) == {russia, laos, asean, lim}


def test_querysets_count_only_what_is_visible() -> None:
    lavrov, other = an_actor("Sergey Lavrov"), an_actor("Other")
    for day in ("2020-01-01", "2020-03"):
        a_meeting(lavrov, day=day)
    a_meeting(lavrov, review=REJECTED, day="2024-01-01")
    a_meeting(lavrov, status="planned", day="2025-01-01")
    tie = a_meeting(lavrov, day="2023-01-01").participations.get()
    Participation.objects.filter(pk=tie.pk).update(review=REJECTED)
    an_initiative(lavrov)
    an_initiative(lavrov, review=REJECTED)
    busy, idle = Actor.objects.with_activity().order_by("pk")
    assert (busy.meeting_count, busy.initiative_count, busy.last_met["date"]) == (3, 1, "2020-03")
    assert (idle.meeting_count, idle.initiative_count, idle.last_met) == (0, 0, None)
    assert list(Actor.objects.most_active(5)) == [lavrov] and other == idle


def test_querysets_rank_counterparts() -> None:
    lavrov, lim, wang, rejected = (an_actor(name) for name in ("Lavrov", "Lim", "Wang", "He"))
    Actor.objects.filter(pk=rejected.pk).update(review=REJECTED)
    a_meeting(lavrov, lim, rejected, day="2020-02-03")
    a_meeting(lavrov, lim, wang, day="2021")
    a_meeting(lavrov, wang, review=REJECTED)
    a_meeting(lim, wang)
    ranked = Actor.objects.counterparts_of(lavrov)
    assert [(actor.name, actor.shared) for actor in ranked] == [("Lim", 2), ("Wang", 1)]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (None, None, ["2019", "2020-02", "2020-02-03", ""]),
        (date(2020, 2, 10), None, ["2020-02"]),
        (None, date(2019, 6, 1), ["2019"]),
        (date(2020, 2, 3), date(2020, 2, 3), ["2020-02", "2020-02-03"]),
        (date(2021, 1, 1), date(2020, 1, 1), []),
    ],
)
def test_querysets_find_what_touches_a_period(first: date | None, last: date | None, found: list[str]) -> None:
    for day in ("2019", "2020-02", "2020-02-03", ""):
        a_meeting(day=day)
    assert [m.date_edtf for m in Meeting.objects.between(first, last).order_by("pk")] == found


def test_querysets_split_meetings_into_coming_and_past() -> None:
    today = date(2020, 2, 3)
    told = [
        ("held", "2020-02-03"), ("planned", "2020-02-03"), ("planned", "2020-02-02"), ("proposed", "2020"),
        ("cancelled", "2021"), ("planned", ""), ("held", ""), ("postponed", "2020-03"),
    ]  # fmt: skip
    for status, day in told:
        a_meeting(status=status, day=day)
    coming = [(m.status, m.date_edtf) for m in Meeting.objects.coming(today)]
    past = [(m.status, m.date_edtf) for m in Meeting.objects.past(today)]
    assert coming == [("proposed", "2020"), ("planned", "2020-02-03"), ("postponed", "2020-03"), ("planned", "")]
    assert past == [("cancelled", "2021"), ("held", "2020-02-03"), ("planned", "2020-02-02"), ("held", "")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("summit", ["Sochi summit", ""]),
        ("lavrov", [""]),
        ("лавров moscow", [""]),
        ("sochi", ["Sochi summit"]),
        ("lavrov sochi", []),
        ("%", []),
        ("\"'--", []),
    ],
)
def test_querysets_match_meetings_by_all_words(text: str, found: list[str]) -> None:
    a_meeting(name="Sochi summit", kind="other")
    a_meeting(an_actor("Sergey Lavrov"), kind="summit", place="Moscow")
    assert [meeting.name for meeting in Meeting.objects.matching(text).order_by("pk")] == found


@pytest.mark.parametrize(("text", "number"), [("moscow", 1), ("Москва", 0), ("Russia", 1), ("Россия", 1), ("", 0)])
def test_querysets_find_places_and_their_countries(text: str, number: int) -> None:
    meeting = a_meeting(place="Moscow")
    meeting.place.country = an_actor("Russia", "country", spellings=["Россия"])
    meeting.place.save()
    a_meeting(place="Hanoi")
    assert Meeting.objects.at_place(text).count() == number


def test_querysets_match_initiatives_by_name_kind_and_party() -> None:
    plan = an_initiative(an_actor("ASEAN", "organisation"), name="Comprehensive Plan of Action")
    assert list(Initiative.objects.matching("plan asean action")) == [plan]
    assert not Initiative.objects.matching("fund")


def test_querysets_hide_tenures_whose_person_or_body_was_rejected() -> None:
    asean, un = an_actor("ASEAN", "organisation"), an_actor("UN", "organisation", review=REJECTED)
    lim, he = an_actor("Lim"), an_actor("He", review=REJECTED)
    shown = [a_tenure(lim, "Secretary General", asean), a_tenure(lim, "Doctor")]
    a_tenure(he, "Secretary General", asean)
    a_tenure(lim, "Secretary General", un)
    assert sorted(Tenure.objects.visible().values_list("pk", flat=True)) == [tenure.pk for tenure in shown]


def test_querysets_rank_the_most_active_by_meetings_then_by_initiatives() -> None:
    once, twice, signer, idle, rejected = (an_actor(name) for name in ("Once", "Twice", "Signer", "Idle", "Rejected"))
    Actor.objects.filter(pk=rejected.pk).update(review=REJECTED)
    for people in ((twice, once, rejected), (twice, rejected), (rejected,)):
        a_meeting(*people)
    an_initiative(signer)
    a_meeting(idle, review=REJECTED)
    busiest = Actor.objects.visible().most_active(3)
    assert [(actor.name, actor.meeting_count, actor.initiative_count) for actor in busiest] == [
        ("Twice", 2, 0), ("Once", 1, 0), ("Signer", 0, 1),
    ]  # fmt: skip
    assert list(Actor.objects.visible().most_active(1)) == [twice]


def test_querysets_know_who_is_of_a_country() -> None:
    russia, laos = an_actor("Russia", "country"), an_actor("Laos", "country")
    ministry = an_actor("Foreign Ministry", "organisation", country=russia)
    native, minister, official, guess, refused, other = (an_actor(name) for name in "abcdef")
    Actor.objects.filter(pk=native.pk).update(country=russia)
    a_tenure(minister, "Minister", russia, former=True)
    a_tenure(official, "Spokesperson", ministry)
    article = an_article("He is the President.")
    tells(article, a_tenure(guess, "President", russia), "President", confidence=0.6)
    tells(article, a_tenure(other, "President", laos), "President")
    Tenure.objects.filter(pk=a_tenure(refused, "Envoy", russia).pk).update(review=REJECTED)
    assert set(Actor.objects.of_country(russia)) == {russia, ministry, native, minister, official}
    assert set(Actor.objects.of_country(laos)) == {laos, other}


def test_querysets_know_the_homes_of_all_actors() -> None:
    russia, laos, cuba, peru = (an_actor(name, "country") for name in ("Russia", "Laos", "Cuba", "Peru"))
    ministry = an_actor("Foreign Ministry", "organisation", country=laos)
    native, minister, official = (an_actor(name) for name in "abc")
    Actor.objects.filter(pk=native.pk).update(country=cuba)
    a_tenure(minister, "Minister", russia)
    a_tenure(official, "Spokesperson", ministry)
    a_tenure(official, "Chair", ministry)
    assert Actor.objects.homes() == {
        russia.pk: {russia.pk}, laos.pk: {laos.pk}, cuba.pk: {cuba.pk}, peru.pk: {peru.pk},
        ministry.pk: {laos.pk}, native.pk: {cuba.pk}, minister.pk: {russia.pk}, official.pk: {laos.pk},
    }  # fmt: skip
    for country in (russia, laos, cuba, peru):
        of_it = {actor for actor, countries in Actor.objects.homes().items() if country.pk in countries}
        assert of_it == set(Actor.objects.of_country(country).values_list("pk", flat=True))


def test_querysets_put_the_post_first_that_most_articles_tell() -> None:
    lavrov, russia = an_actor("Sergey Lavrov"), an_actor("Russia", "country")
    days = {"seen_from": date(2020, 1, 1), "seen_until": date(2020, 1, 1)}
    later = {"seen_from": date(2024, 1, 1), "seen_until": date(2024, 1, 1)}
    inferred = a_tenure(lavrov, "President", None, **later)
    often, rare = a_tenure(lavrov, "Foreign Minister", russia, **days), a_tenure(lavrov, "Chair", None, **later)
    past = a_tenure(lavrov, "Ambassador", None, former=True, **later)
    for number in range(3):
        article = an_article(f"The minister spoke {number} times.")
        tells(article, inferred, "spoke", confidence=0.6)
        tells(article, past, "spoke")
        if number:
            tells(article, often, "minister")
    tells(article, rare, "The")
    tells(article, rare, "minister")
    ranked = Tenure.objects.visible().most_told_first()
    assert list(ranked) == [often, rare, past, inferred]
    assert [(tenure.article_count, tenure.doubtful) for tenure in ranked] == [
        (2, False), (1, False), (3, False), (3, True),
    ]  # fmt: skip
    assert Actor.objects.with_posts().get(pk=lavrov.pk).shown_tenures == [often, rare, past]
    Tenure.objects.filter(pk=inferred.pk).update(review=ReviewState.CONFIRMED)
    assert Tenure.objects.most_told_first().first() == inferred
