"""Titles as the analyser reads them: those that the lexicon does not know, and the words that belong to one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.extraction import lexicon
from articles.extraction.mentions import Title, TitlePhrase
from articles.extraction.names.actors import Cast
from articles.extraction.names.headed import name_heads
from articles.extraction.names.title_words import heads, modifiers
from articles.extraction.post_bodies import PostArcs
from articles.extraction.readings import Mention
from articles.extraction.words import POSSESSIVES, sentence_start

#: how sure the analyser must be of a post that no rule gave to a person, and of its holder
SURE_POST = 0.6
SURE_HOLDER = 0.85
#: words between a name and the verb that tells its post (', who | is')
NEAR_VERB = 3


def late_titles(cast: Cast) -> Iterator[tuple[int, TitlePhrase]]:
    """First token of a person's short name → what he 'is' or does 'as' ('Dong, who is Deputy Prime Minister')."""
    doc, held = cast.doc, {p.start for phrases in cast.names.holders.values() for p in phrases}
    people = sorted((m.start, m.end) for m, _ in cast.at.values() if m.kind == "person")
    starts = {start for start, _ in people}
    persons = {i for start, end in people for i in range(start, end)}
    for phrase in cast.names.phrases:
        i = phrase.start - 1
        if phrase.start in held or phrase.plural or phrase.end in starts:
            continue
        while i > 0 and doc[i].lower_ in lexicon.entries("predicate_fillers"):
            i -= 1
        first = sentence_start(doc, phrase.start)
        near = [(start, end) for start, end in people if first <= start and end <= i]
        if i < 1 or doc[i].lower_ not in lexicon.entries("predicates") or not near:
            continue
        if i - 1 in cast.inside and i - 1 not in persons:
            continue  # 'he would back Laos as ASEAN Chair'
        start, end = near[-1]
        if doc[i].lower_ == "as" or i - end <= NEAR_VERB:
            yield start, phrase


def read_titles(
    cast: Cast, arcs: PostArcs, late: Sequence[tuple[int, TitlePhrase]] = ()
) -> Iterator[tuple[int, TitlePhrase]]:
    """First token of a person's name → a title phrase that the analyser alone gives to that person."""
    held = {i for phrases in cast.names.holders.values() for p in phrases for t in p.titles
            for i in range(t.start, t.end)}  # fmt: skip
    held |= {i for _, phrase in late for i in range(phrase.start, phrase.end)}
    first = {i: start for start, (m, _) in cast.at.items() if m.kind == "person" for i in range(m.start, m.end)}
    for post in arcs.posts:
        person = arcs.best(post, "person", ("person",))
        if person is None or person[2] < SURE_HOLDER or post.confidence < SURE_POST:
            continue
        phrase = _phrase(cast, post)
        if phrase is not None and cast.doc[phrase.end : phrase.end + 1].text in POSSESSIVES:
            continue  # 'the UN Secretary-General's | Special Envoy X'
        starts = {p.start for phrases in cast.names.holders.values() for p in phrases}
        if phrase is not None and cast.doc[phrase.end : phrase.end + 1].text == "of" and phrase.end + 1 in starts:
            continue  # 'the envoy of | Kenyan President X'
        if phrase is not None and _stands_alone(cast, phrase) and held.isdisjoint(range(phrase.start, phrase.end)):
            yield first[person[1]], phrase


def _stands_alone(cast: Cast, phrase: TitlePhrase) -> bool:
    """Not 'envoy of the IGAD | chair', 'representative of the Congolese | head of state', 'Senior | Colonel'."""
    doc, i = cast.doc, phrase.start - 1
    while i >= 0 and (doc[i].lower_ == "the" or i in cast.inside or doc[i].text in POSSESSIVES):
        i -= 1
    follows = doc[phrase.end : phrase.end + 1].text.lower()
    return (i < 0 or doc[i].lower_ != "of") and follows not in lexicon.entries("honorifics")


def _phrase(cast: Cast, post: Mention) -> TitlePhrase | None:
    """The rules' phrase at these words, else the words themselves; None for what is no title of one holder."""
    doc = cast.doc
    ruled = next((p for p in cast.names.phrases if p.start < post.end and post.start < p.end), None)
    if ruled is not None:
        return None if ruled.plural else ruled
    start, end = post.start, post.end
    while start < end and modifiers().get(doc[start].lower_) in ("former", "drop"):
        start += 1
    while end > start and doc[end - 1].lower_ in lexicon.entries("prepositions") | {"and", "the"}:
        end -= 1
    words = {t.lower_ for t in doc[start:end]}
    if (
        words <= modifiers().keys()
        or words & (lexicon.entries("honorifics") | _ranks())
        or any(i in cast.inside for i in (start, end))
    ):
        return None
    former = post.traits.get("former", ("no", 0.0))
    return TitlePhrase(start, end, (Title(start, end, former=former[0] == "yes" and former[1] > SURE_POST),))


def _ranks() -> frozenset[str]:
    return frozenset(word for word, same in heads().items() if any(h.kind == "rank" for h in same))


def with_read_words(cast: Cast, arcs: PostArcs, title: Title) -> Title:
    """The title with the words of the analyser's span: '| Unification | Minister', 'minister | for arms control'."""
    start, end = title.start, _before_body(cast, title)
    for post in arcs.of_title(title.start, title.end):
        if _belong(cast, post.start, start):
            start = post.start
        if _belong(cast, end, post.end):
            end = post.end
    return replace(title, start=start, end=end)


def _before_body(cast: Cast, title: Title) -> int:
    """The title's end without the beginning of a body's name ('Director | of the Southern African Seed Trust')."""
    for i in range(title.start + 1, title.end):
        held = cast.at.get(i)
        if held and held[0].kind == "organisation" and held[0].end > title.end:
            of = next((k for k in range(i - 1, title.start, -1) if cast.doc[k].lower_ == "of"), i)
            return of if i - of <= 2 else title.end
    return title.end


def _belong(cast: Cast, start: int, end: int) -> bool:
    """May these words be part of the title? Names, bodies, ranks and loose prepositions are not."""
    words = [t.lower_ for t in cast.doc[start:end]]
    if not words or not cast.inside.isdisjoint(range(start, end)):
        return False
    loose = lexicon.entries("prepositions") | {"and", "the", ","}
    outside = modifiers().keys() | _ranks() | name_heads() | lexicon.entries("place_nouns")
    return words[-1] not in loose and outside.isdisjoint(words)
