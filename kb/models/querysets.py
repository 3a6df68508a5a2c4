"""The vocabulary of the pages: what can be asked of actors, meetings and initiatives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import and_, or_
from typing import Any, Self

from django.db import models
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from kb.models.review import RecordQuerySet, ReviewState
from kb.models.topics import about
from kb.names import name_key
from kb.searching.periods import Period
from kb.searching.questions import Question, as_question, is_optional
from kb.searching.terms import Term

SHOWN = (ReviewState.MACHINE, ReviewState.CONFIRMED)
#: the statuses of meetings that are still to come
EXPECTED = ("planned", "proposed", "postponed")
#: a post is doubtful where no article gives it with so much confidence: its body was inferred, not told
TOLD_PLAINLY = 0.7


def shown(*paths: str) -> Q:
    """What nobody rejected: neither the row itself (the empty path) nor the records that the paths lead to, which
    are not merged into others either.

    Said as 'not rejected', since a list of states would lead SQLite to walk the index of states instead of
    the few rows of one actor.
    """
    kept = [~Q(**{f"{path}__review".removeprefix("__"): ReviewState.REJECTED}) for path in paths]
    return reduce(and_, kept + [Q(**{f"{path}__merged_into": None}) for path in paths if path])


def other_end(model: type[models.Model], relation: str) -> Any:
    """The model at the other end of a relation, by the relation's name."""
    return model._meta.get_field(relation).related_model


def any_word_begins(field: str, word: str) -> Q:
    """A key field in which some word begins with `word`."""
    return Q(**{f"{field}__startswith": word}) | Q(**{f"{field}__contains": f" {word}"})


def _in_month(month: int, day: int) -> Q:
    """Dates that are known to the month, in this month of any year; of stretches one end is enough."""
    before, after = (month + 10) % 12 + 1, month % 12 + 1
    begins = Q(date_earliest__month=month, date_latest__month__in=(month, after))
    ends = Q(date_earliest__month=before, date_latest__month=month)
    if day:
        begins &= Q(date_earliest__day__lte=day) & (Q(date_latest__day__gte=day) | Q(date_latest__month=after))
        ends &= Q(date_latest__day__gte=day)
    return begins | ends


def has_word(field: str, word: str) -> Q:
    """A key field one of whose words is `word`."""
    whole = Q(**{field: word}) | Q(**{f"{field}__startswith": f"{word} "}) | Q(**{f"{field}__endswith": f" {word}"})
    return whole | Q(**{f"{field}__contains": f" {word} "})


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
        """Fetch the actors, and their first `acronym`, if they have one; what people confirmed or entered first, then
        the surest."""
        names = other_end(other_end(self.model, "actor"), "names").objects.visible()
        acronyms = names.filter(actor=OuterRef("actor"), kind="acronym").order_by("pk")
        by_people = Case(When(review=ReviewState.CONFIRMED, then=1.0), default=Coalesce("confidence", 1.0))
        found = self.select_related("actor").annotate(acronym=Subquery(acronyms.values("text")[:1]))
        return found.order_by(by_people.desc(), "pk")


