"""Meetings as a calendar (iCalendar, RFC 5545), to be loaded once or subscribed to.

A calendar knows days. Meetings of which no day, week or month is known are left out; where a month is all that is
known, the entry covers it and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, Q, QuerySet
from django.utils.translation import gettext as _

from kb.edtf_display import display_edtf
from kb.labels import meeting_label, meeting_place, name_list, shown_ties, tie_name
from kb.models import Meeting

#: meetings that may be on any day of a longer time are no entries of a calendar
MOST_DAYS = 31
#: so many of those who take part does an entry name
MOST_NAMES = 12
_STATUS = {"held": "CONFIRMED", "cancelled": "CANCELLED"}
#: a line has at most so many octets; the rest goes on in the next one, behind a blank
_OCTETS = 75


def calendar_lines(meetings: Iterable[Meeting], *, name: str, host: str, root: str) -> Iterator[str]:
    """The calendar, an entry at a time, its lines folded and ended. `root`: what stands before addresses in it."""
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chancery//Meetings//EN", f"X-WR-CALNAME:{escaped(name)}")
    for line in head:
        yield folded(line)
    for meeting in meetings:
        if fits(meeting):
            yield "".join(map(folded, entry(meeting, host=host, root=root)))
    yield folded("END:VCALENDAR")


def fits(meeting: Meeting) -> bool:
    """Is the date known well enough?"""
    first, last = meeting.date_earliest, meeting.date_latest
    return first is not None and last is not None and (last - first).days < MOST_DAYS


def fitting(meetings: QuerySet[Any]) -> QuerySet[Any]:
    """The meetings whose date is known well enough, as `fits` says it of one.

    Days are told apart by comparing them: SQLite takes many times as long to subtract, which is left for the others.
    """
    length = ExpressionWrapper(F("date_latest") - F("date_earliest"), output_field=DurationField())
    one_day = Q(date_earliest=F("date_latest"))
    return meetings.alias(stretch=length).filter(one_day | Q(stretch__lt=timedelta(days=MOST_DAYS)))


def entry(meeting: Meeting, *, host: str, root: str) -> Iterator[str]:
    """One meeting. The end of an entry for whole days is the day after."""
    title = meeting_label(meeting, place=False)
    if meeting.date_edtf.count("-") == 1 and "/" not in meeting.date_edtf:
        title = _("%(title)s (day not told)") % {"title": title}
    yield "BEGIN:VEVENT"
    yield f"UID:{meeting.slug}@{host}"
    yield f"DTSTAMP:{meeting.updated_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{meeting.date_earliest:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{meeting.date_latest + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{escaped(title)}"
    if place := meeting_place(meeting):
        yield f"LOCATION:{escaped(place)}"
    yield f"STATUS:{_STATUS.get(meeting.status, 'TENTATIVE')}"
    said = f"{meeting.get_status_display()}, {display_edtf(meeting.date_edtf)}"
    if names := [tie_name(tie) for tie in shown_ties(meeting)]:
        said = f"{said}\n{name_list(names, MOST_NAMES)}"
    yield f"DESCRIPTION:{escaped(said)}"
    yield f"URL:{root}{meeting.get_absolute_url()}"
    yield "END:VEVENT"


def escaped(text: str) -> str:
    """Text of a property: commas, semicolons, backslashes and ends of lines are written with a backslash."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """A line cut at the octets it may have, never inside a character."""
    if len(line.encode()) <= _OCTETS:
        return f"{line}\r\n"
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > _OCTETS:
            parts.append(part)
            part = " "
        part += character
    return "\r\n".join([*parts, part]) + "\r\n"
