"""An item of the review queue: what is doubtful, how much, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.labels import record_label
from kb.models import Record, Tenure


class Sort(models.TextChoices):
    """What kind of doubt it is."""

    UNDECIDED = "undecided", _("Which of them?")
    NOW = "now", _("The articles now say")
    DIFFERS = "differs", _("Sources differ")
    UNSURE = "unsure", _("Read with little confidence")
    PAIR = "pair", _("Perhaps the same")


@dataclass(frozen=True)
class Choice:
    """Something to choose instead of what stands: `value` as the form sends it."""

    value: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """One doubt. `doubt` (0 to 1) orders the queue; `field` is the one in question, `proposed` what articles say now.

    `key` names the doubt itself, so that an item that somebody else decided in the meantime is not found any more.
    """

    key: str
    sort: Sort
    kind: str
    records: tuple[Any, ...]
    why: str
    doubt: float
    field: str = ""
    proposed: Any = None
    choices: tuple[Choice, ...] = ()

    @property
    def record(self) -> Any:
        return self.records[0]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """What each record is called, and its page."""
        return [(title_of(record), page_of(record)) for record in self.records]

    @property
    def title(self) -> str:
        return " / ".join(title for title, _url in self.titles)


def title_of(record: Record | Tenure) -> str:
    return str(record) if isinstance(record, Tenure) else record_label(record)


def page_of(record: Record | Tenure) -> str:
    """The page that shows a record; a tenure is shown on its holder's."""
    return str((record.person if isinstance(record, Tenure) else record).get_absolute_url())  # type: ignore[attr-defined]
