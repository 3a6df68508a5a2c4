"""Tests of kb.middleware."""

from __future__ import annotations

import gzip

import pytest
from django.test import Client

from tests.kb.rows import a_meeting, an_actor


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/actors/", "/admin/login/", "/nowhere/"])
def test_middleware_lets_pages_run_nothing_but_the_sites_own_files(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert [rule for rule in policy if "unsafe" in rule] == (
        ["style-src-attr 'unsafe-inline'"] if path.startswith("/admin/") else []
    )


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/data/", "/accuracy/", "/nowhere/"])
def test_middleware_sends_pages_compressed(client: Client, path: str) -> None:
    plain = client.get(path)
    sent = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert plain.has_header("Content-Encoding") is False and sent.headers["Content-Encoding"] == "gzip"
    assert {"Accept-Encoding", "Accept-Language", "Cookie"} <= set(sent.headers["Vary"].split(", "))
    assert gzip.decompress(sent.content) == plain.content and len(sent.content) < len(plain.content) / 2


@pytest.mark.django_db
def test_middleware_sends_files_compressed_a_piece_at_a_time(client: Client) -> None:
    for number in range(50):
        a_meeting(an_actor(f"Anna Berg {number}"))
    sent = client.get("/meetings/export.csv", headers={"Accept-Encoding": "gzip"})
    assert sent.streaming and sent.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.getvalue()) == client.get("/meetings/export.csv").getvalue()
