"""After every scenario of an import, the whole knowledge base is as it should be."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from articles.checking import CHECKS, check_base


@pytest.fixture(autouse=True)
def all_is_well(request: pytest.FixtureRequest) -> Iterator[None]:
    marker = request.node.get_closest_marker("django_db")
    if marker is None:
        yield
        return
    request.getfixturevalue("db")  # taken down after this one
    yield
    # tests tell articles in runs that are never counted
    checks = tuple(name for name in CHECKS if name != "runs")
    found = [f"{name}: {problem}" for name, problem in check_base(only=checks)]
    assert found == []
