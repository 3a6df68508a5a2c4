"""Whose turn it is with an upload: one request works on it at a time, and one that was silent for too long has lost
its turn, whatever it still believes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Upload

#: a request that was silent for so long is taken to be gone: one text is read in a second or two
SILENT = timedelta(minutes=3)


class Busy(Exception):
    """Another request is at work on the upload."""


@dataclass
class Claim:
    """A turn with an upload. `until`, as it was written last, is what it is known by: whoever takes the turn over does
    so after that time and writes a later one, so that no two turns have the same."""

    upload: int
    until: datetime
    lost: bool = False

    def renew(self) -> None:
        """The turn goes on from now; Busy where it is another's. Not within a transaction that may be taken back."""
        until = timezone.now() + SILENT
        if not self._row().update(busy_until=until):
            self._lose()
        self.until = until

    def hold(self) -> None:
        """Nobody takes the turn over before this transaction ends; Busy where it is another's."""
        if self._row().select_for_update().first() is None:
            self._lose()

    def give_up(self) -> None:
        """The next one may begin; a turn that is another's by now stays his."""
        self._row().update(busy_until=None)

    def _row(self) -> QuerySet[Upload]:
        return Upload.objects.filter(pk=self.upload, busy_until=self.until)

    def _lose(self) -> None:
        self.lost = True
        raise Busy


@contextmanager
def claimed(upload: Upload) -> Iterator[Claim]:
    """A turn with an upload, which is as it stands in the database then; Busy where another request has it."""
    now = timezone.now()
    free = Upload.objects.filter(Q(busy_until=None) | Q(busy_until__lt=now), pk=upload.pk)
    claim = Claim(upload.pk, now + SILENT)
    if not free.update(busy_until=claim.until):
        raise Busy
    try:
        upload.refresh_from_db()
        yield claim
    finally:
        claim.give_up()
