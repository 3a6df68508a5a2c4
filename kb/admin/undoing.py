"""What somebody saves on the editing desk can be taken back where it is told that it was saved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest, HttpResponse

from kb.models.history import who_writes
from kb.undoing import decisions_of, wrote_anything
from kb.views.undoing import TAG, remember


class UndoingAdmin(admin.ModelAdmin):
    """Forms of rows whose versions are kept (`HistoryAdmin`); `can_undo`: taking back versions takes all back."""

    can_undo = True

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if request.method == "POST" and object_id is not None and self.can_undo:
            request.decided_before = decisions_of(self.model, unquote(object_id))  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        word = who_writes()
        if self.can_undo and word is not None and wrote_anything(word):
            request.undo_tag = remember(request, obj, word.at, request.decided_before)  # type: ignore[attr-defined]
        return super().response_change(request, obj)

    def message_user(
        self,
        request: HttpRequest,
        message: Any,
        level: int | str = messages.INFO,
        extra_tags: str = "",
        fail_silently: bool = False,
    ) -> None:
        extra_tags = extra_tags or getattr(request, TAG, "")
        super().message_user(request, message, level, extra_tags, fail_silently)
