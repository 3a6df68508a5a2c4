"""Tests of the history of members: who put whom into which organisation, and the way back; the gazetteer keeps none."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from kb.gazetteer_loading.actors import ActorLoad
from kb.gazetteers.seeds import SeedActor
from kb.models import Actor, Membership
from kb.models.history import people_write
from kb.restoring import restore
from kb.versions import steps_of
from tests.kb.rows import an_actor
from tests.kb.test_admin import page, save
from tests.kb.test_history import history_of, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def baltic() -> Actor:
    """A council of two, as the program knows it."""
    council = an_actor("Baltic Council", "organisation")
    council.members.set([an_actor("Estonia", "country"), an_actor("Latvia", "country")])
    return council


def members(council: Actor) -> list[str]:
    return sorted(council.members.values_list("name", flat=True))


def countries(*names: str) -> list[int]:
    return [Actor.objects.get_or_create(name=name, defaults={"kind": "country", "slug": name})[0].pk for name in names]


def test_history_of_members_that_the_program_writes_is_empty(baltic: Actor) -> None:
    assert steps_of(baltic) == [] and not Membership.history.exists()


def test_history_of_members_shows_who_changed_them_and_why(client: Client, editor: User, baltic: Actor) -> None:
    save(client, page("actor", baltic.pk), members=countries("Estonia", "Lithuania"), why="It joined.")
    (step,) = steps_of(baltic)
    assert (step.user, step.reason) == (editor, "It joined.")
    assert told(step) == [("Member", "Latvia", ""), ("Added member", "", "Lithuania")]
    answer = history_of(client, baltic).content.decode()
    assert "<del>Latvia</del>" in answer and "<ins>Lithuania</ins>" in answer
    save(client, page("actor", baltic.pk), members=countries("Estonia", "Lithuania"), why="No change.")
    assert len(steps_of(baltic)) == 1


def test_history_of_members_restores_each_version(client: Client, editor: User, baltic: Actor) -> None:
    for names in (["Estonia", "Latvia", "Lithuania"], ["Lithuania"], ["Lithuania", "Estonia"], []):
        save(client, page("actor", baltic.pk), members=countries(*names))
    answer = history_of(client, baltic)
    moments = [step.moment for step in reversed(answer.context["steps"])]
    for moment, names in (
        (moments[1], ["Lithuania"]),
        (answer.context["as_read"], ["Estonia", "Latvia"]),
        (moments[2], ["Estonia", "Lithuania"]),
        (moments[0], ["Estonia", "Latvia", "Lithuania"]),
    ):
        assert client.post(f"{baltic.get_absolute_url()}history/", {"moment": moment}).status_code == 302
        assert members(baltic) == names
    assert steps_of(baltic)[0].reason.startswith("Restored the version of")


def test_history_of_members_leaves_alone_what_the_gazetteer_brought_meanwhile(baltic: Actor, editor: User) -> None:
    with people_write(editor):
        baltic.members.clear()
    (step,) = steps_of(baltic)
    assert sorted(told(step)) == [("Member", "Estonia", ""), ("Member", "Latvia", "")]
    norway = an_actor("Norway", "country", gazetteer_key="country:NO")
    Actor.objects.filter(pk=baltic.pk).update(gazetteer_key="organisation:BC")
    seed = SeedActor("organisation:BC", "organisation", "Baltic Council", (), members=("country:NO",))
    ActorLoad((seed,), {}).run()
    assert members(baltic) == ["Norway"] and len(steps_of(baltic)) == 1
    denmark, nordic = an_actor("Denmark", "country"), an_actor("Nordic Council", "organisation")
    with people_write(editor):
        norway.member_of.add(nordic)
        denmark.member_of.set([baltic])
    assert told(steps_of(baltic)[0]) == [("Added member", "", "Denmark")]
    assert told(steps_of(nordic)[0]) == [("Added member", "", "Norway")]
    restore(baltic, step.at, user=editor)
    assert members(baltic) == ["Norway"]


def test_history_of_members_that_are_gone_restores_the_others(client: Client, editor: User, baltic: Actor) -> None:
    save(client, page("actor", baltic.pk), members=[])
    Actor.objects.get(name="Latvia").delete()
    answer = history_of(client, baltic)
    assert "a deleted record" in answer.content.decode()
    client.post(f"{baltic.get_absolute_url()}history/", {"moment": answer.context["as_read"]})
    assert members(baltic) == ["Estonia"]


def test_history_of_members_needs_as_many_queries_for_one_as_for_ten(
    client: Client, editor: User, baltic: Actor, django_assert_num_queries: Any
) -> None:
    for names in (["Norway"], [f"Country {number}" for number in range(10)]):
        save(client, page("actor", baltic.pk), members=countries(*names))
        client.logout()
        with django_assert_num_queries(11):
            history_of(client, baltic)
        client.force_login(editor)
