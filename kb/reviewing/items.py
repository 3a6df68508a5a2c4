"""An item of the review queue: what is doubtful, how much, and what can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from kb.labels import dated_label, record_label, tenure_label
from kb.models import Record, Tenure


class Sort(models.TextChoices):
    """What kind of doubt it is."""

    UNDECIDED = "undecided", gettext_lazy("Unresolved: which of them?")
    HOLDER = "holder", gettext_lazy("Unresolved: who held the post?")
    NOW = "now", gettext_lazy("The articles now say")
    LOST = "lost", gettext_lazy("Lost additions")
    DIFFERS = "differs", gettext_lazy("Sources differ")
    UNSURE = "unsure", gettext_lazy("Read with little confidence")
    PAIR = "pair", gettext_lazy("Perhaps the same")
    NEW = "new", gettext_lazy("New actors")


@dataclass(frozen=True)
class Choice:
    """Something to choose instead of what stands: `value` as the form sends it."""

    value: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Passage:
    """A sentence of an article that is shown with an item; `choice`: what can be chosen by it."""

    label: str
    quote: SafeString
    article: Any
    url: str
    choice: Choice | None = None


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
    #: those that it may be, to be looked at side by side; each has the choice at its place
    candidates: tuple[Any, ...] = ()
    #: what was read in the sentences that are shown instead of those of the record
    read: str = ""
    #: sentences that are shown instead of those of the record
    passages: tuple[Passage, ...] = ()
    #: is there something to accept, or only to choose?
    acceptable: bool = True
    #: what lists say of it, where that tells more than `why`
    brief: str = ""
    #: where it is corrected, if not in the form of the record
    edit: str = ""

    @property
    def record(self) -> Any:
        return self.records[0]

    @property
    def titles(self) -> list[tuple[str, str]]:
        """What each record is called, and its page."""
        return [(title_of(record), page_of(record)) for record in self.records]

    @property
    def title(self) -> str:
        """What it is about, in a line, wherever it is named without its sentences."""
        return " / ".join(map(dated_title_of, self.records))


@dataclass(frozen=True)
class Key:
    """What the key of an item says: `about` is the kind of record, `field` the one in question."""

    sort: Sort
    about: str
    pks: tuple[int, ...]
    field: str = ""

    @property
    def kind(self) -> str:
        """The kind that the queue is narrowed by: posts are listed with their holders."""
        return "actor" if self.about == "tenure" else self.about


def read_key(key: str) -> Key | None:
    """The parts of a key: `pair-meeting-3-9`, `differs-meeting-3-date_edtf`; None where it is none."""
    sort, _sep, rest = key.partition("-")
    about, *parts = rest.split("-")
    pks = tuple(int(part) for part in parts if part.isdecimal() and len(part) < 19)
    field = parts[-1] if parts and not parts[-1].isdecimal() else ""
    if sort not in Sort.values or about not in ("actor", "meeting", "initiative", "tenure") or not pks:
        return None
    return Key(Sort(sort), about, pks, field)


def title_of(record: Record | Tenure) -> str:
    if isinstance(record, Tenure):
        return f"{record.person}: {tenure_label(record)}"
    return record_label(record)


def dated_title_of(record: Record | Tenure) -> str:
    """The title, of a meeting or initiative with its date: two of one title are told apart by it."""
    return title_of(record) if isinstance(record, Tenure) else dated_label(record)


def told_apart(one: Any, other: Any) -> tuple[str, str]:
    """The dated titles of two records; of namesakes each with the end of its address."""
    titles = dated_title_of(one), dated_title_of(other)
    return titles if titles[0] != titles[1] else (f"{titles[0]} ({one.slug})", f"{titles[1]} ({other.slug})")


def page_of(record: Record | Tenure) -> str:
    """The page that shows a record; a tenure is shown on its holder's."""
    return str((record.person if isinstance(record, Tenure) else record).get_absolute_url())  # type: ignore[attr-defined]
