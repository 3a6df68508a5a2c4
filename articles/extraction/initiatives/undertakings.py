"""An initiative while the article is read, and why an actor is a party to it."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.extraction.dates import DateMention
from articles.extraction.initiatives.phrases import Phrase

#: rule of parties that make no plain noun an undertaking
FAR_PAIR = "pair-of-the-text"
#: rule of those who do what the verb says
SIGNER = "signer"


@dataclass(frozen=True)
class PartyTold:
    """Why an actor is a party: the words, the rule, how sure."""

    start: int
    end: int
    rule: str
    confidence: float


@dataclass
class Undertaking:
    """`start`, `end`: the tokens of its name; `opener`: the determiner before it or its first word.

    `turned`: the words of its status lie ahead ('to be carried out'); `heard`: how sure the network is of the status;
    `tellings`: all phrases that mean it; `voices`: every party that any rule or the analyser tells, before they are
    weighed; `likelihood`: that there is such an initiative, None where the pipeline has nothing to weigh with.
    """

    start: int
    end: int
    kind: str
    name: str
    named: bool
    opener: str = ""
    status: str = ""
    cue: tuple[int, int] | None = None
    turned: bool = False
    heard: float = 0.0
    date: DateMention | None = None
    parties: dict[str, PartyTold] = field(default_factory=dict)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    tellings: list[Phrase] = field(default_factory=list)
    voices: list[tuple[str, PartyTold]] = field(default_factory=list)
    likelihood: float | None = None
