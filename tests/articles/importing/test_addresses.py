"""The addresses of meetings: words of their first telling, and a mark where two have the same."""

from __future__ import annotations

import pytest

from articles.importing.placing import mark_of
from kb.models import Meeting
from kb.slugs import slug_of
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db


def test_addresses_tell_meetings_of_long_addresses_apart() -> None:
    """Three long names cut the address to what it takes, and with it the mark of the second meeting: the article of two
    consultations of the same bodies failed."""
    bodies = [
        f"Organisation for the Cooperation of the {side} Countries" for side in ("Northern", "Southern", "Eastern")
    ]
    text = f"{', '.join(bodies[:2])} and {bodies[2]} consulted in June. They had consulted in May."
    met = [{"kind": "consultation", "date": time, "anchors": [[part, 1]]} for time, part in (
        ("2022-06", "consulted in June"), ("2022-05", "had consulted in May"))]  # fmt: skip
    tell(text, who=bodies, met=met)
    slugs = set(Meeting.objects.values_list("slug", flat=True))
    assert len(slugs) == 2 and len({slug[:80] for slug in slugs}) == 1
    assert all(slug == slug_of(Meeting, slug) for slug in slugs)  # whole as they stand


def test_addresses_are_cut_before_its_mark() -> None:
    at = ("a.txt#1", "m2")
    for words in ("short", "word-" * 21 + "end", "letters" * 16):
        marked = mark_of(words, at)
        assert slug_of(Meeting, marked) == marked and marked.rpartition("-")[2] == mark_of("x", at).rpartition("-")[2]
