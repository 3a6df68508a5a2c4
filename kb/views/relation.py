"""The brief on two actors, and the page that asks which two."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from kb.filter_fields import ActorField
from kb.listing import chips
from kb.models import Actor, Initiative, Meeting, ReviewState
from kb.relations.brief import Contacts, find_contacts, find_initiatives
from kb.relations.filters import RelationFilterSet
from kb.relations.levels import Level
from kb.relations.sides import sides_of
from kb.relations.sources import cite_lines
from kb.views.pictures import timeline_of

#: how many meetings, pairs, other lines and initiatives a page lists, and how many of them are printed
A_PAGE, ON_PAPER = 25, 10
MOST_PAIRS, PAIRS_ON_PAPER = 12, 6
MOST_LINES, LINES_ON_PAPER = 8, 4
MOST_TOPICS = 6
MOST_INITIATIVES, INITIATIVES_ON_PAPER = 25, 9


class RelationForm(forms.Form):
    one = ActorField(label=_("First actor"))
    other = ActorField(label=_("Second actor"))


class ChooseRelation(View):
    """Which two? Settled names lead to their brief."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = RelationForm(request.GET or None)
        matches = [form.cleaned_data[name] for name in ("one", "other")] if form.is_valid() else []
        settled = [match.first[0] for match in matches if len(match.first) == 1]
        if len(settled) == 2 and settled[0] != settled[1]:
            return redirect("kb:relation", settled[0].slug, settled[1].slug)
        return render(
            request,
            "kb/relation_choice.html",
            {
                "form": form,
                "open": [
                    (name, match) for name, match in zip(("one", "other"), matches, strict=False) if match.is_open
                ],
                "unknown": [match.typed for match in matches if not match.first],
                "same": len(settled) == 2 and settled[0] == settled[1],
            },
        )


class RelationPage(TemplateView):
    template_name = "kb/relation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.one, self.other = find_actor(kwargs["one"]), find_actor(kwargs["other"])
        if self.one == self.other:
            return redirect(self.one)
        if (self.one.slug, self.other.slug) != (kwargs["one"], kwargs["other"]):
            return redirect("kb:relation", self.one.slug, self.other.slug, permanent=True)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today, sides = localdate(), sides_of(self.one, self.other)
        meetings = RelationFilterSet(self.request.GET, queryset=Meeting.objects.visible(), request=self.request)
        initiatives = Initiative.objects.visible()
        period = meetings.form.cleaned_data if meetings.is_valid() else {}
        if since := period.get("since"):
            initiatives = initiatives.between(since.earliest, None)
        if until := period.get("until"):
            initiatives = initiatives.between(None, until.latest)
        contacts = find_contacts(*sides, meetings.qs, today)
        found = find_initiatives(*sides, initiatives)
        context = {
            "one": self.one,
            "other": self.other,
            "filterset": meetings,
            "chips": list(chips(meetings, self.request.GET)),
            "clear_url": self.request.path,
            "contacts": contacts,
            "initiatives": found[:MOST_INITIATIVES],
            "initiative_count": len(found),
        }
        context |= self.lines(contacts) | self.picture(contacts) | self.came(contacts)
        return super().get_context_data(**kwargs) | context | cited_lines(context)

    def lines(self, contacts: Contacts) -> dict[str, Any]:
        """The meetings that lines tell of, ready to be shown."""
        page = Paginator(contacts.meetings, A_PAGE).get_page(self.request.GET.get("page"))
        silence, lasting = contacts.silence, contacts.lasting
        ends = [contact.what for contact in (silence.before, silence.after) if contact] if silence else []
        coming, unreported = contacts.coming, contacts.unreported
        shown = displayed([*page, *ends, *coming[:MOST_LINES], *unreported[:MOST_LINES], contacts.last])
        last, ends = contacts.last and shown[contacts.last.pk], [shown[meeting.pk] for meeting in ends]
        coming = [shown[meeting.pk] for meeting in coming[:MOST_LINES]]
        return {
            "page_obj": page,
            "pages": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
            "meetings": [shown[meeting.pk] for meeting in page],
            "last": last,
            "coming": coming,
            "silence": silence and {"days": silence.days, "ends": ends},
            "lasting": lasting,
            "unreported": [shown[meeting.pk] for meeting in unreported[:MOST_LINES]],
            "unreported_count": len(unreported),
            "key_meetings": [last, *coming[:1], *ends],
        }

    def picture(self, contacts: Contacts) -> dict[str, Any]:
        """The timeline by level, and the numbers under it."""
        levels = [level.value for level in Level]
        years: dict[int, dict[str, int]] = {}
        for meeting in contacts.meetings:
            if meeting.date_earliest:
                row = years.setdefault(meeting.date_earliest.year, dict.fromkeys(levels, 0))
                row[contacts.levels[meeting.pk].value] += 1
        timeline = timeline_of(
            contacts.meetings, lambda meeting: [contacts.levels[meeting.pk].value], levels, contacts.today
        )
        return {
            "timeline": timeline,
            "levels": list(Level),
            "years": sorted(years.items(), reverse=True),
            "topics": topics_of(contacts),
        }

    def came(self, contacts: Contacts) -> dict[str, Any]:
        """Who met whom, and all who came for either side."""
        pairs = contacts.pairs[:MOST_PAIRS]
        keys = {key for pair in contacts.pairs for key in (pair.one, pair.other)}
        actors = Actor.objects.visible().with_posts().in_bulk(keys)
        return {
            "pairs": [
                {
                    "one": actors[pair.one],
                    "other": actors[pair.other],
                    "number": pair.number,
                    "last": pair.last,
                }
                for pair in pairs
            ],
            "pair_count": len(contacts.pairs),
            "came": [
                (side, [actors[key] for key in dict.fromkeys(keys) if key != side.pk])
                for side, keys in (
                    (self.one, (pair.one for pair in contacts.pairs)),
                    (self.other, (pair.other for pair in contacts.pairs)),
                )
            ],
        }


