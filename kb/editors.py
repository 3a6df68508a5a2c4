"""Who may do what: viewers read, editors import, correct and review, administrators do all and give out accounts.

Editors delete nothing that texts tell.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

VIEWERS, EDITORS, ADMINISTRATORS = "Viewers", "Editors", "Administrators"
_CHANGED = (
    "actor",
    "actorname",
    "initiative",
    "meeting",
    "participation",
    "party",
    "place",
    "post",
    "series",
    "tenure",
)
#: taken off a record; the row stays as rejected
_TAKEN_OFF = ("actorname", "participation", "party", "tenure")
#: what people read in articles by hand
_ADDED = ("add_addition", "delete_addition")
_REVIEWED = ("actorevidence", "initiativeevidence", "meetingevidence", "tenureevidence")


def editors_group() -> Group:
    """The group, made where it is missing, with exactly the permissions of an editor."""
    group, _ = Group.objects.get_or_create(name=EDITORS)
    group.permissions.set(
        Permission.objects.filter(
            Q(content_type__app_label__in=("kb", "articles"), codename__startswith="view_")
            | Q(content_type__app_label="kb", codename__in=_codenames("add", "change", models=_CHANGED))
            | Q(content_type__app_label="kb", codename__in=_codenames("delete", models=(*_TAKEN_OFF, "decision")))
            | Q(content_type__app_label="articles", codename__in=_codenames("change", models=_REVIEWED))
            | Q(content_type__app_label="articles", codename__in=("add_importrun", *_ADDED))
        )
    )
    return group


def set_up_roles(**kwargs: Any) -> None:
    """The three groups with their permissions, which are there only when migrations have run: receives that signal."""
    ours = Permission.objects.filter(content_type__app_label__in=("kb", "articles"))
    viewers, _ = Group.objects.get_or_create(name=VIEWERS)
    viewers.permissions.set(ours.filter(content_type__app_label="kb", codename__startswith="view_"))
    editors_group()
    administrators, _ = Group.objects.get_or_create(name=ADMINISTRATORS)
    accounts = Permission.objects.filter(content_type__app_label="auth", content_type__model__in=("user", "group"))
    administrators.permissions.set(ours | accounts)


def _codenames(*actions: str, models: tuple[str, ...]) -> list[str]:
    return [f"{action}_{model}" for action in actions for model in models]
