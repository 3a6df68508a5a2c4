"""Records that equal candidates suit alike wait for a person, with those that they may be."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.contenttypes.models import ContentType

from articles.importing.regroup import Plan
from articles.importing.settle import EventType
from kb.models import Candidate


def waiting_for(event: EventType, pks: Collection[int]) -> set[int]:
    """The records that may be one of these: where one of these goes, it may be clear which is meant."""
    if not pks:
        return set()
    kind = ContentType.objects.get_for_model(event.model)
    waiting = Candidate.objects.filter(content_type=kind, candidate_id__in=pks)
    return set(waiting.values_list("record_id", flat=True))


def write_candidates(event: EventType, planned: Plan, changed: Collection[int]) -> None:
    """Bring the candidates of changed records in line with what was found."""
    record_of = {each.telling.at: record for record, group in planned.groups for each in group}
    wanted = {
        (record, candidate)
        for at, others in planned.waiting.items()
        for other in others
        if (record := record_of.get(at)) is not None
        and (candidate := record_of.get(other)) is not None
        and record != candidate
    }
    kind = ContentType.objects.get_for_model(event.model)
    about = {*changed, *(record for record, _ in wanted)}
    there = Candidate.objects.filter(content_type=kind, record_id__in=about)
    known = {(record, candidate): pk for pk, record, candidate in there.values_list("pk", "record_id", "candidate_id")}
    if gone := [pk for pair, pk in known.items() if pair not in wanted]:
        Candidate.objects.filter(pk__in=gone).delete()
    Candidate.objects.bulk_create(
        Candidate(content_type=kind, record_id=record, candidate_id=candidate)
        for record, candidate in sorted(wanted - known.keys())
    )
