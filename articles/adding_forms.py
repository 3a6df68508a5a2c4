"""The forms by which editors say what an article tells: exact words of it, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.importing.adding import Adding, NewActor, Words
from articles.models import Addition, AdditionKind, Article
from kb.citations import sentence_around
from kb.filter_fields import find_actors
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
from kb.searching.near_names import near_names
from kb.typed_days import NotADate, read_typed

#: rows for those who take part; more are added on the editing desk
MOST_PEOPLE = 8
#: characters shown around words of which one of several places is meant
_AROUND = 30
#: selected words of no more letters may be a name
LONGEST_NAME = 60
_NEW = "new:"


class AddForm(forms.Form):
    """Which words of the article, and why. `start` and `end`: the sentence or the words that were chosen before."""

    words = forms.CharField(
        label=gettext_lazy("Exact words"),
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "words-hint"}),
        error_messages={"required": gettext_lazy("Give the words of the text that say so.")},
    )
    kind: AdditionKind

    def __init__(self, article: Article, start: int, end: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.article, self.start, self.end = article, start, end
        self.fields["words"].initial = article.text[start:end]
        self.places = self._find_places(self.data.get("words", "")) if self.is_bound else []
        if len(self.places) > 1:
            choices = [(str(place), self._around(place)) for place, _end in self.places]
            self.fields["place_of_words"] = forms.ChoiceField(
                label=_("Which of them?"), choices=choices, widget=forms.RadioSelect, required=False
            )
        self.add_fields()
        self.fields["reason"] = forms.CharField(
            label=_("Why?"), required=False, max_length=1000, help_text=_("For those who read the history.")
        )

    def add_fields(self) -> None:
        """Fields that depend on what was typed before."""

    def _find_places(self, words: str) -> list[tuple[int, int]]:
        """Where the words stand: where they were chosen, else in the sentence, else in the whole text."""
        text = self.article.text
        pattern = r"\s+".join(map(re.escape, words.split()))
        if not pattern:
            return []
        if re.fullmatch(rf"\s*{pattern}\s*", text[self.start : self.end]):
            found = re.search(pattern, text[self.start : self.end])
            assert found is not None
            return [(self.start + found.start(), self.start + found.end())]
        sentence = sentence_around(text, self.start, self.end, most=2000)
        for begin, stop in ((self.start, self.end), sentence, (0, len(text))):
            spans = [found.span() for found in re.compile(pattern).finditer(text, begin, stop)]
            if spans:
                return spans
        return []

    def _around(self, place: int) -> str:
        end = dict(self.places)[place]
        before, after = self.article.text[max(0, place - _AROUND) : place], self.article.text[end : end + _AROUND]
        return f"…{' '.join(f'{before}“{self.article.text[place:end]}”{after}'.split())}…"

    def clean_words(self) -> str:
        if not self.places:
            raise ValidationError(_("These words do not stand in the article. Copy them from it, letter by letter."))
        return str(self.cleaned_data["words"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if len(self.places) > 1 and not given.get("place_of_words") and "words" in given:
            words = ngettext(
                "These words stand %(number)d time in the text: say which is meant.",
                "These words stand %(number)d times in the text: say which is meant.",
                len(self.places),
            )
            self.add_error("place_of_words", words % {"number": len(self.places)})
        return given

    def found_words(self) -> Words:
        """The words, once the form is valid."""
        place = self.cleaned_data.get("place_of_words")
        start, end = next(each for each in self.places if not place or str(each[0]) == place)
        return Words(self.article, start, end)

    def add(self, user: Any) -> Addition:
        """Make the addition. Raises CannotAdd."""
        return self.carry_out(Adding(self.found_words(), user, self.cleaned_data["reason"].strip()))

    def carry_out(self, adding: Adding) -> Addition:
        raise NotImplementedError

    def add_actor(self, name: str, label: Any, *, required: bool = True, new: bool = True) -> None:
        """A field for an actor's name, and where the name alone does not settle who it is, the choice."""
        attrs = {"list": "known-actors", "autocomplete": "off"}
        self.fields[name] = forms.CharField(
            label=label, required=required, max_length=300, widget=forms.TextInput(attrs=attrs),
            error_messages={"required": _("Name a person, a country or an organisation.")},
        )  # fmt: skip
        typed = " ".join(self.data.get(name, "").split()) if self.is_bound else ""
        choices = _who(typed, new=new) if typed else []
        if choices and choices[0][1] is None:
            self.fields[f"{name}_is"] = forms.ChoiceField(
                label=_("Who is “%(name)s”?") % {"name": typed},
                choices=[(value, words) for value, _settled, words in choices],
                widget=forms.RadioSelect, required=False,
            )  # fmt: skip
            self.open = [*getattr(self, "open", []), name]
        elif choices:
            self.settled = {**getattr(self, "settled", {}), name: choices[0][1]}
        elif typed:
            self.unknown = [*getattr(self, "unknown", []), name]

    def actor(self, name: str) -> Actor | NewActor | None:
        """Who is meant, once the form is valid."""
        if settled := getattr(self, "settled", {}).get(name):
            return settled  # type: ignore[no-any-return]
        value = self.cleaned_data.get(f"{name}_is") or ""
        if value.startswith(_NEW):
            return NewActor(value.removeprefix(_NEW), " ".join(self.cleaned_data[name].split()))
        return Actor.objects.visible().filter(pk=value).first() if value else None

    def check_actors(self) -> None:
        for name in getattr(self, "open", ()):
            if not self.cleaned_data.get(f"{name}_is"):
                self.add_error(f"{name}_is", _("Choose who is meant."))
        for name in getattr(self, "unknown", ()):
            self.add_error(name, _("Nobody is known by this name."))


