"""Series of meetings: which one the proper name of a meeting puts it in, and as which of its occurrences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from articles.extraction.lexicon import entries
from articles.identity.from_files import known_from_files
from articles.identity.tellings import ordinals, stem
from kb.names import name_key

_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
#: what is held around an occurrence, in the same breath
_RELATED = re.compile(r"\b(?:and|&)\s+(?:(?:its|other|the)\s+)?related\b.*", re.IGNORECASE)
#: `the third round of the …`: what it is a round of names the series
_ROUND_OF = re.compile(r"\b(?:rounds?|sessions?|meetings?|editions?)\s+of\s+(?:the\s+)?", re.IGNORECASE)
_ROMAN = re.compile(r"^(?:the\s+)?([IVXL]{2,})\b(?=\s)", re.IGNORECASE)
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50}
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ROUND_TENS = {f"{word[:-1]}ieth": n for word, n in _TENS.items()}
#: names with these words look back on something else; their numbers count years
_COUNT_YEARS = frozenset({"anniversary", "anniversaries", "birthday", "jubilee"})
#: the most words that a known name has
_LONGEST = 6
#: the longest key that is stored
MOST_KEY = 300
#: no series has had more occurrences
MOST = 999


@dataclass(frozen=True)
class SeriesName:
    """What the name of a meeting tells of its series.

    `key` is the same however an article words it; `title` is the name without what tells occurrences apart;
    `ordinal` is None where none is told, or several are.
    """

    key: str
    title: str
    ordinal: int | None = None


def read_series(name: str) -> SeriesName | None:
    """The series that a meeting of this name belongs to; None where the words are too general to be one's name.

    >>> read_series("17th ASEAN-Russia Summit")
    SeriesName(key='country:RU organisation:ASEAN summit', title='ASEAN-Russia Summit', ordinal=17)
    """
    text = _RELATED.sub("", _IN_BRACKETS.sub(" ", name)).strip()
    words, roman = name_key(text).split(), _roman(text)
    numbers = set(_numbers(words)) | ({roman} if roman else set())
    title = series_title(text)
    own = _own_words(title)
    if not own or _COUNT_YEARS & set(words):
        return None
    ordinal = numbers.pop() if len(numbers) == 1 else None
    return SeriesName(" ".join(own)[:MOST_KEY], title, ordinal if ordinal and ordinal <= MOST else None)


def best_title(titles: Iterable[str]) -> str:
    """Of several wordings of a name the one that most occurrences have, but none in capitals; of equals the longest."""
    counts = Counter(titles)
    return min(counts, key=lambda title: (title.isupper(), -counts[title], -len(title), -_capitals(title), title))


def series_title(name: str) -> str:
    """A name without ordinals, years, and `round of`.

    >>> series_title("the Fifth Consultative Meeting of the Heads of State")
    'Consultative Meeting of the Heads of State'
    """
    text = _RELATED.sub("", _IN_BRACKETS.sub(" ", name))
    text = re.sub(r"^\W*(?:the\s+)?", "", text, flags=re.IGNORECASE)
    text = _ROMAN.sub("", text) if _roman(text) else text
    text = _ordinal_words().sub(" ", text)
    text = re.sub(r"\b(?:19|20)\d\d(?:[/–-](?:19|20)?\d\d)?\b", " ", text)
    text = re.sub(r"^\s*(?:the|annual|upcoming|next|of)\b", "", text.strip(), flags=re.IGNORECASE)
    rest = _ROUND_OF.sub("", text, count=1) if _ROUND_OF.match(text.strip()) else text
    rest = re.sub(r"\s+", " ", rest).strip(" ,;:-–—'’\"“”")
    return re.sub(r"\s+(?:in|of|on|for|at|the|and)$", "", rest)


def _own_words(title: str) -> list[str]:
    """The words that tell the series, in one order, known names by their keys; empty where all are general ones."""
    words = [word for word in name_key(title).split() if not _YEAR.fullmatch(word)]
    whole = _known(words) or _known(list(map(stem, words)))
    if whole and whole.startswith("organisation:"):
        return [whole]
    kept = {token for token in _tokens(words) if token not in entries("series_fillers")}
    tells = any(":" in token or not (token.isdigit() or token in entries("occasion_words")) for token in kept)
    return sorted((token if ":" in token else stem(token) for token in kept), key=str.casefold) if tells else []


def _tokens(words: list[str]) -> Iterable[str]:
    """Words, with names of countries (`Russian`, `U.S.`) and organisations in place of theirs.

    Not those of forums: a `Russia-ASEAN Summit` is no `ASEAN Summit`.
    """
    at = 0
    while at < len(words):
        for size in range(min(_LONGEST, len(words) - at), 0, -1):
            some = words[at : at + size]
            forum = size > 1 and stem(some[-1]) in entries("occasion_words")
            if (key := _known(some)) and (key.startswith("country:") or not forum):
                yield key
                at += size
                break
        else:
            yield words[at]
            at += 1


def _known(words: list[str]) -> str | None:
    name, known = " ".join(words), known_from_files()
    return known.countries.get(name) or known.actors.get(("organisation", name))


def _numbers(words: list[str]) -> Iterable[int]:
    """The ordinals among words: `17th`, `seventeenth`, `forty first`, `fortieth`."""
    tens = 0
    for word in words:
        if match := _DIGITS.fullmatch(word):
            yield int(match[1])
        elif word in ordinals():
            yield tens + ordinals()[word]
        elif word in _ROUND_TENS:
            yield _ROUND_TENS[word]
        elif word == "inaugural":
            yield 1
        tens = _TENS.get(word, 0)


def _roman(text: str) -> int | None:
    """The number of a name that begins with a Roman one in capitals (`XVI BRICS Summit`)."""
    match = _ROMAN.match(text)
    if not match or not match[1].isupper():
        return None
    digits = [_ROMAN_DIGITS[digit] for digit in match[1].casefold()]
    return sum(-one if one < other else one for one, other in zip(digits, [*digits[1:], 0], strict=True))


@cache
def _ordinal_words() -> re.Pattern[str]:
    """An ordinal, or several with commas and `and` between, in a name."""
    words = "|".join([*ordinals(), *_ROUND_TENS, "inaugural"])
    one = rf"(?:\d+(?:st|nd|rd|th)|(?:(?:{'|'.join(_TENS)})[- ])?(?:{words}))"
    return re.compile(rf"\b{one}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){one})*\b", re.IGNORECASE)


def _capitals(title: str) -> int:
    return sum(letter.isupper() for letter in title)
