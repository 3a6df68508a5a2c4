"""Runs as commands name them."""

from __future__ import annotations

from django.core.management.base import CommandError

from articles.models import ImportRun


def find_run(number: int) -> ImportRun:
    """The run of that number; CommandError with the numbers that there are where there is none."""
    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        last = ImportRun.objects.order_by("-pk").values_list("pk", flat=True)[:5]
        there = f"the last ones are {', '.join(map(str, last))}" if last else "there is none yet"
        raise CommandError(f"There is no run {number}: {there}.")
    return run
