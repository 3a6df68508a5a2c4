"""What people found in articles by hand: these words tell this of a record."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from kb.models import Actor, Initiative, Meeting, ReviewState, Tenure
from kb.models.history import PeoplesHistory
from kb.models.querysets import other_end


class AdditionKind(models.TextChoices):
    MENTION = "mention", _("mention of an actor")
    SPELLING = "spelling", _("new spelling of an actor")
    POST = "post", _("post of a person")
    MEETING = "meeting", _("meeting")
    INITIATIVE = "initiative", _("initiative")


#: the kind of record that each kind of addition speaks of
RECORD_OF = {
    AdditionKind.MENTION: "actor",
    AdditionKind.SPELLING: "actor",
    AdditionKind.POST: "tenure",
    AdditionKind.MEETING: "meeting",
    AdditionKind.INITIATIVE: "initiative",
}
RECORDS = tuple(dict.fromkeys(RECORD_OF.values()))


def _record(model: type[models.Model]) -> Any:
    return models.ForeignKey(model, null=True, blank=True, on_delete=models.CASCADE, related_name="additions")


class AdditionQuerySet(models.QuerySet[Any]):
    def lost(self) -> Self:
        """Those whose words are not in the present version of their article, or not at one place alone; but for those
        that a person dropped, or attached to other words since."""
        tables = [other_end(self.model._meta.get_field(of).related_model, "evidence") for of in RECORDS]
        rows = [models.Exists(table.objects.filter(addition=models.OuterRef("pk"))) for table in tables]
        waiting = self.filter(replaced_by=None).exclude(review=ReviewState.REJECTED)
        return waiting.exclude(reduce(or_, map(models.Q, rows)))


class Addition(models.Model):
    """Words of an article, and what a person read in them. A row of evidence follows from it.

    `article`, `start`, `end`: the version and the place at which it was typed; `quote` are these words. In a later
    version of the article the row of evidence stands where the words are found again; where they are not, there is
    none, and the addition waits for a person (`Addition.objects.lost()`). `values` are those of evidence without
    their spans: all of them rest on the same words. One of the four records is set. `made_record`: it came by this
    addition. `spelling_before`: of a new spelling, the review of the name before; empty where there was no such name.
    `replaced_by`: the addition by which a person attached it to other words, where its own were lost. `review`: what a
    person said of it, kept while it has no row; of one that has, the row's review counts.
    """

    #: before an article goes, its additions go or move to a later version (`articles.importing.additions`)
    article = models.ForeignKey("articles.Article", on_delete=models.DO_NOTHING, related_name="additions")
    number = models.PositiveIntegerField(help_text=_("1 for the first of its article"))
    kind = models.CharField(_("kind"), max_length=10, choices=AdditionKind)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField(_("words"))
    values = models.JSONField(default=dict)
    actor = _record(Actor)
    tenure = _record(Tenure)
    meeting = _record(Meeting)
    initiative = _record(Initiative)
    made_record = models.BooleanField(default=False)
    spelling_before = models.CharField(max_length=10, blank=True)
    #: goes when this one goes: an actor that was made to take part in a meeting
    part_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="parts")
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces", editable=False
    )
    review = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.CONFIRMED)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    reason = models.TextField(_("reason"), blank=True)

    objects = AdditionQuerySet.as_manager()
    history = PeoplesHistory(
        leaves_out=("number", "start", "end", "values", "made_record", "spelling_before", "part_of", "replaced_by",
                    "review", "user", "added_at", "reason")
    )  # fmt: skip

    class Meta:
        ordering = ["article_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="addition_number_once"),
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="addition_span_in_order"),
            models.CheckConstraint(condition=models.Q(kind__in=AdditionKind.values), name="addition_kind_known"),
            models.CheckConstraint(condition=models.Q(review__in=ReviewState.values), name="addition_review_known"),
            *(
                models.CheckConstraint(
                    condition=~models.Q(kind__in=[kind for kind, of in RECORD_OF.items() if of == record])
                    | models.Q(**{f"{record}__isnull": False}),
                    name=f"addition_of_{record}",
                )
                for record in RECORDS
            ),
        ]

    def __str__(self) -> str:
        return Truncator(self.quote).chars(80)

    @property
    def relation(self) -> str:
        """The kind of record that it speaks of, as evidence names it."""
        return RECORD_OF[AdditionKind(self.kind)]

    @property
    def record(self) -> Any:
        return getattr(self, self.relation)

    @property
    def fact(self) -> str:
        """Its name among the facts of an article, for meetings and initiatives."""
        return f"p{self.article.version}-{self.number}"
