"""Which predicted actor, meeting or initiative is held against which of the gold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from articles.scoring.comparing import dates_overlap, norm, similarity, within, words
from articles.scoring.documents import ScoredActor, ScoredRecord, Span

Key = str | tuple[str, str]
Grade = tuple[int, float, int, bool]
Rank = TypeVar("Rank", Grade, float)


def greedy(scored: Iterable[tuple[Rank, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (i, j) from (score, i, j), highest score first."""
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(scored, key=lambda s: s[0], reverse=True):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return pairs


def assign(w: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Maximum-weight one-to-one matching of rows and columns; pairs of weight 0 are left out.

    The Hungarian algorithm with potentials, O(n³).
    """
    rows, cols = len(w), len(w[0]) if w else 0
    n = max(rows, cols)
    cost = [[-w[i][j] if i < rows and j < cols else 0.0 for j in range(n)] for i in range(n)]
    u, v, row_of = [0.0] * (n + 1), [0.0] * (n + 1), [0] * (n + 1)
    for i in range(1, n + 1):
        row_of[0] = i
        j, back = _shortest_path(cost, u, v, row_of)
        while j:
            row_of[j] = row_of[back[j]]
            j = back[j]
    found = ((row_of[j] - 1, j - 1) for j in range(1, n + 1))
    return sorted((i, j) for i, j in found if i < rows and j < cols and w[i][j] > 0)


def _shortest_path(cost: list[list[float]], u: list[float], v: list[float], row_of: list[int]) -> tuple[int, list[int]]:
    """A free column for the row in `row_of[0]` and the way back from it; the potentials `u`, `v` move."""
    n, j = len(cost), 0
    low, back, done = [inf] * (n + 1), [0] * (n + 1), [False] * (n + 1)
    while row_of[j]:
        done[j] = True
        row, delta, nearest = row_of[j], inf, 0
        for k in range(1, n + 1):
            if not done[k]:
                c = cost[row - 1][k - 1] - u[row] - v[k]
                if c < low[k]:
                    low[k], back[k] = c, j
                if low[k] < delta:
                    delta, nearest = low[k], k
        for k in range(n + 1):
            if done[k]:
                u[row_of[k]] += delta
                v[k] -= delta
            else:
                low[k] -= delta
        j = nearest
    return j, back


def actor_match(gold: ScoredActor, pred: ScoredActor) -> Grade | None:
    """How well two actors match, best first as a sortable tuple; None when they do not.

    4 equal names; 3 one's name among the other's surfaces; 2 a person's words in another order;
    1 a person's shorter name inside the fuller one with its surname (last word, or a one-word
    surface), or an organisation's name with similarity >= 0.8.
    """
    if gold.kind != pred.kind:
        return None
    a, b, near = norm(gold.name), norm(pred.name), similarity(gold.name, pred.name)
    if a == b:
        grade = 4
    elif a in pred.surfaces or b in gold.surfaces:
        grade = 3
    elif gold.kind == "person":
        grade = _person_grade(gold, pred)
    else:
        grade = int(gold.kind == "organisation" and near >= 0.8)
    return (grade, near, len(gold.surfaces & pred.surfaces), not gold.optional) if grade else None


def _person_grade(gold: ScoredActor, pred: ScoredActor) -> int:
    short, full = sorted((gold, pred), key=lambda x: len(set(words(x.name))))
    part, whole = set(words(short.name)), words(full.name)
    surnames = {*whole[-1:], *(s for s in full.surfaces if " " not in s)}
    return 2 if part == set(whole) else 1 if part < set(whole) and part & surnames else 0


class ActorPairs:
    """The matching of two documents' actors, and participants compared through it."""

    def __init__(self, golds: Sequence[ScoredActor], preds: Sequence[ScoredActor]) -> None:
        self.pairs = greedy(
            (grade, i, j)
            for i, g in enumerate(golds)
            for j, p in enumerate(preds)
            if (grade := actor_match(g, p)) is not None
        )
        pairs = [(golds[i], preds[j]) for i, j in self.pairs]
        self.to_gold = {p.id: g.id for g, p in pairs}
        soft = [(g, p) for g, p in pairs if g.optional or p.optional]
        self.skip_gold = {g.id for g in golds if g.optional} | {g.id for g, _ in soft}
        self.skip_pred = {p.id for p in preds if p.optional} | {p.id for _, p in soft}

    def key(self, actor: str) -> Key:
        """The gold id of a predicted actor, ('?', id) for one that matches none."""
        return self.to_gold.get(actor, ("?", actor))

    def members(
        self, gold: ScoredRecord | None, pred: ScoredRecord | None
    ) -> tuple[dict[Key, str | None], dict[Key, str | None]]:
        """The counted participants of two records, each as {gold id or ('?', id): role}."""
        pred_optional = {self.key(a) for a in pred.who_optional} if pred else set()
        skip = self.skip_gold | (gold.who_optional if gold else set()) | pred_optional
        want: dict[Key, str | None] = {a: role for a, role in (gold.who if gold else {}).items() if a not in skip}
        got = {
            self.key(a): role
            for a, role in (pred.who if pred else {}).items()
            if a not in self.skip_pred and self.key(a) not in skip
        }
        return want, got

    def f1(self, gold: ScoredRecord, pred: ScoredRecord) -> float:
        """Participants' F1 of two records (1 when neither has any)."""
        want, got = self.members(gold, pred)
        return 2 * len(want.keys() & got.keys()) / (len(want) + len(got)) if want or got else 1.0


@dataclass(frozen=True)
class Agreement:
    """Where two meetings or initiatives agree, field by field."""

    kind: bool
    status: bool
    date: bool
    date_overlap: bool
    place: bool
    online: bool
    name: bool


def agreement(g: ScoredRecord, p: ScoredRecord) -> Agreement:
    return Agreement(
        kind=g.kind == p.kind, status=g.status == p.status, date=(g.date or None) == (p.date or None),
        date_overlap=dates_overlap(g.date, p.date), place=within(g.place, p.place), online=g.online == p.online,
        name=similarity(g.name, p.name) >= 0.6,
    )  # fmt: skip


def match_records(
    lines: Sequence[Span], golds: Sequence[ScoredRecord], preds: Sequence[ScoredRecord], actors: ActorPairs, part: str
) -> list[tuple[int, int]]:
    """Pairs (i, j) of meetings or initiatives by maximum weight among those that share a sentence."""

    def weight(g: ScoredRecord, p: ScoredRecord) -> float:
        home = [s for s in lines if any(_overlap(s, x) for x in g.spans)]
        if not any(_overlap(s, x) for s in home for x in p.spans):
            return 0
        same = agreement(g, p)
        return (
            same.kind + same.status + (same.date + same.date_overlap) / 2
            + (same.place if part == "meetings" else 0) + actors.f1(g, p) + similarity(g.name, p.name)
            + 0.01 + 0.001 * (not g.optional)  # any possible pair counts; regular gold first
        )  # fmt: skip

    return assign([[weight(g, p) for p in preds] for g in golds])


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]
