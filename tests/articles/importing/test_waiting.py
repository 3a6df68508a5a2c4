"""Meetings that suit several others equally wait for a person, in whatever order their articles come."""

from __future__ import annotations

from itertools import permutations

import pytest

from kb.models import Candidate, Meeting
from kb.reviewing.doubts import waiting
from kb.reviewing.items import Sort
from tests.articles.importing.telling import tell

pytestmark = pytest.mark.django_db

TOLD = {
    "a.txt": ("2020-01-30", {"date": "2020-02", "status": "planned"}),
    "b.txt": ("2020-02-20", {"date": "2020-02-04"}),
    "c.txt": ("2020-02-20", {"date": "2020-02-09"}),
}


@pytest.mark.parametrize("order", list(permutations(TOLD))[::2])
def test_equal_candidates_are_kept_whatever_the_order(order: tuple[str, ...]) -> None:
    for source in order:
        published, met = TOLD[source]
        text = f"Russia and Laos held talks, says {source}."
        tell(text, source=source, published=published, who=["Russia", "Laos"], met=[met])
    pairs = [(str(each.record.date_edtf), str(each.candidate.date_edtf)) for each in Candidate.objects.all()]
    assert sorted(pairs) == [("2020-02", "2020-02-04"), ("2020-02", "2020-02-09")]
    (item,) = [item for item in waiting() if item.sort == Sort.UNDECIDED]
    assert {str(each.date_edtf) for each in item.candidates} == {"2020-02-04", "2020-02-09"}
    Meeting.objects.get(date_edtf="2020-02-09").evidence.first().article.delete()
    assert not Candidate.objects.exists(), "with one of them gone, the other is meant"
