"""When nothing was heard of contacts: the longest silence between two of them, and the one that lasts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Contact:
    """A meeting that was held, by its first and last possible day; `what` is the meeting."""

    first: date
    last: date
    what: object = None


@dataclass(frozen=True)
class Silence:
    """The days that surely passed between two contacts; `after` is None while it lasts."""

    days: int
    before: Contact
    after: Contact | None

    @property
    def years(self) -> int:
        return self.days // 365

    @property
    def months(self) -> int:
        return self.days // 30


def longest_silence(contacts: Sequence[Contact], today: date | None = None) -> Silence | None:
    """The longest time without contact that is sure, whatever days imprecise dates mean.

    A meeting known to be in 2019 breaks any silence of 2019, since it may have been on any of its days. With
    `today` the time since the last contact counts too. None where there are fewer than two ends.
    """
    silences = [*_between(sorted(contacts, key=lambda contact: (contact.first, contact.last)))]
    if today and (lasting := lasting_silence(contacts, today)):
        silences.append(lasting)
    return max(silences, key=lambda silence: silence.days, default=None)


def lasting_silence(contacts: Sequence[Contact], today: date) -> Silence | None:
    """The time since the contact that began last, which is the one that pages show as the last.

    One known only by its year may have been later; pages say so beside it.
    """
    last = max(contacts, key=lambda contact: (contact.first, contact.last), default=None)
    if last is None or last.last >= today:
        return None
    return Silence((today - last.last).days, last, None)


def _between(ordered: Sequence[Contact]) -> Iterable[Silence]:
    latest: Contact | None = None
    for contact in ordered:
        if latest and (days := (contact.first - latest.last).days) > 1:
            yield Silence(days, latest, contact)
        if latest is None or contact.last > latest.last:
            latest = contact
