"""Addresses of records: the words of their name, and a number where another record has them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
    taken = _taken(model, slugs)
    free: list[str] = []
    for slug in slugs:
        free.append(_numbered(model, slug, taken) if slug in taken else slug)
        taken.add(free[-1])
    return free


def _taken(model: type[models.Model], slugs: Iterable[str]) -> set[str]:
    return set(model._default_manager.filter(slug__in=slugs).values_list("slug", flat=True))


def slug_of(model: type[models.Model], words: str) -> str:
    """The slug that these words give, whether it is free or not."""
    longest = (model._meta.get_field("slug").max_length or 0) - _NUMBER
    slug = slugify(anyascii(words))
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    return slug.strip("-_") or str(model._meta.model_name)


def _numbered(model: type[models.Model], slug: str, taken: set[str]) -> str:
    """The slug with the first number that is free, looked for among twice as many each time: by an index, which does
    not serve for all that begins with the slug."""
    first, numbers = 2, 8
    while True:
        candidates = [f"{slug}-{number}" for number in range(first, first + numbers)]
        taken |= _taken(model, candidates)
        for candidate in candidates:
            if candidate not in taken:
                return candidate
        first, numbers = first + numbers, 2 * numbers
