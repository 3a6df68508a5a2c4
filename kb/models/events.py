"""Meetings and initiatives, the places of meetings, and who takes part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from kb.addresses import address_of
from kb.models.actors import Actor, ActorKind
from kb.models.event_querysets import InitiativeQuerySet, LinkQuerySet, MeetingQuerySet
from kb.models.history import PeoplesHistory
from kb.models.merging import merged_index, not_into_itself, own_field, own_index
from kb.models.review import RECORD_LEAVES_OUT, Record, review_field, review_known
from kb.models.series import Series
from kb.models.spoken import spoken
from kb.models.topics import AboutTopics
from kb.names import name_key


class Place(models.Model):
    """Where meetings are held: a city, venue or country as texts name it."""

    name = models.CharField(_("name"), max_length=200)
    key = models.CharField(max_length=200, unique=True, editable=False)
    slug = models.SlugField(max_length=120, unique=True)
    country = models.ForeignKey(
        Actor,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="places",
        limit_choices_to={"kind": ActorKind.COUNTRY},
        verbose_name=_("country"),
    )
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)

    history = PeoplesHistory(leaves_out=("key", "slug"))

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("kb:place", self.slug)

    def clean(self) -> None:
        """No second place of this name, however it is spelt."""
        if place := self.namesake(self.name):
            raise ValidationError({"name": _("This place is there already: “%(place)s”.") % {"place": place}})

    def namesake(self, name: str) -> Place | None:
        """Another place that is called so, however it is spelt."""
        return Place.objects.filter(key=name_key(name)).exclude(pk=self.pk).first()

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = name_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


def dated(prefix: str) -> list[models.BaseConstraint]:
    """A date is an interval: both ends or none, in order, with its EDTF text."""
    return [
        models.CheckConstraint(
            condition=models.Q(date_earliest=None, date_latest=None, date_edtf="")
            | models.Q(
                date_earliest__isnull=False, date_latest__isnull=False, date_latest__gte=models.F("date_earliest")
            )
            & ~models.Q(date_edtf=""),
            name=f"{prefix}_date_is_interval",
        )
    ]


class Dated(models.Model):
    """A date as it is known: `date_edtf` as told (`2020-02`, `2016/2020`), its first and last day for queries."""

    date_edtf = models.CharField(_("date"), max_length=40, blank=True, help_text=_("EDTF, e.g. 2020-02-03 or 2020-02"))
    date_earliest = models.DateField(null=True, blank=True, db_index=True, editable=False)
    date_latest = models.DateField(null=True, blank=True, db_index=True, editable=False)

    class Meta:
        abstract = True


class Named(models.Model):
    """`key` is what look-ups by name compare; it follows the name of each saved row."""

    key = models.CharField(max_length=300, blank=True, db_index=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        self.key = name_key(self.name)  # type: ignore[attr-defined]
        if update_fields is not None and "name" in update_fields:
            update_fields = {*update_fields, "key"}
        super().save(update_fields=update_fields, **kwargs)


#: columns that follow from others
DATES_LEAVE_OUT = ("key", "date_earliest", "date_latest")


class MeetingKind(models.TextChoices):
    TALKS = "talks", _("talks")
    CALL = "call", _("call")
    VISIT = "visit", _("visit")
    SUMMIT = "summit", _("summit")
    MINISTERIAL = "ministerial", _("ministerial")
    CONSULTATION = "consultation", _("consultation")
    CONFERENCE = "conference", _("conference")
    CEREMONY = "ceremony", _("ceremony")
    EXERCISE = "exercise", _("exercise")
    OTHER = "other", _("other")


class MeetingStatus(models.TextChoices):
    HELD = "held", _("held")
    PLANNED = "planned", _("planned")
    PROPOSED = "proposed", _("proposed")
    POSTPONED = "postponed", _("postponed")
    CANCELLED = "cancelled", _("cancelled")


class Meeting(Named, Dated, AboutTopics, Record):
    MACHINE_FIELDS = ("kind", "name", "status", "date_edtf", "place", "online", "topics", "series", "ordinal")

    kind = models.CharField(_("kind"), max_length=12, choices=MeetingKind)
    name = models.CharField(_("name"), max_length=300, blank=True, help_text=_("its proper name, if it has one"))
    slug = models.SlugField(max_length=120, unique=True)
    status = models.CharField(_("status"), max_length=10, choices=MeetingStatus)
    place = models.ForeignKey(
        Place,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
        db_index=False,
        verbose_name=_("place"),
    )
    online = models.BooleanField(_("online"), default=False)
    series = models.ForeignKey(
        Series,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
        db_index=False,
        verbose_name=_("series"),
        help_text=_("of which it is one occurrence"),
    )
    ordinal = models.PositiveSmallIntegerField(
        _("number in its series"), null=True, blank=True, help_text=_("17 for the 17th")
    )
    actors = models.ManyToManyField(
        Actor, through="Participation", through_fields=("meeting", "actor"), related_name="meetings"
    )
    note = models.TextField(_("note"), blank=True)

    objects = MeetingQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=(*RECORD_LEAVES_OUT, *DATES_LEAVE_OUT))
    get_kind_display = spoken("kind", MeetingKind)
    get_status_display = spoken("status", MeetingStatus)

    class Meta:
        ordering = ["-date_latest", "-pk"]
        # facets count the visible ones by place and series: an index that holds all that is asked takes a third of the
        # time. None by kind or status: SQLite takes any index for few rows, and sorted half of all meetings
        indexes = [
            merged_index("meeting"),
            models.Index(fields=["place", "review", "merged_into"], name="meetings_by_place"),
            models.Index(fields=["series", "review", "merged_into"], name="meetings_by_series"),
        ]
        constraints = [
            *dated("meeting"),
            models.CheckConstraint(condition=models.Q(kind__in=MeetingKind.values), name="meeting_kind_known"),
            models.CheckConstraint(condition=models.Q(status__in=MeetingStatus.values), name="meeting_status_known"),
            review_known("meeting"),
            not_into_itself("meeting"),
        ]

    #: what it is called where it has no name; who writes it into logs and messages sets it (`kb.labels.called`)
    called = ""

    def __str__(self) -> str:
        return self.name or self.called or self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address_of("kb:meeting", self.slug)


class Role(models.TextChoices):
    HOST = "host", _("host")
    CHAIR = "chair", _("chair")
    PARTICIPANT = "participant", _("participant")
    ATTENDEE = "attendee", _("attendee")


def tie_confidence() -> Any:
    """How sure the surest sentence is that somebody takes part (0-1); null where only people say so."""
    return models.FloatField(_("confidence"), null=True, blank=True, editable=False)


class Participation(models.Model):
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="participations", db_index=False)
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    confidence = tie_confidence()
    own_meeting = own_field(Meeting)
    own_actor = own_field(Actor)
    review = review_field()

    objects = LinkQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=("own_meeting", "own_actor", "confidence"))
    get_role_display = spoken("role", Role)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["actor", "meeting", "review"], name="participations_of_actor"),
            own_index("participation", "own_meeting"),
            own_index("participation", "own_actor"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "actor"], name="participation_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="participation_role_known"),
            review_known("participation"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display()})"


class InitiativeKind(models.TextChoices):
    AGREEMENT = "agreement", _("agreement")
    PLAN = "plan", _("plan")
    PARTNERSHIP = "partnership", _("partnership")
    FUND = "fund", _("fund")
    PROGRAMME = "programme", _("programme")
    MECHANISM = "mechanism", _("mechanism")
    PROJECT = "project", _("project")
    CAMPAIGN = "campaign", _("campaign")
    OTHER = "other", _("other")


class InitiativeStatus(models.TextChoices):
    PROPOSED = "proposed", _("proposed")
    NEGOTIATING = "negotiating", _("negotiating")
    PLANNED = "planned", _("planned")
    SIGNED = "signed", _("signed")
    ONGOING = "ongoing", _("ongoing")
    COMPLETED = "completed", _("completed")
    SUSPENDED = "suspended", _("suspended")


class Initiative(Named, Dated, AboutTopics, Record):
    MACHINE_FIELDS = ("kind", "name", "status", "date_edtf", "topics")

    kind = models.CharField(_("kind"), max_length=12, choices=InitiativeKind)
    name = models.CharField(_("name"), max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    status = models.CharField(_("status"), max_length=12, choices=InitiativeStatus)
    parties = models.ManyToManyField(
        Actor, through="Party", through_fields=("initiative", "actor"), related_name="initiatives"
    )
    note = models.TextField(_("note"), blank=True)

    objects = InitiativeQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=(*RECORD_LEAVES_OUT, *DATES_LEAVE_OUT))
    get_kind_display = spoken("kind", InitiativeKind)
    get_status_display = spoken("status", InitiativeStatus)

    class Meta:
        ordering = ["name"]
        indexes = [merged_index("initiative")]
        constraints = [
            *dated("initiative"),
            models.CheckConstraint(condition=models.Q(kind__in=InitiativeKind.values), name="initiative_kind_known"),
            models.CheckConstraint(
                condition=models.Q(status__in=InitiativeStatus.values), name="initiative_status_known"
            ),
            models.CheckConstraint(condition=~models.Q(name=""), name="initiative_named"),
            review_known("initiative"),
            not_into_itself("initiative"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("kb:initiative", self.slug)


class Party(models.Model):
    initiative = models.ForeignKey(Initiative, on_delete=models.CASCADE, related_name="party_set")
    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="party_set", db_index=False)
    confidence = tie_confidence()
    own_initiative = own_field(Initiative)
    own_actor = own_field(Actor)
    review = review_field()

    objects = LinkQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=("own_initiative", "own_actor", "confidence"))

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["actor", "initiative", "review"], name="parties_of_actor"),
            own_index("party", "own_initiative"),
            own_index("party", "own_actor"),
        ]
        verbose_name_plural = _("parties")
        constraints = [
            models.UniqueConstraint(fields=["initiative", "actor"], name="party_once"),
            review_known("party"),
        ]

    def __str__(self) -> str:
        return str(self.actor)
