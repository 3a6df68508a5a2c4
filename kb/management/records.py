"""Records and users as commands name them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError, CommandParser

from kb.models import Actor, Initiative, Meeting, Record

KINDS: dict[str, type[Record]] = {"actor": Actor, "meeting": Meeting, "initiative": Initiative}


def add_records(parser: CommandParser, *names: str) -> None:
    """A kind, and records of it by the last part of their addresses."""
    parser.add_argument("kind", choices=KINDS)
    for name in names:
        parser.add_argument(name, help="last part of the address of its page")


def find_record(options: Mapping[str, Any], name: str) -> Any:
    """The record that an argument names."""
    kind, slug = options["kind"], options[name]
    record = KINDS[kind]._default_manager.filter(slug=slug).first()
    if record is None:
        raise CommandError(f"There is no {kind} with the address {slug!r}: it is the last part of its page's address.")
    return record


def add_who_and_why(parser: CommandParser) -> None:
    """`--user` and `--reason`, which the history keeps."""
    parser.add_argument("--user", default="", help="name of the user who decides this; none: the program's word")
    parser.add_argument("--reason", default="", help="why, for those who read the history")


def who_and_why(options: Mapping[str, Any]) -> dict[str, Any]:
    """Both, as what decides takes them."""
    name = options["user"]
    user = get_user_model()._default_manager.filter(username=name).first() if name else None
    if name and user is None:
        raise CommandError(f"There is no user {name!r}.")
    return {"user": user, "reason": options["reason"]}
