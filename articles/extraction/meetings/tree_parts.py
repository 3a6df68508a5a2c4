"""Who takes part in a meeting, in what role: from the dependency tree around its trigger (Universal Dependencies)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc, Token

from articles.extraction.meetings.participants import Part, carries
from articles.extraction.meetings.triggers import Trigger, follow, support_forms
from articles.extraction.names.actors import Cast
from articles.extraction.units import Unit

SUBJECT, PASSIVE_SUBJECT = "nsubj", "nsubj:pass"
#: relations by which a verb shares the subject of the one above it
SHARING = frozenset({"conj", "xcomp", "advcl", "parataxis"})
#: 'talks with A', 'between A and B'
BINDING = frozenset({"with", "between", "among", "involving", "alongside", "including"})
SETTING = frozenset({"at", "during", "in", "for", "on", "after", "before", "following", "over", "to", "of"})
COMPANY = frozenset({"with", "alongside", "by"})
HIGH = 4
CONFIDENCE = 0.8


class TreeReader:
    """Reads the participants of triggers from the parse of one article."""

    def __init__(self, cast: Cast, units: Sequence[Unit]) -> None:
        self.doc: Doc = cast.doc
        self.at = {i: u for u in units for i in range(u.start, u.end)}
        self.parsed = self.doc.has_annotation("DEP")

    def read(self, trigger: Trigger) -> list[Part]:
        """The parts told by one trigger; none where the pipeline has no parser."""
        if not self.parsed:
            return []
        head = self.doc[trigger.head]
        inner = set(range(trigger.start, trigger.end))
        found = self._of_verb(trigger, head) if head.pos_ in ("VERB", "AUX") else self._of_noun(trigger, head)
        return [p for p in found if p.unit.start not in inner]

    # --- verbs

    def _of_verb(self, trigger: Trigger, verb: Token) -> Iterator[Part]:
        first, second = ("participant", "participant")
        if trigger.verb is not None:
            first, second = trigger.verb.subject, trigger.verb.object
        if _is_passive(verb):
            yield from self._parts(_patients(verb), second, "tree-passive-subject")
            yield from self._parts(_obliques(verb, frozenset({"by"})), first, "tree-agent")
        else:
            yield from self._parts(subjects(verb), first, "tree-subject")
            yield from self._parts(_children(verb, "obj"), second, "tree-object")
        if trigger.kind != "visit":
            yield from self._parts(_obliques(verb, frozenset({"with"})), second, "tree-with")

    # --- nouns

    def _of_noun(self, trigger: Trigger, noun: Token) -> Iterator[Part]:
        for child in noun.children:
            if child.dep_.startswith(("nmod", "obl")) and _case(child) & BINDING:
                yield from self._parts([child], "participant", "tree-with")
        yield from self._of_governor(trigger, noun)

    def _of_governor(self, trigger: Trigger, noun: Token) -> Iterator[Part]:
        """'A held talks', 'A signed it at the talks', 'talks were held between A and B'."""
        verb = noun.head
        for _ in range(HIGH):
            if verb.pos_ in ("VERB", "AUX") or verb.head == verb:
                break
            verb = verb.head
        if verb.pos_ not in ("VERB", "AUX") or verb.i == noun.i:
            return
        role = _role(self.doc, verb)
        if noun.head.i == verb.i and noun.dep_ in (PASSIVE_SUBJECT, SUBJECT):
            yield from self._parts(_obliques(verb, BINDING), "participant", "tree-with")
        elif noun.head.i == verb.i and noun.dep_ == "obj" and role is not None:
            yield from self._parts(subjects(verb), role, "tree-subject-of")
            yield from self._parts(_obliques(verb, COMPANY), "participant", "tree-with")
        elif noun.head.i == verb.i and noun.dep_ == "obl" and _case(noun) & SETTING and not trigger.anaphoric:
            rule = "tree-acts-at" if role is None else "tree-subject-of"
            yield from self._parts(subjects(verb), role or "participant", rule)

    # --- tokens to actors

    def _parts(self, heads: Iterable[Token], role: str, rule: str) -> Iterator[Part]:
        for head in heads:
            for token in _with_conjuncts(head):
                unit = self._unit(token)
                if unit is not None:
                    for actor in unit.actors:
                        yield Part(actor, role, unit, rule, CONFIDENCE * unit.confidence)

    def _unit(self, token: Token) -> Unit | None:
        """The unit at a token, or at its apposition or the name that is part of its phrase."""
        if token.i in self.at:
            return self.at[token.i]
        for child in token.children:
            if child.dep_ in ("appos", "flat", "flat:name") and child.i in self.at:
                return self.at[child.i]
        return None


def subjects(verb: Token) -> list[Token]:
    """The subjects of a verb: its own, else of the verb that it shares one with."""
    for _ in range(HIGH):
        own = _children(verb, SUBJECT) or _children(verb, PASSIVE_SUBJECT)
        if own:
            return own
        if verb.dep_ not in SHARING or verb.head == verb:
            return [verb.head] if verb.dep_.startswith("acl") and verb.tag_ == "VBG" else []
        verb = verb.head
    return []


def _children(token: Token, dep: str) -> list[Token]:
    return [child for child in token.children if child.dep_ == dep]


def _obliques(verb: Token, cases: frozenset[str]) -> list[Token]:
    return [child for child in verb.children if child.dep_.startswith("obl") and _case(child) & cases]


def _case(token: Token) -> set[str]:
    """The prepositions of a noun."""
    return {child.lower_ for child in token.children if child.dep_ == "case"}


def _is_passive(verb: Token) -> bool:
    """With its helping verb or subject, as an attribute ('the envoy received on Monday'), or with 'by' behind it."""
    if any(child.dep_ in ("aux:pass", PASSIVE_SUBJECT) for child in verb.children):
        return verb.tag_ == "VBN"
    agent = verb.i + 1 < len(verb.doc) and verb.nbor().lower_ == "by"
    return verb.tag_ in ("VBN", "VBD") and (agent or (verb.tag_ == "VBN" and verb.dep_.startswith("acl")))


def _patients(verb: Token) -> list[Token]:
    """'B was received', 'B, received by A, smiled'."""
    own = _children(verb, PASSIVE_SUBJECT)
    return own or ([verb.head] if verb.dep_.startswith("acl") else subjects(verb))


def _role(doc: Doc, verb: Token) -> str | None:
    """The role that a support verb gives its subject: 'hosted' → host; None for any other verb."""
    if not carries(verb):
        return None
    for then, role in support_forms().get(verb.lower_, ()):
        if follow(doc, verb.i + 1, then) is not None:
            return role
    return None


def _with_conjuncts(token: Token) -> Iterator[Token]:
    yield token
    for child in token.children:
        if child.dep_ == "conj":
            yield from _with_conjuncts(child)
