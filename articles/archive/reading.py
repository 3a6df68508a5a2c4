"""An archive into an empty database."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.models import sql

from articles.archive.completing import completed
from articles.archive.tables import CONTENT_TYPE, USER, Table, is_history, table_of, tables
from articles.archive.writing import FORMAT, MANIFEST, VERSION, Manifest, archive_digest, file_name, line_of

#: what `migrate` fills from the gazetteer files; an archive brings its own
FILLED_BY_GAZETTEERS = frozenset(
    {"kb.actor", "kb.actorname", "kb.actor_members", "kb.place", "kb.post", "kb.gazetteerstate"}
)
_BATCH = 1000
_DAMAGED = "The archive is damaged ({what}): nothing was imported. Take another copy of it."


class ArchiveError(Exception):
    """The archive cannot be taken in; the message says why, and what to do."""


def import_archive(path: Path) -> Manifest:
    """Take an archive into an empty knowledge base, whole or not at all.

    Raises `ArchiveError` where the base is not empty, or the archive is none, is damaged, or comes from a
    newer program. What the tables of an earlier one did not tell is worked out. Users whom it names and who are not
    there are made, without a password and not active.
    """
    try:
        with zipfile.ZipFile(path) as archive, transaction.atomic():
            manifest = _read_manifest(archive)
            _refuse_unless_empty()
            _clear()
            _fill(archive, manifest)
            connection.check_constraints()
            expected = _expected(archive, manifest)
            if archive_digest() != expected.digest():
                raise ArchiveError(_DAMAGED.format(what="what was read is not what was written"))
            return expected
    except (zipfile.BadZipFile, EOFError) as error:
        raise ArchiveError(_DAMAGED.format(what=error)) from error


def _read_manifest(archive: zipfile.ZipFile) -> Manifest:
    if MANIFEST not in archive.namelist():
        raise ArchiveError(f"{archive.filename} is no archive of a knowledge base: it has no {MANIFEST}.")
    told = json.loads(archive.read(MANIFEST))
    unknown = sorted(told["tables"].keys() - {table.label for table in tables()})
    if told["format"] != FORMAT or told["version"] > VERSION or unknown:
        more = f" It has tables that are not known here: {', '.join(unknown)}." if unknown else ""
        raise ArchiveError(f"The archive was written by a newer version of the program: upgrade first.{more}")
    return Manifest(told["tables"], told["gone"])


def _refuse_unless_empty() -> None:
    """Only what the gazetteers put there may be there."""
    there = [table.model._meta.verbose_name_plural for table in tables() if _used(table).exists()]
    if there:
        raise ArchiveError(
            f"The knowledge base is not empty: it has {', '.join(map(str, there))}. An archive is read into a new "
            "database: name one in DATABASE_URL and run `manage.py migrate` there first."
        )


def _used(table: Table) -> models.QuerySet[Any]:
    """Rows that somebody other than the gazetteers wrote."""
    if table.label == "kb.actor":
        return table.rows.filter(gazetteer_key=None)
    if table.label in FILLED_BY_GAZETTEERS:
        return table.rows.none()
    if table.tracked is not None:
        return table.rows.exclude(history_user=None)
    return table.rows


def _clear() -> None:
    """Take away what the gazetteers put there: the archive has it as people left it."""
    with connection.cursor() as cursor:
        for table in tables():
            if table.label in FILLED_BY_GAZETTEERS or (is_history(table) and table.tracked):
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(table.model._meta.db_table)}")


def _fill(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for label in manifest.tables:
        _check_columns(table_of(label), next(_told(archive, table_of(label)), {}))
    keys = _Keys(archive, manifest)
    models_filled = []
    for table in tables():
        if table.label not in manifest.tables:
            continue
        for batch in _batches(_numbered(archive, table, manifest), _BATCH):
            _insert(table, [table.model(pk=pk, **table.read(told, keys.refer)) for pk, told in batch])
        models_filled.append(table.model)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_filled):
            cursor.execute(statement)


def _check_columns(table: Table, told: Mapping[str, Any]) -> None:
    if unknown := sorted(told.keys() - table.fields.keys()):
        raise ArchiveError(
            f"The archive was written by another version of the program: {table.label} has no {', '.join(unknown)} "
            "here. Read it with that version, or upgrade this one."
        )
    if told:
        try:
            completed(table, told)
        except KeyError as error:
            raise ArchiveError(
                f"The archive was written by an earlier version of the program, whose {table.label} had no "
                f"{error.args[0]}. Read it with that version, upgrade, and export it again."
            ) from None


def _told(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """Rows as the archive has them."""
    with archive.open(file_name(table)) as file:
        for line in file:
            yield json.loads(line)


def _lines(archive: zipfile.ZipFile, table: Table) -> Iterator[dict[str, Any]]:
    """Rows with all columns of today."""
    return (completed(table, told) for told in _told(archive, table))


def _expected(archive: zipfile.ZipFile, manifest: Manifest) -> Manifest:
    """The manifest that the base has to have: the archive's, unless an earlier version wrote that."""
    earlier = {
        table.label
        for table in tables()
        if table.label not in manifest.tables
        or ((told := next(_told(archive, table), None)) is not None and told.keys() != table.fields.keys())
    }
    held = dict(manifest.tables)
    for label in earlier:
        held[label] = _rewritten(archive, manifest, table_of(label))
    return Manifest(held, manifest.gone)


