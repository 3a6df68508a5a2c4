"""Records follow their evidence: values, participants and parties are worked out anew and written where they differ.

A field that a person set, and a tie that a person confirmed, rejected or made, is never written.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from articles.importing.holders import TitleTold, holders_told
from articles.importing.places import find_places, forget_places_told, forget_unused_places
from articles.importing.series import settle_series_of
from articles.importing.ties import settle_ties
from articles.models import InitiativeEvidence, MeetingEvidence
from kb.edtf import read_edtf
from kb.models import Initiative, Meeting, Participation, Party, ReviewState
from kb.names import name_key
from kb.values import RULES, FieldRule, Told, decide


@dataclass(frozen=True)
class EventType:
    """What meetings and initiatives differ in: their tables, the name of their ties, their fields."""

    model: type[Any]
    evidence: type[Any]
    tie: type[Any]
    relation: str
    ties: str
    rules: Mapping[str, FieldRule]


MEETING = EventType(
    Meeting, MeetingEvidence, Participation, "meeting", "participants",
    RULES["meeting"],
)  # fmt: skip
INITIATIVE = EventType(
    Initiative, InitiativeEvidence, Party, "initiative", "parties",
    RULES["initiative"],
)  # fmt: skip
EVENTS = (MEETING, INITIATIVE)

#: fields that a record cannot be without: where no evidence says anything they stay as they are
REQUIRED = {"kind", "status"}


@dataclass
class _Testimony:
    """All that the evidence of one record says: sources by field; and by the record that they were found to tell of,
    which may be merged into this one, sources of the ties by actor, and titles without a name."""

    fields: dict[str, list[Told]] = field(default_factory=lambda: defaultdict(list))
    ties: dict[int, dict[int, list[Told]]] = field(default_factory=dict)
    titles: dict[int, list[TitleTold]] = field(default_factory=lambda: defaultdict(list))


def settle(event: EventType, pks: Collection[int]) -> set[int]:
    """Bring records in line with their evidence; those that changed. Records without evidence stay as they are, but
    that the series of a meeting follows from its name, whoever gave it that."""
    testimonies = _testimonies(event, pks)
    records = list(event.model.objects.filter(pk__in=testimonies).prefetch_related("decisions").order_by("pk"))
    decided = {record.pk: record.decided_fields() for record in records}
    values = {record.pk: _values(event, testimonies[record.pk], decided[record.pk]) for record in records}
    told = {pk: {vote.value for vote in testimony.fields.get("place", ())} for pk, testimony in testimonies.items()}
    # where a person gave another place, those that words tell stay known
    beside = {name for pk in told if "place" in decided.get(pk, ()) for name in told[pk]}
    places = find_places({each["place"] for each in values.values() if each.get("place")} | beside)
    places_before = {record.pk: record.place_id for record in records if getattr(record, "place_id", None)}
    changed = {record.pk for record in records if _write_values(event, record, values[record.pk], places)}
    changed |= _settle_series(pks) if event is MEETING else set()
    tied = {pk: testimony.ties for pk, testimony in testimonies.items() if event.ties not in decided.get(pk, ())}
    changed |= settle_ties(event.tie, event.relation, tied)
    forget_unused_places(places_before[pk] for pk in changed & places_before.keys())
    forget_places_told({name for pk, names in told.items() if len(names) > 1 for name in names} - beside)
    return changed


def _settle_series(pks: Collection[int]) -> set[int]:
    named = ~Q(name="") | Q(series__isnull=False) | Q(ordinal__isnull=False)
    return settle_series_of(Meeting.objects.filter(named, pk__in=pks).prefetch_related("decisions").order_by("pk"))


def _testimonies(event: EventType, pks: Collection[int]) -> dict[int, _Testimony]:
    """What people rejected counts for nothing; of a record of which they rejected everything it says what that was, so
    that articles which tell of it too can come and go."""
    found: dict[int, _Testimony] = defaultdict(_Testimony)
    columns = ("pk", event.relation, f"own_{event.relation}", "article", "article__published", "values", "review")
    rows = list(event.evidence.objects.filter(**{f"{event.relation}__in": pks}).values_list(*columns))
    counting = {pk for _, pk, *_, review in rows if review != ReviewState.REJECTED}
    for evidence, pk, duplicate, article, published, values, review in rows:
        if review == ReviewState.REJECTED and pk in counting:
            continue
        testimony, own = found[pk], duplicate or pk
        ties = testimony.ties.setdefault(own, defaultdict(list))
        for name in event.rules.keys() & values.keys():
            told = values[name]
            vote = Told(told["value"], article, published, told["confidence"], rule=told["rule"])
            testimony.fields[name].append(vote)
        for tie in values.get(event.ties, ()):
            told_role = Told(tie.get("role", ""), article, published, tie["confidence"], rule=tie["rule"])
            ties[tie["actor"]].append(told_role)
        for title in values.get("titles", ()):
            testimony.titles[own].append(TitleTold(evidence, title, article, published))
    _hear_titles(found)
    return dict(found)


def _hear_titles(found: Mapping[int, _Testimony]) -> None:
    """Whoever alone held a post on the day takes part where its title stands without a name."""
    asked = {own: (pk, titles) for pk, testimony in found.items() for own, titles in testimony.titles.items()}
    told = holders_told({own: titles for own, (_, titles) in asked.items()})
    for own, votes in told.items():
        for person, told_roles in votes.items():
            found[asked[own][0]].ties[own][person] += told_roles


def _values(event: EventType, testimony: _Testimony, decided: Collection[str]) -> dict[str, Any]:
    """The values of the fields that are the program's to write."""
    return {
        name: decide(testimony.fields.get(name, ()), rule) for name, rule in event.rules.items() if name not in decided
    }


def _write_values(event: EventType, record: Any, values: Mapping[str, Any], places: Mapping[str, Any]) -> bool:
    columns: dict[str, Any] = {}
    for name, value in values.items():
        if name == "place":
            columns["place_id"] = places[name_key(value)].pk if value else None
        elif name == "date_edtf":
            columns |= date_columns(value)
        elif name == "online":
            columns["online"] = bool(value)
        elif value is not None or name not in REQUIRED:
            columns[name] = value or ""
    if not columns.get("name", "…") and event is INITIATIVE:
        del columns["name"]  # an initiative cannot be without a name either
    changed = [name for name, value in columns.items() if getattr(record, name) != value]
    for name in changed:
        setattr(record, name, columns[name])
    if changed:
        record.save(update_fields=[*changed, "updated_at"])
    return bool(changed)


def date_columns(edtf: str | None) -> dict[str, Any]:
    """The three columns of a date."""
    if not edtf:
        return {"date_edtf": "", "date_earliest": None, "date_latest": None}
    interval = read_edtf(edtf)
    return {"date_edtf": edtf, "date_earliest": interval.earliest, "date_latest": interval.latest}


def without_evidence(event: EventType, pks: Iterable[int]) -> set[int]:
    """Those of the records that no evidence row speaks of any more, not even a rejected one."""
    return set(event.model.objects.filter(pk__in=set(pks), evidence=None).values_list("pk", flat=True))
