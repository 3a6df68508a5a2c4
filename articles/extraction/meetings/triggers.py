"""Words that tell of a meeting: verbs (met), nouns (talks), and names of events (37th ASEAN Summit)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence, clause_bounds
from articles.extraction.meetings import being_there
from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast
from articles.extraction.words import (
    POSSESSIVES,
    is_content_capital,
    is_hyphen,
    is_ordinal,
    sentence_end,
    sentence_start,
    text_of,
)

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
INDEFINITE = frozenset({"a", "an", "another", "one", "two", "three", "several", "some", "their", "his", "her", "its"})
COUNTED = frozenset({"next", "last", "another", "new", "previous", "latest", "upcoming", "forthcoming", "coming"})
NOUN_REACH = 7
OBJECT_REACH = 10
CALL_REACH = 2
GAP = 6


@dataclass(frozen=True)
class Verb:
    """A row of `meeting_verbs.tsv`."""

    form: str
    then: tuple[tuple[str, ...], ...]
    kind: str
    subject: str
    object: str
    needs: str


@dataclass(frozen=True)
class Trigger:
    """Words that tell of one meeting: the noun phrase or verb by tokens, what it says of the kind, its name.

    `head`: the noun or verb itself; `anaphoric`: 'the talks' may mean a meeting told of before.
    """

    start: int
    end: int
    head: int
    kind: str
    form: str  # verb, noun or name
    needs: str = ""
    verb: Verb | None = None
    name: str | None = None
    anaphoric: bool = False
    plural: bool = False
    words: frozenset[str] = frozenset()


@cache
def _verbs() -> dict[str, list[Verb]]:
    out: dict[str, list[Verb]] = {}
    for row in lexicon.rows("meeting_verbs"):
        then = tuple(tuple(words.split()) for words in row["then"].split("|")) if row["then"] else ((),)
        for form in row["forms"].split():
            verb = Verb(form, then, row["kind"], row["subject"], row["object"], row["needs"])
            out.setdefault(form, []).append(verb)
    return out


@cache
def _nouns() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """Last word → (words, kind, needs), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("meeting_nouns"):
        words = tuple(row["noun"].split())
        out.setdefault(words[-1], []).append((words, row["kind"], row["needs"]))
    for same in out.values():
        same.sort(key=lambda n: -len(n[0]))
    return out


@cache
def support_forms() -> dict[str, list[tuple[tuple[tuple[str, ...], ...], str]]]:
    """Form of a support verb → (words that must follow, role of its subject)."""
    out: dict[str, list[tuple[tuple[tuple[str, ...], ...], str]]] = {}
    for row in lexicon.rows("support_verbs"):
        then = tuple(tuple(words.split()) for words in row["then"].split("|")) if row["then"] else ((),)
        for form in row["forms"].split():
            out.setdefault(form, []).append((then, row["role"]))
    return out


def follow(doc: Doc, i: int, choices: tuple[tuple[str, ...], ...]) -> int | None:
    """Token after the first of `choices` that stands at token `i`; None when none does.

    '~for' is 'for' within a few words ('left here on Saturday for Brussels').
    """
    for words in choices:
        if words and words[0].startswith("~"):
            stop = min(i + GAP, sentence_end(doc, i - 1))
            found = next((k for k in range(i, stop) if doc[k].lower_ == words[0][1:]), None)
            if found is not None:
                return found + 1
            continue
        if all(i + n < len(doc) and doc[i + n].lower_ == w for n, w in enumerate(words)):
            return i + len(words)
    return None


def event_kind(words: str) -> str | None:
    """The kind that the words of a name or noun phrase tell, or None."""
    padded = f" {words.lower().replace('-', ' ').replace('’', '').replace(chr(39), '')} "
    return next((r["kind"] for r in lexicon.rows("event_kinds") if f" {r['words']} " in padded), None)


