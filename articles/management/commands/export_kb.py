"""`manage.py export_kb FILE`: the whole knowledge base as one archive, or its digest."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.archive import Part, archive_digest, export_archive, knowledge_digest


class Command(BaseCommand):
    help = (
        "Write the whole knowledge base into one archive (docs/archive.md), from which import_kb restores it byte for "
        "byte. Users are named in it, passwords are not."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="the archive to write, a .zip")
        parser.add_argument("--hash", action="store_true", help="print the digest of the archive and write none")
        parser.add_argument(
            "--knowledge",
            action="store_true",
            help="with --hash: compare what is known, whatever the order it came in; the same as --without everything",
        )
        parser.add_argument(
            "--without",
            nargs="+",
            choices=[part.value for part in Part],
            default=[],
            help="with --hash: leave import runs, times, histories or addresses (slugs) out of the comparison",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["hash"] == bool(options["file"]):
            raise CommandError("Name the file to write, or say --hash for the digest alone.")
        without = [*Part] if options["knowledge"] else [Part(name) for name in options["without"]]
        if without and not options["hash"]:
            raise CommandError("An archive is whole: --knowledge and --without go with --hash.")
        if options["hash"]:
            self.stdout.write(knowledge_digest(without) if without else archive_digest())
            return
        self._export(options["file"])

    def _export(self, file: Path) -> None:
        try:
            manifest = export_archive(file)
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        rows = sum(table["rows"] for table in manifest.tables.values())
        self.stdout.write(f"{rows} rows of {len(manifest.tables)} tables are in {file}, digest {manifest.digest()}.")
