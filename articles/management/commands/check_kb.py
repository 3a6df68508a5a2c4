"""`manage.py check_kb`: is everything in the knowledge base as it should be?"""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.checking import CHECKS, check_base

#: how many findings of a check are told in full
MOST = 20


class Command(BaseCommand):
    help = (
        "Check the whole knowledge base: texts against their checksums, evidence against the texts, values against the "
        "evidence, merges, decisions, dates, tenures, addresses, counts. Says what is off and what to do; ends with "
        "exit code 1 where something is left to do."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--fix",
            action="store_true",
            help="mend what can be mended safely: what follows from evidence is worked out anew, and what nothing "
            "tells of any more goes. What people said stays.",
        )
        parser.add_argument("--only", nargs="+", choices=list(CHECKS), default=list(CHECKS), help="only these checks")
        parser.add_argument("--all", action="store_true", help=f"tell every finding, not only {MOST} of each check")

    def handle(self, *args: Any, **options: Any) -> None:
        found: Counter[str] = Counter()
        left = 0
        for check, problem in check_base(fix=options["fix"], only=tuple(options["only"])):
            found[check] += 1
            left += not problem.fixed
            if found[check] <= MOST or options["all"]:
                self.stdout.write(f"{check}: {problem}")
        for check, number in found.items():
            if number > MOST and not options["all"]:
                self.stdout.write(f"{check}: and {number - MOST} more (--all tells them).")
        if left:
            raise CommandError(f"{left} of {found.total()} findings are left to do; their remedies stand above.")
        mended = f" {found.total()} findings were mended." if found else ""
        self.stdout.write(f"Everything that was checked is as it should be.{mended}")
