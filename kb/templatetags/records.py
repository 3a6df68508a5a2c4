"""How records are shown: icons, dates, states, titles, marks of review, and citations."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.contrib.auth import get_permission_codename
from django.contrib.humanize.templatetags.humanize import ordinal
from django.db import models
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timezone import localdate, localtime
from django.utils.translation import get_language, npgettext_lazy, pgettext
from django.utils.translation import gettext as _

from kb import counts, labels
from kb.citations import mention_html
from kb.date_words import say_day
from kb.edtf_display import datetime_attribute, display_edtf
from kb.models import (
    Actor,
    ActorKind,
    Initiative,
    Meeting,
    MeetingStatus,
    Participation,
    Record,
    ReviewState,
    Role,
    Tenure,
)

register = template.Library()
register.filter("meeting_title", labels.meeting_label)
register.filter("dated_title", labels.dated_label)
register.filter("initiative_title", labels.initiative_label)
register.filter("meeting_place", labels.meeting_place)
register.filter("seen", labels.tenure_seen)
register.filter("stated", labels.tenure_stated)
register.filter("ties", labels.shown_ties)
register.filter("surest_two", labels.surest_two)
register.filter("tie_name", labels.tie_name)
register.filter("mention_quote", mention_html)
register.filter("counted", counts.counted)
register.filter("noun", counts.noun)
register.filter("counted_strong", counts.counted_strong)
register.filter("grouped", counts.grouped)
register.filter("number_or_dash", counts.number_or_dash)


@register.filter
def undo_moment(message: Any) -> str:
    """When that was saved which a message tells of, where it can be taken back."""
    tags = (message.extra_tags or "").split()
    return next((tag.removeprefix("undo:") for tag in tags if tag.startswith("undo:")), "")


@register.filter
def meeting_line_title(meeting: Meeting, actor: Actor | str = "") -> str:
    """The title in a list, where the place stands beside it anyway; on an actor's page it names the others."""
    return labels.meeting_label_for(meeting, actor) if actor else labels.meeting_label(meeting, place=False)


@register.filter(expects_localtime=True)
def in_words(day: date | datetime | None, pattern: str = "j F Y") -> str:
    """A day as the language says it, by one of the patterns of `kb.date_words`; nothing where none is known."""
    return say_day(day, pattern) if day else ""


@register.filter(expects_localtime=True)
def when_said(moment: datetime | None) -> str:
    """When something was decided: of today the time alone."""
    if moment is None:
        return ""
    today = moment.date() == localtime().date()
    return f"{moment:%H:%M:%S}" if today else say_day(moment, "j F Y, H:i")


@register.filter
def people(event: Meeting | Initiative) -> SafeString:
    """Who takes part, in a line; names are English, how many others there are is said in the language of the page."""
    names = [labels.tie_name(tie) for tie in labels.shown_ties(event)]
    shown = names if len(names) <= MOST_PEOPLE + 1 else names[:MOST_PEOPLE]
    told = format_html('<span lang="en">{}</span>', ", ".join(shown))
    return format_html(labels.with_others("{}", len(names) - len(shown)), told)


#: how many names a line under a title holds before it says how many others there are
MOST_PEOPLE = 6


#: headings over those who share a role
_ROLES = {
    Role.HOST: npgettext_lazy("heading over participants", "host", "hosts", "number"),
    Role.CHAIR: npgettext_lazy("heading over participants", "chair", "chairs", "number"),
    Role.PARTICIPANT: npgettext_lazy("heading over participants", "participant", "participants", "number"),
    Role.ATTENDEE: npgettext_lazy("heading over participants", "attendee", "attendees", "number"),
}


@register.filter
def percent(share: float) -> str:
    return in_hundred(round(share * 100))


@register.filter
def in_hundred(hundredths: int) -> str:
    """`80%`, in Russian with a space between."""
    return _("%(n)d%%") % {"n": hundredths}


@register.filter
def nth(number: int) -> str:
    """`17th`, in the language of the page; English has four endings, the others one."""
    if (get_language() or "en").startswith("en"):
        return str(ordinal(number))
    return pgettext("number in a series", "%(n)sth") % {"n": number}


@register.filter
def in_list(record: models.Model) -> list[models.Model]:
    """One record where several are expected."""
    return [record]


@register.filter
def hosts(meeting: Meeting) -> list[Actor]:
    return [tie.actor for tie in labels.shown_ties(meeting) if tie.role == Role.HOST]


@register.simple_tag
def occasion(meeting: Meeting) -> SafeString:
    """A meeting beside others of its series: its number, its date, and its status where it was not held."""
    number = nth(meeting.ordinal) if meeting.ordinal else ""
    date = when(meeting.date_edtf, short=True) if meeting.date_edtf else ""
    status_words = "" if meeting.status == MeetingStatus.HELD else f"({meeting.get_status_display()})"
    return format_html_join(" ", "{}", ((part,) for part in (number, date, status_words) if part))


