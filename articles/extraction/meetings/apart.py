"""Does one word of meeting tell of several? 'met A and, separately, B'; 'talks with the ministers of X, Y and Z'."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.extraction import lexicon
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.participants import Part
from articles.extraction.presence import Scene
from articles.extraction.weighing import Figures, scale

QUESTION = "one each"
#: rules whose parts may stand across from who acts
FAR_SIDE = frozenset({"object", "noun-with", "tree-object", "tree-with", "learnt", "agent", "tree-agent"})
#: kinds of which one word may tell of several: what lasts or has a programme is attended by all together
KINDS = frozenset({"talks", "call"})
#: words around trigger and partners that may tell
BEFORE, BEHIND = 6, 12
#: partners, others beyond this say nothing new
SEVERAL, MANY = 4, 2

Partners = Sequence[Part]


class ApartScale:
    """Weighs what the words around one trigger say. `homes`: person → the countries and bodies he holds posts in."""

    def __init__(self, scene: Scene, homes: Mapping[str, set[str]]) -> None:
        self.cast, self.doc, self.homes = scene.cast, scene.doc, homes

    def partners(self, occasion: Occasion) -> Partners | None:
        """Those told behind the trigger, who may have a meeting each, in the order of the text; None for fewer than
        two, and for what is one meeting by its name or kind."""
        end = occasion.sentences[0][1]
        behind = [p for p in occasion.parts if p.rule in FAR_SIDE and occasion.trigger.head < p.unit.start < end]
        worded = [p for p in behind if p.rule != "learnt"]
        behind = worded if len({p.actor for p in worded}) > 1 else behind
        told = {p.actor: p for p in sorted(behind, key=lambda p: p.unit.start)}
        stood_for = {body for actor in told for body in self.homes.get(actor, ())}
        partners = [p for actor, p in told.items() if actor not in stood_for]
        return partners if len(partners) > 1 and self._may_be(occasion) else None

    def _may_be(self, occasion: Occasion) -> bool:
        """Of words that only the analyser takes for a meeting's, it is not known who stands on which side."""
        return not occasion.name and occasion.kind in KINDS and occasion.trigger.form != "learnt"

    def are_apart(self, figures: Figures) -> bool:
        """Has each of the partners a meeting of his own?"""
        weigh = scale(QUESTION)
        if figures.get("words say as one"):
            return False
        return weigh.likelihood(figures) >= weigh.enough

    def figures(self, occasion: Occasion, partners: Partners) -> Figures:
        """What speaks for and against it, by name."""
        trigger = occasion.trigger
        first, last = partners[0].unit, partners[-1].unit
        start, end = occasion.sentences[0]
        near = self.doc[max(start, trigger.start - BEFORE) : min(end, last.end + BEHIND)]
        words = f" {' '.join(t.lower_ for t in near)} ".replace(" - ", "-")
        cues = {row["means"] for row in lexicon.rows("apart_words") if f" {row['words']} " in words}
        between = {t.lower_ for t in self.doc[first.end : last.start]}
        others = occasion.actors - {p.actor for p in partners}
        kinds = sorted({self.cast.actors[p.actor].kind for p in partners})
        homes = [frozenset(self.homes.get(p.actor, {p.actor})) for p in partners]
        theirs = set[str]().union(*(self.homes.get(o, {o}) for o in others))
        out = {
            "bias": 1.0,
            f"form {trigger.form}": 1.0,
            f"told by {self.doc[trigger.head].lower_}": 1.0,
            "plural": float(trigger.plural),
            "article": float(self.doc[trigger.start].lower_ in ("a", "an")),
            f"kind {occasion.kind}": 1.0,
            f"status {occasion.status}": 1.0,
            f"partners {min(len(partners), SEVERAL)}": 1.0,
            f"others {min(len(others), MANY)}": 1.0,
            f"partners are {' and '.join(kinds)}": 1.0,
            "with again": float("with" in between),
            "comma": float("," in between),
            "time between": float(occasion.date is not None and first.end <= occasion.date.start < last.start),
            "homes apart": float(len(set(homes)) == len(homes)),
            "at home": float(any(home & theirs for home in homes)),
            "represented": float(any(p.unit.represented for p in partners)),
            "one expression": float(first is last),
            "a group": float(any(p.unit.kind in ("group", "pronoun") for p in partners)),
            "learnt": sum(p.rule == "learnt" for p in partners) / len(partners),
        }
        out.update((f"words say {cue}", 1.0) for cue in cues)
        return out
