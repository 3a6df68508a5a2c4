"""The words that the address of an article or a meeting is made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from articles.extraction.facts import MeetingFact
from articles.models import Article

#: so many participants stand in the address of a meeting without a name
NAMED_PARTICIPANTS = 3


def article_words(article: Article, id: str) -> str:
    """The publication date, the title; the version of a changed text."""
    day = article.published.isoformat() if article.published else ""
    version = f"version {article.version}" if article.version > 1 else ""
    return " ".join(filter(None, [day, version, article.title or id]))


def meeting_words(meeting: MeetingFact, actors: Mapping[str, str]) -> str:
    """The name, or the kind and who meets; the place; the date. `actors`: names by their id in the facts."""
    who = [actors[each.actor] for each in meeting.participants if each.actor in actors]
    return words_of_meeting(meeting.name or meeting.kind, [] if meeting.name else who, meeting.place, meeting.date)


def words_of_meeting(named: str, who: Sequence[str], place: str | None, edtf: str | None) -> str:
    """The name or kind, the first of those who meet, the place and the date."""
    return " ".join(filter(None, [named, *who[:NAMED_PARTICIPANTS], place, (edtf or "").replace("/", " ")]))
