"""The pages of one actor, meeting, or initiative."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, F, Max, Prefetch, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.views.generic import DetailView

from kb.citations import cite
from kb.differing import differences
from kb.labels import shown_actors, shown_ties
from kb.models import Actor, ActorKind, Initiative, Meeting, Role, Tenure
from kb.models.querysets import other_end

#: how many records of a kind an actor's page lists before it points to the list of all
MOST = 25
#: how many sentences about a post are shown
MOST_QUOTES = 3
MOST_COUNTERPARTS = 15
MOST_ARTICLES = 12


class RecordPage(DetailView):
    """The page of a record; the address of one that is merged into another leads there for good."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            merged = self.get_queryset().model.objects.filter(slug=kwargs["slug"], merged_into__isnull=False)
            survivor = self.get_queryset().filter(pk__in=merged.values("merged_into")).first()
            if survivor is None:
                raise
            return redirect(survivor, permanent=True)


class ActorPage(RecordPage):
    template_name = "kb/actor_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return Actor.objects.visible().select_related("country").prefetch_related("decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        actor = self.object
        initiatives = Initiative.objects.visible().with_party(actor)
        return (
            super().get_context_data(**kwargs)
            | self.meetings()
            | self.posts()
            | {
                "most": MOST,
                "initiative_count": initiatives.count(),
                "initiatives": initiatives.with_display().latest_first()[:MOST],
                "counterparts": self.counterparts(),
                "names": actor.names.visible(),
                "members": actor.members.visible(),
                "member_of": actor.member_of.visible(),
                "of_country": self.of_country(),
            }
            | self.articles()
        )

    def of_country(self) -> int:
        """How many actors are of this country, itself among them."""
        if self.object.kind != ActorKind.COUNTRY:
            return 0
        return Actor.objects.visible().in_use().of_country(self.object).count()

    def meetings(self) -> dict[str, Any]:
        meetings, today = Meeting.objects.visible().with_participant(self.object), localdate()
        coming = meetings.coming(today).with_display()[:MOST]
        past = meetings.past(today).with_display()[:MOST]
        count = meetings.count()
        return {
            "meeting_count": count,
            "coming": [m for m in coming if m.date_latest],
            # nobody can say whether these are still ahead: the texts tell no date
            "announced": [m for m in coming if not m.date_latest],
            "past": past,
            "more_meetings": count > len(coming) + len(past),
        }

    def counterparts(self) -> list[tuple[Actor, str]]:
        """Whom the actor meets most, each with the date of their latest meeting, if one was held on a known date."""
        others = list(Actor.objects.counterparts_of(self.object)[:MOST_COUNTERPARTS])
        last = Meeting.objects.visible().with_participant(self.object).last_held_with(others)
        return [(other, last.get(other.pk, "")) for other in others]

    def posts(self) -> dict[str, Any]:
        """Posts that the actor held, with some sentences that say so; and who held posts in it."""
        visible = Tenure.objects.visible()
        quotes = other_end(Tenure, "evidence").objects.visible().select_related("article")
        quoted = Prefetch(
            "evidence",
            quotes.order_by(F("article__published").desc(nulls_last=True), "pk")[:MOST_QUOTES],
            to_attr="quotes",
        )
        held = visible.filter(person=self.object).most_told_first()
        tenures = list(held.select_related("post__body").prefetch_related(quoted))
        holders = visible.filter(post__body=self.object).with_support().latest_first()
        return {
            "tenures": tenures,
            "post": next((tenure for tenure in tenures if not tenure.doubtful), None),
            "holders": holders.select_related("post", "person")[:MOST],
        }

    def articles(self) -> dict[str, Any]:
        """The latest articles that mention the actor, each with the first mention in it."""
        mentions = self.object.evidence.visible().filter(article__is_current=True)
        per_article = (
            mentions.order_by().values("article").annotate(published=Max("article__published"), mentions=Count("pk"))
        )
        latest = per_article.order_by(F("published").desc(nulls_last=True), "-article")[:MOST_ARTICLES]
        counts = {row["article"]: row["mentions"] for row in latest}
        first: dict[int, Any] = {}
        for mention in mentions.filter(article__in=list(counts)).order_by("start").prefetch_related("article"):
            first.setdefault(mention.article_id, mention)
        return {
            "article_count": per_article.count(),
            "articles": [(first[pk], number) for pk, number in counts.items()],
        }


class EventPage(RecordPage):
    """A meeting or an initiative: its values, who takes part, and the sentences that say so."""

    model: type[Meeting] | type[Initiative]

    def get_queryset(self) -> QuerySet[Any]:
        return self.model.objects.visible().with_display().prefetch_related("decisions")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = list(
            self.object.evidence.visible()
            .order_by(F("article__published").asc(nulls_last=True), "article_id", "start", "end", "pk")
            .prefetch_related("article")
        )
        citations = cite(self.object, rows, shown_actors(self.object))
        return super().get_context_data(**kwargs) | {
            "citations": citations,
            "differences": differences(self.object, citations),
            "article_count": len({row.article_id for row in rows}),
            "posts": self.posts({row.article_id for row in rows}),
        }

    def posts(self, articles: set[int]) -> dict[int, list[Tenure]]:
        """The posts that these articles give to those who take part, by the person."""
        tenures = (
            Tenure.objects.visible()
            .filter(person__in=shown_actors(self.object), evidence__article__in=articles)
            .most_told_first()
            .select_related("post__body")
            .distinct()
        )
        by_person: dict[int, list[Tenure]] = {}
        for tenure in tenures:
            by_person.setdefault(tenure.person_id, []).append(tenure)
        return by_person


class MeetingPage(EventPage):
    model = Meeting
    template_name = "kb/meeting_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_role = sorted(shown_ties(self.object), key=lambda tie: Role.values.index(tie.role))
        return super().get_context_data(**kwargs) | {"by_role": by_role}


class InitiativePage(EventPage):
    model = Initiative
    template_name = "kb/initiative_detail.html"
