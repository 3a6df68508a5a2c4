"""The brief on two actors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import localdate
from django.views.generic import TemplateView

from kb.accuracy import measured
from kb.listing import chips
from kb.models import Actor, Initiative, Meeting, ReviewState
from kb.relations.addresses import brief_address, in_order, sides_query
from kb.relations.brief import Contacts, find_contacts
from kb.relations.filters import RelationFilterSet
from kb.relations.initiatives import find_initiatives, in_groups, last_agreed
from kb.relations.levels import Level
from kb.relations.offices import offices_of
from kb.relations.sides import sides_of
from kb.relations.sources import cite_lines
from kb.views.pictures import timeline_of, with_names

#: how many meetings, pairs and other lines a page lists, and how many of them are printed
A_PAGE = 10
MOST_PAIRS, PAIRS_ON_PAPER = 12, 4
MOST_LINES, LINES_ON_PAPER = 8, 3
MOST_TOPICS = 6
#: how many posts of each side are shown at once, and printed
MOST_OFFICES, OFFICES_ON_PAPER = 5, 4
#: fewer meetings than this make no line of time
LEAST_DRAWN = 3
ACCURACY = Path(settings.BASE_DIR) / "docs" / "accuracy.json"


class RelationPage(TemplateView):
    template_name = "kb/relation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.one, self.other = find_actor(kwargs["one"]), find_actor(kwargs["other"])
        if self.one == self.other:
            return redirect(self.one)
        self.one, self.other = in_order(self.one, self.other)
        if (self.one.slug, self.other.slug) != (kwargs["one"], kwargs["other"]):
            query = request.META.get("QUERY_STRING", "")
            address = brief_address(self.one, self.other)
            return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
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
            "address": self.request.build_absolute_uri(),
            "canonical": self.request.build_absolute_uri(self.request.path),
            "same": self.same_meetings(),
            "contacts": contacts,
            "groups": in_groups(found, today),
            "agreed": last_agreed(found, today),
            "initiative_count": len(found),
            "offices": [(actor, offices_of(actor)) for actor in (self.one, self.other)],
            "most_offices": MOST_OFFICES,
            "shown_offices": f":{MOST_OFFICES}",
            "offices_on_paper": OFFICES_ON_PAPER,
            "measured": measured(ACCURACY),
        }
        pictures = self.picture(contacts)
        context |= (
            self.lines(contacts, drawn_in(pictures)) | named_in(pictures, self.one, self.other) | self.came(contacts)
        )
        return super().get_context_data(**kwargs) | context | cited_lines(context)

    def same_meetings(self) -> str:
        """The query under which lists, views and files hold the same meetings, narrowed as the brief is."""
        given = {word: [value for value in values if value.strip()] for word, values in self.request.GET.lists()}
        kept = {word: given[word] for word in ("since", "until", "kind") if given.get(word)}
        return sides_query((self.one, self.other), **kept)

    def lines(self, contacts: Contacts, drawn: Sequence[Meeting]) -> dict[str, Any]:
        """The meetings that lines tell of, ready to be shown; those `drawn` are made ready with them."""
        page = Paginator(contacts.so_far, A_PAGE).get_page(self.request.GET.get("page"))
        silence, lasting = contacts.silence, contacts.lasting
        ends = [contact.what for contact in (silence.before, silence.after) if contact] if silence else []
        coming, unreported = contacts.coming, contacts.unreported
        shown = displayed([*page, *ends, *coming[:MOST_LINES], *unreported[:MOST_LINES], contacts.last, *drawn])
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
            "perhaps_later": contacts.perhaps_later,
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
        drawn = contacts.meetings if sum(sum(row.values()) for row in years.values()) >= LEAST_DRAWN else ()
        timeline = timeline_of(drawn, lambda meeting: [contacts.levels[meeting.pk].value], levels, contacts.today)
        return {
            "timeline": timeline,
            "levels": list(Level),
            "years": sorted(years.items(), reverse=True),
            "topics": topics_of(drawn, contacts.today),
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


def topics_of(meetings: Sequence[Meeting], today: date) -> dict[str, Any] | None:
    """What the meetings were about, along time: the most frequent topics, with how often each."""
    numbers = Counter(topic for meeting in meetings for topic in meeting.topic_list)
    shown = dict(numbers.most_common(MOST_TOPICS))
    lanes = [topic.value for topic in shown]
    picture = timeline_of(meetings, lambda meeting: meeting.topics.split(), lanes, today, rows=1, gutter=180)
    return {"picture": picture, "numbers": list(shown.items())} if shown else None


def drawn_in(pictures: Mapping[str, Any]) -> list[Meeting]:
    """The meetings that the lines of time have a mark for."""
    lines = (pictures["timeline"], pictures["topics"] and pictures["topics"]["picture"])
    return [mark.what for line in lines if line for mark in line.marks]


def named_in(pictures: Mapping[str, Any], *sides: Actor) -> dict[str, Any]:
    """The pictures with the names of those who came for the sides, where there is room."""
    topics = pictures["topics"]
    named = topics and topics | {"picture": with_names(topics["picture"], *sides)}
    return {**pictures, "timeline": with_names(pictures["timeline"], *sides), "topics": named}


def find_actor(slug: str) -> Actor:
    """The visible actor at a slug, the one into whom it was merged, or whose slug it was. Raises Http404."""
    actor = Actor.objects.exclude(review=ReviewState.REJECTED).filter(slug=slug).first() or Actor.objects.once_at(slug)
    if actor is None:
        raise Http404
    return get_object_or_404(Actor.objects.visible(), pk=actor.merged_into_id) if actor.merged_into_id else actor


def cited_lines(context: Mapping[str, Any]) -> dict[str, Any]:
    """The sources of all lines, those of printed lines first; and what is printed."""
    last_of_pairs = [pair["last"] for pair in context["pairs"]]
    lists = (
        (context["coming"], LINES_ON_PAPER), (context["meetings"], A_PAGE), (context["unreported"], LINES_ON_PAPER),
        *((group.shown, group.on_paper) for group in context["groups"]), (last_of_pairs, PAIRS_ON_PAPER),
    )  # fmt: skip
    printed = [*context["key_meetings"], context["agreed"], *chain.from_iterable(lines[:most] for lines, most in lists)]
    sources = cite_lines([*printed, *chain.from_iterable(lines[most:] for lines, most in lists)])
    on_paper = max((sources.number_of(record) or 0 for record in printed if record), default=0)
    return {
        "sources": sources,
        "printed_sources": sources.all[:on_paper],
        "other_sources": sources.all[on_paper:],
        "lines_on_paper": LINES_ON_PAPER,
        "pairs_on_paper": PAIRS_ON_PAPER,
    }


def displayed(meetings: Iterable[Meeting | None]) -> dict[int, Any]:
    """Contacts with everything that a line about them shows, by key."""
    wanted = {meeting.pk: meeting for meeting in meetings if meeting}
    prefetch_related_objects(list(wanted.values()), Meeting.objects.people())
    return wanted
