"""When a story goes on without telling the time again: 'arrived in Lima on Monday. … He met the foreign minister.'"""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from articles.extraction.dates import DateMention
from articles.extraction.meetings.occasion import Occasion
from articles.extraction.meetings.whereabouts import ASIDE

#: tokens between the sentences of two meetings on one occasion
NEAR = 60
KINDS = frozenset({"talks", "call", "other", "consultation", "ceremony"})
#: with these the past is not that of the story
PERFECT = frozenset({"have", "has", "had", "having"})
#: words for another time
OTHER_TIME = frozenset({"last", "previous", "previously", "earlier", "before", "ago", "once", "first", "since"})
#: from the head of a noun up to its verb
HIGH = 4


class GoingOn:
    """Gives meetings of a story the time of the one told before."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc

    def date(self, new: Occasion, records: Sequence[Occasion]) -> DateMention | None:
        """The time of the last meeting told near by, if one of the same people did the next thing in plain past."""
        if new.status != "held" or new.kind not in KINDS or not self._is_plain(new):
            return None
        start, end = new.sentences[0]
        words = {t.lower_ for t in self.doc[start:end]}
        if words & (OTHER_TIME | ASIDE):
            return None
        last = next((o for o in reversed(records) if o.actors & new.actors), None)
        if last is None or last.status != "held" or start - last.sentences[-1][1] > NEAR:
            return None
        elsewhere = last.place is not None and new.place is not None and last.place[0] != new.place[0]
        return last.date if not elsewhere and self._is_plain(last) else None

    def _is_plain(self, o: Occasion) -> bool:
        """Is it told in plain past? Not 'had met', 'has visited', 'after meeting'."""
        verb = self._verb(self.doc[o.trigger.head])
        helpers = {t.lower_ for t in verb.children if t.dep_.startswith("aux")}
        passive = verb.tag_ == "VBN" and bool(helpers & {"was", "were"})
        return (verb.tag_ == "VBD" or passive) and not helpers & PERFECT

    def _verb(self, token: Token) -> Token:
        for _ in range(HIGH):
            if token.pos_ in ("VERB", "AUX") or token.head == token:
                break
            token = token.head
        return token
