"""Addresses of records: the words of their name, and a number where another record has them."""

from __future__ import annotations

from anyascii import anyascii
from django.db import models
from django.utils.text import slugify

#: room for a hyphen and a number behind the words
_NUMBER = 8


def free_slug(model: type[models.Model], words: str) -> str:
    """A slug that no row of the model has: `talks-moscow`, else `talks-moscow-2` and so on.

    Cut at a word's end to what the field takes; words without a letter or digit give the model's name.
    """
    longest = model._meta.get_field("slug").max_length - _NUMBER
    slug = slugify(anyascii(words))
    if len(slug) > longest:
        slug = slug[: longest + 1].rpartition("-")[0] or slug[:longest]
    slug = slug.strip("-_") or str(model._meta.model_name)
    if not model._default_manager.filter(slug=slug).exists():
        return slug  # the usual case, which the index answers however many rows there are
    taken = set(model._default_manager.filter(slug__startswith=slug).values_list("slug", flat=True))
    number = 1
    candidate = slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}-{number}"
    return candidate
