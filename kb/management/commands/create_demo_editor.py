"""`python manage.py create_demo_editor`: an account to try the editing desk with."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError

from kb.editors import editors_group

NAME = "editor"
PASSWORD = "demo"


class Command(BaseCommand):
    help = "Create the demo editor and print how to log in; refused unless DJANGO_DEBUG is on."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo editor's password is known to everybody: set DJANGO_DEBUG=1 on your own machine, "
                "or make an account with `python manage.py createsuperuser`."
            )
        editor, _ = User.objects.get_or_create(username=NAME, defaults={"email": "editor@localhost"})
        editor.is_staff = True
        editor.set_password(PASSWORD)
        editor.save()
        editor.groups.add(editors_group())
        self.stdout.write(f"Demo editor: user {NAME}, password {PASSWORD} (delete it before others reach this site)")
