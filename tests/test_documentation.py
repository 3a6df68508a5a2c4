"""The documentation is true: commands, targets, files and pins are what README.md and the lock files say."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from django.core.management import get_commands
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
LOCKS = ("requirements.lock", "requirements-dev.lock")


def pins(lock: str) -> dict[str, set[Version]]:
    """Of each package, the versions that the lock file pins (more than one where they depend on Python's)."""
    pinned: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(), re.MULTILINE):
        pinned.setdefault(name.lower(), set()).add(Version(version))
    return pinned


def test_documentation_names_every_command_of_ours_and_no_other() -> None:
    ours = {name for name, app in get_commands().items() if app in ("kb", "articles")}
    told = set(re.findall(r"manage\.py (\w+)", (ROOT / "docs" / "commands.md").read_text()))
    started = set(re.findall(r"manage\.py (\w+)", (ROOT / "README.md").read_text()))
    assert started <= told
    assert ours - {"create_demo_editor"} <= told
    assert told <= set(get_commands())


def test_documentation_names_targets_that_there_are() -> None:
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^(\w+):", makefile, re.MULTILINE))
    told = set(re.findall(r"(?:^|`)make (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert {"demo", "test", "lint", "bench"} <= told <= targets
    assert set(re.findall(r'"make (\w+) ', makefile)) == targets - {"help", "browser"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_documentation_links_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    files = re.findall(r"`((?:kb|articles|docs|training|tests|templates)/[\w./-]+)`", document.read_text())
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [file for file in files if not (ROOT / file).exists()]
    assert missing == []


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_address_and_hashes_everything(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert not re.search(r"://|file:|--(extra-)?index|--find-links|--trusted", text)
    requirements = re.findall(r"^\S+==.*(?:\n    .*)*", text, re.MULTILINE)
    assert requirements
    assert [one for one in requirements if "--hash=sha256:" not in one] == []
    others = [line for line in text.splitlines() if not re.match(r"(\S+==|    (--hash=sha256:|#))", line)]
    assert others == []


def test_lock_is_what_pyproject_allows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for lock, wanted in zip(LOCKS, (project["dependencies"], project["optional-dependencies"]["dev"]), strict=True):
        pinned = pins(lock)
        for requirement in map(Requirement, wanted):
            versions = pinned[requirement.name.lower()]
            assert all(version in requirement.specifier for version in versions), requirement
            assert re.search(r"<", str(requirement.specifier)), f"{requirement} has no upper bound"


def test_lock_for_developers_holds_the_same_versions() -> None:
    run, develop = (pins(lock) for lock in LOCKS)
    assert {name: develop.get(name) for name in run} == run
