"""Tests of kb.slugs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from kb.models import Place
from kb.slugs import free_slug, free_slugs

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


def test_slugs_take_the_first_number_that_is_free_by_few_questions(
    django_assert_num_queries: Callable[[int], AbstractContextManager[None]],
) -> None:
    numbers = [number for number in range(2, 41) if number != 33]
    Place.objects.bulk_create(Place(name=f"Paris {n}", key=f"paris {n}", slug=f"paris-{n}") for n in numbers)
    Place.objects.create(name="Paris", slug="paris")
    with django_assert_num_queries(7):  # the words themselves; for each Paris numbers to 9, to 25, to 57
        assert free_slugs(Place, ["Paris", "London", "Paris"]) == ["paris-33", "london", "paris-41"]
