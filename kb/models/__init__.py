"""The knowledge base: actors, meetings, initiatives, and what people decided about them."""

from kb.models.actors import Actor, ActorKind, ActorName, Membership, NameKind, Post, Tenure
from kb.models.events import (
    Initiative,
    InitiativeKind,
    InitiativeStatus,
    Meeting,
    MeetingKind,
    MeetingStatus,
    Participation,
    Party,
    Place,
    Role,
)
from kb.models.gazetteers import GazetteerState
from kb.models.merging import Candidate, Merge, NotSame, Split
from kb.models.queue import Answer, Doubt, QueueState
from kb.models.review import Decision, Record, ReviewState
from kb.models.searches import LastVisit, SavedSearch
from kb.models.series import Series
from kb.models.topics import Topic

__all__ = [
    "Actor",
    "ActorKind",
    "ActorName",
    "Answer",
    "Candidate",
    "Decision",
    "Doubt",
    "GazetteerState",
    "Initiative",
    "InitiativeKind",
    "InitiativeStatus",
    "LastVisit",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Membership",
    "Merge",
    "NameKind",
    "NotSame",
    "Participation",
    "Party",
    "Place",
    "Post",
    "QueueState",
    "Record",
    "ReviewState",
    "Role",
    "SavedSearch",
    "Series",
    "Split",
    "Tenure",
    "Topic",
]
