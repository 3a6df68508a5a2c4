"""Who held which post, and when by the evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date

from articles.models import TenureEvidence
from kb.merging.belongings import owned_by
from kb.models import Post, ReviewState, Tenure
from kb.values import STATUS, Told, decide


def take_in_tenure(tenure: Tenure, *, former: bool, published: date | None) -> bool:
    """Add one article's word to a tenure; True where all evidence has to be asked (see settle_tenures).

    A present holder seen once more stays a present holder: the usual case costs no look at old evidence.
    """
    if former or tenure.former:
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
        said = values["former"]
        told[pk].append(Told(said["value"], article, published, said["confidence"], rule=said["rule"]))
    changed = set()
    for tenure in Tenure.objects.filter(pk__in=pks).order_by("pk"):
        if _write_tenure(tenure, told[tenure.pk]) if tenure.pk in told else _withdraw_tenure(tenure):
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
    if tenure.review != ReviewState.MACHINE or tenure.start or tenure.end:
        return False
    if TenureEvidence.objects.filter(owned_by("tenure", [tenure.pk])).exists() or tenure.evidence.exists():
        return False
    if tenure.additions.exists():
        return False
    post = tenure.post_id
    tenure.delete()
    behind = Tenure.objects.filter(own_post=post)
    Post.objects.filter(pk=post, tenures=None).exclude(pk__in=behind.values("own_post")).delete()
    return True
