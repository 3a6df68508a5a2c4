"""Tests of kb.typed_days: what people type as a date."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from kb.edtf_display import display_edtf
from kb.typed_days import NotADate, read_typed


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("2020-02-03", "2020-02-03"),
        ("2016/..", "2016/.."),
        ("March 2026", "2026-03"),
        ("20 Nov 2025", "2025-11-20"),
        (" 20  november, 2025", "2025-11-20"),
        ("Sep. 9, 2021", "2021-09-09"),
        ("2–4 February 2020", "2020-02-02/2020-02-04"),
        ("February 2-4, 2020", "2020-02-02/2020-02-04"),
        ("3.2.2020", "2020-02-03"),
    ],
)
def test_typed_days_are_read(typed: str, edtf: str) -> None:
    assert read_typed(typed) == edtf


@pytest.mark.parametrize("language", ["en-gb", "vi", "ru"])
@pytest.mark.parametrize("edtf", ["2026-11-22", "2020-02-03", "2020-05", "2020-03"])
def test_typed_days_are_read_as_the_site_writes_them(language: str, edtf: str) -> None:
    with override(language):
        assert read_typed(display_edtf(edtf)) == edtf
        assert read_typed(display_edtf(edtf, short=True)) == edtf
        assert read_typed("3 February 2020") == "2020-02-03"


@pytest.mark.parametrize(
    "typed", ["spring", "Smarch 2020", "31 February 2020", "4–2 February 2020", "2020-02/2019", "3/2/2020"]
)
def test_typed_days_that_are_none_are_refused(typed: str) -> None:
    with pytest.raises(NotADate):
        read_typed(typed)
