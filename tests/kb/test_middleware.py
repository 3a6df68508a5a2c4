"""Tests of kb.middleware."""

from __future__ import annotations

import pytest
from django.test import Client


@pytest.mark.django_db
def test_middleware_lets_pages_run_nothing_but_the_sites_own_files(client: Client) -> None:
    policy = client.get("/admin/login/").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
