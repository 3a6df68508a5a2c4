"""Posts handed on: 'her predecessor, X', 'Y, whom she has replaced', 'Z succeeded X' tell that both have or had one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from articles.extraction import lexicon
from articles.extraction.facts import PostFact
from articles.extraction.mentions import Mention
from articles.extraction.names.actors import Cast
from articles.extraction.spans import text_span
from articles.extraction.words import POSSESSIVES, plain, sentence_end, sentence_start

RULE = "post-of-succession"
CONFIDENCE = 0.75
#: noun → is it one who had the post before?
NOUNS = {"predecessor": True, "successor": False}
VERBS = frozenset({"replace", "replaces", "replaced", "succeed", "succeeds", "succeeded"})
AUXILIARIES = frozenset({"has", "had", "have", "recently", "just"})
#: most words of 'his immediate predecessor', and of a name's honours
NEAR = 2


def read_successions(
    cast: Cast, posts: Mapping[str, Sequence[PostFact]], *, offset: int
) -> Iterator[tuple[str, PostFact]]:
    """(actor, post) of persons to whom no title of their own is given, each the one post of whom they stand beside.

    `posts`: those that the text tells, by actor.
    """
    for i, token in enumerate(cast.doc):
        if token.lower_ in NOUNS:
            pair, former = _by_noun(cast, posts, i), NOUNS[token.lower_]
        elif token.lower_ in VERBS:
            pair, former = _by_verb(cast, i), True
        else:
            continue
        if pair is None or pair[0][1] == pair[1]:
            continue
        (mention, actor), other = pair
        handed = [p for p in posts.get(other, ()) if not (former and p.former)]
        if len(handed) == 1 and not posts.get(actor):
            source = replace(
                handed[0].source, span=text_span(cast.doc, mention.start, mention.end, offset), rule=RULE,
                confidence=CONFIDENCE,
            )  # fmt: skip
            yield actor, replace(handed[0], source=source, former=former)


#: a person's mention with his actor id, and the actor id of the other one
Pair = tuple[tuple[Mention, str], str]


def _by_noun(cast: Cast, posts: Mapping[str, Sequence[PostFact]], i: int) -> Pair | None:
    """'her | predecessor, X', 'X, her | predecessor'."""
    doc, first = cast.doc, sentence_start(cast.doc, i)
    owner = i - 1
    while owner > first and i - owner <= NEAR and doc[owner].is_lower and not _owns(cast, owner):
        owner -= 1
    if not _owns(cast, owner):
        return None
    holder = _person_from(cast, _past_role(cast, i + 1))
    if holder is None and doc[owner - 1 : owner].text == ",":
        holder = _person_to(cast, owner - 1)
    if holder is None:
        return None
    end = min(owner, holder[0].start)
    if doc[owner].text not in POSSESSIVES:
        before = [a for start, (_, a) in sorted(cast.at.items()) if start < end and posts.get(a)]
        return (holder, before[-1]) if before else None
    named = _person_to(cast, owner)
    if named is not None:
        return holder, named[1]
    word = plain(doc[owner - 1].text)  # 'the Minister's predecessor'
    before = [
        a for start, (_, a) in sorted(cast.at.items())
        if start < owner and any(word in plain(p.title).split() for p in posts.get(a, ()))
    ]  # fmt: skip
    return (holder, before[-1]) if before else None


def _owns(cast: Cast, i: int) -> bool:
    return i >= 0 and (cast.doc[i].lower_ in ("his", "her") or cast.doc[i].text in POSSESSIVES)


def _past_role(cast: Cast, i: int) -> int:
    """'his predecessor | in that role, X'."""
    doc = cast.doc
    if doc[i : i + 1].text in ("in", "at"):
        last = sentence_end(doc, i)
        i = next((k for k in range(i, last) if doc[k].text == "," or k in cast.at), i)
    return i + (doc[i : i + 1].text == ",")


def _by_verb(cast: Cast, i: int) -> Pair | None:
    """'X has | replaced Y', 'Y, whom X has | replaced', 'Y was | succeeded by X': the one before, and the one after."""
    doc, start = cast.doc, i - 1
    while start > 0 and doc[start].lower_ in AUXILIARIES:
        start -= 1
    if doc[start].lower_ in ("was", "were", "is", "been"):
        start -= doc[start].lower_ == "been"
        earlier = _person_to(cast, start)
        later = _person_from(cast, i + 2) if doc[i + 1 : i + 2].text == "by" else None
    else:
        later = _person_to(cast, start + 1 - 2 * (doc[start].lower_ == "who"))
        earlier = _person_from(cast, i + 1)
        if later and doc[later[0].start - 1 : later[0].start].text == "whom":
            earlier = _person_to(cast, later[0].start - 2)
    return (earlier, later[1]) if earlier and later else None


def _person_to(cast: Cast, end: int) -> tuple[Mention, str] | None:
    """The person whose name ends before token `end`."""
    return next(((m, a) for m, a in cast.at.values() if m.end == end and m.kind == "person"), None)


def _person_from(cast: Cast, i: int) -> tuple[Mention, str] | None:
    """The person whose name begins at token `i`, or behind his honours."""
    honours = lexicon.entries("honorifics")
    for k in range(i, min(i + NEAR + 1, len(cast.doc))):
        held = cast.at.get(k)
        if held is not None:
            return held if held[0].kind == "person" else None
        if cast.doc[k].lower_ not in honours and cast.doc[k].text != ".":
            return None
    return None
