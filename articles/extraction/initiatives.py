"""Undertakings between actors: agreements, plans, partnerships, funds, named or described, with parties and status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence, clause_bounds
from articles.extraction.dates import DateMention
from articles.extraction.facts import InitiativeFact, PostFact, Source, Span
from articles.extraction.names.actors import Cast
from articles.extraction.units import Unit
from articles.extraction.words import is_hyphen, plain, text_of

DETERMINERS = frozenset({"the", "a", "an", "this", "that", "their", "its", "his", "her", "these", "our"})
DEFINITE = frozenset({"the", "this", "that", "these"})
STATUS_BY_KIND = {"agreement": "signed"}
COMPLEMENT_WORDS = 12
CUE_REACH = 8
NP_REACH = 6


@dataclass
class Undertaking:
    """An initiative while the article is read; `start`/`end`: the tokens of its name where it was told first."""

    start: int
    end: int
    kind: str
    name: str
    named: bool
    status: str = ""
    cue: tuple[int, int] | None = None
    date: DateMention | None = None
    parties: dict[str, tuple[int, int, str, float]] = field(default_factory=dict)
    sentences: list[tuple[int, int]] = field(default_factory=list)


@cache
def _nouns() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word → (words, kind, needs), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("initiative_nouns"):
        words = tuple(row["noun"].split())
        out.setdefault(words[0], []).append((words, row["kind"], row["needs"]))
    for same in out.values():
        same.sort(key=lambda n: -len(n[0]))
    return out


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("initiative_cues"):
        words = tuple(row["words"].split())
        out.setdefault(words[0], []).append((words, row["status"]))
    return out


def initiative_kind(words: str) -> str:
    padded = f" {plain(words)} "
    return next((r["kind"] for r in lexicon.rows("initiative_kinds") if f" {r['words']} " in padded), "other")


class InitiativeReader:
    """Reads the undertakings of one article."""

    def __init__(
        self, cast: Cast, units: Sequence[Unit], dates: Sequence[DateMention], posts: Mapping[str, Sequence[PostFact]]
    ) -> None:
        self.cast, self.doc, self.units, self.dates = cast, cast.doc, units, dates
        self.homes = {person: [p.body for p in held if p.body] for person, held in posts.items()}
        self.found: list[Undertaking] = []

    def read(self) -> list[Undertaking]:
        ranges = [(d.start, d.end) for d in self.dates]
        for sent in self.doc.sents:
            sentence = Sentence(self.doc, sent.start, sent.end, self.units, ranges)
            taken: set[int] = set()
            for start, end, kind, needs, named in (*self._named(sentence), *self._described(sentence)):
                if taken.isdisjoint(range(start, end)):
                    taken |= set(range(start, end))
                    self._take(sentence, start, end, kind, needs, named)
        return self.found

    def _named(self, sentence: Sentence) -> Iterator[tuple[int, int, str, str, bool]]:
        for m in self.cast.others:
            if m.kind == "initiative" and sentence.start <= m.start < sentence.end:
                yield m.start, self._period(m.end), initiative_kind(text_of(self.doc, m.start, m.end)), "", True
        for start in range(sentence.start, sentence.end):
            held = self.cast.at.get(start)
            if held and held[0].kind == "organisation" and held[0].form == "pattern" and not held[0].part:
                words = text_of(self.doc, held[0].start, held[0].end)
                if initiative_kind(words) == "mechanism" and len(self._actors_inside(held[0].start, held[0].end)) > 1:
                    yield held[0].start, held[0].end, "mechanism", "", True

    def _period(self, end: int) -> int:
        """A period behind a name belongs to it: 'Action Plan | for the 2016-2020 period', 'Plan | 2016-2020'."""
        for d in self.dates:
            if end <= d.start <= end + 2 and all(
                t.lower_ in ("for", "the", "of", "period", "(", "to", "until") for t in self.doc[end : d.start]
            ):
                if d.edtf and ("/" in d.edtf or d.start == end or self.doc[end].lower_ == "for"):
                    return d.end + (self.doc[d.end : d.end + 1].text == "period")
        return end

    def _described(self, sentence: Sentence) -> Iterator[tuple[int, int, str, str, bool]]:
        for i in range(sentence.start, sentence.end):
            for words, kind, needs in _nouns().get(self.doc[i].lower_, ()):
                end = i + len(words)
                if all(i + n < sentence.end and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                    yield self._phrase_start(sentence.start, i), self._period(self._complement(end)), kind, needs, False
                    break

    def _phrase_start(self, floor: int, first: int) -> int:
        start = first
        while start > floor and first - start < NP_REACH:
            token = self.doc[start - 1]
            low = token.lower_
            if low in DETERMINERS:
                return start - 1
            stops = (
                lexicon.entries("function_words")
                | lexicon.entries("finite_verbs")
                | lexicon.entries("undertaking_verbs")
            )
            if low in stops or (token.is_punct and not is_hyphen(token)) or token.text in ("'s", "’s"):
                break
            start -= 1
        return start

    def _complement(self, end: int) -> int:
        """'on economic cooperation', 'for ASEAN specialists': up to the next verb, stop or preposition of another kind."""
        doc = self.doc
        if end >= len(doc) or doc[end].lower_ not in ("on", "of", "for", "against"):
            return end
        dates = {i for d in self.dates for i in range(d.start, d.end)}
        if end + 1 in dates:
            return end
        i = end + 1
        while i < min(end + COMPLEMENT_WORDS, len(doc)) and not doc[i].is_sent_start and not self._ends_name(i, dates):
            i += 1
        while i > end and doc[i - 1].lower_ in ("and", "the", "of", "for", "a", "on"):
            i -= 1
        return i if i > end + 1 else end

    def _ends_name(self, i: int, dates: set[int]) -> bool:
        token = self.doc[i]
        low = token.lower_
        if i in dates or (token.is_punct and not is_hyphen(token)) or token.is_space:
            return True
        return low in lexicon.entries("name_stoppers") or low in lexicon.entries("clause_openers") or (
            low in lexicon.entries("finite_verbs")
        )  # fmt: skip

    def _take(self, sentence: Sentence, start: int, end: int, kind: str, needs: str, named: bool) -> None:
        doc = self.doc
        name_start = start + (doc[start].lower_ in DETERMINERS)
        name = text_of(doc, name_start, end)
        new = Undertaking(name_start, end, kind, name, named, sentences=[(sentence.start, sentence.end)])
        self._status(new)
        self._parties(new, sentence)
        old = self._told_before(new, definite=doc[start].lower_ in DEFINITE)
        if old is not None:
            self._merge(old, new)
            return
        if needs == "sign" and not self._is_clear(new, start):
            return
        if not named and not new.parties and not new.cue:
            return
        new.date = self._date(new)
        self.found.append(new)

    def _is_clear(self, new: Undertaking, start: int) -> bool:
        """A plain noun ('agreement', 'plan') counts beside a verb of signing or launching, or with its subject behind it."""
        bare = new.end - new.start == 1
        indefinite = self.doc[start].lower_ in ("a", "an", "their") or start == new.start
        return new.cue is not None and bool(new.parties) and (not bare or indefinite)

    def _told_before(self, new: Undertaking, *, definite: bool) -> Undertaking | None:
        words = set(plain(new.name).split())
        for old in reversed(self.found):
            before = set(plain(old.name).split())
            if (
                words == before
                or (words < before and (definite or len(words) > 2))
                or (before < words and len(before) > 2)
            ):
                return old
        if definite and not new.named and len(words) <= 2:
            head = plain(self.doc[new.end - 1].text)
            return next((o for o in reversed(self.found) if head in plain(o.name).split() or o.kind == new.kind), None)
        return None

    def _merge(self, old: Undertaking, new: Undertaking) -> None:
        old.sentences += [s for s in new.sentences if s not in old.sentences]
        old.parties = old.parties or new.parties
        if new.named and not old.named:
            old.name, old.start, old.end, old.named = new.name, new.start, new.end, True
        if new.cue and not old.cue:
            old.status, old.cue = new.status, new.cue

    def _status(self, new: Undertaking) -> None:
        first, last = clause_bounds(self.doc, new.start)
        best: tuple[int, str, int, int] | None = None
        for i in range(max(first, new.start - CUE_REACH), min(last, new.end + CUE_REACH)):
            for words, status in _cues().get(self.doc[i].lower_, ()):
                if new.start <= i < new.end and status != "negotiating":
                    continue
                if all(i + n < last and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                    far = new.start - i if i < new.start else i - new.end
                    if best is None or far < best[0]:
                        best = (far, self._told(status, i), i, i + len(words))
        new.status = best[1] if best else ("ongoing" if new.kind != "agreement" else "signed")
        new.cue = (best[2], best[3]) if best else None

    def _told(self, status: str, i: int) -> str:
        """'will be signed' is planned."""
        before = [t.lower_ for t in self.doc[max(0, i - 4) : i]]
        return "planned" if status in ("signed", "ongoing") and {"will", "to", "would"} & set(before) else status

    def _actors_inside(self, start: int, end: int) -> list[str]:
        held = (self.cast.at.get(i) for i in range(start, end))
        return list(
            dict.fromkeys(h[1] for h in held if h and h[0].kind != "person" and (h[0].start, h[0].end) != (start, end))
        )

    def _parties(self, new: Undertaking, sentence: Sentence) -> None:
        def add(actor: str, start: int, end: int, rule: str, confidence: float) -> None:
            for party in self._party(actor):
                new.parties.setdefault(party, (start, end, rule, confidence))

        for actor in self._actors_inside(new.start, new.end):
            add(actor, new.start, new.end, "in-name", 0.85)
        for units, governor in zip(sentence.lists, sentence.governors, strict=True):
            if new.end <= units[0].start < new.end + COMPLEMENT_WORDS and governor in ("between", "with", "among"):
                for unit in units:
                    for actor in unit.actors:
                        add(actor, unit.start, unit.end, f"party-{governor}", 0.85)
        if len(new.parties) < 2 and new.cue:
            for unit in sentence.subject_of(new.start):
                for actor in unit.actors:
                    add(actor, unit.start, unit.end, "signer", 0.7)
        if len(new.parties) < 2:
            self._pair(new, sentence, add)

    def _pair(self, new: Undertaking, sentence: Sentence, add: object) -> None:
        """'their partnership': exactly two countries or bodies in the sentence are its parties."""
        sides = list(dict.fromkeys(p for u in sentence.units for a in u.actors for p in self._party(a)))
        if len(sides) == 2 and callable(add):
            for side in sides:
                add(side, new.start, new.end, "pair-in-sentence", 0.6)

    def _party(self, actor: str) -> list[str]:
        """Persons stand for the country or body they hold a post in."""
        if self.cast.actors[actor].kind != "person":
            return [actor]
        return self.homes.get(actor, [])[:1]

    def _date(self, new: Undertaking) -> DateMention | None:
        inside = [d for d in self.dates if new.start <= d.start < new.end and d.edtf]
        if inside:
            return inside[0]
        if new.cue is None or new.status not in ("signed", "planned", "ongoing", "completed"):
            return None
        first, last = clause_bounds(self.doc, new.cue[0])
        near = [d for d in self.dates if first <= d.start < last and d.edtf]
        return min(near, key=lambda d: min(abs(d.start - new.end), abs(new.start - d.end)), default=None)


def assemble_initiatives(
    cast: Cast, units: Sequence[Unit], dates: Sequence[DateMention], posts: Mapping[str, Sequence[PostFact]],
    *, offset: int,
) -> tuple[InitiativeFact, ...]:  # fmt: skip
    """The undertakings of an article as facts."""
    found = InitiativeReader(cast, units, dates, posts).read()
    return tuple(_fact(f"i{n}", u, cast.doc, offset) for n, u in enumerate(found, 1))


def _fact(id: str, u: Undertaking, doc: Doc, offset: int) -> InitiativeFact:
    def span(start: int, end: int) -> Span:
        words = doc[start:end]
        return Span(offset + words.start_char, offset + words.end_char)

    name = span(u.start, u.end)
    sources = {
        "kind": Source(name, "initiative-words", 0.85),
        "name": Source(name, "initiative-named" if u.named else "initiative-described", 0.85 if u.named else 0.7),
        "status": Source(span(*u.cue) if u.cue else name, "initiative-cue" if u.cue else "initiative-default", 0.7),
    }
    if u.date:
        sources["date"] = Source(span(u.date.start, u.date.end), u.date.rule, u.date.confidence * 0.8)
    return InitiativeFact(
        id, u.kind, u.name, u.status, u.date.edtf if u.date else None,
        tuple((actor, Source(span(start, end), rule, sure)) for actor, (start, end, rule, sure) in u.parties.items()),
        tuple(span(*s) for s in u.sentences), 0.8 if u.named else 0.6, sources,
    )  # fmt: skip
