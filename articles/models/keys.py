"""Keys by which a record is found again when another article tells of it."""

from __future__ import annotations

from django.db import models

from kb.models import Actor, Initiative, Meeting


class IdentityKey(models.Model):
    """A key under which records are looked up that a new telling may be: those that are one have one in common."""

    key = models.CharField(max_length=160, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class ActorKey(IdentityKey):
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="actor_key_once")]


class MeetingKey(IdentityKey):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="meeting_key_once")]


class InitiativeKey(IdentityKey):
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="identity_keys")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["initiative", "key"], name="initiative_key_once")]
