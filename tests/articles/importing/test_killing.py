"""An import, and a reading again, that are killed with SIGKILL go on to the same knowledge base.

A few random moments; `python -m tests.benchmarks.killing` tries fifty.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import articles
from tests.postgresql import ADDRESS

ROOT = Path(articles.__file__).parent.parent


@pytest.mark.on_each_database
def test_killing_the_writer_changes_nothing_in_the_end() -> None:
    command = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.killing", "--kills", "2", "--each", "2"]
    postgresql = ["--postgresql"] if ADDRESS in os.environ and "sqlite" not in os.environ[ADDRESS] else []
    ended = subprocess.run(
        [*command, "--articles", "8", *postgresql], cwd=ROOT, capture_output=True, text=True, timeout=1200, check=False
    )
    assert ended.returncode == 0, ended.stderr
    assert "0 rounds ended in another base" in ended.stdout
    assert "ANOTHER" not in ended.stdout
