"""How likely words that could tell of a meeting do: what rules and analyser say of a telling, weighed."""

from __future__ import annotations

from spacy.tokens import Doc

from articles.extraction.meetings.occasion import Occasion
from articles.extraction.readings import reading_of
from articles.extraction.weighing import Figures, log_odds, scale

QUESTION = "told at all"
ENOUGH_IF_VAGUE = 0.65
OPENERS = {"the": "the", "this": "the", "that": "the", "a": "a", "an": "a", "their": "their"} | dict.fromkeys(
    ("his", "her", "its"), "his"
)
#: words younger than the fitted weights need what others need: credentials are handed over, treaties
#: signed at a time or in a place
LIKE_NEEDS = {"credentials": "subject", "signing": "subject", "stay": "place"}
#: actors beyond this say nothing new
SEVERAL = 3


class TellingScale:
    """Weighs the tellings of one article."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.events = {m.anchor: m for m in reading_of(doc).events}

    @property
    def is_usable(self) -> bool:
        """Has the pipeline a layer of events? The weights are of no use without its voice."""
        return bool(self.events)

    def likelihood(self, new: Occasion, *, particular: bool, first: bool) -> float:
        """That the telling is of a meeting at all. `particular`: the rules think so; `first`: none was told before."""
        return scale(QUESTION).likelihood(self.figures(new, particular=particular, first=first))

    def is_enough(self, likelihood: float, *, particular: bool) -> bool:
        """What the rules think too vague must be a good deal likelier."""
        return likelihood >= (scale(QUESTION).enough if particular else ENOUGH_IF_VAGUE)

    def figures(self, new: Occasion, *, particular: bool, first: bool) -> Figures:
        """What speaks for and against it, by name."""
        trigger = new.trigger
        heard = [self.events[n] for n in new.anchors if n in self.events]
        return {
            "bias": 1.0,
            "particular": float(particular),
            "first": float(first),
            "heard": max((log_odds(m.confidence) for m in heard), default=0.0),
            "unheard": float(not heard),
            f"form {trigger.form}": 1.0,
            f"needs {LIKE_NEEDS.get(trigger.needs, trigger.needs) or 'nothing'}": 1.0,
            f"opens with {OPENERS.get(self.doc[trigger.start].lower_, 'another word')}": 1.0,
            f"kind {new.kind}": 1.0,
            f"status {new.status}": 1.0,
            f"actors {min(len(new.actors), SEVERAL)}": 1.0,
            "dated": float(new.date is not None),
            "placed": float(new.place is not None),
            "named": float(new.name is not None),
            "plural": float(trigger.plural),
            "pointing back": float(trigger.anaphoric),
        }
