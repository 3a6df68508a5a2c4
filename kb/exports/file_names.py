"""What a file is called that somebody takes along: what is in it, by which filters, and of which day."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.text import slugify
from django.utils.timezone import localdate
from django_filters import FilterSet

#: so many characters the filters may take; names of files are short on some systems
MOST = 80


def file_name(records: str, what: str, filterset: FilterSet, params: QueryDict) -> str:
    """`chancery-meetings-evidence_status-held_year-2020_2026-11-22`; many filters are cut at a whole one."""
    head = "-".join(filter(None, ("chancery", records, what)))
    said: list[str] = []
    for words in _filters(filterset, params):
        if len("_".join([*said, words])) > MOST:
            said.append("and-more")
            break
        said.append(words)
    return "_".join([head, *said, f"{localdate():%Y-%m-%d}"])


def _filters(filterset: FilterSet, params: QueryDict) -> Iterator[str]:
    """Each filter that is set with its values, in the order of the form."""
    for name in filterset.filters:
        values = [slugify(value) for value in params.getlist(name)]
        if any(values):
            yield "-".join([name, *filter(None, values)])
