"""Reading settings from the environment: a value that is missing or wrong names itself and its remedy."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_YES = ("1", "true", "yes", "on")
_NO = ("0", "false", "no", "off")
_KEY_LENGTH = 50
#: how keys begin that were copied from an example instead of being made
_DEFAULT_KEYS = ("django-insecure-", "development only", "change", "secret", "your-")
_DATABASES = ("postgres://", "postgresql://", "sqlite:///")


def read_file(path: Path) -> None:
    """Take over the lines `NAME=value` of a file, where it exists; the environment itself comes first."""
    if path.is_file():
        environ.Env.read_env(path)


def read_text(name: str, *, default: str) -> str:
    """The value as it stands; an empty one counts as none."""
    return os.environ.get(name, "") or default


def read_flag(name: str, *, default: bool) -> bool:
    value = read_text(name, default="1" if default else "0").strip().lower()
    if value not in _YES + _NO:
        raise _wrong(name, value, "set it to 1 or 0")
    return value in _YES


def read_integer(name: str, *, default: int, least: int = 0) -> int:
    value = read_text(name, default=str(default)).strip()
    if not value.isascii() or not value.isdecimal() or int(value) < least:
        raise _wrong(name, value, f"set it to a whole number of at least {least}")
    return int(value)


def read_number(name: str, *, default: float, least: float = 0.0) -> float:
    value = read_text(name, default=str(default)).strip()
    try:
        number = float(value)
    except ValueError:
        number = float("nan")
    if not least <= number < float("inf"):
        raise _wrong(name, value, f"set it to a number of at least {least:g}")
    return number


def read_words(name: str, *, default: list[str]) -> list[str]:
    """A list, written with commas between."""
    return [word.strip() for word in read_text(name, default=",".join(default)).split(",") if word.strip()]


def read_choice(name: str, *, default: str, choices: tuple[str, ...]) -> str:
    value = read_text(name, default=default).strip().upper()
    if value not in choices:
        raise _wrong(name, value, f"set it to one of {', '.join(choices)}")
    return value


def read_origins(name: str) -> list[str]:
    """Addresses with their scheme, as Django's check of forms wants them."""
    origins = read_words(name, default=[])
    for origin in origins:
        if not origin.startswith(("https://", "http://")):
            raise _wrong(name, origin, "begin each address with https:// or http://")
    return origins


def read_secret_key(name: str, *, debug: bool) -> str:
    """The signing key; only with `debug` may it be missing, and is then a known one."""
    key = read_text(name, default="")
    if debug:
        return key or "development only, never for a public server"
    remedy = (
        f"set {name} to {_KEY_LENGTH} or more random characters, such as "
        "`python -c 'import secrets; print(secrets.token_urlsafe(50))'` prints, "
        "or set DJANGO_DEBUG=1 on your own machine"
    )
    if not key:
        raise ImproperlyConfigured(f"{name} is missing: {remedy}.")
    if len(key) < _KEY_LENGTH or len(set(key)) < 5 or key.lower().startswith(_DEFAULT_KEYS):
        # the value stays out of the message: messages end in logs
        raise ImproperlyConfigured(f"{name} is too short or a key from an example: {remedy}.")
    return key


def read_database(name: str, *, default: str) -> dict[str, Any]:
    """Django's form of a database address."""
    address = read_text(name, default=default)
    remedy = "write postgres://user:password@host:5432/name or sqlite:////absolute/path.sqlite3"
    # the value stays out of the messages: it may hold a password, and messages end in logs
    if not address.startswith(_DATABASES):
        raise ImproperlyConfigured(f"{name} begins with none of {', '.join(_DATABASES)}: {remedy}.")
    try:
        database = dict(environ.Env.db_url_config(address))
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is no address of a database ({error}): {remedy}.") from error
    if not database["NAME"]:
        raise ImproperlyConfigured(f"{name} names no database: {remedy}.")
    return database


def _wrong(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {value!r}: {remedy} (docs/configuration.md lists all settings).")
