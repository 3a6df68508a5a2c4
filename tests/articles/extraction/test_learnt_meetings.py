"""Meetings as the analyser's learnt layer tells them, beside the rules: readings written by hand, no network.

Published on Thursday 14 June 2018.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from articles.extraction import extract
from articles.extraction.facts import ArticleFacts, MeetingFact
from articles.extraction.gazetteer import Gazetteer
from articles.extraction.readings import Arc, Mention, Reading
from articles.extraction.sentences import sentence_bounds

A, B, C = "Kenyan President Ann Otieno", "Dutch Prime Minister Piet Bakker", "Liam Byrne of Ireland"
#: a word, its kind, its status, how sure
Event = tuple[str, str, str, float]
#: from a word in a role to a word, how sure
ArcBetween = tuple[str, str, str, float]
Read = Callable[..., ArticleFacts]
BOTH: list[ArcBetween] = [("huddled", "participant", "Ann", 0.9), ("huddled", "participant", "Piet", 0.9)]
HUDDLED: Event = ("huddled", "talks", "held", 0.95)


def reading_of(doc: Doc, events: Iterable[Event], arcs: Iterable[ArcBetween], anaphora: Iterable[str]) -> Reading:
    """A reading of single words, each at its first place in the text."""
    at = {token.text: token.i for token in reversed(doc)}

    def mention(word: str, label: str, sure: float, **traits: tuple[str, float]) -> Mention:
        return Mention(at[word], at[word] + 1, label, at[word], sure, traits)

    return Reading(
        events=tuple(
            mention(word, "MEETING_TRIGGER", sure, kind=(kind, 0.95), status=(status, 0.995), online=("no", 0.9))
            for word, kind, status, sure in events
        ),
        anaphora=tuple(mention(word, "PERSON", 0.9) for word in anaphora),
        arcs=tuple(Arc(at[row], at[column], role, sure) for row, role, column, sure in arcs),
    )


@pytest.fixture(scope="module")
def read(gazetteer: Gazetteer) -> Read:
    """The facts of a text with the given events, arcs and anaphora in its reading."""
    given: dict[str, tuple[Iterable[Event], Iterable[ArcBetween], Iterable[str]]] = {}

    def set_reading(doc: Doc) -> Doc:
        doc._.reading = reading_of(doc, *given[doc.text])
        return doc

    nlp = spacy.blank("en")
    nlp.add_pipe(sentence_bounds.__name__)
    Language.component("reading_by_hand", func=set_reading)
    nlp.add_pipe("reading_by_hand")

    def facts(
        text: str, events: Iterable[Event] = (), arcs: Iterable[ArcBetween] = (), anaphora: Iterable[str] = ()
    ) -> ArticleFacts:
        given[text] = (events, arcs, anaphora)
        return extract(text, published=date(2018, 6, 14), nlp=nlp, gazetteer=gazetteer)

    return facts


def who(facts: ArticleFacts, meeting: MeetingFact) -> dict[str, str]:
    called = {a.id: a.name for a in facts.actors}
    return {called[p.actor]: p.role for p in meeting.participants}


def test_learnt_meetings_trigger_that_no_rule_has(read: Read) -> None:
    arcs = [*BOTH, ("huddled", "date", "Monday", 0.9), ("huddled", "place", "Lima", 0.9)]
    facts = read(f"{A} huddled with {B} in Lima on Monday.", [HUDDLED], arcs)
    (meeting,) = facts.meetings
    assert (meeting.kind, meeting.status, meeting.date, meeting.place) == ("talks", "held", "2018-06-11", "Lima")
    assert who(facts, meeting) == {"Ann Otieno": "participant", "Piet Bakker": "participant"}


@pytest.mark.parametrize(
    ("events", "arcs"),
    [
        ([], []),
        ([("huddled", "talks", "held", 0.5)], BOTH),
        ([HUDDLED], [(row, role, column, 0.2) for row, role, column, _ in BOTH]),
        ([HUDDLED], BOTH[:1]),
        ([("huddled", "talks", "held", 0.8)], BOTH),
    ],
    ids=["none", "unsure event", "unsure parts", "one party, no time, no place", "doubtful event, no time, no place"],
)
def test_learnt_meetings_none(read: Read, events: list[Event], arcs: list[ArcBetween]) -> None:
    assert read(f"{A} huddled with {B}.", events, arcs).meetings == ()


def test_learnt_meetings_a_doubtful_event_with_parties_and_time(read: Read) -> None:
    arcs = [*BOTH, ("huddled", "date", "Monday", 0.9)]
    assert len(read(f"{A} huddled with {B} on Monday.", [("huddled", "talks", "held", 0.9)], arcs).meetings) == 1


@pytest.mark.parametrize(("status", "said"), [("planned", "planned"), ("proposed", "proposed"), ("held", "held")])
def test_learnt_meetings_status_where_no_word_tells_it(read: Read, status: str, said: str) -> None:
    (meeting,) = read(f"{A} huddled with {B}.", [("huddled", "talks", status, 0.95)], BOTH).meetings
    assert meeting.status == said


def test_learnt_meetings_words_tell_the_status_first(read: Read) -> None:
    facts = read(f"Talks between {A} and {B} were postponed.", [("Talks", "talks", "held", 0.9)])
    assert facts.meetings[0].status == "postponed"


def test_learnt_meetings_parts_only_where_the_rules_know_no_two_sides(read: Read) -> None:
    met: Event = ("met", "talks", "held", 0.9)
    text = f"{A} met {B} on Monday, a year after {C} resigned."
    facts = read(text, [met], [("met", "participant", "Liam", 0.9)])
    assert who(facts, facts.meetings[0]) == {"Ann Otieno": "participant", "Piet Bakker": "participant"}


@pytest.mark.parametrize(("sure", "day"), [(0.8, "2018-06-11"), (0.97, "2018-06-12")])
def test_learnt_meetings_a_very_sure_time_comes_before_the_nearest(read: Read, sure: float, day: str) -> None:
    text = f"{A} met {B}, who came on Monday, on Tuesday."
    facts = read(text, [("met", "talks", "held", 0.9)], [("met", "date", "Tuesday", sure)])
    assert facts.meetings[0].date == day


def test_learnt_meetings_an_event_that_points_back_adds_to_its_record(read: Read) -> None:
    events = [("met", "talks", "held", 0.9), ("huddle", "talks", "held", 0.95)]
    arcs = [("huddle", "participant", "Liam", 0.9), ("huddle", "place", "Lima", 0.9)]
    text = f"{A} met {B} on Monday. {C} joined the huddle in Lima."
    assert len(read(text, events, arcs).meetings) == 2
    facts = read(f"{text} ", events, [*arcs, ("huddle", "same", "met", 0.9)])
    (meeting,) = facts.meetings
    assert (set(who(facts, meeting)), meeting.place) == ({"Ann Otieno", "Piet Bakker", "Liam Byrne"}, "Lima")
    assert len(meeting.evidence) == 2


def test_learnt_meetings_a_reference_stands_for_its_antecedent(read: Read) -> None:
    arcs = [("huddled", "participant", "pianist", 0.9), ("huddled", "participant", "Ann", 0.9)]
    text = f"{B} arrived. Later the pianist huddled with {A}."
    facts = read(text, [HUDDLED], [*arcs, ("pianist", "same", "Piet", 0.9)], ["pianist"])
    assert set(who(facts, facts.meetings[-1])) == {"Ann Otieno", "Piet Bakker"}
    assert read(f"{text} ", [HUDDLED], arcs, ["pianist"]).meetings == ()


def test_learnt_meetings_agreement_makes_sure(read: Read) -> None:
    text = f"{A} met {B} on Monday."
    heard = read(f"{text} ", [("met", "talks", "held", 0.9)])
    unheard = read(f"{text} Later, they huddled.", [HUDDLED])
    assert heard.meetings[0].confidence > unheard.meetings[0].confidence


def test_learnt_meetings_who_accompanies_attends(read: Read) -> None:
    facts = read(f"{A} visited Peru on Monday. She was accompanied by {C}.")
    assert who(facts, facts.meetings[0])["Liam Byrne"] == "attendee"
