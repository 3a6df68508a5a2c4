"""Whether what a verb says has happened: it may lie ahead ('will be signed'), be a condition ('once it is signed'),
or be the purpose for which people came together and did it ('met to sign')."""

from __future__ import annotations

from spacy.tokens import Token

from articles.extraction import lexicon

#: auxiliaries and marks that put a verb into the future
AHEAD = frozenset(
    {"will", "'ll", "’ll", "to", "would", "should", "shall", "may", "might", "could", "must", "can", "wo", "ca"}
)
#: what puts the noun of a verb ('the signing') into the future: 'to' there belongs to something else
AHEAD_OF_NOUN = AHEAD - {"to"}
#: words that open a condition
CONDITIONS = frozenset({"once", "if", "unless", "until", "till", "before"})
PRESENT = frozenset({"VBZ", "VBP"})
VERBAL = frozenset({"VERB", "AUX"})
NOUNS = frozenset({"NOUN", "PROPN"})
HELPERS = ("aux", "mark", "cop")
#: steps from a noun to its verb
CLIMB = 3


def is_ahead(token: Token) -> bool:
    """'will |sign|', 'is to be |signed|', 'the |signing| will take place', 'will meet and |sign|'."""
    if token.pos_ in VERBAL:
        return bool(_helpers(token) & AHEAD)
    if token.pos_ not in NOUNS:
        return False
    verb = token
    for _ in range(CLIMB):
        verb = verb.head
        if verb.pos_ in VERBAL:
            return bool(_helpers(verb) & AHEAD_OF_NOUN)
    return False


def _helpers(verb: Token) -> set[str]:
    """The auxiliaries and marks of a verb; of the second of two verbs with one subject also those of the first."""
    own = {t.lower_ for t in verb.lefts if t.dep_.startswith(HELPERS)}
    subject = any(t.dep_.startswith("nsubj") for t in verb.children)
    if not own and not subject and verb.dep_ == "conj" and verb.head.pos_ in VERBAL:
        return _helpers(verb.head)
    return own


def is_condition(token: Token) -> bool:
    """'once the treaty is |signed|': not yet."""
    if not token.dep_.startswith("advcl"):
        return False
    opens = token.doc[max(token.sent.start, token.left_edge.i - 1) : token.i]
    helpers = [t for t in token.lefts if t.dep_.startswith("aux")]
    present = any(t.tag_ in PRESENT for t in (token, *helpers))
    return present and any(t.lower_ in CONDITIONS and t.i <= token.left_edge.i for t in opens)


def is_done_purpose(token: Token) -> bool:
    """'they met in Lima to |sign| it', told as past: they did."""
    if not any(t.lower_ == "to" for t in token.lefts):
        return False
    verb = token.head
    while verb.pos_ not in VERBAL and verb.head != verb:
        verb = verb.head
    return verb.tag_ == "VBD" and verb.i < token.i and verb.lower_ in lexicon.entries("gathering_verbs")
