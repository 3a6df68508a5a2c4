"""Rules for years and what comes back every year: quarters, halves, seasons, feasts; decades, centuries."""

from __future__ import annotations

from articles.extraction.calendar import century_of, years_of
from articles.extraction.dates.context_words import context
from articles.extraction.dates.expressions import (
    Between,
    Expression,
    Feast,
    Known,
    Part,
    PartOfYear,
    Season,
    Shift,
    Unresolved,
    Year,
)
from articles.extraction.dates.reading import Match, Rule
from articles.extraction.dates.recurring import is_feast
from articles.extraction.dates.rule_parts import (
    PART,
    YEAR,
    has_year,
    which_name,
    year_of,
)
from articles.extraction.dates.years import counts_something, is_year

#: … of 2020 / … of last year / … of the year
_YEAR_TOLD = "(year:YEAR_NUMBER | THE? which:WHICH YEAR | THE the_year:YEAR)"
#: … 2020 / … of last year
_SEASON_YEAR = "(COMMA? OF? (year:YEAR_NUMBER | year_which:WHICH YEAR))"


def _year(match: Match) -> Expression | None:
    if not is_year(match.reading, match.at("year")):
        return None
    year = match.number("year")
    return Known(years_of(year, year), "year")


def _before_christ(match: Match) -> Expression:
    return Unresolved("year")


def _year_range(match: Match) -> Expression | None:
    """2016-2020, 2016-20, 2013/14."""
    first, last = match.number("year"), match.number("last")
    if last < 100:
        last += first // 100 * 100 + (100 if last < first % 100 else 0)
    if not first < last <= first + 100 or not is_year(match.reading, match.at("year")):
        return None
    if counts_something(match.reading, match.at("last")):
        return None
    parts = [Known(years_of(year, year), "year") for year in (first, last)]
    return Between(Part(match.start, match.at("year") + 1, parts[0]), Part(match.at("last"), match.end, parts[1]))


def _decade(match: Match) -> Expression | None:
    first = match.number("decade")
    return Known(years_of(first, first + 9), "decade")


def _century(match: Match) -> Expression | None:
    number = match.number("nth") + (match.value("tens") or 0)
    if not 1 <= number <= 22 or match.reading.text(match.at("century")).istitle():
        return None  # 'the 21st Century Maritime Silk Road'
    if match.reading.is_symbol(match.end, "BC"):
        return Unresolved("century")
    return Known(century_of(number), "century")


def _fiscal(match: Match) -> Expression | None:
    year = match.number("year")
    last = match.value("last") if match.has("last") else None
    if last is not None and last < 100:
        last += year // 100 * 100
    return Known(years_of(year, last if last and last > year else year), "year")


def _part_of_year(match: Match) -> Expression | None:
    """The first quarter of 2020, Q1, the second half of the year, the first nine months of this year."""
    if not has_year(match):
        return None
    length = {"quarter": 3, "half": 6}.get(match.word("unit"), 0) or match.number("count")
    number = match.number("nth")
    if match.has("count") and number not in (1, -1):
        return None
    number = number if number > 0 else 12 // length
    if not 0 < length * number <= 12:
        return None
    first = 13 - length if match.number("nth") < 0 else length * (number - 1) + 1
    precision = match.word("unit") if match.word("unit") in ("quarter", "half") else "month"
    return PartOfYear(first, first + length - 1, precision, _year_or_this(match))


def _first_months(match: Match) -> Expression | None:
    """'in the first ten months'."""
    return (
        _part_of_year(match) if match.before() in ("in", "during", "over", "for") and match.number("nth") == 1 else None
    )


def _year_or_this(match: Match) -> Year:
    if match.has("the_year"):
        return Shift("year", 0)
    return year_of(match)


def _year_code(match: Match) -> Expression | None:
    if not has_year(match):
        return None
    length = 3 if match.is_symbol("code", "QUARTER_CODE") else 6
    last = match.number("code") * length
    return PartOfYear(last - length + 1, last, "quarter" if length == 3 else "half", year_of(match))


