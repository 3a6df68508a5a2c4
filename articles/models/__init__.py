"""Where knowledge comes from: articles, the evidence in them, and the runs that imported them."""

from articles.models.additions import Addition, AdditionKind
from articles.models.evidence import (
    ActorEvidence,
    EventEvidence,
    Evidence,
    InitiativeEvidence,
    MeetingEvidence,
    TenureEvidence,
)
from articles.models.holders import HolderSought
from articles.models.keys import ActorKey, IdentityKey, InitiativeKey, MeetingKey
from articles.models.misreadings import Misreading
from articles.models.runs import ImportFailure, ImportRun, RunKind, RunStatus
from articles.models.texts import Article, EarlierReading
from articles.models.uploads import TextState, Upload, UploadedText

__all__ = [
    "ActorEvidence",
    "ActorKey",
    "Addition",
    "AdditionKind",
    "Article",
    "EarlierReading",
    "EventEvidence",
    "Evidence",
    "HolderSought",
    "IdentityKey",
    "ImportFailure",
    "ImportRun",
    "InitiativeEvidence",
    "InitiativeKey",
    "MeetingEvidence",
    "MeetingKey",
    "Misreading",
    "RunKind",
    "RunStatus",
    "TenureEvidence",
    "TextState",
    "Upload",
    "UploadedText",
]
