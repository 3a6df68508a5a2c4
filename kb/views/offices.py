"""The pages of places and posts."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, QuerySet
from django.utils.timezone import localdate
from django.views.generic import DetailView

from kb.models import Actor, Meeting, Place, Post, Tenure
from kb.models.querysets import other_end, shown
from kb.pictures.tenures import lay_out_tenures
from kb.views.map import map_of
from kb.views.pictures import terms_of

#: how many meetings, and how many of those who met, a place lists
MOST, MOST_WHO = 25, 12
MOST_QUOTES = 2
#: the width of the bars of holders, in units of the picture
CHART = 480


class PlacePage(DetailView):
    template_name = "kb/place_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return Place.objects.select_related("country")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        place, today = self.object, localdate()
        meetings = Meeting.objects.visible().filter(place=place)
        who = Actor.objects.visible().filter(participations__in=_ties(meetings))
        return (
            super().get_context_data(**kwargs)
            | map_of(meetings, least=260)
            | {
                "meeting_count": meetings.count(),
                "coming": meetings.coming(today).filter(date_latest__isnull=False).with_display()[:MOST],
                "past": meetings.past(today).with_display()[:MOST],
                "who": who.annotate(number=Count("participations")).order_by("-number", "name", "pk")[:MOST_WHO],
                "most": MOST,
            }
        )


def _ties(meetings: QuerySet[Any]) -> QuerySet[Any]:
    ties = other_end(Meeting, "participations").objects.visible()
    return ties.filter(meeting__in=meetings)


class PostPage(DetailView):
    """An office with its holders in order."""

    template_name = "kb/post_detail.html"

    def get_queryset(self) -> QuerySet[Any]:
        return Post.objects.select_related("body").exclude(pk__in=_of_hidden_bodies())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        quotes = other_end(Tenure, "evidence").objects.visible().select_related("article")
        quoted = Prefetch("evidence", quotes.order_by("-confidence", "pk")[:MOST_QUOTES], to_attr="quotes")
        found = Tenure.objects.visible().filter(post=self.object).with_support().select_related("person", "post__body")
        tenures = list(found.order_by("-seen_until", "person__name", "pk").prefetch_related(quoted))
        others = Post.objects.filter(body=self.object.body_id).exclude(pk=self.object.pk) if self.object.body_id else []
        return super().get_context_data(**kwargs) | {
            "tenures": tenures,
            "chart": lay_out_tenures(terms_of(tenures, lambda tenure: tenure.person.name), width=CHART),
            "others": others[:20],
        }


def _of_hidden_bodies() -> QuerySet[Any]:
    """Posts in bodies that a person rejected or merged into others."""
    return Post.objects.exclude(body=None).exclude(shown("body")).values("pk")
