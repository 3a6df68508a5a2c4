"""Actors as articles tell of them: the form of an actor, which two articles often share to the letter.

Identity of actors is decided between forms, not between mentions: a person of whom ten thousand articles tell has a
few dozen forms, so that the cost of one more article does not grow with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from articles.extraction.facts import ActorFact, ArticleFacts, Span
from articles.extraction.lexicon import rows
from articles.identity.bodies import acronyms, country_of_context, read_body
from articles.identity.known import Known
from articles.identity.person_names import PersonName, person_name
from kb.confidence import TOLD_PLAINLY
from kb.names import name_key


@dataclass(frozen=True, order=True)
class Office:
    """A post in comparable form: main words of its title, and the body by its token."""

    title: str
    body: str
    former: bool = False


@dataclass(frozen=True)
class Form:
    """An actor as one or more articles tell of him.

    `token`: what is compared of the name (`country:RU`, `person:lavrov sergei`, `body:foreign ministry@country:RU`).
    `keys`: person name keys. `countries`: those he serves or it belongs to. `offices`: posts. `short`: acronyms.
    """

    kind: str
    token: str
    known: bool = False
    keys: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()
    offices: frozenset[Office] = frozenset()
    short: frozenset[str] = frozenset()
    general: bool = False
    #: its country is read from the sentences around a general name
    inferred: bool = False

    @property
    def stands(self) -> frozenset[str]:
        """Tokens of whom the actor stands for: a minister for his country, a secretary-general for his organisation."""
        return self.countries | {office.body for office in self.offices if office.body and not office.former}

    @property
    def parts(self) -> frozenset[str]:
        """Keys of the shorter names that a person's name holds."""
        return PersonName(tuple(self.token.partition(":")[2].split()), self.keys).parts() if self.keys else frozenset()

    @property
    def key(self) -> str:
        """One line that two forms share only when they are equal."""
        offices = ";".join(f"{o.title}@{o.body}{'~' if o.former else ''}" for o in sorted(self.offices))
        return "|".join(
            [self.kind, self.token, ",".join(sorted(self.countries)), offices, ",".join(sorted(self.short))]
        )


def forms_of(facts: ArticleFacts, text: str, known: Known, named: Mapping[str, str] | None = None) -> dict[str, Form]:
    """The form of each actor of an article, by its id. `named`: tokens of those of whom people said who they are."""
    named = named or {}
    forms: dict[str, Form] = {}
    countries: dict[str, list[Span]] = {}
    for actor in facts.actors:
        token = named.get(actor.id) or actor.gazetteer_key or known.actors.get((actor.kind, name_key(actor.name)))
        if token:
            forms[actor.id] = Form(actor.kind, token, True, countries=frozenset(filter(None, [known.homes.get(token)])))
            if actor.kind == "country":
                countries.setdefault(token, []).extend(actor.mentions)
    for actor in facts.actors:
        if actor.kind != "person" and actor.id not in forms:
            forms[actor.id] = _body(actor, facts.actors, forms, text, countries, known)
    for actor in facts.actors:
        if actor.id not in forms:
            forms[actor.id] = _person(actor, forms)
    return forms


def _body(
    actor: ActorFact, actors: Sequence[ActorFact], forms: Mapping[str, Form], text: str,
    countries: Mapping[str, Sequence[Span]], known: Known,
) -> Form:  # fmt: skip
    body = read_body(actor.name, known)
    country = body.country
    if body.general and country is None:
        country = country_of_context(actor.mentions, text, countries, _home_of_holders(actor, actors, forms))
    token = f"body:{body.key}@{country or ''}" if body.general else f"body:{body.key}"
    if body.general and country:
        # a general name and its country may stand in the gazetteer under one of its other orders
        token = known.national_bodies.get((body.key, country)) or token
    return Form(
        actor.kind, token, not token.startswith("body:"), countries=frozenset(filter(None, [country])),
        short=acronyms(actor, text), general=body.general and country is None, inferred=body.country != country,
    )  # fmt: skip


def _home_of_holders(actor: ActorFact, actors: Iterable[ActorFact], forms: Mapping[str, Form]) -> list[str]:
    """Countries in which those who hold a post in the body hold another one."""
    return [
        forms[post.body].token
        for holder in actors
        if any(post.body == actor.id for post in holder.posts)
        for post in holder.posts
        if post.body and post.body in forms and forms[post.body].kind == "country"
    ]


def _person(actor: ActorFact, forms: Mapping[str, Form]) -> Form:
    name = person_name(actor.name)
    offices: set[Office] = set()
    countries: set[str] = set()
    for post in actor.posts:
        body = forms.get(post.body) if post.body and post.source.confidence >= TOLD_PLAINLY else None
        offices.add(Office(main_title(post.title), body.token if body else "", post.former))
        if body and not body.inferred:
            countries |= {body.token} if body.kind == "country" else body.countries
    return Form(
        actor.kind,
        f"person:{' '.join(name.words)}",
        keys=name.keys,
        countries=frozenset(countries),
        offices=frozenset(offices),
    )


@cache
def main_title(title: str) -> str:
    """The main words of a title, sorted: `deputy defence minister` for `Deputy Minister of Defense` too."""
    means = {row["word"]: row["means"] for row in rows("body_words")}
    words = {means.get(word, word) for word in name_key(title).split()} - {"", "to", "his", "her", "s"}
    return " ".join(sorted(words))