def find_triggers(cast: Cast, sentence: Sentence) -> list[Trigger]:
    """The triggers of one sentence, in order, none inside another."""
    found: list[Trigger] = []
    taken: set[int] = set()
    for trigger in (*_names(cast, sentence), *_noun_phrases(cast, sentence), *_verbal(cast, sentence)):
        tokens = set(range(trigger.start, trigger.end))
        if taken.isdisjoint(tokens):
            taken |= tokens
            found.append(trigger)
    found.sort(key=lambda t: t.head)
    found = [t for t in found if not (t.needs == "last" and _has_object(cast.doc, t, found))]
    return [t for t in found if not _takes_call(t, found)]


def _takes_call(trigger: Trigger, found: list[Trigger]) -> bool:
    """'received phone calls from A and B': the verb tells no reception."""
    calls = (t for t in found if t.kind == "call" and t.form == "noun")
    return trigger.form == "verb" and any(trigger.end <= t.start <= trigger.end + CALL_REACH for t in calls)


def _has_object(doc: Doc, trigger: Trigger, found: list[Trigger]) -> bool:
    """'attended the summit': the noun tells the meeting; 'also attended' alone means the one told of before."""
    _, last = clause_bounds(doc, trigger.end - 1)
    return any(trigger.end <= t.start < min(last, trigger.end + OBJECT_REACH) and t.needs != "last" for t in found)


def _names(cast: Cast, sentence: Sentence) -> Iterator[Trigger]:
    """Capitalised names of events."""
    for mention in cast.others:
        if mention.kind == "event" and sentence.start <= mention.start < sentence.end:
            yield _named_trigger(cast.doc, mention)


def _named_trigger(doc: Doc, mention: Mention) -> Trigger:
    name = text_of(doc, mention.start, mention.end)
    head = max(i for i in range(mention.start, mention.end) if i == mention.start or _heads_event(doc, i))
    return Trigger(mention.start, mention.end, head, event_kind(name) or "other", "name", name=name)


def _heads_event(doc: Doc, i: int) -> bool:
    return doc[i].lower_ in _nouns()


def _noun_phrases(cast: Cast, sentence: Sentence) -> Iterator[Trigger]:
    doc = cast.doc
    for i in range(sentence.start, sentence.end):
        for words, kind, needs in _nouns().get(doc[i].lower_, ()):
            first = i - len(words) + 1
            if first < sentence.start or any(doc[first + n].lower_ != w for n, w in enumerate(words)):
                continue
            if i in cast.inside or _goes_on(doc, i):
                break
            trigger = _noun_phrase(cast, sentence, first, i, kind, needs)
            if trigger is not None:
                yield trigger
            break


def _goes_on(doc: Doc, i: int) -> bool:
    """'dialogue partnership', 'summit room': the noun only describes the next one."""
    return i + 1 < len(doc) and doc[i + 1].lower_ in lexicon.entries("compound_tails")


def _noun_phrase(cast: Cast, sentence: Sentence, first: int, head: int, kind: str, needs: str) -> Trigger | None:
    """The noun with its determiner and modifiers; None where the word is no noun here ('to visit Moscow')."""
    doc = cast.doc
    start = _phrase_start(doc, sentence.start, first, head)
    opener = doc[start].lower_
    has_modifier = start < first
    if needs == "np" and not (has_modifier or _governed_like_noun(doc, start)):
        return None
    if set(t.lower_ for t in doc[start:head]) & lexicon.entries("no_meetings"):
        return None
    if opener == "related":
        return None  # 'the 7th Summit and related meetings'
    if doc[head].lower_ in ("round", "rounds") and not any(
        is_ordinal(t) or t.lower_ in COUNTED for t in doc[start:head]
    ):
        return None
    if doc[head].lower_ == "meeting" and not has_modifier and not _governed_like_noun(doc, start):
        return None
    words = text_of(doc, start, head + 1)
    proper = _proper_start(cast, start, first)
    definite = opener in DEFINITE or opener in lexicon.entries("calendar_words")
    counted = any((is_ordinal(t) and t.lower_ != "first") or t.lower_ in COUNTED for t in doc[start:head])
    name = text_of(doc, proper, head + 1) if proper is not None else None
    return Trigger(
        start,
        head + 1,
        head,
        _noun_kind(words, kind),
        "noun",
        needs=needs,
        name=name,
        anaphoric=definite and name is None and not counted,
        plural=doc[head].lower_.endswith("s") and doc[head].lower_ != "talks",
        words=frozenset(words.lower().split()),
    )


