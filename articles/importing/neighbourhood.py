"""What an article's tellings may be: what is told of the records near them, as far as it matters."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q

from articles.identity.neighbours import At, Likening, Neighbours
from articles.identity.occasions import INITIATIVES, MEETINGS
from articles.importing.settle import MEETING, EventType
from articles.importing.told_before import Stored, read_stored
from articles.models import InitiativeKey, MeetingKey
from kb.models import Candidate

#: so many records at the second remove are looked at, to see whether the new article changes their groups; none where
#: so many tellings are linked already
MOST_FURTHER, MOST_LINKED = 40, 40


def keys_table(event: EventType) -> type[MeetingKey] | type[InitiativeKey]:
    return MeetingKey if event is MEETING else InitiativeKey


def likening_of(event: EventType) -> Likening:
    return MEETINGS if event is MEETING else INITIATIVES


def records_with(event: EventType, keys: Collection[str]) -> set[int]:
    """The records that have one of the keys."""
    if not keys:
        return set()
    rows = keys_table(event).objects.filter(key__in=keys)
    return set(rows.values_list(event.relation, flat=True).distinct())


class Neighbourhood:
    """The tellings that an article's may be, as far as they matter for these.

    `about`: records that are to be looked at in any case. `often`: records of which so much is told that not all of it
    was read. `before`: records of which the article told before it was read again.
    """

    def __init__(self, event: EventType, new: Sequence[Stored], about: Collection[int]) -> None:
        self.event, self.new, self._about = event, new, set(about)
        self.near = Neighbours(likening_of(event), (each.telling for each in new))
        self.stored = {each.telling.at: each for each in new}
        self.often: set[int] = set()
        self.before: set[int] = set()
        self._again = {each.article for each in new}
        self._read: set[int] = set()
        self._asked = self.near.sought(self.stored)
        self._read_more(self._about | records_with(event, self._asked))

    def _read_more(self, pks: set[int]) -> None:
        stored, often = read_stored(self.event, pks)
        self._read |= pks
        self.often |= often
        self.before |= {each.record for each in stored if each.article in self._again and each.record is not None}
        stored = [each for each in stored if each.article not in self._again]
        self.stored |= {each.telling.at: each for each in stored}
        self.near.add(each.telling for each in stored)

    def linked_all(self, but: Collection[At] = ()) -> set[At]:
        """What the new tellings (`but` some) are linked with, also by what is near that, unless it is too much."""
        linked = self.linked(but)
        old = [at for at in linked if self.stored[at].record not in {None, *self.often}]
        if len(old) > MOST_LINKED:
            return linked
        further = records_with(self.event, self.near.sought(old) - self._asked) - self._read
        if further and len(further) <= MOST_FURTHER:
            self._read_more(further)
            return self.linked(but)
        return linked

    def linked(self, but: Collection[At] = ()) -> set[At]:
        """What the new tellings (`but` some) are linked with, and all that the records of these are told of."""
        groups = self.by_record(self.stored)
        about = {at for record in self._about | self.before for at in groups.get(record, ())}
        with_it = {at: ats for ats in groups.values() for at in ats}
        ends = {at for record in self.often for at in groups.get(record, ())}
        return self.near.linked({*about, *(each.telling.at for each in self.new)}.difference(but), with_it, ends)

    def by_record(self, ats: Iterable[At]) -> dict[int, list[At]]:
        """These tellings by the record that they belong to."""
        groups = defaultdict(list)
        for at in ats:
            if (record := self.stored[at].record) is not None:
                groups[record].append(at)
        return dict(groups)

    def told_again(self) -> dict[At, int]:
        """New tellings that are plainly of one known record, and the record: they are like what is told of it and of no
        other, and nothing of it is apart. Since nothing within the record was apart before, it only grows by them.

        None where records are to be looked at anyway, or wait for a person to choose between equals.
        """
        if self._about or self.before:
            return {}
        groups = self.by_record(self.stored)
        like = {
            each.telling.at: {self.stored[at].record for at in self.near.like(each.telling.at)} for each in self.new
        }
        wanted = Counter(record for records in like.values() for record in records)
        plain = {
            at: record
            for at, records in like.items()
            for record in records
            if record is not None and len(records) == wanted[record] == 1
            if not any(self.near.apart(at, other) for other in groups[record])
        }
        waiting = _waiting(self.event, plain.values())
        return {at: record for at, record in plain.items() if record not in waiting}


def _waiting(event: EventType, pks: Collection[int]) -> set[int]:
    """Those of the records that wait for a person to choose, or may be what another waits for."""
    if not pks:
        return set()
    rows = Candidate.objects.filter(content_type=ContentType.objects.get_for_model(event.model))
    pairs = rows.filter(Q(record_id__in=pks) | Q(candidate_id__in=pks)).values_list("record_id", "candidate_id")
    return {pk for pair in pairs for pk in pair}
