"""What the codes in files mean: kinds, statuses and roles, each in a sentence; topics by their names alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from kb.models import (
    ActorKind,
    InitiativeKind,
    InitiativeStatus,
    MeetingKind,
    MeetingStatus,
    Role,
    Topic,
)

#: the groups of codes: what each is called, its values, and what each value says beyond its name
_GROUPS: tuple[tuple[Any, Any, Mapping[str, Any]], ...] = (
    (
        _("kind of an actor"),
        ActorKind,
        {
            ActorKind.PERSON: _("Somebody whom texts name."),
            ActorKind.COUNTRY: _("A state or territory that acts in world politics."),
            ActorKind.ORGANISATION: _(
                "An intergovernmental body, ministry, parliament, party, company, university; a standing forum."
            ),
        },
    ),
    (
        _("kind of a meeting"),
        MeetingKind,
        {
            MeetingKind.TALKS: _("Two or a few parties speak with each other; a visitor is received."),
            MeetingKind.CALL: _("By telephone or video, between a few."),
            MeetingKind.VISIT: _("An official journey; talks during it are meetings of their own."),
            MeetingKind.SUMMIT: _("Heads of state or government of several countries."),
            MeetingKind.MINISTERIAL: _("Ministers of several countries."),
            MeetingKind.CONSULTATION: _("Senior officials, rounds of dialogue, joint committees, working groups."),
            MeetingKind.CONFERENCE: _("Conferences, forums, seminars, exhibitions."),
            MeetingKind.CEREMONY: _("Signings, anniversaries, openings, credentials."),
            MeetingKind.EXERCISE: _("Joint drills of armed forces or services."),
            MeetingKind.OTHER: _("None of these."),
        },
    ),
    (
        _("status of a meeting"),
        MeetingStatus,
        {
            MeetingStatus.HELD: _("It took place, or was taking place when the article was published."),
            MeetingStatus.PLANNED: _("Announced; no source tells yet that it was held."),
            MeetingStatus.PROPOSED: _("Suggested, invited to, or conditional."),
            MeetingStatus.POSTPONED: _("Put off without a new date."),
            MeetingStatus.CANCELLED: _("Called off."),
        },
    ),
    (
        _("role of a participant"),
        Role,
        {
            Role.HOST: _("Receives the others."),
            Role.CHAIR: _("Presides."),
            Role.PARTICIPANT: _("Takes part."),
            Role.ATTENDEE: _("Was also there."),
        },
    ),
    (
        _("kind of an initiative"),
        InitiativeKind,
        {
            InitiativeKind.AGREEMENT: _("A treaty, memorandum, declaration, joint statement, convention."),
            InitiativeKind.PLAN: _("A plan of action, road map or strategy."),
            InitiativeKind.PARTNERSHIP: _("A partnership or relations of dialogue."),
            InitiativeKind.FUND: _("Money set aside for something."),
            InitiativeKind.PROGRAMME: _("Training, scholarships, exchanges."),
            InitiativeKind.MECHANISM: _("A standing dialogue, network or committee."),
            InitiativeKind.PROJECT: _("Something that is built or done together."),
            InitiativeKind.CAMPAIGN: _("Years of culture, aid drives, packages of sanctions."),
            InitiativeKind.OTHER: _("None of these."),
        },
    ),
    (
        _("status of an initiative"),
        InitiativeStatus,
        {
            InitiativeStatus.PROPOSED: _("Suggested."),
            InitiativeStatus.NEGOTIATING: _("Being negotiated."),
            InitiativeStatus.PLANNED: _("Agreed upon, not begun."),
            InitiativeStatus.SIGNED: _("Signed or adopted."),
            InitiativeStatus.ONGOING: _("In force or under way."),
            InitiativeStatus.COMPLETED: _("Carried out, or run out."),
            InitiativeStatus.SUSPENDED: _("Stopped for a time."),
        },
    ),
    (_("topic"), Topic, {}),
)


@dataclass(frozen=True)
class Code:
    value: str
    label: Any
    about: Any


def codes() -> Iterator[tuple[Any, list[Code]]]:
    """Each group of codes under its name."""
    for name, choices, about in _GROUPS:
        yield name, [Code(each.value, each.label, about.get(each, "")) for each in choices]
