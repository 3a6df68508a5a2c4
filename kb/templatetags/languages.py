"""The switch between the languages of the interface."""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.utils.translation import get_language

register = template.Library()


@register.inclusion_tag("kb/parts/languages.html", takes_context=True)
def language_switch(context: Any) -> dict[str, Any]:
    """A button for each language, in that language's own name; they lead back to the page on which they are pressed.

    A page that answers a form has no address to come back to: the browser then says where it came from. Without a
    request (the page for errors) there is no switch.
    """
    request = context.get("request")
    if request is None:
        return {"languages": []}
    current = get_language()
    return {
        "languages": [(code, name, code == current) for code, name in settings.LANGUAGES],
        "next": request.get_full_path() if request.method == "GET" else "",
    }