class TenureQuerySet(RecordQuerySet):
    def visible(self) -> Self:
        """Neither the tenure nor its person was rejected, nor the body of its post."""
        bodied = Q(post__body=None) | shown("post__body")
        return super().visible().filter(bodied, shown("person"))

    def with_support(self) -> Self:
        """Annotate `article_count`, and `doubtful`: no person confirmed it, and no article tells it plainly."""
        evidence = other_end(self.model, "evidence").objects.visible()
        surest = evidence.filter(tenure=OuterRef("pk")).order_by("-confidence").values("confidence")[:1]
        unsure = Q(review=ReviewState.MACHINE, confidence__lt=TOLD_PLAINLY)
        return self.annotate(
            article_count=count_of(evidence, "tenure", "article"),
            confidence=Coalesce(Subquery(surest), Value(1.0), output_field=FloatField()),
        ).annotate(doubtful=ExpressionWrapper(unsure, output_field=BooleanField()))

    def told_plainly(self) -> Self:
        """What a person confirmed, or an article tells in so many words."""
        plain = other_end(self.model, "evidence").objects.visible().filter(confidence__gte=TOLD_PLAINLY)
        return self.filter(Q(review=ReviewState.CONFIRMED) | Exists(plain.filter(tenure=OuterRef("pk"))))

    def most_told_first(self) -> Self:
        """What people confirmed, then what articles tell plainly, present posts, those of most articles, the latest."""
        confirmed = Case(When(review=ReviewState.CONFIRMED, then=0), default=1)
        latest = F("seen_until").desc(nulls_last=True)
        return self.with_support().order_by(
            confirmed, "doubtful", "former", "-article_count", latest, "post__title", "pk"
        )

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
        """Actors one of whose names has all these words, in any order and spelling, each from its beginning on.

        Initials and patronymics (S.V., Vladimirovich) that no such name has are left aside.
        """
        words = name_key(text).split()
        if not words:
            return self.none()
        found = self._with_words(words)
        sure = [word for word in words if not is_optional(word)]
        if not sure or len(sure) == len(words) or found.exists():
            return found
        initials = [word for word in words if len(word) == 1]
        return self._with_words(sure, any_of=initials)

    def _with_words(self, words: Sequence[str], *, any_of: Sequence[str] = ()) -> Self:
        """Actors one of whose names has all the words, and one of some others if there are any."""
        names = other_end(self.model, "names").objects.visible()
        for word in words:
            names = names.filter(any_word_begins("key", word))
        if any_of:
            names = names.filter(reduce(or_, (any_word_begins("key", word) for word in any_of)))
        return self.filter(pk__in=names.values("actor"))

    def called(self, text: str) -> Self:
        """Actors who have exactly this name, in any spelling."""
        names = other_end(self.model, "names").objects.visible().filter(key=name_key(text))
        return self.filter(pk__in=names.values("actor"))

    def with_acronyms(self) -> Self:
        """Annotate the first `acronym` of organisations that have one."""
        names = other_end(self.model, "names").objects.visible().filter(kind="acronym", actor__kind="organisation")
        first = names.filter(actor=OuterRef("pk")).order_by("pk").values("text")[:1]
        return self.annotate(acronym=Subquery(first))

    def with_counts(self) -> Self:
        """Annotate `meeting_count` and `initiative_count`."""
        return self.annotate(
            meeting_count=count_of(self._ties("participations", "meeting"), "actor"),
            initiative_count=count_of(self._ties("party_set", "initiative"), "actor"),
        )

    def with_activity(self) -> Self:
        """Annotate the counts, and the latest meeting held by its date, first day and slug."""
        met = self._ties("participations", "meeting")
        return self.with_counts().annotate(
            last_met=latest_held(met, "date_edtf"),
            last_met_day=latest_held(met, "date_earliest"),
            last_met_slug=latest_held(met, "slug"),
        )

    def _ties(self, relation: str, event: str) -> Any:
        """Ties that were not rejected to events that were not."""
        return other_end(self.model, relation).objects.filter(shown("", event))

    def most_active(self, most: int) -> Self:
        """The busiest `most` of those who take part in anything.

        The ties are counted first, and only those who have most are looked at: to count for every actor
        took three times as long with 20,000 meetings.
        """
        busiest = (self._busiest(relation, most) for relation in ("participations", "party_set"))
        active = self.filter(reduce(or_, (Q(pk__in=actors) for actors in busiest))).with_counts()
        return active.order_by("-meeting_count", "-initiative_count", "name", "pk")[:most]

    def _busiest(self, relation: str, most: int) -> models.QuerySet[Any]:
        """Keys of those with most ties. The events out of sight are few: named, they spare a join to all events."""
        ties = other_end(self.model, relation)
        event = "meeting" if relation == "participations" else "initiative"
        gone = Q(review=ReviewState.REJECTED) | Q(merged_into__isnull=False)
        hidden = other_end(ties, event).objects.filter(gone)
        kept = ties.objects.filter(shown(""), actor__in=self).exclude(**{f"{event}__in": hidden})
        counted = kept.order_by().values("actor").annotate(n=Count("pk"))
        return counted.order_by("-n", "actor").values("actor")[:most]

    def of_country(self, country: models.Model) -> Self:
        """The country, its bodies and nationals, and who holds or held a post in it or in one of its bodies."""
        serving = self._tenures_told().filter(Q(post__body=country) | Q(post__body__country=country))
        home = Q(country=country) | Q(country__merged_into=country)
        return self.filter(Q(pk=country.pk) | home | Q(pk__in=serving.values("person")))

    def homes(self) -> dict[int, frozenset[int]]:
        """The countries that actors are of, as `of_country` understands it, by their keys; a country is of itself."""
        homes: defaultdict[int, set[int]] = defaultdict(set)
        for actor in self.filter(kind="country").order_by().values_list("pk", flat=True):
            homes[actor].add(actor)
        for actor, country in self.exclude(country=None).order_by().values_list("pk", "country"):
            homes[actor].add(country)
        tenures = self._tenures_told().order_by()
        for column in ("post__body", "post__body__country"):
            bodies = tenures.filter(**{f"{column}__kind": "country"})
            for person, country in bodies.values_list("person", column):
                homes[person].add(country)
        return {actor: frozenset(countries) for actor, countries in homes.items()}

    def _tenures_told(self) -> Any:
        """Visible tenures beyond doubt."""
        return other_end(self.model, "tenures").objects.visible().with_support().filter(doubtful=False)

    def counterparts_of(self, actor: models.Model, meetings: Any = None) -> Self:
        """Who takes part in the same meetings, with the number of `shared` ones, most meetings first.

        `meetings`: those of the actor's that count; all of them without it.
        """
        if meetings is None:
            meetings = other_end(self.model, "meetings").objects.visible().with_participant(actor)
        ties = other_end(self.model, "participations").objects.visible().filter(meeting__in=meetings)
        shared = self.visible().exclude(pk=actor.pk).filter(participations__in=ties)
        return shared.annotate(shared=Count("participations")).order_by("-shared", "name", "pk")

    def with_posts(self) -> Self:
        """Fetch the tenures of each actor that are beyond doubt, the one that most articles tell first."""
        tenures = other_end(self.model, "tenures").objects.visible().most_told_first()
        tenures = tenures.filter(doubtful=False).select_related("post__body__country")
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

    def about_any(self, topics: Iterable[str]) -> Self:
        """Events about at least one of the topics."""
        return self.filter(reduce(or_, map(about, topics)))

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
        for term in question.sure_words:
            events = events.filter(self._having_all(term))
        for period in question.periods:
            events = events.filter(self._in_period(period))
        for term in question.excluded:
            events = events.exclude(pk__in=self.filter(self._having_all(term, posts=False)).values("pk"))
        return events

    def named_first(self, question: Question) -> Self:
        """Those whose own name has all the words before others, then the latest."""
        words = [word for term in question.sure_words for word in term.words]
        named = reduce(and_, (Q(name__icontains=word) for word in words), ~Q(name=""))
        order = (F("date_earliest").desc(nulls_last=True), "name", "pk")
        if not words:
            return self.order_by(*order)
        return self.annotate(own=Case(When(named, then=Value(0)), default=Value(1))).order_by("own", *order)

    def _having_all(self, term: Term, *, posts: bool = True) -> Q:
        """Events that all words of a term fit, or in whose name it stands as it was typed, accents included."""
        words = reduce(and_, (self._having(word, posts=posts) for word in term.words))
        return words if term.quoted or str(term) == term.typed else words | Q(name__icontains=term.typed)

    def _having(self, word: str, *, posts: bool = True) -> Q:
        """Events that a word fits."""
        found = Q(name__icontains=word) | Q(note__icontains=word)
        if key := name_key(word):
            found |= Q(kind=key) | self._naming_actor(key, posts=posts)
        return found

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

    def _naming_actor(self, word: str, *, posts: bool) -> Q:
        """Events one of whose actors has a name with a word that begins so, or a post with it in title or body."""
        tie = other_end(self.model, self.ties)
        actor = other_end(tie, "actor")
        names = other_end(actor, "names").objects.visible().filter(any_word_begins("key", word))
        named = Q(actor__in=names.values("actor"))
        if posts:
            bodies = other_end(actor, "names").objects.visible().filter(has_word("key", word))
            told = has_word("post__title_key", word) | Q(post__body__in=bodies.values("actor"))
            tenures = other_end(actor, "tenures").objects.visible().filter(told)
            named |= Q(actor__in=tenures.order_by().values("person"))
        ties = tie.objects.visible().filter(named)
        return Q(pk__in=ties.values(self.model._meta.model_name))


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

    def _having(self, word: str, *, posts: bool = True) -> Q:
        found, key = super()._having(word, posts=posts), name_key(word)
        return found | any_word_begins("place__key", key) if key else found


class InitiativeQuerySet(EventQuerySet):
    ties = "party_set"

    def with_party(self, actor: models.Model) -> Self:
        return self.tied_to([actor])

    def with_display(self) -> Self:
        """Everything that a line about the initiative shows."""
        return self.with_people()
