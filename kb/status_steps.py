"""How a status came about: announced, postponed, held, each step with the articles that tell it first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from kb.citations import Citation, Citations
from kb.life_cycle import AHEAD, in_order, may_both_be_true
from kb.values import STATUS, Told, decide


@dataclass(frozen=True)
class Step:
    """A status and all that tells it until another follows, in the order of the articles' dates, the surest first.

    `beside`: what articles told otherwise on days on which others told this status.
    """

    status: str
    told: tuple[Told, ...]
    beside: tuple[Told, ...] = ()

    @property
    def since(self) -> date | None:
        """The date of the article that tells it first; those of no date are in no step."""
        return self.told[0].published

    @property
    def citation(self) -> Citation:
        """The sentence that tells it first."""
        found: Citation = self.told[0].evidence
        return found

    @property
    def shown(self) -> str:
        """The status in words."""
        return _in_words(self.told[0])

    @property
    def icon(self) -> str:
        """The name of its drawing."""
        return f"status-{self.status}"

    @property
    def others(self) -> list[Citation]:
        """A sentence of each other article that tells it too."""
        first: dict[int, Citation] = {}
        for vote in self.told:
            first.setdefault(vote.article, vote.evidence)
        return list(first.values())[1:]

    @property
    def otherwise(self) -> list[tuple[str, Citation]]:
        """What was told otherwise, in words, each with its sentence."""
        return [(_in_words(vote), vote.evidence) for vote in self.beside]


def status_told(citations: Citations) -> tuple[Told, ...]:
    """What the sentences of a record say of its status."""
    return tuple(
        Told(
            value.value,
            citation.evidence.article_id,
            citation.evidence.article.published,
            value.confidence,
            citation,
            value.rule,
        )
        for citation, value in citations.by_key.get("status", ())
    )


def status_steps(told: Iterable[Told]) -> tuple[Step, ...]:
    """What the status was, step by step, by the dates of the articles; equal steps that follow each other are one.

    The step of a day is what the written rule gives of all that was published until then; what was only ahead on the
    morning of that day is a step before it. What has no date has no place in this order and is left out.
    """
    votes = sorted((vote for vote in told if vote.value is not None and vote.published), key=_standing)
    steps: list[Step] = []
    known: list[Told] = []
    for _, group in groupby(votes, key=lambda vote: vote.published):
        of_day = tuple(group)
        known.extend(of_day)
        status = decide(known, STATUS)
        for ahead in _came_true(steps, status, of_day):
            _go_on(steps, ahead, [vote for vote in of_day if vote.value == ahead])
        _go_on(steps, status, of_day)
    return tuple(steps)


def is_past(vote: Told, steps: tuple[Step, ...]) -> bool:
    """Was it true then? What belongs to an earlier step contradicts nothing of the last one."""
    return bool(vote.published and steps and vote not in steps[-1].told and vote not in steps[-1].beside)


def _standing(vote: Told) -> tuple[date, float, int, str]:
    return vote.published or date.min, -vote.confidence, vote.article, str(vote.value)


def _came_true(steps: list[Step], status: str, of_day: Iterable[Told]) -> list[str]:
    """What was told as ahead on the very day that it came true."""
    if status in AHEAD or (steps and steps[-1].status == status):
        return []
    return sorted({vote.value for vote in of_day if vote.value in AHEAD}, key=in_order)


def _go_on(steps: list[Step], status: str, of_day: Iterable[Told]) -> None:
    """A new step, or more of the last one where its status is still told. What was true before and is told once more
    belongs to its own step."""
    if not steps or steps[-1].status != status:
        steps.append(Step(status, ()))
    past = {vote for step in steps[:-1] for vote in step.told}
    for vote in of_day:
        at = _place(steps, vote)
        if vote not in past and at is not None:
            steps[at] = replace(steps[at], told=(*steps[at].told, vote))
        elif vote not in past:
            steps[-1] = replace(steps[-1], beside=(*steps[-1].beside, vote))


def _place(steps: list[Step], vote: Told) -> int | None:
    """The step that a vote tells, None where it contradicts the last one or tells what no step is."""
    if not may_both_be_true(vote.value, steps[-1].status):
        return None
    return next((at for at in reversed(range(len(steps))) if steps[at].status == vote.value), None)


def _in_words(vote: Told) -> str:
    """The status as its sentence is cited."""
    values = vote.evidence.values
    return str(next(value.shown for value in values if value.key == "status" and value.value == vote.value))
