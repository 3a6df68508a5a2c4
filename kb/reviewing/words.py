"""What was decided about an item of the queue, in a line: for the person who decided it, and may take it back."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kb.reviewing.deciding import ACCEPT, in_order_of_merging
from kb.reviewing.items import Item, Sort, title_of

_ACCEPTED = {
    Sort.UNDECIDED: gettext_lazy("One of its own: %(title)s"),
    Sort.UNSURE: gettext_lazy("Accepted: %(title)s"),
    Sort.DIFFERS: gettext_lazy("Kept what is shown: %(title)s"),
    Sort.NOW: gettext_lazy("Taken from the articles: %(title)s"),
    Sort.NEW: gettext_lazy("Accepted: %(title)s"),
}
_REJECTED = {
    Sort.PAIR: gettext_lazy("Not the same: %(title)s"),
    Sort.NOW: gettext_lazy("Kept as it was set: %(title)s"),
}


def decided_in_words(item: Item, act: str, value: str = "") -> str:
    """What the decision does, told before it is done: afterwards one of two records may be gone."""
    match act, item.sort:
        case "reject", sort:
            return str(_REJECTED.get(sort, _("Rejected: %(title)s"))) % {"title": item.title}
        case "accept", Sort.PAIR:
            return _merged(*in_order_of_merging(item))
        case "accept", sort:
            return str(_ACCEPTED[sort]) % {"title": item.title}
        case _, Sort.PAIR:
            survivor, duplicate = sorted(item.records, key=lambda record: str(record.pk) != value)
            return _merged(survivor, duplicate)
        case _, Sort.UNDECIDED:
            chosen = next((each for each in item.candidates if str(each.pk) == value), item.record)
            return _merged(chosen, item.record)
    label = next((choice.label for choice in item.choices if choice.value == value), value)
    return _("Set to “%(value)s”: %(title)s") % {"value": label, "title": item.title}


def _merged(survivor: Any, duplicate: Any) -> str:
    return _("Merged: “%(one)s” into “%(other)s”") % {"one": title_of(duplicate), "other": title_of(survivor)}


def what_accepting_does(item: Item) -> str:
    """`Accept`, or which of two records stays."""
    if item.sort != Sort.PAIR:
        return str(ACCEPT[item.sort])
    return _("Merge; “%(title)s” stays") % {"title": title_of(in_order_of_merging(item)[0])}
