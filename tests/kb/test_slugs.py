"""Tests of kb.slugs."""

from __future__ import annotations

import pytest

from kb.models import Place
from kb.slugs import free_slug

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("New Delhi", "new-delhi"),
        ("Hà Nội", "ha-noi"),
        ("Москва", "moskva"),
        ("Talks: Lim Jock Hoi, Sergey Lavrov", "talks-lim-jock-hoi-sergey-lavrov"),
        ("!!!", "place"),
        ("", "place"),
        ("word " * 40, "-".join(["word"] * 22)),
        ("x" * 300, "x" * 112),
    ],
)
def test_slugs_are_the_words_of_the_name(words: str, slug: str) -> None:
    assert free_slug(Place, words) == slug


def test_slugs_are_numbered_where_taken() -> None:
    for name in ("Paris", "Paris, Texas", "Paris (Ontario)"):
        Place.objects.create(name=name, slug=free_slug(Place, "Paris"))
    assert list(Place.objects.order_by("pk").values_list("slug", flat=True)) == ["paris", "paris-2", "paris-3"]
