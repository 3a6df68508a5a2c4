"""Records as the pictures take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db.models import prefetch_related_objects

from kb.edtf import EdtfError, read_edtf
from kb.labels import others_at
from kb.models import Actor, Meeting, Tenure
from kb.models.keys import keys_in
from kb.pictures.mark_labels import label_marks
from kb.pictures.tenures import Term
from kb.pictures.time_scale import period_of
from kb.pictures.timeline import GUTTER, Moment, Timeline, lay_out_timeline, set_apart

#: what marks of a timeline leave free behind them for names, in units of the picture, as long as there are rows
ROOM = 130


def timeline_of(
    meetings: Iterable[Any],
    lanes_of: Callable[[Any], Iterable[str]],
    lanes: Sequence[str],
    today: date,
    *,
    rows: int = 4,
    gutter: float = GUTTER,
    room: float = 0,
) -> Timeline | None:
    """Dated meetings, or rows with their days, on a line; lanes without a meeting are left out.

    None where no meeting has a date. Dates with an open end stand at the end that is known. The few that stand far from
    all others are not drawn, but told of beneath (`apart`).
    """
    dated = [
        Moment(lane, *_days(meeting.date_earliest, meeting.date_latest), meeting)
        for meeting in meetings
        if meeting.date_earliest and meeting.date_latest
        for lane in lanes_of(meeting)
        if lane in lanes
    ]
    moments, apart = set_apart(dated)
    period = period_of([(moment.first, moment.last) for moment in moments])
    if not period:
        return None
    used = {moment.lane for moment in moments}
    drawn = [lane for lane in lanes if lane in used]
    line = lay_out_timeline(moments, drawn, period, today=today, rows=rows, gutter=gutter, room=room)
    return replace(line, apart=tuple({moment.what.pk: moment.what for moment in apart}.values()))


def with_meetings(timeline: Timeline | None) -> Timeline | None:
    """The meetings themselves in place of rows that have no more than their keys and days.

    Of thousands that are laid out only those that have a mark are fetched; those folded into numbers are not.
    """
    if timeline is None:
        return None
    drawn = keys_in("pk", (what.pk for what in (*(mark.what for mark in timeline.marks), *timeline.apart)))
    meetings = Meeting.objects.filter(drawn).light().select_related("place").order_by().in_bulk()
    return replace(
        timeline,
        marks=tuple(replace(mark, what=meetings[mark.what.pk]) for mark in timeline.marks),
        apart=tuple(meetings[row.pk] for row in timeline.apart),
    )


def with_names(timeline: Timeline | None, *actors: Actor) -> Timeline | None:
    """The marks with those who take part beside them, where there is room; `actors`: whose page it is, not named again.

    Asked for of the meetings drawn alone, whose number the picture bounds.
    """
    if timeline is None:
        return None
    named = (*(mark.what for mark in timeline.marks), *timeline.apart)
    meetings = {meeting.pk: meeting for meeting in named if not hasattr(meeting, "shown_ties")}
    prefetch_related_objects(list(meetings.values()), Meeting.objects.people())
    return label_marks(timeline, lambda meeting: others_at(meeting, *actors))


def _days(first: date, last: date) -> tuple[date, date]:
    if first == date.min:
        return last, last
    return (first, first) if last == date.max else (first, last)


def terms_of(tenures: Iterable[Tenure], name: Callable[[Tenure], str]) -> list[Term]:
    """Tenures as bars take them; dates that are no EDTF, or open, state no day."""
    return [
        Term(
            name(tenure), tenure, _day(tenure.start, "earliest"), _day(tenure.end, "latest"),
            (tenure.seen_from, tenure.seen_until) if tenure.seen_from and tenure.seen_until else None,
        )
        for tenure in tenures
    ]  # fmt: skip


def _day(edtf: str, end: str) -> date | None:
    try:
        day: date = getattr(read_edtf(edtf), end)
    except EdtfError:
        return None
    return None if day in (date.min, date.max) else day
