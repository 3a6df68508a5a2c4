"""Series of meetings: occasions of one name that come again, numbered or not."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import CharField, Exists, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import Cast, Left
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from kb.models.history import PeoplesHistory
from kb.models.merging import not_into_itself
from kb.models.querysets import any_word_begins, count_of, other_end
from kb.models.review import Record, RecordQuerySet, ReviewState, review_known
from kb.names import name_key
from kb.searching.questions import Question, as_question


class SeriesQuerySet(RecordQuerySet):
    def _meetings(self) -> Any:
        return other_end(self.model, "meetings").objects.visible()

    def recurring(self) -> Self:
        """Those that are series plainly: an occurrence is numbered, two are years apart, or an editor said so."""
        known = self._meetings().filter(series=OuterRef("pk"))
        # the year as text: to take it off a date SQLite calls Python, which is slow for each of thousands
        year = Left(Cast("date_earliest", CharField()), 4)
        apart = known.order_by().values("series").annotate(first=Min(year), last=Max(year)).filter(last__gt=F("first"))
        numbered = known.filter(ordinal__isnull=False)
        return self.filter(Q(review=ReviewState.CONFIRMED) | Exists(numbered) | Exists(apart))

    def with_occurrences(self) -> Self:
        """Annotate `meeting_count`, `last_ordinal`, and of the `latest` held and the `coming` one the first day, and
        the date as it is known (`latest_date`, `coming_date`)."""
        meetings = self._meetings()
        held = meetings.filter(status="held", date_earliest__isnull=False).order_by("-date_earliest", "-pk")
        coming = meetings.coming(localdate()).filter(date_earliest__isnull=False)
        numbers = meetings.filter(ordinal__isnull=False).order_by("-ordinal")
        return self.annotate(
            meeting_count=count_of(meetings, "series"),
            last_ordinal=_first(numbers, "ordinal"),
            latest=_first(held, "date_earliest"),
            latest_date=_first(held, "date_edtf"),
            coming=_first(coming, "date_earliest"),
            coming_date=_first(coming, "date_edtf"),
        )

    def matching(self, asked: str | Question) -> Self:
        """Series with all the words that are asked for, and no excluded one."""
        question = as_question(asked)
        series = self.named(" ".join(map(str, question.words)))
        for term in question.excluded:
            series = series.exclude(pk__in=self.named(str(term)).values("pk"))
        return series

    def named(self, text: str) -> Self:
        """Series whose name, or the name of an occurrence, has all these words, each from its beginning on."""
        words = name_key(text).split()
        # those of each series, by its index: most meetings are of none, and need not be looked through
        meetings, names = self._meetings().filter(series=OuterRef("pk")), Q()
        for word in words:
            meetings = meetings.filter(any_word_begins("key", word))
            names &= Q(name__icontains=word)
        return self.filter(names | Exists(meetings)) if words else self.none()

    def tied_to(self, actors: Any) -> Self:
        """Series in one of whose occurrences at least one of the actors takes part."""
        return self.filter(pk__in=self._meetings().tied_to(actors).values("series"))


def _first(meetings: Any, column: str) -> Subquery:
    """A column of the first of the meetings of each series."""
    return Subquery(meetings.filter(series=OuterRef("pk")).values(column)[:1])


class Series(Record):
    """Meetings that follow one upon another, as their proper names tell.

    `key` is what the names of its meetings have in common (`articles.identity.series`), null for one that an editor
    made. One that turned out to be another points to it (`merged_into`), and its meetings belong there. The name
    follows the names of the meetings, unless a person set it; the address stays.
    """

    MACHINE_FIELDS = ("name",)

    name = models.CharField(_("name"), max_length=300, help_text=_("without the number of an occurrence"))
    key = models.CharField(max_length=300, unique=True, null=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    note = models.TextField(_("note"), blank=True)

    objects = SeriesQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=("key", "slug", "created_at", "updated_at"))

    class Meta:
        ordering = ["name"]
        verbose_name = _("series")
        verbose_name_plural = _("series")
        constraints = [review_known("series"), not_into_itself("series")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("kb:series", args=[self.slug])
