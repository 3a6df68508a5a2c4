"""Addresses of records: the words of their name, and a number where another record has them."""

from __future__ import annotations

from collections.abc import Sequence

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify

#: room for a hyphen and a number behind the words
_NUMBER = 8


def free_slug(model: type[models.Model], words: str) -> str:
    """A slug that no row of the model has: `talks-moscow`, else `talks-moscow-2` and so on.

    Cut at a word's end to what the field takes; words without a letter or digit give the model's name.
    """
    return free_slugs(model, [words])[0]


def free_slugs(model: type[models.Model], names: Sequence[str]) -> list[str]:
    """A slug for each of several new rows, all different: one query, and one more for each that is taken."""
    if not names:
        return []
    slugs = [slug_of(model, words) for words in names]
    taken = set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))
    free: list[str] = []
    for slug in slugs:
        if slug in taken:
            taken.update(model._default_manager.filter(slug__startswith=f"{slug}-").values_list("slug", flat=True))
        free.append(_numbered(slug, taken))
        taken.add(free[-1])
    return free


def slug_of(model: type[models.Model], words: str) -> str:
    """The slug that these words give, whether it is free or not."""
    longest = (model._meta.get_field("slug").max_length or 0) - _NUMBER
    slug = slugify(anyascii(words))
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return slug.strip("-_") or str(model._meta.model_name)


def _numbered(slug: str, taken: set[str]) -> str:
    number = 1
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
