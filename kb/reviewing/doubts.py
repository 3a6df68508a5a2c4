"""What waits for a person: the doubts of each sort, the greatest first. Reading writes nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.citations import value_in_words
from kb.differing import shown_because
from kb.models import Actor, ActorName, Candidate, Decision, Initiative, Meeting, NotSame, ReviewState, Tenure
from kb.names import name_key
from kb.reviewing.holders import unnamed_holders
from kb.reviewing.items import Choice, Item, Sort, page_of, read_key, title_of
from kb.status_steps import is_past, status_steps
from kb.suggestions.duplicates import WAYS, Suggestion, suggested_among, suggested_duplicates
from kb.values import RULES, FieldRule, Told, Verdict, weigh

#: items of one sort and kind that are looked up at once: a queue is worked off from its head
MOST = 200
#: a record is doubtful where its surest sentence was read with less confidence
LITTLE = 0.8
#: records with several articles, those that changed last first, that are looked at for contradictions
MOST_COMPARED = 2000


#: the keys of some records by kind, where only they are looked at; nothing: all of them
Only = Mapping[str, Collection[int]] | None


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


def _among(only: Only, kind: str) -> Q | None:
    """Which rows of a kind are looked at; None for none of them."""
    if only is None:
        return Q()
    return Q(pk__in=only[kind]) if only.get(kind) else None


def undecided(only: Only) -> Iterator[Item]:
    """Records that may be one of several others, each with those that it may be."""
    yield from _undecided_actors(only)
    for model in (Meeting, Initiative):
        yield from _undecided_events(model, only)


def _undecided_actors(only: Only) -> Iterator[Item]:
    """Actors whose name several others have."""
    among = _among(only, "actor")
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
    among = _among(only, kind)
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
    records = _with_display(model, {pk for pair in pairs for pk in pair}) if pairs else {}
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
    among = _among(only, "actor")
    if among is None:
        return
    surest = Max("evidence__confidence", filter=~Q(evidence__review=ReviewState.REJECTED))
    rows = Actor.objects.visible().filter(among, review=ReviewState.MACHINE, gazetteer_key=None, undecided=False)
    for place, actor in enumerate(rows.annotate(surest=surest).filter(surest__gte=LITTLE).order_by("-pk")[:MOST]):
        yield Item(
            key=f"new-actor-{actor.pk}",
            sort=Sort.NEW,
            kind="actor",
            records=(actor,),
            why=_("Articles brought this actor, and nobody has looked yet."),
            doubt=0.1 - place / (20 * MOST),
        )


def unsure(only: Only) -> Iterator[Item]:
    """Records of the program alone whose surest sentence was read with little confidence."""
    for kind, model in {"actor": Actor, "meeting": Meeting, "initiative": Initiative, "tenure": Tenure}.items():
        among = _among(only, kind)
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
                why=_("Read with a confidence of %(share)s%%.") % {"share": round(row.surest * 100)},
                doubt=1 - row.surest,
            )


def differing(only: Only) -> Iterator[Item]:
    """Fields on which articles contradict each other, and which nobody has decided yet."""
    for kind, model in (("meeting", Meeting), ("initiative", Initiative)):
        among = _among(only, kind)
        if among is None:
            continue
        rows = model.objects.visible().filter(among)
        told_by_several = rows.alias(articles=Count("evidence__article", distinct=True))
        last_changed = told_by_several.filter(articles__gt=1).order_by("-updated_at", "-pk")
        pks = list(last_changed.values_list("pk", flat=True)[:MOST_COMPARED])
        told = _told(model, pks)
        decided = set(_decisions(model).filter(_about(only, kind)).values_list("object_id", "field"))
        found = []
        for (pk, field), votes in told.items():
            rule = RULES[kind][field]
            verdict = None if (pk, field) in decided else weigh(votes, rule)
            steps = status_steps(votes) if rule.latest_first else ()
            against = [each for each in verdict.dissenting if not is_past(each, steps)] if verdict else []
            if verdict and against:
                share = len({each.article for each in against}) / len({each.article for each in votes})
                found.append((share, pk, field, verdict, against))
        found.sort(key=lambda each: (-each[0], each[1], each[2]))
        records = _with_display(model, {each[1] for each in found[:MOST]})
        for share, pk, field, verdict, against in found[:MOST]:
            yield _difference(kind, records[pk], field, verdict, against, share)


def _difference(kind: str, record: Any, field: str, verdict: Verdict, against: Iterable[Told], share: float) -> Item:
    values = {name_key(str(vote.value)): vote.value for vote in against}
    label = capfirst(str(record._meta.get_field(field).verbose_name))
    shown = {"field": label, "value": value_in_words(record, field, verdict.value)}
    because = shown_because(field, verdict.reason)
    return Item(
        key=f"differs-{kind}-{record.pk}-{field}",
        sort=Sort.DIFFERS,
        kind=kind,
        records=(record,),
        why=f"{_('%(field)s: “%(value)s” is shown') % shown}: {because}.",
        doubt=0.5 + share / 2,
        field=field,
        choices=tuple(Choice(str(value), capfirst(value_in_words(record, field, value))) for value in values.values()),
    )


def now_told(only: Only) -> Iterator[Item]:
    """Fields that a person set, of which articles that came since say something else."""
    for kind, model in (("meeting", Meeting), ("initiative", Initiative)):
        if _among(only, kind) is None:
            continue
        asked = _decisions(model).filter(_about(only, kind), field__in=RULES[kind], brought_by=None)
        decisions = list(asked.order_by("pk"))
        pks = {decision.object_id for decision in decisions}
        told, records = _told(model, pks), _with_display(model, pks)
        for decision in decisions:
            record, rule = records.get(decision.object_id), RULES[kind][decision.field]
            verdict = weigh(told.get((decision.object_id, decision.field), ()), rule)
            if record is not None and verdict is not None and _overtakes(verdict, record, decision, rule):
                yield _now(kind, record, decision, verdict)


def _overtakes(verdict: Verdict, record: Any, decision: Decision, rule: FieldRule) -> bool:
    """Do articles that came after the decision speak for another value?"""
    value = getattr(record, decision.field)
    set_now = value.name if decision.field == "place" and value else value
    same = set_now not in (None, "") and rule.agree(verdict.value, set_now)
    return not same and any(vote.evidence > decision.decided_at for vote in verdict.supporting)


def _now(kind: str, record: Any, decision: Decision, verdict: Verdict) -> Item:
    value = getattr(record, decision.field)
    said = {
        "field": capfirst(str(record._meta.get_field(decision.field).verbose_name)),
        "who": decision.user or _("Somebody"),
        "value": value_in_words(record, decision.field, value) if value not in (None, "") else _("not known"),
        "now": value_in_words(record, decision.field, verdict.value),
    }
    return Item(
        key=f"now-{kind}-{record.pk}-{decision.field}",
        sort=Sort.NOW,
        kind=kind,
        records=(record,),
        why=_("%(field)s: %(who)s set “%(value)s”; articles that came since say “%(now)s”.") % said,
        doubt=0.95,
        field=decision.field,
        proposed=verdict.value,
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


def _told(model: Any, pks: Iterable[int]) -> dict[tuple[int, str], list[Told]]:
    """What articles say of each field of these records; the evidence of each is the time at which it came."""
    kind = str(model._meta.model_name)
    rows = model._meta.get_field("evidence").related_model.objects.visible().filter(**{f"{kind}__in": list(pks)})
    told: defaultdict[tuple[int, str], list[Told]] = defaultdict(list)
    columns = (kind, "article", "article__published", "article__imported_at", "values")
    for pk, article, published, came, values in rows.order_by("pk").values_list(*columns):
        for field in RULES[kind].keys() & values.keys():
            said = values[field]
            told[pk, field].append(Told(said["value"], article, published, said["confidence"], came, said["rule"]))
    return told


def _about(only: Only, kind: str) -> Q:
    """Decisions about these records."""
    return Q() if only is None else Q(object_id__in=only[kind])


def _decisions(model: Any) -> Any:
    return Decision.objects.filter(content_type=ContentType.objects.get_for_model(model)).select_related("user")


def _with_display(model: Any, pks: Iterable[int]) -> dict[int, Any]:
    return {record.pk: record for record in model.objects.visible().with_display().filter(pk__in=list(pks))}


FINDERS: dict[Sort, Callable[[Only], Iterator[Item]]] = {
    Sort.UNDECIDED: undecided,
    Sort.HOLDER: lambda only: unnamed_holders(_among(only, "meeting"), most=MOST),
    Sort.NOW: now_told,
    Sort.DIFFERS: differing,
    Sort.UNSURE: unsure,
    Sort.PAIR: pairs,
    Sort.NEW: new_actors,
}
