"""What people do on the editing desk is kept with who, when and why."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.helpers import ActionForm
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from kb.admin.returning import ReturningAdmin
from kb.admin.undoing import UndoingAdmin
from kb.models.history import people_write

#: the longest reason
MOST = 1000


class WhyForm(forms.ModelForm):
    """A form that asks why, and does not insist."""

    why = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=MOST,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For those who read the history. You may leave it empty."),
    )


class WhyActionForm(ActionForm):
    """What is to be done with the selected rows, and why."""

    why = forms.CharField(label=_("Why?"), required=False, max_length=MOST)


class HistoryAdmin(UndoingAdmin, ReturningAdmin):
    """Rows whose versions are kept where people write them."""

    form = WhyForm
    action_form = WhyActionForm

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with people_write(request.user, reason=request.POST.get("why", "")[:MOST]):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with people_write(request.user, reason=request.POST.get("why", "")[:MOST]):
            return super().changelist_view(request, *args, **kwargs)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with people_write(request.user):
            return super().delete_view(request, *args, **kwargs)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The question why comes last in the first part of the form, where there is something to change."""
        fieldsets = [(name, {**options}) for name, options in super().get_fieldsets(request, obj)]
        fields = [each for each in fieldsets[0][1]["fields"] if each != "why"]
        asked = self.has_change_permission(request, obj) if obj else self.has_add_permission(request)
        fieldsets[0][1]["fields"] = [*fields, *(["why"] if asked else [])]
        return fieldsets

    def save_form(self, request: HttpRequest, form: Any, change: bool) -> Any:
        """The reason is no field of the row."""
        if "why" in form.changed_data:
            form.changed_data.remove("why")
        return super().save_form(request, form, change)
