"""Citations ready to be copied: of the whole, of a list, of a record, of one sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kb.date_words import say_day
from kb.edtf_display import display_edtf
from kb.labels import record_label
from kb.models import Initiative, Meeting
from kb.version import VERSION

#: so many articles a citation names
MOST_ARTICLES = 3


def cite_all(address: str, *, data_of: date | None, today: date) -> str:
    """The knowledge base as a whole. `data_of`: when an article was last read in."""
    known = _("data of %(day)s") % {"day": say_day(data_of)} if data_of else _("without articles yet")
    said = _("Chancery, knowledge base of diplomatic relations, version %(version)s, %(known)s.")
    return f"{said % {'version': VERSION, 'known': known}} {_found_at(address, today)}"


def cite_choice(choice: str, address: str, *, today: date) -> str:
    """What a list holds under its filters. `choice`: these and how many, in words (`Russia + Viet Nam: 7 meetings`)."""
    said = _("Chancery, knowledge base of diplomatic relations, version %(version)s: “%(choice)s”.")
    return f"{said % {'version': VERSION, 'choice': choice}} {_found_at(address, today)}"


def cite_record(record: Meeting | Initiative, articles: Sequence[Any], address: str, *, today: date) -> str:
    """A meeting or initiative with its status and date, and the articles that tell of it."""
    parts = [f"“{record_label(record)}”", record.get_status_display()]
    if record.date_edtf:
        parts.append(display_edtf(record.date_edtf))
    return " ".join(
        filter(None, (f"{', '.join(parts)}.", _told_by(articles), f"Chancery. {_found_at(address, today)}"))
    )


def cite_sentence(row: Any, address: str, *, today: date) -> str:
    """A sentence of an article, by its own words."""
    quote, way = " ".join(row.quote.split()), _("By way of Chancery.")
    return f"“{quote}” {_article(row.article)}. {way} {_found_at(address, today)}"


def _told_by(articles: Sequence[Any]) -> str:
    if not articles:
        return _("Entered by an editor.")
    named = "; ".join(map(_article, articles[:MOST_ARTICLES]))
    others = len(articles) - MOST_ARTICLES
    if others > 0:
        named += ngettext("; and %(n)d more article", "; and %(n)d more articles", others) % {"n": others}
    return f"{named}."


def _article(article: Any) -> str:
    """`VNA, “Lim Jock Hoi visits Moscow”, 3 February 2020, https://…`"""
    day = say_day(article.published) if article.published else _("date unknown")
    title = article.title.rstrip(".")
    return ", ".join(filter(None, (article.agency, f"“{title}”", day, article.url)))


def _found_at(address: str, today: date) -> str:
    return _("%(address)s, read on %(day)s.") % {"address": address, "day": say_day(today)}
