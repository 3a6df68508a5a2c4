"""Who signs an undertaking by the grammar of its sentence, and who but reports it."""

from __future__ import annotations

from spacy.tokens import Doc

from articles.extraction.clauses import SAYING, Sentence
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.units import Unit


def clause_signers(doc: Doc, new: Undertaking, sentence: Sentence) -> list[Unit]:
    """'the treaty, which | Kenya and Peru | signed in May': those who do what its relative clause tells."""
    verb = doc[new.cue[0]] if new.cue else None
    if verb is None or verb.dep_ != "acl:relcl" or verb.i < new.end:
        return []
    subjects = [t for t in verb.lefts if t.dep_ == "nsubj" and t.lower_ not in ("which", "that")]
    words = {w.i for subject in subjects for w in subject.subtree}
    return [unit for unit in sentence.units if unit.start in words]


def is_reported(doc: Doc, new: Undertaking) -> bool:
    """'Otieno said that | the treaty should be signed': who says it does not sign by that.

    Of 'Kenya said it would sign' nothing is known: 'it' may be Kenya.
    """
    head = doc[new.start : new.end].root
    chain = [head, *head.ancestors]
    clause = next((t for t in chain if t.dep_ == "ccomp" and t.i > t.head.i and t.head.lower_ in SAYING), None)
    subjects = [t for t in clause.lefts if t.dep_.startswith("nsubj")] if clause is not None else []
    return any(t.pos_ in ("NOUN", "PROPN") for t in subjects)
