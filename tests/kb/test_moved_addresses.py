"""Links to an actor go on when an earlier text that came later gives it the address of another spelling."""

from __future__ import annotations

import pytest
from django.test import Client

from kb.models import ActorName, ReviewState
from tests.kb.rows import an_actor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _actors() -> None:
    an_actor("Russian Federation", "country", spellings=["Russia"])
    an_actor("ASEAN", "organisation", spellings=["Association of Southeast Asian Nations"])
    an_actor("Viet Nam", "country")


@pytest.mark.parametrize(
    ("address", "leads_to"),
    [
        ("/actors/russia/", "/actors/russian-federation/"),
        ("/actors/association-of-southeast-asian-nations/", "/actors/asean/"),
        ("/relations/russia/asean/", "/relations/russian-federation/asean/"),
        ("/relations/asean/russia/", "/relations/russian-federation/asean/"),
        ("/relations/russia/viet-nam/?since=2020", "/relations/russian-federation/viet-nam/?since=2020"),
    ],
)
def test_moved_addresses_lead_to_who_is_called_so(client: Client, address: str, leads_to: str) -> None:
    answer = client.get(address)
    assert answer.status_code in (301, 302)
    assert answer["Location"] == leads_to
    assert client.get(leads_to).status_code == 200


@pytest.mark.parametrize(
    "address", ["/actors/ruritania/", "/relations/ruritania/asean/", "/relations/asean/ruritania/"]
)
def test_moved_addresses_of_nobody_are_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_moved_addresses_are_not_guessed_between_two(client: Client) -> None:
    an_actor("Kievan Rus", spellings=["Russia"])
    assert client.get("/actors/russia/").status_code == 404


def test_moved_addresses_need_a_spelling_that_nobody_rejected(client: Client) -> None:
    ActorName.objects.filter(text="Russia").update(review=ReviewState.REJECTED)
    assert client.get("/relations/russia/asean/").status_code == 404
