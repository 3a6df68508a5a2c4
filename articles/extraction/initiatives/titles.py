"""The proper names of undertakings: where a long one begins, and the one that stands beside a description."""

from __future__ import annotations

from articles.extraction import lexicon
from articles.extraction.initiatives.learnt import LearntInitiatives
from articles.extraction.names.actors import Cast
from articles.extraction.words import is_content_capital, is_hyphen

#: how sure the network must be of a longer name
SURE = 0.5
DETERMINERS = frozenset({"the", "a", "an"})
#: between the fields of one name, or between two names
JOINING = frozenset({"and", ",", "&"})
QUOTES = frozenset("\"“”«»'‘’")
#: before another name: '(the treaty,) also known as | Ecosa'
CALLED = (("known", "as"), ("called",), ("dubbed",), ("named",), ("nicknamed",), ("christened",), ("baptised",))
BEFORE_CALLED = frozenset({",", "(", "also", "better", "commonly", "popularly", "widely", "locally", "officially"})
#: what may be called by a name of its own that no noun tells
NAMEABLE = frozenset({"agreement", "plan", "programme", "project", "campaign", "fund", "partnership"})
#: and whose name may stand before it: 'ASEAN, a partnership of ten' is no partnership's name
APPOSED = frozenset({"agreement", "plan", "programme", "project", "fund"})
LONGEST = 6


class TitleReader:
    """Reads the names of one article's undertakings."""

    def __init__(self, cast: Cast, learnt: LearntInitiatives) -> None:
        self.cast, self.doc, self.learnt = cast, cast.doc, learnt

    def first(self, start: int, end: int) -> int:
        """First token of the name that ends with tokens `start` to `end`: 'the Harbours, Roads and | Skills
        programme'."""
        for m in self.learnt.marked:
            if m.start < start < m.end <= end and m.confidence >= SURE and self._is_one(m.start, start):
                return m.start
        return start

    def is_piece(self, start: int, end: int) -> bool:
        """'| Enhanced Partnership | and Cooperation Agreement': only the first words of a name."""
        return any(
            m.start <= start and end < m.end and m.confidence >= SURE
            and self.doc[end].lower_ in JOINING
            and self._is_one(m.start, m.end)
            for m in self.learnt.marked
        )  # fmt: skip

    def _is_one(self, start: int, end: int) -> bool:
        """Capitals all over, joined by small words; no 'Lima Declaration and Cusco …', which are two."""
        words = self.doc[start:end]
        if not is_content_capital(words[0]) or any(t.lower_ in DETERMINERS for t in words):
            return False
        nouns = lexicon.entries("titled_nouns")
        joins = any(t.lower_ in nouns and self.doc[t.i + 1].lower_ in JOINING for t in words if t.i + 1 < end)
        return not joins and all(is_content_capital(t) or t.is_punct or len(t) <= 3 for t in words)

    def other(self, start: int, end: int, kind: str) -> tuple[int, int] | None:
        """The proper name beside a description (determiner included): '| Ocean Plus |, the trade agreement that …',
        'a trade agreement, known as | Ecosa |'."""
        if kind not in NAMEABLE:
            return None
        return self._called(end) or (self._apposed(start, end) if kind in APPOSED else None)

    def _called(self, end: int) -> tuple[int, int] | None:
        i = end
        while self._low(i) in BEFORE_CALLED:
            i += 1
        words = next((w for w in CALLED if [self._low(i + n) for n in range(len(w))] == list(w)), None)
        if words is None:
            return None
        i += len(words)
        while self._low(i) in DETERMINERS or self._low(i) in QUOTES:
            i += 1
        return self._name(i, self._capitals(i))

    def _apposed(self, start: int, end: int) -> tuple[int, int] | None:
        """The name that 'the trade agreement' is set beside."""
        if start < 2 or self._low(start - 1) != "," or self._low(start) not in DETERMINERS:
            return None
        head = self.doc[start:end].root
        stop = first = start - 1 - (self.doc[start - 2].text in QUOTES)
        while first > head.sent.start and (is_content_capital(self.doc[first - 1]) or is_hyphen(self.doc[first - 1])):
            first -= 1
        beside = head.dep_ == "appos" and first <= head.head.i < stop
        turned = any(start <= t.head.i < end for t in self.doc[first:stop])  # as one noun, to the parser
        return self._name(first, stop) if beside or turned else None

    def _capitals(self, i: int) -> int:
        end = i
        while end < len(self.doc) and end - i < LONGEST and not (end > i and self.doc[end].is_sent_start):
            numbered = end > i and self.doc[end].like_num
            if not (is_content_capital(self.doc[end]) or is_hyphen(self.doc[end]) or numbered):
                break
            end += 1
        return end

    def _name(self, start: int, end: int) -> tuple[int, int] | None:
        """These words, unless they name somebody."""
        held = (self.cast.at.get(i) for i in range(start, end))
        actors = [h[0] for h in held if h and h[0].kind in ("person", "country") and h[0].start == start]
        return (start, end) if end > start and not any(m.end >= end for m in actors) else None

    def _low(self, i: int) -> str:
        return self.doc[i].lower_ if 0 <= i < len(self.doc) else ""
