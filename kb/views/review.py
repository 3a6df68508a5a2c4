"""The review queue, for editors: one doubt after another, each decided by one click and undone by another."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from kb.merging.objections import objections
from kb.models import Answer, Doubt
from kb.reviewing.answers import of_batch, told_at_once
from kb.reviewing.deciding import ACCEPT, REJECT, in_order_of_merging
from kb.reviewing.items import Item, Sort
from kb.reviewing.sentences import told_of, told_of_candidates, told_together
from kb.views.review_queue import KINDS, Queue

#: in the session: a reason that was typed while another decision was undone
DRAFT = "review_draft"
#: in the session: keys of items that were skipped, the last one last; and how many of them are kept
SKIPPED, MOST_SKIPPED = "review_skipped", 1000
MOST_KEY = Doubt._meta.get_field("key").max_length


class ForReviewers(PermissionRequiredMixin, View):
    """Those who may change records; others are asked to log in."""

    permission_required = ("kb.change_actor", "kb.change_meeting", "kb.change_initiative", "kb.change_tenure")


class ReviewPage(ForReviewers):
    """The present item with its sentences and decisions, and what waits after it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if key := request.GET.get("skipped", "")[:MOST_KEY]:
            others = [each for each in request.session.get(SKIPPED, []) if each != key]
            request.session[SKIPPED] = [*others, key][-MOST_SKIPPED:]
        return show(request, Queue(request.GET))


def show(request: HttpRequest, queue: Queue, *, why: str = "", refused: str = "") -> HttpResponse:
    """The page of a queue; `refused` says why a decision was not done, and `why` is what was typed."""
    item = queue.present
    last = Answer.objects.last_of(request.user)
    draft = request.session.get(DRAFT, {})
    records = in_order_of_merging(item) if item and item.sort == Sort.PAIR else ()
    told = told_of(item, records) if item and not item.passages else []
    edits = [_edit_address(queue, item, record) for record in records or item.records[:1]] if item else []
    skipped = set(request.session.get(SKIPPED, []))
    context = {
        "queue": queue,
        "item": item,
        "told": told,
        "told_together": told_together(told),
        "candidates": told_of_candidates(item) if item else [],
        "accept": str(ACCEPT[item.sort]) if item and item.acceptable and not records else "",
        "reject": REJECT[item.sort] if item else "",
        "merges": [record.pk for record in records],
        "against": against_merging(item) if item else "",
        "edits": edits,
        "next": queue.address(item=queue.next_key, skipped=item.key) if item else "",
        "skipped_before": item is not None and item.key in skipped,
        "all_skipped": len(queue.keys) if skipped.issuperset(queue.keys) else 0,
        "listed": [(each, each.key in skipped) for each in queue.listed[1:]],
        "sorts": [
            (queue.address(sort=sort), label, number, sort == queue.sort) for sort, label, number in _sorts(queue)
        ],
        "kinds": [
            (queue.address(kind=kind), label, kind == queue.kind) for kind, label in {"": _("all"), **KINDS}.items()
        ],
        "without_run": queue.address(run="") if queue.run else "",
        "last": last,
        "last_told": told_at_once([each for each in of_batch(last) if each.undone_at is None]) if last else "",
        "why": why or (draft.get("why", "") if item and draft.get("item") == item.key else ""),
        "refused": refused,
    }
    return render(request, "kb/review.html", context, status=409 if refused else 200)


def against_merging(item: Item) -> str:
    """Why the two of a pair cannot be merged here; nothing where they can, and where it is no pair."""
    if item.sort != Sort.PAIR:
        return ""
    survivor, duplicate = in_order_of_merging(item)
    return " ".join(each.text for each in objections(duplicate, survivor))


def _sorts(queue: Queue) -> list[tuple[str, str, str]]:
    """The sorts of which any wait, and the one chosen, with how many; `200+` where no more than that are looked up."""
    every = [("", _("Everything"), sum(queue.sorts.values()), bool(queue.cut))]
    sorts = [(sort.value, str(sort.label), queue.sorts[sort], sort.value in queue.cut) for sort in Sort]
    return [
        (sort, label, f"{number}+" if cut else str(number))
        for sort, label, number, cut in every + sorts
        if number or sort in ("", queue.sort)
    ]


def _edit_address(queue: Queue, item: Item, record: Any) -> str:
    """The form of a record of the item on the editing desk, at the field in question; it leads back to the item, or
    where that is settled, to the next."""
    if item.edit:
        return item.edit
    back = queue.address(item=item.key, after=queue.next_key)
    form = reverse(f"admin:kb_{record._meta.model_name}_change", args=[record.pk])
    # a browser puts the cursor into the field that an address names
    field = f"#id_{item.field}" if item.field else ""
    return f"{form}?{urlencode({'next': back})}{field}"
