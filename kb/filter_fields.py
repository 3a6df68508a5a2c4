"""Fields of filter forms that read names and dates the way people write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db.models import Q, QuerySet
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.edtf import EdtfError, Interval, read_edtf
from kb.edtf_display import display_edtf
from kb.models import Actor
from kb.models.keys import keys_in
from kb.searching.known import actors_asked_for, ask
from kb.searching.near_names import near_actors
from kb.searching.questions import Question
from kb.searching.words import plain, small_words
from kb.typed_days import edtf_of

#: more words than this in one search are a mistake, or a hostile one
MOST_WORDS = 12
#: and so are more characters
MOST_LETTERS = 200
#: how many namesakes are offered for choice
MOST_NAMESAKES = 12


@dataclass(frozen=True)
class ActorMatch:
    """The actors that a typed name may mean: one, several, or none."""

    typed: str
    actors: QuerySet[Actor]
    #: the first of them, the most active ones
    first: tuple[Actor, ...]
    #: what the field shows again: the name, or the slug where the name alone would not lead back to this actor
    again: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has to choose."""
        return len(self.first) > 1

    @property
    def is_unknown(self) -> bool:
        return not self.first

    @cached_property
    def near(self) -> list[Actor]:
        """Where nobody is called so: who may be meant by it."""
        return [] if self.first else near_actors(self.typed)


def find_actors(typed: str) -> ActorMatch:
    """The actor with this slug; else those who are called exactly so; else those whose names begin so.

    Equal candidates are all given back, never chosen between.
    """
    visible = Actor.objects.visible()
    merged = Actor.objects.filter(slug=typed.lower(), merged_into__isnull=False)
    by_slug = visible.filter(Q(slug=typed.lower()) | Q(pk__in=merged.values("merged_into")))
    if actor := by_slug.first():
        namesakes = visible.called(actor.name).exclude(pk=actor.pk).exists()
        return ActorMatch(typed, by_slug, (actor,), actor.slug if namesakes else actor.name)
    for actors in (visible.called(typed), visible.named(typed)):
        if first := tuple(actors.with_counts().order_by("-meeting_count", "name", "pk")[:MOST_NAMESAKES]):
            return ActorMatch(typed, actors, first, first[0].name if len(first) == 1 else typed)
    return ActorMatch(typed, visible.none(), (), typed)


class WordsField(forms.CharField):
    """Words to search for."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": MOST_LETTERS, **kwargs})
        too_long = gettext_lazy(
            "A search may have %(limit_value)s characters, this one has %(show_value)s. Try fewer words."
        )
        for check in self.validators:
            if isinstance(check, MaxLengthValidator):
                check.message = too_long

    def clean(self, value: Any) -> str:
        words = super().clean(value)
        if sum(plain(word) not in small_words() for word in words.split()) > MOST_WORDS:
            raise ValidationError(_("Search for up to %(most)s words at once."), params={"most": MOST_WORDS})
        return words

    def in_words(self, raw: str, cleaned: str) -> str:
        return f"“{cleaned}”"


class ActorField(forms.CharField):
    """An actor by slug or by any spelling of a name; cleans to an `ActorMatch`, or None where nothing is typed."""

    match: ActorMatch | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 200, **kwargs})
        self.error_messages["required"] = gettext_lazy("Name a person, a country or an organisation.")
        self.widget.attrs.setdefault("list", "known-actors")
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> ActorMatch | None:
        typed = super().clean(value)
        self.match = find_actors(typed) if typed else None
        return self.match

    def prepare_value(self, value: Any) -> Any:
        """What was typed, with a slug turned back into the name."""
        return self.match.again if self.match and value else value

    def in_words(self, raw: str, cleaned: ActorMatch) -> str:
        if len(cleaned.first) == 1:
            return cleaned.first[0].name
        return _("anyone called “%(name)s”") % {"name": cleaned.typed}


class DayField(forms.CharField):
    """A year, a month or a day, in digits or in words; cleans to its first and last day, or None."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 40, **kwargs})
        self.widget.attrs.setdefault("placeholder", "2020-02")
        self.widget.attrs.setdefault("data-day", gettext_lazy("pick a day"))
        self.widget.attrs.setdefault("autocomplete", "off")

    def clean(self, value: Any) -> Interval | None:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            return read_edtf(edtf_of(typed))
        except EdtfError as error:
            raise ValidationError(
                _("“%(typed)s” is no date here. Write 2020, 2020-02, 2020-02-03 or 3 February 2020."),
                params={"typed": typed},
            ) from error

    def in_words(self, raw: str, cleaned: Interval) -> str:
        return display_edtf(edtf_of(raw.strip()))


