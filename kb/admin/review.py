"""Reviewing in lists: confirm, reject, and take either back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kb.labels import called
from kb.models import ReviewState
from kb.models.history import keep_changes


class ReviewAdmin(admin.ModelAdmin):
    """A list whose rows have a review state, with actions that set it and can be taken back."""

    actions = ("confirm", "reject", "reopen")
    list_per_page = 50

    class Media:
        css = {"all": ["kb/admin.css"]}

    def has_review_permission(self, request: HttpRequest) -> bool:
        """Whoever may change such rows may review them, also where the rows themselves are read-only."""
        return request.user.has_perm(f"{self.opts.app_label}.change_{self.opts.model_name}")

    @admin.action(description=_("Confirm the selected %(verbose_name_plural)s"), permissions=["review"])
    def confirm(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._review(request, queryset, ReviewState.CONFIRMED)

    @admin.action(description=_("Reject the selected %(verbose_name_plural)s"), permissions=["review"])
    def reject(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._review(request, queryset, ReviewState.REJECTED)

    @admin.action(description=_("Take back the review of the selected %(verbose_name_plural)s"), permissions=["review"])
    def reopen(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._review(request, queryset, ReviewState.MACHINE)

    @transaction.atomic
    def _review(self, request: HttpRequest, queryset: models.QuerySet[Any], state: ReviewState) -> None:
        """Set the state, with an entry in each row's log that names the state it had, and versions of what has some."""
        with keep_changes(self.model, list(queryset.order_by().values_list("pk", flat=True))):
            self._set_state(request, queryset, state)

    def _set_state(self, request: HttpRequest, queryset: models.QuerySet[Any], state: ReviewState) -> None:
        selected = queryset.count()
        changed = 0
        for old in ReviewState:
            rows = queryset.filter(review=old)
            if old == state or not rows:
                continue
            LogEntry.objects.log_actions(
                request.user.pk, called(rows), CHANGE, f"Review: {old.in_history} → {state.in_history}."
            )
            fields = {"review": state} | ({"updated_at": timezone.now()} if hasattr(self.model, "updated_at") else {})
            same_rows = self.model._default_manager.filter(pk__in=queryset.filter(review=old).order_by().values("pk"))
            changed += same_rows.update(**fields)
            self.after_review(rows)
        self.message_user(request, _result(changed, selected - changed, state), messages.SUCCESS)

    def after_review(self, rows: Iterable[Any]) -> None:
        """What follows when the state of these rows has changed: nothing, unless a subclass says so."""

    @admin.display(description=_("review"), ordering="review")
    def review_state(self, row: Any) -> str:
        return str(row.get_review_display())


def _result(changed: int, unchanged: int, state: ReviewState) -> str:
    done = {
        ReviewState.CONFIRMED: ngettext("%d confirmed", "%d confirmed", changed),
        ReviewState.REJECTED: ngettext("%d rejected", "%d rejected", changed),
        ReviewState.MACHINE: ngettext("%d back to the program's word", "%d back to the program's word", changed),
    }[state] % changed
    rest = ngettext(", %d was so before", ", %d were so before", unchanged) % unchanged if unchanged else ""
    undo = "" if state == ReviewState.MACHINE or not changed else " " + str(_("The action ‘Take back’ undoes this."))
    return f"{done}{rest}.{undo}"
