"""Lists of what words were found in: counted up to a limit, like the results of the search."""

from __future__ import annotations

import pytest
from django.test import Client

from kb import listing
from tests.kb.rows import a_meeting, an_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def six(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 3)
    monkeypatch.setattr(listing.FilteredListView, "paginate_by", 2)
    for number in range(6):
        a_meeting(name=f"Summit {number}")
        an_article(f"The summit, number {number}.")


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize(
    ("address", "says", "more", "ends"),
    [
        ("/articles/?q=summit", "3 articles", True, False),
        ("/articles/?q=summit&page=9", "3 articles", True, True),
        ("/meetings/?q=summit", "3 meetings", True, False),
        ("/articles/?q=4", ">1 article<", False, False),
        ("/articles/", ">6 articles", False, False),
        ("/meetings/?status=held", ">6 meetings", False, False),
        ("/timeline/?q=summit", ">6 meetings<", False, False),
    ],
)
def test_listing_counts_words_up_to_a_limit(client: Client, address: str, says: str, more: bool, ends: bool) -> None:
    page = client.get(address).content.decode()
    assert says in page
    assert ("counted no further" in page) is more
    assert ("Here the list ends" in page) is ends
