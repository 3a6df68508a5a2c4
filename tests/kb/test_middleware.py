"""Tests of kb.middleware."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/actors/", "/admin/login/", "/nowhere/"])
def test_middleware_lets_pages_run_nothing_but_the_sites_own_files(client: Client, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'self'", "object-src 'none'", "frame-ancestors 'none'"} <= set(policy)
    assert [rule for rule in policy if "unsafe" in rule] == (
        ["style-src-attr 'unsafe-inline'"] if path.startswith("/admin/") else []
    )
