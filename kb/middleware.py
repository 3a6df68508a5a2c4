"""What goes with every answer of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import patch_vary_headers
from django.views.defaults import page_not_found

POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


#: the widgets of the editing desk that look names up set their own width, as an attribute `style`
DESK_POLICY = f"{POLICY}; style-src-attr 'unsafe-inline'"


def content_security_policy(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Tell browsers to load and run nothing but the site's own files; texts from the wire are strangers' words."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        at_desk = request.resolver_match is not None and request.resolver_match.app_name == "admin"
        response.headers.setdefault("Content-Security-Policy", DESK_POLICY if at_desk else POLICY)
        return response

    return respond


def varies_by_language(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Tell caches that the cookie may choose the language; of the browser's own wish LocaleMiddleware tells them."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        patch_vary_headers(response, ("Cookie",))
        return response

    return respond


def not_found_as_public(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer a wrong address with the site's own page under DJANGO_DEBUG too, where Django would list all addresses.

    Who tries the demo is a reader, not a developer; errors of the program keep Django's page with their cause.
    """

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        return page_not_found(request, Http404()) if settings.DEBUG and response.status_code == 404 else response

    return respond
