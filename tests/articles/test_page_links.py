"""Every page of a small corpus is well-formed, and every link from it leads to a page and to a place in it.

Of pages that differ only in what their address asks for, such as the brief of each two actors, a few are opened.
"""

from __future__ import annotations

from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.articles.gold import load_gold_corpus
from tests.kb.strict_html import StrictHtml

#: so many pages are opened of those that differ only in values of their query, or in whose brief they are
OF_ONE_SORT = 2


def sort_of(address: str) -> tuple[str, ...]:
    """What pages have in common of which a few will do; a page of its own is a sort by itself."""
    parts = urlsplit(address)
    path = "/relations/" if parts.path.startswith("/relations/") else parts.path
    return path, *sorted(parse_qs(parts.query))


@pytest.mark.django_db
def test_page_links_lead_somewhere(client: Client) -> None:
    load_gold_corpus(["sa02", "sa04"])
    pages: dict[str, StrictHtml] = {}
    waiting, known, opened = ["/"], {"/"}, Counter[tuple[str, ...]]()
    while waiting:
        address = waiting.pop()
        opened[sort_of(address)] += 1
        if opened[sort_of(address)] > OF_ONE_SORT:
            continue
        answer = client.get(address)
        assert answer.status_code == 200, address
        # a list as a file, which is no page, is sent in pieces
        pages[address] = StrictHtml("" if answer.streaming else answer.content.decode())
        inside = {link.partition("#")[0] for link in pages[address].links if link.startswith("/")}
        waiting += sorted(link for link in inside - known if not link.startswith("/admin/"))
        known |= inside
    assert len(pages) > 50
    assert {address: page.wrongs for address, page in pages.items() if page.wrongs} == {}
    lost = [
        (address, link)
        for address, page in pages.items()
        for link in page.links
        if "#" in link and link.partition("#")[2] not in pages[link.partition("#")[0] or address].ids
    ]
    assert lost == []
