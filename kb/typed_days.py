"""Days as people type them: EDTF, or words in the form in which the site itself writes dates."""

from __future__ import annotations

import re

from kb.date_words import month_numbers

_DIGITS = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
#: `3 February 2020`, `February 2020`, `3 февраля 2020 г.`, `3 tháng 2, 2020`; and `February 3, 2020`
_WORDS = (
    re.compile(r"(?:(?P<day>\d{1,2})\.? +)?(?P<month>[^\W\d][^/]*?)[.,]? +(?P<year>\d{4})(?: *г\.?)?"),
    re.compile(r"(?P<month>[^\W\d]+)\.? +(?P<day>\d{1,2}),? +(?P<year>\d{4})"),
)


def edtf_of(typed: str) -> str:
    """The EDTF of a day or month in words, English or of the interface, or in digits with dots; else what was typed.

    >>> edtf_of("22 November 2026"), edtf_of("Feb 2020"), edtf_of("3.2.2020"), edtf_of("2016/2020")
    ('2026-11-22', '2020-02', '2020-02-03', '2016/2020')
    """
    text = " ".join(typed.split())
    if digits := _DIGITS.fullmatch(text):
        return f"{digits['year']}-{int(digits['month']):02}-{int(digits['day']):02}"
    months = month_numbers()
    for pattern in _WORDS:
        found = pattern.fullmatch(text)
        if found and (month := months.get(found["month"].casefold())):
            day = f"-{int(found['day']):02}" if found["day"] else ""
            return f"{found['year']}-{month:02}{day}"
    return typed
