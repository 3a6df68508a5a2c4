"""How sure a fact is, as a share: of those given 0.8 to 0.9, so many are right on texts that the rules never saw.

The rules give each fact a first, rough confidence. What else tells right facts from wrong ones (which rule it was, how
many take part …) are its *signals*. A logistic curve a record type puts both together; `confidence.json` holds the
curves, fitted to annotated texts by `python manage.py evaluate --calibrate` (docs/extraction.md).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from articles.extraction.facts import ActorFact, ArticleFacts, InitiativeFact, MeetingFact, PostFact

CURVES = Path(__file__).parent / "confidence.json"
SECTIONS = ("actors", "posts", "meetings", "initiatives")
#: nothing is impossible or certain
LEAST, MOST = 0.02, 0.99


class CurvesError(ValueError):
    """The file of curves cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Unsettled:
    """A fact's rough confidence and its signals. `id`: the fact's; a post's is its person's and its place there."""

    section: str
    id: str
    rough: float
    signals: tuple[str, ...]

    @property
    def odds(self) -> float:
        """The rough confidence as log odds."""
        share = min(max(self.rough, LEAST), MOST)
        return math.log(share / (1 - share))


@dataclass(frozen=True)
class Curve:
    """Log odds of a fact being right: `bias`, so much for its rough log odds, so much for each signal."""

    bias: float
    rough: float
    weights: Mapping[str, float]

    def of(self, fact: Unsettled) -> float:
        """The share right of facts like this one."""
        odds = self.bias + self.rough * fact.odds + sum(self.weights.get(s, 0.0) for s in fact.signals)
        return min(max(1 / (1 + math.exp(-odds)), LEAST), MOST)


@cache
def curves() -> Mapping[str, Curve]:
    """The curves of `confidence.json` by section."""
    try:
        rows = json.loads(CURVES.read_text(encoding="utf-8"))["curves"]
        return {section: Curve(row["bias"], row["rough"], row["weights"]) for section, row in rows.items()}
    except (OSError, ValueError, KeyError) as error:
        raise CurvesError(f"{CURVES} cannot be used ({error}): make it anew with `evaluate --calibrate`.") from error


def calibrated(facts: ArticleFacts) -> ArticleFacts:
    """The facts, each with its confidence as a share in the place of the rough one."""
    shares = {(each.section, each.id): curves()[each.section].of(each) for each in unsettled(facts)}
    return replace(
        facts,
        actors=tuple(
            replace(
                actor,
                confidence=shares["actors", actor.id],
                posts=tuple(
                    replace(post, source=replace(post.source, confidence=shares["posts", f"{actor.id} {n}"]))
                    for n, post in enumerate(actor.posts)
                ),
            )
            for actor in facts.actors
        ),
        meetings=tuple(replace(each, confidence=shares["meetings", each.id]) for each in facts.meetings),
        initiatives=tuple(replace(each, confidence=shares["initiatives", each.id]) for each in facts.initiatives),
    )


def unsettled(facts: ArticleFacts) -> Iterator[Unsettled]:
    """Every fact of an article with what its confidence follows from."""
    for actor in facts.actors:
        yield Unsettled("actors", actor.id, actor.confidence, _of_actor(actor))
        for n, post in enumerate(actor.posts):
            yield Unsettled("posts", f"{actor.id} {n}", post.source.confidence, _of_post(post))
    for meeting in facts.meetings:
        yield Unsettled("meetings", meeting.id, meeting.confidence, _of_meeting(meeting))
    for initiative in facts.initiatives:
        yield Unsettled("initiatives", initiative.id, initiative.confidence, _of_initiative(initiative))


def _of_actor(actor: ActorFact) -> tuple[str, ...]:
    return (actor.kind, actor.rule, "named once" if len(actor.mentions) == 1 else "named again")


def _of_post(post: PostFact) -> tuple[str, ...]:
    return (post.source.rule, "former" if post.former else "present")


def _of_meeting(meeting: MeetingFact) -> tuple[str, ...]:
    told = {"dated": meeting.date, "placed": meeting.place, "named": meeting.name}
    rule = meeting.sources["kind"].rule if "kind" in meeting.sources else "no rule"
    return (rule, _counted(len(meeting.participants)), _told(len(meeting.evidence)), *(s for s, v in told.items() if v))


def _of_initiative(initiative: InitiativeFact) -> tuple[str, ...]:
    """How it is told; which words and parties it has is weighed already (`initiatives/weighed.py`)."""
    return (_told(len(initiative.evidence)), *(("dated",) if initiative.date else ()))


def _counted(actors: int) -> str:
    return ("nobody", "one actor", "two or more")[min(actors, 2)]


def _told(sentences: int) -> str:
    return "one sentence" if sentences == 1 else "several sentences"
