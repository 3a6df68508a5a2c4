"""Proper names built on a head noun: organisations (Ministry of Trade), events (37th ASEAN Summit), undertakings.

A name is the capitalised words before its head, the head, and what follows after a preposition ('Committee on
Science, Technology and Innovation'). The last head of a row decides ('Dialogue Partnership Financial Fund' is a fund).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc

from articles.extraction import lexicon
from articles.extraction.mentions import Mention
from articles.extraction.words import (
    POSSESSIVES,
    is_capital,
    is_content_capital,
    is_hyphen,
    is_ordinal,
    joined,
    plain,
    sentence_start,
)

PREPOSITIONAL = frozenset({"of", "on", "for"})  # heads that need what follows: 'Year of …'
REACH = 4  # capitalised words between two heads of one name


@dataclass(frozen=True)
class Head:
    """A head noun as found: its tokens, and what it makes of a name."""

    start: int
    end: int
    kind: str
    follows: frozenset[str]


@cache
def _heads() -> dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]]:
    """First word → the heads that begin with it, longest first."""
    out: dict[str, list[tuple[tuple[str, ...], str, frozenset[str]]]] = {}
    for row in lexicon.rows("name_heads"):
        words = tuple(row["head"].split())
        out.setdefault(words[0], []).append((words, row["kind"], frozenset(row["follows"].split())))
    for same in out.values():
        same.sort(key=lambda h: -len(h[0]))
    return out


@cache
def name_heads() -> frozenset[str]:
    """Heads of a single word."""
    return frozenset(row["head"] for row in lexicon.rows("name_heads") if " " not in row["head"])


def head_at(doc: Doc, i: int) -> Head | None:
    """The head noun that begins at token `i`, its first word capitalised."""
    for words, kind, follows in _heads().get(doc[i].lower_, ()):
        end = i + len(words)
        if end <= len(doc) and all(doc[i + k].lower_ == w for k, w in enumerate(words)) and not _ends_title(doc, i):
            if words[-1] in PREPOSITIONAL:
                end, follows = end - 1, frozenset(words[-1:])
            return Head(i, end, kind, follows) if is_content_capital(doc[i]) else None
    return None


def _ends_title(doc: Doc, i: int) -> bool:
    """'Chief of | Staff', 'Minister of | Police': no body, but part of a title."""
    if i < 2 or doc[i - 1].lower_ != "of" or doc[i - 2].lower_ not in _title_words() | {"chief"}:
        return False
    return doc[i].lower_ in _title_ends()


@cache
def _title_ends() -> frozenset[str]:
    """Last words of titles such as 'chief of staff'."""
    titles = (row["head"].split() for row in lexicon.rows("title_heads"))
    return frozenset(words[-1] for words in titles if len(words) > 2 and words[-2] == "of")


@cache
def _title_words() -> frozenset[str]:
    return frozenset(row["head"] for row in lexicon.rows("title_heads") if " " not in row["head"])


def is_title_word(doc: Doc, i: int) -> bool:
    """A title that ends a name to its left or right ('National Assembly | Chairman'); not 'Ministers’ Meeting'."""
    word = doc[i].lower_
    possessive = i + 1 < len(doc) and doc[i + 1].text in POSSESSIVES
    return word in _title_words() and not possessive and word not in ("general", "chief", "head", "member")


def find_headed_names(doc: Doc, known: dict[int, Mention]) -> list[Mention]:
    """Mentions of kind organisation, event or initiative; `known`: token → known name that it belongs to."""
    found: list[Mention] = []
    i = 0
    while i < len(doc):
        head = head_at(doc, i)
        if head is None or (i in known and known[i].end >= head.end) or _joins_heads_of_state(doc, i - 1):
            i += 1
            continue
        head = _last_head(doc, head)
        start = _left(doc, head, known)
        if start == head.start and doc[start].is_sent_start and head.kind != "organisation":
            i = head.end  # 'Talks between …': a capital for the sentence, no name
            continue
        end = _right(doc, head, known)
        start = max(start, found[-1].end if found else 0)
        if end - start > head.end - head.start or "alone" in head.follows:
            found.append(Mention(start, end, head.kind, f"{head.kind}-head", 0.85))
            i = end
        else:
            i = head.end
    return found


def _last_head(doc: Doc, head: Head) -> Head:
    """The last head noun of a row of capitalised words: 'Security Council | Secretariat'."""
    i, limit = head.end, head.end + REACH
    last = head
    while i < min(limit, len(doc)) and not doc[i].is_sent_start:
        following = head_at(doc, i)
        if following:
            last, i = following, following.end
            limit = i + REACH
        elif (is_content_capital(doc[i]) and not is_title_word(doc, i)) or joined(doc, i) or doc[i].text in POSSESSIVES:
            i += 1
        else:
            break
    return last


def _left(doc: Doc, head: Head, known: dict[int, Mention]) -> int:
    """First token of the name that ends or goes on with `head`."""
    first = sentence_start(doc, head.start)
    start = i = head.start
    while i > first:
        i -= 1
        token = doc[i]
        if i in known and known[i].end <= head.start and known[i].kind != "place":
            start = i = known[i].start
        elif is_content_capital(token) and not is_title_word(doc, i):
            start = i
        elif (is_ordinal(token) and token.text[0].isdigit()) and head.kind == "event":
            start = i
            break
        elif not (_links(doc, i, known) and i > first):
            break
    return start


def _links(doc: Doc, i: int, known: dict[int, Mention]) -> bool:
    """May token `i` stand inside a name, before a capital: hyphen, possessive, 'and' between fields of work?"""
    token = doc[i]
    if _joins_heads_of_state(doc, i):
        return False
    if joined(doc, i) or (token.text in POSSESSIVES and is_content_capital(doc[i - 1])):
        # 'Vietnam's Foreign Ministry' is the Foreign Ministry
        return not (token.text in POSSESSIVES and (i - 1) in known and known[i - 1].kind in ("country", "place"))
    if is_hyphen(token) and not joined(doc, i):
        return i - 1 in known and i + 1 in known and known[i - 1].kind != "place"
    fields = lexicon.entries("portfolio")
    return token.lower_ in ("and", "&") and doc[i - 1].lower_ in fields and doc[i + 1].lower_ in fields


def _right(doc: Doc, head: Head, known: dict[int, Mention]) -> int:
    """First token after the name, led on by the head's prepositions."""
    end = head.end
    while end < len(doc) and doc[end].lower_ in head.follows | ({"of"} if end > head.end else set()):
        i = end + 1
        while i < len(doc) and doc[i].lower_ in ("the", "a", "all", "its", "their", "his"):
            i += 1
        stop = _capitals(doc, i, known, title_case=head.kind == "initiative")
        if stop == i or doc[end].is_sent_start:
            break
        end = stop
    return end