def topics_of(contacts: Contacts) -> dict[str, Any] | None:
    """What the meetings were about, along time: the most frequent topics, with how often each."""
    numbers = Counter(topic for meeting in contacts.meetings for topic in meeting.topic_list)
    shown = dict(numbers.most_common(MOST_TOPICS))
    lanes = [topic.value for topic in shown]
    picture = timeline_of(
        contacts.meetings, lambda meeting: meeting.topics.split(), lanes, contacts.today, rows=1, gutter=180
    )  # fmt: skip
    return {"picture": picture, "numbers": list(shown.items())} if shown else None


def find_actor(slug: str) -> Actor:
    """The visible actor at a slug, or the one into whom it was merged. Raises Http404."""
    actor = get_object_or_404(Actor.objects.exclude(review=ReviewState.REJECTED), slug=slug)
    return get_object_or_404(Actor.objects.visible(), pk=actor.merged_into_id) if actor.merged_into_id else actor


def cited_lines(context: Mapping[str, Any]) -> dict[str, Any]:
    """The sources of all lines, those of printed lines first; and what is printed."""
    last_of_pairs = [pair["last"] for pair in context["pairs"]]
    lists = (
        (context["unreported"], LINES_ON_PAPER), (context["coming"], LINES_ON_PAPER), (context["meetings"], ON_PAPER),
        (context["initiatives"], INITIATIVES_ON_PAPER), (last_of_pairs, PAIRS_ON_PAPER),
    )  # fmt: skip
    printed = [*context["key_meetings"], *chain.from_iterable(lines[:most] for lines, most in lists)]
    sources = cite_lines([*printed, *chain.from_iterable(lines[most:] for lines, most in lists)])
    return {
        "sources": sources,
        "sources_on_paper": max((sources.number_of(record) or 0 for record in printed if record), default=0),
        "on_paper": ON_PAPER,
        "lines_on_paper": LINES_ON_PAPER,
        "pairs_on_paper": PAIRS_ON_PAPER,
        "initiatives_on_paper": {each.pk for each in context["initiatives"][:INITIATIVES_ON_PAPER]},
    }


def displayed(meetings: Iterable[Meeting | None]) -> dict[int, Any]:
    """Contacts with everything that a line about them shows, by key."""
    wanted = {meeting.pk: meeting for meeting in meetings if meeting}
    prefetch_related_objects(list(wanted.values()), Meeting.objects.people())
    return wanted
