"""Numbers of things, as the language of the page writes them."""

from __future__ import annotations

from functools import lru_cache

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext_lazy

#: how many numbers are kept as they are written: the lists of values to filter by hold hundreds, most of them small
KEPT = 4096
#: what is counted on pages, each with its number as the language has it
_COUNTED = {
    "actor": ngettext_lazy("%(n)s actor", "%(n)s actors", "number"),
    "article": ngettext_lazy("%(n)s article", "%(n)s articles", "number"),
    "initiative": ngettext_lazy("%(n)s initiative", "%(n)s initiatives", "number"),
    "meeting": ngettext_lazy("%(n)s meeting", "%(n)s meetings", "number"),
    "member": ngettext_lazy("%(n)s member", "%(n)s members", "number"),
    "mention": ngettext_lazy("%(n)s mention", "%(n)s mentions", "number"),
    "organisation": ngettext_lazy("%(n)s organisation", "%(n)s organisations", "number"),
    "place": ngettext_lazy("%(n)s place", "%(n)s places", "number"),
    "series": ngettext_lazy("%(n)s series", "%(n)s series", "number"),
    "text": ngettext_lazy("%(n)s text", "%(n)s texts", "number"),
}


def counted(number: int, what: str) -> str:
    """A number of something: `1 meeting`, `1,204 meetings`; KeyError for what nobody translated."""
    return _counted(number, what, get_language())


def noun(number: int, what: str) -> str:
    """What is counted, in the form that goes with the number: `meeting`, `meetings`."""
    return _counted(number, what, get_language(), told="").strip()


@lru_cache(maxsize=KEPT)
def _counted(number: int, what: str, language: str | None, told: str | None = None) -> str:
    return str(_COUNTED[what] % {"number": number, "n": grouped(number) if told is None else told})


def counted_strong(number: int, what: str) -> SafeString:
    """The same with the number in strong letters."""
    strong = format_html("<strong>{}</strong>", grouped(number))
    return format_html(str(_COUNTED[what] % {"number": number, "n": "{}"}), strong)


def grouped(number: int) -> str:
    """A count as the language writes it: `1,204`, `1 204`, `1.204`."""
    return _grouped(number, get_language())


@lru_cache(maxsize=KEPT)
def _grouped(number: int, language: str | None) -> str:
    return number_format(number, force_grouping=True)


def number_or_dash(number: int) -> SafeString:
    """A count; none is a dash, which narrow screens leave out."""
    return format_html("{}", grouped(number)) if number else SafeString('<span class="nil">–</span>')
