"""Time, place and medium of a meeting: what stands nearest to its trigger in its clause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from articles.extraction import lexicon
from articles.extraction.clauses import Sentence, clause_bounds
from articles.extraction.dates import DateMention
from articles.extraction.meetings.offsets import day_from, told_from
from articles.extraction.meetings.triggers import Trigger
from articles.extraction.mentions import covered
from articles.extraction.names.actors import Cast
from articles.extraction.places import is_of_matter, place_after, place_at

Place = tuple[str, int, int]
#: what each of these costs, counted in words of distance
BEFORE_TRIGGER = 2
LONG_PERIOD = 25
OTHER_CLAUSE = 15
LONG_DAYS = 200
#: words that set a meeting apart from the time before them
AHEAD = frozenset({("ahead", "of"), ("prior", "to"), ("to", "attend"), ("to", "join")})


@cache
def _online_words() -> dict[str, list[tuple[str, ...]]]:
    """First word → the phrases that tell a meeting over video."""
    out: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(lexicon.phrases("online_words")):
        out.setdefault(words[0], []).append(words)
    return out


class FieldReader:
    """Reads date, place and medium of the triggers of one article."""

    def __init__(self, cast: Cast, dates: Sequence[DateMention], *, dateline: str | None) -> None:
        self.cast, self.doc, self.dates, self.dateline = cast, cast.doc, dates, dateline
        self.last_place: Place | None = None
        self.places = covered([*cast.others, *(m for m, _ in cast.at.values())])

    def adverbials(self) -> Iterator[tuple[int, int]]:
        """'in Sanaa', 'here': words between a verb and its object that tell the place, as token ranges."""
        for i, mention in self.places.items():
            if i == mention.start and mention.kind == "place" and i and self.doc[i - 1].lower_ in ("in", "at"):
                yield i - 1, mention.end
        yield from ((t.i, t.i + 1) for t in self.doc if t.lower_ in ("here", "there", "today", "yesterday"))

    def date(
        self, trigger: Trigger, sentence: Sentence, floor: int, limit: int, *, to_come: bool
    ) -> DateMention | None:
        """The nearest time of the sentence on the trigger's side of its neighbours; its own clause first.

        `to_come`: the words tell of a plan, so that 'he said on Monday' is no time of it.
        """
        clause = clause_bounds(self.doc, trigger.head)
        choice = [d for d in self.dates if sentence.start <= d.start < sentence.end and d.edtf]
        choice = [d for d in choice if not self._is_before(d, trigger)]
        event = told_from(self.doc, trigger.start, floor)
        if event is not None:
            own = [d for d in choice if event < d.start < min(clause[1], limit)]
            return own[0] if own else day_from(self.doc, event, self.dates)
        if to_come:
            choice = [d for d in choice if not d.report]
        near = [d for d in choice if floor <= d.end and d.start < limit]
        return min(near or choice, key=lambda d: self._cost(d, trigger, clause), default=None)

    def _is_before(self, day: DateMention, trigger: Trigger) -> bool:
        """'arrived on Monday ahead of the summit', 'left on Monday to attend it': not the day of the summit."""
        if trigger.form == "verb" or day.end > trigger.start:
            return False
        between = [t.lower_ for t in self.doc[day.end : trigger.start]]
        return any(tuple(between[i : i + 2]) in AHEAD for i in range(len(between)))

    def _cost(self, day: DateMention, trigger: Trigger, clause: tuple[int, int]) -> int:
        far = day.start - trigger.end if day.start >= trigger.end else trigger.start - day.end + BEFORE_TRIGGER
        if trigger.start <= day.start < trigger.end:
            far = -1  # 'Friday's session'
        if day.earliest and day.latest and (day.latest - day.earliest).days > LONG_DAYS:
            far += LONG_PERIOD
        return far if clause[0] <= day.start < clause[1] else far + OTHER_CLAUSE

    def place(self, trigger: Trigger, sentence: Sentence, floor: int, limit: int) -> Place | None:
        """The place told of a meeting; 'there' and 'in the city' mean the one told before."""
        found = self._told_place(trigger, floor, limit) or self._alone_in(trigger, sentence, floor, limit)
        self.last_place = found or self.last_place
        return found

    def _alone_in(self, trigger: Trigger, sentence: Sentence, floor: int, limit: int) -> Place | None:
        """The only trigger of its sentence: a known place anywhere behind it, or 'there'."""
        if trigger.kind == "visit":
            return None
        if floor == sentence.start and limit == sentence.end:
            for i in range(trigger.end, sentence.end - 1):
                held = self.places.get(i + 1)
                there = self.doc[i].lower_ == "in" and held and held.kind == "place"
                if there and not is_of_matter(self.doc, i, self.places):
                    return place_at(self.doc, i + 1, self.places, self.cast.capitals)
        first, last = clause_bounds(self.doc, trigger.head)
        for i in range(max(first, floor), min(last, limit)):
            if self.last_place and self.doc[i : i + 3].text in ("in the city", "in the capital"):
                return self.last_place[0], i, i + 3
            if self.last_place and self.doc[i].text == "there" and i > trigger.start:
                return self.last_place[0], i, i + 1
        return None

    def place_of(self, token: int) -> Place | None:
        """What to call the place at a token."""
        return place_at(self.doc, token, self.places, self.cast.capitals)

    def _told_place(self, trigger: Trigger, floor: int, limit: int) -> Place | None:
        """'in Sochi' behind the trigger, 'the Singapore summit', else 'in Sochi' before it; 'here': the dateline's."""
        first, last = clause_bounds(self.doc, trigger.head)
        if trigger.form == "noun" and trigger.kind != "visit":
            for i in range(trigger.start, trigger.head):
                mention = self.places.get(i)
                if mention and mention.kind == "place":
                    return place_at(self.doc, i, self.places, self.cast.capitals)
        behind = place_after(
            self.doc, trigger.end, min(last, limit), self.places, self.cast.capitals, visit=trigger.kind == "visit"
        )
        if behind or trigger.kind == "visit":
            return behind or (
                place_at(self.doc, trigger.end, self.places, self.cast.capitals) if trigger.form == "verb" else None
            )
        aside = {t.lower_ for t in self.doc[max(floor, trigger.start - 4) : trigger.start]} & {"sidelines", "margins"}
        before = place_after(
            self.doc, first if aside else max(first, floor), trigger.start, self.places, self.cast.capitals
        )
        return before or self._here(max(first, floor), min(last, limit))

    def _here(self, first: int, last: int) -> Place | None:
        """'met here on Friday'."""
        if self.dateline is None:
            return None
        return next(((self.dateline, i, i + 1) for i in range(first, last) if self.doc[i].lower_ == "here"), None)

    def online(self, trigger: Trigger) -> tuple[int, int] | None:
        """The words that tell a meeting over video."""
        first, last = clause_bounds(self.doc, trigger.head)
        for i in range(first, last):
            for words in _online_words().get(self.doc[i].lower_, ()):
                if all(i + n < last and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                    return i, i + len(words)
        return None
