"""The pages of one meeting or initiative, and what the pages of all records share."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import DetailView

from kb.citations import Citations, cite
from kb.differing import Difference, differences
from kb.differing_people import people_differences
from kb.differing_posts import post_differences
from kb.labels import shown_actors, shown_ties
from kb.models import Initiative, Meeting, MeetingStatus, Role, Tenure
from kb.occurrences import in_order, next_to, recurs
from kb.status_steps import status_steps, status_told

#: what differences about who took part are of, by the first word of their fields
_OF_PEOPLE = {"role", "host", "who", "post"}


class RecordPage(DetailView):
    """The page of a record; the address of one that is merged into another leads there for good."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            merged = self.get_queryset().model.objects.filter(slug=kwargs["slug"], merged_into__isnull=False)
            survivor = self.get_queryset().filter(pk__in=merged.values("merged_into")).first()
            if survivor is not None:
                return redirect(survivor, permanent=True)
            if (moved := self.once_at(kwargs["slug"])) is None:
                raise
            return redirect(moved)

    def once_at(self, slug: str) -> models.Model | None:
        """The record that may have had this address earlier."""
        return None


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
        of_status = status_told(citations)
        articles = {row.article_id for row in rows}
        posts = self.posts(articles)
        return super().get_context_data(**kwargs) | {
            "citations": citations,
            "steps": status_steps(of_status),
            "reported": any(vote.value == MeetingStatus.HELD for vote in of_status),
            "differences": [*differences(self.object, citations), *self.more_differences(citations, posts, articles)],
            "article_count": len(articles),
            "posts": posts,
        }

    def more_differences(
        self, citations: Citations, posts: dict[int, list[Tenure]], articles: set[int]
    ) -> list[Difference]:
        """On what else sources contradict each other: the posts of those who take part."""
        return post_differences([tenure for held in posts.values() for tenure in held], articles)

    def posts(self, articles: set[int]) -> dict[int, list[Tenure]]:
        """The posts that these articles give to those who take part, by the person."""
        tenures = (
            Tenure.objects.visible()
            .filter(person__in=shown_actors(self.object), evidence__article__in=articles)
            .most_told_first()
            .select_related("person", "post__body")
            .distinct()
        )
        by_person: dict[int, list[Tenure]] = {}
        for tenure in tenures:
            by_person.setdefault(tenure.person_id, []).append(tenure)
        return by_person


class MeetingPage(EventPage):
    model = Meeting
    template_name = "kb/meeting_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return super().get_queryset().select_related("series", "place")

    def more_differences(
        self, citations: Citations, posts: dict[int, list[Tenure]], articles: set[int]
    ) -> list[Difference]:
        """Also on who took part, and in which role."""
        ties: Any = shown_ties(self.object)
        return people_differences(ties, citations, posts) + super().more_differences(citations, posts, articles)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_role = sorted(shown_ties(self.object), key=lambda tie: Role.values.index(tie.role))
        context = super().get_context_data(**kwargs)
        of_people = any(each.field.split()[0] in _OF_PEOPLE for each in context["differences"])
        return context | {
            "by_role": by_role,
            "in_series": place_in_series(self.object),
            "people_differ": of_people,
        }


class InitiativePage(EventPage):
    model = Initiative
    template_name = "kb/initiative_detail.html"


def place_in_series(meeting: Meeting) -> dict[str, Any] | None:
    """Where a meeting stands in its series: the occurrences before and after; None where there is no series to show."""
    series = meeting.series
    if series is None or series.review == "rejected":
        return None
    light = Meeting.objects.visible().filter(series=series)
    others = list(light.only("slug", "name", "kind", "status", "ordinal", "date_edtf", "date_earliest", "date_latest"))
    if not recurs(others) and series.review != "confirmed":
        return None
    previous, following = next_to(in_order(others), meeting)
    return {"series": series, "previous": previous, "next": following, "number": len(others)}
