"""Series of meetings: each is called as its meetings say, and none is left that nothing and nobody speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction

from articles.checking.problems import FIX, Problem, row_name
from articles.importing.series import settle_series
from kb.models import Series

#: series settled in one go
_CHUNK = 500


def check_series(*, fix: bool = False) -> Iterator[Problem]:
    """Names of series follow their meetings; what was joined points to a series that stands for itself."""
    for series in Series.objects.filter(merged_into__merged_into__isnull=False):
        yield Problem(
            row_name(series), "it is joined to a series that is joined itself", "join it again on the editing desk"
        )
    pks = list(Series.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), _CHUNK):
        yield from _check_some(pks[start : start + _CHUNK], fix=fix)


def _check_some(pks: list[int], *, fix: bool) -> list[Problem]:
    with transaction.atomic():
        before = Series.objects.in_bulk(pks)
        settle_series(pks)
        after = Series.objects.in_bulk(pks)
        if not fix:
            transaction.set_rollback(True)
    problems = []
    for pk, series in sorted(before.items()):
        if pk not in after:
            problems.append(Problem(row_name(series), "no meeting belongs to it any more", FIX, fixed=fix))
        elif after[pk].name != series.name:
            what = f"name is {series.name!r}, and its meetings say {after[pk].name!r}"
            problems.append(Problem(row_name(series), what, FIX, fixed=fix))
    return problems