def _capitals(doc: Doc, i: int, known: dict[int, Mention], *, title_case: bool) -> int:
    """End of the capitalised words from `i`, over 'and' and commas between fields of work.

    `title_case`: a name such as a treaty's, with small words inside ('on Strengthening the Rule of Law in Asia').
    """
    while i < len(doc) and not (doc[i].is_sent_start and i):
        token = doc[i]
        if i in known and known[i].start == i:
            if known[i].form == "demonym" and doc[known[i].end : known[i].end + 1].text.islower():
                break  # 'the Summit on Russian soil'
            i = known[i].end
        elif is_content_capital(token) and not is_title_word(doc, i):
            i += 1
        elif joined(doc, i) or _joins_heads_of_state(doc, i):
            i += 2
        elif joined(doc, i + 1) and is_capital(token) and is_capital(doc[i + 2]):
            i += 3  # 'Well-Being'
        elif _owns_next(doc, i) or (title_case and _inside_title(doc, i, known)):
            i += 1
        elif _carries_on(doc, i):
            i += 2 if doc[i + 1].lower_ != "and" else 3
        else:
            break
    return i - 1 if i and joined(doc, i - 1) else i


def _joins_heads_of_state(doc: Doc, i: int) -> bool:
    """The 'and' of 'Heads of State | and | Government': inside the name of an Assembly of theirs, the end of none."""
    words = [t.lower_ for t in doc[max(0, i - 1) : i + 2]]
    return words in (["state", "and", "government"], ["state", "and", "governments"])


def _carries_on(doc: Doc, i: int) -> bool:
    """'Science, Technology and Innovation': a comma or 'and' inside one list of fields."""
    if i + 1 >= len(doc) or doc[i].lower_ not in ("and", ",", "&"):
        return False
    following = i + 2 if doc[i].text == "," and doc[i + 1].lower_ == "and" else i + 1
    if following >= len(doc) or head_at(doc, following) or not is_content_capital(doc[following]):
        return False
    fields = lexicon.entries("portfolio")
    same = doc[following].lower_ in fields or doc[i - 1].lower_ in fields or _goes_together(doc, following)
    return same if doc[i].text != "," else doc[following].lower_ in fields and doc[i - 1].lower_ in fields


def _owns_next(doc: Doc, i: int) -> bool:
    """A possessive before a capital: 'People | ’s | Council'."""
    return doc[i].text in POSSESSIVES and i + 1 < len(doc) and is_content_capital(doc[i + 1])


def _inside_title(doc: Doc, i: int, known: dict[int, Mention]) -> bool:
    """A small word or comma between the capitals of a treaty's name."""
    if i + 1 >= len(doc) or doc[i + 1].is_sent_start:
        return False
    low, following = doc[i].lower_, doc[i + 1]
    if low in ("in", "for") and following.lower_ not in lexicon.entries("regions") | {"the"}:
        return False
    if low in (",", "and"):
        usual = plain(following.text) in lexicon.entries("given_names") | lexicon.entries("family_names")
        return is_content_capital(following) and i + 1 not in known and not usual and not is_title_word(doc, i + 1)
    if low in ("of", "the", "in", "for", "to"):
        return is_content_capital(following) or (
            following.lower_ == "the" and is_content_capital(doc[min(i + 2, len(doc) - 1)])
        )
    return False


def _goes_together(doc: Doc, i: int) -> bool:
    """Two capitalised words that are no person: 'Bio-safety and Human Well-Being'."""
    usual = plain(doc[i].text) in lexicon.entries("given_names") | lexicon.entries("family_names")
    return not usual and i + 1 < len(doc) and is_content_capital(doc[i + 1]) and not is_title_word(doc, i + 1)


def bracketed(doc: Doc, mentions: list[Mention]) -> Iterator[tuple[Mention, int]]:
    """Each mention with an acronym in brackets behind it, and the acronym's token."""
    for m in mentions:
        i = m.end
        if i + 2 < len(doc) and doc[i].text == "(" and doc[i + 2].text == ")" and doc[i + 1].text.isupper():
            yield m, i + 1
