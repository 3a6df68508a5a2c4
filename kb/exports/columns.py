"""The columns of the tables of actors, meetings and initiatives, each with what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from kb.exports.tables import Cell, together, yes_or_no
from kb.labels import initiative_label, meeting_label, shown_ties
from kb.models import Meeting, ReviewState

#: every table begins with these; `site` is set on each record before it is written
NAMED: Mapping[str, Cell] = {
    "id": Cell(attrgetter("slug"), _("Names the record in all files; the last part of its address.")),
    "address": Cell(
        lambda record: record.site + record.get_absolute_url(), _("Its page here, with the sentences it rests on.")
    ),
}
_DATED: Mapping[str, Cell] = {
    "date": Cell(
        attrgetter("date_edtf"),
        _(
            "As exactly as the texts tell it, in EDTF (ISO 8601-2): 2020-02-03, 2020-02, 2020, 2016/2020. Empty: no "
            "text tells it."
        ),
    ),
    "first_day": Cell(attrgetter("date_earliest"), _("The first day that the date may mean.")),
    "last_day": Cell(attrgetter("date_latest"), _("The last day that the date may mean.")),
}
_SORTED: Mapping[str, Cell] = {
    "kind": Cell(attrgetter("kind"), _("A code, below.")),
    "status": Cell(attrgetter("status"), _("A code, below: what the sources say of it.")),
}
_TOPICS = Cell(lambda event: together(event.topics.split()), _("Codes, below: what its sentences name."))
_COUNTRIES = Cell(
    lambda event: together(event.country_codes),
    _(
        "Countries of all who take part, each once, by ISO 3166-1 codes of two letters: a country named itself, the "
        "country of a body, and those in which, or in a body of which, a person has or had a post. Codes from XA to XZ "
        "are our own."
    ),
)
_SUPPORT: Mapping[str, Cell] = {
    "confidence": Cell(
        lambda event: round(max(row.confidence for row in rows), 3) if (rows := event.file_evidence) else "",
        _(
            "How sure the program is that it is one and was read rightly, from 0 to 1, by the surest of its sentences; "
            "empty where an editor entered it."
        ),
    ),
    "checked": Cell(
        lambda event: yes_or_no(event.review == ReviewState.CONFIRMED), _("Whether an editor confirmed the record.")
    ),
    "set_by_editors": Cell(
        lambda event: together(sorted({decision.field for decision in event.file_decisions})),
        _("Columns whose values an editor set."),
    ),
    "article_count": Cell(lambda event: len(_articles(event)), _("How many articles tell of it.")),
    "articles": Cell(
        lambda event: together(event.site + article.get_absolute_url() for article in _articles(event)),
        _("Addresses of these articles, the earliest first."),
    ),
}


def in_english(value: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """A table reads the same whatever language somebody has the pages in."""

    def told(record: Any) -> Any:
        with override("en"):
            return value(record)

    return told


def _articles(event: Any) -> list[Any]:
    """The articles that tell of an event, fetched as `file_evidence`; each once."""
    return list({row.article_id: row.article for row in event.file_evidence}.values())


def _who(names: str, ids: str, sure: str) -> dict[str, Cell]:
    """Those who take part by their names, by their ids, and how sure that is, under these heads."""
    return {
        names: Cell(
            lambda event: together(tie.actor.name for tie in shown_ties(event)), _("Names of all who take part.")
        ),
        ids: Cell(
            lambda event: together(tie.actor.slug for tie in shown_ties(event)),
            _("Their ids in the table of actors, in the same order."),
        ),
        sure: Cell(
            lambda event: together(_sure(tie) for tie in shown_ties(event)),
            _("How sure the program is of each, from 0 to 1, in the same order; 1 where an editor says so."),
        ),
    }


def _sure(tie: Any) -> float:
    by_person = tie.confidence is None or tie.review == ReviewState.CONFIRMED
    return 1.0 if by_person else round(tie.confidence, 3)


MEETINGS: Mapping[str, Cell] = {
    **_DATED,
    "title": Cell(
        in_english(lambda meeting: meeting_label(meeting, place=False)),
        _("Its name, else its kind and up to four of those who surely take part; in English always."),
    ),
    "name": Cell(attrgetter("name"), _("Its proper name, if the texts give one.")),
    **_SORTED,
    "place": Cell(lambda meeting: meeting.place.name if meeting.place else "", _("City, venue or country, as told.")),
    "place_country": Cell(
        lambda meeting: meeting.place.country.iso2 if meeting.place and meeting.place.country else "",
        _("The country of the place, by its code."),
    ),
    "online": Cell(lambda meeting: yes_or_no(meeting.online), _("Whether it was held by video, wholly or in part.")),
    **_who("participants", "participant_ids", "participant_confidence"),
    "roles": Cell(
        lambda meeting: together(tie.role for tie in shown_ties(meeting)),
        _("Their roles, in the same order; codes below."),
    ),
    "countries": _COUNTRIES,
    "topics": _TOPICS,
    "series": Cell(
        lambda meeting: meeting.series.slug if _in_series(meeting) else "", _("The id of the series that it is one of.")
    ),
    "number_in_series": Cell(attrgetter("ordinal"), _("17 for the 17th of its series, where a text says so.")),
    **_SUPPORT,
}
INITIATIVES: Mapping[str, Cell] = {
    **_DATED,
    "name": Cell(initiative_label, _("What the texts call it.")),
    **_SORTED,
    **_who("parties", "party_ids", "party_confidence"),
    "countries": _COUNTRIES,
    "topics": _TOPICS,
    **_SUPPORT,
}
ACTORS: Mapping[str, Cell] = {
    "name": Cell(attrgetter("name"), _("Its fullest name, without title.")),
    "kind": Cell(attrgetter("kind"), _("A code, below.")),
    "country": Cell(
        lambda actor: together(actor.home_names),
        _("Of a body, its country; of a person, the countries in which, or in a body of which, he has or had a post."),
    ),
    "country_codes": Cell(
        lambda actor: together(actor.home_codes),
        _("The same by ISO 3166-1 codes of two letters; XA to XZ are our own."),
    ),
    "posts": Cell(
        in_english(lambda actor: together(_post(tenure) for tenure in actor.shown_tenures)),
        _("What posts the texts give a person, the one that most articles tell first; doubtful ones are left out."),
    ),
    "meetings": Cell(attrgetter("meeting_count"), _("In how many meetings it takes part, whatever their status.")),
    "initiatives": Cell(attrgetter("initiative_count"), _("In how many initiatives it takes part.")),
    "last_met": Cell(
        lambda actor: actor.last_met and actor.last_met["date"],
        _("The date of the latest meeting held in which texts name it itself."),
    ),
    "checked": Cell(
        lambda actor: yes_or_no(actor.review == ReviewState.CONFIRMED), _("Whether an editor confirmed the record.")
    ),
}


def _in_series(meeting: Meeting) -> bool:
    return meeting.series is not None and meeting.series.review != ReviewState.REJECTED


def _post(tenure: Any) -> str:
    return f"former {tenure.post}" if tenure.former else str(tenure.post)
