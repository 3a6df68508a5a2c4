"""Where the actors of an article are: in which sentences, beside whom, and at which events by the analyser's word."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from articles.extraction.clauses import lists_of
from articles.extraction.mentions import covered
from articles.extraction.names.actors import Cast
from articles.extraction.readings import Arc, courtesies
from articles.extraction.units import Unit


class Scene:
    """The words of one article that stand for actors: by token, by sentence, and in lists.

    `units`: every expression that stands for actors, in order.
    """

    def __init__(self, cast: Cast, units: Sequence[Unit]) -> None:
        self.cast, self.doc, self.units = cast, cast.doc, units
        self._starts = [s.start for s in self.doc.sents]
        whole = [m for m, _ in cast.at.values() if not m.part]
        #: each token of a name: the name, and whose it is
        self.names = {i: (m, cast.at[m.start][1]) for i, m in covered(whole).items()}
        self.names |= {i: self.names[at] for i, at in courtesies(self.doc, self.names).items()}
        #: each token of an expression that names nobody
        self.pointing = {i: u for u in units if u.kind in ("pronoun", "group") for i in range(u.start, u.end)}
        #: actor → the sentences that name it
        self.named: dict[str, set[int]] = defaultdict(set)
        for mention, actor in cast.at.values():
            self.named[actor].add(self.sentence(mention.start))
        #: the lists of names ('A of X, B of Y and C'), each with its sentence
        self.lists = list(lists_of(self.doc, units))
        self._most = max((len(a.mentions) for a in cast.actors.values()), default=1)

    def sentence(self, token: int) -> int:
        """The number of the sentence that a token stands in."""
        return bisect_right(self._starts, token) - 1

    def share(self, actor: str) -> float:
        """How often an actor is named, beside the one that is named most (0-1)."""
        return len(self.cast.actors[actor].mentions) / self._most

    def meant(self, token: int) -> Sequence[str]:
        """The actors that the words at a token name or point to."""
        if token in self.names:
            return (self.names[token][1],)
        return self.pointing[token].actors if token in self.pointing else ()


class Presence:
    """Who is told of where, as one question about an article needs it.

    `arcs`: those of the analyser that tell who is at an event, which the question is about. `counts_for`: the actors
    that one told of counts for, itself or whom it stands for.
    """

    def __init__(self, scene: Scene, arcs: Iterable[Arc], counts_for: Callable[[str], Iterable[str]]) -> None:
        #: actor → the sentences that name it, or tell of somebody who counts for it
        self.told: dict[str, set[int]] = defaultdict(set, {a: set(told) for a, told in scene.named.items()})
        for unit in scene.units:
            for actor in _counted(unit.actors, counts_for):
                self.told[actor].add(scene.sentence(unit.start))
        #: actor and sentence → those told in one list with it there
        self.mates: dict[tuple[str, int], set[str]] = defaultdict(set)
        for n, row in scene.lists:
            listed = {actor for unit in row for actor in _counted(unit.actors, counts_for)}
            for actor in listed:
                self.mates[actor, n] |= listed - {actor}
        #: anchor of an event → who is there, by which arc
        self.rows: dict[int, list[tuple[str, Arc]]] = defaultdict(list)
        #: the same → actor → the likelihood of its surest mention
        self.surest: dict[int, dict[str, float]] = defaultdict(dict)
        for arc in arcs:
            for actor in _counted(scene.meant(arc.column), counts_for):
                self.rows[arc.row].append((actor, arc))
                self.surest[arc.row][actor] = max(arc.confidence, self.surest[arc.row].get(actor, 0.0))

    def likely(self, anchors: Iterable[int], actor: str) -> tuple[float, float]:
        """The analyser's likelihood that an actor is at what the anchors tell of: at the likeliest, and on average."""
        best = [self.surest[n].get(actor, 0.0) for n in anchors]
        return max(best, default=0.0), sum(best) / len(best) if best else 0.0


def _counted(actors: Iterable[str], counts_for: Callable[[str], Iterable[str]]) -> Iterable[str]:
    return (counted for actor in actors for counted in counts_for(actor))
