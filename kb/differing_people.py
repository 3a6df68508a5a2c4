"""Where sources differ on who took part in a meeting, and in which role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from kb.citations import Citation, Citations
from kb.differing import MOST_QUOTED, Difference, Side, shown_because
from kb.models import Participation, ReviewState, Role, Tenure
from kb.values import ROLE, FieldRule, Told, Verdict, weigh, with_decision


def people_differences(
    ties: Sequence[Participation], citations: Citations, posts: Mapping[int, Sequence[Tenure]]
) -> list[Difference]:
    """Roles of one participant that cannot both be true; hosts of different countries whom no article names together;
    and of what is told as the meeting of two, each article with another one."""
    told = {tie.actor_id: list(_told(citations, tie.actor_id)) for tie in ties}
    found = [_of_role(tie, told[tie.actor_id]) for tie in ties]
    return [each for each in (*found, _of_hosts(ties, told, posts), _of_two(ties, told)) if each]


def _told(citations: Citations, actor: int) -> Iterable[Told]:
    """The role that each sentence gives to the actor."""
    for citation, value in citations.by_key.get(f"actor {actor}", ()):
        article = citation.evidence.article
        if value.role:
            yield Told(value.role, article.pk, article.published, value.confidence, citation, value.rule)


def _of_role(tie: Participation, told: Sequence[Told]) -> Difference | None:
    by_person = tie.review == ReviewState.CONFIRMED
    verdict = with_decision(tie.role, told, ROLE) if by_person else weigh(told, ROLE)
    if verdict is None or not verdict.dissenting:
        return None
    others: dict[str, list[Told]] = defaultdict(list)
    for vote in verdict.dissenting:
        others[vote.value].append(vote)
    sides = [(verdict.value, verdict.supporting), *others.items()]
    label = _("Role of %(name)s") % {"name": tie.actor.name}
    return _difference(
        f"role {tie.actor_id}", label, verdict, ((str(Role(role).label), votes) for role, votes in sides), by_person
    )


def _of_hosts(
    ties: Iterable[Participation], told: Mapping[int, Iterable[Told]], posts: Mapping[int, Sequence[Tenure]]
) -> Difference | None:
    """Two hosts contradict each other where each stands for another country, and no article calls both so."""
    names: dict[int, list[str]] = defaultdict(list)
    votes: list[Told] = []
    for tie in ties:
        stands = _stands_for(tie, posts)
        if stands is None or tie.review != ReviewState.MACHINE:
            continue
        hosted = [vote for vote in told[tie.actor_id] if vote.value == Role.HOST]
        votes += [Told(stands, each.article, each.published, each.confidence, each.evidence) for each in hosted]
        names[stands] += [tie.actor.name] if hosted else []
    return _exclusive("host", _("Host"), votes, {stands: ", ".join(each) for stands, each in names.items()})


def _stands_for(tie: Participation, posts: Mapping[int, Sequence[Tenure]]) -> int | None:
    """The country that somebody stands for, where only one comes into question."""
    actor = tie.actor
    if actor.kind == "country":
        return int(actor.pk)
    bodies = [tenure.post.body for tenure in posts.get(actor.pk, ()) if tenure.post.body]
    countries = {body.pk if body.kind == "country" else body.country_id for body in bodies} or {actor.country_id}
    return countries.pop() if len(countries) == 1 else None


def _of_two(ties: Iterable[Participation], told: Mapping[int, Iterable[Told]]) -> Difference | None:
    """Where every article names two persons, with one of them in common, they do not name the same meeting of two."""
    people: dict[int, set[int]] = defaultdict(set)
    first: dict[int, Told] = {}
    names = {tie.actor_id: tie.actor.name for tie in ties if tie.actor.kind == "person"}
    for actor in names:
        for vote in told[actor]:
            people[vote.article].add(actor)
            first.setdefault(vote.article, vote)
    if not people or any(len(pair) != 2 for pair in people.values()) or not set.intersection(*people.values()):
        return None
    votes = [
        Told(tuple(sorted(people[article])), article, vote.published, vote.confidence, vote.evidence)
        for article, vote in first.items()
    ]
    shown = {pair: ", ".join(names[actor] for actor in pair) for pair in (vote.value for vote in votes)}
    return _exclusive("who", _("Who took part"), votes, shown)


def _exclusive(field: str, label: str, votes: Sequence[Told], shown: Mapping[Any, str]) -> Difference | None:
    """Values of which one alone is true, unless an article tells two of them."""
    values: dict[int, set[Any]] = defaultdict(set)
    for vote in votes:
        values[vote.article].add(vote.value)
    verdict = weigh(votes, FieldRule())
    if verdict is None or not verdict.dissenting or any(len(each) > 1 for each in values.values()):
        return None
    others = dict.fromkeys(vote.value for vote in verdict.dissenting)
    sides = ((shown[value], [vote for vote in votes if vote.value == value]) for value in (verdict.value, *others))
    return _difference(field, label, verdict, sides)


def _difference(
    field: str, label: str, verdict: Verdict, sides: Iterable[tuple[str, Iterable[Told]]], by_person: bool = False
) -> Difference:
    shown = tuple(_side(words, votes) for words, votes in sides)
    return Difference(field, label, shown_because(field, verdict.reason), shown, by_person)


def _side(words: str, votes: Iterable[Told]) -> Side:
    by_article: dict[int, Citation] = {}
    for vote in votes:
        by_article.setdefault(vote.article, vote.evidence)
    return Side(words, tuple(by_article.values())[:MOST_QUOTED], len(by_article))
