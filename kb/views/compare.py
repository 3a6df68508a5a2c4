"""Two or three actors side by side over a period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from kb.filter_fields import ActorField, DayField
from kb.labels import is_overdue
from kb.models import Actor, Initiative, InitiativeStatus, Meeting, MeetingStatus, Topic
from kb.models.querysets import EXPECTED
from kb.relations.sides import side_of
from kb.views.topics import columns_of

NAMES = ("one", "two", "three")
#: how many places and topics are named of each
MOST_NAMED = 4


class CompareForm(forms.Form):
    one = ActorField(label=_("First actor"))
    two = ActorField(label=_("Second actor"))
    three = ActorField(label=_("Third actor, if any"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)


@dataclass(frozen=True)
class Account:
    """What is known of one actor, with all who count for it, in a period."""

    actor: Actor
    meetings: Any
    held: int
    coming: int
    unreported: int
    called_off: int
    last: Meeting | None
    places: list[tuple[Any, int]]
    topics: list[tuple[Topic, int]]
    initiatives: list[tuple[str, int]]


class Compare(View):
    """Which actors? Settled names are compared; the address can be shared."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CompareForm(request.GET or None)
        valid = form.is_valid()
        matches = [(name, form.cleaned_data[name]) for name in NAMES if form.cleaned_data.get(name)] if valid else []
        settled = list(dict.fromkeys(match.first[0] for _name, match in matches if len(match.first) == 1))
        context = {
            "form": form,
            "open": [(name, match) for name, match in matches if match.is_open],
            "unknown": [match.typed for _name, match in matches if not match.first],
            "same": len(matches) > len(settled) and all(len(match.first) == 1 for _name, match in matches),
        }
        if len(settled) > 1 and not context["open"]:
            context |= compared(settled, form.cleaned_data["since"], form.cleaned_data["until"])
        return render(request, "kb/compare.html", context)


def compared(actors: list[Actor], since: Any, until: Any) -> dict[str, Any]:
    """The accounts of the actors, their meetings over time, and how often each two met."""
    first, last = since and since.earliest, until and until.latest
    members = {actor.pk: side_of(actor).members for actor in actors}
    visible = Meeting.objects.visible().between(first, last)
    accounts = [_account(actor, members[actor.pk], visible, first, last) for actor in actors]
    together = [
        (one.actor, other.actor, len(one.meetings.keys() & other.meetings.keys()))
        for place, one in enumerate(accounts)
        for other in accounts[place + 1 :]
    ]
    chosen = {name: actor.slug for name, actor in zip(NAMES, actors, strict=False)}
    series = [visible.tied_to(members[actor.pk]) for actor in actors]
    return {
        "accounts": accounts,
        "together": together,
        "columns": columns_of(series),
        "names": [actor.name for actor in actors],
        # the meetings of groups have no list of their own: a column narrows the comparison to its time
        "column_bases": [f"{reverse('kb:compare')}?{urlencode(chosen)}"] * len(actors),
    }


def _account(actor: Actor, members: Iterable[int], visible: Any, first: Any, last: Any) -> Account:
    today = localdate()
    meetings = list(visible.tied_to(members).select_related("place").order_by("date_earliest", "pk"))
    held = [meeting for meeting in meetings if meeting.status == MeetingStatus.HELD]
    dated = [meeting for meeting in held if meeting.date_earliest and meeting.date_earliest <= today]
    places = Counter(meeting.place for meeting in held if meeting.place)
    topics = Counter(topic for meeting in meetings for topic in meeting.topic_list)
    statuses = Counter(
        Initiative.objects.visible().between(first, last).tied_to(members).order_by().values_list("status", flat=True)
    )
    return Account(
        actor=actor,
        meetings={meeting.pk: meeting for meeting in meetings},
        held=len(held),
        coming=sum(m.status in EXPECTED and m.date_latest is not None and m.date_latest >= today for m in meetings),
        unreported=sum(is_overdue(meeting, today) for meeting in meetings),
        called_off=sum(meeting.status in ("cancelled", "postponed") for meeting in meetings),
        last=dated[-1] if dated else None,
        places=places.most_common(MOST_NAMED),
        topics=topics.most_common(MOST_NAMED),
        initiatives=[(label, statuses[status]) for status, label in InitiativeStatus.choices if statuses[status]],
    )
