"""What records are called where people read: the one place that makes titles of meetings, posts and tenures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.date_words import say_day
from kb.edtf_display import display_edtf
from kb.models import (
    Actor,
    ActorKind,
    Initiative,
    Meeting,
    Participation,
    Party,
    Post,
    Record,
    ReviewState,
    Tenure,
)
from kb.models.querysets import EXPECTED

#: how many names a title holds before it says 'and 4 others'
NAMES_IN_TITLE = 3
#: who takes part less surely than this does not stand in titles
ENOUGH = 0.5
#: kinds of meetings at which it matters most which persons meet
BETWEEN_PERSONS = ("talks", "call", "visit")
#: longer names give way to the acronym in titles
LONG_NAME = 24
#: kinds that are not held 'with' somebody: a visit to Laos is no visit with Laos
NOT_WITH = ("visit", "ceremony")
_NUMBER = re.compile(r"\d+")


def meeting_label(meeting: Meeting, *, place: bool = True) -> str:
    """The meeting's name, else what is known of it: `Talks: Lim Jock Hoi, Sergey Lavrov · Moscow`.

    `place=False` leaves the place out of a made-up title, for where it stands beside it anyway.
    """
    if meeting.name:
        return capfirst(meeting.name)
    people = name_list(others_at(meeting))
    if perhaps := perhaps_at(meeting):
        people = _("%(name)s, perhaps %(other)s") % {"name": people, "other": perhaps}
    title = f"{_kind_word(meeting)}: {people}" if people else _kind_word(meeting)
    where = meeting_place(meeting) if place else ""
    return f"{title} · {where}" if where else title


def meeting_label_for(meeting: Meeting, actor: Actor) -> str:
    """The title on the page of one who took part: `Talks with Lim Jock Hoi`."""
    others = others_at(meeting, actor)
    if not meeting.name and not others and (perhaps := perhaps_at(meeting, actor)):
        return _("%(kind)s, perhaps with %(names)s") % {"kind": _kind_word(meeting), "names": perhaps}
    if meeting.name or not others:
        return meeting_label(meeting, place=False) if meeting.name else _kind_word(meeting)
    pattern = _("%(kind)s: %(names)s") if meeting.kind in NOT_WITH else _("%(kind)s with %(names)s")
    return pattern % {"kind": _kind_word(meeting), "names": name_list(others)}


def others_at(meeting: Meeting, *actors: Actor) -> list[str]:
    """The names of those who surely take part, the surest first, without some actors whose page it is."""
    told = {actor.pk for actor in actors}
    return [tie_name(tie) for tie in sure_ties(meeting) if tie.actor_id not in told]


def perhaps_at(meeting: Meeting, *actors: Actor) -> str:
    """Where one alone surely takes part: the surest of the others, without some actors. Nobody holds talks alone."""
    if meeting.kind in NOT_WITH or len(sure_ties(meeting)) != 1:
        return ""
    told = {actor.pk for actor in actors}
    rest = (tie for tie in shown_ties(meeting) if not is_sure(tie) and tie.actor_id not in told)
    return next(map(tie_name, rest), "")


def initiative_label(initiative: Initiative) -> str:
    return capfirst(initiative.name)


def record_label(record: Record) -> str:
    """Any record as its page is headed; meetings fetched `with_display`."""
    if isinstance(record, Meeting):
        return meeting_label(record)
    return capfirst(str(record)) if isinstance(record, Initiative) else str(record)


def dated_label(record: Record) -> str:
    """The title with the date, by which records of one title are told apart: `Summit: Vladimir Putin, 20 May 2016`.

    A title that says it already (`Action Plan 2016-2020`), and actors, have no more than the title.
    """
    title = record_label(record)
    edtf = getattr(record, "date_edtf", "")
    day = display_edtf(edtf, short=True) if edtf else ""
    told = set(_NUMBER.findall(title))
    return f"{title}, {day}" if day and not told.issuperset(_NUMBER.findall(day)) else title


def desk_label(row: Any) -> str:
    """What lists of the desk call a row: meetings by who met and when, others by their name."""
    return dated_label(row) if isinstance(row, Meeting) else str(row)


def call(meeting: Meeting) -> Meeting:
    """Make the meeting's `str()` say who met and when, as it is by now."""
    vars(meeting).pop("shown_ties", None)
    meeting.called = dated_label(meeting)
    return meeting


