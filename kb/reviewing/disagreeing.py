"""Doubts from what articles say against each other, and against what a person set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kb.citations import value_in_words
from kb.differing import shown_because
from kb.models import Decision, Initiative, Meeting
from kb.names import name_key
from kb.reviewing.items import Choice, Item, Sort
from kb.reviewing.looked_at import MOST, Only, asked_for, with_display
from kb.status_steps import is_past, status_steps
from kb.values import RULES, FieldRule, Told, Verdict, weigh

#: records with several articles, those that changed last first, that are looked at for contradictions
MOST_COMPARED = 2000


def differing(only: Only) -> Iterator[Item]:
    """Fields on which articles contradict each other, and which nobody has decided yet."""
    for kind, model in (("meeting", Meeting), ("initiative", Initiative)):
        among = asked_for(only, kind)
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
        records = with_display(model, {each[1] for each in found[:MOST]})
        for share, pk, field, verdict, against in found[:MOST]:
            yield _difference(kind, records[pk], field, verdict, against, share)


def _difference(kind: str, record: Any, field: str, verdict: Verdict, against: Iterable[Told], share: float) -> Item:
    values = {name_key(str(vote.value)): vote.value for vote in against}
    label = capfirst(str(record._meta.get_field(field).verbose_name))
    shown = {"field": label, "value": value_in_words(record, field, verdict.value)}
    # outside of the f-string: what collects strings for translation does not look into one
    said = _("%(field)s: “%(value)s” is shown") % shown
    return Item(
        key=f"differs-{kind}-{record.pk}-{field}",
        sort=Sort.DIFFERS,
        kind=kind,
        records=(record,),
        why=f"{said}: {shown_because(field, verdict.reason)}.",
        doubt=0.5 + share / 2,
        field=field,
        choices=tuple(Choice(str(value), capfirst(value_in_words(record, field, value))) for value in values.values()),
    )


def now_told(only: Only) -> Iterator[Item]:
    """Fields that a person set, of which articles that came since say something else."""
    for kind, model in (("meeting", Meeting), ("initiative", Initiative)):
        if asked_for(only, kind) is None:
            continue
        asked = _decisions(model).filter(_about(only, kind), field__in=RULES[kind], brought_by=None)
        decisions = list(asked.order_by("pk"))
        pks = {decision.object_id for decision in decisions}
        told, records = _told(model, pks), with_display(model, pks)
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
