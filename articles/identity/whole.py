"""Identity of all facts of a set of articles at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from articles.extraction.facts import ArticleFacts
from articles.identity.actors import identify_forms
from articles.identity.forms import forms_of
from articles.identity.known import Known
from articles.identity.occasions import INITIATIVES, MEETINGS, identify_tellings
from articles.identity.tellings import initiative_tellings, meeting_tellings

#: a fact: its article, and its id there
Told = tuple[str, str]


@dataclass(frozen=True)
class Document:
    """An article's text and facts."""

    text: str
    facts: ArticleFacts


def identify_all(documents: Mapping[str, Document], known: Known) -> dict[str, list[frozenset[Told]]]:
    """The facts that are one record, by part: actors, meetings, initiatives. `documents`: by a name of each article."""
    forms = {name: forms_of(document.facts, document.text, known) for name, document in documents.items()}
    found = identify_forms([form for each in forms.values() for form in each.values()])
    actors: dict[int, set[Told]] = {}
    group_of = {form: number for number, group in enumerate(found.groups) for form in group}
    for name, each in forms.items():
        for fact, form in each.items():
            actors.setdefault(group_of[form], set()).add((name, fact))
    met = [
        telling
        for name, doc in documents.items()
        for telling in meeting_tellings(name, doc.facts, doc.text, forms[name], known)
    ]
    agreed = [
        telling
        for name, doc in documents.items()
        for telling in initiative_tellings(name, doc.facts, doc.text, forms[name], known)
    ]
    return {
        "actors": [frozenset(group) for group in actors.values()],
        "meetings": list(identify_tellings(met, MEETINGS).groups),
        "initiatives": list(identify_tellings(agreed, INITIATIVES).groups),
    }
