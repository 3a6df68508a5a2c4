"""Posts and tenures by what texts call them; those that are not known are created."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from articles.extraction.facts import ActorFact, PostFact
from articles.importing.actors import IdentifiedActors
from articles.importing.holders import changed, held_by, meetings_asking, whole
from articles.importing.post_titles import best_title, take_in_titles
from kb.confidence import TOLD_PLAINLY
from kb.merging.belongings import (
    POSTS,
    TENURES,
    arrange_holders,
    arrange_new_tenures,
    make_way,
    own_pk,
    owned_by,
)
from kb.models import Actor, Post, ReviewState, Tenure
from kb.names import name_key
from kb.slugs import free_slugs


@dataclass(frozen=True)
class HeldPost:
    """A post that the article gives a person, with their rows in the database.

    `tenure`: what the words tell; `shown`: the tenure that it counts for, itself unless it stands behind another.
    """

    fact: PostFact
    tenure: Tenure
    shown: Tenure
    body: int | None


@dataclass
class FoundTenures:
    """The posts that an article gives persons. `moved`: tenures that were lent to a place whose own tenure is new, and
    those that words count for now which did not before."""

    held: list[HeldPost] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)


def find_tenures(facts: Sequence[ActorFact], actors: IdentifiedActors, published: date | None) -> FoundTenures:
    """The tenure of each post in the facts of an article; posts and tenures are created where there are none."""
    found = FoundTenures()
    given = [
        (actors.by_fact[fact.id].pk, post, actors.by_fact[post.body].pk if post.body else None)
        for fact in facts
        for post in fact.posts
    ]
    bodies = {actor.pk: actor for actor in actors.by_fact.values()}
    posts = _find_posts(((post.title, body) for _, post, body in given), bodies, found)
    seen = {
        (person, posts[name_key(post.title), body].pk): None if post.former else published
        for person, post, body in given
    }
    tenures = _find_tenure_rows(seen, {post.pk: post for post in posts.values()}, found)
    shown = _shown(tenures.values(), actors)
    told = [(post, tenures[person, posts[name_key(post.title), body].pk], body) for person, post, body in given]
    found.held = [HeldPost(post, tenure, shown[tenure.pk], body) for post, tenure, body in told]
    return found


class AskingForPosts:
    """The meetings that ask who held a post, where an article tells more of that. Made before tenures take in what the
    article says."""

    def __init__(self, held: Sequence[HeldPost]) -> None:
        self._held = held
        self._before = held_by(each.shown for each in held)
        known = Tenure.objects.filter(pk__in=self._before)
        self._plain = set(known.told_plainly().values_list("pk", flat=True)) if self._before else set()

    def meetings(self) -> set[int]:
        """After tenures took in what the article says: those whose holders may be known now, or be others."""
        told = {each.shown.pk for each in self._held if each.fact.source.confidence >= TOLD_PLAINLY}
        after = held_by(each.shown for each in self._held)
        new = {pk: held for pk, held in after.items() if pk in told - self._plain}
        rest = {pk: held for pk, held in after.items() if pk in self._plain}
        before = {pk: held for pk, held in self._before.items() if pk in rest}
        return meetings_asking([*whole(new.values()), *changed(before, rest)])


def _shown(tenures: Collection[Tenure], actors: IdentifiedActors) -> dict[int, Tenure]:
    """The tenure that each of these counts for, by its key."""
    by_pk = {tenure.pk: tenure for tenure in tenures}
    merged = {actor.pk for actor in actors.by_fact.values() if actor.merged_into_id}
    if not merged:
        return by_pk
    standing = arrange_new_tenures(list(by_pk))
    rows = Tenure.objects.select_related("post").in_bulk(standing.values())
    return {pk: rows[other] for pk, other in standing.items()}


def _find_posts(
    wanted: Iterable[tuple[str, int | None]], bodies: Mapping[int, Actor], found: FoundTenures
) -> dict[tuple[str, int | None], Post]:
    spelt: dict[tuple[str, int | None], list[str]] = defaultdict(list)
    for title, body in wanted:
        spelt[name_key(title), body].append(title)
    titles = {place: best_title(spellings) for place, spellings in spelt.items()}
    if not titles:
        return {}
    # a title alone is that of hundreds of bodies
    whose = owned_by("body", {body for _, body in titles if body}) | Q(body=None)
    rows = Post.objects.filter(whose, title_key__in={key for key, _ in titles})
    known = {(post.title_key, post.own_body_id or post.body_id): post for post in rows}
    take_in_titles((post, titles[place]) for place, post in known.items() if place in titles)
    new = [
        Post(title=title, title_key=key, body=bodies.get(body or 0))
        for (key, body), title in titles.items()
        if (key, body) not in known
    ]
    for post, slug in zip(new, free_slugs(Post, [str(post) for post in new]), strict=True):
        post.slug = slug
    lent = make_way(POSTS, [(post.body_id, post.title_key) for post in new if post.body_id])
    Post.objects.bulk_create(new)
    found.moved |= arrange_holders(lent)
    return known | {(post.title_key, post.body_id): post for post in new}


def _find_tenure_rows(
    seen: Mapping[tuple[int, int], date | None], by_pk: Mapping[int, Post], found: FoundTenures
) -> dict[tuple[int, int], Tenure]:
    """The first term of each person in each post; later terms are told apart by people."""
    persons, posts = {person for person, _ in seen}, {post for _, post in seen}
    rows = Tenure.objects.filter(owned_by("person", persons) & owned_by("post", posts)).select_related("post")
    known = {(own_pk(tenure, "person"), own_pk(tenure, "post")): tenure for tenure in rows.order_by("-term")}
    new = [
        Tenure(person_id=person, post=by_pk[post], seen_from=day, seen_until=day, review=ReviewState.MACHINE)
        for (person, post), day in seen.items()
        if (person, post) not in known
    ]
    lent = make_way(TENURES, [(tenure.person_id, tenure.post_id, tenure.term) for tenure in new])
    Tenure.objects.bulk_create(new)
    found.moved |= arrange_holders((), lent)
    return known | {(tenure.person_id, tenure.post_id): tenure for tenure in new}
