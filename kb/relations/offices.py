"""Who holds which post, as far as texts tell: the present holders, and those who held it before them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q

from kb.edtf import EdtfError, read_edtf
from kb.models import Actor, ActorKind, Post, Tenure
from kb.relations.levels import Level, level_of_title, one_at_a_time

#: posts told no longer before the last text than this are held together
A_YEAR = timedelta(days=365)
_ORDER = {level: number for number, level in enumerate(Level)}


@dataclass(frozen=True)
class Office:
    """A post with those whom the texts saw in it last, and the holders before them, the latest first."""

    post: Post
    present: tuple[Tenure, ...]
    earlier: tuple[Tenure, ...]

    @property
    def level(self) -> Level:
        return level_of_title(self.post.title)

    @property
    def seen_until(self) -> date:
        """The last day of a text that gives somebody this post."""
        return max((tenure.seen_until for tenure in self.present if tenure.seen_until), default=date.min)


def offices_of(actor: Actor) -> list[Office]:
    """The posts that count for an actor, beyond doubt, the highest first: a person's own, or those held in a body."""
    held = Q(person=actor) if actor.kind == ActorKind.PERSON else posts_in(actor)
    tenures = Tenure.objects.visible().beyond_doubt().filter(held).latest_first()
    return in_offices(tenures.select_related("person", "post__body"), actor)


def posts_in(actor: Actor) -> Q:
    """Tenures of posts in an actor; of a country also those in its bodies."""
    return (
        Q(post__body=actor) | Q(post__body__country=actor) if actor.kind == ActorKind.COUNTRY else Q(post__body=actor)
    )


def in_offices(tenures: Iterable[Tenure], actor: Actor | None = None) -> list[Office]:
    """Tenures by their posts: those in the actor itself first, then the highest, then those told of last."""
    by_post: dict[int, list[Tenure]] = {}
    for tenure in tenures:
        by_post.setdefault(tenure.post_id, []).append(tenure)
    offices = [Office(held[0].post, *present_and_earlier(held)) for held in by_post.values()]
    return sorted(offices, key=lambda office: _rank(office, actor))


def present_and_earlier(held: Sequence[Tenure]) -> tuple[tuple[Tenure, ...], tuple[Tenure, ...]]:
    """Who holds a post by the latest texts, and who held it before.

    Where a post is one person's at a time, whom texts saw in it only before they saw the next one has left it; two
    whose times overlap are both shown, since the texts do not settle it.
    """
    ordered = sorted(held, key=lambda tenure: (tenure.seen_until or date.min, tenure.person.name), reverse=True)
    single = one_at_a_time(ordered[0].post.title)
    present = [each for each in ordered if not _left(each, ordered, single=single)]
    return tuple(present), tuple(each for each in ordered if each not in present)


def latest_posts(tenures: Sequence[Tenure], today: date) -> list[Tenure]:
    """The posts that a person has by the latest texts: neither former nor ended, and told in the year up to the last
    text that gives any; in the order in which they come."""
    held = [each for each in tenures if not each.former and not _ended(each, today)]
    last = max((each.seen_until for each in held if each.seen_until), default=None)
    return [each for each in held if last is None or (each.seen_until and last - each.seen_until <= A_YEAR)]


def heads(office: Office, actor: Actor) -> bool:
    """Whether the holders of a post stand for an actor: leaders and ministers of its own, told plainly."""
    high = office.level in (Level.LEADERS, Level.MINISTERS)
    return high and office.post.body_id == actor.pk and any(_plain(tenure) for tenure in office.present)


def _left(tenure: Tenure, held: Sequence[Tenure], *, single: bool) -> bool:
    """Whether the texts call the holder a former one, state the end of the term, or saw another in the post since."""
    if tenure.former or _ended(tenure, max((each.seen_until or date.min for each in held), default=date.min)):
        return True
    if not single or tenure.seen_until is None:
        return False
    since = (other for other in held if other.person_id != tenure.person_id and not other.former and _plain(other))
    return any(other.seen_from and other.seen_from > tenure.seen_until for other in since)


def _plain(tenure: Tenure) -> bool:
    """Whether texts tell it plainly; what was inferred drives nobody from his post."""
    return not getattr(tenure, "doubtful", False)


def _ended(tenure: Tenure, latest: date) -> bool:
    """Whether the stated end lies before the latest text about the post; what is no EDTF states nothing."""
    try:
        return bool(tenure.end) and read_edtf(tenure.end).latest <= latest
    except EdtfError:
        return False


def _rank(office: Office, actor: Actor | None) -> tuple[Any, ...]:
    # a post that nobody holds any more, as far as texts tell, comes after all others; then those in other bodies
    elsewhere = actor is not None and actor.kind != ActorKind.PERSON and office.post.body_id != actor.pk
    return not office.present, elsewhere, _ORDER[office.level], -office.seen_until.toordinal(), office.post.title
