"""Evidence on the pages of the editing desk: each quotation, with a link to it in its article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kb.models import Record
from kb.models.querysets import SHOWN, count_of, other_end

#: how many quotations a page shows
MOST = 25
#: words around a quotation, in characters
AROUND = 90
#: what evidence of a post says by a key alone: the body in which it is held
_NOT_SAID = ("body",)


@dataclass(frozen=True)
class Quotation:
    """A piece of evidence with the words around it, and what it says of the record."""

    evidence: Any
    before: str
    quote: str
    after: str
    says: list[str]


class EvidenceAdmin(admin.ModelAdmin):
    """Records that rest on evidence: its number in lists, its words on the page of each."""

    change_form_template = "admin/evidence_change_form.html"

    def get_queryset(self, request: Any) -> models.QuerySet[Any]:
        evidence = other_end(self.model, "evidence").objects.filter(review__in=SHOWN)
        counted = count_of(evidence, str(self.opts.model_name))
        return super().get_queryset(request).annotate(evidence_count=counted)

    @admin.display(description=_("evidence"), ordering="evidence_count")
    def evidence_number(self, record: Any) -> int:
        return int(record.evidence_count)

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, obj: Any = None, **kw: Any) -> Any:
        if obj is not None:
            context |= self.shown_beside(obj)
        return super().render_change_form(request, context, *args, obj=obj, **kw)

    def shown_beside(self, record: Any) -> dict[str, Any]:
        """What the page shows below its form: the newest quotations, and the way to all of them."""
        rows = record.evidence.select_related("article").order_by("-article__published", "article_id", "start")
        meta = rows.model._meta
        every = reverse(f"admin:{meta.app_label}_{meta.model_name}_changelist")
        return {
            "quotations": [_quotation(row, record) for row in rows[:MOST]],
            "quotation_number": rows.count(),
            "every_quotation": f"{every}?{self.opts.model_name}__id__exact={record.pk}",
        }


def _quotation(row: Any, record: models.Model) -> Quotation:
    text = row.article.text
    says = [
        f"{label(record, field)}: {said['value']}"
        for field, said in row.values.items()
        if field not in _NOT_SAID and isinstance(said, dict) and said.get("value") not in (None, "")
    ]
    return Quotation(row, _before(text, row.start), row.quote, _after(text, row.end), says)


def _before(text: str, start: int) -> str:
    """The words before, as far as they stand in the same paragraph; whole words only."""
    words = text[max(0, start - AROUND) : start].rpartition("\n\n")[2]
    return f"… {words.partition(' ')[2]}" if len(words) == AROUND else words


def _after(text: str, end: int) -> str:
    words = text[end : end + AROUND].partition("\n\n")[0]
    return f"{words.rpartition(' ')[0]} …" if len(words) == AROUND else words


def label(record: models.Model, field: str) -> str:
    """What people call a field. Evidence of a post held names the post by its title."""
    return str(_("post") if field == "title" else record._meta.get_field(field).verbose_name)


def said_of(record: Record) -> dict[str, list[tuple[str, int]]]:
    """For each field, the values that articles give it, each with the number of articles, most first."""
    told: dict[str, dict[str, set[int]]] = {field: {} for field in record.MACHINE_FIELDS}
    for article, values in record.evidence.filter(review__in=SHOWN).values_list("article_id", "values"):
        for field in told.keys() & values.keys():
            value = values[field]["value"]
            if value not in (None, ""):
                told[field].setdefault(str(value), set()).add(article)
    return {
        field: Counter({value: len(articles) for value, articles in said.items()}).most_common()
        for field, said in told.items()
    }
