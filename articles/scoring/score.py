"""Score extracted actors, meetings and initiatives against gold annotations.

All figures are micro-averaged over the files.

actors       one to one, best matches first, same kind only (see actor_match).
posts        (person, title, body) on matched persons, title similarity >= 0.8 (a body that is
             an optional actor is free); posts_all also counts missed and superfluous persons' posts.
meetings     a pair is possible when predicted evidence overlaps a sentence that holds a gold
             anchor; pairs are chosen by maximum-weight matching, weight = agreement on kind, status,
             date (overlap alone: half), place, participants' F1 and name similarity. Field accuracies
             are over matched pairs. Participants are pooled over all meetings, so a missed meeting
             costs its participants. strict = matched + date exact + status equal + participants' F1 >= 0.5.
initiatives  the same with parties; name counts as right from similarity 0.6.

Token-set similarity is Jaccard's (shared words / all words, without 'the'). Gold marked optional (actors,
meetings, initiatives, single participants, or initiatives' `parties_optional`) neither rewards nor punishes:
what matches it is left out of the count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from articles.scoring.comparing import similarity
from articles.scoring.documents import MEMBERS, ScoredActor, ScoredRecord, read_document, sentences
from articles.scoring.matching import ActorPairs, Key, agreement, greedy, match_records

ACTOR_KINDS = ("person", "country", "organisation")
FIELDS = {
    "meetings": ("kind", "status", "date", "date_overlap", "place", "online"),
    "initiatives": ("kind", "status", "date", "date_overlap", "name"),
}
Count = Counter[tuple[str, str]]
Figures = dict[str, Any]
Report = dict[str, Figures]
Item = TypeVar("Item", ScoredActor, ScoredRecord)


class Score:
    """Counts, (section, 'tp'|'pred'|'gold' or 'ok'|'of') -> number, and error lines of one document.

    `places`: for each error, where in the text it belongs (-1: nowhere). `right`: (section, id) of each predicted fact
    that counts -> whether it is right; a post's id is that of its person with its place among his posts ('a3 0').
    """

    def __init__(self, text: str, gold: Mapping[str, Any], pred: Mapping[str, Any], *, both_gold: bool = False) -> None:
        """`both_gold`: the prediction is a second annotation, with surfaces and anchors."""
        self.text = text
        self.count: Count = Counter()
        self.errors: list[str] = []
        self.places: list[int] = []
        self.right: dict[tuple[str, str], bool] = {}
        want, got = read_document(gold, text, gold=True), read_document(pred, text, gold=both_gold)
        self.actors = ActorPairs(want.actors, got.actors)
        self.names: dict[Key, str] = {a.id: a.name for a in want.actors}
        self.names.update({("?", a.id): a.name for a in got.actors})
        self._score_actors(*_split(want.actors, got.actors, self.actors.pairs))
        lines = sentences(text)
        for part in MEMBERS:
            pairs = match_records(lines, want.records[part], got.records[part], self.actors, part)
            self._score_records(part, *_split(want.records[part], got.records[part], pairs))

    def _add(self, section: str, tp: int, pred: int, gold: int) -> None:
        self.count.update({(section, "tp"): tp, (section, "pred"): pred, (section, "gold"): gold})

    def _judge(self, section: str, right: Iterable[str], wrong: Iterable[str]) -> None:
        self.right.update(dict.fromkeys(((section, id) for id in right), True))
        self.right.update(dict.fromkeys(((section, id) for id in wrong), False))

    def _note(self, part: str, what: str, line: str, at: int) -> None:
        self.errors.append(f"{part:<12}{what:<8}{line}")
        self.places.append(at)

    def _called(self, *keys: Key | None) -> str:
        return ", ".join(sorted(str(self.names.get(k, k) if k is not None else k) for k in keys))

    def _score_actors(
        self, matched: list[tuple[ScoredActor, ScoredActor]], missed: list[ScoredActor], extra: list[ScoredActor]
    ) -> None:
        """Actors, also per kind, and persons' posts."""
        self._judge("actors", [p.id for _, p in matched], [p.id for p in extra])
        self._judge("posts", [], [f"{p.id} {k}" for p in extra for k in range(len(p.posts))])
        found = [g for g, _ in matched]
        self._add("actors", len(found), len(found + extra), len(found + missed))
        for kind in ACTOR_KINDS:
            tp, pred, gold = (sum(a.kind == kind for a in side) for side in (found, found + extra, found + missed))
            self._add(f"actors.{kind}", tp, pred, gold)
        for what, side in ("missed", missed), ("extra", extra):
            for a in side:
                self._note("actors", what, f"{a.kind} {a.name} ({a.id})", self.text.find(a.name))
                self._add("posts_all", 0, len(a.posts) * (what == "extra"), len(a.posts) * (what == "missed"))
        for g, p in matched:
            self._score_posts(g, p)

    def _score_posts(self, g: ScoredActor, p: ScoredActor) -> None:
        """The posts of one matched person."""
        gold: list[tuple[str | None, Key | None]] = [(x.get("title"), x.get("body") or None) for x in g.posts]
        pred: list[tuple[str | None, Key | None]] = [
            (x.get("title"), self.actors.key(x["body"]) if x.get("body") else None) for x in p.posts
        ]
        pairs = greedy(
            (near, i, j)
            for i, x in enumerate(gold)
            for j, y in enumerate(pred)
            if (x[1] == y[1] or x[1] in self.actors.skip_gold) and (near := similarity(x[0], y[0])) >= 0.8
        )
        paired = {j for _, j in pairs}
        self._judge("posts", *([f"{p.id} {k}" for k in range(len(pred)) if (k in paired) == good] for good in (1, 0)))
        for section in ("posts", "posts_all"):
            self._add(section, len(pairs), len(pred), len(gold))
        for what, side, n in ("missed", gold, 0), ("extra", pred, 1):
            for k, (title, body) in enumerate(side):
                if k not in {pair[n] for pair in pairs}:
                    self._note("posts", what, f"{g.name}: {title} / {self._called(body)}", self.text.find(g.name))

    def _score_records(
        self, part: str, matched: list[tuple[ScoredRecord, ScoredRecord]],
        missed: list[ScoredRecord], extra: list[ScoredRecord],
    ) -> None:  # fmt: skip
        """Meetings or initiatives: detection, fields of matched pairs, participants, strict."""
        self._judge(part, [p.id for _, p in matched], [p.id for p in extra])
        strict = 0
        for g, p in matched:
            same = agreement(g, p)
            strict += same.date and same.status and self.actors.f1(g, p) >= 0.5
            for f in FIELDS[part]:
                self.count.update({(f"{part}.{f}", "ok"): getattr(same, f), (f"{part}.{f}", "of"): 1})
            wrong = [f for f in FIELDS[part] if f != "date_overlap" and not getattr(same, f)]
            self._score_members(part, g, p, [f"{f} {getattr(g, f)!r} not {getattr(p, f)!r}" for f in wrong])
        for section, tp in (part, len(matched)), (f"{part}.strict", strict):
            self._add(section, tp, len(matched) + len(extra), len(matched) + len(missed))
        for g in missed:
            self._score_members(part, g, None)
            self._note(part, "missed", self._show(g, g.who), _begin(g))
        for p in extra:
            self._score_members(part, None, p)
            self._note(part, "extra", self._show(p, map(self.actors.key, p.who)), _begin(p))

    def _score_members(
        self, part: str, g: ScoredRecord | None, p: ScoredRecord | None, notes: Sequence[str] = ()
    ) -> None:
        """Participants of one pair, or of a record without partner; `notes` are its other differences."""
        want, got = self.actors.members(g, p)
        both, section = [a for a in want if a in got], f"{part}.{MEMBERS[part]}"
        same_role = [a for a in both if want[a] == got[a]]
        self._add(section, len(both), len(got), len(want))
        if part == "meetings":
            self._add(f"{section}+role", len(same_role), len(got), len(want))
        if g is None or p is None:
            return
        notes = [
            *notes,
            *(f"no {self._called(a)}" for a in want if a not in got),
            *(f"wrong {self._called(a)}" for a in got if a not in want),
            *(f"{self._called(a)} {want[a]!r} not {got[a]!r}" for a in both if a not in same_role),
        ]
        if notes:
            self._note(part, "differ", f"{g.id}~{p.id} {g.name or g.kind}: " + "; ".join(notes), _begin(g))

    def _show(self, r: ScoredRecord, who: Iterable[Key]) -> str:
        quote = " ".join(self.text[slice(*r.spans[0])].split())[:70] if r.spans else ""
        fields = ", ".join(str(x or "-") for x in (r.kind, r.status, r.date, r.name))
        return f"{r.id} {fields} [{self._called(*who)}] “{quote}”"


