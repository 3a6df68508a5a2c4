"""Marks of pictures and values of filters by the hundred, in one go: a template takes ten times as long over them.

What may hold other signs than digits and letters of our own (names, titles, addresses) is escaped here by hand.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.addresses import address_of
from kb.counts import counted, grouped
from kb.edtf_display import display_edtf
from kb.facets import Option
from kb.labels import meeting_label, meeting_label_for, meeting_place, name_list, others_at
from kb.models import Actor, Meeting
from kb.pictures.network import Line
from kb.pictures.projection import FAR_LETTERS, Symbol
from kb.pictures.timeline import Placed, Timeline
from kb.relations.addresses import brief_address
from kb.templatetags.pictures import plain
from kb.templatetags.records import icon_sheet

register = template.Library()


@register.simple_tag
def timeline_marks(timeline: Timeline, actor: Actor | str = "") -> SafeString:
    """Each mark as a link with a title, over a bar as long as the time that an imprecise date may mean; `actor`: whose
    page it is, and who is not named there."""
    sheet, pattern = escape(icon_sheet()), _("%(meeting)s: %(status)s")
    return _together(_timeline_mark(mark, sheet, pattern, actor or None) for mark in timeline.marks)


def _timeline_mark(mark: Placed, sheet: str, pattern: str, actor: Actor | None) -> str:
    meeting: Meeting = mark.what
    bar = ""
    if mark.stretch:
        x, width = plain(mark.stretch[0]), plain(mark.stretch[1] - mark.stretch[0])
        bar = f'<rect class="stretch" x="{x}" y="{plain(mark.y - 3)}" width="{width}" height="6" rx="3"/>'
    return (
        f'<a href="{escape(meeting.get_absolute_url())}" class="state-{meeting.status}">'
        f"<title>{escape(_mark_title(meeting, pattern, actor))}</title>{bar}"
        f'<circle class="ground" cx="{plain(mark.x)}" cy="{plain(mark.y)}" r="8"/><use href="{sheet}'
        f'#status-{meeting.status}" x="{plain(mark.x - 8)}" y="{plain(mark.y - 8)}" width="16" height="16"/>'
        f"{_label(mark)}</a>"
    )


def _label(mark: Placed) -> str:
    if mark.label is None:
        return ""
    x, y, anchor = plain(mark.label.x), plain(mark.y), mark.label.anchor
    return (
        f'<text x="{x}" y="{y}" dy=".35em" text-anchor="{anchor}" aria-hidden="true">{escape(mark.label.words)}</text>'
    )


def _mark_title(meeting: Meeting, pattern: str, actor: Actor | None) -> str:
    """A meeting in a line: `Talks with Lim Jock Hoi, Moscow, 3 February 2020: held`."""
    title = meeting_label_for(meeting, actor) if actor else meeting_label(meeting, place=False)
    if meeting.name and (people := name_list(others_at(meeting, *filter(None, [actor])))):
        title = f"{title} ({people})"
    words = [title, meeting_place(meeting), display_edtf(meeting.date_edtf)]
    return pattern % {"meeting": ", ".join(filter(None, words)), "status": meeting.get_status_display()}


@register.simple_tag
def network_lines(lines: Iterable[tuple[Line, Actor, Actor]]) -> SafeString:
    """Each tie of two actors as a link to their brief: for the mouse alone, since tables beside say the same."""
    return mark_safe(f'<g aria-hidden="true">{_together(_network_line(*each) for each in lines)}</g>')


def _network_line(line: Line, one: Actor, other: Actor) -> str:
    number = line.tie.number
    title = ngettext(
        "%(one)s and %(other)s: %(n)d meeting together", "%(one)s and %(other)s: %(n)d meetings together", number
    ) % {"one": one.name, "other": other.name, "n": number}
    address = brief_address(one, other)
    return (
        f'<a href="{escape(address)}" class="edge-link" tabindex="-1">'
        f'<title>{escape(title)}</title><path class="edge" d="M{plain(line.x1)} {plain(line.y1)}'
        f'L{plain(line.x2)} {plain(line.y2)}" stroke-width="{plain(line.width)}"/></a>'
    )


@register.simple_tag
def network_nodes(nodes: Iterable[tuple[Symbol, Actor, int]]) -> SafeString:
    """Each actor as a link to its page, in the shape of its kind, with its name where there is room, else its number
    in `network_key`.

    Names that lie over other nodes come after all of them; the node itself is the link for keys and screen readers.
    """
    nodes = list(nodes)
    over = [(node, actor) for node, actor, _number in nodes if node.over]
    keys = {actor.pk: key for key, (actor, _number) in enumerate(network_key(nodes), start=1)}
    marks = (_network_node(*each, keys.get(each[1].pk)) for each in nodes)
    return _together([*marks, *(_name_over(*each) for each in over)])


@register.filter
def network_key(nodes: Iterable[tuple[Symbol, Actor, int]]) -> list[tuple[Actor, int]]:
    """The actors whose names found no room, and in how many meetings they are: most first, by their numbers."""
    nameless = [(actor, number) for node, actor, number in nodes if node.label_x is None]
    return sorted(nameless, key=lambda each: -each[1])


def _network_node(node: Symbol, actor: Actor, number: int, key: int | None) -> str:
    return (
        f'<a href="{escape(actor.get_absolute_url())}" class="kind-{actor.kind}">'
        f"<title>{escape(_counted(actor.name, number))}</title>{_shape(node, actor.kind)}"
        f"{'' if node.over else _name(node)}{_key_in(node, key) if key else ''}</a>"
    )


def _key_in(node: Symbol, key: int) -> str:
    return (
        f'<text class="key" x="{plain(node.x)}" y="{plain(node.y)}" dy=".35em" text-anchor="middle" '
        f'aria-hidden="true">{key}</text>'
    )


def _name_over(node: Symbol, actor: Actor) -> str:
    address = escape(actor.get_absolute_url())
    return f'<a href="{address}" class="kind-{actor.kind}" tabindex="-1" aria-hidden="true">{_name(node)}</a>'


def _shape(node: Symbol, kind: str) -> str:
    """A circle, a square, a lozenge of about the same area."""
    x, y, r = node.x, node.y, node.radius
    if kind == "country":
        left, top, side = plain(x - r * 0.885), plain(y - r * 0.885), plain(r * 1.77)
        return f'<rect class="node" x="{left}" y="{top}" width="{side}" height="{side}"/>'
    if kind == "organisation":
        far = plain(r * 1.25)
        return f'<path class="node" d="M{plain(x)} {plain(y - r * 1.25)}l{far} {far} -{far} {far} -{far} -{far}z"/>'
    return f'<circle class="node" cx="{plain(x)}" cy="{plain(y)}" r="{plain(r)}"/>'


def _name(symbol: Symbol, size: str = "") -> str:
    if symbol.label_x is None or symbol.label_y is None:
        return ""
    return (
        f'<text x="{plain(symbol.label_x)}" y="{plain(symbol.label_y)}" text-anchor="{symbol.anchor}"{size} '
        f'aria-hidden="true">{escape(symbol.spot.label)}</text>'
    )


@register.simple_tag
def network_pairs(ties: Iterable[tuple[Actor, Actor, int]]) -> SafeString:
    """The same ties as rows of a table: both actors, and how often they met as the link to their brief."""
    return _together(_pair_row(*each) for each in ties)


def _pair_row(one: Actor, other: Actor, number: int) -> str:
    brief = _("brief on %(one)s and %(other)s") % {"one": one.name, "other": other.name}
    return (
        f'<tr><th scope="row">{_named(one)}</th><td>{_named(other)}</td><td class="number">'
        f'<a href="{escape(brief_address(one, other))}">{number}<span class="visually-hidden">: {escape(brief)}</span>'
        f"</a></td></tr>"
    )


def _named(actor: Actor) -> str:
    return f'<a href="{escape(actor.get_absolute_url())}" lang="en">{escape(actor.name)}</a>'


@register.simple_tag
def far_names(symbols: Iterable[Symbol], letter: float | str = "") -> SafeString:
    """Names in letters that are read where the whole drawing fits a narrow screen: of the few that have room then."""
    size = plain(float(letter or FAR_LETTERS))
    return mark_safe(f'<g class="far" font-size="{size}">{_together(map(_name, symbols))}</g>')


@register.simple_tag
def map_marks(symbols: Iterable[Symbol], letter: float) -> SafeString:
    """Each place as a link, and then the names, which no circle covers. `letter`: the size of their letters."""
    size = f' font-size="{plain(letter)}"'
    places = list(symbols)
    return _together([*map(_place, places), *(_name(symbol, size) for symbol in places)])


def _place(symbol: Symbol) -> str:
    spot = symbol.spot
    return (
        f'<a href="{escape(address_of("kb:place", spot.what.slug))}"><title>{escape(_counted(spot.label, spot.number))}'
        f'</title><circle class="spot" cx="{plain(symbol.x)}" cy="{plain(symbol.y)}" r="{plain(symbol.radius)}"/></a>'
    )


def _counted(name: str, number: int) -> str:
    """`Moscow: 12 meetings`."""
    return ngettext("%(name)s: %(n)d meeting", "%(name)s: %(n)d meetings", number) % {"name": name, "n": number}


#: filters whose values are names, which stand as the English wires have them
_OF_NAMES = {"actor", "at", "country", "series", "side"}


@register.simple_tag
def facet_options(options: Iterable[Option], noun: str) -> SafeString:
    """Each value of a filter as a box to tick, with the number of rows that have it; `noun` as `counted` knows it."""
    return _together(_option(option, noun) for option in options)


def _option(option: Option, noun: str) -> str:
    ticked = " checked" if option.chosen else ""
    spoken = ' lang="en"' if option.facet in _OF_NAMES else ""
    return (
        f'<label class="option"><input type="checkbox" id="{escape(option.anchor)}" name="{option.facet}" '
        f'value="{escape(option.value)}" aria-label="{escape(str(option.label))}, '
        f'{escape(counted(option.count, noun))}"{ticked}><span{spoken}>{escape(str(option.label))}</span> '
        f'<span class="count">{grouped(option.count)}</span></label>'
    )


def _together(marks: Iterable[str]) -> SafeString:
    return mark_safe("\n".join(filter(None, marks)))
