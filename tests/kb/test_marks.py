"""Marks of pictures and boxes of filters are put together by hand: what people and texts write is escaped in all."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils.translation import override

from kb.addresses import address_of
from kb.facets import Option
from kb.models import Actor, Meeting, Participation, Place
from kb.pictures.mark_labels import label_marks
from kb.pictures.network import Line, Tie
from kb.pictures.projection import Spot, Symbol
from kb.pictures.timeline import Moment, lay_out_timeline
from kb.templatetags.marks import facet_options, map_marks, network_key, network_lines, network_nodes, timeline_marks

EVIL = '<b>"O\'Neil" & co'
SAFE = "&lt;b&gt;&quot;O&#x27;Neil&quot; &amp; co"
ONE, OTHER = Actor(name=EVIL, slug="one", kind="person"), Actor(name="Peru", slug="peru", kind="country")
DAY = date(2020, 2, 3)
MEETING = Meeting(name=EVIL, slug="talks", kind="talks", status="held", date_edtf="2020-02-03")
MEETING.shown_ties = [Participation(actor=ONE)]
for tie in MEETING.shown_ties:
    tie.acronym = None
SYMBOL = Symbol(1, 2, 3, Spot(0, 0, 2, EVIL, Place(name=EVIL, slug="lima")), 4, 5)
LINE = lay_out_timeline([Moment("talks", DAY, DAY, MEETING)], ["talks"], (DAY, date(2021, 1, 1)))


@pytest.mark.parametrize(
    ("drawn", "holds"),
    [
        (
            facet_options([Option("place", EVIL, EVIL, 3, True)], "meeting"),
            f'value="{SAFE}" aria-label="{SAFE}, 3 meetings" checked><span>{SAFE}</span>',
        ),
        (
            network_lines([(Line(1, 2, 3, 4, 1, Tie(1, 2, 1)), ONE, OTHER)]),
            f"<title>{SAFE} and Peru: 1 meeting tog",
        ),
        (network_nodes([(SYMBOL, ONE, 2)]), f"<title>{SAFE}: 2 meetings</title>"),
        (map_marks([SYMBOL], 12), f'href="/places/lima/"><title>{SAFE}: 2 meetings</title>'),
        (
            timeline_marks(label_marks(LINE, lambda _: [EVIL])),
            f'href="/meetings/talks/" class="state-held"><title>{SAFE} ({SAFE}), 3 February 2020: held</title>',
        ),
        (timeline_marks(label_marks(LINE, lambda _: [EVIL])), f'aria-hidden="true">{SAFE}</text></a>'),
        (
            timeline_marks(LINE, ONE),
            f"<title>{SAFE}, 3 February 2020: held</title>",
        ),
    ],
)
def test_marks_escape_what_is_not_ours(drawn: str, holds: str) -> None:
    assert holds in drawn
    assert "<b>" not in drawn and '"O' not in drawn


def test_marks_say_choices_in_the_language_of_the_page() -> None:
    assert MEETING.get_status_display() == "held"
    with override("ru"):
        assert MEETING.get_status_display() == str(dict(Meeting._meta.get_field("status").flatchoices)["held"])


def test_marks_lead_to_addresses_as_django_makes_them() -> None:
    assert address_of("kb:relation", "a", "b-c") == "/relations/a/b-c/"
    assert ONE.get_absolute_url() == "/actors/one/"


def test_marks_of_networks_whose_names_find_no_room_have_numbers_told_below() -> None:
    """A name or a number stands at each node, and the numbers go on from 1 in the order of the list."""
    named, crowded = SYMBOL, Symbol(5, 6, 8, Spot(0, 0, 1, "Peru", 2))
    actors = [Actor(pk=pk, name=f"Actor {pk}", slug=f"actor-{pk}", kind="person") for pk in (1, 2, 3)]
    nodes = [(crowded, actors[0], 9), (named, actors[1], 5), (crowded, actors[2], 4)]
    assert network_key(nodes) == [(actors[0], 9), (actors[2], 4)]
    marks = network_nodes(nodes).split("\n")
    assert ['class="key"' in mark for mark in marks] == [True, False, True]
    assert 'aria-hidden="true">1</text></a>' in marks[0] and 'aria-hidden="true">2</text></a>' in marks[2]
