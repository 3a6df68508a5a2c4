"""The labels that the analyser learns. Order is part of the model: it is written beside the weights."""

from __future__ import annotations

UPOS = tuple(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)


def bio(*labels: str) -> tuple[str, ...]:
    return ("O", *(f"{mark}-{label}" for label in labels for mark in "BI"))


#: layers of spans; those of one layer do not overlap, those of different layers may
LAYERS = {
    "general": bio("PER", "ORG", "LOC"),
    "names": bio("PERSON", "ORG", "COUNTRY", "PLACE", "DATE"),
    "posts": bio("POST"),
    "events": bio("MEETING", "MEETING_TRIGGER", "INITIATIVE", "INITIATIVE_TRIGGER"),
    "anaphora": bio("PERSON", "GROUP"),
}
#: what a mention in the events layer tells of its record
MEETING_KIND = tuple(
    ["talks", "call", "visit", "summit", "ministerial", "consultation", "conference", "ceremony", "exercise", "other"]
)
MEETING_STATUS = tuple(["held", "planned", "proposed", "postponed", "cancelled"])
INITIATIVE_KIND = tuple(
    ["agreement", "plan", "partnership", "fund", "programme", "mechanism", "project", "campaign", "other"]
)
INITIATIVE_STATUS = tuple(["proposed", "negotiating", "planned", "signed", "ongoing", "completed", "suspended"])
ONLINE = ("no", "yes")
FORMER = ("no", "yes")
TRAITS = {
    "meeting_kind": MEETING_KIND,
    "meeting_status": MEETING_STATUS,
    "online": ONLINE,
    "initiative_kind": INITIATIVE_KIND,
    "initiative_status": INITIATIVE_STATUS,
    "former": FORMER,
}
#: arcs from the first word of a mention to the first word of another; `same`: the later to the earlier one
RELATIONS = (
    "none",
    "participant",
    "host",
    "chair",
    "attendee",
    "place",
    "date",
    "party",
    "person",
    "body",
    "same",
)
#: what any mention in the text is to the record that an event's mention tells of, whatever sentence it stands in
MEMBERS = ("none", "participant", "host", "chair", "attendee", "place", "date", "party")
