"""'The first one was held in Lima in 2017': another meeting of the same two sides than the one told of before."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from articles.extraction.facts import ArticleFacts

Read = Callable[..., ArticleFacts]
SESSION = (
    "Kenyan Foreign Minister Ann Otieno and Peruvian Foreign Minister Luis Prado opened the third session of the joint "
    "commission in Nairobi on Monday."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The previous session of the commission took place in Arequipa in 2017.",
        "The second session was held in Arequipa in May 2017.",
        "The previous round of consultations was held in Arequipa in 2017.",
        "The first session took place in Arequipa in 2017.",
        "The fourth session will be held in Arequipa in 2030.",
    ],
)
def test_another_session_has_the_same_two_countries(facts_of: Read, sentence: str) -> None:
    facts = facts_of(f"{SESSION} {sentence}")
    called = {a.id: a.name for a in facts.actors}
    (other,) = [m for m in facts.meetings if m.place == "Arequipa"]
    assert {called[p.actor] for p in other.participants} == {"Kenya", "Peru"}


@pytest.mark.parametrize(
    "sentence",
    [
        "It was the first session since 2017.",
        "This was the first session after a pause that began in May 2017.",
        "The session ended without a communiqué.",
    ],
)
def test_what_is_said_of_the_session_is_no_other(facts_of: Read, sentence: str) -> None:
    assert len(facts_of(f"{SESSION} {sentence}").meetings) == 1
