"""`manage.py import_kb FILE`: an archive of export_kb into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.archive import ArchiveError, import_archive


class Command(BaseCommand):
    help = "Read an archive of export_kb into an empty knowledge base: the same archive comes out of it again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help="the archive")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            manifest = import_archive(options["file"])
        except OSError as error:
            raise CommandError(f"{options['file']} cannot be read: {error.strerror}.") from error
        except ArchiveError as error:
            raise CommandError(str(error)) from error
        rows = sum(table["rows"] for table in manifest.tables.values())
        self.stdout.write(f"{rows} rows of {len(manifest.tables)} tables were read, digest {manifest.digest()}.")
