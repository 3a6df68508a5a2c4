"""What the words of a date say before it is known from when they are told: 'last May', 'two days later'."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from articles.extraction.calendar import Interval


class Anchor(Enum):
    """From what a relative date is counted."""

    PUBLISHED = "published"
    EVENT = "event"  # the date told last


@dataclass(frozen=True, slots=True)
class Shift:
    """`count` units from the one that the anchor lies in: last week, two years ago, the following day.

    `rough`: an unknown number of them ('a few weeks ago'). `same`: the like month or quarter, so many years off
    ('rose in May from a year earlier'). `only_ahead`: no date unless the clause looks ahead
    ('will meet in two weeks', not 'grew in two weeks').
    """

    unit: str
    count: int
    anchor: Anchor = Anchor.PUBLISHED
    rough: bool = False
    only_ahead: bool = False
    same: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """From the event told last, or publication, to so many units later: 'is to meet within two weeks'."""

    unit: str
    count: int


#: A year as given, one to be counted from the anchor, or none in the text.
Year = int | Shift | None


@dataclass(frozen=True, slots=True)
class Known:
    """A date that says all by itself: 3 February 2020, 2016, the 1990s."""

    interval: Interval
    precision: str


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day or a month of a year: 3 February, Monday, Monday 3 February last year, October."""

    year: Year = None
    month: int | Shift | None = None
    day: int | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class PartOfYear:
    """Months of a year: the first quarter, the second half of 2020, the first nine months of this year."""

    first_month: int
    last_month: int
    precision: str
    year: Year = None


@dataclass(frozen=True, slots=True)
class Named:
    """A weekday or month picked out: next Friday, last November, this Thursday, the following March.

    `which`: last, next, this, following, previous.
    """

    which: str
    weekday: int | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class WeekdayOfWeek:
    """A weekday of a week: Friday last week."""

    weekday: int
    week: Shift


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast of a year: Christmas Eve, Easter Monday."""

    name: str
    year: Year = None


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a year by its number in EDTF (21 spring to 24 winter): this summer, spring 2020.

    `which`: last, next, this, following, previous, or empty.
    """

    number: int
    year: Year = None
    which: str = ""


@dataclass(frozen=True, slots=True)
class Weekend:
    """A weekend in the direction of the tense: 'over the weekend'."""


@dataclass(frozen=True, slots=True)
class NthDay:
    """The n-th day of the event told (-1: the last): 'on the second day'."""

    number: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """Words of time that name no days: this summer, in the coming days, 03/02/2020 of either order."""

    precision: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a longer date with the words it rests on, as positions."""

    start: int
    end: int
    expression: Expression


@dataclass(frozen=True, slots=True)
class Between:
    """From one date to another, both included: 3 to 5 March."""

    first: Part
    last: Part


@dataclass(frozen=True, slots=True)
class Several:
    """Days told together that do not follow on each other: 10 and 15 July."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Counted from another date: three days before Monday, the 30th anniversary of 4 July 1991."""

    part: Part
    unit: str
    count: int


@dataclass(frozen=True, slots=True)
class Around:
    """The unit that a date lies in: the week of 20 May."""

    part: Part
    unit: str


Expression = (
    Known
    | CalendarDay
    | PartOfYear
    | Named
    | WeekdayOfWeek
    | Feast
    | Season
    | Weekend
    | NthDay
    | Unresolved
    | Between
    | Several
    | Beside
    | Around
    | Shift
    | Within
)
