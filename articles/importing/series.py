"""Series of meetings follow the names of their meetings, as places follow what evidence tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from articles.identity.series import SeriesName, best_title, read_series
from kb.models import Decision, Meeting, Merge, Record, Series
from kb.models.history import program_writes
from kb.slugs import free_slugs


def find_series(names: Iterable[SeriesName]) -> dict[str, int]:
    """The series of each name, by the name's key; made where there is none. One that is another leads there."""
    titles: dict[str, list[str]] = defaultdict(list)
    for name in names:
        titles[name.key].append(name.title)
    rows = Series.objects.filter(key__in=titles).values_list("key", "pk", "merged_into") if titles else ()
    known = {key: survivor or pk for key, pk, survivor in rows}
    made = {key: best_title(titles[key]) for key in sorted(titles.keys() - known.keys())}
    slugs = free_slugs(Series, list(made.values()))
    new = [Series(key=key, name=name, slug=slug) for (key, name), slug in zip(made.items(), slugs, strict=True)]
    return known | {series.key: series.pk for series in Series.objects.bulk_create(new)}


def settle_series_of(meetings: Iterable[Meeting]) -> set[int]:
    """Series and number of meetings follow their names, where no person set them; the meetings that changed.

    The meetings come with their decisions.
    """
    told = {meeting: read_series(meeting.name) if meeting.name else None for meeting in meetings}
    free = {meeting for meeting in told if "series" not in meeting.decided_fields()}
    series = find_series(name for meeting, name in told.items() if name and meeting in free)
    changed, touched = [], set()
    for meeting, name in told.items():
        before = meeting.series_id, meeting.ordinal
        if meeting in free:
            meeting.series_id = series[name.key] if name else None
        if "ordinal" not in meeting.decided_fields():
            meeting.ordinal = name.ordinal if name else None
        if before[0] != meeting.series_id:
            touched.add(before[0])
        if before != (meeting.series_id, meeting.ordinal):
            meeting.updated_at = timezone.now()
            changed.append(meeting)
    Meeting.objects.bulk_update(changed, ["series", "ordinal", "updated_at"])
    settle_series(touched | _named_otherwise(told))
    return {meeting.pk for meeting in changed}


def _named_otherwise(told: Mapping[Meeting, SeriesName | None]) -> set[int]:
    """The series that some of their meetings here name otherwise. One more that has the name which most have already
    changes nothing: the names of all occurrences need not be asked."""
    series = {meeting.series_id for meeting in told if meeting.series_id}
    names = {pk: known for pk, *known in Series.objects.filter(pk__in=series).values_list("pk", "key", "name")}
    return {
        meeting.series_id
        for meeting, name in told.items()
        if meeting.series_id in names and (name is None or names[meeting.series_id] != [name.key, name.title])
    }


def settle_series(pks: Iterable[int | None]) -> set[int]:
    """Names of these series follow their meetings; a series that nothing belongs to goes. Those that changed."""
    wanted = {pk for pk in pks if pk is not None}
    forget_unused_series(wanted)
    rows = Series.objects.filter(pk__in=wanted, merged_into=None).exclude(key=None).prefetch_related("decisions")
    changed = set()
    titles = _titles(wanted) if wanted else {}
    for series in rows.order_by("pk"):
        own = titles.get(series.pk)
        name = best_title(own) if own and not series.decided_fields() else series.name
        if name != series.name:
            series.name = name
            series.save(update_fields=["name", "updated_at"])
            changed.add(series.pk)
    return changed


def _titles(pks: Iterable[int]) -> dict[int, list[str]]:
    """How the names of the meetings word each series: those that are its own, before those of what was joined to it."""
    own, joined = defaultdict(list), defaultdict(list)
    rows = Meeting.objects.filter(series__in=pks).exclude(name="").order_by("pk")
    for pk, key, name in rows.values_list("series", "series__key", "name"):
        if told := read_series(name):
            (own if told.key == key else joined)[pk].append(told.title)
    return {**joined, **own}


def forget_unused_series(pks: Iterable[int]) -> None:
    """Delete those of the series that no meeting belongs to any more, and of which nobody said anything."""
    if left := set(pks):
        # a merged meeting gets its series back when the merge is taken back
        kept = Merge.objects.filter(undone_at=None, before__series__in=left).values_list("before__series", flat=True)
        left -= set(kept)
        unsaid = Q(review="machine", note="", merged_into=None, decisions=None)
        unsaid &= ~Exists(Meeting._base_manager.filter(series=OuterRef("pk")))
        unsaid &= ~Exists(Series._base_manager.filter(merged_into=OuterRef("pk")))
        gone = set(Series.objects.filter(unsaid, pk__in=left).exclude(key=None).values_list("pk", flat=True))
        gone -= _decided() if gone else set()
        Series.objects.filter(pk__in=gone).delete()


def _decided() -> set[int]:
    """Series that people chose for meetings, whatever the meetings say now."""
    return set(Decision.objects.filter(field="series").values_list("value", flat=True))


def settle_joined(sender: Any, pks: Collection[int], **signal: Any) -> None:
    """After two series became one, or two again: each of their meetings goes where its name leads."""
    with program_writes():
        settle_series_of(Meeting.objects.filter(series__in=pks).prefetch_related("decisions").order_by("pk"))
        settle_series(pks)


def settle_decided(sender: Any, record: Record, **signal: Any) -> None:
    """After a person set the name or the series of a meeting: its series follows, and one left alone goes."""
    if isinstance(record, Meeting):
        with program_writes():
            settle_series_of(Meeting.objects.filter(pk=record.pk).prefetch_related("decisions"))
            forget_unused_series(Series.objects.filter(meetings=None).values_list("pk", flat=True))
