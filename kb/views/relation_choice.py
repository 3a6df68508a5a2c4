"""The page that asks which two actors a brief is wanted on, and offers those of whom most is told."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from kb.filter_fields import ActorField, ActorMatch
from kb.filters import suggested_names
from kb.models import Actor, Meeting, Participation
from kb.relations.addresses import brief_address, in_order

#: how many pairs are offered, and among how many of the busiest they are sought
MOST_PAIRS, MOST_BUSY = 12, 40


class RelationForm(forms.Form):
    one = ActorField(label=gettext_lazy("First actor"))
    other = ActorField(label=gettext_lazy("Second actor"))


class ChooseRelation(View):
    """Which two? Settled names lead to their brief."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form = RelationForm(request.GET if {"one", "other"} & request.GET.keys() else None)
        matches = named(form, ("one", "other"))
        settled = [match.first[0] for match in matches.values() if len(match.first) == 1]
        if len(settled) == 2 and settled[0] != settled[1]:
            return redirect(brief_address(*settled))
        # whoever comes from the page of one has not left the other field empty
        for name in form.fields.keys() - request.GET.keys():
            form.errors.pop(name, None)
        one = settled[0] if len(settled) == 1 else None
        context = {"same": len(settled) == 2, "fields": fields_of(form, matches), "settled": one}
        context |= {"suggested": suggested_names(Participation), "frequent": frequent_pairs(one)}
        return render(request, "kb/relation_choice.html", context)


def named(form: forms.Form, fields: tuple[str, ...]) -> dict[str, ActorMatch]:
    """Whom the filled fields of a form may mean, by the names of the fields; also where other fields are faulty."""
    form.is_valid()
    return {name: match for name in fields if form.is_bound and (match := form.cleaned_data.get(name))}


def fields_of(form: forms.Form, matches: dict[str, ActorMatch]) -> list[dict[str, Any]]:
    """The fields of a form, each with what is wrong with it and with the actors that it may mean instead."""
    return [_shown(bound, matches.get(bound.name)) for bound in form]


def _shown(bound: forms.BoundField, match: ActorMatch | None) -> dict[str, Any]:
    errors = list(bound.errors)
    if match is None or len(match.first) == 1:
        return {"bound": bound, "errors": errors, "meant": (), "open": False}
    if match.is_open:
        return {"bound": bound, "errors": errors, "meant": match.first, "open": True}
    errors.append(_("Nobody is known by the name “%(name)s”.") % {"name": match.typed})
    return {"bound": bound, "errors": errors, "meant": match.near, "open": False}


def frequent_pairs(one: Actor | None = None) -> list[tuple[Actor, Actor, int, str]]:
    """Countries and organisations that texts name together most often: both, how often, and the address of the brief.

    `one`: only pairs of this actor with another. Sought among the busiest, and by names alone: to count all who act for
    each pair would take as long as all briefs.
    """
    meetings = Meeting.objects.visible().order_by()
    if one:
        meetings = meetings.tied_to([one.pk])
    bodies = Actor.objects.visible().exclude(kind="person").most_active(MOST_BUSY)
    busy = {actor.pk: actor for actor in (*bodies, *([one] if one else []))}
    visible = meetings.values("pk")
    ties = Participation.objects.visible().filter(actor__in=busy, meeting__in=visible).order_by()
    came: dict[int, list[int]] = {}
    for meeting, actor in ties.values_list("meeting", "actor"):
        came.setdefault(meeting, []).append(actor)
    pairs = (pair for actors in came.values() for pair in combinations(sorted(set(actors)), 2))
    numbers = Counter(pair for pair in pairs if one is None or one.pk in pair)
    ranked = sorted(numbers, key=lambda pair: (-numbers[pair], busy[pair[0]].name, busy[pair[1]].name))
    found = [(busy[a], busy[b], numbers[a, b]) for a, b in ranked[:MOST_PAIRS]]
    return [(*in_order(a, b), number, brief_address(a, b)) for a, b, number in found]