def called(rows: QuerySet[Any]) -> list[Any]:
    """Rows whose `str()` is what the site calls them: for logs and messages, in which `talks` would say nothing."""
    if rows.model is not Meeting:
        return list(rows)
    return [call(meeting) for meeting in rows.select_related("place")]


def post_label(post: Post) -> str:
    """`Foreign Minister, Russia`."""
    return capfirst(str(post))


def tenure_label(tenure: Tenure, *, body: bool = True) -> str:
    """The post as its holder has it: `Former Foreign Minister, Russia`; `body=False` names no body."""
    post = str(tenure.post) if body else tenure.post.title
    return capfirst(_("former %(post)s") % {"post": post} if tenure.former else post)


def meeting_place(meeting: Meeting) -> str:
    """Where it takes place, in words: the place, `online`, or nothing."""
    place = meeting.place.name if meeting.place else ""
    if meeting.online:
        return _("%(place)s and online") % {"place": place} if place else _("online")
    return place


def tenure_stated(tenure: Tenure) -> str:
    """When the post was held, as is stated: `in office from 2016 to March 2020`; nothing where nothing is."""
    first, last = (display_edtf(end, after=True) if end else "" for end in (tenure.start, tenure.end))
    if first and last:
        return _("in office from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return _("in office from %(first)s") % {"first": first}
    return _("in office to %(last)s") % {"last": last} if last else ""


def tenure_seen(tenure: Tenure, *, short: bool = False) -> str:
    """When texts give the person the post: `in texts of 16 May 2016 – 3 February 2020`; `short`: by months."""
    first, last = tenure.seen_from, tenure.seen_until
    if not first:
        return ""
    begin, end = (say_day(day or first, "M Y" if short else "j F Y") for day in (first, last))
    if begin == end:
        return _("in texts of %(day)s") % {"day": begin}
    return _("in texts of %(first)s – %(last)s") % {"first": begin, "last": end}


def name_list(names: Sequence[str], most: int = NAMES_IN_TITLE) -> str:
    """Names with commas between; many are cut: `A, B, C and 4 others`."""
    if len(names) <= most + 1:
        return ", ".join(names)
    return with_others(", ".join(names[:most]), len(names) - most)


def with_others(names: str, others: int) -> str:
    """`A, B, C and 4 others`; the names alone where there are no others."""
    if not others:
        return names
    rest = ngettext("%(n)d other", "%(n)d others", others) % {"n": others}
    return _("%(names)s and %(rest)s") % {"names": names, "rest": rest}


def tie_name(tie: Participation | Party) -> str:
    """The actor's name as a title can hold it: the acronym of an organisation whose name is long."""
    name = tie.actor.name
    return tie.acronym if tie.acronym and len(name) > LONG_NAME else name


def shown_ties(event: Meeting | Initiative) -> Sequence[Participation | Party]:
    """The visible participations or parties of an event; fetched here unless `with_people()` has done so."""
    if not hasattr(event, "shown_ties"):
        ties = event.participations if isinstance(event, Meeting) else event.party_set
        event.shown_ties = list(ties.visible().with_actors())
    return event.shown_ties


def sure_ties(event: Meeting | Initiative) -> list[Participation | Party]:
    """Those of whom it is sure enough that they take part for a title to name them."""
    return [tie for tie in shown_ties(event) if is_sure(tie)]


def is_sure(tie: Participation | Party) -> bool:
    """Did a person say so, or is a sentence sure enough?"""
    by_person = tie.confidence is None or tie.review == ReviewState.CONFIRMED
    return by_person or bool(tie.confidence >= ENOUGH)


def surest_two(event: Meeting | Initiative) -> list[Participation | Party]:
    """The two whose other meetings a page leads to, or none: of talks and visits two persons, if there are two."""
    sure = sure_ties(event)
    persons = [tie for tie in sure if tie.actor.kind == ActorKind.PERSON]
    two = (persons if event.kind in BETWEEN_PERSONS and len(persons) > 1 else sure)[:2]
    return two if len(two) == 2 else []


def shown_actors(event: Meeting | Initiative) -> list[Actor]:
    return [tie.actor for tie in shown_ties(event)]


def is_overdue(meeting: Meeting, today: date) -> bool:
    """Announced for a day that has passed, and nothing tells whether it took place."""
    return meeting.status in EXPECTED and meeting.date_latest is not None and meeting.date_latest < today


def _kind_word(meeting: Meeting) -> str:
    return _("Meeting") if meeting.kind == "other" else capfirst(meeting.get_kind_display())
