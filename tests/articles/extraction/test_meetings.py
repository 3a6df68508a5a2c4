"""Meetings: kind, status, time, place, participants, and one record an occasion. Published on Thursday 14 June 2018."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts, MeetingFact

Read = Callable[..., ArticleFacts]


def who(facts: ArticleFacts, meeting: MeetingFact) -> dict[str, str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor]: p.role for p in meeting.participants}


A, B = "Kenyan President Ann Otieno", "Dutch Prime Minister Piet Bakker"


@pytest.mark.parametrize(
    ("text", "kind", "status", "place"),
    [
        (f"{A} met {B} in Geneva on Monday.", "talks", "held", "Geneva"),
        (f"{A} and {B} held talks in Geneva on Monday.", "talks", "held", "Geneva"),
        (f"{A} received {B} in Nairobi on Monday.", "talks", "held", "Nairobi"),
        (f"{B} was received by {A} on Monday.", "talks", "held", None),
        (f"{A} spoke by phone with {B} on Monday.", "call", "held", None),
        (f"{A} telephoned {B} on Monday.", "call", "held", None),
        (f"{A} paid a courtesy call on {B} on Monday.", "talks", "held", None),
        (f"{A} sat down with {B} in Geneva on Monday.", "talks", "held", "Geneva"),
        (f"{A} will meet {B} in Geneva on Friday.", "talks", "planned", "Geneva"),
        (f"{A} is to hold talks with {B} next week.", "talks", "planned", None),
        (f"{A} has proposed a meeting with {B}.", "talks", "proposed", None),
        (f"A meeting between {A} and {B}, due on Friday, has been cancelled.", "talks", "cancelled", None),
        (f"Talks between {A} and {B} were postponed on Monday.", "talks", "postponed", None),
        (f"{A} arrived in Lima on Monday.", "visit", "held", "Lima"),
        (f"{A} paid an official visit to Peru in May.", "visit", "held", "Peru"),
        (f"{A} left here on Monday for Lima.", "visit", "held", "Lima"),
        ("The foreign ministers of Kenya and Peru met in Lima on Monday.", "ministerial", "held", "Lima"),
        ("Leaders of Kenya and Peru met in Lima on Monday.", "summit", "held", "Lima"),
        ("Senior officials of Kenya and Peru met in Lima on Monday.", "consultation", "held", "Lima"),
        ("Kenya hosted the third Kenya-Peru summit in Mombasa on Monday.", "summit", "held", "Mombasa"),
        ("The 37th ASEAN Summit took place in Hanoi last week.", "summit", "held", "Hanoi"),
        ("Kenya will host the Kenya-Peru Conference on Oceans in Mombasa in July.", "conference", "planned", "Mombasa"),
        ("Kenya and Peru began a joint naval exercise on Monday.", "exercise", "held", None),
    ],
)
def test_meetings_kind_status_place(facts_of: Read, text: str, kind: str, status: str, place: str | None) -> None:
    (meeting,) = facts_of(text).meetings
    assert (meeting.kind, meeting.status, meeting.place) == (kind, status, place)


@pytest.mark.parametrize(
    "text",
    [
        f"No meeting between {A} and {B} is planned.",
        f"{A} did not meet {B}.",
        f"{A} held a press conference on Monday.",
        f"{A} met the needs of the poor.",
        f"{A} welcomed the agreement with {B}.",
        "The meeting room was full on Monday.",
        "Regular meetings are useful.",
        "Prices will visit new lows in June.",
    ],
)
def test_meetings_none(facts_of: Read, text: str) -> None:
    assert facts_of(text).meetings == ()


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (f"{A} met {B} on June 3.", "2018-06-03"),
        (f"{A} met {B} on Monday.", "2018-06-11"),
        (f"{A} will meet {B} on Monday.", "2018-06-18"),
        (f"{A} met {B} last week, after a vote in 2016.", "2018-06-04/2018-06-10"),
        (f"On Tuesday, {A} met {B}.", "2018-06-12"),
        (f"{A} met {B}.", None),
    ],
)
def test_meetings_date(facts_of: Read, text: str, day: str | None) -> None:
    (meeting,) = facts_of(text).meetings
    assert meeting.date == day


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"{A} met {B} on Monday.", {"Ann Otieno": "participant", "Piet Bakker": "participant"}),
        (f"{A} received {B} on Monday.", {"Ann Otieno": "host", "Piet Bakker": "participant"}),
        (f"{B}, received by {A} on Monday, smiled.", {"Ann Otieno": "host", "Piet Bakker": "participant"}),
        (f"{A} and {B} held talks in Nairobi.", {"Ann Otieno": "host", "Piet Bakker": "participant"}),
        (f"{A}, who met {B} on Monday, smiled.", {"Ann Otieno": "participant", "Piet Bakker": "participant"}),
        (f"{A} smiled during a meeting with {B} on Monday.",
         {"Ann Otieno": "participant", "Piet Bakker": "participant"}),
        (f"Asha Roy of India, Liam Byrne of Ireland and {A} met on Monday.",
         {"Asha Roy": "participant", "Liam Byrne": "participant", "Ann Otieno": "participant"}),
        ("Kenya and Peru held consultations on Monday.", {"Kenya": "participant", "Peru": "participant"}),
        ("The 12th Kenya-Peru Ministerial Meeting was held on Monday.",
         {"Kenya": "participant", "Peru": "participant"}),
        (f"{A} visited Peru on Monday.", {"Ann Otieno": "participant", "Peru": "host"}),
        (f"{A} met a delegation of farmers led by {B} on Monday.",
         {"Ann Otieno": "participant", "Piet Bakker": "participant"}),
    ],
)  # fmt: skip
def test_meetings_participants(facts_of: Read, text: str, parts: dict[str, str]) -> None:
    facts = facts_of(text)
    assert who(facts, facts.meetings[0]) == parts


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (f"{A} met {B} in Geneva on Monday. The talks lasted two hours. At the meeting, both sides agreed.", 1),
        (f"{A} met {B} on Monday. Liam Byrne of Ireland also attended.", 1),
        (f"{A} will have separate meetings with {B} and with Liam Byrne of Ireland on Friday.", 2),
        (f"{A} met {B} on Monday. They will meet again in July.", 2),
        ("The 36th ASEAN Summit was held in May. The 37th ASEAN Summit will be held in Hanoi in July.", 2),
        ("Kenya and Peru met on Monday. The summit of 2016 was held in Lima.", 2),
    ],
)
def test_meetings_one_record_an_occasion(facts_of: Read, text: str, count: int) -> None:
    assert len(facts_of(text).meetings) == count


def test_meetings_attendance_joins_the_meeting_told_before(facts_of: Read) -> None:
    facts = facts_of(f"{A} met {B} on Monday. Liam Byrne of Ireland was also present.")
    assert who(facts, facts.meetings[0])["Liam Byrne"] == "attendee"


@pytest.mark.parametrize(
    ("text", "online"),
    [
        (f"{A} and {B} held an online meeting on Monday.", True),
        (f"{A} met {B} via video conference on Monday.", True),
        (f"{A} spoke by phone with {B} on Monday.", False),
    ],
)
def test_meetings_online(facts_of: Read, text: str, online: bool) -> None:
    assert facts_of(text).meetings[0].online is online


def test_meetings_here_is_the_dateline(facts_of: Read) -> None:
    assert facts_of(f"{A} met {B} here on Monday.", dateline="Geneva").meetings[0].place == "Geneva"
    assert facts_of(f"{A} met {B} on Monday.", dateline="Geneva").meetings[0].place is None


VEGA, LAGE = "the Peruvian Ambassador, Luis Vega,", "Márcio Lage"
GUESTS = {"Ann Otieno": "host", "Luis Vega": "participant"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (f"On Monday {VEGA} presented his letters of credence to {A}.", GUESTS),
        (f"On Monday {VEGA} presented copies of his credentials to {A}, who smiled at Piet Bakker.", GUESTS),
        (f"On Monday {VEGA} presented his credentials to {A}, as did the envoy of Brazil, {LAGE}.",
         {**GUESTS, LAGE: "participant"}),
        (f"{A} received the credentials of {VEGA} in Nairobi on Monday.", GUESTS),
        (f"{A} on Monday accepted letters of credence from two envoys: the Ambassadors of Peru and Brazil, "
         f"Luis Vega and {LAGE}.", {**GUESTS, LAGE: "participant"}),
    ],
)  # fmt: skip
def test_credentials_are_handed_to_the_host(facts_of: Read, text: str, parts: dict[str, str]) -> None:
    facts = facts_of(text)
    (meeting,) = facts.meetings
    assert meeting.kind == "ceremony"
    assert {name: role for name, role in who(facts, meeting).items() if name not in ("Peru", "Brazil")} == parts


@pytest.mark.parametrize(
    "text",
    [
        f"{A} presented her credentials as a reformer.",
        f"{A} questioned the credentials of {VEGA} on Monday.",
        f"{A} accepted letters from farmers on Monday.",
    ],
)
def test_no_credentials_handed_over(facts_of: Read, text: str) -> None:
    assert facts_of(text).meetings == ()


TWO = "Kenyan President Ann Otieno and Indian Prime Minister Asha Roy"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (
            "met on Friday and discussed the situation in Peru.",
            None,
        ),
        (
            "met to review the war in Peru and in Indonesia.",
            None,
        ),
        (
            "held talks on the conflict in Peru on Friday.",
            None,
        ),
        (
            "spoke on Thursday as pressure built for a ceasefire in Lima.",
            None,
        ),
        ("met on Friday over elections in Peru.", None),
        (
            "met in Lima to discuss the situation in Indonesia.",
            "Lima",
        ),
        (
            "discussed the situation in Indonesia when they met in Lima.",
            "Lima",
        ),
        (
            "held talks in Peru on the situation there.",
            "Peru",
        ),
    ],
)
def test_what_is_talked_about_is_not_where(facts_of: Read, text: str, place: str | None) -> None:
    assert [m.place for m in facts_of(f"{TWO} {text}").meetings] == [place]
