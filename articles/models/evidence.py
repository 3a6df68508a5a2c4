"""Where in an article which record has which values."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.additions import Addition
from articles.models.texts import Article
from kb.confidence import TOLD_PLAINLY
from kb.models import Actor, Initiative, Meeting, ReviewState, Tenure
from kb.models.merging import own_field, own_index
from kb.models.review import RecordQuerySet


class Evidence(models.Model):
    """A record, in an article, at a span, has these field values.

    `start` and `end` are code-point offsets into `article.text`, end exclusive. `values` maps a
    field to `{"value": …, "start": …, "end": …, "rule": …, "confidence": …}`, its own span inside the text.
    A value stands once per article: in the row whose span holds its own span, else in the first row.
    Who takes part stands under `participants` or `parties`: a list of
    `{"actor": pk, "role": …, "start": …, "end": …, "rule": …, "confidence": …}` (parties have no role).
    A place is its name as in the text, a date its EDTF text. Topics stand once per sentence that tells some: the value
    is their keys with blanks between, `words` the span of each, `start` and `end` those of the first.
    Titles of participants without a name stand under `titles`: a list of `{"title": …, "body": pk of the actor,
    "role": …, "on": EDTF of the event, else of publication, "start": …, "end": …, "rule": …, "confidence": …}`.
    `addition`: a person found it, not the program.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    values = models.JSONField(default=dict)
    rule = models.CharField(max_length=80)
    pipeline_version = models.CharField(max_length=80)
    confidence = models.FloatField()
    review = models.CharField(max_length=10, choices=ReviewState, default=ReviewState.MACHINE)
    addition = models.ForeignKey(
        Addition, null=True, blank=True, editable=False, on_delete=models.CASCADE, related_name="+", db_index=False
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["article_id", "start"]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="%(class)s_span_in_order"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1), name="%(class)s_confidence_is_share"
            ),
            models.CheckConstraint(condition=models.Q(review__in=ReviewState.values), name="%(class)s_review_known"),
            models.UniqueConstraint(
                fields=["addition"], condition=models.Q(addition__isnull=False), name="%(class)s_of_addition_once"
            ),
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def quote(self) -> str:
        """The words that the evidence rests on."""
        return self.article.text[self.start : self.end]

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#{self.anchor}"

    @property
    def anchor(self) -> str:
        return f"s{self.start}-{self.end}"


def evidence_of(record: type[models.Model], **options: Any) -> Any:
    return models.ForeignKey(record, on_delete=models.CASCADE, related_name="evidence", **options)


def found_once(table: str, relation: str) -> list[models.BaseConstraint]:
    """A find of the program stands once in its article: by the record that it counts for, or by the one that it
    belongs to. A person may have found the same words before it did."""
    where, own, name = ("start", "end"), f"own_{relation}", f"{table}_once"
    at_home, elsewhere = Q(**{own: None}), Q(**{f"{own}__isnull": False})
    return [
        models.UniqueConstraint(fields=["article", relation, *where], condition=at_home & Q(addition=None), name=name),
        models.UniqueConstraint(
            fields=["article", own, *where], condition=elsewhere & Q(addition=None), name=f"own_{name}"
        ),
    ]


class ActorEvidence(Evidence):
    """A mention of an actor."""

    actor = evidence_of(Actor, db_index=False)
    own_actor = own_field(Actor)

    class Meta(Evidence.Meta):
        verbose_name = _("mention of an actor")
        verbose_name_plural = _("mentions of actors")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("actor_mention", "actor"),
        ]
        indexes = [
            # in which articles, with no look at the rows: great actors have tens of thousands of mentions
            models.Index(fields=["actor", "article", "review"], name="mentions_of_actor"),
            own_index("evidence", "own_actor"),
        ]


class TenureEvidence(Evidence):
    """The words that give a person a post."""

    tenure = evidence_of(Tenure, db_index=False)
    own_tenure = own_field(Tenure)

    @property
    def doubtful(self) -> bool:
        """Whether these words do not tell the post plainly, and nobody confirmed it."""
        return self.tenure.review == ReviewState.MACHINE and self.confidence < TOLD_PLAINLY

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a tenure")
        verbose_name_plural = _("evidence of tenures")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("tenure_words", "tenure"),
        ]
        indexes = [
            # how many articles give a post, and whether any does plainly, is asked of thousands at once
            models.Index(fields=["tenure", "article", "review", "confidence"], name="words_of_tenure"),
            own_index("evidence", "own_tenure"),
        ]


class EventEvidence(Evidence):
    """A sentence that tells of a meeting or initiative; `fact` is its id among the article's facts.

    `misread`: values of the sentence that a person withdrew (`Misreading`), in the form of `values`; they count for
    nothing.
    """

    fact = models.CharField(max_length=20)
    misread = models.JSONField(default=dict)

    class Meta(Evidence.Meta):
        abstract = True


class MeetingEvidence(EventEvidence):
    """A sentence that tells of a meeting."""

    meeting = evidence_of(Meeting)
    own_meeting = own_field(Meeting)

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of a meeting")
        verbose_name_plural = _("evidence of meetings")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("meeting_sentence", "meeting"),
        ]
        indexes = [own_index("evidence", "own_meeting")]


class InitiativeEvidence(EventEvidence):
    """A sentence that tells of an initiative."""

    initiative = evidence_of(Initiative)
    own_initiative = own_field(Initiative)

    class Meta(Evidence.Meta):
        verbose_name = _("evidence of an initiative")
        verbose_name_plural = _("evidence of initiatives")
        constraints = [
            *Evidence.Meta.constraints,
            *found_once("initiative_sentence", "initiative"),
        ]
        indexes = [own_index("evidence", "own_initiative")]
