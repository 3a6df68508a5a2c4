"""The review queue, for editors: one doubt after another, each decided by one click and undone by another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View

from kb.merging.objections import MergeRefused
from kb.reviewing.deciding import ACCEPT, REJECT, CannotDecide, accept, choose, in_order_of_merging, reject, take_back
from kb.reviewing.doubts import find_items
from kb.reviewing.items import Item, Sort
from kb.reviewing.queue import Mending, bring_up_to_date, keys_in_line
from kb.reviewing.sentences import told_of, told_of_candidates

#: items listed beside the present one; decisions that can be undone; the longest reason
MOST_LISTED, MOST_UNDONE, MOST_WHY = 25, 30, 1000
KINDS = {
    "actor": gettext_lazy("actors"), "meeting": gettext_lazy("meetings"), "initiative": gettext_lazy("initiatives"),
}  # fmt: skip
#: in the session: what was done, the last decision last; and a reason that was typed while another was undone
_DONE, _DRAFT = "review_done", "review_draft"


class ForReviewers(PermissionRequiredMixin, View):
    """Those who may change records; others are asked to log in."""

    permission_required = ("kb.change_actor", "kb.change_meeting", "kb.change_initiative", "kb.change_tenure")
    login_url = reverse_lazy("admin:login")


class Queue:
    """What waits of a sort and kind, and where in it one is. What it shows was worked out anew just now."""

    def __init__(self, asked: Any) -> None:
        bring_up_to_date()
        self.sort = asked.get("sort", "") if asked.get("sort") in Sort.values else ""
        self.kind = asked.get("kind", "") if asked.get("kind") in KINDS else ""
        lined_up = keys_in_line(kind=self.kind)
        self.sorts = Counter(sort for _key, sort in lined_up)
        self.keys = [key for key, sort in lined_up if self.sort in ("", sort)]
        here = asked.get("item", "")
        self.keys = self._from(self.keys.index(here) if here in self.keys else 0)
        self.listed = self._list()

    def _from(self, at: int) -> list[str]:
        """The keys in their order, those that come before the present one last."""
        return self.keys[at:] + self.keys[:at]

    def _list(self) -> list[Item]:
        """The first items that still wait."""
        listed: list[Item] = []
        for start in range(0, len(self.keys), MOST_LISTED):
            some = self.keys[start : start + MOST_LISTED]
            found = find_items(some)
            listed += [found[key] for key in some if key in found]
            if len(listed) > MOST_LISTED or (listed and start):
                break
        return listed[: MOST_LISTED + 1]

    def find(self, *keys: str) -> list[Item]:
        """Those of some items that still wait, whatever sort and kind the queue is narrowed to."""
        found = find_items(keys)
        return [found[key] for key in dict.fromkeys(keys) if key in found]

    @property
    def present(self) -> Item | None:
        return self.listed[0] if self.listed else None

    @property
    def after(self) -> int:
        """How many items wait besides the present one."""
        return max(len(self.keys) - 1, 0)

    @property
    def next_key(self) -> str:
        """The item after the present one; after the last one, the first."""
        return self.listed[1].key if len(self.listed) > 1 else ""

    def address(self, **changed: str) -> str:
        asked = {"sort": self.sort, "kind": self.kind} | changed
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('kb:review')}{'?' if query else ''}{query}"


class ReviewPage(ForReviewers):
    """The present item with its sentences and decisions, and what waits after it."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return show(request, Queue(request.GET))


def show(request: HttpRequest, queue: Queue, *, why: str = "", refused: str = "") -> HttpResponse:
    """The page of a queue; `refused` says why a decision was not done, and `why` is what was typed."""
    item = queue.present
    done = request.session.get(_DONE, [])
    draft = request.session.get(_DRAFT, {})
    context = {
        "queue": queue,
        "item": item,
        "told": told_of(item) if item else [],
        "candidates": told_of_candidates(item) if item else [],
        "accept": _accept_label(item) if item else "",
        "reject": REJECT[item.sort] if item else "",
        "merges": _merges(item) if item else [],
        "next": queue.address(item=queue.next_key),
        "listed": queue.listed[1:],
        "sorts": [
            (queue.address(sort=sort), label, number, sort == queue.sort) for sort, label, number in _sorts(queue)
        ],
        "kinds": [
            (queue.address(kind=kind), label, kind == queue.kind) for kind, label in {"": _("all"), **KINDS}.items()
        ],
        "undoable": done[-1]["title"] if done else "",
        "why": why or (draft.get("why", "") if item and draft.get("item") == item.key else ""),
        "refused": refused,
    }
    return render(request, "kb/review.html", context, status=409 if refused else 200)


def _sorts(queue: Queue) -> list[tuple[str, str, int]]:
    every = [("", _("Everything"), sum(queue.sorts.values()))]
    return every + [(sort.value, str(sort.label), queue.sorts[sort]) for sort in Sort]


