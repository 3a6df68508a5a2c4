"""Every page of a small corpus is well-formed, and every link from it leads to a page and to a place in it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.articles.gold import load_gold_corpus
from tests.kb.strict_html import StrictHtml


@pytest.mark.django_db
def test_page_links_lead_somewhere(client: Client) -> None:
    load_gold_corpus(["sa02", "sa04"])
    pages: dict[str, StrictHtml] = {}
    waiting = ["/"]
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        assert answer.status_code == 200, address
        # a list as a file, which is no page, is sent in pieces
        pages[address] = StrictHtml("" if answer.streaming else answer.content.decode())
        inside = {link.partition("#")[0] for link in pages[address].links if link.startswith("/")}
        waiting += sorted(link for link in inside if link not in {*pages, *waiting} and not link.startswith("/admin/"))
    assert len(pages) > 50
    assert {address: page.wrongs for address, page in pages.items() if page.wrongs} == {}
    lost = [
        (address, link)
        for address, page in pages.items()
        for link in page.links
        if "#" in link and link.partition("#")[2] not in pages[link.partition("#")[0] or address].ids
    ]
    assert lost == []
