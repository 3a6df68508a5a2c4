"""The vocabulary of the pages: what can be asked of actors, meetings and initiatives."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce

from kb.models.review import RecordQuerySet, ReviewState
from kb.names import name_key

SHOWN = (ReviewState.MACHINE, ReviewState.CONFIRMED)
#: the statuses of meetings that are still to come
EXPECTED = ("planned", "proposed", "postponed")


def shown(*paths: str) -> Q:
    """What nobody rejected: neither the row itself (the empty path) nor what the paths lead to.

    Said as 'not rejected', since a list of states would lead SQLite to walk the index of states instead of
    the few rows of one actor.
    """
    return reduce(and_, (~Q(**{f"{path}__review".removeprefix("__"): ReviewState.REJECTED}) for path in paths))


def other_end(model: type[models.Model], relation: str) -> Any:
    """The model at the other end of a relation, by the relation's name."""
    return model._meta.get_field(relation).related_model


def any_word_begins(field: str, word: str) -> Q:
    """A key field in which some word begins with `word`."""
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})


def count_of(rows: models.QuerySet[Any], by: str, of: str = "pk") -> Coalesce:
    """How many different `of` the rows that belong to the record have; an annotation that multiplies no joins."""
    number = Count(of, distinct=of != "pk")
    counted = rows.filter(**{by: OuterRef("pk")}).order_by().values(by).annotate(n=number)
    return Coalesce(Subquery(counted.values("n")), 0)


def latest_held(ties: models.QuerySet[Any], field: str) -> Subquery:
    """A field of the latest dated meeting held, by its first possible day, among the ties of an actor."""
    held = ties.filter(actor=OuterRef("pk"), meeting__status="held", meeting__date_earliest__isnull=False)
    return Subquery(held.order_by("-meeting__date_earliest", "-meeting").values(f"meeting__{field}")[:1])


class LinkQuerySet(RecordQuerySet):
    """Participations and parties: what ties an actor to an event."""

    def visible(self) -> Self:
        """Neither the tie nor its actor was rejected."""
        return super().visible().filter(shown("actor"))

    def with_actors(self) -> Self:
        """Fetch the actors, and their first `acronym`, if they have one."""
        names = other_end(other_end(self.model, "actor"), "names").objects.visible()
        acronyms = names.filter(actor=OuterRef("actor"), kind="acronym").order_by("pk")
        return self.select_related("actor").annotate(acronym=Subquery(acronyms.values("text")[:1]))


class TenureQuerySet(RecordQuerySet):
    def visible(self) -> Self:
        """Neither the tenure nor its person was rejected, nor the body of its post."""
        bodied = Q(post__body=None) | shown("post__body")
        return super().visible().filter(bodied, shown("person"))

    def latest_first(self) -> Self:
        return self.order_by("former", F("seen_until").desc(nulls_last=True), "post__title", "pk")


class ActorQuerySet(RecordQuerySet):
    def in_use(self) -> Self:
        """All but the gazetteer's lines that no text and no record mentions yet."""
        tied = (
            Exists(other_end(self.model, relation).objects.filter(**{field: OuterRef("pk")}))
            for relation, field in (
                ("evidence", "actor"),
                ("participations", "actor"),
                ("party_set", "actor"),
                ("tenures", "person"),
                ("posts", "body"),
            )
        )
        return self.filter(reduce(or_, tied, Q(gazetteer_key=None)))

    def named(self, text: str) -> Self:
        """Actors one of whose names has all these words, in any order and spelling, each from its beginning on."""
        words = name_key(text).split()
        if not words:
            return self.none()
        names = other_end(self.model, "names").objects.visible()
        for word in words:
            names = names.filter(any_word_begins("key", word))
        return self.filter(pk__in=names.values("actor"))

    def called(self, text: str) -> Self:
        """Actors who have exactly this name, in any spelling."""
        names = other_end(self.model, "names").objects.visible().filter(key=name_key(text))
        return self.filter(pk__in=names.values("actor"))

    def with_activity(self) -> Self:
        """Annotate `meeting_count`, `initiative_count`, and the latest meeting held by its date and first day."""
        participation = other_end(self.model, "participations")
        party = other_end(self.model, "party_set")
        met = participation.objects.filter(shown("", "meeting"))
        joined = party.objects.filter(shown("", "initiative"))
        return self.annotate(
            meeting_count=count_of(met, "actor"),
            initiative_count=count_of(joined, "actor"),
            last_met=latest_held(met, "date_edtf"),
            last_met_day=latest_held(met, "date_earliest"),
        )

    def most_active(self) -> Self:
        """Those who take part in anything, the busiest first."""
        active = self.with_activity().filter(Q(meeting_count__gt=0) | Q(initiative_count__gt=0))
        return active.order_by("-meeting_count", "-initiative_count", "name", "pk")

    def counterparts_of(self, actor: models.Model) -> Self:
        """Who takes part in the same meetings, with the number of `shared` ones, most meetings first."""
        meetings = other_end(self.model, "meetings").objects.visible().with_participant(actor)
        ties = other_end(self.model, "participations").objects.visible().filter(meeting__in=meetings)
        shared = self.visible().exclude(pk=actor.pk).filter(participations__in=ties)
        return shared.annotate(shared=Count("participations")).order_by("-shared", "name", "pk")

    def with_posts(self) -> Self:
        """Fetch each actor's tenures, the latest first, as `shown_tenures`."""
        tenures = other_end(self.model, "tenures").objects.visible().select_related("post__body").latest_first()
        return self.prefetch_related(Prefetch("tenures", tenures, to_attr="shown_tenures"))