@register.filter
def role_of(meeting: Meeting, actor: Actor) -> str:
    """The actor's part in a meeting, where it is more than taking part."""
    tie = next((tie for tie in labels.shown_ties(meeting) if tie.actor_id == actor.pk), None)
    return tie.get_role_display() if tie and tie.role != "participant" else ""


@register.filter
def role_of_all(tie: Participation, ties: Collection[Participation]) -> str:
    """The role that all of some participants have, as the heading over them: `Host`, `Hosts`."""
    return str(_ROLES[tie.role] % {"number": len(ties)})


@register.filter
def of(by_key: Mapping[int, list[Any]], key: int) -> list[Any]:
    """What a mapping holds for a key; an empty list where it holds nothing."""
    return by_key.get(key, [])


@register.simple_tag
def bar(share: int, whole: int) -> SafeString:
    """A bar as long as the share of the whole; the number beside it says the same."""
    return format_html(
        '<svg class="bar" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="1"/></svg>',
        round(100 * share / max(whole, 1)),
    )


@register.simple_tag
def share(hundredths: int | None) -> SafeString:
    """A share in hundredths with its bar; a dash where there is none."""
    if hundredths is None:
        return SafeString('<span class="nil">–</span>')
    return format_html("{}{}", in_hundred(hundredths), bar(hundredths, 100))


@cache
def icon_sheet() -> str:
    """The address of the sheet of symbols, which stays the same as long as the process runs."""
    return static("kb/icons.svg")


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from the sheet of symbols; words beside it say the same."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        css,
        icon_sheet(),
        name,
    )


@register.simple_tag
def when(edtf: str, *, short: bool = False) -> SafeString:
    """A date in words, for machines too where HTML can say it."""
    words = display_edtf(edtf, short=short)
    if attribute := datetime_attribute(edtf):
        return format_html('<time datetime="{}">{}</time>', attribute, words)
    return format_html('<span class="{}">{}</span>', "period" if edtf else "unknown", words)


@register.simple_tag
def status(record: Meeting | Initiative, *, reported: bool = False) -> SafeString:
    """The status by shape and word, and whether an announced day went by without a report; `reported`: some source
    reports it, whatever an editor set."""
    shown = format_html(
        '<span class="status status-{}">{}{}</span>',
        record.status,
        icon(f"status-{record.status}"),
        capfirst(record.get_status_display()),
    )
    if isinstance(record, Meeting) and not reported and labels.is_overdue(record, localdate()):
        return format_html('{} <span class="status-note">{}</span>', shown, _("not reported held"))
    return shown


@register.simple_tag
def confirmed(record: Record) -> SafeString:
    """A check mark on what an editor confirmed."""
    if record.review != ReviewState.CONFIRMED:
        return SafeString("")
    said = _("Confirmed by an editor")
    return format_html(
        '<span class="confirmed" title="{}">{}<span class="visually-hidden">{}</span></span>',
        said,
        icon("check"),
        said,
    )


@register.simple_tag
def decided(record: Record, *fields: str) -> SafeString:
    """A small mark on a value that a person set."""
    if record.decided_fields().isdisjoint(fields):
        return SafeString("")
    return format_html('<span class="decided">{}{}</span>', icon("pen"), _("set by an editor"))


@register.simple_tag
def held_post(tenure: Tenure, *, doubtful: bool, body: bool = True, seen: bool = False) -> SafeString:
    """A post of a person; one that was inferred says so. `seen`: with the months of the texts that give it."""
    words: Any = labels.tenure_label(tenure, body=body)
    if not tenure.former:  # as the texts have it, without a word of the interface before it
        words = format_html('<span lang="en">{}</span>', words)
    if doubtful:
        words = format_html('<span class="doubtful">{}</span> <span class="doubt">{}</span>', words, _("by inference"))
    span = labels.tenure_seen(tenure, short=True) if seen else ""
    return format_html('{}, <span class="seen">{}</span>', words, span) if span else format_html("{}", words)


@register.filter
def country_of(actor: Actor) -> Actor | None:
    """An actor's home, else the country in which, or in a body of which, it has the post shown."""
    bodies = [tenure.post.body for tenure in actor.shown_tenures[:1] if tenure.post.body]
    homes = [actor.country, *(body if body.kind == ActorKind.COUNTRY else body.country for body in bodies)]
    return next(filter(None, homes), None)


@register.filter
def kind_of(record: models.Model) -> str:
    """`meeting`"""
    return str(record._meta.model_name)


@register.filter
def may_change(user: Any, record: models.Model) -> bool:
    """Whether the user may open the record's form and change it."""
    opts = record._meta
    return bool(user.is_staff and user.has_perm(f"{opts.app_label}.{get_permission_codename('change', opts)}"))