def _split(
    golds: Sequence[Item], preds: Sequence[Item], pairs: Sequence[tuple[int, int]]
) -> tuple[list[tuple[Item, Item]], list[Item], list[Item]]:
    """Matched pairs, missed gold and superfluous predictions; optional ones and their partners left out."""
    left, right = {i for i, _ in pairs}, {j for _, j in pairs}
    return (
        [(golds[i], preds[j]) for i, j in pairs if not (golds[i].optional or preds[j].optional)],
        [g for i, g in enumerate(golds) if i not in left and not g.optional],
        [p for j, p in enumerate(preds) if j not in right and not p.optional],
    )


def _begin(record: ScoredRecord) -> int:
    return record.spans[0][0] if record.spans else -1


def ratio(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def sections() -> Iterator[str]:
    """The sections with precision and recall, in the order of the table."""
    yield from ("actors", *(f"actors.{k}" for k in ACTOR_KINDS), "posts", "posts_all")
    for part, who in MEMBERS.items():
        yield from (part, f"{part}.strict", f"{part}.{who}")
        if part == "meetings":
            yield f"{part}.{who}+role"


def report(count: Count) -> Report:
    """Counts as {section: {p, r, f1, tp, pred, gold}} and {section: {accuracy, ok, of}}; null where undefined."""
    out: Report = {}
    for s in sections():
        tp, np, ng = (int(count[s, k]) for k in ("tp", "pred", "gold"))
        out[s] = {
            "p": ratio(tp, np),
            "r": ratio(tp, ng),
            "f1": ratio(2 * tp, np + ng),
            "tp": tp,
            "pred": np,
            "gold": ng,
        }
    for part, fields in FIELDS.items():
        for s in (f"{part}.{f}" for f in fields):
            ok, of = int(count[s, "ok"]), count[s, "of"]
            out[s] = {"accuracy": ratio(ok, of), "ok": ok, "of": of}
    return out


def table(scores: Report, moved: Mapping[str, float] | None = None) -> Iterator[str]:
    """The report as lines of text; `moved`: change of each section in points, None without earlier figures."""
    change = "" if moved is None else f" {'change':>7}"
    yield f"{'':<28}{'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'pred':>5} {'gold':>5}{change}"
    for s, x in scores.items():
        if "p" in x:
            line = f"{_shown(x['p'])} {_shown(x['r'])} {_shown(x['f1'])} {x['tp']:6} {x['pred']:5} {x['gold']:5}"
            yield f"{s:<28}{line}{_change(s, moved)}"
    yield f"{'on matched pairs':<28}{'acc.':>6} {'right':>20} {'of':>5}{change}"
    for s, x in scores.items():
        if "accuracy" in x:
            yield f"{s:<28}{_shown(x['accuracy'])} {x['ok']:20} {x['of']:5}{_change(s, moved)}"


def _change(section: str, moved: Mapping[str, float] | None) -> str:
    """In points: '+0.4', '=' for none."""
    if moved is None:
        return ""
    return f" {moved[section]:+7.1f}" if section in moved else f" {'=':>7}"


def _shown(x: float | None) -> str:
    return "     -" if x is None else f"{x:6.3f}"
