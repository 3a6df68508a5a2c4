"""What can be taken along, what it means, how far it may be relied on, and how to cite it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max
from django.urls import resolve, reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView

from kb.exports.codes import codes
from kb.exports.columns import NAMED
from kb.exports.evidence import EVIDENCE
from kb.exports.tables import Cell
from kb.models import Meeting
from kb.models.querysets import other_end
from kb.ready_citations import cite_all
from kb.version import VERSION


@dataclass(frozen=True)
class Table:
    """A file with its columns, as the page explains it."""

    anchor: str
    name: Any
    url: str
    columns: Mapping[str, Cell]


#: the tables of lists: anchor, name, and the name of the address, whose view knows the columns
_LISTS = (
    ("meetings", _("Meetings"), "kb:meetings-csv"),
    ("initiatives", _("Initiatives"), "kb:initiatives-csv"),
    ("actors", _("Actors"), "kb:actors-csv"),
    ("articles", _("Articles"), "articles:articles-csv"),
    ("series", _("Series"), "kb:series-csv"),
)


def tables() -> list[Table]:
    """All tables that can be taken along."""
    lists = [Table(anchor, name, reverse(url), {**NAMED, **_columns(url)}) for anchor, name, url in _LISTS]
    topics = Table("topics", _("Topics"), reverse("kb:topics-csv"), _columns("kb:topics-csv"))
    evidence = [
        Table("evidence-meetings", _("Evidence of meetings"), reverse("kb:meetings-evidence"), EVIDENCE),
        Table("evidence-initiatives", _("Evidence of initiatives"), reverse("kb:initiatives-evidence"), EVIDENCE),
    ]
    return [*lists, topics, *evidence]


def _columns(url: str) -> Mapping[str, Cell]:
    """What the view behind an address says of its columns."""
    return resolve(reverse(url)).func.view_class.cells  # type: ignore[attr-defined]


class DataPage(TemplateView):
    template_name = "kb/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = other_end(other_end(Meeting, "evidence"), "article").objects.current().order_by()
        known = articles.aggregate(number=Count("pk"), read_in=Max("imported_at"), newest=Max("published"))
        read_in = localtime(known["read_in"]).date() if known["read_in"] else None
        home = self.request.build_absolute_uri(reverse("kb:home"))
        return super().get_context_data(**kwargs) | {
            "tables": tables(),
            "codes": list(codes()),
            "known": known,
            "read_in": read_in,
            "version": VERSION,
            "programs": articles.values_list("pipeline_version", flat=True).distinct().order_by("pipeline_version"),
            "citation": cite_all(home, data_of=read_in, today=localdate()),
        }
