"""Values that people withdrew from single sentences stand apart in their row of evidence, and count for nothing.

Where a sentence is read again, in whatever version of its article, what was withdrawn there is set apart again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from articles.importing.touched import Touched
from articles.models import Article, InitiativeEvidence, MeetingEvidence, Misreading
from kb.models.topics import join_topics

TABLES: dict[str, Any] = {"meeting": MeetingEvidence, "initiative": InitiativeEvidence}
TIES = ("participants", "parties")
#: values of a row of evidence
Values = dict[str, Any]


@dataclass(frozen=True)
class Wrong:
    """A value that a sentence does not tell: of a field, one of its topics, or an actor who took part."""

    field: str
    value: str = ""
    actor: int | None = None

    def moved(self, source: Values, target: Values, *, back: bool = False) -> bool:
        """Take it out of some values and put it among others; was it there? `back`: it is given back."""
        entry = source.get(self.field)
        if entry is None:
            return False
        if self.field in TIES:
            return self._move_tie(source, target, back=back)
        if self.field == "topics":
            return self._move_topic(source, target)
        if str(entry["value"]) != self.value:
            return False
        target[self.field] = source.pop(self.field)
        return True

    def _move_tie(self, source: Values, target: Values, *, back: bool) -> bool:
        """Withdrawn ties keep their place among all (`nth`), so that given back they stand where they stood."""
        there = [tie for tie in source[self.field] if tie["actor"] == self.actor]
        if there:
            kept, apart = (target, source) if back else (source, target)
            order = _in_order(kept.get(self.field, ()), apart.get(self.field, ()))
            moved = {tie["actor"] for tie in (*target.get(self.field, ()), *there)}
            target[self.field] = [
                tie if back else {**tie, "nth": n} for n, tie in enumerate(order) if tie["actor"] in moved
            ]
            _set_or_drop(source, self.field, [tie for tie in source[self.field] if tie["actor"] != self.actor])
        return bool(there)

    def _move_topic(self, source: Values, target: Values) -> bool:
        words = dict(source["topics"]["words"])
        if self.value not in words:
            return False
        entry, span = source["topics"], words.pop(self.value)
        others = target.get("topics", {}).get("words", {})
        target["topics"] = _about({**entry}, {**others, self.value: span})
        _set_or_drop(source, "topics", _about({**entry}, words) if words else None)
        return True


def _in_order(kept: Collection[Values], apart: Collection[Values]) -> list[Values]:
    """All ties of a sentence in the order in which they were read, without their places. Ties withdrawn before places
    were kept stand by their words."""
    ties = list(kept)
    for tie in sorted(apart, key=lambda tie: tie.get("nth", len(kept) + len(apart))):
        place = tie["nth"] if "nth" in tie else sum(_by_words(other) < _by_words(tie) for other in ties)
        ties.insert(place, _without_place(tie))
    return ties


def without_places(values: Mapping[str, Any]) -> Values:
    """Withdrawn values as they were read; ties withdrawn before places were kept have none."""
    return {
        field: [_without_place(tie) for tie in entry] if field in TIES else entry for field, entry in values.items()
    }


def _without_place(tie: Mapping[str, Any]) -> Values:
    return {key: value for key, value in tie.items() if key != "nth"}


def _by_words(tie: Mapping[str, Any]) -> tuple[int, int, int]:
    return tie["start"], tie["end"], tie["actor"]


def _about(entry: Values, words: Mapping[str, Any]) -> Values:
    """An entry about some topics, in the order of their words; its own span is that of the first."""
    ordered = dict(sorted(words.items(), key=lambda each: (each[1], each[0])))
    start, end = next(iter(ordered.values()))
    return {**entry, "words": ordered, "value": join_topics(ordered), "start": start, "end": end}


def _set_or_drop(values: Values, field: str, entry: Any) -> None:
    if entry:
        values[field] = entry
    else:
        del values[field]


def parted(values: Mapping[str, Any], wrong: Collection[Wrong]) -> tuple[Values, Values]:
    """The values that count, and those that were withdrawn."""
    kept, misread = dict(values), dict[str, Any]()
    for each in wrong:
        each.moved(kept, misread)
    return kept, misread


def whole(values: Mapping[str, Any], misread: Mapping[str, Any]) -> Values:
    """All that the program read, what was withdrawn with it."""
    found, left = dict(values), dict(misread)
    for each in list(_all_of(misread)):
        each.moved(left, found, back=True)
    return found


def _all_of(values: Mapping[str, Any]) -> Collection[Wrong]:
    wrong = []
    for field, entry in values.items():
        if field in TIES:
            wrong += [Wrong(field, actor=tie["actor"]) for tie in entry]
        elif field == "topics":
            wrong += [Wrong(field, topic) for topic in entry["words"]]
        else:
            wrong.append(Wrong(field, str(entry["value"])))
    return wrong


class MisreadIn:
    """What people withdrew from the sentences of an article, in all its versions."""

    def __init__(self, source: str) -> None:
        self._wrong: dict[tuple[str, int, str], list[Wrong]] = defaultdict(list)
        for each in Misreading.objects.filter(source=source).order_by("pk"):
            key = each.relation, getattr(each, f"{each.relation}_id"), each.quote
            self._wrong[key].append(Wrong(each.field, each.value, each.actor_id))

    def __bool__(self) -> bool:
        return bool(self._wrong)

    def columns(self, relation: str, record: int, quote: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values of a row about a record that it belongs to, as its columns keep them."""
        if relation not in TABLES:
            return {"values": values}
        kept, misread = parted(values, self._wrong.get((relation, record, quote), ()))
        return {"values": kept, "misread": misread}


def forget_misreadings(article: Article) -> Touched:
    """With the last version of an article goes what was said of its sentences; the records that it was said of."""
    touched = Touched()
    if not Article.objects.filter(guid=article.guid).exclude(pk=article.pk).exists():
        gone = Misreading.objects.filter(source=article.guid)
        for said in gone:
            getattr(touched, said.relation).add(getattr(said, f"{said.relation}_id"))
            touched.actor |= {said.actor_id} - {None}
        gone.delete()
    return touched
