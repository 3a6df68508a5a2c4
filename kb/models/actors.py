"""Actors (persons, countries, organisations), their names, and the posts that persons hold."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history import register

from kb.addresses import address_of
from kb.models.actor_querysets import ActorQuerySet, TenureQuerySet
from kb.models.history import PeoplesHistory, PeoplesTies
from kb.models.merging import merged_index, not_into_itself, own_field, own_index
from kb.models.review import RECORD_LEAVES_OUT, Record, RecordQuerySet, review_field, review_known
from kb.models.spoken import spoken
from kb.names import name_key


class ActorKind(models.TextChoices):
    PERSON = "person", _("person")
    COUNTRY = "country", _("country")
    ORGANISATION = "organisation", _("organisation")


class Actor(Record):
    MACHINE_FIELDS = ("kind", "name")

    kind = models.CharField(_("kind"), max_length=12, choices=ActorKind)
    name = models.CharField(_("name"), max_length=300)
    slug = models.SlugField(max_length=120, unique=True)
    #: key of the gazetteer line that seeded it (`country:RU`, `organisation:ASEAN`); null for actors found in texts
    gazetteer_key = models.CharField(max_length=80, unique=True, null=True, blank=True)
    #: home country of a person or organisation, where known
    country = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="nationals",
        limit_choices_to={"kind": ActorKind.COUNTRY},
        verbose_name=_("country"),
    )
    iso2 = models.CharField(max_length=2, blank=True)
    iso3 = models.CharField(max_length=3, blank=True)
    #: members of an organisation
    members = models.ManyToManyField("self", symmetrical=False, blank=True, related_name="member_of")
    #: several other actors bear this name, and what texts say under it waits here for a person to tell them apart
    undecided = models.BooleanField(_("undecided"), default=False)
    note = models.TextField(_("note"), blank=True)

    objects = ActorQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=RECORD_LEAVES_OUT)
    get_kind_display = spoken("kind", ActorKind)

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["kind", "name"]), merged_index("actor")]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=ActorKind.values), name="actor_kind_known"),
            models.CheckConstraint(condition=~models.Q(name=""), name="actor_named"),
            review_known("actor"),
            not_into_itself("actor"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("kb:actor", self.slug)


#: who is a member of what: `from_actor` is the organisation, `to_actor` the member
Membership = Actor.members.through
register(Membership, records_class=PeoplesTies, field=Actor._meta.get_field("members"), name="HistoricalMembership")


class NameKind(models.TextChoices):
    NAME = "name", _("name")
    ACRONYM = "acronym", _("acronym")
    DEMONYM = "demonym", _("demonym")
    #: a capital or seat that stands for its government (Kremlin, New Delhi)
    SEAT = "seat", _("seat of government")
    #: what another language than English calls it: searches know it, extraction does not
    FOREIGN = "foreign", _("in another language")


class ActorName(models.Model):
    """A spelling under which texts name an actor. `key` is what look-ups compare."""

    actor = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    key = models.CharField(max_length=300, db_index=True, editable=False)
    kind = models.CharField(max_length=8, choices=NameKind, default=NameKind.NAME)
    own_actor = own_field(Actor)
    review = review_field()
    #: it was there when nothing told of the actor, and stays, whatever he is called by what came afterwards
    kept = models.BooleanField(default=False, editable=False)

    objects = RecordQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=("key", "own_actor", "kept"))

    class Meta:
        ordering = ["text"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "text"], name="actor_name_once"),
            models.CheckConstraint(condition=models.Q(kind__in=NameKind.values), name="actor_name_kind_known"),
            review_known("actor_name"),
        ]
        indexes = [
            own_index("name", "own_actor"),
            models.Index(fields=["actor"], condition=models.Q(kept=True), name="name_kept"),
        ]

    def __str__(self) -> str:
        return self.text

    def save(self, *args: object, **kwargs: object) -> None:
        self.key = name_key(self.text)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Post(models.Model):
    """An office: a title in a body (Foreign Minister of Russia, Secretary General of ASEAN)."""

    title = models.CharField(_("title"), max_length=200)
    title_key = models.CharField(max_length=200, editable=False)
    body = models.ForeignKey(
        Actor, null=True, blank=True, on_delete=models.CASCADE, related_name="posts", verbose_name=_("body")
    )
    own_body = own_field(Actor)
    slug = models.SlugField(max_length=160, unique=True)

    history = PeoplesHistory(leaves_out=("title_key", "own_body", "slug"))

    class Meta:
        ordering = ["title"]
        indexes = [own_index("post", "own_body")]
        constraints = [
            models.UniqueConstraint(fields=["title_key", "body"], name="post_once_per_body"),
            models.UniqueConstraint(fields=["title_key"], condition=models.Q(body=None), name="post_once_without_body"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.body.name}" if self.body else self.title

    def clean(self) -> None:
        """No second post of this title in the body, however it is spelt."""
        same = Post.objects.filter(title_key=name_key(self.title), body=self.body_id).exclude(pk=self.pk)
        if post := same.first():
            raise ValidationError({"title": _("This post is there already: “%(post)s”.") % {"post": post}})

    def save(self, *args: object, **kwargs: object) -> None:
        self.title_key = name_key(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]


class Tenure(models.Model):
    """Who held a post, and when by the evidence.

    `seen_from` and `seen_until` are the first and last publication dates at which a text gives
    the person this post; `start` and `end` (EDTF) are what a person or a text states outright.
    """

    person = models.ForeignKey(Actor, on_delete=models.CASCADE, related_name="tenures")
    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="tenures")
    own_person = own_field(Actor)
    own_post = own_field(Post)
    term = models.PositiveSmallIntegerField(default=1, help_text=_("1 for the first time in this post"))
    seen_from = models.DateField(null=True, blank=True)
    seen_until = models.DateField(null=True, blank=True)
    start = models.CharField(max_length=40, blank=True, help_text="EDTF")
    end = models.CharField(max_length=40, blank=True, help_text="EDTF")
    former = models.BooleanField(default=False, help_text=_("texts call the person a former holder"))
    review = review_field()

    objects = TenureQuerySet.as_manager()
    history = PeoplesHistory(leaves_out=("own_person", "own_post", "seen_from", "seen_until"))

    class Meta:
        ordering = ["-seen_until", "post__title"]
        indexes = [own_index("tenure", "own_person"), own_index("tenure", "own_post")]
        constraints = [
            models.UniqueConstraint(fields=["person", "post", "term"], name="tenure_once_per_term"),
            models.CheckConstraint(
                condition=models.Q(seen_from=None, seen_until=None)
                | models.Q(seen_from__isnull=False, seen_until__isnull=False, seen_until__gte=models.F("seen_from")),
                name="tenure_seen_in_order",
            ),
            review_known("tenure"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.post}"
