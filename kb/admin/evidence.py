"""Evidence on the pages of the editing desk: each quotation, with a link to it in its article."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db import models
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from kb.models import Record
from kb.models.querysets import SHOWN, count_of, other_end

#: how many quotations a page shows
MOST = 25
#: words around a quotation, in characters
AROUND = 90


@dataclass(frozen=True)
class Quotation:
    """A piece of evidence with the words around it, and what it says of the record."""

    evidence: Any
    before: str
    quote: str
    after: str
    says: str


class EvidenceAdmin(admin.ModelAdmin):
    """Records that rest on evidence: its number in lists, its words on the page of each."""

    def get_queryset(self, request: Any) -> models.QuerySet[Any]:
        evidence = other_end(self.model, "evidence").objects.filter(review__in=SHOWN)
        counted = count_of(evidence, str(self.opts.model_name))
        return super().get_queryset(request).annotate(evidence_count=counted)

    @admin.display(description=_("evidence"), ordering="evidence_count")
    def evidence_number(self, record: Any) -> int:
        return int(record.evidence_count)

    @admin.display(description=_("in the articles"))
    def evidence_shown(self, record: Any) -> SafeString | str:
        if record.pk is None:
            return ""
        rows = record.evidence.select_related("article").order_by("-article__published", "article_id", "start")
        quotations = [_quotation(row) for row in rows[:MOST]]
        return render_to_string(
            "admin/evidence.html", {"quotations": quotations, "more": max(0, rows.count() - len(quotations))}
        )


def _quotation(row: Any) -> Quotation:
    text = row.article.text
    before, after = text[max(0, row.start - AROUND) : row.start], text[row.end : row.end + AROUND]
    return Quotation(row, _from_line(before, -1), row.quote, _from_line(after, 0), _says(row.values))


def _from_line(words: str, line: int) -> str:
    """Of the words around, those in the same paragraph."""
    return words.split("\n\n")[line]


def _says(values: dict[str, Any]) -> str:
    """`status: held, date: 2020-02-03`."""
    return ", ".join(f"{field}: {said['value']}" for field, said in values.items() if isinstance(said, dict))


def said_of(record: Record, field: str) -> list[tuple[str, int]]:
    """The values that articles give a field, each with the number of articles, most first."""
    told: dict[str, set[int]] = {}
    name = field.removesuffix("_edtf")
    for article, values in record.evidence.filter(review__in=SHOWN).values_list("article_id", "values"):
        said = values.get(name)
        if said and said.get("value") not in (None, ""):
            told.setdefault(str(said["value"]), set()).add(article)
    return Counter({value: len(articles) for value, articles in told.items()}).most_common()
