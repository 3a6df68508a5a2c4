"""When two tellings are one occasion, and when they are kept apart."""

from __future__ import annotations

import pytest

from articles.importing.events import Event, score_initiatives, score_meetings
from articles.importing.matching import match_one_to_one
from kb.edtf import read_edtf
from kb.names import name_key


def event(kind: str, name: str, date: str | None, actors: str, place: str = "") -> Event:
    """Actors are letters: 'abc' are three."""
    return Event(kind, name_key(name), read_edtf(date) if date else None, frozenset(map(ord, actors)), name_key(place))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02-03", "ab"), True),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02-02/2020-02-04", "ab"), True),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02", "ab"), True),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02-04", "ab"), False),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020", "ab"), False),
        (("talks", "", "2020", "ab"), ("talks", "", "2020", "ab"), False),
        (("talks", "", None, "ab"), ("talks", "", None, "ab"), False),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", None, "ab"), False),
        (("talks", "", "2020-02-03", "ab"), ("visit", "", "2020-02-03", "ab"), False),
        (("talks", "", "2020-02-03", "ab"), ("other", "", "2020-02-03", "ab"), True),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02-03", "abc"), True),
        (("talks", "", "2020-02-03", "ab"), ("talks", "", "2020-02-03", "acd"), False),
        (("talks", "", "2020-02-03", ""), ("talks", "", "2020-02-03", ""), False),
        (("talks", "", "2020-02-03", "ab", "Hue"), ("talks", "", "2020-02-03", "ab", "Hanoi"), True),
        (("talks", "", "2020-02-03", "ab", "Hue"), ("talks", "", "2020-02", "ab", "Hanoi"), False),
        (("summit", "ASEAN Summit", "2020-11-12", "ab"), ("summit", "Plus Three Summit", "2020-11-12", "ab"), False),
        (("summit", "ASEAN Summit", "2020-11-12", "ab"), ("summit", "37th ASEAN Summit", "2020-11-12", "ab"), True),
        (("summit", "ASEAN Summit", "2020-11-12", "a"), ("conference", "ASEAN Summit", "2020-11-12", "b"), True),
        (("summit", "ASEAN Summit", "2020-11-12", "a"), ("summit", "ASEAN Summit", "2020-11", "b"), True),
        (("summit", "ASEAN Summit", "2019-11-12", "ab"), ("summit", "ASEAN Summit", "2020-11-12", "ab"), False),
        (("summit", "ASEAN Summit", None, "ab"), ("summit", "ASEAN Summit", "2020-11-12", "ab"), False),
        (("summit", "37th ASEAN Summit", None, "ab"), ("summit", "37th ASEAN Summit", "2020-11-12", "ac"), True),
        (("summit", "37th Summit", "2020-04-09", "ab"), ("summit", "37th Summit", "2020-06-26", "ab"), True),
        (("summit", "37th ASEAN Summit", None, "ab"), ("summit", "37th ASEAN Summit", "2020-11-12", "cd"), False),
        (("summit", "third summit", "2010", "ab"), ("summit", "third summit", "2020", "ab"), False),
    ],
)  # fmt: skip
def test_events_one_meeting_or_two(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert (score_meetings(event(*one), event(*other)) is not None) == same
    assert (score_meetings(event(*other), event(*one)) is not None) == same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (("plan", "Plan of Action", None, "ab"), ("plan", "the Plan of Action", None, "ab"), True),
        (("plan", "Plan of Action", None, "ab"), ("plan", "Plan of Action", None, "ac"), False),
        (("plan", "Plan of Action", None, "ab"), ("plan", "Plan of Action", None, ""), False),
        (("plan", "Plan of Action 2025", None, "ab"), ("plan", "Plan of Action 2025", None, "acd"), True),
        (("plan", "Plan of Action 2025", None, "ab"), ("plan", "Plan of Action 2025", None, ""), True),
        (("plan", "Plan of Action 2025", None, "ab"), ("plan", "Plan of Action 2025", None, "cd"), False),
        (("plan", "strategic partnership", "2018", "ab"), ("plan", "strategic partnership", "2019", "ab"), False),
        (("plan", "strategic partnership", "2018", "ab"), ("plan", "strategic partnership", "2018-11-14", "ab"), True),
        (("plan", "Plan", None, "ab"), ("plan", "Other Plan", None, "ab"), False),
    ],
)
def test_events_one_initiative_or_two(one: tuple[str, ...], other: tuple[str, ...], same: bool) -> None:
    assert (score_initiatives(event(*one), event(*other)) is not None) == same
    assert (score_initiatives(event(*other), event(*one)) is not None) == same


@pytest.mark.parametrize(
    ("scores", "matched"),
    [
        ({}, {}),
        ({("m1", 1): (1.0,)}, {"m1": 1}),
        ({("m1", 1): (1.0,), ("m1", 2): (2.0,)}, {"m1": 2}),
        ({("m1", 1): (1.0,), ("m1", 2): (1.0,)}, {}),
        ({("m1", 1): (1.0,), ("m2", 1): (1.0,)}, {}),
        ({("m1", 1): (2.0,), ("m2", 1): (1.0,)}, {"m1": 1}),
        ({("m1", 1): (2.0,), ("m2", 1): (1.0,), ("m2", 2): (1.0,)}, {"m1": 1, "m2": 2}),
        # undecided between equals stays undecided, and does not fall back to a worse one
        ({("m1", 1): (2.0,), ("m1", 2): (2.0,), ("m1", 3): (1.0,)}, {}),
    ],
)
def test_matching_never_chooses_between_equals(
    scores: dict[tuple[str, int], tuple[float, ...]], matched: dict[str, int]
) -> None:
    assert match_one_to_one(scores) == matched
