"""How far an undertaking has come, by the words that tell it: 'signed', 'is being negotiated', 'will be launched'."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from spacy.tokens import Doc, Token

from articles.extraction import lexicon
from articles.extraction.clauses import clause_bounds
from articles.extraction.initiatives.outlook import AHEAD, is_ahead, is_condition, is_done_purpose

#: words between an undertaking and a cue of its clause
REACH = 8
#: words before a cue that deny it
DENIED = frozenset({"not", "n't", "n’t", "never", "yet"})
#: what is still open outranks what is done, in one clause
RANK = {"negotiating": 0, "suspended": 1, "proposed": 2, "completed": 3}
#: steps from a noun up the tree to the verb that it belongs to
CLIMB = 6
#: of the words of a cue a verb may be the last: 'being | finalised'
MOST_WORDS = 4
#: what is negotiated in, and the verbs that begin it
TALKS = frozenset({"negotiations", "negotiation", "talks"})
BEGINNING = frozenset(
    {"begin", "begins", "began", "begun", "start", "starts", "started", "open", "opens", "opened", "launch", "launched",
     "launches", "enter", "entered", "beginning", "starting", "opening", "launching"}
)  # fmt: skip
#: what is not done yet is planned
AHEAD_STATUS = {"signed": "planned", "ongoing": "planned"}
#: verbs that tell the age of their subject alone
AGEING = frozenset({"dates", "dating", "goes"})
#: 'under which', 'for which': a clause in which something else is told
PREPOSED = frozenset({"under", "for", "by", "in", "with", "from", "through", "to", "on", "of", "about", "at"})
OWNED = frozenset({"have", "has", "had"})


@dataclass(frozen=True)
class Cue:
    """Words (token indexes, end exclusive) that tell a status; `far`: tokens from the undertaking, 0 by grammar.

    `turned`: words before them put what they say into the future, or deny it.
    """

    start: int
    end: int
    status: str
    far: int
    turned: bool = False


@cache
def _cues() -> dict[str, list[tuple[tuple[str, ...], str, str]]]:
    """First word → (words, status, status where they lie ahead), longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for row in lexicon.rows("initiative_cues"):
        words = tuple(row["words"].split())
        out.setdefault(words[0], []).append(
            (words, row["status"], row["ahead"] or AHEAD_STATUS.get(row["status"], row["status"]))
        )
    for same in out.values():
        same.sort(key=lambda c: -len(c[0]))
    return out


