"""Names of bodies: what they have in common in several spellings, and whose body a general name means."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from articles.extraction.facts import ActorFact, Span
from articles.extraction.lexicon import rows
from articles.extraction.words import is_general_body
from articles.identity.known import Known
from kb.names import name_key

_SENTENCE_END = re.compile(r"[.!?][\"”’]?\s|\n\s*\n")
#: so far before a body's name may the country stand that the sentence says it is of, in characters
_REACH = 300


@dataclass(frozen=True)
class Body:
    """An organisation by its name. `general`: the name alone does not tell whose body it is; `country`: whose it is."""

    key: str
    country: str | None = None
    general: bool = False


def read_body(name: str, known: Known) -> Body:
    """The body that a name means by itself.

    >>> from articles.identity.from_files import known_from_files
    >>> read_body("Ministry of Foreign Affairs of Russia", known_from_files())
    Body(key='foreign ministry', country='country:RU', general=True)
    """
    words = name_key(name).split()
    country, rest = known.country_at_start(words)
    if country is None:
        country, rest = known.country_at_end(words)
    plain, _, to = " ".join(rest).partition(" to ")
    if is_general_body(plain):
        return Body(" ".join(filter(None, [_canonical(plain), f"to {to}" if to else ""])), country, general=True)
    return Body(" ".join(word for word in words if word not in ("of", "the", "for", "and")))


def _canonical(words: str) -> str:
    means = _meanings()
    kept = sorted({means.get(word, word) for word in words.split()} - {""})
    return " ".join(kept) or words


@cache
def _meanings() -> dict[str, str]:
    return {row["word"]: row["means"] for row in rows("body_words")}


def country_of_context(
    mentions: Sequence[Span], text: str, countries: Mapping[str, Sequence[Span]], holders: Sequence[str]
) -> str | None:
    """The country whose body is meant where a general name stands.

    The country named last before it in the sentence, of the first mention that has one; else the country of all who
    hold a post in it; else the one that the article names most, if one stands out. `countries`: mentions by country.
    """
    for mention in mentions:
        start = max(_sentence_start(text, mention.start), mention.start - _REACH)
        before = [
            (span.end, key) for key, spans in countries.items() for span in spans if start <= span.start < mention.end
        ]
        if before:
            return max(before)[1]
    if len(set(holders)) == 1:
        return holders[0]
    counts = Counter({key: len(spans) for key, spans in countries.items()}).most_common(2)
    return counts[0][0] if counts and (len(counts) == 1 or counts[0][1] > counts[1][1]) else None


def _sentence_start(text: str, at: int) -> int:
    ends = [match.end() for match in _SENTENCE_END.finditer(text, max(0, at - 1000), at)]
    return ends[-1] if ends else max(0, at - 1000)


def acronyms(actor: ActorFact, text: str) -> frozenset[str]:
    """Keys of the acronyms that stand for an organisation's longer name in its article."""
    surfaces = {mention.of(text) for mention in actor.mentions} | set(re.findall(r"\(([^()]+)\)", actor.name))
    if _is_acronym(actor.name):
        return frozenset()
    return frozenset(name_key(surface) for surface in surfaces if _is_acronym(surface))


def _is_acronym(word: str) -> bool:
    letters = word.replace(".", "")
    return letters.isascii() and letters.isalnum() and len(letters) > 1 and sum(map(str.isupper, letters)) >= 2
