"""Who held which post, and when by the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from articles.extraction.facts import ActorFact, PostFact
from articles.importing.actors import IdentifiedActors
from articles.importing.values import STATUS, Told, decide
from articles.models import TenureEvidence
from kb.models import Post, ReviewState, Tenure
from kb.names import name_key
from kb.slugs import free_slug


@dataclass(frozen=True)
class HeldPost:
    """A post that the article gives a person, with their rows in the database."""

    fact: PostFact
    tenure: Tenure
    body: int | None


def find_tenures(facts: Sequence[ActorFact], actors: IdentifiedActors) -> list[HeldPost]:
    """The tenure of each post in the facts; posts and tenures are created where there are none."""
    given = [
        (actors.by_fact[fact.id].pk, post, actors.by_fact[post.body].pk if post.body else None)
        for fact in facts
        for post in fact.posts
    ]
    posts = _find_posts((post.title, body) for _, post, body in given)
    wanted = {(person, posts[name_key(post.title), body].pk) for person, post, body in given}
    tenures = _find_tenure_rows(wanted)
    return [HeldPost(post, tenures[person, posts[name_key(post.title), body].pk], body) for person, post, body in given]


def _find_posts(wanted: Iterable[tuple[str, int | None]]) -> dict[tuple[str, int | None], Post]:
    titles = {(name_key(title), body): title for title, body in wanted}
    if not titles:
        return {}
    rows = Post.objects.filter(title_key__in={key for key, _ in titles})
    known = {(post.title_key, post.body_id): post for post in rows}
    for (key, body), title in titles.items():
        if (key, body) not in known:
            post = Post(title=title, body_id=body)
            post.slug = free_slug(Post, str(post))
            post.save()
            known[key, body] = post
    return known


def _find_tenure_rows(wanted: Collection[tuple[int, int]]) -> dict[tuple[int, int], Tenure]:
    """The first term of each person in each post; later terms are told apart by people."""
    rows = Tenure.objects.filter(person__in={person for person, _ in wanted}, post__in={post for _, post in wanted})
    known = {(tenure.person_id, tenure.post_id): tenure for tenure in rows.order_by("-term")}
    for person, post in sorted(wanted):
        if (person, post) not in known:
            known[person, post] = Tenure.objects.create(person_id=person, post_id=post, review=ReviewState.MACHINE)
    return known


def take_in_tenure(held: HeldPost, published: date | None) -> bool:
    """Add one article's word to a tenure; True where all evidence has to be asked (see settle_tenures).

    A present holder seen once more stays a present holder: the usual case costs no look at old evidence.
    """
    tenure = held.tenure
    if held.fact.former or tenure.former:
        return True
    if published is None:
        return False
    seen = {
        "seen_from": min(tenure.seen_from or published, published),
        "seen_until": max(tenure.seen_until or published, published),
    }
    if seen != {"seen_from": tenure.seen_from, "seen_until": tenure.seen_until}:
        tenure.seen_from, tenure.seen_until = seen["seen_from"], seen["seen_until"]
        tenure.save(update_fields=list(seen))
    return False


def settle_tenures(pks: Collection[int]) -> set[int]:
    """Bring tenures in line with their evidence; the persons whose tenures changed.

    `seen_from` and `seen_until` span the publication dates of texts that give the person the post as a
    present one. A machine's tenure without evidence goes, and its post with it if nobody else held it.
    """
    told: dict[int, list[Told]] = defaultdict(list)
    rows = TenureEvidence.objects.filter(tenure__in=pks).exclude(review=ReviewState.REJECTED)
    for pk, article, published, values in rows.values_list("tenure", "article", "article__published", "values"):
        told[pk].append(Told(values["former"]["value"], article, published, values["former"]["confidence"]))
    changed = set()
    for tenure in Tenure.objects.filter(pk__in=pks).order_by("pk"):
        if tenure.pk in told:
            wrote = _write_tenure(tenure, told[tenure.pk])
        else:
            wrote = _withdraw_tenure(tenure)
        if wrote:
            changed.add(tenure.person_id)
    return changed


def _write_tenure(tenure: Tenure, told: Sequence[Told]) -> bool:
    present = [each.published for each in told if not each.value and each.published]
    values = {"seen_from": min(present, default=None), "seen_until": max(present, default=None)}
    if tenure.review == ReviewState.MACHINE:
        values["former"] = decide(told, STATUS)
    changed = [name for name, value in values.items() if getattr(tenure, name) != value]
    for name in changed:
        setattr(tenure, name, values[name])
    if changed:
        tenure.save(update_fields=changed)
    return bool(changed)


def _withdraw_tenure(tenure: Tenure) -> bool:
    if tenure.review != ReviewState.MACHINE or tenure.start or tenure.end or tenure.evidence.exists():
        return False
    post = tenure.post_id
    tenure.delete()
    Post.objects.filter(pk=post, tenures=None).delete()
    return True
