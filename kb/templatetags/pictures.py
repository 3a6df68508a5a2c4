"""What pictures need in templates: numbers without a locale's commas, titles of marks, addresses of folded ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from kb.date_words import say_day
from kb.edtf_display import display_edtf
from kb.labels import post_label, tenure_seen
from kb.listing import address
from kb.models import Initiative, Meeting, MeetingKind, MeetingStatus, Place, Tenure, Topic
from kb.pictures.columns import Column
from kb.pictures.timeline import Folded
from kb.relations.levels import Level
from kb.relations.sources import Sources
from kb.templatetags.records import icon

register = template.Library()
register.filter("post_title", post_label)
_LANES = {level.value: level for level in Level}


@register.filter
def coordinates(place: Place) -> str:
    """Degrees of a place that has them: `55.75° N, 37.62° E`."""
    north, east = place.latitude or 0, place.longitude or 0
    latitude = pgettext("latitude", "N") if north >= 0 else pgettext("latitude", "S")
    longitude = pgettext("longitude", "E") if east >= 0 else pgettext("longitude", "W")
    return f"{abs(north):.2f}° {latitude}, {abs(east):.2f}° {longitude}"


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
    """What a lane of a timeline is called: a level, a kind, a state, a topic."""
    if lane in _LANES:
        return _LANES[lane].label
    return capfirst(str(dict((*MeetingKind.choices, *MeetingStatus.choices, *Topic.choices)).get(lane, lane)))


@register.simple_tag(takes_context=True)
def fold_url(context: Any, fold: Folded) -> str:
    """The page again, narrowed to the time of marks that found no room, and to their kind where lanes are kinds.

    `fold_base` in the context is the address to narrow instead, with its `?`.
    """
    narrowing = {"since": fold.first.isoformat(), "until": fold.last.isoformat()}
    if fold.lane in MeetingKind.values:
        narrowing["kind"] = fold.lane
    if base := context.get("fold_base"):
        return f"{base}&{urlencode(narrowing)}"
    return address(context["request"].GET, **narrowing)


@register.simple_tag
def months(first: date, last: date) -> str:
    """The months from one day to another in words: `2005` for a whole year, `Aug 2017`, `Aug 2018 – Mar 2019`."""
    if first.year == last.year and (first.month, last.month) == (1, 12):
        return str(first.year)
    ends = dict.fromkeys(say_day(day, "M Y") for day in (first, last))
    return " – ".join(ends)


@register.simple_tag(takes_context=True)
def narrowed(context: Any, **changes: Any) -> str:
    """The page again with some filters set anew."""
    return address(context["request"].GET, **{word: str(value) for word, value in changes.items()})


#: views of meetings: the name of the address, and what the view is called
_VIEWS = (
    ("meetings", gettext_lazy("List")),
    ("meeting-calendar", gettext_lazy("Calendar")),
    ("meeting-timeline", gettext_lazy("Timeline")),
    ("meeting-map", gettext_lazy("Map")),
    ("meeting-network", gettext_lazy("Network")),
)
#: words of an address that only one of the views understands
_OWN_WORDS = ("show", "top", "page", "sort")


@register.inclusion_tag("kb/parts/views.html", takes_context=True)
def meeting_views(context: Any, here: str) -> dict[str, Any]:
    """The five views of the same meetings, each with the filters of this page."""
    words = context["request"].GET.copy()
    for own in _OWN_WORDS:
        words.pop(own, None)
    tail = f"?{words.urlencode()}" if words else ""
    return {"views": [(reverse(f"kb:{name}") + tail, label, name == here) for name, label in _VIEWS]}


@register.filter
def day_address(day: date, request: Any) -> str:
    """The list of meetings of one day, under the filters of this page."""
    words = request.GET.copy()
    for own in _OWN_WORDS:
        words.pop(own, None)
    return f"{reverse('kb:meetings')}{address(words, since=day.isoformat(), until=day.isoformat())}"


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
    """A number of days in the largest unit that says it: `5 years`, `25 months`, `12 days`."""
    if days >= 1096:
        return ngettext("%(n)d year", "%(n)d years", days // 365) % {"n": days // 365}
    if days >= 61:
        return ngettext("%(n)d month", "%(n)d months", round(days / 30.44)) % {"n": round(days / 30.44)}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


@register.simple_tag
def icon_for(meeting: Meeting) -> SafeString:
    """The mark of a meeting's state, which says it in words too."""
    return format_html(
        '{}<span class="visually-hidden">{}: </span>', icon(f"status-{meeting.status}"), meeting.get_status_display()
    )


@register.filter
def capped(number: int, most: int) -> int:
    return min(number, most)


@register.filter
def term_url(tenure: Tenure) -> str:
    return reverse("kb:post", args=[tenure.post.slug])


@register.filter
def term_dates(tenure: Tenure) -> str:
    """When a post was held, in words: as stated, and as texts show it."""
    told = [display_edtf(end) if end else "…" for end in (tenure.start, tenure.end)]
    stated = " – ".join(told) if tenure.start or tenure.end else ""
    return "; ".join(filter(None, (stated, tenure_seen(tenure)))) or _("no date told")


@register.filter
def item(things: Sequence[Any], place: int) -> Any:
    return things[place]


@register.simple_tag(takes_context=True)
def column_url(context: Any, column: Column) -> str:
    """The meetings that a column counts: `column_bases` in the context has the address of each series, with its `?`."""
    base = context["column_bases"][column.series]
    return f"{base}&{urlencode({'since': column.first.isoformat(), 'until': column.last.isoformat()})}"