class PeriodForm(forms.Form):
    """A form whose period does not end before it begins."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until.latest < since.earliest:
            self.add_error("until", _("The period ends before it begins, so only its beginning counts."))
        return cleaned


class WordsFilter(django_filters.Filter):
    """Hands the words to a method of the queryset."""

    field_class = WordsField

    def __init__(self, *, ask: str, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Words"), **kwargs})
        self.ask = ask

    def filter(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return getattr(queryset, self.ask)(value) if value else queryset


class QuestionFilter(django_filters.Filter):
    """Records that match a query; it is read once a page, however many facets are counted under it."""

    field_class = WordsField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": gettext_lazy("Words"), **kwargs})
        self.read: dict[str, Question] = {}
        self.found: dict[str, Any] = {}

    def question(self, typed: str) -> Question:
        if typed not in self.read:
            self.read = {typed: ask(typed)}
        return self.read[typed]

    def filter(self, queryset: Any, value: str) -> Any:
        return queryset.matching(self.question(value)) if value else queryset


class EventsFilter(QuestionFilter):
    """Meetings or initiatives that match a query; found once a page, however many facets are counted under it."""

    #: of more than these, each count looks for itself: to hand so many keys over would cost as much
    most = 50_000

    def filter(self, queryset: Any, value: str) -> Any:
        if not value:
            return queryset
        if value not in self.found:
            matching = queryset.model.objects.visible().matching(self.question(value)).order_by()
            keys = list(matching.values_list("pk", flat=True)[: self.most + 1])
            self.found = {value: keys_in("pk", keys) if len(keys) <= self.most else None}
        found = self.found[value]
        return super().filter(queryset, value) if found is None else queryset.filter(found)


class NamesFilter(QuestionFilter):
    """Actors who are called so, or are named in the query, or hold a post that it tells."""

    def filter(self, queryset: Any, value: str) -> Any:
        if not value:
            return queryset
        if value not in self.found:
            named = actors_asked_for(self.question(value), Actor.objects.visible())
            self.found = {value: named.order_by().values("pk")}
        return queryset.filter(pk__in=self.found[value])


class ActorFilter(django_filters.Filter):
    """Events and articles that one of the meant actors is tied to."""

    field_class = ActorField

    def filter(self, queryset: Any, value: ActorMatch | None) -> Any:
        return queryset.tied_to(value.actors) if value else queryset


class SinceFilter(django_filters.Filter):
    field_class = DayField

    def filter(self, queryset: Any, value: Interval | None) -> Any:
        return queryset.between(value.earliest, None) if value else queryset


class UntilFilter(django_filters.Filter):
    field_class = DayField

    def filter(self, queryset: Any, value: Interval | None) -> Any:
        return queryset.between(None, value.latest) if value else queryset


class TopicsFilter(django_filters.MultipleChoiceFilter):
    """Meetings or initiatives about any of some topics."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        by_name = sorted(choices, key=lambda choice: str(choice[1]))
        super().__init__(choices=by_name, widget=forms.CheckboxSelectMultiple, **kwargs)

    def filter(self, queryset: Any, value: Sequence[str]) -> Any:
        return queryset.about_any(value) if value else queryset


class AnyOfFilter(django_filters.MultipleChoiceFilter):
    """Any of some choices, ticked in boxes."""

    def __init__(self, *, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        labelled = [(value, capfirst(label)) for value, label in choices]
        super().__init__(choices=labelled, widget=forms.CheckboxSelectMultiple, distinct=False, **kwargs)