def _who(typed: str, *, new: bool) -> list[tuple[str, Actor | None, str]]:
    """Whom a typed name may mean, as value, actor and words: one actor alone where it is his address or whole name."""
    match = find_actors(typed)
    exact = Actor.objects.visible().called(typed)
    if len(match.first) == 1 and (match.first[0].slug == typed.lower() or exact.filter(pk=match.first[0].pk).exists()):
        return [(str(match.first[0].pk), match.first[0], match.first[0].name)]
    meant = {actor.pk: actor for actor in match.first}
    for name in () if meant else near_names(typed):
        meant |= {actor.pk: actor for actor in find_actors(name).first}
    known = [(str(actor.pk), None, f"{actor.name} ({actor.get_kind_display()})") for actor in meant.values()]
    made = [
        (f"{_NEW}{kind.value}", None, _("Somebody new: “%(name)s” (%(kind)s)") % {"name": typed, "kind": kind.label})
        for kind in ActorKind
    ]
    return [*known, *(made if new else [])]


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
        known = self._told_here()
        relation = str(self.model._meta.model_name)
        if known:
            new = _("A new meeting") if relation == "meeting" else _("A new initiative")
            choices = [("", new), *((str(record.pk), dated_label(record)) for record in known)]
            self.fields["into"] = forms.ChoiceField(label=_("Which one?"), choices=choices, required=False)
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
        named = list(_named_in(self.article, self.start, self.end)) if not self.is_bound else []
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

    def _told_here(self) -> list[Any]:
        relation = str(self.model._meta.model_name)
        table = self.model._meta.get_field("evidence").related_model
        here = table.objects.visible().filter(article=self.article).values(relation)
        return list(self.model.objects.visible().with_display().filter(pk__in=here).order_by("pk"))

    def clean_date_edtf(self) -> str:
        typed = str(self.cleaned_data["date_edtf"]).strip()
        try:
            return read_typed(typed) if typed else ""
        except NotADate as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.check_actors()
        if not given.get("into"):
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
        return self.model.objects.visible().get(pk=pk) if pk else None


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
