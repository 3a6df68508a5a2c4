"""When an undertaking was signed or launched, and the period that it is for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.calendar import year_of
from articles.extraction.clauses import Sentence, clause_bounds
from articles.extraction.dates import DateMention
from articles.extraction.dates.symbols import atoms_of, symbol_characters
from articles.extraction.initiatives.learnt import LearntInitiatives
from articles.extraction.initiatives.phrases import BEFORE_TIME
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.words import POSSESSIVES, is_hyphen

#: before a time that only bounds an undertaking
BOUNDS = frozenset({"after", "post", "beyond", "until", "till"})
#: words that tell a time for which something was only expected, and how near they stand to it
EXPECTED = frozenset({"expected", "planned", "due", "scheduled", "foreseen", "hoped", "promised", "announced"})
EXPECTED_BEFORE = 4
#: how sure the network must be of a time
LEARNT_DATE = 0.55
#: so many words may stand between a name and the period that it is for: 'a plan of action for 2016-2020'
BESIDE = 3
#: so many words between 'anniversary of' and a name, and between 'five years since' and one
NEAR_ANNIVERSARY, NEAR_SINCE = 7, 20
MOST_YEARS = 300
#: how sure a year is that is counted from publication, where the text tells no day
NO_DAY_TOLD = 0.8
#: of what is not signed or launched yet
OPEN = frozenset({"planned"})


class TimeReader:
    """Reads the times of the undertakings of one article."""

    def __init__(
        self, doc: Doc, dates: Sequence[DateMention], learnt: LearntInitiatives, published: date | None
    ) -> None:
        self.doc, self.dates, self.learnt, self.published = doc, dates, learnt, published

    def date(self, new: Undertaking, sentence: Sentence) -> DateMention | None:
        """A period in the name; else when it was signed or launched: the nearest time of its sentence."""
        inside = self.inside(new)
        if inside is not None:
            return inside
        anniversary = self._anniversary(new.start, sentence.start)
        if anniversary is not None:
            told = self._nearest(replace(new, status="signed"), sentence) if self._is_told_behind(new) else None
            return told or self._counted_back(self._ordinal_before(anniversary), sentence)
        since = self._counted_back(self._years_since(new, sentence.start), sentence)
        return since or self._learnt_date(new) or self._nearest(new, sentence)

    def _is_told_behind(self, new: Undertaking) -> bool:
        """'the first anniversary of the accord |, signed on 17 June 2018': better than to count back."""
        if new.cue is None or not new.end <= new.cue[0] <= new.end + BESIDE:
            return False
        return self.doc[new.cue[0]].lower_ in lexicon.entries("concluding_verbs")

    def inside(self, new: Undertaking) -> DateMention | None:
        """The time that its own words hold: 'the | 2016 | pact', 'a plan for 2016-2020'."""
        held = (d for d in self.dates if new.start <= d.start < new.end or self._ends_name(d, new.end))
        return next((d for d in held if d.edtf and self._is_time_of(d, new)), None)

    def _ends_name(self, day: DateMention, end: int) -> bool:
        """'a loan for Pakistan | in July 2023', 'upgraded their dialogue to the strategic level | in 2018'."""
        return day.start == end + 1 and self.doc[end].lower_ in BEFORE_TIME

    def _nearest(self, new: Undertaking, sentence: Sentence) -> DateMention | None:
        founded = self.is_founded(new)
        if new.cue is None or not (founded or new.status in ("signed", "planned", "completed")):
            return None
        first, last = clause_bounds(self.doc, new.cue[0])
        told = (d for d in self.dates if sentence.start <= d.start < sentence.end and d.edtf)
        wide = [d for d in told if self._is_time_of(d, new) and not self._is_of_another(d, new)]
        near = [d for d in wide if first <= d.start < last and (d.relation == "in" or not founded)]
        return min(
            near or ([] if founded else wide),
            key=lambda d: min(abs(d.start - new.end), abs(new.start - d.end)),
            default=None,
        )

    def is_founded(self, new: Undertaking) -> bool:
        """'launched', 'dates from': its words tell since when it stands."""
        founding = new.cue is not None and self.doc[new.cue[0]].lower_ in lexicon.entries("founding_cues")
        return founding and new.status == "ongoing" and not new.turned

    def _is_past_of_open(self, day: DateMention, new: Undertaking) -> bool:
        """What is planned or proposed was neither signed nor launched before."""
        past = self.published is not None and day.latest is not None and day.latest < self.published
        return past and new.status in OPEN

    def _names_another(self, day: DateMention, new: Undertaking) -> bool:
        """'the 2018 summit', 'the elections of 24 July': the time of another noun, unless it was signed there."""
        last = self.doc[day.start : day.end].root
        noun = last.head
        before = last.dep_.startswith(("compound", "amod", "nummod", "nmod")) and noun.i >= day.end
        behind = day.start > 1 and self.doc[day.start - 1].lower_ == "of" and last.dep_.startswith("nmod")
        if not (before or behind) or noun.pos_ not in ("NOUN", "PROPN"):
            return False
        if new.cue and noun.dep_.startswith("obl") and new.cue[0] <= noun.head.i < new.cue[1]:
            return False
        return not new.start <= noun.i < new.end and noun.lower_ not in lexicon.entries("parts_of_time")

    def _is_time_of(self, day: DateMention, new: Undertaking) -> bool:
        """'the years after 2017', 'until 2025' are bounds; 'last year's summit' tells the time of something else."""
        before = [t.lower_ for t in self.doc[max(0, day.start - 2) : day.start] if not is_hyphen(t)]
        if before[-1:] != ["post"]:
            before = [word for word in before if word != "post"]  # 'the border post in 2011'
        of_another = self.doc[day.end : day.end + 1].text in POSSESSIVES and day.end + 1 != new.start
        if self._is_past_of_open(day, new) or self._names_another(day, new):
            return False
        return not (set(before) & BOUNDS or day.relation in BOUNDS or of_another)

    def _is_of_another(self, day: DateMention, new: Undertaking) -> bool:
        """'he said on Monday' is the time of the saying, 'a plan for 2016-2020' that of the plan alone."""
        period = len(day.parts) > 1 and day.precision == "year"
        if day.report or self._is_when_expected(day, new) or self._is_after_signing(day, new):
            return True
        return period and not 0 <= day.start - new.end <= BESIDE

    def _is_after_signing(self, day: DateMention, new: Undertaking) -> bool:
        """'signed a pact that provides for talks, the first of them | next year': it was not signed then."""
        ahead = self.published is not None and day.earliest is not None and day.earliest > self.published
        return ahead and new.status == "signed" and not new.turned

    def _is_when_expected(self, day: DateMention, new: Undertaking) -> bool:
        """'which had been expected last June, was signed': not the time of the signing."""
        before = {t.lower_ for t in self.doc[max(0, day.start - EXPECTED_BEFORE) : day.start]}
        return new.status not in ("planned", "proposed") and bool(before & EXPECTED)

    def _learnt_date(self, new: Undertaking) -> DateMention | None:
        columns = [a.column for a in self.learnt.arcs(new.start, new.end, "date") if a.confidence >= LEARNT_DATE]
        told = (d for i in columns for d in self.dates if d.start <= i < d.end and d.edtf and self._is_time_of(d, new))
        return next((d for d in told if not (self._is_when_expected(d, new) or self._is_after_signing(d, new))), None)

    def _counted_back(self, counted: tuple[int, int, int] | None, sentence: Sentence) -> DateMention | None:
        """The year that 'the 20th anniversary of the Charter', 'five years since they signed it' leads back to."""
        told = self._told_on(sentence)
        today = told.earliest if told else self.published  # 'their talks coincide with the 20th anniversary of'
        if counted is None or today is None:
            return None
        start, end, years = counted
        if not 0 < years < min(MOST_YEARS, today.year):
            return None
        earliest, latest = year_of(today.year - years)
        return DateMention(
            start=start, end=end, start_char=self.doc[start].idx,
            end_char=self.doc[end - 1].idx + len(self.doc[end - 1]), edtf=str(earliest.year).zfill(4),
            earliest=earliest, latest=latest, rule="anniversary", precision="year",
            confidence=told.confidence if told else NO_DAY_TOLD, anchor=told.anchor if told else "published",
        )  # fmt: skip

    def _anniversary(self, start: int, floor: int) -> int | None:
        """The token 'anniversary' whose 'of' leads to the name at `start`."""
        for i in range(start - 1, max(floor, start - NEAR_ANNIVERSARY), -1):
            if self.doc[i].lower_ == "anniversary":
                return i
            if self.doc[i].lower_ not in lexicon.entries("anniversary_fillers"):
                return None
        return None

    def _ordinal_before(self, i: int) -> tuple[int, int, int] | None:
        """(start, end, years) of 'the 20th anniversary', whose last token is `i`."""
        atom = atoms_of(self.doc[i - 1].text)[0]
        if atom.symbol not in symbol_characters()["ORDINAL"]:
            return None
        start, years = i - 1, atom.value
        if i >= 3 and is_hyphen(self.doc[i - 2]):
            tens = atoms_of(self.doc[i - 3].text)[0]
            if tens.symbol in symbol_characters()["NUMBER_WORD"]:
                start, years = i - 3, tens.value + years
        return start, i + 1, years

    def _years_since(self, new: Undertaking, floor: int) -> tuple[int, int, int] | None:
        """(start, end, years) of 'five years since' before an undertaking that was signed then."""
        if new.status != "signed":
            return None
        for i in range(new.start - 1, max(floor + 1, new.start - NEAR_SINCE), -1):
            if self.doc[i].lower_ == "since" and self.doc[i - 1].lower_ == "years" and i >= 2:
                atom = atoms_of(self.doc[i - 2].text)[0]
                counts = atom.symbol in symbol_characters()["COUNT"] and atom.value
                return (i - 2, i + 1, atom.value) if counts else None
        return None

    def _told_on(self, sentence: Sentence) -> DateMention | None:
        """The day that the sentence tells of, else the first date that is counted from publication."""
        days = [d for d in self.dates if d.edtf and not d.parts and d.precision in ("day", "month", "year")]
        here = (d for d in days if sentence.start <= d.start < sentence.end and d.relation == "in")
        return next(here, None) or next((d for d in days if d.anchor == "published"), None)
