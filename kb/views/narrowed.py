"""Filters of meetings on pages that gather some of them, such as those of a topic: they come along, and stay."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from django.utils.functional import cached_property

from kb.filters import InitiativeFilterSet, MeetingFilterSet
from kb.listing import Chip, chips
from kb.models import Initiative, Meeting

#: words by which only meetings are narrowed: initiatives have other kinds and states, and no places
_OF_MEETINGS = ("kind", "status", "place", "at", "series")


class Narrowed:
    """The meetings and initiatives under the filters in the address of a page; all of them where it has none.

    `own`: the word of the filter that the page itself stands for, which its address cannot change.
    """

    def __init__(self, request: HttpRequest, *, own: str = "") -> None:
        self.request = request
        self.words = QueryDict(mutable=True)
        for word, values in request.GET.lists():
            given = [value for value in values if value.strip()]
            if word in MeetingFilterSet.base_filters and word != own and given:
                self.words.setlist(word, given)

    def __bool__(self) -> bool:
        return bool(self.words)

    def meetings(self) -> QuerySet[Any]:
        return self._filters.narrowed() if self else Meeting.objects.visible()

    def initiatives(self) -> QuerySet[Any]:
        """Narrowed by the filters that initiatives share; a participant is a party."""
        words = self.words.copy()
        for word in _OF_MEETINGS:
            words.pop(word, None)
        if self.words.getlist("participant"):
            words.setlist("party", self.words.getlist("participant"))
        every = Initiative.objects.visible()
        return InitiativeFilterSet(words, queryset=every, request=self.request).narrowed() if words else every

    def context(self, **more: str) -> dict[str, Any]:
        """What templates need: the filters as chips, and the query that takes them to other pages (`tail`), also with
        the page's own filter (`same`: `more` in words of lists)."""
        same = self.words.copy()
        for word, value in more.items():
            same.setlist(word, [value])
        return {
            "chips": self.chips,
            "tail": f"?{self.words.urlencode()}" if self else "",
            "same": f"?{same.urlencode()}",
            "only_meetings": any(word in self.words for word in _OF_MEETINGS),
        }

    @property
    def chips(self) -> list[Chip]:
        return list(chips(self._filters, self.words)) if self else []

    @cached_property
    def _filters(self) -> MeetingFilterSet:
        return MeetingFilterSet(self.words, queryset=Meeting.objects.visible(), request=self.request)
