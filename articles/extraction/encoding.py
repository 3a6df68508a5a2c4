"""Words as the analyser's network sees them: word pieces, word shapes, and windows of whole sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

Ints = NDArray[np.int64]

#: pieces of one word beyond this say nothing new; it also bounds words without spaces
MAX_PIECES_A_WORD = 8
#: pieces of a window of several sentences, marks included; a longer sentence is a window of its own
WINDOW_PIECES = 256
#: no sentence is longer, it is cut (the encoder has 512 positions, two of them for the marks at its ends)
MAX_WINDOW_PIECES = 510
SHAPES = ("mark", "lower", "title", "upper", "initial", "mixed", "digits", "other")


def word_shape(word: str) -> int:
    """Index into SHAPES. The piece vocabulary is blind to case, so the network learns it from this."""
    if word.islower():
        return 1
    if word.isupper():
        return 3 if sum(map(str.isalpha, word)) > 1 else 4
    if word.istitle() or (word[:1].isupper() and word[1:].islower()):
        return 2
    if any(map(str.isalpha, word)):
        return 5
    return 6 if any(map(str.isdigit, word)) else 7


@dataclass(frozen=True)
class Window:
    """Pieces of the words `start:end`, with marks at both ends of each sentence.

    One a piece: `ids`, `shapes`, `positions` (from 0 in each sentence), `part` (number of its sentence, from 0).
    One a word: `first` (index of its first piece), `sentence` (number of its sentence, from 0).
    """

    start: int
    end: int
    ids: Ints
    shapes: Ints
    positions: Ints
    part: Ints
    first: Ints
    sentence: Ints


class WordEncoder:
    """Splits words into pieces of a WordPiece vocabulary (one piece a line, as BERT has it)."""

    def __init__(self, vocabulary: Path) -> None:
        self._tokenizer = BertWordPieceTokenizer(str(vocabulary), lowercase=True)
        self._unknown = self._tokenizer.token_to_id("[UNK]")
        self._begin = self._tokenizer.token_to_id("[CLS]")
        self._end = self._tokenizer.token_to_id("[SEP]")
        self.pieces = lru_cache(maxsize=100_000)(self._pieces)

    def _pieces(self, word: str) -> tuple[int, ...]:
        # 40 characters give more than enough pieces; megabyte-long "words" must not reach the tokenizer
        ids = self._tokenizer.encode(word[:40], add_special_tokens=False).ids[:MAX_PIECES_A_WORD]
        return tuple(ids) or (self._unknown,)

    def window(self, words: Sequence[str], sentence: Sequence[int], *, start: int = 0) -> Window:
        """One window of all the words given; `sentence`: number of each word's sentence, from 0."""
        ids: list[int] = []
        shapes: list[int] = []
        positions: list[int] = []
        part: list[int] = []
        first: list[int] = []

        for n, (word, number) in enumerate(zip(words, sentence, strict=True)):
            pieces, shape = list(self.pieces(word)), word_shape(word)
            head = [self._begin] if n == 0 or sentence[n - 1] != number else []
            tail = [self._end] if n == len(words) - 1 or sentence[n + 1] != number else []
            at = 0 if head else positions[-1] + 1
            first.append(len(ids) + len(head))
            ids += head + pieces + tail
            shapes += [0] * len(head) + [shape] * len(pieces) + [0] * len(tail)
            length = len(head) + len(pieces) + len(tail)
            positions += range(at, at + length)
            part += [number] * length
        columns = (np.array(column, dtype=np.int64) for column in (ids, shapes, positions, part, first, sentence))
        return Window(start, start + len(words), *columns)

    def windows(self, words: Sequence[str], sentence_starts: Sequence[int]) -> Iterator[Window]:
        """Windows over a text: as many whole sentences as fit.

        `sentence_starts`: index of each sentence's first word, the first one 0. They depend on the text alone,
        so that its analysis does, too.
        """
        sizes = [len(self.pieces(word)) for word in words]
        bounds = [*sentence_starts, len(words)]
        parts: list[tuple[int, int, int]] = []  # start, end, sentence
        for number, (a, b) in enumerate(itertools.pairwise(bounds)):
            total, start = 0, a
            for i in range(a, b):
                if total + sizes[i] > MAX_WINDOW_PIECES:
                    parts.append((start, i, number))
                    total, start = 0, i
                total += sizes[i]
            parts.append((start, b, number))
        group: list[tuple[int, int, int]] = []
        total = 0
        for part in parts:
            size = sum(sizes[part[0] : part[1]]) + 2
            if group and total + size > WINDOW_PIECES:
                yield self._joined(words, group)
                group, total = [], 0
            group.append(part)
            total += size
        if group and group[-1][1] > group[0][0]:
            yield self._joined(words, group)

    def _joined(self, words: Sequence[str], group: list[tuple[int, int, int]]) -> Window:
        start, end = group[0][0], group[-1][1]
        sentence = [number for a, b, number in group for _ in range(a, b)]
        return self.window(words[start:end], [n - sentence[0] for n in sentence], start=start)
