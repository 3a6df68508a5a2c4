"""Two or three actors side by side over a period."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from kb.filter_fields import ActorField, DayField
from kb.filters import suggested_names
from kb.models import Actor, Participation
from kb.pictures.columns import lay_out_columns
from kb.pictures.time_scale import period_of
from kb.relations.addresses import sides_query
from kb.relations.between import numbers_together
from kb.relations.comparing import (
    CALLED_OFF,
    COMING,
    HELD,
    UNDATED,
    UNREPORTED,
    Account,
    account_of,
    visible_in,
)
from kb.views.relation_choice import fields_of, named

NAMES = ("one", "two", "three")
#: what became of meetings: the row, and the statuses under which the list holds just these, where it does
ROWS = (
    (HELD, _("Meetings held"), ("held",)),
    (COMING, _("Coming"), ()),
    (UNREPORTED, _("Announced, never reported held"), ()),
    (UNDATED, _("Announced without a date"), ()),
    (CALLED_OFF, _("Put off or called off"), ("postponed", "cancelled")),
)


class CompareForm(forms.Form):
    one = ActorField(label=_("First actor"))
    two = ActorField(label=_("Second actor"))
    three = ActorField(label=_("Third actor, if any"), required=False)
    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("To"), required=False)


class Compare(View):
    """Which actors? Settled names are compared; the address can be shared."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = CompareForm(request.GET or None)
        matches = named(form, NAMES)
        settled = list(dict.fromkeys(match.first[0] for match in matches.values() if len(match.first) == 1))
        sure = all(len(match.first) == 1 for match in matches.values())
        context = {
            "form": form,
            "fields": fields_of(form, matches),
            "suggested": suggested_names(Participation),
            "same": len(matches) > len(settled) and sure,
        }
        if form.is_valid() and len(settled) > 1 and not any(match.is_open for match in matches.values()):
            context |= compared(settled, form.cleaned_data, request.GET)
        return render(request, "kb/compare.html", context)


def compared(actors: list[Actor], asked: dict[str, Any], typed: Any) -> dict[str, Any]:
    """The accounts of the actors, their meetings over time, and how often each two met."""
    since, until = asked["since"], asked["until"]
    meetings, initiatives = visible_in(since and since.earliest, until and until.latest)
    accounts = [account_of(actor, meetings, initiatives, localdate()) for actor in actors]
    period = {word: typed[word] for word in ("since", "until") if typed.get(word)}
    return {
        "accounts": accounts,
        "rows": [(label, numbers_of(accounts, what, statuses, period)) for what, label, statuses in ROWS],
        "totals": [(len(account.meetings), meetings_address(account, [], period)) for account in accounts],
        "together": [
            (one, other, number, f"{reverse('kb:meetings')}{sides_query((one, other), **period)}")
            for one, other, number in numbers_together(actors, meetings)
        ],
        "columns": columns_of_held(accounts),
        "series_names": [actor.name for actor in actors],
        "column_bases": [meetings_address(account, [HELD], {}) for account in accounts],
    }


def numbers_of(
    accounts: list[Account], what: str, statuses: tuple[str, ...], period: dict[str, str]
) -> list[tuple[int, str]]:
    """How many meetings of each became this, with the address of the list of just these, where there is one."""
    return [
        (account.numbers[what], meetings_address(account, list(statuses), period) if statuses else "")
        for account in accounts
    ]


def meetings_address(account: Account, statuses: list[str], period: dict[str, str]) -> str:
    return f"{reverse('kb:meetings')}{sides_query([account.actor], status=statuses, **period)}"


def columns_of_held(accounts: list[Account]) -> Any:
    """Columns of the dated meetings held by each; None where there is none."""
    days = [[meeting.date_earliest for meeting in account.held if meeting.date_earliest] for account in accounts]
    period = period_of([(day, day) for each in days for day in each], margin=0)
    return lay_out_columns(days, period) if period else None
