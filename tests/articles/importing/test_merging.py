"""Tests of kb.merging over imported articles: merged is one, parted is what it was."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.importing.regroup import Plan, apply_moves
from articles.importing.settle import MEETING
from articles.importing.told_before import read_whole
from articles.importing.withdraw import EVIDENCE, Touched, follow
from articles.models import ActorEvidence, Article, MeetingEvidence, TenureEvidence
from kb.decisions import decide
from kb.merging.merges import merge, unmerge
from kb.models import (
    Actor,
    ActorName,
    Initiative,
    Meeting,
    Merge,
    Participation,
    Party,
    Post,
    ReviewState,
    Tenure,
)
from tests.articles.importing.telling import tell
from tests.articles.importing.whole_base import rows, told

pytestmark = pytest.mark.django_db


def test_merging_what_moves_to_a_duplicate_counts_for_the_survivor(editor: User) -> None:
    """A new article can show that what the program told apart is the record that somebody has merged into another."""
    for source, day in (("a.txt", "2020-02-03"), ("b.txt", "2020-03-03"), ("c.txt", "2020-04-03")):
        gold: dict[str, Any] = {"who": ["Anna Berg", "Carl Dahl"], "met": [{"date": day}]}
        tell(f"Anna Berg met Carl Dahl on {day}.", source=source, published=day, **gold)
    survivor, duplicate, other = Meeting.objects.order_by("pk")
    merge(duplicate, survivor, user=editor)
    moving = read_whole(MEETING, [other.pk])
    gained, lost = apply_moves(MEETING, Plan([(duplicate.pk, moving)]))
    assert (gained, lost) == ({duplicate.pk, survivor.pk}, {other.pk})
    follow(Touched(meeting=gained), Touched(meeting=lost))
    assert not Meeting.objects.filter(pk=other.pk).exists()
    assert survivor.evidence.values("article").distinct().count() == 3
    duplicate.refresh_from_db()
    unmerge(duplicate, user=editor)
    assert set(duplicate.evidence.values_list("article__source", flat=True)) == {"b.txt", "c.txt"}


def record(model: Any, name: str) -> Any:
    return model.objects.get(name=name)


def tell_of_two_ministers() -> tuple[Actor, Actor]:
    """One man under two names: in talks of his own each, once in the same talks, with a post each."""
    post = [{"title": "Minister", "body": "Russia"}]
    tell(
        "Minister Sergei Lavrov of Russia met Anna Berg in Hue.",
        source="a.txt",
        who=["Sergei Lavrov", "Anna Berg", "Russia"],
        posts={"Sergei Lavrov": post},
        met=[{"place": "Hue", "roles": {"Sergei Lavrov": "host", "Anna Berg": ""}}],
    )
    tell(
        "Minister and Envoy Sergius Lavrov of Russia met Carl Dahl.",
        source="b.txt",
        who=["Sergius Lavrov", "Carl Dahl", "Russia"],
        posts={"Sergius Lavrov": [*post, {"title": "Envoy"}]},
        met=[{"date": "2020-03"}],
        agreed=[{}],
    )
    tell(
        "Sergei Lavrov and Sergius Lavrov met.",
        source="c.txt",
        who=["Sergei Lavrov", "Sergius Lavrov"],
        met=[{"kind": "summit", "name": "3rd Summit", "roles": {"Sergei Lavrov": "", "Sergius Lavrov": "host"}}],
    )
    return record(Actor, "Sergius Lavrov"), record(Actor, "Sergei Lavrov")  # fmt: skip


def tell_of_talks_twice() -> tuple[Meeting, Meeting]:
    """One meeting that was not seen to be one: the second telling knows the place and one participant more."""
    tell("Anna Berg met Carl Dahl.", source="a.txt", who=["Anna Berg", "Carl Dahl"], met=[{"name": "Hue Talks"}])
    tell(
        "Talks were held. Anna Berg saw Dora Falk.",
        source="b.txt",
        who=["Anna Berg", "Dora Falk"],
        met=[{"name": "Talks of Hue", "place": "Hue", "date": "2020-02", "kind": "summit"}],
    )
    return record(Meeting, "Talks of Hue"), record(Meeting, "Hue Talks")  # fmt: skip


def people(meeting: Meeting) -> set[tuple[str, str]]:
    return set(meeting.participations.visible().values_list("actor__name", "role"))


def test_merging_actors_counts_everything_for_the_survivor() -> None:
    duplicate, survivor = tell_of_two_ministers()
    merge(duplicate, survivor)
    assert list(Actor.objects.visible().filter(name__contains="Lavrov")) == [survivor]
    assert survivor.evidence.visible().count() == 4
    assert survivor.evidence.filter(own_actor=duplicate).count() == 2
    assert Meeting.objects.visible().with_participant(survivor).count() == 3
    assert Initiative.objects.visible().with_party(survivor).count() == 1
    assert {name.text for name in survivor.names.visible()} == {"Sergei Lavrov", "Sergius Lavrov"}
    held = Tenure.objects.visible().filter(person=survivor).most_told_first()
    assert {(str(tenure.post), tenure.article_count) for tenure in held} == {("Minister, Russia", 2), ("Envoy", 1)}
    survivor.refresh_from_db()
    # the duplicate's longer name, told as often, is a spelling of his
    assert survivor.name == "Sergei Lavrov"
    assert people(record(Meeting, "3rd Summit")) == {("Sergei Lavrov", "host")}


def test_merging_actors_and_parting_them_gives_the_same_rows() -> None:
    duplicate, survivor = tell_of_two_ministers()
    before = rows()
    merge(duplicate, survivor)
    assert rows() != before
    unmerge(duplicate)
    assert rows() == before


def test_merging_meetings_settles_values_from_the_evidence_of_both() -> None:
    duplicate, survivor = tell_of_talks_twice()
    merge(duplicate, survivor)
    survivor.refresh_from_db()
    assert (survivor.date_edtf, survivor.place.name) == ("2020-02-03", "Hue")
    assert {name for name, _ in people(survivor)} == {"Anna Berg", "Carl Dahl", "Dora Falk"}
    assert survivor.evidence.count() == 2 and not duplicate.evidence.exists()


def test_merging_meetings_and_parting_them_gives_the_same_rows() -> None:
    duplicate, survivor = tell_of_talks_twice()
    before = rows()
    merge(duplicate, survivor)
    unmerge(duplicate)
    assert rows() == before


def test_merging_the_other_way_round_gives_the_same_rows() -> None:
    for pair in (tell_of_two_ministers(), tell_of_talks_twice()):
        before = rows()
        merge(*reversed(pair))
        unmerge(pair[1])
        assert rows() == before


def test_merging_initiatives_and_parting_them_gives_the_same_rows() -> None:
    tell("Russia and ASEAN plan.", source="a.txt", who=["Russia", "ASEAN"], agreed=[{"name": "Plan of 2020 and more"}])
    tell("Laos and ASEAN plan.", source="b.txt", who=["Laos", "ASEAN"], agreed=[{"name": "More Plan", "date": "2021"}])
    before = rows()
    survivor = record(Initiative, "Plan of 2020 and more")
    merge(record(Initiative, "More Plan"), survivor)
    survivor.refresh_from_db()
    assert survivor.date_edtf == "2021"
    assert {party.actor.name for party in survivor.party_set.visible()} == {"Russia", "ASEAN", "Laos"}
    unmerge(record(Initiative, "More Plan"))
    assert rows() == before


def test_merging_bodies_brings_their_posts_and_holders_together() -> None:
    for source, body, title in (
        ("a.txt", "ASEAN", "Minister"),
        ("b.txt", "Laos", "Minister"),
        ("c.txt", "Laos", "Head"),
    ):
        tell(f"{title} Anna Berg of {body} spoke.", source=source, who=["Anna Berg", body],
             posts={"Anna Berg": [{"title": title, "body": body}]})  # fmt: skip
    before = rows()
    merge(record(Actor, "Laos"), record(Actor, "ASEAN"), force=True)
    held = Tenure.objects.visible().most_told_first()
    body = Actor.objects.get(merged_into=None, kind="organisation")
    told_of = {(tenure.post.title, tenure.post.body, tenure.article_count) for tenure in held}
    assert told_of == {("Minister", body, 2), ("Head", body, 1)}
    assert Post.objects.count() == 3
    unmerge(Actor.objects.get(kind="country"))
    assert rows() == before


def test_merging_of_a_chain_is_taken_back_link_by_link() -> None:
    names = ["Anna Berg", "Ann Berg", "Anne Berg"]
    for number, name in enumerate(names):
        tell(f"{name} met Carl Dahl.", source=f"{number}.txt", who=[name, "Carl Dahl"],
             met=[{"date": f"2020-0{number + 1}"}])  # fmt: skip
    first, middle, last = (record(Actor, name) for name in names)
    apart = rows()
    merge(middle, last)
    two = rows()
    merge(first, middle)
    first.refresh_from_db()
    assert first.merged_into == last and last.evidence.count() == 3
    unmerge(middle)
    first.refresh_from_db()
    assert first.merged_into == middle and middle.evidence.count() == 2 and last.evidence.count() == 1
    merge(middle, last)
    unmerge(first)
    assert rows() == two
    unmerge(middle)
    assert rows() == apart


def test_merging_sends_what_imports_find_later_to_the_survivor_and_home_again() -> None:
    duplicate, survivor = tell_of_two_ministers()
    merge(duplicate, survivor)
    later: dict[str, Any] = {
        "who": ["Sergius Lavrov", "Dora Falk", "Russia"], "met": [{"date": "2021-05-01"}],
        "posts": {"Sergius Lavrov": [{"title": "Minister", "body": "Russia"}, {"title": "Chair", "body": "Russia"}]},
    }  # fmt: skip
    tell("Minister and Chair Sergius Lavrov of Russia met Dora Falk.", source="d.txt", published="2021-05-02", **later)
    assert not duplicate.evidence.exists()
    assert survivor.evidence.filter(own_actor=duplicate).count() == 3
    assert Meeting.objects.visible().with_participant(survivor).count() == 4
    assert set(survivor.tenures.visible().values_list("post__title", flat=True)) == {"Minister", "Envoy", "Chair"}
    unmerge(duplicate)
    merged_first = told()
    Article.objects.all().delete()
    assert not any(table.objects.exists() for table, _ in EVIDENCE)
    Actor.objects.all().delete()
    tell_of_two_ministers()
    tell("Minister and Chair Sergius Lavrov of Russia met Dora Falk.", source="d.txt", published="2021-05-02", **later)
    assert _by_names(told()) == _by_names(merged_first)


def _by_names(base: dict[str, list[dict[str, Any]]]) -> dict[str, int]:
    """How many rows there are of each table."""
    return {name: len(each) for name, each in base.items()}


def test_merging_sends_later_news_of_a_duplicate_meeting_to_the_survivor() -> None:
    duplicate, survivor = tell_of_talks_twice()
    merge(duplicate, survivor)
    tell("Anna Berg and Dora Falk met.", source="c.txt", who=["Anna Berg", "Dora Falk"],
         met=[{"name": "Talks of Hue", "date": "2020-02", "kind": "summit"}])  # fmt: skip
    assert Meeting.objects.count() == 2
    found = MeetingEvidence.objects.filter(own_meeting=duplicate)
    assert list(found.values_list("meeting", flat=True)) == [survivor.pk] * 2
    unmerge(duplicate)
    assert duplicate.evidence.count() == 2 and survivor.evidence.count() == 1


def test_merging_stands_when_articles_go_and_nothing_of_them_is_left() -> None:
    duplicate, survivor = tell_of_two_ministers()
    merge(duplicate, survivor)
    Article.objects.filter(source="b.txt").delete()
    assert survivor.evidence.count() == 3
    assert set(survivor.tenures.visible().values_list("post__title", flat=True)) == {"Minister"}
    Article.objects.all().delete()
    unmerge(duplicate)
    assert not ActorEvidence.objects.exists() and not TenureEvidence.objects.exists()
    assert not Participation.objects.exists() and not Party.objects.exists()
    assert not Actor.objects.exists() and not Merge.objects.exists()


def test_merging_keeps_what_people_decided_on_both(editor: User) -> None:
    duplicate, survivor = tell_of_talks_twice()
    duplicate.status, duplicate.name = "postponed", "A person's name"
    duplicate.save()
    decide(duplicate, ["status", "name"], user=editor)
    Participation.objects.filter(meeting=duplicate, actor__name="Dora Falk").update(review=ReviewState.REJECTED)
    Participation.objects.filter(meeting=survivor, actor__name="Carl Dahl").update(review=ReviewState.CONFIRMED)
    before = rows()
    merge(duplicate, survivor)
    survivor.refresh_from_db()
    assert (survivor.status, survivor.name) == ("postponed", "Talks of Hue")
    assert survivor.decisions.get().user == editor
    assert {name for name, _ in people(survivor)} == {"Anna Berg", "Carl Dahl"}
    tell("Talks of Hue. Anna Berg, Dora Falk.", source="c.txt", who=["Anna Berg", "Dora Falk"], published="2020-04-01",
         met=[{"name": "Hue Talks", "status": "held"}])  # fmt: skip
    survivor.refresh_from_db()
    assert survivor.status == "postponed"
    Article.objects.filter(source="c.txt").delete()
    unmerge(duplicate)
    after = rows()
    assert {**after, "Actor": before["Actor"]} == before


def test_merging_into_a_record_made_by_hand_gives_it_its_blanks_back(editor: User) -> None:
    duplicate, _ = tell_of_talks_twice()
    by_hand = Meeting.objects.create(name="By hand", kind="talks", status="planned", slug="by-hand", review="confirmed")
    decide(by_hand, ["name", "kind"], user=editor)
    before = rows()
    merge(duplicate, by_hand, user=editor)
    by_hand.refresh_from_db()
    assert (by_hand.name, by_hand.kind, by_hand.status, by_hand.date_edtf) == ("By hand", "talks", "held", "2020-02")
    unmerge(duplicate, user=editor)
    assert rows() == before


def test_merging_a_second_name_of_one_spelling_shows_it_once() -> None:
    duplicate, survivor = tell_of_two_ministers()
    ActorName.objects.create(actor=duplicate, text="S. Lavrov", kind="name")
    ActorName.objects.create(actor=survivor, text="S. Lavrov", kind="name")
    before = rows()
    merge(duplicate, survivor)
    assert sorted(survivor.names.visible().values_list("text", flat=True)) == [
        "S. Lavrov", "Sergei Lavrov", "Sergius Lavrov",
    ]  # fmt: skip
    tell("S. Lavrov spoke.", source="d.txt", who=["S. Lavrov"])
    assert ActorEvidence.objects.get(article__source="d.txt").actor == survivor
    Article.objects.filter(source="d.txt").delete()
    unmerge(duplicate)
    assert rows() == before
