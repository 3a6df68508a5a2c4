"""Taking back what an article said: its evidence goes, and what rested on nothing else goes with it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from articles.importing.actor_names import settle_names
from articles.importing.additions import lift_additions, release_additions
from articles.importing.holders import changed, held_in, meetings_asking, whole
from articles.importing.misread import forget_misreadings
from articles.importing.persons_word import with_persons_word
from articles.importing.places import forget_places_told, forget_unused_places
from articles.importing.placing import place_tellings
from articles.importing.post_titles import posts_of, settle_titles
from articles.importing.series import settle_series
from articles.importing.settle import INITIATIVE, MEETING, EventType, settle, without_evidence
from articles.importing.tenures import Settled, settle_tenures
from articles.importing.touched import EVIDENCE as EVIDENCE
from articles.importing.touched import Touched as Touched
from articles.importing.waiting import waiting_for
from articles.models import Article
from kb.merging.belongings import own_pk
from kb.models import Actor, ReviewState


@dataclass
class Outcome:
    """What became of records: (table, pk) of those updated and withdrawn."""

    updated: set[tuple[str, int]] = field(default_factory=set)
    withdrawn: set[tuple[str, int]] = field(default_factory=set)


@transaction.atomic
def withdraw_article(article: Article) -> Outcome:
    """Take back all that an article said, exactly: what others say stays, and so does people's word."""
    touched = take_back_evidence([article], keeping=())
    touched.add(release_additions(article))
    touched.add(lift_additions(article))
    touched.add(forget_misreadings(article))
    return follow(touched, regrouped(touched))


def regrouped(touched: Touched, restored: Collection[tuple[str, int]] = ()) -> Touched:
    """Tellings that lost what held them together find their records; all that this concerns, to be followed.
    `restored`: (table, pk) of records that were made again just now."""
    for event in (MEETING, INITIATIVE):
        pks = getattr(touched, event.relation)
        pks.update(waiting_for(event, pks))
        again = {pk for name, pk in restored if name == event.relation}
        placed = place_tellings(event, (), around=pks, restored=again)
        pks.update(placed.changed, placed.created)
    return touched


def withdraw_deleted(instance: Article, **signal: Any) -> None:
    """Before an article is deleted, one by one or by a queryset: nothing of what it said is left behind."""
    withdraw_article(instance)


def take_back_evidence(articles: Collection[Article], *, keeping: Collection[str] = (ReviewState.REJECTED,)) -> Touched:
    """Delete the evidence of articles; the records that it spoke of, to be settled or withdrawn afterwards.

    Rows whose review is among `keeping` stay: what people reject must not come back. What people added stays too,
    until it is lifted.
    """
    touched = Touched()
    for table, relation in EVIDENCE:
        rows = table.objects.filter(article__in=articles, addition=None).exclude(review__in=keeping)
        if not rows.exists():
            continue
        getattr(touched, relation).update(rows.values_list(f"{relation}_id", flat=True))
        if relation == "tenure":
            # one that stands behind another goes as soon as nothing tells of it
            touched.tenure |= set(rows.exclude(own_tenure=None).values_list("own_tenure", flat=True))
        if relation == "actor":
            touched.named.update(rows.values_list(Coalesce("own_actor", "actor"), flat=True))
        if relation == "meeting":
            touched.add_places(rows.filter(values__has_key="place").values_list("values", flat=True))
        rows.delete()
    return touched


def reviewed_quotes(guid: str) -> dict[tuple[str, int, str], str]:
    """What people confirmed or rejected in the versions of an article: review by (table, record, quoted words)."""
    reviewed = {}
    for table, relation in EVIDENCE:
        rows = table.objects.filter(article__guid=guid, addition=None).exclude(review=ReviewState.MACHINE)
        for row in rows.select_related("article").order_by("article__version"):
            reviewed[relation, own_pk(row, relation), row.quote] = row.review
    return reviewed


