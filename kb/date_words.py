"""Days, months and years in the language of the interface.

Patterns are Django's (`j F Y`), each translated as a whole, since languages differ in order and in what stands between.
Names of months are messages of our own: Django's differ in capitals, and have no case after a preposition.
"""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date, datetime

from django.utils.dateformat import DateFormat
from django.utils.translation import override, pgettext, pgettext_lazy

_MONTHS = (
    pgettext_lazy("month", "January"),
    pgettext_lazy("month", "February"),
    pgettext_lazy("month", "March"),
    pgettext_lazy("month", "April"),
    pgettext_lazy("month", "May"),
    pgettext_lazy("month", "June"),
    pgettext_lazy("month", "July"),
    pgettext_lazy("month", "August"),
    pgettext_lazy("month", "September"),
    pgettext_lazy("month", "October"),
    pgettext_lazy("month", "November"),
    pgettext_lazy("month", "December"),
)
_MONTHS_IN_DATES = (
    pgettext_lazy("month in a date or after a preposition", "January"),
    pgettext_lazy("month in a date or after a preposition", "February"),
    pgettext_lazy("month in a date or after a preposition", "March"),
    pgettext_lazy("month in a date or after a preposition", "April"),
    pgettext_lazy("month in a date or after a preposition", "May"),
    pgettext_lazy("month in a date or after a preposition", "June"),
    pgettext_lazy("month in a date or after a preposition", "July"),
    pgettext_lazy("month in a date or after a preposition", "August"),
    pgettext_lazy("month in a date or after a preposition", "September"),
    pgettext_lazy("month in a date or after a preposition", "October"),
    pgettext_lazy("month in a date or after a preposition", "November"),
    pgettext_lazy("month in a date or after a preposition", "December"),
)
_SHORT_MONTHS = (
    pgettext_lazy("short month", "Jan"),
    pgettext_lazy("short month", "Feb"),
    pgettext_lazy("short month", "Mar"),
    pgettext_lazy("short month", "Apr"),
    pgettext_lazy("short month", "May"),
    pgettext_lazy("short month", "Jun"),
    pgettext_lazy("short month", "Jul"),
    pgettext_lazy("short month", "Aug"),
    pgettext_lazy("short month", "Sep"),
    pgettext_lazy("short month", "Oct"),
    pgettext_lazy("short month", "Nov"),
    pgettext_lazy("short month", "Dec"),
)
_WEEKDAYS = (
    pgettext_lazy("day of the week", "Monday"),
    pgettext_lazy("day of the week", "Tuesday"),
    pgettext_lazy("day of the week", "Wednesday"),
    pgettext_lazy("day of the week", "Thursday"),
    pgettext_lazy("day of the week", "Friday"),
    pgettext_lazy("day of the week", "Saturday"),
    pgettext_lazy("day of the week", "Sunday"),
)
_SHORT_WEEKDAYS = (
    pgettext_lazy("short day of the week", "Mon"),
    pgettext_lazy("short day of the week", "Tue"),
    pgettext_lazy("short day of the week", "Wed"),
    pgettext_lazy("short day of the week", "Thu"),
    pgettext_lazy("short day of the week", "Fri"),
    pgettext_lazy("short day of the week", "Sat"),
    pgettext_lazy("short day of the week", "Sun"),
)

#: every pattern that pages use. Letters: `j` day, `d` with a zero, `n` and `m` the month in digits, `F` its name, `E`
#: its name in a date or after a preposition, `M` short, `Y` year, `l` day of the week, `D` short, `H:i` time
_PATTERNS = {
    "j F Y": pgettext_lazy("date pattern", "j F Y"),
    "E Y": pgettext_lazy("date pattern", "E Y"),
    "F Y": pgettext_lazy("date pattern", "F Y"),
    "Y": "Y",
    "j F": pgettext_lazy("date pattern", "j F"),
    "F": pgettext_lazy("date pattern", "F"),
    "j": pgettext_lazy("date pattern", "j"),
    "j M Y": pgettext_lazy("date pattern", "j M Y"),
    "M Y": pgettext_lazy("date pattern", "M Y"),
    "j M": pgettext_lazy("date pattern", "j M"),
    "M": pgettext_lazy("date pattern", "M"),
    "j F Y, H:i": pgettext_lazy("date pattern", "j F Y, H:i"),
    "j F Y, H:i:s": pgettext_lazy("date pattern", "j F Y, H:i:s"),
    "j M Y, H:i": pgettext_lazy("date pattern", "j M Y, H:i"),
    "F, l": pgettext_lazy("date pattern", "F, l"),
    "l": pgettext_lazy("date pattern", "l"),
    "D": pgettext_lazy("date pattern", "D"),
}


def month_numbers() -> dict[str, int]:
    """The number of each month by its names in the language of the interface and in English, in small letters."""
    numbers: dict[str, int] = {}
    for language in ("en", None):
        with override(language) if language else nullcontext():
            for names in (_MONTHS, _MONTHS_IN_DATES, _SHORT_MONTHS):
                numbers |= {str(name).casefold(): number for number, name in enumerate(names, start=1)}
    return numbers


class _Words(DateFormat):
    """Django's letters, with our names of months."""

    def F(self) -> str:
        return str(_MONTHS[self.data.month - 1])

    def E(self) -> str:
        return str(_MONTHS_IN_DATES[self.data.month - 1])

    def M(self) -> str:
        return str(_SHORT_MONTHS[self.data.month - 1])

    def l(self) -> str:  # noqa: E743  # Django's letter
        return str(_WEEKDAYS[self.data.weekday()])

    def D(self) -> str:
        return str(_SHORT_WEEKDAYS[self.data.weekday()])


def say_day(day: date | datetime, pattern: str = "j F Y") -> str:
    """The day as the language says it; KeyError for a pattern that nobody translated."""
    return _Words(day).format(str(_PATTERNS[pattern]))


def say_year(year: int) -> str:
    """A year that stands alone: `2020`; on scales and in lists to choose from it is a number, and written as such."""
    return pgettext("a year alone", "%(year)s") % {"year": year}


def say_years(first: int, last: int) -> str:
    """`2016–2020`."""
    return pgettext("years", "%(first)s–%(last)s") % {"first": first, "last": last}
