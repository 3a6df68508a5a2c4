"""What meetings and initiatives are about: fields of cooperation, by the words of the sentences that tell of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.facts import InitiativeFact, MeetingFact, Source, Span, TopicFact
from articles.extraction.names.actors import Cast
from articles.extraction.spans import text_span
from articles.extraction.words import DASHES

#: topic of words that tell none, but keep shorter words inside from telling one
NONE = "-"
#: how sure a topic is that the record's own name tells, and one that stands somewhere in its sentences
IN_NAME, IN_SENTENCE = 0.9, 0.75


@dataclass(frozen=True)
class Topic:
    """A row of `topics.tsv`."""

    key: str
    name: str
    definition: str


@cache
def topics() -> tuple[Topic, ...]:
    """All topics, in the order of the lexicon."""
    return tuple(Topic(row["topic"], row["name"], row["definition"]) for row in lexicon.rows("topics"))


@dataclass(frozen=True)
class TopicWords:
    """Words that tell a topic."""

    span: Span
    topic: str


@cache
def _words() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """First word → (words, topic), the longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in lexicon.rows("topic_words"):
        words = tuple(row["words"].split())
        out.setdefault(words[0], []).append((words, row["topic"]))
        if len(words) == 1:  # the first word is the last one, and may have its plural s
            out.setdefault(f"{words[0]}s", []).append(((f"{words[0]}s",), row["topic"]))
    for same in out.values():
        same.sort(key=lambda entry: -len(entry[0]))
    return out


def find_topic_words(cast: Cast, *, offset: int) -> list[TopicWords]:
    """The words of an article that tell topics, in order; those of names and titles left out.

    'Minister of Trade', 'World Trade Organization' only say who somebody is; the names of meetings and initiatives
    tell what they are about. `offset` of the doc in the text.
    """
    doc = cast.doc
    words = [token.lower_.replace("-", " ").replace("’", "'") for token in doc]
    tokens = [i for i, word in enumerate(words) if word not in DASHES and not word.isspace()]
    begin = _words().keys()
    if not any(words[i].split(" ", 1)[0] in begin for i in tokens):
        return []
    return list(_found(doc, [words[i] for i in tokens], tokens, _silent(cast), offset))


def _found(
    doc: Doc, words: Sequence[str], tokens: Sequence[int], silent: set[int], offset: int
) -> Iterator[TopicWords]:
    """`words`: those of `tokens` as the lexicon has them."""
    done = 0
    for at, word in enumerate(words):
        phrases = _words().get(word.split(" ", 1)[0])
        if not phrases or at < done or tokens[at] in silent:
            continue
        for phrase, topic in phrases:
            count = _fits(words, at, phrase)
            if count:
                done = at + count
                if topic != NONE:
                    yield TopicWords(text_span(doc, tokens[at], tokens[done - 1] + 1, offset), topic)
                break


def _fits(words: Sequence[str], at: int, phrase: tuple[str, ...]) -> int:
    """How many tokens a phrase takes from a position on; 0 where other words stand there."""
    told: list[str] = []
    count = 0
    while len(told) < len(phrase) and at + count < len(words):
        told += words[at + count].split()
        count += 1
    same = tuple(told) == phrase or (len(told) == len(phrase) and (*told[:-1], told[-1].removesuffix("s")) == phrase)
    return count if same else 0


def _silent(cast: Cast) -> set[int]:
    """Tokens of actors' names and of single persons' titles, but for those inside names of events."""
    named = {i for m, _ in cast.at.values() for i in range(m.start, m.end)}
    for phrase in cast.names.phrases:
        if not phrase.plural:
            named |= set(range(phrase.start, phrase.end))
        named |= {i for title in phrase.titles if title.body for i in range(*title.body)}
    telling = (m for m in cast.others if m.kind in ("event", "initiative"))
    return named - {i for m in telling for i in range(m.start, m.end)}


def topics_of(record: MeetingFact | InitiativeFact, words: Iterable[TopicWords]) -> tuple[TopicFact, ...]:
    """The topics that a record's sentences tell, each with its first words; those in its own name first.

    An initiative whose name tells what it is about is about nothing else: its sentence may list several of them.
    """
    inside = [w for w in words if any(s.start <= w.span.start and w.span.end <= s.end for s in record.evidence)]
    name = record.sources["name"].span if record.name and "name" in record.sources else Span(0, 0)
    sure = {w: name.start <= w.span.start and w.span.end <= name.end for w in inside}
    if isinstance(record, InitiativeFact) and any(sure.values()):
        inside = [w for w in inside if sure[w]]
    first: dict[str, TopicWords] = {}
    for found in sorted(inside, key=lambda w: (not sure[w], w.span)):
        first.setdefault(found.topic, found)
    return tuple(
        TopicFact(
            w.topic,
            Source(w.span, "topic-in-name" if sure[w] else "topic-words", IN_NAME if sure[w] else IN_SENTENCE),
        )
        for w in first.values()
    )
