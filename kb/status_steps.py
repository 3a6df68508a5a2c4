"""How a status came about: announced, postponed, held, each step with the articles that tell it first."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from kb.citations import Citation, Citations
from kb.life_cycle import AHEAD, STAGES, STOPS, in_order, may_both_be_true
from kb.values import STATUS, Told, decide


@dataclass(frozen=True)
class Step:
    """A status and all that tells it until another follows, in the order of the articles' dates, the surest first,
    those without a date last.

    `beside`: what articles told otherwise on days on which others told this status.
    """

    status: str
    told: tuple[Told, ...]
    beside: tuple[Told, ...] = ()

    @property
    def since(self) -> date | None:
        """The date of the article that tells it first; None where only articles without a date tell it."""
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
    """What the status was, step by step, by the dates of the articles; equal steps that follow each other are one. The
    last is the status of the record.

    The step of a day is what the written rule gives of all that was published until then; what was only ahead on the
    morning of that day is a step before it. What an article without a date tells belongs to the last step of that
    status; where there is none, it is a step without a date, before the first one that is further on in a life.
    """
    votes = sorted((vote for vote in told if vote.value is not None), key=_standing)
    undated = [vote for vote in votes if not vote.published]
    steps = _by_dates(votes)
    for status in _from_the_first_on(undated):
        _put_in(steps, status, [vote for vote in undated if vote.value == status])
    if undated and steps[-1].status != decide(votes, STATUS):
        # for the written rule, what has no date is the earliest
        steps = _by_dates(votes, after=undated)
    return tuple(
        replace(step, told=tuple(sorted(step.told, key=lambda vote: vote.published is None))) for step in steps
    )


def is_past(vote: Told, steps: tuple[Step, ...]) -> bool:
    """Was it true then? What belongs to an earlier step contradicts nothing of the last one; a step without a date
    does, unless it is less far on and no stop: nobody knows which of the two was told first."""
    step = next((step for step in steps if vote in step.told or vote in step.beside), None)
    if step is None or step is steps[-1]:
        return False
    return bool(step.since) or (vote.value not in STOPS and _stage(vote.value) < _stage(steps[-1].status))


def _standing(vote: Told) -> tuple[date, float, int, str]:
    return vote.published or date.max, -vote.confidence, vote.article, str(vote.value)


def _stage(status: str) -> int:
    return STAGES.get(status, 0)


def _from_the_first_on(votes: Iterable[Told]) -> list[str]:
    """The statuses that are told, in the order of a life."""
    return sorted({vote.value for vote in votes}, key=lambda status: (_stage(status), in_order(status)))


def _by_dates(votes: Collection[Told], after: Collection[Told] = ()) -> list[Step]:
    """The steps of what has a date, behind those of `after`. What has none counts where others tell its status."""
    last = decide(after, STATUS)
    before = sorted(_from_the_first_on(after), key=lambda status: status == last)
    steps = [Step(status, tuple(vote for vote in after if vote.value == status)) for status in before]
    undated = [vote for vote in votes if not vote.published and vote not in after]
    known = list(after)
    for day, group in groupby(votes, key=lambda vote: vote.published):
        of_day = tuple(group) if day else ()
        if not of_day:
            continue
        known.extend(of_day)
        statuses = {vote.value for vote in known}
        status = decide([*known, *(vote for vote in undated if vote.value in statuses)], STATUS)
        for ahead in _came_true(steps, status, of_day):
            _go_on(steps, ahead, [vote for vote in of_day if vote.value == ahead])
        _go_on(steps, status, of_day)
    return steps


def _put_in(steps: list[Step], status: str, undated: Iterable[Told]) -> None:
    """What is told without a date, into the last step of its status or as a step of its own."""
    at = next((at for at in reversed(range(len(steps))) if steps[at].status == status), None)
    if at is not None:
        steps[at] = replace(steps[at], told=(*steps[at].told, *undated))
        return
    further = (at for at, step in enumerate(steps) if step.since and _stage(step.status) >= _stage(status))
    steps.insert(next(further, len(steps)), Step(status, tuple(undated)))


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
