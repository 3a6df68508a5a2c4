"""Records and users as commands name them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.management.base import CommandError, CommandParser

from kb.models import Actor, Initiative, Meeting, Record

KINDS: dict[str, type[Record]] = {"actor": Actor, "meeting": Meeting, "initiative": Initiative}


def add_who_and_why(parser: CommandParser) -> None:
    """`--user` and `--reason`, which the history keeps."""
    parser.add_argument("--user", default="", help="name of the user who decides this; none: the program's word")
    parser.add_argument("--reason", default="", help="why, for those who read the history")


def find_record(kind: str, slug: str) -> Any:
    """A record by the last part of its address."""
    record = KINDS[kind]._default_manager.filter(slug=slug).first()
    if record is None:
        raise CommandError(f"There is no {kind} with the address {slug!r}: it is the last part of its page's address.")
    return record


def find_user(name: str) -> AbstractBaseUser | None:
    """The user of that name; None for no name."""
    user = get_user_model()._default_manager.filter(username=name).first() if name else None
    if name and user is None:
        raise CommandError(f"There is no user {name!r}.")
    return user
