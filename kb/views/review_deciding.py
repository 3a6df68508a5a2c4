"""What editors do in the review queue: one decision, several at once after a look, and each taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.dateparse import parse_datetime
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.merging.objections import MergeRefused
from kb.reviewing.deciding import REJECT, CannotDecide, accept, choose, reject, take_back
from kb.reviewing.items import Item
from kb.reviewing.queue import Mending
from kb.reviewing.sentences import told_of
from kb.reviewing.words import decided_in_words, what_accepting_does
from kb.views.review import DONE, DRAFT, ForReviewers, show
from kb.views.review_queue import Queue

#: decisions that a session keeps and can take back; the longest reason
MOST_UNDONE, MOST_WHY = 100, 1000


class Decide(ForReviewers):
    """One decision about one item, then the next item."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue, why = Queue(request.POST), _why(request)
        item = next(iter(queue.find(request.POST.get("item", ""))), None)
        if item is None:
            return show(request, queue, why=why, refused=_("Somebody decided this already. Here is the next one."))
        act, _sep, value = request.POST.get("act", "").partition(":")
        try:
            with Mending([item.key]) as mended:
                decide = _acts(value).get(act)
                if decide is None:
                    raise BadRequest("There is no such decision.")
                said = decided_in_words(item, act, value)
                steps = decide(item, user=request.user, reason=why.strip())
        except (CannotDecide, MergeRefused) as refused:
            return show(request, queue, why=why, refused=str(refused))
        remember(request, item, steps, mended.gone, said)
        return redirect(queue.address(item=queue.key_after(item.key)))


def _acts(value: str) -> dict[str, Callable[..., list[Any]]]:
    """What the buttons do."""
    return {"accept": accept, "reject": reject, "choose": lambda item, **who: choose(item, value, **who)}


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "").replace("\0", "")[:MOST_WHY]


def remember(request: HttpRequest, first: Item, steps: Sequence[Any], gone: Sequence[Any], title: str) -> None:
    """Keep what was done with the session, so that it can be undone; `first` is the item to go back to then, `gone`
    what does not wait any more."""
    done = {
        "id": get_random_string(12), "at": timezone.now().isoformat(), "title": title, "item": first.key,
        "steps": list(steps), "gone": list(gone),
    }  # fmt: skip
    request.session[DONE] = [*request.session.get(DONE, []), done][-MOST_UNDONE:]


class OwnDecisions(ForReviewers):
    """What one decided in the queue since one signed in, the last first; each can be taken back."""

    def get(self, request: HttpRequest) -> HttpResponse:
        done = [each | {"at": parse_datetime(each.get("at", ""))} for each in reversed(request.session.get(DONE, []))]
        return render(request, "kb/review_own.html", {"done": done, "most": MOST_UNDONE})


class UndoDecision(ForReviewers):
    """Take a decision back: that of the list that was pressed, or one's last."""

    def post(self, request: HttpRequest) -> HttpResponse:
        present, why, which = request.POST.get("item", ""), _why(request), request.POST.get("which", "")
        if why.strip():
            request.session[DRAFT] = {"item": present, "why": why}
        done = request.session.get(DONE, [])
        last = next((each for each in reversed(done) if which in ("", each.get("id"))), None)
        if last is None:
            messages.info(request, _("There is nothing to undo."))
        else:
            self._take_back(request, last)
        if which:
            return redirect("kb:review-own")
        return redirect(Queue(request.POST).address(item=last["item"] if last else present))

    def _take_back(self, request: HttpRequest, last: dict[str, Any]) -> None:
        """What cannot be taken back any more is told, and leaves the list of what can."""
        request.session[DONE] = [each for each in request.session[DONE] if each != last]
        back = last.get("gone", [])
        try:
            with Mending([last["item"], *(row["key"] for row in back)], back):
                take_back(last["steps"], user=request.user)
            messages.success(request, _("Taken back. %(title)s") % {"title": last["title"]})
        except (CannotDecide, MergeRefused) as refused:
            messages.error(request, str(refused))


class DecideSeveral(ForReviewers):
    """Accept or reject the chosen items in one go, after a page that shows what that does."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue, why = Queue(request.POST), _why(request)
        chosen = queue.find(*request.POST.getlist("chosen"))
        rejects = request.POST.get("act") == "reject"
        if not chosen:
            return show(request, queue, why=why, refused=_("Tick the items that you want to decide."))
        if "confirmed" not in request.POST:
            return self.preview(request, queue, chosen, why)
        steps: list[Any] = []
        try:
            with Mending([item.key for item in chosen]) as mended, transaction.atomic():
                for item in chosen:
                    steps += (reject if rejects else accept)(item, user=request.user, reason=why.strip())
        except (CannotDecide, MergeRefused) as refused:
            return self.preview(request, queue, chosen, why, str(refused))
        number = ngettext("%d item", "%d items", len(chosen)) % len(chosen)
        said = _("Rejected: %(title)s") if rejects else _("Accepted: %(title)s")
        remember(request, chosen[0], steps, mended.gone, said % {"title": number})
        return redirect(queue.address())

    def preview(
        self, request: HttpRequest, queue: Queue, chosen: list[Item], why: str, refused: str = ""
    ) -> HttpResponse:
        """What it would do to each; what cannot be rejected, since one of several values is right, is left out."""
        rejects = request.POST.get("act") == "reject"
        left_out = [item for item in chosen if rejects and not REJECT[item.sort]]
        chosen = [item for item in chosen if item not in left_out]
        does = [capfirst(str(REJECT[item.sort]) if rejects else what_accepting_does(item)) for item in chosen]
        rows = [(item, what, told_of(item)) for item, what in zip(chosen, does, strict=True)]
        context = {
            "queue": queue, "rows": rows, "why": why, "refused": refused, "back": queue.address(), "rejects": rejects,
            "left_out": left_out,
        }  # fmt: skip
        return render(request, "kb/review_preview.html", context, status=409 if refused else 200)
