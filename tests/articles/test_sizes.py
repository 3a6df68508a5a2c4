"""Sizes as a person writes them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from articles.sizes import say_given, say_most


@pytest.mark.parametrize(
    ("number", "most", "given"),
    [
        (1, "1 byte", "1 byte"),
        (700, "700 bytes", "700 bytes"),
        (1_000, "1 KB", "1 KB"),
        (1_049, "1 KB", "1.1 KB"),
        (1_000_000, "1 MB", "1 MB"),
        (1_500_000, "1.5 MB", "1.5 MB"),
        (20_000_000, "20 MB", "20 MB"),
        (20_000_001, "20 MB", "20.1 MB"),
        (20 * 1024 * 1024, "20.9 MB", "21 MB"),
        (999_999, "999.9 KB", "1000 KB"),
    ],
)
def test_sizes_have_no_more_figures_than_they_need(number: int, most: str, given: str) -> None:
    assert (say_most(number), say_given(number)) == (most, given)


def test_sizes_are_written_in_the_language_of_the_page() -> None:
    with override("ru"):
        assert "1,5" in say_most(1_500_000)
