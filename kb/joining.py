"""Two series that are one: the one points to the other, and its meetings belong there, until that is taken back."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.dispatch import Signal

from kb.decisions import decide
from kb.models import Series

#: sent with `pks` of series whose meetings may belong to another of them now
joined = Signal()


@transaction.atomic
def join(series: Series, into: Series, *, user: AbstractBaseUser) -> None:
    """Meetings of `series` belong to `into` from now on, also those that later articles tell of."""
    end = into.merged_into or into
    if end.pk == series.pk:
        part(into, user=user)
        into.refresh_from_db()
        end = into
    for each in (series, *series.duplicates.all()):
        each.merged_into = end
        each.save(update_fields=["merged_into", "updated_at"])
    joined.send(sender=Series, pks=[series.pk, end.pk])
    for meeting in series.meetings.all():
        # a person put it there; what is left follows its name
        meeting.series = end
        meeting.save(update_fields=["series", "updated_at"])
        decide(meeting, ["series"], user=user)


@transaction.atomic
def part(series: Series, *, user: AbstractBaseUser) -> None:
    """The series stands for itself again. What people put into the other by hand stays there."""
    into, series.merged_into = series.merged_into, None
    series.save(update_fields=["merged_into", "updated_at"])
    if into is not None:
        joined.send(sender=Series, pks=[series.pk, into.pk])
