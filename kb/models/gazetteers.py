"""What the last load of each gazetteer file wrote."""

from __future__ import annotations

from django.db import models


class GazetteerState(models.Model):
    """The file as it was loaded: a new load compares with it to tell a person's edits from its own work.

    `loaded`: what the file's lines gave, by key. Where the database says something else, a person
    changed it; what is in `loaded` and no longer in the database, a person took away.
    """

    file = models.CharField(max_length=80, unique=True)
    checksum = models.CharField(max_length=64)
    loaded = models.JSONField(default=dict)
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.file
