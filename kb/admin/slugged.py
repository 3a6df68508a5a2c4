"""Records that get their address from their words when they are made."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from kb.slugs import free_slug


class SluggedAdmin(admin.ModelAdmin):
    """An address is made once and then kept: links to it stand in other people's texts."""

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        if not change:
            obj.slug = free_slug(self.model, str(obj))
        super().save_model(request, obj, form, change)
