"""Tests of kb.settings and kb.configuration: each run is a new process with an environment of its own."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from kb import configuration

ROOT = Path(__file__).resolve().parents[2]
KEY = "Vt3-a-key-of-somebodys-own-longer-than-fifty-characters-9Qz"


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A Python with nothing in the environment but what is given."""
    clean = {"PATH": os.environ["PATH"], "DATABASE_URL": "sqlite:///:memory:"} | environment
    return subprocess.run(
        [sys.executable, "-W", "error", *words],
        cwd=ROOT, env=clean, capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip


def django(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` in such a Python."""
    return python("manage.py", *words, **environment)


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        ({}, "DJANGO_SECRET_KEY is missing: set DJANGO_SECRET_KEY to 50 or more random characters"),
        ({"DJANGO_DEBUG": "maybe"}, "DJANGO_DEBUG is 'maybe': set it to 1 or 0"),
    ],
)
def test_settings_start_nothing_and_name_the_remedy(environment: dict[str, str], says: str) -> None:
    done = django("check", **environment)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and says in done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"DJANGO_ALLOWED_HOSTS": "chancery.example.org", "KB_BEHIND_PROXY": "1"},
        {"DATABASE_URL": "postgres://user:word@db:5432/chancery"},
    ],
)
def test_settings_are_ready_for_the_public(environment: dict[str, str]) -> None:
    done = django("check", "--deploy", "--fail-level", "WARNING", DJANGO_SECRET_KEY=KEY, **environment)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize(
    ("environment", "printed"),
    [
        ({}, "True True 31536000"),
        ({"KB_HTTPS": "0"}, "False False 0"),
        ({"KB_HSTS_SECONDS": "60"}, "True True 60"),
        ({"DJANGO_DEBUG": "1"}, "False False 0"),
    ],
)
def test_settings_https_is_the_rule_and_can_be_switched_off(environment: dict[str, str], printed: str) -> None:
    code = "from kb import settings as s; print(s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.SECURE_HSTS_SECONDS)"
    done = python("-c", code, DJANGO_SECRET_KEY=KEY, **environment)
    assert done.stdout.strip() == printed, done.stderr


@pytest.mark.parametrize(
    ("key", "says"),
    [
        ("", "is missing"),
        ("k3y-of-mine", "too short"),
        ("django-insecure-" + "k3y" * 30, "from an example"),
        ("change me " * 10, "from an example"),
        ("a" * 80, "too short or a key from an example"),
    ],
)
def test_configuration_refuses_keys_and_keeps_them_out_of_the_message(
    monkeypatch: pytest.MonkeyPatch, key: str, says: str
) -> None:
    monkeypatch.setenv("KEY", key)
    with pytest.raises(ImproperlyConfigured, match=f"KEY .*{says}.*: set KEY to 50 or more") as error:
        configuration.read_secret_key("KEY", debug=False)
    assert not key or key not in str(error.value)


def test_configuration_signs_with_a_known_key_in_debug_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KEY", raising=False)
    known = configuration.read_secret_key("KEY", debug=True)
    monkeypatch.setenv("KEY", known)
    with pytest.raises(ImproperlyConfigured, match="from an example"):
        configuration.read_secret_key("KEY", debug=False)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("mysql://user:hidden@host/name", "begins with none of postgres://"),
        ("postgres//host/name", "begins with none of postgres://"),
        ("/var/lib/chancery.sqlite3", "begins with none of postgres://"),
        ("sqlite://relative.sqlite3", "begins with none of postgres://"),
        ("postgres://user:hidden@host:54x2/name", "Port could not be cast"),
        ("postgres://user:hidden@host/", "names no database"),
        ("postgres://user:hidden@host", "names no database"),
    ],
)
def test_configuration_refuses_what_is_no_database(monkeypatch: pytest.MonkeyPatch, address: str, says: str) -> None:
    monkeypatch.setenv("DB", address)
    with pytest.raises(ImproperlyConfigured, match=f"^DB .*{says}.*write postgres://user:password@host") as error:
        configuration.read_database("DB", default="")
    assert "hidden" not in str(error.value)


@pytest.mark.parametrize(
    ("address", "engine", "name"),
    [
        ("postgres://user:w%40rd@db:5432/chancery", "postgresql", "chancery"),
        ("postgresql://user@/chancery?host=/run/postgresql", "postgresql", "chancery"),
        ("sqlite:////var/lib/chancery.sqlite3", "sqlite3", "/var/lib/chancery.sqlite3"),
        ("sqlite:///:memory:", "sqlite3", ":memory:"),
    ],
)
def test_configuration_reads_databases(monkeypatch: pytest.MonkeyPatch, address: str, engine: str, name: str) -> None:
    monkeypatch.setenv("DB", address)
    database = configuration.read_database("DB", default="")
    assert (database["ENGINE"].rpartition(".")[2], database["NAME"]) == (engine, name)


@pytest.mark.parametrize(
    ("value", "flag"), [("1", True), ("TRUE", True), ("on", True), ("0", False), (" no ", False), ("", True)]
)
def test_configuration_reads_flags(monkeypatch: pytest.MonkeyPatch, value: str, flag: bool) -> None:
    monkeypatch.setenv("FLAG", value)
    assert configuration.read_flag("FLAG", default=True) is flag


@pytest.mark.parametrize("value", ["ten", "-1", "1.5", "1e6", "0", "１２"])
def test_configuration_refuses_what_is_no_number(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("NUMBER", value)
    with pytest.raises(ImproperlyConfigured, match=f"NUMBER is '{re.escape(value)}': set it to a whole number"):
        configuration.read_integer("NUMBER", default=5, least=1)


def test_configuration_refuses_other_choices_and_origins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEVEL", "loud")
    with pytest.raises(ImproperlyConfigured, match="LEVEL is 'LOUD': set it to one of INFO, ERROR"):
        configuration.read_choice("LEVEL", default="INFO", choices=("INFO", "ERROR"))
    monkeypatch.setenv("ORIGINS", "https://a.example, b.example")
    with pytest.raises(ImproperlyConfigured, match=r"ORIGINS is 'b\.example': begin each address with https://"):
        configuration.read_origins("ORIGINS")


def test_configuration_file_gives_way_to_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_TEST_ONE", "environment")
    monkeypatch.setenv("KB_TEST_TWO", "")
    monkeypatch.delenv("KB_TEST_TWO")
    (tmp_path / ".env").write_text("KB_TEST_ONE=file\nKB_TEST_TWO=file\n")
    configuration.read_file(tmp_path / ".env")
    configuration.read_file(tmp_path / "missing")
    assert [configuration.read_text(name, default="") for name in ("KB_TEST_ONE", "KB_TEST_TWO")] == [
        "environment",
        "file",
    ]


def test_settings_are_all_in_the_table_and_the_table_is_all_in_the_settings() -> None:
    tree = ast.parse((ROOT / "kb" / "settings.py").read_text())
    read = {
        node.args[0].value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id.startswith("read_")
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }
    table = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "configuration.md").read_text(), re.MULTILINE)
    assert sorted(table) == sorted(read)
