"""The site of the editing desk: Django's own, with what people work on first."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest

#: the apps of the first page; others follow
_ORDER = ("kb", "articles")


class DeskSite(AdminSite):
    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The knowledge base, where it comes from, then accounts; the alphabet would put the knowledge base last."""
        listed = super().get_app_list(request, app_label)
        return sorted(
            listed, key=lambda app: _ORDER.index(app["app_label"]) if app["app_label"] in _ORDER else len(_ORDER)
        )


class DeskConfig(AdminConfig):
    default_site = "kb.desk.DeskSite"
