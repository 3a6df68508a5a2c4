"""What the analyser's network says of an article's undertakings: their words, traits, parties, dates, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from articles.extraction.readings import Arc, Mention, reading_of
from articles.extraction.words import before_open_bracket, is_hyphen

NAMED, REFERENCE = "INITIATIVE", "INITIATIVE_TRIGGER"
MEETING = ("MEETING", "MEETING_TRIGGER")
NOUNS = frozenset({"NOUN", "PROPN"})
#: how sure an arc must be that leads back from 'they', 'its' …
SURE_REFERENCE = 0.85
#: what no name of an undertaking begins or ends with
OUTER = frozenset({"ADP", "DET", "PUNCT", "CCONJ", "SCONJ", "PRON", "PART", "AUX", "SPACE", "SYM"})
#: dependents that stand before a noun as parts of its name
BEFORE_NOUN = ("compound", "amod", "nummod", "goeswith", "flat")


@dataclass(frozen=True)
class Marked:
    """Words that the network takes for an undertaking, pieces joined and ends mended; `head`: the noun it is about."""

    start: int
    end: int
    head: int
    mentions: tuple[Mention, ...]

    @property
    def confidence(self) -> float:
        return max(m.confidence for m in self.mentions)

    def trait(self, name: str) -> tuple[str, float]:
        """The likeliest value that a trait has for one of the pieces, the piece that ends the words before others."""
        return self.mentions[-1].traits.get(name, ("", 0.0))


class LearntInitiatives:
    """The network's undertakings of one article; empty where another pipeline read it."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        reading = reading_of(doc)
        self._arcs: dict[int, list[Arc]] = {}
        for arc in reading.arcs:
            self._arcs.setdefault(arc.row, []).append(arc)
        self.mentions = [m for m in reading.events if m.label in (NAMED, REFERENCE)]
        self.marked = [m for pieces in self._joined() if (m := self._mended(pieces)) is not None]
        self.meetings = [m for m in reading.events if m.label in MEETING]
        self.references = [m for m in self.mentions if m.label == REFERENCE]

    def _joined(self) -> Iterator[list[Mention]]:
        """Mentions that touch, or that a hyphen joins, are one; a short name in brackets behind one is no other."""
        pieces: list[Mention] = []
        for mention in (m for m in self.mentions if m.label == NAMED):
            if pieces and self._is_short_name(pieces[-1].end, mention):
                continue
            if pieces and not self._touches(pieces[-1].end, mention.start):
                yield pieces
                pieces = []
            pieces.append(mention)
        if pieces:
            yield pieces

    def _is_short_name(self, end: int, mention: Mention) -> bool:
        """'the Free Trade Agreement (| MSFTA)'."""
        around = self.doc[end : mention.start].text, self.doc[mention.end : mention.end + 1].text
        return around == ("(", ")") and self.doc[mention.start : mention.end].text.isupper()

    def _touches(self, end: int, start: int) -> bool:
        if end == start:
            return not self.doc[start].is_sent_start
        if end + 1 == start and self.doc[end].text == "(" and self._goes_on(start):
            return True
        return end + 1 == start and is_hyphen(self.doc[end]) and not self.doc[end].whitespace_

    def _goes_on(self, start: int) -> bool:
        """'a memorandum of understanding (| MoU) on energy cooperation': past the bracket."""
        return any(m.start == start and self.doc[start + 1 : m.end - 1].text.startswith(")") for m in self.mentions)

    def _mended(self, pieces: Sequence[Mention]) -> Marked | None:
        """Ends that are no part of a name fall off, what belongs to the noun in front is taken in."""
        start, end = pieces[0].start, pieces[-1].end
        while start < end and self.doc[start].pos_ in OUTER:
            start += 1
        while start < end and self.doc[end - 1].pos_ in OUTER:
            end -= 1
        end = start + before_open_bracket(self.doc[start:end])
        if start == end:
            return None
        head = self.doc[start:end].root
        if head.pos_ not in NOUNS:
            return None
        return Marked(self._first(head, start), end, head.i, tuple(pieces))

    def _first(self, head: Token, start: int) -> int:
        sent = head.sent.start
        own = {t.i for child in head.lefts if child.dep_.startswith(BEFORE_NOUN) for t in child.subtree}
        while start > sent and (start - 1 in own or self._hyphened(start)) and self.doc[start - 1].pos_ != "DET":
            start -= 1
        return start

    def _hyphened(self, start: int) -> bool:
        """Does a hyphen join token `start` to the one before?"""
        before = self.doc[start - 1]
        return (is_hyphen(before) and not before.whitespace_) or is_hyphen(self.doc[start])

    def over(self, start: int, end: int) -> list[Mention]:
        """The mentions that share words with tokens `start` to `end`."""
        return [m for m in self.mentions if m.start < end and start < m.end]

    def is_met(self, start: int, end: int) -> bool:
        """Are words of tokens `start` to `end` read as a meeting?"""
        return any(m.start < end and start < m.end for m in self.meetings)

    def antecedents(self, anchor: int) -> list[int]:
        """The first tokens of what 'they', 'its', 'the two countries' at a token refers to."""
        return [a.column for a in self._arcs.get(anchor, ()) if a.role == "same" and a.confidence >= SURE_REFERENCE]

    def status(self, start: int, end: int) -> tuple[str, float]:
        """The surest status of the mentions there, and how sure."""
        return max((m.traits["status"] for m in self.over(start, end)), key=lambda t: t[1], default=("", 0.0))

    def arcs(self, start: int, end: int, role: str) -> list[Arc]:
        """The arcs of a role from the mentions within tokens `start` to `end`, each column once, the surest."""
        best: dict[int, Arc] = {}
        for mention in self.over(start, end):
            for arc in self._arcs.get(mention.anchor, ()):
                if arc.role == role and (arc.column not in best or best[arc.column].confidence < arc.confidence):
                    best[arc.column] = arc
        return sorted(best.values(), key=lambda a: -a.confidence)
