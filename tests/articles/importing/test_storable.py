"""What no row can hold is left out of the facts, and said so; the rest goes in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from articles.extraction.facts import ActorFact, ArticleFacts, MeetingFact, ParticipantFact, PostFact, Source, Span
from articles.importing.storable import storable

TEXT = "Anna Berg met Carl Dahl in Hue."
HERE = Source(Span(0, 9), "rule")
OUTSIDE = Source(Span(20, 99), "rule")
ANNA = ActorFact("a1", "person", "Anna Berg", (Span(0, 9),), 0.9)
LAOS = ActorFact("a2", "country", "Laos", (Span(14, 18),), 0.9)
MET = MeetingFact(
    "m1", "talks", None, "held", "2020-02-03", "Hue", False, (ParticipantFact("a1", "host", HERE),), (Span(0, 31),), 0.9
)


def facts(*actors: ActorFact, meetings: tuple[MeetingFact, ...] = ()) -> ArticleFacts:
    return ArticleFacts(None, None, None, actors, meetings)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "continent"}, "its kind 'continent' is none of person, country, organisation"),
        ({"name": ""}, "its name has no letters"),
        ({"name": "–"}, "its name has no letters"),
        ({"name": "A" * 301}, "its name has 301 characters, at most 300"),
        ({"mentions": ()}, "it has no mention in the text"),
        ({"mentions": (Span(5, 5), Span(9, 3), Span(-4, 2), Span(20, 99))}, "it has no mention in the text"),
        ({"confidence": 1.5}, "its confidence 1.5 is not between 0 and 1"),
        ({"confidence": float("nan")}, "its confidence nan is not between 0 and 1"),
        ({"id": "a" * 30}, "too long or taken"),
    ],
)
def test_storable_leaves_out_an_actor(change: dict[str, Any], reason: str) -> None:
    checked = storable(facts(replace(ANNA, **change), LAOS), TEXT)
    assert checked.facts.actors == (LAOS,)
    [line] = checked.left_out
    assert line.startswith("actor ")
    assert reason in line


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"kind": "party"}, "its kind 'party' is none of"),
        ({"status": "dreamt"}, "its status 'dreamt' is none of"),
        ({"date": "soon"}, "'soon' is no date in EDTF"),
        ({"date": "2020-02-30"}, "names no day"),
        ({"date": "2020/" + "2021" * 20}, "its date has"),
        ({"place": "?"}, "its place has no letters"),
        ({"name": "!"}, "its name has no letters"),
        ({"evidence": ()}, "it has no sentence in the text"),
        ({"evidence": (Span(10, 99),)}, "it has no sentence in the text"),
    ],
)
def test_storable_leaves_out_a_meeting(change: dict[str, Any], reason: str) -> None:
    checked = storable(facts(ANNA, meetings=(replace(MET, **change),)), TEXT)
    assert checked.facts.meetings == ()
    [line] = checked.left_out
    assert reason in line


def test_storable_keeps_what_is_whole_of_a_fact() -> None:
    posts = (
        PostFact("Minister", "a2", HERE),
        PostFact("Minister", "a9", HERE),
        PostFact("Minister", "a1", HERE),
        PostFact("–", None, HERE),
        PostFact("M" * 201, None, HERE),
        PostFact("Minister", None, OUTSIDE),
    )
    people = (
        ParticipantFact("a1", "host", HERE),
        ParticipantFact("a1", "chair", HERE),
        ParticipantFact("a9", "host", HERE),
        ParticipantFact("a2", "juggler", HERE),
        ParticipantFact("a2", "host", OUTSIDE),
    )
    met = replace(MET, participants=people, evidence=(Span(0, 31), Span(0, 31), Span(5, 99)), sources={"date": OUTSIDE})
    checked = storable(facts(replace(ANNA, posts=posts), replace(LAOS, posts=posts), meetings=(met,)), TEXT)
    anna, laos = checked.facts.actors
    assert anna.posts == posts[:1]
    assert laos.posts == ()
    [meeting] = checked.facts.meetings
    assert meeting.participants == people[:1]
    assert meeting.evidence == (Span(0, 31),)
    assert meeting.sources == {}


def test_storable_takes_each_id_once() -> None:
    checked = storable(facts(ANNA, replace(LAOS, id="a1")), TEXT)
    assert checked.facts.actors == (ANNA,)
    assert "too long or taken" in checked.left_out[0]