def _noun_kind(words: str, kind: str) -> str:
    """The modifiers may make it another kind: 'ministerial meeting', 'phone talks'."""
    told = event_kind(words)
    return told if told and kind in ("talks", "consultation", "other", "conference") else kind


def _governed_like_noun(doc: Doc, start: int) -> bool:
    before = doc[start - 1].lower_ if start else ""
    return before in lexicon.entries("prepositions") - {"to"} or before in support_forms() or before == "and"


def _phrase_start(doc: Doc, floor: int, first: int, head: int) -> int:
    """First token of the noun phrase that ends with the noun at `first` to `head`."""
    start = first
    while start > floor and first - start < NOUN_REACH:
        token = doc[start - 1]
        if _opens_that_clause(token, doc[head]):
            break
        if token.lower_ in DEFINITE | INDEFINITE:
            return start - 1
        if (
            token.text in POSSESSIVES
            or is_hyphen(token)
            or is_ordinal(token)
            or token.lower_ in lexicon.entries("np_words")
            or (token.is_alpha and token.lower_ not in lexicon.entries("function_words") and not _is_verb(token.lower_))
            or (token.like_num and not (token.text.isdigit() and len(token.text) == 4))
        ):
            start -= 1
        else:
            break
    while start < first and (doc[start].text in POSSESSIVES or is_hyphen(doc[start])):
        start += 1
    return start


def _opens_that_clause(token: Token, noun: Token) -> bool:
    """'said that meetings were planned': 'that' points at no plural, and at nothing where the parse says so."""
    return token.lower_ == "that" and (token.dep_ == "mark" or noun.lower_.endswith("s"))


def _is_verb(low: str) -> bool:
    return (
        low in support_forms() or low in lexicon.entries("finite_verbs") or low in lexicon.entries("prepositions")
        or (low in _verbs() and low not in ("visit", "tour", "visiting", "meeting"))
    )  # fmt: skip


def _proper_start(cast: Cast, start: int, first: int) -> int | None:
    """Where the proper name of an event begins that ends in a small noun ('Russia-ASEAN ministerial meeting')."""
    doc = cast.doc
    for i in range(start, first):
        held = cast.at.get(i)
        if held and held[0].kind in ("country", "organisation") and held[0].form != "demonym":
            follows = doc[held[0].end : held[0].end + 1].text
            if follows in ("-", "–") or (held[0].kind == "organisation" and follows not in POSSESSIVES):
                return i
    return None


def _verbal(cast: Cast, sentence: Sentence) -> Iterator[Trigger]:
    doc = cast.doc
    for i in range(sentence.start, sentence.end):
        if is_content_capital(doc[i]) and i != sentence_start(doc, i):
            continue
        for verb in _verbs().get(doc[i].lower_, ()):
            end = follow(doc, i + 1, verb.then)
            if end is not None and not _is_noun_here(doc, i, verb.form) and _is_that_verb(cast, i, end, verb):
                words = frozenset({doc[i].lower_})
                yield Trigger(i, end, i, verb.kind, "verb", needs=verb.needs, verb=verb, words=words)
                break


def _is_that_verb(cast: Cast, i: int, end: int, verb: Verb) -> bool:
    """'opened his country’s embassy': a house or show, not 'opened the meeting'; 'was in Lima', not 'was in doubt'."""
    doc = cast.doc
    if verb.needs != "opens":
        return verb.needs != being_there.NEEDS or being_there.tells_where(cast, i, end)
    stop = min(end + 7, sentence_end(doc, end - 1))
    return any(doc[k].lower_ in lexicon.entries("opened_things") for k in range(end, stop))


def _is_noun_here(doc: Doc, i: int, form: str) -> bool:
    """'a visit', 'his trip' against 'will visit'."""
    before = doc[i - 1].lower_ if i else ""
    return form in ("visit", "visits", "tour", "meeting", "visiting") and (
        before in DEFINITE | INDEFINITE or before in POSSESSIVES or form == "visiting"
    )
