"""Records as the pictures take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from kb.models import Meeting
from kb.pictures.time_scale import period_of
from kb.pictures.timeline import Moment, Timeline, lay_out_timeline


def timeline_of(
    meetings: Iterable[Meeting], lane_of: Callable[[Meeting], str], lanes: Sequence[str], today: date, *, rows: int = 4
) -> Timeline | None:
    """Dated meetings on a line; lanes without a meeting are left out. None where no meeting has a date.

    Dates with an open end stand at the end that is known.
    """
    moments = [
        Moment(lane_of(meeting), *_days(meeting.date_earliest, meeting.date_latest), meeting)
        for meeting in meetings
        if meeting.date_earliest and meeting.date_latest
    ]
    period = period_of([(moment.first, moment.last) for moment in moments])
    if not period:
        return None
    used = {moment.lane for moment in moments}
    return lay_out_timeline(moments, [lane for lane in lanes if lane in used], period, today=today, rows=rows)


def _days(first: date, last: date) -> tuple[date, date]:
    if first == date.min:
        return last, last
    return (first, first) if last == date.max else (first, last)