def follow(
    settled: Touched, orphaned: Touched, *, only_changed: bool = False, staying: Collection[int] = ()
) -> Outcome:
    """Bring `settled` records in line with their evidence, and withdraw those of `orphaned` left without any.

    Tenures, meetings and initiatives come first: they hold on to actors. What tenures say of meetings follows with
    them: those that ask who held such a post then. `only_changed`: that of tenures whose evidence only grew.
    `staying`: actors of whom words are about to come back.
    """
    outcome = Outcome()
    persons, released = _follow_tenures(settled, orphaned.tenure if only_changed else settled.tenure)
    for event, name in ((MEETING, "meeting"), (INITIATIVE, "initiative")):
        if pks := getattr(settled, name):
            outcome.updated |= {(name, pk) for pk in settle(event, pks)}
        if pks := getattr(orphaned, name):
            gone = _withdraw_events(event, pks)
            outcome.withdrawn |= {(name, pk) for pk in gone.changed}
            released |= gone.released
    renamed = settle_names(settled.actor) if settled.actor else set()
    outcome.updated |= {("actor", pk) for pk in renamed | persons}
    if left := (orphaned.actor | released).difference(staying):
        outcome.withdrawn |= {("actor", pk) for pk in _withdraw_actors(left)}
    forget_places_told(settled.places | orphaned.places)
    outcome.updated -= outcome.withdrawn
    return outcome


def _follow_tenures(settled: Touched, anyhow: Collection[int]) -> Settled:
    """Settle tenures, and have the meetings that ask for such a post settled.

    `anyhow`: tenures that may say something else although they look as before: whether words tell them plainly, and how
    they spell the post.
    """
    if not settled.tenure:
        return Settled(set(), set())
    before, posts = held_in(settled.tenure), posts_of(anyhow)
    followed = settle_tenures(settled.tenure)
    settle_titles(posts)
    after = held_in(settled.tenure)
    windows = [
        *changed(before, after),
        *whole(each for held in (before, after) for pk, each in held.items() if pk in anyhow),
    ]
    settled.meeting |= meetings_asking(windows)
    return followed


def _withdraw_events(event: EventType, pks: Collection[int]) -> Settled:
    """Delete meetings or initiatives without evidence and without a person's word; those, and who took part in them."""
    left = without_evidence(event, pks)
    kept = _with_persons_ties(event, left) | with_persons_word(event.model, left)
    gone = list(event.model.objects.filter(pk__in=left - kept))
    places = [record.place_id for record in gone if getattr(record, "place_id", None)]
    series = {record.series_id for record in gone if getattr(record, "series_id", None)}
    tied = _tied(event, left - kept)
    event.model.objects.filter(pk__in=left - kept).delete()
    forget_unused_places(places)
    settle_series(series)
    return Settled(left - kept, tied)


def _tied(event: EventType, pks: Collection[int]) -> set[int]:
    """Who takes part in these, or did before a merge."""
    ties = event.tie.objects.filter(**{f"{event.relation}__in": pks}) if pks else event.tie.objects.none()
    return {pk for both in ties.values_list("actor", "own_actor") for pk in both if pk is not None}


def _with_persons_ties(event: EventType, pks: Iterable[int]) -> set[int]:
    """Records in which a person confirmed, rejected or made a tie."""
    ties = event.tie.objects.filter(**{f"{event.relation}__in": pks}).exclude(review=ReviewState.MACHINE)
    return set(ties.values_list(f"{event.relation}_id", flat=True))


def _withdraw_actors(pks: Collection[int]) -> set[int]:
    """Delete actors that only texts brought, that no text names any more, and that nothing else refers to."""
    unnamed = Actor.objects.filter(pk__in=pks, gazetteer_key=None, evidence=None)
    held = Q(participations=None, party_set=None, tenures=None, posts=None, nationals=None, places=None)
    alone = Q(members=None, member_of=None, country=None)
    persons_names = Q(names__review__in=[ReviewState.CONFIRMED, ReviewState.REJECTED])
    loose = set(unnamed.filter(held & alone).exclude(persons_names).values_list("pk", flat=True))
    gone = loose - with_persons_word(Actor, loose)
    Actor.objects.filter(pk__in=gone).delete()
    return gone
