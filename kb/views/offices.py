"""The pages of places and posts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Prefetch, QuerySet
from django.db.models.functions import Lower
from django.utils.timezone import localdate
from django.views.generic import DetailView

from kb.differing_posts import post_differences
from kb.models import Actor, Meeting, Place, Post, Tenure
from kb.models.querysets import other_end, shown
from kb.pictures.tenures import lay_out_tenures
from kb.views.map import map_of
from kb.views.pictures import terms_of

#: how many meetings, and how many of those who met, a place lists
MOST, MOST_WHO = 25, 12
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
        found = Tenure.objects.visible().filter(post=self.object).with_doubt().select_related("person", "post__body")
        tenures = list(found.order_by("-seen_until", "person__name", "pk").prefetch_related(*_first_and_last()))
        for tenure in tenures:
            tenure.quotes = list(dict.fromkeys([*tenure.last_quote, *tenure.first_quote]))
        others = Post.objects.filter(body=self.object.body_id) if self.object.body_id else Post.objects.none()
        return super().get_context_data(**kwargs) | {
            "tenures": tenures,
            "differences": post_differences(tenures),
            "chart": lay_out_tenures(terms_of(tenures, lambda tenure: tenure.person.name), width=CHART),
            "others": others.exclude(pk=self.object.pk).order_by(Lower("title"), "pk")[:20],
        }


def _first_and_last() -> Iterator[Prefetch]:
    """Of each tenure the sentences between which it is seen: of the latest text and of the earliest."""
    quotes = other_end(Tenure, "evidence").objects.visible().select_related("article")
    published = F("article__published")
    for name, order in (("last", published.desc(nulls_last=True)), ("first", published.asc(nulls_last=True))):
        yield Prefetch("evidence", quotes.order_by(order, "-confidence", "pk")[:1], to_attr=f"{name}_quote")


def _of_hidden_bodies() -> QuerySet[Any]:
    """Posts in bodies that a person rejected or merged into others."""
    return Post.objects.exclude(body=None).exclude(shown("body")).values("pk")
