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

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        back = request.GET.get("next", "")
        if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
            return HttpResponseRedirect(back)
        return super().response_post_save_change(request, obj)