class EventQuerySet(RecordQuerySet):
    """What meetings and initiatives share: a date, and actors tied to them."""

    #: the reverse relation to the rows that tie actors to the event
    ties = ""

    def between(self, first: date | None, last: date | None) -> Self:
        """Events whose date, as far as it is known, touches the period; None leaves an end open."""
        events = self
        if first:
            events = events.filter(date_latest__gte=first)
        if last:
            events = events.filter(date_earliest__lte=last)
        return events

    def tied_to(self, actors: models.QuerySet[Any] | Sequence[models.Model]) -> Self:
        """Events that at least one of the actors takes part in."""
        ties = other_end(self.model, self.ties).objects.visible().filter(actor__in=actors)
        return self.filter(pk__in=ties.values(self.model._meta.model_name))

    def with_people(self) -> Self:
        """Fetch the visible ties with their actors, as `shown_ties`."""
        ties = other_end(self.model, self.ties).objects.visible().with_actors()
        return self.prefetch_related(Prefetch(self.ties, ties, to_attr="shown_ties"))

    def latest_first(self) -> Self:
        return self.order_by(F("date_earliest").desc(nulls_last=True), "name", "pk")

    def _naming_actor(self, word: str) -> Q:
        """Events one of whose actors has a name with a word that begins so."""
        tie = other_end(self.model, self.ties)
        names = other_end(other_end(tie, "actor"), "names").objects.visible().filter(any_word_begins("key", word))
        ties = tie.objects.visible().filter(actor__in=names.values("actor"))
        return Q(pk__in=ties.values(self.model._meta.model_name))


class MeetingQuerySet(EventQuerySet):
    ties = "participations"

    def with_participant(self, actor: models.Model) -> Self:
        return self.tied_to([actor])

    def with_display(self) -> Self:
        """Everything that a line about the meeting shows."""
        return self.select_related("place").with_people()

    def last_held_with(self, others: Sequence[models.Model]) -> dict[int, str]:
        """Of each of the others who takes part in one of these meetings: the date of the latest held."""
        ties = other_end(self.model, self.ties).objects.visible().filter(actor__in=others)
        held = ties.filter(meeting__in=self.filter(status="held", date_earliest__isnull=False))
        return dict(held.order_by("meeting__date_earliest", "pk").values_list("actor", "meeting__date_edtf"))

    def coming(self, today: date) -> Self:
        """Expected, and not over yet; the next one first, those without a date last."""
        ahead = Q(date_latest__gte=today) | Q(date_latest=None)
        return self.filter(ahead, status__in=EXPECTED).order_by(F("date_earliest").asc(nulls_last=True), "pk")

    def past(self, today: date) -> Self:
        """All others: held, cancelled, or announced for a day that has passed; the latest first."""
        passed = Q(date_latest__lt=today) | ~Q(status__in=EXPECTED)
        return self.filter(passed).order_by(F("date_earliest").desc(nulls_last=True), "-pk")

    def at_place(self, text: str) -> Self:
        """Held at a place, or in a country, that is called so in any spelling."""
        words = name_key(text).split()
        if not words:
            return self.none()
        places = other_end(self.model, "place")
        countries = other_end(places, "country").objects.called(text)
        named = Q()
        for word in words:
            named &= any_word_begins("key", word)
        return self.filter(place__in=places.objects.filter(named | Q(country__in=countries)))

    def matching(self, text: str) -> Self:
        """Every word of the text is in the meeting's name, kind, place or in a participant's name."""
        meetings = self
        for word in text.split():
            found = Q(name__icontains=word) | Q(note__icontains=word)
            key = name_key(word)
            if key:
                found |= Q(kind=key) | any_word_begins("place__key", key) | self._naming_actor(key)
            meetings = meetings.filter(found)
        return meetings


class InitiativeQuerySet(EventQuerySet):
    ties = "party_set"

    def with_party(self, actor: models.Model) -> Self:
        return self.tied_to([actor])

    def with_display(self) -> Self:
        """Everything that a line about the initiative shows."""
        return self.with_people()

    def matching(self, text: str) -> Self:
        """Every word of the text is in the initiative's name, kind or in a party's name."""
        initiatives = self
        for word in text.split():
            found = Q(name__icontains=word) | Q(note__icontains=word)
            key = name_key(word)
            if key:
                found |= Q(kind=key) | self._naming_actor(key)
            initiatives = initiatives.filter(found)
        return initiatives
