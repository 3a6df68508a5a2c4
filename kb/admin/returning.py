"""Who comes from a page of the site to change something goes back there once it is saved."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class ReturningAdmin(admin.ModelAdmin):
    """Forms whose address says, as `next`, where one came from."""

    class Media:
        js = ("kb/desk.js",)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kw: Any) -> HttpResponse:
        return super().render_change_form(request, context | {"back": _back(request)}, *args, **kw)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if back := _back(request):
            return HttpResponseRedirect(back)
        return super().response_post_save_change(request, obj)


def _back(request: HttpRequest) -> str:
    """The page of this site that one came from; nothing where the address says none."""
    back = request.GET.get("next", "")
    hosts = {request.get_host()}
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=hosts, require_https=request.is_secure()) else ""
