"""What waits for a person: the doubts of each sort, the greatest first. Reading writes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Prefetch, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.labels import tenure_label
from kb.models import Actor, ActorName, Candidate, Initiative, Meeting, NotSame, ReviewState, Tenure
from kb.names import name_key
from kb.reviewing.disagreeing import differing, now_told
from kb.reviewing.holders import unnamed_holders
from kb.reviewing.items import Choice, Item, Sort, page_of, read_key, title_of
from kb.reviewing.looked_at import MOST, Only, asked_for, with_display
from kb.suggestions.duplicates import WAYS, Suggestion, suggested_among, suggested_duplicates

#: a record is doubtful where its surest sentence was read with less confidence
LITTLE = 0.8


def waiting() -> list[Item]:
    """Everything that waits, the most doubtful first; of equal doubt in a fixed order."""
    found = [item for find in FINDERS.values() for item in find(None)]
    return sorted(found, key=lambda item: (-item.doubt, item.key))


def cut_short(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Sorts and kinds of which as much waits as is looked up of one kind at once: there may be more."""
    found = Counter((item.sort.value, item.kind, item.record._meta.model_name) for item in items)
    return sorted({(sort, kind) for (sort, kind, _table), number in found.items() if number >= MOST})


def find_items(keys: Iterable[str]) -> dict[str, Item]:
    """Those of the items that still wait, worked out anew, by key."""
    wanted: defaultdict[Sort, defaultdict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    asked: defaultdict[str, set[tuple[int, int]]] = defaultdict(set)
    keys = set(keys)
    for key in filter(None, map(read_key, keys)):
        wanted[key.sort][key.about] |= set(key.pks)
        if key.sort == Sort.PAIR and len(key.pks) == 2:
            asked[key.about].add((key.pks[0], key.pks[1]))
    found = [item for sort, only in wanted.items() if sort != Sort.PAIR for item in FINDERS[sort](only)]
    for model in WAYS:
        found += _pair_items(model, suggested_among(model, asked[str(model._meta.model_name)]))
    return {item.key: item for item in found if item.key in keys}


def find_about(only: Mapping[str, Collection[int]]) -> list[Item]:
    """What waits about some records, but for pairs."""
    return [item for sort, find in FINDERS.items() if sort != Sort.PAIR for item in find(only)]


def undecided(only: Only) -> Iterator[Item]:
    """Records that may be one of several others, each with those that it may be."""
    yield from _undecided_actors(only)
    for model in (Meeting, Initiative):
        yield from _undecided_events(model, only)


def _undecided_actors(only: Only) -> Iterator[Item]:
    """Actors whose name several others have."""
    among = asked_for(only, "actor")
    if among is None:
        return
    rows = Actor.objects.visible().filter(among, undecided=True, review=ReviewState.MACHINE)
    waiting = list(rows.order_by("pk")[:MOST])
    keys = {name_key(actor.name) for actor in waiting}
    bearers: defaultdict[str, dict[int, Actor]] = defaultdict(dict)
    names = ActorName.objects.visible().filter(key__in=keys, actor__undecided=False, actor__merged_into=None)
    for name in names.exclude(actor__review=ReviewState.REJECTED).select_related("actor").order_by("actor"):
        bearers[name.key][name.actor_id] = name.actor
    for actor in waiting:
        found = [each for each in bearers[name_key(actor.name)].values() if each.kind == actor.kind]
        yield _undecided(actor, "actor", found, _("Several actors may be meant by this name."))


def _undecided_events(model: Any, only: Only) -> Iterator[Item]:
    """Meetings or initiatives that suit several others equally well."""
    kind = str(model._meta.model_name)
    among = asked_for(only, kind)
    if among is None:
        return
    content_type = ContentType.objects.get_for_model(model)
    rows = Candidate.objects.filter(content_type=content_type)
    if only is not None:
        rows = rows.filter(record_id__in=only[kind])
    pairs = list(rows.values_list("record_id", "candidate_id").order_by("record_id", "candidate_id"))
    apart = set()
    if pairs:
        said = NotSame.objects.filter(content_type=content_type, first_id__in={min(pair) for pair in pairs})
        apart = set(said.values_list("first_id", "second_id"))
    records = with_display(model, {pk for pair in pairs for pk in pair}) if pairs else {}
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for record, candidate in pairs:
        if {record, candidate} <= records.keys() and (min(record, candidate), max(record, candidate)) not in apart:
            found[record].append(records[candidate])
    why = {
        "meeting": _("It may be one of several meetings; nothing speaks more for one of them."),
        "initiative": _("It may be one of several initiatives; nothing speaks more for one of them."),
    }
    # what a person has decided already stands in nobody's way
    open_ones = [record for record in found if records[record].review == ReviewState.MACHINE]
    for record in open_ones[:MOST]:
        yield _undecided(records[record], kind, found[record], why[kind])


def _undecided(record: Any, kind: str, candidates: list[Any], why: str) -> Item:
    return Item(
        key=f"undecided-{kind}-{record.pk}",
        sort=Sort.UNDECIDED,
        kind=kind,
        records=(record,),
        why=why,
        doubt=1.0,
        choices=tuple(Choice(str(each.pk), title_of(each), page_of(each)) for each in candidates),
        candidates=tuple(candidates),
    )


def new_actors(only: Only) -> Iterator[Item]:
    """Actors that texts brought and nobody has confirmed, the newest first; doubtful ones are in line elsewhere."""
    among = asked_for(only, "actor")
    if among is None:
        return
    surest = Max("evidence__confidence", filter=~Q(evidence__review=ReviewState.REJECTED))
    rows = Actor.objects.visible().filter(among, review=ReviewState.MACHINE, gazetteer_key=None, undecided=False)
    posts = Prefetch("tenures", Tenure.objects.visible().select_related("post__body"), to_attr="shown_tenures")
    rows = rows.select_related("country").prefetch_related(posts).annotate(surest=surest)
    for place, actor in enumerate(rows.filter(surest__gte=LITTLE).order_by("-pk")[:MOST]):
        yield Item(
            key=f"new-actor-{actor.pk}",
            sort=Sort.NEW,
            kind="actor",
            records=(actor,),
            why=_("Articles brought this actor, and nobody has looked yet."),
            doubt=0.1 - place / (20 * MOST),
            brief=_in_brief(actor),
        )


def _in_brief(actor: Any) -> str:
    """Who it is, for those who decide about many in a list: `Person · Prime Minister, Bulgaria`."""
    country = [actor.country.name] if actor.country else []
    return " · ".join([capfirst(actor.get_kind_display()), *country, *map(tenure_label, actor.shown_tenures[:1])])


def unsure(only: Only) -> Iterator[Item]:
    """Records of the program alone whose surest sentence was read with little confidence."""
    why = {
        "actor": _("Is this an actor? Read with a confidence of %(share)s%%."),
        "meeting": _("Is this a meeting? Read with a confidence of %(share)s%%."),
        "initiative": _("Is this an initiative? Read with a confidence of %(share)s%%."),
        "tenure": _("Did this person hold this post? Read with a confidence of %(share)s%%."),
    }
    for kind, model in {"actor": Actor, "meeting": Meeting, "initiative": Initiative, "tenure": Tenure}.items():
        among = asked_for(only, kind)
        if among is None:
            continue
        surest = Max("evidence__confidence", filter=~Q(evidence__review=ReviewState.REJECTED))
        rows = model.objects.visible().filter(among, review=ReviewState.MACHINE).annotate(surest=surest)
        rows = rows.filter(surest__lt=LITTLE).order_by("surest", "pk")
        if model is Tenure:
            rows = rows.select_related("person", "post__body")
        elif model is not Actor:
            rows = rows.with_display()
        for row in rows[:MOST]:
            yield Item(
                key=f"unsure-{kind}-{row.pk}",
                sort=Sort.UNSURE,
                kind="actor" if kind == "tenure" else kind,
                records=(row,),
                why=why[kind] % {"share": round(row.surest * 100)},
                doubt=1 - row.surest,
            )


def pairs(only: Only) -> Iterator[Item]:
    """Two records that may be one, the likeliest first."""
    for model in WAYS:
        yield from _pair_items(model, suggested_duplicates(model, most=MOST))


def _pair_items(model: Any, suggested: Iterable[Suggestion]) -> Iterator[Item]:
    kind = str(model._meta.model_name)
    for each in suggested:
        yield Item(
            key=f"pair-{kind}-{each.first.pk}-{each.second.pk}",
            sort=Sort.PAIR,
            kind=kind,
            records=(each.first, each.second),
            why=capfirst("; ".join(map(str, each.reasons))),
            doubt=min(each.score, 1.0) * 0.9,
        )


FINDERS: dict[Sort, Callable[[Only], Iterator[Item]]] = {
    Sort.UNDECIDED: undecided,
    Sort.HOLDER: lambda only: unnamed_holders(asked_for(only, "meeting"), most=MOST),
    Sort.NOW: now_told,
    Sort.DIFFERS: differing,
    Sort.UNSURE: unsure,
    Sort.PAIR: pairs,
    Sort.NEW: new_actors,
}