class StatusReader:
    """Finds the words of status beside the undertakings of one article."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.parsed = doc.has_annotation("DEP")

    def cue(self, start: int, end: int) -> Cue | None:
        """The cue of the verb that tokens `start` to `end` belong to, else the nearest of their clause."""
        told = self._by_grammar(start, end) if self.parsed else iter(())
        near = min(self._near(start, end), key=lambda c: (RANK.get(c.status, 9), c.far), default=None)
        return next(told, near)

    def _by_grammar(self, start: int, end: int) -> Iterator[Cue]:
        """Of participles behind the noun ('a treaty signed in May'), of what it hangs on, up to the first verb, then
        of clauses about it ('the treaty, which they signed in May, …')."""
        head = self.doc[start:end].root
        for token in (t for t in head.rights if t.i >= end and t.dep_.startswith("acl") and t.dep_ != "acl:relcl"):
            yield from self._with(token)
        for case in (t for t in head.lefts if t.i < start and t.lower_ == "under"):
            yield Cue(case.i, case.i + 1, "ongoing", 0)  # 'freed under their security agreement'
        below = head
        for token in self._governors(start, end, head):
            if token.lower_ in OWNED and token.pos_ == "VERB" and below == head and head.dep_ == "obj":
                yield Cue(token.i, token.i + 1, "ongoing", 0)  # 'Kenya has had an agreement with Peru since 2003'
            yield from self._of_talks(token, below)
            yield from (c for c in self._with(token) if c.start >= end or self.doc[c.start].lower_ not in AGEING)
            below = token
        for token in (t for t in head.rights if t.dep_ == "acl:relcl" and self._is_about(t, head)):
            for verb in (token, *(t for t in token.rights if t.dep_ == "xcomp")):
                yield from self._with(verb)

    def _governors(self, start: int, end: int, head: Token) -> Iterator[Token]:
        """What the noun hangs on, up to the first verb."""
        aside = self._is_left(end)
        for _ in range(CLIMB):
            if head.head == head or (aside and head.head.i >= end):
                return
            head = head.head
            if not start <= head.i < end:
                yield head
            if head.pos_ in ("VERB", "AUX"):
                return

    def _is_left(self, end: int) -> bool:
        """'the treaty|, under which a dam is to be built': what follows is told of something else."""
        at = end + (self.doc[end : end + 1].text == ",")
        return self.doc[at : at + 1].text.lower() in PREPOSED and self.doc[at + 1 : at + 2].text.lower() == "which"

    def _of_talks(self, token: Token, below: Token) -> Iterator[Cue]:
        """'they launched negotiations on | a treaty', 'they will begin talks on | a treaty'."""
        talks = token if token.lower_ in TALKS else None
        if talks is None and token.lower_ in BEGINNING:
            talks = next((t for t in token.children if t.lower_ in TALKS and t.dep_ == "obj" and t != below), None)
        if talks is None or not (talks.lower_ != "talks" or self._leads_on(talks.i)):
            return
        verb = talks.head
        ahead = verb.lower_ in BEGINNING and (is_ahead(verb) or is_ahead(verb.head))
        yield Cue(talks.i, talks.i + 1, "planned" if ahead else "negotiating", 0, ahead)

    def _leads_on(self, i: int) -> bool:
        return self.doc[i + 1 : i + 2].text.lower() in ("on", "about", "for", "over", "towards", "toward")

    def _is_about(self, verb: Token, noun: Token) -> bool:
        """Is the noun what the verb of its relative clause is done to: not 'under which …', 'which wants …'?"""
        pronoun = next((t for t in verb.subtree if t.lower_ in ("which", "that") and noun.i < t.i < verb.i), None)
        if pronoun is None:
            return True
        of_it = self.doc[pronoun.i - 1].pos_ != "ADP" and pronoun.head in (verb, *verb.children)
        return of_it and not (pronoun.dep_ == "nsubj" and any(t.dep_ == "obj" for t in verb.children))

    def _with(self, token: Token) -> Iterator[Cue]:
        """The cues that a word by grammar ends, as the last of their words, or begins: 'agreed to revive' before
        'revive'."""
        for i in range(max(token.sent.start, token.i - MOST_WORDS + 1), token.i):
            yield from (c for c in self._at(i, token.i + 1) if c.end == token.i + 1)
        yield from self._at(token.i, len(self.doc))

    def _near(self, start: int, end: int) -> Iterator[Cue]:
        first, last = clause_bounds(self.doc, start)
        clauses = [t for t in self.doc[start:end].root.rights if t.dep_ == "acl:relcl"] if self.parsed else []
        aside = {t.i for clause in clauses for t in clause.subtree}
        for i in range(
            max(first, start - REACH), end if self.parsed and self._is_left(end) else min(last, end + REACH)
        ):
            if not (start <= i < end or i in aside):
                for cue in self._at(i, last):
                    yield replace(cue, far=start - i if i < start else i - end)

    def _at(self, i: int, limit: int) -> Iterator[Cue]:
        """The cues whose words begin at token `i`."""
        for words, status, ahead in _cues().get(self.doc[i].lower_, ()):
            if all(i + n < limit and self.doc[i + n].lower_ == w for n, w in enumerate(words)):
                settled = self._settled(status, ahead, i)
                yield Cue(i, i + len(words), settled, 0, settled != status)

    def _settled(self, status: str, ahead: str, i: int) -> str:
        """'will be signed' is planned, 'have not signed' is still negotiated."""
        before = {t.lower_ for t in self.doc[max(0, i - 4) : i]}
        token = self.doc[i]
        if before & DENIED and status == "signed":
            return status if token.lower_ == "ratified" else "negotiating"  # what they have not ratified is signed
        if not self.parsed:
            return ahead if before & AHEAD else status
        if status == "signed" and is_condition(token):
            return "negotiating"
        if status == "planned" and token.tag_ == "VB" and is_done_purpose(token):
            return self._done(token.lower_) or status
        return ahead if is_ahead(token) else status

    def _done(self, verb: str) -> str:
        """What the participle of a verb tells: of 'sign' that of 'signed'."""
        participle = f"{verb}d" if verb.endswith("e") else f"{verb}ed"
        return next((status for words, status, _ in _cues().get(participle, ()) if words == (participle,)), "")
