"""What people split off stays split: a find of an article goes to the record that took its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence

from articles.extraction.facts import ActorFact, InitiativeFact, MeetingFact, Span
from kb.models import Actor, Split


class SplitsOf:
    """The splits of one article, by its source; one query."""

    def __init__(self, source: str) -> None:
        self._into: dict[str, dict[str, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
        rows = Split.objects.filter(source=source).values_list("content_type__model", "quote", "record_id", "into_id")
        for kind, quote, record, into in rows.order_by("pk"):
            self._into[kind][quote][record] = into

    def actors(self, facts: Sequence[ActorFact], text: str) -> dict[str, Actor]:
        """Actors by the id of the facts that were split off, by the words of their mentions."""
        if "actor" not in self._into:
            return {}
        into = {fact.id: target[0] for fact in facts if (target := self._target("actor", fact.mentions, text))}
        actors = Actor.objects.in_bulk(into.values())
        return {fact: actors[pk] for fact, pk in into.items() if pk in actors}

    def events(self, kind: str, facts: Iterable[MeetingFact | InitiativeFact], text: str) -> dict[str, int]:
        """Records by the id of the facts that were split off, by the words of their evidence."""
        if kind not in self._into:
            return {}
        return {fact.id: target[0] for fact in facts if (target := self._target(kind, fact.evidence, text))}

    def of_words(self, kind: str, record: int, quote: str) -> int:
        """The record that some words of a fact belong to: another than the fact, where people took them out of it."""
        return self._into[kind].get(quote, {}).get(record, record)

    def of_record(self, kind: str, record: int, quotes: Collection[str]) -> int:
        """The record that took more than half of these words out of this one; itself, where none did."""
        votes = Counter(self.of_words(kind, record, quote) for quote in quotes)
        return next((into for into, number in votes.items() if into != record and number * 2 > len(quotes)), record)

    def targets(self, kind: str) -> set[int]:
        """The records that words of the article were split off into."""
        return {into for each in self._into[kind].values() for into in each.values()}

    def _target(self, kind: str, spans: Collection[Span], text: str) -> tuple[int, int] | None:
        """The record that took more than half of these words, and the one that it was split off."""
        words = [self._into[kind].get(span.of(text), {}) for span in spans]
        votes: Counter[tuple[int, int]] = Counter((into, record) for each in words for record, into in each.items())
        if not votes:
            return None
        (target, number), *_ = votes.most_common(1)
        return target if number * 2 > len(words) else None
