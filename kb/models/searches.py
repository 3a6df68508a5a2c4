"""What signed-in people keep for themselves: searches, and how far they have seen."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class SavedSearch(models.Model):
    """A filtered list under a name of one's own: the address of the list and its filters."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=120)
    path = models.CharField(max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["user", "path", "query"], name="saved_search_once")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path


class LastVisit(models.Model):
    """Until when somebody has seen what changed; he says so himself."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="last_visit")
    seen_until = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.user}: {self.seen_until:%Y-%m-%d %H:%M}"
