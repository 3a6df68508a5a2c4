"""What pictures need in templates: numbers without a locale's commas, titles of marks, addresses of folded ones."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.edtf_display import display_edtf
from kb.labels import meeting_place
from kb.listing import address
from kb.models import Initiative, Meeting, MeetingKind, MeetingStatus
from kb.pictures.timeline import Folded
from kb.relations.levels import Level
from kb.relations.sources import Sources

register = template.Library()
_LANES = {level.value: level for level in Level}


@register.filter
def plain(number: float) -> str:
    """A length as SVG takes it, in every language: `12.5`, `12`."""
    return f"{number:.2f}".rstrip("0").rstrip(".")


@register.filter
def add_units(number: float, more: float) -> str:
    return plain(number + float(more))


@register.filter
def length_of(stretch: tuple[float, float]) -> str:
    return plain(stretch[1] - stretch[0])


@register.filter
def lane_label(lane: str) -> str:
    """What a lane of a timeline is called: a level, a kind, a state."""
    if lane in _LANES:
        return _LANES[lane].label
    return capfirst(str(dict((*MeetingKind.choices, *MeetingStatus.choices)).get(lane, lane)))


@register.filter
def mark_title(meeting: Meeting) -> str:
    """A meeting in a line, without asking who took part: `Talks, Moscow, 3 February 2020: held`."""
    title = meeting.name or meeting.get_kind_display()
    words = [capfirst(title), meeting_place(meeting), display_edtf(meeting.date_edtf)]
    return _("%(meeting)s: %(status)s") % {
        "meeting": ", ".join(filter(None, words)),
        "status": meeting.get_status_display(),
    }


@register.simple_tag(takes_context=True)
def fold_url(context: Any, fold: Folded) -> str:
    """The page again, narrowed to the time of marks that found no room, and to their kind where lanes are kinds."""
    kind = {"kind": fold.lane} if fold.lane in MeetingKind.values else {}
    return address(context["request"].GET, since=fold.first.isoformat(), until=fold.last.isoformat(), **kind)


@register.simple_tag(takes_context=True)
def narrowed(context: Any, **changes: Any) -> str:
    """The page again with some filters set anew."""
    return address(context["request"].GET, **{word: str(value) for word, value in changes.items()})


@register.simple_tag
def source_of(sources: Sources, record: Meeting | Initiative | None) -> SafeString:
    """The number of the sentence that a line rests on, as a link to it; what no article tells says so."""
    if record is None:
        return SafeString("")
    number = sources.number_of(record)
    if number is None:
        return format_html('<sup class="cites"><span title="{}">{}</span></sup>', _("entered by an editor"), _("ed."))
    said = _("Source %(number)s") % {"number": number}
    return format_html('<sup class="cites"><a href="#s{0}" aria-label="{1}">{0}</a></sup>', number, said)


@register.filter
def time_span(days: int) -> str:
    """A number of days in the largest unit that says it: `5 years`, `7 months`, `12 days`."""
    if days >= 730:
        return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}
    if days >= 61:
        return ngettext("%(n)d month", "%(n)d months", round(days / 30.44)) % {"n": round(days / 30.44)}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}
