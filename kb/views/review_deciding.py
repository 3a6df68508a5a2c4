"""What editors do in the review queue: one decision, several at once after a look, and each taken back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.merging.objections import MergeRefused
from kb.models import Answer
from kb.reviewing.answers import ACTS, answer, of_batch, take_back_answers, told, told_at_once
from kb.reviewing.deciding import REJECT, CannotDecide
from kb.reviewing.items import Item
from kb.reviewing.sentences import Told, told_of, told_together
from kb.reviewing.words import what_accepting_does
from kb.views.review import DRAFT, ForReviewers, against_merging, show
from kb.views.review_queue import Queue

#: the longest reason; decisions on a page
MOST_WHY, MOST_LISTED = 1000, 50


class Decide(ForReviewers):
    """One decision about one item, then the next item."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue, why = Queue(request.POST), _why(request)
        item = next(iter(queue.find(request.POST.get("item", ""))), None)
        if item is None:
            return show(request, queue, why=why, refused=_("Somebody decided this already. Here is the next one."))
        act, _sep, value = request.POST.get("act", "").partition(":")
        if act not in ACTS:
            raise BadRequest("There is no such decision.")
        try:
            answer([item], act, value, user=request.user, reason=why)
        except (CannotDecide, MergeRefused) as refused:
            return show(request, queue, why=why, refused=str(refused))
        return redirect(queue.address(item=queue.key_after(item.key)))


def _why(request: HttpRequest) -> str:
    return request.POST.get("why", "").replace("\0", "")[:MOST_WHY]


def sees_all(user: Any) -> bool:
    """Administrators see what everybody decided, and take back what anybody did."""
    return bool(user.has_perm("kb.change_answer"))


@dataclass(frozen=True)
class Given:
    """What somebody decided at once: one answer, or several."""

    answers: list[Answer]

    @property
    def first(self) -> Answer:
        return self.answers[0]

    @property
    def told(self) -> str:
        return told_at_once(self.answers)

    @property
    def each(self) -> list[tuple[Answer, str, str]]:
        """Each answer in words, and where its record is looked at: on the desk, which shows rejected ones too."""
        return [(answer, told(answer), _at_the_desk(answer)) for answer in self.answers]

    @property
    def taken_back(self) -> int:
        """How many of several were taken back."""
        return sum(answer.undone_at is not None for answer in self.answers)

    @property
    def stands(self) -> bool:
        """Is there anything to take back?"""
        return any(answer.undone_at is None for answer in self.answers)


def _at_the_desk(given: Answer) -> str:
    table = ContentType.objects.get_for_id(given.content_type_id)
    return reverse(f"admin:{table.app_label}_{table.model}_change", args=[given.first_id])


class OwnDecisions(ForReviewers):
    """What one ever decided in the queue, the last first, each to be taken back; for administrators what all did."""

    def get(self, request: HttpRequest) -> HttpResponse:
        everybody = request.GET.get("who") == "all" and sees_all(request.user)
        heads = Answer.objects.filter(batch=None).select_related("user", "undone_by").prefetch_related(
            Prefetch("others", Answer.objects.order_by("pk").select_related("undone_by"))
        )  # fmt: skip
        if not everybody:
            heads = heads.filter(user=request.user)
        page = Paginator(heads, MOST_LISTED).get_page(request.GET.get("page"))
        context = {
            "done": [Given([head, *head.others.all()]) for head in page],
            "page_obj": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "everybody": everybody,
            "sees_all": sees_all(request.user),
        }
        return render(request, "kb/review_own.html", context)


