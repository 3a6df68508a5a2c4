"""The pages of topics: what meetings and initiatives are about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.generic import TemplateView, View

from kb.exports.tables import Cell, csv_lines
from kb.models import Actor, Meeting, Topic
from kb.models.querysets import other_end
from kb.pictures.columns import lay_out_columns
from kb.pictures.time_scale import period_of
from kb.relations.initiatives import by_status
from kb.views.narrowed import Narrowed

MOST, MOST_WHO = 20, 12
#: fewer dated meetings than this make no picture: the list says it all
LEAST_DRAWN = 3


class TopicList(TemplateView):
    template_name = "kb/topic_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        narrowed = Narrowed(self.request, own="topic")
        told = (row for row in counted_topics(narrowed) if any(row[1:]))
        found = sorted(told, key=lambda row: (-row[1] - row[2], str(row[0].label)))
        most = max((row[1] for row in found), default=0)
        return super().get_context_data(**kwargs) | narrowed.context() | {"rows": found, "most": most}


class TopicTable(View):
    """All topics with their numbers, as a table."""

    #: the values of a line: a topic, the numbers of its meetings and initiatives, and where the site is
    cells: ClassVar[Mapping[str, Cell]] = {
        "id": Cell(lambda row: row[0].value, _("The code of the topic in all files.")),
        "address": Cell(lambda row: row[3] + reverse("kb:topic", args=[row[0]]), _("Its page here.")),
        "name": Cell(lambda row: _english(row[0]), _("What it is called, in English always.")),
        "meetings": Cell(lambda row: row[1], _("How many meetings are about it.")),
        "initiatives": Cell(lambda row: row[2], _("How many initiatives are about it.")),
    }

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        site = request.build_absolute_uri("/").rstrip("/")
        rows = counted_topics(Narrowed(request, own="topic"))
        lines = csv_lines(((*row, site) for row in rows), self.cells)
        headers = {"Content-Disposition": f'attachment; filename="chancery-topics_{localdate():%Y-%m-%d}.csv"'}
        return StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8", headers=headers)


def _english(topic: Topic) -> str:
    with override("en"):
        return str(topic.label)


def counted_topics(narrowed: Narrowed) -> Iterable[tuple[Topic, int, int]]:
    """Each topic with the numbers of its meetings and initiatives, of those that the filters leave."""
    meetings, initiatives = _counted(narrowed.meetings()), _counted(narrowed.initiatives())
    return [(topic, meetings[topic.value], initiatives[topic.value]) for topic in Topic]


def _counted(records: QuerySet[Any]) -> Counter[str]:
    """How many of the records are about each topic."""
    rows = records.exclude(topics="").order_by().values("topics").annotate(n=Count("pk"))
    numbers: Counter[str] = Counter()
    for topics, n in rows.values_list("topics", "n"):
        numbers.update(dict.fromkeys(topics.split(), n))
    return numbers


class TopicPage(TemplateView):
    template_name = "kb/topic_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        if kwargs["topic"] not in Topic.values:
            raise Http404
        topic, today = Topic(kwargs["topic"]), localdate()
        narrowed = Narrowed(self.request, own="topic")
        meetings = narrowed.meetings().about_any([topic])
        initiatives = narrowed.initiatives().about_any([topic])
        context = super().get_context_data(**kwargs) | narrowed.context(topic=topic.value)
        ties = other_end(Meeting, "participations").objects.visible().filter(meeting__in=meetings)
        who = Actor.objects.visible().filter(participations__in=ties)
        return context | {
            "topic": topic,
            "most": MOST,
            "meeting_count": meetings.count(),
            "initiative_count": initiatives.count(),
            "coming": meetings.coming(today).filter(date_latest__isnull=False).with_display()[:MOST],
            "past": meetings.past(today).with_display()[:MOST],
            "initiatives": by_status(initiatives.with_display().latest_first()[:MOST]),
            "who": who.annotate(number=Count("participations")).order_by("-number", "name", "pk")[:MOST_WHO],
            "columns": columns_of([meetings]),
            "names": [topic.label],
            "column_bases": [f"{reverse('kb:meetings')}{context['same']}"],
        }


def columns_of(series: list[Any]) -> Any:
    """Columns of dated meetings over time, one for each of the querysets; None where hardly any has a date."""
    days = [
        list(each.exclude(date_earliest=None).order_by().values_list("date_earliest", flat=True)) for each in series
    ]
    period = period_of([(day, day) for each in days for day in each], margin=0)
    return lay_out_columns(days, period) if period and sum(map(len, days)) >= LEAST_DRAWN else None
