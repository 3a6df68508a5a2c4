"""The tense of the verb that governs a date, found by climbing the dependency tree."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from articles.extraction.dates.cues import FAR, Cue, divides, noun_cue
from articles.extraction.dates.tense import (
    FUTURE,
    LIKELY_FUTURE,
    UNKNOWN,
    Tense,
    group_tense,
    helper_role,
    role_words,
    verb_form,
)

#: How far up the tree a governing verb is looked for.
MOST_HEADS = 10


def tense_by_tree(doc: Doc, start: int, end: int, first: int, cues: Sequence[Cue]) -> Tense:
    """The tense of the verb that governs the date; `cues` count from token `first`, on which the sentence begins."""
    node = doc[start:end].root
    tense = _tense_of_predicate(node)
    if tense.way:
        return tense
    for _ in range(MOST_HEADS):
        if node.head.i == node.i:
            break
        node = node.head
        if start <= node.i < end:
            continue
        tense = next((cue.tense for cue in cues if cue.start <= node.i - first <= cue.end), UNKNOWN)
        tense = tense if tense.way else _tense_of_node(node)
        if tense.way:
            return _nearer(doc, tense, node.i - first, start - first, first, cues)
    return UNKNOWN


def _nearer(doc: Doc, tense: Tense, at: int, start: int, first: int, cues: Sequence[Cue]) -> Tense:
    """The tense of the governing verb at `at`, unless a word between it and the date looks ahead: 'ahead of', 'to'.

    'Delegations have been arriving ahead of the opening on Friday', 'agreed to meet in Rome in May'.
    """
    between = [cue for cue in cues if at <= cue.end and cue.end < start]
    if between and between[-1].tense == FUTURE and not between[-1].attribute:
        infinitive = doc[first + between[-1].start].lower_ == "to"
        divided = any(divides(token) for token in doc[first + between[-1].end : first + start])
        # 'promised to keep the road open, the subject of a meeting in January'
        return LIKELY_FUTURE if infinitive and divided else FUTURE
    proposed = start - at > FAR and doc[first + at].lower_ in role_words("proposes") and at < start
    return UNKNOWN if proposed and tense.way < 0 else tense


def _tense_of_predicate(node: Token) -> Tense:
    """'The ceremony was on Tuesday', 'the vote is Friday'."""
    helpers = [child.lower_ for child in node.children if child.i < node.i and child.dep_.startswith(("aux", "cop"))]
    return group_tense(helpers, "", "") if helpers else UNKNOWN


def _tense_of_node(node: Token) -> Tense:
    """The tense of a verb with its helping verbs, or what the words around a noun say."""
    lefts = [child for child in node.children if child.i < node.i]
    helpers = [child.lower_ for child in lefts if child.dep_.startswith(("aux", "cop"))]
    form = verb_form(node)
    to = any(child.lower_ == "to" and child.pos_ != "ADP" for child in lefts) and form in ("base", "participle", "")
    helpers = [helper for helper in helpers if helper != "to"]
    if to and (not helpers or helpers[0] in ("be", "have")):
        return FUTURE if helpers == ["be"] else _infinitive_tense(node)
    if form == "base" and not helpers:
        return _infinitive_tense(node)  # 'recommended that ministers meet in May'
    if form == "participle" and node.i and node.nbor(-1).lower_ in role_words("outdated"):
        return UNKNOWN  # 'originally planned for Friday'
    if helpers or form:
        return group_tense([*helpers, "to"] if to else helpers, node.lower_, form)
    for child in lefts:
        if noun_cue(child.lower_).way:
            return FUTURE
    return UNKNOWN


def _infinitive_tense(node: Token) -> Tense:
    """'agreed to meet', 'is to visit'; otherwise the head decides."""
    head = node.head.lower_
    if helper_role(head).startswith("be_"):
        return group_tense([head, "to"], node.lower_, "base")
    return FUTURE if head in role_words("intends") | role_words("planned") | role_words("proposes") else UNKNOWN
