"""What the database itself cannot enforce: keys of names, dates, merges, decisions, tenures, counts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, connection, models
from django.db.models import Count, F, Q

from articles.checking.problems import FIX, Problem, named, row_name
from articles.importing.places import forget_unused_places, places_to_return
from articles.models import Article, ImportRun, MeetingEvidence, RunStatus
from kb.decisions import json_value
from kb.edtf import EdtfError, Interval, read_edtf
from kb.models import (
    Actor,
    ActorName,
    Candidate,
    Decision,
    Initiative,
    Meeting,
    Merge,
    NotSame,
    Place,
    Post,
    Series,
    Split,
    Tenure,
)
from kb.models.querysets import other_end
from kb.names import name_key

RECORDS: tuple[type[models.Model], ...] = (Actor, Meeting, Initiative)
#: columns that follow a name, which look-ups compare
_KEYS: tuple[tuple[type[models.Model], str, str], ...] = (
    (ActorName, "text", "key"),
    (Post, "title", "title_key"),
    (Place, "name", "key"),
    (Meeting, "name", "key"),
    (Initiative, "name", "key"),
)
_SLUG = re.compile(r"[\w-]+")
_CHUNK = 2000
_AT_THE_DESK = "mend it on the editing desk"


def check_references(*, fix: bool = False) -> Iterator[Problem]:
    """Rows point to rows that are there, also where the database does not know that they point anywhere."""
    try:
        connection.check_constraints()
    except DatabaseError as error:
        yield Problem("the database", str(error).rstrip("."), "restore the last archive or backup")
    # a merge that was taken back is history, and outlives its records
    standing = Merge.objects.filter(undone_at=None)
    pairs = ((standing, ("duplicate", "survivor")), (NotSame.objects, ("first", "second")))
    candidates = (Candidate.objects, ("record", "candidate"))
    for rows, columns in (*pairs, candidates, (Split.objects, ("record", "into")), (Decision.objects, ("record",))):
        for row in rows.order_by("pk").prefetch_related(*columns):
            for column in columns:
                if getattr(row, column) is None:
                    yield _dangling(row, column, fix=fix)


def _dangling(row: models.Model, column: str, *, fix: bool) -> Problem:
    name = row_name(row)
    if fix:
        row.delete()
    return Problem(name, f"its {column} is no longer there", FIX, fixed=fix)


def check_slugs() -> Iterator[Problem]:
    """Every address can be one."""
    for model in (*RECORDS, Place, Post, Series, Article):
        for row in model._default_manager.only("slug").iterator(chunk_size=_CHUNK):
            if not _SLUG.fullmatch(row.slug):
                yield Problem(row_name(row), f"{row.slug!r} cannot be an address", _AT_THE_DESK)


def check_keys(*, fix: bool = False) -> Iterator[Problem]:
    """What look-ups compare follows the name."""
    for model, name, key in _KEYS:
        for row in model._default_manager.order_by("pk").only(name, key).iterator(chunk_size=_CHUNK):
            right = name_key(getattr(row, name))
            if getattr(row, key) != right:
                if fix:
                    model._default_manager.filter(pk=row.pk).update(**{key: right})
                yield Problem(
                    row_name(row), f"{getattr(row, name)!r} is looked up as {getattr(row, key)!r}", FIX, fixed=fix
                )


def check_dates(*, fix: bool = False) -> Iterator[Problem]:
    """Dates can be read, and their first and last day are those of the date as told."""
    for model in (Meeting, Initiative):
        for row in model._default_manager.exclude(date_edtf="").order_by("pk").iterator(chunk_size=_CHUNK):
            interval = _interval(row.date_edtf)
            if interval is None:
                yield Problem(row_name(row), f"{row.date_edtf!r} is no date", _AT_THE_DESK)
            elif (row.date_earliest, row.date_latest) != (interval.earliest, interval.latest):
                days = f"{row.date_earliest} to {row.date_latest}"
                if fix:
                    days_of = {"date_earliest": interval.earliest, "date_latest": interval.latest}
                    model._default_manager.filter(pk=row.pk).update(**days_of)
                yield Problem(row_name(row), f"{row.date_edtf} is kept as {days}", FIX, fixed=fix)


def check_tenures() -> Iterator[Problem]:
    """No tenure ends before it starts; terms of one person in one post do not overlap."""
    terms: dict[tuple[int, int], list[tuple[Tenure, Interval]]] = defaultdict(list)
    for tenure in Tenure.objects.visible().select_related("person", "post__body").order_by("pk"):
        start, end = _interval(tenure.start), _interval(tenure.end)
        for told, interval in ((tenure.start, start), (tenure.end, end)):
            if told and interval is None:
                yield Problem(row_name(tenure), f"{told!r} is no date", _AT_THE_DESK)
        if start and end and end.latest < start.earliest:
            yield Problem(f"{tenure}", f"it ends ({tenure.end}) before it starts ({tenure.start})", _AT_THE_DESK)
        elif start and end:
            terms[tenure.person_id, tenure.post_id].append((tenure, Interval(start.latest, end.earliest)))
    for held in terms.values():
        held.sort(key=lambda each: each[1].earliest)
        for (one, first), (other, second) in pairwise(held):
            if first.earliest <= first.latest and second.earliest < first.latest:
                yield Problem(f"{one}", f"its terms {one.term} and {other.term} overlap", _AT_THE_DESK)


def _interval(edtf: str) -> Interval | None:
    try:
        return read_edtf(edtf) if edtf else None
    except EdtfError:
        return None


def check_merges() -> Iterator[Problem]:
    """What is merged points to the end of its chain, which is not merged itself; nothing is its own duplicate."""
    remedy = "take the merge back on the editing desk, and merge again"
    for model in RECORDS:
        for row in model._default_manager.filter(merged_into__merged_into__isnull=False):
            yield Problem(row_name(row), "it is merged into a record that is merged itself", remedy)
        merges = Merge.objects.filter(content_type=ContentType.objects.get_for_model(model), undone_at=None)
        standing = dict(merges.values_list("duplicate_id", "survivor_id"))
        into = dict(model._default_manager.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
        for pk in sorted(standing.keys() | into.keys()):
            end = _end(pk, standing)
            if end is None:
                yield Problem(named(model, pk), "its merges go round in a circle", remedy)
            elif into.get(pk, pk) != end:
                yield Problem(
                    named(model, pk), f"it is merged into {named(model, end)}, and does not point there", remedy
                )
        yield from _check_merged_evidence(model, remedy)


def _check_merged_evidence(model: Any, remedy: str) -> Iterator[Problem]:
    """Words that tell of a duplicate count for the record that it is merged into, and nowhere else."""
    kind = str(model._meta.model_name)
    rows = other_end(model, "evidence").objects.order_by("pk").select_related(kind)
    astray = Q(**{f"{kind}__merged_into__isnull": False})
    astray |= Q(**{f"own_{kind}__isnull": False}) & (
        ~Q(**{f"own_{kind}__merged_into": F(kind)}) | Q(**{f"own_{kind}__merged_into": None})
    )
    for row in rows.filter(astray):
        yield Problem(row_name(getattr(row, kind)), "words count for it that belong to another record", remedy)


def _end(pk: int, into: dict[int, int]) -> int | None:
    seen = set()
    while pk in into:
        if pk in seen:
            return None
        seen.add(pk)
        pk = into[pk]
    return pk


def check_decisions() -> Iterator[Problem]:
    """A field that a person set says what he set."""
    for decision in Decision.objects.order_by("pk").prefetch_related("record"):
        record: Any = decision.record
        if record is None:
            continue
        if decision.field not in record.MACHINE_FIELDS:
            yield Problem(
                row_name(record), f"a decision on {decision.field!r}, which is no field", "delete the decision"
            )
        elif json_value(record, decision.field) != decision.value:
            now = json_value(record, decision.field)
            what = f"{decision.field} is {now!r}, and a person set {decision.value!r}"
            yield Problem(row_name(record), what, "set it again on the editing desk, or delete the decision")


def check_runs() -> Iterator[Problem]:
    """No run has more articles than it counted."""
    counted = F("articles_new") + F("articles_changed") + F("articles_reread")
    runs = ImportRun.objects.exclude(status=RunStatus.RUNNING).annotate(there=Count("articles"))
    for run in runs.filter(there__gt=counted):
        what = f"it counted {run.articles_written} articles, and {run.there} are there"
        yield Problem(row_name(run), what, "look at the run's articles on the editing desk")


def check_places(*, fix: bool = False) -> Iterator[Problem]:
    """No place is left that nothing speaks of. One that an editor replaced stays: articles still name it; and so do
    one that a merged meeting gets back when the merge is taken back, and one that a person made or changed."""
    unused = list(Place.objects.filter(meetings=None, country=None, latitude=None))
    told = _places_told() if unused else set()
    awaited = places_to_return({place.pk for place in unused}) if unused else set()
    awaited |= set(Place.history.filter(id__in=[place.pk for place in unused]).values_list("id", flat=True))
    for place in unused:
        if place.key not in told and place.pk not in awaited:
            if fix:
                forget_unused_places([place.pk])
            yield Problem(row_name(place), "no meeting is held there, and nothing else is known of it", FIX, fixed=fix)


def _places_told() -> set[str]:
    """Keys of all places that evidence names."""
    rows = MeetingEvidence.objects.filter(values__has_key="place").values_list("values", flat=True)
    return {name_key(values["place"]["value"]) for values in rows.iterator(chunk_size=_CHUNK)}
