"""Meetings in four more views than the list: calendar, timeline, map and network, under the same filters."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django.db.models import Count, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kb.listing import address
from kb.models import MeetingKind
from kb.unchanged import while_unchanged
from kb.views.calendar import calendar_of
from kb.views.lists import MeetingList
from kb.views.map import map_of
from kb.views.network import network_of
from kb.views.pictures import ROOM, timeline_of, with_meetings, with_names

#: more marks than this are not drawn: the address has to narrow the time
MOST_MARKS = 3000
#: of how many actors the network shows the ties
MOST_NODES = (15, 30, 60)


class MeetingsView(MeetingList):
    """The filtered meetings as a picture; subclasses say which."""

    #: a picture looks at all of them anyway
    counts_all = True
    #: what the view is called
    view: ClassVar[Any]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return context | {"view_name": self.view, "number": context["page_obj"].paginator.count} | self.picture()

    def lines(self, records: QuerySet[Any], page: int) -> Any:
        """A picture has none."""
        return records

    def meetings(self) -> QuerySet[Any]:
        """All that the filters leave, without what only lines of a list show."""
        return self.object_list.select_related(None).prefetch_related(None).order_by()

    def picture(self) -> dict[str, Any]:
        raise NotImplementedError


class MeetingTimeline(MeetingsView):
    template_name = "kb/meetings_timeline.html"
    view = _("Timeline")

    def picture(self) -> dict[str, Any]:
        if self.filterset.is_narrowed:
            return self.along_time()
        return while_unchanged(("timeline", get_language(), *self.filterset.asked), self.along_time)

    def along_time(self) -> dict[str, Any]:
        dated = self.meetings().exclude(date_earliest=None).order_by("-date_earliest", "-pk")
        columns = dated.values_list("pk", "kind", "date_earliest", "date_latest", named=True)
        shown = list(columns[: MOST_MARKS + 1])
        kinds = MeetingKind.values
        picture = timeline_of(
            shown[:MOST_MARKS], lambda meeting: [meeting.kind], kinds, localdate(), rows=3, room=ROOM
        )  # fmt: skip
        counts = Counter((meeting.date_earliest.year, meeting.kind) for meeting in shown)
        years = {year: {kind: counts[year, kind] for kind in kinds} for year, _kind in counts}
        return {
            "timeline": with_names(with_meetings(picture)),
            "cut": len(shown) > MOST_MARKS and MOST_MARKS,
            "undated": self.meetings().filter(date_earliest=None).count(),
            "kinds": MeetingKind.choices,
            "years": sorted(years.items(), reverse=True),
        }


class MeetingCalendar(MeetingsView):
    template_name = "kb/meetings_calendar.html"
    view = _("Calendar")

    def picture(self) -> dict[str, Any]:
        return calendar_of(self.meetings(), self.request.GET.get("show", ""), localdate())


class MeetingMap(MeetingsView):
    template_name = "kb/meetings_map.html"
    view = _("Map")

    def picture(self) -> dict[str, Any]:
        without = self.meetings().filter(place=None)
        silent = without.aggregate(video=Count("pk", filter=Q(online=True)), untold=Count("pk", filter=Q(online=False)))
        return map_of(self.meetings()) | {"silent": silent}


class MeetingNetwork(MeetingsView):
    template_name = "kb/meetings_network.html"
    view = _("Network")

    def picture(self) -> dict[str, Any]:
        asked = self.request.GET.get("top", "")
        top = int(asked) if asked in map(str, MOST_NODES) else MOST_NODES[1]
        drawn = network_of(self.filterset.tied.events, top)
        known = len(drawn["nodes"]) + len(drawn["alone"]) + drawn["folded"]
        # a choice that draws nobody more than a smaller one is none
        useful = [number for least, number in zip((0, *MOST_NODES), MOST_NODES, strict=False) if least < known]
        choices = [(number, address(self.request.GET, top=str(number)), number == top) for number in useful]
        return drawn | {"tops": choices if len(choices) > 1 else []}
