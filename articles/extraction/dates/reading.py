"""A text read as symbols, and the patterns that find dates in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc

from articles.extraction.dates.expressions import Expression
from articles.extraction.dates.symbols import BREAK, Atom, atoms_of, symbol_characters


class Reading:
    """The words of a document with their symbols. Positions count these words, not tokens."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.atoms: list[Atom] = []
        self.tokens: list[int] = []  # the token that each word is, or is part of
        for i, token in enumerate(doc):
            atoms = atoms_of(token.text)
            # a line break within a paragraph may divide 'May' from '5': only blank lines end a date
            if atoms[0].symbol == _BREAK and token.text.count("\n") < 2:
                continue
            self.atoms.extend(atoms)
            self.tokens.extend([i] * len(atoms))
        self.symbols = "".join([atom.symbol for atom in self.atoms])
        self._answers: dict[Callable[[Reading], bool], bool] = {}

    def once(self, question: Callable[[Reading], bool]) -> bool:
        """The answer to a question about the whole text, found only once."""
        if question not in self._answers:
            self._answers[question] = question(self)
        return self._answers[question]

    def __len__(self) -> int:
        return len(self.atoms)

    def text(self, position: int) -> str:
        """The word at a position as written; empty outside the document."""
        if not 0 <= position < len(self.atoms):
            return ""
        atom = self.atoms[position]
        return self.doc[self.tokens[position]].text[atom.start : atom.end]

    def low(self, position: int) -> str:
        """The word at a position in lower case; empty outside the document."""
        return self.text(position).lower()

    def start_char(self, position: int) -> int:
        return int(self.doc[self.tokens[position]].idx) + self.atoms[position].start

    def end_char(self, position: int) -> int:
        return int(self.doc[self.tokens[position]].idx) + self.atoms[position].end

    def is_symbol(self, position: int, name: str) -> bool:
        """Is the word at a position of this symbol or group?"""
        return 0 <= position < len(self.atoms) and self.symbols[position] in symbol_characters()[name]


_BREAK = symbol_characters()[BREAK]


class Match:
    """A place where a rule's pattern fits: named words by their role in the pattern."""

    def __init__(self, reading: Reading, match: re.Match[str]) -> None:
        self.reading = reading
        self._match = match
        self.start, self.end = match.span()

    def has(self, role: str) -> bool:
        """Has the date a word with this role?"""
        return role in self._match.re.groupindex and self._match.start(role) >= 0

    def at(self, role: str) -> int:
        """The position of the word with this role."""
        return self._match.start(role)

    def value(self, role: str) -> int | None:
        """The value of the word with this role, None if the date has no such word."""
        return self.number(role) if self.has(role) else None

    def number(self, role: str) -> int:
        """The value of a word that the date has."""
        return self.reading.atoms[self._match.start(role)].value

    def word(self, role: str) -> str:
        """The word with this role in lower case, empty if there is none."""
        return self.reading.low(self._match.start(role)) if self.has(role) else ""

    def is_symbol(self, role: str, name: str) -> bool:
        return self.has(role) and self.reading.is_symbol(self._match.start(role), name)

    def before(self, distance: int = 1) -> str:
        """The word before the match, in lower case."""
        return self.reading.low(self.start - distance)

    def after(self, distance: int = 1) -> str:
        """The word after the match, in lower case."""
        return self.reading.low(self.end + distance - 1)


@dataclass(frozen=True)
class Rule:
    """A pattern over symbols and what it means; `build` gives None where the words are no date after all.

    `confidence`: how often the words it finds are a date of that value (0-1).
    """

    name: str
    pattern: str
    build: Callable[[Match], Expression | None]
    confidence: float = 0.95

    @cached_property
    def compiled(self) -> tuple[re.Pattern[str], frozenset[str]]:
        """The regular expression, and the symbols that it can begin with."""
        source, first, _ = _Notation(self.pattern).sequence()
        return re.compile(source), frozenset(first)


class _Notation:
    """The notation of patterns: symbols, `( … | … )` for a choice, `?` for what may be missing, `role:` before a word.

    Each step returns the regular expression, the symbols it can begin with, and whether it can be empty.
    """

    _TOKEN = re.compile(r"\s*(?:(?:(?P<role>[a-z_]+):)?(?:(?P<symbol>[A-Z_0-9]+)|(?P<open>\())|(?P<mark>[)|?]))")

    def __init__(self, text: str) -> None:
        self._tokens = list(self._TOKEN.finditer(text.strip()))
        self._position = 0
        if "".join(token[0] for token in self._tokens) != text.strip():
            raise ValueError(f"the date pattern {text!r} is not in the notation of patterns")

    def sequence(self) -> tuple[str, set[str], bool]:
        source, first, empty = "", set[str](), True
        while self._peek() not in (")", "|", ""):
            part, part_first, part_empty = self._item()
            source += part
            first |= part_first if empty else set()
            empty &= part_empty
        return source, first, empty

    def _item(self) -> tuple[str, set[str], bool]:
        token = self._next()
        role = f"?P<{token['role']}>" if token["role"] else "?:"
        if token["open"]:
            inner, first, empty = self._choice()
        else:
            characters = symbol_characters()[token["symbol"]]
            inner, first, empty = f"[{characters}]", set(characters), False
        source = f"({role}{inner})"
        if self._peek() == "?":
            self._next()
            return f"{source}?", first, True
        return source, first, empty

    def _choice(self) -> tuple[str, set[str], bool]:
        branches = [self.sequence()]
        while self._next()["mark"] == "|":
            branches.append(self.sequence())
        sources, firsts, empties = zip(*branches, strict=True)
        return "|".join(sources), set().union(*firsts), any(empties)

    def _peek(self) -> str:
        return (self._tokens[self._position]["mark"] or "word") if self._position < len(self._tokens) else ""

    def _next(self) -> re.Match[str]:
        self._position += 1
        return self._tokens[self._position - 1]


class RuleBook:
    """Rules ordered by the symbol they begin with."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        by_first: dict[str, list[tuple[re.Pattern[str], Rule]]] = {}
        for rule in rules:
            pattern, first = rule.compiled
            for symbol in first:
                by_first.setdefault(symbol, []).append((pattern, rule))
        self._by_first: Mapping[str, list[tuple[re.Pattern[str], Rule]]] = by_first
        self._beginnings = re.compile(f"[{''.join(by_first)}]")

    def matches(self, reading: Reading) -> Iterator[tuple[Match, Rule, Expression]]:
        """The matches from left to right, the longest at each place, none overlapping."""
        done = 0
        for beginning in self._beginnings.finditer(reading.symbols):
            if beginning.start() < done:
                continue
            best = self._longest(reading, beginning.start())
            if best is not None:
                done = best[0].end
                yield best

    def _longest(self, reading: Reading, start: int) -> tuple[Match, Rule, Expression] | None:
        found = [
            (match.end(), -order, match, rule)
            for order, (pattern, rule) in enumerate(self._by_first[reading.symbols[start]])
            if (match := pattern.match(reading.symbols, start))
        ]
        for _, _, match, rule in sorted(found, key=lambda f: f[:2], reverse=True):
            candidate = Match(reading, match)
            expression = rule.build(candidate)
            if expression is not None:
                return candidate, rule, expression
        return None
