"""Whatever is imported, changed, deleted, decided, merged and undone, in whatever order: the trust contract holds.

A long run: `SEQUENCES=2000 STEPS=30 .venv/bin/python -m pytest tests/articles/importing/test_properties.py -s`.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.articles.importing.knowledge_machine import KnowledgeBase

#: sequences that are tried, and steps in the longest of them
SEQUENCES = int(os.environ.get("SEQUENCES", "6"))
STEPS = int(os.environ.get("STEPS", "10"))


@pytest.mark.django_db
def test_properties_hold_after_every_step() -> None:
    tried = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        deadline=None,
        derandomize="SEQUENCES" not in os.environ,
        suppress_health_check=[*HealthCheck],
    )
    run_state_machine_as_test(KnowledgeBase, settings=tried)
