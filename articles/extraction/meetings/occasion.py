"""A meeting while the article is read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from articles.extraction.dates import DateMention
from articles.extraction.meetings.participants import Part, merged
from articles.extraction.meetings.status import Cue
from articles.extraction.meetings.stays import Stay, joined
from articles.extraction.meetings.triggers import Trigger


@dataclass
class Occasion:
    """A meeting while the article is read: the fields with the tokens they rest on.

    `anchors`: the analyser's events that tell of it; `told_before`: those that it points back to, the surest first;
    `voices`: every part that word order, parse or analyser tell, before they are weighed; `likelihood`: that there is
    such a meeting at all, None where the pipeline has no layer of events to weigh with; `elsewhere`: those whom the
    same words give a meeting of their own; `heard`: the status that the analyser thinks likeliest for these words;
    `counted`: one of several that the words count ('met twice').
    """

    trigger: Trigger
    kind: str
    name: str | None
    parts: list[Part]
    status: str = "held"
    cue: Cue | None = None
    date: DateMention | None = None
    place: tuple[str, int, int] | None = None
    online: tuple[int, int] | None = None
    triggers: list[Trigger] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)
    anchors: set[int] = field(default_factory=set)
    told_before: list[int] = field(default_factory=list)
    stay: Stay = field(default_factory=Stay)
    voices: list[Part] = field(default_factory=list)
    likelihood: float | None = None
    elsewhere: frozenset[str] = frozenset()
    heard: str | None = None
    counted: bool = False

    @property
    def actors(self) -> set[str]:
        return {p.actor for p in self.parts}

    @property
    def worded(self) -> set[str]:
        """Those whom words, not the analyser alone, tell as taking part."""
        return {p.actor for p in self.voices if p.rule != "learnt"}


def together(gathering: Occasion, occasion: Occasion) -> Occasion:
    """An occasion with what the verb before it tells of those who gathered for it."""
    return replace(
        occasion,
        parts=merged([*gathering.parts, *occasion.parts]),
        voices=[*gathering.voices, *occasion.voices],
        cue=occasion.cue or gathering.cue,
        date=occasion.date or gathering.date,
        place=occasion.place or gathering.place,
        online=occasion.online or gathering.online,
        triggers=[*gathering.triggers, *occasion.triggers],
        anchors=gathering.anchors | occasion.anchors,
        told_before=[*gathering.told_before, *occasion.told_before],
        stay=joined(gathering.stay, occasion.stay),
    )
