"""Every page there is, by the name of its address; what is asked of all pages is asked of these."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from urllib.parse import urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve

#: addresses of which a browser makes no page of its own
NO_PAGES = {
    "kb:suggest": "the options under the search box",
    "kb:sign-out": "a button",
    "set-language": "a button",
}


def names_of_pages(resolver: URLResolver | None = None, space: str = "") -> Iterator[str]:
    """The names of all addresses that show a page. Django's desk has a test of its own (test_editing_desk)."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            if pattern.app_name != "admin":
                yield from names_of_pages(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif (name := f"{space}{pattern.name}") not in NO_PAGES and _shows_a_page(pattern):
            yield name


def _shows_a_page(pattern: URLPattern) -> bool:
    """Whether it answers to being opened, and not with a file."""
    view = getattr(pattern.callback, "view_class", None)
    given = getattr(pattern.callback, "view_initkwargs", {})
    return view is None or (hasattr(view, "get") and not given.get("form") and "csv" not in pattern.name.split("-"))


def names_among(addresses: Iterable[str]) -> set[str]:
    """The names of the pages that these addresses open; an address of nothing has none."""
    names = set()
    for address in addresses:
        with suppress(Resolver404):
            names.add(resolve(urlsplit(address).path).view_name)
    return names