def _season(match: Match) -> Expression | None:
    told = any(match.has(role) for role in ("which", "year", "year_which", "article"))
    if not told and match.before() not in context("season_before"):
        return None
    year: Year = match.value("year")
    if match.has("year_which"):
        year = Shift("year", match.number("year_which"))
    return Season(match.number("season"), year, which_name(match) if match.has("which") else "")


def _feast(match: Match) -> Expression | None:
    """Christmas Eve, Good Friday; not 'Christmas Island' or the 'Good Friday Agreement'."""
    reading = match.reading
    words = range(match.at("feast"), match.at("last") + 1 if match.has("last") else match.at("feast") + 1)
    name = " ".join(reading.low(i).replace("’", "'") for i in words).replace(" 's", "'s")
    follows = reading.text(match.end)
    if not is_feast(name) or (follows[:1].isupper() and follows.lower() not in ("in", "on")):
        return None
    return Feast(name, match.value("year"))


YEAR_RULES = (
    Rule("year", f"{PART}? (THE? YEAR)? year:YEAR_NUMBER", _year, 0.97),
    Rule("year_range", "(THE? YEARS)? year:YEAR_NUMBER (DASH | SLASH) last:(YEAR_NUMBER | DIGITS2)", _year_range, 0.97),
    Rule("decade", f"{PART}? THE? POSSESSIVE? decade:DECADE_NUMBER", _decade, 0.95),
    Rule("decade", f"THE ({PART})? decade:DECADE_WORD", _decade, 0.85),
    Rule("century", f"{PART}? THE? (tens:NUMBER_WORD DASH)? nth:ORDINAL DASH? century:CENTURY", _century, 0.8),
    Rule("before_christ", "(NUMBER | YEAR_NUMBER | DAY_NUMBER | SHORT_YEAR) BC", _before_christ, 0.9),
    Rule(
        "fiscal_year",
        "THE? FISCAL YEAR? year:YEAR_NUMBER ((DASH | SLASH) last:(DIGITS2 | YEAR_NUMBER))?",
        _fiscal,
        0.8,
    ),
    Rule("fiscal_year", "THE? year:YEAR_NUMBER (DASH last:(DIGITS2 | YEAR_NUMBER))? FISCAL YEAR", _fiscal, 0.8),
    Rule("quarter", f"THE? nth:NTH DASH? unit:(QUARTER | HALF) (OF | IN | COMMA)? {_YEAR_TOLD}", _part_of_year, 0.97),
    Rule("quarter", "THE? nth:ORDINAL DASH? unit:QUARTER", _part_of_year, 0.85),
    Rule("months_of_year", f"THE? nth:NTH count:COUNT MONTHS (OF | IN)? {_YEAR_TOLD}", _part_of_year, 0.95),
    Rule("months_of_year", "THE? nth:ORDINAL_WORD count:COUNT MONTHS", _first_months, 0.8),
    Rule("quarter_code", f"code:YEAR_PART {YEAR}?", _year_code, 0.95),
    Rule("quarter_code", "year:YEAR_NUMBER code:YEAR_PART", _year_code, 0.95),
    Rule("season", f"{PART}? article:THE? (which:WHICH | PART DASH?)? season:SEASON {_SEASON_YEAR}?", _season, 0.8),
    Rule("season", f"{PART}? THE? which:WHICH season:SEASON_ANY {_SEASON_YEAR}?", _season, 0.8),
    Rule("season", f"{PART}? THE? season:SEASON_ANY {_SEASON_YEAR}", _season, 0.8),
    Rule(
        "feast",
        "feast:FEAST last:(DAY | EVE | WEEKDAY_NAME)? DAYTIME_ANY? (COMMA? OF? year:YEAR_NUMBER)?",
        _feast,
        0.9,
    ),
    Rule("feast", "feast:NEW YEAR POSSESSIVE last:(DAY | EVE) (COMMA? year:YEAR_NUMBER)?", _feast, 0.9),
    Rule("feast", "feast:(GOOD | BOXING) last:(DAY | WEEKDAY_NAME) (COMMA? year:YEAR_NUMBER)?", _feast, 0.9),
)
