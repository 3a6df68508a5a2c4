"""The vocabulary of the pages: what can be asked of actors and of the posts that they held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import reduce
from operator import or_
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

from kb.confidence import TOLD_PLAINLY
from kb.models.querysets import any_word_begins, count_of, other_end, shown
from kb.models.review import RecordQuerySet, ReviewState
from kb.names import name_key
from kb.searching.questions import is_optional


def latest_held(ties: models.QuerySet[Any], field: str) -> Subquery:
    """A field of the latest dated meeting held, by its first possible day, among the ties of an actor."""
    held = ties.filter(actor=OuterRef("pk"), meeting__status="held", meeting__date_earliest__isnull=False)
    return Subquery(held.order_by("-meeting__date_earliest", "-meeting").values(f"meeting__{field}")[:1])


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
