"""`manage.py load_gazetteers`: countries, organisations and places of the gazetteer files into the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from kb.gazetteer_loading import load_gazetteers
from kb.gazetteer_loading.loading import changed_files
from kb.gazetteers import (
    GazetteerError,
    read_cities,
    read_countries,
    read_organisations,
    read_other_languages,
    read_persons,
    read_titles,
)
from kb.gazetteers.seeds import check_persons, seed_actors, seed_places, with_other_languages


class Command(BaseCommand):
    help = (
        "Load the gazetteers into the database; `migrate` does it too. What people set, rejected or deleted "
        "stays as they left it."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="read and check the files and say which are not loaded; write nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            lines = _checked() if options["check"] else _loaded()
        except GazetteerError as error:
            raise CommandError(str(error)) from error
        for line in lines:
            self.stdout.write(line)


def _checked() -> list[str]:
    countries, organisations, cities = read_countries(), read_organisations(), read_cities()
    seeds, titles, persons = seed_actors(countries, organisations), read_titles(), read_persons()
    check_persons(persons, seeds, titles)
    seeds = with_other_languages(seeds, read_other_languages())
    names = sum(len(seed.names) for seed in seeds)
    changed = ", ".join(changed_files())
    return [
        f"{len(countries)} countries and {len(organisations)} organisations with {names} names, "
        f"{len(titles)} titles, {len(persons)} posts of known persons, "
        f"{len(cities)} cities with {len(seed_places(cities))} different names: the files are as they should be.",
        f"Not loaded yet: {changed}." if changed else "All are loaded.",
    ]


def _loaded() -> list[str]:
    report = load_gazetteers()
    if not report.changed_files:
        return ["The gazetteers are up to date."]
    counts = [f"{what}: {count}" for what, count in report.counts.items() if count]
    return [f"Changed: {', '.join(report.changed_files)}.", *(counts or ["Nothing had to be written."])]
