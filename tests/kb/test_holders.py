"""Who held a post on some days."""

from __future__ import annotations

from datetime import date

import pytest

from kb.holders import Sought, Term, choose, find_holders, post_class, sought
from kb.models import Actor, Post, Tenure
from tests.kb.rows import an_actor

#: title → the key of its class; None where several may have it at a time
CLASSES = {
    "Foreign Minister": "foreign minister",
    "Minister for Foreign Affairs": "foreign minister",
    "Defense Minister": "defence minister",
    "prime minister": "prime minister",
    "President": "president",
    "Secretary-General": "secretary general",
    "Deputy Foreign Minister": None,
    "Vice President": None,
    "Minister": None,
    "Minister of State": None,
    "Deputy Director General": None,
    "Ambassador": None,
    "Chairman": None,
    "wizard": None,
}

#: when A and B are told to have the post; the days of the event; who it was
TERMS = [
    ("A 2020-01-01 2020-12-31", "2020-06-01", "A"),
    ("A 2020-01-01 2020-12-31", "2021-02-01", "A"),  # soon after the last text
    ("A 2020-01-01 2020-12-31", "2021-06-01", ""),
    ("A 2020-01-01 2020-12-31", "2019-12-01", "A"),
    ("A 2020-01-01 2020-12-31", "2020-06", "A"),
    ("A 2020-01-01 2020-12-31; B 2021-01-20 2022-01-01", "2020-12-30", "A"),  # he certainly was, she perhaps
    ("A 2020-01-01 2020-12-31; B 2021-01-20 2022-01-01", "2021-01-10", "AB"),
    ("A 2020-01-01 2020-12-31; B 2020-06-01 2020-06-01", "2020-06-01", "AB"),  # both are told of that day
    ("A 2020-01-01 2020-12-31; B 2020-12-01 2021-06-01", "2020-12-20", "AB"),
    ("A 2020-01-01 2020-12-31; A 2022-01-01 2022-06-01", "2022-02-01", "A"),
    ("A 2020-01-01 2020-12-31; B 2021-03-01 2021-09-01", "2020-12-15/2021-01-14", "AB"),
]


@pytest.mark.parametrize(("title", "expected"), CLASSES.items())
def test_holders_are_asked_for_posts_that_one_person_has(title: str, expected: str | None) -> None:
    assert post_class(title) == expected


@pytest.mark.parametrize(("terms", "days", "expected"), TERMS)
def test_holders_are_chosen_by_when_texts_give_them_the_post(terms: str, days: str, expected: str) -> None:
    asked = sought("President", 1, days)
    assert asked is not None
    found = choose([_term(each) for each in terms.split("; ")], asked)
    assert "".join("?AB"[term.person] for term in found) == expected


def _term(words: str) -> Term:
    who, first, last = words.split()
    person = "?AB".index(who)
    return Term(person, person, date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize("days", ["", "2020", "2020/2021", "nonsense"])
def test_holders_are_not_asked_for_on_days_that_are_not_known(days: str) -> None:
    assert sought("President", 1, days) is None


def post(title: str, body: Actor) -> Post:
    return Post.objects.create(title=title, body=body, slug=f"{title}-{body.pk}".lower().replace(" ", "-"))


def _asked(body: Actor, day: str = "2020-03-01") -> Sought:
    found = sought("Foreign Minister", body.pk, day)
    assert found is not None
    return found


@pytest.mark.django_db
def test_holders_have_the_post_in_any_spelling_of_its_title() -> None:
    russia, anna = an_actor("Russia", "country"), an_actor("Anna Berg")
    seen = {"seen_from": date(2020, 2, 1), "seen_until": date(2020, 4, 1)}
    Tenure.objects.create(person=anna, post=post("Minister of Foreign Affairs", russia), **seen)
    assert [term.person for term in find_holders([_asked(russia)])[_asked(russia)]] == [anna.pk]
    assert find_holders([_asked(anna)])[_asked(anna)] == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "day", "held"),
    [
        ({"start": "2004", "end": "2012"}, "2010-05-05", True),
        ({"start": "2004", "end": "2012"}, "2013-01-05", False),  # what is stated has no days around it
        ({"start": "2004"}, "2030-01-01", True),  # still in office
        ({"start": "2004", "former": True}, "2030-01-01", False),
        ({"end": "2012", "seen_from": date(2011, 1, 1), "seen_until": date(2011, 2, 1)}, "2012-06-01", True),
        ({"start": "2004", "review": "rejected"}, "2010-05-05", False),
        ({}, "2010-05-05", False),
    ],
)
def test_holders_are_who_people_state_them_to_be(fields: dict[str, object], day: str, held: bool) -> None:
    russia, anna = an_actor("Russia", "country"), an_actor("Anna Berg")
    Tenure.objects.create(person=anna, post=post("Foreign Minister", russia), **fields)
    asked = _asked(russia, day)
    assert bool(find_holders([asked])[asked]) is held


@pytest.mark.django_db
def test_holders_take_two_queries_however_many_are_asked_for(django_assert_num_queries: object) -> None:
    bodies = [an_actor(name, "country") for name in ("Russia", "Laos", "Vietnam")]
    with django_assert_num_queries(2):  # type: ignore[operator]
        find_holders([_asked(body) for body in bodies])
    with django_assert_num_queries(0):  # type: ignore[operator]
        find_holders([])
