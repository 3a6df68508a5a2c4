"""Versions of an article are numbered as they follow each other, also where an older text came later."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F

from articles.models import Article


def make_room(newer: Iterable[Article]) -> None:
    """The number of the last of these is free for a version before them; the newest comes first."""
    for version in newer:
        Article.objects.filter(pk=version.pk).update(version=F("version") + 1)


def close_gap(instance: Article, **signal: Any) -> None:
    """Where a version goes that came in later than those after it, they have the numbers that they had."""
    after = Article.objects.filter(guid=instance.guid, version__gt=instance.version)
    if instance.pk is None or not after.exists():
        return
    following = list(after.order_by("version").values_list("pk", flat=True))
    if following[0] < instance.pk:
        for pk in following:
            Article.objects.filter(pk=pk).update(version=F("version") - 1)
