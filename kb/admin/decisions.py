"""What people decided, field by field."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kb.decisions import give_back
from kb.labels import desk_label
from kb.models import Decision, Meeting
from kb.models.history import people_write

#: why a value changed when a decision was deleted
GIVEN_BACK = "Given back to what the articles say."


@admin.register(Decision)
class DecisionAdmin(admin.ModelAdmin):
    """Read-only: a decision is made by editing its record, and given up by deleting it here."""

    list_display = ("record_link", "field", "value", "user", "decided_at")
    list_display_links = ("field",)
    list_filter = ("field", ("content_type", admin.RelatedOnlyFieldListFilter), "user")
    list_select_related = ("user", "content_type")
    list_per_page = 50
    date_hierarchy = "decided_at"
    ordering = ("-decided_at",)
    fields = ("record_link", "field", "value", "user", "decided_at", "reason")
    readonly_fields = fields

    def get_queryset(self, request: HttpRequest) -> Any:
        return (
            super().get_queryset(request).prefetch_related(GenericPrefetch("record", [Meeting.objects.with_display()]))
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def delete_model(self, request: HttpRequest, obj: Decision) -> None:
        with people_write(request.user, reason=GIVEN_BACK):
            give_back(obj)

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Decision]) -> None:
        with people_write(request.user, reason=GIVEN_BACK):
            for decision in queryset:
                give_back(decision)

    @admin.display(description=_("record"))
    def record_link(self, decision: Decision) -> SafeString | str:
        kind, record = decision.content_type, decision.record
        called = desk_label(record or _("deleted"))
        try:
            page = reverse(f"admin:{kind.app_label}_{kind.model}_change", args=[decision.object_id])
        except NoReverseMatch:
            return called
        return format_html('<a href="{}">{}</a>', page, called)
