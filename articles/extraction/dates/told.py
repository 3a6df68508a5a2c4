"""What a text has told so far: the dates that later ones are counted from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from articles.extraction.calendar import Interval

#: From the most exact to the least.
PRECISIONS = ("day", "weekend", "week", "fortnight", "month", "quarter", "half", "season", "year", "decade", "century")


@dataclass(frozen=True)
class Resolution:
    """The days that a date means (None: no days can be told), how exactly, counted from what, and how surely.

    `anchor`: none, published, event.
    """

    interval: Interval | None
    precision: str
    anchor: str = "none"
    confidence: float = 1.0
    #: a season has no days, but a name in EDTF: 2020-22 is the summer of 2020
    season: str | None = None


@dataclass
class Told:
    """When the text was published, and the dates of the events that it told, the last one last.

    In a narrative the text moves through time by itself: `setting` is the date at which it is.
    """

    published: date | None
    narrative: bool = False
    events: list[tuple[Interval, str]] = field(default_factory=list)
    #: the date told last of all, even if it is but the bound of something ('since 2018. In that year')
    last: tuple[Interval, str] | None = None
    setting: tuple[Interval, str] | None = None

    def event(self, unit: str) -> Interval | None:
        """The date told last that is at least as exact as `unit`."""
        return next(self.events_back(unit), None)

    def events_back(self, unit: str) -> Iterator[Interval]:
        """The dates at least as exact as `unit`, from the last one back."""
        least = PRECISIONS.index(unit)
        return (interval for interval, told in reversed(self.events) if PRECISIONS.index(told) <= least)

    def same_back(self, unit: str) -> Iterator[Interval]:
        """What 'that day' or 'the same year' may go back to: the date told last; for a day, one of a single day."""
        if unit == "day":
            yield from (interval for interval in self.events_back(unit) if interval.earliest == interval.latest)
            return
        if self.last and PRECISIONS.index(self.last[1]) <= PRECISIONS.index(unit):
            yield self.last[0]
        yield from self.events_back(unit)

    def year_for(self, month: int) -> int | None:
        """The year of a narrative in which a month without year lies: that of the date told last, or the next one."""
        if self.setting is None:
            return None
        interval, precision = self.setting
        if PRECISIONS.index(precision) >= PRECISIONS.index("year"):
            return interval.earliest.year
        # from November 1941 'in January' goes on to 1942
        return interval.latest.year + (1 if interval.latest.month - month >= MONTHS_BACK else 0)


#: A narrative that seems to go back by so many months has gone on into the next year.
MONTHS_BACK = 10
