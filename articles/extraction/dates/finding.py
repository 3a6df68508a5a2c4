"""Finding the dates of a document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from spacy.tokens import Doc

from articles.extraction.calendar import format_edtf
from articles.extraction.dates.context_words import context
from articles.extraction.dates.direction import Directions
from articles.extraction.dates.expressions import Between, Several
from articles.extraction.dates.grammar import rule_book
from articles.extraction.dates.joining import Found, join
from articles.extraction.dates.narrative import is_narrative, moves_narrative
from articles.extraction.dates.reading import Reading
from articles.extraction.dates.sequence import Ahead, followed_on
from articles.extraction.dates.stretches import Nearby, resolve
from articles.extraction.dates.tense import Tense
from articles.extraction.dates.told import PRECISIONS, Resolution, Told

#: Words before a date that make it a bound of something, not its day.
RELATIONS = {
    "since": "since",
    "until": "until",
    "till": "until",
    "before": "before",
    "after": "after",
    "by": "by",
    "from": "from",
    "following": "after",
    "through": "until",
    "of": "in",
    "pre": "before",
    "post": "after",
}
#: Dates of these relations are no dates of events that later ones are counted from.
NO_EVENT = frozenset({"since", "until", "before"})


@dataclass(frozen=True)
class DatePart:
    """One end of a stretch of time: its own words and days."""

    start_char: int
    end_char: int
    edtf: str | None


@dataclass(frozen=True)
class DateMention:
    """A date in a text: its words, the days it means, and why.

    `start`, `end`: tokens, end exclusive; `start_char`, `end_char`: characters of the document. A date in part of
    a token ('2016' of 'mid-2016') has the whole token, but its own characters.
    `edtf`, `earliest`, `latest`: None where the words name no days that can be told.
    `precision`: day, weekend, week, month, quarter, half, season, year, decade, century or stretch.
    `anchor`: none where the date says all itself, published or event where it is counted from one of these.
    `season`: the season in EDTF, where it is one (2020-22 is the summer of 2020); a season has no `edtf`.
    `relation`: in, or since, until, before, after, by, from where the date is but a bound.
    `direction`: -1 or 1 where the verb tells that the date lies before or after publication, else 0.
    `report`: the date is that of a saying ('said on Monday'), not of what is said.
    `parts`: the two ends of a stretch.
    """

    start: int
    end: int
    start_char: int
    end_char: int
    edtf: str | None
    earliest: date | None
    latest: date | None
    rule: str
    confidence: float
    precision: str
    anchor: str = "none"
    relation: str = "in"
    direction: int = 0
    report: bool = False
    parts: tuple[DatePart, ...] = ()
    season: str | None = None

    @property
    def relative(self) -> bool:
        """Is the date counted from another one?"""
        return self.anchor != "none"


def find_dates(doc: Doc, *, published: date | None, narrative: bool | None = None) -> list[DateMention]:
    """The dates of a document in the order of the text, none overlapping.

    Relative dates are counted from `published`, and stay unresolved (`edtf` None) without it. In a `narrative`,
    such as a history, they are counted from the date told last; None decides that from the dates of the text.
    """
    reading = Reading(doc)
    found = [part for date_ in join(reading, _matches(reading)) for part in _singles(date_)]
    if not found:
        return []
    if narrative is None:
        narrative = is_narrative([f.expression for f in found], published)
    told = Told(published, narrative)
    return list(_resolved(reading, found, told))


def _matches(reading: Reading) -> Iterator[Found]:
    for match, rule, expression in rule_book().matches(reading):
        if not _is_name(reading, match.start, match.end):
            yield Found(match.start, match.end, expression, rule.name, rule.confidence)


def _is_name(reading: Reading, start: int, end: int) -> bool:
    """Is the date part of a name ('Bloody Sunday', 'Sunday Times') or of a habit ('every Friday')?"""
    before, after = reading.low(start - 1), reading.low(end)
    if reading.is_symbol(start - 1, "EACH") or (
        reading.is_symbol(start, "WEEKDAY") and reading.is_symbol(start - 1, "ORDINAL")
    ):
        return True  # 'every Friday', 'the second Monday'
    first, last = reading.low(start), reading.low(end - 1)
    names = context("no_date")
    return any(name in names for name in (f"{before} {first}", f"{last} {after}", f"{before} {first} {after}"))


def _singles(found: Found) -> Iterator[Found]:
    """The date, or each one of a list of several."""
    if isinstance(found.expression, Several):
        for part in found.expression.parts:
            yield Found(part.start, part.end, part.expression, found.rule, found.confidence)
    else:
        yield found


def _resolved(reading: Reading, found: Sequence[Found], told: Told) -> Iterator[DateMention]:
    directions = Directions(reading.doc)
    before: Resolution | None = None
    ahead: Ahead | None = None
    for date_ in found:
        start, end = reading.tokens[date_.start], reading.tokens[date_.end - 1] + 1
        tense_of = cache(partial(directions.of, start, end))
        nearby = Nearby(after=before if date_.goes_on else None, within=before if date_.explains else None)
        resolutions = resolve(date_.expression, told, tense_of, nearby)
        before = resolutions[0] if resolutions else None
        if not resolutions:
            continue
        tense = tense_of()
        resolutions = (followed_on(reading, date_, resolutions[0], tense, ahead), *resolutions[1:])
        ahead = Ahead(date_.end, resolutions[0]) if tense.way > 0 else None
        mention = _mention(reading, date_, resolutions, tense)
        _remember(told, reading, date_, mention, resolutions[0])
        yield mention


def _mention(reading: Reading, found: Found, resolutions: Sequence[Resolution], tense: Tense) -> DateMention:
    whole, ends = resolutions[0], resolutions[1:]
    relation = RELATIONS.get(_word_before(reading, found.start), "in")
    return DateMention(
        start=reading.tokens[found.start],
        end=reading.tokens[found.end - 1] + 1,
        start_char=reading.start_char(found.start),
        end_char=reading.end_char(found.end - 1),
        edtf=_edtf(whole, ends),
        earliest=whole.interval.earliest if whole.interval else None,
        latest=whole.interval.latest if whole.interval else None,
        rule=found.rule,
        confidence=round(found.confidence * whole.confidence, 3),
        precision=whole.precision,
        anchor=whole.anchor,
        relation=relation,
        direction=tense.way,
        report=tense.report,
        parts=tuple(_parts(reading, found, ends)),
        season=whole.season,
    )


def _edtf(whole: Resolution, ends: Sequence[Resolution]) -> str | None:
    """The date in EDTF; the ends of a stretch stay as exact as they are: 1 January to 30 June is no two months."""
    if whole.interval is None:
        return None
    texts = [format_edtf(*end.interval) for end in ends if end.interval]
    if len(texts) < 2:
        return format_edtf(*whole.interval)
    start, end = texts[0].split("/")[0], texts[-1].split("/")[-1]
    return start if start == end else f"{start}/{end}"


def _word_before(reading: Reading, start: int) -> str:
    """The word before a date; 'pre' of 'pre-2014' stands before a dash, 'post' of 'the post in 2014' does not."""
    dashed = reading.is_symbol(start - 2, "PREFIX") and not reading.low(start - 1).isalpha()
    return reading.low(start - 2 if dashed else start - 1)


def _parts(reading: Reading, found: Found, ends: Sequence[Resolution]) -> Iterator[DatePart]:
    if not isinstance(found.expression, Between):
        return
    for part, end in zip((found.expression.first, found.expression.last), ends, strict=False):
        edtf = format_edtf(*end.interval) if end.interval else None
        yield DatePart(reading.start_char(part.start), reading.end_char(part.end - 1), edtf)


def _remember(told: Told, reading: Reading, found: Found, mention: DateMention, resolution: Resolution) -> None:
    """Keep the date of an event for 'the following day'; not that of a saying, if there is another one."""
    interval = resolution.interval
    if interval is None:
        return
    told.last = (interval, resolution.precision)
    if mention.relation in NO_EVENT or (mention.report and told.events):
        return
    if PRECISIONS.index(resolution.precision) > PRECISIONS.index("year"):
        return
    told.events.append((interval, resolution.precision))
    if told.narrative and moves_narrative(reading, found.start, mention.direction, resolution, told):
        told.setting = (interval, resolution.precision)
