"""How a status came about: announced, postponed, held, each step with the articles that tell it first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from kb.citations import Citation, Citations
from kb.values import STATUS, Told, decide

#: what is only ahead: told again on the day that it came true, it contradicts nothing
AHEAD = frozenset({"proposed", "negotiating", "planned"})


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
    def more(self) -> int:
        """Articles that tell it too."""
        return len({vote.article for vote in self.told}) - 1

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

    The step of a day is what the written rule gives of all that was published until then. What has no date has no
    place in this order and is left out.
    """
    votes = sorted((vote for vote in told if vote.value is not None and vote.published), key=_standing)
    steps: list[Step] = []
    known: list[Told] = []
    for _, group in groupby(votes, key=lambda vote: vote.published):
        of_day = tuple(group)
        known.extend(of_day)
        status = decide(known, STATUS) if len({vote.value for vote in of_day}) > 1 else of_day[0].value
        _go_on(steps, status, of_day)
    return tuple(steps)


def is_past(vote: Told, steps: tuple[Step, ...]) -> bool:
    """Was it true then? What belongs to an earlier step contradicts nothing of the last one."""
    return bool(vote.published and steps and vote not in steps[-1].told and vote not in steps[-1].beside)


def past_sentences(told: Iterable[Told], steps: tuple[Step, ...]) -> frozenset[tuple[int, str]]:
    """Numbers of the sentences that tell earlier steps, each with the status that it tells."""
    return frozenset((vote.evidence.number, vote.value) for vote in told if is_past(vote, steps))


def _standing(vote: Told) -> tuple[date, float, int, str]:
    return vote.published or date.min, -vote.confidence, vote.article, str(vote.value)


def _go_on(steps: list[Step], status: str, of_day: tuple[Told, ...]) -> None:
    """A new step, or more of the last one where its status is still told."""
    if not steps or steps[-1].status != status:
        steps.append(Step(status, ()))
    before = steps[-2].status if len(steps) > 1 else None
    same = tuple(vote for vote in of_day if vote.value == status)
    beside = tuple(_otherwise(of_day, status, before))
    steps[-1] = replace(steps[-1], told=(*steps[-1].told, *same), beside=(*steps[-1].beside, *beside))


def _otherwise(of_day: Iterable[Told], status: str, before: str | None) -> Iterator[Told]:
    for vote in of_day:
        if vote.value != status and not (vote.value == before and before in AHEAD):
            yield vote


def _in_words(vote: Told) -> str:
    """The status as its sentence is cited."""
    values = vote.evidence.values
    return str(next(value.shown for value in values if value.key == "status" and value.value == vote.value))
