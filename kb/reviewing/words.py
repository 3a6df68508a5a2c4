"""What was decided about an item of the queue, in a line: for the person who decided it, and may take it back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.reviewing.deciding import ACCEPT, in_order_of_merging
from kb.reviewing.items import Item, Sort, told_apart

_ACCEPTED = {
    Sort.UNDECIDED: gettext_lazy("One of its own: %(title)s"),
    Sort.UNSURE: gettext_lazy("Accepted: %(title)s"),
    Sort.DIFFERS: gettext_lazy("Kept what is shown: %(title)s"),
    Sort.NOW: gettext_lazy("Taken from the articles: %(title)s"),
    Sort.NEW: gettext_lazy("Accepted: %(title)s"),
    Sort.LOST: gettext_lazy("Attached to the new words: %(title)s"),
}
_CHOSEN = {
    Sort.LOST: gettext_lazy("Attached to “%(value)s”: %(title)s"),
    Sort.HOLDER: gettext_lazy("%(value)s takes part: %(title)s"),
}
_REJECTED = {
    Sort.PAIR: gettext_lazy("Not the same: %(title)s"),
    Sort.HOLDER: gettext_lazy("None of them: %(title)s"),
    Sort.NOW: gettext_lazy("Kept as it was set: %(title)s"),
    Sort.LOST: gettext_lazy("Dropped: %(title)s"),
    Sort.DIFFERS: gettext_lazy("Withdrawn as misread: %(value)s, %(title)s"),
}


@dataclass(frozen=True)
class Said:
    """What a decision is about and what was chosen, as an answer keeps it: of a merge the duplicate and who stays."""

    title: str
    value: str = ""


def said_of(item: Item, act: str, value: str = "") -> Said:
    """What the decision does, told before it is done: afterwards one of two records may be gone."""
    match act, item.sort:
        case "accept", Sort.PAIR:
            return _merged(*in_order_of_merging(item))
        case "choose", Sort.PAIR:
            survivor, duplicate = sorted(item.records, key=lambda record: str(record.pk) != value)
            return _merged(survivor, duplicate)
        case "choose", Sort.UNDECIDED:
            chosen = next((each for each in item.candidates if str(each.pk) == value), item.record)
            return _merged(chosen, item.record)
        case "choose", _sort:
            return Said(item.title, next((choice.label for choice in item.choices if choice.value == value), value))
        case "reject", Sort.DIFFERS:
            return Said(item.title, ", ".join(f"“{choice.label}”" for choice in item.choices))
    return Said(item.title)


def _merged(survivor: Any, duplicate: Any) -> Said:
    return Said(*told_apart(duplicate, survivor))


def in_words(sort: str, act: str, title: str, value: str = "") -> str:
    """A decision in a line, in the language of whoever reads it."""
    told = {"title": title, "value": value}
    match act, sort:
        case "reject", _sort:
            return str(_REJECTED.get(Sort(sort), gettext_lazy("Rejected: %(title)s"))) % told
        case ("accept", Sort.PAIR) | ("choose", Sort.PAIR | Sort.UNDECIDED):
            return _("Merged: “%(one)s” into “%(other)s”") % {"one": title, "other": value}
        case "accept", _sort:
            return str(_ACCEPTED[Sort(sort)]) % told
    return str(_CHOSEN.get(Sort(sort), gettext_lazy("Set to “%(value)s”: %(title)s"))) % told


def what_accepting_does(item: Item) -> str:
    """`Accept`, or which of two records stays."""
    if item.sort != Sort.PAIR:
        return str(ACCEPT[item.sort])
    return _("Merge; “%(title)s” stays") % {"title": told_apart(*in_order_of_merging(item))[0]}