def _accept_label(item: Item) -> str:
    """Of a pair the buttons name the record that stays."""
    return "" if item.sort == Sort.PAIR else str(ACCEPT[item.sort])


def _merges(item: Item) -> list[tuple[int, str]]:
    """Of a pair, the record that stays and what it is called: the one that is proposed first."""
    if item.sort != Sort.PAIR:
        return []
    named = {record.pk: title for record, (title, _url) in zip(item.records, item.titles, strict=True)}
    return [(record.pk, named[record.pk]) for record in in_order_of_merging(item)]


class Decide(ForReviewers):
    """One decision about one item, then the next item."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue = Queue(request.POST)
        why = request.POST.get("why", "").replace("\0", "")[:MOST_WHY]
        item = next(iter(queue.find(request.POST.get("item", ""))), None)
        if item is None:
            return show(request, queue, why=why, refused=_("Somebody decided this already. Here is the next one."))
        try:
            with Mending([item.key]) as mended:
                steps = _act(request)(item, user=request.user, reason=why.strip())
        except (CannotDecide, MergeRefused) as refused:
            return show(request, queue, why=why, refused=str(refused))
        remember(request, item, steps, mended.gone)
        messages.success(request, _("Decided: %(title)s.") % {"title": item.title})
        return redirect(queue.address(item=queue.next_key))


def _act(request: HttpRequest) -> Callable[..., list[Any]]:
    """What the button that was pressed does."""
    match request.POST.get("act", "").partition(":"):
        case "accept", _sep, _value:
            return accept
        case "reject", _sep, _value:
            return reject
        case "choose", _sep, value:
            return lambda item, **who: choose(item, value, **who)
    raise BadRequest("There is no such decision.")


def remember(request: HttpRequest, first: Item, steps: Sequence[Any], gone: Sequence[Any], title: str = "") -> None:
    """Keep what was done with the session, so that it can be undone; `first` is the item to go back to then, `gone`
    what does not wait any more."""
    done = {"title": title or first.title, "item": first.key, "steps": list(steps), "gone": list(gone)}
    request.session[_DONE] = [*request.session.get(_DONE, []), done][-MOST_UNDONE:]


class UndoDecision(ForReviewers):
    """Take one's last decision back."""

    def post(self, request: HttpRequest) -> HttpResponse:
        *earlier, last = request.session.get(_DONE, []) or [None]
        present, why = request.POST.get("item", ""), request.POST.get("why", "").replace("\0", "")[:MOST_WHY]
        if why.strip():
            request.session[_DRAFT] = {"item": present, "why": why}
        if last is None:
            messages.info(request, _("There is nothing to undo."))
        else:
            request.session[_DONE] = earlier
            back = last.get("gone", [])
            try:
                with Mending([last["item"], *(row["key"] for row in back)], back):
                    take_back(last["steps"], user=request.user)
                messages.success(request, _("Undone: %(title)s.") % {"title": last["title"]})
            except (CannotDecide, MergeRefused) as refused:
                messages.error(request, str(refused))
        return redirect(Queue(request.POST).address(item=last["item"] if last else present))


class AcceptSeveral(ForReviewers):
    """Accept the chosen items in one go, after a page that shows what that does."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue = Queue(request.POST)
        chosen = queue.find(*request.POST.getlist("chosen"))
        why = request.POST.get("why", "").replace("\0", "")[:MOST_WHY]
        if not chosen:
            return show(request, queue, why=why, refused=_("Tick the items that you want to accept."))
        if "confirmed" not in request.POST:
            return self.preview(request, queue, chosen, why)
        steps: list[Any] = []
        try:
            with Mending([item.key for item in chosen]) as mended, transaction.atomic():
                for item in chosen:
                    steps += accept(item, user=request.user, reason=why.strip())
        except (CannotDecide, MergeRefused) as refused:
            return self.preview(request, queue, chosen, why, str(refused))
        title = ngettext("%d item", "%d items", len(chosen)) % len(chosen)
        remember(request, chosen[0], steps, mended.gone, title)
        messages.success(request, _("Accepted: %(title)s.") % {"title": title})
        return redirect(queue.address())

    def preview(
        self, request: HttpRequest, queue: Queue, chosen: list[Item], why: str, refused: str = ""
    ) -> HttpResponse:
        rows = [(item, _what(item), told_of(item)) for item in chosen]
        context = {"queue": queue, "rows": rows, "why": why, "refused": refused, "back": queue.address()}
        return render(request, "kb/review_preview.html", context, status=409 if refused else 200)


def _what(item: Item) -> str:
    """What accepting the item does."""
    if item.sort != Sort.PAIR:
        return capfirst(str(ACCEPT[item.sort]))
    return _("Merge; “%(title)s” stays") % {"title": _merges(item)[0][1]}
