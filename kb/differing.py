"""Where sources differ: the values that contradict each other, side by side, each with its sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from kb.citations import Citation, Citations, value_in_words
from kb.models import Initiative, Meeting
from kb.names import name_key
from kb.status_steps import is_past, status_steps
from kb.values import RULES, FieldRule, Reason, Told, weigh, with_decision

#: how many articles are quoted for one value
MOST_QUOTED = 3
#: why the value is the one that is shown
SHOWN_BECAUSE = {
    Reason.PERSON: _("an editor set it"),
    Reason.READ: _("a person read it so in the text"),
    Reason.FURTHER: _("a later word of a plan does not undo what came about"),
    Reason.SOURCES: _("more articles say so"),
    Reason.EXACT: _("it is the more exact"),
    Reason.LATER: _("the later article says so"),
    Reason.SURER: _("it was read with more confidence"),
    Reason.ORDER: _("nothing speaks more for one than for the other"),
    Reason.TOGETHER: _("all of it is told"),
    Reason.ONLY: _("nothing else is told"),
}


def shown_because(field: str, reason: Reason) -> str:
    """Why a field has the value that it has; of names the one of more words is taken, which need not say more."""
    return str(_("it is the longer name") if (field, reason) == ("name", Reason.EXACT) else SHOWN_BECAUSE[reason])


@dataclass(frozen=True)
class Side:
    """A value, in words, with a sentence of each article that gives it; `articles` counts all of them."""

    words: str
    citations: tuple[Citation, ...]
    articles: int

    @property
    def shown(self) -> str:
        """The value as it begins a line."""
        return str(capfirst(self.words))

    @property
    def folded(self) -> int:
        """Articles beside the one that is quoted at once."""
        return max(self.articles - 1, 0)

    @property
    def more(self) -> int:
        """Articles that are not quoted."""
        return self.articles - len(self.citations)


@dataclass(frozen=True)
class Difference:
    """A field on which sources contradict each other: the value that is shown comes first, `because` says why.

    `by_person`: an editor set that value.
    """

    field: str
    label: str
    because: Any
    sides: tuple[Side, ...]
    by_person: bool = False


def differences(record: Meeting | Initiative, citations: Citations) -> list[Difference]:
    """The fields of a meeting or initiative on which its sources, or an editor and the sources, differ."""
    decided = record.decided_fields()
    found = (
        _difference(record, name, rule, list(_told(citations, name)), by_person=name in decided)
        for name, rule in RULES[str(record._meta.model_name)].items()
    )
    return [difference for difference in found if difference]


def _told(citations: Citations, name: str) -> Iterable[Told]:
    for citation, value in citations.by_key.get(name, ()):
        article = citation.evidence.article
        yield Told(value.value, article.pk, article.published, value.confidence, citation, value.rule)


def _difference(
    record: Meeting | Initiative, name: str, rule: FieldRule, told: list[Told], *, by_person: bool
) -> Difference | None:
    verdict = with_decision(_current(record, name), told, rule) if by_person else weigh(told, rule)
    steps = status_steps(told) if rule.latest_first else ()
    against = [vote for vote in verdict.dissenting if not is_past(vote, steps)] if verdict else []
    if verdict is None or not against:
        return None
    sides: dict[str, list[Told]] = {}
    for vote in against:
        sides.setdefault(name_key(str(vote.value)), []).append(vote)
    first = _side(record, name, verdict.value, verdict.supporting)
    others = (_side(record, name, votes[0].value, votes) for votes in sides.values())
    label = capfirst(str(record._meta.get_field(name).verbose_name))
    return Difference(name, label, shown_because(name, verdict.reason), (first, *others), by_person)


def also_told(record: Meeting | Initiative, citations: Citations, name: str) -> list[tuple[str, list[Citation]]]:
    """What sentences say of a field beside its value without contradicting it, in words, each with its sentences."""
    rule, current = RULES[str(record._meta.model_name)][name], _current(record, name)
    return [
        (shown, found)
        for value, (shown, found) in citations.others(name, current).items()
        if not rule.says_nothing(value) and current and rule.agree(value, current)
    ]


def _current(record: Meeting | Initiative, name: str) -> Any:
    """The field's value as evidence would tell it."""
    value = getattr(record, name)
    return value.name if name == "place" and value else value


def _side(record: Meeting | Initiative, name: str, value: Any, votes: Iterable[Told]) -> Side:
    """A value with the surest sentence of each article, the weightiest first."""
    by_article: dict[int, Citation] = {}
    for vote in votes:
        by_article.setdefault(vote.article, vote.evidence)
    shown = value_in_words(record, name, value) if value not in (None, "") else _("not known")
    return Side(str(shown), tuple(by_article.values())[:MOST_QUOTED], len(by_article))
