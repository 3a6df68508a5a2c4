"""The forms by which editors say what an article tells: exact words of it, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.adding_words import LONGEST_SENTENCE, AddForm
from articles.importing.adding import Adding, NewActor
from articles.models import Addition, AdditionKind, Article
from kb.citations import sentence_around
from kb.labels import dated_label
from kb.models import (
    Actor,
    ActorKind,
    Initiative,
    InitiativeKind,
    InitiativeStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Role,
)
from kb.models.querysets import shown
from kb.typed_days import NotADate, read_typed

#: rows for those who take part; more are added on the editing desk
MOST_PEOPLE = 8
#: selected words of no more letters may be a name
LONGEST_NAME = 60
#: the choice of another record than those that the sentence tells of already
ANOTHER = "new"


class MentionForm(AddForm):
    kind = AdditionKind.MENTION

    def add_fields(self) -> None:
        self.add_actor("actor", _("Who is named?"))
        words = " ".join(self.article.text[self.start : self.end].split())
        if len(words) <= LONGEST_NAME and not words.endswith("."):
            self.fields["actor"].initial = words

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_actors()
        return given

    def carry_out(self, adding: Adding) -> Addition:
        return adding.mention(_sure(self.actor("actor")))


class SpellingForm(MentionForm):
    kind = AdditionKind.SPELLING

    def add_fields(self) -> None:
        self.add_actor("actor", _("Whose name is it?"), new=False)

    def carry_out(self, adding: Adding) -> Addition:
        actor = _sure(self.actor("actor"))
        assert isinstance(actor, Actor)
        return adding.spelling(actor)


class PostForm(AddForm):
    kind = AdditionKind.POST

    def add_fields(self) -> None:
        self.add_actor("person", _("Person"))
        self.fields["title"] = forms.CharField(
            label=_("Title"), max_length=200, help_text=_("Without the body: Foreign Minister.")
        )
        self.add_actor("body", _("Of which country or organisation"), required=False)
        self.fields["former"] = forms.BooleanField(label=_("A former holder"), required=False)

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_actors()
        person = self.actor("person") if not self.errors else None
        if person is not None and person.kind != ActorKind.PERSON:
            self.add_error("person", _("A post is held by a person."))
        return given

    def carry_out(self, adding: Adding) -> Addition:
        given = self.cleaned_data
        return adding.post(
            _sure(self.actor("person")), title=given["title"], body=self.actor("body"), former=given["former"]
        )


class EventForm(AddForm):
    """A meeting or initiative: a new one, or one that is known, of which these words tell too."""

    model: type[Any]
    kinds: Sequence[tuple[str, Any]]
    statuses: Sequence[tuple[str, Any]]
    #: what a new record cannot be without
    required_of_new: tuple[str, ...] = ("kind", "status")

    def add_fields(self) -> None:
        relation = str(self.model._meta.model_name)
        self._ask_which(relation)
        self.fields["name"] = forms.CharField(label=_("Name"), required=False, max_length=300)
        for name, label, choices in (("kind", _("Kind"), self.kinds), ("status", _("Status"), self.statuses)):
            labelled = [("", "—"), *((value, capfirst(label)) for value, label in choices)]
            self.fields[name] = forms.ChoiceField(label=label, choices=labelled, required=False)
        self.fields["date_edtf"] = forms.CharField(
            label=_("Date"),
            required=False,
            max_length=40,
            help_text=_("As exact as the text: 2020, 2020-02, 2020-02-03."),
        )
        self.add_more()
        # where the sentence tells of a record, who takes part stands there: others whom it names would be put to them
        filled_in = not self.is_bound and not self.told_in_sentence
        named = list(_named_in(self.article, self.start, self.end)) if filled_in else []
        given = [number for number in range(MOST_PEOPLE) if f"who_{number}" in self.data]
        self.rows = len(given) if self.is_bound else min(max(len(named) + 2, 4), MOST_PEOPLE)
        for number in range(self.rows):
            label = _("%(number)d. who takes part") if relation == "meeting" else _("%(number)d. party")
            self.add_actor(f"who_{number}", label % {"number": number + 1}, required=False)
            if number < len(named):
                self.fields[f"who_{number}"].initial = named[number]
            if relation == "meeting":
                roles = [(role.value, capfirst(role.label)) for role in Role]
                self.fields[f"role_{number}"] = forms.ChoiceField(
                    label=_("Role of %(number)d.") % {"number": number + 1}, choices=roles, required=False,
                    initial=Role.PARTICIPANT,
                )  # fmt: skip

    def add_more(self) -> None:
        """Fields of one kind of event alone."""

    def _ask_which(self, relation: str) -> None:
        """Which record it is, where the article tells of some; where the sentence does, that is said, and must be."""
        table = self.model._meta.get_field("evidence").related_model
        rows = table.objects.visible().filter(article=self.article)
        first, last = self._sentence()
        here = set(rows.filter(start__lt=last, end__gt=first).values_list(relation, flat=True))
        records = self.model.objects.visible().with_display().filter(pk__in=rows.values(relation)).order_by("pk")
        known = [(record, dated_label(record)) for record in records]
        self.told_in_sentence = [(label, record.get_absolute_url()) for record, label in known if record.pk in here]
        if not known:
            return
        new = _("A new meeting") if relation == "meeting" else _("A new initiative")
        choices = [(str(record.pk), label) for record, label in sorted(known, key=lambda each: each[0].pk not in here)]
        choices = [("", "—"), *choices, (ANOTHER, new)] if self.told_in_sentence else [("", new), *choices]
        self.fields["into"] = forms.ChoiceField(label=_("Which one?"), choices=choices, required=False)

    def _sentence(self) -> tuple[int, int]:
        """The sentence around the words that are meant."""
        chosen = self.data.get("place_of_words", "")
        place = next((each for each in self.places if str(each[0]) == chosen), None)
        start, end = place or next(iter(self.places), (self.start, self.end))
        return sentence_around(self.article.text, start, end, most=LONGEST_SENTENCE)

    def clean_date_edtf(self) -> str:
        typed = str(self.cleaned_data["date_edtf"]).strip()
        try:
            return read_typed(typed) if typed else ""
        except NotADate as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_actors()
        if self.told_in_sentence and "into" in given and not given["into"]:
            self.add_error("into", _("This sentence tells of one already: say whether you mean it, or another."))
        elif given.get("into") in (None, "", ANOTHER):
            for name in self.required_of_new:
                if name in given and not given[name]:
                    self.add_error(name, _("A new one needs this."))
        return given

    def told(self) -> dict[str, Any]:
        names = ("name", "kind", "status", "date_edtf", "place", "online")
        return {name: self.cleaned_data[name] for name in names if self.cleaned_data.get(name)}

    def people(self) -> list[tuple[Actor | NewActor, str]]:
        people: dict[Any, tuple[Actor | NewActor, str]] = {}
        for number in range(self.rows):
            if actor := self.actor(f"who_{number}"):
                role = self.cleaned_data.get(f"role_{number}") or Role.PARTICIPANT.value
                people.setdefault(actor, (actor, role))
        return list(people.values())

    def into(self) -> Any:
        pk = self.cleaned_data.get("into")
        return self.model.objects.visible().get(pk=pk) if pk and pk != ANOTHER else None


class MeetingForm(EventForm):
    kind = AdditionKind.MEETING
    model, kinds, statuses = Meeting, MeetingKind.choices, MeetingStatus.choices

    def add_more(self) -> None:
        self.fields["place"] = forms.CharField(label=_("Place"), required=False, max_length=200)
        self.fields["online"] = forms.BooleanField(label=_("By video"), required=False)

    def carry_out(self, adding: Adding) -> Addition:
        return adding.meeting(self.into(), people=self.people(), **self.told())


class InitiativeForm(EventForm):
    kind = AdditionKind.INITIATIVE
    model, kinds, statuses = Initiative, InitiativeKind.choices, InitiativeStatus.choices
    required_of_new = ("name", "kind", "status")

    def carry_out(self, adding: Adding) -> Addition:
        return adding.initiative(self.into(), people=self.people(), **self.told())


FORMS: dict[str, type[AddForm]] = {
    each.kind.value: each for each in (MentionForm, SpellingForm, PostForm, MeetingForm, InitiativeForm)
}


def _sure(actor: Actor | NewActor | None) -> Actor | NewActor:
    assert actor is not None, "the form was not asked whether it is valid"
    return actor


def _named_in(article: Article, start: int, end: int) -> Iterable[str]:
    """Names of the actors that these words name, the first first; those of countries in longer names left out."""
    rows = article.actorevidence_set.visible().filter(start__gte=start, end__lte=end).filter(shown("actor"))
    spans: list[tuple[int, int]] = []
    names: dict[int, str] = {}
    for row in rows.select_related("actor").order_by("start", "-end"):
        if not any(first <= row.start and row.end <= last for first, last in spans):
            spans.append((row.start, row.end))
            names.setdefault(row.actor_id, row.actor.name)
    return list(names.values())[:MOST_PEOPLE]
