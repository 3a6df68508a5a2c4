"""What a page says of itself to whom a link to it is sent: the title and description once more, addresses in full."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.exceptions import DisallowedHost
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Kept(template.Node):
    """Renders what is inside into a variable, in one line and fit for an attribute, and shows nothing."""

    def __init__(self, nodelist: template.NodeList, name: str) -> None:
        self.nodelist = nodelist
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        words = " ".join(self.nodelist.render(context).split())
        # the words come escaped from their templates; quotation marks of the templates' own do not
        context[self.name] = mark_safe(words.replace('"', "&quot;"))
        return SafeString("")


@register.tag
def keep(parser: Any, token: Any) -> Kept:
    """`{% keep page_title %}{% block title %}…{% endblock %}{% endkeep %}`: a block that is needed more than once."""
    _tag, name = token.split_contents()
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Kept(nodelist, name)


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str = "") -> str:
    """An address with the site before it, as others need it; without a path that of the page."""
    try:
        return str(context["request"].build_absolute_uri(path or None))
    except DisallowedHost:  # the page that says so has no address of its own
        return path
