"""Whether words tell of an undertaking told before: another name of it, the same one in other words, or its like."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.initiatives.undertakings import Undertaking
from articles.extraction.words import plain

#: 'Treaty of Amity |, also known as the| Bali Treaty'
RENAMING = frozenset({"known", "called", "dubbed", "named", "abbreviated"})
BESIDE_RENAMING = frozenset({",", "(", "also", "as", "or", "the", "commonly", "popularly", "and"})
#: of two like things one is the next, the other runs or ran
AHEAD = frozenset({"new", "next", "future", "follow-up", "successor", "another"})
RUNNING = frozenset({"current", "present", "existing", "previous", "last", "old", "earlier", "former", "expiring"})
#: shorter acronyms are too many things
SHORTEST = 2


def renamed(doc: Doc, start: int, end: int, told: Sequence[Undertaking]) -> Undertaking | None:
    """The undertaking of which tokens `start` to `end` are another name or a description that stands beside it."""
    for old in reversed(told):
        last = max(p.end for p in old.tellings)
        if last <= start and (_is_beside(doc, last, start, end) or _is_short_for(doc[start:end].text, old.name)):
            return old
    return None


def _is_beside(doc: Doc, last: int, start: int, end: int) -> bool:
    """'(the Lima Network,) a project of Peru', '(launched a network) as a new channel', '(the treaty,) known as …',
    '(Treaty of Amity) (TAC)'."""
    between = [t.lower_ for t in doc[last:start] if not t.is_space]
    if between == ["as"]:
        return doc[start].lower_ in ("a", "an", "the")
    if between == ["("] and doc[end : end + 1].text == ")":
        return doc[start:end].text.isupper()
    if between[:1] == ["("] and between[2:] == [")", ","]:
        between = [","]  # '(Treaty of Amity) (TAC), a pact of 1976'
    if between in ([","], [")", ","]):
        head = doc[start:end].root
        apposed = head.dep_ == "appos" and head.head.i < last
        # the last of several has 'and' before it
        return doc[start].lower_ in ("a", "an", "the") and (apposed or doc[end : end + 1].text in (".", ";"))
    return bool(RENAMING & set(between)) and set(between) <= RENAMING | BESIDE_RENAMING


def _is_short_for(words: str, name: str) -> bool:
    """'CPA' after 'Comprehensive Plan of Action'."""
    short = words.removeprefix("the ").removeprefix("The ")
    if len(short) < SHORTEST or not (short.isalpha() and short.isupper()):
        return False
    return "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper()).endswith(short)


def told_before(new: Undertaking, told: Sequence[Undertaking], noun: str, *, definite: bool) -> Undertaking | None:
    """The record that words mean which tell no new one; `noun`: the one they end with."""
    words = set(plain(new.name).split())
    likely = [old for old in reversed(told) if not (are_two(new, old) or _is_about(old, new))]
    for old in likely:
        before = set(plain(old.name).split())
        shorter = words < before and (definite or len(words) > 2)
        if words == before or shorter or (before < words and len(before) > 2):
            return old
    if definite and not new.named and len(words) <= 2:
        # 'the trade protocol' is not the ceasefire told before: another noun with words of its own
        alike = new.end - new.start == 1 and not (new.name[:1].isupper() and new.opener.islower())
        return next((o for o in likely if noun in plain(o.name).split() or (alike and o.kind == new.kind)), None)
    return None


def are_two(one: Undertaking, other: Undertaking) -> bool:
    """'the fourth plan' and 'the current plan', 'the new agreement' and 'the existing agreement'."""
    a, b = (set(plain(u.name).split()) for u in (one, other))
    ordinals = lexicon.entries("ordinals")
    first, second = a & ordinals, b & ordinals
    if first and second and first != second:
        return True
    ahead = AHEAD | ordinals
    return bool((a & RUNNING and b & ahead) or (b & RUNNING and a & ahead))


def _is_about(old: Undertaking, new: Undertaking) -> bool:
    """'(the agreement on) the Lima Free Zone' and 'the Lima Free Zone'."""
    longer, name = plain(old.name), plain(new.name)
    return old.kind == "agreement" != new.kind and longer != name and longer.endswith(name)
