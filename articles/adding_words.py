"""The form by which editors choose exact words of an article, and name whom they mean."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.importing.adding import Adding, NewActor, Words
from articles.models import Addition, AdditionKind, Article
from kb.citations import sentence_around
from kb.filter_fields import find_actors
from kb.models import Actor, ActorKind
from kb.searching.near_names import near_names

#: characters shown around words of which one of several places is meant
_AROUND = 30
#: the longest sentence in which words are looked for, in characters
LONGEST_SENTENCE = 2000
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
        sentence = sentence_around(text, self.start, self.end, most=LONGEST_SENTENCE)
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
