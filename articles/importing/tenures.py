"""Who held which post, and when by the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from articles.models import Addition, TenureEvidence
from kb.merging.belongings import owned_by, remove_tenures
from kb.models import ReviewState, Tenure
from kb.values import FORMER, Told, decide


class Settled(NamedTuple):
    """The persons whose tenures changed, and the actors to whom tenures that went had held on."""

    changed: set[int]
    released: set[int]


def take_in_tenures(told: Iterable[tuple[Tenure, bool]], published: date | None) -> set[int]:
    """Add one article's word to tenures, each with whether it calls the holder a former one; those of which all
    evidence has to be asked (see settle_tenures).

    A present holder seen once more stays a present holder: the usual case costs no look at old evidence, but for
    whether people rejected any, which may be what the tenure says until now.
    """
    told, to_ask, seen = list(told), set(), {}
    rejected = TenureEvidence.objects.filter(tenure__in=[tenure.pk for tenure, _ in told], review=ReviewState.REJECTED)
    doubted = set(rejected.values_list("tenure", flat=True)) if told else set()
    for tenure, former in told:
        if former or tenure.former or tenure.pk in doubted:
            to_ask.add(tenure.pk)
        elif published is not None:
            days = min(tenure.seen_from or published, published), max(tenure.seen_until or published, published)
            if days != (tenure.seen_from, tenure.seen_until):
                tenure.seen_from, tenure.seen_until = days
                seen[tenure.pk] = tenure
    if seen:
        Tenure.objects.bulk_update(seen.values(), ["seen_from", "seen_until"])
    return to_ask


def settle_tenures(pks: Collection[int]) -> Settled:
    """Bring tenures in line with their evidence.

    `seen_from` and `seen_until` span the publication dates of texts that give the person the post as a present one;
    where people rejected all of these, they are what the tenure says. A machine's tenure that no words are about goes,
    and its post with it if nobody else held it; where it was shown for those of duplicates, one of these comes in its
    place.
    """
    told: dict[int, list[Told]] = defaultdict(list)
    plain = set()
    columns = ("tenure", "own_tenure", "article", "article__published", "values", "review")
    rows = list(TenureEvidence.objects.filter(tenure__in=pks).values_list(*columns))
    counting = {pk for pk, *_, review in rows if review != ReviewState.REJECTED}
    for pk, own, article, published, values, review in rows:
        if review == ReviewState.REJECTED and pk in counting:
            continue
        said = values["former"]
        told[pk].append(Told(said["value"], article, published, said["confidence"], rule=said["rule"]))
        if own is None:
            plain.add(pk)
    tenures = list(Tenure.objects.filter(pk__in=pks).select_related("post", "own_post").order_by("pk"))
    behind = [tenure for tenure in tenures if tenure.pk not in plain]
    wordy = _with_words([tenure.pk for tenure in behind])
    unfounded = _unfounded([tenure for tenure in behind if tenure.pk not in wordy])
    released: set[int | None] = {pk for tenure in unfounded for pk in (tenure.person_id, tenure.own_person_id)}
    posts = [post for tenure in unfounded for post in (tenure.post, tenure.own_post) if post is not None]
    released.update(pk for post in posts for pk in (post.body_id, post.own_body_id))
    came = remove_tenures(unfounded)
    changed = {tenure.person_id for tenure in unfounded}
    gone = {tenure.pk for tenure in unfounded}
    for tenure in tenures:
        counts = tenure.pk in told or tenure.pk not in wordy
        if tenure.pk not in gone and counts and _write_tenure(tenure, told[tenure.pk]):
            changed.add(tenure.person_id)
    after = settle_tenures(came) if came else Settled(set(), set())
    return Settled(changed | after.changed, released - {None} | after.released)


def _write_tenure(tenure: Tenure, told: Sequence[Told]) -> bool:
    present = [each.published for each in told if not each.value and each.published]
    values = {"seen_from": min(present, default=None), "seen_until": max(present, default=None)}
    if told and tenure.review == ReviewState.MACHINE:
        values["former"] = decide(told, FORMER)
    changed = [name for name, value in values.items() if getattr(tenure, name) != value]
    for name in changed:
        setattr(tenure, name, values[name])
    if changed:
        tenure.save(update_fields=changed)
    return bool(changed)


def _unfounded(tenures: Collection[Tenure]) -> list[Tenure]:
    """Those of tenures without words on which nothing that people said rests either."""
    loose = [each for each in tenures if each.review == ReviewState.MACHINE and not each.start and not each.end]
    added = Addition.objects.filter(tenure__in=[each.pk for each in loose]).values_list("tenure", flat=True)
    kept = set(added) if loose else set()
    return [each for each in loose if each.pk not in kept]


def _with_words(pks: Collection[int]) -> set[int]:
    """The tenures that any words are about, wherever they count."""
    told = TenureEvidence.objects.filter(owned_by("tenure", pks))
    rows = told.values_list("tenure", "own_tenure").distinct() if pks else ()
    return {own if own is not None else tenure for tenure, own in rows}
