"""The head and tail of wire texts: date line, title line, dateline, end mark, agency signature.

Only short pieces at both ends of a text are matched, never the whole of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from articles.reading.raw_article import Header, ReadingError
from articles.reading.titles import display_title
from kb.gazetteers import read_cities

#: a header line, dateline or title is looked for in so many characters
HEAD = 400
#: an end mark and a signature are looked for in so many characters
TAIL = 120
MAX_TITLE_LINE = 200

DATE_LINE = re.compile(r"\s{0,20}date:?[ \t]{1,5}(?P<date>\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{1,4})?[^\s,;]{0,12})", re.I)
BLANK = re.compile(r"\s+")
BLANK_LINE = re.compile(r"\n[ \t\r]{0,20}\n")
PLACE = r"(?P<place>[^\W\d_][^()\n:;\"“”]{1,60}?)"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
DAY = rf"(?P<day>{MONTH} \d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)? {MONTH})(?:(?:, ?| |/)(?P<year>\d{{4}}))?"
AGENCY = r"[^\W\d_][\w .&'’+-]{1,30}"
DASH = r"[ \t]*(?:--|[–—-])[ \t]*"
#: the text after a dateline
BEGINS = r"(?=[\"“‘]?[^\W\d_])"
DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        # Moscow (VNA) – ; BRASILIA, Nov. 12 (Xinhua) -- ; Washington/Beijing (KBW) –
        rf"{PLACE}(?:, {DAY})? \((?P<agency>{AGENCY})\){DASH}",
        # (Reuters) -
        rf"\((?P<agency>{AGENCY})\){DASH}",
        # MOSCOW, March 5. /TASS/. ; TOKYO, March 5 /Kyodo/ -
        rf"{PLACE}(?:, {DAY})?[.,]? /(?P<agency>{AGENCY})/(?:\.[ \t]*|{DASH})",
        # ACCRA, May 3, GNA –
        rf"{PLACE},? {DAY},? (?P<agency>[A-Z]{{2,8}}){DASH}",
        # GENEVA, 5 March 2024 – ; Kathmandu, 12 July:
        rf"{PLACE}, {DAY}(?:{DASH}|: ){BEGINS}",
        # HAVANA, Aug 12 (Prensa Latina) The …; Islamabad, February 18, 2021 (PPI-OT): …; Addis Ababa May 4/2020 (ENA) …
        rf"{PLACE},? {DAY},? \((?P<agency>{AGENCY})\)(?::|{DASH})?\s*{BEGINS}",
        # DUBAI, (UrduPoint / WAM - 10th Mar, 2021) …
        rf"{PLACE},? \((?P<agency>{AGENCY}(?: / {AGENCY})*) - {DAY}\)(?::|{DASH})?\s*{BEGINS}",
        # (Lomé, 15th October 2016) …
        rf"\({PLACE}, {DAY}\)(?::|{DASH})?\s*{BEGINS}",
    )
)
#: the same, where the place begins with the name of a known city
CITY_LINES = tuple(
    re.compile(pattern)
    for pattern in (
        # TASHKENT. KAZINFORM – …
        rf"{PLACE}\. (?P<agency>[A-Z]{{4,12}})(?:{DASH}| ){BEGINS}",
        # ASTANA, Kazakhstan, May 17. …
        rf"{PLACE}, {DAY}\. {BEGINS}",
        # BERLIN, Germany – … ; MANILA, Philippines: …
        rf"{PLACE}(?:{DASH}|: ){BEGINS}",
        # Abu Dhabi (WAM), alone on its line
        rf"{PLACE} \((?P<agency>[A-Z]{{2,8}})\)[ \t:.–—-]*$",
    )
)
#: JAKARTA: ; HÀ NỘI — : a place in capitals, a colon or dash, and a sentence
CAPITALS = re.compile(r"(?P<place>[^\W\d_]+(?:[ .'’,/-]{1,2}[^\W\d_]+){0,5})(?::[ \t]+| (?:--|[–—-]) )(?=\S)")
#: words that stand like a place in capitals before a colon, but name none
SLUGS = frozenset(
    """
    ANALYSIS BREAKING CORRECTION EXCLUSIVE EXPLAINER FACTBOX INTERVIEW OPINION READOUT STATEMENT UPDATE URGENT NOTE
    COMMUNIQUE SUMMARY REMARKS BACKGROUND
    """.split()
)
#: what stays small inside a place's name
SMALL_WORDS = frozenset("de del della di do da dos das of la le les los las el and the upon on am".split())

END_MARK = re.compile(r"(?:(?<=[.!?\"”’])/\.|\./\.|/\.|-30-|#{3}|[-–—] ?(?:ends|END|ENDS) ?[-–—])$")
SIGNATURE_LINE = re.compile(r"\n[ \t]*(?:[–—-]{1,2} ?)?(?P<agency>[^\W\d_][\w.&+/-]{1,11})\.?$")
SIGNATURE_INLINE = re.compile(r"(?<=[.!?\"”’])[ \t]+[–—-]{1,2} ?(?P<agency>[^\W\d_][\w.&+-]{1,11})$")


@dataclass(frozen=True)
class _Dateline:
    end: int
    place: str | None = None
    agency: str | None = None
    published: date | None = None


def read_header(text: str) -> Header:
    """What the head and tail of a wire text say; ReadingError for a date line whose date does not exist."""
    published, at = _date_line(text)
    at = _skip_blank(text, at)
    dateline, title_line = _dateline(text, at), None
    if dateline is None and (line_end := _short_line(text, at)):
        dateline = _dateline(text, _skip_blank(text, line_end))
        line = text[at:line_end].strip()
        # in a text of wrapped lines the first one is no title, though it ends without a full stop
        if dateline or line.isupper() or BLANK_LINE.match(text, line_end):
            title_line = line
    # a title line stays in the body when nothing parts it from the text: it may tell of records
    start = dateline.end if dateline else at
    end, signature = _tail(text, start, dateline.agency if dateline else None)
    return Header(
        published=published or (dateline.published if dateline else None),
        agency=(dateline.agency if dateline else None) or signature,
        dateline=dateline.place if dateline else None,
        title=display_title(title_line or text[start : min(end, start + 1000)], line=bool(title_line)),
        body_start=start,
        body_end=end,
    )


def head_end(text: str) -> int:
    """Where the line of the date, which is the file's and not the report's, ends; 0 without one."""
    match = DATE_LINE.match(text)
    return _skip_blank(text, match.end()) if match else 0


def _date_line(text: str) -> tuple[date | None, int]:
    match = DATE_LINE.match(text)
    if not match:
        return None, 0
    try:
        return date.fromisoformat(match["date"]), match.end()
    except ValueError:
        raise ReadingError(f"bad date in the header: {match['date']!r} is no day; write it as YYYY-MM-DD") from None


def _skip_blank(text: str, at: int) -> int:
    match = BLANK.match(text, at)
    return match.end() if match else at


def _dateline(text: str, at: int) -> _Dateline | None:
    head = text[at : at + HEAD].split("\n", 1)[0]
    for pattern in DATELINES:
        if match := pattern.match(head):
            found = match.groupdict()
            return _Dateline(
                at + match.end(),
                _place(found.get("place")),
                found["agency"].strip() if found.get("agency") else None,
                _day_of(found),
            )
    for pattern in CITY_LINES:
        match = pattern.match(head)
        if match and _is_of_city(match["place"]) and not head[match.end() :].lstrip('"“‘')[:1].islower():
            found, end = match.groupdict(), _skip_blank(text, at + match.end())
            return _Dateline(end, _place(match["place"]), found.get("agency"), _day_of(found))
    match = CAPITALS.match(head)
    if match and match["place"].isupper() and len(match["place"]) > 2 and not SLUGS & set(match["place"].split()):
        return _Dateline(at + match.end(), _place(match["place"]))
    return None


def _is_of_city(place: str) -> bool:
    """'New Delhi', 'ASTANA, Kazakhstan', 'Moscow/Minsk': a place that begins with the name of a known city."""
    words = re.split(r"[ ,/]+", place)
    capitals = all(w[:1].isupper() or w.lower() in SMALL_WORDS for w in words)
    return capitals and re.split(r"[,/]", place)[0].strip().casefold() in _cities()


@cache
def _cities() -> frozenset[str]:
    return frozenset(name.casefold() for row in read_cities() for name in (row.name, *row.other_names))


def _day_of(found: dict[str, str | None]) -> date | None:
    """The day that a dateline gives, if it gives the year too."""
    day, year = found.get("day"), found.get("year")
    if not day or not year:
        return None
    month, number = sorted(re.sub(r"(?<=\d)(?:st|nd|rd|th)\b|\.", "", day).split(), key=str.isdigit)
    names = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    try:
        return date(int(year), names.index(month[:3]) + 1, int(number))
    except ValueError:
        raise ReadingError(f"bad date in the dateline: {day}, {year} is no day; correct it") from None


def _place(place: str | None) -> str | None:
    """The place of a dateline, out of its capitals: RIO DE JANEIRO is Rio de Janeiro."""
    if place is None or not place.isupper():
        return place.strip() if place else None
    parts = re.split(r"([ /'’-])", place.strip())
    return "".join(
        part.lower() if n and part.lower() in SMALL_WORDS and parts[n - 1] == " " else part.capitalize()
        for n, part in enumerate(parts)
    )


def _short_line(text: str, at: int) -> int | None:
    """Where a short line that starts at `at` ends, if it is without a full stop and has a text after it."""
    end = text.find("\n", at, at + MAX_TITLE_LINE + 1)
    if end < 0 or not text[end : end + 10_000].strip():
        return None
    line = text[at:end].strip()
    return end if line and not line.endswith((".", ",", ";", "!", "?", "”", '"')) else None


def _tail(text: str, start: int, agency: str | None) -> tuple[int, str | None]:
    """Where the body ends, before end mark and signature, and the agency that signs."""
    window = max(start, len(text) - TAIL)
    tail = text[window:].rstrip()
    signature = None
    for pattern in (SIGNATURE_LINE, SIGNATURE_INLINE):
        match = pattern.search(tail)
        if match and (match["agency"].isupper() or match["agency"] == agency):
            signature = match["agency"]
            tail = tail[: match.start()].rstrip()
            break
    if match := END_MARK.search(tail):
        full_stop = 1 if match.group().startswith("./") else 0
        tail = tail[: match.start() + full_stop].rstrip()
    return window + len(tail), signature
