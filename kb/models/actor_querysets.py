"""The vocabulary of the pages: what can be asked of actors and of the posts that they held."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
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
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    When,
)
from django.db.models.functions import JSONObject

from kb.confidence import TOLD_PLAINLY
from kb.models.keys import keys_in
from kb.models.querysets import SHOWN, any_word_begins, count_of, other_end, shown
from kb.models.review import RecordQuerySet, ReviewState
from kb.names import name_key
from kb.searching.questions import is_optional


def latest_held(ties: models.QuerySet[Any], told: Any) -> Subquery:
    """What is to be told of the latest dated meeting held, by its first possible day, among the ties of an actor."""
    held = ties.filter(actor=OuterRef("pk"), meeting__status="held", meeting__date_earliest__isnull=False)
    return Subquery(held.order_by("-meeting__date_earliest", "-meeting").values_list(told)[:1])


class TenureQuerySet(RecordQuerySet):
    def visible(self) -> Self:
        """Neither the tenure nor its person was rejected, nor the body of its post."""
        bodied = Q(post__body=None) | shown("post__body")
        return super().visible().filter(bodied, shown("person"))

    def with_doubt(self) -> Self:
        """Annotate `doubtful`: no person confirmed it, and no article tells it plainly."""
        return self.annotate(doubtful=ExpressionWrapper(~self._is_sure(), output_field=BooleanField()))

    def beyond_doubt(self) -> Self:
        """What a person confirmed, an article tells in so many words, or no article tells (the gazetteer does)."""
        return self.filter(self._is_sure())

    def told_plainly(self) -> Self:
        """What a person confirmed, or an article tells in so many words."""
        return self.filter(Q(review=ReviewState.CONFIRMED) | self._is_told())

    def _is_sure(self) -> Q:
        # by the first sentence that will do: the surest of hundreds would be looked for in each of thousands
        return ~Q(review=ReviewState.MACHINE) | self._is_told() | ~Q(Exists(self._evidence()))

    def _is_told(self) -> Q:
        return Q(Exists(self._evidence().filter(confidence__gte=TOLD_PLAINLY)))

    def _evidence(self) -> Any:
        """What tells of each tenure."""
        return other_end(self.model, "evidence").objects.visible().filter(tenure=OuterRef("pk"))

    def most_told_first(self) -> Self:
        """What people confirmed, then what articles tell plainly, present posts, those of most articles, the latest."""
        confirmed = Case(When(review=ReviewState.CONFIRMED, then=0), default=1)
        latest = F("seen_until").desc(nulls_last=True)
        counted = self.with_doubt().annotate(article_count=count_of(self._evidence(), "tenure", "article"))
        return counted.order_by(confirmed, "doubtful", "former", "-article_count", latest, "post__title", "pk")

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

    def once_at(self, slug: str) -> models.Model | None:
        """The one visible actor who is called what an address says that nobody has; None where several are, or nobody.

        An actor that texts alone brought has the address of its name in the earliest of them. An earlier one that comes
        in later may call it otherwise: `asean-secretariat` is at `secretariat-of-asean` then, and links to it go on.
        """
        found = list(self.visible().called(slug.replace("-", " "))[:2])
        return found[0] if len(found) == 1 else None

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
        """Annotate the counts, and the latest meeting held as `last_met`: its `date` and `slug`, or None.

        It is looked for once: great actors have thousands. `last_met_day` is there to sort by alone.
        """
        met = self._ties("participations", "meeting")
        told = JSONObject(date="meeting__date_edtf", slug="meeting__slug")
        return (
            self.with_counts()
            .annotate(last_met=latest_held(met, told))
            .alias(last_met_day=latest_held(met, "meeting__date_earliest"))
        )

    def _ties(self, relation: str, event: str) -> Any:
        """Ties that were not rejected to events that were not.

        The events out of sight are few: named, they spare a join to all events.
        """
        ties = other_end(self.model, relation)
        hidden = other_end(ties, event).objects.hidden()
        return ties.objects.filter(shown("")).exclude(**{f"{event}__in": hidden})

    def most_active(self, most: int) -> Self:
        """The busiest `most` of those who take part in anything.

        The ties are counted first, and only those who have most are looked at: to count for every actor
        took three times as long with 20,000 meetings.
        """
        ties = (("participations", "meeting"), ("party_set", "initiative"))
        busiest = (self._busiest(*each, most) for each in ties)
        active = self.filter(reduce(or_, (Q(pk__in=actors) for actors in busiest))).with_counts()
        return active.order_by("-meeting_count", "-initiative_count", "name", "pk")[:most]

    def _busiest(self, relation: str, event: str, most: int) -> models.QuerySet[Any]:
        """Keys of those with most ties."""
        counted = self._ties(relation, event).filter(actor__in=self).order_by().values("actor").annotate(n=Count("pk"))
        return counted.order_by("-n", "actor").values("actor")[:most]

    def of_country(self, country: models.Model) -> Self:
        """The country, its bodies and nationals, and who holds or held a post in it or in one of its bodies."""
        serving = self._tenures_told().filter(Q(post__body=country) | Q(post__body__country=country))
        home = Q(country=country) | Q(country__merged_into=country)
        return self.filter(Q(pk=country.pk) | home | Q(pk__in=serving.values("person")))

    def homes(self) -> dict[int, frozenset[int]]:
        """The countries that actors are of, as `of_country` understands it, by their keys; a country is of itself.

        To be asked of all actors: what the bodies of posts are is looked up among them, which takes half the time
        of joining them and their countries.
        """
        homes: defaultdict[int, set[int]] = defaultdict(set)
        countries, of_country = set(), {}
        for actor, kind, country in self.order_by().values_list("pk", "kind", "country"):
            if kind == "country":
                countries.add(actor)
                homes[actor].add(actor)
            if country:
                of_country[actor] = country
                homes[actor].add(country)
        for person, body in self._tenures_told().order_by().values_list("person", "post__body"):
            homes[person] |= countries & {body, of_country.get(body)}
        return {actor: frozenset(of_actor) for actor, of_actor in homes.items() if of_actor}

    def _tenures_told(self) -> Any:
        """Visible tenures beyond doubt."""
        return other_end(self.model, "tenures").objects.visible().beyond_doubt()

    def counterparts_of(self, actor: models.Model, meetings: Collection[int] | None = None) -> Self:
        """Who takes part in the same meetings, with the number of `shared` ones, most meetings first.

        `meetings`: the keys of those of the actor's that count; all of them without it.
        """
        if meetings is None:
            known = other_end(self.model, "meetings").objects.visible().with_participant(actor)
            among = Q(participations__meeting__in=known.values("pk"))
        else:
            among = keys_in("participations__meeting", meetings)
        shared = self.visible().exclude(pk=actor.pk).filter(among, participations__review__in=SHOWN)
        return shared.annotate(shared=Count("participations")).order_by("-shared", "name", "pk")

    def with_posts(self) -> Self:
        """Fetch the tenures of each actor that are beyond doubt, the one that most articles tell first."""
        tenures = other_end(self.model, "tenures").objects.visible().beyond_doubt().most_told_first()
        tenures = tenures.select_related("post__body__country")
        return self.prefetch_related(Prefetch("tenures", tenures, to_attr="shown_tenures"))
