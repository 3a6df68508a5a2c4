"""Which forms are one actor: a function of the set of forms, whatever their order.

Persons: equal names are one person unless the countries that they serve exclude each other; a form without any
country joins the one person of that name, and waits where there are several. A shorter name (`Michael Tene`) is the
one person with the fuller name who holds the same office, else it stays by itself. Bodies: equal names; general names
of one country; an acronym joins the one body whose acronym texts told it to be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from articles.identity.clusters import Groups
from articles.identity.forms import Form


@dataclass(frozen=True)
class IdentifiedForms:
    """`groups`: forms that are one actor. `waiting`: forms that several groups suit equally, with one form of each."""

    groups: tuple[frozenset[Form], ...]
    waiting: Mapping[Form, frozenset[Form]] = field(default_factory=dict)


def identify_forms(forms: Collection[Form], together: Iterable[Collection[Form]] = ()) -> IdentifiedForms:
    """Group all forms; those known beforehand are one by their token alone. `together`: what is one already."""
    work = _Work(forms)
    for group in together:
        work.join_all(sorted(group, key=lambda form: form.key))
    work.join_known()
    work.join_persons()
    work.join_bodies()
    return work.outcome()


class _Work:
    """The groups while they grow. Each step looks at sets only, and joins what is unambiguous."""

    def __init__(self, forms: Collection[Form]) -> None:
        self.forms = sorted(set(forms), key=lambda form: form.key)
        self.groups = Groups(self.forms)
        self.waiting: dict[Form, frozenset[Form]] = {}

    def outcome(self) -> IdentifiedForms:
        """The groups in the order of their first forms; candidates by the first form of their group."""
        groups = sorted(self.groups.all(), key=lambda group: min(form.key for form in group))
        first = {self.groups.of(form): min(group, key=lambda each: each.key) for group in groups for form in group}
        waiting = {
            form: frozenset(first[self.groups.of(candidate)] for candidate in candidates)
            for form, candidates in self.waiting.items()
        }
        return IdentifiedForms(tuple(groups), waiting)

    def join_known(self) -> None:
        by_token = defaultdict(list)
        for form in self.forms:
            if form.known:
                by_token[form.token].append(form)
        for same in by_token.values():
            self.join_all(same)

    def join_persons(self) -> None:
        persons = [form for form in self.forms if form.kind == "person" and not form.known]
        full = [form for form in persons if not _single(form)]
        by_name: dict[str, list[Form]] = defaultdict(list)
        for form in full:
            for key in form.keys:
                by_name[key].append(form)
        for same in by_name.values():
            self._join_sharing(same, lambda form: form.countries)
        self._join_without_country(full, by_name)
        for form in persons:
            if _single(form):
                by_name[form.token].append(form)
        for token, same in by_name.items():
            if token.startswith("person:"):
                self._join_sharing(same, _offices)
        self._join_shorter(persons)

    def _join_sharing(self, forms: Iterable[Form], what: object) -> None:
        """Join forms that have one of these in common."""
        first: dict[object, Form] = {}
        for form in forms:
            for each in what(form):  # type: ignore[operator]
                self.groups.join(form, first.setdefault(each, form))

    def _join_without_country(self, forms: Iterable[Form], by_name: Mapping[str, list[Form]]) -> None:
        """Forms of persons for whose country nothing speaks."""
        joins = []
        for form in forms:
            if form.countries:
                continue
            bearers = [other for key in form.keys for other in by_name[key] if other.countries]
            candidates = self._roots(bearers)
            if len(candidates) > 1:
                told = [other for other in bearers if other.stands & form.stands or _offices(other) & _offices(form)]
                candidates = self._roots(told) or candidates
            if len(candidates) > 1:
                self.waiting[form] = frozenset(candidates)
            else:
                joins += [(form, root) for root in candidates]
        for form, root in joins:
            self.groups.join(form, root)
        waiting = self.waiting
        for same in by_name.values():
            loose = [form for form in same if not form.countries and form not in waiting]
            self.join_all(loose)

    def _join_shorter(self, persons: Iterable[Form]) -> None:
        """Shorter names, the longest first, so that each goes to a person who is whole already."""
        fuller: dict[str, list[Form]] = defaultdict(list)
        persons = list(persons)
        for form in persons:
            for part in form.parts:
                fuller[part].append(form)
        by_size: dict[int, list[Form]] = defaultdict(list)
        for form in persons:
            by_size[_size(form)].append(form)
        for size in sorted(by_size, reverse=True):
            joins = [(form, self._fuller_of(form, fuller)) for form in by_size[size] if form not in self.waiting]
            for form, candidates in joins:
                if len(candidates) == 1:
                    self.groups.join(form, next(iter(candidates)))
                elif candidates:
                    self.waiting[form] = frozenset(candidates)

    def _fuller_of(self, form: Form, fuller: Mapping[str, list[Form]]) -> set[Form]:
        own = self.groups.of(form)
        found = [
            other
            for key in form.keys
            for other in fuller.get(key, ())
            if _offices(other) & _offices(form) and (not _initials(form) or _initials(form) == _initials(other))
        ]
        return {root for root in self._roots(found) if root != own}

    def join_bodies(self) -> None:
        bodies = [form for form in self.forms if form.kind != "person" and not form.known]
        by_token, by_short = defaultdict(list), defaultdict(list)
        for form in bodies:
            if not form.general:
                by_token[form.kind, form.token].append(form)
        for form in self.forms:
            for short in form.short:
                by_short[form.kind, f"body:{short}"].append(form)
        for same in by_token.values():
            self.join_all(same)
        for (kind, token), longer in by_short.items():
            for form in by_token.get((kind, token), ()):
                candidates = self._roots(longer) - {self.groups.of(form)}
                if len(candidates) == 1:
                    self.groups.join(form, next(iter(candidates)))
                elif candidates:
                    self.waiting[form] = frozenset(candidates)

    def join_all(self, forms: list[Form]) -> None:
        """These forms are one."""
        for form in forms[1:]:
            self.groups.join(form, forms[0])

    def _roots(self, forms: Iterable[Form]) -> set[Form]:
        return {self.groups.of(form) for form in forms}


def _single(form: Form) -> bool:
    return all(" " not in key for key in form.keys)


def _size(form: Form) -> int:
    return form.token.count(" ") + 1


def _initials(form: Form) -> set[str]:
    """George W. and George H. W. are two."""
    return {word for word in form.token.removeprefix("person:").split() if len(word) == 1}


def _offices(form: Form) -> set[tuple[str, str]]:
    """Present posts in a body that is told: what two people hardly hold at one time."""
    return {(office.title, office.body) for office in form.offices if office.body and not office.former}
