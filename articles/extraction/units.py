"""Expressions that stand for actors in a sentence: a name with its titles, 'the leaders of Russia and ASEAN'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast
from articles.extraction.words import POSSESSIVES, sentence_end, sentence_start

REACH = 5
#: words between a name and a title beside it
BESIDE = 4


@dataclass(frozen=True)
class Unit:
    """Words in a sentence that stand for actors.

    `kind`: person, country, organisation, pronoun, group, or possessive ('his'); `represented`: by its ministers,
    leaders, officials, who are not named.
    """

    start: int
    end: int
    actors: tuple[str, ...]
    kind: str
    confidence: float = 0.9
    represented: bool = False


def named_units(cast: Cast) -> list[Unit]:
    """One unit a name that stands by itself; titles belong to their holder, their bodies vanish in it."""
    spans = dict(_person_spans(cast))
    inside = {i for start, end in spans.values() for i in range(start, end)}
    units: list[Unit] = []
    for start, (mention, actor) in sorted(cast.at.items()):
        if start in spans:
            units.append(Unit(*spans[start], (actor,), "person", mention.confidence))
        elif not mention.part and start not in inside and not _in_brackets(cast.doc, mention):
            unit = _with_representatives(cast, mention, actor)
            if unit is not None and not (units and units[-1].end > unit.start):
                units.append(unit)
    return units


def _person_spans(cast: Cast) -> Iterator[tuple[int, tuple[int, int]]]:
    """First token of a person's name → the tokens of name and titles together."""
    for start, (mention, _) in cast.at.items():
        if mention.kind != "person":
            continue
        first, last = home_before(cast, mention.start), max(mention.end, _home_after(cast, mention.end))
        for phrase in cast.names.holders.get(start, []):
            if 0 <= mention.start - phrase.end <= BESIDE:
                first = min(first, phrase.start)
            elif 0 <= phrase.start - mention.end <= BESIDE:
                last = max([last, phrase.end, *(t.body[1] for t in phrase.titles if t.body)])
        yield start, (first, last)


def home_before(cast: Cast, i: int) -> int:
    """'Italy's | Luigi Di Maio': the start of the country or body that owns a name, else token `i`."""
    if i < 1 or cast.doc[i - 1].text not in POSSESSIVES:
        return i
    for start in range(i - 2, max(i - 2 - REACH, -1), -1):
        held = cast.at.get(start)
        if held:
            return start if held[0].kind in ("country", "organisation") and held[0].end == i - 1 else i
    return i


def _home_after(cast: Cast, i: int) -> int:
    """'Retno Marsudi | of Indonesia': the end of the country behind a name."""
    doc = cast.doc
    if i + 1 < len(doc) and doc[i].lower_ == "of":
        held = cast.at.get(i + 1 + (doc[i + 1].lower_ == "the"))
        if held and held[0].kind in ("country", "organisation") and held[0].form != "demonym":
            return held[0].end
    return i


def _in_brackets(doc: Doc, mention: Mention) -> bool:
    before = doc[mention.start - 1].text if mention.start else ""
    return before == "(" and doc[mention.end : mention.end + 1].text == ")"


def _with_representatives(cast: Cast, mention: Mention, actor: str) -> Unit | None:
    """'Russian officials', 'ASEAN foreign ministers', 'senior officials of Russia'; None for a mere adjective."""
    doc = cast.doc
    unit = Unit(mention.start, mention.end, (actor,), mention.kind, mention.confidence)
    end = _people_after(doc, mention.end)
    if end is not None:
        return replace(unit, end=end, represented=True)
    if mention.kind == "country" and _shares_people(cast, mention.end):
        return replace(unit, represented=True)
    if mention.form == "demonym" and not _ends_phrase(doc, mention.end):
        return None
    start = _people_before(doc, mention.start)
    return replace(unit, start=start, represented=True) if start is not None else unit


def _ends_phrase(doc: Doc, i: int) -> bool:
    """A demonym used as a noun: 'the Russians said', 'between Americans and …'."""
    return i >= len(doc) or doc[i - 1].lower_.endswith("s") or (doc[i].is_punct and doc[i].text not in "-–")


def _people_after(doc: Doc, i: int) -> int | None:
    """End of the words for people or bodies that act for the one named before token `i`."""
    stop = min(i + REACH, sentence_end(doc, i - 1))
    if i < stop and doc[i].text in POSSESSIVES:
        i += 1
    for k in range(i, stop):
        low = doc[k].lower_
        if low in lexicon.entries("representatives"):
            return k + 1
        if not (low in lexicon.entries("portfolio") or low in MODIFIERS or doc[k].lower_ in ("and", "-")):
            return None
    return None


def _shares_people(cast: Cast, i: int) -> bool:
    """'Kenyan | and Dutch officials', 'Peruvian |, Indian and Lao ministers': are their people those of the next?"""
    end = i
    while end + 1 < len(cast.doc) and cast.doc[end].lower_ in (",", "and", "or"):
        at = end + 1 + (cast.doc[end + 1].lower_ == "and")
        held = cast.at.get(at)
        if held is None or held[0].form != "demonym":
            return False
        end = held[0].end
    return end > i and _people_after(cast.doc, end) is not None


def _people_before(doc: Doc, i: int) -> int | None:
    """First token of 'the foreign ministers of (the ten member states of) …' before token `i`."""
    floor = sentence_start(doc, i - 1) if i else 0
    k = i - 1
    while k >= floor and (
        doc[k].lower_ in MODIFIERS or doc[k].lower_ in ("of", "the", "from", "member", "states") or doc[k].like_num
    ):
        if doc[k].lower_ in ("of", "from") and k > floor and doc[k - 1].lower_ in lexicon.entries("representatives"):
            return _phrase_start(doc, k - 1, floor)
        k -= 1
    return None


def _phrase_start(doc: Doc, k: int, floor: int) -> int:
    while k > floor and (doc[k - 1].lower_ in lexicon.entries("portfolio") or doc[k - 1].lower_ in MODIFIERS):
        k -= 1
    return k - 1 if k > floor and doc[k - 1].lower_ == "the" else k


MODIFIERS = frozenset(
    "senior high ranking high-ranking top level deputy vice prime foreign their its all both other ten two three four"
    " five six permanent special member new visiting various respective chief military political lead state".split()
)