class UndoDecision(ForReviewers):
    """Take a decision back: that of the list that was pressed (`which`, or all that was decided with it: `batch`), or
    one's last."""

    def post(self, request: HttpRequest) -> HttpResponse:
        present, why = request.POST.get("item", ""), _why(request)
        if why.strip():
            request.session[DRAFT] = {"item": present, "why": why}
        pressed = request.POST.get("which", "") or request.POST.get("batch", "")
        given = self._pressed(request, pressed) if pressed else Answer.objects.last_of(request.user)
        if given is None:
            messages.info(request, _("There is nothing to undo."))
        else:
            self._take_back(request, [given] if "which" in request.POST else of_batch(given))
        if pressed:
            back = "?who=all" if request.POST.get("who") == "all" else ""
            return redirect(f"{reverse('kb:review-own')}{back}")
        return redirect(Queue(request.POST).address(item=given.item if given else present))

    def _pressed(self, request: HttpRequest, pk: str) -> Answer:
        mine = Answer.objects.all() if sees_all(request.user) else Answer.objects.filter(user=request.user)
        return get_object_or_404(mine, pk=int(pk) if pk.isdecimal() and len(pk) < 19 else 0)

    def _take_back(self, request: HttpRequest, answers: list[Answer]) -> None:
        """What cannot be taken back is told; the next one that is undone is the one before it."""
        standing = [each for each in answers if each.undone_at is None]
        try:
            take_back_answers(standing, user=request.user)
            messages.success(request, _("Taken back. %(title)s") % {"title": told_at_once(standing)})
        except CannotDecide as refused:
            messages.error(request, str(refused))


def _settled(ticked: int) -> str:
    """That some of those that were ticked wait no more; nothing where all do."""
    if not ticked:
        return ""
    said = ngettext(
        "%(n)d that you ticked does not wait any more: it was decided meanwhile.",
        "%(n)d that you ticked do not wait any more: they were decided meanwhile.",
        ticked,
    )
    return said % {"n": ticked}


@dataclass(frozen=True)
class Planned:
    """One of several items before it is decided: what that does, and what speaks against a merge."""

    item: Item
    does: str
    told: list[Told]
    rejects: bool

    @cached_property
    def against(self) -> str:
        return "" if self.rejects else against_merging(self.item)

    @property
    def told_together(self) -> Any:
        return None if self.rejects else told_together(self.told)


class DecideSeveral(ForReviewers):
    """Accept or reject the chosen items in one go, after a page that shows what that does."""

    def post(self, request: HttpRequest) -> HttpResponse:
        queue, why = Queue(request.POST), _why(request)
        ticked = set(request.POST.getlist("chosen"))
        chosen = queue.find(*request.POST.getlist("chosen"))
        rejects = request.POST.get("act") == "reject"
        settled = _settled(len(ticked) - len(chosen))
        if not chosen:
            return show(request, queue, why=why, refused=settled or _("Tick the items that you want to decide."))
        if "confirmed" not in request.POST:
            return self.preview(request, queue, chosen, why, settled=settled)
        try:
            answer(chosen, "reject" if rejects else "accept", user=request.user, reason=why)
        except (CannotDecide, MergeRefused) as refused:
            return self.preview(request, queue, chosen, why, str(refused), settled)
        if settled:
            messages.info(request, settled)
        return redirect(queue.address(item=queue.here))

    def preview(
        self, request: HttpRequest, queue: Queue, chosen: list[Item], why: str, refused: str = "", settled: str = ""
    ) -> HttpResponse:
        """What it would do to each; what cannot be done, since one of several is to be chosen, is left out."""
        rejects = request.POST.get("act") == "reject"
        left_out = [item for item in chosen if not (REJECT[item.sort] if rejects else item.acceptable)]
        chosen = [item for item in chosen if item not in left_out]
        does = [capfirst(str(REJECT[item.sort]) if rejects else what_accepting_does(item)) for item in chosen]
        rows = [Planned(item, what, told_of(item), rejects) for item, what in zip(chosen, does, strict=True)]
        context = {
            "queue": queue, "rows": rows, "why": why, "refused": refused, "back": queue.address(item=queue.here),
            "rejects": rejects, "left_out": left_out, "settled": settled,
        }  # fmt: skip
        return render(request, "kb/review_preview.html", context, status=409 if refused else 200)