def _rewritten(archive: zipfile.ZipFile, manifest: Manifest, table: Table) -> dict[str, Any]:
    """Number and SHA-256 of a table's rows as written today, once they are what the manifest says that was written."""
    before, after = hashlib.sha256(), hashlib.sha256()
    known = manifest.tables.get(table.label, {"rows": 0, "sha256": before.hexdigest()})
    if table.label in manifest.tables:
        for told in _told(archive, table):
            before.update(line_of(told))
            after.update(line_of(completed(table, told)))
    if before.hexdigest() != known["sha256"]:
        raise ArchiveError(_DAMAGED.format(what=f"{table.label} is not what was written"))
    return {"rows": known["rows"], "sha256": after.hexdigest()}


def _numbered(archive: zipfile.ZipFile, table: Table, manifest: Manifest) -> Iterator[tuple[int, dict[str, Any]]]:
    """Rows with their new primary keys. The first numbers are those of rows that are gone: none may have them again."""
    return enumerate(_lines(archive, table), manifest.gone.get(table.label, 0) + 1)


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _insert(table: Table, rows: list[models.Model]) -> None:
    """Rows as they are: no time of today, no signal, no history of an import."""
    columns = [table.model._meta.pk, *table.fields.values()]
    at_once = connection.ops.bulk_batch_size(columns, rows)
    for batch in _batches(rows, max(at_once, 1)):
        query = sql.InsertQuery(table.model)
        query.insert_values(columns, batch, raw=True)
        query.get_compiler(connection=connection).execute_sql()


class _Keys:
    """The new primary key of each row that an archive refers to, by table and key."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest) -> None:
        self._archive, self._manifest = archive, manifest
        self._pks: dict[str, dict[Any, Any]] = {}

    def refer(self, label: str, key: Any) -> Any:
        """The primary key of a row."""
        if isinstance(key, dict):
            return key["gone"]
        if label == USER:
            return self._user(key)
        if label not in self._pks:
            self._pks[label] = self._read(label)
        try:
            return self._pks[label][_hashable(key)]
        except KeyError:
            raise ArchiveError(_DAMAGED.format(what=f"{label} {key!r} is missing")) from None

    def _read(self, label: str) -> dict[Any, int]:
        if label == CONTENT_TYPE:
            kinds = (ContentType.objects.get_for_model(table.model) for table in tables())
            return {f"{kind.app_label}.{kind.model}": kind.pk for kind in kinds}
        table = table_of(label)
        gone = self._manifest.gone.get(label, 0)
        if not table.key:
            return {number: gone + number for number in range(1, self._manifest.tables[label]["rows"] + 1)}
        return {_hashable(table.key_of(told)): pk for pk, told in _numbered(self._archive, table, self._manifest)}

    def _user(self, name: str) -> int:
        known = self._pks.setdefault(USER, {})
        if name not in known:
            users = get_user_model()
            user = users._default_manager.filter(**{users.USERNAME_FIELD: name}).first()
            known[name] = (user or _new_user(name)).pk
        return int(known[name])


def _new_user(name: str) -> Any:
    user = get_user_model()(**{get_user_model().USERNAME_FIELD: name}, is_active=False)
    user.set_unusable_password()
    user.save()
    return user


def _hashable(key: Any) -> Any:
    return tuple(map(_hashable, key)) if isinstance(key, list) else key
