"""The vocabulary of the pages: what can be asked of meetings and initiatives, and of who takes part in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, OuterRef, Prefetch, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from kb.models.bearers import look_up
from kb.models.keys import keys_in
from kb.models.querysets import EXPECTED, any_word_begins, other_end, shown
from kb.models.review import RecordQuerySet, ReviewState
from kb.models.topics import about
from kb.names import name_key
from kb.searching.periods import Period
from kb.searching.questions import Question, as_question, keys_of
from kb.searching.terms import Term
from kb.searching.words import kind_words


class LinkQuerySet(RecordQuerySet):
    """Participations and parties: what ties an actor to an event."""

    def visible(self) -> Self:
        """Neither the tie nor its actor was rejected."""
        return super().visible().filter(shown("actor"))

    def with_actors(self) -> Self:
        """Fetch the actors, and their first `acronym`, if they have one; what people confirmed or entered first, then
        the surest."""
        names = other_end(other_end(self.model, "actor"), "names").objects.visible()
        acronyms = names.filter(actor=OuterRef("actor"), kind="acronym").order_by("pk")
        by_people = Case(When(review=ReviewState.CONFIRMED, then=1.0), default=Coalesce("confidence", 1.0))
        found = self.select_related("actor").annotate(acronym=Subquery(acronyms.values("text")[:1]))
        # what nothing shows of those who take part: the times alone took a tenth of what a page of hundreds did
        found = found.defer("actor__note", "actor__created_at", "actor__updated_at")
        return found.order_by(by_people.desc(), "pk")


def _in_month(month: int, day: int) -> Q:
    """Dates that are known to the month, in this month of any year; of stretches one end is enough."""
    before, after = (month + 10) % 12 + 1, month % 12 + 1
    begins = Q(date_earliest__month=month, date_latest__month__in=(month, after))
    ends = Q(date_earliest__month=before, date_latest__month=month)
    if day:
        begins &= Q(date_earliest__day__lte=day) & (Q(date_latest__day__gte=day) | Q(date_latest__month=after))
        ends &= Q(date_latest__day__gte=day)
    return begins | ends


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

    def tied_to(self, actors: models.QuerySet[Any] | Collection[models.Model | int]) -> Self:
        """Events that at least one of the actors takes part in; several may be given by their keys."""
        if isinstance(actors, models.QuerySet):
            among = Q(actor__in=actors)
        else:
            among = keys_in("actor", (actor if isinstance(actor, int) else actor.pk for actor in actors))
        ties = other_end(self.model, self.ties).objects.visible().filter(among)
        return self.filter(pk__in=ties.values(self.model._meta.model_name))

    def about_any(self, topics: Iterable[str]) -> Self:
        """Events about at least one of the topics."""
        return self.filter(reduce(or_, map(about, topics)))

    def light(self) -> Self:
        """Without the columns that nothing shows but a record's own page: pictures draw thousands."""
        return self.defer("note", "created_at", "updated_at")

    def with_people(self) -> Self:
        """Fetch the visible ties with their actors, as `shown_ties`."""
        return self.prefetch_related(self.people())

    def people(self) -> Prefetch:
        """What `with_people` fetches, for events that are fetched already."""
        ties = other_end(self.model, self.ties).objects.visible().with_actors()
        return Prefetch(self.ties, ties, to_attr="shown_ties")

    def latest_first(self) -> Self:
        return self.order_by(F("date_earliest").desc(nulls_last=True), "name", "pk")

    def matching(self, asked: str | Question) -> Self:
        """Events that have every word that is asked for, none that is excluded, and are in the times asked for.

        A word may stand in the event's name, kind or place, in the name of who takes part, or in the title or body of
        a post of his.
        """
        question = as_question(asked)
        if not question.asks:
            return self.none()
        events = self
        look_up([question])
        names, posts = question.bearers.names, question.bearers.posts
        wanted = {word: names[word] | posts[word] for word in keys_of(question.sure_words)}
        for term in question.sure_words:
            events = events.filter(self._having_all(term, wanted))
        for period in question.periods:
            events = events.filter(self._in_period(period))
        for term in question.excluded:
            events = events.exclude(pk__in=self.filter(self._having_all(term, names)).values("pk"))
        return events

    def named_first(self, question: Question) -> Self:
        """Those whose own name has all the words before others, then the latest."""
        words = [word for term in question.sure_words for word in term.words]
        named = reduce(and_, (Q(name__icontains=word) for word in words), ~Q(name=""))
        order = (F("date_earliest").desc(nulls_last=True), "name", "pk")
        if not words:
            return self.order_by(*order)
        return self.annotate(own=Case(When(named, then=Value(0)), default=Value(1))).order_by("own", *order)

    def _having_all(self, term: Term, bearers: Mapping[str, Collection[int]]) -> Q:
        """Events that all words of a term fit, or in whose name it stands as it was typed, accents included."""
        words = reduce(and_, (self._having(word, bearers) for word in term.words))
        return words if term.quoted or str(term) == term.typed else words | Q(name__icontains=term.typed)

    def _having(self, word: str, bearers: Mapping[str, Collection[int]]) -> Q:
        """Events that a word fits."""
        found = Q(name__icontains=word) | Q(note__icontains=word)
        if key := name_key(word):
            found |= Q(kind__in=(key, *kind_words().get(key, ()))) | self._of_any(bearers[key])
        return found

    def _of_any(self, actors: Iterable[int]) -> Q:
        """Events that any of the actors, all of them visible, takes part in."""
        tie = other_end(self.model, self.ties)
        ties = tie.objects.filter(shown(""), keys_in("actor", actors))
        return Q(pk__in=ties.values(self.model._meta.model_name))

    def _in_period(self, period: Period) -> Q:
        """Events in a time; what is no limit (`2020`) may stand in the event's name, too."""
        if period.month:
            told = _in_month(period.month, period.day)
        else:
            told = Q(date_earliest__isnull=False)
            if period.first:
                told &= Q(date_latest__gte=period.first)
            if period.last:
                told &= Q(date_earliest__lte=period.last)
        if not period.bound:
            told |= Q(name__icontains=" ".join(map(str, period.words)))
        return told


class MeetingQuerySet(EventQuerySet):
    ties = "participations"

    def with_participant(self, actor: models.Model) -> Self:
        return self.tied_to([actor])

    def with_display(self) -> Self:
        """Everything that a line about the meeting shows."""
        return self.select_related("place").with_people()

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

    def _having(self, word: str, bearers: Mapping[str, Collection[int]]) -> Q:
        found, key = super()._having(word, bearers), name_key(word)
        return found | any_word_begins("place__key", key) if key else found


class InitiativeQuerySet(EventQuerySet):
    ties = "party_set"

    def with_party(self, actor: models.Model) -> Self:
        return self.tied_to([actor])

    def with_display(self) -> Self:
        """Everything that a line about the initiative shows."""
        return self.with_people()
